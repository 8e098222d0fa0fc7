"""Rows that share their cells: a list of names in one cell, and a line for each in every cell of figures."""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell
from indicators.notation import Ambiguous, Refused, read_cell

MOST_ITEMS = 6  # rows of one list
FAR = 5  # times as large

_ITEM = re.compile(r"(?:(?P<bullet>[•▪‣·*–-])|(?P<number>[1-9])[.)]) ?(?P<name>[^\W\d_%].*|% .*)")


def with_rows_apart(width: int, body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a table of `width` columns of figures, where each name of a list has its own row.

    • Banen, • Bedrijven in one cell, and then 10 over 4, 12 over 5. What stands above the list stands before each name.
    """
    found: list[Paragraph] = []
    index = begin = 0  # where the texts above the next figures begin
    while index < len(body):
        cells = list(body[index : index + width])
        count, length = len(body[index].lines), width
        stacked = count > 1 and len(cells) == width and all(_is_stack(cell, count) for cell in cells)
        if not stacked and begin < len(found) and kind_of(body[index].text) in OF_FIGURES:
            cells = _in_order(found[begin:], body[index : index + MOST_ITEMS * width + 1], width)
            count, length, stacked = (
                len(cells[0].lines) if cells else 0,
                width * len(cells and cells[0].lines),
                bool(cells),
            )
        rows = _rows(found[begin:], cells, count) if stacked and width > 1 else []
        if rows:
            found[begin:] = rows
            index += length
        else:
            found.append(body[index])
            index += 1
        begin = begin if kind_of(found[-1].text) == "text" else len(found)
    return found


def _in_order(texts: Sequence[Paragraph], behind: Sequence[Paragraph], width: int) -> list[Paragraph]:
    """Return the columns of the rows of a list of which the figures stand behind each other: 82, 95, 10.420, 11.370.

    Certain only where those of each row are far from those of every other; else they may stand column by column.
    """
    count = sum(_ITEM.fullmatch(line.text) is not None for paragraph in texts for line in paragraph.lines)
    cells = list(itertools.takewhile(lambda cell: kind_of(cell.text) in OF_FIGURES, behind))
    if not 1 < count <= MOST_ITEMS or len(cells) != count * width:
        return []
    rows = [cells[begin : begin + width] for begin in range(0, len(cells), width)]
    sizes = [[size for cell in row if (size := _size(cell.text)) is not None] for row in rows]
    if not all(sizes) or any(
        max(one) * FAR > min(two) and max(two) * FAR > min(one) for one, two in itertools.combinations(sizes, 2)
    ):
        return []
    return [Paragraph(tuple(row[place].cell for row in rows)) for place in range(width)]


def _size(text: str) -> Decimal | None:
    """Return how large the figure of a cell is; None for one that has none."""
    try:
        figures = read_cell(text, thousands=True).figures
    except (Ambiguous, Refused):
        return None
    sizes = [abs(size) for each in figures for size in (each.value, each.lower, each.upper) if size is not None]
    return max(sizes) if sizes else None


def _is_stack(cell: Paragraph, count: int) -> bool:
    return len(cell.lines) == count and all(kind_of(line.text) in OF_FIGURES for line in cell.lines)


def _rows(texts: Sequence[Paragraph], cells: Sequence[Paragraph], count: int) -> list[Paragraph]:
    """Return the texts above a stack of rows and those rows; nothing where there are not as many names."""
    lines = [(number, line) for number, paragraph in enumerate(texts) for line in paragraph.lines]
    items = [(place, found) for place, (_, line) in enumerate(lines) if (found := _ITEM.fullmatch(line.text))]
    numbers = [int(found["number"]) for _, found in items if found["number"]]
    if len(items) != count or numbers not in ([], list(range(1, count + 1))):
        return []
    first, last = items[0][0], items[-1][0]
    above = [line for _, line in lines[:first] if not about_of(line.text)]
    told = [line for _, line in lines if about_of(line.text)]
    title = above[-1].text.rstrip(" :") if above else ""
    rest = [line for _, line in lines[last + 1 :] if line not in told]
    if any(kind_of(line.text) != "text" for line in rest):
        return []
    rows = [Paragraph((line,)) for line in above[:-1]]
    for number, (place, found) in enumerate(items):
        name = f"{title}: {found['name']}" if title else found["name"]
        rows.append(Paragraph((Cell(name, lines[place][1].place),)))
        rows += [Paragraph((cell.lines[number],)) for cell in cells]
        rows += [Paragraph((line,)) for line in told]
    return rows
