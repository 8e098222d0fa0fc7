"""A second factor: asked of whoever has one, required of controller, beheerder and superuser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client

from tests.accounts.conftest import log_in
from tests.factories import make_user, totp_code

pytestmark = pytest.mark.django_db

SET_UP = "/account/tweede-factor/"
QR = "/account/app/code.svg"


@pytest.fixture
def newcomer(controller: Any, with_password: Callable[[Any], Any]) -> Any:
    """A controller who has yet to set up a second factor."""
    Authenticator.objects.all().delete()
    return with_password(controller)


@pytest.mark.parametrize("path", ["/", "/invoer/", "/beheer/", "/account/", "/account/apparaten/", "/inloggen/"])
def test_controller_without_a_second_factor_gets_nowhere(client: Client, newcomer: Any, path: str) -> None:
    client.force_login(newcomer)

    assert client.get(path, follow=True).redirect_chain[-1][0] == SET_UP
    assert "verplicht" in client.get(SET_UP).content.decode()


def test_controller_without_a_second_factor_changes_nothing_either(client: Client, newcomer: Any) -> None:
    client.force_login(newcomer)

    assert client.post("/beheer/indicators/realisatie/", {"action": "adopt_figures"}).url == SET_UP


def test_beheerder_and_superuser_need_one_too_but_an_officer_does_not(
    client: Client, administrator: Any, officer_9a: Any
) -> None:
    root = make_user("root", is_staff=True, is_superuser=True)
    Authenticator.objects.all().delete()
    for user in (administrator, root):
        client.force_login(user)
        assert client.get("/beheer/").url == SET_UP

    client.force_login(officer_9a)

    assert client.get("/invoer/").status_code == 200


def test_setting_says_of_whom_it_is_required(client: Client, newcomer: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_GROUPS = []
    client.force_login(newcomer)

    assert client.get("/beheer/").status_code == 200


def test_whoever_must_set_it_up_can_still_log_out(client: Client, newcomer: Any) -> None:
    client.force_login(newcomer)

    client.post("/uitloggen/")

    assert "_auth_user_id" not in client.session


def test_app_is_set_up_with_the_picture_and_a_code_and_then_all_is_open(client: Client, newcomer: Any) -> None:
    log_in(client, newcomer)
    page = client.get("/account/app/")
    picture = client.get(QR)
    secret = page.context["form"].secret

    done = client.post("/account/app/", {"code": totp_code(secret)}, follow=True)

    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert "data:" not in page.content.decode()
    assert len(re.findall(r'<code class="utrecht-code">\d{8}</code>', done.content.decode())) == 10
    assert client.get("/beheer/").status_code == 200


@pytest.mark.django_db(transaction=True)  # it is done once the factor is there for certain
def test_setting_it_up_logs_out_whoever_gave_only_a_password_elsewhere(client: Client, newcomer: Any) -> None:
    elsewhere = Client()
    log_in(elsewhere, newcomer)
    log_in(client, newcomer)

    secret = client.get("/account/app/").context["form"].secret
    client.post("/account/app/", {"code": totp_code(secret)})

    assert elsewhere.get("/documenten/").url.startswith("/inloggen/")
    assert client.get("/documenten/").status_code == 200


def test_wrong_code_sets_nothing_up(client: Client, newcomer: Any) -> None:
    log_in(client, newcomer)
    secret = client.get("/account/app/").context["form"].secret
    wrong = f"{(int(totp_code(secret)) + 1) % 1_000_000:06}"

    page = client.post("/account/app/", {"code": wrong})

    assert "Deze code klopt niet" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_picture_is_only_for_the_session_that_is_setting_up(client: Client, newcomer: Any, officer_9a: Any) -> None:
    log_in(client, newcomer)
    client.get("/account/app/")
    client.get(QR)
    other = Client()
    other.force_login(officer_9a)

    assert other.get(QR).status_code == 404
    assert Client().get(QR).url.startswith("/inloggen/")


def test_picture_is_gone_once_the_app_is_set_up(client: Client, newcomer: Any) -> None:
    log_in(client, newcomer)
    client.post("/account/app/", {"code": totp_code(client.get("/account/app/").context["form"].secret)})

    assert client.get(QR).status_code == 404


def test_login_asks_for_the_code_and_gives_nothing_before(
    client: Client, controller: Any, with_password: Callable[[Any], Any]
) -> None:
    answer = log_in(client, with_password(controller))

    assert answer.url == "/inloggen/tweede-factor/"
    assert client.get("/invoer/").url.startswith("/inloggen/")
    assert client.post(answer.url, {"code": totp_code()}).url == "/"
    assert client.get("/beheer/").status_code == 200


def test_code_works_once(client: Client, controller: Any, with_password: Callable[[Any], Any]) -> None:
    code = totp_code()
    log_in(client, with_password(controller))
    client.post("/inloggen/tweede-factor/", {"code": code})
    other = Client()
    log_in(other, controller)

    page = other.post("/inloggen/tweede-factor/", {"code": code})

    assert "één keer" in page.content.decode()


def test_guessing_codes_is_stopped(client: Client, controller: Any, with_password: Callable[[Any], Any]) -> None:
    log_in(client, with_password(controller))
    wrong = f"{(int(totp_code()) + 1) % 1_000_000:06}"
    for _ in range(5):
        client.post("/inloggen/tweede-factor/", {"code": wrong})

    page = client.post("/inloggen/tweede-factor/", {"code": totp_code()})

    assert "Er is te vaak" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_recovery_code_stands_in_once(client: Client, controller: Any, with_password: Callable[[Any], Any]) -> None:
    code = RecoveryCodes.activate(with_password(controller)).generate_codes()[0]
    log_in(client, controller)
    assert client.post("/inloggen/tweede-factor/", {"code": code}).status_code == 302
    other = Client()
    log_in(other, controller)

    assert other.post("/inloggen/tweede-factor/", {"code": code}).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client: Client, newcomer: Any) -> None:
    RecoveryCodes.activate(newcomer)
    client.force_login(newcomer)

    assert client.get("/beheer/").url == SET_UP


def test_removing_the_only_second_factor_leads_to_setting_up_another(
    client: Client, controller: Any, with_password: Callable[[Any], Any]
) -> None:
    log_in(client, with_password(controller))
    client.post("/inloggen/tweede-factor/", {"code": totp_code()})

    client.post("/account/app/verwijderen/")

    assert client.get("/beheer/").url == SET_UP


def test_changing_how_one_logs_in_asks_for_the_password_again_after_a_while(
    client: Client, controller: Any, with_password: Callable[[Any], Any]
) -> None:
    client.force_login(with_password(controller))  # a session that proved nothing lately

    answer = client.post("/account/app/verwijderen/")

    assert answer.url.startswith("/account/bevestigen/")
    assert Authenticator.objects.filter(user=controller).exists()
    cache.clear()
    assert "Vul daarom nog eens uw wachtwoord in" in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"password": "alleen-in-een-test"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_change_of_second_factor_is_told_by_mail(client: Client, newcomer: Any, mailoutbox: Any) -> None:
    log_in(client, newcomer)
    secret = client.get("/account/app/").context["form"].secret

    client.post("/account/app/", {"code": totp_code(secret)})

    assert "authenticator-app is ingesteld" in mailoutbox[0].body
    assert mailoutbox[0].to == [newcomer.email]
