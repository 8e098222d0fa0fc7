"""Tables of lines below years, on which a name stands before what its figures are: Parkeren Streefwaarde 30% 32% 34%.

The next line may go on with another kind of the same indicator: Realisatie 29% 31% 33%. The years end the line above,
perhaps glued: Effect indicatoren 201820192020. A line is read where it has a figure for every year, and each indicator
the same kinds.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.published import words
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.kind_rows import ROW, ROWS, TWICE, checked_name
from indicators.imports.published.placing import Placer
from indicators.imports.published.settled_headings import not_yet
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

_HEAD = re.compile(rf"(?P<title>[^\W\d_][^0-9]{{0,80}}?) ?(?P<years>{YEAR}(?: ?{YEAR}){{1,11}})")
_SPACE = re.compile(r"(?<=[\w)%]) ")


@dataclass(slots=True)
class _Group:
    """The lines of one indicator: of what kind each is, and where its figures begin."""

    name: Cell
    rows: list[tuple[str, int, Cell]] = field(default_factory=list)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its lines, in order."""
        return tuple(kind for kind, _, _ in self.rows)


def read_kind_lines(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this layout; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        found = _HEAD.fullmatch(line.text) if not line.cells else None
        years = [int(year) for year in re.findall(YEAR, found["years"])] if found else []
        groups, end = _groups(lines, index + 1) if years else ([], index)
        # Where a name ends with such a word itself, its kind may be another.
        if any(len(group.rows) > 1 for group in groups) and len({group.kinds[0] for group in groups}) == 1:
            _read(groups, years, line.cell, placer)
            used |= set(range(index, end))
    return used


def _groups(lines: Sequence[Line], index: int) -> tuple[list[_Group], int]:
    """Return the indicators below a heading, and where they end."""
    groups: list[_Group] = []
    while index < len(lines) and not lines[index].cells:
        cell = lines[index].cell
        begins = [0] if ROW.match(cell.text) else [m.end() for m in _SPACE.finditer(cell.text) if _begins(cell.text, m)]
        if not begins or (begins == [0] and not groups):
            break
        if begins[0]:
            groups.append(_Group(Cell(cell.text[: begins[0]].strip(), cell.place)))
        row = ROW.match(cell.text, begins[0])
        groups[-1].rows.append((row.lastgroup or "" if row else "", row.end() if row else 0, cell))
        index += 1
    return groups, index


def _begins(text: str, space: re.Match[str]) -> bool:
    """Whether a kind begins behind this space: written with a capital, as a head is."""
    return text[space.end()].isupper() and ROW.match(text, space.end()) is not None


def _read(groups: Sequence[_Group], years: Sequence[int], head: Cell, placer: Placer) -> None:
    """Place the figures of one table, or ask."""
    placer.enter([head.text], (cell.text for group in groups for _, _, cell in group.rows))
    names = Counter(group.name.text.casefold() for group in groups)
    usual = Counter(group.kinds for group in groups).most_common(1)[0][0]
    for group in groups:
        doubt = ROWS if group.kinds != usual or years != sorted(set(years)) else ""
        doubt = doubt or (TWICE if names[group.name.text.casefold()] > 1 or not checked_name(group.name) else "")
        row = None if doubt else placer.new_row("", group.name, "")
        for kind, begin, cell in group.rows:
            split = words.split_row([cell], begin, len(years), last=False, years=True)
            uneven = split.name or split.bron or len(split.cells) != len(years)
            if why := doubt or split.doubt or (ROWS if uneven else ""):
                placer.out.ask(cell.place, cell.text, why)
            elif row:
                columns = [Column(kind, year, text=str(year)) for year in years]
                placer.place(row, not_yet(Heading(tuple(columns)), placer.scope).columns, split.cells)
