"""The rows of kerngegevens: runs of figures, one cell each or at the end of a line, with the texts above each."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.published.figure_runs import UNIT_ALONE
from indicators.imports.published.kern_heads import DAYS
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.row_names import AGE
from indicators.imports.published.source import Cell
from indicators.imports.published.words import TAKES_A_NUMBER
from indicators.notation.text import FOOTNOTE, YEAR

LEAST_NUMBERED = 5
_LINE = "line"  # one that ends in more or fewer figures than there are columns
_NUMBER = re.compile(r"[0-9]{1,2}\.|:")
UNIT_BEHIND = re.compile(rf"x € 1\.000|{UNIT_ALONE.pattern}", re.IGNORECASE)  # right below each figure of a row
_MARK = re.compile(r" (\*+ ?\)?)(?= |$)")
_CODED = re.compile(r"[0-9]{2} [a-z]{4,}(?: [a-z]+){0,3}")  # 01 woonfunctie
_ENDS_NAME = re.compile(r"[^()*]+\)")  # Wegen (aantal m² x 100)


@dataclass(slots=True)
class KernRow:
    """The texts since the figures above, a run of figures, and the unit that stands behind each."""

    texts: list[Cell]
    cells: list[Cell]
    unit: str = ""


def rows_of(body: Sequence[Paragraph], count: int) -> Iterator[KernRow]:
    """Yield each run of figures with the texts above it."""
    cells = [cell for number, paragraph in enumerate(body) for cell in _cells(paragraph, count, first=not number)]
    kinds = [_LINE if len(ending_figures(cell.text)) > 1 else _kind(cell.text) for cell in cells]
    kinds = _with_codes(_with_numbers(kinds, cells), cells)
    behind = [n for n in range(1, len(cells)) if kinds[n - 1] in OF_FIGURES and UNIT_BEHIND.fullmatch(cells[n].text)]
    units_of = {cells[n - 1].place: cells[n].text for n in behind}
    whole = [(cell, kinds[n]) for n, cell in enumerate(cells) if n not in behind]
    texts: list[Cell] = []
    for kind, group in itertools.groupby(whole, key=lambda each: _sort_of(each[1])):
        each = list(group)
        found = [cell for cell, of_kind in each if of_kind != "mark"]
        if kind == "text":
            texts += found
        elif kind == _LINE:
            yield from (KernRow([], [cell]) for cell in found)
            texts = []
        else:
            units = {units_of.get(cell.place, "") for cell in found}
            yield KernRow(texts, found, units.pop() if len(units) == 1 else "")
            texts = []


def _with_numbers(kinds: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    """Return the kinds, where 1, 2, 3 … each right above a name are the numbers of the rows."""
    found, number = list(kinds), 1
    for place, (cell, below) in enumerate(itertools.pairwise(cells)):
        if cell.text == str(number) and kinds[place + 1] == "text" and below.text[:1].isupper():
            found[place] = "mark"
            number += 1
    return found if number > LEAST_NUMBERED else list(kinds)


def _with_codes(kinds: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    """Return the kinds, where words behind numbers that rise, each above as many figures, are names of a list.

    01 woonfunctie, 11 bijeenkomstfunctie, 31 gezondheidszorgfunctie: each other words, as no unit would be.
    """
    at = [n for n, cell in enumerate(cells) if kinds[n] != "text" and _CODED.fullmatch(cell.text)]
    numbers = [cells[n].text[:2] for n in at]
    words = {cells[n].text[3:] for n in at}
    apart = {two - one for one, two in itertools.pairwise(at)}
    listed = len(at) >= LEAST_NUMBERED and len(apart) == 1 and apart.pop() > 1
    listed = listed and len(words) == len(at) and numbers == sorted(set(numbers))
    found = list(kinds)
    for n in at if listed else []:
        found[n] = "text"
    return found


def _kind(text: str) -> str:
    """Return the kind of a cell: an age is a name, and the number of a row, or a colon behind its name, a mark."""
    if AGE.fullmatch(text):
        return "text"
    return "mark" if _NUMBER.fullmatch(text) or is_footnote(text) else kind_of(text)


def is_footnote(text: str) -> bool:
    """Whether a text is a footnote between the rows: *) ultimo 2022."""
    return text.startswith("*") or FOOTNOTE.fullmatch(text) is not None


def _sort_of(kind: str) -> str:
    """Return what a cell is in a row; a mark alone is no figure."""
    return "figures" if kind in OF_FIGURES else kind if kind == _LINE else "text"


def _cells(paragraph: Paragraph, count: int, *, first: bool) -> Iterator[Cell]:
    """Yield the cells of a paragraph: one, or the name of a line that ends in a figure for every column, and those."""
    cell = paragraph.cell
    if first and (days := DAYS.fullmatch(cell.text)):
        yield from [Cell(days["title"], cell.place)] if days["title"] else []
        return
    figures = ending_figures(cell.text)
    name = _MARK.sub(r"\1", cell.text).split()[: -len(figures) or None]
    takes = name and TAKES_A_NUMBER.fullmatch(name[-1].casefold().strip("(,"))
    dated = name and figures and re.fullmatch(YEAR, figures[0])  # Woningen 2016 41 40: a name, or a figure
    if takes or dated or len(figures) < 2 or (name and len(figures) != count):
        yield cell
        return
    yield from [Cell(" ".join(name), cell.place)] if name else []
    yield from (Cell(figure, cell.place) for figure in figures)


def ending_figures(text: str) -> list[str]:
    """Return the figures that a line ends with, each with its mark."""
    words = _MARK.sub(r"\1", text).split()
    begin = len(words)
    while begin and kind_of(words[begin - 1]) in OF_FIGURES and not _ENDS_NAME.fullmatch(words[begin - 1]):
        begin -= 1
    return words[begin:]
