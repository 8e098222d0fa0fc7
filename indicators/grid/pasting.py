"""A block copied in a spreadsheet, laid over the table: what each cell would become, before it is taken over."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from indicators.grid.saving import judge_cell
from indicators.grid.table import Cel, Tabel
from indicators.grid.typed import Getypt
from indicators.notation import write_number
from indicators.notation.reasons import read_reason, write_reason

MOST_CELLS = 500  # each is read as a form of its own
LONGEST = 100_000  # characters


class BlockRefused(ValueError):
    """The block cannot be laid over the table at all; the message says why, in Dutch."""


@dataclass
class Geplakt:
    """One cell of the block, over the cell of the table where it falls."""

    cell: Cel
    before: str  # what the cell says now
    after: str  # what it would say; nothing when that is still to be asked or is wrong
    raw: str

    @property
    def is_new(self) -> bool:
        """Whether taking it over changes something."""
        return bool(self.after) and self.after != self.before


@dataclass
class Plakking:
    """The whole block."""

    pasted: list[Geplakt] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)  # what falls where nothing can be typed, with its reason

    @property
    def can_be_taken_over(self) -> bool:
        """Whether there is anything to take over."""
        return any(each.is_new or each.cell.candidates for each in self.pasted)


def read_block(text: str) -> list[list[str]]:
    """Return the cells of what a spreadsheet puts on the clipboard: tabs between cells, quotes around line ends.

    Raises BlockRefused when it is empty or too much at once.
    """
    if len(text) > LONGEST:
        raise BlockRefused(
            f"Dit is te veel om in één keer te plakken (hoogstens {MOST_CELLS} vakken). Plak het in delen."
        )
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip("\n")
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(clean), dialect="excel-tab")]
    except csv.Error as error:
        raise BlockRefused(
            "Dit is niet te lezen als een blok uit een spreadsheet. Kopieer de vakken opnieuw en plak ze hier."
        ) from error
    if not any(cell for row in rows for cell in row):
        raise BlockRefused("Er staat niets in wat u plakt. Kopieer eerst de vakken in Excel.")
    if sum(map(len, rows)) > MOST_CELLS:
        raise BlockRefused(
            f"Dit is te veel om in één keer te plakken (hoogstens {MOST_CELLS} vakken). Plak het in delen."
        )
    return rows


def lay(table: Tabel, start: str, block: list[list[str]], *, user: Any) -> Plakking:
    """Return what `block` would do to `table`, its first cell over the open cell called `start`; nothing is saved.

    An empty cell of the block leaves what stands there. Raises BlockRefused when there is no such cell.
    """
    at = next(
        (
            (row_number, column)
            for row_number, row in enumerate(table.rows)
            for column, cell in enumerate(row.cells)
            if cell and cell.is_open and cell.name == start
        ),
        None,
    )
    if at is None:
        raise BlockRefused("Kies eerst het vak waar het plakken begint.")
    result = Plakking()
    for text, cell, place in _over(table, at, block):
        if cell is None or not cell.is_open:
            result.outside.append(f"{text} ({place})")
        else:
            result.pasted.append(_read(cell, text, user))
    return result


def _over(table: Tabel, at: tuple[int, int], block: list[list[str]]) -> Iterator[tuple[str, Cel | None, str]]:
    """Yield each filled cell of the block with the cell of the table below it, or where it falls when there is none."""
    first_row, first_column = at
    for down, line in enumerate(block):
        for right, text in enumerate(line):
            if not text:
                continue
            row_number, column = first_row + down, first_column + right
            if row_number >= len(table.rows):
                yield text, None, "onder de laatste rij"
            elif column >= len(table.years):
                yield text, None, f"rechts van {table.years[-1]}"
            else:
                row, year = table.rows[row_number], table.years[column]
                yield text, row.cells[column], f"{row.indicator.in_short}, {year} staat niet open"


def _read(cell: Cel, text: str, user: Any) -> Geplakt:
    """Read one cell of the block with the reader of the form."""
    now = cell.shown
    cell.typed = Getypt(text=text, note=now.note, why=now.why, seal=now.seal)
    judge_cell(cell, user=user)
    value = cell.typed.value
    after = write_number(value) if value is not None else write_reason(reason) if (reason := read_reason(text)) else ""
    return Geplakt(cell, now.text, "" if cell.complaints else after, text)
