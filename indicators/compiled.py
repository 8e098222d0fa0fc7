"""Questions that are asked thousands of times, put in SQL once: for a few rows Django takes longer to write the SQL
than PostgreSQL to answer it.

And PostgreSQL takes longer to think of a way than to go it. So what is asked about one key is prepared on each
connection that stays open: PostgreSQL then thinks once. About many keys thinking is a small part, and another way may
be better. Behind a pooler that hands out connections by the transaction nothing can be prepared; there `CONN_MAX_AGE`
is 0 (docs/deployment.md).

Only where the database gives values as the models have them (PostgreSQL); elsewhere the queryset itself is asked.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone
from psycopg2.extensions import AsIs

AT_ONCE = 5000  # rows taken from the database in one go; Django's hundred costs more than reading them

# What stands in for what differs each time: no key, year, stand or person is one of these.
KEYS, YEAR, STAND, WHO = 2**63 - 1, 2**15 - 1, "?", 2**31 - 1

# Makes a queryset of tuples from the keys, the year and the stand that are asked for; of None anything goes. What is
# asked for one person gets their key besides.
Vraag = Callable[..., "QuerySet[Any, Any]"]


def rows(
    vraag: Vraag,
    keys: Collection[int] | None = None,
    year: int | None = None,
    stand: str | None = None,
    who: int | None = None,
) -> Iterable[tuple[Any, ...]]:
    """Return what `vraag` asks, about these keys, this year and this stand, for this person, as tuples."""
    if keys is not None and not keys:
        return ()
    person = () if who is None else (who,)
    alias = vraag(keys and [KEYS], year, stand, *person).db if len(connections.settings) > 1 else "default"
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return vraag(keys, year, stand, *person).iterator(AT_ONCE)
    # What holds today has the day in its SQL.
    which = (keys is None, year is None, stand is None, who is None)
    table, sql, said, _ = _in_sql(vraag, alias, which, timezone.localdate())
    given = {KEYS: list(keys or ()), YEAR: year, STAND: stand, WHO: who}
    with connection.cursor() as cursor:
        if connection.settings_dict["CONN_MAX_AGE"] and keys is not None and len(keys) == 1:
            name = _prepared(connection, cursor, table, sql, said)
            cursor.execute(f"EXECUTE {name} (%s, %s, %s, %s)", [*keys, year, stand, who])
        else:
            cursor.execute(sql, [given.get(value, value) for value in said])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _prepared(connection: Any, cursor: Any, table: str, sql: str, said: Sequence[Any]) -> str:
    """Return the name by which this question is prepared on this connection, after preparing it there when it was not.

    The name begins with the table, for who looks at what is asked. What differs each time are the four parameters: key,
    year, stand and person.
    """
    opened, names = vars(connection).get("prepared_questions", (None, {}))
    if opened is not connection.connection:  # another one by now: the last was closed, and what it knew is gone
        opened, names = connection.connection, {}
        connection.prepared_questions = opened, names
    key = (sql, *said)
    if key not in names:
        place = {KEYS: AsIs("ARRAY[$1]"), YEAR: AsIs("$2"), STAND: AsIs("$3"), WHO: AsIs("$4")}
        statement = cursor.mogrify(sql, [place.get(value, value) for value in said]).decode()
        name = f"{table}_{len(names)}"
        # Past what Django counts and shows as a query: nothing is asked yet.
        cursor.cursor.execute(f"PREPARE {name} (bigint, integer, text, integer) AS {statement}")
        names[key] = name
    return str(names[key])


@lru_cache(maxsize=128)
def _in_sql(
    vraag: Vraag, alias: str, anything: tuple[bool, bool, bool, bool], _day: date
) -> tuple[str, str, tuple[Any, ...], int]:
    """Return the table that is asked, the SQL, its values (the keys are one: a list) and how many columns it gives.

    It depends on nothing but the models and the day. `anything` says of which of keys, year, stand and person nothing
    is asked.
    """
    keys, year, stand, who = (
        None if is_any else one for is_any, one in zip(anything, ([KEYS], YEAR, STAND, WHO), strict=True)
    )
    queryset = vraag(keys, year, stand) if who is None else vraag(keys, year, stand, who)
    compiler = queryset.query.get_compiler(alias)
    sql, said = compiler.as_sql()
    if compiler.get_converters([column for column, _, _ in compiler.select]):
        raise TypeError("of what has to be converted the queryset itself must be asked")
    if KEYS in said:
        sql = _with_any_number_of_keys(sql, said.index(KEYS))
    return queryset.model._meta.db_table, sql, tuple(said), len(compiler.select)


def in_function(vraag: Vraag, alias: str, array: str) -> tuple[str, int]:
    """Return what `vraag` asks as SQL in a function of PostgreSQL, whose parameter `array` has the keys.

    With it, how many columns the answer has.
    """
    _, sql, said, columns = _in_sql(vraag, alias, (False, True, True, True), timezone.localdate())
    with connections[alias].cursor() as cursor:
        return cursor.mogrify(sql, [AsIs(array) if value == KEYS else value for value in said]).decode(), columns


def _with_any_number_of_keys(sql: str, place: int) -> str:
    """Return the SQL with room for a list at this place, where there was room for one key."""
    before, after = sql.split("%s")[: place + 1], sql.split("%s")[place + 1 :]
    if not (before[-1].endswith(" IN (") and after[0].startswith(")")):
        raise ValueError(f"the keys are not asked for by IN: {sql}")
    before[-1] = before[-1].removesuffix("IN (") + "= ANY("
    return "%s".join([*before, *after])
