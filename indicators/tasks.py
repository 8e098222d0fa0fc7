"""The jobs; each calls one function of `indicators.recalculation` or `indicators.reminders`."""

import logging
from collections.abc import Collection
from functools import partial
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from indicators import recalculation, reminders, revision
from indicators.stoplicht import RULE_VERSION
from leidenmo import health
from programmes.models import Publicatie

logger = logging.getLogger(__name__)

# In the cache: by what the last sweep that found every stoplicht to be true did so.
ALL_TRUE = "veegbeurt"


@shared_task
def recalculate(indicator_ids: list[int]) -> int:
    """Judge these indicators anew; return how many statuses changed."""
    return recalculation.recalculate(indicator_ids).changed


@shared_task
def recalculate_portion(indicator_ids: list[int]) -> int:
    """Judge one portion of all indicators anew; return how many statuses changed."""
    return recalculation.recalculate(indicator_ids).changed


@shared_task
def recalculate_all() -> int:
    """Have every indicator judged anew, whatever the comparison says, by all workers; return in how many portions."""
    portions = list(recalculation.by_beleidsterrein())
    for portion in portions:
        if not _queue(recalculate_portion, portion):
            recalculate_portion(portion)
    return len(portions)


@shared_task
def remind() -> int:
    """Mail who has something missing for a deadline, once a day; return how many were mailed."""
    return reminders.remind(timezone.localdate())


@shared_task
def sweep() -> int:
    """Judge the indicators anew whose statuses are no longer true; return how many statuses changed.

    Comparing takes a minute for the country. Where nothing was written since everything was found to be true, by the
    same rule and with the same figures kept from readers, it still is: then nothing is read.
    """
    revision.tidy()
    # Before anything is read: what is written meanwhile counts as later.
    now = f"{RULE_VERSION} {settings.MINIMUM_RESPONDENTEN} {revision.current()}"
    found = recalculation.Telling() if cache.get(ALL_TRUE) == now else recalculation.sweep()
    health.note_sweep(found.stale)
    if not found.changed:
        cache.set(ALL_TRUE, now, None)
    return found.changed


@shared_task
def make_publication_files(pk: int) -> int:
    """Make the files of one publication that are not there yet; return how many."""
    from indicators.paper.publication_files import make_files  # noqa: PLC0415 - it reads what this job was queued by

    return make_files(Publicatie.objects.get(pk=pk))


@shared_task
def make_missing_files() -> int:
    """Make what lost jobs left behind; return how many files."""
    from indicators.paper.publication_files import make_files, unfinished  # noqa: PLC0415

    return sum(make_files(publication) for publication in unfinished())


@shared_task
def make_printout(pk: int) -> bool:
    """Make one PDF that was asked for; return whether it is there now."""
    from indicators.paper import printouts  # noqa: PLC0415

    return printouts.make_printout(pk)


@shared_task
def make_lost_printouts() -> int:
    """Make what was asked for and whose job was lost; return how many."""
    from indicators.paper import printouts  # noqa: PLC0415

    return sum(printouts.make_printout(lost.pk) for lost in printouts.lost())


@shared_task
def forget_old_printouts() -> int:
    """Remove the PDFs that were asked for long ago; return how many."""
    from indicators.paper import printouts  # noqa: PLC0415

    return printouts.forget_old()


def ask_for_printout(pk: int) -> None:
    """Queue the making of a PDF; without a queue the sweep makes it."""
    transaction.on_commit(partial(_queue, make_printout, pk))


def ask_for_publication_files(pk: int) -> None:
    """Queue the making of a publication's files; make them here and now when there is no queue."""
    if not _queue(make_publication_files, pk):
        make_publication_files(pk)


def make_publication_files_on_commit(publication: Publicatie) -> None:
    """Queue the making of a publication's files once the running transaction has been committed."""
    transaction.on_commit(partial(_queue, make_publication_files, publication.pk))


def recalculate_on_commit(indicator_ids: Collection[int]) -> None:
    """Queue a recompute of these indicators once the running transaction has been committed."""
    transaction.on_commit(partial(_queue, recalculate, sorted(indicator_ids)))


def recalculate_all_on_commit() -> None:
    """Queue a recompute of every indicator once the running transaction has been committed."""
    transaction.on_commit(partial(_queue, recalculate_all))


def _queue(task: Any, *arguments: Any) -> bool:
    """Queue a job and return True; a broker that is down is logged, not raised: the sweep follows."""
    try:
        task.delay(*arguments)
    except Exception:
        # Whatever a broker can do wrong, the one who saved must not pay for it.
        logger.exception("could not queue %s%s; the sweep will do it", task.name, arguments)
        return False
    return True
