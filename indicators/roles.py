"""The four groups and what each may do in the Django admin and beyond."""

from typing import Any

from django.contrib.auth.models import Group, Permission

BELEIDSMEDEWERKER = "beleidsmedewerker"
CONTROLLER = "controller"
RAADSLID = "raadslid"
BEHEERDER = "beheerder"

# Can be looked at there, and changed nowhere but on pages of their own.
VIEW_ONLY = (
    "realisatie",
    "streefwaarde",
    "indicatorstatus",
    "stoplichtnorm",
    "publicatie",
    "voortgang",
    "toelichting",
    "normvoorstel",
    "afwijking",
    "termijn",
)

OFFICER_MAY = "own_beleidsterrein"
CONTROLLER_MAY = (
    "adopt_realisatie",
    "confirm_streefwaarde",
    "set_stoplichtnorm",
    "accept_afwijking",
    "manage_document",
)

APPS = ("programmes", "indicators")


def grant_roles(**_kwargs: Any) -> None:
    """Make the groups and give each exactly its permissions; run after every migrate."""
    # What was, nobody changes: the history models have pages of their own.
    everything = Permission.objects.filter(content_type__app_label__in=APPS).exclude(
        content_type__model__startswith="historical"
    )
    view_only = everything.filter(codename__in=[f"view_{model}" for model in VIEW_ONLY])
    editable = everything.exclude(content_type__model__in=VIEW_ONLY)
    accounts = Permission.objects.filter(codename__in=("add_user", "change_user", "view_user", "view_accountchange"))
    of_controller = everything.filter(codename__in=CONTROLLER_MAY)
    of_beheerder = everything.exclude(codename__in=(*CONTROLLER_MAY, OFFICER_MAY))
    permissions = {
        BELEIDSMEDEWERKER: everything.filter(codename=OFFICER_MAY),
        CONTROLLER: view_only | of_controller,
        RAADSLID: Permission.objects.none(),
        BEHEERDER: view_only | editable & of_beheerder | accounts,
    }
    for name, granted in permissions.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(granted.distinct())
