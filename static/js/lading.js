// Says aloud how far a lading is: when it begins something else, and at every quarter of that; not at every row.

const heard = document.querySelector("#gezegd");

function say() {
  const said = document.querySelector("#voortgang")?.dataset.said ?? "";
  if (heard.textContent !== said) {
    heard.textContent = said;
  }
}

document.addEventListener("htmx:afterSettle", say);
say();
