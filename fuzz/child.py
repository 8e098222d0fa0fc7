"""One target, fed until its time is over: `python -m fuzz.child TARGET [arguments of libFuzzer]`, for fuzz.__main__."""

import os
import sys

import atheris

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
    import django

    django.setup()
    with atheris.instrument_imports(include=["indicators.notation", "indicators.imports"]):
        from fuzz.targets import TARGETS

    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
