"""Heads broken over two rows of a heading, of which each cell is copied alone: Meting, Streef-, 2018, waarde."""

import re
from collections.abc import Sequence

from indicators.imports.published.headings import FIGURES, pieces
from indicators.imports.published.paragraphs import Paragraph
from indicators.imports.published.source import Cell, joined
from indicators.notation.text import YEAR


def with_whole_heads(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, where a broken last head shows that each goes on in the same cell of the row below.

    Meting, Meting, Streef-, 2017, 2018, waarde: there are as many cells below as heads, each a year but for the last.
    """
    found = list(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if not re.fullmatch(r"[^\W\d_]+-", paragraph.text):
            continue
        begin = index
        while begin and _is_head(paragraphs[begin - 1].text):
            begin -= 1
        count = index + 1 - begin
        below = paragraphs[index + 1 : index + 1 + count]
        years = all(re.fullmatch(YEAR, each.text) for each in below[:-1])
        if count < 2 or len(below) < count or not years or not _is_head(joined([paragraph.text, below[-1].text])):
            continue
        for place, lower in enumerate(below, start=begin):
            upper = paragraphs[place]
            found[place] = Paragraph((Cell(joined([upper.text, lower.text]), upper.cell.place),))
        found[index + 1 : index + 1 + count] = []
        return [*found[: index + 1], *with_whole_heads(found[index + 1 :])]
    return found


def _is_head(text: str) -> bool:
    """Whether a text is the head of a column of figures, without a year."""
    items = pieces(text)
    return len(items) == 1 and items[0].kind in FIGURES and items[0].year is None
