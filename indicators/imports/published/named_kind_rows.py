"""Rows on a line each that hold their name, what they are, and a figure for each year of the heading above them.

Effectindicatoren 201820192020, Gebruik van garages Streefwaarde 30% 32% 34%, and below it Realisatie 30%: of a row with
fewer figures than years nobody can say which they are.
"""

import re
from collections import Counter
from collections.abc import Sequence

from indicators.imports.delivery import UNNAMED, Row
from indicators.imports.published import words
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.kind_rows import TWICE
from indicators.imports.published.paragraphs import is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import FOOTNOTE, YEAR

LONGEST_HEAD, NEAR = 150, 3  # characters; lines from there to the first row
WHICH = "Het is niet zeker bij welk jaar de cijfers van deze rij horen."
_HEAD = re.compile(rf"[^\W\d_][^0-9]{{2,80}} (?P<years>(?:{YEAR}){{3,12}}|{YEAR}(?: {YEAR}){{2,11}})")
_ROW = re.compile(
    r"(?P<name>[^\W\d_].{2,200}? )?"
    r"(?:(?P<realisatie>Realisatie|Gerealiseerd|Werkelijk)|(?P<streefwaarde>Streefwaarde|Begroting|Begroot|Doelwaarde))"
    r"(?= |$)(?P<figures>.*)"
)


def heads_kind_rows(lines: Sequence[Line], index: int) -> bool:
    """Whether a line of years stands right above a row that says what it is."""
    if len(lines[index].text) > LONGEST_HEAD or not _HEAD.fullmatch(lines[index].text):
        return False
    below = next((line.text for line in lines[index + 1 : index + 1 + NEAR] if line.text), "")
    return _named(below) is not None


def read_named_kind_rows(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of such rows; return the indexes of its lines."""
    used: set[int] = set()
    for index in range(len(lines)):
        if index not in used and heads_kind_rows(lines, index):
            used |= _read_table(lines, index, placer)
    return used


def _named(text: str) -> re.Match[str] | None:
    """Return the parts of a row with a name."""
    found = _ROW.fullmatch(text)
    return found if found and found["name"] else None


def _read_table(lines: Sequence[Line], head: int, placer: Placer) -> set[int]:
    """Read the rows below one heading; return the indexes of its lines."""
    said = _HEAD.fullmatch(lines[head].text)
    years = [int(year) for year in re.findall(YEAR, said["years"])] if said else []
    rows: list[tuple[int, re.Match[str], str]] = []  # of each row its line, its parts and the name it is of
    used, name, index = {head}, "", head + 1
    while index < len(lines):
        text = lines[index].text
        found = _ROW.fullmatch(text) if not lines[index].cells else None
        if found:
            # The first words of a name may stand on the line above it.
            whole = found["name"] and index - 1 in used and not found["name"][:1].islower()
            name = (found["name"] or name).strip() if whole or not found["name"] else ""
            rows.append((index, found, name))
        elif text and not FOOTNOTE.fullmatch(text):
            break
        used.add(index)
        index += 1
    placer.enter([lines[head].text], (lines[at].text for at, _, _ in rows))
    named = Counter((called, found["realisatie"] is None) for _, found, called in rows)
    indicators: dict[str, Row] = {}
    for at, found, called in rows:
        kind = "streefwaarde" if found["realisatie"] is None else "realisatie"
        heading = Heading((Column("naam"), *(Column(kind, year, text=f"{kind} {year}") for year in years)))
        split = words.split_row([lines[at].cell], found.start("figures"), len(years), last=False, years=True)
        # 845 900 1060: a row that writes a thousand without a space holds none with one.
        unspaced = split.doubt == words.SPACED and any(re.fullmatch("[1-9][0-9]{3}", c.text) for c in split.cells)
        doubt = ("" if unspaced else split.doubt) or (
            "" if years == sorted(set(years)) and not (split.name or split.bron) else WHICH
        )
        doubt = TWICE if named[called, kind == "streefwaarde"] > 1 else doubt
        if not called or is_no_name(called):
            placer.out.ask(lines[at].cell.place, lines[at].text, UNNAMED)
            continue
        if called not in indicators:
            indicators[called] = placer.new_row("", Cell(called, lines[at].cell.place), "")
        place_cells(indicators[called], heading, split.cells, placer, doubt=doubt, at=lines[at].cell)
    return used
