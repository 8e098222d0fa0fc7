"""One table whose columns are held apart by spaces, from its heading to its last row, as lines of cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indicators.imports.delivery import Place
from indicators.imports.published.aligned_heads import APART, Piece, Span, heads_of, text_of, words_of
from indicators.imports.published.aligned_rows import Strip, divided, fits, goes_on, is_rest, width_of
from indicators.imports.published.grid import is_heading
from indicators.imports.published.headings import head_of
from indicators.imports.published.paragraphs import is_number, kind_of
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell, Line, joined
from indicators.notation.text import FOOTNOTE, clean

MOST_GAP = 3  # spaces in a name: more stand before another column


@dataclass(slots=True)
class Table:
    """A table: its heading and rows, and which lines of the text they take the place of; no lines where it is asked."""

    begin: int
    end: int
    lines: list[Line]


@dataclass(slots=True)
class _Strip:
    """A line of the table: what stands on it, in which columns, and whether it has figures."""

    line: int
    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    figures: bool = False
    apart: bool = False
    title: bool = False


class Uncertain(Exception):
    """What stands in these lines can be seen in two ways."""


def columns_of(lines: Sequence[Sequence[Piece]]) -> list[Span]:
    """Return the columns in which the pieces of these lines stand: where they meet, they are of one."""
    spans: list[Span] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda piece: piece.left):
        if spans and piece.left <= spans[-1].right:
            spans[-1].right = max(spans[-1].right, piece.right)
        else:
            spans.append(Span(piece.left, piece.right))
    return spans


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, why there is none, or figures nobody can read."""
    return kind_of(clean(text)) in ("value", "broken")


def table_of(texts: Sequence[str], lines: Sequence[Sequence[Piece]], anchors: Sequence[int]) -> Table:
    """Return the table in these lines, `anchors` of which hold figures. Raises Uncertain.

    `lines` are the pieces of `texts`, and run from where the heading may begin to where the table ends at last.
    """
    spans = columns_of([lines[i] for i in anchors])
    figures = [i for i, span in enumerate(spans) if _holds_figures(span, lines, anchors)]
    if len(spans) < 2 or not figures:
        raise Uncertain
    left = spans[0].right, spans[figures[0] - 1].right if figures[0] else 0
    above = [i for i in range(anchors[0]) if lines[i] and not _is_wide(lines[i], spans)]
    first = next((i for i in above if lines[i][-1].left >= left[0]), anchors[0])
    last = next((i for i in reversed(above) if lines[i][-1].left >= left[1]), -1)
    heading = [i for i in above if first <= i <= last]
    if not heading or last - first >= len(heading):
        raise Uncertain
    strips = _strips(lines, last + 1, anchors, spans, figures)
    flush = all(not (p := s.pieces.get(i)) or p[0].left == spans[i].left for s in strips for i in figures)
    stacked = heads_of([words_of(texts[i], i) for i in heading], spans, flush=flush)
    if not stacked:
        raise Uncertain
    heads = _line([text_of(head) for head in stacked], [h[0] if h else None for h in stacked], spans, last)
    words = [i for i in range(len(spans)) if i not in figures]
    named = [i for i in words if i < figures[-1] and (head := head_of(heads.cells[i].text)) and head.kind == "naam"]
    name = named[-1] if named else 0
    torn = any(len({w.line for w in stacked[i]}) > 1 and not head_of(heads.cells[i].text) for i in words)
    if not is_heading(heads.cells) or name not in words or torn:
        raise Uncertain
    strips = _without_rest(strips, anchors[-1], name)
    return Table(first, strips[-1].line + 1, [heads, *_rows(strips, spans, name, words)])


def _holds_figures(span: Span, lines: Sequence[Sequence[Piece]], anchors: Sequence[int]) -> bool:
    """Whether most of what stands in a column is figures."""
    found = [is_figure(piece.text) for i in anchors for piece in lines[i] if span.meets(piece)]
    return 2 * sum(found) > len(found)


def _is_wide(pieces: Sequence[Piece], spans: Sequence[Span]) -> bool:
    """Whether one text stands on a line, from the left edge over more columns: a title, a sentence."""
    return len(pieces) == 1 and pieces[0].left < spans[0].right and len(_met(pieces[0], spans)) > 1


def _met(piece: Piece, spans: Sequence[Span]) -> list[int]:
    return [i for i, span in enumerate(spans) if span.meets(piece)]


def _strips(
    lines: Sequence[Sequence[Piece]], begin: int, anchors: Sequence[int], spans: list[Span], figures: Sequence[int]
) -> list[_Strip]:
    """Return the lines of the rows, from `begin` on; what is no row ends them. Columns grow with their cells."""
    strips: list[_Strip] = []
    rows, last = set(anchors), anchors[-1]
    apart = False
    for index in range(begin, len(lines)):
        pieces = lines[index]
        if index > last and (not pieces or _ends(pieces, spans)):
            break
        if pieces:
            strip = _Strip(index, apart=apart and bool(strips))
            strip.title = _is_wide(pieces, spans) or (index not in rows and _is_about(pieces))
            if strip.title and not _is_about(pieces) and not any(spans[i].meets(pieces[0]) for i in figures):
                raise Uncertain  # a name and its unit may stand one space apart
            if strip.title:
                strip.pieces[0] = list(pieces)
            else:
                _fill(strip, pieces, spans)
            strip.figures = not strip.title and any(i in strip.pieces for i in figures)
            if strip.figures and index > last:
                break  # a number at the foot of the page
            strips.append(strip)
        apart = not pieces
    if any(not strip.title and _is_torn(strip, spans, figures) for strip in strips):
        raise Uncertain
    return strips


def _is_torn(strip: _Strip, spans: Sequence[Span], figures: Sequence[int]) -> bool:
    """Whether a cell may hold another too, one space behind it, or a figure may go on below."""
    short = any(i not in strip.pieces for i in figures)
    for column, pieces in strip.pieces.items():
        text, right = pieces[-1].text, pieces[-1].right
        if column + 1 < len(spans) and column + 1 not in strip.pieces and right > spans[column + 1].left - APART:
            return True
        if column not in figures:
            torn = short and strip.figures and is_figure(text.rsplit(" ", 1)[-1])
        else:
            torn = text.startswith("(") or (len(text) > 1 and text.endswith(("-", "(")))
            torn = torn or (not is_figure(text) and is_rest(text))
            torn = torn or sum(is_number(word) for word in text.split(" ")) > 1  # two cells, or 1 234
        if torn:
            return True
    return False


def _ends(pieces: Sequence[Piece], spans: Sequence[Span]) -> bool:
    """Whether a line below the last figures is no part of a row."""
    met = [_met(piece, spans) for piece in pieces]
    about = FOOTNOTE.fullmatch(clean(pieces[0].text)) is not None or _is_about(pieces[:1])
    return about or any(len(m) != 1 for m in met)


def _is_about(pieces: Sequence[Piece]) -> bool:
    """Whether a line says something of the row above it: Bron: CBS."""
    return len(pieces) == 1 and about_of(clean(pieces[0].text)) is not None


def _fill(strip: _Strip, pieces: Sequence[Piece], spans: list[Span]) -> None:
    """Put what stands on a line in the columns. Raises Uncertain where it stands in none, or in two."""
    for piece in pieces:
        met = _met(piece, spans)
        if len(met) != 1:
            raise Uncertain
        span, there = spans[met[0]], strip.pieces.setdefault(met[0], [])
        if there and (met[0] > 0 or piece.left - there[-1].right > MOST_GAP):
            raise Uncertain
        there.append(piece)
        span.left, span.right = min(span.left, piece.left), max(span.right, piece.right)
    for left, right in pairwise(spans):
        if right.left <= left.right:
            raise Uncertain


def _without_rest(strips: list[_Strip], last: int, name: int) -> list[_Strip]:
    """Return the lines without those below the last figures that begin something else: a title."""
    width = width_of(_text(strip, name) for strip in strips)
    for index, strip in enumerate(strips):
        text, above = _text(strip, name), _text(strips[index - 1], name) if index else ""
        begins = bool(text) and len(strip.pieces) == 1 and not (is_rest(text) or goes_on(above))
        if strip.line > last and begins and above and fits(above, text, width):
            return strips[:index]
    return strips


def _text(strip: _Strip, column: int) -> str:
    return clean(" ".join(piece.text for piece in strip.pieces.get(column, [])))


def _rows(strips: Sequence[_Strip], spans: Sequence[Span], name: int, words: Sequence[int]) -> list[Line]:
    """Return the rows of a table as lines. Raises Uncertain where it is not certain which lines make one."""
    rows = divided(
        [Strip({i: _text(s, i) for i in s.pieces}, s.figures, s.apart, s.title) for s in strips], name, words
    )
    if rows is None:
        raise Uncertain
    for column in words:
        lacking = [span for span in rows.spans if not any(column in strip.pieces for strip in strips[slice(*span)])]
        if len(lacking) == 1 and len(rows.spans) > 2 and any(" " in _text(s, name) for s in strips[slice(*lacking[0])]):
            raise Uncertain  # what every other row has there may stand one space behind the name
    lines: list[Line] = []
    for begin, end in sorted([*rows.spans, *((i, i + 1) for i in rows.titles)]):
        part = strips[begin:end]
        texts = [joined(_text(strip, i) for strip in part) for i in range(len(spans))]
        if any(is_rest(text) for text in texts[:name]):
            raise Uncertain  # what stands before the names reaches over more rows
        firsts = [next((s.pieces[i][0] for s in part if i in s.pieces), None) for i in range(len(spans))]
        lines.append(_line(texts, firsts, spans, next((s.line for s in part if s.figures), part[0].line)))
    return lines


def _line(texts: Sequence[str], firsts: Sequence[Piece | None], spans: Sequence[Span], line: int) -> Line:
    """Return cells as a line; an empty one stands where its column does, on the line with the figures."""
    cells = [
        Cell(clean(text), Place(first.line + 1, first.left + 1) if first else Place(line + 1, span.left + 1))
        for text, first, span in zip(texts, firsts, spans, strict=True)
    ]
    return Line.row(cells, cells[0].place)
