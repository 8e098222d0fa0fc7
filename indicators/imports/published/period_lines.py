"""Rows of words below a heading on one line that names a year and whose figures stand behind it: Periode Gouda Klasse.

Absoluut verzuim 2018 3,9 1,4 Aantal per 1.000 leerlingen: the year parts the name from the figures. A row is read where
it has as many figures as all others, and no other year.
"""

import re
from collections import Counter
from collections.abc import Sequence

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.headings import Column
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import is_no_name
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, names_others, names_own, region_of
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.word_rows import TWICE
from indicators.notation.text import A_YEAR, YEAR, without_marks

LEAST_ROWS = 2
LONGEST = 400  # characters
UNEVEN = "Deze rij heeft niet evenveel cijfers als de andere; het is niet zeker van wie ze zijn."
_HEAD = re.compile(
    r"(?:naam )?(?:beleids)?indicator(?:en)? (?:periode|peiljaar|jaar) (?P<whose>[^0-9]{2,80}?) eenheid(?: bron)?",
    re.IGNORECASE,
)
_FIGURE = r"(?:(?:€ ?)?-?[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?%?|n\.?n?\.?b\.?|n\.?v\.?t\.?|-)"
_ROW = re.compile(
    rf"(?:[0-9]{{1,2}}\. )?(?P<name>[^\W\d_].*?) (?P<year>{YEAR})(?P<figures>(?: {_FIGURE})+) (?P<unit>[^\W\d_].*|%.*)"
)
_YEARLESS = re.compile(rf"[^\n]*[^\W\d_] {_FIGURE} {_FIGURE}(?= |$)")
_CLASS = re.compile(r"klasse", re.IGNORECASE)  # of municipalities, where it stands beside one


def read_period_lines(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this layout; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        found = _HEAD.fullmatch(line.text) if not line.cells and len(line.text) <= LONGEST else None
        below = _lines_below(lines, index + 1) if found else []
        rows = [(cell, row) for cell in below if (row := _ROW.fullmatch(cell.text))]
        count, many = Counter(len(_figures(row)) for _, row in rows).most_common(1)[0] if rows else (0, 0)
        columns = _columns(found["whose"], count) if found else []
        if not columns or many < LEAST_ROWS:
            continue
        placer.enter([line.text], (cell.text for cell in below))
        names = Counter(row["name"].casefold() for _, row in rows)
        for cell in below:
            if row := _ROW.fullmatch(cell.text):
                _read(cell, row, columns, names, placer)
            else:
                placer.out.ask(cell.place, cell.text, UNEVEN)
        used |= set(range(index, index + 1 + len(below)))
    return used


def _lines_below(lines: Sequence[Line], begin: int) -> list[Cell]:
    """Return the lines right below a heading that are rows, or would be with their year."""
    below: list[Cell] = []
    for line in lines[begin:]:
        if line.cells or len(line.text) > LONGEST or not (_ROW.fullmatch(line.text) or _YEARLESS.match(line.text)):
            break
        below.append(line.cell)
    return below


def _figures(row: re.Match[str]) -> list[re.Match[str]]:
    return list(re.compile(_FIGURE).finditer(row.string, *row.span("figures")))


def _columns(text: str, count: int) -> list[Column]:
    """Return the columns behind the year: the municipality's, and those of as many others as there are figures left."""
    words = without_marks(text)[0].split()
    own = next((n for n in range(len(words), 0, -1) if names_own(" ".join(words[:n]).replace("-", ""))), 0)
    own = own or next((n for n in range(len(words), 0, -1) if names_own(" ".join(words[:n]))), 0)
    others = words[own:] if count != 2 else [" ".join(words[own:])] if words[own:] else []
    if not own or len(others) != count - 1:
        return []
    columns = [Column("jaar", text="jaar"), Column("waarde", region=OWN, text=" ".join(words[:own]))]
    for name in others:
        known = names_others(name) or region_of(name) not in ("", OWN) or _CLASS.fullmatch(name)
        columns.append(Column("benchmark" if known else "onduidelijk", region=name, text=name))
    return columns


def _read(line: Cell, row: re.Match[str], columns: Sequence[Column], names: Counter[str], placer: Placer) -> None:
    """Place the figures of one row, or ask."""
    name, figures = row["name"], _figures(row)
    doubt = UNEVEN if len(figures) != len(columns) - 1 or len(A_YEAR.findall(line.text)) > 1 else ""
    doubt = doubt or (UNNAMED if is_no_name(name) else TWICE if names[name.casefold()] > 1 else "")
    if doubt:
        placer.out.ask(line.place, line.text, doubt)
        return
    unit, _, bron = row["unit"].rpartition(" ")  # of one word; where it is not known, both are told together
    indicator = placer.new_row("", Cell(name, line.place), "", unit=unit if is_source(bron) else "")
    if is_source(bron):
        placer.set_bron(indicator, [Cell(bron, line.place)])
    else:
        indicator.note(f"Eenheid en bron staan hier zonder iets ertussen: '{row['unit']}'.")
    cells = [Cell(row["year"], line.place), *(Cell(figure[0], line.place) for figure in figures)]
    placer.place(indicator, columns, cells)
