"""Rows of one cell a line that repeat the shape of their heading from the first to the last, whatever the words are.

Where every row has a cell for each head, a figure below each head of figures and words below every other, nothing can
have shifted, and it need not be known what the heads of words mean, nor where a heading of unlisted words begins or
ends: only one beginning and one end make whole rows of all that stands below it. Where each row begins with its
taakveld or a mark, another row may have lost a cell: that one is asked. Anything less is for other readers.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.delivery import UNNAMED, Row
from indicators.imports.published.asides import without_asides
from indicators.imports.published.codes import code_at
from indicators.imports.published.document import Scope
from indicators.imports.published.figure_runs import is_remark, is_taakveld
from indicators.imports.published.groups import begin_anew, below_names, told_apart
from indicators.imports.published.headings import FIGURES, Column, pieces
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, kind_of, suspect, words_beside
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of, names_others, names_own, region_of
from indicators.imports.published.regular_heads import (
    as_printed,
    begins_in_figures,
    is_named_once,
    is_unlisted,
    place_of_names,
    variants,
)
from indicators.imports.published.regular_shapes import WholeRow, is_start, rows_alike, rows_from_start_to_start
from indicators.imports.published.row_names import BULLETS
from indicators.imports.published.row_shapes import ROW_NUMBER
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.stream_heads import heading_of, heading_texts
from indicators.imports.published.table_headings import STARTS_WITH_YEAR
from indicators.imports.published.texts_above import goes_on_behind
from indicators.imports.published.whole_columns import with_others, with_region
from indicators.imports.published.word_rows import TWICE
from indicators.notation.text import MARK_ALONE, YEAR

ABOVE = 6  # cells above a heading that may say what stands below it
LEAST_ROWS, LEAST_CELLS = 2, 10
LONGEST_HEAD = 60  # characters
LONGEST_HEADING = 40  # cells
MOST_UNLISTED = 3  # heads that nobody listed, next to each other
LEAST_ENDED = 2  # names with a full stop: then that is how they are written
LEAST_NUMBERED = 3  # rows
MOST_BODY = 3_000  # cells below one heading
UNEVEN = "Deze rij heeft niet voor elke kolom een cel; het is niet zeker welke cel bij welke kolom hoort."
_YEAR = re.compile(YEAR)
# What the budget has next to its indicators.
_OF_MONEY = re.compile(
    r"lasten\b|baten\b|saldo\b|wat (?:mag|gaat|heeft|kost)\b|(?:bedragen )?(?:\(?x|in) €|exploitatie\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, the place of their names, its rows, and where it and they stand."""

    head: int
    columns: tuple[Column, ...]
    named: int
    rows: list[WholeRow]
    begin: int
    end: int


def find_regular_rows(paragraphs: Sequence[Paragraph], index: int, tried: set[int], scope: Scope) -> Table | None:
    """Return the table of which the heading begins here, or a head or more further on; None where there is none.

    The first head that is known begins it, or else a head or more that nobody listed right above that. `tried` are the
    known heads that have been looked at.
    """
    reach = range(index, min(index + MOST_UNLISTED + 1, len(paragraphs)))
    known = next((place for place in reach if pieces(paragraphs[place].text)), -1)
    if known < 0 or known in tried:
        return None
    tried.add(known)
    for begin in range(known, index - 1, -1):
        bodies = _ends_of_heading(paragraphs, begin)
        found = [table for body in bodies if (table := _table(paragraphs, begin, body, scope))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def read_regular_rows(table: Table, paragraphs: Sequence[Paragraph], placer: Placer) -> None:
    """Read a table that was found in these paragraphs."""
    placer.enter(
        (paragraph.text for paragraph in paragraphs[max(0, table.head - 3) : table.begin]),
        (paragraph.text for paragraph in paragraphs[table.begin : table.end]),
    )
    names = Counter(row.cells[table.named].text.casefold() for row in table.rows if row.columns)
    names += Counter(cell.text.casefold() for row in table.rows if not row.columns for cell in row.cells)
    called = [row.cells[table.named].text if row.columns else "" for row in table.rows]
    apart = told_apart(below_names(called, [True] * len(called)))
    for row, whole in zip(table.rows, apart, strict=True):
        name = row.cells[table.named if row.columns else 0]
        nameless = is_no_name(name.text) or is_source(name.text) or is_taakveld(name.text)
        nameless = nameless or _is_unlike(name.text, [other for other in called if other])
        again = names[name.text.casefold()] > 1 and not whole
        if row.columns and not nameless and not again:
            _read(row, name, placer, whole, table.columns)
        elif row.columns or any(kind_of(cell.text) in OF_FIGURES for cell in row.cells):
            why = UNEVEN if not row.columns else UNNAMED if nameless else TWICE
            placer.out.ask(name.cell.place, " · ".join(cell.text for cell in row.cells), why)


def _is_unlike(name: str, names: Collection[str]) -> bool:
    """Whether a name is a sentence, or has no number ahead, and the others do: what the row above means."""
    sentences, numbers = sum(map(is_remark, names)), sum(other[:1].isdigit() for other in names)
    ended = sum(other.rstrip().endswith(".") for other in names)
    unnumbered = (
        not begin_anew(names)
        and not name[:1].isdigit()
        and not name.startswith(tuple(BULLETS))
        and numbers * 2 > len(names) > 2
    )
    return unnumbered or (is_remark(name) and sentences * 2 < len(names) and ended < LEAST_ENDED)


def _ends_of_heading(paragraphs: Sequence[Paragraph], index: int) -> Iterator[int]:
    """Yield where a heading that begins here may end: behind figures and a year, ahead of words."""
    unlisted, figures, dated = 0, 0, False
    for place in range(index, min(index + LONGEST_HEADING, len(paragraphs))):
        text = paragraphs[place].text
        behind = paragraphs[place + 1].text if place + 1 < len(paragraphs) else ""
        begins = kind_of(text) == "text" or (ROW_NUMBER.fullmatch(text) and kind_of(behind) == "text")
        if place > index and figures and dated and begins and not _YEAR.fullmatch(text):
            yield place
        items = pieces(text)
        unlisted = 0 if items else unlisted + 1
        if unlisted > MOST_UNLISTED or len(text) > LONGEST_HEAD or (not items and kind_of(text) != "text"):
            return
        figures += sum(item.kind in FIGURES or item.kind in ("", "onduidelijk", "waarde") for item in items)
        dated = dated or any(item.year or item.kind == "jaar" for item in items)


def _table(paragraphs: Sequence[Paragraph], index: int, body: int, scope: Scope) -> Table | None:
    """Return the table with its heading from `index` to `body`, if all that stands below is whole rows of it."""
    figures = any(kind_of(paragraph.text) in OF_FIGURES for paragraph in paragraphs[body + 1 : body + LONGEST_HEADING])
    if not figures or pieces(paragraphs[body].text):
        return None
    heading = heading_of(paragraphs, index, body, min(len(paragraphs), body + MOST_BODY), scope)
    texts = heading_texts(paragraphs[index:body])
    columns = with_others(as_printed([c for c in heading.columns if c.kind != "leeg"], texts))
    if heading.doubt or heading.needs_dated or not is_named_once(texts) or begins_in_figures(columns, texts):
        return None
    found = [table for each in variants(columns) if (table := _rows_below(each, paragraphs, index, body))]
    return found[0] if len(found) == 1 else None


def _rows_below(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], index: int, body: int) -> Table | None:
    """Return the table of these columns, if all that stands below them is whole rows."""
    named = place_of_names(columns)
    if named < 0:
        return None
    begin = next((i for i in range(body, min(body + 2, len(paragraphs))) if is_start(columns, paragraphs, i)), -1)
    body = max(begin, body)  # Programma 1. Bestuur, and below it the first taakveld
    most = range(body, min(body + MOST_BODY, len(paragraphs)))
    end = next((place for place in most if _is_head(paragraphs[place])), most.stop)
    cells = without_asides(paragraphs[body:end], paragraphs[max(0, index - ABOVE) : index])
    rows, length = (rows_alike if begin < 0 else rows_from_start_to_start)(columns, cells)
    end = body + length
    whole = [row for row in rows if row.columns]
    few = len(whole) < LEAST_ROWS or len(whole) * len(columns) < LEAST_CELLS
    if few or len(whole) * 2 <= len(rows) or not _is_all(paragraphs, end) or not _ends_in_heads(columns, whole):
        return None
    if _may_go_on(columns, rows, begin) or not _are_named(columns, [row.cells for row in whole], named):
        return None
    return Table(index, columns, named, rows, body, end)


def _may_go_on(columns: Sequence[Column], rows: Sequence[WholeRow], begin: int) -> bool:
    """Whether what is no whole row may be another year of the row above it."""
    years = [[_YEAR.fullmatch(cell.text) is not None for cell in row.cells] for row in rows if not row.columns]
    told = begin < 0 and any(column.kind == "jaar" for column in columns)
    return told and any(year[0] or sum(year) > 1 for year in years)


def _are_named(columns: Sequence[Column], rows: Sequence[Sequence[Paragraph]], named: int) -> bool:
    """Whether the names are those of indicators, and what stands ahead of them without a head is a number each time."""
    names = [row[named].text for row in rows]
    numbers = not columns[0].text and columns[0].kind == "code"
    if numbers and (len(rows) < LEAST_NUMBERED or not all(ROW_NUMBER.fullmatch(row[0].text) for row in rows)):
        return False
    # 2017, and below it 2018 Bomen: the last year of the heading.
    return not STARTS_WITH_YEAR.match(names[0]) and not any(
        names_own(name) or names_others(name) or region_of(name) or code_at(name) for name in names
    )


def _ends_in_heads(columns: Sequence[Column], rows: Sequence[WholeRow]) -> bool:
    """Whether what stands last in a heading is a head where nobody listed it, and no cell of the first row.

    Then the cells below it are sources, or the same again: what each row begins with, a name, is another each time.
    """
    for place in range(len(columns) - 1, -1, -1):
        if not is_unlisted(columns[place]):
            return True
        texts = [row.cells[place].text for row in rows if len(row.cells) > place]
        again = len(set(texts)) < len(texts) and columns[place].text not in texts
        if not again and sum(map(is_source, texts)) * 2 <= len(texts):
            return False
    return True


def _is_head(paragraph: Paragraph) -> bool:
    return any(item.kind in ("code", "naam") for item in pieces(paragraph.text))


def _is_all(paragraphs: Sequence[Paragraph], end: int) -> bool:
    """Whether no figure is left behind the last row, down to the heading of another table or what all costs."""
    for paragraph in paragraphs[end : end + LONGEST_HEADING]:
        if any(item.kind for item in pieces(paragraph.text)) or _OF_MONEY.match(paragraph.text):
            return True
        if kind_of(paragraph.text) in OF_FIGURES:
            return False
    return True


def _read(row: WholeRow, name: Paragraph, placer: Placer, apart: str, columns: Sequence[Column]) -> None:
    """Place the figures of one row; `apart` is its name with that it stands below, where others have it too."""
    unit, bron = row.cell_of("eenheid"), row.cell_of("bron")
    first, *lines = name.lines
    told = dict(found for line in lines if (found := about_of(line.text)))  # Bron: CBS, below the name
    own = [line.text for line in lines if not about_of(line.text)]
    if not goes_on_behind([line.text for line in name.lines]):  # in brackets it is no more of the name
        own = list(itertools.takewhile(lambda text: not about_of(text), (line.text for line in lines)))
    whole = joined([first.text, *own])
    called = Cell(
        (apart or whole).rstrip(" ."), first.place
    )  # with a full stop below a head of names it is no sentence
    indicator = placer.new_row("", called, "", unit=unit.text if unit else told.get("eenheid", ""))
    indicator.bron = told.get("bron", "")
    if bron:
        placer.set_bron(indicator, [bron.cell])
    pairs = zip(with_region(row.columns, [cell.text for cell in row.cells]), row.cells, strict=True)
    held = [(column, _figure(cell.cell, indicator, placer)) for column, cell in pairs if column.holds_figures]
    cells = [cell for column, cell in held if column.kind != "jaar"]
    if doubt := suspect(cells) or words_beside(columns, cells):
        placer.out.ask(name.cell.place, " · ".join(cell.text for _, cell in held), doubt)
    else:
        placer.place(indicator, [column for column, _ in held], [cell for _, cell in held])


def _figure(cell: Cell, row: Row, placer: Placer) -> Cell:
    """Return a cell of figures; a mark alone says where to read why there is none."""
    if not MARK_ALONE.fullmatch(cell.text):
        return cell
    row.note(placer.footnotes.of(cell.text, cell.place))
    return Cell("-", cell.place)
