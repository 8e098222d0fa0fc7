"""What every kind of spreadsheet is turned into: sheets of cells, each with what a person sees in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from enum import Enum
from typing import ClassVar

from indicators.imports.delivery import Place
from indicators.imports.spreadsheet.formats import Opmaak
from indicators.notation import write_number
from indicators.notation.cells import MOST_DECIMALS
from indicators.notation.text import clean

LARGEST = 10_000_000  # bytes of a file
MOST_CELLS = 100_000  # filled ones, in all sheets: the budget of a large city has a fifth of it
MOST_MERGED = 20_000  # cells of one sheet that reach over others
MOST_ROWS = 1_048_576  # what Excel itself has
WIDEST = 256  # columns with something in them
LONGEST_TEXT = 10_000  # characters of one cell
SIGNIFICANT = Context(prec=15)  # what a binary number holds for certain, and what Excel shows of it

TOO_MANY = (
    f"Dit bestand heeft meer dan {MOST_CELLS // 1000}.000 gevulde cellen; "
    "tot werkblad '{sheet}', rij {row} is gelezen. Bewaar alleen de werkbladen met de tabellen."
)
TOO_WIDE = "Werkblad '{sheet}' is breder dan {count} kolommen, in rij {row}. Bewaar alleen de tabel."
FORMULA = (
    "Deze cel heeft een formule waarvan de uitkomst niet bewaard is. Open het bestand in Excel of LibreOffice, "
    "bewaar het daar en laad het opnieuw."
)
_ERRORS = {
    "#N/A": "#N/B",
    "#DIV/0!": "#DEEL/0!",
    "#VALUE!": "#WAARDE!",
    "#REF!": "#VERW!",
    "#NAME?": "#NAAM?",
    "#NUM!": "#GETAL!",
    "#NULL!": "#LEEG!",
}
ERRORS = frozenset([*_ERRORS, *_ERRORS.values()])


class Soort(Enum):
    """What a cell holds."""

    TEKST = "tekst"
    GETAL = "getal"
    DATUM = "datum"
    ANDERS = "anders"


@dataclass(frozen=True, slots=True)
class Cel:
    """One filled cell: its text as somebody would type what is seen there.

    `doubt` says why it is no certain figure; `note` what somebody who only sees the sheet does not know.
    """

    text: str
    soort: Soort = Soort.TEKST
    doubt: str = ""
    note: str = ""
    marked: bool = False  # a number whose format says its unit, so that 0,41% is not 41%


@dataclass(frozen=True, slots=True)
class Samengevoegd:
    """A cell that reaches over more rows or columns."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Blad:
    """One sheet: its filled cells by row and column, from 1; what is hidden in it; its merged cells.

    A table of a published source is one too: `Teksttabel`.
    """

    NOUN: ClassVar[str] = "werkblad"
    PUBLISHED: ClassVar[bool] = False  # read with the doubts of published text: figures that end in a footnote, amounts

    name: str
    rows: dict[int, dict[int, Cel]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Samengevoegd] = field(default_factory=list)
    lengths: dict[int, int] = field(default_factory=dict)  # how many cells a line has, empty ones too; of a CSV alone

    def put(self, row: int, column: int, cel: Cel | None) -> None:
        """Keep a filled cell."""
        if cel is not None and cel.text:
            self.rows.setdefault(row, {})[column] = cel

    @property
    def title(self) -> str:
        """What it is called in a sentence."""
        return f"Werkblad '{self.name}'"

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(row, column, self.name)

    def holds(self, place: Place) -> bool:
        """Whether something stands in it."""
        return place.sheet == self.name

    def label(self, row: int) -> int:
        """Return the number by which a person finds a row."""
        return row

    def reaching(self, first: int, last: int) -> Iterable[Samengevoegd]:
        """Return the merged cells that reach into these rows."""
        return [span for span in self.merged if span.top <= last and span.bottom >= first]

    def beside(self, texts: Iterable[str]) -> tuple[str, bool]:
        """Return what else than its texts makes a heading the same again, and whether it never is in another source."""
        return "", False

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the rows that hold something, in order."""
        yield from sorted(self.rows)


@dataclass(slots=True)
class Werkboek:
    """A file: its sheets, and what somebody should know of how it was read."""

    sheets: list[Blad] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    decimal_point: bool = False  # our own international form writes 1.234 for 1,234


def text_cell(text: str) -> Cel | None:
    """Return a cell of text; nothing for an empty one."""
    bare = clean(text[:LONGEST_TEXT])
    if not bare:
        return None
    return error_cell(bare) if bare in ERRORS else Cel(bare)


def error_cell(error: str) -> Cel:
    """Return a cell in which a formula went wrong."""
    shown = _ERRORS.get(error, error)
    return Cel(shown, Soort.ANDERS, f"In deze cel staat een foutmelding van de spreadsheet ({shown}).")


def formula_cell(text: str = "") -> Cel:
    """Return a cell whose formula has no outcome that can be trusted."""
    return Cel(text or "=…", Soort.ANDERS, FORMULA)


def truth_cell(truth: bool) -> Cel:
    """Return a cell that says true or false."""
    return Cel("WAAR" if truth else "ONWAAR", Soort.ANDERS, "Hier staat WAAR of ONWAAR, en geen cijfer.")


def number_cell(value: int | float | Decimal, opmaak: Opmaak) -> Cel:
    """Return a cell with a number, read by its 15 significant digits and by the format that says how it is shown."""
    if not Decimal(value).is_finite():
        return Cel(str(value), Soort.ANDERS, "Dit is geen getal.")
    stored = Decimal(f"{value:.15g}") if isinstance(value, float) else SIGNIFICANT.plus(Decimal(value))
    number = stored * 100 if opmaak.percent else stored
    text = opmaak.around(write_number(number))
    if opmaak.doubt:
        return Cel(text, Soort.GETAL, opmaak.doubt)
    shown = opmaak.shown(number)
    exponent = int(number.normalize().as_tuple().exponent)
    if -exponent > MOST_DECIMALS:
        seen = f" De cel toont {opmaak.around(write_number(shown))}." if shown is not None and shown != number else ""
        why = f"Dit getal heeft meer dan {MOST_DECIMALS} decimalen.{seen} Rond het in het bestand af."
        return Cel(text, Soort.GETAL, why)
    note = ""
    if shown is not None and shown != number:
        note = f"De cel toont {opmaak.around(write_number(shown))}; bewaard en gelezen is {text}."
    return Cel(text, Soort.GETAL, note=note, marked=opmaak.has_unit)


def moment_cell(moment: datetime | date | time | timedelta, number_format: str = "") -> Cel:
    """Return a cell with a date or time; one that is shown as a year alone is that year."""
    if isinstance(moment, date) and number_format and set(number_format.lower()) <= set("yj"):
        return Cel(str(moment.year), Soort.GETAL)
    if isinstance(moment, date):
        text = f"{moment.day}-{moment.month}-{moment.year}"
        return Cel(text, Soort.DATUM, "Hier staat een datum, en geen cijfer.")
    return Cel(str(moment), Soort.DATUM, "Hier staat een tijd, en geen cijfer.")
