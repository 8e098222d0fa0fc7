"""Who enters what: an indicator's own owners before those of its beleidsterrein; handing over many at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from indicators.models import Effectindicator, Indicatoreigenaar
from programmes import recorded
from programmes.models import Beleidsterrein, Eigenaar
from programmes.ownership import candidates


@dataclass(frozen=True)
class Invoerders:
    """Who enters today, stand-ins included; active people with the role only."""

    of_indicator: Mapping[int, tuple[Any, ...]]
    of_terrein: Mapping[int, tuple[Any, ...]]

    def of(self, terrein: int, indicator: int | None = None) -> tuple[Any, ...]:
        """Return who enters an indicator, or what else a beleidsterrein has; empty when nobody does."""
        own = self.of_indicator.get(indicator, ()) if indicator else ()
        return own or self.of_terrein.get(terrein, ())


def invoerders() -> Invoerders:
    """Return who enters what today, in two queries. `Effectindicator.objects.editable_by` says the same of a person."""
    officers = get_user_model().objects.with_perm(
        "programmes.own_beleidsterrein", backend="django.contrib.auth.backends.ModelBackend"
    )
    of_indicator: dict[int, tuple[Any, ...]] = {}
    for own in Indicatoreigenaar.objects.current().select_related("user").order_by("pk"):
        of_indicator[own.indicator_id] = (*of_indicator.get(own.indicator_id, ()), own.user)
    of_terrein: dict[int, tuple[Any, ...]] = {}
    for eigenaar in Eigenaar.objects.current().filter(user__in=officers).select_related("user").order_by("pk"):
        key = eigenaar.beleidsterrein_id
        of_terrein[key] = (*of_terrein.get(key, ()), eigenaar.user)
    return Invoerders(of_indicator, of_terrein)


def sees_invoerders(user: Any) -> bool:
    """Whether `user` may see who enters an indicator: those who work on it; names are not for everyone."""
    rights = ("programmes.own_beleidsterrein", "indicators.adopt_realisatie", "programmes.assign_eigenaar")
    return any(user.has_perm(right) for right in rights)


def terreinen_of(user: Any) -> QuerySet[Beleidsterrein]:
    """Return the beleidsterreinen of which `user` enters anything today: all of it, or single indicators."""
    some = Effectindicator.objects.editable_by(user).values("doel__beleidsterrein")
    terreinen: QuerySet[Beleidsterrein] = Beleidsterrein.objects.filter(
        Q(pk__in=Beleidsterrein.objects.owned_by(user).values("pk")) | Q(pk__in=some)
    )
    return terreinen


@transaction.atomic
def hand_over(
    indicators: Collection[Effectindicator], *, to: Any, user: Any, why: str, until: date | None = None
) -> None:
    """Let `to` alone enter all of `indicators`, for good or until the end of the day `until`; all or nothing.

    What is open of them goes along. Raises PermissionDenied when `user` may not, and ValidationError when `to` is no
    active officer or enters one of them already, or when the day has passed.
    """
    _check(indicators, user, why)
    if user == to:
        raise PermissionDenied
    if not candidates().filter(pk=to.pk).exists():
        raise ValidationError({"to": f"{to} is geen actieve beleidsmedewerker. Kies iemand anders."})
    if until and until < timezone.localdate():
        raise ValidationError({"until": "Deze dag is al voorbij. Kies vandaag of een latere dag."})
    for indicator in _locked(indicators):
        others = _owners(indicator, user)
        theirs = others.pop(to.pk, None)
        if theirs and theirs.until == until and not others:
            raise ValidationError(f"{to} is al eigenaar van {indicator}.")
        for other in others.values():
            recorded.delete(other, by=user, why=why)
        eigenaar = theirs or Indicatoreigenaar(indicator=indicator, user=to)
        eigenaar.until = until
        eigenaar.full_clean()
        recorded.save(eigenaar, by=user, why=why)


@transaction.atomic
def give_back(indicators: Collection[Effectindicator], *, user: Any, why: str) -> None:
    """Let the owners of their beleidsterrein enter all of `indicators` again; all or nothing.

    Raises PermissionDenied when `user` may not, and ValidationError when one of them has no owner of its own.
    """
    _check(indicators, user, why)
    for indicator in _locked(indicators):
        owners = _owners(indicator, user)
        if not owners:
            raise ValidationError(f"{indicator} heeft geen eigen eigenaar: het beleidsterrein voert al in.")
        for eigenaar in owners.values():
            recorded.delete(eigenaar, by=user, why=why)


def _check(indicators: Collection[Effectindicator], user: Any, why: str) -> None:
    """Raise when `user` may not do this, or when something is missing."""
    if not user.has_perm("programmes.assign_eigenaar"):
        raise PermissionDenied
    if not indicators:
        raise ValidationError({"indicatoren": "Kies ten minste één effectindicator."})
    if not why.strip():
        raise ValidationError({"why": "Schrijf waarom."})


def _locked(indicators: Collection[Effectindicator]) -> QuerySet[Effectindicator]:
    """Return the indicators, locked: two who change owners take turns."""
    keys = [indicator.pk for indicator in indicators]
    locked: QuerySet[Effectindicator] = Effectindicator.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return locked


def _owners(indicator: Effectindicator, user: Any) -> dict[int, Indicatoreigenaar]:
    """Return the owners of an indicator by person, ended ones included; raise PermissionDenied when `user` is one."""
    owners = {eigenaar.user_id: eigenaar for eigenaar in indicator.eigenaren.select_related("user")}
    if user.pk in owners:
        raise PermissionDenied
    return owners
