"""The lines of every page that lists indicators: one year's stoplicht with its reason, in a fixed number of queries."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, TypeVar

from django.db import connections, router
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from indicators.choices import Reden, Stand
from indicators.deviation import agreed, mark_of
from indicators.explanation import Eenheid, Uitleg, explain, explained
from indicators.inputs import Invoer, Scope, Sleutel, Uitkomst, gather, judged_by
from indicators.models import Afwijking, Effectindicator, IndicatorStatus, Realisatie, Reeks
from programmes.choices import Stoplicht
from programmes.models import Beleidsterrein, Programma

Node = TypeVar("Node", Programma, Beleidsterrein)


WORST_FIRST = (Stoplicht.ROOD, Stoplicht.ORANJE, Stoplicht.GROEN, Stoplicht.GRIJS)


class Getoond(NamedTuple):
    """All that a list shows of one line, in words: what a piece of a page is written for (see `fragments`)."""

    colour: str
    is_stale: bool
    agreed_until: date | None
    address: str
    name: str
    terrein: str
    figure: str
    target: str
    sentence: str
    marks: str
    bron: str


@dataclass(repr=False)  # a repr would name the indicator of every status, each with a query
class Regel:
    """One indicator in one year: its stoplicht, whether that is being updated or agreed on, its latest figures."""

    indicator: Effectindicator
    year: int
    reeks: Reeks
    status: IndicatorStatus
    is_stale: bool
    latest_measured: IndicatorStatus | None
    latest_judged: IndicatorStatus | None
    afwijking: Afwijking | None = None
    judged: Invoer | None = None  # what the stored stoplicht was judged by

    @property
    def beleidsterrein(self) -> Beleidsterrein:
        """The beleidsterrein it belongs to."""
        return self.indicator.doel.beleidsterrein

    @cached_property
    def uitleg(self) -> Uitleg:
        """Why this colour."""
        status, reeks = self.status, self.reeks
        if self.judged is None:
            return explain(status, status, self.year, reeks, status.target_reeks)
        outcome = Uitkomst(status.stoplicht, status.reason, status.within_error, status.trend)
        return explained(self.judged, outcome, self.year, Eenheid.of(reeks), Eenheid.of(status.target_reeks or reeks))

    @cached_property
    def shown(self) -> Getoond:
        """What a list shows of it."""
        words = self.uitleg
        return Getoond(
            colour=str(self.status.stoplicht),
            is_stale=self.is_stale,
            agreed_until=self.afwijking.until if self.afwijking else None,
            address=f"{self.indicator.get_absolute_url()}?jaar={self.year}",
            name=str(self.indicator),
            terrein=self.beleidsterrein.code,
            figure=words.figure,
            target=words.target,
            sentence=words.sentence,
            marks=", ".join(words.marks),
            bron=str(self.reeks.bron or "–"),
        )

    @property
    def rank(self) -> int:
        """Sort key that puts what needs attention first: rood, oranje, groen, grijs."""
        return WORST_FIRST.index(self.status.stoplicht)

    @property
    def next_measurement(self) -> int | None:
        """The first year from now on in which the bron is measured, when that is known."""
        bron = self.reeks.bron
        return bron.next_measurement(timezone.localdate().year - 1) if bron else None


def overview(indicators: QuerySet[Effectindicator], year: int, stand: str = Stand.VASTGESTELD) -> list[Regel]:
    """Return a line for each of `indicators`, in their order; who shows the tree asks for it with `with_tree`."""
    chosen = list(_with_latest(indicators, stand))
    ids = [indicator.pk for indicator in chosen]
    reeksen = {reeks.pk: reeks for reeks in _reeksen(ids)}
    applying = _applying(reeksen.values(), year)
    of_year = list(IndicatorStatus.objects.filter(indicator__in=ids, year=year, stand=stand).order_by())
    statuses = {status.indicator_id: status for status in of_year}
    latest = {status.pk: status for status in of_year}  # most were measured in the year itself
    latest |= IndicatorStatus.objects.order_by().in_bulk(_latest_keys(chosen) - latest.keys())
    afgesproken = agreed(ids, year)
    # After the statuses: of what changes in between, the old colour is marked, never shown as true.
    wanted = gather(Scope(ids, year, stand))
    for status in latest.values():
        status.reeks = reeksen.get(status.reeks_id or 0)
        status.target_reeks = reeksen.get(status.target_reeks_id or 0)
    return [
        Regel(
            indicator=indicator,
            year=year,
            reeks=status.reeks or applying.get(indicator.pk) or Reeks(),
            status=status,
            is_stale=judged != wanted.get(Sleutel(indicator.pk, year, stand)),
            latest_measured=latest.get(indicator.latest_measured),  # type: ignore[attr-defined]
            latest_judged=latest.get(indicator.latest_judged),  # type: ignore[attr-defined]
            afwijking=mark_of(status, afgesproken),
            judged=judged,
        )
        for indicator in chosen
        for status in [statuses.get(indicator.pk) or nothing_known(indicator, year, stand)]
        for judged in [judged_by(status)]
    ]


def nothing_known(indicator: Effectindicator, year: int, stand: str) -> IndicatorStatus:
    """Return the unsaved status of a year for which there is neither a figure nor a target."""
    return IndicatorStatus(
        indicator=indicator, year=year, stand=stand, stoplicht=Stoplicht.GRIJS, reason=Reden.GEEN_GEGEVENS
    )


def count_colours(lines: Iterable[Regel]) -> dict[str, int]:
    """Return how many lines have each colour, from groen to grijs, none left out."""
    counted = Counter(line.status.stoplicht for line in lines)
    return {colour: counted[colour] for colour in Stoplicht.values}


def segments(counts: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Return a bar of `counts`: of each colour that there is its name, where it begins, and its length."""
    bar, start = [], 0
    for colour, number in counts.items():
        if number:
            bar.append((colour, start, number))
        start += number
    return bar


@dataclass
class Samenvatting:
    """The colours of a part of the tree, and of its own parts."""

    node: Programma | Beleidsterrein
    counts: dict[str, int]
    parts: list["Samenvatting"]

    @property
    def total(self) -> int:
        """The number of indicators."""
        return sum(self.counts.values())

    @property
    def segments(self) -> list[tuple[str, int, int]]:
        """The bar of the colours in proportion."""
        return segments(self.counts)

    @property
    def shown(self) -> "Kleuren":
        """What a page shows of the colours."""
        return Kleuren(tuple(self.counts.items()))


class Kleuren(NamedTuple):
    """How many lights there are of each colour: what a piece of a page is written for (see `fragments`)."""

    items: tuple[tuple[str, int], ...]

    @property
    def segments(self) -> list[tuple[str, int, int]]:
        """The bar of the colours in proportion."""
        return segments(dict(self.items))

    @property
    def total(self) -> int:
        """The number of indicators."""
        return sum(number for _, number in self.items)


def summarise(lines: Sequence[Regel]) -> list[Samenvatting]:
    """Return the colours per programma, and in it per beleidsterrein; `lines` are in the order of the tree."""
    return [
        Samenvatting(
            programma,
            count_colours(of_programma),
            [
                Samenvatting(beleidsterrein, count_colours(of_terrein), [])
                for beleidsterrein, of_terrein in _grouped(of_programma, lambda line: line.beleidsterrein)
            ],
        )
        for programma, of_programma in _grouped(lines, lambda line: line.beleidsterrein.programma)
    ]


def _grouped(lines: Iterable[Regel], node: Callable[[Regel], Node]) -> Iterator[tuple[Node, list[Regel]]]:
    """Yield each node with its lines."""
    for key, group in groupby(lines, key=node):
        yield key, list(group)


def latest_reported_year() -> int:
    """Return the latest year with an adopted realisatie; without any, this year."""
    this_year = timezone.localdate().year
    measured = Realisatie.objects.adopted().filter(value__isnull=False, year__lte=this_year)
    return measured.order_by("-year").values_list("year", flat=True).first() or this_year


def reported_years() -> list[int]:
    """Return the years that have a status for the council, the latest first."""
    with connections[router.db_for_read(IndicatorStatus)].cursor() as cursor:
        cursor.execute(YEARS, {"stand": Stand.VASTGESTELD.value})
        return [year for (year,) in cursor.fetchall()]


# From each year to the one before it along the index: "distinct" would read the status of every indicator and year.
YEARS = """
WITH RECURSIVE years (year) AS (
    SELECT max(year) FROM indicators_indicatorstatus WHERE stand = %(stand)s
    UNION ALL
    SELECT (SELECT max(s.year) FROM indicators_indicatorstatus s WHERE s.stand = %(stand)s AND s.year < years.year)
    FROM years WHERE years.year IS NOT NULL
)
SELECT year FROM years WHERE year IS NOT NULL
"""


def _with_latest(indicators: QuerySet[Effectindicator], stand: str) -> QuerySet[Effectindicator]:
    """Add the keys of the status of the latest measured and of the latest judged year."""
    of_this = IndicatorStatus.objects.filter(indicator=OuterRef("pk"), stand=stand).order_by("-year")
    return indicators.annotate(
        latest_measured=Subquery(of_this.filter(value__isnull=False).values("pk")[:1]),
        latest_judged=Subquery(of_this.exclude(stoplicht=Stoplicht.GRIJS).values("pk")[:1]),
    )


def _latest_keys(indicators: Iterable[Effectindicator]) -> set[int]:
    """Return the keys that `_with_latest` added."""
    return {key for i in indicators for key in (i.latest_measured, i.latest_judged) if key}  # type: ignore[attr-defined]


def _reeksen(ids: Sequence[int]) -> QuerySet[Reeks]:
    """Return the reeksen of these indicators, the first begun first."""
    return Reeks.objects.filter(indicator__in=ids).prefetch_related("bron").order_by("valid_from")


def _applying(reeksen: Iterable[Reeks], year: int) -> dict[int, Reeks]:
    """Return of each indicator the reeks that applies in `year`, or else its first; `reeksen` in the order of time."""
    applying: dict[int, Reeks] = {}
    for reeks in reeksen:
        if reeks.valid_from <= year or reeks.indicator_id not in applying:
            applying[reeks.indicator_id] = reeks
    return applying
