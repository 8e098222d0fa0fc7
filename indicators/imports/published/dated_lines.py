"""Blocks of an indicator whose figures stand below each other, each behind its year: 2018 : 6, and below it 2017 : 6.

Above them may stand what is aimed at and when (6 in 2020), and above that the name. What they are is said by the
headings of the page (Streven, Eerdere resultaten), and else by the document.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import Scope
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.kind_rows import TWICE
from indicators.imports.published.named_above import checked_name
from indicators.imports.published.paragraphs import kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.settled_headings import asked_by_year, one_way, settled_by
from indicators.imports.published.source import Cell, Line, one_after_another
from indicators.notation.text import YEAR

LONGEST_NAME = 120  # characters
MOST_ASIDES = 2
_DATED = re.compile(rf"(?P<year>{YEAR}) ?: ?(?P<figure>[^: ][^:]{{0,30}})")
_AIM = re.compile(rf"(?P<figure>[^ ].{{0,20}}?) in (?P<year>{YEAR})\.?", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]{1,120}\)")
_AIMED = re.compile(r"streven|streefwaarden?|doelstelling|ambitie|norm", re.IGNORECASE)
_RESULTS = re.compile(
    rf"(?:eerdere |behaalde )?(?:resultaat|resultaten|realisaties?)(?: (?:over|in|van) {YEAR})?", re.IGNORECASE
)
# De openbare ruimte goed beheren, (Bron: Gemeentewet): a goal, not what is measured of it.
_GOAL = re.compile(
    r".*\bbron:.*|.*\b(?:is|zijn|wordt|worden|heeft|hebben|krijgt|krijgen|blijft|blijven|willen|wil)\b.*"
    r"|(?:de|het|een|we|wij) (?:.* )?[^\W\d_]+en",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Block:
    """The figures of one indicator, each with its year, and what is aimed at; its places among the filled lines."""

    begin: int
    end: int
    dated: list[tuple[int, Cell]]
    aim: tuple[int, Cell] | None = None
    name: Cell | None = None


def read_dated_lines(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every block of this layout; return the indexes of its lines."""
    filled = [index for index, line in enumerate(lines) if line.text]
    stack = [lines[index] for index in filled]
    blocks = one_after_another(stack, _block_at)
    said = [line.text for line in stack[: blocks[0].begin]] if blocks else []
    aimed, results = (any(map(words.fullmatch, said)) for words in (_AIMED, _RESULTS))
    blocks = [block for block in blocks if (block.aim and aimed) or results]
    names = Counter(block.name.text.casefold() for block in blocks if block.name)
    for block in blocks:
        doubt = UNNAMED if not block.name else TWICE if names[block.name.text.casefold()] > 1 else ""
        _read(block, doubt, placer, aimed=aimed, results=results)
    return {filled[place] for block in blocks for place in range(block.begin, block.end)}


def _block_at(stack: Sequence[Line], place: int, least: int) -> _Block | None:
    """Return the block of which the years begin at this place."""
    end = place
    dated: list[tuple[int, Cell]] = []
    while end < len(stack) and not stack[end].cells and (found := _DATED.fullmatch(stack[end].text)):
        if kind_of(found["figure"]) != "value":
            return None
        dated.append((int(found["year"]), Cell(found["figure"], stack[end].cell.place)))
        end += 1
    if len(dated) < 2:
        return None
    begin = place
    while begin > max(least, place - MOST_ASIDES) and _ASIDE.fullmatch(stack[begin - 1].text):
        begin -= 1
    block = _Block(begin, end, dated)
    if begin > least and (found := _AIM.fullmatch(stack[begin - 1].text)) and kind_of(found["figure"]) == "value":
        block.begin -= 1
        block.aim = (int(found["year"]), Cell(found["figure"], stack[block.begin].cell.place))
    if block.begin > least:
        line = stack[block.begin - 1]
        sound = not line.cells and len(line.text) <= LONGEST_NAME and not line.text.endswith((".", ":"))
        sound = sound and kind_of(line.text) == "text" and not _GOAL.fullmatch(line.text)
        block.name = checked_name(line.cell) if sound else None
        block.begin -= sound
    return block


def _read(block: _Block, doubt: str, placer: Placer, *, aimed: bool, results: bool) -> None:
    """Place the figures of one block, or ask."""
    years = [year for year, _ in block.dated]
    cells = [cell for _, cell in block.dated]
    doubt = doubt or ("" if one_way(years) else UNSAID)
    if doubt or block.name is None:
        placer.out.ask(cells[0].place, " · ".join(cell.text for cell in cells), doubt)
        return
    row = placer.new_row("", block.name, "")
    if block.aim and aimed and block.aim[0] >= max(years):
        placer.place(row, [Column("streefwaarde", block.aim[0], text=str(block.aim[0]))], [block.aim[1]])
    elif block.aim:
        placer.out.ask(block.aim[1].place, block.aim[1].text, UNSAID)
    placer.place(row, _columns(years, placer.scope, results=results), cells)


def _columns(years: Sequence[int], scope: Scope, *, results: bool) -> Sequence[Column]:
    """Return the years as columns: of results where the headings say so, or as the document says."""
    if results:
        return [Column("realisatie", year, text=str(year)) for year in years]
    heading = Heading((Column("naam"), *(Column("", year, text=str(year)) for year in years)), UNSAID)
    return asked_by_year(settled_by(heading, scope)).figures
