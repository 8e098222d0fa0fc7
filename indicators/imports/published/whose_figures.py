"""Figures that each say of which year and whose they are: a name, 2017, Gouda, 629, euro, 2017, Nederland, 644.

Below a name stand a year, a place and a figure, and behind the first perhaps the unit; then those of others. Nothing is
left to a heading: a group is read where its first place is the municipality and every other is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.imports.published.headings import Column, pieces
from indicators.imports.published.paragraphs import Paragraph, is_no_name, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, names_others, region_of
from indicators.imports.published.row_years import kind_in_year
from indicators.notation.text import YEAR

LEAST_GROUPS = 3
TWICE = "Deze naam staat meer keer in deze lijst; het is niet zeker welke indicator dit is."
_YEAR = re.compile(YEAR)


@dataclass(frozen=True, slots=True)
class _Group:
    """A name and its figures: each the places of a year, of whose it is, and of the figure."""

    name: int
    figures: tuple[int, ...]  # where each year stands
    unit: str
    end: int


def read_whose_figures(paragraphs: Sequence[Paragraph], index: int, placer: Placer) -> int:
    """Read the list that begins here; return its end, or `index` where there is none."""
    groups: list[_Group] = []
    end = index
    while group := _group(paragraphs, end):
        groups.append(group)
        end = group.end
    if len(groups) < LEAST_GROUPS:
        return index
    placer.enter((p.text for p in paragraphs[max(0, index - 3) : index]), (p.text for p in paragraphs[index:end]))
    names = [paragraphs[group.name].text.casefold() for group in groups]
    for group in groups:
        name = paragraphs[group.name]
        if names.count(name.text.casefold()) > 1:
            placer.out.ask(name.cell.place, name.text, TWICE)
            continue
        row = placer.new_row("", name.cell, "", unit=group.unit)
        for place in group.figures:
            year, whose, figure = paragraphs[place : place + 3]
            region = "" if region_of(whose.text) == OWN else whose.text
            column = Column("benchmark" if region else "waarde", int(year.text), region, whose.text)
            kind = column.kind if region else kind_in_year(row, column, [column], int(year.text), placer.scope)
            placer.place(row, [Column(kind, column.year, region, whose.text)], [figure.cell])
    return end


def _group(paragraphs: Sequence[Paragraph], index: int) -> _Group | None:
    """Return the name that stands here and its figures; None where they are not all there."""
    texts = [paragraph.text for paragraph in paragraphs[index : index + 1]]
    if not texts or kind_of(texts[0]) != "text" or is_no_name(texts[0]) or region_of(texts[0]) or pieces(texts[0]):
        return None
    figures: list[int] = []
    unit, place = "", index + 1
    while _is_figure(paragraphs, place):
        figures.append(place)
        place += 3
        behind = paragraphs[place].text if place < len(paragraphs) else ""
        if len(figures) == 1 and behind and kind_of(behind) == "text" and _is_figure(paragraphs, place + 1):
            unit, place = behind, place + 1
    whose = [paragraphs[start + 1].text for start in figures]
    own = [region_of(text) == OWN for text in whose]
    if len(figures) < 2 or not own[0] or any(own[1:]) or len({text.casefold() for text in whose}) < len(whose):
        return None
    return _Group(index, tuple(figures), unit, place)


def _is_figure(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """Whether a year, a place and a figure stand here."""
    texts = [paragraph.text for paragraph in paragraphs[place : place + 3]]
    if len(texts) < 3 or not _YEAR.fullmatch(texts[0]) or kind_of(texts[2]) != "value" or _YEAR.fullmatch(texts[2]):
        return False
    return bool(region_of(texts[1])) or names_others(texts[1])
