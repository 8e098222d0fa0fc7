"""Blocks of an indicator in which labels and what they stand for are lines of their own: Nulmeting, and 6,6 (2012).

A block begins with `Indicator` and its name. Each label has one line below it, or none where that is empty; text that
no label stands for ends the block. Labels after that lost the name of what they are of, and are asked. Where no block
of a page says `Indicator`, and all begin alike, the name is the line above the labels, or above what it means.
"""

import itertools
import re
from collections.abc import Sequence

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.head_words import AIM
from indicators.imports.published.headings import FIGURES, Column, Item, head_of
from indicators.imports.published.labelled_lines import LATEST, LONGEST_PAIR, Block, place_blocks
from indicators.imports.published.named_above import checked_name
from indicators.imports.published.paragraphs import OF_FIGURES, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import A_YEAR, YEAR

MORE = "Onder een van deze koppen staat meer dan één cijfer; het is niet zeker wat zij zijn."
LONGEST_BLOCK = 60  # lines
BROKEN = 40  # characters of a name that may go on on the next line: below a shorter one may stand a unit
LEAST_ALIKE = 2  # blocks without the word Indicator
LEAST = 2  # figures with a year: the heading of a table has labels too
_INDICATOR = re.compile(
    r"(?:naam )?(?:(?:effect|prestatie|beleids|kern)[ -]?)?indicator(?: [0-9]{1,3})?(?::|: ?(?P<name>\S.{3,200}))?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?P<label>[^:]{2,40}): ?(?P<value>[^:]{1,60})")
_DATED = re.compile(rf"(?P<figure>[^ ].{{0,30}}?) (?:in (?P<year>{YEAR})\.?|\((?P<aside>{YEAR})\))", re.IGNORECASE)


def read_labels_and_values(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every block of this layout; return the indexes of its lines."""
    filled = [index for index, line in enumerate(lines) if line.text]
    stack = [lines[index] for index in filled]
    blocks: list[Block] = []
    place = 0
    while place < len(stack):
        block = _block_at(stack, place)
        if sum(_is_dated(column, cell) for column, cell in block.figures) >= LEAST:
            blocks.append(block)
            place = block.end
        else:
            place += 1
    if not any(block.name for block in blocks):
        _take_names_above(blocks, stack)
    if not any(block.name for block in blocks):
        return set()
    for block in blocks:
        block.undated = [cell for column, cell in block.figures if not _is_dated(column, cell)]
        block.figures = [(column, cell) for column, cell in block.figures if _is_dated(column, cell)]
    place_blocks(blocks, placer)
    return {filled[place] for block in blocks for place in range(block.begin, block.end)}


def _is_dated(column: Column, cell: Cell) -> bool:
    return column.year is not None or A_YEAR.search(cell.text) is not None


def _block_at(stack: Sequence[Line], place: int) -> Block:
    """Return the block that begins here, with a name or with a label that lost its own."""
    block = Block(place, place)
    if found := _opens(stack[place]):
        block.end += 1
        _take_name(block, stack, found)
    elif not (first := _label(stack[place].text)) or first.kind == "tekst":
        return block
    taken: set[str] = set()
    label: Item | None = None
    last = min(len(stack), place + LONGEST_BLOCK)
    while block.end < last and not stack[block.end].cells and not _opens(stack[block.end]):
        line = stack[block.end]
        pair = _PAIR.fullmatch(line.text) if len(line.text) <= LONGEST_PAIR else None
        found_label = _label(pair["label"]) if pair else _label(line.text)
        if found_label:
            label = found_label
            if label.text.casefold() in taken:
                break  # of another indicator
            taken.add(label.text.casefold())
            if pair and (not _fills(label, pair["value"], block, line) or label.kind != "tekst"):
                label = None
        elif label is None or not _fills(label, line.text, block, line):
            if not _figure_in(line.text) or not block.figures:
                break
            block.doubt = MORE
        elif label.kind != "tekst":
            label = None
        block.end += 1
    return block


def _take_names_above(blocks: Sequence[Block], stack: Sequence[Line]) -> None:
    """Name blocks that begin alike by the line above each, or above the sentence that stands between each time."""
    labels = {stack[block.begin].text.casefold() for block in blocks}
    between = {below.begin - above.end for above, below in itertools.pairwise(blocks)}
    if len(blocks) < LEAST_ALIKE or len(labels) > 1 or len(between) > 1 or not between <= {1, 2}:
        return
    offset = between.pop()
    names = [stack[block.begin - offset] for block in blocks if block.begin >= offset]
    meanings = [stack[block.begin - 1] for block in blocks] if offset > 1 else []
    sound = len(names) == len(blocks) and all(line.text.endswith(".") for line in meanings)
    if not sound or any(line.cells or line.text.endswith((".", ":", ",")) for line in names):
        return
    for block, line in zip(blocks, names, strict=True):
        block.name = checked_name(line.cell)
        block.doubt = block.doubt or ("" if block.name else UNNAMED)
        block.begin -= offset


def _opens(line: Line) -> re.Match[str] | None:
    return None if line.cells else _INDICATOR.fullmatch(line.text)


def _take_name(block: Block, stack: Sequence[Line], found: re.Match[str]) -> None:
    """Find the name behind or below the word Indicator; it may have been broken over two lines."""
    if found["name"]:
        block.name = checked_name(Cell(found["name"], stack[block.begin].cell.place))
        return
    parts: list[str] = []
    while block.end < len(stack) and not (stack[block.end].cells or _label(stack[block.end].text)):
        text = stack[block.end].text
        if kind_of(text) != "text" or (parts and not (text[:1].islower() and len(parts[-1]) >= BROKEN)):
            break
        parts.append(text)
        block.end += 1
    block.name = checked_name(Cell(" ".join(parts), stack[block.begin + 1].cell.place)) if parts else None
    block.doubt = "" if block.name else UNNAMED


def _label(text: str) -> Item | None:
    """Return what a line says of the one below it: a bron, a unit, words, or a figure and perhaps its year."""
    bare = text.rstrip(" :")
    if AIM.fullmatch(bare):
        return Item("streefwaarde", text=bare)
    item = head_of(LATEST.sub("", bare))
    kind = "tekst" if item and item.kind == "naam" else item.kind if item else ""
    known = kind in FIGURES or (kind in ("bron", "eenheid", "tekst") and item is not None and item.year is None)
    return Item(kind, item.year, item.region, bare) if item and known else None


def _fills(label: Item, text: str, block: Block, line: Line) -> bool:
    """Take a line as what the label above it stands for; return whether it can be."""
    found = _figure_in(text)
    if label.kind in FIGURES:
        if found:
            # Its own year, unless the label has one too: then the cell is read as it stands, and compared with it.
            figure, year = (text, label.year) if label.year else found
            block.figures.append((Column(label.kind, year, label.region, label.text), Cell(figure, line.cell.place)))
        return found is not None
    if label.kind != "eenheid" and found and any(map(str.isdigit, text)):
        return False
    block.about.setdefault(label.kind, text)
    return True


def _figure_in(text: str) -> tuple[str, int | None] | None:
    """Return the figure that a line is, and the year beside it: 7,0 in 2018. None for words, or a year alone."""
    found = _DATED.fullmatch(text)
    figure = found["figure"] if found else text
    if kind_of(figure) not in OF_FIGURES or re.fullmatch(YEAR, text):
        return None
    return figure, int(found["year"] or found["aside"]) if found else None
