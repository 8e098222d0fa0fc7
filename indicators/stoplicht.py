"""The rule: which stoplicht a figure gets against its streefwaarde. Pure: no queries, no clock, no rounding.

Source: the table "The rule" of the design. With r the realisatie, t the streefwaarde and m the margin:

    target                       shortfall s        groen    oranje        rood
    hoger is beter; at least     max(0, t - r)      s = 0    0 < s <= m    s > m
    lager is beter; at most      max(0, r - t)      s = 0    0 < s <= m    s > m
    gelijk blijven               |r - t|            s <= m   m < s <= 2m   s > 2m
    bandwidth [a, b]             outside [a, b]     s = 0    0 < s <= m    s > m

A strict bound that is met exactly is oranje. Bounds are inclusive. Nothing is divided, so nothing is rounded.
"""

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext
from functools import partial
from math import isqrt
from typing import NamedTuple

from indicators.choices import MargeSoort, Reden, Richting, Trend
from programmes.choices import Stoplicht

# Raised when the same inputs may get another colour or reason than before: the sweep then judges again.
RULE_VERSION = 1

STANDAARD_MARGE = Decimal(5)  # percent of the streefwaarde, where neither indicator nor norm says otherwise

# Enough digits for s²·n of the largest figures; a result that would need rounding is an error, never a colour.
EXACT = Context(prec=120, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
exactly = partial(localcontext, EXACT)

ZERO = Decimal(0)
HUNDRED = Decimal(100)
Z95_SQUARED = Decimal("1.96") ** 2  # the 95% point of the normal distribution, squared


class Meting(NamedTuple):
    """What a stoplicht is judged by: the figure, the target, the margin, and what makes them (in)comparable.

    A target is a `target` value, or `lower` and/or `upper` bounds; all figures are in the unit of the reeks.
    `margin` is in that unit (absoluut) or in percent of the target or the bound crossed (procent).
    """

    direction: str
    value: Decimal | None
    margin: Decimal = STANDAARD_MARGE
    margin_kind: str = MargeSoort.PROCENT
    target: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    strict: bool = False
    same_reeks: bool = True  # figure and target were measured in the same way
    year_doubtful: bool = False  # measured in another year, and nobody said it counts for this one
    is_percentage: bool = False
    respondents: int | None = None  # of the survey, when the figure comes from one
    previous_value: Decimal | None = None  # of the previous measured year of the same reeks

    @property
    def has_target(self) -> bool:
        """Whether there is a streefwaarde in figures."""
        return not (self.target is None and self.lower is None and self.upper is None)

    @property
    def is_bandwidth(self) -> bool:
        """Whether the target is a range with two ends."""
        return self.lower is not None and self.upper is not None


class Oordeel(NamedTuple):
    """A stoplicht with its reason, whether the shortfall may be chance, and the trend."""

    stoplicht: Stoplicht
    reason: Reden
    within_error: bool = False
    trend: Trend = Trend.GEEN


def bepaal(meting: Meting) -> Oordeel:
    """Return the judgement of `meting`: total, exact, and the same today as in ten years."""
    with exactly():
        reason = _why_grijs(meting)
        if reason:
            return Oordeel(Stoplicht.GRIJS, reason, trend=_trend(meting))
        stoplicht, reason = _colour(meting)
        within_error = stoplicht != Stoplicht.GROEN and _within_error(meting)
        return Oordeel(stoplicht, reason, within_error, _trend(meting))


def shortfall(meting: Meting) -> Decimal:
    """Return how far the figure is from its target on the wrong side, in the unit of the reeks: s of the table.

    Raises ValueError when figure or target is missing.
    """
    if meting.value is None or not meting.has_target:
        raise ValueError("a shortfall needs a figure and a target")
    with exactly():
        return _distance(meting, meting.value)


def allowance(meting: Meting) -> Decimal:
    """Return the margin in the unit of the reeks: m of the table.

    Raises ValueError when figure or target is missing.
    """
    with exactly():
        return _margin(meting, shortfall(meting))


def oranje_range(meting: Meting) -> tuple[Decimal, Decimal]:
    """Return the two ends of what a chart shows as the margin: from the target to the last figure still oranje.

    For gelijk and a bandwidth it reaches to both sides. Raises ValueError without a target.
    """
    edges = [bound for bound in (meting.target, meting.lower, meting.upper) if bound is not None]
    if not edges:
        raise ValueError("a margin needs a target")
    below = meting.lower if meting.target is None or meting.direction == Richting.LAGER else meting.target
    above = meting.upper if meting.target is None or meting.direction == Richting.HOGER else meting.target
    steps = 2 if _stays_equal(meting) else 1
    with exactly():
        low = min(edges) if below is None else below - steps * _margin_of(meting, below)
        high = max(edges) if above is None else above + steps * _margin_of(meting, above)
    return low, high


def _why_grijs(meting: Meting) -> Reden | None:
    """Return why there can be no colour, or None when there can."""
    if meting.value is None:
        return Reden.GEEN_REALISATIE if meting.has_target else Reden.GEEN_GEGEVENS
    if not meting.has_target:
        return Reden.GEEN_STREEFWAARDE
    if not meting.same_reeks:
        return Reden.ANDERE_REEKS
    if meting.year_doubtful:
        return Reden.ANDER_JAAR
    if contradicts(meting.direction, meting.lower, meting.upper):
        return Reden.TEGENSTRIJDIG
    return None


def contradicts(direction: str, lower: Decimal | None, upper: Decimal | None) -> bool:
    """Whether a target of at least `lower` or at most `upper` points the other way than `direction`."""
    at_least = lower is not None and upper is None
    at_most = upper is not None and lower is None
    return (at_least and direction == Richting.LAGER) or (at_most and direction == Richting.HOGER)


def _colour(meting: Meting) -> tuple[Stoplicht, Reden]:
    """Return colour and reason of a figure and a target that can be compared."""
    s = _distance(meting, meting.value)  # type: ignore[arg-type]
    if _stays_equal(meting):
        margin = _margin(meting, s)
        if s <= margin:
            return Stoplicht.GROEN, Reden.GEHAALD
        within = s <= 2 * margin
    elif s == 0:
        if meting.strict and meting.value in (meting.target, meting.lower, meting.upper):
            return Stoplicht.ORANJE, Reden.OP_STRENGE_GRENS
        return Stoplicht.GROEN, Reden.GEHAALD
    else:
        within = s <= _margin(meting, s)
    return (Stoplicht.ORANJE, Reden.BINNEN_MARGE) if within else (Stoplicht.ROOD, Reden.BUITEN_MARGE)


def _stays_equal(meting: Meting) -> bool:
    """Whether the margin counts on both sides of one value."""
    return meting.target is not None and meting.direction == Richting.GELIJK


def _distance(meting: Meting, value: Decimal) -> Decimal:
    """Return how far `value` is from the target on the wrong side, 0 or more."""
    if meting.target is None:
        below = meting.lower - value if meting.lower is not None else ZERO
        above = value - meting.upper if meting.upper is not None else ZERO
        return max(ZERO, below, above)
    if meting.direction == Richting.GELIJK:
        return abs(value - meting.target)
    behind = meting.target - value if meting.direction == Richting.HOGER else value - meting.target
    return max(ZERO, behind)


def _margin(meting: Meting, s: Decimal) -> Decimal:
    """Return the margin in the unit of the reeks; a bandwidth's percentage is of the bound that was crossed."""
    if meting.target is not None:
        return _margin_of(meting, meting.target)
    crossed_upper = meting.upper is not None and (meting.lower is None or s == meting.value - meting.upper)  # type: ignore[operator]
    return _margin_of(meting, meting.upper if crossed_upper else meting.lower)  # type: ignore[arg-type]


def _margin_of(meting: Meting, reference: Decimal) -> Decimal:
    """Return the margin of a target or bound `reference`; the point is shifted, which rounds nothing."""
    if meting.margin_kind == MargeSoort.ABSOLUUT:
        return meting.margin
    return (meting.margin * abs(reference)).scaleb(-2)


def _within_error(meting: Meting) -> bool:
    """Whether the shortfall of a survey percentage is within its 95% margin of error: s²·n <= 1,96²·r·(100 - r).

    The normal approximation of a proportion's confidence interval, squared so that it stays exact.
    """
    r, n = meting.value, meting.respondents
    if not (meting.is_percentage and n and r is not None and 0 <= r <= HUNDRED):
        return False
    s = _distance(meting, r)
    return s > 0 and s * s * n <= Z95_SQUARED * r * (HUNDRED - r)


def error_margin(meting: Meting) -> Decimal | None:
    """Return half the 95% interval of a survey percentage, in percentage points; None where the rule knows of none.

    Of all shortfalls with six decimals, as figures have, the largest that `bepaal` still marks "binnen foutmarge":
    e = 1,96·√(r·(100 - r) / n), cut off. By whole numbers, so that a chart's bar and a mark never contradict.
    """
    r, n = meting.value, meting.respondents
    if not (meting.is_percentage and n and r is not None and 0 <= r <= HUNDRED):
        return None
    with exactly():
        # 16 decimals hold 1,96² (four) and r·(100 - r) (twelve); e in millionths makes n·10⁴ of n.
        squared = int((Z95_SQUARED * r * (HUNDRED - r)).scaleb(16)) // (n * 10**4)
        return Decimal(isqrt(squared)).scaleb(-6)


def _trend(meting: Meting) -> Trend:
    """Return how the figure compares with the previous one, by direction or by distance to the target."""
    now, before = meting.value, meting.previous_value
    if now is None or before is None or meting.year_doubtful:
        return Trend.GEEN
    if meting.is_bandwidth or meting.direction == Richting.GELIJK:
        if not meting.has_target or not meting.same_reeks:
            return Trend.GEEN
        gain = _distance(meting, before) - _distance(meting, now)
    else:
        gain = now - before if meting.direction == Richting.HOGER else before - now
    if gain == 0:
        return Trend.GELIJK
    return Trend.BETER if gain > 0 else Trend.SLECHTER
