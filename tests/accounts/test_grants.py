"""Who may hold what, and the record of every change of it."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client

from leidenmo.accounts.models import AccountChange, OnTheRecord
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def group(name: str) -> Group:
    """Return a group."""
    return Group.objects.get(name=name)


def record_of(user: User) -> list[tuple[str, str, str]]:
    """Return what changed of a user, oldest first."""
    return [(change.what, change.before, change.after) for change in user.account_changes.order_by("pk")]


def change(client: Client, user: User, *groups: str, **fields: Any) -> Any:
    """Fill in the form of a person in the admin."""
    form = {"first_name": "", "last_name": "", "email": user.email, "is_active": "on", **fields}
    form["groups"] = [group(name).pk for name in groups]
    form |= {"account_changes-TOTAL_FORMS": 0, "account_changes-INITIAL_FORMS": 0}
    return client.post(f"/beheer/auth/user/{user.pk}/change/", form)


def test_every_way_of_giving_a_group_is_on_record() -> None:
    user = make_user("iemand")
    user.groups.add(group("raadslid"))
    user.groups.set([group("controller")])
    group("beleidsmedewerker").user_set.add(user)
    group("beleidsmedewerker").user_set.remove(user)
    user.groups.clear()

    assert [line for line in record_of(user) if line[0] == "groep"] == [
        ("groep", "", "raadslid"),
        ("groep", "raadslid", ""),
        ("groep", "", "controller"),
        ("groep", "", "beleidsmedewerker"),
        ("groep", "beleidsmedewerker", ""),
        ("groep", "controller", ""),
    ]
    assert set(user.account_changes.values_list("changed_by", "way")) == {(None, "opdrachtregel")}


def test_emptying_a_group_is_on_record_and_closes_the_admin() -> None:
    user = make_user("iemand", "controller")

    group("controller").user_set.clear()

    user.refresh_from_db()
    assert not user.is_staff
    assert ("groep", "controller", "") in record_of(user)


def test_record_says_who_in_the_admin_changed_it(client: Client, administrator: Any) -> None:
    user = make_user("iemand", "raadslid")
    client.force_login(administrator)

    change(client, user, "controller")

    given = user.account_changes.get(what="groep", after="controller")
    assert (given.changed_by, given.way) == (administrator, "beheer")
    page = client.get(f"/beheer/auth/user/{user.pk}/change/").content.decode()
    assert "wat er aan dit account veranderde" in page.lower()
    assert client.get("/beheer/accounts/accountchange/").status_code == 200


def test_creation_activity_address_and_superuser_are_on_record() -> None:
    user = make_user("iemand", email="oud@leiden.example")
    user.is_active = False
    user.is_superuser = True
    user.email = "Nieuw@Leiden.Example"
    user.save()

    assert record_of(user) == [
        ("aangemaakt", "", "iemand"),
        ("is_active", "ja", "nee"),
        ("is_superuser", "nee", "ja"),
        ("email", "oud@leiden.example", "nieuw@leiden.example"),
    ]


def test_record_can_only_grow() -> None:
    line = make_user("iemand").account_changes.get()

    for forbidden in (line.save, line.delete, AccountChange.objects.all().delete, AccountChange.objects.update):
        with pytest.raises(OnTheRecord):
            forbidden()


def test_database_refuses_a_change_that_changes_nothing() -> None:
    user = make_user("iemand")

    with pytest.raises(IntegrityError, match="accountchange_changes_something"), transaction.atomic():
        AccountChange.objects.create(user=user, way="beheer", what="groep", before="raadslid", after="raadslid")


@pytest.mark.parametrize("other", ["controller", "beleidsmedewerker", "raadslid"])
def test_beheerder_holds_no_other_role_by_whatever_way(other: str) -> None:
    beheerder, someone = make_user("beheerder", "beheerder"), make_user("iemand", other)

    for give in (
        lambda: beheerder.groups.add(group(other)),
        lambda: group(other).user_set.add(beheerder),
        lambda: someone.groups.add(group("beheerder")),
        lambda: someone.groups.set([group("beheerder"), group(other)]),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            give()


def test_beheerder_with_another_role_is_told_by_the_form(client: Client, administrator: Any) -> None:
    user = make_user("iemand", "raadslid")
    client.force_login(administrator)

    page = change(client, user, "beheerder", "controller")

    assert "Een beheerder heeft geen andere rol" in page.content.decode()
    assert [name.name for name in user.groups.all()] == ["raadslid"]


def test_nobody_changes_their_own_groups(client: Client, administrator: Any) -> None:
    root = make_user("root", is_staff=True, is_superuser=True)
    for user in (administrator, root):
        client.force_login(user)
        change(client, user, "controller", email="elders@leiden.example")
        user.refresh_from_db()
        assert "controller" not in user.groups.values_list("name", flat=True)
        assert user.email != "elders@leiden.example"


def test_own_groups_are_guarded_below_the_form_too(administrator: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from leidenmo.accounts import rights
    from leidenmo.accounts.models import Way

    monkeypatch.setattr(rights, "_who", lambda: (administrator, Way.BEHEER))

    with pytest.raises(PermissionDenied), transaction.atomic():
        administrator.groups.clear()


def test_admin_follows_from_the_groups() -> None:
    user = make_user("iemand")
    seen = []
    for name in ("raadslid", "controller", "beheerder", "beleidsmedewerker"):
        user.groups.set([group(name)])
        user.refresh_from_db()
        seen.append(user.is_staff)

    assert seen == [False, True, True, False]


def test_nobody_becomes_superuser_through_the_admin(client: Client) -> None:
    user = make_user("iemand", "raadslid")
    client.force_login(make_user("root", is_staff=True, is_superuser=True))

    change(client, user, "raadslid", is_superuser="on", is_staff="on")

    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff) == (False, False)


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_deletes_a_person(client: Client, administrator: Any, superuser: bool) -> None:
    user = make_user("iemand")
    client.force_login(make_user("root", is_staff=True, is_superuser=True) if superuser else administrator)

    client.post(f"/beheer/auth/user/{user.pk}/delete/", {"post": "yes"})
    client.post("/beheer/auth/user/", {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})

    assert User.objects.filter(pk=user.pk).exists()
    with pytest.raises(ProtectedError):
        user.delete()


def test_change_of_groups_and_being_put_out_end_every_session(officer_9a: Any) -> None:
    officer_9a.set_password("alleen-in-een-test")
    officer_9a.save()
    for end in ("groups", "active"):
        client = Client()
        client.post("/inloggen/", {"login": officer_9a.email, "password": "alleen-in-een-test"})
        assert client.get("/account/").status_code == 200
        with _committed():
            if end == "groups":
                officer_9a.groups.set([group("raadslid")])
            else:
                officer_9a.is_active = False
                officer_9a.save()
        assert client.get("/account/").status_code == 302
        if end == "active":
            officer_9a.is_active = True
            officer_9a.save()
            assert client.get("/account/").status_code == 302  # and stays ended


def _committed() -> Any:
    """Run what is to happen after the commit."""
    from django.test import TestCase

    return TestCase.captureOnCommitCallbacks(execute=True)


def test_lost_second_factor_is_taken_away_on_the_server_only_and_on_record(controller: Any) -> None:
    call_command("forget_second_factor", controller.email)

    assert not Authenticator.objects.filter(user=controller).exists()
    assert record_of(controller)[-1] == ("tweede_factor", "ingesteld", "")
