"""A block of one indicator with a line for each region, on which every figure is followed by the unit.

A name, lines Eenheid: and Bron:, Regio 2021 2022, and Gouda 3,8 per 1.000 inwoners 4 per 1.000 inwoners. A line is read
where the very same words stand behind each figure, and there are as many as years; a dash is the figure of one. A line
that begins with Verwachtingswaarde says what was aimed at.
"""

import re
from collections.abc import Sequence

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import speaks_of_aims
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.kinds_of_rows import kind_of_row
from indicators.imports.published.named_above import name_above
from indicators.imports.published.paragraphs import place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, region_of
from indicators.imports.published.settled_headings import asked_by_year, settled_by
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

MOST_ABOVE = 12  # lines above the heading that may speak of aims
LONGEST_WHO, LONGEST_LINE = 4, 600  # words, characters
UNEVEN = "Op deze regel staat niet voor elk jaar een cijfer met dezelfde eenheid."
_HEAD = re.compile(rf"(?:regio|gebied)(?P<years>(?: {YEAR}){{2,12}})", re.IGNORECASE)
_FIGURE = r"-?[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?"
AIM = "streefwaarde"  # where others have their region


def read_region_lines(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every block of this layout; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        found = _HEAD.fullmatch(line.text)
        years = [int(year) for year in found["years"].split()] if found else []
        if not years or len(set(years)) < len(years):
            continue
        name, about = name_above(lines, max(used, default=-1) + 1, index)
        if name is None:
            continue
        end = index + 1
        while end < len(lines) and (not lines[end].text or _whose(lines[end].text)[0]):
            end += 1
        rows = [n for n in range(index + 1, end) if lines[n].text]
        whose = [_whose(lines[n].text)[0] for n in rows]
        if not {OWN, AIM} & set(whose) or len(set(whose)) < len(whose):
            continue
        placer.enter([line.text], [])
        row = placer.new_row("", name, "")
        row.unit = next((text.strip(" .") for kind, text in about if kind == "eenheid"), "")
        row.bron = next((text for kind, text in about if kind == "bron"), "")
        above = [text.text for text in lines[max(0, index - MOST_ABOVE) : index] if not text.text.endswith(".")]
        others = any(_whose(lines[n].text)[0] != OWN and _cells(_whose(lines[n].text)[1], len(years)) for n in rows)
        heading = _heading(years, above, placer, others=others)
        for number in rows:
            region, rest = _whose(lines[number].text)
            cells = [Cell(figure, lines[number].cell.place) for figure in _cells(rest, len(years))]
            if not cells:
                placer.out.ask(lines[number].cell.place, lines[number].text, UNEVEN)
            elif region == OWN:
                place_cells(row, heading, cells, placer, doubt="", at=lines[number].cell)
            elif region == AIM:
                placer.place(row, [Column(AIM, year, text=str(year)) for year in years], cells)
            else:
                placer.place(row, [Column("benchmark", year, region) for year in years], cells)
        used |= set(range(index, end))
    return used


def _whose(text: str) -> tuple[str, str]:
    """Return whose figures a line holds, or AIM, and the rest of it; '' where it begins with neither."""
    words = text.split(" ")
    first = next((n for n, word in enumerate(words) if re.match("[0-9-]", word)), 0)
    named = " ".join(words[:first])
    region = region_of(named) if 0 < first <= LONGEST_WHO + 1 else ""
    region = AIM if kind_of_row(named) == AIM else region
    return (region, " ".join(words[first:])) if region else ("", "")


def _cells(text: str, count: int) -> list[str]:
    """Return the figures of a line, behind each of which the same words stand, and its dashes.

    [] where they are not `count`, or where those words could end in more than one place.
    """
    if len(text) > LONGEST_LINE:
        return []
    parts = text.split(" ")
    found = [cells for size in range(1, len(parts) + 1) if len(cells := _by_size(parts, size)) == count]
    return found[0] if len(found) == 1 else []


def _by_size(parts: Sequence[str], size: int) -> list[str]:
    """Return the figures and dashes of a line whose figures have `size` - 1 words behind them; [] for another line."""
    first = next((n for n, part in enumerate(parts) if part != "-"), len(parts))
    unit = parts[first + 1 : first + size]
    if "-" in unit or any(re.fullmatch(_FIGURE, part) for part in (*unit[:1], *unit[-1:])):
        return []  # per 1.000 inwoners holds a number, and neither begins nor ends with one
    cells: list[str] = []
    at = 0
    while at < len(parts):
        cells.append(parts[at])
        if parts[at] == "-":
            at += 1
        elif re.fullmatch(_FIGURE, parts[at]) and parts[at + 1 : at + size] == unit:
            at += size
        else:
            return []
    return cells if first < len(parts) or size == 1 else []


def _heading(years: Sequence[int], above: Sequence[str], placer: Placer, *, others: bool) -> Heading:
    """Return the years as columns: measured where they were of others, or as far as the document can have.

    Below lines that speak of aims the document settles nothing.
    """
    if others:
        return Heading((Column("naam"), *(Column("realisatie", year, text=str(year)) for year in years)))
    heading = Heading((Column("naam"), *(Column("", year, text=str(year)) for year in years)), UNSAID)
    settled = heading if speaks_of_aims(above) else settled_by(heading, placer.scope)
    return asked_by_year(settled)
