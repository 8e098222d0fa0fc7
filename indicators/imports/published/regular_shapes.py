"""The rows of a regular table: a cell of its own kind below each head, or from one taakveld or mark to the next."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.published.figure_runs import is_taakveld
from indicators.imports.published.groups import KNOWN_GROUP
from indicators.imports.published.headings import Column
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.regions import OWN
from indicators.imports.published.row_names import BULLETS
from indicators.imports.published.row_shapes import ROW_NUMBER, fits_column
from indicators.notation.text import MARK_ALONE, YEAR

UNEVEN_ROW = -1
MOST_BETWEEN = 2  # cells between two rows: what the one above means, and a remark
LEAST_MORE = 2  # a year and its figure
MOST_TITLE = 4  # words
_YEAR = re.compile(YEAR)
_TITLE = re.compile(r"[1-9][0-9]?(?:\.[0-9]{1,2})? [A-Z][a-z]{3,} [A-Za-z]{4,}")  # 2 Indicatoren Werk
# What is aimed at in words: Minimaal gelijk of toename, Geen; aantal is geen doel.
_AIM = re.compile(
    r"(?:minimaal|maximaal|geen|gelijk|toename|afname|stijg|dal|behoud|handhav|hoger|lager|meer|minder|verbeter)[^0-9.]{0,60}",
    re.IGNORECASE,
)
_OWN_BRON = re.compile(r"eigen (?:gegevens|begroting|registratie|administratie|opgave)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WholeRow:
    """The columns of a row and its cells, as many; no columns where it has too few or too many."""

    columns: tuple[Column, ...]
    cells: Sequence[Paragraph]

    def cell_of(self, kind: str) -> Paragraph | None:
        """Return the cell of the first column of this kind."""
        pairs = zip(self.columns, self.cells, strict=False)
        return next((cell for column, cell in pairs if column.kind == kind), None)


def rows_alike(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph]) -> tuple[list[WholeRow], int]:
    """Return the rows, each behind the one before it, and where they end; with as much text between them each time.

    Where most have what they mean below them, one that has none or more may have lost a cell: that one is asked. A
    known title may always stand there. So is asked what is no whole row, where whole ones follow.
    """
    found: list[tuple[int, int, int]] = []  # how much text stands above each row, where it begins, and where it ends
    place = 0
    while place + len(columns) <= len(paragraphs):
        start = _next_row(columns, paragraphs, place)
        if start < 0:
            start = _next_after_figures(columns, paragraphs, place)
            if start < 0:
                break
            torn = columns[-1].holds_figures and kind_of(paragraphs[start - 1].text) == "text"  # of which row is it?
            end = start + len(columns) if torn else start
            number = columns[0].kind == "code" and place and ROW_NUMBER.fullmatch(paragraphs[place - 1].text)
            if found and (number or _is_longer(columns, paragraphs[place:start])):
                _, place, _ = found.pop()
            found.append((UNEVEN_ROW, place, end))
            place = end
            continue
        titles = sum(KNOWN_GROUP.fullmatch(each.text) is not None for each in paragraphs[place:start])
        place = start + len(columns)
        found.append((len(paragraphs[:start]) - (found[-1][2] if found else 0) - titles, start, place))
    if found and columns[-1].holds_figures and _is_title(paragraphs[place - 1 :]):
        _, start, place = found.pop()
        found.append((UNEVEN_ROW, start, place))
    usual = Counter(skipped for skipped, _, _ in found[1:] if skipped >= 0).most_common(1)
    least = usual[0][0] if usual and usual[0][1] > 1 else 0  # of two rows nobody can say what stands between all
    wide = sum(skipped == least for skipped, _, _ in found[1:]) * 2 >= len(found)
    rows = [
        WholeRow(columns if skipped == least or not number else (), paragraphs[start:end])
        for number, (skipped, start, end) in enumerate(found)
    ]
    return (rows, place) if found and wide and not found[0][0] else ([], 0)


def _next_row(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], place: int) -> int:
    """Return where the next row begins, behind a text or two at most; -1 where none does."""
    for start in range(place, place + MOST_BETWEEN + 1):
        if _is_row(columns, paragraphs, start):
            return start
        if start >= len(paragraphs) or kind_of(paragraphs[start].text) != "text":
            return -1
    return -1


def _is_title(rest: Sequence[Paragraph]) -> bool:
    """Whether the last figure may be the number of the title below it, of the next table: 3, Economie."""
    number = rest[0].text.isdecimal() and len(rest[0].text) == 1
    return number and len(rest) == 2 and rest[1].text[:1].isupper() and len(rest[1].text.split()) <= MOST_TITLE


def _is_longer(columns: Sequence[Column], behind: Sequence[Paragraph]) -> bool:
    """Whether what stands behind a row that ends in figures may be more of them, and not those of a lost name."""
    width = next((i for i, column in enumerate(reversed(columns)) if not column.holds_figures), len(columns))
    count = sum(1 for _ in itertools.takewhile(lambda each: kind_of(each.text) in OF_FIGURES, behind))
    return count > 0 and (count < width or width == 1)


def _next_after_figures(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], place: int) -> int:
    """Return where whole rows go on behind cells that are none, figures among them; -1 where they do not."""
    width = len(columns)
    figures = False
    dated = any(column.kind == "jaar" for column in columns)
    for start in range(place, place + 2 * width):
        if not dated and start < len(paragraphs) and _YEAR.fullmatch(paragraphs[start].text):
            return -1  # the heading of another table, of which the first head may be gone
        if figures and _is_row(columns, paragraphs, start):
            return start if _next_row(columns, paragraphs, start + width) >= 0 else -1
        figures = figures or (start < len(paragraphs) and kind_of(paragraphs[start].text) in OF_FIGURES)
    return -1


def is_start(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], place: int) -> bool:
    """Whether a row begins here with its taakveld, or with a mark above its name where no figure stands above that."""
    text = paragraphs[place].text
    if columns[0].kind == "code":
        return is_taakveld(text)
    behind = paragraphs[place + 1].text if place + 1 < len(paragraphs) else ""
    return text in BULLETS and columns[0].kind == "naam" and len(columns) > 2 and kind_of(behind) == "text"


def rows_from_start_to_start(
    columns: tuple[Column, ...], paragraphs: Sequence[Paragraph]
) -> tuple[list[WholeRow], int]:
    """Return the rows, each from its taakveld or mark to the next, and where they end."""
    starts = [place for place in range(len(paragraphs)) if is_start(columns, paragraphs, place)]
    if not starts:
        return [], 0  # the mark stands above the next heading
    marked = columns[0].kind == "naam"  # the mark is no cell
    rows = [
        _row_of(columns, paragraphs[start + marked : after], last=after == len(paragraphs))
        for start, after in itertools.pairwise([*starts, len(paragraphs)])
    ]
    if sum(column.kind == "jaar" for column in rows[-1].columns) > sum(column.kind == "jaar" for column in columns):
        return rows, len(paragraphs)  # of the last row nothing but words is left
    figures = any(kind_of(cell.text) in OF_FIGURES for cell in rows[-1].cells)
    return rows, starts[-1] if figures and not rows[-1].columns else starts[-1] + marked + len(rows[-1].cells)


def _row_of(columns: tuple[Column, ...], cells: Sequence[Paragraph], *, last: bool) -> WholeRow:
    """Return the row that begins with these cells. Text behind it is a title; a figure there is one too many."""
    behind = len(columns) - next(i for i, c in enumerate(reversed(columns)) if c.holds_figures)
    for each in dict.fromkeys((columns, columns[:behind], *_with_own_alone(columns, cells))):
        rest = cells[len(each) : len(each) + 1] if last else cells[len(each) :]
        aimed = each[-1].kind == "streefwaarde" and bool(rest) and _AIM.fullmatch(rest[0].text) is not None
        more = aimed or any(kind_of(cell.text) in OF_FIGURES for cell in rest)
        if _is_row(each, cells, 0, worded=True) and not more:
            return WholeRow(each, cells[: len(each)])
    return _row_that_goes_on(columns, cells)


def _row_that_goes_on(columns: tuple[Column, ...], cells: Sequence[Paragraph]) -> WholeRow:
    """Return the row with the figures of each year it says, and no others: 2017, 2,6, 2,2, and then 2018, 2,5, 2,1."""
    year = next((i for i, c in enumerate(columns) if c.kind == "jaar"), -1)
    more = tuple(
        itertools.takewhile(lambda column: column.kind in ("jaar", "waarde", "benchmark"), columns[max(year, 0) :])
    )
    first = columns[: year + len(more)]
    if year < 1 or len(more) < LEAST_MORE or not _is_row(first, cells, 0):
        return WholeRow((), cells)
    held, kept, place = first, list(cells[: len(first)]), len(first)
    while place < len(cells):
        if _is_row(more, cells, place) and cells[place].text > kept[-len(more)].text:  # a later year
            held, kept, place = (*held, *more), [*kept, *cells[place : place + len(more)]], place + len(more)
        elif kind_of(cells[place].text) == "text" and _is_said_of_a_year(cells, place):
            place += 1
        else:
            return WholeRow((), cells)
    return WholeRow(held, kept)


def _is_said_of_a_year(cells: Sequence[Paragraph], place: int) -> bool:
    """Whether words end or say what is aimed at, or no figure follows: else they may be the name of the next row."""
    text = cells[place].text
    figures = any(kind_of(cell.text) in OF_FIGURES for cell in cells[place:])
    return not figures or text.endswith(".") or _AIM.fullmatch(text.rstrip(".")) is not None


def _with_own_alone(columns: tuple[Column, ...], cells: Sequence[Paragraph]) -> Iterator[tuple[Column, ...]]:
    """Yield the columns without those of others, where the bron is the municipality's own: it counted only itself."""
    own = tuple(column for column in columns if column.kind != "benchmark")
    bron = next((i for i, column in enumerate(own) if column.kind == "bron"), -1)
    alone = sum(c.kind == "waarde" and c.region == OWN for c in own) == 1
    if alone and 0 <= bron < len(cells) and _OWN_BRON.fullmatch(cells[bron].text):
        yield own


def _is_row(columns: Sequence[Column], paragraphs: Sequence[Paragraph], begin: int, *, worded: bool = False) -> bool:
    """Whether a cell of its own kind stands here below each head; if `worded` perhaps words below a streefwaarde."""
    cells = paragraphs[begin : begin + len(columns)]
    if any(column.holds_figures and _TITLE.match(cell.text) for column, cell in zip(columns, cells, strict=False)):
        return False
    return len(cells) == len(columns) and all(
        fits_column(column, cell.text, kind_of(cell.text))
        or (column.holds_figures and column.kind != "jaar" and MARK_ALONE.fullmatch(cell.text) is not None)
        or (worded and column.kind == "streefwaarde" and _AIM.fullmatch(cell.text) is not None)
        for column, cell in zip(columns, cells, strict=True)
    )
