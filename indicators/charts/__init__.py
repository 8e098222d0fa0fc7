"""The chart of an indicator: what it shows, once in coordinates for SVG, once as what plotly draws in the browser."""

from indicators.charts.content import Breuk, Grafiek, Marge, Punt, Vergelijking, breaks, grafiek
from indicators.charts.drawing import NARROW, SMALL, Tekening, draw, nice_ticks
from indicators.charts.interactive import plotly_figure

__all__ = [
    "NARROW",
    "SMALL",
    "Breuk",
    "Grafiek",
    "Marge",
    "Punt",
    "Tekening",
    "Vergelijking",
    "breaks",
    "draw",
    "grafiek",
    "nice_ticks",
    "plotly_figure",
]
