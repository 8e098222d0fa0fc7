"""Which passwords nobody may choose: what everybody tries first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from leidenmo.accounts.passwords import WordsOfHereValidator


@pytest.mark.parametrize("password", ["q1w2e3r4t5y6", "qwerty123456", "123qweasdzxc"])
def test_password_that_many_have_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)

    assert [error.code for error in refused.value.error_list] == ["password_too_common"]


@pytest.mark.parametrize(
    "password",
    [
        "Leiden2026!begroting",
        "GemeenteLeiden01",
        "Welkom2026!Welkom",
        "L3iden-Gem33nte-9",
        "Programmabegroting",
        "Zomer2026Zomer2026",
        "raadslid.leiden.2026",
        "123456789012345678",
    ],
)
def test_password_of_the_words_of_here_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        WordsOfHereValidator().validate(password)

    assert "Leiden, gemeente of begroting" in refused.value.messages[0]


@pytest.mark.parametrize(
    "password",
    ["de leidende bij zoemt zacht", "kxqv-wtrn-bdfg", "Paardebloem tussen stoeptegels", "leiden trapezium wak"],
)
def test_password_with_enough_else_in_it_is_allowed(password: str) -> None:
    WordsOfHereValidator().validate(password)
    validate_password(password)


def test_own_words_of_another_municipality_count(settings: object) -> None:
    settings.MUNICIPALITY, settings.SITE_URL = "Súdwest-Fryslân", "https://doelen.snits.example"  # type: ignore[attr-defined]

    with pytest.raises(ValidationError):
        WordsOfHereValidator().validate("Fryslân2026Snits")
