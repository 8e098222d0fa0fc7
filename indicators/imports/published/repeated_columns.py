"""Tables that repeat their columns for every time they were measured: Jaar, Gouda, Ref., and once more behind them.

Read only where every cell of a row is there: a name, and then each time a year and its figures.
"""

import re
from collections.abc import Sequence

from indicators.imports.published.headings import Column, pieces
from indicators.imports.published.paragraphs import Paragraph, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, region_of
from indicators.imports.published.whole_rows import BROKEN_OFF
from indicators.notation.text import YEAR

LONGEST_LABEL = 30  # characters of what stands above each repetition: 1 maart 2019
_MOST_TIMES, _MOST_COLUMNS = 4, 4


def read_repeated(paragraphs: Sequence[Paragraph], index: int, placer: Placer) -> int:
    """Read the table of this layout that begins at `index`; return its end, or `index` where none begins."""
    body, columns, times = _heading(paragraphs, index)
    width = len(columns) * times
    if not columns or not _is_row(paragraphs, body, columns, width):
        return index
    placer.enter((p.text for p in paragraphs[index:body]), (p.text for p in paragraphs[body : body + 20 * width]))
    while _is_row(paragraphs, body, columns, width):
        row = placer.new_row("", paragraphs[body].cell, "")
        cells = [paragraph.cell for paragraph in paragraphs[body + 1 : body + 1 + width]]
        for begin in range(0, width, len(columns)):
            group = cells[begin : begin + len(columns)]
            if doubt := suspect(group[1:]):
                placer.out.ask(group[0].place, " · ".join(cell.text for cell in group), doubt)
            else:
                placer.place(row, columns, group)
        body += 1 + width
    if any(kind_of(paragraph.text) in ("value", "broken") for paragraph in paragraphs[body + 1 : body + 2]):
        placer.out.ask(paragraphs[body].cell.place, paragraphs[body].text, BROKEN_OFF)
    return body


def _heading(paragraphs: Sequence[Paragraph], index: int) -> tuple[int, list[Column], int]:
    """Return where the rows begin, the columns that are repeated, and how often; no columns where there are none."""
    if [item.kind for item in pieces(paragraphs[index].text)] != ["naam"]:
        return index, [], 0
    ahead = [" ".join(p.text.split()) for p in paragraphs[index : index + 1 + _MOST_TIMES * (_MOST_COLUMNS + 1)]]
    first = next((i for i, text in enumerate(ahead) if [item.kind for item in pieces(text)] == ["jaar"]), 0)
    second = next((i for i, text in enumerate(ahead) if i > first and text == ahead[first]), 0)
    size = second - first
    if not 0 < first < second or not 2 <= size <= _MOST_COLUMNS:
        return index, [], 0
    times = 1
    while ahead[first + times * size : first + (times + 1) * size] == ahead[first:second]:
        times += 1
    labels = ahead[1:first]
    columns = [_column(text) for text in ahead[first:second]]
    own = [column for column in columns if column.kind == "waarde"]
    whole = len(own) == 1 and [c.kind for c in columns].count("jaar") == 1 and all(c.kind for c in columns)
    labelled = not labels or (len(set(labels)) == len(labels) == times and all(len(t) <= LONGEST_LABEL for t in labels))
    return (first + times * size + index, columns, times) if whole and labelled and times > 1 else (index, [], 0)


def _column(text: str) -> Column:
    """Return what a repeated head says: a year, the municipality's own figure or that of others; or nothing."""
    items = pieces(text)
    if len(items) == 1 and items[0].kind in ("jaar", "waarde", "benchmark") and not items[0].year:
        return Column(items[0].kind, None, items[0].region, text)
    region = region_of(text)
    return Column("benchmark", None, region, text) if region and region != OWN else Column("")


def _is_row(paragraphs: Sequence[Paragraph], begin: int, columns: Sequence[Column], width: int) -> bool:
    """Whether a whole row begins here: a name, and the kinds of cells that the heading repeats."""
    cells = [paragraph.text for paragraph in paragraphs[begin : begin + 1 + width]]
    behind = paragraphs[begin + 1 + width : begin + 2 + width]
    if any(kind_of(paragraph.text) in ("value", "broken") for paragraph in behind):
        return False  # a number too many, and nobody can say which
    if len(cells) < 1 + width or kind_of(cells[0]) != "text" or pieces(cells[0]):
        return False
    for number, text in enumerate(cells[1:]):
        year = re.fullmatch(YEAR, text) is not None
        if year != (columns[number % len(columns)].kind == "jaar") or (not year and kind_of(text) == "text"):
            return False
    return True
