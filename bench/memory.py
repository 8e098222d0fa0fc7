"""Prints the most memory that this process used, in kB: with Django loaded, and after a full recompute if asked to."""

import resource
import sys

import django

django.setup()

from indicators import recalculation  # noqa: E402 - Django first; a worker has it loaded too
from leidenmo.celery import app  # noqa: E402

if __name__ == "__main__":
    app.loader.import_default_modules()
    if sys.argv[1] == "recompute":
        recalculation.recalculate()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # noqa: T201
