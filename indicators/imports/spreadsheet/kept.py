"""What was once said of the columns below a heading, kept for the next file that has it."""

from hashlib import sha256
from typing import Any

from django.utils import timezone

from indicators.imports.spreadsheet.columns import Indeling, Kop
from indicators.imports.spreadsheet.tables import only_dated
from indicators.models import Kolomindeling


def indelingen_for(data: bytes) -> dict[str, Indeling]:
    """Return what is known of headings, by their fingerprints; what was said of this file alone goes first."""
    kept = Kolomindeling.objects.filter(only_for__in=("", sha256(data).hexdigest())).order_by("only_for")
    return {one.fingerprint: Indeling.from_json(one.columns) for one in kept}


def keep(kop: Kop, indeling: Indeling, data: bytes, *, user: Any) -> Kolomindeling:
    """Keep what the columns below a heading hold: for every file, when the headings themselves say every year."""
    only_for = "" if only_dated(indeling) else sha256(data).hexdigest()
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
