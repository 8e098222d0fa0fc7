"""The revision of all that the pages show: another one after every change, kept by the database itself.

Whoever keeps a page keeps it under the revision it was made of, and asks for the revision first: then nobody ever
sees an old colour. A trigger on each table marks each statement that writes, so that no bulk write, no other program
and no hand in the database is missed. What is rolled back takes its mark along.

On PostgreSQL each mark is a row, so that no writer waits for another; the revision is the sum of what is committed,
and `tidy` replaces the rows by their sum. SQLite has one writer at a time, and one row.
"""

from typing import Any

from django.apps import apps
from django.db import connection, connections, router

TABLE = "indicators_revisie"  # of no model: a flush must not take the revision back to one that was before

# What no page shows to a reader who is not logged in.
UNSEEN = {"indicators_lading", "indicators_kolomindeling", "indicators_herinnering"}


def current() -> str:
    """Return the revision; ask for it before what is read. A replica that is behind has its own."""
    alias = router.db_for_read(apps.get_model("indicators", "IndicatorStatus"))
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT sum(mark) FROM {TABLE}")  # noqa: S608 - our own name
        return str(cursor.fetchone()[0])


def tidy() -> None:
    """Replace the marks by their sum: the revision stays what it is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH gone AS (DELETE FROM {TABLE} RETURNING mark)"  # noqa: S608 - our own name
                f" INSERT INTO {TABLE} (mark) SELECT sum(mark) FROM gone HAVING count(*) > 0"
            )


def watched() -> list[str]:
    """Return the tables whose changes count: the budget and what is measured, without the history of it."""
    models = [
        model
        for label in ("programmes", "indicators")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return sorted({model._meta.db_table for model in models if not hasattr(model, "history_object")} - UNSEEN)


def watch(**_kwargs: Any) -> None:
    """Make the table and the triggers where they are not there; after each migration, which may have dropped one."""
    present = set(connection.introspection.table_names())
    tables = [table for table in watched() if table in present]
    with connection.cursor() as cursor:
        for statement in _postgresql(tables) if connection.vendor == "postgresql" else _sqlite(tables):
            cursor.execute(statement)


def _postgresql(tables: list[str]) -> list[str]:
    # A random mark: no two states of the database have the same sum, not even after a backup was put back.
    return [
        f"CREATE TABLE IF NOT EXISTS {TABLE} (mark numeric NOT NULL)",
        f"""CREATE OR REPLACE FUNCTION {TABLE}_mark() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO {TABLE} (mark) VALUES (floor(random() * 9007199254740991));
                RETURN NULL;
            END $$""",  # noqa: S608 - our own name
        *(
            f"CREATE OR REPLACE TRIGGER revisie AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_mark()"
            for table in tables
        ),
    ]


def _sqlite(tables: list[str]) -> list[str]:
    mark = f"UPDATE {TABLE} SET mark = random() WHERE id = 1"  # noqa: S608 - our own name
    return [
        f"CREATE TABLE IF NOT EXISTS {TABLE} (id integer PRIMARY KEY, mark integer NOT NULL)",
        f"INSERT OR IGNORE INTO {TABLE} (id, mark) VALUES (1, random())",  # noqa: S608 - our own name
        *(
            f"CREATE TRIGGER IF NOT EXISTS revisie_{table}_{event} AFTER {event} ON {table} BEGIN {mark}; END"
            for table in tables
            for event in ("INSERT", "UPDATE", "DELETE")
        ),
    ]
