"""Tables whose cells hold a line for the municipality and one for each other: Almelo, Grootteklasse, and 853,0, 735,0.

A row is a name, a cell that says whose the lines of the cells behind it are, and for each year a cell with as many
figures. The cells stand between bars, or each between empty lines. A row of any other shape is asked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.grid import is_rule
from indicators.imports.published.headings import Column, pieces
from indicators.imports.published.name_words import begins_as_name
from indicators.imports.published.paragraphs import is_no_name, is_number, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, region_of
from indicators.imports.published.settled_headings import one_way
from indicators.imports.published.source import Cell, Line, joined
from indicators.imports.published.word_rows import TWICE
from indicators.notation.text import YEAR

MOST_LINES, MOST_YEARS = 4, 12  # of a cell, and of a heading
LEAST_ROWS = 2
LONGEST_WHOSE = 100  # characters
UNEVEN = "In deze rij staat niet voor elk jaar een cel met een cijfer van de gemeente en van elke andere."
_THOUSANDS = re.compile(r"[0-9]{3}|0[0-9]*")  # 1 234 may be one figure
_MEANS = re.compile(r"(?<![^\s])(?:Het|De|Een|Met|Zo['’]n) ")  # what begins to say what a name means
_RULE = re.compile(r"[-:| ]+")  # what Markdown draws below a heading

Parts = list[Cell]  # the lines of a cell


@dataclass(frozen=True, slots=True)
class _Row:
    """A name, whose the lines of each cell are, and the cells; no places where nothing says it."""

    name: Parts
    whose: tuple[str, ...]
    cells: tuple[Parts, ...]

    def is_whole(self, count: int) -> bool:
        """Whether each year has a cell with a figure for each."""
        lines = [len(cell) for cell in self.cells]
        return bool(self.whose) and lines == [len(self.whose)] * count

    @property
    def may_be_spaced(self) -> bool:
        """Whether a cell on one line may hold one figure with a space in it: 1 234, of which the other is gone."""
        behind = [part for cell in self.cells for part in cell[1:] if part.place == cell[0].place]
        return any(_THOUSANDS.fullmatch(part.text) for part in behind)

    @property
    def text(self) -> str:
        """The row as one line."""
        return " · ".join(joined(part.text for part in cell) for cell in (self.name, *self.cells) if cell)


def read_others_in_cells(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this kind; return the indexes of its lines."""
    used: set[int] = set()
    for begin, end, years, rows in (*_walled(lines), *_blocks_of(lines)):
        whole = sum(row.is_whole(len(years)) for row in rows)
        if whole < LEAST_ROWS or whole * 2 < len(rows) or any(len(row.cells) > len(years) for row in rows):
            continue
        _read(lines[begin].cell, years, rows, placer)
        used |= set(range(begin, end))
    return used


def _read(head: Cell, years: Sequence[int], rows: Sequence[_Row], placer: Placer) -> None:
    """Place the rows that are whole, and ask the others."""
    placer.enter([head.text], (part.text for row in rows for cell in row.cells for part in cell))
    whole = [row for row in rows if row.is_whole(len(years))]
    told = [_name_and_meaning([line.text for line in row.name]) for row in rows]
    names = Counter(name for name, _ in told)
    columns = [Column(_kind(year, n, whole, placer), year, text=str(year)) for n, year in enumerate(years)]
    explained = any(len(row.name) > 1 for row in rows)
    for row, (name, meaning) in zip(rows, told, strict=True):
        at = (row.name or row.cells[0])[0].place
        lost = explained and len(row.name) < 2 and _MEANS.match(name)  # the line with the name itself
        doubt = "" if row.is_whole(len(years)) and not (len(whole) < len(rows) and row.may_be_spaced) else UNEVEN
        doubt = doubt or ("" if _is_name(name) and not lost else UNNAMED)
        doubt = doubt or (TWICE if names[name] > 1 else "")
        series = [[cell[n] for cell in row.cells] for n in range(len(row.whose))] if not doubt else []
        doubt = doubt or next(filter(None, map(suspect, series)), "")
        if doubt:
            placer.out.ask(at, row.text, doubt)
            continue
        found = placer.new_row("", Cell(name, at), "")
        if meaning:
            found.tell("toelichting", meaning)
        for number, (region, cells) in enumerate(zip(row.whose, series, strict=True)):
            placer.place(found, columns, cells, region=region if number else "")


def _kind(year: int, number: int, rows: Sequence[_Row], placer: Placer) -> str:
    """Return what the figures of a year are: measured as those of others were, or as far as the document can have."""
    others = any(is_number(part.text) for row in rows for part in row.cells[number][1:])
    return "realisatie" if others or year <= placer.scope.measured else "onduidelijk"


def _name_and_meaning(lines: Sequence[str]) -> tuple[str, str]:
    """Return the name of a row, and the sentence behind it that says what it means: on lines below, or from De on."""
    if not lines or not lines[-1].endswith("."):
        return joined(lines), ""
    if len(lines) > 1 and lines[1][:1].isupper():
        return lines[0], joined(lines[1:])
    whole = joined(lines)
    means = _MEANS.search(whole, 1) if begins_as_name(whole) else None
    return (whole[: means.start()].rstrip(), whole[means.start() :]) if means else (whole, "")


def _is_name(name: str) -> bool:
    return kind_of(name) == "text" and not (is_no_name(name) or region_of(name) or pieces(name))


def _whose(texts: Sequence[str]) -> tuple[str, ...]:
    """Return whose figures these lines say that others hold: the municipality's, and then those of others."""
    regions = [region_of(text) for text in texts]
    others = regions[1:]
    if not others or len(texts) > MOST_LINES or regions[0] != OWN or OWN in others or not all(others):
        return ()
    return tuple(texts) if len({text.casefold() for text in texts}) == len(texts) else ()


def _split_whose(text: str) -> tuple[str, ...]:
    """Return the two that a cell on one line names, where it can be divided in one way only."""
    words = text.split() if len(text) <= LONGEST_WHOSE else []
    found = [_whose((" ".join(words[:n]), " ".join(words[n:]))) for n in range(1, len(words))]
    ways = [whose for whose in found if whose]
    return ways[0] if len(ways) == 1 else ()


def _years_of(texts: Sequence[str]) -> list[int]:
    """Return the years that these texts are, all of them and in order; [] for any other."""
    years = [int(text) for text in texts if re.fullmatch(YEAR, text)]
    return years if len(years) == len(texts) <= MOST_YEARS and len(years) > 1 and one_way(years) else []


def _names_rows(text: str) -> bool:
    return [item.kind for item in pieces(text)] == ["naam"]


Tables = Iterator[tuple[int, int, list[int], list[_Row]]]


def _walled(lines: Sequence[Line]) -> Tables:
    """Yield the tables between bars: where each begins and ends, its years and its rows."""
    index = 0
    while index < len(lines):
        texts = [cell.text for cell in lines[index].cells]
        while texts and not texts[-1]:
            texts.pop()
        years = _years_of(texts[2:])
        if not years or texts[1] or not _names_rows(texts[0]):
            index += 1
            continue
        end = index + 1
        rows: list[_Row] = []
        while end < len(lines) and (lines[end].cells or _RULE.fullmatch(lines[end].text)):
            row = lines[end].cells
            if any(row) and not is_rule(row):
                rows.append(_of_cells(row, len(texts)))
            end += 1
        yield index, end, years, rows
        index = end


def _of_cells(row: Sequence[Cell], width: int) -> _Row:
    """Return the row of these cells; one that is shorter or longer says nothing of whose it is."""
    filled = list(row)
    while filled and not filled[-1]:
        filled.pop()
    whose = _split_whose(filled[1].text) if len(filled) == width else ()
    cells = tuple([Cell(part, cell.place) for part in cell.text.split()] for cell in filled[2:])
    return _Row([filled[0]], whose, cells[: width - 2])


def _blocks_of(lines: Sequence[Line]) -> Tables:
    """Yield the tables of one cell a block of lines: where each begins and ends, its years and its rows."""
    blocks = list(_blocks(lines))
    at = {line.cell.place: number for number, line in enumerate(lines)}
    texts = [block[0].text if len(block) == 1 else "" for block in blocks]
    index = 0
    while index < len(blocks):
        end = index + 1
        while end < len(blocks) and end <= index + MOST_YEARS and re.fullmatch(YEAR, texts[end]):
            end += 1
        years = _years_of(texts[index + 1 : end])
        if not years or not _names_rows(texts[index]):
            index += 1
            continue
        first = index
        rows, index = _rows_from(blocks, end)
        yield at[blocks[first][0].place], at[blocks[index - 1][-1].place] + 1, years, rows


def _blocks(lines: Sequence[Line]) -> Iterator[Parts]:
    """Yield the lines between empty ones; a row of cells is none."""
    block: Parts = []
    for line in (*lines, None):
        if line and line.text and not line.cells:
            block.append(line.cell)
        elif block:
            yield block
            block = []


def _rows_from(blocks: Sequence[Parts], index: int) -> tuple[list[_Row], int]:
    """Return the rows from here on, and where they end: at a text below which stand no figures."""
    rows: list[_Row] = []
    while index < len(blocks):
        name = [] if _is_whose(blocks[index]) or _are_figures(blocks[index]) else blocks[index]
        if name and any(pieces(line.text) for line in name):
            break
        begin = index + bool(name)
        whose = _whose([line.text for line in blocks[begin]]) if begin < len(blocks) else ()
        begin += bool(whose)
        end = begin
        while end < len(blocks) and _are_figures(blocks[end]):
            end += 1
        if end == begin:
            break
        rows.append(_Row(name, whose if name else (), tuple(blocks[begin:end])))
        index = end
    return rows, index


def _is_whose(block: Parts) -> bool:
    return len(block) <= MOST_LINES and bool(_whose([line.text for line in block]))


def _are_figures(block: Parts) -> bool:
    return all(kind_of(line.text) != "text" for line in block[: MOST_LINES + 1])
