"""Takes the time of something, five times after a warm-up, and keeps it beside its floor and its goal."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

RUNS = 5


@dataclass(frozen=True)
class Taken:
    """What something takes, in seconds (or MB): the median of the runs, the least and the most."""

    middle: float
    least: float
    most: float

    @property
    def spread(self) -> float:
        """How far least and most are apart, as a part of the median."""
        return (self.most - self.least) / self.middle if self.middle else 0.0


class Goal(NamedTuple):
    """How what is measured may relate to its floor: `kind` is at most, at least (of the speed), or more (MB)."""

    kind: str
    limit: float

    def reached(self, mine: Taken, floor: Taken) -> float:
        """Return what is compared with the limit."""
        if self.kind == "more":
            return mine.middle - floor.middle
        return floor.middle / mine.middle if self.kind == "at least" else mine.middle / floor.middle

    def is_met(self, reached: float) -> bool:
        """Whether that is good enough."""
        return reached >= self.limit if self.kind == "at least" else reached <= self.limit


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, its floor where there is one, and what was counted beside it.

    Without `mine` it was not measured, and the note says why not.
    """

    name: str
    mine: Taken | None = None
    floor: Taken | None = None
    unit: str = "ms"  # of both: ms, or MB
    note: str = ""


def taken(
    work: Callable[[], object], before: Callable[[], object] = lambda: None, *, runs: int = RUNS, warm_up: bool = True
) -> Taken:
    """Return what `work` takes; `before` puts everything in its place first and is not counted."""
    times = []
    for run in range(runs + warm_up):
        times.append(_once(work, before))
        if warm_up and not run:
            times.clear()
    return of(times)


def side_by_side(
    work: Callable[[], object],
    floor: Callable[[], object],
    before: Callable[[], object] = lambda: None,
    *,
    runs: int = RUNS,
    each: int = 1,
    warm_up: bool = True,
) -> tuple[Taken, Taken]:
    """Return what `work` and its `floor` take, run in turns so that a busy moment meets them both.

    What each does `each` times over is divided by that.
    """
    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(runs + warm_up):
        mine.append(_once(work, before) / each)
        theirs.append(_once(floor, before) / each)
    return of(mine[-runs:]), of(theirs[-runs:])


def of(numbers: list[float]) -> Taken:
    """Return the median and the ends of what was measured."""
    return Taken(median(numbers), min(numbers), max(numbers))


def as_json(figure: Figure, goal: Goal | None) -> dict[str, Any]:
    """Return a figure as `bench/results.json` keeps it."""
    reached = goal.reached(figure.mine, figure.floor) if goal and figure.mine and figure.floor else None
    return {
        "mine": vars(figure.mine) if figure.mine else None,
        "floor": vars(figure.floor) if figure.floor else None,
        "unit": figure.unit,
        "note": figure.note,
        "ratio": reached,
        "goal": goal._asdict() if goal else None,
        "met": goal.is_met(reached) if goal and reached is not None else None,
    }


def _once(work: Callable[[], object], before: Callable[[], object]) -> float:
    before()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
