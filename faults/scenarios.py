"""What is broken, and in the middle of what. Each scenario leaves the installation whole for the next."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.db import Error, connection
from django.utils import timezone

from faults.installation import CLOCK, Installation
from faults.people import Answer, Person, Reads, Saves, Seen
from faults.town import YEAR, Town, loaded_of, something_to_load
from faults.verdict import Outcome, judge
from indicators import tasks
from indicators.choices import LadingStaat
from indicators.imports.tasks import read_lost
from indicators.inputs import stale
from indicators.models import Lading, Stoplichtnorm
from programmes.models import Document, Publicatie

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
        """Start again what was killed, and have nobody of ours hold a connection that is gone."""
        self.installation.start_the_rest()
        connection.close()


# --- kill -9 in the middle of …


def saving(stage: Stage, victim: str) -> Outcome:
    """Kill while officers save."""
    outcome = Outcome(f"{NAMES[victim]} gedood tijdens het bewaren")
    with stage.audience(stage.size.officers + 1) as seen:
        for number in range(stage.size.rounds):
            time.sleep(random.uniform(1, 2))  # noqa: S311
            stage.kill(victim, number)
            outcome.faults += 1
            time.sleep(0.5)
            stage.recover()
        time.sleep(1)
    return finish(stage, outcome, seen, victim)


def loading(stage: Stage, victim: str) -> Outcome:
    """Kill while figures are loaded by a job; then have it taken up again, and take it back."""
    outcome = Outcome(f"{NAMES[victim]} gedood tijdens het laden van {stage.size.figures:n} cijfers".replace(",", "."))
    beheerder = stage.person(stage.town.beheerder)
    long = 1.0  # seconds that a loading takes, once that is known
    with stage.audience(1) as seen:
        beheerder.seen = seen
        for number in range(-1, stage.size.rounds // 2):
            lading = something_to_load(stage.size.figures)
            beheerder.press(lading.get_absolute_url(), "laden")
            began = _wait(lambda lading=lading: _state(lading).step or _state(lading).state == LadingStaat.GELADEN)
            if number >= 0:  # the first is left alone, to know how long it takes
                time.sleep(random.uniform(0.1, 0.9) * long)  # noqa: S311
                stage.kill(victim, number)
                outcome.faults += 1
                stage.recover()
                _no_half(outcome, lading, stage.size.figures)
            _load_after_all(beheerder, lading)
            long = long if number >= 0 else time.monotonic() - began
            if loaded_of(lading) != stage.size.figures:
                outcome.problems.append(f"{lading} is niet heel geladen: {loaded_of(lading)}, {_state(lading).error}")
            beheerder.press(lading.get_absolute_url(), "ongedaan")
            if left := loaded_of(lading):
                outcome.problems.append(f"Van {lading} bleven na het ongedaan maken {left} cijfers staan.")
        outcome.notes.append(f"het laden zelf duurt {long:.1f} s")
    return finish(stage, outcome, seen, victim)


def _no_half(outcome: Outcome, lading: Lading, figures: int) -> None:
    """Note a lading of which a part is in the budget, or that says it is there and is not."""
    there, state = loaded_of(lading), _state(lading).state
    if there not in (0, figures) or (there == figures) != (state == LadingStaat.GELADEN):
        outcome.half += 1
        outcome.problems.append(f"{lading} is half geladen: {there} van {figures}, staat {state}")


def _load_after_all(beheerder: Person, lading: Lading) -> None:
    """Have a lading whose job was killed taken up again; press the button again when it waits for that."""
    for _ in range(5):
        state = _state(lading).state
        if state == LadingStaat.GELADEN:
            return
        if state == LadingStaat.GELEZEN:
            beheerder.press(lading.get_absolute_url(), "laden")
        _wait(lambda: _state(lading).state != LadingStaat.LADEN, 3 if state == LadingStaat.LADEN else 30)
        if _state(lading).state == LadingStaat.LADEN:  # its job was killed; here nobody waits minutes for its silence
            Lading.objects.filter(pk=lading.pk).update(heard_at=timezone.now() - timedelta(minutes=5))
            read_lost.delay()
            _wait(lambda: _state(lading).state != LadingStaat.LADEN, 30)


def recomputing(stage: Stage, victim: str) -> Outcome:
    """Kill while every indicator is judged anew by another norm."""
    outcome = Outcome(f"{NAMES[victim]} gedood tijdens alles herberekenen")
    long = 1.0
    with stage.audience(1) as seen:
        for number in range(-1, stage.size.rounds):
            Stoplichtnorm.objects.update(margin=Decimal(random.randint(1, 400)) / 10)  # noqa: S311
            tasks.recalculate_all.delay()
            began = time.monotonic()
            if number < 0:  # the first is left alone, to know how long it takes
                _wait(lambda: not stale(), 60)
                long = time.monotonic() - began
                continue
            time.sleep(random.uniform(0.1, 0.9) * long)  # noqa: S311
            stage.kill(victim, number)
            outcome.faults += 1
            stage.recover()
        outcome.notes.append(f"het herberekenen zelf duurt {long:.1f} s")
    return finish(stage, outcome, seen, victim)


def publishing(stage: Stage, victim: str) -> Outcome:
    """Kill while a controller publishes what another made ready."""
    outcome = Outcome(f"{NAMES[victim]} gedood tijdens het publiceren")
    first, second = (stage.person(email) for email in stage.town.controllers)
    address, long = f"/documenten/{stage.town.document}/", 0.3
    with stage.audience(1) as seen:
        first.seen = second.seen = seen
        for number in range(-1, stage.size.rounds):
            before = Publicatie.objects.count()
            first.press(address, "klaarzetten", reason=f"Herstel {number + 1}")
            answers: list[Answer] = []
            publisher = threading.Thread(target=lambda a=answers: a.append(second.press(address, "publiceren")))
            began = time.monotonic()
            publisher.start()
            if number >= 0:
                time.sleep(random.uniform(0.2, 1.0) * long)  # noqa: S311
                stage.kill(victim, number)
                outcome.faults += 1
                stage.recover()
            publisher.join()
            long = long if number >= 0 else time.monotonic() - began
            _frozen_or_not(outcome, stage.town, answers[0], before)
            if Publicatie.objects.count() == before:
                if Document.objects.get(pk=stage.town.document).ready_by_id is None:
                    first.press(address, "klaarzetten", reason=f"Herstel {number + 1}")
                second.press(address, "publiceren")
                if Publicatie.objects.count() != before + 1:
                    outcome.problems.append("Na de storing is er niet alsnog gepubliceerd.")
    return finish(stage, outcome, seen, victim)


def _frozen_or_not(outcome: Outcome, town: Town, answer: Answer, before: int) -> None:
    """Note a publication that is there in part, or that was acknowledged and is not there."""
    added = Publicatie.objects.count() - before
    acknowledged = answer.status == 302 and "/publicatie/" in answer.location
    ready = bool(Document.objects.get(pk=town.document).ready_as)
    if acknowledged and not added:
        outcome.lost += 1
        outcome.problems.append(f"{answer.location} is bevestigd, en is er niet.")
    if added and ready:
        outcome.half += 1
        outcome.problems.append("Het document is gepubliceerd, en staat nog klaar.")
    if acknowledged and added:
        sha = Publicatie.objects.order_by("pk").last().sha256  # type: ignore[union-attr]
        if sha[:12] not in answer.location:
            outcome.half += 1
            outcome.problems.append(f"{answer.location} is niet wat er bevroren is ({sha[:12]}).")


# --- Other faults


def without_redis(stage: Stage) -> Outcome:
    """Kill Redis, leave it away, and start it again: saving goes on; who logs in is told."""
    outcome = Outcome(f"Redis {stage.size.away:.0f} s weg", faults=1)
    with stage.audience(stage.size.officers) as seen:
        time.sleep(1)
        stage.installation.kill("redis", whole=True)
        began, acknowledged = time.monotonic(), len(seen.saved)
        late = Person(stage.installation.host, stage.town.officers[-1], stage.town.password)
        said = late.log_in()
        outcome.notes.append(f"wie inlogt krijgt {said.status}")
        outcome.problems += [f"Kapot antwoord bij inloggen: {one}" for one in late.seen.broken]
        time.sleep(max(0.0, stage.size.away - (time.monotonic() - began)))
        outcome.notes.append(f"{len(seen.saved) - acknowledged} cijfers bevestigd terwijl Redis weg was")
        if len(seen.saved) == acknowledged:
            outcome.problems.append("Zonder Redis werd niets bewaard.")
        stage.recover()
        time.sleep(1)
    return finish(stage, outcome, seen)


def full_disk(stage: Stage) -> Outcome:
    """Fill up the disk of PostgreSQL, and make room again. The installation ends with it: the last scenario."""
    outcome = Outcome("de schijf van PostgreSQL vol", faults=1)
    ballast = stage.installation.move_to_a_small_disk()
    connection.close()
    with stage.audience(stage.size.officers) as seen:
        time.sleep(1)
        fill_up(ballast)
        before = len(seen.saved)
        until = time.monotonic() + 60
        # PostgreSQL has some of its log laid out beforehand; the disk is full once something is refused.
        while time.monotonic() < until and not (seen.said_why_not or seen.refused):
            write_on()
            fill_up(ballast)
        time.sleep(min(5.0, stage.size.away))
        outcome.notes.append(f"{len(seen.saved) - before} cijfers bevestigd nadat de schijf vol liep")
        if not (seen.said_why_not or seen.refused):
            outcome.problems.append("De schijf is niet vol geraakt.")
        ballast.unlink()
        stage.recover()
        time.sleep(2)
    return finish(stage, outcome, seen)


def write_on() -> None:
    """Have PostgreSQL begin the next file of its log, which it may have laid out beforehand or not."""
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        return
    connection.close()
    time.sleep(0.2)


def fill_up(file: Path) -> None:
    """Write until there is no room."""
    with suppress(OSError), file.open("ab", buffering=0) as written:
        for size in (1 << 20, 4096):
            with suppress(OSError):
                while written.write(b"\1" * size):
                    pass


def clock_set_back(stage: Stage) -> Outcome:
    """Set the clock of everything but Redis two hours back while officers save, and right again."""
    outcome = Outcome("de klok twee uur terug", faults=1)
    if not CLOCK.exists():
        outcome.problems.append("libfaketime ontbreekt: apt-get install libfaketime")
        return outcome
    clocks = stage.installation.clock()
    for name in ("beat", "worker_1", "worker_2", "web", "postgres"):
        stage.installation.end(name)
    for name in ("postgres", "web", "worker_1", "worker_2", "beat"):
        stage.installation.start(name, **clocks)
    stage.installation.wait()
    connection.close()
    with stage.audience(stage.size.officers) as seen:
        for clock in ("+0", "-2h", "+0"):
            stage.installation.set_clock(clock)
            time.sleep(stage.size.away / 3)
    finish(stage, outcome, seen)
    for name in ("beat", "worker_1", "worker_2", "web", "postgres"):
        stage.installation.end(name)
    stage.installation.start_the_rest()
    connection.close()
    return outcome


def hammering(stage: Stage) -> Outcome:
    """Have all officers save the same figures at once, while everything is recomputed over and over."""
    outcome = Outcome(
        f"{len(stage.town.officers)} medewerkers, {len(stage.town.shared)} cijfers, {stage.size.away:.0f} s"
    )
    seen = Seen()
    people = [stage.person(email) for email in stage.town.officers]
    loops = [Saves(person, seen, year=YEAR, cells=2, only=stage.town.shared) for person in people]
    for loop in loops:
        loop.start()
    until = time.monotonic() + stage.size.away
    while time.monotonic() < until:
        tasks.recalculate_all.delay()
        time.sleep(stage.size.away / 10)
    for loop in loops:
        loop.stop()
    if not seen.rejected:
        outcome.notes.append("niemand was een ander voor")
    return finish(stage, outcome, seen)


# --- Of all


def finish(stage: Stage, outcome: Outcome, seen: Seen, victim: str = "") -> Outcome:
    """Judge what is left; who was not killed has to have answered."""
    judge(outcome, seen, YEAR)
    if seen.no_answer and victim != "web" and stage.installation.database == "postgresql":
        outcome.problems.append(f"{seen.no_answer} keer geen antwoord, terwijl de webserver er was.")
    if not seen.saved:
        outcome.problems.append("Niemand heeft iets bewaard.")
    return outcome


def _state(lading: Lading) -> Lading:
    """Return it as it is stored."""
    return Lading.objects.defer("data", "delivery").get(pk=lading.pk)


def _wait(condition: Callable[[], Any], patience: float = 60) -> float:
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


KILLING = {"bewaren": saving, "laden": loading, "herberekenen": recomputing, "publiceren": publishing}
SCENARIOS: dict[str, dict[str, Callable[[Stage], Outcome]]] = {
    "postgresql": {
        **{
            f"{name}-{victim}": partial(scenario, victim=victim)
            for name, scenario in KILLING.items()
            for victim in VICTIMS
        },
        "redis": without_redis,
        "klok": clock_set_back,
        "samen": hammering,
        "schijf": full_disk,
    },
    "sqlite": {
        **{f"bewaren-{victim}": partial(saving, victim=victim) for victim in ("worker", "web")},
        "samen": hammering,
    },
}
