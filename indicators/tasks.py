"""The jobs; each calls one function of `indicators.recalculation`."""

import logging
from collections.abc import Collection
from functools import partial

from celery import shared_task
from django.db import transaction

from indicators import recalculation

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
def sweep() -> int:
    """Judge the indicators anew whose statuses are no longer true; return how many statuses changed."""
    return recalculation.sweep().changed


def recalculate_on_commit(indicator_ids: Collection[int]) -> None:
    """Queue a recompute of these indicators once the running transaction has been committed."""
    transaction.on_commit(partial(_queue, sorted(indicator_ids)))


def _queue(indicator_ids: list[int]) -> None:
    """Queue the recompute; a broker that is down is logged, not raised: the figure is saved and the sweep follows."""
    try:
        recalculate.delay(indicator_ids)
    except Exception:
        # Whatever a broker can do wrong, the one who saved must not pay for it.
        logger.exception("could not queue the recompute of %s; the sweep will do it", indicator_ids)
