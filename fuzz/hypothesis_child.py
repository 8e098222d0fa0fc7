"""One target, guessed at until its time is over: `python -m fuzz.hypothesis_child TARGET SECONDS FOLDER`."""

import json
import os
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
    django.setup()
    from fuzz.guessing import go_on

    sys.stdout.write(json.dumps(go_on(sys.argv[1], float(sys.argv[2]), Path(sys.argv[3]))))
