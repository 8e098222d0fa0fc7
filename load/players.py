"""The people of the evening, played by locust in a process of its own: readers, officers and two controllers.

First the readers are alone; then, as long again, the officers save and a publication is frozen. Everything that
happened is written down for `load.promises` to judge.
"""

import json
import random
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import gevent
from gevent.event import Event
from locust import FastHttpUser, between, events, task
from locust.env import Environment
from locust.exception import StopUser

from load.evening import YEAR
from load.forms import form_with

CELL = re.compile(r"c(\d+)-(\d{4})-waarde")
SETTLING = 15  # seconds at the most in which the readers come in, and fetch style and script once
SAVE = ("actie", "bewaren")


@dataclass
class Seen:
    """What happened, as the players saw it. Times are in milliseconds, of readers only."""

    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    by_page: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    saves: list[tuple[str, int, int, str]] = field(default_factory=list)  # who, reeks, year, figure; acknowledged
    tries: int = 0  # saves that were sent
    published: str = ""  # the address of the publication


SEEN = Seen()
PLACE: dict[str, Any] = {}  # what evening.py wrote down
logged_in: list[str] = []
officers_may, controllers_may = Event(), Event()
half: list[str] = []  # the half that is measured now comes last: alone or together


class Person(FastHttpUser):
    """Somebody with a browser of their own."""

    abstract = True
    connection_timeout = network_timeout = 60.0
    numbers = count(1)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        number = next(Person.numbers)
        # As the proxy in front would say it: everybody comes from an address of their own.
        self.sent = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}

    def page(self, name: str, address: str) -> str:
        """Fetch a page; note an error when it is not whole."""
        with self.client.get(address, name=name, headers=self.sent, catch_response=True) as answer:
            text = answer.text or ""
            if answer.status_code != 200 or "</html>" not in text:
                answer.failure(f"{answer.status_code} {address} {answer.error or text[:80]}")
            return text

    def press(self, address: str, said: dict[str, str], name: str, expected: int = 302) -> Any:
        """Post a form; return the answer, or None and an error when it is not the one expected."""
        with self.client.post(
            address, said, name=name, headers=self.sent, catch_response=True, allow_redirects=False
        ) as answer:
            if answer.status_code == expected:
                return answer
            answer.failure(f"{answer.status_code} {address} {answer.error or ''}")
            return None

    def log_in(self, email: str) -> None:
        """Log in with the form."""
        form = form_with(self.page("inloggen", "/inloggen/"), field="password")
        self.press("/inloggen/", {**form.fields, "login": email, "password": PLACE["password"]}, "inloggen")
        logged_in.append(email)


class Reader(Person):
    """A council member, or anyone, who goes through the pages."""

    wait_time = between(10, 30)
    people: ClassVar[int] = 200

    def on_start(self) -> None:
        """Come in somewhere in the first seconds; fetch what the browser then keeps."""
        first = self.page("overzicht", "/")
        for address in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', first)):
            self.client.get(address, name="stijl en script")

    @task(3)
    def dashboard(self) -> None:
        """Read the overview of a year, often of one programma."""
        chosen = f"&programma={random.choice(PLACE['programmas'])}" if random.random() < 0.5 else ""  # noqa: S311
        self.page("overzicht", f"/?jaar={random.randint(2022, 2025)}{chosen}")  # noqa: S311

    @task(2)
    def programma(self) -> None:
        """Read a programma."""
        self.page("programma", f"/programma/{random.choice(PLACE['programmas'])}/")  # noqa: S311

    @task(4)
    def beleidsterrein(self) -> None:
        """Read a beleidsterrein: the doelenboom and the table."""
        self.page("beleidsterrein", f"/beleidsterrein/{random.choice(PLACE['beleidsterreinen'])}/")  # noqa: S311

    @task(6)
    def effectindicator(self) -> None:
        """Read an indicator: its chart and why it has this colour."""
        self.page("effectindicator", f"/effectindicator/{random.choice(PLACE['effectindicatoren'])}/")  # noqa: S311

    @task(1)
    def publication(self) -> None:
        """Read the list of publications, and one of them."""
        self.page("publicaties", "/publicaties/")
        self.page("publicatie", f"/publicatie/{PLACE['publication']}/")


class Officer(Person):
    """Enters the figures of one beleidsterrein in the table, some at a time."""

    wait_time = between(3, 8)

    def on_start(self) -> None:
        """Log in, and wait for the second half."""
        self.email = PLACE["officers"].pop()
        self.log_in(self.email)
        officers_may.wait()

    @task
    def save(self) -> None:
        """Open the table, type in some cells, have one judged while typing, save the form."""
        address = f"/invoer/tabel/?jaar={YEAR}"
        form = form_with(self.page("invoertabel", address), button=SAVE)
        cells = [name for name in form.fields if CELL.fullmatch(name)]
        typed = {}
        for name in random.sample(cells, min(3, len(cells))):
            figure = str(random.randint(5, 95))  # noqa: S311
            if figure != form.fields[name]:
                typed[name] = figure
        posted = {**form.fields, **typed}
        cell = next(iter(typed), cells[0]).removesuffix("-waarde")
        self.press("/invoer/tabel/cel/", {**posted, "cel": cell}, "oordeel vooraf", expected=200)
        gevent.sleep(random.uniform(1, 3))  # noqa: S311
        SEEN.tries += len(typed)
        if self.press(address, {**posted, "actie": "bewaren"}, "bewaren") is not None:
            for name, figure in typed.items():
                _, reeks, year, _ = re.split(r"[c-]", name)
                SEEN.saves.append((self.email, int(reeks), int(year), figure))


class Controllers(Person):
    """The first makes the document ready, the second publishes it; two browsers, played by one."""

    fixed_count = 1
    wait_time = between(1, 2)

    def on_start(self) -> None:
        """Log in as the first."""
        self.log_in(PLACE["controllers"][0])
        controllers_may.wait()

    @task
    def publish(self) -> None:
        """Make ready, log in as the other, publish; once."""
        address = f"/documenten/{PLACE['document']}/"
        self.act(address, "klaarzetten")
        self.client.cookiejar.clear()
        self.log_in(PLACE["controllers"][1])
        answer = self.act(address, "publiceren")
        if answer is not None:
            SEEN.published = answer.headers["location"]
        raise StopUser

    def act(self, address: str, action: str) -> Any:
        """Press a button of the document's page; return the answer, or None when it was refused."""
        form = form_with(self.page("document", address), button=("actie", action))
        return self.press(address, {**form.fields, "actie": action}, action)


def note(name: str, response_time: float, exception: Exception | None, context: Any = None, **_more: Any) -> None:
    """Write down one answer; it is listened to for every request."""
    if exception is not None:
        SEEN.errors.append(f"{name}: {exception}")
    if half and name in READERS_PAGES:
        getattr(SEEN, half[-1]).append(response_time)
        SEEN.by_page.setdefault(name, {"alone": [], "together": []})[half[-1]].append(response_time)


def stumble(user_instance: Any, exception: Exception, **_more: Any) -> None:
    """Write down that a player could not go on, which is an error too: a page was not what it should be."""
    SEEN.errors.append(f"{type(user_instance).__name__}: {exception!r}")


READERS_PAGES = {"overzicht", "programma", "beleidsterrein", "effectindicator", "publicaties", "publicatie"}


def play(host: str, readers: int, officers: int, seconds: float) -> Seen:
    """Play the evening: `seconds` with readers alone, then as long with everybody."""
    Reader.fixed_count, Officer.fixed_count = readers, officers
    environment = Environment(user_classes=[Reader, Officer, Controllers], events=events, host=host)
    environment.events.request.add_listener(note)
    environment.events.user_error.add_listener(stumble)
    runner = environment.create_local_runner()
    people, settling = readers + officers + 1, min(SETTLING, seconds / 3)
    runner.start(people, spawn_rate=people / settling)
    until = time.monotonic() + 300
    while len(logged_in) < officers + 1 and not SEEN.errors and time.monotonic() < until:
        gevent.sleep(0.1)
    gevent.sleep(settling)
    if SEEN.errors:  # whoever could not come in saves nothing: there is nothing to measure
        runner.quit()
        return SEEN
    half.append("alone")
    gevent.sleep(seconds)
    half.append("together")
    officers_may.set()
    gevent.sleep(seconds / 3)
    controllers_may.set()
    gevent.sleep(seconds * 2 / 3)
    half.clear()
    environment.stop_timeout = 60  # whoever is saving finishes
    runner.quit()
    return SEEN


if __name__ == "__main__":
    _, host, place, result, readers, officers, seconds = sys.argv
    PLACE.update(json.loads(Path(place).read_text(encoding="utf-8")))
    Path(result).write_text(
        json.dumps(asdict(play(host, int(readers), int(officers), float(seconds)))), encoding="utf-8"
    )
