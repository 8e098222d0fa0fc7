"""What the stoplichten are judged by, read from the database: one query a table, however many indicators."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connections
from django.db.models import SmallIntegerField, Value

from indicators.choices import GeenCijfer, MargeBron, MargeSoort, Staat, Stand
from indicators.compiled import Vraag, rows
from indicators.dossier import Cijfer, Doelwaarde, Dossier, Norm, Normgrens
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Stoplichtnorm, Streefwaarde
from indicators.onderdrukking import onderdrukt
from indicators.stoplicht import RULE_VERSION, STANDAARD_MARGE, Meting
from programmes.models.documents import place_in_cycle


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


LOOKED_AT = itemgetter(*(Invoer._fields.index(name) for name in Meting._fields))


class Uitkomst(NamedTuple):
    """What a stored status says; the names are columns of IndicatorStatus."""

    stoplicht: str
    reason: str
    within_error: bool
    trend: str


@dataclass(frozen=True)
class Scope:
    """Which statuses are looked at; None means all of them."""

    indicator_ids: Collection[int] | None = None
    year: int | None = None
    stand: str | None = None
    answers: Mapping[Vraag, Sequence[tuple[Any, ...]]] = field(default_factory=dict)  # what was read already

    def rows(self, vraag: Vraag) -> Iterable[tuple[Any, ...]]:
        """Return what is asked about these statuses."""
        if vraag in self.answers:
            return self.answers[vraag]
        return rows(vraag, self.indicator_ids, self.year, self.stand)

    @property
    def stands(self) -> tuple[str, ...]:
        """The stands that are looked at."""
        return (self.stand,) if self.stand else tuple(Stand.values)


EVERYTHING = Scope()

RECENT = 4  # years in which most figures have one before them: sources measure every year or every other


def gather(scope: Scope = EVERYTHING, norms: Sequence[Normgrens] | None = None) -> dict[Sleutel, Invoer]:
    """Return the inputs of every status there should be, in four queries; `norms` to ask what others would do."""
    norms = norms_in_force(scope) if norms is None else norms
    wanted: dict[Sleutel, Invoer] = {}
    for indicator_id, dossier in _dossiers(scope).items():
        # Where both stands look at the same figures they share one Invoer, which is then judged once.
        shared: dict[tuple[int, int, int], Invoer] = {}
        for stand in scope.stands:
            for year, figure, previous, target in dossier.judgeable(stand, scope.year):
                same = (year, id(figure), id(previous))
                if same not in shared:
                    norm = _norm(dossier, norms, year)
                    shared[same] = _invoer(dossier, norm, year, figure, previous, target)
                wanted[Sleutel(indicator_id, year, stand)] = shared[same]
    return wanted


def stored(scope: Scope = EVERYTHING) -> Iterator[tuple[Sleutel, Invoer, Uitkomst]]:
    """Yield what the stored statuses were judged by and what they say."""
    for row in scope.rows(_stored):
        yield Sleutel._make(row[:KEY_END]), Invoer._make(row[KEY_END:INPUTS_END]), Uitkomst._make(row[INPUTS_END:])


def stored_rows(scope: Scope) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Return the same by key, its inputs and what it says as one plain tuple: to compare many of them at once."""
    return {row[:KEY_END]: row[KEY_END:] for row in scope.rows(_stored)}


KEY_END = len(Sleutel._fields)
INPUTS_END = KEY_END + len(Invoer._fields)


def _stored(keys: Collection[int] | None, year: int | None, stand: str | None) -> Any:
    """Ask for the columns of the stored statuses, those of Sleutel, Invoer and Uitkomst."""
    statuses = _of(IndicatorStatus.objects.order_by(), indicator__in=keys, year=year, stand=stand)
    return statuses.values_list(*Sleutel._fields, *Invoer._fields, *Uitkomst._fields)


def _of(rows: Any, **wanted: Any) -> Any:
    """Keep the rows of what is asked for; None asks for nothing."""
    return rows.filter(**{lookup: value for lookup, value in wanted.items() if value is not None})


def judged_by(status: IndicatorStatus) -> Invoer | None:
    """Return the inputs that a status was judged by; None for one that was never stored."""
    return Invoer(*(getattr(status, name) for name in Invoer._fields)) if status.pk else None


def stale(scope: Scope = EVERYTHING) -> set[Sleutel]:
    """Return the statuses that are missing, left over, or judged by other inputs than there are now."""
    wanted = gather(scope)
    judged_on = INPUTS_END - KEY_END
    seen = {key: row[:judged_on] for key, row in stored_rows(scope).items()}
    missing_or_other = {key for key, invoer in wanted.items() if seen.get(key) != invoer}
    return missing_or_other | {Sleutel._make(key) for key in seen.keys() - wanted.keys()}


def with_figure(figure: Cijfer, indicator: Effectindicator, versions: Sequence[Cijfer] | None = None) -> Invoer:
    """Return what its year would be judged by, in the werkstand, once a figure that is not saved yet is.

    `versions` are the figures of its indicator as `figures_of` gives them, where they were read already.
    """
    scope = Scope([figure.indicator_id], figure.year, Stand.WERK)
    norms = norms_in_force()
    versions = figures_of(indicator.pk, figure.year) if versions is None else versions
    own = (indicator.pk, indicator.direction, indicator.margin, indicator.margin_kind)
    dossier = _filed([own], versions, scope)[indicator.pk]
    dossier.figures[Stand.WERK].setdefault(figure.year, {})[figure.reeks_id] = figure
    ((year, judged, previous, target),) = dossier.judgeable(Stand.WERK, figure.year)
    return _invoer(dossier, _norm(dossier, norms, year), year, judged, previous, target)


def figures_of(indicator_id: int, until: int) -> list[Cijfer]:
    """Return every version of the figures of one indicator until and including a year, the latest last."""
    return list(map(Cijfer._make, rows(_figures, [indicator_id], until)))


def _dossiers(scope: Scope) -> dict[int, Dossier]:
    """Return the figures and targets of each indicator.

    Of one year only the figure before it is looked at besides: of who has one in the last years no more are read.
    """
    figures = _figures if scope.year is None else _recent_figures
    dossiers = _filed(scope.rows(_indicators), list(map(Cijfer._make, scope.rows(figures))), scope)
    if scope.year is not None:
        further_back = {pk for pk, dossier in dossiers.items() if dossier.lacks_previous(scope.stands, scope.year)}
        _file(list(map(Cijfer._make, rows(_figures, further_back, scope.year))), dossiers)
    return dossiers


def _filed(indicators: Iterable[tuple[Any, ...]], versions: Sequence[Cijfer], scope: Scope) -> dict[int, Dossier]:
    """Return the figures and targets of these indicators, by indicator; only the targets are still to be read."""
    dossiers = {
        pk: Dossier(direction, None if margin is None else Norm(margin, kind, MargeBron.INDICATOR))
        for pk, direction, margin, kind in indicators
    }
    _file(versions, dossiers)
    for target in map(Doelwaarde._make, scope.rows(_targets)):
        dossiers[target.indicator_id].targets.setdefault(target.year, target)
    return dossiers


def _file(versions: Sequence[Cijfer], dossiers: Mapping[int, Dossier]) -> None:
    """Put figures in the dossiers of their indicators; what is there already is put there once more."""
    too_few = _too_few(versions)
    werk, vastgesteld, adopted = Stand.WERK, Stand.VASTGESTELD, Staat.VASTGESTELD
    for figure in versions:
        figures = dossiers[figure.indicator_id].figures
        figures[werk].setdefault(figure.year, {})[figure.reeks_id] = figure
        if figure.state == adopted:
            figures[vastgesteld].setdefault(figure.year, {})[figure.reeks_id] = (
                _for_readers(figure, too_few) if too_few else figure
            )


def _too_few(versions: Iterable[Cijfer]) -> set[tuple[int, int]]:
    """Return the reeksen and years of which an adopted version is about too few people to be shown."""
    minimum, vastgesteld = settings.MINIMUM_RESPONDENTEN, Staat.VASTGESTELD
    adopted = (figure for figure in versions if figure.respondents is not None and figure.state == vastgesteld)
    return {(figure.reeks_id, figure.year) for figure in adopted if onderdrukt(figure.respondents, minimum)}


def _for_readers(figure: Cijfer, too_few: Collection[tuple[int, int]]) -> Cijfer:
    """Return a figure as the council is shown it; see `onderdrukking.for_readers`."""
    if figure.respondents is None:
        kept = (figure.reeks_id, figure.year) in too_few
    else:
        kept = onderdrukt(figure.respondents, settings.MINIMUM_RESPONDENTEN)
    return figure._replace(value=None, reason=GeenCijfer.TE_WEINIG.value, respondents=None) if kept else figure


def _indicators(keys: Collection[int] | None, _year: int | None, _stand: str | None) -> Any:
    """Ask for each indicator its direction and its own margin."""
    return _of(Effectindicator.objects.order_by(), pk__in=keys).values_list("pk", "direction", "margin", "margin_kind")


def _recent_figures(keys: Collection[int] | None, year: int, _stand: str | None) -> Any:
    """Ask for the same of the last years before `year` and of that year itself."""
    return _figures(keys, year, None).filter(year__gt=Value(year, SmallIntegerField()) - RECENT)


def _figures(keys: Collection[int] | None, year: int | None, _stand: str | None) -> Any:
    """Ask for the versions of the realisaties, the latest last, as Cijfer has them."""
    return _of(Realisatie.objects.order_by("version"), reeks__indicator__in=keys, year__lte=year).values_list(
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


def _targets(keys: Collection[int] | None, year: int | None, _stand: str | None) -> Any:
    """Ask for what adopted documents set for their own year or a later one, as Doelwaarde has it.

    Of one indicator and year what applies comes first: of two documents the later one, of two reeksen the newer. What
    comes after it is not read at all where the database can leave it out.
    """
    targets = _of(Streefwaarde.objects.setting(), reeks__indicator__in=keys, year=year)
    of_one = ("reeks__indicator_id", "year")
    later_first = ("-document__year", place_in_cycle("document__kind").desc(), "-document__number")
    targets = targets.order_by(*of_one, *later_first, "-reeks__valid_from")
    if connections[targets.db].features.can_distinct_on_fields:
        targets = targets.distinct(*of_one)
    columns = ("id", "reeks_id", "value", "lower", "upper", "strict", "reason")
    return targets.values_list(*of_one, *columns)


def norms_in_force(scope: Scope = EVERYTHING) -> list[Normgrens]:
    """Return the municipality's norms, the latest first."""
    return [Normgrens._make(norm) for norm in scope.rows(_norms)]


def _norms(*_anything: Any) -> Any:
    """Ask for the municipality's norms, the latest first."""
    return Stoplichtnorm.objects.order_by("-valid_from").values_list("valid_from", "margin", "margin_kind")


def locked(keys: Any, *_anything: Any) -> Any:
    """Ask for these indicators, locked; in order, so that two runs never wait for each other crosswise."""
    return Effectindicator.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk")


# All that the statuses of some indicators are judged by and compared with.
QUESTIONS: tuple[Vraag, ...] = (_norms, _indicators, _figures, _targets, _stored)

# What is read of no figure and of no target.
NO_FIGURE = Cijfer._make((None, None, None, "", None, None, "", None, "", None, False, False, None))
NO_TARGET = Doelwaarde._make((None, None, None, None, None, None, None, False, ""))
DEFAULT_NORM = Norm(STANDAARD_MARGE, MargeSoort.PROCENT, MargeBron.STANDAARD)


def _norm(dossier: Dossier, norms: Sequence[Normgrens], year: int) -> Norm:
    """Return the margin for a year: the indicator's, else the municipality's norm, else the default."""
    if dossier.margin:
        return dossier.margin
    for valid_from, margin, kind in norms:
        if valid_from <= year:
            return Norm(margin, kind, MargeBron.NORM)
    return DEFAULT_NORM


def _invoer(
    dossier: Dossier, norm: Norm, year: int, figure: Cijfer | None, previous: Cijfer | None, target: Doelwaarde | None
) -> Invoer:
    """Put together what one status is judged by; in the order of Invoer, as by name takes twice as long."""
    figure, previous, target = figure or NO_FIGURE, previous or NO_FIGURE, target or NO_TARGET
    return Invoer(
        figure.id,
        target.id,
        figure.reeks_id or target.reeks_id,
        target.reeks_id,
        dossier.direction,
        figure.value,
        figure.reason,
        figure.measured_year,
        figure.provisional,
        target.value,
        target.lower,
        target.upper,
        target.strict,
        target.reason,
        *norm,
        figure.reeks_id == target.reeks_id or None in (figure.reeks_id, target.reeks_id),
        figure.measured_year not in (None, year) and not figure.year_confirmed,
        figure.unit == "%",
        figure.respondents,
        previous.value,
        previous.year,
        RULE_VERSION,
    )
