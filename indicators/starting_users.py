"""The first people of an installation: one for each role, with a password that is shown once and kept nowhere."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from indicators.roles import BEHEERDER, BELEIDSMEDEWERKER, CONTROLLER, RAADSLID
from programmes.models import Beleidsterrein


@dataclass(frozen=True)
class Rol:
    """A starting user: the name to log in with, the group, and the beleidsterreinen they own."""

    username: str
    group: str
    beleidsterreinen: tuple[str, ...] = ()

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin is for them: a controller adopts there, a beheerder does the rest."""
        return self.group in (CONTROLLER, BEHEERDER)


STARTING_USERS = (
    Rol("medewerker-9a", BELEIDSMEDEWERKER, ("9a", "9b")),
    Rol("medewerker-9c", BELEIDSMEDEWERKER, ("9c", "9d")),
    Rol("controller", CONTROLLER),
    Rol("raadslid", RAADSLID),
    Rol("beheerder", BEHEERDER),
)


@transaction.atomic
def make_starting_users(*, reset: bool = False) -> list[tuple[str, str, str]]:
    """Make the users that are missing; with `reset` give the others a new password. Return name, role, password."""
    users = get_user_model()
    made = []
    for rol in STARTING_USERS:
        user, is_new = users.objects.get_or_create(username=rol.username, defaults={"is_staff": rol.is_staff})
        if not (is_new or reset):
            continue
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=rol.group))
        user.beleidsterreinen.add(*Beleidsterrein.objects.filter(slug__in=rol.beleidsterreinen))
        made.append((rol.username, rol.group, password))
    return made
