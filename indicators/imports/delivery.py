"""What a source delivers, published page and spreadsheet alike: what was read of it, and what is asked. No database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.notation import Figure

UNNAMED = "Bij welke indicator horen deze cijfers?"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: line and character, or row and column of a sheet; all from 1."""

    line: int
    column: int
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"werkblad '{self.sheet}', rij {self.line}, kolom {letters(self.column)}"
        return f"regel {self.line}, teken {self.column}"

    @property
    def row(self) -> str:
        """The row that holds it, in words."""
        return f"rij {self.line}" if self.sheet else f"regel {self.line}"


@dataclass(frozen=True, slots=True)
class Found:
    """A figure, and the text it was read from; with what only some sources say of it."""

    figure: Figure
    place: Place
    text: str
    provisional: bool = False
    measured_year: int | None = None  # when that is another year than the figure's own
    respondents: int | None = None  # of the survey that it is from


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """Something that only a person can settle. `about` says where else than beside the figure: "kolommen".

    Where only the kind of a figure is asked, `found` is that figure and `of` the code or name of its row. `years` are
    then those of which the page does not say what they are: all such questions are one.
    """

    place: Place
    text: str
    why: str
    about: str = ""
    of: str = field(default="", compare=False)
    found: Found | None = field(default=None, compare=False)
    years: tuple[int, ...] = field(default=(), compare=False)


@dataclass(slots=True)
class Row:
    """A doel, prestatie or effectindicator with the figures that are certain. `unit` holds for figures without one."""

    kind: str
    code: str
    name: str
    parent: str
    place: Place
    realisaties: list[Found] = field(default_factory=list)
    streefwaarden: list[Found] = field(default_factory=list)
    unit: str = ""
    bron: str = ""
    notes: list[str] = field(default_factory=list)
    direction: str = ""  # a Richting, where the source says it
    # The kinds and years of which two figures were printed; counts while the page is read.
    refused: set[tuple[str, int]] = field(default_factory=set, compare=False)

    def note(self, words: str) -> None:
        """Keep a note, once."""
        if words and words not in self.notes:
            self.notes.append(words)

    def tell(self, kind: str, text: str) -> None:
        """Keep what is said of the indicator: its bron or its unit, unless that is known, or words about it."""
        if kind == "bron":
            self.bron = self.bron or text
        elif kind == "eenheid":
            self.unit = self.unit or text
        else:
            self.note(text)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What another region scored."""

    code: str
    region: str
    year: int
    value: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class Bedrag:
    """An amount of a prestatie as printed, in units of `times` euro."""

    code: str
    year: int
    kind: str
    value: Decimal
    times: int


@dataclass(slots=True)
class Delivery:
    """Everything read of one source."""

    rows: list[Row] = field(default_factory=list)
    benchmarks: list[Benchmark] = field(default_factory=list)
    bedragen: list[Bedrag] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # of the source as a whole: how it was read, what was left alone
    said: list[str] = field(
        default_factory=list
    )  # tables that were read, or left alone, as was once said of their heading
    _asked: set[Question] = field(default_factory=set)
    _by_code: dict[tuple[str, str], Row] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Add a row."""
        self.rows.append(row)
        self._by_code.setdefault((row.kind, row.code), row)

    def ask(
        self,
        place: Place,
        text: str,
        why: str,
        *,
        about: str = "",
        of: str = "",
        found: Found | None = None,
        years: tuple[int, ...] = (),
    ) -> None:
        """Add a question, once."""
        question = Question(place, " ".join(text[:600].split())[:300], why, about, of, found, years)
        if question not in self._asked:
            self._asked.add(question)
            self.questions.append(question)

    def find(self, kind: str, code: str) -> Row | None:
        """Return the first row of this code."""
        return self._by_code.get((kind, code))

    def taken(self) -> Iterator[Row]:
        """Yield the rows, each of which is let go of: nothing is left here."""
        self._by_code.clear()
        self.rows.reverse()
        while self.rows:
            yield self.rows.pop()

    def as_json(self) -> dict[str, Any]:
        """Return this as JSON can hold it: values as text in plain decimal notation, null where there is none."""
        return {
            "rows": [_row(row) for row in self.rows],
            "benchmarks": [
                {"code": b.code, "name": b.name, "region": b.region, "year": b.year, "value": plain(b.value)}
                for b in self.benchmarks
            ],
            "bedragen": [
                {"code": b.code, "year": b.year, "kind": b.kind, "value": plain(b.value), "times": b.times}
                for b in self.bedragen
            ],
            "questions": _questions(sorted(self.questions)),
        }


def counted(number: int, one: str, more: str) -> str:
    """Return how many there are, in words: 1 vraag, 2 vragen."""
    return f"{number} {one if number == 1 else more}"


def letters(column: int) -> str:
    """Return the letters of a column of a sheet: 1 is A, 28 is AB."""
    written = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        written = chr(ord("A") + rest) + written
    return written


def plain(value: Decimal | None) -> str | None:
    """Return a value in plain decimal notation, with the decimals that were printed."""
    return None if value is None else f"{value:f}"


def _questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return the questions, those about years as one, at the first of its `cells`."""
    asked: list[dict[str, Any]] = []
    together: dict[str, list[dict[str, Any]]] = {}
    for q in questions:
        cell = {"line": q.place.line, "column": q.place.column, "text": q.text}
        if q.years and q.why in together:
            together[q.why].append(cell)
            continue
        asked.append({**cell, "why": q.why})
        if q.years:
            together[q.why] = [cell]
            asked[-1] |= {"text": ", ".join(map(str, q.years)), "cells": together[q.why]}
    return asked


def _row(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "code": row.code,
        "name": row.name,
        "parent": row.parent,
        "realisaties": [
            {
                "year": f.year,
                "value": plain(f.value),
                "unit": f.unit or (row.unit if f.value is not None else ""),
                "reason": str(f.reason),
                "note": f.note,
                **({"respondents": found.respondents} if found.respondents else {}),
            }
            for found in row.realisaties
            for f in [found.figure]
        ],
        "streefwaarden": [
            {
                "year": f.year,
                "value": plain(f.value),
                "lower": plain(f.lower),
                "upper": plain(f.upper),
                "strict": f.strict,
                "reason": str(f.reason),
                "note": f.note,
            }
            for f in (found.figure for found in row.streefwaarden)
        ],
        "bron": row.bron,
        "notes": row.notes,
    }


def answers(row: Row) -> Iterator[tuple[str, Figure]]:
    """Yield the figures of a row with what each is: realisatie or streefwaarde."""
    yield from (("realisatie", found.figure) for found in row.realisaties)
    yield from (("streefwaarde", found.figure) for found in row.streefwaarden)
