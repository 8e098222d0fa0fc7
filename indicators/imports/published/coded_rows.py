"""The rows of a table without walls that begin with the codes of their indicators, below the doelen they belong to."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published import words
from indicators.imports.published.codes import code_at
from indicators.imports.published.footnotes import NOT_YET
from indicators.imports.published.headings import Heading
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, cells_of, doel_at, kind_of, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.tree import Tree
from indicators.imports.published.word_rows import TOO_MANY
from indicators.notation.text import YEAR

DATED = re.compile(rf"\((?:[A-Z]+,? )?{YEAR}|(?:nul|0-)meting", re.IGNORECASE)


def read_coded_rows(
    head: Sequence[Paragraph], heading: Heading, body: Sequence[Paragraph], first: int, placer: Placer, tree: Tree
) -> None:
    """Read the rows of which the first begins at `first`, and add the doelen between them to the tree."""
    before = [p for p in body[:first] if not doel_at(p.text)]
    doubt = heading.doubt or ("De kop van deze tabel is niet duidelijk." if before else "")
    if doubt:
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in [*head, *before]), doubt)
        heading = replace(heading, doubt=doubt)
    in_lines = any(words.has_many(line.text) for p in head for line in p.lines)
    rows: list[tuple[str, list[Paragraph]]] = []  # the doel each stands under, and its paragraphs
    parent = ""
    for paragraph in body:
        code = code_at(paragraph.text)
        if doel := doel_at(paragraph.text):
            parent = doel[0].code
            rows.append((parent, []))
            tree.add(*doel, paragraph.cell.place)
        elif code and code.kind == "effectindicator":
            rows.append((parent, [paragraph]))
        elif rows and rows[-1][1]:
            rows[-1][1].append(paragraph)
    rows = [row for row in rows if row[1]]
    width = len(heading.figures)
    widths = [_width(parts, width, in_lines=in_lines) for _, parts in rows]
    wide = sum(each > width for each in widths)
    if not doubt and (wide * 2 >= len(rows) > 1 or (wide and any(0 < each < width for each in widths))):
        # A column is not in the heading: where a cell is lost too, a row would seem to fit.
        doubt = TOO_MANY
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in head), doubt)
        heading = replace(heading, doubt=doubt)
    for number, (parent, parts) in enumerate(rows, start=1):
        _read_coded(parts, parent, heading, placer, doubt=doubt, in_lines=in_lines, last=number == len(rows))


def _width(parts: Sequence[Paragraph], count: int, *, in_lines: bool) -> int:
    """Return how many columns of figures a row fills, with those that carry their years as one."""
    kinds = [kind_of(p.text) for p in parts[1:]]
    if in_lines or not any(kind in OF_FIGURES for kind in kinds):
        code = code_at(parts[0].text)
        lines = [line for p in parts for line in p.lines]
        cells = words.split_row(lines, code.end if code else 0, count, last=False).cells
    else:
        cells = [p.cell for p, kind in zip(parts[1:], kinds, strict=True) if kind in OF_FIGURES]
    dated = next((i for i, cell in enumerate(cells) if not DATED.search(cell.text)), len(cells))
    return len(cells) - max(dated - 1, 0)


def _read_coded(
    parts: list[Paragraph], parent: str, heading: Heading, placer: Placer, *, doubt: str, in_lines: bool, last: bool
) -> None:
    """Read the row of one indicator that begins with its code."""
    if not parts or not (code := code_at(parts[0].text)):
        return
    row, bron, cells, strange = None, [], [], ""
    kinds = [kind_of(p.text) for p in parts[1:]]
    parent = parent or code.parent
    if in_lines or not any(kind in OF_FIGURES for kind in kinds):
        found = words.split_row([line for p in parts for line in p.lines], code.end, len(heading.figures), last=last)
        name, cells, bron, strange = found.name, found.cells, found.bron, found.doubt
        row = placer.new_row(code.code, Cell(name, parts[0].cell.place), parent)
        row.note(found.note)
    else:
        parts[1:], kinds = _with_marks(parts[1:], kinds, len(heading.figures), placer)
        first = next(i for i, kind in enumerate(kinds) if kind in OF_FIGURES)
        name = joined([parts[0].text[code.end :].strip(" :"), *(p.text for p in parts[1 : first + 1])])
        row = placer.new_row(code.code, Cell(name, parts[0].cell.place), parent)
        cells, bron, strange = cells_of(parts[first + 1 :], kinds[first:], last=last)
    if bron:
        placer.set_bron(row, bron)
    place_cells(row, heading, cells, placer, doubt=doubt or strange, at=parts[0].cell)


def _with_marks(
    parts: Sequence[Paragraph], kinds: Sequence[str], count: int, placer: Placer
) -> tuple[list[Paragraph], list[str]]:
    """Return the cells of a row in which a mark alone is one too, where its footnote says that no figure is known yet.

    Only where the row then has a cell for every column: else it is the mark of the figure before it.
    """
    unknown = [
        i
        for i, (part, kind) in enumerate(zip(parts, kinds, strict=True))
        if kind == "mark" and NOT_YET.search(placer.footnotes.of(part.text, part.cell.place))
    ]
    if not unknown or sum(kind in OF_FIGURES for kind in kinds) + len(unknown) != count:
        return list(parts), list(kinds)
    told = {i: Paragraph((replace(parts[i].cell, text="nnb"),)) for i in unknown}
    return [told.get(i, part) for i, part in enumerate(parts)], [
        "value" if i in told else kind for i, kind in enumerate(kinds)
    ]
