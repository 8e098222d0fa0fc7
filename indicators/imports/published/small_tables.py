"""A small table per indicator, one cell a line: its name, perhaps what the years are, the years, and their figures.

`Diefstal`, `Realisatie cijfers`, `2019`, `2020`, `2,1`, `1,9`, `Bron:`; or a row of figures for each region
(`Gemeente Gouda`, `Landelijk`) or kind (`Streefwaarde`, `Realisatie`), or a column for each. Between and below them
stand lines with the bron, the unit and what it means. A row is read where it has a figure for every year.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import Scope, speaks_of_aims
from indicators.imports.published.headings import Column, Heading, pieces
from indicators.imports.published.kind_rows import TWICE
from indicators.imports.published.page_owner import OF_ANOTHER, is_of, is_place, owner_of
from indicators.imports.published.paragraphs import CODE, is_number, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, SEVERAL, about_of, of_several
from indicators.imports.published.settled_headings import asked_by_year, not_yet, one_way, settled_by
from indicators.imports.published.small_table_cells import STATED, parts_of
from indicators.imports.published.small_table_shapes import UNEVEN, Table, table_at
from indicators.imports.published.source import Cell, Line, one_after_another
from indicators.imports.published.whose_years import runs_of

LEAST_WORDS = 3  # of a name below another title
_ENDS = (".", ":", "!", "?", ")")


def read_small_tables(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every small table; return the indexes of its lines."""
    parts = [(index, part) for index, line in enumerate(lines) if line.text for part in parts_of(line)]
    stretch = [part for _, part in parts]
    tables = one_after_another(stretch, table_at)
    if not any(table.name and (table.is_whole or len(table.rows) > 1) for table in tables):
        return set()
    owner = owner_of(lines)
    for table in tables:
        _settle_owner(table, owner)
    names = Counter(table.name.text.casefold() for table in tables if table.name)
    deepest = max((len(table.above) for table in tables[1:]), default=0)
    several = of_several(row.label.text for table in tables for row in table.rows if row.region == OWN)
    usual = Counter(tuple(table.years) for table in tables).most_common(1)[0][0]
    # Where empty cells are gone, a year may be as well.
    ragged = any(len(row.cells) < len(table.years) for table in tables for row in table.rows)
    # A line below each name may say what it means: then the name is the one above it.
    meant = len(tables) > 1 and all(map(_may_be_meaning, tables))
    for number, table in enumerate(tables):
        if meant:
            table.name = None
        if any(sum(is_number(cell.text) for cell in row.cells) > len(table.years) for row in table.rows):
            table.doubt = table.doubt or UNEVEN  # a year is gone, and with it the place of every figure
        if ragged and (tuple(table.years) != usual or any(_may_hold_mark(row.cells) for row in table.rows)):
            table.doubt = UNEVEN
        # The only text between two tables is the name of the second, unless it is a sentence about the first.
        alone = not table.above and table.name is not None and not table.name.text.endswith(_ENDS[:-1])
        if number and len(table.above) < deepest and not (alone or "".join(table.above[-1:]).endswith(_ENDS)):
            table.name = None  # what tells of the indicator before may stand where the name should
        if len(tables) == 1 and table.name and _may_be_head(table.name.text, table.above):
            table.name = None
        doubt = table.doubt or ("" if table.name else UNNAMED) or (SEVERAL if several else "")
        doubt = doubt or (TWICE if table.name and names[table.name.text.casefold()] > 1 else "")
        _read(table, doubt, placer)
    return {parts[place][0] for table in tables for place in range(table.begin, table.end)}


def _may_be_meaning(table: Table) -> bool:
    """Whether the name of a table may be what a shorter line right above it, which could be a name too, means."""
    above = table.above[-1] if table.above else ""
    plain = above and not above.endswith(_ENDS) and not any(map(str.isdigit, above)) and not about_of(f"{above}:")
    return bool(plain) and table.name is not None and len(above) < len(table.name.text)


def _settle_owner(table: Table, owner: str) -> None:
    """Take the rows of whom the page is of for its own; those of another municipality are not."""
    own = [row for row in table.rows if is_of(row.label.text, owner)]
    for row in own:
        row.region = OWN
    strangers = [row for row in table.rows if row.region == OWN and row not in own and is_place(row.label.text)]
    if owner and strangers:
        table.doubt = table.doubt or OF_ANOTHER


def _may_be_head(name: str, above: Sequence[str]) -> bool:
    """Whether a word or two right below another title may be a head nobody listed: Zwerfafval, and then Gemeten."""
    title = "".join(above[-1:])
    titled = title and not title.endswith(_ENDS) and not pieces(title) and not CODE.fullmatch(title)
    return bool(titled) and len(name.split()) < LEAST_WORDS


def _may_hold_mark(cells: Sequence[Cell]) -> bool:
    """Whether one digit alone stands among larger figures: a footnote may fill the place of an empty cell."""
    lone = [cell for cell in cells if re.fullmatch(r"[1-9]", cell.text)]
    larger = [cell for cell in cells if re.match(r"[1-9][0-9]", cell.text)]
    return len(lone) == 1 and len(larger) > 1 and len(larger) + 1 == len(cells)


def _read(table: Table, doubt: str, placer: Placer) -> None:
    """Place the figures of one table, or ask."""
    heading = _heading(table, placer.scope)
    years_of = _years_of_rows(table, placer.scope)
    doubt = doubt or _unlike(table) or ("" if years_of else UNEVEN)
    if doubt or heading.doubt or table.name is None:
        cells = [cell for row in table.rows for cell in row.cells]
        at = table.name or cells[0]
        placer.out.ask(cells[0].place, " · ".join(c.text for c in [at, *cells]), doubt or heading.doubt)
        return
    placer.enter([*table.above[-3:], table.name.text], (cell.text for row in table.rows for cell in row.cells))
    indicator = placer.new_row("", table.name, "", unit=_told(table, "eenheid"))
    if "bron" in table.about and _told(table, "bron"):
        placer.set_bron(indicator, [table.about["bron"]])
    for row, years in zip(table.rows, years_of, strict=True):
        cells = row.cells if len(row.cells) == len(years) else _dated(row.cells, years)
        if not cells:
            text = " · ".join(cell.text for cell in [row.label, *row.cells])
            placer.out.ask(row.label.place, text, UNEVEN)
        elif row.region not in ("", OWN):
            placer.place(indicator, [Column("benchmark", year, row.region) for year in years], cells)
        elif row.kind:
            placer.place(indicator, [Column(row.kind, year, text=row.label.text) for year in years], cells)
        else:
            place_cells(indicator, heading, cells, placer, doubt="", at=row.label)


def _years_of_rows(table: Table, scope: Scope) -> list[list[int]]:
    """Return the years of each row: all, or of results those that were measured and of aims those to come.

    Certain where the figures are as many as the years of each: 2010, 2011, 2014, and two results and one aim. Of rows
    with other counts none is: a year may be gone as well as a figure.
    """
    counts = [len(row.cells) for row in table.rows]
    kinds = [row.kind for row in table.rows]
    if set(counts) == {len(table.years)} or not all(kinds):
        return [table.years for _ in table.rows]
    measured, aimed = table.years[: counts[0]], table.years[counts[0] :]
    shared = kinds == list(STATED) and sum(counts) == len(table.years) and table.years == sorted(set(table.years))
    shared = shared and bool(scope.planned and aimed) and measured[-1] <= scope.measured and scope.planned <= aimed[0]
    return [measured, aimed] if shared else []


def _told(table: Table, kind: str) -> str:
    return table.about[kind].text.strip(" .") if kind in table.about else ""


def _unlike(table: Table) -> str:
    """Return why the rows of a table cannot be told apart: two of one kind, or no one row of the municipality."""
    labels = [row.region or row.kind for row in table.rows]
    if len(set(labels)) < len(labels) or (any(row.region for row in table.rows) and labels.count(OWN) != 1):
        return UNNAMED
    return UNEVEN if any(row.kind for row in table.rows) and any(row.region for row in table.rows) else ""


def _dated(cells: Sequence[Cell], years: Sequence[int]) -> list[Cell]:
    """Return the one figure of one year, where what stands beside it says that there is none: 11,07, and then nb."""
    figures = [cell for cell in cells if any(map(str.isdigit, cell.text))]
    return figures if len(years) == 1 and figures == list(cells[:1]) else []


def _heading(table: Table, scope: Scope) -> Heading:
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
        # What others have a figure of was measured.
        others = [Column("benchmark", year) for year in table.years] if not said and _of_others(table) else []
        settled = not_yet(Heading((Column("naam"), *columns, *others)), scope)
        return replace(settled, columns=tuple(c for c in settled.columns if c.kind != "benchmark"))
    columns = [Column(said[0] if said else "", year, text=str(year)) for year in table.years]
    if said:
        return Heading((Column("naam"), *columns))
    heading = Heading((Column("naam"), *columns), UNSAID)
    aims = speaks_of_aims([*table.above[-1:], table.name.text if table.name else ""])
    return asked_by_year(heading if aims else not_yet(settled_by(heading, scope), scope))


def _by_document(year: int, scope: Scope) -> str:
    """Return what a year is below both Realisatie and Streefwaarden: the document divides them."""
    return "realisatie" if year <= scope.measured else "streefwaarde" if year >= scope.planned else "onduidelijk"


def _of_others(table: Table) -> bool:
    """Whether others have a figure of each of these years."""
    return any(row.region not in ("", OWN) and len(row.cells) == len(table.years) for row in table.rows)
