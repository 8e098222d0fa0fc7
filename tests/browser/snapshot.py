"""Rows as they were once, put back without doing again what made them: loading and judging a budget takes seconds."""

from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

KEPT = "momentopname"  # a schema beside the tables; on SQLite an attached file


class Snapshots:
    """What was made, by name; kept in the database that has it, so that no row leaves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: set[str] = set()

    def bring(self, name: str, make: Callable[[], None]) -> None:
        """Have the rows that `make` makes: by making them the first time, by putting them back after that."""
        where = f"{KEPT}_{name}"
        if name in self.made:
            self._put_back(where)
        else:
            make()
            self._keep(where)
            self.made.add(name)
        cache.clear()  # what an earlier test tried counts no more
        ContentType.objects.clear_cache()

    def _keep(self, where: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP SCHEMA IF EXISTS "{where}" CASCADE')
                cursor.execute(f'CREATE SCHEMA "{where}"')
            self._attach(where)
            with transaction.atomic():
                for table, columns in _tables().items():
                    cursor.execute(f'CREATE TABLE "{where}"."{table}" AS SELECT {columns} FROM "{table}"')  # noqa: S608 - ours

    def _put_back(self, where: str) -> None:
        self._attach(where)
        with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are looked at when it ends
            for statement in connection.ops.sql_flush(no_style(), list(_tables())):
                cursor.execute(statement)
            for table, columns in _tables().items():
                cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "{where}"."{table}"')  # noqa: S608 - ours
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)

    def _attach(self, where: str) -> None:
        if connection.vendor == "sqlite":  # an attached file goes with its connection
            with connection.cursor() as cursor:
                attached = {name for _, name, _ in cursor.execute("PRAGMA database_list").fetchall()}
                if where not in attached:
                    cursor.execute(f'ATTACH DATABASE %s AS "{where}"', [str(self.folder / f"{where}.sqlite3")])


def _models() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def _tables() -> dict[str, str]:
    """Return every table, with its columns that are not computed by the database."""
    return {
        model._meta.db_table: ", ".join(f'"{f.column}"' for f in model._meta.local_concrete_fields if not f.generated)
        for model in _models()
    }
