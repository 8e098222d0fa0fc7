"""Brings the stored stoplichten in line with the figures: judges, and writes only what changed.

Safe to run twice, and twice at once: the indicators are locked before their figures are read, so of two
runs the second sees what the first wrote. (SQLite has no row locks; there the transaction is the lock.)
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from indicators import status_table
from indicators.inputs import Invoer, Scope, Sleutel, Uitkomst, gather, stale, stored
from indicators.models import Effectindicator, IndicatorStatus
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
        total = total.plus(_recalculate_chunk(chunk))
    if total.changed:
        logger.info("recalculated: %s judged, %s changed, %s were stale", *total)
    return total


def sweep() -> Telling:
    """Find by comparison the indicators with a status that is no longer true, and judge those anew."""
    total = Telling()
    for chunk in portions():
        behind = {key.indicator_id for key in stale(Scope(chunk))}
        if behind:
            total = total.plus(recalculate(behind))
    return total


def portions(indicator_ids: Collection[int] | None = None) -> Iterator[list[int]]:
    """Yield the ids of these indicators (None: all) in ascending order, CHUNK at a time: each stands by itself."""
    if indicator_ids is None:
        indicator_ids = Effectindicator.objects.order_by("pk").values_list("pk", flat=True)
    ids = iter(sorted(set(indicator_ids)))
    while chunk := list(islice(ids, CHUNK)):
        yield chunk


def by_beleidsterrein() -> Iterator[list[int]]:
    """Yield the ids of all indicators, about PORTION at a time: a job each, with whole beleidsterreinen."""
    rows = Effectindicator.objects.order_by("doel__beleidsterrein", "pk").values_list("doel__beleidsterrein", "pk")
    portion: list[int] = []
    for _, of_terrein in groupby(rows, itemgetter(0)):
        ids = [pk for _, pk in of_terrein]
        if portion and len(portion) + len(ids) > PORTION:
            yield portion
            portion = []
        portion += ids
    if portion:
        yield portion


@transaction.atomic
def _recalculate_chunk(indicator_ids: Sequence[int]) -> Telling:
    """Judge the indicators of one chunk under their locks."""
    # Ordered, so that two runs never wait for each other crosswise.
    locked = Effectindicator.objects.select_for_update().filter(pk__in=indicator_ids).order_by("pk")
    scope = Scope(list(locked.values_list("pk", flat=True)))
    wanted = gather(scope)
    seen = {key: (invoer, uitkomst) for key, invoer, uitkomst in stored(scope)}
    now = timezone.now()
    changed = []
    behind = 0
    # The stands share the inputs they have in common: those are judged once.
    outcomes = {id(invoer): judge(invoer) for invoer in {id(invoer): invoer for invoer in wanted.values()}.values()}
    for key, invoer in wanted.items():
        uitkomst = outcomes[id(invoer)]
        stored_invoer, stored_uitkomst = seen.get(key, (None, None))
        if (stored_invoer, stored_uitkomst) != (invoer, uitkomst):
            changed.append((*key, *invoer, *uitkomst, now))
            behind += stored_invoer != invoer
    status_table.write(changed)
    lapsed = seen.keys() - wanted.keys()
    _remove(lapsed)
    return Telling(judged=len(wanted), changed=len(changed) + len(lapsed), stale=behind + len(lapsed))


def judge(invoer: Invoer) -> Uitkomst:
    """Return what the rule says of these inputs, in the columns it is stored in."""
    oordeel = bepaal(invoer.meting)
    return Uitkomst(oordeel.stoplicht, oordeel.reason, oordeel.within_error, oordeel.trend)


def _remove(keys: Collection[Sleutel]) -> None:
    """Remove the statuses of years that no figure and no target speaks of any more."""
    for key in keys:
        IndicatorStatus.objects.filter(**key._asdict()).delete()
