"""`make faults`: break a real installation in every way that is foreseen, and count what was lost.

Everything is in var/faults and on free ports of this machine; nothing of it is left. It ends with 1 when anything was
lost, half, wrong or answered with a broken page.
"""

import argparse
import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

from faults import docs
from faults.verdict import Outcome
from leidenmo.run import BASE_DIR

FOLDER = BASE_DIR / "var" / "faults"
DATABASES = ("postgresql", "sqlite")
WHOLE = {"rounds": 4, "figures": 10_000, "away": 30, "officers": 2, "indicators": 165}
SMALL = {"rounds": 2, "figures": 1_500, "away": 5, "officers": 1, "indicators": 54}
SMALLEST = {"rounds": 2, "figures": 300, "away": 5, "officers": 1, "indicators": 27}  # what the suite plays
LONGEST = {"postgresql": 2400, "sqlite": 600}  # seconds after which it is stopped, and has failed


def main() -> int:
    """Play; return 0 when all is well."""
    parser = argparse.ArgumentParser(description="Breekt een echte installatie en telt wat er zoek raakt.")
    parser.add_argument("--small", action="store_true", help="kleiner en korter")
    parser.add_argument("--database", choices=DATABASES, help="alleen deze; zonder: allebei")
    parser.add_argument("--only", nargs="*", default=[], help="alleen deze storingen, bij hun korte naam")
    parser.add_argument("--write-docs", action="store_true", help="zet de uitkomst in docs/reliability.md")
    asked = parser.parse_args()
    outcomes: dict[str, list[dict[str, Any]]] = {}
    for database in [asked.database] if asked.database else DATABASES:
        outcomes[database] = play(database, SMALL if asked.small else WHOLE, asked.only)
    for database, of_database in outcomes.items():
        print("\n".join(["", docs.DATABASES[database], *docs.table(of_database)]))  # noqa: T201
    if asked.write_docs:
        docs.write(outcomes, how="klein (`ARGS='--small'`)" if asked.small else "")
    return 1 if any(outcome["problems"] for each in outcomes.values() for outcome in each) else 0


def play(database: str, size: dict[str, int], only: list[str]) -> list[dict[str, Any]]:
    """Play the scenarios of one database in a process of its own; return what they came to."""
    FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    result = FOLDER / f"{database}.json"
    result.unlink(missing_ok=True)
    command = [sys.executable, "-m", "faults.run", str(FOLDER / database), database, str(result), json.dumps(size)]
    process = subprocess.Popen([*command, *only], cwd=BASE_DIR)  # noqa: S603 - our own command
    ended = False
    try:
        with suppress(subprocess.TimeoutExpired):
            ended = process.wait(LONGEST[database]) == 0
    finally:
        process.terminate()
        process.wait(60)
    played: list[dict[str, Any]] = json.loads(result.read_text(encoding="utf-8")) if result.exists() else []
    if not ended:
        played.append({**vars(Outcome("de rest")), "key": "rest", "problems": ["Niet uitgespeeld."]})
    return played


if __name__ == "__main__":
    sys.exit(main())
