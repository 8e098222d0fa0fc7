"""Tables whose cells have walls: tabs, bars, or HTML. A cell is certain of its column."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.codes import code_at
from indicators.imports.published.document import DAY
from indicators.imports.published.financial import settled_by_law
from indicators.imports.published.grid_rows import GridRows
from indicators.imports.published.headings import FIGURES, KNOWN, LONGEST, Heading, head_of
from indicators.imports.published.heads_below import goes_on, is_unlisted, with_whole_years, with_words
from indicators.imports.published.heads_by_rows import with_last_measured, with_numbers, with_unheaded_names
from indicators.imports.published.kinds_of_rows import with_bounds, with_kinds
from indicators.imports.published.named_above import names_above, read_walled_below_name
from indicators.imports.published.owners import below_owner, with_owner
from indicators.imports.published.paragraphs import is_number
from indicators.imports.published.placing import Placer
from indicators.imports.published.settled_headings import (
    asked_by_year,
    budgeted,
    not_yet,
    of_own_year,
    one_way,
    settled_under,
)
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.spanned_rows import with_spanned_titles, with_years_between
from indicators.imports.published.table_headings import grid_heading
from indicators.imports.published.tree import Tree
from indicators.imports.published.whole_columns import with_others
from indicators.notation.text import A_YEAR, FOOTNOTE, YEAR

_TITLE = re.compile(r"indicator|kengetal", re.IGNORECASE)
_NAMING = frozenset({"naam", "eenheid", "bron", "code", "tekst"})  # what a row says of itself, beside its figures
_OFTEN = frozenset({"naam", "tekst", "code"})  # Nr, Taakveld, Indicator, Omschrijving
MOST_BETWEEN = 2  # lines without words between the rows of a heading


def read_grids(lines: Sequence[Line], placer: Placer, tree: Tree) -> set[int]:
    """Read every table with walls that has a heading of figures; return the indexes of its lines."""
    used: set[int] = set()
    often = Counter(line.text for line in lines if line.cells)
    names_of = names_above(lines, [n for n, line in enumerate(lines) if often[line.text] > 1 and _heads(lines, n)])
    index = 0
    while index < len(lines):
        if not _heads(lines, index):
            index += 1
            continue
        rows = [[Cell(cell.text.removesuffix(":"), cell.place) for cell in lines[index].cells]]
        body = _below(lines, index)
        below = lines[body].cells if body < len(lines) else []
        goes_on_below = goes_on(below) or _groups_years(lines, index)
        if below := below if goes_on_below else with_whole_years(rows[0], below):
            rows.append(below)
            body += 1
        end = _end(lines, body)
        used |= set(range(index, end))
        cells = [line.cells for line in lines[body:end] if sum(map(bool, line.cells)) > 1]
        heading = with_years_between(grid_heading(rows, placer.scope))
        heading = with_bounds(heading, [row for row in cells if not is_rule(row)], placer.scope)
        heading = not_yet(with_words(heading, cells), placer.scope)
        heading = replace(heading, columns=with_others(heading.columns))
        heading = replace(heading, ragged=heading.ragged or pushes_cells_back(lines[index:end]))
        before = [line.text for line in lines[max(0, index - 12) : index]]
        heading = of_own_year(budgeted(settled_under(heading, placer.scope, before), placer.scope), placer.scope)
        names = [[cell.text for cell in row] for row in cells]
        heading = asked_by_year(settled_by_law(heading, names, placer.scope, before))
        above = [line.text for line in lines[max(0, index - 6) : index] if line.text][-3:]
        body_cells = (cell.text for line in lines[body:end] for cell in line.cells)
        placer.enter([*above, *(cell.text for row in rows for cell in row)], body_cells)
        only = [row for row in cells if not is_rule(row)]
        if index not in names_of or not read_walled_below_name(names_of[index], heading, only, placer):
            _read_body(lines[body:end], heading, lines[index].cell, placer, tree)
        index = end
    return used


def _heads(lines: Sequence[Line], index: int) -> bool:
    """Whether a heading stands at a line: its cells say so, or a title of indicators above a word nobody listed."""
    cells = lines[index].cells
    if is_heading(cells) or _groups_years(lines, index) or _is_underlined(lines, index):
        return True
    above = [line.text for line in lines[max(0, index - 2) : index] if line.text and not line.cells]
    return any(_TITLE.search(text) and len(text) <= LONGEST for text in above) and is_unlisted(cells)


def _is_underlined(lines: Sequence[Line], index: int) -> bool:
    """Whether Markdown draws its line below these cells, one of which is a head: also of words and no years."""
    cells, below = lines[index].cells, lines[index + 1].cells if index + 1 < len(lines) else []
    words = sum(map(bool, cells)) > 1 and not any(_is_figure(cell.text) for cell in cells)
    words = words and any(head_of(cell.text) for cell in cells)  # Wie, Wat, Wanneer
    return words and is_rule(below) and not is_rule(cells) and not is_unlisted(cells)


def _groups_years(lines: Sequence[Line], index: int) -> bool:
    """Whether a row without figures says what the years of the heading right below it are: , , Plan, , Uitkomst."""
    cells = lines[index].cells
    body = _below(lines, index)
    below = lines[body].cells if body < len(lines) else []
    if len(cells) < 2 or not (is_heading(below) or goes_on(below)):
        return False
    years = [i for i, cell in enumerate(below) if re.fullmatch(YEAR, cell.text)]
    words = all(not any(map(str.isdigit, cell.text)) for cell in cells)
    return words and len(years) > 1 and any(i < len(cells) and cells[i] for i in years)


def is_heading(cells: Sequence[Cell]) -> bool:
    """Whether these cells name columns, one of figures among them."""
    if len(cells) < 2 or code_at(cells[0].text) or any(_is_figure(cell.text) for cell in cells):
        return False
    heads = [head_of(cell.text.removesuffix(":")) for cell in cells]
    known = [head for head in heads if head and head.kind and head.kind != "onduidelijk"]
    if len(known) >= 2 and any(head.kind in FIGURES or head.kind in ("waarde", "jaar") for head in known):
        return True
    if _says_years(cells):
        return True
    years = [head.year for head in heads[1:] if head and not head.kind and head.year]
    filled = [cell for cell in cells if cell]
    names = [head.kind for head in known]
    once = [name for name in names if name not in _OFTEN]
    named = 0 < names.count("naam") < 3 and set(names) <= _NAMING and len(once) == len(set(once))
    days = all(DAY.fullmatch(cell.text) for cell in filled[1:])
    title = not known and heads[0] is None and bool(cells[0]) and (days or KNOWN.search(cells[0].text) is not None)
    told = [head for head in heads[1:] if head and head.kind in ("bron", "eenheid", "tekst")]
    beside = bool(told) and cells[0].text != "" and (heads[0] is None or heads[0].kind == "naam")
    whole = len(filled) == len(years) + len(told) + 1
    return (named or ((title or beside) and whole)) and len(years) > 1 and one_way(years)


def _says_years(cells: Sequence[Cell]) -> bool:
    """Whether words stand before years and nothing else, two of one year among them: 2017, 2018, Nederland 2018."""
    years = [A_YEAR.findall(cell.text) for cell in cells[1:] if cell]
    alone = [re.fullmatch(YEAR, cell.text) is not None for cell in cells[1:] if cell]
    dated = bool(cells[0]) and len(years) > 1 and all(len(each) == 1 for each in years)
    return dated and any(alone) and not all(alone)


def _is_figure(text: str) -> bool:
    """Whether a cell holds a figure, and no year: a row may have Gemeente and cijfer for its bron and unit."""
    return is_number(text) and not A_YEAR.search(text)


def _below(lines: Sequence[Line], index: int) -> int:
    """Return where the table goes on below a row of its heading: behind a line that Markdown draws, and empty cells."""
    below, last = index + 1, min(index + 1 + MOST_BETWEEN, len(lines) - 1)
    while below < last and (is_rule(cells := lines[below].cells) or (cells and not any(cells))):
        below += 1
    return below


def is_rule(cells: Sequence[Cell]) -> bool:
    """Whether these cells are the line that Markdown draws below a heading."""
    return len(cells) > 1 and all(set(cell.text) <= set("-: ") for cell in cells)


def _end(lines: Sequence[Line], index: int) -> int:
    """Return where the table ends: at another heading, or at text after an empty line."""
    gap = False
    while index < len(lines):
        line = lines[index]
        if _heads(lines, index):
            return index
        if line.text and not line.cells and gap and not FOOTNOTE.fullmatch(line.text) and not _code(line.text):
            return index
        gap = not line.text
        index += 1
    return index


def pushes_cells_back(lines: Sequence[Line]) -> bool:
    """Whether a table seems to keep its empty cells, and has them all at the end of its rows: 150 | 115 | |.

    So pages are saved by programs that leave empty cells out and then fill their rows. A table that begins its rows
    with a bar, or has an empty cell before a filled one, keeps them where they stood.
    """
    rows = [line for line in lines if line.cells and not is_rule(line.cells)]
    if not rows or any("|" not in line.text or line.text.startswith("|") for line in rows):
        return False
    filled = [[bool(cell) for cell in line.cells] for line in rows]
    return all(row == sorted(row, reverse=True) for row in filled)


def _code(text: str) -> str:
    """Return the text from its code on, without the word Doel before it; '' when there is no code."""
    bare = text[5:] if text.lower().startswith("doel ") else text
    return bare if code_at(bare) else ""


def _read_body(lines: Sequence[Line], heading: Heading, title: Cell, placer: Placer, tree: Tree) -> None:
    rows = [row for row in _whole_rows(lines, len(heading.columns)) if not _says_days(row) and not is_rule(row)]
    heading = with_kinds(with_owner(with_numbers(with_unheaded_names(heading, rows), rows), rows), rows)
    rows = with_spanned_titles(heading, [below_owner(heading, row) for row in rows])
    reader = GridRows(with_last_measured(heading, rows), placer, rows)
    if reader.heading.doubt and rows:
        placer.out.ask(title.place, title.text, reader.heading.doubt)
    for row in rows:
        filled = list(dict.fromkeys(cell for cell in row if cell))
        if not filled:
            continue
        if len(filled) == 1 and (text := _code(filled[0].text)):
            code = code_at(text)
            if code and code.kind == "doel":
                reader.parent = code.code
                tree.add(code, text[code.end :], filled[0].place)
                continue
        if reader.says_kind(row):
            reader.read_kind(row)
        else:
            reader.read(row, filled)
        reader.above = row


def _says_days(row: Sequence[Cell]) -> bool:
    """Whether a row says on which day each column was counted: Sociale structuur, 31-12-2021, 1-1-2023."""
    days = [cell for cell in row[1:] if cell]
    return len(days) > 1 and all(DAY.fullmatch(cell.text) for cell in days)


def _whole_rows(lines: Sequence[Line], width: int) -> list[list[Cell]]:
    """Return the rows; one that was broken inside a cell is joined when it then fills the table exactly."""
    rows: list[list[Cell]] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        row = line.cells or ([line.cell] if _code(line.text) else [])
        index += 1
        if not row:
            continue
        joined, next_line = list(row), index
        coded = bool(_code(row[0].text))
        while coded and len(joined) < width and next_line < len(lines) and (more := lines[next_line]).text:
            if _code(more.text) or FOOTNOTE.fullmatch(more.text):
                break
            pieces = more.cells or [more.cell]
            joined[-1:] = [Cell(f"{joined[-1]} {pieces[0]}".strip(), joined[-1].place), *pieces[1:]]
            next_line += 1
        if len(joined) == width and len(row) < width:
            row, index = joined, next_line
        rows.append(row)
    return rows
