"""The figures of one row of a sheet: each cell in its column, or a question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.choices import TE_GEVEN
from indicators.imports.delivery import Found, Row, letters
from indicators.imports.published.headings import Column
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell
from indicators.imports.spreadsheet.columns import AIMS, FIGURES, OF_A_YEAR, VALUES, Indeling, Kolom, Kolomsoort
from indicators.imports.spreadsheet.doubts import as_percentage, in_thousands, may_be_fraction
from indicators.imports.spreadsheet.sheet import Blad, Cel, Soort
from indicators.notation import (
    Ambiguous,
    Figure,
    NotANumber,
    Reading,
    Refused,
    read_cell,
    read_number,
)
from indicators.notation.cells import unit_of
from indicators.notation.text import YEAR
from programmes.years import FIRST_YEAR, LAST_YEAR

_REASONS = {reason.label.casefold(): reason for reason in TE_GEVEN}
_NOTHING_YET = ("niet ingevuld", "niet gesteld")  # what our own downloads say where there is no row
_PEOPLE = re.compile(r"[0-9]{1,12}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}")  # there is no half respondent: 1.234 is 1234
MOST_PEOPLE = 2_147_483_647  # what the database holds
_POINT = re.compile(r"-?[0-9]+\.[0-9]+")


def looks_like_figure(cel: Cel | None) -> bool:
    """Whether a cell holds a figure, or something that was meant to be one."""
    if cel is None:
        return False
    if cel.soort != Soort.TEKST:
        return cel.soort != Soort.DATUM
    try:
        reading = read_cell(cel.text)
    except Ambiguous:
        return True
    except Refused:
        return cel.text[:1].isdigit() and len(cel.text) < 40
    return bool(reading.figures) and not reading.in_words


@dataclass(slots=True)
class Invuller:
    """Puts the figures of one row of a sheet in `row`, and asks about those that are not certain."""

    placer: Placer
    blad: Blad
    row: Row
    own: bool = False
    decimal_point: bool = False

    def fill(self, indeling: Indeling, cells: Mapping[int, Cel], number: int) -> None:
        """Place the figures of row `number`."""
        columns = indeling.columns
        if indeling.by_row:
            columns = self._of_one_year(indeling, cells, number)
        figures = [cells[c] for c, kolom in columns.items() if c in cells and kolom.soort in OF_A_YEAR]
        extra = self._extra(indeling, cells, number)
        percent = (extra.unit or self.row.unit) == "%" or any("%" in cel.text for cel in figures)
        doubted = not (self.own or self.blad.PUBLISHED)  # in a published text somebody wrote 0,41 as it is meant
        fractions = doubted and percent and any(map(may_be_fraction, figures))
        scaled = in_thousands(self.row, figures, self.placer) if doubted else ""
        certain: dict[int, Cel] = {}
        for column, kolom in columns.items():
            cel = cells.get(column)
            if cel is None or kolom.soort not in OF_A_YEAR:
                continue
            why = cel.doubt or (as_percentage(cel) if fractions else "")
            if why := why or (scaled if looks_like_figure(cel) and not _is_none(cel) else ""):
                self._ask(number, column, cel, why)
            else:
                certain[column] = cel
        bounds = {c for c in certain if columns[c].soort in (Kolomsoort.ONDERGRENS, Kolomsoort.BOVENGRENS)}
        plain = {c: cel for c, cel in certain.items() if c not in bounds}
        # What stands beside a text may say how it is meant: other texts, and no number that we wrote out ourselves.
        texts = [c for c, cel in plain.items() if cel.soort == Soort.TEKST]
        numbers = [c for c in plain if c not in texts]
        for group in (texts, numbers):
            written = [self._written(plain[c], number, c) for c in group]
            self._place([columns[c] for c in group], written, extra)
            for c in group:
                if plain[c].note:
                    self.row.note(f"Rij {number}, kolom {letters(c)}: {plain[c].note}")
        self._bounds(columns, {c: certain[c] for c in bounds}, number, extra, indeling, cells)
        if indeling.by_row:
            self._reason(indeling, columns, cells, number, extra)
        self._respondents(columns, cells, number)
        self.placer.settle_unit(self.row)
        for kept in (self.row.realisaties, self.row.streefwaarden):
            kept.sort(key=lambda found: found.place)

    def _ask(self, number: int, column: int, cel: Cel, why: str) -> None:
        self.placer.out.ask(self.blad.place(number, column), cel.text, why)

    def _written(self, cel: Cel, number: int, column: int) -> Cell:
        """Return a cell as text, with its place."""
        text = cel.text
        if self.decimal_point and _POINT.fullmatch(text):
            text = text.replace(".", ",")
        return Cell(text, self.blad.place(number, column))

    def _place(self, kolommen: Sequence[Kolom], cells: Sequence[Cell], extra: "Bijzonderheden") -> None:
        """Put figures in their columns, with what the row says of them."""
        before = [*self.row.realisaties, *self.row.streefwaarden]
        new: list[tuple[Column, Cell, Reading | Exception]] = []
        for kolom, cell, reading in zip(kolommen, cells, self.placer.read(cells, self.row), strict=True):
            if earlier := self._earlier(kolom, reading) if extra.by_row else None:
                why = f"Voor {earlier.figure.year} staat ook een {kolom.soort} in {earlier.place.row}."
                self.placer.out.ask(cell.place, cell.text, why)
            else:
                new.append((Column(str(kolom.soort), kolom.year, kolom.region, kolom.text), cell, reading))
        if self.blad.PUBLISHED and new:
            self.placer.place_read(self.row, *zip(*new, strict=True))
        else:
            for column, cell, reading in new:
                self.placer.place_one(self.row, column, cell, reading)
        for kept in (self.row.realisaties, self.row.streefwaarden):
            kept[:] = [found if any(found is one for one in before) else extra.of(found) for found in kept]

    def _earlier(self, kolom: Kolom, reading: Reading | Exception) -> Found | None:
        """Return the figure of the same kind and year that a row above holds."""
        if kolom.soort not in AIMS or not kolom.year or not isinstance(reading, Reading):
            return None
        kept = self.row.realisaties if kolom.soort == Kolomsoort.REALISATIE else self.row.streefwaarden
        years = [figure.year or kolom.year for figure in reading.figures]
        return next((found for found in kept if found.figure.year in years), None)

    def _bounds(
        self,
        columns: Mapping[int, Kolom],
        bounds: Mapping[int, Cel],
        number: int,
        extra: "Bijzonderheden",
        indeling: Indeling,
        cells: Mapping[int, Cel],
    ) -> None:
        """Make one streefwaarde of the bounds of a year."""
        for year in sorted({columns[c].year or 0 for c in bounds}):
            found = {columns[c].soort: c for c in bounds if columns[c].year == year}
            values = {}
            for soort, column in found.items():
                try:
                    values[soort] = read_number(self._written(bounds[column], number, column).text, self.row.unit)
                except (Ambiguous, NotANumber) as error:
                    self._ask(number, column, bounds[column], str(error))
            if len(values) < len(found):
                continue
            lower, upper = values.get(Kolomsoort.ONDERGRENS), values.get(Kolomsoort.BOVENGRENS)
            first = min(found.values())
            text = " en ".join(f"{soort.label} {bounds[column].text}" for soort, column in sorted(found.items()))
            if lower is not None and upper is not None and lower > upper:
                self._ask(number, first, bounds[first], "De ondergrens ligt boven de bovengrens.")
                continue
            words = _text(indeling, cells, Kolomsoort.WOORDEN).casefold()
            strict = words.startswith(("meer dan", "minder dan")) or (" tot " in words and " tot en met " not in words)
            if any(f.figure.year == year for f in self.row.streefwaarden):
                self._ask(
                    number, first, bounds[first], f"Voor {year} staat in deze rij ook een streefwaarde zonder grens."
                )
                continue
            figure = Figure(lower=lower, upper=upper, strict=strict, year=year)
            self.row.streefwaarden.append(extra.of(Found(figure, self.blad.place(number, first), text)))

    def _respondents(self, columns: Mapping[int, Kolom], cells: Mapping[int, Cel], number: int) -> None:
        """Say of each realisatie in this row how many people it is about."""
        places = {self.blad.place(number, column) for column in cells}
        for column, kolom in columns.items():
            cel = cells.get(column)
            if cel is None or kolom.soort != Kolomsoort.RESPONDENTEN or _is_none(cel):
                continue
            count = int(cel.text.replace(".", "")) if _PEOPLE.fullmatch(cel.text) and not cel.doubt else 0
            if not 0 < count <= MOST_PEOPLE:
                self._ask(number, column, cel, cel.doubt or "Dit is geen aantal respondenten: een heel getal vanaf 1.")
                continue
            kept = self.row.realisaties
            about = [n for n, f in enumerate(kept) if f.figure.year == kolom.year and f.place in places]
            for index in about:
                kept[index] = replace(kept[index], respondents=count)
            if not about:
                why = (
                    f"Hier staan respondenten, maar een realisatie over {kolom.year} is in deze rij niet gelezen. Typ "
                    f"die met het aantal erbij, zo: realisatie {kolom.year}: 12,5 ({count} respondenten)"
                )
                self._ask(number, column, cel, why)

    # --- Where each row holds one year

    def _of_one_year(self, indeling: Indeling, cells: Mapping[int, Cel], number: int) -> dict[int, Kolom]:
        """Return the columns of figures with the year, and the kind, that this row says."""
        figures = [c for c in indeling.all(*FIGURES) if c in cells]
        column = indeling.find(Kolomsoort.JAAR) or 0
        text = cells[column].text if column in cells else ""
        if not re.fullmatch(YEAR, text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
            for c in figures:
                if looks_like_figure(cells[c]):
                    self._ask(
                        number, c, cells[c], "Van welk jaar is dit cijfer? In de kolom met jaren staat geen jaartal."
                    )
            return {}
        columns = {}
        for c in indeling.all(*FIGURES, Kolomsoort.REDEN):
            kolom = indeling.columns[c]
            soort = kolom.soort
            if soort in (Kolomsoort.WAARDE, Kolomsoort.REDEN):
                said = _text(indeling, cells, Kolomsoort.SOORT).casefold()
                if soort == Kolomsoort.WAARDE and said not in ("realisatie", "streefwaarde"):
                    if c in cells:
                        self._ask(number, c, cells[c], "Is dit een realisatie of een streefwaarde?")
                    continue
                soort = Kolomsoort(said) if soort == Kolomsoort.WAARDE else soort
            columns[c] = replace(kolom, soort=soort, year=kolom.year or int(text))
        return columns

    def _extra(self, indeling: Indeling, cells: Mapping[int, Cel], number: int) -> "Bijzonderheden":
        """Return what the row says of its figure."""
        if not indeling.by_row:
            return Bijzonderheden()
        measured = _text(indeling, cells, Kolomsoort.MEETJAAR)
        year = _text(indeling, cells, Kolomsoort.JAAR)
        provisional = _text(indeling, cells, Kolomsoort.VOORLOPIG).casefold() in ("ja", "j", "x", "waar", "voorlopig")
        other = int(measured) if re.fullmatch(YEAR, measured) and measured != year else None
        unit = unit_of(_text(indeling, cells, Kolomsoort.EENHEID))
        unit = "" if self.own or unit == self.row.unit else unit  # ours say of every reeks its own
        return Bijzonderheden(provisional, other, _text(indeling, cells, Kolomsoort.VOETNOOT), unit, by_row=True)

    def _reason(
        self,
        indeling: Indeling,
        columns: Mapping[int, Kolom],
        cells: Mapping[int, Cel],
        number: int,
        extra: "Bijzonderheden",
    ) -> None:
        """Keep the reason of a row without a value."""
        column = indeling.find(Kolomsoort.REDEN) or 0
        if column not in cells or column not in columns or any(c in cells for c in indeling.all(*VALUES)):
            return
        text, said = cells[column].text, _text(indeling, cells, Kolomsoort.SOORT).casefold()
        if text.casefold() in _NOTHING_YET:
            return
        reason = _REASONS.get(text.casefold())
        if reason is None or said not in ("realisatie", "streefwaarde"):
            self._ask(number, column, cells[column], "Waarom is er geen cijfer? Deze reden is niet bekend.")
            return
        kept = self.row.realisaties if said == "realisatie" else self.row.streefwaarden
        figure = Figure(reason=reason, year=columns[column].year)
        kept.append(extra.of(Found(figure, self.blad.place(number, column), text)))


@dataclass(frozen=True, slots=True)
class Bijzonderheden:
    """What a row of one figure says of it beside its value."""

    provisional: bool = False
    measured_year: int | None = None
    note: str = ""
    unit: str = ""  # where it is another than that of the indicator
    by_row: bool = False

    def of(self, found: Found) -> Found:
        """Return a figure with this said of it."""
        if not (self.note or self.provisional or self.measured_year or self.unit):
            return found
        figure = found.figure
        if self.unit and not figure.unit and not figure.reason:
            figure = replace(figure, unit=self.unit)
        if self.note:
            figure = replace(figure, note="; ".join(filter(None, (figure.note, self.note))))
        return replace(found, figure=figure, provisional=self.provisional, measured_year=self.measured_year)


def _text(indeling: Indeling, cells: Mapping[int, Cel], soort: Kolomsoort) -> str:
    column = indeling.find(soort)
    cel = cells.get(column) if column else None
    return cel.text if cel else ""


def _is_none(cel: Cel) -> bool:
    """Whether a cell says that there is no number: a dash, n.v.t."""
    try:
        reading = read_cell(cel.text)
    except (Ambiguous, Refused):
        return False
    return bool(reading.figures) and all(figure.reason for figure in reading.figures) and not reading.in_words
