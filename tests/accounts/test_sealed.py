"""A copy of the database gives nobody a second factor: what codes are made from opens with SECRET_KEY only."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken

from leidenmo.accounts.sealed import seal, unseal


def test_secret_of_an_app_and_seed_of_recovery_codes_are_unreadable_in_the_database(officer_9a: Any) -> None:
    TOTP.activate(officer_9a, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(officer_9a).get_unused_codes()

    app, seed = (Authenticator.objects.get(type=kind) for kind in ("totp", "recovery_codes"))
    assert "JBSWY3DPEHPK3PXP" not in str(app.data)
    assert app.data["secret"].startswith("verzegeld:")
    assert seed.data["seed"].startswith("verzegeld:")
    assert RecoveryCodes(seed).get_unused_codes() == codes  # and they still work
    assert RecoveryCodes(seed).validate_code(codes[0])


def test_key_that_was_replaced_still_opens(settings: Any) -> None:
    kept = seal("geheim")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [settings.SECRET_KEY]

    assert unseal(kept) == "geheim"


def test_another_key_opens_nothing(settings: Any) -> None:
    kept = seal("geheim")
    settings.SECRET_KEY = "x" * 60

    with pytest.raises(InvalidToken):
        unseal(kept)


def test_secret_from_before_they_were_sealed_is_read_as_it_is() -> None:
    assert unseal("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"


def test_same_secret_is_never_kept_the_same() -> None:
    assert seal("geheim") != seal("geheim")
