"""What judging takes, beside the statement by hand and beside one round trip to the database."""

import random
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection

from bench import floor
from bench.measure import Figure, Taken, side_by_side, taken
from indicators import recalculation
from indicators.models import IndicatorStatus, Realisatie

ROUND_TRIPS = 20  # in one measurement: a single one is too short for the clock


def figures(runs: int, *, is_country: bool = False) -> Iterator[Figure]:
    """Yield each figure with its floor; all stoplichten are stored afterwards.

    Of the country, where everything takes minutes, nothing is done twice: no warm-up, and no check that the floor does
    the same, which the smaller sizes make of the same statement.
    """
    warm_up = not is_country
    fresh = "full recompute, nothing stored yet"
    if connection.vendor == "postgresql":
        if not is_country:
            _agree()
        mine, floored = side_by_side(recalculation.recalculate, floor.judge_in_sql, empty, runs=runs, warm_up=warm_up)
        yield Figure(fresh, mine, floored)
    else:
        floored = None
        yield Figure(fresh, taken(recalculation.recalculate, empty, runs=runs, warm_up=warm_up))
    # What the floor stored last is what the program stores.
    same = taken(recalculation.recalculate, runs=runs, warm_up=warm_up)
    yield Figure("full recompute, nothing changed", same, floored)
    # To a file there is no trip to compare with.
    trip = _round_trip() if connection.vendor == "postgresql" else None
    one = IndicatorStatus.objects.order_by("indicator").values_list("indicator", flat=True)[0]
    judged = taken(lambda: recalculation.recalculate([one]), lambda: _change(one), runs=15)
    yield Figure("recompute of one indicator after a save", judged, trip)


def _agree() -> None:
    """Raise AssertionError when the statement by hand does something else than the program."""
    empty()
    recalculation.recalculate()
    ours = floor.stored()
    empty()
    floor.judge_in_sql()
    assert floor.stored() == ours, "the floor does not do the same"  # noqa: S101 - a benchmark that lies must stop


def empty() -> None:
    """Take away every stoplicht."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE indicators_indicatorstatus")
        else:
            cursor.execute("DELETE FROM indicators_indicatorstatus")


def _change(indicator: int) -> None:
    """Change a figure, as a save does before it queues the recompute."""
    figures = Realisatie.objects.filter(reeks__indicator=indicator, value__isnull=False, state="vastgesteld")
    Realisatie.objects.filter(pk=figures.latest("year").pk).update(value=Decimal(random.randint(1, 90)))  # noqa: S311


def _round_trip() -> Taken:
    def ask() -> None:
        with connection.cursor() as cursor:
            for _ in range(ROUND_TRIPS):
                cursor.execute("SELECT 1")
                cursor.fetchone()

    many = taken(ask, runs=15)
    return Taken(many.middle / ROUND_TRIPS, many.least / ROUND_TRIPS, many.most / ROUND_TRIPS)
