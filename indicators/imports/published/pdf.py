"""Reads the lines of a PDF, with the walls of its tables. The file is opened by another process, in bounds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

from indicators.choices import Stap
from indicators.imports.progress import Progress, silent
from indicators.imports.published import pdf_child
from indicators.imports.published.page_edges import without_edges
from indicators.imports.published.pdf_tables import page_lines
from indicators.imports.published.source import MOST_LINES, Line, Unreadable

LARGEST_PDF = 20_000_000  # bytes
PATIENCE = 100  # seconds by the clock, in which the child may compute 25
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


def read_pdf(data: bytes, name: str, progress: Progress = silent) -> Pages:
    """Return the lines of a PDF. Raises Unreadable, naming the file, when it is locked, broken, scanned or huge."""
    if len(data) > LARGEST_PDF:
        raise Unreadable(
            f"{name} is groter dan {LARGEST_PDF // 1_000_000} MB; bewaar alleen de bladzijden met tabellen."
        )
    pages: list[list[Line]] = []
    begins = [1]
    for page, count in _taken_apart(data, name):
        progress(Stap.BLADZIJDEN, len(begins), count)
        pages.append(page_lines(page["words"], page["rules"], first=begins[-1]))
        begins.append(begins[-1] + len(pages[-1]))
        if begins[-1] > MOST_LINES + 1:
            raise Unreadable(f"{name} {_WHY[pdf_child.TOO_MUCH]}.")
    read = Pages([line for lines in without_edges(pages) for line in lines], begins[:-1])
    if not any(line.text for line in read.lines):
        raise Unreadable(f"{name} {SCANNED}.")
    return read


def _taken_apart(data: bytes, name: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the words and rules of every page as the child answers them, with how many pages there are."""
    # Isolated: nothing of this project, nor of its environment, is within reach of what the file may do.
    child = subprocess.Popen(  # noqa: S603 - our own script, by its own path
        [sys.executable, "-I", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
    assert child.stdin is not None  # noqa: S101 - as asked for
    assert child.stdout is not None  # noqa: S101
    too_late = Timer(PATIENCE, child.kill)
    too_late.start()
    try:
        with suppress(BrokenPipeError):  # it ended before it took everything in: its exit code says why
            child.stdin.write(data)
            child.stdin.close()
        count = int(child.stdout.readline() or 0)
        for answer in child.stdout:
            if answer.endswith(b"\n"):  # else it was killed in the middle of it
                yield json.loads(answer), count
        if code := child.wait():
            raise Unreadable(f"{name} {_WHY.get(code, _COSTLY)}.")
    finally:
        too_late.cancel()
        child.kill()
        child.stdout.close()
        child.wait()
