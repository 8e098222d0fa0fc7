"""What lies on the controller's desk: figures and targets that wait for an answer, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from django.db.models import F, TextChoices

from indicators import targets
from indicators.addresses import slug_in
from indicators.adoption import is_own_work
from indicators.choices import DoelStaat, Staat, Stand
from indicators.deviation import agreed, mark_of
from indicators.entry import token
from indicators.explanation import Uitleg, explain, jump_question, target_words
from indicators.getallen import verschil
from indicators.inputs import Scope, Sleutel, gather, judged_by
from indicators.jump import sprong
from indicators.models import Afwijking, IndicatorStatus, Realisatie, Streefwaarde
from indicators.overview import nothing_known
from programmes.choices import Stoplicht
from programmes.models import Beleidsterrein

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
    earlier: Sequence[tuple[int, Decimal]] = ()  # the adopted figures of the years before, in the order of time

    @property
    def token(self) -> str:
        """What the page carries, so that nothing is adopted unseen."""
        return token(self.figure)

    @cached_property
    def uitleg(self) -> Uitleg:
        """Why the light would be that colour."""
        return explain(self.status, self.status, self.figure.year, self.figure.reeks, self.status.target_reeks)

    @property
    def beleidsterrein(self) -> Beleidsterrein:
        """The beleidsterrein it belongs to."""
        return self.figure.reeks.indicator.doel.beleidsterrein

    @property
    def is_judged(self) -> bool:
        """Whether the light is that of this figure: another of its year may count, measured another way."""
        return bool(self.status.realisatie_id == self.figure.pk)

    @property
    def apart(self) -> Decimal | None:
        """How far the figure is from last year's; None when one of them has no value."""
        if self.figure.value is None or self.last_year is None or self.last_year.value is None:
            return None
        apart: Decimal = self.figure.value - self.last_year.value
        return apart

    @property
    def difference(self) -> str:
        """That in words, with its sign: +2 procentpunt."""
        if self.apart is None:
            return ""
        sign = "+" if self.apart > 0 else ""
        return sign + verschil(self.apart, self.figure.reeks.unit, self.figure.reeks.decimals)

    @cached_property
    def question(self) -> str:
        """The question whether the figure is right when it jumps; nothing when it does not."""
        value, reeks = self.figure.value, self.figure.reeks
        jump = None if value is None else sprong(value, self.earlier, reeks.decimals)
        return jump_question(jump, reeks) if jump else ""


def handed_in(user: Any) -> list[Stuk]:
    """Return the figures that wait for a controller, in the order of the tree; `user` is the one who looks."""
    figures = list(
        Realisatie.objects.filter(state=Staat.INGEDIEND)
        .select_related("reeks__indicator__doel__beleidsterrein", "changed_by", "handed_in_by")
        .order_by(*IN_TREE_ORDER, "year", "pk")
    )
    adopted = _adopted(figures)
    measured: dict[int, list[tuple[int, Decimal]]] = {}
    for (reeks, year), before in adopted.items():
        if before.value is not None:
            measured.setdefault(reeks, []).append((year, before.value))
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
            earlier=[(year, value) for year, value in measured.get(figure.reeks_id, []) if year < figure.year],
        )
        for figure in figures
        for key in [Sleutel(figure.reeks.indicator_id, figure.year, Stand.WERK)]
        for status in [statuses.get(key) or nothing_known(figure.reeks.indicator, figure.year, Stand.WERK)]
    ]


class Toon(TextChoices):
    """Which of the figures that wait are shown."""

    ALLES = "", "alles"
    VERSCHIL = "verschil", "alleen met verschil"
    SPRONG = "sprong", "alleen sprongen"


@dataclass(frozen=True)
class Keuze:
    """What the queue is narrowed to; all of it is in the address."""

    beleidsterrein: str = ""  # slug
    stoplicht: str = ""
    toon: str = Toon.ALLES

    @classmethod
    def of(cls, address: Mapping[str, str]) -> Self:
        """Return what an address says; nonsense narrows nothing."""
        colour, show = address.get("stoplicht", ""), address.get("toon", "")
        return cls(
            slug_in(address.get("beleidsterrein", "")),
            colour if colour in Stoplicht.values else "",
            show if show in Toon.values else Toon.ALLES,
        )

    def of_these(self, pieces: Iterable[Stuk]) -> list[Stuk]:
        """Return the pieces that fit."""
        return [piece for piece in pieces if self._fits(piece)]

    def _fits(self, piece: Stuk) -> bool:
        """Whether one piece fits."""
        return (
            (not self.beleidsterrein or piece.beleidsterrein.slug == self.beleidsterrein)
            and (not self.stoplicht or piece.status.stoplicht == self.stoplicht)
            and (self.toon != Toon.VERSCHIL or bool(piece.apart))
            and (self.toon != Toon.SPRONG or bool(piece.question))
        )


def given_back(user: Any) -> list[Realisatie]:
    """Return what `user` gave back and nobody changed since: that can still be undone."""
    figures = Realisatie.objects.filter(state=Staat.CONCEPT, returned_by=user, returned_at__gte=F("changed_at"))
    return list(figures.select_related("reeks__indicator").order_by(*IN_TREE_ORDER, "year", "pk"))


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
    of_these = of_these.select_related("reeks").order_by("year", "version")
    return {(figure.reeks_id, figure.year): figure for figure in of_these}


def _statuses(figures: Iterable[Realisatie]) -> dict[Sleutel, IndicatorStatus]:
    """Return the stoplichten of these years in the werkstand."""
    ids = {figure.reeks.indicator_id for figure in figures}
    years = {figure.year for figure in figures}
    rows = IndicatorStatus.objects.filter(indicator__in=ids, year__in=years, stand=Stand.WERK)
    return {Sleutel(s.indicator_id, s.year, s.stand): s for s in rows.select_related("reeks", "target_reeks")}
