"""Who came in, who did not, and what was refused to whom: a line each, with the number of the account and no name."""

import logging
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest

logger = logging.getLogger("leidenmo.inloggen")

# What of all that a form may say is a refusal of who somebody says they are, by allauth's name of it.
REFUSALS = {
    "incorrect_password": "wachtwoord klopt niet",
    "incorrect_code": "code van de tweede factor klopt niet",
    "too_many_login_attempts": "te vaak geprobeerd",
    "rate_limited": "te vaak geprobeerd",
}


def account_of(user: Any) -> str:
    """Return which account that is, without telling whose."""
    return f"account {user.pk}" if user is not None and user.pk else "geen account"


@receiver(user_logged_in)
def came_in(request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    """Write down who logged in and by what."""
    methods = [record.get("method", "") for record in get_authentication_records(request, user)] if request else []
    logger.info("ingelogd: %s, met %s", account_of(user), " en ".join(methods) or "een programma")


@receiver(user_logged_out)
def went_out(user: Any, **_kwargs: Any) -> None:
    """Write down who logged out."""
    if user is not None:
        logger.info("uitgelogd: %s", account_of(user))


@receiver(user_login_failed)
def stayed_out(credentials: dict[str, Any], **_kwargs: Any) -> None:
    """Write down that a password was wrong, and of which account; an address that is nobody's is not kept."""
    address = credentials.get("email") or credentials.get("username") or ""
    user = User.objects.filter(email__iexact=address).first() if address else None
    logger.warning("inloggen geweigerd: %s, wachtwoord klopt niet", account_of(user))


@receiver(authenticator_added)
@receiver(authenticator_removed)
@receiver(authenticator_reset)
def factor_changed(signal: Any, user: Any, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Write down that a second factor was added, taken away, or made anew."""
    what = {authenticator_added: "toegevoegd", authenticator_removed: "verwijderd"}.get(signal, "vernieuwd")
    logger.info("tweede factor %s: %s, %s", what, account_of(user), authenticator.type)


def refused(request: HttpRequest | None, error: ValidationError) -> ValidationError:
    """Write down a refusal that allauth is about to tell; return it."""
    if why := REFUSALS.get(error.code or ""):
        logger.warning("inloggen geweigerd: %s, %s", account_of(_who(request)), why)
    return error


def _who(request: HttpRequest | None) -> Any:
    """Return who is logged in, or gave the right password and is asked for more."""
    if request is None:
        return None
    stage = get_pending_stage(request)
    return stage.login.user if stage else request.user


def denied(request: HttpRequest) -> None:
    """Write down what was refused to whom."""
    logger.warning("toegang geweigerd: %s, %s %s", account_of(request.user), request.method, request.path)
