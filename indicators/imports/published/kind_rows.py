"""A block per indicator whose years stand in its head and whose rows say what they are: Realisatie, Begroting."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.delivery import UNNAMED
from indicators.imports.published import words
from indicators.imports.published.headings import Column
from indicators.imports.published.named_above import name_above
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

TWICE = "Deze naam staat meer keer op deze bladzijde; het is niet zeker welke indicator dit is."
ROWS = "Het is niet zeker wat elke rij onder deze jaren is, of bij welk jaar de cijfers horen."
_HEAD = re.compile(rf"(?:(?:type|soort|jaar|indicator|boekwerk) )?(?P<years>{YEAR}(?: {YEAR})+)", re.IGNORECASE)
# Begroting PB 2024: the document that says so. A bare year behind the word may be a figure as well.
ROW = re.compile(
    rf"(?:(?P<realisatie>realisatie|gerealiseerd|jaarrekening|werkelijk)|(?P<streefwaarde>begroting|begroot|streefwaarde))"
    rf"(?: (?:PB|JR|JS|BG) {YEAR})? (?=[-–€0-9npNP<>≤≥])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Block:
    """The years of one block, its rows, and the lines that it takes."""

    head: Cell
    columns: list[Column] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    name: Cell | None = None
    about: list[tuple[str, str]] = field(default_factory=list)
    begin: int = 0
    end: int = 0
    doubt: str = ""


def read_kind_rows(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every block whose rows name what was measured and what is aimed at; return the indexes of its lines."""
    blocks: list[_Block] = []
    for index in range(len(lines)):
        if block := _block_at(lines, index):
            block.name, block.about = name_above(lines, blocks[-1].end if blocks else 0, index)
            blocks.append(block)
    names = Counter(block.name.text.casefold() for block in blocks if block.name)
    for block in blocks:
        doubt = block.doubt or ("" if block.name else UNNAMED)
        doubt = doubt or (TWICE if block.name and names[block.name.text.casefold()] > 1 else "")
        if doubt or block.name is None:
            placer.out.ask(block.head.place, " · ".join(c.text for c in [block.head, *block.cells]), doubt)
            continue
        placer.enter((line.text for line in lines[block.begin : block.end]), (cell.text for cell in block.cells))
        row = placer.new_row("", block.name, "")
        for kind, text in block.about:
            row.bron = text if kind == "bron" else row.bron
            row.unit = text if kind == "eenheid" else row.unit
        placer.place(row, block.columns, block.cells)
    return {index for block in blocks for index in range(block.begin, block.end)}


def _block_at(lines: Sequence[Line], index: int) -> _Block | None:
    """Return the block whose years stand on this line: below them two rows or more, of which the words say the kind."""
    head = _HEAD.fullmatch(lines[index].text)
    if not head or lines[index].cells:
        return None
    years = [int(year) for year in head["years"].split()]
    block = _Block(lines[index].cell, begin=index, end=index + 1)
    kinds: list[str] = []
    while block.end < len(lines) and (found := ROW.match(lines[block.end].text)) and not lines[block.end].cells:
        kind = found.lastgroup or ""
        kinds.append(kind)
        split = words.split_row([lines[block.end].cell], found.end(), len(years), last=False, years=True)
        if split.name or split.bron or split.doubt or len(split.cells) != len(years):
            block.doubt = ROWS
        block.columns += [Column(kind, year, text=found[0].strip()) for year in years]
        block.cells += split.cells
        block.end += 1
    if len(kinds) < 2:
        return None
    more = block.end < len(lines) and any(character.isdigit() for character in lines[block.end].text)
    if len(set(kinds)) < len(kinds) or years != sorted(set(years)) or more:
        block.doubt = ROWS
    return block
