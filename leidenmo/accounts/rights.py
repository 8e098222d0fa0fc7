"""Who may hold what, guarded and recorded at the one place that sees every way by which it changes."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.dispatch import receiver

from indicators.roles import BEHEERDER, CONTROLLER
from leidenmo.accounts.models import AccountChange, Way, What

# A controller adopts in the Django admin, a beheerder does the rest there.
STAFF_GROUPS = (CONTROLLER, BEHEERDER)

WATCHED = (What.ACTIEF, What.BEHEER, What.ALLES, What.ADRES)

_way: ContextVar[Way | None] = ContextVar("way", default=None)


@contextmanager
def by_way_of(way: Way) -> Iterator[None]:
    """Record what changes meanwhile as changed by this way, by nobody in person."""
    token = _way.set(way)
    try:
        yield
    finally:
        _way.reset(token)


def _who() -> tuple[User | None, Way]:
    """Return who is changing something now, and by which way."""
    request = context.request
    if way := _way.get():
        return None, way
    if request is not None and request.user.is_authenticated:
        return request.user, Way.BEHEER
    return None, Way.OPDRACHTREGEL


def record(user: User, what: What, before: str, after: str) -> None:
    """Put a change of `user` on the record, with who is making it."""
    changed_by, way = _who()
    AccountChange.objects.create(user=user, changed_by=changed_by, way=way, what=what, before=before, after=after)


def refuse_combination(groups: Collection[str]) -> None:
    """Raise ValidationError when one person may not hold these groups together."""
    if BEHEERDER in groups and len(groups) > 1:
        others = ", ".join(sorted(set(groups) - {BEHEERDER}))
        raise ValidationError(
            f"Een beheerder heeft geen andere rol: wie rechten uitdeelt, gebruikt ze niet zelf (ook: {others})."
        )


@receiver(m2m_changed, sender=User.groups.through)
def groups_change(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any) -> None:
    """Guard, record and follow up every change of groups, from either side of the relation.

    Raise PermissionDenied when people change their own, ValidationError for a combination nobody may hold.
    """
    when, _, done = action.partition("_")
    if when == "post":
        for user in instance._whose_groups_change:
            _follow(user)
        if not reverse:
            instance.is_staff = User.objects.values_list("is_staff", flat=True).get(pk=instance.pk)
        return
    users = instance.user_set.all() if reverse and pk_set is None else User.objects.filter(pk__in=pk_set or ())
    if not reverse:
        users = User.objects.filter(pk=instance.pk)
    groups = (
        {instance.name} if reverse else set(Group.objects.filter(pk__in=pk_set or ()).values_list("name", flat=True))
    )
    # Two who grant at once: the second sees what the first gave.
    instance._whose_groups_change = list(users.order_by("pk").select_for_update(of=("self",)))
    for user in instance._whose_groups_change:
        held = set(user.groups.values_list("name", flat=True))
        _refuse_oneself(user)
        if done == "add":
            refuse_combination(held | groups)
            changes = [("", name) for name in sorted(groups - held)]
        else:
            changes = [(name, "") for name in sorted(held if done == "clear" and not reverse else held & groups)]
        for before, after in changes:
            record(user, What.GROEP, before, after)


def _refuse_oneself(user: User) -> None:
    """Raise PermissionDenied when it is `user` who is changing something now."""
    changed_by, _ = _who()
    if changed_by is not None and changed_by.pk == user.pk:
        raise PermissionDenied("Niemand verandert de eigen groepen.")


def _follow(user: User) -> None:
    """Let the admin follow from the groups, and end what was logged in with the groups of before."""
    is_staff = user.is_superuser or user.groups.filter(name__in=STAFF_GROUPS).exists()
    if user.is_staff != is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])
    transaction.on_commit(partial(end_sessions, user))


def end_sessions(user: User) -> None:
    """Log `user` out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


@receiver(pre_save, sender=User)
def account_is_saved(instance: User, raw: bool, update_fields: Collection[str] | None, **_kwargs: Any) -> None:
    """Write the address in one way, and remember what the account was."""
    instance.email = instance.email.strip().lower()
    instance._was = None  # type: ignore[attr-defined]
    if not instance._state.adding and (update_fields is None or set(update_fields) & set(WATCHED)):
        instance._was = User.objects.filter(pk=instance.pk).values(*WATCHED).first()  # type: ignore[attr-defined]


@receiver(post_save, sender=User)
def account_was_saved(instance: User, created: bool, **_kwargs: Any) -> None:
    """Record what changed, and end the sessions of somebody who was put out."""
    if created:
        record(instance, What.AANGEMAAKT, "", instance.username)
    new = {"is_active": True, "is_staff": False, "is_superuser": False, "email": ""}
    was: dict[str, Any] = new if created else instance._was  # type: ignore[attr-defined]
    for what in WATCHED if was else ():
        before, after = was[what], getattr(instance, what)
        if before == after:
            continue
        if what == What.ADRES:
            _keep_one_address(instance)
            if not created:
                record(instance, what, before, after)
        else:
            record(instance, what, _in_words(before), _in_words(after))
        if what == What.ACTIEF and not after:
            transaction.on_commit(partial(end_sessions, instance))


def _in_words(value: bool) -> str:
    """Return yes or no."""
    return "ja" if value else "nee"


def _keep_one_address(user: User) -> None:
    """Let allauth know the user's one address; an old one must open nothing any more."""
    EmailAddress.objects.filter(user=user).delete()
    if user.email:
        # The beheerder or the organisation vouches for it.
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
