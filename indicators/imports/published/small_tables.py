"""A small table per indicator, one cell a line: its name, perhaps what the years are, the years, and their figures.

`Diefstal`, `Realisatie cijfers`, `2019`, `2020`, `2,1`, `1,9`, `Bron:`; or a row of figures for each region
(`Gemeente Gouda`, `Landelijk`) or kind (`Streefwaarde`, `Realisatie`). Between and below them stand lines with the
bron, the unit and what it means. A row is read where it has a figure for every year.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.published.document import Scope, speaks_of_aims
from indicators.imports.published.headings import Column, Heading, pieces
from indicators.imports.published.kind_rows import TWICE, checked_name
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import CODE, kind_of, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, SEVERAL, about_of, of_several
from indicators.imports.published.settled_headings import asked_by_year, not_yet, one_way, settled_by
from indicators.imports.published.small_table_cells import STATED, kind_of_years, parts_of, whose
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.table_headings import UNSAID
from indicators.imports.published.whose_years import runs_of
from indicators.notation.text import YEAR

LONGEST_NAME, LONGEST_BRON = 120, 60  # characters
MOST_YEARS = 12
NEAR = 3  # lines below a table that may still be of it
UNNAMED = "Bij welke indicator horen deze cijfers?"
UNEVEN = "Onder deze jaren staan niet evenveel cijfers; het is niet zeker bij welk jaar ze horen."
MORE = "Onder deze kleine tabel staan nog cijfers; het is niet zeker waarvan zij zijn."
_ENDS = (".", ":", "!", "?", ")")


@dataclass(slots=True)
class _Row:
    """Whose figures these are, or of what kind; both '' where they stand right below the years."""

    label: Cell
    cells: list[Cell]
    region: str = ""
    kind: str = ""


@dataclass(slots=True)
class _Table:
    """One small table. `begin` and `end` are places among the filled lines."""

    years: list[int]
    heads: list[str]  # what the years are, as far as is said above them; `jaar` where they are those of measuring
    begin: int
    end: int
    name: Cell | None = None
    rows: list[_Row] = field(default_factory=list)
    about: dict[str, Cell] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)  # between the table before this one and its name
    doubt: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether each row has a figure for every year."""
        return all(len(row.cells) == len(self.years) for row in self.rows)


def read_small_tables(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every small table; return the indexes of its lines."""
    parts = [(index, part) for index, line in enumerate(lines) if line.text for part in parts_of(line)]
    stretch = [part for _, part in parts]
    tables: list[_Table] = []
    place = 0
    while place < len(stretch):
        table = _table_at(stretch, place, tables[-1].end if tables else 0)
        if table:
            tables.append(table)
        place = table.end if table else place + 1
    if not any(table.name and (table.is_whole or len(table.rows) > 1) for table in tables):
        return set()
    names = Counter(table.name.text.casefold() for table in tables if table.name)
    deepest = max((len(table.above) for table in tables[1:]), default=0)
    several = of_several(row.label.text for table in tables for row in table.rows if row.region == OWN)
    usual = Counter(tuple(table.years) for table in tables).most_common(1)[0][0]
    # Where empty cells are gone, a year may be as well.
    ragged = any(len(row.cells) < len(table.years) for table in tables for row in table.rows)
    for number, table in enumerate(tables):
        if ragged and tuple(table.years) != usual:
            table.doubt = UNEVEN
        if number and len(table.above) < deepest and not "".join(table.above[-1:]).endswith(_ENDS):
            table.name = None  # what tells of the indicator before may stand where the name should
        doubt = table.doubt or ("" if table.name else UNNAMED) or (SEVERAL if several else "")
        doubt = doubt or (TWICE if table.name and names[table.name.text.casefold()] > 1 else "")
        _read(table, doubt, placer)
    return {parts[place][0] for table in tables for place in range(table.begin, table.end)}


def _table_at(lines: Sequence[Line], place: int, least: int) -> _Table | None:
    """Return the table of which the years begin at this place among the filled lines."""
    end = place
    while end < len(lines) and end - place <= MOST_YEARS and _is_year(lines[end]):
        end += 1
    if not 0 < end - place <= MOST_YEARS:
        return None
    table = _Table([int(line.text) for line in lines[place:end]], [], place, end)
    while table.begin > least and (kind := kind_of_years(lines[table.begin - 1])):
        table.heads.insert(0, kind)
        table.begin -= 1
    _read_rows(table, lines)
    told = _tells_above(table, lines, least)
    # One figure below one year may be the number of a row below the heading of a larger table.
    said = sum((bool(table.heads), told, end - place > 1)) > 1 or len(table.rows) > 1
    if not table.rows or not said or len(set(table.heads)) < len(table.heads) or table.begin <= least:
        return None
    table.begin -= 1
    table.above = [line.text for line in lines[least : table.begin]]
    name = lines[table.begin]
    sound = not name.cells and len(name.text) <= LONGEST_NAME and not name.text.endswith((".", ":"))
    sound = sound and kind_of(name.text) == "text" and not is_source(name.text) and not whose(name.text)
    table.name = checked_name(name.cell) if sound else None
    if pieces(name.text) or any(map(about_of, [*table.above[-1:], f"{(table.above or [''])[-1]}:"])):
        return None  # a heading goes on above, or the bron stands where the name should
    if any(re.fullmatch(YEAR, cell.text) for row in table.rows for cell in row.cells):
        return None
    below = [line for line in lines[table.end : table.end + NEAR] if _is_year(line) or _is_figure(line)]
    if below and not _is_year(below[0]):
        table.doubt = table.doubt or MORE
    return table


def _is_year(line: Line) -> bool:
    return not line.cells and re.fullmatch(YEAR, line.text) is not None


def _tells_above(table: _Table, lines: Sequence[Line], least: int) -> bool:
    """Take the lines between the name and the years that say the bron or the unit; return whether any line does."""
    while table.begin > least and (told := about_of(lines[table.begin - 1].text)) and told[1]:
        table.begin -= 1
        table.about.setdefault(told[0], Cell(told[1], lines[table.begin].cell.place))
    return bool(table.about) or (table.end < len(lines) and about_of(lines[table.end].text) is not None)


def _read_rows(table: _Table, lines: Sequence[Line]) -> None:
    """Find the rows below the years, and what stands between them."""
    place = table.end
    if place < len(lines) and (cells := _figures(lines, place)):
        table.rows.append(_Row(lines[place].cell, cells))
        place += len(cells)
        table.end = place
    alone = bool(table.rows)
    while place < len(lines) and not lines[place].cells:
        text = lines[place].text
        region = whose(text)
        kind = next((item.kind for item in pieces(text) if item.kind in STATED and not item.year), "")
        if not alone and (region or (kind and len(pieces(text)) == 1)) and (cells := _figures(lines, place + 1)):
            table.rows.append(_Row(lines[place].cell, cells, region, "" if region else kind))
            place += 1 + len(cells)
            table.end = place
        elif told := about_of(text):
            below = not told[1] and _may_be_told(lines, place + 1)
            table.about.setdefault(told[0], lines[place + 1].cell if below else Cell(told[1], lines[place].cell.place))
            place += 1 + below
            table.end = place if table.rows else table.end
        elif not alone and table.about and (cells := _figures(lines, place)):
            table.rows.append(_Row(lines[place].cell, cells))  # whose they are is gone
            table.doubt = UNNAMED
            place += len(cells)
            table.end = place
        elif not alone and _is_row(lines, place + 1):
            place += 1  # a bron or a unit that lost its label
        else:
            break


def _is_row(lines: Sequence[Line], place: int) -> bool:
    """Whether a row of a region begins here."""
    return place < len(lines) and bool(whose(lines[place].text)) and bool(_figures(lines, place + 1))


def _figures(lines: Sequence[Line], place: int) -> list[Cell]:
    """Return the cells with figures from a place on."""
    end = place
    while end < len(lines) and _is_figure(lines[end]):
        end += 1
    return [line.cell for line in lines[place:end]]


def _is_figure(line: Line) -> bool:
    return not line.cells and kind_of(line.text) in ("value", "broken") and not CODE.fullmatch(line.text)


def _may_be_told(lines: Sequence[Line], place: int) -> bool:
    """Whether a line may be what a label without words above it stands for: CBS, below Bron:. Not the next name."""
    if place >= len(lines) or lines[place].cells:
        return False
    text = lines[place].text
    plain = kind_of(text) == "text" and not (_is_row(lines, place) or about_of(text) or kind_of_years(lines[place]))
    begins = place + 1 < len(lines) and (kind_of_years(lines[place + 1]) or _is_year(lines[place + 1]))
    return (plain or text in ("%", "€")) and not begins and len(text) <= LONGEST_BRON and not text.endswith((".", ":"))


def _read(table: _Table, doubt: str, placer: Placer) -> None:
    """Place the figures of one table, or ask."""
    heading = _heading(table, placer.scope)
    doubt = doubt or _unlike(table)
    if doubt or heading.doubt or table.name is None:
        cells = [cell for row in table.rows for cell in row.cells]
        at = table.name or cells[0]
        placer.out.ask(cells[0].place, " · ".join(c.text for c in [at, *cells]), doubt or heading.doubt)
        return
    placer.enter([*table.above[-3:], table.name.text], (cell.text for row in table.rows for cell in row.cells))
    indicator = placer.new_row("", table.name, "", unit=_told(table, "eenheid"))
    if "bron" in table.about and _told(table, "bron"):
        placer.set_bron(indicator, [table.about["bron"]])
    for row in table.rows:
        cells = row.cells if len(row.cells) == len(table.years) else _dated(row.cells, table.years)
        if not cells:
            text = " · ".join(cell.text for cell in [row.label, *row.cells])
            placer.out.ask(row.label.place, text, UNEVEN)
        elif row.region not in ("", OWN):
            placer.place(indicator, [Column("benchmark", year, row.region) for year in table.years], cells)
        elif row.kind:
            placer.place(indicator, [Column(row.kind, year, text=row.label.text) for year in table.years], cells)
        else:
            place_cells(indicator, heading, cells, placer, doubt="", at=row.label)


def _told(table: _Table, kind: str) -> str:
    return table.about[kind].text.strip(" .") if kind in table.about else ""


def _unlike(table: _Table) -> str:
    """Return why the rows of a table cannot be told apart: two of one kind, or no one row of the municipality."""
    labels = [row.region or row.kind for row in table.rows]
    if len(set(labels)) < len(labels) or (any(row.region for row in table.rows) and labels.count(OWN) != 1):
        return UNNAMED
    return UNEVEN if any(row.kind for row in table.rows) and any(row.region for row in table.rows) else ""


def _dated(cells: Sequence[Cell], years: Sequence[int]) -> list[Cell]:
    """Return the one figure of one year, where what stands beside it says that there is none: 11,07, and then nb."""
    figures = [cell for cell in cells if any(map(str.isdigit, cell.text))]
    return figures if len(years) == 1 and figures == list(cells[:1]) else []


def _heading(table: _Table, scope: Scope) -> Heading:
    """Return the years as columns: of the kinds above them, measured where others have them too, or by the document."""
    said = [head for head in table.heads if head in STATED]
    runs = runs_of(table.years) if len(said) > 1 else [table.years]
    if said == list(STATED) and len(runs) == 1 and scope.planned and table.years == sorted(set(table.years)):
        kinds = [_by_document(year, scope) for year in table.years]
        pairs = zip(kinds, table.years, strict=True)
        return Heading((Column("naam"), *(Column(kind, year, text=str(year)) for kind, year in pairs)))
    if len(set(said)) < len(said) or len(runs) != max(len(said), 1) or not all(map(one_way, runs)):
        return Heading((), UNSAID)
    if not said and (any(row.kind for row in table.rows) or _of_others(table)):
        said = ["realisatie"]  # each row says it, or others have a figure of that year
    elif said or "jaar" in table.heads:
        columns = [Column(k, y, text=str(y)) for k, run in zip(said or ["realisatie"], runs, strict=True) for y in run]
        return not_yet(Heading((Column("naam"), *columns)), scope)
    columns = [Column(said[0] if said else "", year, text=str(year)) for year in table.years]
    if said:
        return Heading((Column("naam"), *columns))
    heading = Heading((Column("naam"), *columns), UNSAID)
    aims = speaks_of_aims([*table.above[-1:], table.name.text if table.name else ""])
    return asked_by_year(heading if aims else not_yet(settled_by(heading, scope), scope))


def _by_document(year: int, scope: Scope) -> str:
    """Return what a year is below both Realisatie and Streefwaarden: the document divides them."""
    return "realisatie" if year <= scope.measured else "streefwaarde" if year >= scope.planned else "onduidelijk"


def _of_others(table: _Table) -> bool:
    """Whether others have a figure of each of these years."""
    return any(row.region not in ("", OWN) and len(row.cells) == len(table.years) for row in table.rows)
