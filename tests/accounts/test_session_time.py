"""When the session ends: told, warned of, and made to last when asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from leidenmo.accounts.session_time import until

pytestmark = pytest.mark.django_db

ASK, EXTEND = "/sessie/", "/sessie/verlengen/"
SCRIPT = {"accept": "application/json"}
PERSON = {"accept": "text/html,*/*"}


@pytest.fixture
def officer(client: Client, officer_9a: Any) -> Client:
    """The browser of an officer whose session ends in four minutes."""
    client.force_login(officer_9a)
    end_in(client, timedelta(minutes=4))
    return client


def end_in(client: Client, left: timedelta) -> None:
    """Make a session end so long from now."""
    Session.objects.filter(pk=client.session.session_key).update(expire_date=timezone.now() + left)


def seconds_left(client: Client) -> float:
    """Return how long the session still lasts, as the server keeps it."""
    return (Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()).total_seconds()


def test_asking_tells_how_long_the_session_lasts_and_does_not_make_it_last(officer: Client) -> None:
    answer = officer.get(ASK, headers=SCRIPT).json()

    assert answer["wie"] == "officer_9a"
    assert 230 < answer["seconden"] <= 240
    assert seconds_left(officer) < 241


def test_session_lasts_its_full_time_from_when_it_is_extended(officer: Client, settings: Any) -> None:
    answer = officer.post(EXTEND, headers=SCRIPT)

    assert answer.json()["seconden"] > settings.SESSION_IDLE_AGE - 60
    assert seconds_left(officer) > settings.SESSION_COOKIE_AGE - 60
    assert int(answer.cookies["sessionid"]["max-age"]) > settings.SESSION_COOKIE_AGE - 60


def test_person_without_script_goes_on_where_they_were(officer: Client) -> None:
    answer = officer.post(EXTEND, {"terug": "/invoer/tabel/?jaar=2018"}, headers=PERSON, follow=True)

    assert answer.redirect_chain[0][0] == "/invoer/tabel/?jaar=2018"
    assert "U blijft ingelogd tot" in answer.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://kwaad.example/", "//kwaad.example/", "javascript:alert(1)", ""])
def test_nobody_is_sent_elsewhere(officer: Client, elsewhere: str) -> None:
    assert officer.post(EXTEND, {"terug": elsewhere}, headers=PERSON).url == "/"


@pytest.mark.parametrize("odd", ["geen-bladzijde", '"><img src=x onerror=alert(9)>', "-1", "{{ 7|add:7 }}", "nul\x00"])
def test_address_that_is_none_is_no_error_of_ours(officer: Client, odd: str) -> None:
    """Found by `make fuzz`."""
    answer = officer.post(EXTEND, {"terug": odd}, headers=PERSON)

    assert answer.status_code == 302
    assert "<" not in answer.url


def test_session_that_is_over_cannot_be_extended(officer: Client) -> None:
    end_in(officer, timedelta(seconds=-1))

    assert officer.get(ASK, headers=SCRIPT).status_code == 401
    assert officer.post(EXTEND, headers=SCRIPT).status_code == 401
    assert officer.post(EXTEND, headers=PERSON).url.startswith("/inloggen/")


def test_following_a_link_extends_nothing(officer: Client) -> None:
    assert officer.get(EXTEND).status_code == 405
    assert seconds_left(officer) < 241


def test_forged_request_of_another_site_extends_nothing(officer_9a: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer_9a)
    end_in(browser, timedelta(minutes=4))

    assert browser.post(EXTEND, headers=SCRIPT).status_code == 403
    assert seconds_left(browser) < 241


def test_page_on_which_one_types_says_until_when(officer: Client) -> None:
    page = officer.get("/invoer/cijfer/").content.decode()

    assert f"U bent ingelogd tot {until(Session.objects.get().expire_date)}." in page
    assert 'data-warn-before="300"' in page


def test_page_of_a_stranger_speaks_of_no_session(stranger: Client) -> None:
    assert 'id="sessie"' not in stranger.get("/").content.decode()


def test_end_on_another_day_names_the_day() -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)

    assert until(tomorrow).endswith("uur")
    assert str(tomorrow.year) in until(tomorrow)
    assert str(tomorrow.year) not in until(timezone.now())
