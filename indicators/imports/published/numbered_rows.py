"""Rows that each begin with the number of what they belong to, where the heading says so: Ambitie, Omschrijving.

Such a number stands right before every name, perhaps with one of its own (Progr., Nr.) or with its taakveld, and may
come again or be left out; below the title of a group it may begin at 1 again. A row runs from its number to the next:
with a cell too few or too many, or with words among its figures, it is asked.
"""

import itertools
from collections import Counter
from collections.abc import Sequence

from indicators.imports.published.figure_runs import is_remark, is_taakveld
from indicators.imports.published.groups import is_title
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.row_names import NUMBER
from indicators.imports.published.source import Cell, joined

LEAST_ROWS = 3
UNEVEN = "Deze rij heeft niet voor elke kolom een cijfer; het is niet zeker welke cel bij welke kolom hoort."
_BESIDE = (["naam"], ["naam", "eenheid"], ["naam", "eenheid", "bron"])  # what may stand between number and figures


def read_numbered_rows(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], placer: Placer) -> bool:
    """Read the rows, each from its number to the next; return whether the table has this shape."""
    first = next((i for i, c in enumerate(heading.columns) if c.holds_figures), 0)
    before = heading.columns[:first]
    numbers = next((i for i, c in enumerate(before) if c.kind != "code"), first)
    starts = _starts(body, kinds, numbers)
    if (
        heading.doubt
        or numbers not in (1, 2)
        or [c.kind for c in before[numbers:]] not in _BESIDE
        or len(heading.columns) != first + len(heading.figures)
        or len(starts) < LEAST_ROWS
    ):
        return False
    names = Counter(body[start + numbers].text.casefold() for start in starts)
    for start, end in itertools.pairwise([*starts, len(body)]):
        last = end - _is_titled(body, kinds, end)
        while end == len(body) and kinds[last - 1] == "text" and last - start > first + len(heading.figures):
            last -= 1  # below the last row stands other text
        begin = start + numbers
        if begin == last:
            continue  # the last figure of the row above a title, which is asked for what it lacks
        _read(heading, before[numbers:], body[begin:last], kinds[begin:last], placer, names)
    return True


def _starts(body: Sequence[Paragraph], kinds: Sequence[str], numbers: int) -> list[int]:
    """Return where the rows begin: at `numbers` numbers above a text; nothing where a first one is smaller."""
    starts = [
        i
        for i in range(len(body) - numbers)
        if kinds[i + numbers] == "text" and _is_start([p.text for p in body[i : i + numbers]])
    ]
    if starts and numbers == 1 and body[starts[0]].text.endswith("."):
        starts = [i for i in starts if body[i].text.endswith(".")]  # 2.330 is a figure where 2. is a number
    if starts and not OF_FIGURES & set(kinds[starts[-1] + numbers :]):
        starts.pop()  # the last figure, and text below the table
    counted = [int(found["number"]) for i in starts if (found := NUMBER.fullmatch(body[i].text))]
    titled = [_is_titled(body, kinds, i) for i in starts]
    began = starts[:1] == [int(titled[0])] if starts else False
    rises = [one <= two or title for one, two, title in zip(counted, counted[1:], titled[1:], strict=False)]
    return starts if began and all(rises) else []


def _is_titled(body: Sequence[Paragraph], kinds: Sequence[str], index: int) -> bool:
    """Whether the title of a group stands right above the first of its rows, numbered 1."""
    if not 0 < index < len(body) or kinds[index - 1] != "text" or not is_title(body[index - 1].text):
        return False
    if index > 1 and kinds[index - 2] not in OF_FIGURES:
        return False
    return (found := NUMBER.fullmatch(body[index].text)) is not None and int(found["number"]) == 1


def _is_start(texts: Sequence[str]) -> bool:
    """Whether these cells stand ahead of a name: numbers, the last of which may be a taakveld instead."""
    numbers = texts[:-1] if len(texts) > 1 and is_taakveld(texts[-1]) else texts
    return all(NUMBER.fullmatch(text) for text in numbers)


def below_taakvelden(heading: Heading) -> bool:
    """Whether the heading says that a number and a taakveld stand ahead of each name."""
    return [c.kind for c in heading.columns[:2]] == ["code", "code"] and heading.columns[
        1
    ].text.casefold() == "taakveld"


def _read(
    heading: Heading,
    named: Sequence[Column],
    row: Sequence[Paragraph],
    kinds: Sequence[str],
    placer: Placer,
    names: Counter[str],
) -> None:
    """Read one row, in which what `named` says stands before its figures, or ask it."""
    cells = [paragraph.cell for paragraph in row]
    shaped = set(kinds[: len(named)]) == {"text"} and set(kinds[len(named) :]) <= OF_FIGURES
    whole = shaped and len(row) == len(named) + len(heading.figures)
    if not whole or is_no_name(row[0].text) or names[row[0].text.casefold()] > 1:
        placer.out.ask(cells[0].place, " · ".join(cell.text for cell in cells), UNEVEN)
        return
    said = {column.kind: cell for column, cell in zip(named, cells, strict=False)}
    first, *meaning = row[0].lines
    apart = bool(meaning) and meaning[0].text[:1].isupper() and is_remark(cells[0].text)
    # Right behind its number a name may end with a full stop, and what it means may stand on the lines below it.
    name = Cell((first if apart else cells[0]).text.rstrip(" ."), cells[0].place)
    indicator = placer.new_row("", name, "", unit=said["eenheid"].text if "eenheid" in said else "")
    if apart:
        indicator.note(joined(line.text for line in meaning))
    if "bron" in said:
        placer.set_bron(indicator, [said["bron"]])
    place_cells(indicator, heading, cells[len(named) :], placer, doubt="", at=cells[0])
