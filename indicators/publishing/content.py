"""What a document shows, as plain JSON values: the table "What a document shows" of the design.

begroting (beleidsplan, kadernota, begrotingswijziging): its tree, the streefwaarden it sets, the realisaties that it
or an earlier document reported. bestuursrapportage: voortgang, prognoses, the streefwaarde of its year. jaarstukken:
realisaties Y-3 … Y, the streefwaarde and the stoplichten of Y, toelichtingen. Numbers are strings, never floats; no
names of people. `docs/publicaties.md` describes the shape for who reads it from outside; SCHEMA counts its versions.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F

from indicators.choices import Stand
from indicators.explanation import explain
from indicators.inputs import Invoer, Uitkomst
from indicators.models import (
    Afwijking,
    Effectindicator,
    IndicatorStatus,
    Prognose,
    Realisatie,
    Reeks,
    Stoplichtnorm,
    Streefwaarde,
    Toelichting,
)
from indicators.overview import nothing_known
from indicators.printed import printed_indicators
from indicators.publishing.tree import Boom, current_tree, printed_tree
from programmes.choices import DocumentKind
from programmes.models import Bedrag, Document, VerbondenPartij

SCHEMA = 1
YEARS_BACK, YEARS_AHEAD = 3, 3

GESTELD, GELDT, OORSPRONKELIJK = "gesteld", "geldt", "oorspronkelijk"

Content = dict[str, Any]


def content(document: Document) -> Content:
    """Return what `document` shows now, without when and as what it is published."""
    boom = printed_tree(document)
    ids = list(boom.indicators)
    figures, targets, statuses = _measured(document, ids)
    parts = _Parts(boom, figures, targets, statuses, document)
    return {
        "schema": SCHEMA,
        "document": describe(document),
        "figure_years": _figure_years(document, figures),
        "target_years": _target_years(document, targets),
        "colour_years": [document.year] if shows_colours(document) else [],
        "norm": Stoplichtnorm.in_words(document.year) if shows_colours(document) else "",
        **boom.as_lists(),
        "effectindicatoren": [parts.indicator(pk) for pk in boom.indicators],
        "bedragen": [_bedrag(amount) for amount in _bedragen(document)],
        "verbonden_partijen": _partijen(boom),
    }


def content_now() -> Content:
    """Return all that is adopted now, of every year, in the same shape: what a publication can be compared with."""
    boom = current_tree()
    ids = list(boom.indicators)
    figures = _latest(Realisatie.objects.adopted().filter(reeks__indicator__in=ids), None)
    targets = _applying(ids, None)
    statuses = list(_statuses(ids))
    parts = _Parts(boom, figures, targets, statuses, None)
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


def shows_colours(document: Document) -> bool:
    """Whether a document says how its year went: only the jaarstukken do."""
    return document.kind == DocumentKind.JAARSTUKKEN


def indicator_ids(document: Document) -> list[int]:
    """Return the keys of the indicators that `document` is about, in ascending order."""
    return list(printed_indicators(document).order_by("pk").values_list("pk", flat=True))


def figures_first_reported(document: Document) -> list[Realisatie]:
    """Return the adopted figures that `document` shows and that no document reported before it."""
    figures, _, _ = _measured(document, indicator_ids(document))
    return [figure for figure in figures if figure.document_id is None]


def plain(value: Decimal | None) -> str | None:
    """Return a number as digits with a point, and no more of them than it has: 6.0 is "6"."""
    if value is None:
        return None
    return f"{value.normalize():f}" if value else "0"


# --- Which figures, targets and stoplichten a document shows


def _measured(
    document: Document, ids: Sequence[int]
) -> tuple[list[Realisatie], list[tuple[Streefwaarde, str]], list[IndicatorStatus]]:
    """Return the figures, the targets with their roles and the stoplichten that `document` shows."""
    adopted = Realisatie.objects.adopted().filter(reeks__indicator__in=ids, year__lte=document.year)
    if document.sets_targets:
        own = Streefwaarde.objects.filter(document=document, reeks__indicator__in=ids, year__gte=F("document__year"))
        in_order = own.select_related("reeks", "document", "quoted_in").order_by("year", "reeks__valid_from")
        return _latest(adopted, document), [(target, GESTELD) for target in in_order], []
    if shows_colours(document):
        figures = _latest(adopted.filter(year__gte=document.year - YEARS_BACK), None)
        return figures, _applying(ids, document.year), list(_statuses(ids).filter(year=document.year))
    return [], _applying(ids, document.year), []


def _latest(adopted: Any, reporting: Document | None) -> list[Realisatie]:
    """Return of each reeks and year the latest version, of those that `reporting` or an earlier document reported."""
    latest = {}
    for figure in adopted.select_related("reeks", "document").order_by("year", "reeks__valid_from", "version"):
        known = reporting is None or figure.document is None or came_out(figure.document) <= came_out(reporting)
        if known:
            latest[figure.reeks_id, figure.year] = figure
    return list(latest.values())


def came_out(document: Document) -> tuple[int, int, int]:
    """Return when a document came out, to compare with another: jaarstukken after their year, plans before it.

    Not the order of the cycle: the begroting 2018 (autumn 2017) reported before the jaarstukken 2017 (spring 2018).
    """
    before_its_year = document.sets_targets and document.kind != DocumentKind.BEGROTINGSWIJZIGING
    place = DocumentKind.values.index(document.kind) + 1
    if document.kind == DocumentKind.JAARSTUKKEN:
        return (document.year + 1, 0, document.number)
    return (document.year - 1 if before_its_year else document.year, place, document.number)


def _applying(ids: Sequence[int], year: int | None) -> list[tuple[Streefwaarde, str]]:
    """Return the targets that apply (in `year`, or in every year), and the original ones that they replaced."""
    targets = Streefwaarde.objects.setting().filter(reeks__indicator__in=ids)
    if year is not None:
        targets = targets.filter(year=year)
    in_order = sorted(
        targets.select_related("reeks", "document", "quoted_in"),
        key=lambda target: (target.year, *target.document.cycle_order, target.reeks.valid_from),
    )
    applying = {(target.reeks.indicator_id, target.year): target for target in in_order}
    original = {(target.reeks.indicator_id, target.year): target for target in reversed(in_order)}
    roles = {target.pk: OORSPRONKELIJK for target in original.values()}
    roles |= {target.pk: GELDT for target in applying.values()}
    return [(target, roles[target.pk]) for target in in_order if target.pk in roles]


def _statuses(ids: Sequence[int]) -> Any:
    """Return the stored stoplichten of these indicators, as the council sees them."""
    stored = IndicatorStatus.objects.filter(indicator__in=ids, stand=Stand.VASTGESTELD).order_by("year")
    return stored.select_related("reeks", "target_reeks")


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


# --- The parts, in plain values


class _Parts:
    """What was read, by indicator, so that each can be put together without a query."""

    def __init__(
        self,
        boom: Boom,
        figures: Iterable[Realisatie],
        targets: Iterable[tuple[Streefwaarde, str]],
        statuses: Iterable[IndicatorStatus],
        document: Document | None,
    ) -> None:
        self.boom = boom
        self.document = document
        self.figures: dict[int, list[Realisatie]] = defaultdict(list)
        self.targets: dict[int, list[tuple[Streefwaarde, str]]] = defaultdict(list)
        self.statuses: dict[int, list[IndicatorStatus]] = defaultdict(list)
        self.reeksen: dict[int, list[Reeks]] = defaultdict(list)
        for figure in figures:
            self.figures[figure.reeks.indicator_id].append(figure)
        for target, role in targets:
            self.targets[target.reeks.indicator_id].append((target, role))
        for status in statuses:
            self.statuses[status.indicator_id].append(status)
        for reeks in Reeks.objects.filter(indicator__in=boom.indicators).select_related("bron").order_by("valid_from"):
            self.reeksen[reeks.indicator_id].append(reeks)
        self.toelichtingen = _by_indicator(Toelichting.objects.filter(document=document) if document else [])
        self.prognoses = _by_indicator(Prognose.objects.filter(document=document) if document else [])
        deviations = Afwijking.objects.current().filter(indicator__in=boom.indicators)
        agreed = deviations.filter(year=document.year) if document and shows_colours(document) else []
        self.afwijkingen = _by_indicator(agreed)

    def indicator(self, pk: int) -> dict[str, Any]:
        """Return all that is shown of one indicator."""
        figures, targets = self.figures[pk], self.targets[pk]
        statuses = self.statuses[pk]
        if self.document and shows_colours(self.document) and not statuses:
            statuses = [nothing_known(Effectindicator(pk=pk), self.document.year, Stand.VASTGESTELD)]
        return {
            **self.boom.indicators[pk],
            "reeksen": [_reeks(reeks) for reeks in self._used(pk)],
            "realisaties": [_realisatie(figure, self.document) for figure in figures],
            "streefwaarden": [_streefwaarde(target, role) for target, role in targets],
            "stoplichten": [self._stoplicht(status) for status in statuses],
            "toelichting": _texts(self.toelichtingen.get(pk), "oorzaak", "gevolg", "bijsturing"),
            "prognose": _texts(self.prognoses.get(pk), "verwachting", "toelichting"),
            "afwijking": _afwijking(self.afwijkingen.get(pk)),
        }

    def _used(self, pk: int) -> list[Reeks]:
        """Return the reeksen that the figures and targets are in, and the one that measures the document's own year."""
        used = {figure.reeks_id for figure in self.figures[pk]}
        used |= {target.reeks_id for target, _ in self.targets[pk]}
        year = self.document.year if self.document else None
        begun = [reeks for reeks in self.reeksen[pk] if year is None or reeks.valid_from <= year]
        used |= {reeks.pk for reeks in (begun or self.reeksen[pk][:1])[-1:]}
        return [reeks for reeks in self.reeksen[pk] if reeks.pk in used]

    def _stoplicht(self, status: IndicatorStatus) -> dict[str, Any]:
        """Return one year's colour with why: all it was judged by, and the words of the page."""
        reeks = status.reeks or next(iter(self._used(status.indicator_id)), Reeks())
        why = explain(status, status, status.year, reeks, status.target_reeks)
        inputs = {name: getattr(status, name) for name in Invoer._fields if not name.endswith("_id")}
        return {
            "year": status.year,
            **{name: getattr(status, name) for name in Uitkomst._fields},
            **{name: plain(value) if isinstance(value, Decimal) else value for name, value in inputs.items()},
            "reeks": status.reeks.valid_from if status.reeks else None,
            "target_reeks": status.target_reeks.valid_from if status.target_reeks else None,
            "in_words": {
                "sentence": why.sentence,
                "figure": why.figure,
                "target": why.target,
                "margin": why.margin,
                "remarks": list(why.remarks),
            },
        }


def _by_indicator(rows: Iterable[Any]) -> dict[int, Any]:
    """Return the row of each indicator."""
    return {row.indicator_id: row for row in rows}


def _texts(row: Any, *fields: str) -> dict[str, str] | None:
    """Return these texts of a row; None when there is no row or it says nothing."""
    texts = {name: getattr(row, name) for name in fields} if row else {}
    return texts if any(texts.values()) else None


def _reeks(reeks: Reeks) -> dict[str, Any]:
    """Return how an indicator is measured from a year on."""
    return {
        "valid_from": reeks.valid_from,
        "unit": reeks.unit,
        "decimals": reeks.decimals,
        "bron": reeks.bron.name if reeks.bron else "",
        "definition": reeks.definition,
        "break_reason": reeks.break_reason,
    }


def _realisatie(figure: Realisatie, shown_in: Document | None) -> dict[str, Any]:
    """Return a figure; one that no document reported yet is first reported by the one that shows it."""
    return {
        "year": figure.year,
        "reeks": figure.reeks.valid_from,
        "measured_year": figure.measured_year,
        "value": plain(figure.value),
        "reason": figure.reason,
        "note": figure.note,
        "version": figure.version,
        "provisional": figure.provisional,
        "respondents": figure.respondents,
        "document": _reference(figure.document or shown_in),
    }


def _streefwaarde(target: Streefwaarde, role: str) -> dict[str, Any]:
    """Return a target with the document it comes from, and why it moved."""
    return {
        "year": target.year,
        "reeks": target.reeks.valid_from,
        "value": plain(target.value),
        "lower": plain(target.lower),
        "upper": plain(target.upper),
        "strict": target.strict,
        "reason": target.reason,
        "note": target.note,
        "role": role,
        "document": _reference(target.document),
        "quoted_in": _reference(target.quoted_in),
        "moved_because": target.moved_because,
        "moved_by": target.moved_by,
    }


def _reference(document: Document | None) -> str:
    """Return the title by which another document is named."""
    return str(document) if document else ""


def _afwijking(agreed: Afwijking | None) -> dict[str, Any] | None:
    """Return a deviation that was agreed on, without the people who did."""
    return {"year": agreed.year, "reason": agreed.reason, "until": agreed.until.isoformat()} if agreed else None


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


def _partijen(boom: Boom) -> list[dict[str, Any]]:
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
