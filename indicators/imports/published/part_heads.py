"""Tables without walls in which each measured year has parts, by words that come again below the heading: In, Uit.

2019, 2020, Streefwaarde 2021, and below those In, Uit, In, Uit: a row then has a figure of each part for each year that
was measured, and one for each aim. Only a row is read of which all aims are bounds, and no other figure is: so it is
certain where the parts end.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.figure_runs import Run, runs_in
from indicators.imports.published.fitting import is_bound
from indicators.imports.published.headings import Column, Heading, pieces
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import names_others, names_own, region_of
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.word_rows import TWICE

MOST_PARTS = 4
LONGEST_PART = 30  # characters
UNEVEN = "Deze rij heeft niet voor elk deel van elk jaar een cijfer, en een grens voor elke streefwaarde."


@dataclass(frozen=True, slots=True)
class PartHeads:
    """The parts of each measured year, where their words begin, and where the rows below them do."""

    names: tuple[str, ...]
    begin: int
    end: int


def parts_below(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str]) -> PartHeads | None:
    """Return the parts that stand once for each measured year of a heading; None where there are no such words."""
    years = len(_measured(heading))
    if heading.doubt or years < 2 or years == len(heading.figures):
        return None
    texts = [paragraph.text for paragraph in body]
    for begin in range(len(texts) - 2 * years):
        if kinds[begin] != "text" or texts[begin] not in texts[begin + 2 : begin + 1 + MOST_PARTS]:
            continue
        count = texts.index(texts[begin], begin + 1) - begin
        names = tuple(texts[begin : begin + count])
        whole = texts[begin : begin + count * years] == [*names] * years
        if whole and 1 < count <= MOST_PARTS and len(set(names)) == count and all(map(_is_part, names)):
            end = begin + count * years
            while end < len(texts) and texts[end] == names[(end - begin) % count]:
                end += 1  # above the aims
            return PartHeads(names, begin, end)
    return None


def read_parts(heading: Heading, parts: PartHeads, body: Sequence[Paragraph], placer: Placer) -> None:
    """Read the rows below the words of these parts."""
    rest = body[parts.end :]
    runs, _ = runs_in(rest, set(), [kind_of(paragraph.text) for paragraph in rest])
    names = Counter(_name(run).text.casefold() for run in runs)
    for run in runs:
        name, cells = _name(run), [part.cell for part in run.parts]
        twice = names[name.text.casefold()] > 1
        nameless = len(run.texts) != 1 or is_no_name(name.text)
        doubt = UNNAMED if nameless else TWICE if twice else _uneven(heading, parts, run)
        if doubt:
            placer.out.ask(cells[0].place, " · ".join(cell.text for cell in [name, *cells]), doubt)
            continue
        measured, aims = _measured(heading), heading.figures[len(_measured(heading)) :]
        count = len(parts.names)
        for place, part in enumerate(parts.names):
            row = placer.new_row("", Cell(f"{name.text} ({part})", name.place), "")
            placer.place(row, measured, cells[place : count * len(measured) : count])
        placer.place(placer.new_row("", name, ""), aims, cells[-len(aims) :])


def _measured(heading: Heading) -> tuple[Column, ...]:
    """Return the columns of what was measured, where those stand first and each has its year."""
    count = sum(column.kind == "realisatie" for column in heading.figures)
    first = heading.figures[:count]
    behind = all(column.kind in ("streefwaarde", "onduidelijk") for column in heading.figures[count:])
    return first if behind and all(column.kind == "realisatie" and column.year for column in first) else ()


def _is_part(text: str) -> bool:
    known = pieces(text) or names_own(text) or names_others(text) or region_of(text)
    return len(text) <= LONGEST_PART and not known and not any(map(str.isdigit, text))


def _name(run: Run) -> Cell:
    text = run.texts[-1] if run.texts else Cell("", run.parts[0].cell.place)
    return Cell(joined(text.text.splitlines()), text.place)


def _uneven(heading: Heading, parts: PartHeads, run: Run) -> str:
    """Return why it is not certain which figures of a row are of which part, or ''."""
    years = len(_measured(heading))
    bounds = [False] * years * len(parts.names) + [True] * (len(heading.figures) - years)
    whole = set(run.kinds) <= OF_FIGURES and [is_bound(part.text) for part in run.parts] == bounds
    return "" if whole else UNEVEN
