"""The shape of a row of a table without walls: whether every cell of it is of the kind that its column holds."""

import re
from collections.abc import Sequence

from indicators.imports.published.figure_runs import is_taakveld
from indicators.imports.published.headings import Column
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.row_names import MOST_LEFT_OUT
from indicators.notation.cells import is_phrase
from indicators.notation.text import YEAR

_LAST_NUMBER = re.compile(r"[0-9]+$")
ROW_NUMBER = re.compile(r"(?:[A-Z]\.)?[0-9]{1,3}(?:\.[0-9]{1,3})?\.?")
# 2017/2018 is asked
_YEARS = re.compile(rf"(?:(?:[12]e|eerste|tweede) half ?jaar )?{YEAR}(?:\s?[/-]\s?[0-9]{{2,4}})?", re.IGNORECASE)
_ANSWERS = ("ja", "nee", "j", "n")  # Verplicht?
# In which document a figure was printed: Begroting, Jaarrekening, 2024. When it was measured stands behind it.
_PRINTED_IN = re.compile(
    rf"(?:(?:programma)?begroting|jaarrekening|jaarstukken|jaarverslag)(?: {YEAR})?|{YEAR}", re.IGNORECASE
)


def is_whole(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], begin: int) -> bool:
    """Whether a row of the shape of the heading begins here."""
    if begin + len(columns) > len(body):
        return False
    lines = lines_of_figures(columns, body[begin : begin + len(columns)])
    for column, paragraph, kind in zip(columns, body[begin:], kinds[begin:], strict=False):
        if lines > 1 and column.holds_figures:
            if not all(fits_column(column, line.text, kind_of(line.text)) for line in paragraph.lines):
                return False
        elif not fits_column(column, paragraph.text, kind):
            return False
    return True


def lines_of_figures(columns: Sequence[Column], cells: Sequence[Paragraph]) -> int:
    """Return how many figures stand below each other in every cell of a row: its years are as many; else 1."""
    counts = {len(p.lines) for c, p in zip(columns, cells, strict=True) if c.holds_figures}
    return counts.pop() if len(counts) == 1 else 1


def fits_column(column: Column, text: str, kind: str) -> bool:
    """Whether a cell is of the kind that its column holds."""
    year, number = _YEARS.fullmatch(text) is not None, ROW_NUMBER.fullmatch(text) is not None
    if column.kind == "jaar":
        return year
    if column.kind == "document":
        return _PRINTED_IN.fullmatch(text) is not None
    if column.holds_figures:
        return kind in OF_FIGURES and not year
    if column.kind == "code":
        return number or kind == "text"
    if column.kind == "regio":
        return not year and any(character.isalpha() for character in text)
    word = {"eenheid": ("%", "€"), "tekst": _ANSWERS}.get(column.kind, ())
    return (kind == "text" and not number) or text.casefold() in word or is_phrase(text)


def ends_whole(
    columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], row: tuple[int, int], *, numbered: bool
) -> bool:
    """Whether a row (where it begins and ends) has no cell too many, nor the number of the next row as its last."""
    start, end = row
    behind = body[end : end + 2]
    if not behind:
        return True
    if not numbered:
        return kinds[end] not in OF_FIGURES or is_whole(columns, body, kinds, end)
    if kinds[end] in OF_FIGURES:
        return ROW_NUMBER.fullmatch(behind[0].text) is not None and kinds[end + 1 : end + 2] in ([], ["text"])
    own, last = (_LAST_NUMBER.search(body[place].text.strip(".")) for place in (start, end - 1))
    if not own or not last or not ROW_NUMBER.fullmatch(body[end - 1].text):
        return True
    if is_taakveld(behind[0].text):
        return False  # of which the last cell may be the number
    titled = len(behind) > 1 and ROW_NUMBER.fullmatch(behind[1].text) is not None  # a title, and below it the next row
    return titled or not 0 <= int(last[0]) - int(own[0]) <= MOST_LEFT_OUT
