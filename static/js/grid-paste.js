// Pasting a block from a spreadsheet in the table: the server lays it over the table and shows what would change.

const form = document.querySelector(".grid-form");
const dialog = document.querySelector("[data-grid-paste]");
let start; // the input in which was pasted

form.addEventListener("paste", async (event) => {
  if (!event.target.matches("[data-cell] > input")) {
    return;
  }
  const text = event.clipboardData.getData("text/plain");
  const bare = text.replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(bare)) {
    if (bare !== text) {
      event.preventDefault(); // one cell, with the line end that a spreadsheet adds
      event.target.setRangeText(bare.trim(), event.target.selectionStart, event.target.selectionEnd, "end");
      event.target.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    return;
  }
  event.preventDefault();
  start = event.target;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("vanaf", start.closest("[data-cell]").dataset.cell);
  body.set("blok", text);
  show("Bezig met lezen…");
  try {
    const answer = await fetch(dialog.dataset.address, { method: "POST", headers: { "HX-Request": "true" }, body });
    if (answer.status === 401) {
      document.dispatchEvent(new CustomEvent("session:look"));
    }
    dialog.firstElementChild.innerHTML = await answer.text();
    dialog.querySelector("button, a")?.focus();
  } catch {
    show("Er is nu geen verbinding. Plak het straks opnieuw.");
  }
});

function show(text) {
  const line = document.createElement("p");
  line.textContent = text;
  dialog.firstElementChild.replaceChildren(line);
  if (!dialog.open) {
    dialog.showModal();
  }
}

dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  const texts = [...dialog.querySelectorAll("[data-paste]")].map((row) => [row.dataset.paste, textOf(row)]);
  dialog.close();
  form.dispatchEvent(new CustomEvent("grid:take", { detail: texts }));
});

// Of two readings the one that was chosen, written so that it has no other; unanswered, it is asked in its cell.
function textOf(row) {
  const chosen = row.querySelector("input[type=radio]:checked");
  return row.dataset.text ?? chosen?.value.replace(".", ",") ?? row.querySelector("[name$=-waarde]").value;
}

dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-paste-close]")) {
    event.preventDefault();
    dialog.close();
  }
});
dialog.addEventListener("close", () => start?.focus());
