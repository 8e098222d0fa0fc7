"""Lets a copy of the database that follows it (`DATABASE_REPLICA_URL`) answer those who only read.

A replica is a moment behind. So only visitors without a session read from it, and only the budget and its figures;
whoever is logged in, and whoever just sent a form, reads what they wrote themselves. Jobs and commands never see it.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

REPLICA = "replica"
APPS = {"programmes", "indicators"}  # not the sessions, nor the cache that counts who tries too often
SAFE = {"GET", "HEAD"}
WROTE = f"{settings.COOKIE_PREFIX}schreef"  # the cookie of a visitor who sent a form
BEHIND = 30  # seconds: longer than a replica that works is behind

_may_be_behind: ContextVar[bool] = ContextVar("may_be_behind", default=False)


class Router:
    """Sends what a visitor reads to the replica, and everything else to the database itself."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        """Return the replica for a visitor's page, else no opinion."""
        return REPLICA if _may_be_behind.get() and model._meta.app_label in APPS else None

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool:
        """Allow it: both hold the same rows."""
        return True

    def allow_migrate(self, db: str, *_more: Any, **_hints: Any) -> bool | None:
        """Leave the replica alone: its tables come with its rows."""
        return False if db == REPLICA else None


class ReadFromReplica:
    """Says for the length of a request whether what it reads may be a moment behind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; let whoever sent a form read from the database itself for a while."""
        is_reader = request.method in SAFE and not {settings.SESSION_COOKIE_NAME, WROTE} & request.COOKIES.keys()
        token = _may_be_behind.set(is_reader)
        try:
            response = self.get_response(request)
        finally:
            _may_be_behind.reset(token)
        if request.method not in SAFE:
            response.set_cookie(WROTE, "1", max_age=BEHIND, secure=settings.HTTPS, httponly=True, samesite="Lax")
        return response
