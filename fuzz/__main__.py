"""`make fuzz`: feed every reader for a while, then every form and the API; print the counts, keep what is found."""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fuzz.seeds import BASE_DIR, KEPT, seeds_of

NAMES = ("cell", "number", "csv", "ods", "xlsx", "archive", "text", "html", "pdf")
DOCS = BASE_DIR / "docs" / "security.md"
PLACE = re.compile(r"(<!-- make fuzz -->\n).*?(<!-- /make fuzz -->)", re.DOTALL)
SMALL = 400  # bytes of an input that is kept: a corpus that nobody carries around is no corpus
MOST = 12  # inputs kept of each target
GRACE = 60  # seconds for a child to begin and to end


class Telling(NamedTuple):
    """What became of one target: how many inputs it was fed, what they reached, and what broke it."""

    name: str
    fed: int
    reached: str
    broken: list[Path]


def main(given: Sequence[str] | None = None) -> int:
    """Feed everything; return 1 when anything broke."""
    asked = _asked(given)
    tellings = []
    for name in asked.only or NAMES:
        telling = feed(name, asked.seconds, asked.keep)
        tellings.append(telling)
        print(_line(telling), flush=True)
        for file in telling.broken:
            print(f"  GEBROKEN door {file}: {file.read_bytes()[:200]!r}", flush=True)
    lines = [_line(telling) for telling in tellings]
    forms_broke = False
    if not asked.only:
        forms_broke, forms = play_forms()
        lines += forms
        print(*forms, sep="\n", flush=True)
    if asked.write_docs:
        write_docs(lines, asked.seconds)
    return int(forms_broke or any(telling.broken for telling in tellings))


def _asked(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="hoe lang elke lezer gevoed wordt")
    parser.add_argument("--only", nargs="*", choices=NAMES, help="alleen deze lezers, en geen formulieren")
    parser.add_argument("--keep", action="store_true", help="bewaar kleine nieuwe vondsten in tests/data/fuzz")
    parser.add_argument("--write-docs", action="store_true", help="schrijf de tellingen in docs/security.md")
    return parser.parse_args(given)


def feed(name: str, seconds: int, keep: bool = False) -> Telling:
    """Feed one target in a process of its own, which a crash ends; return what became of it."""
    with tempfile.TemporaryDirectory() as room:
        corpus, found = Path(room, "corpus"), BASE_DIR / "var" / "fuzz"
        corpus.mkdir()
        found.mkdir(parents=True, exist_ok=True)
        known = list(seeds_of(name)) + [file.read_bytes() for file in sorted((KEPT / name).glob("*"))]
        for number, seed in enumerate(known):
            (corpus / f"zaad-{number:03}").write_bytes(seed)
        before = set(found.iterdir())
        said = subprocess.run(  # noqa: S603 - our own program
            [
                *(sys.executable, "-m", "fuzz.child", name, f"-max_total_time={seconds}", "-max_len=20000"),
                *("-print_final_stats=1", "-timeout=30", "-rss_limit_mb=2048", f"-artifact_prefix={found}/{name}-"),
                str(corpus),
            ],
            cwd=BASE_DIR,
            env={**os.environ, "LOG_LEVEL": "CRITICAL"},
            capture_output=True,
            timeout=seconds + 30 + GRACE * 5,
            check=False,
        )
        told = said.stderr.decode(errors="replace")
        if keep:
            keep_small(name, corpus, set(known))
    fed = re.search(r"number_of_executed_units:\s*(\d+)", told)
    reached = re.findall(r"cov: (\d+)", told)
    broken = sorted(set(found.iterdir()) - before)
    if said.returncode and not broken:
        raise SystemExit(f"{name} kon niet gevoed worden.\n{told[-3000:]}")
    return Telling(name, int(fed[1]) if fed else 0, reached[-1] if reached else "0", broken)


def keep_small(name: str, corpus: Path, known: set[bytes]) -> None:
    """Keep the smallest inputs that reached something new, a few of them, under their checksum."""
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    new = sorted((file.read_bytes() for file in corpus.iterdir()), key=lambda data: (len(data), data))
    small = [data for data in new if data not in known and len(data) <= SMALL]
    free = max(0, MOST - len(list(folder.iterdir())))
    step = max(1, len(small) // free) if free else 1
    for data in small[::step][:free]:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def play_forms() -> tuple[bool, list[str]]:
    """Send hostile forms and bad requests as the suite does; return whether any broke, and what was counted."""
    counted = BASE_DIR / "var" / "fuzz" / "forms.txt"
    counted.unlink(missing_ok=True)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            "tests/test_hostile_forms.py",
            "tests/test_api_schemathesis.py",
        ],
        cwd=BASE_DIR,
        env={**os.environ, "FUZZ_COUNTED": str(counted), "LOG_LEVEL": "CRITICAL"},
        check=False,
    )
    lines = counted.read_text(encoding="utf-8").splitlines() if counted.exists() else []
    return done.returncode != 0, [f"| {line} |" for line in lines]


def _line(telling: Telling) -> str:
    """Return a row of the table."""
    broken = len(telling.broken)
    return (
        f"| lezer `{telling.name}` | {telling.fed} invoeren, {telling.reached} plekken in de code geraakt | {broken} |"
    )


def write_docs(lines: Sequence[str], seconds: int) -> None:
    """Write the counts where they are read."""
    day = datetime.now(UTC).date().isoformat()
    head = f"Gemeten op {day}, {seconds} seconden per lezer.\n\n| wat | hoeveel | gebroken |\n|---|---|---|\n"
    text = DOCS.read_text(encoding="utf-8")
    DOCS.write_text(PLACE.sub(lambda at: at[1] + head + "\n".join(lines) + "\n" + at[2], text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
