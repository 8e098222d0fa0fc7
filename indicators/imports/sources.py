"""Picks the reader for what was sent, by what it holds; every reader delivers the same."""

from indicators.imports import spreadsheet
from indicators.imports.delivery import Delivery
from indicators.imports.progress import Progress, silent
from indicators.imports.published import Unreadable, read_bytes
from indicators.imports.published.document import UNKNOWN, scope_for
from indicators.imports.spreadsheet.kept import indelingen_for

__all__ = ["LARGEST", "Unreadable", "check_size", "read"]

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
    return read_bytes(data, name, progress, scope=scope_for(kind, year) if year else UNKNOWN)
