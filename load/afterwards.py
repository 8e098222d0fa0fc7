"""Looks in the database what the evening left there."""

import time
from collections import defaultdict

from indicators.inputs import stale
from indicators.models import Realisatie
from indicators.publishing.chain import checkable, problem_of
from load.evening import YEAR
from load.promises import Kept


def look(patience: float) -> Kept:
    """Return what is kept; wait at most `patience` seconds for the stoplichten."""
    until = time.monotonic() + patience
    while (behind := len(stale())) and time.monotonic() < until:
        time.sleep(1)
    history: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    told = Realisatie.history.filter(year=YEAR, value__isnull=False).select_related("history_user")
    for line in told.order_by("history_id"):
        history[line.history_user.email, line.reeks_id, line.year].append(f"{line.value.normalize():f}")
    sound = [publication.get_absolute_url() for publication in checkable() if not problem_of(publication)]
    return Kept(history, sound, behind)
