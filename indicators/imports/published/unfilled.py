"""Percentages that nobody filled in: 59%, %, 62%. Of such a cell the sign is left, and it is a cell all the same."""

import itertools
from collections import Counter
from collections.abc import Sequence

from indicators.imports.published.headings import Column
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.source import Cell

LEAST = 3  # rows with such a cell: one may be a unit that lost its figure
_SIGN = frozenset({"%", "-%", "- %"})


def with_unfilled(columns: Sequence[Column], body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the cells below these heads, the percentages that were not filled in as dashes.

    Only in a row that is as long as most of those, and where each figure has a percent sign itself. Such rows may be
    longer than the heading: then it lost a head, and no other row fits.
    """
    width = sum(column.holds_figures for column in columns)
    if any(column.kind == "eenheid" for column in columns) or width < 2:
        return list(body)
    found: list[list[Paragraph]] = []
    for _, group in itertools.groupby(body, key=_is_cell):
        found.append(list(group))
    signed = [n for n, row in enumerate(found) if _is_unfilled(row)]
    (length, often), *_ = Counter(len(found[n]) for n in signed).most_common(1) or [(0, 0)]
    for n in signed if often >= LEAST and length >= width else []:
        if len(found[n]) != length:
            continue
        found[n] = [_dash(each) if each.text in _SIGN else each for each in found[n]]
    return [each for row in found for each in row]


def _is_cell(paragraph: Paragraph) -> bool:
    return paragraph.text in _SIGN or kind_of(paragraph.text) in OF_FIGURES


def _is_unfilled(row: Sequence[Paragraph]) -> bool:
    """Whether a row of cells has a sign alone among percentages, or among words that stand for one."""
    texts = [each.text for each in row]
    numbers = [text for text in texts if any(map(str.isdigit, text))]
    return not _SIGN.isdisjoint(texts) and all(text.endswith("%") for text in numbers)


def _dash(paragraph: Paragraph) -> Paragraph:
    return Paragraph((Cell("-", paragraph.cell.place),))
