"""Tables whose cells have walls: tabs, bars, or HTML. A cell is certain of its column."""

from collections.abc import Sequence

from indicators.imports.published.codes import code_at
from indicators.imports.published.headings import FIGURES, Heading, grid_heading, head_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.tree import Tree
from indicators.notation import Ambiguous, Refused, read_cell
from indicators.notation.text import FOOTNOTE

UNPLACED = "Deze rij heeft {cells} cellen en de tabel {columns} kolommen."


def read_grids(lines: Sequence[Line], placer: Placer, tree: Tree) -> set[int]:
    """Read every table with walls that has a heading of figures; return the indexes of its lines."""
    used: set[int] = set()
    index = 0
    while index < len(lines):
        if not _is_heading(lines[index].cells):
            index += 1
            continue
        rows = [lines[index].cells]
        body = index + 1
        if body < len(lines) and _goes_on(lines[body].cells):
            rows.append(lines[body].cells)
            body += 1
        end = _end(lines, body)
        used |= set(range(index, end))
        _read_body(lines[body:end], grid_heading(rows), lines[index].cell, placer, tree)
        index = end
    return used


def _is_heading(cells: Sequence[Cell]) -> bool:
    """Whether these cells name columns, one of figures among them."""
    if len(cells) < 2 or code_at(cells[0].text):
        return False
    heads = [head_of(cell.text) for cell in cells]
    known = [head for head in heads if head and head.kind and head.kind != "onduidelijk"]
    return len(known) >= 2 and any(head.kind in FIGURES for head in known)


def _goes_on(cells: Sequence[Cell]) -> bool:
    """Whether these cells are the second line of a heading: years, and nothing that is none."""
    heads = [head_of(cell.text) for cell in cells if cell]
    return bool(heads) and all(heads) and any(head and head.year for head in heads)


def _end(lines: Sequence[Line], index: int) -> int:
    """Return where the table ends: at another heading, or at text after an empty line."""
    gap = False
    while index < len(lines):
        line = lines[index]
        if _is_heading(line.cells):
            return index
        if line.text and not line.cells and gap and not FOOTNOTE.fullmatch(line.text) and not _code(line.text):
            return index
        gap = not line.text
        index += 1
    return index


def _code(text: str) -> str:
    """Return the text from its code on, without the word Doel before it; '' when there is no code."""
    bare = text[5:] if text.lower().startswith("doel ") else text
    return bare if code_at(bare) else ""


def _read_body(lines: Sequence[Line], heading: Heading, title: Cell, placer: Placer, tree: Tree) -> None:
    rows = _whole_rows(lines, len(heading.columns))
    coded = any((code := code_at(row[0].text)) and code.kind == "effectindicator" for row in rows)
    if heading.doubt and rows:
        placer.out.ask(title.place, title.text, heading.doubt)
    parent, above = "", None
    for row in rows:
        filled = list(dict.fromkeys(cell for cell in row if cell))
        if not filled or (all(set(cell.text) <= set("-: ") for cell in filled) and len(filled) > 2):
            continue
        if len(filled) == 1 and (text := _code(filled[0].text)):
            code = code_at(text)
            if code and code.kind == "doel":
                parent = code.code
                tree.add(code, text[code.end :], filled[0].place)
                continue
        _read_row(row, heading, placer, parent=parent, coded=coded, above=above)
        above = row


def _read_row(
    row: list[Cell], heading: Heading, placer: Placer, *, parent: str, coded: bool, above: list[Cell] | None
) -> None:
    columns, out = heading.columns, placer.out
    kinds = [column.kind for column in columns]
    named = kinds.index("naam") if "naam" in kinds else 0
    first = row[named] if named < len(row) else row[0]
    code = code_at(first.text)
    if not code and "code" in kinds and kinds.index("code") < len(row):
        code = code_at(row[kinds.index("code")].text)
        name = first
    else:
        name = Cell(first.text[code.end :].strip(" :"), first.place) if code else first
    figures = [i for i, column in enumerate(columns) if column.holds_figures]
    values = [row[i] for i in figures if i < len(row) and row[i]]
    if (coded and not code) or not any(c.isalpha() for c in name.text) or (code and code.kind != "effectindicator"):
        if values:
            out.ask(row[0].place, " ".join(str(cell) for cell in row), "Bij welke indicator horen deze cijfers?")
        return
    bronnen = [row[i] for i, kind in enumerate(kinds) if kind == "bron" and i < len(row) and row[i]]
    if not code and not values and not bronnen:
        return
    units = [row[i].text for i, kind in enumerate(kinds) if kind == "eenheid" and i < len(row)]
    new = placer.new_row(
        code.code if code else "", name, parent or (code.parent if code else ""), unit=units[0] if units else ""
    )
    if bronnen:
        placer.set_bron(new, bronnen)
    extra = [cell for cell in row[len(columns) :] if cell]
    if extra or (len(row) < len(columns) and not _only_text_is_lacking(row, heading)):
        why = UNPLACED.format(cells=len(row), columns=len(columns))
        out.ask(row[0].place, " ".join(str(cell) for cell in row), why)
        return
    if heading.doubt:
        for cell in values:
            out.ask(cell.place, cell.text, heading.doubt)
        return
    stray = [row[i] for i, kind in enumerate(kinds) if kind == "leeg" and i < len(row) and row[i]]
    for cell in stray:
        out.ask(cell.place, cell.text, "Boven deze cel staat geen kop.")
    spanned = [cell for cell in values if sum(cell is other for other in row) > 1]
    spanned += [cell for cell in values if above and any(cell is other for other in above)]
    for cell in dict.fromkeys(spanned):
        out.ask(cell.place, cell.text, "Deze cel reikt over meer kolommen of rijen.")
    certain = [i for i in figures if i < len(row) and row[i] not in spanned]
    placer.place(new, [columns[i] for i in certain], [row[i] for i in certain])


def _only_text_is_lacking(row: Sequence[Cell], heading: Heading) -> bool:
    """Whether a row that is too short lost nothing but its bron: then what stands last is a figure, and no bron."""
    if any(column.kind not in ("bron", "tekst", "leeg") for column in heading.columns[len(row) :]):
        return False
    try:
        reading = read_cell(row[-1].text, thousands=True)
    except (Ambiguous, Refused):
        return False
    return bool(reading.figures) and not reading.in_words


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
