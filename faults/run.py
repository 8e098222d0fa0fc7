"""Plays the scenarios on one database, in a process of its own: Django reads its settings once."""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from faults.installation import installation


def play(folder: Path, database: str, size: dict[str, float], chosen: list[str]) -> Iterator[dict[str, object]]:
    """Play the chosen scenarios (none: all) in an installation in `folder`; yield the outcome of each."""
    with installation(folder, database) as made:
        os.environ.update(made.owner)
        os.environ["DJANGO_SETTINGS_MODULE"] = "leidenmo.settings"
        import django  # noqa: PLC0415 - it reads the settings above
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        from faults import scenarios, town, verdict  # noqa: PLC0415
        from faults.stage import Size, Stage  # noqa: PLC0415

        indicators = int(size.pop("indicators"))
        there = town.fill(indicators)
        if database == "postgresql":
            call_command("database_roles", verbosity=0)  # the web server and the workers may do no more than they need
        made.start_the_rest()
        stage = Stage(made, there, Size(**size), {})  # type: ignore[arg-type]
        for name, scenario in scenarios.SCENARIOS[database].items():
            if chosen and name not in chosen:
                continue
            began = time.monotonic()
            outcome = scenario(stage)
            said = "; ".join(outcome.problems) or "heel"
            print(f"{database} {outcome.name} ({time.monotonic() - began:.0f} s): {said}", flush=True)  # noqa: T201
            yield {"key": name, **verdict.as_json(outcome)}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # who is asked to stop clears up too
    _, folder_, database_, result, size_, *chosen_ = sys.argv
    outcomes = []
    for outcome_ in play(Path(folder_), database_, json.loads(size_), chosen_):
        outcomes.append(outcome_)  # kept at once: what comes after may hang
        Path(result).write_text(json.dumps(outcomes), encoding="utf-8")
