"""What the rows say of the heading above them: cells that still belong to it, and heads that reach over two columns."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.row_names import NUMBER
from indicators.imports.published.source import Cell
from indicators.notation.text import YEAR, without_marks

_DAY_BELOW = re.compile(r"\(?(?:per|stand|op|ultimo) (?:1|31)?[ -]?(?:0?1|12|januari|december)\)?", re.IGNORECASE)
_OWN_CODE = re.compile(r"[A-Z]{1,2}\.?[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[a-z]?")  # E1.2.1
MOST_CUT_OFF = 3  # rows above one that is cut off


def days_below(heading: Heading, body: Sequence[Paragraph]) -> int:
    """Return how many cells below a heading go on with it: the same day once below each column, per 1 januari."""
    count = len(heading.figures)
    texts = [paragraph.text.casefold() for paragraph in body[:count]]
    same = count > 1 and len(body) > count and len(set(texts)) == 1
    return count if same and _DAY_BELOW.fullmatch(texts[0]) else 0


def with_last_measured(heading: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Return a heading in which Laatste meting stands above two columns, its year and its figure, and counts once."""
    columns = heading.columns
    place = next((i for i, c in enumerate(columns) if c.kind == "jaar" and "meting" in c.text.casefold()), -1)
    empty = [i for i, c in enumerate(columns) if c.kind == "leeg"]
    filled = {i for row in rows for i, cell in enumerate(row) if cell and sum(map(bool, row)) > 1}
    heads = len(columns) - len(empty)
    last = [cells[place] for row in rows if len(cells := list(row)) > place and sum(map(bool, row)) > 1]
    years = bool(last) and all(re.fullmatch(YEAR, cell.text) for cell in last)
    if place < 0 or not years or not empty or empty[0] != heads or filled != set(range(heads + 1)):
        return heading
    measured = Column("waarde", text=columns[place].text)
    return replace(heading, columns=(*columns[: place + 1], measured, *columns[place + 1 : -1]))


def with_unheaded_names(heading: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Return a heading without a head of names in which the only words below no head, before the figures, are those."""
    columns = heading.columns
    first = next((i for i, column in enumerate(columns) if column.holds_figures), 0)
    if any(column.kind in ("naam", "regio") for column in columns) or not columns or columns[0].kind != "code":
        return heading
    unheaded = [i for i in range(first) if columns[i].kind == "leeg"]
    texts = [row[i].text for row in rows for i in unheaded if i < len(row) and row[i]]
    if len(unheaded) != 1 or not texts or any(kind_of(text) != "text" for text in texts):
        return heading
    place = unheaded[0]
    return replace(heading, columns=(*columns[:place], replace(columns[place], kind="naam"), *columns[place + 1 :]))


def with_numbers(heading: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Return a heading whose first head reaches over two columns, the number of each row and its name, as both.

    Certain only where the figures are the last columns, or every row has all of them and no words behind them: then
    each is one longer than the heading, its first cell a number, and nothing but words stands between that and them.
    """
    columns, width = heading.columns, len(heading.figures)
    while columns[-1].kind == "leeg" and len(columns) > 1:
        columns = columns[:-1]
    last = max((i for i, column in enumerate(columns) if column.holds_figures), default=0) + 1
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    behind = columns[last:]
    if behind and len(filled) > 1 and all(all(row[: last + 1]) and not any(row[last + 1 :]) for row in filled):
        columns = columns[:last]  # of the words behind the figures there are none
    longest = len(columns) + 1
    whole = [row[:longest] if not any(row[longest:]) else row for row in rows if sum(map(bool, row)) > 1]
    if len(whole) > MOST_CUT_OFF and len(whole[-1]) < longest:
        whole.pop()  # where the text of a page was cut off
    words = [c for c in columns[: len(columns) - width] if not c.holds_figures and c.kind != "code"]
    if heading.doubt or not whole or len(words) != len(columns) - width or len(words) < 1:
        return heading
    for row in whole:
        named = row[1 : len(row) - width]
        if len(row) != len(columns) + 1 or not _is_label(row[0].text):
            return heading
        if behind and len(columns) == last and any(kind_of(cell.text) not in OF_FIGURES for cell in row[-width:]):
            return heading
        if not all(any(c.isalpha() for c in cell.text) and kind_of(cell.text) == "text" for cell in named):
            return heading
    first = replace(columns[0], kind="naam")
    more = behind if len(columns) == last else ()
    return replace(heading, columns=(Column("code", text=columns[0].text), first, *columns[1:], *more))


def _is_label(text: str) -> bool:
    """Whether a cell is the number or the code of a row, with a footnote or without: E1.2.1[1]."""
    bare, _ = without_marks(text)
    return NUMBER.fullmatch(bare) is not None or _OWN_CODE.fullmatch(bare) is not None
