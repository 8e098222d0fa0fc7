"""The tables of a published source as sheets: of text with tabs or bars, of a page of the web, of a PDF with walls."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from indicators.imports.delivery import Place
from indicators.imports.published.document import ALONE, Scope, is_title
from indicators.imports.published.grid import is_heading, is_rule, pushes_cells_back
from indicators.imports.published.source import WIDEST, Cell, Line
from indicators.imports.spreadsheet.figures import looks_like_figure
from indicators.imports.spreadsheet.sheet import Blad, Samengevoegd, text_cell
from indicators.notation.text import A_YEAR

LONGEST_TITLE = 80  # characters
START = Place(1, 1)
ABOVE = 6  # lines above a table that may say what it holds


@dataclass(slots=True)
class Teksttabel(Blad):
    """A table between other text: its rows are numbered from 1, its cells are found where they stand in the text."""

    NOUN: ClassVar[str] = "tabel"
    PUBLISHED: ClassVar[bool] = True

    scope: Scope = field(default_factory=Scope)  # the years of the document
    above: tuple[str, ...] = ()  # what is said right above it
    lines: list[int] = field(default_factory=list)  # per row which line of the source it is
    widths: list[int] = field(default_factory=list)  # per row how many cells it has, empty ones too
    places: dict[tuple[int, int], Place] = field(default_factory=dict)
    begin: Place = START
    end: Place = START
    spans: dict[int, list[Samengevoegd]] = field(default_factory=dict)  # per row
    padded: bool = False  # whether its empty cells may all stand at the end of their row, wherever they were

    @property
    def title(self) -> str:
        """What it is called in a sentence."""
        return self.name

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands in the text; of an empty one where its row begins."""
        return self.places.get((row, column)) or self.places[row, min(self.rows[row])]

    def holds(self, place: Place) -> bool:
        """Whether something stands in it."""
        return self.begin <= place <= self.end

    def label(self, row: int) -> int:
        """Return on which line of the text a row stands; which row it is, where lines do not tell rows apart."""
        lines = [self.place(number, 0).line for number in self.rows]
        return self.place(row, 0).line if len(set(lines)) == len(lines) else row

    def reaching(self, first: int, last: int) -> Iterable[Samengevoegd]:
        """Return the merged cells that reach into these rows."""
        return dict.fromkeys(span for row in range(first, last + 1) for span in self.spans.get(row, ()))

    def beside(self, texts: Iterable[str]) -> tuple[str, bool]:
        """Return which years stand alone in a heading, counted from the last that the document can have measured.

        2019, 2020, 2021 are other figures in a begroting than in jaarstukken, and in the begroting of another year.
        """
        years = [int(found[0]) for text in texts if ALONE.fullmatch(text) and (found := A_YEAR.search(text))]
        if not years:
            return "", False
        last = self.scope.measured
        own = [self.scope.planned, self.scope.running]
        told = [*(year - last if year else "-" for year in own), *(year - last for year in years)]
        return " ".join(map(str, ["jaren", *told])), not last or self.scope.is_open

    @property
    def holds_figures(self) -> bool:
        """Whether a figure stands beside another cell in it: else nobody has to say what its columns hold."""
        rows = (cells for cells in self.rows.values() if len(cells) > 1)
        return len(self.rows) > 1 and any(looks_like_figure(cel) for cells in rows for cel in cells.values())


def tables_in(lines: Sequence[Line], scope: Scope) -> list[Teksttabel]:
    """Return the tables with walls, in order; those with more columns than a table has are left out."""
    found: list[Teksttabel] = []
    for begin, end in _stretches(lines):
        if max(len(line.cells) for line in lines[begin:end]) > WIDEST:
            continue
        table = _table(lines, begin, end, scope, len(found) + 1)
        if table.rows:
            found.append(table)
    return found


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield from where to where lines with cells follow each other, one line of text between two of them included.

    Such a line is a title, or what a row was broken in. A heading below figures begins another table.
    """
    index = 0
    while index < len(lines):
        begin, figures = index, False
        while index < len(lines) and _goes_on(lines, index, begin) and not (figures and is_heading(lines[index].cells)):
            figures = figures or _holds_numbers(lines[index].cells)
            index += 1
        if index > begin:
            yield begin, index
        else:
            index += 1


def _goes_on(lines: Sequence[Line], index: int, begin: int) -> bool:
    """Whether a line has cells, or is one line of text between two that have."""
    between = begin < index < len(lines) - 1 and lines[index - 1].cells and lines[index + 1].cells
    return bool(lines[index].cells) or (bool(between) and lines[index].text != "")


def _holds_numbers(cells: Sequence[Cell]) -> bool:
    """Whether there are digits behind the first of these cells, that are no year."""
    return any(character.isdigit() for cell in cells[1:] for character in A_YEAR.sub("", cell.text))


def _table(lines: Sequence[Line], begin: int, end: int, scope: Scope, number: int) -> Teksttabel:
    """Return the lines of a table as a sheet: without what draws its walls, and a cell that was repeated once."""
    above = tuple(line.text for line in lines[max(0, begin - ABOVE) : begin] if line.text)
    title = next((text for text in reversed(above[-2:]) if _names_table(text)), "")
    table = Teksttabel(f"Tabel {number}: {title}" if title else f"Tabel {number}", scope=scope, above=above)
    table.padded = pushes_cells_back(lines[begin:end])
    reached: dict[int, tuple[int, int, int, int]] = {}  # by the cell: over which rows and columns it is repeated
    for index in range(begin, end):
        cells = lines[index].cells or [lines[index].cell]
        if is_rule(cells) or not any(map(str.isalnum, lines[index].text)):
            continue  # what draws its walls
        table.lines.append(index)
        row = len(table.lines)
        table.widths.append(len(cells))
        for column, cell in enumerate(cells, start=1):
            top, left, _, right = reached.get(id(cell), (row, column, row, column))
            if cell and (top, left) != (row, column):
                reached[id(cell)] = (top, left, row, max(right, column))
            elif cell:
                reached[id(cell)] = (row, column, row, column)
                table.put(row, column, text_cell(cell.text))
                table.places[row, column] = cell.place
    table.begin, table.end = (
        min(table.places.values(), default=table.begin),
        max(table.places.values(), default=table.end),
    )
    for top, left, bottom, right in reached.values():
        if (top, left) != (bottom, right):
            span = Samengevoegd(top, left, bottom, right)
            table.merged.append(span)
            for row in range(top, bottom + 1):
                table.spans.setdefault(row, []).append(span)
    return table


def _names_table(text: str) -> bool:
    """Whether a line right above a table may be its title."""
    return len(text) <= LONGEST_TITLE and text[-1] not in ".:;," and not is_title(text)
