"""What `make run` finds and leaves: an empty installation is filled, a filled one is left alone."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

from indicators.inputs import stale
from indicators.models import Effectindicator, IndicatorStatus
from indicators.starting_users import STARTING_USERS, make_starting_users

pytestmark = pytest.mark.django_db


def test_empty_installation_gets_budget_people_and_colours(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prepare")

    assert Effectindicator.objects.count() == 24
    assert not stale()
    printed = dict(re.findall(r"^  (\S+) +(\S+) +\w+$", capsys.readouterr().out, flags=re.MULTILINE))
    assert set(printed) == {rol.email for rol in STARTING_USERS}
    for email, password in printed.items():
        assert authenticate(email=email, password=password)


def test_second_time_nothing_is_lost_and_no_password_changes(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prepare")
    passwords = dict(get_user_model().objects.values_list("username", "password"))
    Effectindicator.objects.filter(slug="9a1-a").update(name="Door een beheerder hernoemd")
    statuses = list(IndicatorStatus.objects.values())
    capsys.readouterr()

    call_command("prepare")

    assert dict(get_user_model().objects.values_list("username", "password")) == passwords
    assert Effectindicator.objects.get(slug="9a1-a").name == "Door een beheerder hernoemd"
    assert list(IndicatorStatus.objects.values()) == statuses
    assert "bestaan al" in capsys.readouterr().out


def test_passwords_differ_and_are_long() -> None:
    passwords = [password for _, _, password in make_starting_users()]

    assert len(set(passwords)) == len(STARTING_USERS)
    assert all(len(password) >= 12 for password in passwords)


def test_reset_gives_new_passwords() -> None:
    first = {name: password for name, _, password in make_starting_users()}
    second = {name: password for name, _, password in make_starting_users(reset=True)}

    assert all(first[name] != second[name] for name in first)
    assert make_starting_users() == []


def test_each_role_has_its_group_and_its_beleidsterreinen() -> None:
    call_command("prepare")

    for rol in STARTING_USERS:
        user = get_user_model().objects.get(username=rol.username)
        assert [group.name for group in user.groups.all()] == [rol.group]
        assert {terrein.slug for terrein in user.beleidsterreinen.all()} == set(rol.beleidsterreinen)
        assert user.is_staff is (rol.group in ("controller", "beheerder"))
        assert not user.is_superuser
