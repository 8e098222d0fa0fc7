"""Logging in: with one's address, not too often, the same door for every page."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from tests.accounts.conftest import ADDRESS, PASSWORD, log_in
from tests.browser.conftest import database_url
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", [ADDRESS, "Officer_9A@Leiden.Example"])
def test_address_logs_in_however_it_is_written(client: Client, officer: Any, address: str) -> None:
    assert log_in(client, address).status_code == 302

    assert client.get("/account/").context["user"] == officer


def test_user_name_does_not_log_in(client: Client, officer: Any) -> None:
    page = log_in(client, "officer_9a")

    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_wrong_password_and_unknown_address_get_the_same_answer(client: Client, officer: Any) -> None:
    wrong, unknown = log_in(client, ADDRESS, password="iets-anders-dan"), log_in(client, "niemand@leiden.example")

    sentence = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_sixth_attempt_for_an_address_is_refused_even_with_the_right_password(client: Client, officer: Any) -> None:
    for _ in range(5):
        log_in(client, ADDRESS, password="iets-anders-dan")

    page = log_in(client, ADDRESS)

    assert page.status_code == 429
    assert "Er is te vaak" in page.content.decode()
    assert "_auth_user_id" not in client.session


ANOTHER_PROCESS = f"""
import django
django.setup()
from django.test import Client
print(Client().post("/inloggen/", {{"login": "{ADDRESS}", "password": "{PASSWORD}"}}).status_code)
"""


@pytest.mark.django_db(transaction=True)
def test_attempts_are_counted_over_all_processes(client: Client, officer: Any) -> None:
    for _ in range(5):
        log_in(client, ADDRESS, password="iets-anders-dan")
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "leidenmo.settings",
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "off",
        "LOG_LEVEL": "ERROR",
    }

    other = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", ANOTHER_PROCESS],
        env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert other.stdout.strip() == "429"


def test_someone_who_hammers_gets_a_page_that_says_so(client: Client) -> None:
    pages = [log_in(client, f"{number}@leiden.example") for number in range(31)]

    assert pages[-1].status_code == 429
    assert "Wacht een paar minuten" in pages[-1].content.decode()


def test_behind_a_proxy_the_visitor_is_who_the_proxy_saw(client: Client, settings: Any, officer: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        log_in(client, f"{number}@leiden.example", **{"x-forwarded-for": f"10.0.0.{number}, 192.0.2.1"})

    same = log_in(client, "elf@leiden.example", **{"x-forwarded-for": "10.9.9.9, 192.0.2.1"})
    other = log_in(client, ADDRESS, **{"x-forwarded-for": "10.9.9.9, 192.0.2.2"})

    assert same.status_code == 429
    assert other.status_code == 302


def test_someone_who_was_put_out_is_out_at_once_and_cannot_come_back(client: Client, officer: Any) -> None:
    log_in(client, ADDRESS)
    officer.is_active = False
    officer.save()

    assert client.get("/account/").url.startswith("/inloggen/")
    assert log_in(client, ADDRESS).url == "/inloggen/gesloten/"


def test_admin_has_the_same_login(client: Client) -> None:
    answer = client.get("/beheer/")
    login = client.get(answer.url)

    assert login.url.startswith("/inloggen/?next=")
    assert client.post("/beheer/login/", {"username": "root", "password": PASSWORD}).status_code == 302


def test_admin_refuses_somebody_who_has_nothing_to_do_there(client: Client, officer: Any) -> None:
    client.force_login(officer)

    assert client.get("/beheer/", follow=True).status_code == 403


@pytest.mark.parametrize("path", ["/registreren/", "/accounts/signup/", "/account/email/"])
def test_nobody_signs_up_or_changes_their_address(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_database_refuses_a_second_account_for_an_address(officer: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("tweede", email=ADDRESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(username="derde", email=ADDRESS.upper())])


def test_old_address_opens_nothing_any_more(client: Client, officer: Any) -> None:
    officer.email = "nieuw@leiden.example"
    officer.save()

    assert log_in(client, ADDRESS).status_code == 200
    assert log_in(client, "nieuw@leiden.example").status_code == 302


def test_session_ends_after_a_working_day(client: Client, officer: Any) -> None:
    log_in(client, ADDRESS)

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE == 12 * 3600


def test_logging_out_has_the_browser_forget_what_it_kept(client: Client, officer: Any) -> None:
    client.force_login(officer)

    assert client.post("/uitloggen/").headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("credential", ["9" * 5000, "9" * 60_000, "[" * 15_000, "{", "NaN", '{"id": 1}'])
def test_passkey_that_is_none_is_refused_and_no_error_of_ours(client: Client, credential: str) -> None:
    """Found by `make fuzz`: Python refuses so long a number, and Django did not expect that."""
    assert client.post("/inloggen/toegangssleutel/", {"credential": credential}).status_code < 500
    assert "_auth_user_id" not in client.session
