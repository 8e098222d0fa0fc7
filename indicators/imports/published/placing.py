"""Puts the cells of one row in the columns of its table: only where no other reading is possible."""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from indicators.choices import GeenCijfer
from indicators.imports.delivery import Benchmark, Delivery, Found, Place, Row, answers
from indicators.imports.published import thousands
from indicators.imports.published.beside_others import as_measured, beside_others
from indicators.imports.published.cell_doubts import doubts_of_cells
from indicators.imports.published.document import ALONE, UNKNOWN, Scope, in_thousands
from indicators.imports.published.fitting import misplaced
from indicators.imports.published.footnotes import Footnotes, GluedMarks
from indicators.imports.published.headings import Column
from indicators.imports.published.regions import OWN
from indicators.imports.published.row_doubts import doubt_of_row
from indicators.imports.published.row_years import kind_in_year, with_own_years, year_of_row
from indicators.imports.published.scales import scale_of, without_euros
from indicators.imports.published.source import MOST_ROWS, TOO_MANY_ROWS, Cell, Unreadable
from indicators.notation import Ambiguous, Figure, Reading, Refused, read_cell
from indicators.notation.cells import unit_of
from indicators.notation.text import YEAR, without_marks

# % 16 t/m 22 jarigen 3% 2018; Bezoekers 1.3000.000
_SWALLOWED = re.compile(rf"[0-9]% {YEAR}(?![0-9])| [0-9]+(?:\.[0-9]+){{2,}}$")
_QUOTES = re.compile(rf"[0-9]%? ?\({YEAR}\)")
QUOTED = "Andere cijfers onder deze kop zijn van het jaar dat erbij staat; het is niet zeker van welk jaar dit is."
ANOTHER_ROW = "In de naam of de eenheid van deze rij staat een cijfer met een jaar; het kan van een andere rij zijn."
TWO = "Voor {year} staan in deze rij twee verschillende cijfers."
TO_COME = "Toen dit document geschreven werd, was van {year} nog niets gemeten."
_INNER_MARK = re.compile(r"(?<=\w)(\*{1,4})(?= \()")  # GMSD*** (wsjg - BBV)
_AHEAD = re.compile(r"^(?:[•▪‣] ?)?(?:(?:effect|prestatie)?-?indicator: )?", re.IGNORECASE)
_GLUED_MARK = re.compile(r"(?:(?<=[a-z]{5})|(?<=[a-z]{4}\)))([1-9])$")


@dataclass(slots=True)
class Placer:
    """Places rows in `out`, and asks there what is not certain."""

    out: Delivery
    footnotes: Footnotes
    scope: Scope = UNKNOWN  # the years of the document
    in_thousands: bool = False  # whether amounts in this table stand in thousands, or millions
    marks: GluedMarks = field(default_factory=GluedMarks)
    quotes: bool = False  # whether cells of this table say their own year
    points: bool = False  # whether this table writes its thousands with a point for certain
    page_points: bool = False  # whether the whole page does, and nowhere a decimal point
    commas: bool = False  # whether the decimals of this table have a comma for certain
    page_commas: bool = False  # whether those of the whole page do
    tell: Callable[[Place], None] = lambda place: None  # hears of every row where it stands
    swallowed: set[Place] = field(default_factory=set)  # rows that may hold the figures of others in their name or unit
    compared: dict[tuple[Place, str, int], tuple[Benchmark, Cell]] = field(default_factory=dict)  # per row
    described: set[Place] = field(default_factory=set)  # names that are sentences, below a head that asks for those

    def enter(self, above: Iterable[str], body: Iterable[str]) -> None:
        """Begin a table: what stands above its figures, and its cells, say how its numbers are written."""
        texts, cells = list(above), list(body)
        self.in_thousands = in_thousands(texts)
        self.points = self.page_points or thousands.is_counted(texts) or thousands.in_table(cells)
        self.commas = self.page_commas or thousands.writes_commas(cells)
        self.quotes = any(map(_QUOTES.search, cells))

    def new_row(self, code: str, text: Cell, parent: str, *, unit: str = "") -> Row:
        """Add an effectindicator; marks on its name become notes."""
        if len(self.out.rows) >= MOST_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        self.tell(text.place)
        name, marks = without_marks(_AHEAD.sub("", text.text, count=1))
        if glued := _GLUED_MARK.search(name):
            name, marks = name[: glued.start()], (*marks, glued[1])
        row = Row("effectindicator", code, name, parent, text.place)
        row.unit = "%" if unit.startswith("%") else unit_of(" ".join(unit.split()))
        for mark in marks:
            row.note(self.footnotes.of(mark, text.place))
        if _SWALLOWED.search(f"{unit} {text.text}"):
            self.swallowed.add(text.place)
        if code and (doel := code.partition(".")[0]) != parent:
            row.note(f"Staat onder doel {parent}; de code hoort bij {doel}.")
        self.out.add(row)
        return row

    def set_bron(self, row: Row, cells: Sequence[Cell]) -> None:
        """Set the bron; marks on it become notes."""
        bron, marks = without_marks(" ".join(word for cell in cells for word in cell.text.split()))
        marks = (*marks, *_INNER_MARK.findall(bron))
        bron = _INNER_MARK.sub("", bron)
        row.bron = bron
        for mark in marks:
            row.note(self.footnotes.of(mark, cells[0].place))

    def read(self, cells: Sequence[Cell], row: Row) -> list[Reading | Exception]:
        """Read the cells of one row; what stands beside a number may say that its point is one of thousands."""
        words = f"{row.name} {row.unit}"
        texts = thousands.without_spaces([cell.text for cell in cells])
        settled = thousands.in_row(texts, words)
        settled = settled or self.commas or (self.points and not thousands.may_be_fraction(words))
        readings: list[Reading | Exception] = []
        for cell, text in zip(cells, texts, strict=True):
            try:
                thousands.refuse_comma(text, words, texts)
                thousands.refuse_mark(text, texts)
                reading = beside_others(text, settled) or read_cell(text, thousands=settled)
                readings.append(reading if text == cell.text else replace(reading, by_choice=True))
            except (Ambiguous, Refused) as error:
                readings.append(error)
        return readings

    def place(self, row: Row, columns: Sequence[Column], cells: Sequence[Cell], *, region: str = "") -> None:
        """Put each cell in its column; with a region they are those of a benchmark."""
        self.place_read(row, columns, cells, self.read(cells, row), region=region)

    def place_read(
        self,
        row: Row,
        columns: Sequence[Column],
        cells: Sequence[Cell],
        readings: Sequence[Reading | Exception],
        *,
        region: str = "",
    ) -> None:
        """Put each cell that was read in its column; each time a row says its year that is of those up to the next."""
        columns = with_own_years(columns, readings, self.scope)
        starts = [place for place, column in enumerate(columns) if column.kind == "jaar"]
        for begin, end in itertools.pairwise([0, *starts[1:], len(columns)]):
            part = slice(begin, end)
            self._place_part(row, columns[part], cells[part], readings[part], region)
        self.settle_unit(row)

    def _place_part(
        self,
        row: Row,
        columns: Sequence[Column],
        cells: Sequence[Cell],
        readings: Sequence[Reading | Exception],
        region: str,
    ) -> None:
        """Put the cells of one year that a row says in their columns."""
        why = doubt_of_row(row, columns, cells, readings, in_thousands=self.in_thousands)
        why = why or (ANOTHER_ROW if row.place in self.swallowed else "")
        if why and any(map(_has_value, readings)):
            self.out.ask(cells[0].place, " · ".join(cell.text for cell in cells), why)
            return
        scale = scale_of(f"{row.name} {row.unit}")
        if scale:
            row.unit = row.unit if scale_of(row.unit) else scale
            readings = without_euros(readings)
        year, strange = year_of_row(columns, cells)
        compared = any(c.kind == "benchmark" and _has_value(r) for c, r in zip(columns, readings, strict=True))
        doubts = doubts_of_cells(columns, cells, readings, self.marks)
        for named, cell, reading, doubt in zip(columns, cells, readings, doubts, strict=True):
            column = as_measured(named, reading, self.scope)
            if column.kind in ("jaar", "verschil"):
                if strange and column.kind == "jaar":
                    self.out.ask(cell.place, cell.text, strange)
            elif doubt or (self.quotes and _is_undated(named, reading)):
                self.out.ask(cell.place, cell.text, doubt or QUOTED)
            elif region:
                # What others aim at is nobody's streefwaarde here.
                if column.kind == "realisatie":
                    self.place_one(row, replace(column, kind="benchmark", region=region), cell, reading)
            elif year and column.kind in ("waarde", "realisatie") and column.year is None:
                kind = kind_in_year(row, column, columns, year, self.scope, compared=compared)
                self.place_one(row, replace(column, kind=kind, year=year), cell, reading)
            elif year and column.kind == "benchmark" and column.year is None:
                self.place_one(row, replace(column, year=year), cell, reading)
            elif year and column.kind in ("realisatie", "waarde") and (column.year or 0) > year and _has_value(reading):
                why = f"De laatste meting is van {year}; het is niet zeker van welk jaar dit cijfer is."
                self.out.ask(cell.place, cell.text, why)
            else:
                kind = "realisatie" if column.kind == "waarde" else column.kind
                self.place_one(row, replace(column, kind=kind), cell, reading)

    def place_one(self, row: Row, column: Column, cell: Cell, reading: Reading | Exception) -> None:
        """Put one cell in its column, or ask."""
        if isinstance(reading, Exception):
            self.out.ask(cell.place, cell.text, _why(reading))
            return
        if column.kind == "onduidelijk":
            if any(not figure.reason for figure in reading.figures):
                why = f"Het is niet duidelijk wat de kolom '{column.text}' bevat."
                found = _of_some_kind(column, reading, cell)
                years = (column.year,) if found and column.year and ALONE.fullmatch(column.text) else ()
                self.out.ask(cell.place, cell.text, why, of=row.code or row.name, found=found, years=years)
            return
        doubt = next(
            (
                why
                for figure in reading.figures
                if (why := misplaced(column, figure, self.scope.planned or self.scope.measured))
            ),
            "",
        )
        if doubt:
            self.out.ask(cell.place, cell.text, doubt)
            return
        note = self._note(reading, cell)
        for figure in reading.figures:
            noted = replace(figure, note="; ".join(filter(None, (figure.note, note)))) if note else figure
            self._add(row, column, noted, cell)
        if reading.benchmark and (year := reading.figures[0].year or column.year):
            self._add_benchmark(
                row, Benchmark(row.code, reading.benchmark[0], year, reading.benchmark[1], row.name), cell
            )
        if reading.by_choice:
            sign = "een spatie" if " " in cell.text.strip("€ ") else "een punt"
            row.note(f"'{cell.text}' is gelezen met {sign} voor duizendtallen.")
        if reading.by_point:
            row.note(f"'{cell.text}' is met een decimale punt geschreven.")

    def settle_unit(self, row: Row) -> None:
        """Give the figures without a unit that of the row, and say when they differ."""
        printed = {figure.unit for _, figure in answers(row) if figure.unit}
        if not row.unit and row.name.lower().startswith(("percentage", "% ", "het percentage")):
            row.unit = "%"
        if not row.unit and len(printed) == 1:
            (row.unit,) = printed
        elif row.unit and printed - {row.unit}:
            units = ", ".join(sorted(printed - {row.unit}))
            row.note(f"De eenheid bij een cijfer ({units}) is een andere dan die van de rij ({row.unit}).")
        values = [figure for _, figure in answers(row) if figure.value is not None]
        if any(f.unit == "%" for f in values) and any(not f.unit for f in values):
            row.note("Niet bij elk cijfer van deze rij staat een procentteken.")

    def _note(self, reading: Reading, cell: Cell) -> str:
        """Return what the marks on a figure refer to; how it was printed when they refer to nothing."""
        notes = [self.footnotes.of(mark, cell.place) or f"Gedrukt als '{cell.text}'." for mark in reading.marks]
        return "; ".join(dict.fromkeys(notes))

    def _add(self, row: Row, column: Column, figure: Figure, cell: Cell) -> None:
        """Add a figure of which kind and year are certain."""
        if figure.reason == GeenCijfer.NULMETING_VOLGT and column.kind == "streefwaarde":
            figure = replace(figure, year=column.year)
        year = figure.year or column.year
        if year is None:
            row.note(f"Zonder jaar gedrukt: '{cell.text}'." if cell.text not in ("-", "–") else "")
            return
        figure = replace(figure, year=year)
        if column.kind != "streefwaarde" and figure.value is not None and self.scope.is_to_come(year):
            self.out.ask(cell.place, cell.text, TO_COME.format(year=year))
            return
        if column.kind == "benchmark":
            if figure.value is not None:
                self._add_benchmark(row, Benchmark(row.code, column.region, year, figure.value, row.name), cell)
            return
        kept = row.realisaties if column.kind == "realisatie" else row.streefwaarden
        known = next((found for found in kept if found.figure.year == year), None)
        if (column.kind, year) in row.refused:
            self.out.ask(cell.place, cell.text, TWO.format(year=year))
        elif known is None:
            kept.append(Found(figure, cell.place, cell.text))
        elif ((same := known.figure).value, same.lower, same.upper, same.reason) != (
            figure.value,
            figure.lower,
            figure.upper,
            figure.reason,
        ):
            kept.remove(known)
            row.refused.add((column.kind, year))
            self.out.ask(known.place, known.text, TWO.format(year=year))
            self.out.ask(cell.place, cell.text, TWO.format(year=year))

    def _add_benchmark(self, row: Row, other: Benchmark, cell: Cell) -> None:
        """Add what others scored, once; where the row has another figure of theirs for that year, both are asked."""
        known, at = self.compared.setdefault((row.place, other.region, other.year), (other, cell))
        if known is other:
            self.out.benchmarks.append(other)
        elif known.value != other.value:
            # Of the same row, so that it is near the end; where it was asked before it is gone.
            others = self.out.benchmarks
            last = next((index for index in range(len(others) - 1, -1, -1) if others[index] is known), -1)
            self.out.benchmarks = others if last < 0 else [*others[:last], *others[last + 1 :]]
            for each in (at, cell):
                self.out.ask(each.place, each.text, TWO.format(year=other.year))


def _has_value(reading: Reading | Exception) -> bool:
    return isinstance(reading, Exception) or any(not figure.reason for figure in reading.figures)


def _is_undated(column: Column, reading: Reading | Exception) -> bool:
    """Whether a figure without a year stands in a column of what a document of the municipality tells."""
    own = column.region == OWN and column.kind in ("streefwaarde", "realisatie")
    return own and isinstance(reading, Reading) and any(f.value is not None and not f.year for f in reading.figures)


def _of_some_kind(column: Column, reading: Reading, cell: Cell) -> Found | None:
    """Return the figure of a cell of which the year is certain, and not whether it was measured or aimed at."""
    (figure, *more) = reading.figures
    certain = column.year and not (more or figure.is_target or reading.benchmark)
    if not certain or figure.year not in (None, column.year):
        return None
    words = ("Gelezen met een punt voor duizendtallen.",) if reading.by_choice else ()
    note = "; ".join(filter(None, (figure.note, *words)))
    return Found(replace(figure, year=column.year, note=note), cell.place, cell.text)


def _why(error: Exception) -> str:
    if isinstance(error, Ambiguous):
        thousands, decimal = (f"{candidate:f}".replace(".", ",") for candidate in error.candidates)
        return f"Dit kan {thousands} of {decimal} zijn."
    return str(error)
