"""Tables of a published source read by what somebody once said of their columns, as those of a spreadsheet are."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from indicators.imports.delivery import Delivery, Place
from indicators.imports.published.codes import code_at
from indicators.imports.published.grid_rows import SHIFTED
from indicators.imports.published.headings import head_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import region_of
from indicators.imports.published.walled_tables import Teksttabel
from indicators.imports.published.word_rows import TWICE
from indicators.imports.spreadsheet.columns import FIGURES, Indeling, Kolomsoort, Kop, column_of
from indicators.imports.spreadsheet.figures import looks_like_figure
from indicators.imports.spreadsheet.reader import said_heading
from indicators.imports.spreadsheet.sheet import Cel
from indicators.imports.spreadsheet.tables import COLUMNS, Lezer, Tafel
from indicators.notation import Ambiguous, Refused, read_cell
from indicators.notation.text import A_YEAR, FOOTNOTE, YEAR

RAGGED = "Deze rij heeft {cells} cellen en de kop {columns}; het is niet zeker welke cel bij welke kolom hoort."
BROKEN = "Deze rij kan het vervolg zijn van de regel erboven; het is niet zeker hoe de indicator heet."
GOES_ON = "De naam in deze rij kan op de regel eronder verder gaan; het is niet zeker hoe de indicator heet."
WHOSE = "Dit zegt van wie de cijfers zijn; het is niet zeker bij welke indicator ze horen."
MISHEADED = "Onder een kop met cijfers staan woorden; de koppen kunnen boven andere cellen staan dan die eronder horen."
TORN = "Onder een kop met cijfers staat van wie ze zijn; het is niet zeker welke cel bij welke kolom hoort."
NO_TABLE = "Op deze bladzijde is geen tabel gevonden die te lezen is."
OTHER_HEAD = "Hier kan een andere kop beginnen. Wat eronder staat, is niet gelezen zoals van de kolommen gezegd is."


def read_by_columns(tables: Sequence[Teksttabel], placer: Placer, indelingen: Mapping[str, Indeling]) -> set[int]:
    """Read the tables below a heading of which is known what its columns hold; return the indexes of their lines."""
    used: set[int] = set()
    seen: dict[tuple[str, str, str], Place] = {}
    for table in tables:
        lezer = Lezer(placer, table, seen)
        for kop, indeling, rows in _known(table, indelingen):
            if table.title not in placer.out.said:
                placer.out.said.append(table.title)
            if not indeling.columns:
                placer.out.notes.append(f"{table.title} is niet gelezen, zoals eerder is gezegd.")
            done = _read(table, kop, indeling, rows, lezer) if indeling.columns else rows
            used |= {table.lines[row - 1] for row in (*kop.rows, *done)}
    return used


def _known(table: Teksttabel, indelingen: Mapping[str, Indeling]) -> Iterator[tuple[Kop, Indeling, list[int]]]:
    """Yield the headings of a table of which is known what stands below them, with the rows up to the next."""
    numbers = list(table.numbers())
    found: list[tuple[Kop, Indeling]] = []
    for row in numbers:
        if not (found and row <= found[-1][0].last) and (known := said_heading(table, row, indelingen)):
            found.append(known)
    for index, (kop, indeling) in enumerate(found):
        end = found[index + 1][0].rows[0] if index + 1 < len(found) else numbers[-1] + 1
        yield kop, indeling, [row for row in numbers if kop.last < row < end]


def _read(table: Teksttabel, kop: Kop, indeling: Indeling, rows: list[int], lezer: Lezer) -> list[int]:
    """Read the rows below a heading, up to one that may be another heading; return those."""
    figures = indeling.all(*FIGURES)
    body = [cel.text for row in rows for cel in table.rows[row].values()]
    lezer.placer.enter([*table.above[-3:], *kop.texts.values()], body)
    for index, row in enumerate(rows):
        if _heads(table, row, figures):
            rows = rows[:index]
            place = table.place(row, min(table.rows[row]))
            lezer.out.ask(place, " ".join(cel.text for cel in table.rows[row].values()), OTHER_HEAD, about=COLUMNS)
            break
    lezer.read(Tafel(kop, indeling, rows, doubts=_doubts(table, kop, indeling, rows)))
    return rows


def _heads(table: Teksttabel, row: int, figures: Sequence[int]) -> bool:
    """Whether words or years, and nothing else, stand in a row below the heads of figures."""
    texts = [table.rows[row][column].text for column in figures if column in table.rows[row]]
    if all((head := head_of(text)) and head.kind for text in texts):
        return bool(texts)
    return len(texts) > 1 and all(re.fullmatch(YEAR, text) or _in_words(text) for text in texts)


def _in_words(text: str) -> bool:
    """Whether a cell holds words that are no figure, nor say why there is none."""
    try:
        return read_cell(text, thousands=True).in_words
    except (Ambiguous, Refused):
        return False


def _doubts(table: Teksttabel, kop: Kop, indeling: Indeling, rows: Sequence[int]) -> dict[int, str]:
    """Return why a row may not be what it seems, by its number: a cell may be gone, or its name elsewhere."""
    named = indeling.find(Kolomsoort.NAAM) or 0
    figures = indeling.all(*FIGURES)
    filled = [row for row in rows if any(looks_like_figure(cel) for cel in table.rows[row].values())]
    if _is_shifted(table, kop, indeling, filled):
        return dict.fromkeys(filled, MISHEADED)
    even = [row for row in filled if table.widths[row - 1] == table.widths[kop.last - 1]]
    whole = max([max(table.rows[row]) for row in even] + [c for c in figures if c in kop.texts], default=0)
    worded = _worded(table, indeling, filled)
    names = {row: table.rows[row][named].text for row in rows if named in table.rows[row] and len(table.rows[row]) > 1}
    times = Counter(name.casefold() for name in names.values() if not code_at(name))
    coded = indeling.find(Kolomsoort.CODE) is not None
    doubts: dict[int, str] = {}
    above = 0
    for row in rows:
        cells, name = table.rows[row], names.get(row, "")
        own = [cells[column].text for column in figures if column in cells]
        if row not in filled:
            pass  # nothing to be placed
        elif table.widths[row - 1] != table.widths[kop.last - 1]:
            doubts[row] = RAGGED.format(cells=table.widths[row - 1], columns=table.widths[kop.last - 1])
        elif table.padded and (max(cells) < whole or any(map(_in_words, own)) or worded & _with_figures(cells)):
            doubts[row] = SHIFTED
        elif any(map(region_of, own)):
            doubts[row] = TORN
        elif not coded and not code_at(name) and region_of(name):
            doubts[row] = WHOSE
        elif not (coded or indeling.by_row) and times[name.casefold()] > 1:
            doubts[row] = TWICE
        elif above and _breaks(table, above, figures) and _is_rest(table, above, name):
            doubts[row] = BROKEN
            doubts.setdefault(above, GOES_ON)
        above = row
    return doubts


def _worded(table: Teksttabel, indeling: Indeling, rows: Sequence[int]) -> set[int]:
    """Return the columns, of no figures, in which most of these rows have words: a figure there came from elsewhere."""
    others = set(indeling.columns) - set(indeling.all(*FIGURES, Kolomsoort.JAAR, Kolomsoort.CODE, Kolomsoort.MEETJAAR))
    figures = Counter(column for row in rows for column in _with_figures(table.rows[row]) & others)
    held = Counter(column for row in rows for column in table.rows[row] if column in others)
    return {column for column, number in held.items() if figures[column] * 2 < number}


def _with_figures(cells: Mapping[int, Cel]) -> set[int]:
    """Return the columns of a row that hold a figure."""
    return {column for column, cel in cells.items() if looks_like_figure(cel)}


def _is_shifted(table: Teksttabel, kop: Kop, indeling: Indeling, rows: Sequence[int]) -> bool:
    """Whether the heads of years may stand above other cells than their own: words fill the column below one of them.

    So it is where a head was lost. Where a person said of which years all columns are, the head does not matter.
    """
    if not any(kolom.follows and kolom.year for kolom in indeling.columns.values()):
        return False
    dated = [c for c, text in kop.texts.items() if A_YEAR.search(text) or column_of(text).soort in FIGURES]
    below = [[table.rows[row][c].text for row in rows if c in table.rows[row]] for c in dated]
    return table.padded and any(sum(map(_in_words, texts)) * 2 > len(texts) for texts in below)


def _breaks(table: Teksttabel, row: int, figures: Sequence[int]) -> bool:
    """Whether a row may go on in the next one: a cell is empty where others have a figure."""
    return any(column not in table.rows[row] for column in figures)


def _is_rest(table: Teksttabel, above: int, name: str) -> bool:
    """Whether a name may be the rest of what stands in the row above: that is one line of text, or it goes on small."""
    text = table.rows[above][min(table.rows[above])].text
    whole = text.endswith((".", ":", "?", "!")) or FOOTNOTE.fullmatch(text) or code_at(text)
    loose = table.widths[above - 1] == 1 and not whole
    return name[:1].islower() or loose


def about_columns(out: Delivery, tables: Sequence[Teksttabel]) -> None:
    """Have the questions in a table of which no more was read than asked say that its columns can be told.

    So does that on a page of which nothing was read, where a table with figures stands.
    """
    if not out.questions or not tables:
        return
    at = _finder(tables)
    told = any(table.holds_figures for table in tables)
    asked = [at(question.place) for question in out.questions]
    times = Counter(asked)
    read = Counter(at(found.place) for row in out.rows for found in (*row.realisaties, *row.streefwaarden))
    out.questions = [
        replace(question, about=COLUMNS)
        if (told and question.why == NO_TABLE) or (table is not None and times[table] >= read[table])
        else question
        for question, table in zip(out.questions, asked, strict=True)
    ]


def _finder(tables: Sequence[Teksttabel]) -> Callable[[Place], int | None]:
    """Return what says in which of the tables a place is."""
    order = sorted(range(len(tables)), key=lambda number: tables[number].begin)
    begins = [tables[number].begin for number in order]

    def at(place: Place) -> int | None:
        index = bisect_right(begins, place) - 1
        return order[index] if index >= 0 and tables[order[index]].holds(place) else None

    return at
