"""A line for who came in, who did not and what was refused: with the number of the account, its request, and no name."""

import io
import logging
import logging.config
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leidenmo import logs
from tests.accounts.conftest import ADDRESS, log_in
from tests.factories import make_user, totp_code

pytestmark = pytest.mark.django_db


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was written down."""
    return [record.getMessage() for record in caplog.records if record.name == "leidenmo.inloggen"]


def test_logging_in_and_out_is_written_down(client: Client, officer: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    log_in(client, ADDRESS)
    client.post("/uitloggen/")

    assert said(caplog) == [f"ingelogd: account {officer.pk}, met password", f"uitgelogd: account {officer.pk}"]


@pytest.mark.parametrize("address", [ADDRESS, "niemand@leiden.example"])
def test_wrong_password_is_written_down_without_the_address(
    client: Client, officer: Any, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    log_in(client, address, password="iets-anders-dan")

    which = f"account {officer.pk}" if address == ADDRESS else "geen account"
    assert said(caplog) == [f"inloggen geweigerd: {which}, wachtwoord klopt niet"]
    assert "leiden.example" not in caplog.text
    assert "iets-anders" not in caplog.text


def test_wrong_code_is_written_down(
    client: Client, controller: Any, with_password: Callable[[Any], Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    log_in(client, with_password(controller))
    client.post("/inloggen/tweede-factor/", {"code": f"{(int(totp_code()) + 1) % 1_000_000:06}"})
    client.post("/inloggen/tweede-factor/", {"code": totp_code()})

    assert said(caplog) == [
        f"inloggen geweigerd: account {controller.pk}, code van de tweede factor klopt niet",
        f"ingelogd: account {controller.pk}, met password en mfa",
    ]


def test_trying_too_often_is_written_down(client: Client, officer: Any, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(6):
        log_in(client, ADDRESS, password="iets-anders-dan")

    assert said(caplog)[-1] == "inloggen geweigerd: geen account, te vaak geprobeerd"


def test_refused_page_is_written_down_with_whom_it_was_refused(
    client: Client, officer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(make_user("raadslid", "raadslid"))
    client.get("/vaststellen/")

    number = client.session["_auth_user_id"]
    assert said(caplog)[-1] == f"toegang geweigerd: account {number}, GET /vaststellen/"


def test_form_from_another_site_is_written_down(caplog: pytest.LogCaptureFixture) -> None:
    Client(enforce_csrf_checks=True).post("/inloggen/", {"login": ADDRESS})

    assert said(caplog) == ["toegang geweigerd: geen account, POST /inloggen/"]


@pytest.mark.parametrize("form", ["line", "json"])
def test_line_says_when_in_which_time_zone_and_of_which_request(client: Client, officer: Any, form: str) -> None:
    kept = logs.configuration(form, "INFO")
    kept["handlers"]["console"]["stream"] = out = io.StringIO()
    before = logging.getLogger().handlers[:]
    logging.config.dictConfig({**kept, "loggers": {}})
    try:
        log_in(client, ADDRESS)
    finally:
        logging.getLogger().handlers[:] = before

    (line,) = [line for line in out.getvalue().splitlines() if "ingelogd" in line]
    assert re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", line)
    assert re.search(r"[0-9a-f]{32}", line)
