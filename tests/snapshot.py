"""Rows as they were once, put back without doing again what made them: loading and judging a budget takes seconds."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

KEPT: dict[str, dict[str, list[tuple[Any, ...]]]] = {}  # by name, the rows of each table


def bring(name: str, make: Callable[[], None]) -> None:
    """Have the rows that `make` makes: by making them the first time, by putting them back after that."""
    if name in KEPT:
        _put_back(KEPT[name])
    else:
        make()
        with connection.cursor() as cursor:
            KEPT[name] = {table: _rows(cursor, table, columns) for table, columns in _tables().items()}
    cache.clear()  # what an earlier test tried counts no more
    ContentType.objects.clear_cache()


def _rows(cursor: Any, table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT {", ".join(columns)} FROM "{table}"')  # noqa: S608 - ours
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _put_back(kept: dict[str, list[tuple[Any, ...]]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are looked at when it ends
        for statement in connection.ops.sql_flush(no_style(), list(kept)):
            cursor.execute(statement)
        for table, columns in _tables().items():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})', kept[table])  # noqa: S608 - ours
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _models() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def _tables() -> dict[str, list[str]]:
    """Return every table, with its columns that are not computed by the database."""
    return {
        model._meta.db_table: [f'"{f.column}"' for f in model._meta.local_concrete_fields if not f.generated]
        for model in _models()
    }
