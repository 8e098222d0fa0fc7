"""Opens an XLSX workbook: openpyxl reads its styles and texts; its sheets are read as a stream, in bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from celery.exceptions import SoftTimeLimitExceeded
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles import is_date_format
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel, from_ISO8601

from indicators.choices import Stap
from indicators.imports.progress import Progress, silent
from indicators.imports.published.source import Unreadable
from indicators.imports.spreadsheet.archive import BROKEN, KB, stream
from indicators.imports.spreadsheet.formats import Opmaak, read_format
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

_SHEETS = "xl/worksheets/"
_NO_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_MACROS = "xl/vbaProject.bin"


def open_xlsx(archive: ZipFile, progress: Progress = silent) -> Werkboek:
    """Return the workbook. Raises Unreadable when it is broken, or has more cells than can be read."""
    try:
        return _open(archive, progress)
    except (Unreadable, SoftTimeLimitExceeded):
        raise
    except Exception as error:  # a broken file breaks openpyxl in any way there is
        raise Unreadable(BROKEN) from error


def _open(archive: ZipFile, progress: Progress) -> Werkboek:
    book = load_workbook(_without_sheets(archive), read_only=True, keep_links=False)
    werkboek = Werkboek()
    if _MACROS in archive.namelist():
        werkboek.notes.append("Dit bestand heeft macro's; die zijn niet gelezen en niet uitgevoerd.")
    stale = _recalculates(archive)
    left = MOST_CELLS
    total = sum(part.file_size for part in archive.infolist() if part.filename.startswith(_SHEETS))
    taken = 0

    def tell(size: int) -> None:
        nonlocal taken
        taken += size
        progress(Stap.OPENEN, taken // KB, total // KB)

    try:
        for sheet in book.worksheets:
            reader = _Reader(Blad(sheet.title, hidden=sheet.sheet_state != "visible"), sheet, left, stale=stale)
            # Where openpyxl itself would look: a sheet's own name says nothing of its place in the file.
            with archive.open(sheet._worksheet_path) as source:
                stream(source, reader.start, reader.end, reader.text, tell)
            left -= reader.filled
            werkboek.sheets.append(reader.blad)
    finally:
        book.close()
    return werkboek


def _without_sheets(archive: ZipFile) -> BytesIO:
    """Return the workbook with nothing in its sheets: openpyxl would keep a million empty rows."""
    slim = BytesIO()
    with ZipFile(slim, "w") as out:
        for name in archive.namelist():
            if name.startswith(_SHEETS) and name.endswith(".xml"):
                out.writestr(name, _NO_SHEET)
            elif name.endswith((".xml", ".rels")) and not name.startswith(("xl/pivot", "xl/drawings", "xl/comments")):
                out.writestr(name, archive.read(name))
    slim.seek(0)
    return slim


def _recalculates(archive: ZipFile) -> bool:
    """Whether the workbook is to be computed when it is opened: until then its stored outcomes mean nothing."""
    told: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "calcPr":
            told.append(attributes.get("fullCalcOnLoad", "0"))

    with archive.open("xl/workbook.xml") as source:
        stream(source, start, lambda _: None, lambda _: None)
    return any(one in ("1", "true") for one in told)


@dataclass(slots=True)
class _Reader:
    """Reads one sheet into `blad`, element by element; `sheet` is openpyxl's, which knows texts and formats."""

    blad: Blad
    sheet: Any
    most: int  # filled cells
    stale: bool
    filled: int = 0
    rows: int = 0
    row: int = 0
    column: int = 0
    cell: Mapping[str, str] | None = None  # the attributes of the cell that is open
    part: str = ""  # what of it the text belongs to: v, or t of an inline text
    value: str = ""
    has_value: bool = False
    has_formula: bool = False
    spoken: bool = False  # inside what says how a word is pronounced
    formats: dict[str, tuple[Opmaak, str, bool]] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        match name:
            case "c":
                self.cell, self.value, self.part = attributes, "", ""
                self.has_value = self.has_formula = False
                place = attributes.get("r")
                if place:
                    self.row, self.column = coordinate_to_tuple(place)
                else:
                    self.column += 1
            case "v" | "t" if self.cell is not None and not self.spoken:
                self.part, self.has_value = name, True
            case "f":
                self.has_formula = True
            case "rPh":
                self.spoken = True
            case "row":
                self.begin_row(attributes)
            case "col" if attributes.get("hidden") in ("1", "true"):
                first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
                self.blad.hidden_columns |= set(range(first, min(last, WIDEST) + 1))
            case "mergeCell":
                left, top, right, bottom = range_boundaries(attributes["ref"])
                self.blad.merged.append(Samengevoegd(top, left, bottom, right))
                if len(self.blad.merged) > MOST_MERGED:
                    raise Unreadable(f"Werkblad '{self.blad.name}' heeft te veel samengevoegde cellen.")

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """Begin a row."""
        self.rows += 1
        self.row, self.column = int(attributes.get("r") or self.row + 1), 0
        if self.rows > MOST_ROWS or self.row > MOST_ROWS:
            raise Unreadable(f"Werkblad '{self.blad.name}' heeft te veel rijen. Bewaar alleen de tabel.")
        if attributes.get("hidden") in ("1", "true"):
            self.blad.hidden_rows.add(self.row)

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self.part and len(self.value) < LONGEST_TEXT:
            self.value += text

    def end(self, name: str) -> None:
        """End an element; a cell is kept when it holds something."""
        if name in ("v", "t"):
            self.part = ""
        elif name == "rPh":
            self.spoken = False
        elif name == "c" and self.cell is not None:
            if self.has_value or self.has_formula:
                self.keep(self.cell)
            self.cell = None

    def keep(self, cell: Mapping[str, str]) -> None:
        """Keep the cell that ends."""
        self.filled += 1
        if self.filled > self.most:
            raise Unreadable(TOO_MANY.format(sheet=self.blad.name, row=self.row))
        if self.column > WIDEST:
            raise Unreadable(TOO_WIDE.format(sheet=self.blad.name, count=WIDEST, row=self.row))
        computed = self.has_value and (self.value or cell.get("t") == "str")
        if self.has_formula and (self.stale or not computed):
            self.blad.put(self.row, self.column, formula_cell(f"{self.value} (formule)" if self.value else ""))
        else:
            self.blad.put(self.row, self.column, self.content(cell.get("t", "n"), cell.get("s", "0")))

    def content(self, kind: str, style: str) -> Cel | None:
        """Return what the cell holds, by its kind and style."""
        value = self.value
        match kind:
            case "inlineStr" | "str":
                return text_cell(value)
            case "s":
                return text_cell(str(self.sheet._shared_strings[int(value)]))
            case "b":
                return truth_cell(value == "1")
            case "e":
                return error_cell(value)
            case "d":
                return moment_cell(from_ISO8601(value))
            case _:
                return self.number(style) if value else None

    def number(self, style: str) -> Cel:
        """Return a number, or the date that it stands for."""
        if style not in self.formats:
            # openpyxl finds the format of a style, and whether it is one of dates.
            shown = ReadOnlyCell(self.sheet, 1, 1, 1, "n", int(style))
            self.formats[style] = (
                read_format(shown.number_format),
                shown.number_format,
                is_date_format(shown.number_format),
            )
        opmaak, number_format, is_date = self.formats[style]
        number = float(self.value) if set(self.value) & set(".eE") else int(self.value)
        if not is_date:
            return number_cell(number, opmaak)
        try:
            return moment_cell(from_excel(number, self.sheet.parent.epoch), number_format)
        except (ValueError, OverflowError):
            return Cel(self.value, Soort.DATUM, "Dit getal wordt als datum getoond, maar is er geen.")
