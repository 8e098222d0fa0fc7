"""The table itself: which cells there are and what stands in them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from indicators.choices import OPEN_STATES, Staat, Stand
from indicators.compiled import rows
from indicators.dossier import Cijfer
from indicators.entry import token
from indicators.explanation import Uitleg, jump_question
from indicators.getallen import NO_UNIT
from indicators.grid.typed import Getypt, shown_of
from indicators.inputs import Uitkomst, figures_of
from indicators.jump import Sprong, sprong
from indicators.models import Effectindicator, Realisatie, Reeks
from indicators.models.owners import officers
from indicators.overview import Regel, latest_reported_year, overview
from programmes.choices import DocumentKind, Stap, Stoplicht
from programmes.models import Beleidsterrein, Document

MOST_YEARS = 5  # columns: what fits a screen, and with every cell open what a form may post


@dataclass
class Cel:
    """One indicator in one year: its newest figure, and what somebody typed over it."""

    reeks: Reeks
    year: int
    figure: Realisatie | None
    earlier: Sequence[tuple[int, Decimal]]  # the measured years of this reeks before this one
    is_open: bool
    typed: Getypt | None = None
    complaints: list[str] = field(default_factory=list)
    candidates: list[tuple[str, str]] = field(default_factory=list)  # of a number that can be read in two ways
    conflict: Realisatie | None = None  # what a colleague entered meanwhile
    outcome: Uitkomst | None = None  # what the rule says of what was typed
    uitleg: Uitleg | None = None
    said: str = ""  # what happened to it just now, for those who hear the page
    asks_jump: bool = False  # handing in waits for a yes
    regel: Regel | None = None  # of the last year: its stored light
    is_posted: bool = False  # the form that was sent had it
    versions: Sequence[Cijfer] | None = None  # all figures of the indicator until this year, where they were read

    @property
    def name(self) -> str:
        """What its fields are called by, in front."""
        return cell_name(self.reeks.pk, self.year)

    @cached_property
    def label(self) -> str:
        """What it is, for those who hear the table."""
        return f"{self.reeks.indicator}, {self.year}"

    @property
    def unit_shown(self) -> str:
        """The unit, where a figure is written with one: a score has none to say."""
        return "" if self.reeks.unit.startswith(NO_UNIT) else self.reeks.unit

    @cached_property
    def shown(self) -> Getypt:
        """What the fields say: what was typed, or else the figure as an officer would have typed it."""
        return self.typed or shown_of(self.figure)

    @property
    def seal(self) -> str:
        """What the form carries of what was there when somebody began to type."""
        return self.typed.seal if self.typed else shown_of(self.figure).seal

    @property
    def conflict_token(self) -> str:
        """What "mine" is answered with once the other figure was seen."""
        return token(self.conflict)

    @property
    def is_correction(self) -> bool:
        """Whether an adopted figure would be changed: then it asks why."""
        return self.figure is not None and (self.figure.state not in OPEN_STATES or self.figure.version > 1)

    @property
    def is_returned(self) -> bool:
        """Whether the controller gave it back."""
        return bool(self.figure and self.figure.return_reason)

    @property
    def opens(self) -> bool:
        """Whether the fields below the value are shown unfolded: somebody has to look at them."""
        return bool(self.typed and self.complaints)

    def jump(self, value: Decimal | None) -> Sprong | None:
        """Return the jump that `value` would make after the earlier figures."""
        return None if value is None else sprong(value, self.earlier, self.reeks.decimals)

    @cached_property
    def question(self) -> str:
        """The question whether the figure is right when it jumps; nothing when it does not."""
        value = self.typed.value if self.typed else self.figure.value if self.figure else None
        jump = self.jump(value)
        return jump_question(jump, self.reeks) if jump else ""

    @property
    def aloud(self) -> str:
        """What came of it in a few words, for those who hear the page."""
        words = [*self.complaints[:1]]
        if self.outcome and not self.complaints:
            words.append(Stoplicht(self.outcome.stoplicht).label)
            words.append(self.question)
        said = [word for word in (self.reeks.indicator.code, *words, self.said) if word]
        return " ".join(word if word.endswith((".", "?")) else f"{word}." for word in said)


def cell_name(reeks: int, year: int) -> str:
    """Return the name of a cell: what its fields are called by."""
    return f"c{reeks}-{year}"


@dataclass
class Rij:
    """One indicator: its light of the last year, and a cell for each year (None: it was not measured yet)."""

    regel: Regel
    cells: list[Cel | None]

    @property
    def indicator(self) -> Effectindicator:
        """The indicator."""
        return self.regel.indicator


@dataclass
class Tabel:
    """The rows of one officer, in the order of the tree."""

    rows: list[Rij]
    years: range

    @property
    def groups(self) -> list[tuple[Beleidsterrein, list[Rij]]]:
        """The rows by beleidsterrein."""
        return [(terrein, list(rows)) for terrein, rows in groupby(self.rows, lambda row: row.regel.beleidsterrein)]

    @property
    def open_cells(self) -> Iterator[Cel]:
        """The cells that can be typed in, row by row."""
        return (cell for row in self.rows for cell in row.cells if cell and cell.is_open)

    @property
    def wrong(self) -> list[Cel]:
        """The cells that were typed in and could not be saved or handed in."""
        return [cell for cell in self.open_cells if cell.complaints]


def due_year(default: int | None = None) -> int:
    """Return the year whose figures are to be handed in first: that of the jaarstukken in the making."""
    this_year = timezone.localdate().year
    making = Document.objects.filter(kind=DocumentKind.JAARSTUKKEN, adopted=False, year__lte=this_year)
    due = making.filter(termijnen__step=Stap.CIJFERS).order_by("termijnen__date") or making.order_by("year")
    years = due.values_list("year", flat=True)
    return years.first() or default or latest_reported_year()


def build(
    own: QuerySet[Effectindicator],
    years: range,
    opened: range,
    posted: Mapping[str, str] | None = None,
) -> Tabel:
    """Return the table of `own` indicators over `years`, of which the `opened` ones can be typed in.

    `posted` is what a form sent: its cells say what was typed there.
    """
    lines = overview(own.with_tree(), years[-1], Stand.WERK)  # type: ignore[attr-defined]
    reeksen = _reeksen(lines)
    figures = _figures(own, years[-1])
    rows = [
        Rij(line, [_cell(reeksen.get(line.indicator.pk, []), year, figures, opened, posted) for year in years])
        for line in lines
    ]
    for row in rows:
        if row.cells[-1]:
            row.cells[-1].regel = row.regel
    return Tabel(rows, years)


def one_cell(user: Any, reeks_key: int, year: int, posted: Mapping[str, str] | None = None) -> Cel | None:
    """Return one cell; None when the reeks is not the officer's, or does not measure that year.

    While somebody types this is asked at every pause: of the figures of the years before only the numbers are read.
    """
    found = next(iter(rows(_entered_by, [reeks_key], year, who=user.pk)), None)
    if found is None:
        return None
    reeks = Reeks.from_db(Reeks.objects.db, OF_REEKS, found[: len(OF_REEKS)])
    reeks.indicator = Effectindicator.from_db(Reeks.objects.db, OF_INDICATOR, found[len(OF_REEKS) :])
    versions = figures_of(reeks.indicator_id, year)
    newest = {version.year: version for version in versions if version.reeks_id == reeks_key}
    figure = Realisatie.objects.select_related("changed_by").get(pk=newest[year].id) if year in newest else None
    cell = _of_reeks(reeks, year, figure, newest, range(year, year + 1), posted)
    cell.versions = versions
    return cell


OF_REEKS = [column.attname for column in Reeks._meta.concrete_fields]
OF_INDICATOR = [column.attname for column in Effectindicator._meta.concrete_fields]


def _entered_by(keys: Collection[int], year: int, _stand: str | None, officer: int) -> QuerySet[Any, Any]:
    """Ask for the reeksen that measure this year and that this person enters, with their indicators."""
    measuring = Reeks.objects.filter(indicator=OuterRef("indicator"), valid_from__lte=year).order_by("-valid_from")
    entered = Reeks.objects.filter(
        Exists(officers().filter(pk=officer)),
        pk__in=keys,
        pk=Subquery(measuring.values("pk")[:1]),
        indicator__in=Effectindicator.objects.entered_by(officer).order_by(),
    )
    return entered.order_by().values_list(*OF_REEKS, *(f"indicator__{name}" for name in OF_INDICATOR))


def _reeksen(lines: Sequence[Regel]) -> dict[int, list[Reeks]]:
    """Return the reeksen of each indicator, the first begun first, tied to the indicators of `lines`."""
    indicators = {line.indicator.pk: line.indicator for line in lines}
    reeksen: dict[int, list[Reeks]] = {}
    for reeks in Reeks.objects.filter(indicator__in=indicators).select_related("bron").order_by("valid_from"):
        reeks.indicator = indicators[reeks.indicator_id]
        reeksen.setdefault(reeks.indicator_id, []).append(reeks)
    return reeksen


def _figures(own: QuerySet[Effectindicator], last: int) -> dict[int, dict[int, Realisatie]]:
    """Return the newest version of every year up to and including `last`, by reeks and year."""
    versions = Realisatie.objects.filter(reeks__indicator__in=own.order_by().values("pk"), year__lte=last)
    newest: dict[int, dict[int, Realisatie]] = defaultdict(dict)
    for figure in versions.select_related("changed_by", "returned_by").order_by("version"):
        newest[figure.reeks_id][figure.year] = figure
    return newest


def _cell(
    reeksen: Sequence[Reeks],
    year: int,
    figures: Mapping[int, Mapping[int, Realisatie]],
    opened: range,
    posted: Mapping[str, str] | None,
) -> Cel | None:
    """Return the cell of one indicator and year; None before it was measured."""
    reeks = next((reeks for reeks in reversed(reeksen) if reeks.valid_from <= year), None)
    if reeks is None:
        return None
    newest = figures.get(reeks.pk, {})
    return _of_reeks(reeks, year, newest.get(year), newest, opened, posted)


def _of_reeks(
    reeks: Reeks,
    year: int,
    figure: Realisatie | None,
    newest: Mapping[int, Realisatie | Cijfer],
    opened: range,
    posted: Mapping[str, str] | None,
) -> Cel:
    """Return the cell of one reeks and year; `newest` are the figures of the reeks by year."""
    if figure:
        figure.reeks = reeks
    before = (newest.get(earlier) for earlier in range(reeks.valid_from, year))
    is_open = year in opened
    typed = Getypt.of(posted, cell_name(reeks.pk, year)) if posted is not None and is_open else None
    return Cel(
        reeks=reeks,
        year=year,
        figure=figure,
        earlier=[(each.year, each.value) for each in before if each and each.value is not None],
        is_open=is_open,
        typed=typed,
        is_posted=typed is not None,
    )


def state_words(cell: Cel) -> str:
    """Return how far the figure of a cell is."""
    if cell.figure is None:
        return "nog leeg"
    return "teruggegeven" if cell.is_returned else Staat(cell.figure.state).label.lower()
