"""Tables without walls: one cell per line, or rows of words. Empty cells are gone, so counts must fit exactly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from indicators.imports.delivery import Row
from indicators.imports.published import words
from indicators.imports.published.codes import Code, code_at
from indicators.imports.published.headings import FIGURES, Heading, is_glued, pieces, stream_heading
from indicators.imports.published.placing import Placer, fits
from indicators.imports.published.source import Cell, Line, joined
from indicators.imports.published.tree import Tree
from indicators.notation import Ambiguous, Reading, Refused, read_cell
from indicators.notation.cells import is_phrase
from indicators.notation.text import FOOTNOTE, MARK_ALONE, YEAR

_STOP = re.compile(
    r"(?:toelichting\b|beleids?s?terrein\b|effectindicatoren bij|doelen en prestaties|een overzicht"
    r"|verbonden partij"
    r"|wat (?:mag|gaan|willen|hebben|heeft)\b|programma(?:nummer)?\b|bijdrage\b|ga naar|lasten\b|baten\b|home /"
    r"|nr\.? [0-9])",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\((?:[A-Z]+,? )?{YEAR}|(?:nul|0-)meting", re.IGNORECASE)
_BARE_YEAR = re.compile(YEAR)
LONGEST_BRON = 60  # characters


@dataclass(frozen=True)
class Paragraph:
    """Lines between empty lines: in most tables one cell."""

    lines: tuple[Cell, ...]

    @cached_property
    def cell(self) -> Cell:
        """The paragraph as one cell."""
        return Cell(joined(line.text for line in self.lines), self.lines[0].place)

    @property
    def text(self) -> str:
        """The paragraph as one line."""
        return self.cell.text


def read_streams(lines: Sequence[Line], placer: Placer, tree: Tree) -> None:
    """Read every table without walls that has a heading of figures."""
    paragraphs = _paragraphs(lines)
    index = 0
    while index < len(paragraphs):
        if glued := [line for line in paragraphs[index].lines if is_glued(line.text)]:
            why = "De cellen van deze tabel zijn aan elkaar geplakt; het is niet zeker waar de ene eindigt."
            placer.out.ask(glued[0].place, glued[0].text, why)
            index += 1
            continue
        body = _heading_end(paragraphs, index)
        if body == index:
            index += 1
            continue
        end = body
        while end < len(paragraphs) and not _ends(paragraphs, end):
            end += 1
        _read_table(paragraphs[index:body], paragraphs[body:end], placer, tree)
        index = end


def _paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; where a heading stands on lines without empty ones between, every line is one."""
    found: list[Paragraph] = []
    block: list[Cell] = []
    for line in [*lines, Line(Cell("", lines[-1].cell.place))] if lines else []:
        starts = _begins_row(line.text)
        if block and (starts or not line.text):
            headed = sum(bool(pieces(cell.text)) for cell in block)
            if headed >= 3 and len(block) > 3:
                found += [Paragraph((cell,)) for cell in block]
            else:
                # A heading that begins on the last lines of a text.
                split = len(block)
                while split and pieces(block[split - 1].text):
                    split -= 1
                whole = split == 0 or pieces(" ".join(cell.text for cell in block))
                split = len(block) if whole or not any(map(_names_columns, block[split:])) else split
                found += [Paragraph(tuple(part)) for part in (block[:split], block[split:]) if part]
            block = []
        if line.text:
            block.append(line.cell)
    return found


def _begins_row(text: str) -> bool:
    """Whether a line is the first of an indicator or the heading of a doel."""
    code = code_at(text)
    return (code is not None and code.kind == "effectindicator") or (
        text.startswith("Doel ") and _doel(text) is not None
    )


def _names_columns(cell: Cell) -> bool:
    return any(item.kind in FIGURES or item.kind == "naam" for item in pieces(cell.text))


def _is_heading(paragraph: Paragraph) -> bool:
    if len(paragraph.lines) > 4 or len(paragraph.text) > 200:
        return False
    return bool(pieces(paragraph.text)) or all(pieces(line.text) for line in paragraph.lines)


def _heading_texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [
        text
        for paragraph in paragraphs
        for text in ([paragraph.text] if pieces(paragraph.text) else [line.text for line in paragraph.lines])
    ]


def _heading_end(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Return where the heading that begins at `index` ends; `index` itself when none does."""
    end = index
    while end < len(paragraphs) and end - index < 60 and _is_heading(paragraphs[end]):
        end += 1
    items = [item for text in _heading_texts(paragraphs[index:end]) for item in pieces(text)]
    kinds = [item.kind for item in items]
    named = any(kind in ("naam", "bron", "eenheid") for kind in kinds)
    figures = sum(kind in FIGURES for kind in kinds)
    years = sum(item.kind == "" for item in items)
    return end if len(items) > 1 and ((figures and (named or figures > 1)) or (named and years > 1)) else index


def _ends(paragraphs: Sequence[Paragraph], index: int) -> bool:
    text = paragraphs[index].text
    if _STOP.match(text) or _glued_heading(paragraphs[index]):
        return True
    code = code_at(text)
    return (code is not None and code.kind == "prestatie") or _heading_end(paragraphs, index) > index


def _glued_heading(paragraph: Paragraph) -> bool:
    """Whether a line holds a heading of three columns or more without spaces between."""
    return any(is_glued(line.text) for line in paragraph.lines)


def _doel(text: str) -> tuple[Code, str] | None:
    bare = text[5:] if text.lower().startswith("doel ") else text
    code = code_at(bare)
    return (code, bare[code.end :]) if code and code.kind == "doel" else None


def _read_table(head: Sequence[Paragraph], body: Sequence[Paragraph], placer: Placer, tree: Tree) -> None:
    heading = stream_heading(_heading_texts(head))
    starts = [i for i, p in enumerate(body) if (code := code_at(p.text)) and code.kind == "effectindicator"]
    body = [p for p in body if not FOOTNOTE.fullmatch(p.text) or MARK_ALONE.fullmatch(p.text)]
    starts = [i for i, p in enumerate(body) if (code := code_at(p.text)) and code.kind == "effectindicator"]
    if not starts:
        _read_uncoded(head, heading, body, placer)
        return
    if heading.needs_dated and not any(_DATED.search(p.text) for p in body):
        heading = replace(heading, doubt="De kop zegt niet welke jaren bij de realisatie horen.")
    before = [p for p in body[: starts[0]] if not _doel(p.text)]
    doubt = heading.doubt or ("De kop van deze tabel is niet duidelijk." if before else "")
    if doubt:
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in [*head, *before]), doubt)
    in_lines = any(words.has_many(line.text) for p in head for line in p.lines)
    parent = ""
    row_parts: list[Paragraph] = []
    for paragraph in body:
        doel = _doel(paragraph.text)
        code = code_at(paragraph.text)
        if doel or (code and code.kind == "effectindicator"):
            _read_coded(row_parts, parent, heading, placer, doubt=doubt, in_lines=in_lines, last=False)
            row_parts = []
        if doel:
            parent = doel[0].code
            tree.add(*doel, paragraph.cell.place)
        elif row_parts or code:
            row_parts.append(paragraph)
    _read_coded(row_parts, parent, heading, placer, doubt=doubt, in_lines=in_lines, last=True)


def _read_coded(
    parts: list[Paragraph], parent: str, heading: Heading, placer: Placer, *, doubt: str, in_lines: bool, last: bool
) -> None:
    """Read the row of one indicator that begins with its code."""
    if not parts or not (code := code_at(parts[0].text)):
        return
    row, bron, cells, strange = None, [], [], ""
    kinds = [_kind(p.text) for p in parts[1:]]
    parent = parent or code.parent
    if in_lines or not any(kind in ("value", "broken") for kind in kinds):
        found = words.split_row([line for p in parts for line in p.lines], code.end, len(heading.figures), last=last)
        name, cells, bron, strange = found.name, found.cells, found.bron, found.doubt
        row = placer.new_row(code.code, Cell(name, parts[0].cell.place), parent)
        row.note(found.note)
    else:
        first = next(i for i, kind in enumerate(kinds) if kind in ("value", "broken"))
        name = joined([parts[0].text[code.end :].strip(" :"), *(p.text for p in parts[1 : first + 1])])
        row = placer.new_row(code.code, Cell(name, parts[0].cell.place), parent)
        cells, bron, strange = _cells(parts[first + 1 :], kinds[first:], last=last)
    if bron:
        placer.set_bron(row, bron)
    _place(row, heading, cells, placer, doubt=doubt or strange, at=parts[0].cell)


def _cells(parts: Sequence[Paragraph], kinds: Sequence[str], *, last: bool) -> tuple[list[Cell], list[Cell], str]:
    """Return the cells with figures, the bron after them, and why they cannot be placed."""
    cells: list[Cell] = []
    bron: list[Cell] = []
    doubt = ""
    for paragraph, kind in zip(parts, kinds, strict=True):
        if kind == "mark":
            if bron or not cells:
                doubt = doubt or ("" if bron else "Een voetnoot zonder cijfer ervoor.")
                bron = [*bron, paragraph.cell] if bron else bron
            else:
                cells[-1] = Cell(f"{cells[-1]} {paragraph.text}", cells[-1].place)
        elif kind == "text":
            if last and bron and (len(bron) > 2 or len(paragraph.text) > LONGEST_BRON or paragraph.text.endswith(".")):
                break
            bron.append(paragraph.cell)
        elif bron:
            doubt = "Na de bron staat nog een cijfer; het is niet zeker bij welke kolom het hoort."
        elif _BARE_YEAR.fullmatch(paragraph.text):
            doubt = f"'{paragraph.text}' kan een cijfer of een jaar zijn."
        else:
            cells.append(paragraph.cell)
    return cells, bron, doubt


def _place(row: Row, heading: Heading, cells: Sequence[Cell], placer: Placer, *, doubt: str, at: Cell) -> None:
    """Place the cells when they fit the columns in one way only."""
    if not cells and not doubt:
        doubt = "Bij deze indicator staan geen cijfers."
    readings = placer.read(cells, row)
    placed = doubt or _suspect(cells) or fits(heading, readings)
    if isinstance(placed, str):
        text = " · ".join(cell.text for cell in cells) or at.text
        placer.out.ask(cells[0].place if cells else at.place, text, placed)
        return
    for column, indexes in zip(heading.figures, placed, strict=True):
        for index in indexes:
            placer.place_one(row, column, cells[index], readings[index])
    placer.settle_unit(row)


def _suspect(cells: Sequence[Cell]) -> str:
    """Return why a lone digit between percentages or large numbers may be a footnote, or ''."""
    lone = [cell.text for cell in cells if re.fullmatch(r"[1-9]", cell.text)]
    others = [cell.text for cell in cells if cell.text not in lone and any(c.isdigit() for c in cell.text)]
    apart = any("%" in text for text in others) or all(sum(c.isdigit() for c in text) > 2 for text in others)
    return f"'{lone[0]}' kan een cijfer of een voetnoot zijn." if lone and others and apart else ""


@lru_cache(maxsize=10_000)
def _kind(text: str) -> str:
    """Return value, broken (figures nobody can read), mark, or text."""
    if MARK_ALONE.fullmatch(text):
        return "mark"
    if len(text) > 120:
        return "text"
    try:
        reading: Reading = read_cell(text, thousands=True)
    except (Ambiguous, Refused):
        starts = (
            re.match(r"[-–<>≤≥=€(\"+]*\s?[0-9]", text)
            or re.search(r"[0-9] [=+]|[=+] [0-9]", text)
            or text in ('"', "''", "„", "”", "“")
        )
        # 75 jaar en ouder is the rest of a name; 44 + 27 = 71 is none.
        worded = len(re.findall(r"[^\W\d_]{3,}", text)) >= 3 and not re.search(r"[=+;]", text)
        return "broken" if starts and not worded else "text"
    return "text" if reading.in_words and not is_phrase(text) else "value"


def _read_uncoded(head: Sequence[Paragraph], heading: Heading, body: Sequence[Paragraph], placer: Placer) -> None:
    """Read a table without codes: the same number of texts and of figures in every row."""
    kinds = [_kind(p.text) for p in body]
    if not any(kind in ("value", "broken") for kind in kinds):
        _read_word_rows(head, heading, body, placer)
        return
    columns = heading.columns
    first = next((i for i, c in enumerate(columns) if c.holds_figures), 0)
    last = max((i for i, c in enumerate(columns) if c.holds_figures), default=0)
    if columns[0].kind != "naam" or any(not c.holds_figures for c in columns[first : last + 1]):
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in head), "De kop van deze tabel is niet duidelijk.")
        return
    if heading.doubt:
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in head), heading.doubt)
    before, after = columns[:first], columns[last + 1 :]
    texts: list[Paragraph] = []
    index = 0
    opening = True
    while index < len(body):
        if kinds[index] in ("text", "mark"):
            texts += [body[index]] if kinds[index] == "text" else []
            index += 1
            continue
        end = index
        while end < len(body) and kinds[end] != "text":
            end += 1
        cells, _, doubt = _cells(body[index:end], kinds[index:end], last=False)
        wanted = len(before) if opening else len(before) + len(after)
        labels = texts[-len(before) :]
        if len(texts) != wanted:
            doubt = doubt or "Het is niet zeker welke tekst bij deze cijfers hoort."
        elif not opening and after and placer.out.rows:
            _finish(placer, after, texts[: len(after)])
        if labels:
            unit = next((p.text for c, p in zip(before, labels, strict=False) if c.kind == "eenheid"), "")
            row = placer.new_row("", labels[0].cell, "", unit=unit)
            bronnen = [p.cell for c, p in zip(before, labels, strict=False) if c.kind == "bron"]
            if bronnen and len(texts) == wanted:
                placer.set_bron(row, bronnen)
            _place(row, heading, cells, placer, doubt=heading.doubt or doubt, at=labels[0].cell)
        else:
            placer.out.ask(body[index].cell.place, body[index].text, doubt)
        texts, index, opening = [], end, False
    if texts and after and not opening and placer.out.rows:
        _finish(placer, after, texts[: len(after)])


def _finish(placer: Placer, after: Sequence[object], texts: Sequence[Paragraph]) -> None:
    """Give the last row its bron."""
    for column, paragraph in zip(after, texts, strict=False):
        if getattr(column, "kind", "") == "bron" and len(paragraph.text) <= LONGEST_BRON:
            placer.set_bron(placer.out.rows[-1], [paragraph.cell])


def _read_word_rows(head: Sequence[Paragraph], heading: Heading, body: Sequence[Paragraph], placer: Placer) -> None:
    """Read rows of words without codes, each on one line: a name, the figures, a bron."""
    count = len(heading.figures)
    lines = [line for p in body for line in p.lines if words.has_figures(line.text)]
    if not lines:
        return
    if heading.doubt:
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in head), heading.doubt)
    for line in lines:
        found = words.split_row([line], 0, count, last=False)
        if not found.name:
            placer.out.ask(line.place, line.text, "Bij welke indicator horen deze cijfers?")
            continue
        row = placer.new_row("", Cell(found.name, line.place), "")
        if found.bron:
            placer.set_bron(row, found.bron)
        _place(row, heading, found.cells, placer, doubt=heading.doubt or found.doubt, at=line)
