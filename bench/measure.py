"""Takes the time of something, five times after a warm-up."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

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


def taken(work: Callable[[], object], before: Callable[[], object] = lambda: None, *, runs: int = RUNS) -> Taken:
    """Return what `work` takes; `before` puts everything in its place first and is not counted."""
    times = []
    for run in range(runs + 1):
        before()
        start = time.perf_counter()
        work()
        if run:  # the first is the warm-up
            times.append(time.perf_counter() - start)
    return of(times)


def side_by_side(
    work: Callable[[], object], floor: Callable[[], object], before: Callable[[], object] = lambda: None
) -> tuple[Taken, Taken]:
    """Return what `work` and its `floor` take, run in turns so that a busy moment meets them both."""
    mine, theirs = [], []
    for run in range(RUNS + 1):
        for job, times in ((work, mine), (floor, theirs)):
            before()
            start = time.perf_counter()
            job()
            if run:
                times.append(time.perf_counter() - start)
    return of(mine), of(theirs)


def of(numbers: list[float]) -> Taken:
    """Return the median and the ends of what was measured."""
    return Taken(median(numbers), min(numbers), max(numbers))
