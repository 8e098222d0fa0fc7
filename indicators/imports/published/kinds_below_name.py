"""Small tables between walls, one per indicator: its name above it, its years, and a row for each kind or region.

Natuur ingericht, and then Hectare | 2022 | 2023, Streefwaarde | 150 | 150, Realisatie | 118 | 143. What stands before
the years is the unit.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.imports.delivery import UNNAMED, Row
from indicators.imports.published.document import Scope
from indicators.imports.published.grid import is_rule, pushes_cells_back
from indicators.imports.published.grid_rows import SHIFTED
from indicators.imports.published.headings import Column, head_of
from indicators.imports.published.kinds_of_rows import kind_of_row, of_kind
from indicators.imports.published.named_above import plain_name
from indicators.imports.published.paragraphs import is_number, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, region_among
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.word_rows import TWICE
from indicators.notation.text import YEAR

LONGEST_UNIT = 30  # characters
NEAR = 3  # lines above a heading of which one is the name


@dataclass(slots=True)
class _Table:
    """One small table, from `begin` to `end`, with its rows by what they say."""

    begin: int
    end: int
    name: Cell | None
    unit: str
    years: list[int]
    rows: list[tuple[str, str, list[Cell]]] = field(default_factory=list)  # kind, region, cells
    pushes: bool = False  # whether its empty cells may stand where they did not


def read_kinds_below_name(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this kind; return the indexes of its lines."""
    tables: list[_Table] = []
    index = 0
    while index < len(lines):
        table = _table_at(lines, index, tables[-1].end if tables else 0)
        tables += [table] if table else []
        index = table.end if table else index + 1
    names = Counter(table.name.text.casefold() for table in tables if table.name)
    for table in tables:
        doubt = "" if table.name else UNNAMED
        doubt = doubt or (TWICE if table.name and names[table.name.text.casefold()] > 1 else "")
        if doubt or table.name is None:
            placer.out.ask(lines[table.begin].cell.place, lines[table.begin].text, doubt)
            continue
        placer.enter([table.name.text, table.unit], (cell.text for _, _, cells in table.rows for cell in cells))
        row = placer.new_row("", table.name, "", unit=table.unit)
        for kind, region, cells in table.rows:
            _place(row, table, kind, region, cells, placer)
    return {index for table in tables for index in range(table.begin, table.end)}


def _table_at(lines: Sequence[Line], index: int, least: int) -> _Table | None:
    """Return the table of which the years stand on this line; below them two rows at least that say what they are."""
    head = lines[index].cells
    years = [cell.text for cell in head[1:]]
    unit = head[0].text if head else ""
    plain = len(unit) <= LONGEST_UNIT and (not unit or (head_of(unit) is None and kind_of(unit) == "text"))
    if not plain or len(years) < 2 or not all(re.fullmatch(YEAR, year) for year in years):
        return None
    table = _Table(index, index + 1, None, unit, [int(year) for year in years])
    while table.end < len(lines) and (cells := lines[table.end].cells):
        kind, region = kind_of_row(cells[0].text), region_among(cells[0].text, ("Nederland",))
        if not (is_rule(cells) or kind or region) or len(cells) != len(head):
            break
        table.rows += [] if is_rule(cells) else [(kind, region, cells[1:])]
        table.end += 1
    said = [kind or region for kind, region, _ in table.rows]
    kinds = [kind for kind, _, _ in table.rows if kind]
    # Rows of kinds, beside which others may stand; or one of the municipality and those of others.
    whole = len(said) > 1 and len(set(said)) == len(said) and table.years == sorted(set(table.years))
    if bool(kinds) == (OWN in said) or not whole or (table.end < len(lines) and lines[table.end].cells):
        return None
    table.name = plain_name(lines[max(least, index - NEAR) : index][::-1], titled=not kinds)
    table.pushes = pushes_cells_back(lines[index : table.end])
    return table


def _place(row: Row, table: _Table, kind: str, region: str, cells: Sequence[Cell], placer: Placer) -> None:
    """Place one row, or ask where an empty cell of it may be gone."""
    filled = [i for i, cell in enumerate(cells) if cell]
    if table.pushes and len(filled) < len(cells) and not _are_all_measured(table, kind, filled, placer.scope):
        for i in filled:
            placer.out.ask(cells[i].place, cells[i].text, SHIFTED)
        return
    columns: Sequence[Column] = [Column("realisatie", year, text=str(year)) for year in table.years]
    if region == OWN:
        others = [cells for _, other, cells in table.rows if other != OWN]
        # What others have a figure of was measured.
        known = {
            year for cells in others for year, cell in zip(table.years, cells, strict=True) if is_number(cell.text)
        }
        columns = [c if c.year in known else replace(c, kind="onduidelijk") for c in columns]
    elif not region:
        columns = of_kind(columns, kind, placer.scope)
    named = "" if region == OWN else region
    placer.place(row, [columns[i] for i in filled], [cells[i] for i in filled], region=named)


def _are_all_measured(table: _Table, kind: str, filled: Sequence[int], scope: Scope) -> bool:
    """Whether a row of realisaties has a figure for each year that is over, and for no other: none can have moved."""
    over = [i for i, year in enumerate(table.years) if year <= scope.measured]
    return kind == "realisatie" and not scope.is_open and bool(over) and list(filled) == over
