"""One indicator of a publication in plain JSON values: numbers as strings, no names of people."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

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
    Streefwaarde,
    Toelichting,
)
from indicators.overview import nothing_known
from indicators.publishing.tree import Boom
from programmes.choices import DocumentKind
from programmes.models import Document


def shows_colours(document: Document) -> bool:
    """Whether a document says how its year went: only the jaarstukken do."""
    return document.kind == DocumentKind.JAARSTUKKEN


def plain(value: Decimal | None) -> str | None:
    """Return a number as digits with a point, and no more of them than it has: 6.0 is "6"."""
    if value is None:
        return None
    return f"{value.normalize():f}" if value else "0"


class Parts:
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
        self.titles: dict[int, str] = {}  # of the documents that are named, by key
        self.figures: dict[int, list[Realisatie]] = defaultdict(list)
        self.targets: dict[int, list[tuple[Streefwaarde, str]]] = defaultdict(list)
        self.statuses: dict[int, list[IndicatorStatus]] = defaultdict(list)
        self.reeksen: dict[int, list[Reeks]] = defaultdict(list)
        known: dict[int | None, Reeks] = {}
        for reeks in Reeks.objects.filter(indicator__in=boom.indicators).select_related("bron").order_by("valid_from"):
            known[reeks.pk] = reeks
            self.reeksen[reeks.indicator_id].append(reeks)
        # Each reeks once: joined to all that is in it, it would be read and made anew for each.
        for figure in figures:
            figure.reeks = known[figure.reeks_id]
            self.figures[figure.reeks.indicator_id].append(figure)
        for target, role in targets:
            target.reeks = known[target.reeks_id]
            self.targets[target.reeks.indicator_id].append((target, role))
        for status in statuses:
            status.reeks, status.target_reeks = known.get(status.reeks_id), known.get(status.target_reeks_id)
            self.statuses[status.indicator_id].append(status)
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
            "realisaties": [self._realisatie(figure) for figure in figures],
            "streefwaarden": [self._streefwaarde(target, role) for target, role in targets],
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

    def _realisatie(self, figure: Realisatie) -> dict[str, Any]:
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
            "document": self._reference(figure.document or self.document),
        }

    def _streefwaarde(self, target: Streefwaarde, role: str) -> dict[str, Any]:
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
            "document": self._reference(target.document),
            "quoted_in": self._reference(target.quoted_in),
            "moved_because": target.moved_because,
            "moved_by": target.moved_by,
        }

    def _reference(self, document: Document | None) -> str:
        """Return the title by which another document is named."""
        if document is None:
            return ""
        if document.pk not in self.titles:
            self.titles[document.pk] = str(document)
        return self.titles[document.pk]


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


def _afwijking(agreed: Afwijking | None) -> dict[str, Any] | None:
    """Return a deviation that was agreed on, without the people who did."""
    return {"year": agreed.year, "reason": agreed.reason, "until": agreed.until.isoformat()} if agreed else None
