"""What is broken, and in the middle of what. Each scenario leaves the installation whole for the next."""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.db import Error, connection

from faults.installation import CLOCK
from faults.killing import KILLING, saving
from faults.people import Person, Saves, Seen
from faults.stage import VICTIMS, Stage, finish
from faults.town import YEAR
from faults.verdict import Outcome
from indicators import tasks


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
