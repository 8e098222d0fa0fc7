"""`make fuzz`: feed every reader for a while, then every form and the API; print the counts, keep what is found."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from fuzz.feeding import feed, guess
from fuzz.seeds import BASE_DIR
from leidenmo import marks

NAMES = (
    *("cell", "number", "target", "typed", "paste", "csv", "ods", "xlsx", "archive", "text", "html", "pdf", "fixtures"),
)
DOCS = BASE_DIR / "docs" / "security.md"
PLAYED = ("tests/test_hostile_forms.py", "tests/test_api_schemathesis.py")


def main(given: Sequence[str] | None = None) -> int:
    """Feed everything; return 1 when anything broke."""
    asked = _asked(given)
    lines, broke = [], False
    for name in [] if asked.forms else asked.only or NAMES:
        for telling in (feed(name, asked.seconds, asked.keep), guess(name, asked.seconds)):
            lines.append(telling.line)
            broke = broke or bool(telling.broken)
            print(telling.line, flush=True)
            for file in telling.broken:
                print(f"  GEBROKEN door {file}: {file.read_bytes()[:200]!r}", flush=True)
    if not asked.only:
        forms_broke, forms = play_forms()
        broke = broke or forms_broke
        lines += forms
        print(*forms, sep="\n", flush=True)
    if asked.write_docs:
        write_docs(lines, asked.seconds)
    return int(broke)


def _asked(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument(
        "--seconds", type=int, default=60, help="hoe lang elke lezer gevoed wordt, door atheris en door hypothesis elk"
    )
    parser.add_argument("--only", nargs="*", choices=NAMES, help="alleen deze lezers, en geen formulieren")
    parser.add_argument("--forms", action="store_true", help="alleen de formulieren en de API")
    parser.add_argument("--keep", action="store_true", help="bewaar kleine nieuwe vondsten in tests/data/fuzz")
    parser.add_argument("--write-docs", action="store_true", help="schrijf de tellingen in docs/security.md")
    return parser.parse_args(given)


def play_forms() -> tuple[bool, list[str]]:
    """Send hostile forms and bad requests as the suite does; return whether any broke, and what was counted."""
    counted = BASE_DIR / "var" / "fuzz" / "forms.txt"
    counted.parent.mkdir(parents=True, exist_ok=True)
    counted.unlink(missing_ok=True)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "pytest", "-q", "-n", "0", *PLAYED],
        cwd=BASE_DIR,
        env={**os.environ, "FUZZ_COUNTED": str(counted), "LOG_LEVEL": "CRITICAL"},
        check=False,
    )
    lines = counted.read_text(encoding="utf-8").splitlines() if counted.exists() else []
    return done.returncode != 0, [f"| {line} |" for line in lines]


def write_docs(lines: Sequence[str], seconds: int) -> None:
    """Write the counts where they are read."""
    day = datetime.now(UTC).date().isoformat()
    head = f"Gemeten op {day}, {seconds} seconden per lezer en per gereedschap.\n\n"
    head += "| wat | hoeveel | gebroken |\n|---|---|---|\n"
    marks.put(DOCS, "make fuzz", head + "\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
