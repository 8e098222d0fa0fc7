"""Writes what every fault came to as a table, and puts it in docs/reliability.md."""

import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leidenmo.marks import put

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reliability.md"
DATABASES = {"postgresql": "PostgreSQL en Redis", "sqlite": "SQLite"}
COLUMNS = {
    "faults": "storingen",
    "sent": "cijfers verstuurd",
    "acknowledged": "bevestigd",
    "rejected": "afgewezen en gezegd",
    "refused": "nu niet, en gezegd",
    "lost": "**zoek**",
    "half": "**half**",
    "wrong_colours": "**kleur fout**",
    "pages": "pagina's heel",
    "said_why_not": "503 met reden",
    "no_answer": "geen antwoord",
}


def table(outcomes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of one table in Markdown; below it what was wrong and what is worth knowing."""
    yield f"| storing | {' | '.join(COLUMNS.values())} | |"
    yield f"|---|{'--:|' * len(COLUMNS)}---|"
    kept = list(outcomes)
    for outcome in kept:
        cells = " | ".join(f"{outcome[column]}" for column in COLUMNS)
        yield f"| {outcome['name']} | {cells} | {'**niet goed**' if outcome['problems'] else 'goed'} |"
    sums = " | ".join(f"{sum(outcome[column] for outcome in kept)}" for column in COLUMNS)
    yield f"| samen | {sums} | |"
    for outcome in kept:
        if said := [*(f"**{problem}**" for problem in outcome["problems"]), *outcome["notes"]]:
            yield f"\n{outcome['name']}: {'; '.join(said)}."


def write(results: Mapping[str, Iterable[Mapping[str, Any]]], page: Path = PAGE, how: str = "") -> None:
    """Put the tables between their marks in the page, with `how` it was played; another database keeps its table."""
    for database, outcomes in results.items():
        machine = f"{platform.machine()}, {os.cpu_count()} kernen, Python {platform.python_version()}"
        when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {machine}; {how or 'op volle maat'}."
        put(page, database, "\n".join(["", f"### {DATABASES[database]}", "", when, "", *table(outcomes), ""]))
