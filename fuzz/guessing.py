"""Hypothesis on one reader, until its time is over."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase

from fuzz.strategies import STRATEGIES
from fuzz.targets import TARGETS, begin_with_tables

AT_ONCE = 200  # tries of one round; the next begins elsewhere


def guess(
    target: Callable[[bytes], bool], made: Any, *, tries: int, goes_on: Callable[[], bool], begin: int = 0
) -> tuple[Counter[str], bytes | None]:
    """Give a reader what the strategy makes; return how many were read and refused, and the smallest that broke it."""
    told: Counter[str] = Counter()
    last = [b""]

    @hypothesis.seed(begin)
    @hypothesis.settings(
        max_examples=tries,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @hypothesis.given(made)
    def one(data: bytes) -> None:
        if goes_on():
            last[0] = data
            told["broken"] += 1  # until it comes back
            outcome = "read" if target(data) else "refused"
            told["broken"] -= 1
            told[outcome] += 1

    try:
        one()
    except Exception:  # whatever it is, it is what is looked for; hypothesis ends with the smallest
        return told, last[0]
    return told, None


def go_on(name: str, seconds: float, found: Path) -> dict[str, int]:
    """Go on until the time is over or something broke, which is kept; return what was counted."""
    begin_with_tables(name)
    until = time.monotonic() + seconds
    told: Counter[str] = Counter()
    rounds, broken = 0, None
    while time.monotonic() < until and broken is None:
        counted, broken = guess(
            TARGETS[name], STRATEGIES[name], tries=AT_ONCE, goes_on=lambda: time.monotonic() < until, begin=rounds
        )
        told += counted
        rounds += 1
    if broken is not None:
        found.mkdir(parents=True, exist_ok=True)
        (found / f"{name}-{hashlib.sha256(broken).hexdigest()[:16]}").write_bytes(broken)
    return {"read": told["read"], "refused": told["refused"], "broken": int(broken is not None)}
