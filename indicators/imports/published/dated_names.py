"""Rows whose name ends with the year of their figures, below the municipality and others: Verzuim (%, 2020), 4, 9."""

import re
from collections.abc import Sequence

from indicators.imports.published.document import speaks_of_aims
from indicators.imports.published.headings import FIGURES, Column, pieces
from indicators.imports.published.paragraphs import Paragraph, is_no_name, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, names_others, names_own, region_of
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import A_YEAR, YEAR

MOST_OTHERS = 3  # columns
ABOVE = 3  # paragraphs above the heading that may say what it holds
UNDATED = "Bij deze naam staat niet van welk jaar de cijfers zijn."
UNEVEN = "Onder deze naam staan niet evenveel cijfers als de kop kolommen noemt."
TO_COME = "Dit jaar kan het document nog niet gemeten hebben."
_NAME = re.compile(rf"\S.{{2,150}} \((?:(?P<unit>[^()]{{1,60}}), )?(?P<year>{YEAR})\)")
_OTHERS = re.compile(rf"(?P<whose>[^()]{{2,60}}?)(?: \((?P<year>{YEAR})\))?")
_CLASS = re.compile(
    r"(?:gemiddelde? )?(?:(?:niet|weinig|matig|(?:zeer )?sterk)[ -]stedelijke?|deelnemende) gemeenten", re.IGNORECASE
)
_NO_DATA = re.compile(r"geen (?:data|gegevens)", re.IGNORECASE)


def read_dated_names(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of which each name carries its year; return the indexes of its lines."""
    used: set[int] = set()
    blocks = _blocks(lines)
    texts = [Paragraph(tuple(lines[n].cell for n in block)).text for block in blocks]
    index = 0
    while index < len(blocks):
        columns = _columns(texts, index)
        first = index + len(columns)
        if len(columns) < 2 or speaks_of_aims(texts[max(0, index - ABOVE) : index]) or not _begins(texts, first):
            index += 1
            continue
        placer.enter(texts[max(0, index - ABOVE) : first], texts[first:])
        end = first
        while end < len(blocks):
            cells = _cells(lines, blocks, texts, end + 1)
            if cells:
                _read(Cell(texts[end], lines[blocks[end][0]].cell.place), columns, cells, placer)
            elif end + 1 == len(blocks) or not _NAME.fullmatch(texts[end + 1]):
                break  # no figures below, nor a name below the title of a group: another text
            end += 1 + len(cells)
        used |= {n for block in blocks[index:end] for n in block}
        index = end
    return used


def _blocks(lines: Sequence[Line]) -> list[list[int]]:
    """Return the indexes of the lines of each paragraph; a row of cells is none."""
    found: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        if not line.text or line.cells:
            found.append([])
        else:
            found[-1].append(index)
    return [block for block in found if block]


def _columns(texts: Sequence[str], index: int) -> list[Column]:
    """Return the column of the municipality that stands here, and those of others right below; [] for no such."""
    if not names_own(texts[index]):
        return []
    columns = [Column("realisatie", region=OWN, text=texts[index])]
    for text in texts[index + 1 : index + 1 + MOST_OTHERS]:
        found = _OTHERS.fullmatch(text)
        whose = found["whose"] if found else ""
        if not found or names_own(whose) or not (names_others(whose) or region_of(whose) or _CLASS.fullmatch(whose)):
            break
        columns.append(Column("benchmark", int(found["year"]) if found["year"] else None, whose, text))
    return columns


def _begins(texts: Sequence[str], first: int) -> bool:
    """Whether a name with its year stands right below the heading, or below the title of a group."""
    return any(_NAME.fullmatch(text) for text in texts[first : first + 2]) and kind_of(texts[first]) == "text"


def _cells(lines: Sequence[Line], blocks: Sequence[list[int]], texts: Sequence[str], begin: int) -> list[Cell]:
    """Return the figures that follow each other from here on."""
    end = begin
    while end < len(blocks) and (kind_of(texts[end]) in ("value", "broken", "mark") or _NO_DATA.fullmatch(texts[end])):
        end += 1
    return [Cell(texts[n], lines[blocks[n][0]].cell.place) for n in range(begin, end)]


def _heads_figures(text: str) -> bool:
    """Whether a text names a column of figures, as no indicator does: Realisatie (%, 2020)."""
    return any(item.kind in FIGURES for item in pieces(text.partition(" (")[0]))


def _read(name: Cell, columns: Sequence[Column], cells: Sequence[Cell], placer: Placer) -> None:
    """Place the figures of one row in the year of its name, or ask."""
    found = _NAME.fullmatch(name.text)
    year = int(found["year"]) if found else 0
    if not found or A_YEAR.search(name.text[: found.start("year")]) or speaks_of_aims([name.text]):
        doubt = UNDATED
    elif len(cells) != len(columns) or is_no_name(name.text) or _heads_figures(name.text):
        doubt = UNEVEN
    else:
        doubt = TO_COME if placer.scope.measured and year > placer.scope.measured else suspect(cells)
    if doubt:
        placer.out.ask(name.place, " · ".join(cell.text for cell in [name, *cells]), doubt)
        return
    row = placer.new_row("", name, "", unit="%" if found and found["unit"] == "%" else "")
    dated = [Column(c.kind, c.year or year, "" if c.region == OWN else c.region, c.text) for c in columns]
    placer.place(row, dated, cells)
