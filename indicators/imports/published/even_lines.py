"""Rows of words of one shape, below a heading with words that nobody knows: Indicator P L Eenheid JR2019 JR2020.

Every row is its name, the same count of numbers for what those words say, a unit, and a figure for each year that ends
the heading; or no such number, and all that stands before the figures is its name. In a row of that shape nothing can
have shifted; another row is asked. What is listed below a name is part of it: `• Helemaal eens`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.imports.published.headings import FIGURES, Heading, pieces
from indicators.imports.published.paragraphs import is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import region_among
from indicators.imports.published.settled_headings import asked_by_year, budgeted, not_yet, settled_under
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.table_headings import stream_heading
from indicators.imports.published.words import TAKES_A_NUMBER
from indicators.notation.text import YEAR

LEAST_ROWS = 3
MOST_BEHIND = 2  # words behind the years of a heading
LONGEST_HEADING = 300  # characters
UNEVEN = "Deze regel heeft niet de vorm van de andere; het is niet zeker welk getal bij welke kolom hoort."
_FIGURE = re.compile(r"[<>≤≥]?-?[0-9][0-9.]*(?:,[0-9]+)?%?|n\.?n?\.?b\.?|n\.?v\.?t\.?|pm|[-–]", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,2}")
_LISTED = re.compile(r"[1-9][0-9]{0,2}\.? (?=[A-Z%])")
_UNIT = re.compile(
    r"%.*|€|(?:aantal|kosten|percentage|fte)\b.*|(?:kg|ton|ha|m2|m3)\b(?: per .*)?|per 1.*"
    r"|(?:dzd |duizend )?euro(?: per .*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line taken apart; without a name it could not be."""

    line: Cell
    name: str = ""
    unit: str = ""
    figures: tuple[str, ...] = ()


def read_even_lines(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this layout; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        tail = _figures_of(line.text)
        paired = "" if tail else _paired(line.text, below)
        if line.cells or index in used or not (tail or paired):
            continue
        tail = tail or paired
        begin = index + 1 + bool(paired)
        end = next((n for n in range(begin, len(lines)) if not lines[n].text or lines[n].cells), len(lines))
        heading = _heading(tail, [above.text for above in lines[:index]], placer)
        listed = bool(paired) or not pieces(line.text)  # of a heading of known words the rows have another reader
        rows = _even([each.cell for each in lines[begin:end]], len(heading.figures), (3, 2, 1, 0)[: 3 + listed])
        if not rows:
            continue
        if heading.doubt:
            placer.out.ask(line.cell.place, line.text, heading.doubt)
        placer.enter([line.text], (figure for row in rows for figure in row.figures))
        names = [row.name.casefold() for row in rows]
        for row in rows:
            _read(row, heading, placer, names)
        used |= set(range(index, end))
    return used


def _figures_of(text: str) -> str:
    """Return the end of a line that names years and nothing else, behind the head of the names and unknown words."""
    words = text.split() if len(text) <= LONGEST_HEADING else []
    said = [item.kind for word in words[:2] for item in pieces(word)]
    if said[:1] != ["naam"] and said != ["code", "naam"]:
        return ""
    end = len(words)
    while end > len(words) - MOST_BEHIND and words[end - 1].isalpha() and not pieces(words[end - 1]):
        end -= 1  # Trendlijn: a picture, of which nothing is left
    for begin in range(2, end - 1):
        items = pieces(" ".join(words[begin:end]))
        if len(items) > 1 and all(item.year and item.kind in FIGURES | {""} for item in items):
            return " ".join(words[begin:end])
    return ""


def _paired(text: str, below: str) -> str:
    """Return the heads that end a line, each with its year, where the line below it holds as many years."""
    words, years = text.split() if len(text) <= LONGEST_HEADING else [], below.split()
    heads = words[-len(years) :] if LEAST_ROWS <= len(years) < len(words) else []
    items = [item for head in heads for item in pieces(head)]
    alone = len(items) == len(heads) and all(item.kind in FIGURES and not item.year for item in items)
    if not heads or not alone or pieces(words[-len(years) - 1]) or not all(re.fullmatch(YEAR, year) for year in years):
        return ""
    return " ".join(f"{head} {year}" for head, year in zip(heads, years, strict=True))


def _heading(tail: str, above: Sequence[str], placer: Placer) -> Heading:
    """Return the columns of the names and the figures, as far as the document settles what they are."""
    heading = not_yet(stream_heading(["Indicator", tail], placer.scope), placer.scope)
    return asked_by_year(budgeted(settled_under(heading, placer.scope, above), placer.scope))


def _even(lines: Sequence[Cell], count: int, counts: Sequence[int]) -> list[_Row]:
    """Return the lines taken apart by the one of these counts of numbers that most have; nothing for too few."""
    for numbers in counts:
        rows = [
            _taken(line, numbers, count) if numbers else _ending(line, count, goes_on=not _says_figures(above))
            for above, line in zip(["", *(line.text for line in lines)], lines, strict=False)
            if _says_figures(line.text) or (not numbers and _LISTED.match(line.text))
        ]
        whole = sum(bool(row.name) for row in rows)
        if whole >= LEAST_ROWS and whole * 2 > len(rows):
            return rows if numbers else _with_parents(rows)
    return []


def _says_figures(text: str) -> bool:
    return any(map(_FIGURE.fullmatch, text.split()))


def _taken(line: Cell, numbers: int, count: int) -> _Row:
    """Take a line apart in its name, numbers, unit and figures; only where that can be done in one way."""
    words = line.text.split()
    before, figures = words[:-count], words[-count:]
    if not before or not all(map(_FIGURE.fullmatch, figures)) or not _ends_in_a_word(before):
        return _Row(line)
    bare = [_NUMBER.fullmatch(word) is not None for word in before]
    places = [
        place
        for place in range(1, len(before) - numbers)
        if all(bare[place : place + numbers]) and not bare[place - 1] and not bare[place + numbers]
    ]
    units = [" ".join(before[place + numbers :]) for place in places]
    if len(places) != 1 or not _UNIT.fullmatch(units[0]):
        return _Row(line)
    return _Row(line, " ".join(before[: places[0]]), units[0], tuple(figures))


def _ending(line: Cell, count: int, *, goes_on: bool) -> _Row:
    """Take a line apart in its name, which may begin with its number or a mark, and the figures it ends with.

    A name in small letters may be the rest of one that `goes_on` from the line above.
    """
    words = line.text.split()
    before, figures = words[:-count], words[-count:]
    whole = before and all(map(_FIGURE.fullmatch, figures)) and _ends_in_a_word(before)
    begins = whole and (before[0][0].isupper() or before[0][0] in "%•€" or _NUMBER.fullmatch(before[0].rstrip(".")))
    begins = begins or (whole and not goes_on and before[0][0].isalpha())
    return _Row(line, " ".join(before).rstrip(" ."), "", tuple(figures)) if begins else _Row(line)


def _with_parents(rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows, of which those with a mark are parts of the numbered one above them; without its number."""
    found: list[_Row] = []
    parent = ""
    for row in rows:
        name = row.name or row.line.text
        if numbered := _LISTED.match(name):
            name = name[numbered.end() :]
            parent = name.split("•")[0].strip(" .") if row.name else re.split(r" [-0-9<>]", name)[0].strip(" .")
        elif name.startswith("•"):
            name = f"{parent}: {name[1:].strip()}" if parent else ""
        found.append(replace(row, name=name.strip() if row.name else ""))
    return found


def _ends_in_a_word(words: Sequence[str]) -> bool:
    """Whether what stands before the figures is no figure itself, nor takes the first of them: van 0 tot 18."""
    last = words[-1].casefold().strip("(,")
    return not _FIGURE.fullmatch(last) and not TAKES_A_NUMBER.fullmatch(last)


def _read(row: _Row, heading: Heading, placer: Placer, names: Sequence[str]) -> None:
    """Read one row, or ask it."""
    if not row.name and not _says_figures(row.line.text):
        return
    twice = names.count(row.name.casefold()) > 1
    if not row.name or is_no_name(row.name) or region_among(row.name, names) or twice:
        placer.out.ask(row.line.place, row.line.text, UNEVEN)
        return
    indicator = placer.new_row("", Cell(row.name, row.line.place), "", unit=row.unit)
    place_cells(indicator, heading, _cells(row), placer, doubt="", at=row.line)


def _cells(row: _Row) -> list[Cell]:
    return [Cell(figure, row.line.place) for figure in row.figures]
