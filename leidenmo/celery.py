"""The Celery application; its settings are Django's, prefixed `CELERY_`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")

app = Celery("leidenmo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["indicators.imports"])


@worker_ready.connect
def sweep_at_start(**_kwargs: Any) -> None:
    """Heal what was left behind while no worker ran, before the first minute has passed."""
    from indicators.imports.tasks import read_lost
    from indicators.tasks import make_missing_files, sweep

    sweep.delay()
    read_lost.delay()
    make_missing_files.delay()
