"""What every answer says to a browser, as a server that serves others sends it: over HTTPS, behind nothing or a proxy."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.conftest import REPOSITORY
from tests.factories import make_figure, make_indicator

pytestmark = pytest.mark.django_db

ADDRESSES = (
    *("/", "/inloggen/", "/hulp/", "/privacy/", "/beheer/login/", "/bestaat-niet/", "/vaststellen/"),
    *("/api/v1/", "/api/v1/realisaties", "/api/v1/bestaat-niet", "/data/catalog.jsonld", "/?als=csv"),
    *("/inbedden/effectindicator/9a1-a/", "/inbedden/effectindicator/9a1-a.svg", "/health/live"),
)


@pytest.fixture(autouse=True)
def served_over_https(settings: Any) -> None:
    """The settings that HTTPS=on makes."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    make_figure(make_indicator("9A1.a"), 2017, 45)


def asked(address: str) -> HttpResponse:
    """Ask an address over HTTPS."""
    answer: HttpResponse = Client().get(address, secure=True)
    return answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers_that_keep_it_in_its_place(address: str) -> None:
    answer = asked(address)

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in answer
    assert "X-Powered-By" not in answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_policy_allows_nothing_inline_and_no_other_site(address: str) -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in asked(address)["Content-Security-Policy"].split(";"))

    assert policy["default-src"] == "'none'"
    if not address.startswith("/inbedden/"):
        assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["form-action"] == "'self'"
    for name, sources in policy.items():
        if name != "frame-ancestors":
            assert set(sources.split()) <= {"'self'", "'none'"}, name


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_over_https_is_only_ever_asked_over_https(address: str) -> None:
    assert asked(address)["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")


def test_http_is_sent_to_https() -> None:
    answer = Client().get("/hulp/?a=b")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/hulp/?a=b")


def test_cookies_are_for_this_site_over_https_and_for_no_script(settings: Any) -> None:
    client = Client()
    client.get("/inloggen/", secure=True)
    cookies = client.cookies

    assert cookies
    for name, cookie in cookies.items():
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/"
        assert not cookie["domain"]


NAMES = """
import django
django.setup()
from django.conf import settings
from indicators import remembered
from leidenmo import messages, replica
from leidenmo.accounts import idle
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, remembered.COOKIE, replica.WROTE, idle.COOKIE)
print(messages.MessageStorage.storage_classes[0].cookie_name)
"""


@pytest.mark.parametrize(("https", "bound"), [("on", True), ("off", False)])
def test_name_of_every_cookie_binds_it_to_this_host_where_there_is_https(https: str, bound: bool) -> None:
    key = "x9" + "Qw7-Zt3_Lk5Pn8Rm" * 4
    environment = {"HTTPS": https, "SECRET_KEY": key, "DATABASE_URL": "sqlite://:memory:"}
    environment |= {"DJANGO_SETTINGS_MODULE": "leidenmo.settings", "PATH": os.environ["PATH"]}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", NAMES], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
    )

    names = done.stdout.split()
    assert len(names) == 6
    assert [name.startswith("__Host-") for name in names] == [bound] * 6


def test_no_other_cookie_is_set() -> None:
    """Each of them is named with the prefix: a new one is found here."""
    setting = [
        str(file.relative_to(REPOSITORY))
        for folder in ("indicators", "leidenmo", "programmes")
        for file in sorted((REPOSITORY / folder).rglob("*.py"))
        if "set_cookie(" in file.read_text(encoding="utf-8")
    ]

    assert setting == ["indicators/remembered.py", "leidenmo/accounts/idle.py", "leidenmo/replica.py"]
