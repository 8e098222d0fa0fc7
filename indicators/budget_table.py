"""The effectindicatoren of a beleidsterrein as the budget prints them: figures and targets by year, with footnotes."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from indicators.choices import GeenCijfer, Stand
from indicators.explanation import target_in_words
from indicators.getallen import kort
from indicators.in_the_making import for_reader
from indicators.models import Effectindicator, IndicatorStatus, IndicatorVermelding, Reeks
from indicators.overview import Regel, overview
from programmes.models import Beleidsterrein, Doel

YEARS_BACK, YEARS_AHEAD = 3, 3  # the jaarstukken print Y-3 … Y, the begroting Y … Y+3


@dataclass(frozen=True)
class Inhoud:
    """What a cell says, in full: the numbers in the unit of their own reeks, when it was measured, where it is from."""

    reeks: Reeks
    value: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    measured_year: int | None = None
    document: str = ""


@dataclass(frozen=True)
class Cel:
    """One cell: what it says, or why it says nothing, and the numbers of its footnotes."""

    text: str
    missing: str = ""
    marks: tuple[int, ...] = ()
    provisional: bool = False
    inhoud: Inhoud | None = None  # for a download


@dataclass
class Rij:
    """One indicator: its line of this year, and a cell for every year."""

    regel: Regel
    realisaties: list[Cel]
    streefwaarden: list[Cel]
    marks: tuple[int, ...]


@dataclass
class Tabel:
    """The table: the years of its columns, its rows by doel, its footnotes by number."""

    measured_years: list[int]
    target_years: list[int]
    groups: dict[Doel, list[Rij]] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.measured_years) + len(self.target_years) + 3

    def mark(self, *notes: str) -> tuple[int, ...]:
        """Return the numbers of these footnotes; the same words get the same number."""
        numbers = []
        for note in filter(None, notes):
            if note not in self.footnotes:
                self.footnotes.append(note)
            numbers.append(self.footnotes.index(note) + 1)
        return tuple(numbers)


def budget_table(beleidsterrein: Beleidsterrein, year: int, reader: Any = None) -> Tabel:
    """Return the table for `year`: what was measured until then, what is aimed at from then on.

    `reader` is whoever looks; None is anybody.
    """
    of_terrein = Effectindicator.objects.filter(doel__beleidsterrein=beleidsterrein)
    indicators = for_reader(of_terrein, reader).with_tree().in_tree_order()
    tabel = Tabel(list(range(year - YEARS_BACK, year + 1)), list(range(year, year + YEARS_AHEAD + 1)))
    statuses = {(s.indicator_id, s.year): s for s in _statuses(indicators, tabel)}
    notes = _label_notes(indicators)
    for regel in overview(indicators, year):
        key = regel.indicator.pk
        rij = Rij(
            regel,
            marks=tabel.mark(notes.get(key, "")),
            realisaties=[_realisatie(tabel, regel, statuses.get((key, y))) for y in tabel.measured_years],
            streefwaarden=[_streefwaarde(tabel, regel, statuses.get((key, y))) for y in tabel.target_years],
        )
        tabel.groups.setdefault(regel.indicator.doel, []).append(rij)
    return tabel


def _statuses(indicators: QuerySet[Effectindicator], tabel: Tabel) -> QuerySet[IndicatorStatus]:
    """Return what the council is shown of these years."""
    return IndicatorStatus.objects.filter(
        indicator__in=indicators,
        stand=Stand.VASTGESTELD,
        year__range=(tabel.measured_years[0], tabel.target_years[-1]),
    ).prefetch_related("realisatie__reeks", "realisatie__document", "streefwaarde__reeks", "streefwaarde__document")


def _label_notes(indicators: QuerySet[Effectindicator]) -> dict[int, str]:
    """Return the footnote of each indicator in the last document that has one."""
    noted = (
        IndicatorVermelding.objects.filter(indicator__in=indicators, document__adopted=True)
        .exclude(note="")
        .select_related("document")
    )
    return {v.indicator_id: v.note for v in sorted(noted, key=lambda v: v.document.cycle_order)}


def _realisatie(tabel: Tabel, regel: Regel, status: IndicatorStatus | None) -> Cel:
    """Return the cell of a year's figure."""
    if status is None or status.realisatie is None:
        return Cel("", missing="niet ingevuld")
    figure = status.realisatie
    # A note may say in words what is kept from readers.
    note = "" if status.value_reason == GeenCijfer.TE_WEINIG else figure.note
    marks = tabel.mark(note, _other_unit(figure.reeks, regel.reeks))
    source = str(figure.document or "")
    inhoud = Inhoud(figure.reeks, status.value, measured_year=status.measured_year, document=source)
    if status.value is None:
        return Cel("", missing=GeenCijfer(status.value_reason).label, marks=marks, inhoud=inhoud)
    text = kort(status.value, figure.reeks.unit, figure.reeks.decimals)
    if figure.measured_elsewhen:
        text = f"{text} ({figure.measured_year})"
    return Cel(text, marks=marks, provisional=status.provisional, inhoud=inhoud)


def _streefwaarde(tabel: Tabel, regel: Regel, status: IndicatorStatus | None) -> Cel:
    """Return the cell of a year's target."""
    if status is None or status.streefwaarde is None:
        return Cel("", missing="niet gesteld")
    target = status.streefwaarde
    marks = tabel.mark(target.note, _other_unit(target.reeks, regel.reeks))
    text = target_in_words(status, target.reeks, kort)
    inhoud = Inhoud(target.reeks, status.target, status.lower, status.upper, document=str(target.document))
    return Cel(text, missing="" if text else GeenCijfer(status.target_reason).label, marks=marks, inhoud=inhoud)


def _other_unit(reeks: Reeks, shown: Reeks) -> str:
    """Return the footnote of a figure that was measured in another way than the row's."""
    return "" if reeks == shown else f"Anders gemeten, in {reeks.unit or 'een andere maat'}: niet te vergelijken."
