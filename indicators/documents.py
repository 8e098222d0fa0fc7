"""Making a P&C-document from an earlier one, and recording what the raad decided on it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.choices import DoelStaat
from indicators.completeness import Gebrek, gebreken, target_years
from indicators.models import Effectindicator, IndicatorVermelding, Streefwaarde
from indicators.publishing.chain import NOT_READY, PERMISSION, hold
from indicators.tasks import recalculate_on_commit
from programmes import recorded
from programmes.choices import DocumentKind, Orgaan
from programmes.models import Document, Vermelding
from programmes.years import LAST_YEAR

# These set a target for every indicator and year; the others only what they change.
SETS_EVERY_TARGET = (DocumentKind.BELEIDSPLAN, DocumentKind.BEGROTING)


class NotComplete(Exception):
    """A document cannot be adopted yet; `gebreken` is everything it lacks."""

    def __init__(self, missing: list[Gebrek]) -> None:
        super().__init__("the document is not complete")
        self.gebreken = missing


@transaction.atomic
def create_from_previous(
    kind: str, year: int, *, number: int = 1, title: str = "", previous: Document | None, user: Any
) -> Document:
    """Make a document with the tree and the indicators of `previous`, and return it.

    One that sets every target starts with those that apply to its years, as proposals to confirm. Raises
    ValidationError when there is such a document already, or when `previous` comes after it.
    """
    _may(user)
    document = Document(kind=kind, year=year, number=number, title=title, based_on=previous)
    document.through_year = _through_year(document, previous)
    document.full_clean()
    if previous and previous.year > year:
        raise ValidationError({"based_on": f"{previous} is van na {year}. Kies een document van {year} of eerder."})
    try:
        with transaction.atomic():
            recorded.save(document, by=user, why=f"gemaakt uit {previous}" if previous else "gemaakt")
    except IntegrityError as race:
        raise ValidationError(
            "Iemand anders maakte dit document op hetzelfde moment. U vindt het bij Documenten."
        ) from race
    if previous:
        _copy_tree(previous, document)
        if kind in SETS_EVERY_TARGET:
            _copy_targets(document, user)
    return document


@transaction.atomic
def adopt_document(document: Document, *, user: Any, decided_by: str, adopted_on: date, decision: str) -> Document:
    """Record that the raad (or of a bestuursrapportage the college) adopted `document`; from now on its targets apply.

    Raises NotComplete with everything that is missing, or ValidationError when it was adopted already, when the day is
    still to come, or when this orgaan does not decide on it. The recompute follows after the commit.
    """
    _may(user)
    document = hold(document)
    if document.adopted:
        raise ValidationError(f"{document} is al vastgesteld.")
    missing = gebreken(document)
    if missing:
        raise NotComplete(missing)
    if decided_by not in deciding(document):
        labels = " of ".join(str(orgaan.label) for orgaan in deciding(document))
        raise ValidationError({"decided_by": f"Over dit document besluit {labels}."})
    if adopted_on > timezone.localdate():
        raise ValidationError(
            {"adopted_on": "Een besluit kan niet in de toekomst genomen zijn. Kies vandaag of een eerdere dag."}
        )
    document.adopted, document.decided_by = True, decided_by
    document.adopted_on, document.decision = adopted_on, decision.strip()
    # What was made ready was the document as it was before the decision.
    for name, value in NOT_READY.items():
        setattr(document, name, value)
    document.full_clean()
    recorded.save(document, by=user, why=f"vastgesteld door {document.get_decided_by_display()} {decision}".strip())
    recalculate_on_commit(aimed_at(document))
    return document


def deciding(document: Document) -> Collection[Orgaan]:
    """Return who can decide on a document: the raad, and on a bestuursrapportage also the college."""
    return list(Orgaan) if document.kind == DocumentKind.BESTUURSRAPPORTAGE else [Orgaan.RAAD]


def aimed_at(document: Document) -> set[int]:
    """Return the keys of the indicators that have a target in `document`."""
    indicators = Effectindicator.objects.filter(reeksen__streefwaarden__document=document)
    return set(indicators.values_list("pk", flat=True))


def _may(user: Any) -> None:
    """Raise PermissionDenied for who does not make documents."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied


def _through_year(document: Document, previous: Document | None) -> int | None:
    """Return the last year a new document is about: as many years ahead as the earlier one of its kind."""
    if previous and previous.kind == document.kind and previous.through_year:
        through: int = document.year + previous.through_year - previous.year
        return min(through, LAST_YEAR)
    return target_years(document)[-1] if document.kind == DocumentKind.BEGROTING else None


def _copy_tree(previous: Document, document: Document) -> None:
    """Print in `document` what `previous` printed; what that said of its own year stays there."""
    copies: dict[int | None, Vermelding] = {}
    printed = list(previous.vermeldingen.order_by("order", "pk"))
    while ready := [v for v in printed if v.pk not in copies and (v.parent_id is None or v.parent_id in copies)]:
        for vermelding in ready:
            copies[vermelding.pk] = Vermelding.objects.create(
                document=document,
                parent=copies.get(vermelding.parent_id),
                order=vermelding.order,
                code=vermelding.code,
                name=vermelding.name,
                programma_id=vermelding.programma_id,
                beleidsterrein_id=vermelding.beleidsterrein_id,
                doel_id=vermelding.doel_id,
                prestatie_id=vermelding.prestatie_id,
            )
    for indicator in previous.indicatorvermeldingen.all():
        IndicatorVermelding.objects.create(
            document=document,
            parent=copies.get(indicator.parent_id),
            order=indicator.order,
            code=indicator.code,
            name=indicator.name,
            note=indicator.note,
            indicator_id=indicator.indicator_id,
        )


def _copy_targets(document: Document, user: Any) -> None:
    """Propose for every year what applies to it now, of the indicators that `document` prints."""
    printed = document.indicatorvermeldingen.values("indicator")
    years = target_years(document)
    rows = Streefwaarde.objects.setting().filter(
        reeks__indicator__in=printed, year__gte=years[0], year__lte=years[-1], document__year__lte=document.year
    )
    before = [t for t in rows.select_related("reeks", "document") if t.document.cycle_order < document.cycle_order]
    in_order = sorted(before, key=lambda target: (*target.document.cycle_order, target.reeks.valid_from))
    applying = {(target.reeks.indicator_id, target.year): target for target in in_order}
    for target in applying.values():
        proposal = Streefwaarde(
            reeks=target.reeks,
            year=target.year,
            value=target.value,
            lower=target.lower,
            upper=target.upper,
            strict=target.strict,
            reason=target.reason,
            note=target.note,
            document=document,
            state=DoelStaat.VOORSTEL,
            # Four eyes: who made the document does not confirm what it took over.
            changed_by=user,
            changed_at=timezone.now(),
        )
        recorded.save(proposal, by=user, why=f"overgenomen uit {target.document}")
