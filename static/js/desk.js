// Choosing at the desk: all that is shown at once, and how many are chosen, said once.

const form = document.querySelector(".desk");
const says = form.querySelector("[data-chosen]");
const boxes = [...form.querySelectorAll("input[name=gekozen]:not(:disabled)")];
const all = form.querySelector("[data-choose-all]");

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  says.textContent = `${chosen} van ${boxes.length} gekozen`;
}

all?.addEventListener("click", (event) => {
  event.preventDefault();
  const choose = boxes.some((box) => !box.checked);
  boxes.forEach((box) => { box.checked = choose; });
  all.textContent = choose ? "Kies niets" : "Kies alles wat u ziet";
  count();
});
form.addEventListener("change", count);
count();
