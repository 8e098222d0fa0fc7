"""When somebody's session ends, and making it last: nobody loses work to a clock they could not see."""

import time
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from leidenmo.accounts import idle

WARN_BEFORE = 5 * 60  # seconds before the end; WCAG 2.2.1 asks for at least twenty


def ends_at(request: HttpRequest) -> datetime | None:
    """Return when the session of this request ends, as the server keeps it; None for somebody who is not logged in.

    Costs a query: the session itself does not know. Whatever saves the session makes it last its full time again.
    """
    if not request.user.is_authenticated:
        return None
    kept: Any = request.session.model.objects.filter(pk=request.session.session_key)  # type: ignore[attr-defined]
    end: datetime | None = kept.values_list("expire_date", flat=True).first()
    return min(end, idle.idle_at(request)) if end else None


def session_left(request: HttpRequest) -> dict[str, Any]:
    """Give the templates the end of the session in words and in seconds from now; looked up only where it is shown."""

    def look_up() -> dict[str, Any] | None:
        end = ends_at(request)
        return {"until": until(end), "seconds": (end - timezone.now()) // timedelta(seconds=1)} if end else None

    return {"session_left": SimpleLazyObject(look_up), "session_warn_before": WARN_BEFORE}


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """Tell when the session ends, without making it last: another tab may have done that, or logged in anew."""
    end = ends_at(request)
    return _tell(request, end) if end else _over()


@require_POST
def extend(request: HttpRequest) -> HttpResponse:
    """Make the session last its full time from now on; tell a script until when, send a person back."""
    to_script = not request.accepts("text/html")
    if not request.user.is_authenticated:
        return _over() if to_script else redirect("inloggen")
    request.session[idle.SINCE] = int(time.time())  # the middleware then keeps it anew, and the cookie with it
    end = min(request.session.get_expiry_date(), idle.idle_at(request))
    if to_script:
        return _tell(request, end)
    messages.success(request, f"U blijft ingelogd tot {until(end)}.")
    back = request.POST.get("terug", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    # Not `redirect`, which looks for a page of that name before it takes it for an address.
    return HttpResponseRedirect(back) if safe else redirect(settings.LOGIN_REDIRECT_URL)


def until(end: datetime) -> str:
    """Return a moment in words, in the time zone of the municipality: 16:03 uur, and its day when that is not today."""
    local = timezone.localtime(end)
    day = "" if local.date() == timezone.localdate() else f"{date_format(local, 'j F Y')} "
    return f"{day}{date_format(local, 'H:i')} uur"


def _tell(request: HttpRequest, end: datetime) -> HttpResponse:
    """Answer with who is logged in and until when; and the token for forms, which changed if they logged in anew."""
    left = (end - timezone.now()) // timedelta(seconds=1)
    said = {"wie": request.user.get_username(), "seconden": left, "tot": until(end), "token": get_token(request)}
    return JsonResponse(said)


def _over() -> HttpResponse:
    """Answer that nobody is logged in."""
    return JsonResponse({"wie": None}, status=HTTPStatus.UNAUTHORIZED)
