"""A trendbreuk: from a year on an indicator is measured in another way, and nothing is judged across the break."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from indicators.choices import DoelStaat
from indicators.models import Effectindicator, Realisatie, Reeks, Streefwaarde
from indicators.tasks import recalculate_on_commit
from programmes import recorded


@transaction.atomic
def start_reeks(reeks: Reeks, *, user: Any) -> Reeks:
    """Save a new way of measuring from `reeks.valid_from` on, with its `break_reason`, and return it.

    Targets that adopted documents set in the old way stay what they are: until a document sets one in the new way,
    those years are grijs. Raises PermissionDenied when `user` is no controller, and ValidationError without a reason,
    when the indicator was not measured before, or when figures or proposals of the old way are about these years.
    """
    if not user.has_perm("indicators.adopt_realisatie"):
        raise PermissionDenied("Alleen een controller legt een trendbreuk vast.")
    Effectindicator.objects.select_for_update().get(pk=reeks.indicator_id)
    if not reeks.break_reason.strip():
        raise ValidationError({"break_reason": "Schrijf waarom er anders gemeten wordt."})
    refusal = _why_not(reeks)
    if refusal:
        raise ValidationError({"valid_from": refusal})
    reeks.full_clean()
    recorded.save(reeks, by=user, why=reeks.break_reason)
    recalculate_on_commit([reeks.indicator_id])
    return reeks


def check_reeks(reeks: Reeks, year: int) -> None:
    """Raise ValidationError when `year` is not (any more) measured by `reeks`; the caller locked the indicator."""
    if reeks.indicator.reeks_of(year) != reeks:
        raise ValidationError(
            f"Over {year} wordt deze indicator intussen anders gemeten. Open de pagina opnieuw en vul dan in."
        )


def outlived_targets(reeks: Reeks) -> QuerySet[Streefwaarde]:
    """Return the targets that were set in the old way for years that `reeks` is about."""
    setting = Streefwaarde.objects.setting().filter(reeks__indicator=reeks.indicator_id, year__gte=reeks.valid_from)
    return setting.filter(reeks__valid_from__lt=reeks.valid_from)


def _why_not(reeks: Reeks) -> str:
    """Return why measuring cannot change in this year, or nothing when it can."""
    others = Reeks.objects.filter(indicator=reeks.indicator_id).order_by("valid_from")
    last = others.last()
    if last is None or last.valid_from >= reeks.valid_from:
        since = f"vanaf {last.valid_from}" if last else "nooit"
        return f"De laatste manier van meten geldt {since}; een trendbreuk begint daarna."
    figures = Realisatie.objects.filter(reeks=last, year__gte=reeks.valid_from)
    if figures.exists():
        years = _years(figures.values_list("year", flat=True))
        return (
            f"Over {years} staat al een cijfer dat op de oude manier is gemeten. "
            "Begin later, of laat een concept eerst weggooien."
        )
    proposals = Streefwaarde.objects.filter(
        reeks=last, year__gte=reeks.valid_from, state=DoelStaat.VOORSTEL, document__adopted=False
    )
    if proposals.exists():
        years = _years(proposals.values_list("year", flat=True))
        return f"Voor {years} ligt een voorstel voor een streefwaarde op de oude manier. Laat dat eerst leegmaken."
    return ""


def _years(years: Iterable[int]) -> str:
    """Return years as they are enumerated: 2019, 2020 en 2021."""
    *others, last = map(str, sorted(set(years)))
    return f"{', '.join(others)} en {last}" if others else last
