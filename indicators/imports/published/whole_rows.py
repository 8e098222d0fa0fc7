"""Rows of a table without walls that has words between its figures: read only where every cell of a row is there.

Naam, Eenheid, Periode, Bron, Waarde: each row must repeat the shape of the heading, with a year below Periode, figures
below figures and words below words. A row that lost a cell has another shape.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import Paragraph, suspect
from indicators.imports.published.placing import Placer
from indicators.notation.text import YEAR

BROKEN_OFF = "Vanaf hier zijn de rijen van deze tabel niet volledig; het is niet zeker welke cel bij welke kolom hoort."
_NUMBER = re.compile(r"(?:[A-Z]\.)?[0-9]{1,3}(?:\.[0-9]{1,3})?\.?")
_YEARS = re.compile(rf"{YEAR}(?:\s?[/-]\s?[0-9]{{2,4}})?")  # 2017/2018 is asked
_OTHERS = re.compile(r"benchmark|vergelijking", re.IGNORECASE)


def read_whole_rows(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], placer: Placer) -> bool:
    """Read the rows that are whole; return whether the table has this shape."""
    columns = _with_others(heading.columns)
    if heading.doubt or sum(c.kind == "jaar" for c in columns) != 1 or not any(c.kind == "naam" for c in columns):
        return False
    if not _is_whole(columns, body, kinds, 0) and [c.kind for c in columns[:2]] == ["naam", "naam"]:
        columns = columns[1:]  # the title above the heading: Beleidsindicatoren, and then Indicator
    starts, lost = _starts(columns, body, kinds)
    numbered = columns[0].kind == "code" and _NUMBER.fullmatch(body[0].text) is not None
    held = [i for i, c in enumerate(columns) if c.holds_figures]
    between = held[-1] - held[0] >= len(held)  # words stand between the figures: only here can it be read
    if not starts or (lost >= 0 and not numbered and not between):
        return False
    for start in starts:
        _read_row(columns, body[start : start + len(columns)], placer)
    if lost >= 0:
        placer.out.ask(body[lost].cell.place, body[lost].text, BROKEN_OFF)
    return True


def _starts(columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]) -> tuple[list[int], int]:
    """Return where the whole rows begin, the first at once, and the first figure that is in none; -1 for no such.

    A row that begins with a number is certain wherever it stands. Other rows must follow each other.
    """
    starts: list[int] = []
    lost, index = -1, 0
    numbered = bool(body) and _NUMBER.fullmatch(body[0].text) is not None
    while index < len(body):
        begins = not numbered or _NUMBER.fullmatch(body[index].text) is not None
        if begins and _is_whole(columns, body, kinds, index):
            starts.append(index)
            index += len(columns)
            continue
        if not starts:
            return [], index
        lost = index if lost < 0 and kinds[index] in ("value", "broken") else lost
        if not numbered:
            lost = next((i for i in range(index, len(body)) if kinds[i] in ("value", "broken")), -1)
            break
        index += 1
    return starts, lost


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
    return (kind == "text" and not number) or (column.kind == "eenheid" and text in ("%", "€"))


def _read_row(columns: Sequence[Column], cells: Sequence[Paragraph], placer: Placer) -> None:
    """Place the cells of one whole row."""
    named = {column.kind: paragraph.cell for column, paragraph in zip(columns, cells, strict=True)}
    pairs = list(zip(columns, cells, strict=True))
    others = next((p.text for c, p in pairs if c.kind == "tekst" and _OTHERS.fullmatch(c.text)), "")
    row = placer.new_row("", named["naam"], "", unit=named["eenheid"].text if "eenheid" in named else "")
    if "bron" in named:
        placer.set_bron(row, [named["bron"]])
    held = [
        (replace(c, region=others) if others and c.kind == "benchmark" else c, p.cell)
        for c, p in pairs
        if c.holds_figures
    ]
    if doubt := suspect([cell for column, cell in held if column.kind != "jaar"]):
        placer.out.ask(cells[0].cell.place, " · ".join(cell.text for _, cell in held), doubt)
        return
    placer.place(row, [column for column, _ in held], [cell for _, cell in held])
