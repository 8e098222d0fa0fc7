"""`make bench`: make a database of one of the sizes, measure in it, print the table, keep it as JSON."""

import argparse
import json
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

from django.db import connection  # noqa: E402

from bench import data, recompute  # noqa: E402 - Django first
from bench.measure import Taken  # noqa: E402

RESULTS = Path(__file__).parent / "results.json"
# What the ratio may be at the most; docs/performance.md says what of it was reached.
GOALS = {
    "full recompute, nothing stored yet": 1.2,
    "full recompute, nothing changed": 0.4,
    "recompute of one indicator after a save": 25.0,
}


def main() -> None:
    """Measure at the sizes asked for."""
    parser = argparse.ArgumentParser(description="Meet wat het programma kost, naast een ondergrens uit dezelfde run.")
    parser.add_argument("--size", choices=data.SIZES, action="append", help="standaard: Leiden")
    sizes = parser.parse_args().size or ["Leiden"]
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for size in sizes:
        # Django's own test database: made from the migrations, and gone afterwards.
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            figures = data.fill(data.SIZES[size])
            print(f"\n{size}, {figures} cijfers, {connection.vendor}")  # noqa: T201
            print(f"{'':42} {'mediaan':>10} {'spreiding':>9} {'ondergrens':>10} {'factor':>7} {'doel':>6}")  # noqa: T201
            rows = {}
            for name, mine, floor in recompute.figures():
                print(_line(name, mine, floor))  # noqa: T201
                rows[name] = {"taken": vars(mine), "floor": vars(floor) if floor else None, "goal": GOALS.get(name)}
            results[f"{connection.vendor} {size}"] = rows
        finally:
            connection.creation.destroy_test_db("", verbosity=0)
    RESULTS.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _line(name: str, mine: Taken, floor: Taken | None) -> str:
    """Return one row of the table."""
    start = f"{name:42} {mine.middle * 1000:8.1f}ms {mine.spread:8.0%}"
    if floor is None:
        return start
    return f"{start} {floor.middle * 1000:8.1f}ms {mine.middle / floor.middle:7.2f} {GOALS.get(name, 0):6.1f}"


main()
