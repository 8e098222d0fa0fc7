"""What a document shows, as plain JSON values: the table "What a document shows" of the design.

begroting (beleidsplan, kadernota, begrotingswijziging): its tree, the streefwaarden it sets, the realisaties that it
or an earlier document reported. bestuursrapportage: voortgang, prognoses, the streefwaarde of its year. jaarstukken:
realisaties Y-3 … Y, the streefwaarde and the stoplichten of Y, toelichtingen. Numbers are strings, never floats; no
names of people. `docs/publicaties.md` describes the shape for who reads it from outside; SCHEMA counts its versions.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from indicators.choices import Stand
from indicators.models import (
    IndicatorStatus,
    Realisatie,
    Stoplichtnorm,
    Streefwaarde,
)
from indicators.onderdrukking import for_readers
from indicators.printed import printed_indicators
from indicators.publishing.parts import Parts, plain, shows_colours
from indicators.publishing.tree import Boom, current_tree, printed_tree
from programmes.choices import DocumentKind
from programmes.models import Bedrag, Document, VerbondenPartij

SCHEMA = 1
YEARS_BACK, YEARS_AHEAD = 3, 3

GESTELD, GELDT, OORSPRONKELIJK = "gesteld", "geldt", "oorspronkelijk"

Content = dict[str, Any]


def content(document: Document) -> Content:
    """Return what `document` shows now, without when and as what it is published."""
    shown, _ = with_figures(document)
    return shown


def with_figures(document: Document) -> tuple[Content, list[Realisatie]]:
    """Return the same, with the figures in it, as anybody may see them: they are not to be saved."""
    boom = printed_tree(document)
    ids = list(boom.indicators)
    figures, targets, statuses = _measured(document, ids)
    parts = Parts(boom, figures, targets, statuses, document)
    shown = {
        "schema": SCHEMA,
        "document": describe(document),
        "figure_years": _figure_years(document, figures),
        "target_years": _target_years(document, targets),
        "colour_years": [document.year] if shows_colours(document) else [],
        "norm": Stoplichtnorm.in_words(document.year) if shows_colours(document) else "",
        **boom.as_lists(),
        "effectindicatoren": [parts.indicator(pk) for pk in boom.indicators],
        "bedragen": [_bedrag(amount) for amount in _bedragen(document)],
        "verbonden_partijen": contributing(boom),
    }
    return shown, figures


def content_now() -> Content:
    """Return all that is adopted now, of every year, in the same shape: what a publication can be compared with."""
    boom = current_tree()
    ids = list(boom.indicators)
    figures = latest_figures(Realisatie.objects.adopted().filter(reeks__indicator__in=ids), None)
    targets = applying_targets(ids, None)
    statuses = list(council_statuses(ids))
    parts = Parts(boom, figures, targets, statuses, None)
    years = sorted({status.year for status in statuses})
    return {
        "schema": SCHEMA,
        "document": None,
        "figure_years": years,
        "target_years": years,
        "colour_years": years,
        "norm": "",
        **boom.as_lists(),
        "effectindicatoren": [parts.indicator(pk) for pk in boom.indicators],
        "bedragen": [],
        "verbonden_partijen": [],
    }


def describe(document: Document | None) -> dict[str, Any] | None:
    """Return the fields by which a document is known and what was decided on it."""
    if document is None:
        return None
    return {
        "kind": document.kind,
        "year": document.year,
        "through_year": document.through_year,
        "number": document.number,
        "title": str(document),
        "adopted": document.adopted,
        "adopted_on": document.adopted_on.isoformat() if document.adopted_on else None,
        "decision": document.decision,
        "decided_by": document.decided_by,
    }


def indicator_ids(document: Document) -> list[int]:
    """Return the keys of the indicators that `document` is about, in ascending order."""
    return list(printed_indicators(document).order_by("pk").values_list("pk", flat=True))


# --- Which figures, targets and stoplichten a document shows


def _measured(
    document: Document, ids: Sequence[int]
) -> tuple[list[Realisatie], list[tuple[Streefwaarde, str]], list[IndicatorStatus]]:
    """Return the figures, the targets with their roles and the stoplichten that `document` shows."""
    figures = _figures(document, ids)
    if document.sets_targets:
        own = Streefwaarde.objects.filter(document=document, reeks__indicator__in=ids, year__gte=F("document__year"))
        in_order = own.prefetch_related("document", "quoted_in").order_by("year", "reeks__valid_from")
        return figures, [(target, GESTELD) for target in in_order], []
    targets = applying_targets(ids, document.year)
    return figures, targets, list(council_statuses(ids).filter(year=document.year)) if shows_colours(document) else []


def _figures(document: Document, ids: Sequence[int]) -> list[Realisatie]:
    """Return the figures that `document` shows."""
    adopted = Realisatie.objects.adopted().filter(reeks__indicator__in=ids, year__lte=document.year)
    if document.sets_targets:
        return latest_figures(adopted, document)
    if shows_colours(document):
        return latest_figures(adopted.filter(year__gte=document.year - YEARS_BACK), None)
    return []


def latest_figures(adopted: Any, reporting: Document | None) -> list[Realisatie]:
    """Return of each reeks and year the latest version, of those that `reporting` or an earlier document reported.

    `adopted` has every adopted version of those years. As anybody may see them: they are not to be saved.
    """
    latest: dict[tuple[int, int], Realisatie] = {}
    fewest: dict[tuple[int, int], int] = {}
    # Each document once: joined to every figure it would be made anew for each.
    in_order = adopted.prefetch_related("document")
    for figure in in_order.order_by("year", "reeks__valid_from", "version"):
        of_year = figure.reeks_id, figure.year
        if figure.respondents is not None:
            fewest[of_year] = min(figure.respondents, fewest.get(of_year, figure.respondents))
        known = reporting is None or figure.document is None or came_out(figure.document) <= came_out(reporting)
        if known:
            latest[of_year] = figure
    for of_year, shown in latest.items():
        shown.fewest = fewest.get(of_year)  # type: ignore[attr-defined] # as `with_fewest` would: they are all here
    return for_readers(latest.values())


def came_out(document: Document) -> tuple[int, int, int]:
    """Return when a document came out, to compare with another: jaarstukken after their year, plans before it.

    Not the order of the cycle: the begroting 2018 (autumn 2017) reported before the jaarstukken 2017 (spring 2018).
    """
    before_its_year = document.sets_targets and document.kind != DocumentKind.BEGROTINGSWIJZIGING
    place = DocumentKind.values.index(document.kind) + 1
    if document.kind == DocumentKind.JAARSTUKKEN:
        return (document.year + 1, 0, document.number)
    return (document.year - 1 if before_its_year else document.year, place, document.number)


def applying_targets(ids: Sequence[int], year: int | None) -> list[tuple[Streefwaarde, str]]:
    """Return the targets that apply (in `year`, or in every year), and the original ones that they replaced."""
    setting = Streefwaarde.objects.setting().filter(reeks__indicator__in=ids)
    if year is not None:
        setting = setting.filter(year=year)
    documents = Document.objects.in_bulk()
    in_order = sorted(
        setting.values_list("year", "document", "reeks__valid_from", "reeks__indicator", "pk"),
        key=lambda row: (row[0], *documents[row[1]].cycle_order, *row[2:]),
    )
    applying = {(indicator, of_year): pk for of_year, _, _, indicator, pk in in_order}
    original = {(indicator, of_year): pk for of_year, _, _, indicator, pk in reversed(in_order)}
    roles = dict.fromkeys(original.values(), OORSPRONKELIJK) | dict.fromkeys(applying.values(), GELDT)
    # Those in between are shown nowhere, and are most of what later documents set.
    shown = Streefwaarde.objects.prefetch_related("document", "quoted_in").in_bulk(roles)
    return [(shown[pk], roles[pk]) for *_, pk in in_order if pk in roles]


def council_statuses(ids: Sequence[int]) -> Any:
    """Return the stored stoplichten of these indicators, as the council sees them."""
    return IndicatorStatus.objects.filter(indicator__in=ids, stand=Stand.VASTGESTELD).order_by("year")


def _figure_years(document: Document, figures: Iterable[Realisatie]) -> list[int]:
    """Return the years for which the document has a column of realisaties."""
    if shows_colours(document):
        return list(range(document.year - YEARS_BACK, document.year + 1))
    return sorted({figure.year for figure in figures})


def _target_years(document: Document, targets: Iterable[tuple[Streefwaarde, str]]) -> list[int]:
    """Return the years for which the document has a column of streefwaarden."""
    if not document.sets_targets:
        return [document.year]
    through = document.through_year or document.year + YEARS_AHEAD
    years = {target.year for target, _ in targets}
    # A beleidsplan aims at its last year only: no columns of dashes before it.
    return sorted(years if document.kind == DocumentKind.BELEIDSPLAN else {*years, *range(document.year, through + 1)})


# --- What stands beside the indicators


def _bedragen(document: Document) -> Iterable[Bedrag]:
    """Return the money that a document names."""
    amounts = Bedrag.objects.filter(document=document).order_by("year", "kind", "pk")
    return amounts.select_related("programma", "beleidsterrein", "prestatie")


def _bedrag(amount: Bedrag) -> dict[str, Any]:
    """Return an amount in euro."""
    return {
        "level": amount.level,
        "slug": amount.node.slug,
        "year": amount.year,
        "kind": amount.kind,
        "value": plain(amount.value),
        "rounded_to": plain(amount.rounded_to),
    }


def contributing(boom: Boom) -> list[dict[str, Any]]:
    """Return the organisations that contribute to a printed beleidsterrein."""
    printed = [slug for slug, terrein in boom.beleidsterreinen.items() if terrein["printed"]]
    partijen = VerbondenPartij.objects.filter(beleidsterreinen__slug__in=printed).distinct()
    return [
        {
            "name": partij.name,
            "description": partij.description,
            "beleidsterreinen": sorted(t.slug for t in partij.beleidsterreinen.all() if t.slug in printed),
        }
        for partij in partijen.prefetch_related("beleidsterreinen")
    ]
