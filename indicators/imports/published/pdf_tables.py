"""From the words and rules of a page of PDF to lines: a table with drawn walls becomes rows of cells."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.imports.delivery import Place
from indicators.imports.published.source import LONGEST_LINE, WIDEST, Cell, Line, joined
from indicators.notation.text import clean

NEAR = 3.0  # points: rules this close touch, or are one
OVER = 2.0  # points that a word may reach over a wall
MOST_CROSSINGS = 100_000  # of rules on one page: more are a drawing


@dataclass(frozen=True, slots=True)
class Word:
    """A word, on which line of the text it stands, and where on the page."""

    line: int
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def x(self) -> float:
        """Its middle, from the left."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """Its middle, from the top."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Rule:
    """A drawn line: how far it lies from the left (or top), and from where to where it runs."""

    at: float
    begin: float
    end: float

    def covers(self, place: float) -> bool:
        """Whether it runs past `place`."""
        return self.begin - NEAR <= place <= self.end + NEAR


@dataclass(slots=True)
class _Grid:
    """A table by its walls: where its columns and rows begin and end."""

    upright: list[Rule] = field(default_factory=list)
    flat: list[Rule] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        return self.xs[0] <= word.x <= self.xs[-1] and self.ys[0] <= word.y <= self.ys[-1]


def page_lines(words: Sequence[Sequence[Any]], rules: Iterable[Sequence[float]], *, first: int) -> list[Line]:
    """Return the lines of a page, numbered from `first`: its text in the order of the file, its tables as rows."""
    all_words = [Word(*word) for word in words]
    grids = [grid for grid in _grids(rules) if _is_table(grid, all_words)]
    of: dict[int, list[Word]] = {}
    text: list[list[Word]] = []
    order: list[tuple[int, Any]] = []  # line of the first word, and a grid or the words of a line
    for word in all_words:
        number = next((n for n, grid in enumerate(grids) if grid.holds(word)), -1)
        if number >= 0:
            if number not in of:
                order.append((word.line, grids[number]))
            of.setdefault(number, []).append(word)
        elif text and text[-1][0].line == word.line:
            text[-1].append(word)
        else:
            text.append([word])
            order.append((word.line, text[-1]))
    lines: list[Line] = []
    above = None
    for _, found in order:
        if isinstance(found, _Grid):
            rows = _rows(found, of[grids.index(found)])
            lines += [Line.empty(first + len(lines))]
            known: dict[int, Cell] = {}
            for row in rows:
                lines.append(_row(row, first + len(lines), known))
            lines += [Line.empty(first + len(lines))]
            above = None
        else:
            if above and _apart(above, found):
                lines.append(Line.empty(first + len(lines)))
            lines.append(_line(found, first + len(lines)))
            above = found
    return [*lines, Line.empty(first + len(lines))]


def _apart(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether there is room for an empty line between two lines, or the second stands higher: another column."""
    height = max(word.bottom - word.top for word in above) or 10
    return not 0 <= below[0].top - above[0].bottom < height


def _line(words: Sequence[Word], number: int) -> Line:
    return Line(Cell(clean(" ".join(word.text for word in words))[:LONGEST_LINE], Place(number, 1)))


def _row(texts: Sequence[tuple[int, str]], number: int, known: dict[int, Cell]) -> Line:
    """Return a row as a line; a cell that reaches over more columns or rows is the same cell in each."""
    cells = [
        known.setdefault(region, Cell(text, Place(number, column))) for column, (region, text) in enumerate(texts, 1)
    ]
    return Line.row(cells, Place(number, 1))


def _grids(rules: Iterable[Sequence[float]]) -> list[_Grid]:
    """Return the groups of rules that touch each other."""
    upright: list[Rule] = []
    flat: list[Rule] = []
    for left, top, right, bottom in rules:
        if right - left < bottom - top:
            upright.append(Rule((left + right) / 2, top, bottom))
        else:
            flat.append(Rule((top + bottom) / 2, left, right))
    upright, flat = _joined(upright), _joined(flat)
    if len(upright) * len(flat) > MOST_CROSSINGS:
        return []
    group: dict[int, _Grid] = {}
    for one in upright:
        touched = [line for line in flat if line.covers(one.at) and one.covers(line.at)]
        parts = list({id(group[id(rule)]): group[id(rule)] for rule in touched if id(rule) in group}.values())
        grid = parts[0] if parts else _Grid()
        for part in parts[1:]:
            grid.upright += part.upright
            grid.flat += part.flat
        grid.upright.append(one)
        grid.flat += [rule for rule in touched if id(rule) not in group]
        group |= {id(rule): grid for rule in [*grid.upright, *grid.flat]}
    grids = list({id(grid): grid for grid in group.values()}.values())
    for grid in grids:
        # A table may be open at its sides: it is as wide as its longest rules.
        ends = [end for rule in grid.flat for end in (rule.begin, rule.end)]
        xs = _places([rule.at for rule in grid.upright])
        xs = [min(ends), *xs] if xs[0] - min(ends) > 3 * NEAR else xs
        grid.xs = [*xs, max(ends)] if max(ends) - xs[-1] > 3 * NEAR else xs
        grid.ys = _places([rule.at for rule in grid.flat])
    return grids


def _joined(rules: list[Rule]) -> list[Rule]:
    """Return the rules with those on one line that touch made into one."""
    whole: list[Rule] = []
    rules.sort(key=lambda rule: rule.at)
    for _, near in itertools.groupby(_stepped(rules), key=lambda pair: pair[0]):
        for _, rule in sorted(near, key=lambda pair: pair[1].begin):
            if whole and abs(whole[-1].at - rule.at) <= NEAR and whole[-1].covers(rule.begin):
                whole[-1].end = max(whole[-1].end, rule.end)
            else:
                whole.append(rule)
    return whole


def _stepped(rules: Sequence[Rule]) -> Iterable[tuple[int, Rule]]:
    """Yield the rules, each with the number of the line it is on."""
    step, at = 0, None
    for rule in rules:
        if at is None or rule.at - at > NEAR:
            step, at = step + 1, rule.at
        yield step, rule


def _places(values: Iterable[float]) -> list[float]:
    """Return the places in order, those that are nearly the same once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _is_table(grid: _Grid, words: Sequence[Word]) -> bool:
    """Whether walls make cells in which every word has its own: at least two columns and two rows."""
    if not (3 <= len(grid.xs) <= WIDEST and len(grid.ys) >= 3):
        return False
    inside = [word for word in words if grid.holds(word)]
    crossing = (
        rule.covers(word.y) and word.left + OVER < rule.at < word.right - OVER
        for word in inside
        for rule in grid.upright
    )
    return bool(inside) and not any(crossing)


def _rows(grid: _Grid, words: Sequence[Word]) -> list[list[tuple[int, str]]]:
    """Return per row and column to which region a cell belongs, and the text of that region."""
    across, down = len(grid.xs) - 1, len(grid.ys) - 1
    region = list(range(across * down))

    def root(cell: int) -> int:
        while region[cell] != cell:
            region[cell] = region[region[cell]]
            cell = region[cell]
        return cell

    for row, column in itertools.product(range(down), range(across)):
        x = (grid.xs[column] + grid.xs[column + 1]) / 2
        y = (grid.ys[row] + grid.ys[row + 1]) / 2
        here = row * across + column
        if column + 1 < across and not _walled(grid.upright, grid.xs[column + 1], y):
            region[root(here + 1)] = root(here)
        if row + 1 < down and not _walled(grid.flat, grid.ys[row + 1], x):
            region[root(here + across)] = root(here)
    texts: dict[int, dict[int, list[str]]] = {}
    for word in words:
        column = sum(place <= word.x for place in grid.xs[1:-1])
        row = sum(place <= word.y for place in grid.ys[1:-1])
        texts.setdefault(root(row * across + column), {}).setdefault(word.line, []).append(word.text)
    whole = {cell: clean(joined(" ".join(part) for part in parts.values())) for cell, parts in texts.items()}
    return [
        [(root(row * across + column), whole.get(root(row * across + column), "")) for column in range(across)]
        for row in range(down)
    ]


def _walled(rules: Iterable[Rule], at: float, place: float) -> bool:
    """Whether a wall at `at` runs past `place`."""
    return any(abs(rule.at - at) <= NEAR and rule.begin <= place <= rule.end for rule in rules)
