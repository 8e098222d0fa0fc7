"""Heads broken over two rows of a heading, of which each cell is copied alone: Meting, Streef-, 2018, waarde."""

import re
from collections.abc import Sequence

from indicators.imports.published.headings import FIGURES, pieces
from indicators.imports.published.paragraphs import Paragraph
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.whose_years import runs_of
from indicators.notation.text import YEAR

_BROKEN = re.compile(r"[^\W\d_]+-")
_DAY = re.compile(r".*[0-9]-[0-9]{1,2}")  # Waarde 31-12, and below it 2020


def with_whole_heads(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, where a broken last head shows that each goes on in the same cell of the row below.

    Meting, Meting, Streef-, 2017, 2018, waarde: there are as many cells below as heads, each a year but for the last.
    Waarde 31-12, Doel, Referentie-, 2019, 2020, 2020, waarde: or as many runs of years as heads, each of one of them.
    """
    found = list(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if not _BROKEN.fullmatch(paragraph.text):
            continue
        begin = index
        while begin and _is_head(_with_year(paragraphs[begin - 1].text, "2000")):
            begin -= 1
        end = index + 1
        while end < len(paragraphs) and re.fullmatch(YEAR, paragraphs[end].text):
            end += 1
        heads = paragraphs[begin:index]
        years = [int(each.text) for each in paragraphs[index + 1 : end]]
        parts = [[year] for year in years] if len(years) == len(heads) or len(heads) < 2 else runs_of(years)
        whole = joined([paragraph.text, *(each.text for each in paragraphs[end : end + 1])])
        if not heads or len(parts) != len(heads) or whole == paragraph.text or not _is_head(_with_year(whole, "2000")):
            continue
        dated = [
            Paragraph((Cell(_with_year(head.text, str(year)), head.cell.place),))
            for head, part in zip(heads, parts, strict=True)
            for year in part
        ]
        last = Paragraph((Cell(whole, paragraph.cell.place),))
        return [*found[:begin], *dated, last, *with_whole_heads(found[end + 1 :])]
    return found


def with_star_columns(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, where a star between the head of the names and a year heads the numbers of bronnen."""
    found = list(paragraphs)
    for index in range(1, len(paragraphs) - 1):
        if paragraphs[index].text != "*" or [i.kind for i in pieces(paragraphs[index - 1].text)] != ["naam"]:
            continue
        if any(item.kind in FIGURES for item in pieces(paragraphs[index + 1].text)):
            found[index] = Paragraph((Cell("Bron", paragraphs[index].cell.place),))
    return found


def _with_year(head: str, year: str) -> str:
    """Return a head with its year, which may be that of the day in it."""
    return f"{head}-{year}" if _DAY.fullmatch(head) else f"{head} {year}"


def _is_head(text: str) -> bool:
    """Whether a text is the head of a column of figures of one year."""
    items = pieces(text)
    return len(items) == 1 and items[0].year is not None and (items[0].kind in FIGURES or _DAY.search(text) is not None)
