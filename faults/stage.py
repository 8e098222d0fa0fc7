"""Where a scenario plays: the installation, its town and people, how large, and how it ends in a verdict."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import Error, connection

from faults.installation import Installation
from faults.people import Person, Reads, Saves, Seen
from faults.town import YEAR, Town
from faults.verdict import Outcome, judge
from indicators.models import Lading

VICTIMS = {"worker": ("worker_1", "worker_2"), "web": ("web",), "postgres": ("postgres",)}
NAMES = {"worker": "de workers", "web": "de webserver", "postgres": "PostgreSQL"}


@dataclass
class Size:
    """How large and how long."""

    rounds: int = 4  # kills of each scenario
    figures: int = 10_000  # of a lading
    away: float = 30.0  # seconds without Redis, with a full disk, with another clock, of hammering
    officers: int = 2  # who save beside it


@dataclass
class Stage:
    """Where it is played: the installation, what is in it, and the people, who are logged in."""

    installation: Installation
    town: Town
    size: Size
    people: dict[str, Person]

    def person(self, email: str) -> Person:
        """Return somebody who is logged in."""
        if email not in self.people:
            person = Person(self.installation.host, email, self.town.password)
            answer = person.log_in()
            if answer.status != 302:
                raise RuntimeError(f"{email} cannot log in: {answer.status} {answer.text[:300]}")
            self.people[email] = person
        return self.people[email]

    @contextmanager
    def audience(self, officers: int) -> Iterator[Seen]:
        """Have a reader read and officers save, each their own beleidsterrein, as long as this lasts."""
        seen = Seen()
        people = [self.person(email) for email in self.town.officers[:officers]]
        reader = Person(self.installation.host, "", "")
        loops = [Reads(reader, seen, self.town.addresses), *(Saves(one, seen, year=YEAR) for one in people)]
        for loop in loops:
            loop.start()
        try:
            yield seen
        finally:
            for loop in loops:
                loop.stop()

    def kill(self, victim: str, number: int) -> None:
        """Kill; in turn one process of it, and all of it."""
        for name in VICTIMS[victim]:
            if name in self.installation.commands:
                self.installation.kill(name, whole=bool(number % 2))

    def recover(self) -> None:
        """Start again what was killed, hold no connection that is gone, and wait until the database answers again.

        Of a killed process of its own PostgreSQL makes a new beginning by itself, and meanwhile refuses who comes.
        """
        self.installation.start_the_rest()
        connection.close()
        wait(_database_answers)


def _database_answers() -> bool:
    """Whether a connection can be had; else the database's own error."""
    connection.ensure_connection()
    return True


# --- kill -9 in the middle of …


def finish(stage: Stage, outcome: Outcome, seen: Seen, victim: str = "") -> Outcome:
    """Judge what is left; who was not killed has to have answered."""
    judge(outcome, seen, YEAR)
    if seen.no_answer and victim != "web" and stage.installation.database == "postgresql":
        outcome.problems.append(f"{seen.no_answer} keer geen antwoord, terwijl de webserver er was.")
    if not seen.saved:
        outcome.problems.append("Niemand heeft iets bewaard.")
    return outcome


def state_of(lading: Lading) -> Lading:
    """Return it as it is stored."""
    return Lading.objects.defer("data", "delivery").get(pk=lading.pk)


def wait(condition: Callable[[], Any], patience: float = 60) -> float:
    """Wait until it is so, or for `patience` seconds; return when that was. A database that is away is asked again."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if condition():
                break
        except Error:
            connection.close()
        time.sleep(0.02)
    return time.monotonic()
