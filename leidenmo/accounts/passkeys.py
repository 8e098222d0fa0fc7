"""allauth's forms of a passkey, with a bound to what a browser may send: a long number breaks Django's own field."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth_forms
from django import forms

LONGEST = 20_000  # characters: a credential has some hundreds, its attestation some thousands

# What reading one raises for JSON of another shape.
NO_CREDENTIAL = (KeyError, TypeError, ValueError, AttributeError)


class CredentialField(forms.JSONField):
    """What the browser answers for a passkey."""

    def to_python(self, value: Any) -> Any:
        """Return it as JSON; raise ValidationError for what is none, too long, or too deep."""
        if isinstance(value, str) and len(value) > LONGEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""})
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""}) from error


def _field() -> CredentialField:
    return CredentialField(required=True, widget=forms.HiddenInput)


class AddPasskey(allauth_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    credential = _field()

    def clean(self) -> dict[str, Any]:
        """Return what was sent; raise ValidationError for JSON that is no passkey."""
        try:
            return super().clean()  # type: ignore[no-any-return]
        except NO_CREDENTIAL as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _Known:
    """A passkey that is to be known: JSON that is none is a wrong one."""

    def clean_credential(self) -> Any:
        """Return the passkey; raise ValidationError when it is not somebody's."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NO_CREDENTIAL as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AuthenticateByPasskey(_Known, allauth_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after a password."""

    credential = _field()


class LogInByPasskey(_Known, allauth_forms.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""

    credential = _field()


class ConfirmByPasskey(_Known, allauth_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, again."""

    credential = _field()
