"""What was once said of the columns below a heading, kept for the next source that has it."""

from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from indicators.imports.spreadsheet.columns import Indeling, Kop
from indicators.models import Kolomindeling


def indelingen_for(data: bytes) -> dict[str, Indeling]:
    """Return what is known of headings, by their fingerprints; what was said of this source alone goes first."""
    return {one.fingerprint: Indeling.from_json(one.columns) for one in _kept_for(data)}


def said_of(kop: Kop, data: bytes) -> Kolomindeling | None:
    """Return what was said of a heading, as far as it holds for this source."""
    return _kept_for(data).filter(fingerprint=kop.fingerprint).last()


def forget(kop: Kop, data: bytes) -> None:
    """Take back what was said of a heading: for this source alone, and for every source."""
    _kept_for(data).filter(fingerprint=kop.fingerprint).delete()


def _kept_for(data: bytes) -> QuerySet[Kolomindeling]:
    """Return what was said that holds for this source; what was said of it alone comes last."""
    return Kolomindeling.objects.filter(only_for__in=("", sha256(data).hexdigest())).order_by("only_for")


def keep(kop: Kop, indeling: Indeling, data: bytes, *, user: Any) -> Kolomindeling:
    """Keep what the columns below a heading hold: for every source, when the heading itself says every year."""
    only_for = "" if indeling.only_dated and not kop.alone else sha256(data).hexdigest()
    if not only_for:
        Kolomindeling.objects.filter(fingerprint=kop.fingerprint, only_for=sha256(data).hexdigest()).delete()
    kept, _ = Kolomindeling.objects.update_or_create(
        fingerprint=kop.fingerprint,
        only_for=only_for,
        defaults={
            "headings": {str(number): text[:200] for number, text in kop.texts.items()},
            "columns": indeling.as_json(),
            "changed_by": user,
            "changed_at": timezone.now(),
        },
    )
    return kept
