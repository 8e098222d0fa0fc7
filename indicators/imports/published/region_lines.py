"""A block of one indicator with a line for each region, on which every figure is followed by the unit.

A name, lines Eenheid: and Bron:, Regio 2021 2022, and Gouda 3,8 per 1.000 inwoners 4 per 1.000 inwoners. A line is read
where the very same words stand behind each figure, and there are as many as years.
"""

import re
from collections.abc import Sequence

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import speaks_of_aims
from indicators.imports.published.headings import Column, Heading, pieces
from indicators.imports.published.kind_rows import without_meaning
from indicators.imports.published.paragraphs import is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, about_of, region_of
from indicators.imports.published.settled_headings import asked_by_year, one_way, settled_by
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

MOST_ABOUT = 3  # lines between the name and the heading
LONGEST_NAME, LONGEST_WHO, LONGEST_LINE = 120, 4, 600  # characters, words, characters
UNEVEN = "Op deze regel staat niet voor elk jaar een cijfer met dezelfde eenheid."
_HEAD = re.compile(rf"(?:regio|gebied)(?P<years>(?: {YEAR}){{2,12}})", re.IGNORECASE)
_FIGURE = r"-?[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?"


def read_region_lines(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every block of this layout; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        found = _HEAD.fullmatch(line.text)
        years = [int(year) for year in found["years"].split()] if found else []
        if not years or not one_way(years) or not (name := _name(lines, index)):
            continue
        about = [told for text in lines[name + 1 : index] if (told := about_of(text.text))]
        end = index + 1
        while end < len(lines) and (not lines[end].text or _whose(lines[end].text)[0]):
            end += 1
        rows = [n for n in range(index + 1, end) if lines[n].text]
        if [_whose(lines[n].text)[0] for n in rows].count(OWN) != 1:
            continue
        placer.enter([line.text], [])
        row = placer.new_row("", lines[name].cell, "")
        row.unit = next((text.strip(" .") for kind, text in about if kind == "eenheid"), "")
        row.bron = next((text for kind, text in about if kind == "bron"), "")
        above = [text.text for text in lines[max(0, name - MOST_ABOUT) : index] if not text.text.endswith(".")]
        others = any(_whose(lines[n].text)[0] != OWN and _figures(_whose(lines[n].text)[1], len(years)) for n in rows)
        heading = _heading(years, above, placer, others=others)
        for number in rows:
            region, rest = _whose(lines[number].text)
            cells = [Cell(figure, lines[number].cell.place) for figure in _figures(rest, len(years))]
            if not cells:
                placer.out.ask(lines[number].cell.place, lines[number].text, UNEVEN)
            elif region == OWN:
                place_cells(row, heading, cells, placer, doubt="", at=lines[number].cell)
            else:
                placer.place(row, [Column("benchmark", year, region) for year in years], cells)
        used |= set(range(name, end))
    return used


def _name(lines: Sequence[Line], index: int) -> int:
    """Return where the name of the block stands, above lines that say what its unit or bron is; 0 for no such."""
    above = [n for n in range(max(0, index - 4 * MOST_ABOUT), index) if lines[n].text][::-1]
    told = next((number for number, n in enumerate(above) if not about_of(lines[n].text)), 0)
    if not told and len(above) > 1 and len(without_meaning([lines[n] for n in above[1::-1]], lines[:index])) == 1:
        told = 1  # what it means stands between
    alone = bool(above) and not told and not lines[above[0] - 1].text and above[0] > 0
    if not (alone or 0 < told <= MOST_ABOUT):
        return 0
    name = lines[above[told]].text
    sound = len(name) <= LONGEST_NAME and not name.endswith((".", ":")) and not pieces(name) and not is_no_name(name)
    return above[told] if sound else 0


def _whose(text: str) -> tuple[str, str]:
    """Return whose figures a line holds, and the rest of it; '' where it does not begin with a region."""
    words = text.split(" ")
    first = next((n for n, word in enumerate(words) if re.match("[0-9-]", word)), 0)
    region = region_of(" ".join(words[:first])) if 0 < first <= LONGEST_WHO + 1 else ""
    return (region, " ".join(words[first:])) if region else ("", "")


def _figures(text: str, count: int) -> list[str]:
    """Return the figures of a line behind each of which the same words stand; [] where they are not `count`."""
    if len(text) > LONGEST_LINE:
        return []
    parts = text.split(" ")
    size, rest = divmod(len(parts), count)
    if rest or not size:
        return []
    groups = [parts[n : n + size] for n in range(0, len(parts), size)]
    same = all(group[1:] == groups[0][1:] and re.fullmatch(_FIGURE, group[0]) for group in groups)
    return [group[0] for group in groups] if same else []


def _heading(years: Sequence[int], above: Sequence[str], placer: Placer, *, others: bool) -> Heading:
    """Return the years as columns: measured where they were of others, or as far as the document can have.

    Below lines that speak of aims the document settles nothing.
    """
    if others:
        return Heading((Column("naam"), *(Column("realisatie", year, text=str(year)) for year in years)))
    heading = Heading((Column("naam"), *(Column("", year, text=str(year)) for year in years)), UNSAID)
    settled = heading if speaks_of_aims(above) else settled_by(heading, placer.scope)
    return asked_by_year(settled)
