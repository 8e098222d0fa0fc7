"""Rows of one cell a line that all have the shape of their heading, below heads that nobody knows.

What certain heads say of their column (kind and year) is enough where nothing can have shifted: every row has a cell
for each head, figures below the heads of figures and words below those of words. Then what the other heads mean need
not be known. Of a table that ends in figures a row of another shape is asked; else one such row has the table asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.headings import Column, Heading, head_of
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import names_others, names_own, region_of
from indicators.imports.published.row_shapes import ROW_NUMBER
from indicators.imports.published.word_rows import TWICE
from indicators.notation.cells import is_phrase

LEAST_ROWS = 3
UNEVEN = "Deze rij heeft niet voor elke kolom een cel; het is niet zeker welke cel bij welke kolom hoort."
MOST_TORN = 3  # parts of rows to each whole row, or fewer
LONGEST_HEAD = 30  # characters of the head of a column that nobody listed
_HEAD_OF_FIGURES = re.compile(r"(?:streefwaarde|realisatie|begroting|prognose|raming|meting)\b", re.IGNORECASE)
_SMALL = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row, where it has one for each head, and the unit below its name."""

    at: int
    cells: tuple[Paragraph, ...]
    whole: bool
    unit: str = ""


def read_even_rows(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], placer: Placer) -> bool:
    """Read the table if its rows are alike in one way only; return whether it was."""
    if heading.doubt or heading.needs_dated or heading.ragged:
        return False
    found = [
        (columns, rows)
        for columns, begin in _shapes(heading, body, kinds)
        if (rows := _rows(columns, body, kinds, begin))
    ]
    if len(found) != 1:
        return False
    columns, rows = found[0]
    named = next(i for i, column in enumerate(columns) if column.kind == "naam")
    names = [row.cells[named].text.casefold() if row.whole else "" for row in rows]
    if any(names_own(name) or names_others(name) or region_of(name) for name in names if name):
        return False
    for row, name in zip(rows, names, strict=True):
        nameless = is_no_name(name) or is_source(name)
        if not row.whole or nameless or names.count(name) > 1:
            text = " · ".join(cell.text for cell in row.cells)
            why = UNEVEN if not row.whole else UNNAMED if nameless else TWICE
            placer.out.ask(row.cells[0].cell.place, text, why)
        else:
            _read(columns, row, named, placer)
    return True


def _shapes(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str]) -> Iterator[tuple[list[Column], int]]:
    """Yield the columns, with one of figures of which the unlisted head stands above the rows, and where these begin.

    The heading alone only where words stand among or behind its figures or ahead of its names, or below two heads that
    nobody listed: another has its own reader.
    """
    columns = [column for column in heading.columns if column.kind != "leeg"]
    held = [i for i, column in enumerate(columns) if column.holds_figures]
    said = [column.kind for column in columns]
    if not held or not body or said.count("naam") != 1 or {"jaar", "regio"} & set(said):
        return
    among = held[-1] - held[0] >= len(held)
    ahead = said[0] == "code" and kinds[0] == "text"
    unlisted = said[0] not in ("naam", "code") or sum(map(_is_unlisted, columns)) > 1
    if among or ahead or unlisted or _is_all_whole(columns, body, kinds):
        yield columns, 0
    if len(body[0].text) <= LONGEST_HEAD and _HEAD_OF_FIGURES.match(body[0].text.replace("-", "")):
        yield [*columns, Column("onduidelijk", text=body[0].text)], 1


def _is_unlisted(column: Column) -> bool:
    """Whether a head of words is one that nobody listed: its cells may be small numbers as well."""
    return column.kind == "tekst" and head_of(column.text) is None


def _rows(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], begin: int) -> list[_Row]:
    """Return the rows from `begin` on; nothing where they are not alike, or too few."""
    held = [i for i, column in enumerate(columns) if column.holds_figures]
    parted = held == list(range(held[0], len(columns))) and not (begin == 0 and _is_all_whole(columns, body, kinds))
    rows = list(_parts(columns, body, kinds, begin) if parted else _tiles(columns, body, kinds, begin))
    whole = sum(row.whole for row in rows)
    return rows if whole >= LEAST_ROWS and whole * MOST_TORN > len(rows) and (rows[0].whole or not begin) else []


def _parts(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], begin: int) -> Iterator[_Row]:
    """Yield the rows of a table that ends in figures: each from behind the figures of the one above it."""
    start = begin
    for index in range(begin, len(body)):
        ends = kinds[index] in OF_FIGURES and (index + 1 == len(body) or kinds[index + 1] == "text")
        if not ends:
            continue
        cells, own = list(body[start : index + 1]), list(kinds[start : index + 1])
        unit = ""
        below = len(cells) == len(columns) + 1 and own[:2] == ["text", "text"] and is_no_name(cells[1].text)
        if below and not any(column.kind == "eenheid" for column in columns):
            unit = cells.pop(1).text
            own.pop(1)
        yield _Row(start, tuple(cells), _fit(columns, cells, own), unit)
        start = index + 1


def _tiles(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], begin: int) -> Iterator[_Row]:
    """Yield the rows of any other table, each as long as the heading; none where figures are left behind them."""
    width = len(columns)
    end = begin
    while _fit(columns, body[end : end + width], kinds[end : end + width]):
        end += width
    if not any(kind in OF_FIGURES for kind in kinds[end:]):
        yield from (_Row(at, tuple(body[at : at + width]), True) for at in range(begin, end, width))


def _is_all_whole(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]) -> bool:
    """Whether every row of a table with more words than its names is whole, so that no cell of it can be gone."""
    width, words = len(columns), sum(not column.holds_figures for column in columns)
    rows = list(_tiles(columns, body, kinds, 0)) if words > 1 else []
    numbers = [i for i, column in enumerate(columns) if column.kind == "code" and kinds[i] != "text"]
    counted = all(row.cells[i].text.rstrip(".") == str(n) for n, row in enumerate(rows, 1) for i in numbers)
    unlisted = [i for i, column in enumerate(columns) if _is_unlisted(column)]
    named = next(i for i, column in enumerate(columns) if column.kind == "naam")
    names = [row.cells[named].text.casefold() for row in rows]
    counted = (
        counted
        and len(set(names)) == len(names)
        and not any(kinds[row.at + i] in OF_FIGURES for row in rows for i in unlisted)
    )
    return len(rows) >= LEAST_ROWS and counted and not any(kind in OF_FIGURES for kind in kinds[len(rows) * width :])


def _fit(columns: Sequence[Column], cells: Sequence[Paragraph], kinds: Sequence[str]) -> bool:
    """Whether these are the cells of one row: figures below the heads of figures, words below the others."""
    return len(cells) == len(columns) and all(
        kind in OF_FIGURES
        if column.holds_figures
        else kind == "text"
        or is_phrase(cell.text)
        or (column.kind == "code" and ROW_NUMBER.fullmatch(cell.text) is not None)
        or (_is_unlisted(column) and _SMALL.fullmatch(cell.text) is not None)
        for column, cell, kind in zip(columns, cells, kinds, strict=True)
    )


def _read(columns: Sequence[Column], row: _Row, named: int, placer: Placer) -> None:
    """Place the figures of a whole row."""
    said = {column.kind: cell.cell for column, cell in zip(columns, row.cells, strict=True)}
    unit = said["eenheid"].text if "eenheid" in said else row.unit
    indicator = placer.new_row("", row.cells[named].cell, "", unit=unit)
    if "bron" in said and any(map(str.isalnum, said["bron"].text)):
        placer.set_bron(indicator, [said["bron"]])
    held = [cell.cell for column, cell in zip(columns, row.cells, strict=True) if column.holds_figures]
    place_cells(indicator, Heading(tuple(columns)), held, placer, doubt="", at=row.cells[named].cell)
