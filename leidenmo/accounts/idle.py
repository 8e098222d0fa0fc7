"""A session that nobody uses ends: whoever walks away from a screen is logged out after SESSION_IDLE_MINUTES.

When somebody was last there stands in a signed cookie beside that of the session: to read a page writes nothing
(decision 21). Who has no such cookie was last there when they logged in.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.core.signing import BadSignature, TimestampSigner
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

COOKIE = f"{settings.COOKIE_PREFIX}laatst"
SINCE = "sinds"  # in the session: when they logged in, or asked to stay
SELDOM = 30  # seconds before it is written anew
ASKED_BY_A_SCRIPT = ("/sessie/",)  # the page that warns asks by itself; nobody is there for it


@receiver(user_logged_in)
def begin(request: HttpRequest | None, **_kwargs: Any) -> None:
    """Remember when the session began."""
    if request is not None:
        request.session[SINCE] = int(time.time())


def last_there(request: HttpRequest) -> int:
    """Return when the one who is logged in was last there, in seconds since 1970."""
    began: int | None = request.session.get(SINCE)
    if began is None:  # a session from before this was kept
        began = request.session[SINCE] = int(time.time())
    try:
        kept: int = _signer(request).unsign_object(request.COOKIES.get(COOKIE, ""), max_age=settings.SESSION_IDLE_AGE)
    except BadSignature:
        return began
    return max(began, kept)


def idle_at(request: HttpRequest) -> datetime:
    """Return when the session of who is logged in ends if nothing happens."""
    return timezone.now() + timedelta(seconds=last_there(request) + settings.SESSION_IDLE_AGE - time.time())


def _signer(request: HttpRequest) -> TimestampSigner:
    """Return what signs for this session alone: beside another one the cookie says nothing."""
    return TimestampSigner(salt=salted_hmac(COOKIE, request.session.session_key or "").hexdigest())


class EndIdleSessions:
    """Logs out who was gone for too long, before anything is answered to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and remember that somebody was there."""
        before = last_there(request) if request.user.is_authenticated else 0
        if request.user.is_authenticated and time.time() > before + settings.SESSION_IDLE_AGE:
            logout(request)
            messages.info(request, "U bent uitgelogd, omdat er lang niets gebeurde. Log opnieuw in om verder te gaan.")
        response = self.get_response(request)
        if request.user.is_authenticated and request.path not in ASKED_BY_A_SCRIPT:
            if time.time() > before + SELDOM or COOKIE not in request.COOKIES:
                self._remember(request, response)
        elif COOKIE in request.COOKIES and not request.user.is_authenticated:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response

    def _remember(self, request: HttpRequest, response: HttpResponse) -> None:
        response.set_cookie(
            COOKIE,
            _signer(request).sign_object(int(time.time())),
            max_age=settings.SESSION_IDLE_AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
