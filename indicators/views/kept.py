"""Pages that are kept in memory until something that they may show changes; for readers who are not logged in.

A page is kept under the revision of what is stored (`indicators.revision`), the day, and all of the request that it
is made of. So a change is on every page in the next request, and what did not change is answered at once: with the
page that is kept, or by telling a browser that it has this page already.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from indicators import revision
from indicators.downloads import form_asked
from indicators.remembered import COOKIE
from leidenmo.messages import HostCookieStorage

DAY = 86_400  # seconds


class KeptPage:
    """A view whose pages are kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the page that is kept, or make it and keep it."""
        if not is_same_for_all(request):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        pages, key = caches["pages"], key_of(request)
        page: HttpResponse | None = pages.get(key)
        if page is None:
            with _made_by_one(key) if settings.PAGES_KEPT else nullcontext():
                page = pages.get(key)  # of who was making it when this one was asked for
                if page is None:
                    page = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
                    if not _may_be_kept(request, page):
                        return page
                    page = _whole(page)
                    pages.set(key, page, DAY)
        answer = get_conditional_response(request, etag=page.headers["ETag"], response=page)
        return answer if answer is not None else page


_locks: dict[str, tuple[Lock, int]] = {}  # by key, with how many hold it or wait for it
_of_locks = Lock()


@contextmanager
def _made_by_one(key: str) -> Iterator[None]:
    """Let one thread make the page of this key, and others wait for it: after a save everybody asks for the same.

    The key holds the revision that each of them found, so nobody is given anything older than it asked for.
    """
    with _of_locks:
        lock, users = _locks.get(key, (Lock(), 0))
        _locks[key] = lock, users + 1
    try:
        with lock:
            yield
    finally:
        with _of_locks:
            _, users = _locks.pop(key)
            if users > 1:
                _locks[key] = lock, users - 1


def is_same_for_all(request: HttpRequest) -> bool:
    """Whether anybody who asks this gets the same: nobody is logged in, nothing waits to be said, it is no file."""
    return (
        request.method in ("GET", "HEAD")
        and not form_asked(request)
        and not {settings.SESSION_COOKIE_NAME, HostCookieStorage.cookie_name} & request.COOKIES.keys()
    )


def key_of(request: HttpRequest) -> str:
    """Return what the page is made of: the revision first, so that what changes while it is made counts as later."""
    parts = (
        revision.current(),
        timezone.localdate().isoformat(),
        request.method or "",
        request.build_absolute_uri(),
        request.COOKIES.get(COOKIE, ""),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _may_be_kept(request: HttpRequest, page: HttpResponseBase) -> bool:
    """Whether a page holds nothing of the one who asked for it, such as the token of a form."""
    return page.status_code == 200 and not page.streaming and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META


def _whole(page: Any) -> HttpResponse:
    """Return the page with everything written out and its checksum; a browser asks each time whether that changed."""
    if hasattr(page, "render"):
        page.render()
    whole = HttpResponse(page.content, status=page.status_code, headers=dict(page.headers))
    whole.cookies = page.cookies
    whole.headers["ETag"] = quote_etag(hashlib.sha256(page.content).hexdigest()[:32])
    patch_cache_control(whole, no_cache=True)
    return whole
