"""Notes that say that a figure is of another year than its heading says: Waarde begroting 2020 is van 2018."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.delivery import Delivery, Found, Place, Row
from indicators.imports.published.source import Cell
from indicators.notation.text import YEAR

OTHER_YEAR = "Een toelichting zegt dat dit cijfer van een ander jaar is: {note}"
_VALUE = (
    r"waarden?|bedrag(?:en)?|cijfers?|percentages?|gegevens|getal(?:len)?|scores?|stand|meting(?:en)?|uitkomst(?:en)?"
)
_FIGURE = rf"{_VALUE}|kolom|realisaties?|begroting|(?:jaar)?rekening|jaarstukken|raming|streefwaarden?"
_IS = r"is|zijn|was|betreft|betreffen|toont|tonen|komt|komen|gaat|gaan|heeft|hebben|dateert|dateren|stamt|stammen"
_LINK = (
    rf"(?:ook|nog|hier|dus|steeds|de|die|het|een|op|uit|van|over|per|jaar|schooljaar|peiljaar|periode|peildatum|begrotingsjaar"
    rf"|betrekking|gebaseerd|gemeten in|afkomstig|ultimo|einde?|{_FIGURE})"
)
_ANY_YEAR = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")
# What it is about, perhaps with years: Waarde begroting 2020; and the year that it is of: is waarde uit periode 2018.
_SAYS = re.compile(
    rf"(?P<what>[^.;:\n]{{0,80}}?)\b(?:{_IS})(?: {_LINK}){{1,6}} (?P<year>{YEAR})(?![0-9])", re.IGNORECASE
)
_BRIEF = re.compile(
    rf"(?:(?:meest recente|laatst bekende|laatste) )?(?:{_VALUE}|peiljaar|meetjaar|periode|betreft)\b:?"
    rf"(?: {_LINK}){{0,4}} (?P<year>{YEAR})",
    re.IGNORECASE,
)
_FIGURE_WORD = re.compile(rf"\b(?:{_FIGURE}|dit|deze|het betreft)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a note says: the years of the columns it speaks of (of none: the whole row), and the year it is of."""

    columns: frozenset[int]
    year: int
    words: str


def ask_other_years(out: Delivery, lines: Sequence[Cell]) -> None:
    """Ask for every figure of which a note says that it is of another year than its heading does.

    A line below the last row of a page that names a column may be about all of them.
    """
    rows = [row for row in out.rows if row.kind == "effectindicator"]
    for row in rows:
        for said in [said for note in row.notes for said in _said_in(note)]:
            _refuse(out, row, said)
        for kept in (row.realisaties, row.streefwaarden):
            for found in list(kept):
                year = found.figure.year
                if any(said.year != year and year in (said.columns or {year}) for said in _said_in(found.figure.note)):
                    _ask(out, kept, found, found.figure.note)
    told = {" ".join(note.split()) for row in rows for note in row.notes}
    for line in lines:
        for said in _said_in(line.text):
            if said.columns and not any(line.text in note for note in told):
                for row in _rows_above(rows, line.place):
                    _refuse(out, row, said)


def _rows_above(rows: Sequence[Row], place: Place) -> Sequence[Row]:
    """Return the row that a line stands below; all rows, where it stands above the first or below the last."""
    above = [row for row in rows if row.place <= place]
    return above[-1:] if 0 < len(above) < len(rows) else rows


def _said_in(text: str) -> Iterator[_Said]:
    """Yield what the sentences of a note say of other years."""
    if not _ANY_YEAR.search(text):
        return
    for sentence in re.split(r"[.;\n]\s*", text):
        words = sentence.strip(" *()")
        if brief := _BRIEF.fullmatch(words):
            years = [int(year) for year in _ANY_YEAR.findall(words)]
            if len(years) == 1:
                yield _Said(frozenset(), int(brief["year"]), text)
            continue
        for said in _SAYS.finditer(words):
            what = said["what"].strip()
            if not what or _FIGURE_WORD.search(what):
                years = frozenset(int(year) for year in _ANY_YEAR.findall(what))
                yield _Said(years, int(said["year"]), text)


def _refuse(out: Delivery, row: Row, said: _Said) -> None:
    """Ask for the figures of a row that a note is about."""
    for kept in (row.realisaties, row.streefwaarden):
        for found in list(kept):
            year = found.figure.year
            if year != said.year and (not said.columns or year in said.columns) and not found.figure.reason:
                _ask(out, kept, found, said.words)


def _ask(out: Delivery, kept: list[Found], found: Found, note: str) -> None:
    kept.remove(found)
    out.ask(found.place, found.text, OTHER_YEAR.format(note=" ".join(note.split())[:200]))
