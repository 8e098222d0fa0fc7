"""`make load`: start a stack of its own, play the evening in it, look what was kept, print it, clear up."""

import argparse
import json
import os
import platform
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leidenmo.marks import put
from leidenmo.run import BASE_DIR
from load.evening import FILE, OFFICERS
from load.promises import MOST_TIMES_SLOWER, Kept, broken, percentile

FOLDER = BASE_DIR / "var" / "load"
DOCS = BASE_DIR / "docs" / "performance.md"
STACK = "import sys; from leidenmo import stack; sys.exit(stack.main(['-m', 'load.evening']))"
PATIENCE = 600  # seconds in which the stack must be there: it makes a cluster and Leiden's figures first
SETTLED = 60  # seconds after the evening in which every stoplicht must be that of its figure


def main() -> int:
    """Play the evening; return 0 when every promise was kept."""
    parser = argparse.ArgumentParser(description="Speelt een raadsavond na op de stapel voor echt gebruik.")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--officers", type=int, default=OFFICERS, help=f"hoogstens {OFFICERS}")
    parser.add_argument("--seconds", type=float, default=60, help="zonder schrijvers, en nog eens zo lang met")
    parser.add_argument("--write-docs", action="store_true", help="zet wat gemeten is in docs/performance.md")
    asked = parser.parse_args()
    with stack() as host:
        result = FOLDER / "seen.json"
        players = [sys.executable, "-m", "load.players", host, str(FOLDER / FILE), str(result)]
        players += [str(asked.readers), str(asked.officers), str(asked.seconds)]
        subprocess.run(players, check=True)  # noqa: S603 - our own command
        seen = json.loads(result.read_text(encoding="utf-8"))
        failures = broken(seen, kept())
    report(asked, seen, failures)
    return 1 if failures else 0


@contextmanager
def stack() -> Iterator[str]:
    """Run a stack in a folder of its own, on free ports; yield its address; leave nothing of it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, mode=0o700)
    ports = dict(zip(("PORT", "POSTGRES_PORT", "REDIS_PORT"), map(str, free_ports(3)), strict=True))
    # The players have no telephone for a second factor, and say where they come from as a proxy would.
    settings = {
        "STACK_DIR": str(FOLDER),
        "SECOND_FACTOR_GROUPS": "",
        "BEHIND_PROXY": "on",
        "LOG_LEVEL": "WARNING",
        **ports,
    }
    log = FOLDER / "stack.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", STACK],
            cwd=BASE_DIR,
            env={**os.environ, **settings},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    host = f"http://localhost:{ports['PORT']}"
    try:
        wait_for(host, process, log)
        yield host
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(FOLDER)


def free_ports(number: int) -> list[int]:
    """Return ports at which nothing listens."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def wait_for(host: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the web server answers; raise SystemExit with the log when it never will."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{host}/hulp/").close()  # noqa: S310 - our own address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"De stapel is niet gestart.\n{log.read_text(encoding='utf-8')[-4000:]}")


def kept() -> Kept:
    """Return what the database of the stack holds, once every job is done or should have been."""
    for line in shlex.split((FOLDER / "stack.env").read_text(encoding="utf-8")):
        name, _, value = line.partition("=")
        os.environ[name] = value
    import django  # noqa: PLC0415 - it reads the settings above

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
    django.setup()
    from load.afterwards import look  # noqa: PLC0415

    return look(SETTLED)


def report(asked: Any, seen: Mapping[str, Any], failures: list[str]) -> None:
    """Print what was measured, and which promises were broken; write it into the docs when that was asked."""
    lines = list(told(asked, seen, failures))
    print("\n", *lines, sep="\n")  # noqa: T201
    if asked.write_docs:
        put(DOCS, "raadsavond", "\n".join(["", f"{now()}.", "", *lines, ""]))


def told(asked: Any, seen: Mapping[str, Any], failures: list[str]) -> Iterator[str]:
    """Yield the lines of what was measured, as Markdown."""
    yield f"{asked.readers} lezers, {asked.officers} medewerkers, tweemaal {asked.seconds:.0f} seconden; tijden in ms."
    yield ""
    yield "| bladzijde | zonder schrijvers | p50 | p95 | met schrijvers | p50 | p95 | factor van p95 |"
    yield f"|---|{'--:|' * 7}"
    whole = {"alone": seen["alone"], "together": seen["together"]}
    for name, halves in [*sorted(seen["by_page"].items()), ("alle", whole)]:
        cells = [
            f"{len(times)} | {percentile(times, 50):.0f} | {percentile(times, 95):.0f}" for times in halves.values()
        ]
        alone, together = (percentile(times, 95) for times in halves.values())
        yield f"| {name} | {' | '.join(cells)} | {together / alone if alone else 0:.2f} |"
    yield ""
    yield (
        f"{len(seen['saves'])} van {seen['tries']} cijfers bevestigd; {len(seen['errors'])} fouten; "
        f"hoogstens {MOST_TIMES_SLOWER} × zo traag. "
        + (" ".join(f"**Gebroken: {failure}**" for failure in failures) or "Elke belofte gehouden.")
    )


def now() -> str:
    """Return when and on what this was played."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} processoren, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
