"""The pages of one's own account: all of them ours, in Dutch, and nobody else's."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from leidenmo.accounts.urls import urlpatterns
from tests.accounts.conftest import log_in
from tests.factories import make_user, totp_code

pytestmark = pytest.mark.django_db

NAMES = sorted({pattern.name for pattern in urlpatterns})
# Open to whoever is not logged in; `None` is how it answers to a GET with nothing in hand.
OPEN = {
    "inloggen": 200,
    "account_login": 200,
    "account_inactive": 200,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
    "socialaccount_login_cancelled": 200,
    "mfa_login_webauthn": 302,  # only its script asks for something there
    "mfa_authenticate": 302,  # back to logging in
    "account_set_password": 302,  # to the account, which asks to log in
    "uitloggen": 405,
    "account_logout": 405,
    "organisation": 405,
    "sessie": 401,  # answers a script, which asks how long the session lasts
    "sessie_verlengen": 405,
    "openid_connect_callback": 404,  # no provider is configured
}
ENGLISH = re.compile(r"\b(the|your|password|sign in|security key|email|please|authenticator code)\b", re.IGNORECASE)


def address(name: str, key: int = 1) -> str:
    """Return an address, where needed of this key."""
    if name == "account_reset_password_from_key":
        return reverse(name, kwargs={"uidb36": "1", "key": "verzonnen"})
    of_key = name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    return reverse(name, kwargs={"pk": key} if of_key else None)


@pytest.mark.parametrize("name", NAMES)
def test_stranger_sees_what_is_open_and_is_asked_to_log_in_for_the_rest(client: Client, name: str) -> None:
    answer = client.get(address(name))

    assert answer.status_code == OPEN.get(name, 302)
    if name not in OPEN:
        assert answer["Location"].startswith("/inloggen/")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_ones_account_is_ours_and_dutch(
    client: Client, controller: Any, with_password: Callable[[Any], Any], name: str
) -> None:
    RecoveryCodes.activate(with_password(controller))
    log_in(client, controller)
    client.post("/inloggen/tweede-factor/", {"code": totp_code()})

    answer = client.get(address(name), follow=True)

    assert answer.status_code in (200, 404, 405)
    if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
        page = answer.content.decode()
        assert '<html lang="nl"' in page
        words = re.sub(r"<[^>]+>", " ", page[page.index("<main") :])
        assert not ENGLISH.search(words), words


def test_key_of_another_is_out_of_reach(
    client: Client, controller: Any, officer_9a: Any, with_password: Callable[[Any], Any]
) -> None:
    key = Authenticator.objects.create(user=controller, type=Authenticator.Type.WEBAUTHN, data={})
    log_in(client, with_password(officer_9a))

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(address(name, key.pk)).status_code == 404
        assert client.post(address(name, key.pk), {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_recovery_codes_of_another_are_out_of_reach(client: Client, with_password: Callable[[Any], Any]) -> None:
    RecoveryCodes.activate(make_user("controller", "controller"))
    log_in(client, with_password(make_user("iemand")))

    assert client.get("/account/herstelcodes/").status_code == 404


def test_changing_the_password_ends_the_other_sessions(client: Client, with_password: Callable[[Any], Any]) -> None:
    user = with_password(make_user("iemand"))
    log_in(client, user)
    log_in(other := Client(), user)

    form = {
        "oldpassword": "alleen-in-een-test",
        "password1": "een-nieuw-wachtwoord",
        "password2": "een-nieuw-wachtwoord",
    }
    client.post("/account/wachtwoord/", form)

    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
