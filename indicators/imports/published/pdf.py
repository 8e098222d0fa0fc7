"""Reads the lines of a PDF, with the walls of its tables. The file is opened by another process, in bounds."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.imports.published import pdf_child
from indicators.imports.published.pdf_tables import page_lines
from indicators.imports.published.source import MOST_LINES, Line, Unreadable

LARGEST_PDF = 20_000_000  # bytes
PATIENCE = 40  # seconds, of which the child may compute 25
_CHILD = Path(pdf_child.__file__)
_WHY = {
    pdf_child.ENCRYPTED: "is met een wachtwoord beveiligd; bewaar hem zonder, of plak de tekst",
    pdf_child.BROKEN: "is beschadigd of geen PDF; vraag hem opnieuw op, of plak de tekst",
    pdf_child.TOO_LONG: f"heeft meer dan {pdf_child.MOST_PAGES} bladzijden; bewaar alleen die met de tabellen",
    pdf_child.TOO_MUCH: "heeft te veel tekst; bewaar alleen de bladzijden met de tabellen",
}
_COSTLY = "kost te veel tijd of geheugen om te lezen; bewaar alleen de bladzijden met de tabellen, of plak de tekst"
SCANNED = "bevat geen tekst, alleen afbeeldingen; laat hem herkennen (OCR), of typ de cijfers in een spreadsheet"


@dataclass(slots=True)
class Pages:
    """The lines of a PDF, numbered through, and on which line each page begins."""

    lines: list[Line]
    begins: list[int]

    def page_of(self, line: int) -> int:
        """Return the number of the page that holds this line."""
        return sum(begin <= line for begin in self.begins)


def is_pdf(data: bytes) -> bool:
    """Whether a file says that it is a PDF; some begin with a few other characters."""
    return b"%PDF-" in data[:1_024]


def read_pdf(data: bytes, name: str) -> Pages:
    """Return the lines of a PDF. Raises Unreadable, naming the file, when it is locked, broken, scanned or huge."""
    if len(data) > LARGEST_PDF:
        raise Unreadable(
            f"{name} is groter dan {LARGEST_PDF // 1_000_000} MB; bewaar alleen de bladzijden met tabellen."
        )
    read = Pages([], [])
    for page in _taken_apart(data, name):
        read.begins.append(len(read.lines) + 1)
        read.lines += page_lines(page["words"], page["rules"], first=len(read.lines) + 1)
        if len(read.lines) > MOST_LINES:
            raise Unreadable(f"{name} {_WHY[pdf_child.TOO_MUCH]}.")
    if not any(line.text for line in read.lines):
        raise Unreadable(f"{name} {SCANNED}.")
    return read


def _taken_apart(data: bytes, name: str) -> list[dict[str, Any]]:
    """Return the words and rules of every page, as the child answers them."""
    try:
        # Isolated: nothing of this project, nor of its environment, is within reach of what the file may do.
        child = subprocess.run(  # noqa: S603 - our own script, by its own path
            [sys.executable, "-I", str(_CHILD)], input=data, capture_output=True, timeout=PATIENCE, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"{name} {_COSTLY}.") from error
    if child.returncode:
        raise Unreadable(f"{name} {_WHY.get(child.returncode, _COSTLY)}.")
    pages: list[dict[str, Any]] = json.loads(child.stdout)
    return pages
