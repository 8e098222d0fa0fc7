"""A small chart of each indicator of a beleidsterrein, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from indicators.charts import SMALL, Grafiek, Tekening, breaks, draw, grafiek
from indicators.choices import Stand
from indicators.models import IndicatorStatus, Reeks, Streefwaarde
from indicators.overview import Regel

Row = TypeVar("Row", IndicatorStatus, Reeks, Streefwaarde)


@dataclass(frozen=True)
class Kleinbeeld:
    """One indicator's line, and its chart where there is anything to draw."""

    regel: Regel
    chart: Grafiek
    drawing: Tekening | None


def small_charts(lines: Sequence[Regel]) -> list[Kleinbeeld]:
    """Return a small chart of each line, of adopted figures, in the order of the lines."""
    ids = [line.indicator.pk for line in lines]
    related = ("realisatie__reeks", "streefwaarde__reeks")
    statuses = IndicatorStatus.objects.filter(indicator__in=ids, stand=Stand.VASTGESTELD).select_related(*related)
    targets = Streefwaarde.objects.setting().filter(reeks__indicator__in=ids).select_related("reeks", "document")
    by_status = _by_indicator((status.indicator_id, status) for status in statuses)
    by_target = _by_indicator(
        (target.reeks.indicator_id, target) for target in sorted(targets, key=lambda t: t.document.cycle_order)
    )
    by_reeks = _by_indicator((reeks.indicator_id, reeks) for reeks in Reeks.objects.filter(indicator__in=ids))
    found = []
    for line in lines:
        key = line.indicator.pk
        title = f"{line.indicator}, per jaar"
        chart = grafiek(title, line.reeks, by_status[key], by_target[key], direction=line.indicator.direction)
        chart.breaks = breaks(by_reeks[key])
        found.append(Kleinbeeld(line, chart, draw(chart, SMALL)))
    return found


def _by_indicator(rows: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    """Return the rows of each indicator, in their order; of one without any, none."""
    grouped: dict[int, list[Row]] = defaultdict(list)
    for key, row in rows:
        grouped[key].append(row)
    return grouped
