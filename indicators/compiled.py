"""Questions that are asked thousands of times, put in SQL once: for a few rows Django takes longer to write the SQL
than PostgreSQL to answer it.

Only where the database gives values as the models have them (PostgreSQL); elsewhere the queryset itself is asked.
"""

from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any

from django.db import connections
from django.db.models import QuerySet

AT_ONCE = 5000  # rows taken from the database in one go; Django's hundred costs more than reading them

# What stands in for what differs each time: no key, year or stand is one of these.
KEYS, YEAR, STAND = 2**63 - 1, 2**15 - 1, "?"

# Makes a queryset of tuples from the keys, the year and the stand that are asked for; of None anything goes.
Vraag = Callable[[Collection[int] | None, int | None, str | None], "QuerySet[Any, Any]"]


def rows(
    vraag: Vraag, keys: Collection[int] | None = None, year: int | None = None, stand: str | None = None
) -> Iterable[tuple[Any, ...]]:
    """Return what `vraag` asks, about these keys, this year and this stand, as tuples."""
    if keys is not None and not keys:
        return ()
    alias = vraag(keys and [KEYS], year, stand).db if len(connections.settings) > 1 else "default"
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return vraag(keys, year, stand).iterator(AT_ONCE)
    sql, said = _in_sql(vraag, alias, keys is None, year is None, stand is None)
    given = {KEYS: tuple(keys or ()), YEAR: year, STAND: stand}
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(value, value) for value in said])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@cache
def _in_sql(vraag: Vraag, alias: str, all_keys: bool, all_years: bool, all_stands: bool) -> tuple[str, list[Any]]:
    """Return the SQL and its values; it depends on nothing but the models. The keys are one value: psycopg's tuple."""
    queryset = vraag(None if all_keys else [KEYS], None if all_years else YEAR, None if all_stands else STAND)
    compiler = queryset.query.get_compiler(alias)
    sql, said = compiler.as_sql()
    if compiler.get_converters([column for column, _, _ in compiler.select]):
        raise TypeError("of what has to be converted the queryset itself must be asked")
    return _with_any_number_of_keys(sql, said.index(KEYS)) if KEYS in said else sql, list(said)


def _with_any_number_of_keys(sql: str, place: int) -> str:
    """Return the SQL with room for a tuple at this place, where there was room for one key."""
    before, after = sql.split("%s")[: place + 1], sql.split("%s")[place + 1 :]
    if not (before[-1].endswith("(") and after[0].startswith(")")):
        raise ValueError(f"the keys are not asked for by IN: {sql}")
    return "%s".join(before).removesuffix("(") + "%s" + "%s".join(after).removeprefix(")")
