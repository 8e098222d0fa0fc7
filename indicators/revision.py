"""The revision of all that the pages show: another one after every change, kept by the database itself.

Whoever keeps a page keeps it under the revision it was made of, and asks for the revision first: then nobody ever
sees an old colour. A trigger on each table marks each statement that writes, so that no bulk write, no other program
and no hand in the database is missed. What is rolled back takes its mark along.

A concept, and the stoplicht it would have, leave no mark: they are on no page that is kept. So while officers enter
figures, what the council reads stays as it was made.

On PostgreSQL each mark is a row, so that no writer waits for another; the revision is the sum of what is committed,
and `tidy` replaces the rows by their sum. SQLite has one writer at a time, and one row.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, connections, router

from indicators.choices import Staat, Stand

TABLE = "indicators_revisie"  # of no model: a flush must not take the revision back to one that was before

# What no page shows to a reader who is not logged in.
UNSEEN = {"indicators_lading", "indicators_kolomindeling", "indicators_herinnering"}

# Of these tables a reader who is not logged in is shown only such rows.
SEEN = {
    "indicators_realisatie": ("state", Staat.VASTGESTELD.value),
    "indicators_indicatorstatus": ("stand", Stand.VASTGESTELD.value),
}


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


def _postgresql(tables: list[str]) -> Iterator[str]:
    # A random mark: no two states of the database have the same sum, not even after a backup was put back.
    leave = f"INSERT INTO {TABLE} (mark) SELECT floor(random() * 9007199254740991)"
    yield f"CREATE TABLE IF NOT EXISTS {TABLE} (mark numeric NOT NULL)"
    yield _function(f"{TABLE}_mark", f"{leave};")
    for table in tables:
        # None is dropped first: that would keep readers from the table. The first of them is that of before.
        if table in SEEN:
            of_old, of_new = "OLD TABLE AS old_rows", "NEW TABLE AS new_rows"
            yield _function(f"{table}_mark", _where_seen(table, leave))
            yield _trigger(table, "revisie", "UPDATE", f"REFERENCING {of_old} {of_new}", f"{table}_mark")
            yield _trigger(table, "revisie_insert", "INSERT", f"REFERENCING {of_new}", f"{table}_mark")
            yield _trigger(table, "revisie_delete", "DELETE", f"REFERENCING {of_old}", f"{table}_mark")
            yield _trigger(table, "revisie_truncate", "TRUNCATE", "", f"{TABLE}_mark")
        else:
            yield _trigger(table, "revisie", "INSERT OR UPDATE OR DELETE OR TRUNCATE", "", f"{TABLE}_mark")


def _where_seen(table: str, leave: str) -> str:
    column, value = SEEN[table]
    seen = f"{leave} WHERE EXISTS (SELECT FROM %s WHERE {column} = '{value}');"
    return f"IF TG_OP <> 'INSERT' THEN {seen % 'old_rows'} END IF;IF TG_OP <> 'DELETE' THEN {seen % 'new_rows'} END IF;"


def _function(name: str, does: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {does} RETURN NULL; END$$"


def _trigger(table: str, name: str, event: str, rows: str, function: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


def _sqlite(tables: list[str]) -> Iterator[str]:
    yield f"CREATE TABLE IF NOT EXISTS {TABLE} (id integer PRIMARY KEY, mark integer NOT NULL)"
    yield f"INSERT OR IGNORE INTO {TABLE} (id, mark) VALUES (1, random())"  # noqa: S608 - our own name
    mark = f"UPDATE {TABLE} SET mark = random() WHERE id = 1"  # noqa: S608 - our own name
    for table in tables:
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            when = ""
            if table in SEEN:
                column, value = SEEN[table]
                when = "WHEN " + " OR ".join(f"{row}.{column} = '{value}'" for row in rows)
            trigger = f"revisie_{table}_{event}"
            yield f"DROP TRIGGER IF EXISTS {trigger}"
            yield f"CREATE TRIGGER {trigger} AFTER {event} ON {table} {when} BEGIN {mark}; END"
