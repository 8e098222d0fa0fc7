"""A second factor, required of those who adopt and of those who hand out rights."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from leidenmo.accounts import sealed, written

# What counts; recovery codes only stand in for one of these.
COUNTS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# In the session: the organisation's provider said that a second factor was used.
ASSERTED = "second_factor_asserted"

# All that somebody reaches who has yet to set one up.
REACHABLE = {
    "second_factor",
    "mfa_activate_totp",
    "totp_qr",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "uitloggen",
    "sessie",
    "sessie_verlengen",
}


def is_required_of(user: Any) -> bool:
    """Return whether `user` may go on only with a second factor."""
    groups = settings.SECOND_FACTOR_GROUPS
    return bool(groups) and (user.is_superuser or user.groups.filter(name__in=groups).exists())


def is_present(request: HttpRequest) -> bool:
    """Return whether this session's user has a second factor: one set up here, or one the organisation vouches for."""
    return bool(request.session.get(ASSERTED)) or is_mfa_enabled(request.user, COUNTS)


class SecondFactorRequired:
    """Sends those who need a second factor to set it up, and lets them go nowhere else before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer instead of the view when it is out of reach."""
        if not request.user.is_authenticated or _is_reachable(request):
            return None
        if not is_required_of(request.user) or is_present(request):
            return None
        return redirect("second_factor")


@receiver(authenticator_added)
def end_sessions_without_it(request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    """Log out wherever else this person is logged in: there only a password was given, and it would now do."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


def _is_reachable(request: HttpRequest) -> bool:
    """Return whether this page is open to somebody without a second factor."""
    match = request.resolver_match
    return match is not None and not match.namespaces and match.url_name in REACHABLE


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factors, in Dutch."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze code klopt niet. Een code werkt een halve minuut, en één keer.",
        "cannot_generate_recovery_codes": "Stel eerst een tweede factor in.",
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it."""
        return sealed.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that the database keeps."""
        return sealed.unseal(encrypted_text)

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Return what is wrong in words, and write down that a code was."""
        return written.refused(self.request, super().validation_error(code, *args))

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Return a name to tell the keys of one person apart."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Toegangssleutel {number}"
