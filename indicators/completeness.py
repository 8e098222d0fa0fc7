"""What a document still lacks before it can be adopted: figures, targets, explanations, all at once.

Each kind of document asks for what it shows; whatever it asks, it costs the same number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.urls import reverse

from indicators.choices import DoelStaat, Staat, Stand, Verwachting
from indicators.inputs import Scope, gather, stale
from indicators.models import Effectindicator, IndicatorStatus, Prognose, Realisatie, Streefwaarde, Toelichting
from indicators.printed import printed_indicators, printed_prestaties
from indicators.target_history import applying_before, is_moved
from programmes.choices import DocumentKind, Stap, Stoplicht
from programmes.models import Beleidsterrein, Document, Prestatie, Voortgang
from programmes.years import LAST_YEAR

TREE = "doel__beleidsterrein__programma"
YEARS_AHEAD = 3  # a begroting sets Y … Y+3, unless it says otherwise

NEEDS_EXPLAINING = (Stoplicht.ORANJE, Stoplicht.ROOD)
UNEXPLAINED = "oorzaak, gevolg en bijsturing zijn niet alle drie ingevuld."


class Gebrek(NamedTuple):
    """One thing a document lacks: what, of which part of the budget, where to mend it, and by which step.

    `indicator` is the key of the indicator that it is about; None: it is about a prestatie.
    """

    what: str
    where: str
    url: str
    beleidsterrein: Beleidsterrein
    stap: Stap
    indicator: int | None


def gebreken(document: Document) -> list[Gebrek]:
    """Return everything that `document` lacks, in the order of the tree; nothing when it can be adopted."""
    return sorted(CHECKS[DocumentKind(document.kind)](document), key=lambda gebrek: _place(gebrek.beleidsterrein))


def target_years(document: Document) -> range:
    """Return the years that a document which sets targets is about."""
    return range(document.year, (document.through_year or min(document.year + YEARS_AHEAD, LAST_YEAR)) + 1)


def _place(beleidsterrein: Beleidsterrein) -> tuple[Any, ...]:
    """Sort key: where a beleidsterrein stands in the budget."""
    programma = beleidsterrein.programma
    return programma.order, programma.code, programma.pk, beleidsterrein.order, beleidsterrein.code, beleidsterrein.pk


def _of(node: Effectindicator | Prestatie, what: str, url: str, stap: Stap) -> Gebrek:
    """Return what one indicator or prestatie lacks."""
    indicator = node.pk if isinstance(node, Effectindicator) else None
    return Gebrek(what, str(node), url, node.doel.beleidsterrein, stap, indicator)


# --- documents that set targets


def _of_targets(document: Document) -> Iterator[Gebrek]:
    """Yield the indicators without a target for some year, and what is wrong with the targets that are there."""
    years = {year: set[int]() for year in target_years(document)}
    targets = _targets(document)
    for target in targets:
        years.setdefault(target.year, set()).add(target.reeks.indicator_id)
    for indicator in printed_indicators(document).with_tree().in_tree_order().prefetch_related("reeksen"):
        # What is not measured yet has nothing to aim at; without any reeks it lacks everything.
        first = min((reeks.valid_from for reeks in indicator.reeksen.all()), default=document.year)
        missing = [y for y in target_years(document) if y >= first and indicator.pk not in years[y]]
        if missing:
            what = f"Er is geen streefwaarde voor {_enumerate(missing)}, en geen reden waarom niet."
            yield _of(indicator, what, _target_page(document, indicator), Stap.STREEFWAARDEN)
    yield from _of_changes(document, targets)


def _target_page(document: Document, indicator: Effectindicator) -> str:
    """Return where the officer of an indicator proposes its targets."""
    return f"{reverse('streefwaarden', args=[document.pk])}?terrein={indicator.doel.beleidsterrein.slug}"


def _of_changed_targets(document: Document) -> Iterator[Gebrek]:
    """Yield what is wrong with the targets of a document that need not set them all."""
    yield from _of_changes(document, _targets(document))


def _targets(document: Document) -> list[Streefwaarde]:
    """Return the targets of this document, also of indicators that it does not print: they would be adopted too."""
    targets = Streefwaarde.objects.filter(document=document).order_by("year", "pk")
    return list(targets.prefetch_related(f"reeks__indicator__{TREE}"))


def _of_changes(document: Document, targets: Sequence[Streefwaarde]) -> Iterator[Gebrek]:
    """Yield the targets that nobody confirmed, and those that were moved without a reason."""
    earlier = applying_before(document, {target.reeks_id for target in targets})
    for target in targets:
        indicator = target.reeks.indicator
        url = _target_page(document, indicator)
        if target.state != DoelStaat.BEVESTIGD:
            what = f"De streefwaarde voor {target.year} is nog een voorstel; een controller moet hem bevestigen."
            yield _of(indicator, what, reverse("vaststellen"), Stap.VASTSTELLEN)
        before = earlier.get((target.reeks_id, target.year))
        if before and is_moved(target, before) and not target.moved_because.strip():
            what = (
                f"De streefwaarde voor {target.year} is een andere dan in {before.document}; waarom, staat er niet bij."
            )
            yield _of(indicator, what, url, Stap.STREEFWAARDEN)


# --- jaarstukken


def _of_jaarstukken(document: Document) -> Iterator[Gebrek]:
    """Yield the figures of the year that are not there or not adopted, and the colours that nobody explained."""
    indicators = list(printed_indicators(document).with_tree().in_tree_order())
    ids = [indicator.pk for indicator in indicators]
    scope = Scope(ids, document.year, Stand.VASTGESTELD)
    states = _states(ids, document.year)
    statuses = IndicatorStatus.objects.filter(indicator__in=ids, year=document.year, stand=Stand.VASTGESTELD)
    colours = {status.indicator_id: status.stoplicht for status in statuses}
    explained = {t.indicator_id for t in Toelichting.objects.filter(document=document) if t.is_complete}
    behind = {key.indicator_id for key in stale(scope)}
    for indicator in indicators:
        yield from _of_figure(indicator, document.year, states[indicator.pk])
        if indicator.pk in behind:
            what = f"Het stoplicht over {document.year} wordt nog berekend; wacht even."
            yield _of(indicator, what, indicator.get_absolute_url(), Stap.AANBIEDEN)
        colour = colours.get(indicator.pk)
        if colour in NEEDS_EXPLAINING and indicator.pk not in explained:
            what = f"Het stoplicht over {document.year} is {colour}; {UNEXPLAINED}"
            url = reverse("rapportage_effectindicator", args=[document.pk, indicator.slug])
            yield _of(indicator, what, url, Stap.TOELICHTINGEN)


def _states(indicator_ids: Iterable[int], year: int) -> dict[int, set[str]]:
    """Return how far the figures of a year are, by indicator."""
    states: dict[int, set[str]] = defaultdict(set)
    figures = Realisatie.objects.filter(reeks__indicator__in=indicator_ids, year=year).order_by()
    for indicator_id, state in figures.values_list("reeks__indicator_id", "state").distinct():
        states[indicator_id].add(state)
    return states


def _of_figure(indicator: Effectindicator, year: int, states: set[str]) -> Iterator[Gebrek]:
    """Yield what keeps a year's figure from being adopted; `states` says how far its versions are."""
    entry = f"{reverse('realisatie')}?indicator={indicator.slug}&jaar={year}"
    if Staat.CONCEPT in states:
        yield _of(indicator, f"Het cijfer over {year} is nog een concept.", entry, Stap.CIJFERS)
    if Staat.INGEDIEND in states:
        what = f"Het cijfer over {year} is ingediend, maar nog niet vastgesteld."
        yield _of(indicator, what, reverse("vaststellen"), Stap.VASTSTELLEN)
    if not states:
        what = f"Er is geen cijfer over {year}, en geen reden waarom niet."
        yield _of(indicator, what, entry, Stap.CIJFERS)


# --- bestuursrapportage


def _of_bestuursrapportage(document: Document) -> Iterator[Gebrek]:
    """Yield the prestaties without progress, the indicators without prognose, and what nobody explained."""
    reported = {voortgang.prestatie_id: voortgang for voortgang in Voortgang.objects.filter(document=document)}
    prestaties = printed_prestaties(document).prefetch_related(TREE)
    for prestatie in prestaties.order_by("doel__order", "doel__code", "order", "code", "pk"):
        yield from _of_progress(prestatie, document, reported.get(prestatie.pk))
    indicators = list(printed_indicators(document).with_tree().in_tree_order())
    expected = {prognose.indicator_id: prognose for prognose in Prognose.objects.filter(document=document)}
    aimed_at = indicators_with_target([indicator.pk for indicator in indicators], document.year)
    for indicator in indicators:
        yield from _of_prognose(indicator, document, expected.get(indicator.pk), indicator.pk in aimed_at)


def indicators_with_target(indicator_ids: Sequence[int], year: int) -> set[int]:
    """Return which of these indicators have a target in figures for `year`: else there is nothing to expect."""
    inputs = gather(Scope(indicator_ids, year, Stand.VASTGESTELD))
    return {key.indicator_id for key, i in inputs.items() if (i.target, i.lower, i.upper) != (None, None, None)}


def _of_progress(prestatie: Prestatie, document: Document, voortgang: Voortgang | None) -> Iterator[Gebrek]:
    """Yield what one prestatie lacks."""
    url = reverse("rapportage_prestatie", args=[document.pk, prestatie.slug])
    if voortgang is None or not voortgang.says_something:
        yield _of(prestatie, "De voortgang is nog niet gemeld.", url, Stap.VOORTGANG)
    elif voortgang.stoplicht in NEEDS_EXPLAINING and not voortgang.is_explained:
        what = f"De voortgang is {voortgang.stoplicht}; {UNEXPLAINED}"
        yield _of(prestatie, what, url, Stap.TOELICHTINGEN)


def _of_prognose(
    indicator: Effectindicator, document: Document, prognose: Prognose | None, has_target: bool
) -> Iterator[Gebrek]:
    """Yield what one indicator lacks."""
    url = reverse("rapportage_effectindicator", args=[document.pk, indicator.slug])
    if prognose is None:
        if has_target:
            yield _of(indicator, f"Er is nog geen prognose voor {document.year}.", url, Stap.VOORTGANG)
    elif prognose.verwachting != Verwachting.HAALBAAR and not prognose.toelichting.strip():
        what = f"De prognose is {prognose.get_verwachting_display().lower()}; een toelichting ontbreekt."
        yield _of(indicator, what, url, Stap.TOELICHTINGEN)


def _enumerate(years: Sequence[int]) -> str:
    """Return the years in words: 2018, 2019 en 2020."""
    *most, last = map(str, years)
    return f"{', '.join(most)} en {last}" if most else last


CHECKS: dict[DocumentKind, Callable[[Document], Iterator[Gebrek]]] = {
    DocumentKind.BELEIDSPLAN: _of_targets,
    DocumentKind.KADERNOTA: _of_changed_targets,
    DocumentKind.BEGROTING: _of_targets,
    DocumentKind.BEGROTINGSWIJZIGING: _of_changed_targets,
    DocumentKind.BESTUURSRAPPORTAGE: _of_bestuursrapportage,
    DocumentKind.JAARSTUKKEN: _of_jaarstukken,
}
