"""Whether this installation works, for what watches over it: a container, a proxy, a monitor."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leidenmo.celery import app

logger = logging.getLogger(__name__)

SWEPT = (
    "health:swept"  # in the cache: when a worker last compared all stoplichten with their figures, and what it found
)
SWEEP_OVERDUE = (
    180  # seconds: it runs every minute, and in the full recompute of a large installation waits for its turn
)
PATIENCE = 1  # seconds for a broker to answer


class Veegbeurt(NamedTuple):
    """One sweep: when it ended, and how many stoplichten it found that were no longer true."""

    at: datetime
    stale: int

    @property
    def age(self) -> float:
        """How long ago it ended, in seconds."""
        return (timezone.now() - self.at).total_seconds()


def note_sweep(stale: int) -> None:
    """Keep that a sweep has just ended, and how many stoplichten it found that were no longer true."""
    cache.set(SWEPT, Veegbeurt(timezone.now(), stale), None)


def last_sweep() -> Veegbeurt | None:
    """Return the last sweep; None before the first."""
    swept: Veegbeurt | None = cache.get(SWEPT)
    return swept


def checks() -> dict[str, bool]:
    """Return of each part whether it works: the database, the broker, the cache, and worker and beat together."""
    parts = (_database, _broker, _cache, _worker)
    return {check.__name__.strip("_"): _works(check) for check in parts}


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        # Whatever a part can do wrong is what this is here to tell.
        logger.exception("health: %s", check.__name__.strip("_"))
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _broker() -> bool:
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=PATIENCE)
        return True


def _cache() -> bool:
    # Without it nobody can log in: how often somebody tried is counted there.
    last_sweep()
    return True


def _worker() -> bool:
    # Beat asks for a sweep each minute and a worker does it: a recent one shows that both are alive. One that is to
    # come was noted before the clock was set back, and shows nothing.
    swept = last_sweep()
    return swept is not None and abs(swept.age) < SWEEP_OVERDUE


@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer as long as the web server does: who asks this restarts what does not answer."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part works, 503 with what does not."""
    parts = checks()
    swept = last_sweep() if parts["cache"] else None
    said = {
        "status": "ok" if all(parts.values()) else "niet klaar",
        **{part: "ok" if works else "werkt niet" for part, works in parts.items()},
        "seconds_since_sweep": round(swept.age) if swept else None,
        "stale_at_sweep": swept.stale if swept else None,
    }
    return JsonResponse(said, status=200 if all(parts.values()) else 503)
