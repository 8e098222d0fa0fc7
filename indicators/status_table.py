"""Writes stoplichten many at once: PostgreSQL takes them by COPY, SQLite by one prepared statement.

Every column is one that `indicators.recalculation` fills, so nothing is left to a model's defaults or checks; the
database's own constraints hold all the same.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from django.db import connection

from indicators.inputs import Invoer, Sleutel, Uitkomst
from indicators.models import IndicatorStatus

KEY = Sleutel._fields
COLUMNS = (*KEY, *Invoer._fields, *Uitkomst._fields, "computed_at")

# Below this one statement costs less than a COPY; above it the statement would grow without an end.
FEW = 50

Geoordeeld = tuple[Sleutel, tuple[Invoer, Uitkomst]]

_TABLE = IndicatorStatus._meta.db_table
_NAMES = ", ".join(COLUMNS)
_MARKS = f"({', '.join(['%s'] * len(COLUMNS))})"
_MERGE = f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET " + ", ".join(
    f"{column} = EXCLUDED.{column}" for column in COLUMNS if column not in KEY
)


def write(new: Sequence[Geoordeeld], changed: Sequence[Geoordeeld], at: datetime) -> None:
    """Add the new statuses, and write the changed ones over what was stored of the same indicator, year and stand.

    Call it within a transaction that holds the locks of their indicators, so that nobody else adds the same ones.
    """
    if not new and not changed:
        return
    if connection.vendor != "postgresql":
        _one_by_one([*new, *changed], at)
    elif len(new) + len(changed) <= FEW:
        _in_one_statement([*new, *changed], at)
    else:
        if new:
            _copy(_TABLE, new, at)
        if changed:
            _copy_and_merge(changed, at)


# How PostgreSQL runs a transaction that reads and writes the rows of some indicators; the first it is told in it.
#
# It reads those along an index, and compiles nothing. Of a table that was just filled there are no statistics yet: then
# PostgreSQL takes two hundred indicators for most of the table, and would read all of it for every two hundred.
#
# It may end before it is on disk, as that takes longer than judging an indicator; only one that writes nothing but
# stoplichten. Should the power fail in that half second, they are as they were, and known to be: the sweep compares
# them with the figures, which are on disk.
HOW = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL synchronous_commit = off; "


def remove(keys: Collection[tuple[Any, ...]]) -> None:
    """Remove the statuses with these keys."""
    for key in keys:
        IndicatorStatus.objects.filter(**dict(zip(KEY, key, strict=True))).delete()


def _copy(table: str, rows: Iterable[Geoordeeld], at: datetime) -> None:
    """Have PostgreSQL take the rows as they are."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({_NAMES}) FROM STDIN", StringIO("".join(_lines(rows, at))))


def _copy_and_merge(rows: Iterable[Geoordeeld], at: datetime) -> None:
    """Write the rows by way of a temporary table that ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE judged ON COMMIT DROP AS SELECT {_NAMES} FROM {_TABLE} WITH NO DATA")  # noqa: S608 - our own names
        _copy("judged", rows, at)
        cursor.execute(f"INSERT INTO {_TABLE} ({_NAMES}) SELECT {_NAMES} FROM judged {_MERGE}")  # noqa: S608
        # A next chunk in the same transaction begins anew.
        cursor.execute("DROP TABLE judged")


def _in_one_statement(rows: Sequence[Geoordeeld], at: datetime) -> None:
    """Write a few rows in one trip to the database."""
    values = [value for key, (invoer, uitkomst) in rows for value in (*key, *invoer, *uitkomst, at)]
    marks = ", ".join([_MARKS] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_TABLE} ({_NAMES}) VALUES {marks} {_MERGE}", values)  # noqa: S608 - our own names


def _one_by_one(rows: Iterable[Geoordeeld], at: datetime) -> None:
    """Write the rows one by one, with one statement: to a file there are no trips."""
    adapt = connection.ops.adapt_decimalfield_value
    values = [
        [adapt(value, 15, 6) if isinstance(value, Decimal) else value for value in (*key, *invoer, *uitkomst, at)]
        for key, (invoer, uitkomst) in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_TABLE} ({_NAMES}) VALUES {_MARKS} {_MERGE}", values)  # noqa: S608 - our own names


def _lines(rows: Iterable[Geoordeeld], at: datetime) -> Iterator[str]:
    """Yield the rows as COPY reads them. What both stands are judged by is written out once.

    A text among them is a choice: letters and underscores, in which COPY sees nothing but themselves.
    """
    written: dict[int, str] = {}
    for key, judged in rows:
        indicator, year, stand = key
        rest = written.get(id(judged))
        if rest is None:
            values = ["\\N" if value is None else str(value) for part in judged for value in part]
            rest = written[id(judged)] = "\t".join([*values, at.isoformat()])
        yield f"{indicator}\t{year}\t{stand}\t{rest}\n"
