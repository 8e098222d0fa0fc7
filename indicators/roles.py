"""The four groups and what each may do in the Django admin and beyond."""

from typing import Any

from django.contrib.auth.models import Group, Permission

BELEIDSMEDEWERKER = "beleidsmedewerker"
CONTROLLER = "controller"
RAADSLID = "raadslid"
BEHEERDER = "beheerder"

# Figures, targets, statuses and norms can be looked at there, and changed nowhere but on their own pages.
VIEW_ONLY = ("realisatie", "streefwaarde", "indicatorstatus", "stoplichtnorm", "publicatie")

APPS = ("programmes", "indicators")


def grant_roles(**_kwargs: Any) -> None:
    """Make the groups and give each exactly its permissions; run after every migrate."""
    everything = Permission.objects.filter(content_type__app_label__in=APPS)
    view_only = everything.filter(codename__in=[f"view_{model}" for model in VIEW_ONLY])
    editable = everything.exclude(content_type__model__in=VIEW_ONLY)
    accounts = Permission.objects.filter(content_type__app_label="auth", content_type__model="user")
    adopt = everything.filter(codename="adopt_realisatie")
    permissions = {
        BELEIDSMEDEWERKER: Permission.objects.none(),
        CONTROLLER: view_only | adopt,
        RAADSLID: Permission.objects.none(),
        BEHEERDER: view_only | editable | accounts.exclude(codename="delete_user"),
    }
    for name, granted in permissions.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(granted.distinct())
