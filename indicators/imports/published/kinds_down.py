"""Tables that stand on their side: each row says what it is and of which year, Realisatie 2020.

The columns behind it are indicators. Between walls a row may say what it is of others (Nederland 2019), or what every
indicator is: its unit, its bron. Without walls a row is read that has a figure for each.
"""

from collections.abc import Sequence

from indicators.imports.delivery import Row
from indicators.imports.published.checked_heads import checked
from indicators.imports.published.document import speaks_of_aims
from indicators.imports.published.grid import is_rule
from indicators.imports.published.headings import FIGURES, Column, Heading, pieces
from indicators.imports.published.paragraphs import OF_FIGURES, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.settled_headings import not_yet, settled_under
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.years_down import LONGEST_NAME, MOST_NAMES, is_name

MOST_CELLS = 400  # of a table of one cell a line
LEAST_ROWS = 2
ABOVE = 4  # lines above the table that may say what it holds
UNEVEN = "Niet elke rij van deze tabel heeft onder elke naam een cel; het is niet zeker welk cijfer waarbij hoort."
_ABOUT = ("bron", "eenheid", "tekst")


def read_kinds_down(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of which each row says kind and year; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        if index not in used and _names(line.cells) and (end := _read_at(lines, index, placer)) > index:
            used |= set(range(index, end))
    return used | _read_stacked(lines, used, placer)


def _read_stacked(lines: Sequence[Line], used: set[int], placer: Placer) -> set[int]:
    """Read every such table of one cell a line, below the head Jaar; return the indexes of its lines."""
    filled = [index for index, line in enumerate(lines) if line.text and not line.cells and index not in used]
    found: set[int] = set()
    for place, index in enumerate(filled):
        if index not in found and [item.kind for item in pieces(lines[index].text)] == ["jaar"]:
            end = _read_stack([lines[n].cell for n in filled[place : place + MOST_CELLS]], placer)
            found |= set(filled[place : place + end])
    return found


def _read_stack(cells: Sequence[Cell], placer: Placer) -> int:
    """Read the table that begins with the head Jaar, and its names; return how many cells it takes, or 0."""
    first = next((i for i, cell in enumerate(cells[: MOST_NAMES + 2]) if i and _is_dated(cell)), 0)
    names = list(cells[1:first])
    if not _are_names(names):
        return 0
    rows: list[tuple[Column, list[Cell]]] = []
    end = first
    while end < len(cells) and _is_dated(cells[end]) and (column := _column(cells[end])):
        below = next((n for n in range(end + 1, len(cells)) if not _is_figure(cells[n])), len(cells))
        rows.append((column, list(cells[end + 1 : below])))
        end = below
    whole = [(column, row) for column, row in rows if len(row) == len(names)]
    if sum(column.kind in FIGURES for column, _ in whole) < LEAST_ROWS:
        return 0
    text = " · ".join(cell.text for cell in cells[:first])
    heading = not_yet(checked([column for column, _ in whole]), placer.scope)
    if heading.doubt:
        placer.out.ask(cells[0].place, text, heading.doubt)
        return end
    placer.enter([text], (cell.text for _, row in rows for cell in row))
    for column, row in rows:
        if len(row) != len(names):
            at = row[0] if row else cells[0]
            placer.out.ask(at.place, " · ".join([column.text, *(cell.text for cell in row)]), UNEVEN)
    for number, name in enumerate(names):
        _place(placer.new_row("", name, ""), heading, [row[number] for _, row in whole], placer)
    return end


def _is_dated(cell: Cell) -> bool:
    """Whether a cell says kind and year of the row behind it."""
    items = pieces(cell.text)
    return len(items) == 1 and items[0].kind in FIGURES and items[0].year is not None


def _is_figure(cell: Cell) -> bool:
    return kind_of(cell.text) in OF_FIGURES and not _is_dated(cell)


def _names(cells: Sequence[Cell]) -> list[Cell]:
    """Return the names of indicators that head these columns: behind an empty cell, or one that heads years."""
    first, names = (cells[0].text if cells else ""), list(cells[1:])
    heads = not first or [item.kind for item in pieces(first)] in (["jaar"], ["naam"])
    return names if heads and _are_names(names) else []


def _are_names(names: Sequence[Cell]) -> bool:
    """Whether these are the names of indicators, two at least and each another."""
    named = all(name and len(name.text) <= LONGEST_NAME and is_name(name) for name in names)
    return named and len(names) > 1 and len({name.text.casefold() for name in names}) == len(names)


def _column(cell: Cell) -> Column | None:
    """Return what a row says that its figures are, or what it says of all indicators; None where that is unknown."""
    items = pieces(cell.text)
    if len(items) != 1 or not (items[0].kind in (*FIGURES, "", *_ABOUT) or items[0].year):
        return None
    (item,) = items
    return Column(item.kind, item.year, item.region, cell.text)


def _read_at(lines: Sequence[Line], index: int, placer: Placer) -> int:
    """Read the table that these names head, or ask; return its end, or `index` where none begins."""
    names = _names(lines[index].cells)
    rows: list[tuple[Column, list[Cell]]] = []
    end = index + 1
    while end < len(lines) and lines[end].cells:
        cells = lines[end].cells
        if not is_rule(cells):
            if (column := _column(cells[0])) is None:
                break
            rows.append((column, cells[1:]))
        end += 1
    figures = [(column, cells) for column, cells in rows if column.kind not in _ABOUT]
    # Two rows at least say what they are: years alone, and what is below names, are read elsewhere.
    if sum(column.kind in FIGURES for column, _ in figures) < LEAST_ROWS:
        return index
    goes_on = end < len(lines) and any(kind_of(cell.text) in OF_FIGURES for cell in lines[end].cells)
    if goes_on or any(len(cells) != len(names) for _, cells in rows):
        placer.out.ask(lines[index].cell.place, lines[index].text, UNEVEN)
        return end
    above = [line.text for line in lines[max(0, index - ABOVE) : index]]
    heading = checked([column for column, _ in figures])
    if not speaks_of_aims(above):
        heading = settled_under(heading, placer.scope, above)
    heading = not_yet(heading, placer.scope)
    placer.enter([*above, lines[index].text], (cell.text for _, cells in figures for cell in cells))
    if heading.doubt:
        placer.out.ask(lines[index].cell.place, lines[index].text, heading.doubt)
        return end
    for number, name in enumerate(names):
        row = placer.new_row("", name, "")
        _tell(row, placer, [(column.kind, cells[number]) for column, cells in rows if column.kind in _ABOUT])
        _place(row, heading, [cells[number] for _, cells in figures], placer)
    return end


def _tell(row: Row, placer: Placer, about: Sequence[tuple[str, Cell]]) -> None:
    """Give an indicator what the rows say of it."""
    for kind, cell in about:
        if kind == "bron" and cell:
            placer.set_bron(row, [cell])
        elif cell:
            row.tell("eenheid" if kind == "eenheid" else "toelichting", cell.text)


def _place(row: Row, heading: Heading, cells: Sequence[Cell], placer: Placer) -> None:
    """Place the figures of one column; an empty cell is no figure."""
    filled = [i for i, cell in enumerate(cells) if cell]
    placer.place(row, [heading.columns[i] for i in filled], [cells[i] for i in filled])
