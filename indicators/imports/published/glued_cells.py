"""Tables whose cells ran into each other, taken apart into one cell per line where that can be done in one way only.

A cell ends for certain behind a percent sign and a year in brackets, before a sign, and where two figures would share a
comma: 43%43%41%, 6,0 (2010)6,26,4. That gives the fewest figures that a row can hold. A heading with as many columns
shows that these are all of them, and readers of one cell per line ask every row that has fewer.
"""

import itertools
import re
from collections.abc import Sequence

from indicators.imports.delivery import Place
from indicators.imports.published.footnotes import GluedMarks
from indicators.imports.published.headings import FIGURES, pieces
from indicators.imports.published.named_kind_rows import heads_kind_rows
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

WHERE = "De cellen van deze rij zijn aan elkaar geplakt; het is niet zeker waar de ene eindigt."
HEAD = "De cellen van deze kop zijn aan elkaar geplakt; het is niet zeker welke kolommen er zijn."
LONGEST_LINE, LONGEST_HEAD, LONGEST_RUN = 1_000, 300, 60  # characters
LEAST_HEADS, LEAST_ALIKE = 3, 3  # heads in a line; figures of the same shape
_NUMBER = r"(?>[0-9]+(?:[.,][0-9]+)*)"
_DATED = rf"(?: ?\((?:[^\W\d_]{{2,20}} )?{YEAR}\))?"
_CELL = (
    rf"(?:(?:[<>≤≥≈]=?|=) ?)?(?:€ ?)?{_NUMBER}(?: ?%)?{_DATED}"
    r"|(?:n\.?n\.?b\.?|n\.?v\.?t\.?|n\.b\.?|PM)(?![a-z])"
)
# Right behind a word: of CO2 and km2 the number is part of the name.
_BEHIND = r"(?:(?<=[a-zà-ÿ]{2})(?<!\bkm)(?<!\bpm)|(?<=[^\W\d_][.?])|(?<=[^\W\d_]\)))"
_RUN = rf"(?P<run>(?:{_CELL}){{1,20}}+)"
_ROW = re.compile(rf"{_BEHIND}{_RUN}(?=$|[A-Z]|(?<=[%)])[^\W\d_])")
_ALONE = re.compile(_RUN)
_PARTS = re.compile(
    rf"(?P<before>(?:(?:[<>≤≥≈]=?|=) ?)?(?:€ ?)?)(?P<number>{_NUMBER})(?P<behind>(?: ?%)?{_DATED})|{_CELL}"
)
_GLUED = re.compile(r"[^\W\d_][0-9]|[0-9%][^\W\d_]")
_ONE = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:,[0-9]{1,3})?|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_HEAD_ENDS = re.compile(
    rf"(?<=[a-zà-ÿ0-9).:])(?=[A-Z][a-zà-ÿ]|[RBW]{YEAR})|(?<={YEAR})(?={YEAR})|(?<=[a-zà-ÿ])(?={YEAR}{YEAR})"
)
_NAMES = re.compile(r"indicator|omschrijving|kengetal|onderwerp", re.IGNORECASE)
_SEEMS_GLUED = re.compile(rf"(?:{_BEHIND}|(?<=[0-9]%))[-–<>≤≥€]?[0-9][0-9.,]*(?:$|[^\W\d_]|[-–<>≤≥%(])")
_FIRST_DIGIT = re.compile(r"[^0-9]*(?P<digit>[1-9])[0-9]+")
_PERCENTAGE = re.compile(r"(?P<whole>[0-9]+)(?:,[0-9]+)? ?%.*")
_HUNDRED = 100
# A heading and all its rows on one line.
_HEAD_INSIDE = re.compile(rf"[A-Z][a-zà-ÿ]+(?: [a-zà-ÿ]+){{0,3}}:?(?P<years>(?:[A-Z][a-z]+ ?{YEAR}){{2,8}})(?=[A-Z])")


def unglued(lines: Sequence[Line], placer: Placer) -> list[Line]:
    """Return the lines, where the cells of a glued heading, and those of glued rows below heads, each have their own.

    A row that can be taken apart in more ways than one is asked.
    """
    found: list[Line] = []
    heads, below = 0, False  # heads of figures so far; whether those of this table were glued
    parted = [part for whole in lines for part in _without_inner_heads(whole)]
    for index, line in enumerate(parted):
        if line.cells or len(line.text) > LONGEST_LINE or heads_kind_rows(parted, index):
            found.append(line)
            continue
        parts = _head_parts(line.text)
        if parts:
            head = _heads(line.cell, parts)
            heads, below = len(head), bool(head)
            found += _apart(head) if head else [line]
            if not head and not is_glued(line.text):  # that is asked where tables are read
                placer.out.ask(line.cell.place, line.text, HEAD)
            continue
        if below and (years := re.findall(YEAR, line.text)) and len(years) > 1 and "".join(years) == line.text:
            place = line.cell.place
            found += _apart([Cell(year, Place(place.line, place.column + 4 * at)) for at, year in enumerate(years)])
            continue
        heads += any(item.kind in FIGURES for item in pieces(line.text))
        cells = _row(line.cell, placer.marks, certain=below) if heads > 1 else [line.cell]
        if not cells:
            placer.out.ask(line.cell.place, line.text, WHERE)
        if below and found and about_of(found[-1].text) and not about_of(line.text):
            found.append(Line(Cell("", line.cell.place)))  # behind the bron of a row without figures stands another
        found += [line] if len(cells) == 1 else _apart(cells or [line.cell])  # what is asked may hold a name
    return found


def is_glued(text: str) -> bool:
    """Whether this is a heading whose cells have run into each other: IndicatorNulmetingR2016B2017."""
    if " " in text and len(text.split()) > 4:
        return False
    kinds = re.findall(
        r"indicator|omschrijving|nulmeting|realisatie|begroting|rekening|streefwaarde|[RB]20[0-9]{2}|bron",
        text,
        re.IGNORECASE,
    )
    return len(kinds) >= 3 and re.search(r"[a-z0-9][A-Z]", text) is not None


def _apart(cells: Sequence[Cell]) -> list[Line]:
    """Return a line for each cell, with an empty one before and behind it."""
    apart = [line for cell in cells for line in (Line(cell), Line(Cell("", cell.place)))]
    return [Line(Cell("", cells[0].place)), *apart] if cells else []


def _without_inner_heads(line: Line) -> list[Line]:
    """Return a line in parts where a whole table stands on it: Kengetallen:Rekening 2015Rekening 2016Schuld58%50%."""
    heads = list(_HEAD_INSIDE.finditer(line.text)) if not line.cells else []
    if len(heads) != 1:
        return [line]
    (head,) = heads
    ends = [head.end(), *(run.end() for run in _ROW.finditer(line.text, head.end()))]
    if len(ends) < LEAST_HEADS or ends[-1] != len(line.text):
        return [line]
    place = line.cell.place
    ends = [0, head.start(), *ends]
    cut = [
        (line.text[a:b], a)
        for a, b in itertools.pairwise(ends)
        if a < b and not (b == head.start() and pieces(line.text[:b]))
    ]
    return [Line(Cell(text, Place(place.line, place.column + at))) for text, at in cut]


def _head_parts(text: str) -> list[tuple[str, int]]:
    """Return the parts of a heading that ran together, each with where it begins; nothing for any other line."""
    if len(text) > LONGEST_HEAD or not text[:1].isalpha():
        return []
    ends = [0, *(found.start() for found in _HEAD_ENDS.finditer(text)), len(text)]
    parts = [(text[a:b].strip(), a) for a, b in itertools.pairwise(ends)]
    known = [any(item.kind in FIGURES or item.year for item in pieces(part)) for part, _ in parts]
    return parts if len(parts) >= LEAST_HEADS and sum(known) > 1 else []


def _heads(line: Cell, parts: Sequence[tuple[str, int]]) -> list[Cell]:
    """Return the cells of a heading that ran together: all are known, and one of the first names the rows."""
    heads: list[Cell] = []
    figures = 0
    for part, start in parts:
        items, text = pieces(part), part
        figures += any(item.kind in FIGURES or item.year for item in items)
        if not figures and not items and _NAMES.search(part):
            text = "Indicator"
        elif start == parts[-1][1] and not any(item.year for item in items) and "bron" in part.casefold():
            text = "Bron"
        elif len(items) != 1:
            return []
        if heads or not items or items[0].kind != "code":  # the number of a row is part of its name here
            heads.append(Cell(text, Place(line.place.line, line.place.column + start)))
    kinds = [item.kind for head in heads for item in pieces(head.text)]
    if kinds[-1:] == ["bron"]:  # what stands between the figures and the bron is a picture: Status
        heads = [head for head, kind in zip(heads, kinds, strict=True) if kind != "tekst"]
    return heads if "naam" in kinds[:2] else []


def _row(line: Cell, marks: GluedMarks, *, certain: bool) -> list[Cell]:
    """Return the cells of a line: itself where nothing ran together, none where nobody can say how.

    Below a heading that ran together it is `certain` that its rows did too, also one with a single figure.
    """
    text = line.text
    runs = list(_ROW.finditer(text))
    whole = _ALONE.fullmatch(text) if certain else None
    run = whole or (runs[-1] if runs else None)
    if not run:
        return [] if certain and _SEEMS_GLUED.search(text) else [line]
    cells = _figures(run["run"])
    if cells and len(cells) < (1 if certain else 2):
        return [line]
    behind = text[run.end() :].strip()
    texts = [cell for cell, _ in cells]
    if texts and texts[0].casefold() == "nnb" and text[run.start() - 1 : run.start()].isalpha():
        return []  # bezuinigingennb: of the name, or of the cell?
    if not cells or len(runs) > 1 or _GLUED.search(behind) or _may_hold_mark(texts, line, marks):
        return []
    place = line.place
    name = re.sub(r"^([0-9.]+)(?=[A-Z])", r"\1 ", text[: run.start()].strip()).removesuffix(".")
    named = [Cell(name, place)] if name else []
    last = [Cell(behind, Place(place.line, place.column + run.end()))] if behind else []
    return [*named, *(Cell(cell, Place(place.line, place.column + run.start() + at)) for cell, at in cells), *last]


def _may_hold_mark(texts: Sequence[str], line: Cell, marks: GluedMarks) -> bool:
    """Whether the first digit of a figure may be the mark of a footnote behind what stands before it: 43%, 2, 41%."""
    listed = {number for at, number in [*marks.listed, *marks.loose] if at > line.place.line}
    if any((found := _FIRST_DIGIT.match(text)) and found["digit"] in listed for text in texts):
        return True
    shares = [int(found["whole"]) for text in texts if (found := _PERCENTAGE.fullmatch(text))]
    return bool(shares) and min(shares) <= _HUNDRED < max(shares)


def _figures(run: str) -> list[tuple[str, int]]:
    """Return the figures that a run holds at least, each with where it begins; nothing where they may be others."""
    found: list[tuple[str, int]] = []
    for part in _PARTS.finditer(run):
        numbers = _numbers(part["number"]) if part["number"] else [part[0]]
        # Of 93.590102.264 nobody can say where the first number ends.
        if not numbers or (len(numbers) > 1 and "." in part["number"]):
            return []
        place = part.start()
        for index, number in enumerate(numbers):
            first, last = index == 0, index == len(numbers) - 1
            text = f"{part['before'] or '' if first else ''}{number}{part['behind'] or '' if last else ''}"
            found.append((text, place))
            place += len(text)
    return found


def _numbers(text: str) -> list[str]:
    """Return the numbers, as few as there can be, that stand here without anything between; nothing for two ways.

    Three or more that all have the same digits before and behind the comma are certain too: 0,350,420,28.
    """
    if len(text) > LONGEST_RUN:
        return []
    ways: dict[int, list[list[str]]] = {0: [[]]}  # of the fewest numbers up to each place, two ways at most
    for end in range(1, len(text) + 1):
        last = [
            [*way, text[start:end]]
            for start in range(end)
            if _ONE.fullmatch(text, start, end)
            for way in ways.get(start, [])
        ]
        fewest = min(map(len, last), default=0)
        if last:
            ways[end] = [way for way in last if len(way) == fewest][:2]
    found = ways.get(len(text), [])
    if len(found) == 1:
        return found[0]
    count, decimals = text.count(","), len(text) - text.rfind(",") - 1
    width = len(text) // count - decimals - 1 if count >= LEAST_ALIKE else 0
    alike = re.findall(rf"[0-9]{{{width}}},[0-9]{{{decimals}}}", text) if width > 0 else []
    same = "".join(alike) == text and all(_ONE.fullmatch(number) for number in alike)
    return alike if same else []
