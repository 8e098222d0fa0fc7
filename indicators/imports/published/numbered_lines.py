"""Rows of words that each begin with a number, on one line, as their heading does: Nr. Naam 2019 Eenheid.

The words and figures of a row run on. Where it can be taken apart in one way only it is read: a unit stands right
behind its figures, or a unit and a known bron right before them, and there are as many figures as the heading names.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.headings import Column, Heading, head_of
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import names_others, region_of
from indicators.imports.published.settled_headings import asked_by_year, not_yet, settled_under
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.stream_heads import groups_above
from indicators.imports.published.whose_years import WHOSE_YEARS
from indicators.imports.published.words import TAKES_A_NUMBER
from indicators.notation.text import YEAR

LEAST_ROWS = 3
LONGEST_HEAD, LONGEST_ROW = 300, 400  # characters
MOST_ABOVE = 20  # lines
LONGEST_WORD, LONGEST_BRON = 4, 6  # letters of an abbreviation; words
UNEVEN = "Deze regel is niet op één manier in naam, cijfers en eenheid te verdelen."
WHERE = "Het is niet zeker waar de naam van deze rij begint."
_NUMBER_HEAD = r"(?:nr\.?|nummer(?: indicator)?|programma(?: ?\(?nr\.?\)?)?|prog(?:r)?\.?)"
_HEAD = re.compile(
    rf"(?P<numbers>{_NUMBER_HEAD}(?: {_NUMBER_HEAD})?) (?P<naam>naam(?: indicator)?|indicator|omschrijving) "
    rf"(?P<ahead>(?:eenheid )(?:bron ))?(?P<figures>.*(?<![0-9]){YEAR})(?P<behind> eenheid)?",
    re.IGNORECASE,
)
_ONE_HEAD = re.compile(rf"(?:[^\W\d_]\S*(?: \S+)*? )?{YEAR}(?= |$)")
_NAVIGATION = re.compile(r"terug naar navigatie", re.IGNORECASE)
_BY_PROGRAMME = re.compile(r"programma\S*$", re.IGNORECASE)
_ROW = re.compile(r"[0-9]{1,2}\.? (?P<second>[0-9]{1,2}\.? )?(?P<rest>[^\W\d_].*|%.*)")
_FIGURE = r"(?:€ ?)?-?[0-9][0-9.]*(?:,[0-9]+)?%?|n\.?n?\.?b\.?|n\.?v\.?t\.?|pm|-"
_ONE_FIGURE = re.compile(_FIGURE, re.IGNORECASE)
_UNIT_WORDS = r"%|(?:fte|aantal|kosten|percentage) (?:per|als|van)\b|per 1[0.]|aantal\b|euro\b|€"
_UNIT = re.compile(rf"(?:{_UNIT_WORDS}).*", re.IGNORECASE)
_BEFORE_UNIT = re.compile(r" (?=(?:fte per|aantal per|kosten per|kosten als|%) )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading, how many numbers stand ahead of each name, and whether the name of a programme does."""

    heading: Heading
    numbers: int
    by_programme: bool
    unit_ahead: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A line taken apart; without figures it could not be. `programme` is the number of what the row belongs to."""

    line: Cell
    programme: str = ""
    name: str = ""
    unit: str = ""
    bron: str = ""
    figures: tuple[str, ...] = ()


def read_numbered_lines(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this layout; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        if index in used or line.cells or not (head := _head(lines, index, placer)):
            continue
        end = index + 1
        rows: list[_Row] = []
        while end < len(lines) and not lines[end].cells and (not lines[end].text or _ROW.fullmatch(lines[end].text)):
            rows += [_row(lines[end].cell, head)] if lines[end].text else []
            end += 1
        if sum(bool(row.figures) for row in rows) < LEAST_ROWS:
            continue
        if head.heading.doubt:
            placer.out.ask(line.cell.place, line.text, head.heading.doubt)
        placer.enter([line.text], (figure for row in rows for figure in row.figures))
        for row in _named(rows) if head.by_programme else rows:
            _read(row, head.heading, placer)
        used |= set(range(index, end))
    return used


def _above(lines: Sequence[Line], index: int) -> list[str]:
    """Return the texts of the section of which a heading is a part, up to it."""
    first = max(-1, index - 1 - MOST_ABOVE)
    begin = next((n for n in range(index - 1, first, -1) if _NAVIGATION.match(lines[n].text)), first)
    return [line.text for line in lines[begin + 1 : index]]


def _head(lines: Sequence[Line], index: int, placer: Placer) -> _Head | None:
    """Return what a line says that is the heading of such a table."""
    text = lines[index].text
    found = _HEAD.fullmatch(text) if len(text) <= LONGEST_HEAD else None
    if not found or not (found["ahead"] or found["behind"]) or (found["ahead"] and found["behind"]):
        return None
    columns = _columns([head[0] for head in _ONE_HEAD.finditer(found["figures"])])
    if not columns:
        return None
    own = [column for column in columns if column.kind != "benchmark"]
    doubt = UNSAID if any(not column.kind for column in own) else ""
    if doubt and groups_above([line.text for line in lines[max(0, index - 2) : index]]):
        doubt = WHOSE_YEARS
    heading = not_yet(Heading((Column("naam", text=found["naam"]), *own), doubt), placer.scope)
    heading = asked_by_year(settled_under(heading, placer.scope, _above(lines, index)))
    settled = iter(heading.columns[1:])
    whole = [column if column.kind == "benchmark" else next(settled) for column in columns]
    numbers = len(re.findall(_NUMBER_HEAD, found["numbers"], re.IGNORECASE))
    by_programme = _BY_PROGRAMME.search(found["numbers"]) is not None
    return _Head(replace(heading, columns=(heading.columns[0], *whole)), numbers, by_programme, bool(found["ahead"]))


def _columns(heads: Sequence[str]) -> list[Column]:
    """Return the columns of figures, each with its year; [] where one cannot be placed.

    An abbreviation ahead of all of them, but those of others, is that of the municipality: GM 2020 GM 2021. Not where
    nothing stands beside it, nor says what it is: it may be a region.
    """
    others = {head: head[:-4].strip() for head in heads if names_others(head[:-4].strip())}
    first = {head.split()[0] for head in heads if head not in others}
    word = first.pop() if len(first) == 1 else ""
    whose = word.isupper() and len(word) <= LONGEST_WORD and not region_of(word)
    columns: list[Column] = []
    for head in heads:
        item = head_of(head.removeprefix(f"{word} ") if whose and head not in others else head)
        if head in others:
            columns.append(Column("benchmark", int(head[-4:]), others[head], head))
        elif item and item.year and item.kind in ("", "realisatie", "streefwaarde", "onduidelijk") and not item.region:
            columns.append(Column(item.kind, item.year, text=item.text))
        else:
            return []
    if whose and not others and any(not column.kind for column in columns):
        return []
    said = [(column.kind, column.year, column.region) for column in columns]
    return columns if len(set(said)) == len(said) else []


def _row(line: Cell, head: _Head) -> _Row:
    """Take one line apart."""
    found = _ROW.fullmatch(line.text) if len(line.text) <= LONGEST_ROW else None
    if not found or bool(found["second"]) != (head.numbers == 2):
        return _Row(line)
    count = len(head.heading.figures)
    programme = (found["second"] or "").strip(" .")
    words = found["rest"].split(" ")
    taken = _unit_ahead(words, count) if head.unit_ahead else _unit_behind(words, count)
    return replace(taken, line=line, programme=programme) if taken else _Row(line, programme)


def _unit_behind(words: Sequence[str], count: int) -> _Row | None:
    """Take the words of a row apart in which a unit stands behind the figures; None where there is not one way."""
    found: list[_Row] = []
    for end in range(count + 1, len(words)):
        figures, rest = words[end - count : end], " ".join(words[end:])
        if not all(map(_ONE_FIGURE.fullmatch, figures)) or not _UNIT.fullmatch(rest):
            continue
        before = words[end - count - 1]
        if _ONE_FIGURE.fullmatch(before) or TAKES_A_NUMBER.fullmatch(before.lower().strip("(,")):
            return None  # a figure too many, or one that is part of the name
        found.append(_Row(_NOWHERE, "", " ".join(words[: end - count]), rest, "", tuple(figures)))
    return found[0] if len(found) == 1 else None


def _unit_ahead(words: Sequence[str], count: int) -> _Row | None:
    """Take the words of a row apart in which unit and bron stand before the figures, which end it."""
    joined = re.sub(r"€ (?=[0-9])", "€", " ".join(words)).split(" ")
    figures, before = joined[-count:], joined[:-count]
    if not all(map(_ONE_FIGURE.fullmatch, figures)):
        return None
    sizes = [n for n in range(min(LONGEST_BRON, len(before)), 0, -1) if is_source(" ".join(before[-n:]))]
    parts = _BEFORE_UNIT.split(" ".join(before[: -sizes[0]]), maxsplit=1) if sizes else []
    if len(parts) != 2:
        return None
    return _Row(_NOWHERE, "", parts[0], parts[1], " ".join(before[-sizes[0] :]), tuple(figures))


def _named(rows: Sequence[_Row]) -> Iterable[_Row]:
    """Return the rows, each named without the programme that all rows of its number begin with.

    A name begins with a capital. Where one row stands alone nobody can say where its name begins.
    """
    names: dict[str, list[list[str]]] = {}
    for row in rows:
        if row.figures:
            names.setdefault(row.programme, []).append(row.name.split(" "))
    sizes = {programme: _shared(each) for programme, each in names.items()}
    for row in rows:
        size = sizes.get(row.programme, 0)
        yield replace(row, name=" ".join(row.name.split(" ")[size:]) if size else "")


def _shared(names: Sequence[Sequence[str]]) -> int:
    """Return how many words all these names begin with, so that each goes on with a capital; 0 for one name alone."""
    if len(names) < 2:
        return 0
    for size in range(min(map(len, names)) - 1, 0, -1):
        same = all(name[:size] == names[0][:size] for name in names)
        if same and all(name[size][:1].isupper() or name[size][:1] == "%" for name in names):
            return size
    return 0


def _read(row: _Row, heading: Heading, placer: Placer) -> None:
    """Read one row, or ask it."""
    if not row.figures or not row.name or is_no_name(row.name):
        placer.out.ask(row.line.place, row.line.text, WHERE if row.figures else UNEVEN)
        return
    indicator = placer.new_row("", Cell(row.name, row.line.place), "", unit=row.unit)
    indicator.bron = row.bron
    cells = [Cell(figure, row.line.place) for figure in row.figures]
    place_cells(indicator, heading, cells, placer, doubt="", at=row.line)


_NOWHERE = Cell("", Line.of("", 1).cell.place)
