"""An indicator for another website: its light and its chart as one picture that needs nothing beside it."""

from dataclasses import dataclass
from textwrap import wrap

from indicators.charts import Grafiek, Tekening, draw
from indicators.overview import Regel

WIDTH, MARGIN = 760, 20
LINE = 26  # from one line of text to the next
CHARACTERS = 74  # of the larger text on one line: a picture does not wrap by itself
SMALLER = 92  # of the smaller text


@dataclass(frozen=True)
class Regeltekst:
    """A line of text and how far down it stands."""

    y: int
    text: str


@dataclass(frozen=True)
class Inbedding:
    """What the picture shows, and where; `top` is where the light stands, `chart_top` where the chart begins."""

    regel: Regel
    chart: Grafiek
    drawing: Tekening | None
    title: list[Regeltekst]
    why: list[Regeltekst]
    source: list[Regeltekst]
    light_y: int
    chart_top: int
    chart_height: int
    height: int

    width = WIDTH
    margin = MARGIN

    @property
    def chart_width(self) -> int:
        """How wide the chart is."""
        return WIDTH - 2 * MARGIN


def embedding(regel: Regel, chart: Grafiek, municipality: str, judged_on: str) -> Inbedding:
    """Return the picture of one indicator in one year; `judged_on` is a date in words, or nothing."""
    drawing = draw(chart)
    title, y = _lines(str(regel.indicator), CHARACTERS, 40)
    light_y = y + 8
    marks = f" ({', '.join(regel.uitleg.marks)})" if regel.uitleg.marks else ""
    why, y = _lines(f"{regel.uitleg.sentence}{marks}", SMALLER, light_y + 36)
    chart_height = (WIDTH - 2 * MARGIN) * drawing.height // drawing.width if drawing else 0
    chart_top = y - 8
    bron = f"Bron: {regel.reeks.bron}. " if regel.reeks.bron else ""
    date = f", beoordeeld op {judged_on}" if judged_on else ""
    source, y = _lines(f"{bron}Gemeente {municipality}{date}.", SMALLER, chart_top + chart_height + 28)
    return Inbedding(regel, chart, drawing, title, why, source, light_y, chart_top, chart_height, y - 6)


def _lines(text: str, width: int, y: int) -> tuple[list[Regeltekst], int]:
    """Return a text in lines from `y` down, and where the next text can stand."""
    lines = [Regeltekst(y + LINE * number, line) for number, line in enumerate(wrap(text, width))]
    return lines, y + LINE * len(lines)
