"""Tables of text whose columns are held apart by spaces, as `pdftotext -layout` writes: their rows become cells.

A column is what two spaces or more hold apart in every row, with a head above it. Whatever could be seen in two ways
leaves the lines as they were: a figure between two columns, a cell that crosses a gap, a head above two columns, lines
of which it is not certain to which row they belong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.imports.published.aligned_heads import Piece, pieces_of
from indicators.imports.published.aligned_rows import is_rest
from indicators.imports.published.aligned_table import Table, Uncertain, is_figure, table_of
from indicators.imports.published.document import names_document
from indicators.imports.published.headings import FIGURES, head_of
from indicators.imports.published.source import MOST_CELLS, Line
from indicators.notation.text import YEAR, clean

LONGEST = 400  # characters of a line, and lines of a table: more is no page
UNSURE = (
    "De kolommen van deze tabel staan tussen spaties; het is niet zeker welke regels samen een rij zijn, of wat onder"
    " welke kop staat."
)
LONGEST_TITLE = 70  # characters
FURTHEST = 12  # lines between a heading and the first figures: titles, names without any
HIGHEST = 8  # lines of a heading
_PAGE = re.compile(r"(?:pagina |blz\.? ?|p\. ?)?[-–]? ?[1-9][0-9]{0,2} ?[-–]?", re.IGNORECASE)


def with_aligned(lines: Sequence[Line], texts: Sequence[str]) -> list[Line]:
    """Return the lines with those of tables that spaces hold apart made into rows of cells; `texts` are as written."""
    tables = list(_tables(texts))
    found: list[Line] = []
    number = 0
    for line in lines:
        at = line.cell.place.line - 1
        while number < len(tables) and tables[number].end <= at:
            number += 1
        table = tables[number] if number < len(tables) and tables[number].begin <= at else None
        if not table:
            found.append(line)
        elif at == table.begin and not table.lines:
            found += [Line.empty(at + 1), replace(line, doubt=UNSURE), Line.empty(table.end)]
        elif at == table.begin:
            found += [Line.empty(at + 1), *table.lines, Line.empty(table.end)]
    return found


def _tables(texts: Sequence[str]) -> Iterator[Table]:
    """Yield the tables, in order, until there are more cells than a page has."""
    room = MOST_CELLS
    for begin, end in _regions(texts):
        for table in _in_region(texts, begin, end):
            room -= sum(len(line.cells) for line in table.lines)
            if room < 0:
                return
            yield table


def _regions(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield from where to where lines without walls run, with gaps in them, and one empty line at most between two."""
    begin, gaps = 0, 0
    for index in range(len(texts) + 1):
        text = texts[index] if index < len(texts) else ""
        gaps = 0 if text.strip() else gaps + 1
        walls = "\t" in text or text.count("|") > 1 or len(text) > LONGEST
        if index < len(texts) and not walls and gaps < 2:
            continue
        if any("  " in texts[i].strip() for i in range(begin, index)):
            yield begin, index
        begin = index + 1


def _in_region(texts: Sequence[str], begin: int, end: int) -> Iterator[Table]:
    """Yield the tables that are certain in lines that stand together."""
    pieces = [pieces_of(texts[i].rstrip(), i) for i in range(begin, end)]
    rows = [_holds_figures(each) for each in pieces]
    heads = [not row and _holds_heads(each) for row, each in zip(rows, pieces, strict=True)]
    start = index = 0
    while index < len(pieces):
        if not rows[index]:
            index += 1
            continue
        stop = _first_head(pieces, heads, index)
        below = next((i + 1 for i in range(index - 1, max(start, index - FURTHEST) - 1, -1) if heads[i]), index)
        top = _top(pieces, start, below)
        anchors = _without_foot(pieces, [i for i in range(index, stop) if rows[i]])
        start = index = stop
        try:
            if anchors[-1] - top > LONGEST:
                raise Uncertain
            table = table_of(
                [texts[i].rstrip() for i in range(begin + top, begin + stop)],
                pieces[top:stop],
                [i - top for i in anchors],
            )
        except Uncertain:
            stated = [i for i in range(top, anchors[0]) if heads[i]]
            last = next((i for i in range(anchors[-1] + 1, stop) if not pieces[i]), stop)
            if stated and _is_doubtful(pieces, stated, range(stated[-1] + 1, last), rows):
                yield Table(begin + stated[0], begin + last, [])
            continue
        yield replace(table, begin=begin + top + table.begin, end=begin + top + table.end)


def _is_doubtful(pieces: Sequence[Sequence[Piece]], stated: Sequence[int], body: range, rows: Sequence[bool]) -> bool:
    """Whether words stand in more columns or over more lines, so that no one can tell names without the columns."""
    kinds = [head.kind for i in stated for piece in pieces[i] if (head := head_of(piece.text))]
    return any(kind in ("eenheid", "bron", "tekst") for kind in kinds) or any(pieces[i] and not rows[i] for i in body)


def _first_head(pieces: Sequence[Sequence[Piece]], heads: Sequence[bool], begin: int) -> int:
    """Return where the next heading begins behind a row, or a sentence: heads alone above it are of it too."""
    ends = (i for i in range(begin, len(pieces)) if heads[i] or (not pieces[i - 1] and _is_sentence(pieces[i])))
    stop = next(ends, len(pieces))
    while stop < len(pieces) and stop - 1 > begin and _is_above(pieces[stop - 1], pieces[begin]):
        stop -= 1
    return stop


def _is_sentence(pieces: Sequence[Piece]) -> bool:
    """Whether a line is of a sentence: it ends as one, or is as long."""
    return len(pieces) == 1 and (pieces[0].text.endswith((".", ":", ";", ",")) or len(pieces[0].text) > LONGEST_TITLE)


def _is_above(pieces: Sequence[Piece], row: Sequence[Piece]) -> bool:
    """Whether nothing stands on a line but heads, right of where the names of the rows do."""
    return bool(pieces) and pieces[0].left > row[0].right and all(head_of(piece.text) for piece in pieces)


def _holds_figures(pieces: Sequence[Piece]) -> bool:
    """Whether a line is a row: behind its first text stands a figure, that is no year, and no head (Nulmeting)."""
    return any(is_figure(piece.text) and not head_of(piece.text) for piece in pieces[1:])


def _holds_heads(pieces: Sequence[Piece]) -> bool:
    """Whether heads stand on a line: two of figures, or one of names before others. The rest of a name is no head."""
    if len(pieces) < 2 or is_rest(pieces[0].text):
        return False
    found = [head_of(piece.text) or head_of(piece.text.split(" ", 1)[0]) for piece in pieces]
    figures = [h for h, piece in zip(found, pieces, strict=True) if h and (h.kind in FIGURES or _is_year(piece.text))]
    return len(figures) > 1 or (found[0] is not None and found[0].kind == "naam" and any(found[1:]))


def _is_year(text: str) -> bool:
    return re.fullmatch(YEAR, text.split(" ", 1)[0]) is not None


def _top(pieces: Sequence[Sequence[Piece]], start: int, first: int) -> int:
    """Return the first line that the heading above the figures may have: one empty line may stand between the two."""
    index = first - 1 if first > start and not pieces[first - 1] else first
    while index > max(start, first - HIGHEST) and pieces[index - 1]:
        index -= 1
    return index


def _without_foot(pieces: Sequence[Sequence[Piece]], rows: list[int]) -> list[int]:
    """Return the rows without a last one that may be the foot of the page: a text and its number."""
    foot = pieces[rows[-1]]
    if len(rows) == 1 or len(foot) != 2 or not _PAGE.fullmatch(foot[-1].text):
        return rows
    apart = any(not pieces[i] for i in range(rows[-2], rows[-1]))
    wider = max(len(pieces[i]) for i in rows[:-1]) > 2
    return rows[:-1] if apart or wider or names_document(clean(foot[0].text)) else rows
