"""Rows that share their cells: a list of names in one cell, and a line for each in every cell of figures."""

import re
from collections.abc import Sequence

from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell

_ITEM = re.compile(r"(?:(?P<bullet>[•▪‣·*–-])|(?P<number>[1-9])[.)]) ?(?P<name>[^\W\d_%].*|% .*)")


def with_rows_apart(width: int, body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a table of `width` columns of figures, where each name of a list has its own row.

    • Banen, • Bedrijven in one cell, and then 10 over 4, 12 over 5. What stands above the list stands before each name.
    """
    found: list[Paragraph] = []
    index = 0
    while index < len(body):
        cells = body[index : index + width]
        count = len(body[index].lines)
        stacked = count > 1 and len(cells) == width and all(_is_stack(cell, count) for cell in cells)
        begin = next((i + 1 for i in range(len(found) - 1, -1, -1) if kind_of(found[i].text) != "text"), 0)
        rows = _rows(found[begin:], cells, count) if stacked and width > 1 else []
        if rows:
            found[begin:] = rows
            index += width
        else:
            found.append(body[index])
            index += 1
    return found


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
