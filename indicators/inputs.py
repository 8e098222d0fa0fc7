"""What the stoplichten are judged by, read from the database: one query a table, however many indicators."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from indicators.choices import MargeBron, MargeSoort, Staat, Stand
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Stoplichtnorm, Streefwaarde
from indicators.stoplicht import RULE_VERSION, STANDAARD_MARGE, Meting
from programmes.choices import DocumentKind


class Sleutel(NamedTuple):
    """What a stored status is about."""

    indicator_id: int
    year: int
    stand: str


class Invoer(NamedTuple):
    """Everything one status is judged by, as stored beside it; the names are columns of IndicatorStatus."""

    realisatie_id: int | None
    streefwaarde_id: int | None
    reeks_id: int | None  # the figure's, else the target's
    target_reeks_id: int | None  # the target's: the unit it is shown in
    direction: str
    value: Decimal | None
    value_reason: str
    measured_year: int | None
    provisional: bool
    target: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    strict: bool
    target_reason: str
    margin: Decimal
    margin_kind: str
    margin_source: str
    same_reeks: bool
    year_doubtful: bool
    is_percentage: bool
    respondents: int | None
    previous_value: Decimal | None
    previous_year: int | None
    rule_version: int

    @property
    def meting(self) -> Meting:
        """The part of it that the rule looks at."""
        return Meting(*LOOKED_AT(self))


LOOKED_AT = itemgetter(*(Invoer._fields.index(name) for name in Meting.__dataclass_fields__))


class Uitkomst(NamedTuple):
    """What a stored status says; the names are columns of IndicatorStatus."""

    stoplicht: str
    reason: str
    within_error: bool
    trend: str


class Cijfer(NamedTuple):
    """One version of a realisatie, with what its reeks says of it."""

    indicator_id: int
    reeks_id: int
    reeks_from: int
    unit: str
    year: int
    id: int
    state: str
    value: Decimal | None
    reason: str
    measured_year: int
    year_confirmed: bool
    provisional: bool
    respondents: int | None


class Doelwaarde(NamedTuple):
    """One streefwaarde of an adopted document, with the place of that document in the cycle."""

    indicator_id: int
    year: int
    document_year: int
    document_kind: str
    document_number: int
    reeks_from: int
    id: int
    reeks_id: int
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    strict: bool
    reason: str


class Norm(NamedTuple):
    """A margin, with where it comes from."""

    margin: Decimal
    kind: str
    source: str


class Normgrens(NamedTuple):
    """The municipality's margin from a year on."""

    valid_from: int
    margin: Decimal
    kind: str


@dataclass
class Dossier:
    """The figures and targets of one indicator, picked: of each year the version and the document that count."""

    direction: str
    margin: Norm | None
    # stand → year → the figure of each reeks; of a reeks and year the latest version wins
    figures: dict[str, dict[int, dict[int, Cijfer]]] = field(default_factory=lambda: {stand: {} for stand in Stand})
    targets: dict[int, Doelwaarde] = field(default_factory=dict)

    def judgeable(self, stand: str) -> Iterator[tuple[int, Cijfer | None, Cijfer | None, Doelwaarde | None]]:
        """Yield for each year with anything to say: the figure, the previous one of its reeks, the target."""
        last_measured: dict[int, Cijfer] = {}
        figures = self.figures[stand]
        for year in sorted(figures.keys() | self.targets.keys()):
            target = self.targets.get(year)
            per_reeks = figures.get(year, {})
            figure = self._pick(per_reeks, target)
            yield year, figure, last_measured.get(figure.reeks_id) if figure else None, target
            last_measured.update((reeks_id, f) for reeks_id, f in per_reeks.items() if f.value is not None)

    @staticmethod
    def _pick(per_reeks: dict[int, Cijfer], target: Doelwaarde | None) -> Cijfer | None:
        """Return the figure to judge: one with a value first, then one measured the target's way, then the newest."""

        def fitness(figure: Cijfer) -> tuple[bool, bool, int]:
            return figure.value is not None, bool(target and figure.reeks_id == target.reeks_id), figure.reeks_from

        if len(per_reeks) < 2:
            return next(iter(per_reeks.values()), None)
        return max(per_reeks.values(), key=fitness)


@dataclass(frozen=True)
class Scope:
    """Which statuses are looked at; None means all of them."""

    indicator_ids: Collection[int] | None = None
    year: int | None = None
    stand: str | None = None

    def of(self, rows: Any, indicator_path: str, **more: Any) -> Any:
        """Return the rows of these indicators, and of what else is asked for."""
        wanted = {} if self.indicator_ids is None else {f"{indicator_path}__in": self.indicator_ids}
        return rows.filter(**wanted, **{lookup: value for lookup, value in more.items() if value is not None})

    @property
    def stands(self) -> tuple[str, ...]:
        """The stands that are looked at."""
        return (self.stand,) if self.stand else tuple(Stand.values)


EVERYTHING = Scope()

AT_ONCE = 5000  # rows taken from the database in one go; Django's hundred costs more than reading them


def gather(scope: Scope = EVERYTHING, norms: Sequence[Normgrens] | None = None) -> dict[Sleutel, Invoer]:
    """Return the inputs of every status there should be, in four queries; `norms` to ask what others would do."""
    norms = norms_in_force() if norms is None else norms
    wanted: dict[Sleutel, Invoer] = {}
    for indicator_id, dossier in _dossiers(scope).items():
        # Where both stands look at the same figures they share one Invoer, which is then judged once.
        shared: dict[tuple[int, int, int], Invoer] = {}
        for stand in scope.stands:
            for year, figure, previous, target in dossier.judgeable(stand):
                if scope.year is None or scope.year == year:
                    same = (year, id(figure), id(previous))
                    if same not in shared:
                        norm = _norm(dossier, norms, year)
                        shared[same] = _invoer(dossier, norm, year, figure, previous, target)
                    wanted[Sleutel(indicator_id, year, stand)] = shared[same]
    return wanted


def stored(scope: Scope = EVERYTHING) -> Iterator[tuple[Sleutel, Invoer, Uitkomst]]:
    """Yield what the stored statuses were judged by and what they say."""
    rows = scope.of(IndicatorStatus.objects.order_by(), "indicator", year=scope.year, stand=scope.stand)
    columns = rows.values_list(*Sleutel._fields, *Invoer._fields, *Uitkomst._fields)
    key_end = len(Sleutel._fields)
    inputs_end = key_end + len(Invoer._fields)
    for row in columns.iterator(AT_ONCE):
        yield Sleutel._make(row[:key_end]), Invoer._make(row[key_end:inputs_end]), Uitkomst._make(row[inputs_end:])


def judged_by(status: IndicatorStatus) -> Invoer | None:
    """Return the inputs that a status was judged by; None for one that was never stored."""
    return Invoer(*(getattr(status, name) for name in Invoer._fields)) if status.pk else None


def stale(scope: Scope = EVERYTHING) -> set[Sleutel]:
    """Return the statuses that are missing, left over, or judged by other inputs than there are now."""
    wanted = gather(scope)
    seen = {key: invoer for key, invoer, _ in stored(scope)}
    return {key for key in wanted.keys() | seen.keys() if wanted.get(key) != seen.get(key)}


def with_figure(figure: Cijfer) -> Invoer:
    """Return what its year would be judged by, in the werkstand, once a figure that is not saved yet is."""
    scope = Scope([figure.indicator_id], figure.year, Stand.WERK)
    norms = norms_in_force()
    dossier = _dossiers(scope)[figure.indicator_id]
    dossier.figures[Stand.WERK].setdefault(figure.year, {})[figure.reeks_id] = figure
    *_, (year, judged, previous, target) = dossier.judgeable(Stand.WERK)
    return _invoer(dossier, _norm(dossier, norms, year), year, judged, previous, target)


def _dossiers(scope: Scope) -> dict[int, Dossier]:
    """Return the figures and targets of each indicator."""
    indicators = scope.of(Effectindicator.objects.order_by(), "pk")
    dossiers = {
        pk: Dossier(direction, None if margin is None else Norm(margin, kind, MargeBron.INDICATOR))
        for pk, direction, margin, kind in indicators.values_list("pk", "direction", "margin", "margin_kind")
    }
    for figure in _figures(scope):
        figures = dossiers[figure.indicator_id].figures
        figures[Stand.WERK].setdefault(figure.year, {})[figure.reeks_id] = figure
        if figure.state == Staat.VASTGESTELD:
            figures[Stand.VASTGESTELD].setdefault(figure.year, {})[figure.reeks_id] = figure
    for target in sorted(_targets(scope), key=_document_order):
        dossiers[target.indicator_id].targets[target.year] = target
    return dossiers


def _figures(scope: Scope) -> Iterable[Cijfer]:
    """Yield the versions of the realisaties, the latest last."""
    rows = scope.of(Realisatie.objects.order_by("version"), "reeks__indicator", year__lte=scope.year).values_list(
        "reeks__indicator_id",
        "reeks_id",
        "reeks__valid_from",
        "reeks__unit",
        "year",
        "id",
        "state",
        "value",
        "reason",
        "measured_year",
        "year_confirmed",
        "provisional",
        "respondents",
    )
    return map(Cijfer._make, rows.iterator(AT_ONCE))


def _targets(scope: Scope) -> Iterable[Doelwaarde]:
    """Yield the streefwaarden that adopted documents set for their own year or a later one."""
    rows = scope.of(Streefwaarde.objects.setting().order_by(), "reeks__indicator", year=scope.year).values_list(
        "reeks__indicator_id",
        "year",
        "document__year",
        "document__kind",
        "document__number",
        "reeks__valid_from",
        "id",
        "reeks_id",
        "value",
        "lower",
        "upper",
        "strict",
        "reason",
    )
    return map(Doelwaarde._make, rows.iterator(AT_ONCE))


PLACE_IN_CYCLE = {kind: place for place, kind in enumerate(DocumentKind.values)}


def _document_order(target: Doelwaarde) -> tuple[int, int, int, int]:
    """Sort key: of two documents that set the same year the later one applies, and of two reeksen the newer."""
    return (target.document_year, PLACE_IN_CYCLE[target.document_kind], target.document_number, target.reeks_from)


def norms_in_force() -> list[Normgrens]:
    """Return the municipality's norms, the latest first."""
    rows = Stoplichtnorm.objects.order_by("-valid_from").values_list("valid_from", "margin", "margin_kind")
    return [Normgrens(*row) for row in rows]


def _norm(dossier: Dossier, norms: Sequence[Normgrens], year: int) -> Norm:
    """Return the margin for a year: the indicator's, else the municipality's norm, else the default."""
    if dossier.margin:
        return dossier.margin
    for valid_from, margin, kind in norms:
        if valid_from <= year:
            return Norm(margin, kind, MargeBron.NORM)
    return Norm(STANDAARD_MARGE, MargeSoort.PROCENT, MargeBron.STANDAARD)


def _invoer(
    dossier: Dossier, norm: Norm, year: int, figure: Cijfer | None, previous: Cijfer | None, target: Doelwaarde | None
) -> Invoer:
    """Put together what one status is judged by."""
    return Invoer(
        realisatie_id=figure.id if figure else None,
        streefwaarde_id=target.id if target else None,
        reeks_id=figure.reeks_id if figure else target.reeks_id if target else None,
        target_reeks_id=target.reeks_id if target else None,
        direction=dossier.direction,
        value=figure.value if figure else None,
        value_reason=figure.reason if figure else "",
        measured_year=figure.measured_year if figure else None,
        provisional=figure.provisional if figure else False,
        target=target.value if target else None,
        lower=target.lower if target else None,
        upper=target.upper if target else None,
        strict=target.strict if target else False,
        target_reason=target.reason if target else "",
        margin=norm.margin,
        margin_kind=norm.kind,
        margin_source=norm.source,
        same_reeks=figure is None or target is None or figure.reeks_id == target.reeks_id,
        year_doubtful=figure is not None and figure.measured_year != year and not figure.year_confirmed,
        is_percentage=figure is not None and figure.unit == "%",
        respondents=figure.respondents if figure else None,
        previous_value=previous.value if previous else None,
        previous_year=previous.year if previous else None,
        rule_version=RULE_VERSION,
    )
