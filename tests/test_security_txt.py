"""Where to report a vulnerability: /.well-known/security.txt after RFC 9116, and the page that it names."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from leidenmo.security_txt import expires

pytestmark = pytest.mark.django_db

ADDRESS = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def municipality(settings: Any) -> None:
    """A municipality that says whom to tell."""
    settings.SECURITY_CONTACT, settings.SITE_URL = "cvd@gemeente.example", "https://doelen.gemeente.example"


def fields(client: Client) -> dict[str, str]:
    """Return the fields of the file."""
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_file_says_whom_to_tell_where_it_is_and_by_which_rules(client: Client) -> None:
    said = fields(client)

    assert said.pop("Expires")
    assert said == {
        "Contact": "mailto:cvd@gemeente.example",
        "Preferred-Languages": "nl, en",
        "Canonical": f"https://doelen.gemeente.example{ADDRESS}",
        "Policy": "https://doelen.gemeente.example/beveiliging/",
    }
    assert client.get("/beveiliging/").status_code == 200


def test_file_is_valid_now_and_for_less_than_a_year(client: Client) -> None:
    until = datetime.fromisoformat(fields(client)["Expires"])

    assert timedelta(days=30) < until - datetime.now(UTC) < timedelta(days=365)


def test_file_is_the_same_all_day() -> None:
    day = datetime(2026, 3, 29, tzinfo=UTC)

    assert expires(day) == expires(day + timedelta(hours=23, minutes=59)) == "2026-06-27T00:00:00Z"


def test_contact_may_be_a_page_of_the_municipality(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "https://gemeente.example/cvd"

    assert fields(client)["Contact"] == "https://gemeente.example/cvd"


def test_contact_of_the_website_is_told_where_there_is_no_other(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT, settings.CONTACT_EMAIL = "", "info@gemeente.example"

    assert fields(client)["Contact"] == "mailto:info@gemeente.example"
    assert "mailto:info@gemeente.example" in client.get("/beveiliging/").content.decode()


def test_without_a_contact_there_is_no_file(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = settings.CONTACT_EMAIL = ""

    assert client.get(ADDRESS).status_code == 404
