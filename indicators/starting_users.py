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
    """A starting user: a name, the group, and the beleidsterreinen they own."""

    username: str
    group: str
    beleidsterreinen: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """What they log in with; an address that exists nowhere."""
        return f"{self.username}@leiden.example"


STARTING_USERS = (
    Rol("medewerker-9a", BELEIDSMEDEWERKER, ("9a", "9b")),
    Rol("medewerker-9c", BELEIDSMEDEWERKER, ("9c", "9d")),
    Rol("controller", CONTROLLER),
    Rol("controller-2", CONTROLLER),  # four eyes need two
    Rol("raadslid", RAADSLID),
    Rol("beheerder", BEHEERDER),
)


@transaction.atomic
def make_starting_users(*, reset: bool = False) -> list[tuple[str, str, str]]:
    """Make the users that are missing; with `reset` give the others a new password. Return address, role, password."""
    users = get_user_model()
    made = []
    for rol in STARTING_USERS:
        user, is_new = users.objects.get_or_create(username=rol.username, defaults={"email": rol.email})
        if not (is_new or reset):
            continue
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.email = user.email or rol.email
        user.save()
        user.groups.add(Group.objects.get(name=rol.group))
        user.beleidsterreinen.add(*Beleidsterrein.objects.filter(slug__in=rol.beleidsterreinen))
        made.append((user.email, rol.group, password))
    return made
