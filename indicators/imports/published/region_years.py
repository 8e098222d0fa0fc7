"""Tables in which each region has the same years: Gouda, Nederland, and below them 2018 2019 2018 2019.

Read only where every row is whole: perhaps its number, its name, its unit where the heading has one, and a figure
for every region and year. A table right below it whose heading has those very years, but no regions, goes on with them.
"""

import re
from collections.abc import Sequence

from indicators.imports.published.headings import Column, pieces
from indicators.imports.published.paragraphs import Paragraph, is_no_name, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, names_others, names_own, region_of
from indicators.imports.published.row_names import NUMBER
from indicators.notation.text import YEAR

MOST_REGIONS, MOST_YEARS = 4, 6
UNEVEN = "Deze rij heeft niet voor elk jaar van elke regio een cijfer; het is niet zeker welke er staan."
_WHOLE = re.compile(r"(?:ge)?heel ", re.IGNORECASE)  # Geheel Nederland


def read_region_years(paragraphs: Sequence[Paragraph], index: int, placer: Placer) -> int:
    """Read the table of this layout that begins at `index`, and those it goes on with; return its end, or `index`."""
    regions = _regions(paragraphs, index)
    years, unit, body = _years(paragraphs, index + len(regions), len(regions))
    if not years or not _rows_begin(paragraphs, body, unit=unit):
        return index
    columns = [
        Column(
            "realisatie" if region == OWN else "benchmark", year, "" if region == OWN else region, f"{region} {year}"
        )
        for region in regions
        for year in years
    ]
    begin, end = index, body
    while True:
        end = _read_rows(paragraphs, begin, body, columns, placer, unit=unit)
        again, unit, body = _years(paragraphs, end, len(regions))
        begin = end
        if again != years or not _rows_begin(paragraphs, body, unit=unit):
            return end


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


def _years(paragraphs: Sequence[Paragraph], index: int, count: int) -> tuple[list[int], bool, int]:
    """Return the years that each region has, whether a unit stands before them, and where the rows begin."""
    unit = False
    heads = 0
    while index < len(paragraphs) and heads < 2:
        kinds = [item.kind for item in pieces(paragraphs[index].text)]
        if kinds not in (["naam"], ["eenheid"]):
            break
        unit = unit or kinds == ["eenheid"]
        heads += 1
        index += 1
    end = index
    while end < len(paragraphs) and re.fullmatch(YEAR, paragraphs[end].text):
        end += 1
    years = [int(paragraph.text) for paragraph in paragraphs[index:end]]
    size = len(years) // count if count else 0
    whole = 1 < size <= MOST_YEARS and years == years[:size] * count and years[:size] == sorted(set(years))
    return (years[:size], unit, end) if whole else ([], False, end)


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
    *,
    unit: bool,
) -> int:
    """Read the rows from `index` on, and ask one that is not whole; return their end."""
    placer.enter((p.text for p in paragraphs[begin:index]), (p.text for p in paragraphs[index : index + 400]))
    # Where the first row has a number, the last figure above a name is the number of that; elsewhere it is a figure.
    numbered = NUMBER.fullmatch(paragraphs[index].text) is not None
    while _rows_begin(paragraphs, index, unit=unit):
        index += NUMBER.fullmatch(paragraphs[index].text) is not None
        first = index + 1 + unit
        end = first
        while end < len(paragraphs) and kind_of(paragraphs[end].text) in ("value", "broken"):
            end += 1
        begins = _rows_begin(paragraphs, end, unit=unit) and NUMBER.fullmatch(paragraphs[end - 1].text)
        last = end - 1 if numbered and begins else end
        if last == first:
            break
        name, cells = paragraphs[index].cell, [paragraph.cell for paragraph in paragraphs[first:last]]
        doubt = UNEVEN if len(cells) != len(columns) or is_no_name(name.text) else ""
        if doubt := doubt or suspect(cells):
            placer.out.ask(name.place, " · ".join(cell.text for cell in [name, *cells]), doubt)
        else:
            row = placer.new_row("", name, "", unit=paragraphs[index + 1].text if unit else "")
            placer.place(row, columns, cells)
        index = last
    return index
