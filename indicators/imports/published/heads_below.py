"""The second row of a heading between bars, where cells that reach over more columns count once: years, and heads."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.headings import FIGURES, Heading, Item, head_of
from indicators.imports.published.paragraphs import kind_of
from indicators.imports.published.source import Cell
from indicators.imports.published.whose_years import is_norm

_SHORT = re.compile(r"['’]?(?P<year>[0-4][0-9])")
LEAST = 3  # years of two digits: two numbers may be figures


def goes_on(cells: Sequence[Cell]) -> bool:
    """Whether these cells are the second line of a heading: years, and nothing that is none."""
    heads = [head_of(cell.text) for cell in cells if cell]
    return bool(heads) and all(heads) and any(head and head.year for head in heads)


def is_unlisted(cells: Sequence[Cell]) -> bool:
    """Whether a word that nobody listed stands before years alone, and one at most behind them: Output, 2018, 2019."""
    filled = [cell for cell in cells if cell]
    heads = [head_of(cell.text) for cell in filled]
    years = [head.year for head in heads[1:] if head and not head.kind and head.year]
    named = bool(filled) and not heads[0] and kind_of(filled[0].text) == "text"
    behind = filled[1 + len(years) :]
    words = len(behind) < 2 and all(kind_of(cell.text) == "text" for cell in behind)
    return named and words and len(years) >= LEAST and years == list(range(years[0], years[0] + len(years)))


def with_whole_years(top: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell]:
    """Return a second row of years of two digits with those whole, below one group: Streefwaarden, 21, 22, 23.

    Each is the next, and words may stand behind them. Nothing where this is no such row.
    """
    filled = [cell for cell in cells if cell]
    years: list[Cell] = []
    while len(years) < len(filled) and (found := _SHORT.fullmatch(filled[len(years)].text)):
        if years and int(found["year"]) != int(years[-1].text) - 2000 + 1:
            return []
        years.append(Cell(f"20{found['year']}", filled[len(years)].place))
    rest = filled[len(years) :]
    words = all(kind_of(cell.text) == "text" for cell in rest)
    return [*years, *rest] if len(years) >= LEAST and words and _group(top) >= 0 else []


def with_words(heading: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Return a heading in which a head that nobody listed holds words, where nothing else stands below it: Maat."""
    columns = []
    for place, column in enumerate(heading.columns):
        below = [row[place].text for row in rows if place < len(row) and row[place]]
        unlisted = column.kind == "onduidelijk" and not column.year and bool(column.text) and not head_of(column.text)
        words = len(below) > 1 and all(kind_of(text) == "text" for text in below)
        columns.append(replace(column, kind="tekst") if unlisted and words else column)
    return heading if heading.ragged else replace(heading, columns=tuple(columns))


def unbroken(top: Sequence[Cell], below: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Return the cells of both rows; a last head broken over them is whole in the second: Referentie-, waarde."""
    upper, lower = [cell for cell in top if cell], [cell for cell in below if cell]
    rest = head_of(lower[-1].text)
    if len(upper) < 2 or not rest or rest.kind != "waarde" or rest.year:
        return upper, lower
    whole = upper[-1].text.removesuffix("-") + lower[-1].text
    if not (head := head_of(whole)) or head.kind not in FIGURES:
        return upper, lower
    return upper[:-1], [*lower[:-1], Cell(whole, upper[-1].place)]


def in_order(top: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """Return the cells of both rows in the order of the columns, where one group alone reaches over the second."""
    group = _group(top)
    cells = [*top, *below] if group < 0 else [*top[: group + 1], *below, *top[group + 1 :]]
    return [cell for cell in cells if cell]


def _group(top: Sequence[Cell]) -> int:
    """Return which cell is the only one that can reach over others; -1 where that is none, or more."""
    heads = [head_of(cell.text) for cell in top]
    groups = [i for i, head in enumerate(heads) if head and _reaches(head)]
    return groups[0] if len(groups) == 1 else -1


def _reaches(head: Item) -> bool:
    return head.kind in (*FIGURES, "onduidelijk") and not head.year and head.region != "nulmeting" and not is_norm(head)
