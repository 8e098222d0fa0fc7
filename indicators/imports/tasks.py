"""The jobs that read what was sent to be loaded."""

import logging

from celery import shared_task

from indicators.imports import ladingen
from indicators.models import Lading

logger = logging.getLogger(__name__)


@shared_task(soft_time_limit=60, time_limit=90)  # seconds: a file of 10 MB takes at most half of it
def read_lading(key: int) -> bool:
    """Read what was sent; return whether that was done."""
    return ladingen.read(key)


@shared_task
def read_lost() -> int:
    """Queue again what waits to be read and of which nothing was heard; return how many."""
    keys = ladingen.lost()
    for key in keys:
        read_lading.delay(key)
    return len(keys)


def queue_reading(lading: Lading) -> bool:
    """Have a job read it; return whether that was heard. If not, the minute's round does it once the queue is back."""
    try:
        read_lading.delay(lading.pk)
    except Exception:
        # Whatever a broker can do wrong, what was sent is kept.
        logger.exception("could not queue the reading of lading %s", lading.pk)
        return False
    return True
