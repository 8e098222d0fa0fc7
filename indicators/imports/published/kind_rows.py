"""A block per indicator whose years stand in its head and whose rows say what they are: Realisatie, Begroting."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.published import words
from indicators.imports.published.headings import Column, pieces
from indicators.imports.published.paragraphs import is_no_name
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

LONGEST_NAME = 200  # characters
UNNAMED = "Bij welke indicator horen deze cijfers?"
TWICE = "Deze naam staat meer keer op deze bladzijde; het is niet zeker welke indicator dit is."
ROWS = "Het is niet zeker wat elke rij onder deze jaren is, of bij welk jaar de cijfers horen."
_HEAD = re.compile(rf"(?:(?:type|soort|jaar|indicator|boekwerk) )?(?P<years>{YEAR}(?: {YEAR})+)", re.IGNORECASE)
# Begroting PB 2024: the document that says so. A bare year behind the word may be a figure as well.
ROW = re.compile(
    rf"(?:(?P<realisatie>realisatie|gerealiseerd|jaarrekening|werkelijk)|(?P<streefwaarde>begroting|begroot|streefwaarde))"
    rf"(?: (?:PB|JR|JS|BG) {YEAR})? (?=[-–€0-9npNP<>≤≥])",
    re.IGNORECASE,
)
_BACK = re.compile(r"terug naar navigatie - (?P<name>\S.*)", re.IGNORECASE)
_LABEL = re.compile(r"omschrijving|toelichting|definitie", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:(?:prestatie|effect|beleids|kern)?[ -]?indicatoren|programma|beleidsveld|thema|taakveld|hoofdstuk|bijlagen?"
    r"|terug naar navigatie)\b.*|[0-9]+(?:\.[0-9]+)+\b.*",
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


def name_above(lines: Sequence[Line], least: int, begin: int) -> tuple[Cell | None, list[tuple[str, str]]]:
    """Return the name above the heading at `begin`, no higher than `least`, a line of its own; and what it says of it.

    What the lines between them say is its bron or its unit, as pairs of the kind and the text.
    """
    about: list[tuple[str, str]] = []
    above = [line for line in lines[least:begin] if line.text]
    if any(line.cells for line in above[-3:]):
        return None, about
    while above and (told := about_of(above[-1].text)):
        about.append(told)
        above.pop()
    above = without_meaning(above, lines)
    # What leads back to the top of a page of the web repeats the name; below it the indicator is described.
    back = next((n for n in range(len(above) - 1, 0, -1) if _BACK.fullmatch(above[n].text)), 0)
    if back and (found := _BACK.fullmatch(above[back].text)) and above[back - 1].text == found["name"]:
        below = [line.text for line in above[back + 1 :]]
        described = not below or (_LABEL.fullmatch(below[0]) and all(text.endswith((".", ":")) for text in below[1:]))
        return checked_name(above[back - 1].cell) if described else None, about
    if not above or above[-1].text.endswith((".", ":")):
        return None, about
    place = next(n for n in range(begin - 1, -1, -1) if lines[n] is above[-1])
    alone = place == least or not lines[place - 1].text
    return checked_name(above[-1].cell) if alone else None, about


def without_meaning(above: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the lines above years without the paragraph that says what the name above it means, or its unit."""
    rest = list(above)
    if len(rest) < 2 or not rest[-1].text.endswith(".") or not checked_name(rest[-2].cell):
        return rest
    place = next(n for n in range(len(lines) - 1, -1, -1) if lines[n] is rest[-1])
    return rest if lines[place - 1].text or rest[-2].text.endswith((".", ":")) else rest[:-1]


def checked_name(cell: Cell) -> Cell | None:
    """Return the cell of a name, or None where it may be none: the title of what follows, or a head."""
    text = cell.text
    named = len(text) <= LONGEST_NAME and sum(character.isalpha() for character in text) > 2
    return cell if named and not (_SECTION.fullmatch(text) or is_no_name(text) or pieces(text)) else None
