"""Rows of words below a heading whose cells ran into each other, where it can be taken apart in one way only.

DefinitieBronrealisatierealisatie, and below it 20202021: as many years as columns of figures. Each row is a line
that begins with the next number and ends with as many figures; a bron stands between those and its name, so that no
number of the name can be one of them. The heading does not say where the name ends: a unit of the law does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.imports.published import words
from indicators.imports.published.figure_runs import is_taakveld
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.settled_headings import not_yet, one_way
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

UNEVEN = "Deze rij eindigt niet op evenveel cijfers als er jaren in de kop staan."
WHERE = "Het is niet zeker waar de naam van deze rij eindigt en de eenheid begint."
_HEAD = re.compile(r"[^\W\d_][\w /-]*bron(?P<kinds>(?:realisatie)*(?:streefwaarde)*)", re.IGNORECASE)
_KIND = re.compile(r"realisatie|streefwaarde", re.IGNORECASE)
_YEARS = re.compile(rf"(?:{YEAR}){{2,}}")
_ROW = re.compile(r"(?P<number>[1-9][0-9]?) (?P<rest>[^\W\d_%].*|%.*)")
_UNIT = re.compile(r" (?=(?:fte per|aantal per|kosten per|kosten als|%)(?: |$))", re.IGNORECASE)
_BRON = re.compile(r"(?:eigen (?:gegevens|begroting)|bureau halt|[A-Z]{2,6}|ingrado)$", re.IGNORECASE)


@dataclass(slots=True)
class _Row:
    """A line, and the row that it is."""

    line: Cell
    found: words.Split


def read_glued_heads(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table below such a heading; return the indexes of its lines."""
    used: set[int] = set()
    for index in range(len(lines) - 2):
        if index in used or not (heading := _heading(lines[index].text, lines[index + 1].text)):
            continue
        rows, end = _rows(lines, index + 2, len(heading.figures))
        if len(rows) > 1:
            heading = not_yet(heading, placer.scope)
            placer.enter([lines[index].text], (cell.text for row in rows for cell in row.found.cells))
            for row in rows:
                _read(row, heading, placer)
            used |= set(range(index, end))
    return used


def _heading(text: str, below: str) -> Heading | None:
    """Return the columns of a glued heading and the glued years below it."""
    head = _HEAD.fullmatch(text)
    kinds = [found[0].lower() for found in _KIND.finditer(head["kinds"])] if head else []
    years = [int(found[0]) for found in re.finditer(YEAR, below)] if _YEARS.fullmatch(below) else []
    if len(kinds) < 2 or len(kinds) != len(years):
        return None
    columns = [Column(kind, year, text=f"{kind} {year}") for kind, year in zip(kinds, years, strict=True)]
    each = [[c.year or 0 for c in columns if c.kind == kind] for kind in dict.fromkeys(kinds)]
    return Heading((Column("naam"), *columns)) if all(map(one_way, each)) else None


def _rows(lines: Sequence[Line], begin: int, count: int) -> tuple[list[_Row], int]:
    """Return the rows from here on, each numbered one more than that above it, and where they end."""
    rows: list[_Row] = []
    index = begin
    while index < len(lines):
        line = lines[index].cell
        if (found := _ROW.fullmatch(line.text)) and int(found["number"]) == len(rows) + 1:
            rows.append(_Row(line, words.split_row([line], found.start("rest"), count, last=False)))
        elif not is_taakveld(line.text):
            break
        index += 1
    return rows, index


def _read(row: _Row, heading: Heading, placer: Placer) -> None:
    """Read one row, or ask it."""
    found, parts = row.found, _UNIT.split(row.found.name, maxsplit=1)
    ends_in_words = found.name[-1:].isalpha() or found.name.endswith(")")
    if found.bron or len(found.cells) != len(heading.figures) or not ends_in_words:
        placer.out.ask(row.line.place, row.line.text, found.doubt or UNEVEN)
        return
    if len(parts) < 2 or is_no_name(parts[0]):
        placer.out.ask(row.line.place, row.line.text, WHERE)
        return
    bron = _BRON.search(parts[1])
    unit = parts[1][: bron.start()].strip() if bron else ""
    indicator = placer.new_row("", Cell(parts[0], row.line.place), "", unit=unit)
    if bron:
        placer.set_bron(indicator, [Cell(bron[0], row.line.place)])
    else:
        indicator.note(f"Eenheid en bron staan hier zonder iets ertussen: '{parts[1]}'.")
    place_cells(indicator, heading, found.cells, placer, doubt=found.doubt, at=row.line)
