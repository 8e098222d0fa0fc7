"""What was in use once: the tables as they were then, with what was in them.

Of each there is a dump in tests/data/released, by day: Leiden's programma 9 and a concept that was changed once, made
with the program of that day. Run as a program, `python -m tests.released 2026-11-22`, it makes that in an empty database,
brings it up to now, and prints what is there then.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

DUMPS = Path(__file__).parent / "data" / "released"
USERS = ("auth", "0012_alter_user_first_name_max_length")
# The last migration of each app on that day.
STATES = {
    "2026-11-22": [("programmes", "0001_initial"), ("indicators", "0001_initial")],
    "2026-11-24": [
        ("programmes", "0004_history_of_the_budget"),
        ("indicators", "0006_history_of_the_budget"),
        ("accounts", "0002_one_account_for_an_address"),
    ],
    "2026-11-27": [
        ("programmes", "0005_files_of_publications"),
        ("indicators", "0009_printouts"),
        ("accounts", "0002_one_account_for_an_address"),
    ],
}


def rows(day: str) -> list[dict[str, Any]]:
    """Return what was in the tables, as Django dumps it."""
    text = gzip.decompress((DUMPS / f"{day}.json.gz").read_bytes()).decode()
    dumped: list[dict[str, Any]] = json.loads(text.replace(".000Z", "Z"))  # as a moment without a fraction comes back
    return dumped


def make(day: str) -> None:
    """Make the tables of that day in an empty database, and put in them what was there."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    apps = MigrationExecutor(connection).migrate([USERS, *STATES[day]]).apps
    with transaction.atomic():
        for row in rows(day):
            _put(apps.get_model(row["model"]), row)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _put(model: Any, row: dict[str, Any]) -> None:
    """Put one row in its table."""
    columns, many = {model._meta.pk.attname: row["pk"]}, {}
    for name, value in row["fields"].items():
        field = model._meta.get_field(name)
        if field.many_to_many:
            many[name] = value
        else:
            columns[field.attname] = field.to_python(value)
    instance = model(**columns)
    instance.save_base(raw=True, force_insert=True)
    for name, keys in many.items():
        if row["model"] != "auth.user":  # the groups are made by the migrate that follows
            getattr(instance, name).set(keys)


def look() -> dict[str, Any]:
    """Return what is in the tables now, how many stoplichten a recompute changes, and which publications are broken."""
    from io import StringIO

    from django.core.management import call_command
    from django.db import connection

    from indicators import recalculation
    from indicators.publishing.chain import verify

    told = StringIO()
    call_command("dumpdata", "programmes", "indicators", "auth.user", stdout=told)
    return {
        "database": connection.vendor,
        "rows": json.loads(told.getvalue()),
        "broken": [problem for _, problem in verify() if problem],
        "changed": recalculation.recalculate().changed,
    }


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    make(sys.argv[1])
    call_command("migrate", verbosity=0, interactive=False)
    sys.stdout.write(json.dumps(look()))
