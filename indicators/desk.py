"""What lies on the controller's desk: the figures that wait for an answer, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from indicators.adoption import is_own_work
from indicators.choices import Staat, Stand
from indicators.entry import token
from indicators.explanation import Uitleg, explain
from indicators.getallen import verschil
from indicators.inputs import Scope, Sleutel, gather, judged_by
from indicators.models import IndicatorStatus, Realisatie
from indicators.overview import nothing_known


@dataclass(repr=False)  # a repr would name the indicator of the figure, with a query
class Stuk:
    """One figure that was handed in, with what a controller compares it with."""

    figure: Realisatie
    replaces: Realisatie | None  # the adopted figure of the same year, which counts until this one does
    last_year: Realisatie | None
    status: IndicatorStatus  # of the werkstand
    is_stale: bool
    is_own: bool  # four eyes: another has to adopt it

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
    doel = "reeks__indicator__doel"
    levels = (f"{doel}__beleidsterrein__programma", f"{doel}__beleidsterrein", doel, "reeks__indicator")
    order = [f"{level}__{column}" for level in levels for column in ("order", "code")]
    figures = list(
        Realisatie.objects.filter(state=Staat.INGEDIEND)
        .select_related("reeks__indicator__doel__beleidsterrein", "changed_by", "handed_in_by")
        .order_by(*order, "year", "pk")
    )
    adopted = _adopted(figures)
    statuses = _statuses(figures)
    wanted = gather(Scope({figure.reeks.indicator_id for figure in figures}, stand=Stand.WERK)) if figures else {}
    return [
        Stuk(
            figure=figure,
            replaces=adopted.get((figure.reeks_id, figure.year)),
            last_year=adopted.get((figure.reeks_id, figure.year - 1)),
            status=status,
            is_stale=judged_by(status) != wanted.get(key),
            is_own=is_own_work(figure, user),
        )
        for figure in figures
        for key in [Sleutel(figure.reeks.indicator_id, figure.year, Stand.WERK)]
        for status in [statuses.get(key) or nothing_known(figure.reeks.indicator, figure.year, Stand.WERK)]
    ]


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
