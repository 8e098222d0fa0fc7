// Lets somebody stop what renews itself on a page, such as a light that is being brought up to date, and go on again.

const WORDS = { true: "Ga door met bijwerken", false: "Wacht met bijwerken" };
let isPaused = false;

function show() {
  for (const button of document.querySelectorAll("[data-pause]")) {
    button.hidden = false;
    button.textContent = WORDS[isPaused];
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-pause]")) {
    isPaused = !isPaused;
    show();
    if (!isPaused) {
      // At once: what happened meanwhile is what one asks for.
      for (const part of document.querySelectorAll("[data-renews]")) {
        htmx.ajax("GET", part.dataset.hxGet, { source: part, target: part, swap: "outerHTML" });
      }
    }
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isPaused && event.target.matches("[data-renews]")) {
    event.preventDefault();
  }
});
document.addEventListener("htmx:afterSettle", show);
show();
