"""Notes and names that say that a figure is of another year than its heading: Waarde begroting 2020 is van 2018."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.imports.delivery import Delivery, Row
from indicators.imports.published.headings import FIGURES, head_of
from indicators.imports.published.source import Cell
from indicators.notation.text import A_YEAR, YEAR

OTHER_YEAR = "Er staat bij dat dit cijfer van een ander jaar is dan boven de kolom: {note}"
NEAR = 4  # lines: a line right below the figures of a row, an empty one or a label between
_VALUE = (
    r"waarden?|bedrag(?:en)?|cijfers?|percentages?|gegevens|getal(?:len)?|scores?|stand|meting(?:en)?|uitkomst(?:en)?"
)
_FIGURE = rf"{_VALUE}|kolom|realisaties?|begroting|(?:jaar)?rekening|jaarstukken|raming|streefwaarden?"
_IS = r"is|zijn|was|komt|komen|gaat|gaan|heeft|hebben|dateert|dateren|stamt|stammen"
_LINK = (
    rf"(?:ook|nog|hier|dus|steeds|de|die|het|een|op|uit|van|over|per|jaar|schooljaar|peiljaar|periode|peildatum|begrotingsjaar"
    rf"|betrekking|gebaseerd|gemeten in|afkomstig|ultimo|einde?|{_FIGURE})"
)
# What it is about, perhaps with years: Waarde begroting 2020; and the year that it is of: is waarde uit periode 2018.
_SAYS = re.compile(
    rf"(?P<what>[^.;:\n]{{0,80}}?)\b(?:betreft|betreffen|(?:{_IS}) {_LINK})(?: {_LINK}){{0,6}}"
    rf" (?P<year>{YEAR})(?![0-9])",
    re.IGNORECASE,
)
_BRIEF = re.compile(
    rf"(?:(?:meest recente|laatst bekende|laatste) )?(?:{_VALUE}|peiljaar|meetjaar|periode|betreft)\b:?"
    rf"(?: {_LINK}){{0,4}} (?P<year>{YEAR})",
    re.IGNORECASE,
)
_FIGURE_WORD = re.compile(rf"\b(?:{_FIGURE}|dit|deze|het betreft)\b", re.IGNORECASE)
# Banen (2018), Banen (%, 2018), Banen (cijfers 2018); not Banen (Woonvisie 2018).
_IN_NAME = re.compile(
    rf"\((?:(?:[^()]*,|(?:{_VALUE}|peildatum|peiljaar|periode|jaar|gemeten in|in|over|per|op|ultimo|van|uit|[: ])+) ?)?"
    rf"(?:(?:1|31)[- ](?:0?1|12|januari|december)[- ])?(?P<year>{YEAR})\)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """The years of the columns that are spoken of (of none: the whole row), the year they are of, and the words."""

    columns: frozenset[int]
    year: int
    words: str

    def denies(self, year: int | None) -> bool:
        """Whether a figure that stands below this year is said to be of another."""
        return year is not None and year != self.year and (not self.columns or year in self.columns)


def ask_other_years(out: Delivery, cells: Sequence[Cell]) -> None:
    """Ask for every figure of which its name or a note says that it is of another year than its heading does.

    A cell of a row, or a line right below its figures, is about that row. What names a column is so further down too,
    and about every row where it stands below the last or above the first.
    """
    rows = [row for row in out.rows if row.kind == "effectindicator"]
    notes = [_notes_of(row) for row in rows]
    on_line = {row.place.line: row for row in rows}
    for row in rows:
        named = [found for text in (row.name, row.unit) if (found := _IN_NAME.search(text))]
        told = [_Said(frozenset(), int(found["year"]), found.string) for found in named]
        _refuse(out, row, [*told, *(said for note in row.notes for said in _said_in(note))])
    heads = [_is_dated_head(cell.text) for cell in cells]
    for cell, beside_head in zip(cells, _beside(heads), strict=True):
        told = [] if beside_head else list(_said_in(cell.text))
        beside = on_line.get(cell.place.line)
        if beside is not None and beside.place < cell.place:
            _refuse(out, beside, told)
        elif told:
            above = sum(row.place <= cell.place for row in rows)
            if above and any(note in cell.text or cell.text in note for note in notes[above - 1]):
                continue  # it is known what that is about
            for row in rows[above - 1 : above] if 0 < above < len(rows) else rows:
                near = 0 <= cell.place.line - _last_line(row) <= NEAR
                _refuse(out, row, [said for said in told if said.columns or near])


def _is_dated_head(text: str) -> bool:
    """Whether a cell may be the head of a column: Score 2020, Score 2021; a note stands alone."""
    head = head_of(text)
    return head is not None and head.kind in FIGURES and head.year is not None


def _beside(heads: Sequence[bool]) -> Iterator[bool]:
    """Yield for each cell whether it is a head beside another."""
    for before, here, behind in zip([False, *heads], heads, [*heads[1:], False], strict=False):
        yield here and (before or behind)


def _notes_of(row: Row) -> set[str]:
    """Return the notes of a row and of its figures that speak of other years."""
    notes = [*row.notes, *(found.figure.note for found in (*row.realisaties, *row.streefwaarden))]
    return {" ".join(note.split()) for note in notes if any(_said_in(note))}


def _last_line(row: Row) -> int:
    """Return the line of the last figure of a row."""
    return max((found.place.line for found in (*row.realisaties, *row.streefwaarden)), default=row.place.line)


def _said_in(text: str) -> Iterator[_Said]:
    """Yield what the sentences of a note say of other years."""
    if not A_YEAR.search(text):
        return
    for sentence in re.split(r"[.;\n]\s*", text):
        words = sentence.strip(" *()")
        if brief := next(filter(None, map(_BRIEF.fullmatch, [words, *re.split(r",\s*", words)])), None):
            yield _Said(frozenset(), int(brief["year"]), text)
            continue
        for said in _SAYS.finditer(words):
            what = said["what"].strip()
            if not what or _FIGURE_WORD.search(what):
                years = frozenset(int(year) for year in A_YEAR.findall(what))
                yield _Said(years, int(said["year"]), text)


def _refuse(out: Delivery, row: Row, told: Sequence[_Said]) -> None:
    """Ask for the figures of a row of which is told that they are of another year.

    So are those of others below the same years; a head of theirs alone may have a year of its own.
    """
    years = {year for said in told for year in said.columns}
    for kept in (row.realisaties, row.streefwaarden):
        for found in list(kept):
            figure = found.figure
            why = next((s.words for s in [*told, *_said_in(figure.note)] if s.denies(figure.year)), "")
            if why and figure.year:
                years.add(figure.year)
            if why and not figure.reason:
                kept.remove(found)
                out.ask(found.place, found.text, _why(why))
    if not years:  # so for most rows: benchmarks are many
        return
    for other in [b for b in out.benchmarks if b.year in years and (b.code, b.name) == (row.code, row.name)]:
        if why := next((said.words for said in told if said.denies(other.year)), ""):
            out.benchmarks.remove(other)
            out.ask(row.place, f"{row.name}: {other.region} {other.year}", _why(why))


def _why(note: str) -> str:
    return OTHER_YEAR.format(note=" ".join(note.split())[:200])
