"""Which lines make one row, in a table whose columns are held apart by spaces.

A name that is too long for its column goes on below it, and the figures then stand beside its first, middle or last
line. Where they stand is the same throughout a table: only what fits one such way, and no other, is certain.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

MOST_LINES = 8  # of one row
MOST_WAYS = 32  # to divide a table: with more nothing is certain
LOOSE = 0.6  # of the width of a column: a word that would have fitted in so little was not moved to the next line
# What a name does not end with: a hyphen, a comma, an open bracket, words that ask for more.
_GOES_ON = re.compile(
    r"(?:.*[^\W\d_]-|.*[,/&]|(?:.* )?(?:een|de|het|van|met|en|of|in|per|voor|aan|op|bij|door|tot|naar|t/m|dat|die|te|om"
    r"|dan|uit|over|onder|als|ten|ter|is|wordt|zijn|hun|zich|tussen|sinds|zonder))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of a table by its columns: whether it holds figures, stands below an empty line, or is a title."""

    cells: dict[int, str]
    figures: bool = False
    apart: bool = False
    title: bool = False  # over the whole width


@dataclass(frozen=True, slots=True)
class Rows:
    """From where to where each row runs, and which lines are titles between them."""

    spans: tuple[tuple[int, int], ...]
    titles: frozenset[int] = field(default_factory=frozenset)


def goes_on(text: str) -> bool:
    """Whether a text asks for more: it ends with a hyphen or with `van`, or a bracket in it is open."""
    return _GOES_ON.fullmatch(text) is not None or text.count("(") > text.count(")")


def is_rest(text: str) -> bool:
    """Whether a text begins as the rest of another: with a small letter or a bracket."""
    return text[:1].islower() or text.startswith(("(", ")"))


def divided(strips: Sequence[Strip], name: int, texts: Sequence[int]) -> Rows | None:
    """Return the lines as rows, each with one line of figures; None where that is not certain.

    `name` is the column of the names, `texts` are all columns without figures.
    """
    width = width_of(strip.cells.get(name, "") for strip in strips if not strip.title)
    titles = frozenset(i for i in range(len(strips)) if strips[i].title or _is_title(strips, i, name, width))
    parts = list(_parts(strips, titles))
    if any(not any(strips[i].figures for i in range(begin, end)) for begin, end in parts):
        return None
    if any(strips[i].title and not _may_be_title(strips, i, name) for i in titles):
        return None
    single = len(parts) > 1 and all(sum(strips[i].figures for i in range(*part)) == 1 for part in parts)
    if single and all(strips[begin].apart or begin == 0 or begin - 1 in titles for begin, _ in parts):
        rows = tuple(parts)
        return Rows(rows, titles) if all(_is_whole(_names(strips, row, name)) for row in rows) else None

    def holds(begin: int, end: int) -> bool:
        return _is_row(strips, begin, end, name, texts, width)

    found = [_divisions(strips, parts, style, holds) for style in _STYLES]
    if any(each is None for each in found):
        return None
    ways = {way for each in found for way in each or ()}
    if len(ways) > 1:
        # Cells that begin with a small letter are the rest of others, if there is a way in which none does.
        ways = {way for way in ways if not any(_is_torn(strips, row, texts) for row in way)}
    return Rows(ways.pop(), titles) if len(ways) == 1 else None


def width_of(texts: Iterable[str]) -> int:
    """Return how wide a column is at least, by its lines: one long word may stand out."""
    return max((len(text) for text in texts if " " in text), default=0)


def _parts(strips: Sequence[Strip], titles: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield from where to where lines stand together, without an empty line or a title between them."""
    begin = 0
    for index in range(len(strips) + 1):
        if index == len(strips) or strips[index].apart or index in titles:
            if index > begin:
                yield begin, index
            begin = index + 1 if index in titles else index


def _is_title(strips: Sequence[Strip], index: int, name: int, width: int) -> bool:
    """Whether a name without figures is the title of the rows below it, and no part of the name of one.

    Words go on below each other where there is no more room: here the next word would have fitted.
    """
    strip, text = strips[index], strips[index].cells.get(name, "")
    if strip.figures or len(strip.cells) != 1 or not text[:1].isupper() or index + 1 == len(strips):
        return False
    above = "" if strip.apart or not index else strips[index - 1].cells.get(name, "")
    # A line with figures alone may stand between two lines of a name; one with the rest of a unit may not.
    apart = strip.apart or not index or (fits(above, text, width) if above else not strips[index - 1].figures)
    below = strips[index + 1].cells.get(name, "")
    begins = below != "" and not is_rest(below) and fits(text, below, width)
    if strips[index + 1].apart:
        begins = begins and strip.apart  # a title stands with what it is above
    return apart and begins and not goes_on(above) and not goes_on(text)


def _may_be_title(strips: Sequence[Strip], index: int, name: int) -> bool:
    """Whether a text over the whole width is the title of a row below it, and no part of its name."""
    text = next(iter(strips[index].cells.values()))
    below = strips[index + 1].cells.get(name, "") if index + 1 < len(strips) else ""
    above = strips[index - 1].cells.get(name, "") if index else ""
    return text[:1].isupper() and below != "" and not (is_rest(below) or goes_on(text) or goes_on(above))


def fits(text: str, below: str, width: int) -> bool:
    """Whether the first word of the line below would have fitted behind a text."""
    return len(text) + 1 + len(below.split(" ", 1)[0]) <= width


def _is_whole(names: Sequence[str]) -> bool:
    """Whether these lines are a name from its beginning to its end: each line below the first is the rest of one."""
    if not names or is_rest(names[0]) or goes_on(names[-1]):
        return False
    return all(is_rest(below) or goes_on(above) for above, below in pairwise(names))


def _names(strips: Sequence[Strip], row: tuple[int, int], name: int) -> list[str]:
    return [text for strip in strips[slice(*row)] if (text := strip.cells.get(name, ""))]


def _is_row(strips: Sequence[Strip], begin: int, end: int, name: int, texts: Sequence[int], width: int) -> bool:
    """Whether these lines can be one row: its name begins as one, and each line below it as the rest of one."""
    names = _names(strips, (begin, end), name)
    if end - begin > MOST_LINES or not _is_whole(names):
        return False
    if any(fits(above, below, int(LOOSE * width)) for above, below in pairwise(names)):
        return False
    for column in texts:
        filled = [i for i in range(begin, end) if strips[i].cells.get(column)]
        torn = filled and column != name and filled[-1] - filled[0] >= len(filled)
        if torn or (filled and column != name and goes_on(strips[filled[-1]].cells[column])):
            return False
    return True


def _is_torn(strips: Sequence[Strip], row: tuple[int, int], texts: Sequence[int]) -> bool:
    """Whether a cell of words begins in a row as the rest of another does."""
    firsts = (next(iter(_names(strips, row, column)), "") for column in texts)
    return any(is_rest(first) for first in firsts)


_Row = tuple[int, int]
_Way = tuple["_Way", _Row] | None  # rows, each behind those before it
_Style = Callable[[int], tuple[int, ...]]  # from how many lines stand above the figures to how many may stand below


def _top(above: int) -> tuple[int, ...]:
    return () if above else tuple(range(MOST_LINES))


def _bottom(above: int) -> tuple[int, ...]:
    return (0,) if above < MOST_LINES else ()


def _middle(above: int) -> tuple[int, ...]:
    return (above, above + 1)


def _below_middle(above: int) -> tuple[int, ...]:
    return (above - 1, above)


_STYLES: tuple[_Style, ...] = (_top, _bottom, _middle, _below_middle)


def _divisions(
    strips: Sequence[Strip], parts: Sequence[_Row], style: _Style, holds: Callable[[int, int], bool]
) -> list[tuple[_Row, ...]] | None:
    """Return the ways to divide all parts into rows of one style; None where there are too many."""
    ways: list[_Way] = [None]
    for begin, end in parts:
        figures = [i for i in range(begin, end) if strips[i].figures]
        found = [(way, begin) for way in ways]
        for at, limit in zip(figures, [*figures[1:], end], strict=True):
            found = [
                ((way, (start, at + 1 + below)), at + 1 + below)
                for way, start in found
                for below in style(at - start)
                if 0 <= below < limit - at and (limit < end or at + 1 + below == end) and holds(start, at + 1 + below)
            ]
            if len(found) > MOST_WAYS:
                return None
        ways = [way for way, _ in found]
    return [_unrolled(way) for way in ways]


def _unrolled(way: _Way) -> tuple[_Row, ...]:
    rows: list[_Row] = []
    while way:
        way, row = way
        rows.append(row)
    return tuple(reversed(rows))
