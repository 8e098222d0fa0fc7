"""One target, fed until its time is over: `python -m fuzz.child TARGET [arguments of libFuzzer]`, for fuzz.feeding."""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import atheris

SELDOM = 0.5  # seconds between two times that it is written down how many were read: the fuzzer ends us without a word

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
    import django

    django.setup()
    with atheris.instrument_imports(include=["indicators.notation", "indicators.imports", "indicators.grid.pasting"]):
        from fuzz.targets import TARGETS, begin_with_tables

    begin_with_tables(sys.argv[1])
    target, told, counted = TARGETS[sys.argv[1]], Path(os.environ["FUZZ_TOLD"]), Counter[str]()
    heard = [0.0]

    def feed(data: bytes) -> None:
        """Feed one input, and now and then write down what became of them."""
        counted["read" if target(data) else "refused"] += 1
        if (now := time.monotonic()) > heard[0] + SELDOM:
            heard[0] = now
            told.write_text(json.dumps(counted), encoding="ascii")

    atheris.Setup([sys.argv[0], *sys.argv[2:]], feed)
    atheris.Fuzz()
