"""Tables in which each region has its own years: Gouda, Nederland, and below them 2018 2019 2018 2019.

Read only where every row is whole: perhaps its number, its name, its unit where the heading has one, a figure for every
region and year, and the words for which heads stand behind the years. A table right below it whose heading has those
very years, but no regions, goes on with them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.imports.published.document import Scope
from indicators.imports.published.headings import Column, pieces
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, names_others, names_own, region_of
from indicators.imports.published.row_names import NUMBER
from indicators.imports.published.whose_years import runs_of
from indicators.notation.text import YEAR

MOST_REGIONS, MOST_YEARS = 4, 6
UNEVEN = "Deze rij heeft niet voor elk jaar van elke regio een cijfer; het is niet zeker welke er staan."
_WHOLE = re.compile(r"(?:ge)?heel ", re.IGNORECASE)  # Geheel Nederland
_WITH_BRON = re.compile(r" \(bron(?:nen)?: [^()]*\)$", re.IGNORECASE)  # Indicatoren (Bron: CBS)
_BESIDE = (["naam"], ["eenheid"])
_BEHIND = (["tekst"], ["bron"])


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a heading says of each row: the years of each region, whether a unit stands before them, words behind."""

    years: tuple[tuple[int, ...], ...] = ()
    unit: bool = False
    behind: int = 0


def read_region_years(paragraphs: Sequence[Paragraph], index: int, placer: Placer) -> int:
    """Read the table of this layout that begins at `index`, and those it goes on with; return its end, or `index`."""
    titled = _kinds(paragraphs[index]) == ["naam"]  # Beleidsindicatoren
    regions = _regions(paragraphs, index + titled)
    shape, body = _shape(paragraphs, index + titled + len(regions), len(regions))
    if not shape.years or not _rows_begin(paragraphs, body, unit=shape.unit):
        return index
    columns = _columns(regions, shape, placer.scope)
    begin, end = index, body
    while True:
        end = _read_rows(paragraphs, begin, body, columns, placer, shape)
        again, body = _shape(paragraphs, end, len(regions))
        begin = end
        if again.years != shape.years or not _rows_begin(paragraphs, body, unit=again.unit):
            return end
        shape = again


def _columns(regions: Sequence[str], shape: _Shape, scope: Scope) -> list[Column]:
    """Return a column for each region and year; a year that nobody can have measured yet may be what is aimed at."""
    others = {year for region, years in zip(regions, shape.years, strict=True) if region != OWN for year in years}
    columns: list[Column] = []
    for region, years in zip(regions, shape.years, strict=True):
        for year in years:
            early = scope.measured and year > scope.measured and year not in others
            kind = "benchmark" if region != OWN else "onduidelijk" if early else "realisatie"
            columns.append(Column(kind, year, "" if region == OWN else region, f"{region} {year}"))
    return columns


def _regions(paragraphs: Sequence[Paragraph], index: int) -> list[str]:
    """Return whose figures stand below, the municipality's own and those of others; [] where that is not said."""
    found: list[str] = []
    for paragraph in paragraphs[index : index + MOST_REGIONS]:
        text = _WHOLE.sub("", paragraph.text)
        own = names_own(text) or names_own(re.sub(r"(?i)^gemeente ", "", text))
        if not (own or names_others(text) or region_of(text)):
            break
        found.append(OWN if own else text)
    return found if len(found) > 1 and found.count(OWN) == 1 and len(set(found)) == len(found) else []


def _shape(paragraphs: Sequence[Paragraph], index: int, count: int) -> tuple[_Shape, int]:
    """Return what the rest of the heading says of each row, and where the rows begin; no years where it is none."""
    heads: list[list[str]] = []
    while index < len(paragraphs) and len(heads) < 2 and (kinds := _kinds(paragraphs[index])) in _BESIDE:
        heads.append(kinds)
        index += 1
    end = index
    most = min(len(paragraphs), index + count * MOST_YEARS + 1)
    while end < most and re.fullmatch(YEAR, paragraphs[end].text):
        end += 1
    years = tuple(tuple(part) for part in runs_of([int(paragraph.text) for paragraph in paragraphs[index:end]]))
    body = end
    while body < len(paragraphs) and body < end + len(_BEHIND) and _kinds(paragraphs[body]) in _BEHIND:
        body += 1
    whole = len(years) == count and all(1 < len(part) <= MOST_YEARS for part in years)
    return (_Shape(years, ["eenheid"] in heads, body - end) if whole else _Shape()), body


def _kinds(paragraph: Paragraph) -> list[str]:
    return [item.kind for item in pieces(_WITH_BRON.sub("", paragraph.text))]


def _rows_begin(paragraphs: Sequence[Paragraph], index: int, *, unit: bool) -> bool:
    """Whether a row begins here: perhaps a number, a name, and a unit where the heading has one."""
    index += index < len(paragraphs) and NUMBER.fullmatch(paragraphs[index].text) is not None
    named = paragraphs[index : index + 1 + unit]
    texts = [kind_of(p.text) == "text" or (n == 1 and p.text in ("%", "€")) for n, p in enumerate(named)]
    return len(texts) == 1 + unit and all(texts) and not any(pieces(paragraph.text) for paragraph in named)


def _read_rows(
    paragraphs: Sequence[Paragraph],
    begin: int,
    index: int,
    columns: Sequence[Column],
    placer: Placer,
    shape: _Shape,
) -> int:
    """Read the rows from `index` on, and ask one that is not whole; return their end."""
    placer.enter((p.text for p in paragraphs[begin:index]), (p.text for p in paragraphs[index : index + 400]))
    # Where the first row has a number, the last figure above a name is the number of that; elsewhere it is a figure.
    numbered = NUMBER.fullmatch(paragraphs[index].text) is not None
    certain = True  # that the first text of the row is its name
    while _rows_begin(paragraphs, index, unit=shape.unit):
        index += NUMBER.fullmatch(paragraphs[index].text) is not None
        first = index + 1 + shape.unit
        end = first
        while end < len(paragraphs) and kind_of(paragraphs[end].text) in OF_FIGURES:
            end += 1
        begins = _rows_begin(paragraphs, end, unit=shape.unit) and NUMBER.fullmatch(paragraphs[end - 1].text)
        last = end - 1 if numbered and begins else end
        if last == first:
            break
        name, cells = paragraphs[index].cell, [paragraph.cell for paragraph in paragraphs[first:last]]
        nameless = not certain or is_no_name(name.text) or is_source(name.text)
        doubt = UNEVEN if nameless or len(cells) != len(columns) else suspect(cells)
        if doubt:
            placer.out.ask(name.place, " · ".join(cell.text for cell in [name, *cells]), doubt)
        else:
            row = placer.new_row("", name, "", unit=paragraphs[index + 1].text if shape.unit else "")
            placer.place(row, columns, cells)
        index, certain = _next_row(paragraphs, last, shape)
    return index


def _next_row(paragraphs: Sequence[Paragraph], index: int, shape: _Shape) -> tuple[int, bool]:
    """Return where the next row begins behind the words of one, and whether that is certain: none of them is gone."""
    if not shape.behind:
        return index, True
    end = index
    while end < len(paragraphs) and kind_of(paragraphs[end].text) == "text" and not pieces(paragraphs[end].text):
        end += 1
    if end == len(paragraphs) or kind_of(paragraphs[end].text) == "text":
        return min(index + shape.behind, end), True  # below the last row
    start = end - 1 - shape.unit
    return start, start - index == shape.behind
