"""What the full recompute takes with one Celery worker and with two, and how much memory it needs."""

import time
from collections.abc import Iterator

from celery import current_app
from django.db import connection

from bench import place
from bench.measure import Figure, Taken, of
from bench.recompute import empty
from indicators.models import IndicatorStatus
from indicators.tasks import recalculate_all

MB = 1024  # of what the kernel counts in kB
PATIENCE = 1200  # seconds


def figures(runs: int, size: str) -> Iterator[Figure]:
    """Yield the time of two workers beside that of one, and the memory of a worker beside that of Django alone."""
    name = "full recompute, two workers instead of one"
    if why := not_measured(connection.vendor, size):
        yield Figure(name, note=why)
    else:
        wanted = IndicatorStatus.objects.count()
        one, two = (_full_recompute(workers, wanted, runs) for workers in (1, 2))
        yield Figure(name, two, one)
    yield Figure("memory of a worker in the full recompute", *_memory(), unit="MB")


def not_measured(vendor: str, size: str) -> str:
    """Return in Dutch why two workers are not measured beside one here; nothing when they are."""
    if vendor == "sqlite" and size != "Leiden":
        return "niet gemeten: SQLite heeft één schrijver tegelijk, dus helpt een tweede worker niet"
    return "niet gemeten: duurt zo lang als al het andere samen" if size == "Nederland" else ""


def _full_recompute(workers: int, wanted: int, runs: int) -> Taken:
    """Return what it takes from the asking until the last row is stored; a first time is the warm-up."""
    options = ["--app", "leidenmo", "--quiet", "worker", "--pool=prefork", "--concurrency=1", "--loglevel=ERROR"]
    options += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    processes = [place.start("celery", *options, f"--hostname=bench{n}@%h") for n in range(workers)]
    try:
        times = []
        for _ in range(runs + 1):
            empty()
            start = time.perf_counter()
            recalculate_all.delay()
            _until_stored(wanted)
            times.append(time.perf_counter() - start)
        return of(times[1:])
    finally:
        place.end(processes)
        current_app.control.purge()


def _until_stored(wanted: int) -> None:
    """Wait until as many rows are stored as there are to be."""
    until = time.monotonic() + PATIENCE
    while IndicatorStatus.objects.count() < wanted:
        if time.monotonic() > until:
            raise TimeoutError(f"{IndicatorStatus.objects.count()} of {wanted} statuses were stored")
        time.sleep(0.02 if wanted < 100_000 else 0.25)  # counting costs the database something too


def _memory() -> tuple[Taken, Taken]:
    """Return the most memory a process used that judged everything, and one that only loaded Django."""
    connection.close()
    mine, floor = (of([int(place.run("bench.memory", work)) / MB]) for work in ("recompute", "nothing"))
    return mine, floor
