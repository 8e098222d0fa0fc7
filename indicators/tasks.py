"""The jobs; each calls one function of `indicators.recalculation` or `indicators.reminders`."""

import logging
from collections.abc import Collection
from functools import partial
from typing import Any

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from indicators import recalculation, reminders

logger = logging.getLogger(__name__)


@shared_task
def recalculate(indicator_ids: list[int]) -> int:
    """Judge these indicators anew; return how many statuses changed."""
    return recalculation.recalculate(indicator_ids).changed


@shared_task
def recalculate_all() -> int:
    """Judge every indicator anew, whatever the comparison says; return how many statuses changed."""
    return recalculation.recalculate().changed


@shared_task
def remind() -> int:
    """Mail who has something missing for a deadline, once a day; return how many were mailed."""
    return reminders.remind(timezone.localdate())


@shared_task
def sweep() -> int:
    """Judge the indicators anew whose statuses are no longer true; return how many statuses changed."""
    return recalculation.sweep().changed


def recalculate_on_commit(indicator_ids: Collection[int]) -> None:
    """Queue a recompute of these indicators once the running transaction has been committed."""
    transaction.on_commit(partial(_queue, recalculate, sorted(indicator_ids)))


def recalculate_all_on_commit() -> None:
    """Queue a recompute of every indicator once the running transaction has been committed."""
    transaction.on_commit(partial(_queue, recalculate_all))


def _queue(task: Any, *arguments: Any) -> None:
    """Queue a job; a broker that is down is logged, not raised: what was saved is saved and the sweep follows."""
    try:
        task.delay(*arguments)
    except Exception:
        # Whatever a broker can do wrong, the one who saved must not pay for it.
        logger.exception("could not queue %s%s; the sweep will do it", task.name, arguments)
