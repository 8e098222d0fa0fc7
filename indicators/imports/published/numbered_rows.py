"""Rows that each begin with the number of what they belong to, where the heading says so: Ambitie, Omschrijving.

Such a number stands right before every name, and may come again or be left out. A row runs from its number to the next:
with a cell too few or too many, or with words among its figures, it is asked.
"""

import itertools
from collections import Counter
from collections.abc import Sequence

from indicators.imports.published.headings import Heading
from indicators.imports.published.paragraphs import Paragraph, is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.row_names import NUMBER

LEAST_ROWS = 3
UNEVEN = "Deze rij heeft niet voor elke kolom een cijfer; het is niet zeker welke cel bij welke kolom hoort."
_SHAPES = (["code", "naam"], ["code", "naam", "eenheid"])  # what may stand before the figures
_FIGURES = {"value", "broken"}


def read_numbered_rows(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], placer: Placer) -> bool:
    """Read the rows, each from its number to the next; return whether the table has this shape."""
    first = next((i for i, c in enumerate(heading.columns) if c.holds_figures), 0)
    starts = _starts(body, kinds)
    if (
        heading.doubt
        or [c.kind for c in heading.columns[:first]] not in _SHAPES
        or len(heading.columns) != first + len(heading.figures)
        or len(starts) < LEAST_ROWS
    ):
        return False
    names = Counter(body[start + 1].text.casefold() for start in starts)
    for start, end in itertools.pairwise([*starts, len(body)]):
        last = end
        while end == len(body) and kinds[last - 1] == "text" and last - start > first + len(heading.figures):
            last -= 1  # below the last row stands other text
        _read(heading, first - 1, body[start + 1 : last], kinds[start + 1 : last], placer, names)
    return True


def _starts(body: Sequence[Paragraph], kinds: Sequence[str]) -> list[int]:
    """Return where the rows begin: at a number above a text, none smaller than the one before; nothing where one is."""
    starts = [i for i in range(len(body) - 1) if NUMBER.fullmatch(body[i].text) and kinds[i + 1] == "text"]
    if starts and not _FIGURES & set(kinds[starts[-1] + 1 :]):
        starts.pop()  # the last figure, and text below the table
    counted = [int(found["number"]) for i in starts if (found := NUMBER.fullmatch(body[i].text))]
    return starts if starts[:1] == [0] and counted == sorted(counted) else []


def _read(
    heading: Heading,
    named: int,
    row: Sequence[Paragraph],
    kinds: Sequence[str],
    placer: Placer,
    names: Counter[str],
) -> None:
    """Read one row, of which `named` cells stand before its figures, or ask it."""
    cells = [paragraph.cell for paragraph in row]
    shaped = set(kinds[:named]) == {"text"} and set(kinds[named:]) <= _FIGURES
    whole = shaped and len(row) == named + len(heading.figures)
    if not whole or is_no_name(row[0].text) or names[row[0].text.casefold()] > 1:
        placer.out.ask(cells[0].place, " · ".join(cell.text for cell in cells), UNEVEN)
    else:
        indicator = placer.new_row("", cells[0], "", unit=row[1].text if named > 1 else "")
        place_cells(indicator, heading, cells[named:], placer, doubt="", at=cells[0])
