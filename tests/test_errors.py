"""What a person sees when something goes wrong: Dutch, with what to do, and no traceback."""

import errno

import pytest
import redis
from django.db import InterfaceError, OperationalError, connections
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from indicators.models import Realisatie
from indicators.views.council import DashboardView
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_page_that_is_not_there_says_where_to_look(client: Client) -> None:
    page = client.get("/bestaat-niet/")

    assert page.status_code == 404
    assert "zoek de indicator op in het overzicht" in page.content.decode()


def test_broken_page_needs_no_database_and_shows_no_traceback(rf: RequestFactory) -> None:
    page = server_error(rf.get("/"))

    assert page.status_code == 500
    assert "Wat al bewaard was, is bewaard" in page.content.decode()


PASSING = [
    OperationalError("server closed the connection unexpectedly"),
    InterfaceError("connection already closed"),
    redis.ConnectionError("Connection refused"),
    OSError(errno.ENOSPC, "No space left on device"),
]


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_part_that_is_away_is_said_to_be_so_and_when_to_ask_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(DashboardView, "get", lambda *_args, **_kwargs: raised(error))
    client.raise_request_exception = False

    page = client.get("/")

    assert page.status_code == 503
    assert page["Retry-After"] == "30"
    assert "no-store" in page["Cache-Control"]
    assert "Wat al bewaard was, is bewaard" in page.content.decode()
    assert "Traceback" not in page.content.decode()


def test_mistake_of_the_program_is_not_called_passing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DashboardView, "get", lambda *_args, **_kwargs: raised(KeyError("x")))
    client.raise_request_exception = False

    assert client.get("/").status_code == 500


def test_api_says_that_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    away = OperationalError("server closed the connection unexpectedly")
    monkeypatch.setattr(connections["default"], "cursor", lambda *_args, **_kwargs: raised(away))

    answer = client.get("/api/v1/documenten")

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"] == "30"
    assert answer.json()["title"] == "Even niet bereikbaar"


def raised(error: Exception) -> None:
    """Raise it, where only an expression fits."""
    raise error


def test_form_from_another_site_is_refused(officer_9a: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer_9a)  # type: ignore[arg-type]

    page = strict.post("/invoer/cijfer/", {"waarde": "5", "actie": "indienen"})

    assert page.status_code == 403
    assert "Er is niets bewaard" in page.content.decode()
    assert not Realisatie.objects.exists()


def test_logging_out_by_a_link_is_refused(client: Client) -> None:
    assert client.get("/uitloggen/").status_code == 405


@pytest.mark.parametrize("address", ["https://elders.example/", "//elders.example/", "javascript:alert(1)"])
def test_logging_in_sends_nobody_elsewhere(client: Client, officer_9a: object, address: str) -> None:
    officer_9a.set_password("alleen-in-een-test")  # type: ignore[attr-defined]
    officer_9a.save()  # type: ignore[attr-defined]
    form = {"login": "officer_9a@leiden.example", "password": "alleen-in-een-test", "next": address}

    answer = client.post("/inloggen/", form)

    assert (answer.status_code, answer["Location"]) == (302, "/")


TOO_LARGE = "9" * 30  # for a column of any database


@pytest.mark.parametrize("role", ["beleidsmedewerker", "controller", "beheerder"])
@pytest.mark.parametrize(
    "address",
    [
        "/documenten/{}/",
        "/documenten/{}/termijnen/",
        "/stoplichtnorm/{}/",
        "/streefwaarden/{}/",
        "/invoer/cijfer/{}/weggooien/",
        "/invoer/cijfer/{}/definitief/",
        "/geschiedenis/document/{}/",
        "/eigenaren/{}/beeindigen/",
        "/rapportage/{}/",
        "/rapportage/{}/prestatie/9a1-1/",
        "/rapportage/{}/effectindicator/9a1-a/",
        "/account/toegangssleutels/{}/",
        "/account/toegangssleutels/{}/verwijderen/",
    ],
)
def test_address_with_a_key_that_no_database_can_hold_is_not_there(client: Client, role: str, address: str) -> None:
    client.force_login(make_user("iemand", role))

    for answer in (client.get(address.format(TOO_LARGE)), client.post(address.format(TOO_LARGE))):
        assert answer.status_code in (302, 403, 404, 405)


@pytest.mark.parametrize(
    ("address", "form", "message"),
    [
        ("/vaststellen/", {"gekozen": TOO_LARGE}, "Kies eerst wat u wilt beantwoorden"),
        ("/vaststellen/", {"gekozen": TOO_LARGE, "soort": "streefwaarden"}, "Kies eerst wat u wilt beantwoorden"),
        (
            "/documenten/nieuw/",
            {"kind": "begroting", "year": "2019", "number": "1", "based_on": TOO_LARGE},
            "Maken uit",
        ),
        ("/eigenaren/indicatoren/", {"indicatoren": TOO_LARGE}, "Kies uit wat er op de pagina staat"),
        (
            "/eigenaren/",
            {"of": TOO_LARGE, "to": TOO_LARGE, "terreinen": TOO_LARGE},
            "Kies uit wat er op de pagina staat",
        ),
    ],
)
def test_posted_key_that_no_database_can_hold_is_refused_in_words(
    client: Client, controller: object, administrator: object, address: str, form: dict[str, str], message: str
) -> None:
    client.force_login(administrator if "eigenaren" in address else controller)  # type: ignore[arg-type]

    page = client.post(address, form)

    assert page.status_code == 200
    assert message in page.content.decode()
