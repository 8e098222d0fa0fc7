"""`make bench`: make a database of each size, measure in it, print the table, keep it as JSON."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SIZES = ("Leiden", "G40", "Nederland")
RUNS = {"Leiden": 5, "G40": 1, "Nederland": 1}  # of what takes seconds to minutes; all else is measured five times
RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    """Measure at the sizes asked for, in a folder that is gone afterwards."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, action="append", help="standaard alle drie")
    parser.add_argument(
        "--runs", type=int, help="hoe vaak wat seconden duurt: standaard 5 (Leiden) of 1 (G40, Nederland)"
    )
    parser.add_argument(
        "--only", help="alleen deze onderdelen, met komma's: recompute,workers,pages,loading,publishing"
    )
    parser.add_argument("--forget", action="store_true", help="ruim eerst op wat van eerdere keren gevuld klaarstaat")
    parser.add_argument("--write-docs", action="store_true", help="zet de tabel en de grafieken in docs/performance.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="leidenmo-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "BENCH_DIR": folder,
            "BROKER_DIR": f"{folder}/broker",
            "HTTPS": "off",
            "LOG_LEVEL": "ERROR",
        }
        if asked.forget:
            forget()
        measure(asked.size or list(SIZES), asked.runs, (asked.only or ",".join(PARTS)).split(","))
    if asked.write_docs:
        from bench import docs  # noqa: PLC0415 - needs Django

        docs.write(json.loads(RESULTS.read_text(encoding="utf-8")))


def forget() -> None:
    """Remove the filled databases that earlier runs kept."""
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from bench import place  # noqa: PLC0415

    place.forget()


PARTS = ("recompute", "workers", "pages", "publishing", "loading")


def measure(sizes: list[str], runs: int | None, parts: list[str]) -> None:
    """Print and keep the figures of these sizes; Leiden's pages are what the others' are compared with."""
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from bench import measure, place, table  # noqa: PLC0415
    from bench.goals import GOALS  # noqa: PLC0415

    leiden: dict[str, measure.Taken] = {}
    for size in sorted(sizes, key=SIZES.index):
        start = time.monotonic()
        kept = {}
        with place.database(size) as number:
            ready = time.monotonic() - start
            say(f"\n{size}: {number} cijfers, {connection.vendor}; klaargezet in {ready:.0f} s\n{table.HEADING}")
            for figure in figures(size, runs or RUNS[size], parts, leiden):
                say(table.line(figure))
                kept[figure.name] = measure.as_json(figure, GOALS.get(figure.name))
                if size == "Leiden" and figure.mine:
                    leiden[figure.name] = figure.mine
        say(f"({time.monotonic() - start:.0f} s)")
        keep(f"{connection.vendor} {size}", kept, load=os.getloadavg()[1])


def figures(size: str, runs: int, parts: list[str], leiden: "dict[str, measure.Taken]") -> "Iterator[measure.Figure]":
    """Yield the figures of one size; what is of one municipality only at Leiden's."""
    from bench import loading, pages, publishing, recompute, workers  # noqa: PLC0415
    from indicators import recalculation  # noqa: PLC0415

    if "recompute" in parts:
        yield from recompute.figures(runs, is_country=size == "Nederland")
    else:
        recalculation.recalculate()
    if "workers" in parts:
        yield from workers.figures(runs, size)
    if "pages" in parts:
        yield from pages.figures(leiden)
    if size == "Leiden" and "publishing" in parts:
        yield from publishing.figures(runs)
    if size == "Leiden" and "loading" in parts:
        yield from loading.figures(runs)  # the last: it takes the figures away


def keep(name: str, rows: dict[str, object], load: float) -> None:
    """Keep what was measured beside what was measured before of other sizes and databases."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    before = results.get(name, {}).get("figures", {})
    results[name] = {
        "figures": {**before, **rows},
        "machine": f"{os.cpu_count()} processoren, Python {sys.version.split()[0]}, belasting {load:.1f}",
        "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
    }
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")


def say(text: str) -> None:
    """Write a line now."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
