"""Does a new figure jump? A pure function on exact numbers: it asks, it never refuses."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

# The upper limit of the moving range on a chart of individual values: 3,865 times the median of the moving ranges.
# (Shewhart's chart in the robust form of D.J. Wheeler, Understanding Variation, 1993.) A step above it is more than
# the series' own noise explains.
RANGE_LIMIT = Decimal("3.865")
FEWEST_STEPS = 3  # of fewer steps the median says nothing of what is usual


@dataclass(frozen=True)
class Sprong:
    """A figure that is further from the one before it than its series is used to."""

    value: Decimal
    previous: Decimal
    previous_year: int
    comma: bool  # with the comma one place to the left or right it lies nearer to the one before
    usual: Decimal | None  # the largest step that the series itself explains; None: too short to say

    @property
    def step(self) -> Decimal:
        """How far it went, without a sign."""
        return abs(self.value - self.previous)


def sprong(value: Decimal, earlier: Sequence[tuple[int, Decimal]], decimals: int = 0) -> Sprong | None:
    """Return the jump that `value` makes after `earlier` (year and value of its reeks, in the order of time), or None.

    It jumps when its step from the last of `earlier` is larger than `usual_step`, or when the comma seems to have
    slipped: |value| is more than √10 times as large or as small as the one before, so that on a scale of tenfolds it
    lies nearer with the comma moved. That second question needs one earlier figure, and a step of more than ten times
    the last decimal that is shown (from 1 to 5 people is no slip).
    """
    if not earlier:
        return None
    previous_year, previous = earlier[-1]
    unit = Decimal(1).scaleb(-decimals)
    usual = usual_step([figure for _, figure in earlier], unit)
    comma = _comma_slipped(value, previous, unit)
    if comma or (usual is not None and abs(value - previous) > usual):
        return Sprong(value, previous, previous_year, comma, usual)
    return None


def usual_step(values: Sequence[Decimal], unit: Decimal) -> Decimal | None:
    """Return the largest step between two figures that the series itself explains; None for fewer than three steps.

    It is RANGE_LIMIT times the median absolute step, and at least so many times `unit`, the last decimal that is shown:
    a series that stood still may begin to move.
    """
    steps = sorted(abs(after - before) for before, after in pairwise(values))
    if len(steps) < FEWEST_STEPS:
        return None
    # Twice the median, so that an even number of steps needs no division.
    twice = steps[(len(steps) - 1) // 2] + steps[len(steps) // 2]
    return RANGE_LIMIT * max(twice * Decimal("0.5"), unit)


def _comma_slipped(value: Decimal, previous: Decimal, unit: Decimal) -> bool:
    """Whether moving the comma of `value` brings it nearer to `previous`, measured in tenfolds."""
    if value * previous <= 0 or abs(value - previous) <= 10 * unit:
        return False
    return value * value > 10 * previous * previous or 10 * value * value < previous * previous
