// Moving through the table of figures as in a spreadsheet. Tab stays the browser's own: it goes from figure to figure
// and out of the table. Up, down and Enter move always; left, right, Home and End move the cursor while one edits.

const form = document.querySelector(".grid-form");
const rows = [...form.querySelectorAll("tbody tr")]
  .map((row) => [...row.querySelectorAll("[data-cell] > input")])
  .filter((row) => row.length);
const places = new Map(); // input → [row, column]
rows.forEach((row, down) => row.forEach((input, right) => places.set(input, [down, right])));

let isEditing = false;
let atFocus = ""; // what the cell said when one came there

document.querySelector("[data-grid-keys]").hidden = false;

function go(down, right) {
  const row = rows[Math.min(Math.max(down, 0), rows.length - 1)];
  row[Math.min(Math.max(right, 0), row.length - 1)].focus();
}

function edge(down, right, key) {
  const last = rows[down].length - 1;
  return { ArrowUp: [0, right], ArrowDown: [rows.length - 1, right], ArrowLeft: [down, 0], ArrowRight: [down, last], Home: [0, 0], End: [rows.length - 1, rows.at(-1).length - 1] }[key];
}

function next(down, right, event) {
  const steps = { ArrowUp: [down - 1, right], ArrowDown: [down + 1, right], Enter: [down + (event.shiftKey ? -1 : 1), right] };
  const sideways = { ArrowLeft: [down, right - 1], ArrowRight: [down, right + 1], Home: [down, 0], End: [down, rows[down].length - 1] };
  return steps[event.key] ?? (isEditing ? undefined : sideways[event.key]);
}

form.addEventListener("focusin", (event) => {
  if (places.has(event.target)) {
    isEditing = false;
    atFocus = event.target.value;
    event.target.select();
  }
});

form.addEventListener("input", (event) => {
  isEditing = isEditing || places.has(event.target);
});

form.addEventListener("mousedown", (event) => {
  // A second click places the cursor.
  isEditing = event.target === document.activeElement;
});
form.addEventListener("mouseup", (event) => {
  if (places.has(event.target) && !isEditing) {
    event.preventDefault(); // the click that came here would undo the selection
  }
});

form.addEventListener("keydown", (event) => {
  const place = places.get(event.target);
  const cell = event.target.closest("[data-cell]");
  if (!cell || event.isComposing) {
    return;
  }
  if (event.key === "Escape") {
    escape(event, cell, Boolean(place));
  } else if (place) {
    move(event, cell, place);
  }
});

function escape(event, cell, isFigure) {
  event.preventDefault();
  const input = cell.querySelector("input");
  if (!isFigure) {
    input.focus(); // out of the note, or of a question, back to its figure
  } else if (input.value !== atFocus) {
    input.value = atFocus;
    form.dispatchEvent(new CustomEvent("grid:back", { detail: { name: cell.dataset.cell, text: atFocus } }));
    isEditing = false;
    input.select();
  } else {
    document.querySelector(".grid-actions button").focus();
  }
}

function move(event, cell, [down, right]) {
  const withControl = event.ctrlKey || event.metaKey;
  if (event.altKey && ["Enter", "ArrowDown"].includes(event.key)) {
    const details = cell.querySelector("details");
    details.open = true;
    details.querySelector("textarea").focus();
  } else if (event.altKey) {
    return;
  } else if (event.key === "F2") {
    isEditing = true;
    event.target.setSelectionRange(event.target.value.length, event.target.value.length);
  } else if (withControl && event.key === "z" && event.target.value === atFocus) {
    form.dispatchEvent(new CustomEvent("grid:undo"));
  } else {
    const to = withControl ? edge(down, right, event.key) : next(down, right, event);
    if (!to || (event.shiftKey && event.key !== "Enter")) {
      return; // the browser's own: typing, Tab, selecting with Shift
    }
    go(...to);
  }
  event.preventDefault();
}

// On a phone the year that is due lies out of sight, to the right.
const region = form.querySelector("[role=region]");
const due = rows[0][0].closest("td");
region.scrollLeft = due.offsetLeft - due.parentElement.firstElementChild.offsetWidth;
