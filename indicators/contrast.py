"""Where the effort goes well and the effect stays out: prestaties groen, the effectindicator rood."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from indicators.compiled import rows
from indicators.models import Effectindicator
from indicators.overview import Regel
from programmes.choices import DocumentKind, Stoplicht
from programmes.models import Document, Voortgang

REPORTING = (DocumentKind.BESTUURSRAPPORTAGE, DocumentKind.JAARSTUKKEN)


class Tegenstelling(NamedTuple):
    """An indicator that is rood, while every prestatie that `document` reports of and that should move it is groen."""

    regel: Regel
    document: Document
    number: int

    @property
    def sentence(self) -> str:
        """What a council wants to talk about."""
        if self.number == 1:
            return f"De prestatie die hieraan moet bijdragen is groen in {self.document}, maar het effect is rood."
        return (
            f"Alle {self.number} gemelde prestaties die hieraan moeten bijdragen zijn groen in {self.document}, "
            "maar het effect is rood."
        )


def contrasts(lines: Sequence[Regel]) -> list[Tegenstelling]:
    """Return the contrasts among these lines of one year, in their order; `lines` as `overview` gives them.

    The prestaties are those that the indicator names, else all of its doel. Of the year's adopted documents that give
    any of them a colour the latest counts; a grijs prestatie says nothing.
    """
    rood = [line for line in lines if line.status.stoplicht == Stoplicht.ROOD]
    named = _named(rood)
    reported = _reported(rood, named)
    found = []
    for line in rood:
        document, colours = _latest(reported, line.indicator, named)
        if document and set(colours) == {Stoplicht.GROEN}:
            found.append(Tegenstelling(line, document, len(colours)))
    return found


def _named(lines: Sequence[Regel]) -> dict[int, set[int]]:
    """Return the keys of the prestaties that indicators name themselves, by the indicator's key."""
    named: dict[int, set[int]] = defaultdict(set)
    for indicator_id, prestatie_id in rows(_links, [line.indicator.pk for line in lines]):
        named[indicator_id].add(prestatie_id)
    return named


def _links(indicator_ids: Collection[int], *_anything: Any) -> Any:
    """Ask for the prestaties that these indicators name."""
    links = Effectindicator.prestaties.through.objects.filter(effectindicator__in=indicator_ids)
    return links.values_list("effectindicator_id", "prestatie_id")


def _reported(lines: Sequence[Regel], named: Mapping[int, set[int]]) -> dict[Document, list[Voortgang]]:
    """Return what may be said of the prestaties of these indicators, by adopted document, the last document first."""
    doelen = {line.indicator.doel_id for line in lines}
    prestaties = set().union(*named.values())
    found = {
        key
        for year in {line.year for line in lines}
        for (key,) in (*rows(_of_doelen, doelen, year), *rows(_of_prestaties, prestaties, year))
    }
    voortgangen = Voortgang.objects.filter(pk__in=found).select_related("document", "prestatie") if found else ()
    reported: dict[Document, list[Voortgang]] = defaultdict(list)
    for voortgang in voortgangen:
        if voortgang.stoplicht != Stoplicht.GRIJS:
            reported[voortgang.document].append(voortgang)
    return {document: reported[document] for document in sorted(reported, key=lambda d: d.cycle_order, reverse=True)}


def _of_doelen(doelen: Collection[int], year: int, _stand: str | None) -> Any:
    """Ask for the keys of what adopted documents of a year report of the prestaties of these doelen."""
    return _reports(year).filter(prestatie__doel__in=doelen).values_list("pk")


def _of_prestaties(prestaties: Collection[int], year: int, _stand: str | None) -> Any:
    """Ask for the keys of what adopted documents of a year report of these prestaties."""
    return _reports(year).filter(prestatie__in=prestaties).values_list("pk")


def _reports(year: int) -> QuerySet[Voortgang]:
    """Return what the adopted documents of a year report."""
    of_year = Voortgang.objects.filter(document__adopted=True, document__year=year, document__kind__in=REPORTING)
    reports: QuerySet[Voortgang] = of_year.order_by()
    return reports


def _latest(
    reported: Mapping[Document, list[Voortgang]], indicator: Effectindicator, named: Mapping[int, set[int]]
) -> tuple[Document | None, list[Stoplicht]]:
    """Return the last document that gives any prestatie of an indicator a colour, and the colours it gives."""
    own = named.get(indicator.pk)
    for document, voortgangen in reported.items():
        moving = [
            v for v in voortgangen if (v.prestatie_id in own if own else v.prestatie.doel_id == indicator.doel_id)
        ]
        if moving:
            return document, [voortgang.stoplicht for voortgang in moving]
    return None, []
