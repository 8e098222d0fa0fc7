"""Whoever walks away is logged out; whoever is there is not, and is warned in time."""

import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from leidenmo.accounts.idle import COOKIE, SINCE
from tests.factories import make_user

pytestmark = pytest.mark.django_db

IDLE = 3600
PAGE, ASK, EXTEND = "/invoer/", "/sessie/", "/sessie/verlengen/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that goes on when it is told to."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def go_on(seconds: float) -> None:
        now[0] += seconds

    return go_on


@pytest.fixture
def officer(client: Client, officer_9a: Any, clock: Any, settings: Any) -> Client:
    """The browser of an officer who logged in just now."""
    settings.SESSION_IDLE_AGE = IDLE
    client.force_login(officer_9a)
    return client


def is_in(client: Client) -> bool:
    """Whether a page is still theirs."""
    return bool(client.get(PAGE).status_code == 200)


def test_session_that_nobody_uses_ends_and_that_is_said(officer: Client, clock: Any) -> None:
    assert is_in(officer)
    clock(IDLE + 1)

    answer = officer.get(PAGE, follow=True)

    assert answer.redirect_chain[0][0].startswith("/inloggen/")
    assert "omdat er lang niets gebeurde" in answer.content.decode()
    assert not Session.objects.exists()


def test_session_that_is_used_goes_on(officer: Client, clock: Any) -> None:
    for _ in range(4):
        clock(IDLE - 60)
        assert is_in(officer)


def test_reading_keeps_it_by_writing_nothing(officer: Client, clock: Any, django_assert_num_queries: Any) -> None:
    officer.get(PAGE)
    before = Session.objects.get()
    clock(600)
    officer.get(PAGE)

    after = Session.objects.get()
    assert (before.session_data, before.expire_date) == (after.session_data, after.expire_date)


def test_page_that_asks_by_itself_keeps_nobody_in(officer: Client, clock: Any) -> None:
    assert is_in(officer)
    for _ in range(2):
        clock(IDLE / 2 + 10)
        answer = officer.get(ASK, headers={"accept": "application/json"})

    assert answer.status_code == 401
    assert not is_in(officer)


def test_warning_counts_down_to_the_end_of_what_is_idle(officer: Client, clock: Any) -> None:
    officer.get(PAGE)
    clock(IDLE - 200)

    assert 190 <= officer.get(ASK, headers={"accept": "application/json"}).json()["seconden"] <= 200


def test_extending_begins_it_anew(officer: Client, clock: Any) -> None:
    officer.get(PAGE)
    clock(IDLE - 200)

    answer = officer.post(EXTEND, headers={"accept": "application/json"}).json()

    assert answer["seconden"] > IDLE - 10
    clock(IDLE - 60)
    assert is_in(officer)


def test_without_the_cookie_logging_in_counts(officer: Client, clock: Any) -> None:
    clock(IDLE - 60)
    assert is_in(officer)
    del officer.cookies[COOKIE]
    clock(120)

    assert not is_in(officer)


def test_cookie_of_another_session_says_nothing(officer: Client, clock: Any) -> None:
    other = Client()
    other.force_login(make_user("other", "raadslid"))
    clock(IDLE - 60)
    other.get("/account/")
    officer.cookies[COOKIE] = other.cookies[COOKIE].value
    clock(120)

    assert not is_in(officer)


@pytest.mark.parametrize("forged", ["", "x", "9999999999", "OTk5OTk5OTk5OQ:1abc:def"])
def test_forged_cookie_says_nothing(officer: Client, clock: Any, forged: str) -> None:
    clock(IDLE + 10)
    officer.cookies[COOKIE] = forged

    assert not is_in(officer)


def test_session_from_before_this_was_kept_begins_now(officer: Client, clock: Any) -> None:
    session = officer.session
    del session[SINCE]
    session.save()

    assert is_in(officer)
    clock(IDLE + 10)
    assert not is_in(officer)


def test_cookie_goes_with_the_session(officer: Client) -> None:
    officer.get(PAGE)
    assert officer.cookies[COOKIE].value

    officer.post("/uitloggen/")

    assert officer.cookies[COOKIE].value == ""
    assert User.objects.count() == 1
