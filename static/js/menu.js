/* The groups of the menu close with Esc and when one goes on elsewhere. Without this file they open and close too. */

const groups = [...document.querySelectorAll(".menu details")];

function close(group) {
  const held = group.contains(document.activeElement);
  group.open = false;
  if (held) group.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") groups.filter((group) => group.open).forEach(close);
});
document.addEventListener("click", (event) => {
  for (const group of groups) if (group.open && !group.contains(event.target)) group.open = false;
});
document.addEventListener("focusin", (event) => {
  for (const group of groups) if (group.open && !group.contains(event.target)) group.open = false;
});
