"""Rows of a CSV that have not as many cells as their heading: a sign between two cells may be gone, or one too many."""

from collections.abc import Sequence
from itertools import groupby

from indicators.imports.spreadsheet.columns import FIGURES, Indeling, Kop
from indicators.imports.spreadsheet.figures import looks_like_figure
from indicators.imports.spreadsheet.sheet import Blad

# Excel leaves out the empty cells at the end of a row, but never of one alone: it decides that for so many at a time.
AT_A_TIME = 16
TORN = (
    "Deze rij heeft {cells} cellen, en de kop {columns}: het is niet zeker welk cijfer in welke kolom hoort. Staat er "
    "een scheidingsteken in een tekst, zet die tekst dan tussen aanhalingstekens."
)


def torn_rows(blad: Blad, kop: Kop, indeling: Indeling, rows: Sequence[int]) -> dict[int, str]:
    """Return why a row below a heading may have moved, by its number; nothing for a sheet whose cells have a place."""
    columns = max((blad.lengths.get(row, 0) for row in kop.rows), default=0)
    filled = [row for row in rows if any(map(looks_like_figure, blad.rows[row].values()))]
    if not columns or not filled:
        return {}
    widths = [blad.lengths[row] for row in filled]
    nothing_behind = all(max(blad.rows[row]) <= columns for row in filled)
    whole = {columns, max(widths)} if max(widths) <= columns else {columns}
    if min(widths) > columns and nothing_behind:
        whole |= set(widths)  # every row ends with a sign that the heading does without
    for width, run in groupby(widths):
        if width < columns and len(list(run)) >= AT_A_TIME:
            whole.add(width)
    return {
        row: TORN.format(cells=width, columns=columns)
        for row, width in zip(filled, widths, strict=True)
        if width not in whole or (width < columns and _has_words(blad, indeling, row))
    }


def _has_words(blad: Blad, indeling: Indeling, row: int) -> bool:
    """Whether words stand below a heading of figures: those of another column, it may be."""
    cells = blad.rows[row]
    return any(column in cells and not looks_like_figure(cells[column]) for column in indeling.all(*FIGURES))
