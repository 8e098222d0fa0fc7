"""Which head stands above which column, in a table whose columns are held apart by spaces."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indicators.imports.published.headings import head_of
from indicators.imports.published.source import joined
from indicators.notation.text import A_YEAR, YEAR

APART = 2  # spaces that hold two cells apart


@dataclass(frozen=True, slots=True)
class Piece:
    """Text without a gap in it, and from where to where it stands on its line."""

    text: str
    left: int
    right: int
    line: int


@dataclass(slots=True)
class Span:
    """From where to where the cells of one column stand."""

    left: int
    right: int

    def meets(self, piece: Piece) -> bool:
        """Whether a text stands in this column, in part at least."""
        return piece.left < self.right and self.left < piece.right


def words_of(text: str, line: int) -> list[Piece]:
    """Return the words of a line."""
    return [Piece(found[0], found.start(), found.end(), line) for found in re.finditer("[^ ]+", text)]


def pieces_of(text: str, line: int) -> list[Piece]:
    """Return what two spaces or more hold apart on a line."""
    return list(_together(words_of(text, line)))


def _together(words: Sequence[Piece]) -> Iterator[Piece]:
    """Yield words that one space holds apart as one."""
    begin = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].left - words[index - 1].right >= APART:
            part = words[begin:index]
            yield Piece(" ".join(word.text for word in part), part[0].left, part[-1].right, part[0].line)
            begin = index


Heads = list[list[Piece]]  # per column what stands above it, from top to bottom


def heads_of(lines: Sequence[Sequence[Piece]], spans: Sequence[Span], *, flush: bool) -> Heads | None:
    """Return the heads above these columns; a word over more years stands above each of them.

    `lines` are the words of the heading. None where a head is missing, or could stand above another column. `flush`
    says whether every figure begins at the left edge of its column.
    """
    if heads := _below_each_other(lines, spans):
        return heads if _may_lack_words(heads, spans, flush=flush) else None
    if len(lines) > 1 and (heads := _below_each_other(lines[1:], spans)):
        return _with_wide_groups(list(_together(lines[0])), heads, spans)
    return None


def _below_each_other(lines: Sequence[Sequence[Piece]], spans: Sequence[Span]) -> list[list[Piece]] | None:
    """Return the words above each column; None where they are not certain of it."""
    heads: list[list[Piece]] = []
    rest = [list(line) for line in lines]
    for left, right in pairwise(spans):
        cuts = _cuts(rest, left.right, right.left)
        wide = [at for at, width in cuts if width >= APART]
        known = [at for at, _ in cuts if _is_one(text_of(_before(rest, at)))]
        sure = [at for at, _ in cuts] if len(cuts) == 1 else wide if len(wide) == 1 else [] if wide else known
        if len(sure) != 1:
            return None
        heads.append(_before(rest, sure[0]))
        rest = [[word for word in line if word.left > sure[0]] for line in rest]
    heads.append([word for line in rest for word in line])
    whole = all(
        _stands_above(found, span, first=not i) for i, (found, span) in enumerate(zip(heads, spans, strict=True))
    )
    starts = {text[0].islower() for head in heads[1:] if head and (text := head[0].text)[0].isalpha()}
    return heads if whole and (len(starts) < 2 or len(lines) == 1) else None  # waarde, without the Streef- above it


def _is_one(text: str) -> bool:
    """Whether a text is one head that is known, up to its year: not Rek. 2014 Begr., nor the years of two."""
    return head_of(text) is not None and len(A_YEAR.findall(text)) == 1 and _is_year(text.rsplit(" ", 1)[-1])


def _cuts(lines: Sequence[Sequence[Piece]], begin: int, end: int) -> list[tuple[int, int]]:
    """Return where the heads can be cut between two columns, each with how much room every line leaves there."""
    cuts: list[tuple[int, int]] = []
    near = [[word for word in line if word.right >= begin - APART and word.left <= end + APART] for line in lines]
    at = begin
    while at < end:
        inside = [word for line in near for word in line if word.left <= at < word.right]
        if inside:
            at = max(word.right for word in inside)
            continue
        stop = min([word.left for line in near for word in line if word.left > at], default=end + APART)
        room = stop - max([word.right for line in near for word in line if word.right <= at], default=begin - APART)
        cuts.append((at, room))
        at = stop
    return cuts


def _before(lines: Sequence[Sequence[Piece]], at: int) -> list[Piece]:
    return [word for line in lines for word in line if word.left < at]


def _stands_above(head: Sequence[Piece], span: Span, *, first: bool) -> bool:
    """Whether a head is there, right above its column, and in one piece on each line."""
    if not head:
        return first  # there are tables that do not say that a name is one
    lines = {word.line for word in head}
    parts = [list(_together([word for word in head if word.line == line])) for line in lines]
    whole = all(len(part) == 1 for part in parts)
    room = Span(min(span.left, head[-1].left), max(span.right, head[-1].right))  # also of a head of one long word
    texts = [part[0].text for part in parts]
    whole = whole and not any(top.endswith("-") and not low[:1].isalpha() for top, low in pairwise(texts))
    return whole and any(span.meets(word) for word in head) and all(room.meets(part[0]) for part in parts)


def text_of(head: Sequence[Piece]) -> str:
    """Return the words of a head on one line."""
    lines = dict.fromkeys(word.line for word in head)
    return joined(" ".join(word.text for word in head if word.line == line) for line in lines)


def _is_year(text: str) -> bool:
    return re.fullmatch(YEAR, text) is not None


def _may_lack_words(heads: Heads, spans: Sequence[Span], *, flush: bool) -> bool:
    """Whether years may have no word above them: all or none have one, or one word stands above the first of them.

    How far that reaches is for the document to say. It is above the first where everything begins at the left edge.
    """
    last = max(word.line for head in heads for word in head)
    dated = [
        (head, span)
        for head, span in zip(heads, spans, strict=True)
        if _is_year(text_of([word for word in head if word.line == last]))
    ]
    tops = [head[0].line < last for head, _ in dated]
    if all(tops) or not any(tops):
        return True
    edges = all({word.left for word in (head[0], head[-1])} == {span.left} for head, span in dated)
    return flush and edges and sum(tops) == 1 and tops[0]


def _with_wide_groups(groups: Sequence[Piece], heads: Heads, spans: Sequence[Span]) -> Heads | None:
    """Return heads below groups that reach over more columns, where each year has its group and nothing else one."""
    found: Heads = []
    reach: Counter[Piece] = Counter()
    for head, span in zip(heads, spans, strict=True):
        above = [g for g in groups if span.meets(g) or any(w.left < g.right and g.left < w.right for w in head)]
        if len(above) != _is_year(text_of(head)):
            return None
        reach += Counter(above)
        found.append([*above, *head])
    whole = len(reach) == len(groups) and not any(group.text.endswith("-") for group in groups)
    return found if whole and max(reach.values(), default=0) > 1 else None
