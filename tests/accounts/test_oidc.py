"""Logging in through the organisation, against a real OpenID provider on the loopback address."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client

from leidenmo.accounts.models import AccountChange
from tests.accounts.conftest import log_in
from tests.accounts.organisation import CLIENT_ID, CLIENT_SECRET, Organisation, running_provider
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organisation]:
    """The running provider."""
    with running_provider(tmp_path_factory.mktemp("provider")) as provider:
        yield provider


@pytest.fixture
def organisation(provider: Organisation, settings: Any) -> Organisation:
    """The provider, configured as the environment would."""
    settings.OIDC_ISSUER = provider.issuer
    settings.OIDC_GROUP_MAP = {
        "leidenmo-controllers": "controller",
        "leidenmo-medewerkers": "beleidsmedewerker",
        "leidenmo-beheer": "beheerder",
    }
    app = {
        **settings.OIDC_APP,
        "client_id": CLIENT_ID,
        "secret": CLIENT_SECRET,
        "settings": {"server_url": provider.issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return provider


def groups(user: User) -> list[str]:
    """Return the names of somebody's groups."""
    return sorted(user.groups.values_list("name", flat=True))


def test_without_an_issuer_there_is_no_button_and_no_way(client: Client) -> None:
    assert "Inloggen via" not in client.get("/inloggen/").content.decode()
    assert client.post("/inloggen/organisatie/").status_code == 404
    assert client.get("/inloggen/organisatie/terug/").status_code == 404


def test_new_person_gets_an_account_with_the_groups_of_the_claim(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-medewerkers", "voetbal"])
    assert "Inloggen via uw organisatie" in client.get("/inloggen/").content.decode()

    answer = organisation.log_in(client, next="/invoer/")

    user = User.objects.get(email="anna@leiden.example")
    assert answer.url == "/invoer/"
    assert client.get("/account/").context["user"] == user
    assert (user.get_full_name(), groups(user)) == ("Anna Jansen", ["beleidsmedewerker"])
    assert not user.has_usable_password()
    assert set(AccountChange.objects.filter(user=user).values_list("way", flat=True)) == {"organisatie"}


def test_group_that_the_claim_lacks_is_taken_away_at_the_next_login(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-controllers"])
    organisation.log_in(client)
    user = User.objects.get(email="anna@leiden.example")
    assert (groups(user), user.is_staff) == (["controller"], True)
    organisation.has(groups=["leidenmo-medewerkers"])

    organisation.log_in(Client())

    user.refresh_from_db()
    assert (groups(user), user.is_staff) == (["beleidsmedewerker"], False)


def test_no_claim_is_no_group(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-medewerkers"])
    organisation.log_in(client)
    organisation.has()

    organisation.log_in(Client())

    assert groups(User.objects.get(email="anna@leiden.example")) == []


def test_beheerder_with_another_role_is_refused(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-beheer", "leidenmo-controllers"])

    page = organisation.log_in(client)

    assert page.status_code == 403
    assert "rollen die niet samengaan" in page.content.decode()
    assert not User.objects.exists()


def test_address_of_an_account_here_does_not_open_it(client: Client, organisation: Organisation) -> None:
    make_user("anna", "beleidsmedewerker")
    organisation.has(groups=["leidenmo-controllers"])

    page = organisation.log_in(client)

    assert page.status_code == 403
    assert "Er is al een account" in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_signed_in_one_connects_and_then_has_no_password_here(
    client: Client, organisation: Organisation, with_password: Callable[[Any], Any], mailoutbox: Any
) -> None:
    user = with_password(make_user("anna", "beleidsmedewerker"))
    log_in(client, user)
    organisation.has(groups=["leidenmo-medewerkers"])

    organisation.log_in(client, verbind="ja")

    user.refresh_from_db()
    assert client.get("/account/").status_code == 200
    assert not user.has_usable_password()
    assert log_in(Client(), user).status_code == 200
    organisation.log_in(other := Client())
    assert other.get("/account/").context["user"] == user
    other.post("/wachtwoord-vergeten/", {"email": user.email})
    assert not [mail for mail in mailoutbox if "nieuw wachtwoord" in mail.subject]


def test_someone_who_was_put_out_stays_out(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-medewerkers"])
    organisation.log_in(client)
    user = User.objects.get(email="anna@leiden.example")
    user.is_active = False
    user.save()

    answer = organisation.log_in(other := Client())

    assert answer.url == "/inloggen/gesloten/"
    assert "_auth_user_id" not in other.session


@pytest.mark.parametrize(
    ("setting", "said", "path"),
    [
        ({}, {"amr": ("pwd", "mfa")}, "/account/tweede-factor/"),
        ({"OIDC_TRUSTED_AMR": ["mfa"]}, {"amr": ("pwd", "mfa")}, "/"),
        ({"OIDC_TRUSTED_AMR": ["mfa"]}, {"amr": ("pwd",)}, "/account/tweede-factor/"),
        ({"OIDC_TRUSTED_ACR": ["hoog"]}, {"acr": "hoog"}, "/"),
        ({"OIDC_TRUSTED_ACR": ["hoog"]}, {}, "/account/tweede-factor/"),
    ],
)
def test_second_factor_of_the_organisation_counts_as_the_setting_says(
    client: Client, organisation: Organisation, settings: Any, setting: dict[str, Any], said: dict[str, Any], path: str
) -> None:
    for name, value in setting.items():
        setattr(settings, name, value)
    organisation.has(groups=["leidenmo-controllers"], **said)

    answer = client.get(organisation.log_in(client).url, follow=True)

    assert answer.request["PATH_INFO"] == path


def test_answer_of_another_attempt_is_refused(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-medewerkers"])
    address = organisation.come_back(client)

    stolen = Client().get(address)
    changed = client.get(re.sub(r"state=[^&]+", "state=verzonnen", address))

    assert "klopte niet" in stolen.content.decode()
    assert "klopte niet" in changed.content.decode()
    assert not User.objects.exists()


def test_token_that_was_made_for_another_attempt_is_refused(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-medewerkers"])
    address = organisation.come_back(client)
    session = client.session
    (state,) = session["socialaccount_states"].values()
    state[0]["nonce"] = "een-andere"
    session.save()

    page = client.get(address)

    assert page.status_code == 403
    assert "hoort niet bij deze poging" in page.content.decode()
    assert not User.objects.exists()


def test_code_without_its_proof_key_is_refused(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-medewerkers"])
    address = organisation.come_back(client)
    session = client.session
    (state,) = session["socialaccount_states"].values()
    state[0]["pkce_code_verifier"] = "x" * 64
    session.save()

    assert "klopte niet" in client.get(address).content.decode()
    assert not User.objects.exists()


def test_provider_that_is_away_is_told_in_words(client: Client, organisation: Organisation, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"] = {"server_url": "http://127.0.0.1:9"}

    page = client.post("/inloggen/organisatie/")

    assert page.status_code == 503
    assert "niet bereikbaar" in page.content.decode()


def test_logging_in_sends_nobody_elsewhere(client: Client, organisation: Organisation) -> None:
    organisation.has(groups=["leidenmo-medewerkers"])

    assert organisation.log_in(client, next="https://elders.example/").url == "/"
