"""Rows of a table without walls that has words between its figures: read only where every cell of a row is there.

Naam, Eenheid, Periode, Bron, Waarde: each row must repeat the shape of the heading, with a year below Periode, figures
below figures and words below words. A row that lost a cell has another shape. So has one whose years and figures stand
below each other in their cells, as many in each.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.imports.delivery import UNNAMED, Row
from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import names_others, names_own, region_of
from indicators.imports.published.row_shapes import ROW_NUMBER, ends_whole, is_whole, lines_of_figures
from indicators.imports.published.whole_columns import (
    HEADLESS,
    OTHERS,
    fuller,
    says_no_document,
    shapes_of_more,
    with_others,
    with_year,
)
from indicators.imports.published.word_rows import TWICE

BROKEN_OFF = "Vanaf hier zijn de rijen van deze tabel niet volledig; het is niet zeker welke cel bij welke kolom hoort."
WHOSE = "Het is niet zeker van wie deze cijfers zijn."
MOST_ROWS = 5_000  # paragraphs below one heading


@dataclass(frozen=True, slots=True)
class _Found:
    """The whole rows of a table, each with the paragraphs it goes on with: other years, or other regions."""

    rows: list[tuple[int, list[int]]]
    lost: int  # the first figure that is in none; -1 for no such


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of a table, those with which a row goes on, and its whole rows; a doubt where others fit as well."""

    columns: tuple[Column, ...]
    more: tuple[Column, ...]
    found: _Found
    doubt: bool = False


def read_whole_rows(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], placer: Placer) -> bool:
    """Read the rows that are whole; return whether the table has this shape."""
    if not (table := _table(heading, body, kinds)):
        return False
    columns, shape, found = table.columns, table.more, table.found
    titled = not columns[0].text and columns[0].kind == "code"  # without a head only a number is certain
    if table.doubt or (titled and not all(ROW_NUMBER.fullmatch(body[start].text) for start, _ in found.rows)):
        placer.out.ask(body[0].cell.place, body[0].text, BROKEN_OFF)
        return True
    named = next(i for i, c in enumerate(columns) if c.kind == "naam")
    again = _names_again(columns, body, found, named)
    # Where rows hardly go on with another year, one that does may be two, of which the second lost its name.
    # Where only a name stands before the year, one text that is lost is enough for that.
    told = named or columns[1].kind != "jaar" or any(c.kind in ("document", "regio") for c in columns)
    seldom = not told and sum(bool(more) for _, more in found.rows) * 2 <= max(len(found.rows), 2)
    rounds = sorted(_rounds(columns, shape, body, row) for row in found.rows)
    usual = rounds[(len(rounds) - 1) // 2] if len(rounds) > 1 else 0
    for start, more in found.rows:
        name = body[start + named]
        nameless = is_no_name(name.text)  # the head above it is gone
        if nameless or name.text.casefold() in again:
            placer.out.ask(name.cell.place, name.text, UNNAMED if nameless else TWICE)
            continue
        row = _new_row(columns, body[start : start + len(columns)], placer)
        _place(row, columns, body[start : start + len(columns)], placer)
        year = next(i for i, c in enumerate(columns) if c.kind == "jaar")
        once = not any(c.kind == "jaar" for c in shape)  # the year of the row is that of other regions too
        ahead = [columns[year]] if once else []
        other = len(more) == 1 and seldom and body[more[0]].text != body[start + year].text
        if other or _rounds(columns, shape, body, (start, more)) > usual:
            lost = body[more[0] : more[0] + len(shape)]
            placer.out.ask(lost[0].cell.place, " · ".join(p.text for p in lost), BROKEN_OFF)
            continue
        for begin in more:
            cells = [*body[start + year : start + year + len(ahead)], *body[begin : begin + len(shape)]]
            _place(row, [*ahead, *shape], cells, placer)
    if found.lost >= 0:
        placer.out.ask(body[found.lost].cell.place, body[found.lost].text, BROKEN_OFF)
    return True


def _rounds(
    columns: Sequence[Column], shape: Sequence[Column], body: Sequence[Paragraph], row: tuple[int, list[int]]
) -> int:
    """Return how often a row comes back to the region it begins with; once more than others where a name is gone."""
    places = [next((i for i, c in enumerate(part) if c.kind == "regio"), -1) for part in (columns, shape)]
    if min(places) < 0:
        return 0
    start, more = row
    return sum(body[begin + places[1]].text == body[start + places[0]].text for begin in more)


def _names_again(columns: Sequence[Column], body: Sequence[Paragraph], found: _Found, named: int) -> set[str]:
    """Return the names that come again; not where a row is one region of its indicator."""
    if any(column.kind == "regio" for column in columns):
        return set()
    names = Counter(body[start + named].text.casefold() for start, _ in found.rows)
    return {name for name, count in names.items() if count > 1}


def end_of_whole_rows(heading: Heading, body: Sequence[Paragraph]) -> int:
    """Return how many paragraphs the whole rows right below a heading fill; 0 where they are no whole rows.

    In a row may stand what looks like the heading of another table: Gouda, Jaarrekening, 2019.
    """
    kinds = [column.kind for column in heading.columns]
    year = kinds.index("jaar") if "jaar" in kinds else 0
    if not year or not says_no_document(heading.columns[year - 1]):
        return 0
    body = body[:MOST_ROWS]
    table = _table(heading, body, [kind_of(p.text) for p in body], first=True)
    if not table or table.doubt or not any(c.kind == "document" for c in table.columns):
        return 0
    start, more = table.found.rows[-1]
    return more[-1] + len(table.more) if more else start + len(table.columns)


def _table(
    heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], *, first: bool = False
) -> "_Table | None":
    """Return the one way in which the rows are whole, or the first rows are where only those are looked for."""
    columns = with_year(with_others(heading.columns))
    headless = columns[1:2] == (HEADLESS,)
    if sum(c.kind == "jaar" for c in columns) != 1 or not any(c.kind == "naam" for c in columns):
        return None
    if not is_whole(columns, body, kinds, 0) and [c.kind for c in columns[:2]] == ["naam", "naam"]:
        columns = columns[1:]  # the title above the heading: Beleidsindicatoren, and then Indicator
    tables = [
        _Table(wider, more, found)
        for wider, skipped in fuller(columns, body, kinds)
        if not heading.doubt or (heading.doubt == UNSAID and all(c.kind for c in wider))
        for more in ([()] if headless else shapes_of_more(wider))
        if (found := _rows(wider, more, body, kinds, skipped)).rows
    ]
    if not tables:
        return None
    if first:
        return max(tables, key=lambda table: (table.found.rows[-1], -len(table.more)))
    whole = [table for table in tables if table.found.lost < 0]
    if whole:
        return replace(whole[0], doubt=any(table.found.rows != whole[0].found.rows for table in whole))
    if headless:
        return None
    table = tables[0]
    held = [i for i, c in enumerate(table.columns) if c.holds_figures]
    numbered = table.columns[0].kind == "code" and ROW_NUMBER.fullmatch(body[0].text) is not None
    between = held[-1] - held[0] >= len(held)  # words stand between the figures: only here can it be read
    return table if numbered or between else None


def _rows(
    columns: Sequence[Column], more: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], index: int
) -> _Found:
    """Return the whole rows, the first at `index`.

    A row that begins with a number is certain wherever it stands. Other rows must follow each other.
    """
    rows: list[tuple[int, list[int]]] = []
    lost = -1
    numbered = index < len(body) and ROW_NUMBER.fullmatch(body[index].text) is not None
    while index < len(body):
        begins = not numbered or ROW_NUMBER.fullmatch(body[index].text) is not None
        if begins and is_whole(columns, body, kinds, index):
            end = index + len(columns)
            goes_on: list[int] = []
            while more and is_whole(more, body, kinds, end) and _has_its_bron(columns, more, body, (index, end)):
                goes_on.append(end)
                end += len(more)
            if goes_on and _leaves_words(columns, more, kinds, end) and not is_whole(columns, body, kinds, end):
                goes_on, end = [], index + len(columns)
            whole = not numbered or _number_follows(body, kinds, end)
            if whole and ends_whole(columns, body, kinds, (index, end), numbered=numbered):
                rows.append((index, goes_on))
                index = end
                continue
            if not numbered:
                lost = index if lost < 0 else lost
                break
        if not rows:
            return _Found([], index)
        lost = index if lost < 0 and kinds[index] in OF_FIGURES else lost
        if not numbered:
            lost = next((i for i in range(index, len(body)) if kinds[i] in OF_FIGURES), -1)
            break
        index += 1
    return _Found(rows, lost)


def _number_follows(body: Sequence[Paragraph], kinds: Sequence[str], end: int) -> bool:
    """Whether no figure stands behind a row before the number of the next: else it took the first cells of that one."""
    for paragraph, kind in zip(body[end:], kinds[end:], strict=True):
        if ROW_NUMBER.fullmatch(paragraph.text):
            return True
        if kind in OF_FIGURES:
            return False
    return True


def _has_its_bron(
    columns: Sequence[Column], more: Sequence[Column], body: Sequence[Paragraph], starts: tuple[int, int]
) -> bool:
    """Whether what goes on with a row has its bron too, where both have one: else the row may have lost a cell.

    The name of the next row would then stand where its last cell should, and the figures of that would be its own.
    """
    place = next((i for i, c in enumerate(more) if c.kind == "bron"), -1)
    own = next((i for i, c in enumerate(columns) if c.kind == "bron"), -1)
    return min(place, own) < 0 or body[starts[0] + own].text == body[starts[1] + place].text


def _leaves_words(columns: Sequence[Column], more: Sequence[Column], kinds: Sequence[str], end: int) -> bool:
    """Whether as many texts stand behind what goes on with a row as the row has there, and that has none itself."""
    words = next((n for n, c in enumerate(reversed(columns)) if c.holds_figures), 0)
    return words > 1 and more[-1].holds_figures and list(kinds[end : end + words]) == ["text"] * words


def _new_row(columns: Sequence[Column], cells: Sequence[Paragraph], placer: Placer) -> Row:
    """Add the indicator of a whole row."""
    named = {column.kind: paragraph.cell for column, paragraph in zip(columns, cells, strict=True)}
    row = placer.new_row("", named["naam"], "", unit=named["eenheid"].text if "eenheid" in named else "")
    if "bron" in named:
        placer.set_bron(row, [named["bron"]])
    return row


def _place(row: Row, columns: Sequence[Column], cells: Sequence[Paragraph], placer: Placer) -> None:
    """Place the cells of one whole row, or of the next year of it."""
    lines = lines_of_figures(columns, cells)
    for number in range(lines):
        _place_line(
            row,
            columns,
            [p if lines == 1 else Paragraph((p.lines[min(number, len(p.lines) - 1)],)) for p in cells],
            placer,
        )


def _place_line(row: Row, columns: Sequence[Column], cells: Sequence[Paragraph], placer: Placer) -> None:
    """Place one year of a row."""
    pairs = list(zip(columns, cells, strict=True))
    others = next((p.text for c, p in pairs if c.kind == "tekst" and OTHERS.fullmatch(c.text)), "")
    unsure = [p.cell for c, p in pairs if c.kind == "benchmark"] if others and not _is_of_others(others) else []
    for cell in unsure:  # the cell that says whose it is may be gone, and a title stand in its place
        placer.out.ask(cell.place, f"{cell.text} · {others}", WHOSE)
    held = [
        (replace(c, region=others) if others and c.kind == "benchmark" else c, p.cell)
        for c, p in pairs
        if c.holds_figures and p.cell not in unsure
    ]
    if doubt := suspect([cell for column, cell in held if column.kind != "jaar"]):
        placer.out.ask(cells[0].cell.place, " · ".join(cell.text for _, cell in held), doubt)
        return
    region = next((p.text for c, p in pairs if c.kind == "regio"), "")
    if region and not names_own(region):
        if not _is_of_others(region):
            placer.out.ask(cells[0].cell.place, " · ".join(p.text for p in cells), WHOSE)
            return
        held = [(replace(c, kind="benchmark", region=region) if c.kind == "waarde" else c, cell) for c, cell in held]
    placer.place(row, [column for column, _ in held], [cell for _, cell in held])


def _is_of_others(text: str) -> bool:
    return bool(region_of(text)) or names_others(text)
