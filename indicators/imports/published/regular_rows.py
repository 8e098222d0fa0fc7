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

from indicators.imports.delivery import Row
from indicators.imports.published.asides import without_asides
from indicators.imports.published.codes import code_at
from indicators.imports.published.document import Scope
from indicators.imports.published.figure_runs import is_remark, is_taakveld
from indicators.imports.published.groups import KNOWN_GROUP, below_names, told_apart
from indicators.imports.published.headings import FIGURES, Column, head_of, pieces
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import Paragraph, is_no_name, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, about_of, names_others, names_own, region_of
from indicators.imports.published.row_names import BULLETS
from indicators.imports.published.row_shapes import ROW_NUMBER, fits_column
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.stream_heads import heading_of, heading_texts
from indicators.imports.published.table_headings import STARTS_WITH_YEAR, first_of_groups
from indicators.imports.published.whole_columns import OTHERS, with_others, with_region
from indicators.imports.published.word_rows import NO_NAME, TWICE
from indicators.notation.text import MARK_ALONE, YEAR

ABOVE = 6  # cells above a heading that may say what stands below it
UNEVEN_ROW = -1
MOST_BETWEEN = 2  # cells between two rows: what the one above means, and a remark
LEAST_ROWS, LEAST_CELLS = 2, 10
LONGEST_HEAD = 60  # characters
LONGEST_HEADING = 40  # cells
MOST_TITLE = 4  # words
MOST_UNLISTED = 3  # heads that nobody listed, next to each other
LEAST_NUMBERED = 3  # rows
MOST_BODY = 3_000  # cells below one heading
UNEVEN = "Deze rij heeft niet voor elke kolom een cel; het is niet zeker welke cel bij welke kolom hoort."
_FIGURES = ("value", "broken")
_YEAR = re.compile(YEAR)
_TITLE = re.compile(r"[1-9][0-9]?(?:\.[0-9]{1,2})? [A-Z][a-z]{3,} [A-Za-z]{4,}")  # 2 Indicatoren Werk
# What is aimed at in words: Minimaal gelijk of toename, Geen; aantal is geen doel.
_AIM = re.compile(
    r"(?:minimaal|maximaal|geen|gelijk|toename|afname|stijg|dal|behoud|handhav|hoger|lager|meer|minder|verbeter)[^0-9.]{0,60}",
    re.IGNORECASE,
)
# What the budget has next to its indicators.
_OF_MONEY = re.compile(
    r"lasten\b|baten\b|saldo\b|wat (?:mag|gaat|heeft|kost)\b|(?:bedragen )?(?:\(?x|in) €|exploitatie\b", re.IGNORECASE
)
_OWN_BRON = re.compile(r"eigen (?:gegevens|begroting|registratie|administratie|opgave)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """The columns of a row and its cells, as many; no columns where it has too few or too many."""

    columns: tuple[Column, ...]
    cells: Sequence[Paragraph]

    def cell_of(self, kind: str) -> Paragraph | None:
        """Return the cell of the first column of this kind."""
        pairs = zip(self.columns, self.cells, strict=False)
        return next((cell for column, cell in pairs if column.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, the place of their names, its rows, and where it and they stand."""

    head: int
    columns: tuple[Column, ...]
    named: int
    rows: list[_Row]
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
            _read(row, name, placer, whole)
        elif row.columns or any(kind_of(cell.text) in _FIGURES for cell in row.cells):
            why = UNEVEN if not row.columns else NO_NAME if nameless else TWICE
            placer.out.ask(name.cell.place, " · ".join(cell.text for cell in row.cells), why)


def _is_unlike(name: str, names: Collection[str]) -> bool:
    """Whether a name is a sentence, or has no number ahead, and the others do: what the row above means."""
    sentences, numbers = sum(map(is_remark, names)), sum(other[:1].isdigit() for other in names)
    unnumbered = not name[:1].isdigit() and not name.startswith(tuple(BULLETS)) and numbers * 2 > len(names) > 2
    return unnumbered or (is_remark(name) and sentences * 2 < len(names))


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
    figures = any(kind_of(paragraph.text) in _FIGURES for paragraph in paragraphs[body + 1 : body + LONGEST_HEADING])
    if not figures or pieces(paragraphs[body].text):
        return None
    heading = heading_of(paragraphs, index, body, min(len(paragraphs), body + MOST_BODY), scope)
    texts = heading_texts(paragraphs[index:body])
    columns = with_others(_as_printed([c for c in heading.columns if c.kind != "leeg"], texts))
    if heading.doubt or heading.needs_dated or not _is_named_once(texts) or _begins_in_figures(columns, texts):
        return None
    found = [table for each in _variants(columns) if (table := _rows_below(each, paragraphs, index, body))]
    return found[0] if len(found) == 1 else None


def _variants(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """Yield the columns, and those without the head of a group (Realisatie over Gouda, Nederland); also numbered."""
    groups = [
        place
        for place, (column, after) in enumerate(itertools.pairwise(columns))
        if column.kind == "realisatie" and not column.year and after.kind == "waarde" and after.region == OWN
    ]
    grouped = [(*columns[:place], *columns[place + 1 :]) for place in groups]
    for each in (columns, *grouped):
        yield each
        ahead = list(itertools.takewhile(lambda column: not column.holds_figures, each))
        # An unlisted head may be that of the numbers.
        if ahead and ahead[0].kind != "code" and not any(map(_is_unlisted, ahead)):
            yield (Column("code"), *each)


def _rows_below(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], index: int, body: int) -> Table | None:
    """Return the table of these columns, if all that stands below them is whole rows."""
    named = _place_of_names(columns)
    if named < 0:
        return None
    begin = next((i for i in range(body, min(body + 2, len(paragraphs))) if _is_start(columns, paragraphs, i)), -1)
    body = max(begin, body)  # Programma 1. Bestuur, and below it the first taakveld
    most = range(body, min(body + MOST_BODY, len(paragraphs)))
    end = next((place for place in most if _is_head(paragraphs[place])), most.stop)
    cells = without_asides(paragraphs[body:end], paragraphs[max(0, index - ABOVE) : index])
    rows, length = (_rows_alike if begin < 0 else _rows_from_start_to_start)(columns, cells)
    end = body + length
    whole = [row for row in rows if row.columns]
    few = len(whole) < LEAST_ROWS or len(whole) * len(columns) < LEAST_CELLS
    if few or len(whole) * 2 <= len(rows) or not _is_all(paragraphs, end) or not _ends_in_heads(columns, whole):
        return None
    if _may_go_on(columns, rows, begin) or not _are_named(columns, [row.cells for row in whole], named):
        return None
    return Table(index, columns, named, rows, body, end)


def _may_go_on(columns: Sequence[Column], rows: Sequence[_Row], begin: int) -> bool:
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


def _as_printed(columns: Sequence[Column], texts: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns, those before the figures in the order of their heads: a heading puts what names first."""
    first = next((i for i, column in enumerate(columns) if column.holds_figures), len(columns))
    ahead = columns[:first]
    if all(column.text in texts for column in ahead):
        ahead = sorted(ahead, key=lambda column: texts.index(column.text))
    return (*ahead, *columns[first:])


def _is_named_once(texts: Sequence[str]) -> bool:
    """Whether one head names the rows, perhaps with a title right above it: Indicatoren, Indicator.

    Of Indicatoren, Doel, Indicator the last is not among the columns.
    """
    named = [i for i, text in enumerate(texts) if any(item.kind == "naam" for item in pieces(text))]
    return not named or named[-1] - named[0] < len(named)


def _begins_in_figures(columns: Sequence[Column], texts: Sequence[str]) -> bool:
    """Whether a head of figures stands above that of the names: Jaarstukken 2019, Indicatoren, 2018 is a title."""
    named = next((texts.index(c.text) for c in columns if c.kind == "naam" and c.text in texts), 0)
    return any(c.text in texts[:named] for c in columns if c.holds_figures and c.kind != "jaar" and c.year)


def _place_of_names(columns: Sequence[Column]) -> int:
    """Return which column names the rows; -1 where none does for certain, or each row says whose figures it holds."""
    said = [column.kind for column in columns]
    figures = any(column.holds_figures and column.kind != "jaar" for column in columns)
    once = [column.kind for column in first_of_groups(columns)]
    named_by_cell = any(column.kind == "benchmark" and OTHERS.fullmatch(column.region) for column in columns)
    others = any(OTHERS.fullmatch(column.text) for column in columns if column.kind != "tekst" or not named_by_cell)
    if "regio" in said or once.count("jaar") > 1 or not figures or others:
        return -1
    named = [i for i, column in enumerate(columns) if column.kind == "naam"]
    first = next(i for i, column in enumerate(columns) if column.holds_figures)
    ahead = [i for i, column in enumerate(columns[:first]) if _is_unlisted(column)]
    if len(named) == 1:
        return named[0]
    return ahead[0] if not named and len(ahead) == 1 else -1


def _is_unlisted(column: Column) -> bool:
    return column.kind == "tekst" and head_of(column.text) is None


def _ends_in_heads(columns: Sequence[Column], rows: Sequence[_Row]) -> bool:
    """Whether what stands last in a heading is a head where nobody listed it, and no cell of the first row.

    Then the cells below it are sources, or the same again: what each row begins with, a name, is another each time.
    """
    for place in range(len(columns) - 1, -1, -1):
        if not _is_unlisted(columns[place]):
            return True
        texts = [row.cells[place].text for row in rows if len(row.cells) > place]
        again = len(set(texts)) < len(texts) and columns[place].text not in texts
        if not again and sum(map(is_source, texts)) * 2 <= len(texts):
            return False
    return True


def _rows_alike(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph]) -> tuple[list[_Row], int]:
    """Return the rows, each behind the one before it, and where they end; with as much text between them each time.

    Where most have what they mean below them, one that has none or more may have lost a cell: that one is asked. A
    known title may always stand there. So is asked what is no whole row, where whole ones follow.
    """
    found: list[tuple[int, int, int]] = []  # how much text stands above each row, where it begins, and where it ends
    place = 0
    while place + len(columns) <= len(paragraphs):
        start = _next_row(columns, paragraphs, place)
        if start < 0:
            start = _next_after_figures(columns, paragraphs, place)
            if start < 0:
                break
            torn = columns[-1].holds_figures and kind_of(paragraphs[start - 1].text) == "text"  # of which row is it?
            end = start + len(columns) if torn else start
            number = columns[0].kind == "code" and place and ROW_NUMBER.fullmatch(paragraphs[place - 1].text)
            if found and (number or _is_longer(columns, paragraphs[place:start])):
                _, place, _ = found.pop()
            found.append((UNEVEN_ROW, place, end))
            place = end
            continue
        titles = sum(KNOWN_GROUP.fullmatch(each.text) is not None for each in paragraphs[place:start])
        place = start + len(columns)
        found.append((len(paragraphs[:start]) - (found[-1][2] if found else 0) - titles, start, place))
    if found and columns[-1].holds_figures and _is_title(paragraphs[place - 1 :]):
        _, start, place = found.pop()
        found.append((UNEVEN_ROW, start, place))
    usual = Counter(skipped for skipped, _, _ in found[1:] if skipped >= 0).most_common(1)
    least = usual[0][0] if usual and usual[0][1] > 1 else 0  # of two rows nobody can say what stands between all
    wide = sum(skipped == least for skipped, _, _ in found[1:]) * 2 >= len(found)
    rows = [
        _Row(columns if skipped == least or not number else (), paragraphs[start:end])
        for number, (skipped, start, end) in enumerate(found)
    ]
    return (rows, place) if found and wide and not found[0][0] else ([], 0)


def _next_row(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], place: int) -> int:
    """Return where the next row begins, behind a text or two at most; -1 where none does."""
    for start in range(place, place + MOST_BETWEEN + 1):
        if _is_row(columns, paragraphs, start):
            return start
        if start >= len(paragraphs) or kind_of(paragraphs[start].text) != "text":
            return -1
    return -1


def _is_title(rest: Sequence[Paragraph]) -> bool:
    """Whether the last figure may be the number of the title below it, of the next table: 3, Economie."""
    number = rest[0].text.isdecimal() and len(rest[0].text) == 1
    return number and len(rest) == 2 and rest[1].text[:1].isupper() and len(rest[1].text.split()) <= MOST_TITLE


def _is_longer(columns: Sequence[Column], behind: Sequence[Paragraph]) -> bool:
    """Whether what stands behind a row that ends in figures may be more of them, and not those of a lost name."""
    width = next((i for i, column in enumerate(reversed(columns)) if not column.holds_figures), len(columns))
    count = sum(1 for _ in itertools.takewhile(lambda each: kind_of(each.text) in _FIGURES, behind))
    return count > 0 and (count < width or width == 1)


def _next_after_figures(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], place: int) -> int:
    """Return where whole rows go on behind cells that are none, figures among them; -1 where they do not."""
    width = len(columns)
    figures = False
    dated = any(column.kind == "jaar" for column in columns)
    for start in range(place, place + 2 * width):
        if not dated and start < len(paragraphs) and _YEAR.fullmatch(paragraphs[start].text):
            return -1  # the heading of another table, of which the first head may be gone
        if figures and _is_row(columns, paragraphs, start):
            return start if _next_row(columns, paragraphs, start + width) >= 0 else -1
        figures = figures or (start < len(paragraphs) and kind_of(paragraphs[start].text) in _FIGURES)
    return -1


def _is_start(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph], place: int) -> bool:
    """Whether a row begins here with its taakveld, or with a mark above its name where no figure stands above that."""
    text = paragraphs[place].text
    if columns[0].kind == "code":
        return is_taakveld(text)
    behind = paragraphs[place + 1].text if place + 1 < len(paragraphs) else ""
    return text in BULLETS and columns[0].kind == "naam" and len(columns) > 2 and kind_of(behind) == "text"


def _rows_from_start_to_start(columns: tuple[Column, ...], paragraphs: Sequence[Paragraph]) -> tuple[list[_Row], int]:
    """Return the rows, each from its taakveld or mark to the next, and where they end."""
    starts = [place for place in range(len(paragraphs)) if _is_start(columns, paragraphs, place)]
    marked = columns[0].kind == "naam"  # the mark is no cell
    rows = [
        _row_of(columns, paragraphs[start + marked : after], last=after == len(paragraphs))
        for start, after in itertools.pairwise([*starts, len(paragraphs)])
    ]
    figures = any(kind_of(cell.text) in _FIGURES for cell in rows[-1].cells)
    return rows, starts[-1] if figures and not rows[-1].columns else starts[-1] + marked + len(rows[-1].cells)


def _row_of(columns: tuple[Column, ...], cells: Sequence[Paragraph], *, last: bool) -> _Row:
    """Return the row that begins with these cells. Text behind it is a title; a figure there is one too many."""
    behind = len(columns) - next(i for i, c in enumerate(reversed(columns)) if c.holds_figures)
    for each in dict.fromkeys((columns, columns[:behind], *_with_own_alone(columns, cells))):
        rest = cells[len(each) : len(each) + 1] if last else cells[len(each) :]
        aimed = each[-1].kind == "streefwaarde" and bool(rest) and _AIM.fullmatch(rest[0].text) is not None
        more = aimed or any(kind_of(cell.text) in _FIGURES for cell in rest)
        if _is_row(each, cells, 0, worded=True) and not more:
            return _Row(each, cells[: len(each)])
    return _Row((), cells)


def _with_own_alone(columns: tuple[Column, ...], cells: Sequence[Paragraph]) -> Iterator[tuple[Column, ...]]:
    """Yield the columns without those of others, where the bron is the municipality's own: it counted only itself."""
    own = tuple(column for column in columns if column.kind != "benchmark")
    bron = next((i for i, column in enumerate(own) if column.kind == "bron"), -1)
    alone = sum(c.kind == "waarde" and c.region == OWN for c in own) == 1
    if alone and 0 <= bron < len(cells) and _OWN_BRON.fullmatch(cells[bron].text):
        yield own


def _is_head(paragraph: Paragraph) -> bool:
    return any(item.kind in ("code", "naam") for item in pieces(paragraph.text))


def _is_row(columns: Sequence[Column], paragraphs: Sequence[Paragraph], begin: int, *, worded: bool = False) -> bool:
    """Whether a cell of its own kind stands here below each head; if `worded` perhaps words below a streefwaarde."""
    cells = paragraphs[begin : begin + len(columns)]
    if any(column.holds_figures and _TITLE.match(cell.text) for column, cell in zip(columns, cells, strict=False)):
        return False
    return len(cells) == len(columns) and all(
        fits_column(column, cell.text, kind_of(cell.text))
        or (column.holds_figures and column.kind != "jaar" and MARK_ALONE.fullmatch(cell.text) is not None)
        or (worded and column.kind == "streefwaarde" and _AIM.fullmatch(cell.text) is not None)
        for column, cell in zip(columns, cells, strict=True)
    )


def _is_all(paragraphs: Sequence[Paragraph], end: int) -> bool:
    """Whether no figure is left behind the last row, down to the heading of another table or what all costs."""
    for paragraph in paragraphs[end : end + LONGEST_HEADING]:
        if any(item.kind for item in pieces(paragraph.text)) or _OF_MONEY.match(paragraph.text):
            return True
        if kind_of(paragraph.text) in _FIGURES:
            return False
    return True


def _read(row: _Row, name: Paragraph, placer: Placer, apart: str) -> None:
    """Place the figures of one row; `apart` is its name with that it stands below, where others have it too."""
    unit, bron = row.cell_of("eenheid"), row.cell_of("bron")
    first, *lines = name.lines
    told = dict(found for line in lines if (found := about_of(line.text)))  # Bron: CBS, below the name
    whole = joined([first.text, *(line.text for line in lines if not about_of(line.text))])
    called = Cell(
        (apart or whole).rstrip(" ."), first.place
    )  # with a full stop below a head of names it is no sentence
    indicator = placer.new_row("", called, "", unit=unit.text if unit else told.get("eenheid", ""))
    indicator.bron = told.get("bron", "")
    if bron:
        placer.set_bron(indicator, [bron.cell])
    pairs = zip(with_region(row.columns, [cell.text for cell in row.cells]), row.cells, strict=True)
    held = [(column, _figure(cell.cell, indicator, placer)) for column, cell in pairs if column.holds_figures]
    if doubt := suspect([cell for column, cell in held if column.kind != "jaar"]):
        placer.out.ask(name.cell.place, " · ".join(cell.text for _, cell in held), doubt)
    else:
        placer.place(indicator, [column for column, _ in held], [cell for _, cell in held])


def _figure(cell: Cell, row: Row, placer: Placer) -> Cell:
    """Return a cell of figures; a mark alone says where to read why there is none."""
    if not MARK_ALONE.fullmatch(cell.text):
        return cell
    row.note(placer.footnotes.of(cell.text, cell.place))
    return Cell("-", cell.place)
