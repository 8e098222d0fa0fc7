"""The chart of an indicator of a publication, from its plain values."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from indicators.charts import Breuk, Grafiek, Marge, Punt
from indicators.getallen import kort, met_eenheid
from indicators.publishing.content import GELDT, GESTELD, OORSPRONKELIJK
from indicators.publishing.reading import Indicator
from indicators.publishing.words import Entry, number, reeks_of
from indicators.stoplicht import Meting, oranje_range

FEWEST_YEARS = 2  # of one year there is no course to draw

# What the rule looks at that is a number; in a publication those are texts.
NUMBERS = ("value", "target", "lower", "upper", "margin", "previous_value")


def chart_of(indicator: Indicator) -> Grafiek | None:
    """Return the chart in the unit of the last reeks; None when it would show fewer than two years."""
    entry = indicator.entry
    reeks = reeks_of(entry)
    chart = Grafiek(indicator.label, reeks.unit, reeks.decimals, entry["direction"])
    lines: dict[int, list[Punt]] = {}
    for figure in _in_unit(entry, entry["realisaties"]):
        if figure["value"] is not None:
            point = _punt(entry, figure["year"], Decimal(figure["value"]), figure["provisional"])
            lines.setdefault(figure["reeks"], []).append(point)
    chart.reeksen = list(lines.values())
    _add_targets(chart, entry)
    chart.margins = [_margin(light) for light in _judged(entry)]
    chart.breaks = [Breuk(later["valid_from"], later["break_reason"]) for later in entry["reeksen"][1:]]
    return chart if len({point.year for point in chart.points}) >= FEWEST_YEARS else None


def _in_unit(entry: Entry, values: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the figures or targets in the unit of the chart, the first year first; others are left to the table."""
    shown = reeks_of(entry).unit
    return (value for value in sorted(values, key=_year) if reeks_of(entry, value["reeks"]).unit == shown)


def _year(value: Mapping[str, Any]) -> int:
    """Sort key."""
    return int(value["year"])


def _add_targets(chart: Grafiek, entry: Entry) -> None:
    """Add the targets that are set or that apply as one line, or two for bandwidths, and those that they replaced."""
    lines: tuple[list[Punt], list[Punt]] = ([], [])
    for target in _in_unit(entry, entry["streefwaarden"]):
        goals = [Decimal(target[part]) for part in ("value", "lower", "upper") if target[part] is not None]
        if target["role"] == OORSPRONKELIJK:
            chart.original_targets += [_punt(entry, target["year"], goal) for goal in goals]
        elif target["role"] in (GESTELD, GELDT):
            for line, goal in zip(lines, goals, strict=False):
                line.append(_punt(entry, target["year"], goal))
            if len(goals) > 1:
                chart.bands.append(Marge(target["year"], *goals))
    chart.targets = [line for line in lines if line]


def _judged(entry: Entry) -> Iterator[Mapping[str, Any]]:
    """Yield the lights that had a target in the unit of the chart."""
    shown = reeks_of(entry).unit
    for light in entry["stoplichten"]:
        aimed = any(light[bound] is not None for bound in ("target", "lower", "upper"))
        if aimed and reeks_of(entry, light["target_reeks"]).unit == shown:
            yield light


def _margin(light: Mapping[str, Any]) -> Marge:
    """Return what was still oranje in one year, by what the light was judged by."""
    judged: dict[str, Any] = {name: number(light[name]) if name in NUMBERS else light[name] for name in Meting._fields}
    return Marge(light["year"], *oranje_range(Meting(**judged)))


def _punt(entry: Entry, year: int, value: Decimal, provisional: bool = False) -> Punt:
    """Return a point with its words."""
    reeks = reeks_of(entry)
    text, short = (written(value, reeks.unit, reeks.decimals) for written in (met_eenheid, kort))
    return Punt(year, value, text, provisional, short)
