"""Agreed deviations: a controller agrees that a light is oranje or rood for a while. The colour stays as it is.

Nothing has to run for one to end: whether it holds is a comparison with today.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.choices import Stand
from indicators.compiled import rows
from indicators.models import Afwijking, Effectindicator, IndicatorStatus
from programmes import recorded
from programmes.choices import Stoplicht

PERMISSION = "indicators.accept_afwijking"

DEVIATING = (Stoplicht.ORANJE, Stoplicht.ROOD)

Afgesproken = Mapping[tuple[int, int], Afwijking]  # by indicator and year


def agreed(indicator_ids: Collection[int], year: int | None = None) -> Afgesproken:
    """Return the deviations that hold today, of these indicators and one year (None: every year).

    One query, and another where there are any: mostly there are none.
    """
    found = [key for (key,) in rows(_current, indicator_ids, year)]
    current = Afwijking.objects.filter(pk__in=found).select_related("owner") if found else ()
    return {(afwijking.indicator_id, afwijking.year): afwijking for afwijking in current}


def _current(indicator_ids: Collection[int], year: int | None, _stand: str | None) -> Any:
    """Ask for the keys of the deviations that hold today."""
    current = Afwijking.objects.current().filter(indicator__in=indicator_ids).order_by()
    return (current if year is None else current.filter(year=year)).values_list("pk")


def mark_of(status: IndicatorStatus, afgesproken: Afgesproken) -> Afwijking | None:
    """Return what was agreed on this light; nothing on one that is groen or grijs: that deviates from nothing."""
    return afgesproken.get((status.indicator_id, status.year)) if status.stoplicht in DEVIATING else None


@transaction.atomic
def agree(indicator: Effectindicator, year: int, *, owner: Any, reason: str, until: date, user: Any) -> Afwijking:
    """Agree on the deviation of one year until and including a day; return what was agreed.

    Raises ValidationError when the council sees no oranje or rood light for that year, when something was agreed
    already, when the day is past, or when the owner is no longer active; PermissionDenied for who is no controller.
    """
    _lock(indicator, user)
    seen = IndicatorStatus.objects.filter(indicator=indicator, year=year, stand=Stand.VASTGESTELD)
    if not seen.filter(stoplicht__in=DEVIATING).exists():
        raise ValidationError("Alleen van een vastgesteld stoplicht dat oranje of rood is, kunt u dit afspreken.")
    if agreed([indicator.pk], year):
        raise ValidationError("Voor dit jaar is al iets afgesproken. Beëindig dat eerst.")
    if until < timezone.localdate():
        raise ValidationError("De laatste dag kan niet voorbij zijn. Kies vandaag of een latere dag.")
    if not owner.is_active:
        raise ValidationError("Wie er voor staat, werkt hier niet meer. Kies iemand anders.")
    afwijking = Afwijking(
        indicator=indicator,
        year=year,
        owner=owner,
        reason=reason,
        until=until,
        accepted_by=user,
        accepted_at=timezone.now(),
    )
    afwijking.full_clean()
    recorded.save(afwijking, by=user, why=reason)
    return afwijking


@transaction.atomic
def end(indicator: Effectindicator, year: int, *, user: Any, why: str) -> Afwijking:
    """End what was agreed on one year before its last day; return it.

    Raises ValidationError without a reason or when nothing is agreed (any more), PermissionDenied for who is no
    controller.
    """
    _lock(indicator, user)
    if not why:
        raise ValidationError("Schrijf erbij waarom de afspraak eerder eindigt.")
    afwijking = agreed([indicator.pk], year).get((indicator.pk, year))
    if afwijking is None:
        raise ValidationError("Er is voor dit jaar niets (meer) afgesproken.")
    afwijking.ended_by, afwijking.ended_at = user, timezone.now()
    recorded.save(afwijking, by=user, why=why, fields=["ended_by", "ended_at"])
    return afwijking


def _lock(indicator: Effectindicator, user: Any) -> None:
    """Let two controllers take turns on one indicator; raise PermissionDenied for who is no controller."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    Effectindicator.objects.select_for_update().get(pk=indicator.pk)
