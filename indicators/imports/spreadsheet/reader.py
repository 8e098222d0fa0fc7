"""From a spreadsheet to rows and questions."""

from collections.abc import Callable, Iterator, Mapping

from indicators.choices import Stap
from indicators.imports.delivery import Delivery, Place
from indicators.imports.progress import Progress, silent
from indicators.imports.published.document import in_thousands
from indicators.imports.published.footnotes import Footnotes
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Unreadable
from indicators.imports.spreadsheet.columns import Indeling, Kolom, Kolomsoort, Kop, column_of
from indicators.imports.spreadsheet.figures import looks_like_figure
from indicators.imports.spreadsheet.heads import find_heading, kop_of
from indicators.imports.spreadsheet.sheet import Blad, Cel, Soort, Werkboek
from indicators.imports.spreadsheet.tables import COLUMNS, Lezer, Tafel
from indicators.imports.spreadsheet.torn import torn_rows
from indicators.imports.spreadsheet.workbook import open_workbook

LIKELY = 30  # rows among which a heading is looked for
LOOKED_AT = 200  # rows below a heading, to see what its columns hold

# The headings of our own table of a beleidsterrein: its numbers have a decimal point in the international form.
OWN = (
    *("beleidsterrein", "doel", "code", "effectindicator", "soort", "jaar", "waarde", "ten minste", "ten hoogste"),
    *("eenheid", "in woorden", "reden", "voorlopig", "meetjaar", "document", "voetnoten", "bron", "stoplicht"),
    "stoplicht over",
)


def read(
    data: bytes, name: str, indelingen: Mapping[str, Indeling] | None = None, progress: Progress = silent
) -> Delivery:
    """Read a spreadsheet; `indelingen` says what the columns below a heading hold, by the heading's fingerprint.

    Raises Unreadable, naming the file, when it is none, is broken or protected, or is larger than can be read.
    """
    try:
        return read_workbook(open_workbook(data, name, progress), indelingen or {}, progress)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error


def read_workbook(book: Werkboek, indelingen: Mapping[str, Indeling], progress: Progress = silent) -> Delivery:
    """Read the sheets of an opened workbook."""
    out = Delivery()
    out.notes += book.notes
    seen: dict[tuple[str, str, str], Place] = {}
    before, total = 0, sum(len(blad.rows) for blad in book.sheets)
    for blad in book.sheets:

        def tell(rows: int, before: int = before) -> None:
            progress(Stap.RIJEN, before + rows, total)

        _read_sheet(blad, indelingen, out, seen, tell)
        before += len(blad.rows)
    if not out.rows and not out.questions:
        out.ask(
            Place(1, 1, book.sheets[0].name if book.sheets else ""),
            "",
            "In dit bestand is geen tabel met cijfers gevonden.",
        )
    return out


def _read_sheet(
    blad: Blad,
    indelingen: Mapping[str, Indeling],
    out: Delivery,
    seen: dict[tuple[str, str, str], Place],
    tell: Callable[[int], None],
) -> None:
    if not blad.rows:
        return
    if blad.hidden:
        out.notes.append(f"Het verborgen werkblad '{blad.name}' is niet gelezen. Maak het zichtbaar als het mee moet.")
        return
    tafels = tables_of(blad, indelingen)
    if not tafels:
        _without_heading(blad, out)
        return
    lezer = Lezer(Placer(out, _footnotes(blad)), blad, seen)
    for row in blad.numbers():
        if row >= tafels[0].kop.rows[0]:
            break
        if sum(map(looks_like_figure, blad.rows[row].values())) > 1:
            text = " ".join(cel.text for _, cel in sorted(blad.rows[row].items()))
            out.ask(blad.place(row, min(blad.rows[row])), text, "Boven deze cijfers staat geen kop.", about=COLUMNS)
    kept = [tafel for tafel in tafels if tafel.indeling.columns]
    if any(tafel.kop.fingerprint in indelingen for tafel in tafels):
        out.said.append(blad.title)
    if len(kept) < len(tafels):
        out.notes.append(f"{blad.title} is niet gelezen, zoals eerder is gezegd.")
    if kept:
        _say_what_is_hidden(blad, kept, out)
    lezer.placer.in_thousands = in_thousands(_around(blad, tafels))
    for tafel in kept:
        lezer.decimal_point = tafel.own
        lezer.read(tafel, tell)


def _around(blad: Blad, tafels: list[Tafel]) -> Iterator[str]:
    """Yield what stands above, below and beside the figures of a sheet: its titles, headings and notes."""
    for tafel in tafels:
        yield from tafel.kop.texts.values()
    for cells in blad.rows.values():
        if not any(map(looks_like_figure, cells.values())):
            yield from (cel.text for cel in cells.values())


def _footnotes(blad: Blad) -> Footnotes:
    """Return the footnotes of a sheet."""
    cells = ((row, column, cel) for row in blad.numbers() for column, cel in sorted(blad.rows[row].items()))
    return Footnotes([Cell(cel.text, blad.place(row, c)) for row, c, cel in cells if cel.soort == Soort.TEKST])


def tables_of(blad: Blad, indelingen: Mapping[str, Indeling]) -> list[Tafel]:
    """Return the tables of a sheet, each from its heading to the next one."""
    headings: list[tuple[Kop, Indeling]] = []
    numbers = list(blad.numbers())
    for row in numbers:
        if headings and row <= headings[-1][0].last:
            continue
        if found := _heading_at(blad, row, indelingen):
            headings.append(found)
    tafels = []
    for index, (kop, indeling) in enumerate(headings):
        end = headings[index + 1][0].rows[0] if index + 1 < len(headings) else numbers[-1] + 1
        rows = [row for row in numbers if kop.last < row < end]
        own = tuple(text.casefold() for _, text in sorted(kop.texts.items())) == OWN
        tafels.append(Tafel(kop, indeling, rows, own=own, doubts=torn_rows(blad, kop, indeling, rows)))
    return tafels


def _heading_at(blad: Blad, row: int, indelingen: Mapping[str, Indeling]) -> tuple[Kop, Indeling] | None:
    """Return the heading that begins at a row, known from before or known by its words."""
    if known := said_heading(blad, row, indelingen):
        return known
    kop_found = find_heading(blad, row) if len(blad.rows[row]) > 1 or row + 1 in blad.rows else None
    if kop_found is None:
        return None
    return kop_found, Indeling({column: column_of(text) for column, text in kop_found.texts.items()})


def said_heading(blad: Blad, row: int, indelingen: Mapping[str, Indeling]) -> tuple[Kop, Indeling] | None:
    """Return the heading that begins at a row, where somebody once said what stands below it."""
    if indelingen and len(blad.rows[row]) > 1:
        for rows in ((row, row + 1), (row,)):
            if rows[-1] in blad.rows:
                kop = kop_of(blad, rows)
                if known := indelingen.get(kop.fingerprint):
                    return kop, known.for_heading(kop)
    return None


def _without_heading(blad: Blad, out: Delivery) -> None:
    """Ask what the columns are of a sheet with figures; say that another one is left alone."""
    first = next(blad.numbers())
    if any(looks_like_figure(cel) for cells in blad.rows.values() if len(cells) > 1 for cel in cells.values()):
        text = " ".join(cel.text for _, cel in sorted(blad.rows[first].items()))
        why = "Op dit werkblad staat geen kop die herkend wordt. Zeg wat elke kolom bevat."
        out.ask(blad.place(first, min(blad.rows[first])), text, why, about=COLUMNS)
    else:
        out.notes.append(f"{blad.title} is niet gelezen: er staat geen tabel met cijfers.")


def _say_what_is_hidden(blad: Blad, tafels: list[Tafel], out: Delivery) -> None:
    rows = sorted(row for tafel in tafels for row in tafel.rows if row in blad.hidden_rows)
    columns = sorted({c for tafel in tafels for c in tafel.kop.texts} & blad.hidden_columns)
    if rows:
        many = (
            f"De verborgen rijen van werkblad '{blad.name}' zijn ook gelezen ({len(rows)}, de eerste is rij {rows[0]})."
        )
        out.notes.append(many)
    if columns:
        from_words = ", ".join(tafels[0].kop.texts.get(c, str(c)) for c in columns)
        out.notes.append(f"De verborgen kolommen van werkblad '{blad.name}' zijn ook gelezen: {from_words}.")


def heading_of(blad: Blad, row: int, indelingen: Mapping[str, Indeling], rows: int = 0) -> tuple[Kop, Indeling]:
    """Return the heading that a row is said to be, and what is known or likely of its columns.

    `rows` says of how many rows it is: 1 or 2, where that is not left to the heading. A column without a text above it
    is among them when something stands in it: the names of a table often have no heading.
    """
    found = None if rows else _heading_at(blad, row, indelingen)
    if found is None:
        kop = kop_of(blad, (row, row + 1) if rows == 2 and row + 1 in blad.rows else (row,))
        known = indelingen.get(kop.fingerprint)
        said = {column: column_of(text) for column, text in kop.texts.items()}
        found = kop, known.for_heading(kop) if known else Indeling(said)
    kop, indeling = found
    return kop, Indeling({**_unheaded(blad, kop, indeling), **indeling.columns})


def rows_below(blad: Blad, kop: Kop) -> list[dict[int, Cel]]:
    """Return the first rows below a heading, which show what its columns hold."""
    return [blad.rows[row] for row in blad.numbers() if row > kop.last][:LOOKED_AT]


def _unheaded(blad: Blad, kop: Kop, indeling: Indeling) -> dict[int, Kolom]:
    """Return what columns without a heading may hold: the first one of words the names, where nothing else does."""
    below = rows_below(blad, kop)
    columns: dict[int, Kolom] = {}
    named = indeling.find(Kolomsoort.NAAM) is not None
    for column in sorted({c for cells in below for c in cells} - set(kop.texts)):
        figures = any(looks_like_figure(cells.get(column)) for cells in below)
        soort = Kolomsoort.ONDUIDELIJK if figures else Kolomsoort.OVERSLAAN if named else Kolomsoort.NAAM
        named = named or soort == Kolomsoort.NAAM
        columns[column] = Kolom(soort)
    return columns


def likely_heading(blad: Blad, indelingen: Mapping[str, Indeling]) -> int:
    """Return the row that is most likely the heading: the first table's, or the first row of which most is text."""
    if tafels := tables_of(blad, indelingen):
        return tafels[0].kop.rows[0]
    first = list(blad.numbers())[:LIKELY]
    widest = max(len(blad.rows[row]) for row in first)
    return next(row for row in first if len(blad.rows[row]) * 2 > widest)
