"""Who owns which beleidsterrein: handing over many at once, a stand-in until a day, and ending either."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from programmes import recorded
from programmes.models import Beleidsterrein, Eigenaar


def candidates() -> QuerySet[Any]:
    """Return who can be appointed: the active officers."""
    officers: QuerySet[Any] = get_user_model().objects.with_perm(
        "programmes.own_beleidsterrein",
        include_superusers=False,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return officers.order_by("last_name", "first_name", "username")


@transaction.atomic
def hand_over(terreinen: Collection[Beleidsterrein], *, of: Any | None, to: Any, user: Any, why: str) -> None:
    """Make `to` the owner of all of `terreinen` instead of `of`, or beside who is when `of` is None.

    Their indicators, and whatever is open of those, go along. Who stood in for `of` there does so no longer. All or
    nothing: raises PermissionDenied when `user` may not, and ValidationError when `of` does not own one of them.
    """
    _check(terreinen, user, of, to, why=why)
    for terrein in _locked(terreinen):
        theirs = _of(terrein, to)
        if of is None:
            if theirs and theirs.stands_in_for_id is None:
                raise ValidationError(f"{to} is al eigenaar van {terrein}.")
            mine = None
        else:
            mine = _owner(terrein, of)
            for stand_in in terrein.eigenaren.filter(stands_in_for=of).exclude(user=to):
                recorded.delete(stand_in, by=user, why=why)
        if mine and theirs:
            recorded.delete(mine, by=user, why=why)
        _make(theirs or mine or Eigenaar(beleidsterrein=terrein), user, why, user=to, stands_in_for=None, until=None)


@transaction.atomic
def appoint_stand_in(
    terreinen: Collection[Beleidsterrein], *, of: Any, to: Any, until: date, user: Any, why: str
) -> None:
    """Let `to` enter for `of` on all of `terreinen`, from now until the end of the day `until`; all or nothing.

    Raises PermissionDenied when `user` may not, and ValidationError when `of` does not own one of them, when `to` owns
    it already, or when the day has passed.
    """
    _check(terreinen, user, of, to, why=why)
    if until < timezone.localdate():
        raise ValidationError({"until": "Deze dag is al voorbij. Kies vandaag of een latere dag."})
    for terrein in _locked(terreinen):
        _owner(terrein, of)
        theirs = _of(terrein, to)
        if theirs and theirs.stands_in_for_id is None:
            raise ValidationError(f"{to} is zelf al eigenaar van {terrein}.")
        _make(theirs or Eigenaar(beleidsterrein=terrein), user, why, user=to, stands_in_for=of, until=until)


@transaction.atomic
def end(eigenaar: Eigenaar, *, user: Any, why: str) -> None:
    """Take an owner or a stand-in off a beleidsterrein, and with an owner who stands in for them there."""
    _check([eigenaar.beleidsterrein], user, why=why)
    (terrein,) = _locked([eigenaar.beleidsterrein])
    if eigenaar.stands_in_for_id is None:
        for stand_in in terrein.eigenaren.filter(stands_in_for=eigenaar.user):
            recorded.delete(stand_in, by=user, why=why)
    recorded.delete(eigenaar, by=user, why=why)


def _check(terreinen: Collection[Beleidsterrein], user: Any, of: Any = None, to: Any = None, *, why: str) -> None:
    """Raise when `user` may not do this, when it is about themselves, or when something is missing."""
    if not user.has_perm("programmes.assign_eigenaar") or user in (of, to):
        raise PermissionDenied
    if not terreinen:
        raise ValidationError("Kies ten minste één beleidsterrein.")
    if not why.strip():
        raise ValidationError({"why": "Schrijf waarom."})
    if to is not None and to == of:
        raise ValidationError({"to": "Kies iemand anders dan de eigenaar zelf."})
    if to is not None and not candidates().filter(pk=to.pk).exists():
        raise ValidationError({"to": f"{to} is geen actieve beleidsmedewerker. Kies iemand anders."})


def _locked(terreinen: Collection[Beleidsterrein]) -> QuerySet[Beleidsterrein]:
    """Return the beleidsterreinen, locked: two who change owners take turns."""
    keys = [terrein.pk for terrein in terreinen]
    locked: QuerySet[Beleidsterrein] = Beleidsterrein.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return locked


def _of(terrein: Beleidsterrein, person: Any) -> Eigenaar | None:
    """Return what ties this person to a beleidsterrein, ended stand-ins included."""
    return terrein.eigenaren.filter(user=person).first()


def _owner(terrein: Beleidsterrein, person: Any) -> Eigenaar:
    """Return the owner this person is; raise ValidationError when they are not."""
    eigenaar = _of(terrein, person)
    if eigenaar is None or eigenaar.stands_in_for_id is not None:
        raise ValidationError(f"{person} is geen eigenaar van {terrein}.")
    return eigenaar


def _make(eigenaar: Eigenaar, by: Any, why: str, **columns: Any) -> None:
    """Save an owner with these columns, on the record."""
    for name, value in columns.items():
        setattr(eigenaar, name, value)
    eigenaar.full_clean()
    recorded.save(eigenaar, by=by, why=why)
