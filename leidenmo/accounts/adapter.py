"""What differs here from allauth's account flow: nobody signs up, and it speaks our Dutch."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from leidenmo.accounts import written

# What somebody is told by mail when it happened to their account, by the name allauth gives the event.
NOTICES = {
    "password_changed": "uw wachtwoord is gewijzigd",
    "password_reset": "er is een nieuw wachtwoord gekozen",
    "totp_activated": "een authenticator-app is ingesteld als tweede factor",
    "totp_deactivated": "de authenticator-app is verwijderd als tweede factor",
    "recovery_codes_generated": "er zijn nieuwe herstelcodes gemaakt; de oude werken niet meer",
    "webauthn_added": "een toegangssleutel is toegevoegd",
    "webauthn_removed": "een toegangssleutel is verwijderd",
    "account_connected": "uw account is verbonden met het account van uw organisatie",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are invited; mail and messages are ours."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Let op hoofdletters in het wachtwoord."
        ),
        "too_many_login_attempts": "Er is te vaak iets verkeerds ingevuld. Wacht vijf minuten.",
        "incorrect_password": "Dit wachtwoord klopt niet. Let op hoofdletters.",
        "incorrect_code": "Deze code klopt niet. Een code werkt een halve minuut, en één keer.",
        "enter_current_password": "Vul uw huidige wachtwoord in.",
        "rate_limited": "Dit is te vaak geprobeerd. Wacht een paar minuten.",
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Return what is wrong in words, and write down when that is that somebody is not who they say."""
        return written.refused(self.request, super().validation_error(code, *args))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether somebody must prove again who they are; not when they logged in only just now."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody what happened to their account, in one shape for all of it."""
        event = NOTICES[template_prefix.rpartition("/")[2]]
        super().send_notification_mail("account/email/notice", user, {**(context or {}), "event": event}, email)
