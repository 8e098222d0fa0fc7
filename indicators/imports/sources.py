"""Picks the reader for what was sent, by what it holds; every reader delivers the same."""

from indicators.imports import spreadsheet
from indicators.imports.delivery import Delivery
from indicators.imports.progress import Progress, silent
from indicators.imports.published import Unreadable, read_bytes, tables_of
from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from indicators.imports.spreadsheet.kept import indelingen_for
from indicators.imports.spreadsheet.sheet import Blad

__all__ = ["LARGEST", "Unreadable", "check_size", "read", "sheets_of"]

LARGEST = 10_000_000  # bytes


def check_size(data: bytes, name: str) -> None:
    """Raise Unreadable for what is empty or too large to be read."""
    if not data.strip():
        raise Unreadable(f"{name} is leeg. Kies een ander bestand, of plak tekst.")
    if len(data) > LARGEST:
        raise Unreadable(f"{name} is groter dan {LARGEST // 1_000_000} MB. Splits het, en laad de delen apart.")


def read(data: bytes, name: str, progress: Progress = silent, *, kind: str = "", year: int | None = None) -> Delivery:
    """Return what is read of `data`, a file called `name`. Raises Unreadable, naming the file, in Dutch.

    `progress` is told how far the reading is; `kind` and `year` say for which document the file was sent.
    """
    check_size(data, name)
    if spreadsheet.is_spreadsheet(data, name):
        return spreadsheet.read(data, name, indelingen_for(data), progress)
    return read_bytes(data, name, progress, scope=_scope(kind, year), indelingen=indelingen_for(data))


def sheets_of(data: bytes, name: str, *, kind: str = "", year: int | None = None) -> list[Blad]:
    """Return the sheets of a spreadsheet that are seen, or the tables of another source. Raises Unreadable."""
    if spreadsheet.is_spreadsheet(data, name):
        return [blad for blad in spreadsheet.open_workbook(data, name).sheets if blad.rows and not blad.hidden]
    return [table for table in tables_of(data, name, scope=_scope(kind, year)) if table.holds_figures]


def _scope(kind: str, year: int | None) -> Scope:
    return scope_for(kind, year) if year else UNKNOWN
