"""Opens an XLSX workbook: openpyxl reads its numbers and formats; what that skips is looked up first, as a stream."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO, Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

from indicators.imports.published import Unreadable
from indicators.imports.spreadsheet.archive import BROKEN, elements
from indicators.imports.spreadsheet.formats import read_format
from indicators.imports.spreadsheet.sheet import (
    MOST_CELLS,
    MOST_ROWS,
    WIDEST,
    Blad,
    Cel,
    Samengevoegd,
    Werkboek,
    error_cell,
    formula_cell,
    moment_cell,
    number_cell,
    text_cell,
    truth_cell,
)

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_MACROS = "xl/vbaProject.bin"
MOST_MERGED = 20_000
TOO_MANY = "Dit bestand heeft meer dan {count} gevulde cellen. Bewaar alleen de werkbladen met de tabellen."
TOO_WIDE = "Werkblad '{sheet}' is breder dan {count} kolommen, tot in rij {row}. Bewaar alleen de tabel."


@dataclass(slots=True)
class _Structure:
    """What openpyxl does not say of a sheet that it reads row by row."""

    filled: int = 0
    last: int = 0  # the last row that holds something
    widest: int = 0
    uncertain: set[tuple[int, int]] = field(default_factory=set)  # formulas of which no outcome is known

    def note(self, cell: Any, row: int, column: int, *, stale: bool) -> None:
        """Note a cell, when it holds something."""
        if any(_plain(part.tag) in ("v", "is", "f") for part in cell):
            self.filled += 1
            self.last, self.widest = max(self.last, row), max(self.widest, column)
        if _is_uncertain(cell, stale=stale):
            self.uncertain.add((row, column))


def open_xlsx(archive: ZipFile, data: IO[bytes]) -> Werkboek:
    """Return the workbook. Raises Unreadable when it is broken, or has more cells than can be read."""
    try:
        return _open(archive, data)
    except Unreadable:
        raise
    except Exception as error:  # a broken file breaks openpyxl in any way there is
        raise Unreadable(BROKEN) from error


def _open(archive: ZipFile, data: IO[bytes]) -> Werkboek:
    book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
    werkboek = Werkboek()
    if _MACROS in archive.namelist():
        werkboek.notes.append("Dit bestand heeft macro's; die zijn niet gelezen en niet uitgevoerd.")
    stale = _recalculates(archive)
    left = MOST_CELLS
    try:
        for sheet in book.worksheets:
            blad = Blad(sheet.title, hidden=sheet.sheet_state != "visible")
            # Where openpyxl itself will look: a sheet's own name says nothing of its place in the file.
            with archive.open(sheet._worksheet_path) as source:
                structure = _structure(source, blad, left, stale=stale)
            left -= structure.filled
            sheet.reset_dimensions()  # what a sheet says of its own size is not believed
            for row in sheet.iter_rows(max_row=structure.last) if structure.last else ():
                for cell in row:
                    if cell.value is not None:
                        blad.put(cell.row, cell.column, _cell(cell, structure))
            for row, column in structure.uncertain:
                if column not in blad.rows.get(row, {}):
                    blad.put(row, column, formula_cell())
            werkboek.sheets.append(blad)
    finally:
        book.close()
    return werkboek


def _recalculates(archive: ZipFile) -> bool:
    """Whether the workbook is to be computed when it is opened: until then its stored outcomes mean nothing."""
    if "xl/workbook.xml" not in archive.namelist():
        return False
    root = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    return any(e.get("fullCalcOnLoad") in ("1", "true") for e in root.iter() if _plain(e.tag) == "calcPr")


def _plain(tag: str) -> str:
    """Return a tag without its namespace, as both kinds of XLSX have it."""
    return tag.removeprefix(_MAIN).removeprefix(_STRICT)


def _structure(source: IO[bytes], blad: Blad, most: int, *, stale: bool) -> _Structure:
    """Note what is hidden and merged, and which formulas have no outcome. Raises Unreadable when it is too much."""
    found = _Structure()
    row = column = rows = 0
    for event, element in elements(source, _in_cell):
        tag = _plain(element.tag)
        if event == "start" and tag != "row":
            continue
        match tag:
            case "row" if event == "start":
                rows += 1
                row, column = int(element.get("r") or row + 1), 0
                if rows > MOST_ROWS:
                    raise Unreadable(f"Werkblad '{blad.name}' heeft te veel rijen. Bewaar alleen de tabel.")
                if element.get("hidden") in ("1", "true"):
                    blad.hidden_rows.add(row)
            case "c":
                here, column = coordinate_to_tuple(element.get("r")) if element.get("r") else (row, column + 1)
                found.note(element, here, column, stale=stale)
                if found.filled > most:
                    raise Unreadable(TOO_MANY.format(count=f"{MOST_CELLS // 1000}.000"))
                if found.widest > WIDEST:
                    raise Unreadable(TOO_WIDE.format(sheet=blad.name, count=WIDEST, row=here))
            case "col" if element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                blad.hidden_columns |= set(range(first, min(last, WIDEST) + 1))
            case "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                blad.merged.append(Samengevoegd(top, left, bottom, right))
                if len(blad.merged) > MOST_MERGED:
                    raise Unreadable(f"Werkblad '{blad.name}' heeft te veel samengevoegde cellen.")
    return found


def _in_cell(parents: Sequence[Any]) -> bool:
    """Whether the innermost elements are of a cell, which is asked for its parts at its end."""
    return any(_plain(parent.tag) == "c" for parent in parents[-4:])


def _is_uncertain(cell: Any, *, stale: bool) -> bool:
    """Whether a cell has a formula without an outcome: no value, or one from before it was ever computed."""
    parts = {_plain(part.tag): part for part in cell}
    if "f" not in parts:
        return False
    value = parts.get("v")
    empty = value is None or (not value.text and cell.get("t") != "str")
    return stale or empty


def _cell(cell: Any, structure: _Structure) -> Cel | None:
    """Return what one cell of openpyxl holds."""
    value = cell.value
    if (cell.row, cell.column) in structure.uncertain:
        return formula_cell(f"{value} (formule)")
    match value:
        case bool():
            return truth_cell(value)
        case int() | float():
            return number_cell(value, read_format(cell.number_format or ""))
        case datetime() | date() | time() | timedelta():
            return moment_cell(value, cell.number_format or "")
        case _ if cell.data_type == "e":
            return error_cell(str(value))
        case _:
            return text_cell(str(value))
