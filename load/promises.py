"""What the evening has to have kept, and what of it was broken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

MOST_TIMES_SLOWER = 3  # the readers' 95th percentile beside writers, against their own without
Save = tuple[str, int, int, str]  # who, reeks, year, figure as typed


class Kept(NamedTuple):
    """What the database holds after the evening."""

    history: Mapping[tuple[str, int, int], Sequence[str]]  # of who, reeks, year: the figures in the order of saving
    publications: Sequence[str]  # addresses, of those whose checksum fits
    stale: int  # stoplichten that are not those of the figures


def percentile(times: Iterable[float], part: int) -> float:
    """Return the time within which `part` of the hundred answers came (nearest rank); 0 when there are none."""
    ordered = sorted(times)
    return ordered[-(-len(ordered) * part // 100) - 1] if ordered else 0.0


def lost(saves: Iterable[Save], history: Mapping[tuple[str, int, int], Sequence[str]]) -> list[Save]:
    """Return the acknowledged saves that history does not tell of, in that order."""
    missing, told = [], defaultdict(int)
    for who, reeks, year, figure in saves:
        cell = (who, reeks, year)
        lines = history.get(cell, ())
        if figure in lines[told[cell] :]:
            told[cell] += lines[told[cell] :].index(figure) + 1
        else:
            missing.append((who, reeks, year, figure))
    return missing


def broken(seen: Mapping[str, Any], kept: Kept) -> list[str]:
    """Return in Dutch every promise that was broken."""
    found = []
    if seen["errors"]:
        found.append(f"{len(seen['errors'])} fouten, de eerste: {seen['errors'][0]}")
    if gone := lost(map(tuple, seen["saves"]), kept.history):
        found.append(f"{len(gone)} bevestigde cijfers staan niet in de historie, het eerste: {gone[0]}")
    if not seen["saves"]:
        found.append("Niemand heeft iets bewaard.")
    if not seen["published"] or seen["published"] not in kept.publications:
        found.append("De publicatie is niet bevroren, of haar controlegetal klopt niet.")
    if kept.stale:
        found.append(f"{kept.stale} stoplichten kloppen niet met hun cijfers.")
    alone, together = percentile(seen["alone"], 95), percentile(seen["together"], 95)
    if not seen["alone"] or not seen["together"]:
        found.append("Niemand heeft iets gelezen.")
    elif together > MOST_TIMES_SLOWER * alone:
        found.append(f"Lezers wachtten {together / alone:.1f} × zo lang als zonder schrijvers (p95).")
    return found
