// The cells of the table of figures: judged while somebody types, kept as a concept after a pause, taken back.
// The server reads, judges and saves; this only asks it, and shows what it answers. Without it the table is a form.

const form = document.querySelector(".grid-form");
const status = document.querySelector("[data-grid-status]");
const undoButton = document.querySelector("[data-grid-undo]");

const JUDGE_AFTER = 300; // milliseconds of silence
const SAVE_AFTER = 1500;
const AGAIN_AFTER = 10_000; // when there was no connection

const cells = new Map(); // name → Cell
const undoable = []; // what was saved, the last one last: each a list of [cell, what it said before]

class Cell {
  constructor(td) {
    this.td = td;
    this.name = td.dataset.cell;
    this.input = td.querySelector("input");
    this.kept = this.says(); // what the server has
    this.asked = 0; // which question was the last
    this.saving = null; // the promise of a running save
    this.timers = {};
    td.addEventListener("input", (event) => this.typed(event));
    td.addEventListener("change", (event) => this.chose(event));
    td.addEventListener("focusout", (event) => this.left(event));
    td.addEventListener("click", (event) => this.clicked(event));
    td.querySelector("summary").tabIndex = -1; // Tab goes from figure to figure; Alt+Enter opens this
  }

  says() {
    const field = (name) => this.td.querySelector(`[name="${this.name}-${name}"]`)?.value.trim() ?? "";
    return { waarde: field("waarde"), opmerking: field("opmerking"), waarom: field("waarom") };
  }

  get isDirty() {
    return JSON.stringify(this.says()) !== JSON.stringify(this.kept);
  }

  put(says) {
    for (const [name, text] of Object.entries(says)) {
      const field = this.td.querySelector(`[name="${this.name}-${name}"]`);
      if (field) {
        field.value = text;
      }
    }
  }

  typed(event) {
    if (event.target.matches("input[type=radio], input[type=checkbox]")) {
      return;
    }
    this.wait("save", SAVE_AFTER, () => this.save());
    if (event.target === this.input) {
      this.wait("judge", JUDGE_AFTER, () => this.judge());
    }
  }

  // An answer to a question in the cell: which of two numbers, which of two figures.
  chose(event) {
    if (event.target.matches("input[type=radio]")) {
      this.save({ even: true });
    }
  }

  left(event) {
    if (!this.td.contains(event.relatedTarget)) {
      this.save();
    }
  }

  async clicked(event) {
    const link = event.target.closest("a.grid-history");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (answer.ok) {
        const lines = this.td.querySelector(".grid-lines") ?? link.parentElement.insertAdjacentElement("afterend", document.createElement("div"));
        lines.className = "grid-lines";
        lines.innerHTML = await answer.text();
        lines.tabIndex = -1;
        lines.focus();
      } else {
        location.assign(link.href);
      }
    }
  }

  wait(what, delay, then) {
    clearTimeout(this.timers[what]);
    this.timers[what] = setTimeout(then, delay);
  }

  body(action) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("cel", this.name);
    body.set("actie", action);
    for (const field of this.td.querySelectorAll("[name]")) {
      if (!field.matches("[type=radio], [type=checkbox]") || field.checked) {
        body.set(field.name, field.value);
      }
    }
    return body;
  }

  async ask(action, options = {}) {
    this.asked += 1;
    const number = this.asked;
    const answer = await fetch(form.dataset.cel, { method: "POST", headers: { "HX-Request": "true" }, body: this.body(action), ...options });
    const piece = document.createElement("template");
    piece.innerHTML = await answer.text();
    return { answer, said: piece.content.querySelector(".grid-said"), isLast: number === this.asked };
  }

  async judge({ even = false } = {}) {
    if ((!even && !this.isDirty) || this.saving) {
      return;
    }
    try {
      const { answer, said, isLast } = await this.ask("oordeel");
      if (answer.ok && said && isLast) {
        this.show(said);
      } else if (answer.status === 401) {
        this.refused();
      }
    } catch {
      // No connection; saving will say so.
    }
  }

  // One save at a time: what is typed meanwhile follows it.
  async save({ even = false, action = "bewaren" } = {}) {
    clearTimeout(this.timers.save);
    clearTimeout(this.timers.judge);
    while (this.saving) {
      await this.saving;
    }
    if (!even && !this.isDirty) {
      return;
    }
    this.saving = this.send(action);
    await this.saving;
    this.saving = null;
  }

  // Esc: what stood there when one came, also when what was typed was kept meanwhile.
  async back(text) {
    clearTimeout(this.timers.save);
    clearTimeout(this.timers.judge);
    this.put({ waarde: text });
    while (this.saving) {
      await this.saving;
    }
    this.put({ waarde: text });
    if (this.kept.waarde === text) {
      await this.judge({ even: true });
    } else {
      forget(this);
      await this.save({ even: true, action: "ongedaan" });
    }
  }

  async send(action) {
    const before = this.kept;
    const sent = this.says();
    this.td.setAttribute("aria-busy", "true");
    try {
      const { answer, said } = await this.ask(action);
      if (answer.status === 401) {
        this.refused();
      } else if (answer.ok && said) {
        this.saved(said, before, sent, action);
      } else {
        this.tell("Niet bewaard. Laad de pagina opnieuw; neem eerst over wat u typte.");
      }
    } catch {
      this.tell("Nog niet bewaard: er is geen verbinding. Het wordt opnieuw geprobeerd.");
      this.wait("save", AGAIN_AFTER, () => this.save());
    }
    this.td.removeAttribute("aria-busy");
  }

  saved(said, before, sent, action) {
    const { lot, text } = said.dataset;
    const isAsTyped = JSON.stringify(this.says()) === JSON.stringify(sent);
    if (lot === "saved" || lot === "same") {
      this.kept = { ...sent, waarde: isAsTyped ? text : sent.waarde };
      if (isAsTyped) {
        this.input.value = text; // as it is read back: nnb is now nog niet bekend
      }
      if (lot === "saved" && action === "bewaren") {
        remember([[this, before]]);
      }
    }
    if (isAsTyped) {
      this.show(said);
    } else {
      this.renew(said); // the seal, and nothing of an older text
    }
  }

  show(said) {
    const old = this.td.querySelector(".grid-said");
    const hadFocus = old.contains(document.activeElement);
    const confirmed = old.querySelector("[name$=-klopt]:checked")?.value;
    old.replaceWith(said);
    const box = said.querySelector("[name$=-klopt]");
    if (box && box.value === confirmed) {
      box.checked = true;
    }
    const isWrong = said.querySelector(".grid-complaint") !== null;
    this.td.classList.toggle("grid-wrong", isWrong);
    this.input.toggleAttribute("aria-invalid", isWrong);
    if (isWrong) {
      this.input.setAttribute("aria-invalid", "true");
    }
    if (hadFocus) {
      (said.querySelector("input:not([type=hidden])") ?? this.input).focus();
    }
    announce(said.dataset.aloud);
  }

  renew(said) {
    const seal = `[name="${this.name}-zegel"]`;
    this.td.querySelector(seal).value = said.querySelector(seal).value;
  }

  refused() {
    this.tell("Niet bewaard: u bent niet meer ingelogd.");
    document.dispatchEvent(new CustomEvent("session:look"));
  }

  tell(text) {
    const said = this.td.querySelector(".grid-said");
    let line = said.querySelector("[data-not-kept]");
    if (!line) {
      line = said.appendChild(document.createElement("p"));
      line.dataset.notKept = "";
      line.className = "grid-complaint";
    }
    line.textContent = text;
    announce(text);
  }
}

function announce(text) {
  if (text && status.textContent !== text) {
    status.textContent = text;
  }
}

function remember(change) {
  undoable.push(change);
  undoButton.disabled = false;
}

function forget(cell) {
  const last = undoable.at(-1);
  if (last?.length === 1 && last[0][0] === cell) {
    undoable.pop();
    undoButton.disabled = undoable.length === 0;
  }
}

async function undo() {
  const change = undoable.pop();
  undoButton.disabled = undoable.length === 0;
  for (const [cell, before] of change ?? []) {
    cell.put(before);
    await cell.save({ even: true, action: "ongedaan" });
  }
  change?.[0][0].input.focus();
}

// What was pasted, text by cell; saved one after another, and undone at once.
async function take(texts) {
  const change = [];
  const first = undoable.length;
  let number = 0;
  for (const [name, text] of texts) {
    const cell = cells.get(name);
    cell.put({ waarde: text });
    await cell.save();
    number += 1;
    announce(`${number} van ${texts.length} overgenomen`);
  }
  for (const each of undoable.splice(first)) {
    change.push(...each);
  }
  if (change.length) {
    remember(change);
  }
}

// --- the whole form

for (const td of form.querySelectorAll("[data-cell]")) {
  cells.set(td.dataset.cell, new Cell(td));
}
undoButton.hidden = false;
undoButton.addEventListener("click", undo);
form.addEventListener("grid:undo", undo);
form.addEventListener("grid:back", ({ detail }) => cells.get(detail.name).back(detail.text));
form.addEventListener("grid:take", (event) => take(event.detail));
document.addEventListener("session:back", () => cells.forEach((cell) => cell.save()));

let isLeaving = false;
form.addEventListener("submit", async (event) => {
  if (isLeaving) {
    return;
  }
  event.preventDefault();
  const button = event.submitter;
  announce("Bezig met bewaren");
  form.setAttribute("aria-busy", "true");
  // A save that runs renews a seal; the form must carry the new one.
  await Promise.all([...cells.values()].map((cell) => cell.saving));
  await new Promise((then) => setTimeout(then)); // a form cannot be sent from within its own submit event
  isLeaving = true;
  form.requestSubmit(button);
});

// A tab that is closed, or a phone that is put away: what was typed goes along.
function keep() {
  if (!isLeaving) {
    for (const cell of cells.values()) {
      if (cell.isDirty && !cell.saving) {
        cell.ask("bewaren", { keepalive: true }).catch(() => {});
      }
    }
  }
}
window.addEventListener("pagehide", keep);
