"""Prints the most memory that this process used, in kB: with Django loaded, and after a full recompute if asked to."""

import sys
from pathlib import Path

import django

django.setup()

from indicators import recalculation  # noqa: E402 - Django first; a worker has it loaded too
from leidenmo.celery import app  # noqa: E402

if __name__ == "__main__":
    app.loader.import_default_modules()
    if sys.argv[1] == "recompute":
        recalculation.recalculate()
    # Of this program alone: getrusage also counts what the process that started it held.
    most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    print(most.split()[1])  # noqa: T201
