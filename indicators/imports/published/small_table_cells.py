"""The cells of a small table: what a line says of the years or figures below it, and those that stand beside it."""

import re

from indicators.imports.delivery import Place
from indicators.imports.published.headings import pieces
from indicators.imports.published.regions import names_others, region_of
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

LONGEST = 120  # characters
STATED = ("realisatie", "streefwaarde")
_FIGURE = r"(?:-?[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?%?|-|n\.?b\.?|n\.?v\.?t\.?)"
_ROW = re.compile(rf"(?P<label>(?:[^\W\d_<].{{0,60}}? )?)(?P<figures>{_FIGURE}(?: {_FIGURE})*)", re.IGNORECASE)


def parts_of(line: Line) -> list[Line]:
    """Return the cells of a line of years or figures, perhaps behind what they are or whose: Gemeente Gouda 1,7 1,1."""
    found = _ROW.fullmatch(line.text) if not line.cells and len(line.text) <= LONGEST else None
    label = found["label"].strip(" :") if found else ""
    several = found is not None and " " in found["figures"]
    head = kind_of_years(Line(Cell(label, line.cell.place))) if label else ""
    known = several if not label else whose(label) or (head if several else head not in STATED and head)
    # Realisatie 2017 41% is a figure of that year, and below no other.
    mixed = found is not None and label and len({bool(re.fullmatch(YEAR, f)) for f in found["figures"].split()}) > 1
    if not found or not known or mixed:
        return [line]
    begin, at = found.start("figures"), line.cell.place
    cells = [Cell(label, at)] if label else []
    for figure in re.finditer(r"\S+", found["figures"]):
        cells.append(Cell(figure[0], Place(at.line, at.column + begin + figure.start())))
    return [Line(cell) for cell in cells]


def kind_of_years(line: Line) -> str:
    """Return what a line says of the years below it: realisatie, streefwaarde, waarde or jaar; '' for no such head."""
    items = pieces(line.text) if not line.cells else ()
    kind = items[0].kind if len(items) == 1 and items[0].year is None and not items[0].region else ""
    return kind if kind in (*STATED, "waarde", "jaar", "regio") else ""


def whose(text: str) -> str:
    """Return whose figures a row of this label holds: OWN, the name of others, or '' for neither."""
    return region_of(text) or (text if names_others(text) else "")
