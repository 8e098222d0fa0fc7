"""Rows of one cell a line that repeat the shape of their heading from the first to the last, whatever the words are.

Where every row has a cell for each head, a figure below each head of figures and words below every other, nothing can
have shifted, and it need not be known what the heads of words mean, nor where a heading of unlisted words begins or
ends: only one beginning and one end make whole rows of all that stands below it. Anything less is for other readers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.published.codes import code_at
from indicators.imports.published.document import Scope
from indicators.imports.published.groups import KNOWN_GROUP
from indicators.imports.published.headings import FIGURES, Column, Heading, head_of, pieces
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import Paragraph, is_no_name, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import names_others, names_own, region_of
from indicators.imports.published.row_shapes import fits_column
from indicators.imports.published.stream_heads import heading_of
from indicators.imports.published.whole_columns import OTHERS
from indicators.imports.published.word_rows import NO_NAME, TWICE
from indicators.notation.text import YEAR

LEAST_ROWS, LEAST_CELLS = 2, 10
LONGEST_HEAD = 60  # characters
LONGEST_HEADING = 40  # cells
MOST_UNLISTED = 3  # heads that nobody listed, next to each other
LONGEST_WORDS = 25  # characters of words where a figure could stand
MOST_BODY = 3_000  # cells below one heading
_FIGURES = ("value", "broken")
_YEAR = re.compile(YEAR)


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of a table, the place of their names, and where its rows stand."""

    heading: Heading
    named: int
    rows: tuple[int, ...]

    @property
    def end(self) -> int:
        """Where the last row ends."""
        return self.rows[-1] + len(self.heading.columns)


def read_regular_rows(paragraphs: Sequence[Paragraph], index: int, tried: set[int], placer: Placer) -> int:
    """Read the table of which the heading begins here; return its end, or `index` where there is none.

    The first head that is known begins it, or else a head or more that nobody listed right above that. `tried` are the
    known heads that have been looked at.
    """
    reach = range(index, min(index + MOST_UNLISTED + 1, len(paragraphs)))
    known = next((place for place in reach if pieces(paragraphs[place].text)), -1)
    if known < 0 or known in tried:
        return index
    tried.add(known)
    for begin in range(known, index - 1, -1):
        bodies = _ends_of_heading(paragraphs, begin)
        found = [table for body in bodies if (table := _table(paragraphs, begin, body, placer.scope))]
        if found:
            break
    else:
        return index
    if len(found) > 1:
        return index
    table = found[0]
    placer.enter(
        (paragraph.text for paragraph in paragraphs[max(0, begin - 3) : table.rows[0]]),
        (paragraph.text for paragraph in paragraphs[table.rows[0] : table.end]),
    )
    names = Counter(paragraphs[row + table.named].text.casefold() for row in table.rows)
    for row in table.rows:
        cells = paragraphs[row : row + len(table.heading.columns)]
        name = cells[table.named]
        nameless = is_no_name(name.text) or is_source(name.text)
        if nameless or names[name.text.casefold()] > 1:
            text = " · ".join(cell.text for cell in cells)
            placer.out.ask(name.cell.place, text, NO_NAME if nameless else TWICE)
        else:
            _read(table, cells, placer)
    return table.end


def _ends_of_heading(paragraphs: Sequence[Paragraph], index: int) -> Iterator[int]:
    """Yield where a heading that begins here may end: behind figures and a year, ahead of words."""
    unlisted, figures, dated = 0, 0, False
    for place in range(index, min(index + LONGEST_HEADING, len(paragraphs))):
        text = paragraphs[place].text
        if place > index and figures and dated and kind_of(text) == "text" and not _YEAR.fullmatch(text):
            yield place
        items = pieces(text)
        unlisted = 0 if items else unlisted + 1
        if unlisted > MOST_UNLISTED or len(text) > LONGEST_HEAD or (not items and kind_of(text) != "text"):
            return
        figures += sum(item.kind in FIGURES or item.kind in ("", "onduidelijk") for item in items)
        dated = dated or any(item.year for item in items)


def _table(paragraphs: Sequence[Paragraph], index: int, body: int, scope: Scope) -> _Table | None:
    """Return the table with its heading from `index` to `body`, if all that stands below is whole rows of it."""
    if not any(kind_of(paragraph.text) in _FIGURES for paragraph in paragraphs[body + 1 : body + LONGEST_HEADING]):
        return None
    heading = heading_of(paragraphs, index, body, min(len(paragraphs), body + MOST_BODY), scope)
    heading = Heading(tuple(c for c in heading.columns if c.kind != "leeg"), heading.doubt, heading.needs_dated)
    named = _place_of_names(heading.columns)
    if heading.doubt or heading.needs_dated or named < 0:
        return None
    rows = _rows(heading.columns, paragraphs, body)
    few = len(rows) < LEAST_ROWS or len(rows) * len(heading.columns) < LEAST_CELLS
    if few or not _is_all(paragraphs, rows[-1] + len(heading.columns)):
        return None
    names = [paragraphs[row + named].text for row in rows]
    if any(names_own(name) or names_others(name) or region_of(name) or code_at(name) for name in names):
        return None
    return _Table(heading, named, tuple(rows))


def _place_of_names(columns: Sequence[Column]) -> int:
    """Return which column names the rows; -1 where none does for certain, or each row says whose figures it holds."""
    said = [column.kind for column in columns]
    figures = any(column.holds_figures and column.kind != "jaar" for column in columns)
    if "regio" in said or said.count("jaar") > 1 or not figures or any(OTHERS.fullmatch(c.text) for c in columns):
        return -1
    named = [i for i, column in enumerate(columns) if column.kind == "naam"]
    first = next(i for i, column in enumerate(columns) if column.holds_figures)
    ahead = [i for i, column in enumerate(columns[:first]) if _is_unlisted(column)]
    if len(named) == 1:
        return named[0]
    return ahead[0] if not named and len(ahead) == 1 else -1


def _is_unlisted(column: Column) -> bool:
    return column.kind == "tekst" and head_of(column.text) is None


def _rows(columns: Sequence[Column], paragraphs: Sequence[Paragraph], begin: int) -> list[int]:
    """Return where the rows begin, each behind the one before it or behind a known title."""
    rows: list[int] = []
    place, end = begin, min(len(paragraphs), begin + MOST_BODY)
    while place + len(columns) <= end:
        if KNOWN_GROUP.fullmatch(paragraphs[place].text) and _is_row(columns, paragraphs, place + 1):
            place += 1
        if not _is_row(columns, paragraphs, place):
            break
        rows.append(place)
        place += len(columns)
    return rows


def _is_row(columns: Sequence[Column], paragraphs: Sequence[Paragraph], begin: int) -> bool:
    """Whether a cell of its own kind stands here below each head."""
    cells = paragraphs[begin : begin + len(columns)]
    return len(cells) == len(columns) and all(
        fits_column(column, cell.text, kind_of(cell.text)) for column, cell in zip(columns, cells, strict=True)
    )


def _is_all(paragraphs: Sequence[Paragraph], end: int) -> bool:
    """Whether no figure is left behind the last row, down to the heading of another table."""
    for paragraph in paragraphs[end : end + LONGEST_HEADING]:
        if pieces(paragraph.text):
            return True
        if kind_of(paragraph.text) in _FIGURES:
            return False
    return True


def _read(table: _Table, cells: Sequence[Paragraph], placer: Placer) -> None:
    """Place the figures of one row."""
    columns = table.heading.columns
    said = {column.kind: cell.cell for column, cell in zip(columns, cells, strict=True)}
    name = cells[table.named].cell
    row = placer.new_row("", name, "", unit=said["eenheid"].text if "eenheid" in said else "")
    if "bron" in said:
        placer.set_bron(row, [said["bron"]])
    held = [(column, cell.cell) for column, cell in zip(columns, cells, strict=True) if column.holds_figures]
    if doubt := suspect([cell for column, cell in held if column.kind != "jaar"]):
        placer.out.ask(name.place, " · ".join(cell.text for _, cell in held), doubt)
    else:
        placer.place(row, [column for column, _ in held], [cell for _, cell in held])
