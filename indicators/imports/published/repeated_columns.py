"""Tables that repeat their columns for every time they were measured: Jaar, Gouda, Ref., and once more behind them.

Read only where every cell of a row is there: a name, perhaps its bron and unit, and then each time a year and its
figures.
"""

import itertools
import re
from collections.abc import Sequence

from indicators.imports.published.headings import Column, pieces
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, kind_of, suspect
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
    beside = _beside(paragraphs, index)
    if not columns or not _is_row(paragraphs, body, columns, width, beside):
        return index
    placer.enter((p.text for p in paragraphs[index:body]), (p.text for p in paragraphs[body : body + 20 * width]))
    while _is_row(paragraphs, body, columns, width, beside):
        row = placer.new_row("", paragraphs[body].cell, "")
        for kind, paragraph in zip(beside, paragraphs[body + 1 : body + 1 + len(beside)], strict=True):
            row.bron = paragraph.text if kind == "bron" else row.bron
            row.unit = paragraph.text if kind == "eenheid" else row.unit
        body += len(beside)
        cells = [paragraph.cell for paragraph in paragraphs[body + 1 : body + 1 + width]]
        for begin in range(0, width, len(columns)):
            group = cells[begin : begin + len(columns)]
            if doubt := suspect(group[1:]):
                placer.out.ask(group[0].place, " · ".join(cell.text for cell in group), doubt)
            else:
                placer.place(row, columns, group)
        body += 1 + width
    below = paragraphs[body + 1 : body + 2 + len(beside)]
    if any(kind_of(paragraph.text) in OF_FIGURES for paragraph in below):
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
    labels = ahead[1 + len(_beside(paragraphs, index)) : first]
    columns = [_column(text) for text in ahead[first:second]]
    own = [column for column in columns if column.kind == "waarde"]
    whole = len(own) == 1 and [c.kind for c in columns].count("jaar") == 1 and all(c.kind for c in columns)
    labelled = not labels or (len(set(labels)) == len(labels) == times and all(len(t) <= LONGEST_LABEL for t in labels))
    return (first + times * size + index, columns, times) if whole and labelled and times > 1 else (index, [], 0)


def _beside(paragraphs: Sequence[Paragraph], index: int) -> list[str]:
    """Return what stands behind the name of each row, before the repeated columns: its bron, its unit."""
    kinds = [[item.kind for item in pieces(paragraph.text)] for paragraph in paragraphs[index + 1 : index + 3]]
    found = [each[0] for each in itertools.takewhile(lambda each: each in (["bron"], ["eenheid"]), kinds)]
    return found if len(set(found)) == len(found) else []


def _column(text: str) -> Column:
    """Return what a repeated head says: a year, the municipality's own figure or that of others; or nothing."""
    items = pieces(text)
    if len(items) == 1 and items[0].kind in ("jaar", "waarde", "benchmark") and not items[0].year:
        return Column(items[0].kind, None, items[0].region, text)
    region = region_of(text)
    return Column("benchmark", None, region, text) if region and region != OWN else Column("")


def _is_row(
    paragraphs: Sequence[Paragraph], begin: int, columns: Sequence[Column], width: int, beside: Sequence[str]
) -> bool:
    """Whether a whole row begins here: a name, what stands beside it, and the cells that the heading repeats."""
    texts = [paragraph.text for paragraph in paragraphs[begin : begin + 1 + len(beside)]]
    if any(pieces(text) or (kind_of(text) != "text" and text not in ("%", "€")) for text in texts):
        return False
    if not texts or is_no_name(texts[0]) or is_source(texts[0]):
        return False
    begin += len(beside)
    cells = [paragraph.text for paragraph in paragraphs[begin : begin + 1 + width]]
    behind = paragraphs[begin + 1 + width : begin + 2 + width]
    if any(kind_of(paragraph.text) in OF_FIGURES for paragraph in behind):
        return False  # a number too many, and nobody can say which
    if len(cells) < 1 + width:
        return False
    for number, text in enumerate(cells[1:]):
        year = re.fullmatch(YEAR, text) is not None
        if year != (columns[number % len(columns)].kind == "jaar") or (not year and kind_of(text) == "text"):
            return False
    return True
