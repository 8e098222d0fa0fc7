"""Each reader fed in a process of its own, which a crash ends: by atheris, which sees where it gets, or hypothesis."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from fuzz.seeds import BASE_DIR, KEPT, seeds_of

FOUND = BASE_DIR / "var" / "fuzz"  # what broke a reader
SMALL = 400  # bytes of an input that is kept: a corpus that nobody carries around is no corpus
MOST = 12  # inputs kept of each target
GRACE = 360  # seconds for a child to begin and to end


class Telling(NamedTuple):
    """What became of one target: how many inputs it was fed, how many of them were read, and what broke it."""

    name: str
    how: str
    fed: int
    read: int
    refused: int
    broken: list[Path]
    reached: int = 0  # places in the code, where the tool sees them

    @property
    def line(self) -> str:
        """The row of the table."""
        told = self.read + self.refused or 1
        outcome = f"{self.fed} invoeren: {self.read * 100 // told}% gelezen, de rest in woorden geweigerd"
        places = f"; {self.reached} plekken in de code" if self.reached else ""
        return f"| lezer `{self.name}`, {self.how} | {outcome}{places} | {len(self.broken)} |"


def feed(name: str, seconds: int, keep: bool = False) -> Telling:
    """Have atheris feed one target; return what became of it."""
    with tempfile.TemporaryDirectory() as room:
        corpus, told = Path(room, "corpus"), Path(room, "told")
        corpus.mkdir()
        known = list(seeds_of(name)) + [file.read_bytes() for file in sorted((KEPT / name).glob("*"))]
        for number, seed in enumerate(known):
            (corpus / f"zaad-{number:03}").write_bytes(seed)
        said, broken = _run(
            name,
            seconds,
            *(
                "fuzz.child",
                name,
                f"-max_total_time={seconds}",
                "-max_len=20000",
                "-print_final_stats=1",
                "-timeout=30",
            ),
            *("-rss_limit_mb=2048", f"-artifact_prefix={FOUND}/{name}-", str(corpus)),
            told=told,
        )
        counted = json.loads(told.read_text(encoding="ascii")) if told.exists() else {}
        if keep:
            keep_small(name, corpus, set(known))
    fed = re.search(r"number_of_executed_units:\s*(\d+)", said)
    reached = re.findall(r"cov: (\d+)", said)
    read, refused = counted.get("read", 0), counted.get("refused", 0)
    places = int(reached[-1]) if reached else 0
    return Telling(name, "atheris", int(fed[1]) if fed else 0, read, refused, broken, places)


def guess(name: str, seconds: int) -> Telling:
    """Have hypothesis feed one target; return what became of it."""
    said, broken = _run(name, seconds, "fuzz.hypothesis_child", name, str(seconds), str(FOUND))
    counted = json.loads(said)
    fed = counted["read"] + counted["refused"] + counted["broken"]
    return Telling(name, "hypothesis", fed, counted["read"], counted["refused"], broken)


def _run(name: str, seconds: int, module: str, *given: str, told: Path | None = None) -> tuple[str, list[Path]]:
    """Run one of ours until its time is over; return what it said, and the files of what broke it."""
    FOUND.mkdir(parents=True, exist_ok=True)
    before = set(FOUND.iterdir())
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", module, *given],
        cwd=BASE_DIR,
        env={**os.environ, "LOG_LEVEL": "CRITICAL", "FUZZ_TOLD": str(told or os.devnull), **_without_a_database()},
        capture_output=True,
        timeout=seconds + GRACE,
        check=False,
    )
    errors = done.stderr.decode(errors="replace")
    broken = sorted(set(FOUND.iterdir()) - before)
    if done.returncode and not broken:
        raise SystemExit(f"{name} kon niet gevoed worden.\n{errors[-3000:]}")
    return (errors if told else done.stdout.decode()), broken


def _without_a_database() -> dict[str, str]:
    """Return what keeps a reader away from the database of whoever runs this: it has one in memory, or none."""
    return {"DATABASE_URL": "sqlite://:memory:"}


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
