"""What an officer still has to report in a document, by beleidsterrein, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from indicators.choices import Stand
from indicators.completeness import Gebrek, gebreken
from indicators.models import Effectindicator, Prognose, Toelichting
from indicators.overview import Regel, overview
from indicators.ownership import terreinen_of
from indicators.printed import printed_indicators, printed_prestaties
from indicators.reporting import EXPLAINS_FIGURES, REPORTS_PROGRESS
from programmes.models import Beleidsterrein, Document, Prestatie, Voortgang


class Inspanning(NamedTuple):
    """A prestatie and what was reported of it."""

    prestatie: Prestatie
    voortgang: Voortgang | None


class Effect(NamedTuple):
    """An indicator's line of the year, and what was said of it."""

    regel: Regel
    toelichting: Toelichting | None
    prognose: Prognose | None


@dataclass
class Gezegd:
    """What one document says of an indicator: its explanation, its prognose, or both."""

    document: Document
    toelichting: Toelichting | None = None
    prognose: Prognose | None = None


@dataclass
class Onderdeel:
    """One beleidsterrein of which the officer enters anything: what the document prints of that, and still lacks."""

    beleidsterrein: Beleidsterrein
    inspanningen: list[Inspanning]
    effecten: list[Effect]
    gebreken: list[Gebrek]
    is_owned: bool  # else only single indicators are theirs, and the prestaties another's

    @property
    def unreported(self) -> int:
        """The number of prestaties of which nothing was reported yet."""
        return sum(i.voortgang is None or not i.voortgang.says_something for i in self.inspanningen)


def open_reports(user: Any) -> QuerySet[Document]:
    """Return the documents in the making in which `user` reports; none for who enters nothing."""
    if not terreinen_of(user).exists():
        return Document.objects.none()
    return Document.objects.filter(adopted=False, kind__in=EXPLAINS_FIGURES).in_cycle_order()


def own_prestaties(document: Document, user: Any) -> QuerySet[Prestatie]:
    """Return the prestaties that `document` prints and `user` reports of; none in a document without progress."""
    if document.kind not in REPORTS_PROGRESS:
        return Prestatie.objects.none()
    own = Beleidsterrein.objects.owned_by(user)
    printed = printed_prestaties(document).filter(doel__beleidsterrein__in=own)
    return printed.select_related("doel__beleidsterrein").order_by("doel__order", "doel__code", "order", "code", "pk")


def own_indicators(document: Document, user: Any) -> QuerySet[Effectindicator]:
    """Return the indicators that `document` prints and `user` reports of."""
    return printed_indicators(document).editable_by(user).with_tree().in_tree_order()


def report_of(document: Document, user: Any) -> list[Onderdeel]:
    """Return what `user` reports of in `document`, by beleidsterrein, with what was reported and what is lacking."""
    voortgangen = {v.prestatie_id: v for v in Voortgang.objects.filter(document=document)}
    toelichtingen = {t.indicator_id: t for t in Toelichting.objects.filter(document=document)}
    prognoses = {p.indicator_id: p for p in Prognose.objects.filter(document=document)}
    inspanningen = defaultdict(list)
    for prestatie in own_prestaties(document, user):
        inspanning = Inspanning(prestatie, voortgangen.get(prestatie.pk))
        inspanningen[prestatie.doel.beleidsterrein].append(inspanning)
    effecten = defaultdict(list)
    for regel in overview(own_indicators(document, user), document.year, Stand.WERK):
        key = regel.indicator.pk
        effecten[regel.beleidsterrein].append(Effect(regel, toelichtingen.get(key), prognoses.get(key)))
    owned = set(Beleidsterrein.objects.owned_by(user))
    theirs = {effect.regel.indicator.pk for effects in effecten.values() for effect in effects}
    lacking = _by_beleidsterrein(
        gebrek
        for gebrek in ([] if document.adopted else gebreken(document))
        if (gebrek.indicator in theirs if gebrek.indicator else gebrek.beleidsterrein in owned)
    )
    own = terreinen_of(user).select_related("programma")
    return [
        Onderdeel(terrein, inspanningen[terrein], effecten[terrein], lacking.get(terrein, []), terrein in owned)
        for terrein in own.order_by("programma__order", "programma__code", "order", "code", "pk")
    ]


def _by_beleidsterrein(found: Iterable[Gebrek]) -> dict[Beleidsterrein, list[Gebrek]]:
    """Return what is lacking of each beleidsterrein."""
    grouped = defaultdict(list)
    for gebrek in found:
        grouped[gebrek.beleidsterrein].append(gebrek)
    return grouped


def said_of(indicator: Effectindicator, user: Any) -> list[Gezegd]:
    """Return what the documents that `user` may see say of one indicator, the last document first."""
    said: dict[Document, Gezegd] = {}
    for toelichting in indicator.toelichtingen.visible_to(user).select_related("document"):
        said[toelichting.document] = Gezegd(toelichting.document, toelichting=toelichting)
    for prognose in indicator.prognoses.visible_to(user).select_related("document"):
        said.setdefault(prognose.document, Gezegd(prognose.document)).prognose = prognose
    return sorted(said.values(), key=lambda gezegd: gezegd.document.cycle_order, reverse=True)
