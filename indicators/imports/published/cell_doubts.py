"""Why single figures of a row may be something else than they seem, by what else stands in it: a year, a footnote."""

import re
from collections.abc import Sequence

from indicators.imports.published.fitting import names_year
from indicators.imports.published.footnotes import GluedMarks
from indicators.imports.published.headings import Column
from indicators.imports.published.scales import MAY_BE_SHARE, may_be_share, shares_among
from indicators.imports.published.source import Cell
from indicators.notation import Reading
from indicators.notation.text import A_YEAR, YEAR

LEAST, MOST = 500, 8_000  # what figures are like of which one looks like a year
UNREAD = "In deze rij staat nog een cijfer van dat jaar, dat niet te lezen is."


def doubts_of_cells(
    columns: Sequence[Column], cells: Sequence[Cell], readings: Sequence[Reading | Exception], marks: GluedMarks
) -> list[str]:
    """Return per cell why its figure may be something else, by what else stands in the row; '' where nothing is."""
    unread = {
        int(year)
        for column, cell, reading in zip(columns, cells, readings, strict=True)
        if isinstance(reading, Exception) and column.kind not in ("benchmark", "jaar")
        for year in A_YEAR.findall(cell.text)
    }
    sizes = [
        abs(figure.value)
        for column, reading in zip(columns, readings, strict=True)
        if isinstance(reading, Reading) and column.kind != "jaar"
        for figure in reading.figures
        if figure.value is not None
    ]
    small = sum(LEAST < size < MOST for size in sizes) < 2
    shares = shares_among(readings)
    found: list[str] = []
    for column, cell, reading in zip(columns, cells, readings, strict=True):
        years = {f.year or column.year for f in reading.figures} if isinstance(reading, Reading) else set()
        if (small and re.fullmatch(YEAR, cell.text)) or names_year(cell.text, column.year):
            found.append("Dit kan een cijfer of een jaar zijn.")
        elif may_be_share(reading, shares):
            found.append(MAY_BE_SHARE)
        elif unread & years:
            found.append(UNREAD)
        else:
            found.append(marks.doubt(cell, sizes))
    return found
