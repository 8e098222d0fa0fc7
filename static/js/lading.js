// Says aloud how far a lading is: when it begins something else, and at every quarter of that; not at every row.
// When it is done, the page is shown anew, once: asking on meanwhile would break off a page that takes seconds.

const heard = document.querySelector("#gezegd");

function say() {
  const said = document.querySelector("#voortgang")?.dataset.said ?? "";
  if (heard.textContent !== said) {
    heard.textContent = said;
  }
}

document.addEventListener("htmx:afterSettle", () => {
  say();
  const progress = document.querySelector("#voortgang");
  if (progress && !progress.dataset.hxGet) {
    location.reload();
  }
});
say();
