"""What changed: since the previous measurement, since the year judged before, and between the last two documents."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connections

from indicators.choices import Stand, Trend
from indicators.compiled import rows
from indicators.models import IndicatorStatus
from indicators.overview import Regel
from indicators.publishing.chain import checkable, problem_of
from indicators.publishing.comparison import Indicatorverschil, Verschil, compare, count_kinds
from programmes.choices import Stoplicht
from programmes.models import Publicatie

BETTER = [Stoplicht.ROOD, Stoplicht.ORANJE, Stoplicht.GROEN]  # from bad to good; grijs is neither


class Kleurwissel(NamedTuple):
    """An indicator whose light is another than that of the year it was judged before."""

    regel: Regel
    before: str
    before_year: int

    @property
    def is_better(self) -> bool:
        """Whether the light improved."""
        return BETTER.index(Stoplicht(self.regel.status.stoplicht)) > BETTER.index(Stoplicht(self.before))

    @property
    def sentence(self) -> str:
        """From which colour to which."""
        now = self.regel.status.get_stoplicht_display().lower()
        return f"was {Stoplicht(self.before).label.lower()} over {self.before_year}, nu {now}"


def recoloured(lines: Sequence[Regel], year: int) -> list[Kleurwissel]:
    """Return the lines whose light differs from the last judged year before `year`, the worsened first."""
    earlier = rows(_judged_before, [line.indicator.pk for line in lines], year, Stand.VASTGESTELD)
    before = {key: (judged, colour) for key, judged, colour in earlier}
    found = [
        Kleurwissel(line, colour, judged)
        for line in lines
        if line.status.stoplicht != Stoplicht.GRIJS and line.indicator.pk in before
        for judged, colour in [before[line.indicator.pk]]
        if colour != line.status.stoplicht
    ]
    return sorted(found, key=lambda wissel: wissel.is_better)


def _judged_before(indicator_ids: Collection[int], year: int, stand: str) -> Any:
    """Ask for the judged years before this one with their colours, the last one last; only that where it can be."""
    of_these = IndicatorStatus.objects.filter(indicator__in=indicator_ids, stand=stand, year__lt=year)
    judged = of_these.exclude(stoplicht=Stoplicht.GRIJS).values_list("indicator_id", "year", "stoplicht")
    if connections[judged.db].features.can_distinct_on_fields:
        return judged.order_by("indicator_id", "-year").distinct("indicator_id")
    return judged.order_by("year")


def trends(lines: Sequence[Regel]) -> dict[str, list[Regel]]:
    """Return the lines by how their figure compares with the previous measurement: slechter, beter, gelijk."""
    order = (Trend.SLECHTER, Trend.BETER, Trend.GELIJK)
    return {trend.label: [line for line in lines if line.status.trend == trend] for trend in order}


@dataclass(frozen=True)
class Sinds:
    """What moved between the last two publications, of the beleidsterreinen that are shown."""

    before: Publicatie
    after: Publicatie
    indicators: list[Indicatorverschil]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How often something of each kind moved."""
        return list(count_kinds(self.indicators).items())

    @property
    def moved_targets(self) -> list[tuple[Indicatorverschil, str]]:
        """The targets that moved, each with its indicator."""
        return [(i, change.sentence) for i in self.indicators for change in i.changes if change.kind == "streefwaarde"]


def between_last_documents(terreinen: Collection[str]) -> Sinds | None:
    """Return what moved between the last publications of two documents; None when there are no two, or one is broken.

    A document that has a successor does not count: the later publication stands for it.
    """
    rows = Publicatie.objects.filter(successor=None).select_related("document").defer("content").order_by("-pk")[:2]
    if len(rows) < 2:
        return None
    after, before = rows
    verschil = _compared(before.sha256, after.sha256)
    if verschil is None:
        return None
    moved = [i for terrein in verschil.terreinen if terrein.slug in terreinen for i in terrein.indicators]
    return Sinds(before, after, moved)


@lru_cache(maxsize=8)
def _compared(before: str, after: str) -> Verschil | None:
    """Return what moved between two publications, by their checksums: what those are of never changes."""
    rows = {row.sha256: row for row in checkable().filter(sha256__in=[before, after])}
    if any(problem_of(row) for row in rows.values()):
        return None
    return compare(json.loads(rows[before].content), json.loads(rows[after].content))
