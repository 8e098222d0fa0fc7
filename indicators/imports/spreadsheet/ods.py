"""Opens an ODS workbook: its content is read as a stream, cell by cell, with the type and value that each one keeps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from zipfile import ZipFile

from celery.exceptions import SoftTimeLimitExceeded

from indicators.choices import Stap
from indicators.imports.progress import Progress, silent
from indicators.imports.published.source import Unreadable
from indicators.imports.spreadsheet.archive import BROKEN, KB, PROTECTED, stream
from indicators.imports.spreadsheet.formats import Opmaak
from indicators.imports.spreadsheet.sheet import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_MERGED,
    MOST_ROWS,
    TOO_MANY,
    TOO_WIDE,
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
from indicators.notation import write_number

_URN = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TABLE, TEXT, STYLE = (f"{_URN}:{part}:1.0 " for part in ("office", "table", "text", "style"))
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_DATE = re.compile(r"(?P<year>-?[0-9]{4,})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:T.*)?")
_AROUND = re.compile(
    r"(?P<before>[^0-9]*?)\s?(?P<number>[-\u2212]?[0-9][0-9.,\u00a0\u202f]*(?:E[-+]?[0-9]+)?)(?P<after>[^0-9]*)"
)


def open_ods(archive: ZipFile, progress: Progress = silent) -> Werkboek:
    """Return the workbook. Raises Unreadable when it is broken, protected, or has more cells than can be read."""
    try:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable(PROTECTED)
        reader = _Reader()
        total, taken = archive.getinfo("content.xml").file_size, 0

        def tell(size: int) -> None:
            nonlocal taken
            taken += size
            progress(Stap.OPENEN, taken // KB, total // KB)

        with archive.open("content.xml") as source:
            stream(source, reader.start, reader.end, reader.text, tell)
        return reader.book
    except (Unreadable, SoftTimeLimitExceeded):
        raise
    except Exception as error:  # a broken file breaks a parser in any way there is
        raise Unreadable(BROKEN) from error


@dataclass(slots=True)
class _Reader:
    """Where in the file the reading is."""

    book: Werkboek = field(default_factory=Werkboek)
    hidden_styles: set[str] = field(default_factory=set)
    style: str = ""
    sheet: Blad | None = None
    row: int = 0
    column: int = 0
    heading: int = 0  # the columns that were described so far
    filled: int = 0
    nested: int = 0  # tables inside a cell, or of what was changed before
    remarks: int = 0  # remarks that hang on a cell
    attributes: Mapping[str, str] = field(default_factory=dict)  # of the row that is open
    cell: Mapping[str, str] | None = None  # of the cell that is open
    paragraphs: list[str] = field(default_factory=list)
    in_text: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if name == "tracked-changes" or (name == "table" and self.sheet is not None):
            self.nested += 1
        elif self.nested:
            return
        match name:
            case "style":
                self.style = attributes.get(f"{STYLE}name", "")
            case "table-properties" if attributes.get(f"{TABLE}display") == "false":
                self.hidden_styles.add(self.style)
            case "table" if not self.nested:
                hidden = attributes.get(f"{TABLE}style-name") in self.hidden_styles
                self.sheet = Blad(attributes.get(f"{TABLE}name", ""), hidden=hidden)
                self.row, self.heading = 1, 0
            case "table-column" if self.sheet is not None:
                self.describe(attributes, self.sheet)
            case "table-row":
                self.column, self.attributes = 1, attributes
            case "table-cell" | "covered-table-cell":
                self.cell, self.paragraphs = attributes, []
            case "annotation":
                self.remarks += 1
            case _:
                self.start_text(name, attributes)

    def start_text(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a paragraph, or what stands in one as an element of its own."""
        if self.cell is None or self.remarks:
            return
        if name == "p":
            self.paragraphs.append("")
            self.in_text = True
        elif name == "s" and self.in_text:
            self.text(" " * _times(attributes, f"{TEXT}c", 100))
        elif name in ("tab", "line-break") and self.in_text:
            self.text(" ")

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self.in_text and not self.remarks and not self.nested and len(self.paragraphs[-1]) < LONGEST_TEXT:
            self.paragraphs[-1] += text

    def end(self, name: str) -> None:
        """End an element."""
        if name == "tracked-changes" or (name == "table" and self.nested):
            self.nested -= 1
        elif self.nested:
            return
        match name:
            case "annotation":
                self.remarks -= 1
            case "p" if not self.remarks:
                self.in_text = False
            case "table-cell" | "covered-table-cell" if self.sheet is not None and self.cell is not None:
                self.end_cell(self.cell, self.sheet)
                self.cell = None
            case "table-row" if self.sheet is not None:
                self.end_row(self.sheet)
            case "table" if self.sheet is not None:
                self.book.sheets.append(self.sheet)
                self.sheet = None

    def describe(self, attributes: Mapping[str, str], sheet: Blad) -> None:
        """Note columns that are hidden."""
        times = _times(attributes, f"{TABLE}number-columns-repeated", MOST_ROWS)
        if attributes.get(f"{TABLE}visibility") in ("collapse", "filter"):
            first, last = self.heading + 1, min(self.heading + times, WIDEST)
            sheet.hidden_columns |= set(range(first, last + 1))
        self.heading += times

    def end_cell(self, attributes: Mapping[str, str], sheet: Blad) -> None:
        """Keep one cell, as often as it is repeated."""
        times = _times(attributes, f"{TABLE}number-columns-repeated", MOST_ROWS)
        cel = _cell(attributes, "\n".join(self.paragraphs)[:LONGEST_TEXT])
        if cel is not None:
            if self.column + times - 1 > WIDEST:
                raise Unreadable(TOO_WIDE.format(sheet=sheet.name, count=WIDEST, row=self.row))
            for column in range(self.column, self.column + times):
                sheet.put(self.row, column, cel)
            self.count(times, sheet)
        across = _times(attributes, f"{TABLE}number-columns-spanned", WIDEST)
        down = _times(attributes, f"{TABLE}number-rows-spanned", MOST_ROWS)
        if (across > 1 or down > 1) and self.column <= WIDEST:
            span = Samengevoegd(self.row, self.column, self.row + down - 1, self.column + across - 1)
            sheet.merged.append(span)
            if len(sheet.merged) > MOST_MERGED:
                raise Unreadable(f"Werkblad '{sheet.name}' heeft te veel samengevoegde cellen.")
        self.column += times

    def end_row(self, sheet: Blad) -> None:
        """Repeat a row that stands for more; millions of empty ones are one element."""
        times = _times(self.attributes, f"{TABLE}number-rows-repeated", MOST_ROWS)
        cells = sheet.rows.get(self.row)
        if cells:
            self.count(len(cells) * (times - 1), sheet)
            for row in range(self.row + 1, self.row + times):
                sheet.rows[row] = dict(cells)
            if self.attributes.get(f"{TABLE}visibility") in ("collapse", "filter"):
                sheet.hidden_rows |= set(range(self.row, self.row + times))
        self.row += times

    def count(self, more: int, sheet: Blad) -> None:
        """Count filled cells; raise Unreadable when there are too many."""
        self.filled += more
        if self.filled > MOST_CELLS:
            raise Unreadable(TOO_MANY.format(sheet=sheet.name, row=self.row))


def _times(attributes: Mapping[str, str], name: str, most: int) -> int:
    text = attributes.get(name) or "1"
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def _cell(attributes: Mapping[str, str], shown: str) -> Cel | None:
    """Return what one cell holds; `shown` is the text that is seen in it."""
    kind, value = attributes.get(f"{OFFICE}value-type"), attributes.get(f"{OFFICE}value")
    if kind is None:
        return formula_cell(shown) if attributes.get(f"{TABLE}formula") else None
    if attributes.get(f"{CALCEXT}value-type") == "error":
        return error_cell(shown or "#…")
    match kind:
        case "float" | "percentage" | "currency":
            cel = _number(kind, value or "", attributes.get(f"{OFFICE}currency") or "", shown)
        case "boolean":
            cel = truth_cell(attributes.get(f"{OFFICE}boolean-value") == "true")
        case "date":
            cel = _moment(attributes.get(f"{OFFICE}date-value") or "", shown)
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
