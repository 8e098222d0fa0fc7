"""How far a reader or a loading is: told in steps, and passed on no more often than somebody looks."""

from collections.abc import Callable
from time import monotonic

from indicators.choices import Stap

EVERY = 0.7  # seconds between two times that it is written down

Progress = Callable[[Stap, int, int], None]  # what is being done, how much of it is done, of how much


def silent(step: Stap, done: int, total: int) -> None:
    """Tell nobody."""


def seldom(tell: Progress) -> Progress:
    """Return what can be told at every row: it tells the first of a step, and then the newest once in a while."""
    last: tuple[Stap | None, float] = (None, 0.0)

    def maybe(step: Stap, done: int, total: int) -> None:
        nonlocal last
        now = monotonic()
        if step != last[0] or now - last[1] >= EVERY:
            last = (step, now)
            tell(step, min(done, total), total)

    return maybe
