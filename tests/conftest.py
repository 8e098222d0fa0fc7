"""The cast, and what every test may assume."""

import ctypes
import fcntl
import gc
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import factory
import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import caches
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import pre_save
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from indicators import recalculation
from indicators.imports import fixtures
from indicators.paper import rendering
from indicators.publishing.chain import publish_loaded
from leidenmo.celery import app
from programmes.models import Beleidsterrein, Document
from tests import factories, snapshot
from tests.factories import BeleidsterreinFactory, make_user

REPOSITORY = Path(__file__).parent.parent


gc.disable()  # while thousands of tests are collected, of which none is garbage


def pytest_collection_finish() -> None:
    """Look for garbage no more among the tests and all that was imported, and less often among the rest.

    The first took a tenth of the time. Of what a page makes nearly all is gone without looking for it.
    """
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def static_files_are_found_when_asked_for() -> None:
    """Have a client look for a static file where one is asked: listing them all cost most of every first request."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Have Django take the database that it finds on SQLite, which is there for this process only, as the next one says."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """On SQLite begin with a copy of empty tables: to make them takes longer than any test.

    It writes to the disk when the machine likes: no test pulls the plug of its own database.
    """
    if connection.vendor == "sqlite":
        # A file, because the browser tests share it with a real web server and worker.
        copy = shutil.copy(empty_tables(), tmp_path_factory.mktemp("database") / "test.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = copy
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


def empty_tables() -> Path:
    """Return an SQLite database that was migrated and holds nothing else, kept for as long as nothing of the code changes."""
    code = [path for app in ("indicators", "leidenmo", "programmes") for path in (REPOSITORY / app).rglob("*.py")]
    known = hashlib.sha256(sys.version.encode())
    for path in (REPOSITORY / "requirements-dev.txt", *sorted(code)):
        known.update(f"\n{path}\n".encode() + path.read_bytes())
    folder = REPOSITORY / "var" / "test-tables"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{known.hexdigest()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process makes them, the others wait
        if not kept.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            made = kept.with_suffix(".sqlite3-new")  # only what was finished gets the name by which it is found
            migrated = manage(os.environ | {"DATABASE_URL": f"sqlite:///{made}"}, "migrate", "--verbosity", "0")
            assert migrated.returncode == 0, migrated.stderr
            made.rename(kept)
    return kept


@pytest.fixture(autouse=True)
def codes_begin_anew() -> None:
    """Let each test's factories count from one: a doel's code must not hang on which tests came before."""
    for made in vars(factories).values():
        if isinstance(made, type) and issubclass(made, factory.Factory) and made._meta.model:
            made.reset_sequence(0, force=True)


@pytest.fixture(autouse=True)
def passwords_are_hashed_in_one_round(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare a million rounds for each password, except where a real web server would then hash it anew."""
    if "environment" not in request.fixturenames:
        monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1)


@pytest.fixture(autouse=True)
def jobs_run_at_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run queued jobs in the test's own process, except where a real worker does."""
    app.conf.task_always_eager = "worker" not in request.fixturenames
    yield
    app.conf.task_always_eager = False


@pytest.fixture(autouse=True)
def pages_are_made_anew() -> None:
    """Forget the pages of earlier tests: once those are rolled back, the revision may be what it was for one of them."""
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def tries_are_counted_anew(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Forget what a test with transactions of its own tried: a cache is no model's table, so no flush empties it."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with django_db_blocker.unblock():
            for name in settings.CACHES:
                caches[name].clear()


@pytest.fixture
def terrein_9a(db: None) -> Beleidsterrein:
    """A beleidsterrein with an owner: the officer of 9A."""
    terrein: Beleidsterrein = BeleidsterreinFactory(code="9A")
    return terrein


@pytest.fixture
def terrein_9c(db: None) -> Beleidsterrein:
    """Another beleidsterrein, of the officer of 9C."""
    terrein: Beleidsterrein = BeleidsterreinFactory(code="9C")
    return terrein


@pytest.fixture
def officer_9a(terrein_9a: Beleidsterrein) -> Any:
    """The officer who enters the figures of 9A."""
    user = make_user("officer_9a", "beleidsmedewerker")
    terrein_9a.owners.add(user)
    return user


@pytest.fixture
def officer_9c(terrein_9c: Beleidsterrein) -> Any:
    """The officer who enters the figures of 9C, and none of 9A."""
    user = make_user("officer_9c", "beleidsmedewerker")
    terrein_9c.owners.add(user)
    return user


@pytest.fixture
def controller(db: None) -> Any:
    """Adopts figures."""
    return make_user("controller", "controller", is_staff=True)


@pytest.fixture
def council_member(db: None) -> Any:
    """Reads what was adopted."""
    return make_user("council_member", "raadslid")


@pytest.fixture
def administrator(db: None) -> Any:
    """Loads the budget and manages people."""
    return make_user("administrator", "beheerder", is_staff=True)


@pytest.fixture
def stranger(client: Client) -> Client:
    """Somebody who is not logged in."""
    return client


def load_leiden() -> None:
    """Load Leiden's budget as the fixtures hold it, and judge it."""
    fixtures.load(sorted((REPOSITORY / "fixtures").glob("*.json")))
    recalculation.recalculate()


def load_and_publish_leiden() -> None:
    """Load Leiden's budget as `make run` does: each document published before the next one is known."""
    for file in sorted((REPOSITORY / "fixtures").glob("*.json")):
        fixtures.load([file])
        recalculation.recalculate()
        for document in Document.objects.filter(publicaties=None).in_cycle_order():
            publish_loaded(document)


@pytest.fixture(scope="module")
def leiden(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Leiden's budget, judged; taken back after the last test of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        snapshot.bring("leiden", load_leiden)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def leiden_published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Leiden's budget with all its documents published; taken back after the last test of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        snapshot.bring("leiden, published", load_and_publish_leiden)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def before_saving() -> Iterator[Callable[[type[Model], Callable[[], object]], None]]:
    """Have somebody else do something between what a function reads and what it then saves of a model."""
    receivers: list[Callable[..., None]] = []

    def arrange(model: type[Model], done: Callable[[], object]) -> None:
        def once(**_kwargs: Any) -> None:
            pre_save.disconnect(once, sender=model)
            done()

        receivers.append(once)
        pre_save.connect(once, sender=model, weak=False)

    yield arrange
    for receiver in receivers:
        pre_save.disconnect(receiver)


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which Pango is not installed."""

    def refuse(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    rendering.unavailable.cache_clear()
    yield
    rendering.unavailable.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def made_files_go_with_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what the tests have made out of what `make run` has made; a real server and worker have their own."""
    settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("bestanden"))


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of another installation, with an empty database."""
    folder = {"FILES_DIR": str(tmp_path / "elsewhere" / "media"), "LOG_LEVEL": "ERROR"}
    if connection.vendor == "sqlite":
        yield os.environ | folder | {"DATABASE_URL": f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"}
        return
    at, name = connection.settings_dict, f"{connection.settings_dict['NAME']}_elsewhere"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}/{name}"
    yield os.environ | folder | {"DATABASE_URL": url}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of another installation."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
