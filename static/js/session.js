// Warns before the session ends, and makes it last when asked. Says everything once, politely; never takes the focus.
// The clock of this machine may be wrong: only the seconds that the server counted are used.

const box = document.getElementById("sessie");
const says = box.querySelector("[data-session-says]");
const form = box.querySelector("form");
const over = box.querySelector("[data-session-over]");
const LONGEST = 2 ** 31 - 1; // milliseconds that a timer can wait

let timer;
let isOver = false;

function wait(seconds) {
  clearTimeout(timer);
  const warnBefore = Number(box.dataset.warnBefore);
  timer = setTimeout(look, Math.min(Math.max(seconds - warnBefore, 0) * 1000 + 500, LONGEST));
}

// Ask before telling: another tab may have made it last.
async function look() {
  let answer;
  try {
    answer = await fetch(box.dataset.ask, { headers: { Accept: "application/json" } });
  } catch {
    timer = setTimeout(look, 30_000); // no network just now
    return;
  }
  if (answer.status === 401) {
    tellThatItIsOver();
  } else if (answer.ok) {
    tell(await answer.json());
  }
}

function tell(session) {
  if (session.wie !== box.dataset.who) {
    isOver = true;
    show(`Er is intussen iemand anders ingelogd (${session.wie}). Laad de pagina opnieuw.`, null);
    return;
  }
  renewTokens(session.token);
  if (isOver) {
    isOver = false;
    show(`U bent weer ingelogd, tot ${session.tot}. U kunt hier verder.`, null);
    document.dispatchEvent(new CustomEvent("session:back"));
  }
  if (session.seconden > Number(box.dataset.warnBefore)) {
    wait(session.seconden);
    return;
  }
  show(`Om ${session.tot} wordt u uitgelogd. Wat dan nog niet is bewaard, kan niet meer bewaard worden.`, form);
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(session.seconden, 1) * 1000 + 1000);
}

function tellThatItIsOver() {
  if (!isOver) {
    isOver = true;
    show("U bent niet meer ingelogd.", over);
  }
}

function show(text, part) {
  for (const each of [form, over]) {
    each.hidden = each !== part;
  }
  says.textContent = text;
}

// Whoever logs in anew gets another token; the forms of this page carry the old one.
function renewTokens(token) {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = token;
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
    });
  } catch {
    show("Dat lukte niet: er is nu geen verbinding. Probeer het nog eens.", form);
    return;
  }
  if (answer.status === 401) {
    tellThatItIsOver();
  } else if (answer.ok) {
    const session = await answer.json();
    renewTokens(session.token);
    show(`U blijft ingelogd tot ${session.tot}.`, null);
    wait(session.seconden);
  } else {
    show("Dat lukte niet. Bewaar wat u typte en laad de pagina opnieuw.", form);
  }
});

// Who comes back to this tab may have logged in elsewhere, or been away for longer than a timer knows.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && isOver) {
    look();
  }
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    look();
  }
});
document.addEventListener("session:look", look); // a page that was refused asks why

wait(Number(box.dataset.seconds));
