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
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isPaused && event.target.matches("[data-renews]")) {
    event.preventDefault();
  }
});
document.addEventListener("htmx:afterSettle", show);
show();
