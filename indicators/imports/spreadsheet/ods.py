"""Opens an ODS workbook: its content is read as a stream, cell by cell, with the type and value that each one keeps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import IO, Any
from zipfile import ZipFile

from indicators.imports.published import Unreadable
from indicators.imports.spreadsheet.archive import BROKEN, PROTECTED, elements
from indicators.imports.spreadsheet.formats import Opmaak
from indicators.imports.spreadsheet.sheet import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_ROWS,
    WIDEST,
    Blad,
    Cel,
    Samengevoegd,
    Soort,
    Werkboek,
    error_cell,
    formula_cell,
    moment_cell,
    number_cell,
    text_cell,
    truth_cell,
)
from indicators.imports.spreadsheet.xlsx import TOO_MANY, TOO_WIDE
from indicators.notation import write_number

_URN = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TABLE, TEXT, STYLE = (f"{{{_URN}:{part}:1.0}}" for part in ("office", "table", "text", "style"))
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DATE = re.compile(r"(?P<year>-?[0-9]{4,})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:T.*)?")
_AROUND = re.compile(
    r"(?P<before>[^0-9]*?)\s?(?P<number>[-\u2212]?[0-9][0-9.,\u00a0\u202f]*(?:E[-+]?[0-9]+)?)(?P<after>[^0-9]*)"
)


def open_ods(archive: ZipFile) -> Werkboek:
    """Return the workbook. Raises Unreadable when it is broken, protected, or has more cells than can be read."""
    try:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable(PROTECTED)
        with archive.open("content.xml") as source:
            return _Reader().read(source)
    except Unreadable:
        raise
    except Exception as error:  # a broken file breaks a parser in any way there is
        raise Unreadable(BROKEN) from error


@dataclass(slots=True)
class _Reader:
    """Where in the file the reading is."""

    book: Werkboek = field(default_factory=Werkboek)
    hidden_styles: set[str] = field(default_factory=set)
    sheet: Blad | None = None
    row: int = 0
    column: int = 0
    heading: int = 0  # the columns that were described so far
    filled: int = 0
    nested: int = 0  # tables inside a cell, a chart or what was changed before

    def read(self, source: IO[bytes]) -> Werkboek:
        """Read the content of a workbook."""
        for event, element in elements(source, _is_kept):
            if event == "start":
                self.start(element)
            else:
                self.end(element)
        return self.book

    def start(self, element: Any) -> None:
        """Begin a sheet or a row."""
        if element.tag == f"{TABLE}tracked-changes" or (element.tag == f"{TABLE}table" and self.sheet is not None):
            self.nested += 1
        elif self.nested:
            return
        elif element.tag == f"{TABLE}table":
            hidden = element.get(f"{TABLE}style-name") in self.hidden_styles
            self.sheet = Blad(element.get(f"{TABLE}name", ""), hidden=hidden)
            self.row, self.heading = 1, 0
        elif element.tag == f"{TABLE}table-row":
            self.column = 1

    def end(self, element: Any) -> None:
        """Keep what has just been read."""
        tag = element.tag
        if tag == f"{TABLE}tracked-changes" or (tag == f"{TABLE}table" and self.nested):
            self.nested -= 1
        elif tag == f"{STYLE}style":
            if any(part.get(f"{TABLE}display") == "false" for part in element.iter(f"{STYLE}table-properties")):
                self.hidden_styles.add(element.get(f"{STYLE}name", ""))
        elif self.nested or self.sheet is None:
            return
        elif tag == f"{TABLE}table":
            self.book.sheets.append(self.sheet)
            self.sheet = None
        elif tag == f"{TABLE}table-column":
            times = _times(element, "number-columns-repeated", MOST_ROWS)
            if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
                first, last = self.heading + 1, min(self.heading + times, WIDEST)
                self.sheet.hidden_columns |= set(range(first, last + 1))
            self.heading += times
        elif tag in _CELLS:
            self.end_cell(element, self.sheet)
        elif tag == f"{TABLE}table-row":
            self.end_row(element, self.sheet)

    def end_cell(self, element: Any, sheet: Blad) -> None:
        """Keep one cell, as often as it is repeated."""
        times = _times(element, "number-columns-repeated", MOST_ROWS)
        cel = _cell(element)
        if cel is not None:
            if self.column + times - 1 > WIDEST:
                raise Unreadable(TOO_WIDE.format(sheet=sheet.name, count=WIDEST, row=self.row))
            for column in range(self.column, self.column + times):
                sheet.put(self.row, column, cel)
            self.count(times)
        across = _times(element, "number-columns-spanned", WIDEST)
        down = _times(element, "number-rows-spanned", MOST_ROWS)
        if across > 1 or down > 1:
            span = Samengevoegd(self.row, self.column, self.row + down - 1, self.column + across - 1)
            sheet.merged.append(span)
        self.column += times

    def end_row(self, element: Any, sheet: Blad) -> None:
        """Repeat a row that stands for more; millions of empty ones are one element."""
        times = _times(element, "number-rows-repeated", MOST_ROWS)
        hidden = element.get(f"{TABLE}visibility") in ("collapse", "filter")
        cells = sheet.rows.get(self.row)
        if cells:
            self.count(len(cells) * (times - 1))
            for row in range(self.row + 1, self.row + times):
                sheet.rows[row] = dict(cells)
            if hidden:
                sheet.hidden_rows |= set(range(self.row, self.row + times))
        self.row += times

    def count(self, more: int) -> None:
        """Count filled cells; raise Unreadable when there are too many."""
        self.filled += more
        if self.filled > MOST_CELLS:
            raise Unreadable(TOO_MANY.format(count=f"{MOST_CELLS // 1000}.000"))


def _is_kept(parents: Sequence[Any]) -> bool:
    """Whether the innermost elements are of a cell or a style, which is asked for its parts at its end."""
    return any(parent.tag in _CELLS or parent.tag == f"{STYLE}style" for parent in parents[-8:])


_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})


def _times(element: Any, name: str, most: int) -> int:
    text = element.get(f"{TABLE}{name}") or "1"
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def _cell(element: Any) -> Cel | None:
    """Return what one cell holds."""
    kind, value = element.get(f"{OFFICE}value-type"), element.get(f"{OFFICE}value")
    shown = _shown(element)
    if kind is None:
        return formula_cell(shown) if element.get(f"{TABLE}formula") else None
    if element.get(f"{CALCEXT}value-type") == "error":
        return error_cell(shown or "#…")
    match kind:
        case "float" | "percentage" | "currency":
            cel = _number(kind, value or "", element.get(f"{OFFICE}currency") or "", shown)
        case "boolean":
            cel = truth_cell(element.get(f"{OFFICE}boolean-value") == "true")
        case "date":
            cel = _moment(element.get(f"{OFFICE}date-value") or "", shown)
        case "time":
            cel = Cel(shown or "…", Soort.DATUM, "Hier staat een tijd, en geen cijfer.")
        case _:
            return text_cell(shown)
    return cel


def _number(kind: str, value: str, currency: str, shown: str) -> Cel:
    """Return a cell with a number: its value exactly, and beside it what the cell shows."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Cel(shown or value or "…", Soort.ANDERS, "Dit getal is niet te lezen.")
    around = _AROUND.fullmatch(shown.strip())
    before, after = (around["before"].strip(), around["after"].rstrip()) if around else ("", "")
    seen = re.sub("[^0-9]", "", around["number"]) if around and "E" not in around["number"] else ""
    value_seen = number * 100 if kind == "percentage" else number
    decimals = _decimals(value_seen, seen) if seen else None
    doubt = ""
    if shown.strip() and (not around or (seen and decimals is None)):
        doubt = f"De cel toont '{shown.strip()}' en bewaart {write_number(number)}."
    if kind == "currency":
        other = "" if currency in ("EUR", "€") else "Dit bedrag is niet in euro."
        return number_cell(number, Opmaak("€" if not other else currency, decimals=decimals, doubt=other or doubt))
    if kind == "percentage":
        return number_cell(number, Opmaak(percent=True, decimals=decimals, doubt=doubt))
    return number_cell(number, Opmaak(before, after, decimals=decimals, doubt=doubt))


def _decimals(number: Decimal, seen: str) -> int | None:
    """Return with how many decimals a cell shows its number as these digits; None when it shows another number."""
    for count in range(len(seen)):
        if number.adjusted() < 20:
            shown = number.quantize(Decimal(1).scaleb(-count), rounding=ROUND_HALF_UP)
            if re.sub("[^0-9]", "", f"{shown:f}") == seen:
                return count
    return None


def _moment(value: str, shown: str) -> Cel:
    found = _DATE.fullmatch(value)
    if not found:
        return Cel(shown or value or "…", Soort.DATUM, "Hier staat een datum, en geen cijfer.")
    if shown == found["year"]:
        return Cel(shown, Soort.GETAL)
    return moment_cell(date(int(found["year"]), int(found["month"]), int(found["day"])))


def _shown(element: Any) -> str:
    """Return the text of a cell as it is shown, without the remarks that hang on it."""
    return "\n".join("".join(_pieces(part)) for part in element if part.tag == f"{TEXT}p")[:LONGEST_TEXT]


def _pieces(part: Any) -> Iterator[str]:
    """Yield the text of a paragraph; spaces and tabs are elements of their own."""
    if part.tag == f"{OFFICE}annotation":
        return
    if part.tag == f"{TEXT}s":
        times = part.get(f"{TEXT}c") or "1"
        yield " " * (min(int(times), 100) if times.isdigit() else 1)
    elif part.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
        yield " "
    else:
        yield part.text or ""
    for child in part:
        yield from _pieces(child)
        yield child.tail or ""
