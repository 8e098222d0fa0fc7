"""The jobs that read what was sent, and load what was read of it."""

import logging
from typing import Any

from celery import shared_task

from indicators.choices import LadingStaat
from indicators.imports import ladingen, loading
from indicators.models import Lading

logger = logging.getLogger(__name__)


# A file of 10 MB takes half a minute of computing; on a machine that is busy that is more by the clock.
@shared_task(bind=True, soft_time_limit=120, time_limit=150)  # seconds
def read_lading(self: Any, key: int) -> bool:
    """Read what was sent; return whether that was done."""
    return ladingen.read(key, killed=_was_killed(self))


@shared_task(bind=True, soft_time_limit=180, time_limit=210)  # seconds
def load_lading(self: Any, key: int) -> bool:
    """Load what was read; return whether that was done."""
    return loading.go_on(key, killed=_was_killed(self))


@shared_task
def read_lost() -> int:
    """Queue again what waits to be read or loaded and of which nothing was heard; return how many."""
    lost = ladingen.lost()
    for key, state in lost:
        (load_lading if state == LadingStaat.LADEN else read_lading).delay(key)
    return len(lost)


def queue(lading: Lading) -> bool:
    """Have a job do what the lading waits for; return whether that was heard.

    If not, the minute's round does it once the queue is back.
    """
    try:
        (load_lading if lading.state == LadingStaat.LADEN else read_lading).delay(lading.pk)
    except Exception:
        # Whatever a broker can do wrong, what was sent is kept.
        logger.exception("could not queue lading %s", lading.pk)
        return False
    return True


def _was_killed(task: Any) -> bool:
    """Whether the queue gives this job again because the worker that had it is gone."""
    return bool((task.request.delivery_info or {}).get("redelivered"))
