"""Tables between bars with a block per indicator: what it is and its unit, and below that a row for every year.

A letter behind a figure may say it: 9,5 (R) a realisatie, 8,6 (B) what was budgeted. Only where a table has both
and every B is of a later year than every R; a figure without a letter beside them is asked, unless it is yet to come.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import Scope, speaks_of_aims
from indicators.imports.published.headings import Column, Heading, head_of
from indicators.imports.published.paragraphs import is_no_name, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.settled_headings import not_yet, settled_by
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.word_rows import TWICE
from indicators.notation.text import YEAR

ABOVE = 6  # lines
LETTERS = "Achter cijfers van deze tabel staan letters; het is niet zeker wat zij zeggen."
_NAMING = frozenset({"naam", "eenheid", "bron", "code"})
_LETTER = re.compile(r"(?P<figure>\S.*?) ?\((?P<letter>[A-Z])\)")
_KINDS = {"R": "realisatie", "B": "streefwaarde"}


@dataclass(slots=True)
class _Block:
    """What one indicator is, and its figures with the year and the letter of each."""

    named: dict[str, Cell]
    figures: list[tuple[int, str, Cell]] = field(default_factory=list)


def read_year_rows(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table with a block per indicator; return the indexes of its lines."""
    used: set[int] = set()
    for index in range(len(lines)):
        kinds = _heading(lines[index].cells)
        if index in used or not kinds:
            continue
        blocks, end = _blocks(lines, index + 1, kinds)
        if blocks and all(block.figures for block in blocks):
            above = [line.text for line in lines[max(0, index - ABOVE) : index]]
            placer.enter([*above, lines[index].text], (cell.text for b in blocks for _, _, cell in b.figures))
            _read(blocks, lines[index].cell, above, placer)
            used |= set(range(index, end))
    return used


def _heading(cells: Sequence[Cell]) -> list[str]:
    """Return the kinds of the columns where all of them say what an indicator is, and none holds its figures."""
    heads = [head_of(cell.text.removesuffix(":")) for cell in cells if cell]
    kinds = [head.kind for head in heads if head]
    named = len(kinds) > 1 and len(kinds) == len(heads) and "naam" in kinds and set(kinds) <= _NAMING
    return kinds if named and len(kinds) == len(set(kinds)) else []


def _blocks(lines: Sequence[Line], index: int, kinds: Sequence[str]) -> tuple[list[_Block], int]:
    """Return the blocks below a heading, and where they end."""
    blocks: list[_Block] = []
    while index < len(lines) and (lines[index].cells or not lines[index].text):
        filled = [cell for cell in lines[index].cells if cell]
        if _heading(filled):
            break
        if filled and re.fullmatch(YEAR, filled[0].text):
            if not blocks or len(filled) > 2:
                return [], index
            for cell in filled[1:]:
                found = _LETTER.fullmatch(cell.text)
                figure = Cell(found["figure"] if found else cell.text, cell.place)
                blocks[-1].figures.append((int(filled[0].text), found["letter"] if found else "", figure))
        elif len(filled) == len(kinds) and any(character.isalpha() for character in filled[0].text):
            blocks.append(_Block(dict(zip(kinds, filled, strict=True))))
        elif len(filled) > 1 and not all(re.fullmatch(r"[-: ]*", cell.text) for cell in filled):
            return [], index  # a row that lost a cell: whose would the years below it be?
        index += 1
    return blocks, index


def _read(blocks: Sequence[_Block], head: Cell, above: Sequence[str], placer: Placer) -> None:
    """Place the figures of every block of one table, or ask."""
    letters = {letter: [y for b in blocks for y, one, _ in b.figures if one == letter] for letter in _letters(blocks)}
    if letters and (set(letters) != set(_KINDS) or max(letters["R"]) >= min(letters["B"])):
        placer.out.ask(head.place, head.text, LETTERS)
        return
    names = Counter(block.named["naam"].text.casefold() for block in blocks)
    for block in blocks:
        name = block.named["naam"]
        columns = _columns(block, placer.scope, lettered=bool(letters), aims=speaks_of_aims(above))
        cells = [cell for _, _, cell in block.figures]
        doubt = TWICE if names[name.text.casefold()] > 1 or is_no_name(name.text) else suspect(cells)
        doubt = doubt or (UNSAID if not columns else "")
        if doubt:
            placer.out.ask(name.place, " · ".join(cell.text for cell in [name, *cells]), doubt)
            continue
        row = placer.new_row("", name, "", unit=block.named["eenheid"].text if "eenheid" in block.named else "")
        if "bron" in block.named:
            placer.set_bron(row, [block.named["bron"]])
        placer.place(row, columns, cells)


def _letters(blocks: Sequence[_Block]) -> set[str]:
    return {letter for block in blocks for _, letter, _ in block.figures if letter}


def _columns(block: _Block, scope: Scope, *, lettered: bool, aims: bool) -> Sequence[Column]:
    """Return what the figures of a block are, by their letters or else by the document; nothing where neither says."""
    years = [Column(_KINDS.get(letter, ""), year, text=str(year)) for year, letter, _ in block.figures]
    if len({(column.kind, column.year) for column in years}) < len(years):
        return []
    if lettered:
        ahead = [c.year for c in years if scope.planned and c.year and c.year >= scope.planned]
        return [replace(c, kind=c.kind or ("streefwaarde" if c.year in ahead else "onduidelijk")) for c in years]
    heading = not_yet(settled_by(Heading((Column("naam"), *years), UNSAID), scope), scope)
    return [] if heading.doubt or aims else heading.figures
