"""Least power, on a PostgreSQL of its own: the application can do all its work, and cannot rewrite what was recorded."""

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import psycopg2.errors
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from leidenmo import database_roles, stack
from leidenmo.database_roles import ADD, ALL, Rollen
from tests.compose import process, services
from tests.conftest import REPOSITORY

HISTORIES = sorted(model._meta.db_table for model in apps.get_models() if hasattr(model, "history_object"))
PUBLICATION = "programmes_publicatie"
ROLES = {"APPLICATION": 1, "READONLY": -1}  # each with a password of its own
COLUMNS = ("content", "sha256", "kind", "published_at", "id")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A database that was migrated and given roles as compose.yaml does it, for the application to fill and work in."""
    folder = tmp_path_factory.mktemp("rollen")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    postgres = stack.find_postgres()
    own = stack.settings_of(folder, postgres, {**os.environ, "POSTGRES_PORT": port})
    stack.make_cluster(folder, postgres)
    server = stack.Program("postgres", ["/bin/sh", "-c", stack.procfile()["postgres"]], own)
    server.start()
    # Jobs and mail wait in a folder here, and the cache is in the database: it is one of the tables.
    here = {"CACHE_URL": "dbcache://cache", "CELERY_BROKER_URL": "filesystem://localhost/", "FILES_DIR": str(folder)}
    here |= {"BROKER_DIR": str(folder / "broker"), "LOG_LEVEL": "ERROR", "STACK_DIR": str(folder), "PATH": own["PATH"]}
    kept = stack.secrets_of(folder / "secrets.env")
    passwords = {f"DATABASE_{who}_PASSWORD": kept["APPLICATION_PASSWORD"][::step] for who, step in ROLES.items()}
    containers = services({**kept, **passwords})
    try:
        stack.make_database(stack.as_owner(own))
        owner = {**process(containers["migrate"], f"127.0.0.1:{port}"), **here}
        migrated = subprocess.run(  # noqa: S603 - our own command
            shlex.split(containers["migrate"]["command"]), cwd=REPOSITORY, env=owner, capture_output=True, check=False
        )
        assert migrated.returncode == 0, migrated.stderr
        # Without the proxy that is in front of the containers.
        yield {**process(containers["web"], f"127.0.0.1:{port}"), **here, "HTTPS": "off", "BEHIND_PROXY": "off"}
    finally:
        server.end()
        server.wait(time.monotonic() + 20)


@pytest.fixture(scope="module")
def worked(environment: dict[str, str]) -> list[str]:
    """What the application did, with the role that it has in `make stack`."""
    done = run(environment, "-m", "tests.least_power")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def ask(environment: dict[str, str]) -> Iterator[Callable[..., Any]]:
    """Put a statement to the database as the application; all is taken back."""
    opened = psycopg2.connect(environment["DATABASE_URL"])

    def put(statement: str) -> Any:
        with opened.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None

    yield put
    opened.close()


def run(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in another installation."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of another installation, which must succeed."""
    done = run(environment, "manage.py", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_application_does_all_its_work_with_the_least_power(worked: list[str]) -> None:
    assert worked[:6] == [
        "5 gepubliceerd bij het klaarzetten",
        "1 ingediend",
        "1 vastgesteld",
        "1 vervangen door een rectificatie",
        "geladen",
        "teruggenomen",
    ]
    assert worked[-1] == "5 bladzijden gelezen"


@pytest.mark.parametrize("statement", ["UPDATE {} SET history_id = history_id", "DELETE FROM {}", "TRUNCATE {}"])
def test_no_history_is_rewritten(worked: list[str], ask: Callable[..., Any], statement: str) -> None:
    assert len(HISTORIES) > 15
    for table in HISTORIES:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(statement.format(table))
        ask("ROLLBACK")


@pytest.mark.parametrize(
    "statement",
    [
        *(f"UPDATE programmes_publicatie SET {column} = {column}" for column in COLUMNS),  # noqa: S608 - its own columns
        "DELETE FROM programmes_publicatie",
        f"TRUNCATE {PUBLICATION} CASCADE",
        f"ALTER TABLE {PUBLICATION} ADD extra int",
        f"DROP TABLE {PUBLICATION} CASCADE",
        "DELETE FROM accounts_accountchange",
        "UPDATE accounts_accountchange SET after = ''",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (id int)",
        "CREATE ROLE mine",
        "ALTER TABLE programmes_programma DISABLE TRIGGER ALL",
        "SET ROLE leidenmo",
    ],
)
def test_what_was_published_and_how_it_is_built_stays(
    worked: list[str], ask: Callable[..., Any], statement: str
) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(statement)


def test_history_is_added_to_and_read(worked: list[str], ask: Callable[..., Any]) -> None:
    assert ask("SELECT count(*) FROM indicators_historicalrealisatie")[0][0] > 0
    assert ask("SELECT count(*) FROM programmes_publicatie")[0][0] == 6


def test_reader_reads_figures_and_nothing_of_an_account(environment: dict[str, str], worked: list[str]) -> None:
    at = urlsplit(environment["DATABASE_URL"])
    assert at.password
    reader = psycopg2.connect(f"postgres://leidenmo_lezen:{at.password[::-1]}@127.0.0.1:{at.port}{at.path}")
    reader.autocommit = True
    with reader.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM indicators_realisatie")
        assert cursor.fetchone()[0] > 0
        for statement in (
            "SELECT password FROM auth_user",
            "SELECT * FROM django_session",
            "SELECT * FROM mfa_authenticator",
            "DELETE FROM indicators_realisatie",
            "INSERT INTO indicators_revisie (mark) VALUES (1)",
            "CREATE TEMPORARY TABLE mine (id int)",
        ):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement)
    reader.close()


def test_roles_are_made_again_without_a_change(environment: dict[str, str], worked: list[str]) -> None:
    def granted() -> Any:
        owner = psycopg2.connect(stack.as_owner(environment)["DATABASE_URL"])
        with owner, owner.cursor() as cursor:
            cursor.execute(
                "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
            )
            return cursor.fetchall()

    before = granted()
    manage(stack.as_owner(environment), "database_roles")

    assert granted() == before
    psycopg2.connect(environment["DATABASE_URL"]).close()  # the password is what it was


def test_owner_is_not_made_into_a_role_with_less(environment: dict[str, str]) -> None:
    refused = run(stack.as_owner(environment), "manage.py", "database_roles", "--application", "leidenmo")

    assert refused.returncode == 1
    assert "zelf eigenaar of beheerder" in refused.stderr


def test_statements_are_printed_for_who_makes_roles_by_hand(environment: dict[str, str]) -> None:
    printed = manage(stack.as_owner(environment), "database_roles", "--print")

    assert f'GRANT SELECT, INSERT, UPDATE ("successor_id") ON "{PUBLICATION}" TO "leidenmo_app";' in printed
    assert "PASSWORD" not in printed


def test_weak_password_is_given_to_no_role(environment: dict[str, str]) -> None:
    owner = {**stack.as_owner(environment), "DATABASE_READONLY_PASSWORD": "geheim"}

    refused = run(owner, "manage.py", "database_roles")

    assert refused.returncode == 1
    assert "DATABASE_READONLY_PASSWORD is te kort of een voorbeeld" in refused.stderr
    assert "geheim" not in refused.stderr


@pytest.mark.parametrize("name", ["leiden mo", 'x"; DROP TABLE y', "", "Hoofdletter"])
def test_name_that_is_no_name_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")

    with pytest.raises(database_roles.RolesRefused, match="geen naam voor een rol"):
        database_roles.check(Rollen(application=name))


def test_sqlite_has_no_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite")

    with pytest.raises(CommandError, match="alleen in PostgreSQL"):
        call_command("database_roles")


def test_every_history_is_only_added_to_and_no_working_table_is_forgotten() -> None:
    tables = [model._meta.db_table for model in apps.get_models()]
    may = database_roles.rights(tables)

    assert {table for table, what in may.items() if what == ADD} == {*HISTORIES, "accounts_accountchange"}
    assert may["indicators_realisatie"] == ALL
    assert may[PUBLICATION] == (*ADD, 'UPDATE ("successor_id")')


def test_table_that_a_migration_adds_is_the_applications_too(tmp_path: Path) -> None:
    assert database_roles.rights(["iets_nieuws"]) == {"iets_nieuws": ALL}
