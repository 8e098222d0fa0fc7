"""What has to be true after every fault, and how that is looked up."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from faults.people import Saved, Seen

Cell = tuple[int, int]  # reeks, year
Line = tuple[str, str]  # who, figure


@dataclass
class Outcome:
    """What one scenario came to: the row of the report."""

    name: str
    faults: int = 0  # how often something was broken
    sent: int = 0  # figures
    acknowledged: int = 0
    rejected: int = 0  # figures of which a colleague was first, which was told
    refused: int = 0  # figures of which it was said that they could not be saved now
    pages: int = 0
    said_why_not: int = 0
    no_answer: int = 0
    lost: int = 0
    half: int = 0  # ladingen and publications of which a part is there
    wrong_colours: int = 0
    slowest: float = 0.0  # seconds
    problems: list[str] = field(default_factory=list)  # in Dutch; empty when all is well
    notes: list[str] = field(default_factory=list)

    def take(self, seen: Seen) -> None:
        """Count what the people saw."""
        self.sent, self.acknowledged, self.rejected = seen.sent, len(seen.saved), len(seen.rejected)
        self.refused, self.pages, self.said_why_not = seen.refused, seen.whole, seen.said_why_not
        self.no_answer, self.slowest = seen.no_answer, seen.slowest
        self.problems += [f"Kapot antwoord: {said}" for said in seen.broken[:3]]
        if len(seen.broken) > 3:
            self.problems.append(f"En nog {len(seen.broken) - 3} kapotte antwoorden.")


def plain(text: str) -> str:
    """Return a figure as typed or shown the Dutch way (`1.234,50`) as plain text (`1234.5`)."""
    number = text.replace(".", "").replace(",", ".")
    return number.rstrip("0").rstrip(".") if "." in number else number


def lost(saved: Iterable[Saved], history: Mapping[Cell, Sequence[Line]], now: Mapping[Cell, str]) -> list[str]:
    """Return in Dutch each acknowledged figure that history does not tell of, once, after what its officer saw.

    Each figure must be another. Of two of one cell of which the first was answered before the second was sent, history
    tells the first first. `now` holds the figures that stand there: the last that history tells of.
    """
    found = []
    places: dict[Cell, list[tuple[Saved, int]]] = {}
    for save in saved:
        cell = (save.reeks, save.year)
        lines = history.get(cell, ())
        told = [place for place, line in enumerate(lines) if line == (save.who, save.figure)]
        before = lines[told[0] - 1][1] if told and told[0] else ""
        if len(told) != 1:
            found.append(f"{save.figure} van {save.who} staat {len(told)} keer in de historie")
        elif before != plain(save.before):
            found.append(f"{save.figure} van {save.who} overschreef {before}, en die zag {save.before or 'niets'}")
        else:
            places.setdefault(cell, []).append((save, told[0]))
    for of_cell in places.values():
        found += [
            f"{later.figure} staat in de historie voor {earlier.figure}, en kwam erna"
            for earlier, first in of_cell
            for later, second in of_cell
            if earlier.answered < later.sent and second < first
        ]
    for cell in {(save.reeks, save.year) for save in saved}:
        lines = history.get(cell, ())
        if lines and now.get(cell) != lines[-1][1]:
            found.append(f"Er staat {now.get(cell, 'niets')}, en de historie eindigt met {lines[-1][1]}")
    return found


def told_and_kept(rejected: Iterable[str], history: Mapping[Cell, Sequence[Line]]) -> list[str]:
    """Return in Dutch each figure of which it was told that it was not saved, and that was."""
    kept = {figure for lines in history.values() for _, figure in lines}
    return [f"{figure} werd afgewezen, en staat in de historie" for figure in rejected if figure in kept]


# --- Looking it up


def history_of(year: int) -> tuple[dict[Cell, list[Line]], dict[Cell, str]]:
    """Return of each cell of a year what its history tells, in order, and what stands there now."""
    from indicators.models import Realisatie  # noqa: PLC0415 - Django has to be set up first

    history: dict[Cell, list[Line]] = {}
    rows = Realisatie.history.filter(year=year, value__isnull=False).order_by("history_id")
    for reeks, value, who in rows.values_list("reeks_id", "value", "history_user__email"):
        history.setdefault((reeks, year), []).append((who, f"{value.normalize():f}"))
    now = Realisatie.objects.filter(year=year, value__isnull=False).order_by("version")
    return history, {(reeks, year): f"{value.normalize():f}" for reeks, value in now.values_list("reeks_id", "value")}


def judge(outcome: Outcome, seen: Seen, year: int, patience: float = 90) -> Outcome:
    """Look in the database whether all is well, after a sweep; return the outcome with what is not."""
    from indicators import recalculation, tasks  # noqa: PLC0415
    from indicators.inputs import stale  # noqa: PLC0415
    from indicators.publishing.chain import verify  # noqa: PLC0415

    outcome.take(seen)
    history, now = history_of(year)
    gone = lost(seen.saved, history, now) + told_and_kept(seen.rejected, history)
    outcome.lost += len(gone)
    outcome.problems += gone[:3]
    tasks.sweep.delay()
    until = time.monotonic() + patience
    while (behind := len(stale())) and time.monotonic() < until:
        time.sleep(0.5)
    # Judged anew, whatever the comparison says: none may become another.
    outcome.wrong_colours += behind + recalculation.recalculate().changed
    if outcome.wrong_colours:
        outcome.problems.append(f"{outcome.wrong_colours} stoplichten kloppen na de veegbeurt niet.")
    broken = [f"{publication}: {problem}" for publication, problem in verify() if problem]
    outcome.half += len(broken)
    outcome.problems += broken[:3]
    return outcome


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON can hold it."""
    return dict(vars(outcome))
