"""Where a reader was on the dashboard: their last filters, in a cookie of their own browser.

Reading a page writes nothing to the database, and a stranger has no session; the cookie ends with the browser.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.cache import patch_cache_control

COOKIE = f"{settings.COOKIE_PREFIX}overzicht"
CHOICES = (
    *("jaar", "zoek", "programma", "beleidsterrein", "commissie", "portefeuille"),
    *("stoplicht", "bron", "bbv", "document", "code", "sort"),
)
LONGEST = 400  # characters: all filters fit in it; what does not is no choice of ours


def chosen_in(parameters: QueryDict) -> dict[str, str]:
    """Return what an address of the dashboard chooses: each parameter of ours once, none empty."""
    return {name: value for name in CHOICES if (value := parameters.get(name))}


def remember(response: HttpResponseBase, choice: dict[str, str]) -> None:
    """Have the browser keep what was chosen, or forget it when nothing was."""
    kept = urlencode(choice)
    if choice and len(kept) <= LONGEST:
        response.set_cookie(COOKIE, kept, httponly=True, secure=settings.HTTPS, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    patch_cache_control(response, private=True)


def remembered(request: HttpRequest) -> dict[str, str]:
    """Return what the browser kept; nothing when that is no choice of ours."""
    kept = request.COOKIES.get(COOKIE, "")
    return chosen_in(QueryDict(kept)) if len(kept) <= LONGEST else {}


def way_back(request: HttpRequest) -> str:
    """Return the address of the dashboard as the reader left it; nothing when they were not there."""
    kept = remembered(request)
    return f"{reverse('dashboard')}?{urlencode(kept)}" if kept else ""
