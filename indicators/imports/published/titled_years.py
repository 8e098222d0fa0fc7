"""Small tables of words, each below a title that ends with its years: Uitstaande voorzieningen 2018 2019 2020.

Below the title stand rows of a name and as many figures as there are years, each on a line, and then perhaps `Bron:`
and `Peildatum:`. What was counted on that day was measured, whatever the document.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.imports.published import words
from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import Scope, speaks_of_aims
from indicators.imports.published.headings import Column, Heading, pieces
from indicators.imports.published.kind_rows import TWICE
from indicators.imports.published.paragraphs import place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of, region_of
from indicators.imports.published.settled_headings import asked_by_year, not_yet, settled_by
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

LONGEST_TITLE = 120  # characters
ROWS = "Het is niet zeker bij welk jaar de cijfers onder deze kop horen."
SEASONS = "Dit zijn geen kalenderjaren; het is niet zeker van welk jaar de cijfers zijn."
_TITLE = re.compile(rf"(?P<title>\S.*?[^\W\d_).,:%].{{0,30}}?) (?P<years>{YEAR}(?: {YEAR})+)")
_SEASONS = re.compile(rf"\S.*?[^\W\d_].*? {YEAR} ?[-/] ?(?:{YEAR}|[0-9]{{2}})(?: {YEAR} ?[-/] ?(?:{YEAR}|[0-9]{{2}}))+")
_COUNTED_ON = re.compile(
    rf"peildat(?:um|a): (?:(?:jaar)?ultimo |(?:[0-3]?[0-9][-/ ][^\W_]+[-/ ]))?(?P<year>{YEAR})\.?", re.IGNORECASE
)


@dataclass(slots=True)
class _Table:
    """A title, its years, the rows taken apart, and what is said below them."""

    head: Cell
    title: str
    years: list[int]
    rows: list[tuple[Cell, words.Split]] = field(default_factory=list)
    bron: Cell | None = None
    counted: int = 0  # the year of the day on which was counted
    uneven: bool = False  # whether words stand between the title and its rows
    begin: int = 0
    end: int = 0


def read_titled_years(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every small table below a title with years; return the indexes of its lines."""
    tables: list[_Table] = []
    used: set[int] = set()
    for index in range(len(lines)):
        if index in used or not (table := _table_at(lines, index)):
            continue
        tables.append(table)
        used |= set(range(table.begin, table.end))
    if len(tables) < 2 and not any(table.counted for table in tables):
        return set()  # one alone may be the heading of a larger table
    _share(tables)
    names = Counter(_name(table, split).casefold() for table in tables for _, split in table.rows)
    for table in tables:
        _read(table, names, lines, placer)
    return used


def _table_at(lines: Sequence[Line], index: int) -> _Table | None:
    """Return the table whose title stands on this line."""
    line = lines[index]
    if line.cells or len(line.text) > LONGEST_TITLE:
        return None
    found, seasons = _TITLE.fullmatch(line.text), _SEASONS.fullmatch(line.text)
    if not (found or seasons) or pieces(found["title"] if found else "") or line.text.endswith("."):
        return None
    years = [int(year) for year in found["years"].split()] if found else []
    if years != sorted(set(years)):
        return None
    table = _Table(line.cell, found["title"].strip(" :") if found else "", years, begin=index, end=index + 1)
    while table.end < len(lines) and (below := lines[table.end]).text and not below.cells:
        if _TITLE.fullmatch(below.text) or _SEASONS.fullmatch(below.text):
            break
        if told := about_of(below.text):
            table.bron = Cell(told[1], below.cell.place) if told[0] == "bron" else table.bron
        elif counted := _COUNTED_ON.fullmatch(below.text):
            table.counted = int(counted["year"])
        elif table.bron or table.counted:
            break
        elif not words.has_figures(below.text):
            if table.rows or table.uneven:
                break
            table.uneven = True  # the heading goes on, or a name does
        else:
            table.rows.append((below.cell, words.split_row([below.cell], 0, max(len(years), 2), last=False)))
        table.end += 1
    return table if table.rows else None


def _share(tables: Sequence[_Table]) -> None:
    """Give a table right above another, with nothing said below it, what is said below that one."""
    for above, below in zip(tables[-2::-1], tables[:0:-1], strict=True):
        if above.end == below.begin and not above.bron and not above.counted and below.years == above.years:
            above.bron, above.counted = below.bron, below.counted


def _name(table: _Table, split: words.Split) -> str:
    return f"{table.title}: {split.name}"


def _read(table: _Table, names: Counter[str], lines: Sequence[Line], placer: Placer) -> None:
    """Place the figures of one table, or ask."""
    above = [line.text for line in lines[max(0, table.begin - 3) : table.begin]]
    if not table.years:
        placer.out.ask(table.head.place, table.head.text, SEASONS)
        return
    heading = _heading(table, placer.scope, aims=speaks_of_aims([*above[-1:], table.head.text]))
    if heading.doubt:
        placer.out.ask(table.head.place, table.head.text, heading.doubt)
        return
    placer.enter([*above, table.head.text], (cell.text for _, split in table.rows for cell in split.cells))
    for line, split in table.rows:
        uneven = table.uneven or split.bron or len(split.cells) != len(table.years)
        doubt = split.doubt or (ROWS if uneven or not split.name or region_of(split.name) else "")
        doubt = doubt or (TWICE if names[_name(table, split).casefold()] > 1 else "")
        if doubt:
            placer.out.ask(line.place, line.text, doubt)
            continue
        row = placer.new_row("", Cell(_name(table, split), line.place), "")
        if table.bron:
            placer.set_bron(row, [table.bron])
        place_cells(row, heading, split.cells, placer, doubt="", at=line)


def _heading(table: _Table, scope: Scope, *, aims: bool) -> Heading:
    """Return the years as columns: measured up to the day on which was counted, or as far as the document says."""
    columns = [Column("", year, text=str(year)) for year in table.years]
    if not aims and table.counted and max(table.years) <= table.counted:
        return Heading(tuple(replace(column, kind="realisatie") for column in columns))
    heading = Heading((Column("naam", text=table.title), *columns), UNSAID)
    return asked_by_year(heading if aims else not_yet(settled_by(heading, scope), scope))
