"""Brings the stored stoplichten in line with the figures: judges, and writes only what changed.

Safe to run twice, and twice at once: the indicators are locked before their figures are read, so of two
runs the second sees what the first wrote. (SQLite has no row locks; there the transaction is the lock.)
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from math import ceil
from operator import itemgetter
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from indicators import circles, one_trip, status_table
from indicators.compiled import rows
from indicators.inputs import Invoer, Scope, Uitkomst, gather, locked, stale, stored_rows
from indicators.models import Effectindicator
from indicators.stoplicht import bepaal

logger = logging.getLogger(__name__)

CHUNK = 200  # indicators a transaction: some thousands of rows, locked for well under a second
PORTION = 50  # indicators a job, when all are judged: so few that one municipality keeps more than one worker busy


class Telling(NamedTuple):
    """How many statuses were judged, how many of them changed (new and removed ones included), how many were stale."""

    judged: int = 0
    changed: int = 0
    stale: int = 0

    def plus(self, other: "Telling") -> "Telling":
        """Return the sums of both."""
        return Telling(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def recalculate(indicator_ids: Collection[int] | None = None) -> Telling:
    """Judge these indicators (None: all) anew, every year and stand, and return how many statuses that touched."""
    total = Telling()
    for chunk in portions(indicator_ids):
        with _transaction() as how:
            total = total.plus(_recalculate_chunk(chunk, how))
    if total.changed:
        logger.info("recalculated: %s judged, %s changed, %s were stale", *total)
    return total


def sweep() -> Telling:
    """Find by comparison the indicators with a status that is no longer true, and judge those anew."""
    total = Telling()
    for chunk in portions():
        with _transaction() as how:
            _say(how)
            behind = {key.indicator_id for key in stale(Scope(chunk))}
        if behind:
            total = total.plus(recalculate(behind))
    return total


@contextmanager
def _transaction() -> Iterator[str]:
    """Run in a transaction; yield what the database is to be told first: nothing in one that was there already."""
    alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic(), circles.not_looked_for():
        yield status_table.HOW if alone else ""


def _say(how: str) -> None:
    """Tell the database how to run this transaction."""
    if how:
        with connection.cursor() as cursor:
            cursor.execute(how)


def portions(indicator_ids: Collection[int] | None = None) -> Iterator[list[int]]:
    """Yield the ids of these indicators (None: all) in ascending order, CHUNK at a time: each stands by itself."""
    if indicator_ids is None:
        indicator_ids = Effectindicator.objects.order_by("pk").values_list("pk", flat=True)
    ids = iter(sorted(set(indicator_ids)))
    while chunk := list(islice(ids, CHUNK)):
        yield chunk


def by_beleidsterrein() -> Iterator[list[int]]:
    """Yield the ids of all indicators, about PORTION at a time: a job each, with whole beleidsterreinen."""
    ordered = Effectindicator.objects.order_by("doel__beleidsterrein", "pk").values_list("doel__beleidsterrein", "pk")
    all_of_them = list(ordered)
    # As even as can be: with three large portions and a small one, one of two workers ends long before the other.
    step = len(all_of_them) / max(1, ceil(len(all_of_them) / PORTION))
    portion: list[int] = []
    done, until = 0, step
    for _, of_terrein in groupby(all_of_them, itemgetter(0)):
        ids = [pk for _, pk in of_terrein]
        if portion and until - done <= done + len(ids) - until:  # it ends nearer to where it should without these
            yield portion
            portion = []
            until += step
        portion += ids
        done += len(ids)
    if portion:
        yield portion


def _recalculate_chunk(indicator_ids: Sequence[int], how: str) -> Telling:
    """Judge the indicators of one chunk under their locks, in a transaction that is run so."""
    scope = _held(indicator_ids, how)
    wanted = gather(scope)
    seen = stored_rows(scope)
    # The stands share the inputs they have in common: those are judged once.
    outcomes = {id(invoer): (invoer, judge(invoer)) for invoer in {id(i): i for i in wanted.values()}.values()}
    new, changed = [], []
    behind = 0
    for key, invoer in wanted.items():
        judged = outcomes[id(invoer)]
        stored = seen.pop(key, None)
        if stored is None:
            new.append((key, judged))
        elif stored != judged[0] + judged[1]:
            changed.append((key, judged))
            behind += stored[: len(invoer)] != invoer
    status_table.write(new, changed, timezone.now())
    status_table.remove(seen)  # of years that no figure and no target speaks of any more
    touched = len(new) + len(changed) + len(seen)
    return Telling(judged=len(wanted), changed=touched, stale=behind + len(new) + len(seen))


def _held(indicator_ids: Sequence[int], how: str) -> Scope:
    """Lock these indicators, so that nothing about them changes any more, and return them."""
    if connection.vendor == "postgresql" and len(indicator_ids) <= one_trip.FEW:
        return one_trip.held(indicator_ids, how)
    _say(how)
    return Scope([pk for (pk,) in rows(locked, indicator_ids)])


def judge(invoer: Invoer) -> Uitkomst:
    """Return what the rule says of these inputs, in the columns it is stored in."""
    return Uitkomst(*bepaal(invoer.meting))
