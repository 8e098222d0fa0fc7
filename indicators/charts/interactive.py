"""The chart as plotly draws it in the browser, when someone wants to point at it."""

import json
from collections.abc import Sequence
from typing import Any

from indicators.charts.content import Grafiek, Punt


def plotly_figure(chart: Grafiek) -> dict[str, Any]:
    """Return the chart as a plotly figure in plain JSON values; `static/js/chart.js` draws it."""
    # Imported here: it takes longer than all the rest of a request, and only this page wants it. The figure is made in
    # one go: adding to one takes five times as long.
    from plotly.graph_objects import Figure  # noqa: PLC0415

    def trace(name: str, points: Sequence[Punt], **style: object) -> dict[str, Any]:
        return dict(
            type="scatter",
            name=name,
            x=[point.year for point in points],
            y=[point.value for point in points],
            text=[" ".join(filter(None, (p.text, p.error_text, "(voorlopig)" * p.provisional))) for p in points],
            hovertemplate="%{x}: %{text}<extra>" + name + "</extra>",
            **style,
        )

    traces = []
    for number, line in enumerate(chart.reeksen, start=1):
        name = "Realisatie" if len(chart.reeksen) == 1 else f"Realisatie, reeks {number}"
        style = {"mode": "lines+markers", "line": {"color": "#154273", "width": 3}, "marker": {"size": 9}}
        if any(point.error is not None for point in line):
            bars = [point.interval for point in line]
            style["error_y"] = {
                "type": "data",
                "array": [high - point.value for point, (_, high) in zip(line, bars, strict=True)],
                "arrayminus": [point.value - low for point, (low, _) in zip(line, bars, strict=True)],
            }
        traces.append(trace(name, line, **style))
    if chart.margins:
        band = [*((m.year, m.low) for m in chart.margins), *((m.year, m.high) for m in reversed(chart.margins))]
        years, values = zip(*band, strict=True)
        traces.append(
            {
                "type": "scatter",
                "name": "Marge (oranje)",
                "x": years,
                "y": values,
                "fill": "toself",
                "fillcolor": "rgba(194, 90, 0, 0.15)",
                "line": {"width": 0},
                "mode": "lines",
                "hoverinfo": "skip",
            }
        )
    for number, line in enumerate(chart.targets):
        style = {"mode": "lines+markers", "line": {"color": "#8b3a00", "dash": "dash"}, "marker": {"symbol": "diamond"}}
        traces.append(trace("Streefwaarde", line, showlegend=number == 0, **style))
    if chart.original_targets:
        style = {"mode": "markers", "marker": {"symbol": "diamond-open", "size": 11, "color": "#8b3a00"}}
        traces.append(trace("Oorspronkelijke streefwaarde", chart.original_targets, **style))
    for benchmark in chart.benchmarks:
        style = {"mode": "markers", "marker": {"symbol": "x", "size": 9, "color": "#4d5866"}}
        traces.append(trace(benchmark.region, benchmark.points, **style))
    layout = {
        "template": "none",
        "separators": ",.",
        "xaxis": {"dtick": 1, "tickformat": "d", "title": {"text": "Jaar"}},
        "yaxis": {"title": {"text": chart.unit}, "tickformat": f",.{chart.decimals}f"},
        "legend": {"orientation": "h", "y": -0.25},
        "margin": {"l": 64, "r": 16, "t": 16, "b": 64},
        "hovermode": "closest",
    }
    figure = Figure(data=traces, layout=layout)
    for breuk in chart.visible_breaks:
        # Half a year back: between the last year of one way of measuring and the first of the next.
        dotted = {"color": "#4d5866", "width": 2, "dash": "dot"}
        figure.add_vline(breuk.year - 0.5, line=dotted, annotation_text=f"Trendbreuk {breuk.year}")
    plain: dict[str, Any] = json.loads(figure.to_json())
    return plain
