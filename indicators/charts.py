"""The chart of an indicator: once as SVG that the server draws, once as what plotly draws in the browser.

Both show the stored statuses and the targets; nothing here judges. Figures become coordinates at the very end.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from indicators.getallen import getal, met_eenheid
from indicators.models import IndicatorStatus, Reeks, Streefwaarde
from indicators.stoplicht import oranje_range

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 40
TICKS = 5


@dataclass(frozen=True)
class Punt:
    """One value of one year, with how it is said in words."""

    year: int
    value: Decimal
    text: str
    provisional: bool = False


@dataclass(frozen=True)
class Marge:
    """What is still oranje around the target of one year: from `low` to `high`."""

    year: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Breuk:
    """A trendbreuk: the first year of another way of measuring, and why."""

    year: int
    reason: str


@dataclass
class Grafiek:
    """What a chart shows: an unbroken line for each reeks, the targets that apply, and those that were moved."""

    title: str
    unit: str
    decimals: int
    reeksen: list[list[Punt]] = field(default_factory=list)
    targets: list[list[Punt]] = field(default_factory=list)  # a line, or two for a bandwidth
    original_targets: list[Punt] = field(default_factory=list)
    margins: list[Marge] = field(default_factory=list)
    breaks: list[Breuk] = field(default_factory=list)

    @property
    def points(self) -> list[Punt]:
        """Every point of every line."""
        return [*(point for line in (*self.reeksen, *self.targets) for point in line), *self.original_targets]

    @property
    def values(self) -> list[Decimal]:
        """Every value that has to be inside the picture."""
        ends = (end for margin in self.margins for end in (margin.low, margin.high))
        return [*(point.value for point in self.points), *ends]

    @property
    def visible_breaks(self) -> list[Breuk]:
        """The trendbreuken between the first and the last year that is drawn."""
        years = [point.year for point in self.points]
        return [b for b in self.breaks if min(years) < b.year <= max(years)] if years else []


def grafiek(title: str, reeks: Reeks, statuses: Iterable[IndicatorStatus], targets: Iterable[Streefwaarde]) -> Grafiek:
    """Return the chart of one indicator in the unit of `reeks`; figures in another unit are left to the table.

    `statuses` are those of one stand, with realisatie and streefwaarde; `targets` every target, first set first.
    """
    chart = Grafiek(title, reeks.unit, reeks.decimals)
    lines: dict[int, list[Punt]] = {}
    current: dict[int, list[Decimal]] = {}
    target_lines: tuple[list[Punt], list[Punt]] = ([], [])
    for status in sorted(statuses, key=lambda status: status.year):
        if status.realisatie and status.value is not None and status.realisatie.reeks.unit == reeks.unit:
            line = lines.setdefault(status.realisatie.reeks_id, [])
            line.append(_punt(status.year, status.value, reeks, status.provisional))
        goals = _goals(status.target, status.lower, status.upper)
        if goals and status.streefwaarde and status.streefwaarde.reeks.unit == reeks.unit:
            for line, goal in zip(target_lines, goals, strict=False):
                line.append(_punt(status.year, goal, reeks))
            chart.margins.append(Marge(status.year, *oranje_range(status.meting)))
            current[status.year] = goals
    chart.reeksen = list(lines.values())
    chart.targets = [line for line in target_lines if line]
    first_set: dict[int, list[Decimal]] = {}
    for target in targets:
        goals = _goals(target.value, target.lower, target.upper)
        if goals and target.reeks.unit == reeks.unit:
            first_set.setdefault(target.year, goals)
    chart.original_targets = [
        _punt(year, goal, reeks)
        for year, goals in sorted(first_set.items())
        if current.get(year) != goals
        for goal in goals
    ]
    return chart


def breaks(reeksen: Iterable[Reeks]) -> list[Breuk]:
    """Return the trendbreuken between these reeksen, the first begun first."""
    in_order = sorted(reeksen, key=lambda reeks: reeks.valid_from)
    return [Breuk(reeks.valid_from, reeks.break_reason) for reeks in in_order[1:]]


def _goals(value: Decimal | None, lower: Decimal | None, upper: Decimal | None) -> list[Decimal]:
    """Return the values a target is drawn at: its own, or its bounds."""
    return [goal for goal in (value, lower, upper) if goal is not None]


def _punt(year: int, value: Decimal, reeks: Reeks, provisional: bool = False) -> Punt:
    """Return a point with its words."""
    return Punt(year, value, met_eenheid(value, reeks.unit, reeks.decimals), provisional)


# --- SVG


@dataclass(frozen=True)
class Plek:
    """Where a point is drawn, in the coordinates of the picture."""

    x: int
    y: int
    punt: Punt


@dataclass(frozen=True)
class Tekening:
    """A chart in coordinates, for the template to draw."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    y_ticks: list[tuple[int, str]]
    x_ticks: list[tuple[int, int]]
    reeksen: list[list[Plek]]
    targets: list[list[Plek]]
    original_targets: list[Plek]
    margins: list[tuple[int, int, int]]  # the middle, the top and the height of each year's band
    breaks: list[tuple[int, Breuk]]  # between the last year of one way of measuring and the first of the next


def draw(chart: Grafiek) -> Tekening | None:
    """Return the chart in coordinates; None when there is nothing to draw."""
    points = chart.points
    if not points:
        return None
    years = sorted({point.year for point in points})
    ticks = nice_ticks(min(chart.values), max(chart.values))
    low, high = ticks[0], ticks[-1]
    first, last = years[0], years[-1]

    def x(year: int) -> int:
        span = WIDTH - LEFT - RIGHT
        return LEFT + span // 2 if first == last else LEFT + 24 + (span - 48) * (year - first) // (last - first)

    def y(value: Decimal) -> int:
        return round(HEIGHT - BOTTOM - (value - low) * (HEIGHT - TOP - BOTTOM) / (high - low))

    def place(line: Sequence[Punt]) -> list[Plek]:
        return [Plek(x(point.year), y(point.value), point) for point in line]

    step = max(1, -(-(last - first + 1) // 12))  # at most a dozen years are named
    return Tekening(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        y_ticks=[(y(tick), getal(tick, chart.decimals)) for tick in ticks],
        x_ticks=[(x(year), year) for year in range(first, last + 1, step)],
        reeksen=[place(line) for line in chart.reeksen],
        targets=[place(line) for line in chart.targets],
        original_targets=place(chart.original_targets),
        breaks=[((x(b.year - 1) + x(b.year)) // 2, b) for b in chart.visible_breaks],
        margins=[(x(margin.year), y(margin.high), y(margin.low) - y(margin.high)) for margin in chart.margins],
    )


def nice_ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return about TICKS round values, 1, 2 or 5 times a power of ten apart, from below `low` to above `high`."""
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / (TICKS - 1)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * number for number in range(int(first), int(last) + 1)]


# --- plotly


def plotly_figure(chart: Grafiek) -> dict[str, Any]:
    """Return the chart as a plotly figure in plain JSON values; `static/js/chart.js` draws it."""
    # Imported here: it takes longer than all the rest of a request, and only this page wants it.
    from plotly.graph_objects import Figure, Scatter  # noqa: PLC0415

    def trace(name: str, points: Sequence[Punt], **style: object) -> Scatter:
        return Scatter(
            name=name,
            x=[point.year for point in points],
            y=[point.value for point in points],
            text=[f"{point.text}{' (voorlopig)' if point.provisional else ''}" for point in points],
            hovertemplate="%{x}: %{text}<extra>" + name + "</extra>",
            **style,
        )

    figure = Figure()
    for number, line in enumerate(chart.reeksen, start=1):
        name = "Realisatie" if len(chart.reeksen) == 1 else f"Realisatie, reeks {number}"
        figure.add_trace(
            trace(name, line, mode="lines+markers", line={"color": "#154273", "width": 3}, marker={"size": 9})
        )
    if chart.margins:
        band = [*((m.year, m.low) for m in chart.margins), *((m.year, m.high) for m in reversed(chart.margins))]
        years, values = zip(*band, strict=True)
        figure.add_trace(
            Scatter(
                name="Marge (oranje)",
                x=years,
                y=values,
                fill="toself",
                fillcolor="rgba(194, 90, 0, 0.15)",
                line={"width": 0},
                mode="lines",
                hoverinfo="skip",
            )
        )
    for number, line in enumerate(chart.targets):
        style = {"mode": "lines+markers", "line": {"color": "#8b3a00", "dash": "dash"}, "marker": {"symbol": "diamond"}}
        figure.add_trace(trace("Streefwaarde", line, showlegend=number == 0, **style))
    if chart.original_targets:
        style = {"mode": "markers", "marker": {"symbol": "diamond-open", "size": 11, "color": "#8b3a00"}}
        figure.add_trace(trace("Oorspronkelijke streefwaarde", chart.original_targets, **style))
    for breuk in chart.visible_breaks:
        # Half a year back: between the last year of one way of measuring and the first of the next.
        dotted = {"color": "#4d5866", "width": 2, "dash": "dot"}
        figure.add_vline(breuk.year - 0.5, line=dotted, annotation_text=f"Trendbreuk {breuk.year}")
    figure.update_layout(
        template="none",
        separators=",.",
        xaxis={"dtick": 1, "tickformat": "d", "title": {"text": "Jaar"}},
        yaxis={"title": {"text": chart.unit}, "tickformat": f",.{chart.decimals}f"},
        legend={"orientation": "h", "y": -0.25},
        margin={"l": 64, "r": 16, "t": 16, "b": 64},
        hovermode="closest",
    )
    plain: dict[str, Any] = json.loads(figure.to_json())
    return plain
