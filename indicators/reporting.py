"""Reporting in a document: the progress of prestaties, the explanation of indicators, what is expected of them.

The one way in which a form writes these. What was adopted does not change any more; what somebody else wrote in the
meantime is shown before it is overwritten.
"""

from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import Effectindicator, Prognose, Toelichting
from indicators.printed import printed_prestaties
from programmes import recorded
from programmes.choices import DocumentKind, Stoplicht
from programmes.models import Beleidsterrein, Document, Prestatie, Voortgang

REPORTS_PROGRESS = (DocumentKind.BESTUURSRAPPORTAGE,)
EXPLAINS_FIGURES = (DocumentKind.BESTUURSRAPPORTAGE, DocumentKind.JAARSTUKKEN)

Report = TypeVar("Report", Voortgang, Toelichting, Prognose)


@dataclass(frozen=True)
class Lichten:
    """The three lights of a prestatie's progress."""

    tijd: str
    geld: str
    kwaliteit: str


@dataclass(frozen=True)
class Verklaring:
    """An explanation: the cause, what it means for the doel, what is done about it."""

    oorzaak: str = ""
    gevolg: str = ""
    bijsturing: str = ""

    @property
    def says_something(self) -> bool:
        """Whether any part of it is filled in."""
        return any(part.strip() for part in (self.oorzaak, self.gevolg, self.bijsturing))


class SomeoneElseReported(Exception):
    """What is reported is no longer what the officer saw when they began; `current` is what it is now."""

    def __init__(self, current: Voortgang | Toelichting | Prognose) -> None:
        super().__init__("it was reported otherwise in the meantime")
        self.current = current


def seen_as(report: Voortgang | Toelichting | Prognose | None) -> str:
    """Return what a form carries to find out whether a report changed since it was shown."""
    if report is None:
        return ""
    return f"{report.pk}.{report.changed_at.isoformat() if report.changed_at else ''}"


@transaction.atomic
def report_progress(
    prestatie: Prestatie,
    document: Document,
    lights: Lichten,
    explanation: Verklaring,
    *,
    toelichting: str = "",
    user: Any,
    seen: str,
) -> Voortgang:
    """Save the progress of one prestatie in a bestuursrapportage, with its explanation; return it.

    Raises PermissionDenied for who does not own it today, ValidationError for a document that is adopted or
    reports no progress, SomeoneElseReported when what is there is not what `seen` (see `seen_as`) says.
    """
    _lock(document, REPORTS_PROGRESS, _owned(prestatie.doel.beleidsterrein, user))
    there = Voortgang.objects.filter(prestatie=prestatie, document=document).first()
    voortgang = there or Voortgang(prestatie=prestatie, document=document)
    return _write(voortgang, {**asdict(lights), **asdict(explanation), "toelichting": toelichting}, user, seen)


@transaction.atomic
def no_deviations(beleidsterrein: Beleidsterrein, document: Document, *, user: Any) -> int:
    """Report groen for every prestatie of a beleidsterrein of which nothing was reported yet; return how many.

    Raises as `report_progress` does. What was reported stays as it is.
    """
    _lock(document, REPORTS_PROGRESS, _owned(beleidsterrein, user))
    there = {voortgang.prestatie_id: voortgang for voortgang in Voortgang.objects.filter(document=document)}
    groen = Lichten(*[Stoplicht.GROEN] * 3)
    number = 0
    for prestatie in printed_prestaties(document).filter(doel__beleidsterrein=beleidsterrein):
        voortgang = there.get(prestatie.pk) or Voortgang(prestatie=prestatie, document=document)
        if not voortgang.says_something:
            _save(voortgang, asdict(groen), user)
            number += 1
    return number


@transaction.atomic
def explain_indicator(
    indicator: Effectindicator, document: Document, explanation: Verklaring, *, user: Any, seen: str
) -> Toelichting:
    """Save why an indicator stands as it does in a bestuursrapportage or jaarstukken; raises as `report_progress`."""
    _lock(document, EXPLAINS_FIGURES, _editable(indicator, user))
    there = Toelichting.objects.filter(indicator=indicator, document=document).first()
    return _write(there or Toelichting(indicator=indicator, document=document), asdict(explanation), user, seen)


@transaction.atomic
def expect(
    indicator: Effectindicator, document: Document, verwachting: str, toelichting: str, *, user: Any, seen: str
) -> Prognose:
    """Save what is expected of an indicator's streefwaarde in a bestuursrapportage; raises as `report_progress`."""
    _lock(document, REPORTS_PROGRESS, _editable(indicator, user))
    there = Prognose.objects.filter(indicator=indicator, document=document).first()
    prognose = there or Prognose(indicator=indicator, document=document)
    return _write(prognose, {"verwachting": verwachting, "toelichting": toelichting}, user, seen)


def _owned(beleidsterrein: Beleidsterrein, user: Any) -> QuerySet[Any]:
    """Return this beleidsterrein as far as it is theirs."""
    return Beleidsterrein.objects.owned_by(user).filter(pk=beleidsterrein.pk)


def _editable(indicator: Effectindicator, user: Any) -> QuerySet[Any]:
    """Return this indicator as far as it is theirs."""
    return Effectindicator.objects.editable_by(user).filter(pk=indicator.pk)


def _lock(document: Document, kinds: tuple[DocumentKind, ...], theirs: QuerySet[Any]) -> None:
    """Lock the document, so that it is not adopted meanwhile, or say why this cannot be written in it.

    `theirs` is what is reported of, as far as it is the officer's: empty when it is another's.
    """
    current = Document.objects.select_for_update().get(pk=document.pk)
    if not theirs.exists():
        raise PermissionDenied("somebody else reports this")
    if current.kind not in kinds:
        raise ValidationError(f"Een document van deze soort ({current.get_kind_display().lower()}) meldt dit niet.")
    if current.adopted:
        raise ValidationError(f"{current} is vastgesteld; wat erin staat verandert niet meer.")


def _write(report: Report, said: dict[str, str], user: Any, seen: str) -> Report:
    """Save what is said now, unless the officer saw something else than is there."""
    if report.pk and all(getattr(report, name) == value for name, value in said.items()):
        return report  # sent twice, or changed by nobody
    if report.pk and seen_as(report) != seen:
        raise SomeoneElseReported(report)
    return _save(report, said, user)


def _save(report: Report, said: dict[str, str], user: Any) -> Report:
    """Save what is said now, with who and when."""
    for name, value in said.items():
        setattr(report, name, value)
    report.changed_by, report.changed_at = user, timezone.now()
    report.full_clean()
    recorded.save(report, by=user)
    return report
