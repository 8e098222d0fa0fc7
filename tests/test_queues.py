"""Which work waits in which queue, so that what takes long never stands before the stoplicht of a saved figure."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from leidenmo import jobs
from leidenmo.celery import app

QUEUE_OF = {
    "indicators.tasks.recalculate": "berekenen",
    "indicators.tasks.recalculate_all": "herberekenen",
    "indicators.tasks.recalculate_portion": "herberekenen",
    "indicators.tasks.sweep": "vegen",
    "indicators.imports.tasks.read_lading": "inlezen",
    "indicators.imports.tasks.load_lading": "inlezen",
    "indicators.imports.tasks.read_lost": "inlezen",
    "indicators.tasks.make_publication_files": "papier",
    "indicators.tasks.make_missing_files": "papier",
    "indicators.tasks.make_printout": "papier",
    "indicators.tasks.make_lost_printouts": "papier",
    "indicators.tasks.forget_old_printouts": "papier",
    "indicators.tasks.remind": "post",
    "leidenmo.accounts.tasks.send_mail": "post",
    "leidenmo.accounts.tasks.forget": "post",
}


def queue_of(task: str) -> Any:
    """Return the queue in which a job of this kind waits."""
    return app.amqp.router.route({}, task)["queue"].name


def test_every_job_has_its_queue() -> None:
    app.loader.import_default_modules()  # as a worker does when it starts
    ours = {name for name in app.tasks if name.startswith(("indicators.", "leidenmo."))}

    assert {name: queue_of(name) for name in ours} == QUEUE_OF


def test_queue_gets_only_what_was_sent_to_it() -> None:
    """Celery gives a queue without a routing key the default one: then each would get everything."""
    keys = [queue.routing_key for queue in app.amqp.queues.values()]

    assert sorted(keys) == sorted(jobs.QUEUES)


def test_worker_that_names_no_queues_takes_all() -> None:
    assert set(app.amqp.queues.consume_from) == set(jobs.QUEUES)


JOB = """
from leidenmo.celery import app
app.send_task("indicators.tasks.make_printout", [1])
app.send_task("indicators.tasks.recalculate", [[1]])
with app.connection_for_read() as connection:
    for name in ("papier", "berekenen"):
        queue = app.amqp.queues[name](connection.default_channel)
        print(name, [m.headers["task"] for m in iter(queue.get, None)])
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A queue of files that no other program reads."""
    return {**os.environ, "CELERY_BROKER_URL": "filesystem://localhost/", "BROKER_DIR": str(tmp_path)}


def test_printout_does_not_stand_before_a_saved_figure(environment: dict[str, str]) -> None:
    command = [sys.executable, "-c", JOB]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=environment, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )

    assert done.stdout.splitlines() == [
        "papier ['indicators.tasks.make_printout']",
        "berekenen ['indicators.tasks.recalculate']",
    ]
