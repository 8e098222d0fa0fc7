"""The footnotes of a page, and figures that may end in the number of one: copied from a website, 550² is 5502."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal

from indicators.imports.delivery import Place
from indicators.imports.published.codes import code_at
from indicators.imports.published.source import Cell
from indicators.notation.text import FOOTNOTE, same_mark

LONGEST_NOTE = 1_000  # characters
GLUED = "Dit cijfer kan eindigen op het nummer van een voetnoot."
_TWICE = re.compile(r"([1-9])\. ?\1 ?(?=[^\s0-9*.,%)])")  # the number of the list, and that of the footnote itself
_LISTED = re.compile(r"\(?([1-9])[.):]? (?=\S)")
_FIGURE = re.compile(r"(?:[<>≤≥]?=? ?)?(?:€ ?)?-?(?P<rest>[0-9][0-9.,]*)(?P<mark>[1-9])")
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9.]+,[0-9]+")
NOT_YET = re.compile(r"nog niet (?:bekend|beschikbaar)|(?:zijn|is) (?:nog )?niet (?:bekend|beschikbaar)", re.IGNORECASE)
LIKE = 3  # how many times as large one figure of a row is as another, where nothing is strange
STRANGE = 5


class Footnotes:
    """The footnotes of a page, found by their mark below the place where it stands."""

    def __init__(self, texts: Iterable[Cell]) -> None:
        self.notes: dict[str, list[tuple[int, str]]] = {}
        mark, goes_on = "", False
        for cell in texts:
            found = FOOTNOTE.fullmatch(cell.text)
            found = found if found and any(map(str.isalpha, found["words"])) else None  # *51% is a figure
            if found:
                mark = same_mark(found["mark"])
                self.notes.setdefault(mark, []).append((cell.place.line, found["words"][:LONGEST_NOTE]))
            elif goes_on and cell and not code_at(cell.text):
                line, words = self.notes[mark][-1]
                self.notes[mark][-1] = (line, f"{words} {cell}"[:LONGEST_NOTE])
                continue
            goes_on = found is not None

    def of(self, mark: str, place: Place) -> str:
        """Return the first footnote with this mark below `place`, or ''."""
        notes = self.notes.get(same_mark(mark), [])
        index = bisect_left(notes, (place.line, ""))
        return notes[index][1] if index < len(notes) else ""


class GluedMarks:
    """The numbered footnotes of a page, and which of them nothing refers to: those may be glued to a figure."""

    def __init__(self, cells: Sequence[Cell] = ()) -> None:
        self.listed: list[tuple[int, str]] = []
        self.loose: list[tuple[int, str]] = []
        above: list[str] = []
        numbers: list[tuple[int, str]] = []
        for cell in cells:
            if found := _TWICE.match(cell.text):
                if numbers and int(found[1]) <= int(numbers[-1][1]):
                    self._close(numbers, above)
                    above, numbers = [], []
                numbers.append((cell.place.line, found[1]))
            elif cell:
                if numbers:
                    self._close(numbers, above)
                    above, numbers = [], []
                above.append(cell.text)
            if found := _LISTED.match(cell.text):
                self.listed.append((cell.place.line, found[1]))
        self._close(numbers, above)

    def _close(self, numbers: Sequence[tuple[int, str]], above: Iterable[str]) -> None:
        """Keep the footnotes to which no words above them refer."""
        if not numbers:
            return
        text = "\n".join(above)
        for line, number in numbers:
            if not re.search(rf"(?:[^\W\d_]{{3}}|\)|-1[0-2]?) ?{number}:?(?=\s|$)", text):
                self.loose.append((line, number))

    def doubt(self, cell: Cell, sizes: Sequence[Decimal]) -> str:
        """Return why the figure in `cell` may end in such a number, or ''; `sizes` are those of its row, it included.

        5502 beside 553 and 680 may be 550. Where words refer to the footnote, only a figure that is strange itself.
        """
        found = _FIGURE.fullmatch(cell.text)
        if not found or not _WHOLE.fullmatch(found["rest"]):
            return ""
        loose = _below(self.loose, cell, found["mark"])
        if not loose and not _below(self.listed, cell, found["mark"]):
            return ""
        rest = _number(found["rest"])
        own = _number(found["rest"] + found["mark"])
        others = sorted(sizes)
        if own in others:
            others.remove(own)
        if not others:
            return GLUED if loose and rest else ""
        strange = own >= STRANGE * others[-1] or own * STRANGE <= others[0]
        like = others[0] / LIKE <= rest <= others[-1] * LIKE
        return GLUED if rest and like and (loose or strange) else ""


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def _below(notes: Sequence[tuple[int, str]], cell: Cell, mark: str) -> bool:
    """Whether a footnote with this number stands below the cell, in the first list of them."""
    last = "0"
    for line, number in notes[bisect_left(notes, (cell.place.line, "")) :]:
        if number <= last:
            return False  # another list
        if number == mark:
            return line > cell.place.line
        last = number
    return False
