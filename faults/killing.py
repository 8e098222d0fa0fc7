"""What is killed, in the middle of what: saving, loading, recomputing and publishing."""

import random
import threading
import time
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from faults.people import Answer, Person
from faults.stage import NAMES, Stage, finish, state_of, wait
from faults.town import Town, loaded_of, something_to_load
from faults.verdict import Outcome
from indicators import tasks
from indicators.choices import LadingStaat
from indicators.imports.tasks import read_lost
from indicators.inputs import stale
from indicators.models import Lading, Stoplichtnorm
from programmes.models import Document, Publicatie


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
            began = wait(lambda lading=lading: state_of(lading).step or state_of(lading).state == LadingStaat.GELADEN)
            if number >= 0:  # the first is left alone, to know how long it takes
                time.sleep(random.uniform(0.1, 0.9) * long)  # noqa: S311
                stage.kill(victim, number)
                outcome.faults += 1
                stage.recover()
                _no_half(outcome, lading, stage.size.figures)
            _load_after_all(beheerder, lading)
            long = long if number >= 0 else time.monotonic() - began
            if loaded_of(lading) != stage.size.figures:
                outcome.problems.append(f"{lading} is niet heel geladen: {loaded_of(lading)}, {state_of(lading).error}")
            beheerder.press(lading.get_absolute_url(), "ongedaan")
            if left := loaded_of(lading):
                outcome.problems.append(f"Van {lading} bleven na het ongedaan maken {left} cijfers staan.")
        outcome.notes.append(f"het laden zelf duurt {long:.1f} s")
    return finish(stage, outcome, seen, victim)


def _no_half(outcome: Outcome, lading: Lading, figures: int) -> None:
    """Note a lading of which a part is in the budget, or that says it is there and is not."""
    there, state = loaded_of(lading), state_of(lading).state
    if there not in (0, figures) or (there == figures) != (state == LadingStaat.GELADEN):
        outcome.half += 1
        outcome.problems.append(f"{lading} is half geladen: {there} van {figures}, staat {state}")


def _load_after_all(beheerder: Person, lading: Lading) -> None:
    """Have a lading whose job was killed taken up again; press the button again when it waits for that."""
    for _ in range(5):
        state = state_of(lading).state
        if state == LadingStaat.GELADEN:
            return
        if state == LadingStaat.GELEZEN:
            beheerder.press(lading.get_absolute_url(), "laden")
        wait(lambda: state_of(lading).state != LadingStaat.LADEN, 3 if state == LadingStaat.LADEN else 30)
        if state_of(lading).state == LadingStaat.LADEN:  # its job was killed; here nobody waits minutes for its silence
            Lading.objects.filter(pk=lading.pk).update(heard_at=timezone.now() - timedelta(minutes=5))
            read_lost.delay()
            wait(lambda: state_of(lading).state != LadingStaat.LADEN, 30)


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
                wait(lambda: not stale(), 60)
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


KILLING = {"bewaren": saving, "laden": loading, "herberekenen": recomputing, "publiceren": publishing}
