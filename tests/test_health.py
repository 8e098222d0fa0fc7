"""What watches over an installation learns whether it works, and what happened in one request can be found."""

import json
import logging.config
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from django_guid.middleware import guid_middleware
from pytest_django import DjangoAssertNumQueries

from indicators import tasks
from indicators.models import IndicatorStatus
from leidenmo import health, logs
from leidenmo.celery import app
from tests.factories import make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db

NOWHERE = "redis://127.0.0.1:1/0"  # nothing listens at port 1


@pytest.fixture
def broker_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that nobody reaches."""
    monkeypatch.setattr(app, "connection_for_write", lambda: app.connection(NOWHERE))


def test_live_asks_nothing_of_the_database(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/health/live")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_after_a_sweep(client: Client) -> None:
    tasks.sweep()

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "broker": "ok",
        "cache": "ok",
        "worker": "ok",
        "seconds_since_sweep": 0,
        "stale_at_sweep": 0,
    }
    assert "no-store" in answer["Cache-Control"]


def test_not_ready_when_no_worker_sweeps(client: Client) -> None:
    cache.set(health.SWEPT, health.Veegbeurt(timezone.now() - timedelta(seconds=health.SWEEP_OVERDUE), 0))

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["worker"] == "werkt niet"
    assert answer.json()["seconds_since_sweep"] == health.SWEEP_OVERDUE


def test_not_ready_without_a_broker(client: Client, broker_gone: None, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["broker"] == "werkt niet"
    assert "health: broker" in caplog.text


def test_not_ready_without_a_cache(client: Client, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    down = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "default": down}

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert (answer.json()["database"], answer.json()["cache"]) == ("ok", "werkt niet")
    assert "health: cache" in caplog.text


def test_metrics_say_that_the_cache_is_away(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "right"
    down = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "default": down}

    said = client.get("/health/metrics", HTTP_AUTHORIZATION="Bearer right").content.decode()

    assert 'leidenmo_part_works{part="cache"} 0.0' in said


def test_sweep_from_before_the_clock_was_set_back_shows_no_worker(client: Client) -> None:
    cache.set(health.SWEPT, health.Veegbeurt(timezone.now() + timedelta(hours=2), 0))

    assert client.get("/health/ready").json()["worker"] == "werkt niet"


def test_not_ready_without_a_database() -> None:
    """In a process of its own: this one has a database."""
    script = """
import django
django.setup()
from django.test import Client, RequestFactory
answer = Client().get("/health/ready")
print(answer.status_code, answer.json()["database"])
"""
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "DJANGO_SETTINGS_MODULE": "leidenmo.settings"}

    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent.parent,
        env=os.environ | nowhere | {"ALLOWED_HOSTS": "testserver", "HTTPS": "off"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "503 werkt niet"


def test_sweep_tells_how_many_statuses_it_found_stale(client: Client) -> None:
    make_target(make_indicator("9A1.a"), 2017, 50)
    make_figure(make_indicator("9A1.b"), 2017, 44)
    tasks.recalculate_all()
    IndicatorStatus.objects.filter(indicator__code="9A1.b").update(rule_version=0)

    tasks.sweep()

    assert client.get("/health/ready").json()["stale_at_sweep"] == len(
        IndicatorStatus.objects.filter(indicator__code="9A1.b")
    )


def test_probe_is_answered_without_https(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/live").status_code == 200
    assert client.get("/").status_code == 301


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer wrong"])
def test_metrics_are_not_there_for_who_knows_no_token(client: Client, settings: Any, token: str) -> None:
    settings.METRICS_TOKEN = "right"

    assert client.get("/health/metrics", HTTP_AUTHORIZATION=token).status_code == 404


def test_metrics_are_not_there_when_no_token_was_set(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/health/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_metrics_count_what_there_is(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "right"
    make_figure(make_indicator("9A1.a"), 2017, 44)
    tasks.recalculate_all()
    tasks.sweep()

    said = client.get("/health/metrics", HTTP_AUTHORIZATION="Bearer right").content.decode()

    assert 'leidenmo_part_works{part="database"} 1.0' in said
    assert "leidenmo_stale_statuses 0.0" in said
    assert 'leidenmo_realisaties{state="vastgesteld"} 1.0' in said
    assert 'leidenmo_statuses{stoplicht="grijs"}' in said


def test_every_answer_has_an_id_of_its_own(client: Client) -> None:
    first, second = client.get("/health/live"), client.get("/health/live")

    assert len(first["X-Request-ID"]) == 32
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_id_that_is_none_is_not_written_down(client: Client) -> None:
    answer = client.get("/health/live", HTTP_X_REQUEST_ID="x\nERROR forged line")

    assert "forged" not in answer["X-Request-ID"]


def test_id_of_a_request_follows_into_its_jobs() -> None:
    """Sent to a broker in memory, and read back as a worker would."""
    app.conf.task_always_eager = False
    asked = "0" * 31 + "1"
    with app.connection("memory://") as broker:

        def send_while_answering(_request: Any) -> Any:
            tasks.sweep.apply_async(connection=broker)
            return health.HttpResponse()

        guid_middleware(send_while_answering)(RequestFactory().get("/", HTTP_X_REQUEST_ID=asked))
        queue = broker.SimpleQueue(app.amqp.queues["vegen"])
        sent = queue.get(timeout=1).headers

    assert sent["X-Request-ID"] == asked


def test_line_as_json_is_read_by_a_machine() -> None:
    form = logs.configuration("json", "INFO")["formatters"]["json"]
    line = logging.config.DictConfigurator({"version": 1, "formatters": {"json": form}}).configure_formatter(form)
    record = logging.LogRecord("indicators", logging.INFO, __file__, 1, "%s judged", (3,), None)
    record.correlation_id = "abc"

    said = json.loads(line.format(record))

    assert said["message"] == "3 judged"
    assert said["correlation_id"] == "abc"
