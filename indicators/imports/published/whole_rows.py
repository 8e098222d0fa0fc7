"""Rows of a table without walls that has words between its figures: read only where every cell of a row is there.

Naam, Eenheid, Periode, Bron, Waarde: each row must repeat the shape of the heading, with a year below Periode, figures
below figures and words below words. A row that lost a cell has another shape.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.imports.delivery import Row
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import Paragraph, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import names_others, names_own, region_of
from indicators.notation.text import YEAR

BROKEN_OFF = "Vanaf hier zijn de rijen van deze tabel niet volledig; het is niet zeker welke cel bij welke kolom hoort."
WHOSE = "Het is niet zeker van wie deze cijfers zijn."
_NUMBER = re.compile(r"(?:[A-Z]\.)?[0-9]{1,3}(?:\.[0-9]{1,3})?\.?")
_YEARS = re.compile(rf"{YEAR}(?:\s?[/-]\s?[0-9]{{2,4}})?")  # 2017/2018 is asked
_OTHERS = re.compile(r"benchmark|vergelijking", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """The whole rows of a table, each with the paragraphs it goes on with: other years, or other regions."""

    rows: list[tuple[int, list[int]]]
    lost: int  # the first figure that is in none; -1 for no such


def read_whole_rows(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], placer: Placer) -> bool:
    """Read the rows that are whole; return whether the table has this shape."""
    columns = _with_others(heading.columns)
    if heading.doubt or sum(c.kind == "jaar" for c in columns) != 1 or not any(c.kind == "naam" for c in columns):
        return False
    if not _is_whole(columns, body, kinds, 0) and [c.kind for c in columns[:2]] == ["naam", "naam"]:
        columns = columns[1:]  # the title above the heading: Beleidsindicatoren, and then Indicator
    held = [i for i, c in enumerate(columns) if c.holds_figures]
    shapes = _shapes_of_more(columns, held)
    found = {shape: _rows(columns, shape, body, kinds) for shape in shapes}
    shape, best = next(((s, f) for s, f in found.items() if f.lost < 0), (shapes[0], found[shapes[0]]))
    numbered = columns[0].kind == "code" and _NUMBER.fullmatch(body[0].text) is not None
    between = held[-1] - held[0] >= len(held)  # words stand between the figures: only here can it be read
    if not best.rows or (best.lost >= 0 and not numbered and not between):
        return False
    if any(other.lost < 0 and other.rows != best.rows for other in found.values()):
        placer.out.ask(body[0].cell.place, body[0].text, BROKEN_OFF)
        return True
    for start, more in best.rows:
        row = _new_row(columns, body[start : start + len(columns)], placer)
        _place(row, columns, body[start : start + len(columns)], placer)
        for begin in more:
            _place(row, shape, body[begin : begin + len(shape)], placer)
    if best.lost >= 0:
        placer.out.ask(body[best.lost].cell.place, body[best.lost].text, BROKEN_OFF)
    return True


def _shapes_of_more(columns: Sequence[Column], held: Sequence[int]) -> list[tuple[Column, ...]]:
    """Return the shapes in which a row can go on with the next year: from its year, with the words behind or without.

    Nothing goes on where figures stand before the year, or a name behind it.
    """
    year = next(i for i, c in enumerate(columns) if c.kind == "jaar")
    if year != held[0] or year == 0 or any(c.kind in ("naam", "code") for c in columns[year:]):
        return [()]
    return list(dict.fromkeys(((), tuple(columns[year:]), tuple(columns[year : held[-1] + 1]))))


def _rows(columns: Sequence[Column], more: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]) -> _Found:
    """Return the whole rows, the first at once.

    A row that begins with a number is certain wherever it stands. Other rows must follow each other.
    """
    rows: list[tuple[int, list[int]]] = []
    lost, index = -1, 0
    numbered = bool(body) and _NUMBER.fullmatch(body[0].text) is not None
    while index < len(body):
        begins = not numbered or _NUMBER.fullmatch(body[index].text) is not None
        if begins and _is_whole(columns, body, kinds, index):
            rows.append((index, []))
            index += len(columns)
            while more and _is_whole(more, body, kinds, index):
                rows[-1][1].append(index)
                index += len(more)
            continue
        if not rows:
            return _Found([], index)
        lost = index if lost < 0 and kinds[index] in ("value", "broken") else lost
        if not numbered:
            lost = next((i for i in range(index, len(body)) if kinds[i] in ("value", "broken")), -1)
            break
        index += 1
    return _Found(rows, lost)


def _with_others(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns; where Benchmark stands above a name and Waarde above its figure, that figure is of others."""
    found = list(columns)
    for index, (first, second) in enumerate(itertools.pairwise(columns)):
        if first.kind == "benchmark" and _OTHERS.fullmatch(first.text) and second.kind == "waarde":
            found[index] = replace(first, kind="tekst")
            found[index + 1] = replace(second, kind="benchmark", region=first.text)
    return tuple(found)


def _is_whole(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], begin: int) -> bool:
    """Whether a row of the shape of the heading begins here."""
    if begin + len(columns) > len(body):
        return False
    for column, paragraph, kind in zip(columns, body[begin:], kinds[begin:], strict=False):
        if not _fits(column, paragraph.text, kind):
            return False
    return True


def _fits(column: Column, text: str, kind: str) -> bool:
    """Whether a cell is of the kind that its column holds."""
    year, number = _YEARS.fullmatch(text) is not None, _NUMBER.fullmatch(text) is not None
    if column.kind == "jaar":
        return year
    if column.holds_figures:
        return kind in ("value", "broken") and not year
    if column.kind == "code":
        return number or kind == "text"
    if column.kind == "regio":
        return not year and any(character.isalpha() for character in text)
    return (kind == "text" and not number) or (column.kind == "eenheid" and text in ("%", "€"))


def _new_row(columns: Sequence[Column], cells: Sequence[Paragraph], placer: Placer) -> Row:
    """Add the indicator of a whole row."""
    named = {column.kind: paragraph.cell for column, paragraph in zip(columns, cells, strict=True)}
    row = placer.new_row("", named["naam"], "", unit=named["eenheid"].text if "eenheid" in named else "")
    if "bron" in named:
        placer.set_bron(row, [named["bron"]])
    return row


def _place(row: Row, columns: Sequence[Column], cells: Sequence[Paragraph], placer: Placer) -> None:
    """Place the cells of one whole row, or of the next year of it."""
    pairs = list(zip(columns, cells, strict=True))
    others = next((p.text for c, p in pairs if c.kind == "tekst" and _OTHERS.fullmatch(c.text)), "")
    held = [
        (replace(c, region=others) if others and c.kind == "benchmark" else c, p.cell)
        for c, p in pairs
        if c.holds_figures
    ]
    if doubt := suspect([cell for column, cell in held if column.kind != "jaar"]):
        placer.out.ask(cells[0].cell.place, " · ".join(cell.text for _, cell in held), doubt)
        return
    region = next((p.text for c, p in pairs if c.kind == "regio"), "")
    if region and not names_own(region):
        if not (region_of(region) or names_others(region)):
            placer.out.ask(cells[0].cell.place, " · ".join(p.text for p in cells), WHOSE)
            return
        held = [(replace(c, kind="benchmark", region=region) if c.kind == "waarde" else c, cell) for c, cell in held]
    placer.place(row, [column for column, _ in held], [cell for _, cell in held])
