"""Opens whatever is handed in as a spreadsheet, or says why it is none: by what it is, not by what it is called."""

import re
from pathlib import PurePath

from indicators.imports.progress import Progress, silent
from indicators.imports.published.source import Unreadable
from indicators.imports.spreadsheet.archive import BROKEN, PROTECTED, open_archive
from indicators.imports.spreadsheet.delimited import open_csv
from indicators.imports.spreadsheet.ods import open_ods
from indicators.imports.spreadsheet.sheet import LARGEST, Werkboek
from indicators.imports.spreadsheet.xlsx import open_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of protected new ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table|meta|style)\b", re.IGNORECASE)
_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".ots", ".fods", ".csv", ".tsv"})
_OTHERS = (("word/", "een Word-document"), ("ppt/", "een PowerPoint-presentatie"))
SAVE_AS = "Open het in Excel of LibreOffice, bewaar het als XLSX of ODS en laad dat bestand."


def is_spreadsheet(data: bytes, name: str) -> bool:
    """Whether this is to be opened as a spreadsheet: by what it holds, or else by what it is called."""
    return data.startswith((b"PK", _OLE)) or PurePath(name).suffix.lower() in _SUFFIXES


def open_workbook(data: bytes, name: str, progress: Progress = silent) -> Werkboek:
    """Return the workbook in `data`; `name` is what the file is called. Raises Unreadable, with how to mend it."""
    if len(data) > LARGEST:
        raise Unreadable(
            f"Dit bestand is groter dan {LARGEST // 1_000_000} MB. Bewaar alleen de werkbladen met de tabellen."
        )
    if not data.strip():
        raise Unreadable("Dit bestand is leeg.")
    if data.startswith(_OLE):
        raise Unreadable(
            PROTECTED if _ENCRYPTED in data else f"Dit is een bestand van een oude Excel (.xls). {SAVE_AS}"
        )
    if data.startswith(b"PK"):
        return _open_zip(data, progress)
    if data.startswith(b"%PDF"):
        raise Unreadable("Dit is een PDF, geen spreadsheet.")
    if _HTML.match(data[:1_000]):
        raise Unreadable(f"Dit is een webpagina, ook al heet het bestand '{PurePath(name).name}'. {SAVE_AS}")
    if data.lstrip()[:5].lower() == b"<?xml":
        raise Unreadable(f"Dit is een XML-bestand. {SAVE_AS}")
    return open_csv(data, PurePath(name).stem or "CSV")


def _open_zip(data: bytes, progress: Progress) -> Werkboek:
    with open_archive(data) as archive:
        names = archive.namelist()
        if "xl/workbook.bin" in names:
            raise Unreadable(f"Dit is een binair Excel-bestand (.xlsb). {SAVE_AS}")
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            kind = archive.read("mimetype").decode("ascii", errors="replace").strip()
            if kind in (_ODS, f"{_ODS}-template"):
                return open_ods(archive, progress)
            raise Unreadable("Dit bestand is van LibreOffice, maar geen spreadsheet.")
        if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
            return open_xlsx(archive, progress)
        for folder, what in _OTHERS:
            if any(name.startswith(folder) for name in names):
                raise Unreadable(f"Dit is {what}, geen spreadsheet.")
        if "[Content_Types].xml" in names:
            raise Unreadable(BROKEN)
        raise Unreadable("Dit is een ZIP-bestand, geen spreadsheet. Pak het uit en laad wat erin zit.")
