"""What lies on the controller's desk: figures and targets that wait for an answer, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from indicators import targets
from indicators.adoption import is_own_work
from indicators.choices import DoelStaat, Staat, Stand
from indicators.deviation import agreed, mark_of
from indicators.entry import token
from indicators.explanation import Uitleg, explain, target_words
from indicators.getallen import verschil
from indicators.inputs import Scope, Sleutel, gather, judged_by
from indicators.models import Afwijking, IndicatorStatus, Realisatie, Streefwaarde
from indicators.overview import nothing_known

DOEL = "reeks__indicator__doel"
LEVELS = (f"{DOEL}__beleidsterrein__programma", f"{DOEL}__beleidsterrein", DOEL, "reeks__indicator")
IN_TREE_ORDER = tuple(f"{level}__{column}" for level in LEVELS for column in ("order", "code"))


@dataclass(repr=False)  # a repr would name the indicator of the figure, with a query
class Stuk:
    """One figure that was handed in, with what a controller compares it with."""

    figure: Realisatie
    replaces: Realisatie | None  # the adopted figure of the same year, which counts until this one does
    last_year: Realisatie | None
    status: IndicatorStatus  # of the werkstand
    is_stale: bool
    is_own: bool  # four eyes: another has to adopt it
    afwijking: Afwijking | None  # what was agreed on the light of this year

    @property
    def token(self) -> str:
        """What the page carries, so that nothing is adopted unseen."""
        return token(self.figure)

    @cached_property
    def uitleg(self) -> Uitleg:
        """Why the light would be that colour."""
        return explain(self.status, self.status, self.figure.year, self.figure.reeks, self.status.target_reeks)

    @property
    def is_judged(self) -> bool:
        """Whether the light is that of this figure: another of its year may count, measured another way."""
        return bool(self.status.realisatie_id == self.figure.pk)

    @property
    def difference(self) -> str:
        """How far the figure is from last year's, with its sign; nothing when one of them has no value."""
        if self.figure.value is None or self.last_year is None or self.last_year.value is None:
            return ""
        apart: Decimal = self.figure.value - self.last_year.value
        sign = "+" if apart > 0 else ""
        return sign + verschil(apart, self.figure.reeks.unit, self.figure.reeks.decimals)


def handed_in(user: Any) -> list[Stuk]:
    """Return the figures that wait for a controller, in the order of the tree; `user` is the one who looks."""
    figures = list(
        Realisatie.objects.filter(state=Staat.INGEDIEND)
        .select_related("reeks__indicator__doel__beleidsterrein", "changed_by", "handed_in_by")
        .order_by(*IN_TREE_ORDER, "year", "pk")
    )
    adopted = _adopted(figures)
    statuses = _statuses(figures)
    afgesproken = agreed({figure.reeks.indicator_id for figure in figures})
    wanted = gather(Scope({figure.reeks.indicator_id for figure in figures}, stand=Stand.WERK)) if figures else {}
    return [
        Stuk(
            figure=figure,
            replaces=adopted.get((figure.reeks_id, figure.year)),
            last_year=adopted.get((figure.reeks_id, figure.year - 1)),
            status=status,
            is_stale=judged_by(status) != wanted.get(key),
            is_own=is_own_work(figure, user),
            afwijking=mark_of(status, afgesproken),
        )
        for figure in figures
        for key in [Sleutel(figure.reeks.indicator_id, figure.year, Stand.WERK)]
        for status in [statuses.get(key) or nothing_known(figure.reeks.indicator, figure.year, Stand.WERK)]
    ]


@dataclass(repr=False)
class Voorstel:
    """One streefwaarde that was proposed, with the one that applies as long as its document is not adopted."""

    target: Streefwaarde
    earlier: Streefwaarde | None
    is_own: bool  # four eyes: another has to confirm it

    @property
    def token(self) -> str:
        """What the page carries, so that nothing is confirmed unseen."""
        return targets.token(self.target)

    @property
    def words(self) -> str:
        """What is proposed."""
        return target_words(self.target)

    @property
    def earlier_words(self) -> str:
        """What applies until then."""
        return target_words(self.earlier) if self.earlier else ""


def proposed(user: Any) -> list[Voorstel]:
    """Return the targets that wait for a controller, by document and in the order of the tree."""
    waiting = list(
        Streefwaarde.objects.filter(state=DoelStaat.VOORSTEL, return_reason="", document__adopted=False)
        .select_related("reeks__indicator", "document", "changed_by")
        .order_by("document__year", "document__kind", "document__number", *IN_TREE_ORDER, "year", "pk")
    )
    setting = Streefwaarde.objects.setting().filter(reeks__in={target.reeks_id for target in waiting})
    by_key: dict[tuple[int, int], list[Streefwaarde]] = {}
    for target in sorted(setting.select_related("reeks", "document"), key=lambda target: target.document.cycle_order):
        by_key.setdefault((target.reeks_id, target.year), []).append(target)

    def earlier(target: Streefwaarde) -> Streefwaarde | None:
        others = by_key.get((target.reeks_id, target.year), [])
        before = [other for other in others if other.document.cycle_order < target.document.cycle_order]
        return before[-1] if before else None

    return [Voorstel(target, earlier(target), targets.is_own_work(target, user)) for target in waiting]


def _adopted(figures: Sequence[Realisatie]) -> dict[tuple[int, int], Realisatie]:
    """Return the adopted figures of these reeksen that count, by reeks and year."""
    of_these = Realisatie.objects.adopted().filter(reeks__in={figure.reeks_id for figure in figures})
    return {(figure.reeks_id, figure.year): figure for figure in of_these.select_related("reeks").order_by("version")}


def _statuses(figures: Iterable[Realisatie]) -> dict[Sleutel, IndicatorStatus]:
    """Return the stoplichten of these years in the werkstand."""
    ids = {figure.reeks.indicator_id for figure in figures}
    years = {figure.year for figure in figures}
    rows = IndicatorStatus.objects.filter(indicator__in=ids, year__in=years, stand=Stand.WERK)
    return {Sleutel(s.indicator_id, s.year, s.stand): s for s in rows.select_related("reeks", "target_reeks")}
