"""Whoever used an earlier version goes on with this one, and readers read while it is brought up to now."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import connection, models
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint, ForeignKey, Q

from tests import released
from tests.conftest import REPOSITORY

OURS = ("programmes", "indicators", "accounts")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("day", released.STATES)
def test_upgrade_keeps_figures_stoplichten_history_and_publications(day: str, elsewhere: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.released", day]
    environment = elsewhere | {"DJANGO_SETTINGS_MODULE": "leidenmo.settings"}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, check=True)  # noqa: S603 - ours
    told = json.loads(done.stdout)

    now = {(row["model"], row["pk"]): row["fields"] for row in told["rows"]}
    for row in released.rows(day):
        then = {name: value for name, value in row["fields"].items() if name != "groups"}
        assert now[row["model"], row["pk"]].items() >= then.items()
    assert told["database"] == connection.vendor  # upgraded where this suite runs: on PostgreSQL too
    assert told["broken"] == []
    assert told["changed"] == 0


# --- What locks a table on PostgreSQL so that nobody can read it meanwhile, or rewrites it

# A migration may do that when its tables are small or nobody read them yet; this is where it says which of the two.
NOBODY_YET = "from before the first release: no installation had readers"
WITH_A_REASON = {
    ("accounts", "0002_one_account_for_an_address"): "some hundreds of accounts at most",
    ("indicators", "0002_planning_and_control"): NOBODY_YET,
    ("indicators", "0003_a_figure_says_who_handed_it_in_and_why"): NOBODY_YET,
    ("indicators", "0010_loading_by_a_job"): "ladingen: some hundreds of rows, read by beheerders only",
    ("indicators", "0011_adopted_figures_by_year"): "readers read on; of 850.000 figures writers wait some seconds",
    ("programmes", "0002_planning_and_control"): NOBODY_YET,
    ("programmes", "0003_publishing_reason_and_ready_content"): NOBODY_YET,
}


def fields_of(state: ProjectState, app: str, model: str) -> dict[str, Any]:
    """Return the fields of a model in a state; none when it is not there."""
    found = state.models.get((app, model.lower()))
    return dict(found.fields) if found else {}


def column_of(field: Any, database: DatabaseWrapper) -> tuple[str | None, bool, bool]:
    """Return what PostgreSQL knows of a field: its type, whether it may be empty, whether it is unique."""
    if isinstance(field, ForeignKey):
        return "key", field.null, field.unique
    return field.db_type(database), field.null, field.unique


def locking(operation: Any, state: ProjectState, app: str, made: set[str]) -> str:
    """Return why an operation locks out who reads, given the tables that this migration made itself; or nothing."""
    model = getattr(operation, "model_name", "").lower()
    why = ""
    match operation:
        case _ if model in made:
            pass
        case AddIndexConcurrently() | AddConstraintNotValid():
            pass
        case ops.RunPython() | ops.RunSQL():
            why = "doet wat hier niet te lezen is, op tabellen die er al zijn"
        case ops.AddIndex():
            why = "maakt een index en houdt schrijvers zolang tegen: gebruik AddIndexConcurrently"
        case ops.AddConstraint(constraint=CheckConstraint()):
            why = "leest de hele tabel na terwijl niemand erbij kan: voeg toe als NOT VALID, en valideer daarna"
        case ops.AddConstraint() | ops.AlterUniqueTogether() | ops.AlterIndexTogether():
            why = "bouwt een unieke index terwijl niemand erbij kan"
        case ops.AddField() if operation.field.generated:
            why = "herschrijft de tabel: elke rij krijgt een waarde die nog berekend moet worden"
        case ops.AddField() if operation.field.unique:
            why = "bouwt een unieke index terwijl niemand erbij kan"
        case ops.AlterField():
            database = DatabaseWrapper({**connection.settings_dict, "NAME": "nergens", "OPTIONS": {}})
            before = fields_of(state, app, model)[operation.name]
            if column_of(before, database) != column_of(operation.field, database):
                why = "wijzigt een kolom: PostgreSQL leest of schrijft de hele tabel opnieuw"
    return why


def locks_of(app: str, name: str, loader: MigrationLoader) -> Iterator[str]:
    """Yield each operation of a migration that locks out who reads, with why."""
    migration = loader.get_migration(app, name)
    state = loader.project_state((app, name), at_end=False)
    made: set[str] = set()
    for operation in migration.operations:
        parts = getattr(operation, "database_operations", [operation])
        for part in parts:
            if isinstance(part, ops.CreateModel):
                made.add(part.name.lower())
            elif why := locking(part, state, app, made):
                yield f"{part.describe()}: {why}"
        operation.state_forwards(app, state)


def test_migration_that_locks_out_readers_says_why_it_may() -> None:
    loader = MigrationLoader(None)
    locks = {
        key: found for key in loader.disk_migrations if key[0] in OURS and (found := [*locks_of(*key, loader=loader)])
    }

    assert {key: found for key, found in locks.items() if key not in WITH_A_REASON} == {}
    assert WITH_A_REASON.keys() <= locks.keys()  # a reason for nothing goes


FIGURES = {"model_name": "realisatie"}


@pytest.mark.parametrize(
    "operation",
    [
        ops.AddIndex(index=models.Index(fields=["year"], name="by_year"), **FIGURES),
        ops.AddConstraint(constraint=CheckConstraint(condition=Q(year__gt=0), name="after_christ"), **FIGURES),
        ops.AddConstraint(constraint=models.UniqueConstraint(fields=["year"], name="one_a_year"), **FIGURES),
        ops.AddField(name="mark", field=models.CharField(max_length=9, unique=True, null=True), **FIGURES),
        ops.AlterField(name="year", field=models.BigIntegerField(), **FIGURES),
        ops.AlterField(name="measured_year", field=models.PositiveSmallIntegerField(null=True), **FIGURES),
        ops.RunSQL("UPDATE indicators_realisatie SET note = ''"),
        ops.RunPython(ops.RunPython.noop),
    ],
    ids=lambda operation: operation.describe(),
)
def test_operation_on_a_table_with_rows_is_refused(operation: Any) -> None:
    state = MigrationLoader(None).project_state()

    assert locking(operation, state, "indicators", set())
    assert not locking(operation, state, "indicators", {"realisatie"}) or not hasattr(operation, "model_name")


@pytest.mark.parametrize(
    "operation",
    [
        AddIndexConcurrently(index=models.Index(fields=["year"], name="by_year"), **FIGURES),
        AddConstraintNotValid(constraint=CheckConstraint(condition=Q(year__gt=0), name="after_christ"), **FIGURES),
        ValidateConstraint(name="after_christ", **FIGURES),
        ops.AddField(name="mark", field=models.CharField(max_length=9, blank=True, default=""), **FIGURES),
        ops.AlterField(name="note", field=models.TextField("opmerking", blank=True, help_text="Anders."), **FIGURES),
        ops.RemoveField(name="note", **FIGURES),
    ],
    ids=lambda operation: operation.describe(),
)
def test_operation_that_keeps_a_table_readable_is_allowed(operation: Any) -> None:
    assert not locking(operation, MigrationLoader(None).project_state(), "indicators", set())
