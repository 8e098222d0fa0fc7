"""The settings of the benchmark: those of the program, with a database, a queue and addresses of its own.

`bench.__main__` makes the folder `BENCH_DIR`; its children (web server, workers) get the database by `DATABASE_URL`.
"""

import os
from pathlib import Path

from leidenmo.settings import *  # noqa: F403
from leidenmo.settings import BASE_DIR, CELERY_BROKER_TRANSPORT_OPTIONS, CELERY_BROKER_URL, DATABASE, TEMPLATES

FOLDER = Path(os.environ["BENCH_DIR"])

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [BASE_DIR / "bench", *TEMPLATES[0]["DIRS"]]
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]

# Made from the migrations as a test database is, and gone afterwards; nobody else's goes by this name.
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["TEST"] = {"NAME": FOLDER / "bench.sqlite3"}
else:
    DATABASE["TEST"] = {"NAME": f"bench_{DATABASE['NAME']}"}

# A place of its own in the broker, so that no worker of somebody else takes these jobs, nor these workers theirs.
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = f"{FOLDER.name}:"
CELERY_BEAT_SCHEDULE: dict[str, object] = {}
MEDIA_ROOT = str(FOLDER / "media")
