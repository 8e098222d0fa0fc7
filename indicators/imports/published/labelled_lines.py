"""Blocks of an indicator in which every figure stands right behind what it is, below the name: Realisatie 2022: 136.

Between and around those stand lines such as `Bron: CBS`. Figures behind them, or a second of one kind and year, may be
of an indicator that lost its name, and are asked.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.headings import FIGURES, Column, head_of, pieces
from indicators.imports.published.kind_rows import TWICE
from indicators.imports.published.named_above import checked_name
from indicators.imports.published.paragraphs import OF_FIGURES, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

UNDATED = "Bij dit cijfer staat geen jaar."
LONGEST_PAIR = 110  # characters
LATEST = re.compile(r"laatste (?=meting|realisatie|stand)", re.IGNORECASE)  # which it was, its year says
_UNDATED = re.compile(r"(?P<head>[^:0-9]{2,40}): ?(?P<value>[^:]{1,60})")
_PAIR = re.compile(rf"(?P<head>[^:]{{2,40}} \(?{YEAR}\)?) ?(?P<sign>[:=] ?| )(?P<value>[^:=]{{1,60}})", re.IGNORECASE)
_BULLET = re.compile(r"^[•▪‣*-] ")
_EMPTY = re.compile(rf"(?P<head>[^:]{{2,40}} \(?{YEAR}\)?) ?:", re.IGNORECASE)
_WORDS = re.compile(r"(?P<head>[^:0-9]{2,40}): ?(?P<words>.{1,200})")
_SAYS_FIGURE = re.compile(r"[^:]{2,60}[:=] ?[-<>≤≥€]? ?[0-9].*")  # no name: Prognose 2022: 130
_NUMBERED = re.compile(r"(?:[0-9]{1,3}[.)] )?(?P<name>[^\W\d_].{3,200})")
_ENDS = (".", ":", "!", "?", ";", ",")


@dataclass(slots=True)
class Block:
    """The figures of one indicator and what is told of it. `begin` and `end` are places among the filled lines."""

    begin: int
    end: int
    figures: list[tuple[Column, Cell]] = field(default_factory=list)
    undated: list[Cell] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    name: Cell | None = None
    doubt: str = ""

    @property
    def cells(self) -> list[Cell]:
        """All its figures."""
        return sorted([*(cell for _, cell in self.figures), *self.undated], key=lambda cell: cell.place)


def pair_of(line: Line, *, also: Sequence[str] = ()) -> tuple[Column, Cell] | None:
    """Return the column and the figure of a line such as Realisatie 2018: 42%; of other kinds too that are asked."""
    text = _BULLET.sub("", line.text)
    if len(text) > LONGEST_PAIR or not (pair := _PAIR.fullmatch(text)):
        return None
    item = head_of(LATEST.sub("", re.sub(rf"\(({YEAR})\)", r"\1", pair["head"])))
    if not item or item.kind not in (*FIGURES, *also) or not item.year or len(pieces(text)) > 1:
        return None
    if not pair["sign"].strip() and kind_of(pair["value"]) not in OF_FIGURES:
        return None  # Begroting 2015 primitief
    return Column(item.kind, item.year, item.region, item.text), Cell(pair["value"], line.cell.place)


def read_labelled_lines(lines: Sequence[Line], used: set[int], placer: Placer) -> set[int]:
    """Read blocks of two lines or more that each hold a head and a figure, below a name; return their indexes."""
    filled = [index for index, line in enumerate(lines) if line.text and index not in used]
    stack = [lines[index] for index in filled]
    apart = [not place or index - filled[place - 1] > 1 for place, index in enumerate(filled)]
    blocks: list[Block] = []
    place = 0
    while place < len(stack):
        block = _block_at(stack, apart, place)
        if len(block.cells) > 1 or (block.cells and block.about):
            _name(block, stack, blocks[-1].end if blocks else 0)
            blocks.append(block)
        place = max(block.end, place + 1)
    if not any(len(block.cells) > 1 for block in blocks):
        return set()  # one such line may be part of a sentence
    place_blocks(blocks, placer)
    return {filled[place] for block in blocks for place in range(block.begin, block.end)}


def _block_at(stack: Sequence[Line], apart: Sequence[bool], place: int) -> Block:
    """Return what stands from this place on until a line of another shape, or of another indicator.

    Where its lines stand right below each other an empty one (`apart`) ends it.
    """
    block = Block(place, place)
    told = False  # behind the figures
    close = not all(apart[place : place + 2])
    while block.end < len(stack) and not stack[block.end].cells:
        line = stack[block.end]
        if close and apart[block.end] and block.end > place:
            break
        if about := _told(line.text):
            if about[0] in block.about:
                break
            block.about[about[0]] = about[1]
            told = bool(block.cells)
        elif not _EMPTY.fullmatch(line.text) or not pair_of(Line(Cell(f"{line.text} 0", line.cell.place))):
            pair, undated = pair_of(line, also=("onduidelijk",)), _undated(line)
            if told or not (pair or undated):
                break
            block.figures += [pair] if pair else []
            block.undated += [undated] if undated and not pair else []
        block.end += 1
    heads = Counter((column.kind, column.year) for column, _ in block.figures)
    block.doubt = UNNAMED if any(count > 1 for count in heads.values()) else ""
    return block


def _told(text: str) -> tuple[str, str] | None:
    """Return what a line says of an indicator: its bron, its unit, or words behind their head (Trend: daalt)."""
    if told := about_of(text):
        return told
    found = _WORDS.fullmatch(text)
    item = head_of(found["head"]) if found else None
    kind = item.kind if item and not item.year else ""
    if not found or not item or kind not in ("tekst", "bron"):
        return None
    return kind if kind == "bron" else f"{kind}: {item.text}", found["words"]


def _undated(line: Line) -> Cell | None:
    """Return the figure of a line that says what it is, and not of which year: Nulmeting: 61.200."""
    found = _UNDATED.fullmatch(line.text) if len(line.text) <= LONGEST_PAIR else None
    item = head_of(found["head"]) if found else None
    return Cell(found["value"], line.cell.place) if found and item and item.kind in FIGURES else None


def _name(block: Block, stack: Sequence[Line], least: int) -> None:
    """Find the name of a block on the line above it, or above the sentence that says what it means."""
    means = block.begin - 1 > least and stack[block.begin - 1].text.endswith(".") and not stack[block.begin - 1].cells
    place = block.begin - 1 - means
    if place < least or stack[place].cells or _told(stack[place].text) or _SAYS_FIGURE.fullmatch(stack[place].text):
        return
    found = _NUMBERED.fullmatch(stack[place].text)
    if found and not found["name"].endswith(_ENDS):
        block.name = checked_name(Cell(found["name"].strip(), stack[place].cell.place))
    block.begin = place if block.name else block.begin


def place_blocks(blocks: Sequence[Block], placer: Placer) -> None:
    """Place the figures of blocks, or ask: without a name, with one that stands there twice, or without a year."""
    named = Counter(block.name.text.casefold() for block in blocks if block.name)
    for block in blocks:
        doubt = block.doubt or ("" if block.name else UNNAMED)
        doubt = doubt or (TWICE if block.name and named[block.name.text.casefold()] > 1 else "")
        if doubt or block.name is None:
            for cell in block.cells:
                placer.out.ask(cell.place, cell.text, doubt)
            continue
        placer.enter([block.name.text, *block.about.values()], (cell.text for cell in block.cells))
        row = placer.new_row("", block.name, "", unit=block.about.get("eenheid", ""))
        row.bron = block.about.get("bron", "")
        placer.place(row, [column for column, _ in block.figures], [cell for _, cell in block.figures])
        for cell in block.undated:
            placer.out.ask(cell.place, cell.text, UNDATED)
