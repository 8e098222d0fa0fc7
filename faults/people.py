"""Who use the installation while it is broken: officers with a ledger of what was acknowledged, and a reader.

They use the pages as a browser does. Every answer is one of four: the page, a page that says why not (503), no answer
because nobody was there, or something broken: another error, half a page, a traceback.
"""

import random
import re
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import requests

from load.forms import Form, form_with

CELL = re.compile(r"c(\d+)-(\d{4})-waarde")
SAVE = ("actie", "bewaren")
CONFLICT = "intussen ook ergens anders veranderd"
NOT_NOW = "Het bewaren lukte nu niet"
WHY_NOT = "Even niet bereikbaar"
TRACEBACK = "Traceback (most recent call last)"
numbers = count(1)


class Saved(NamedTuple):
    """A figure whose saving was acknowledged: who, of what, what stood there before, when it was sent and answered."""

    who: str
    reeks: int
    year: int
    figure: str
    before: str
    sent: float
    answered: float


@dataclass
class Seen:
    """What the people saw; added to by all of them."""

    sent: int = 0  # figures
    saved: list[Saved] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)  # figures of which it was told that a colleague was first
    refused: int = 0  # figures of which it was said that they could not be saved now
    whole: int = 0  # pages
    said_why_not: int = 0
    no_answer: int = 0
    broken: list[str] = field(default_factory=list)
    slowest: float = 0.0  # seconds of an acknowledged save
    lock: threading.Lock = field(default_factory=threading.Lock)


class Answer(NamedTuple):
    """What came back; status 0 when nothing did."""

    status: int
    text: str = ""
    location: str = ""


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, host: str, email: str, password: str) -> None:
        self.host, self.email, self.password = host, email, password
        self.browser = requests.Session()
        # As the proxy in front would say it: everybody comes from an address of their own.
        self.browser.headers["X-Forwarded-For"] = f"10.1.0.{next(numbers)}"
        self.seen = Seen()

    def ask(self, address: str, said: dict[str, str] | None = None) -> Answer:
        """Fetch a page, or send a form; note what kind of answer came."""
        try:
            method = "GET" if said is None else "POST"
            got = self.browser.request(method, self.host + address, data=said, allow_redirects=False, timeout=60)
            answer = Answer(got.status_code, got.text, got.headers.get("Location", ""))
        except requests.RequestException:
            answer = Answer(0)
        with self.seen.lock:
            self._note(address, answer)
        return answer

    def _note(self, address: str, answer: Answer) -> None:
        seen = self.seen
        if answer.status == 0:
            seen.no_answer += 1
        elif answer.status == 503 and WHY_NOT in answer.text and TRACEBACK not in answer.text:
            seen.said_why_not += 1
        elif answer.status == 302 or (answer.status in (200, 422) and "</html>" in answer.text):
            seen.whole += 1
        else:
            seen.broken.append(f"{answer.status} {address} {answer.text[:100]}")

    def log_in(self) -> Answer:
        """Log in with the form; return what came of it."""
        page = self.ask("/inloggen/")
        if page.status != 200:
            return page
        fields = form_with(page.text, field="password").fields
        return self.ask("/inloggen/", {**fields, "login": self.email, "password": self.password})

    def press(self, address: str, action: str, **said: str) -> Answer:
        """Press a button of a page, with `said` in its form."""
        page = self.ask(address)
        if page.status != 200:
            return page
        return self.ask(address, {**form_with(page.text, button=("actie", action)).fields, "actie": action, **said})


class Loop(threading.Thread):
    """Does something over and over until it is told to stop."""

    def __init__(self, person: Person, seen: Seen) -> None:
        super().__init__(daemon=True)
        person.seen = seen
        self.person, self.seen, self.may_go_on = person, seen, True
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Go on; keep what stopped it otherwise."""
        try:
            while self.may_go_on:
                self.once()
        except BaseException as failure:
            self.failure = failure

    def stop(self) -> None:
        """Wait for its end; raise what stopped it."""
        self.may_go_on = False
        self.join(90)
        if self.failure:
            raise self.failure

    def once(self) -> None:
        """Do it once."""
        raise NotImplementedError


class Reads(Loop):
    """Reads pages of the council."""

    def __init__(self, person: Person, seen: Seen, addresses: list[str]) -> None:
        super().__init__(person, seen)
        self.addresses = addresses

    def once(self) -> None:
        """Read one."""
        self.person.ask(random.choice(self.addresses))  # noqa: S311
        time.sleep(0.1)


class Saves(Loop):
    """Opens the table, types in `cells` of its cells (those of `only`, when given), and saves the form."""

    figures = count(1_000)  # each is another, so that it is found again

    def __init__(
        self, person: Person, seen: Seen, *, year: int, cells: int = 3, only: frozenset[int] = frozenset()
    ) -> None:
        super().__init__(person, seen)
        self.address, self.cells, self.only = f"/invoer/tabel/?jaar={year}", cells, only

    def once(self) -> None:
        """Save once."""
        page = self.person.ask(self.address)
        if page.status != 200:
            time.sleep(0.2)
            return
        form = form_with(page.text, button=SAVE)
        cells = [
            name for name in form.fields if (of := CELL.fullmatch(name)) and (not self.only or int(of[1]) in self.only)
        ]
        typed = {name: str(next(self.figures)) for name in random.sample(cells, min(self.cells, len(cells)))}
        with self.seen.lock:
            self.seen.sent += len(typed)
        sent = time.monotonic()
        answer = self.person.ask(self.address, {**form.fields, **typed, "actie": "bewaren"})
        if answer.status in (200, 302):
            self._enter(form, typed, answer, sent)
        time.sleep(0.05)

    def _enter(self, form: Form, typed: dict[str, str], answer: Answer, sent: float) -> None:
        """Write in the ledger what was acknowledged, and what was told to be rejected."""
        now = time.monotonic()
        wrong = answer.text.split("grid-wrong") if answer.status == 200 else []
        with self.seen.lock:
            for name, figure in typed.items():
                _, reeks, year, _ = re.split(r"[c-]", name)
                if answer.status == 200 and f'data-cell="c{reeks}-{year}"' not in answer.text:
                    # Its indicator is gone, or no longer theirs: the page says so above the table.
                    self.seen.rejected.append(figure)
                    continue
                about = next((part for part in wrong[1:] if f'data-cell="c{reeks}-{year}"' in part[:200]), None)
                if about is None:
                    self.seen.saved.append(
                        Saved(self.person.email, int(reeks), int(year), figure, form.fields[name], sent, now)
                    )
                    self.seen.slowest = max(self.seen.slowest, now - sent)
                elif CONFLICT in about:
                    self.seen.rejected.append(figure)
                elif NOT_NOW in about:
                    self.seen.refused += 1
                else:
                    self.seen.broken.append(f"refused without a reason we know: {name} {about[:300]}")
