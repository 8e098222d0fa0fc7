"""Writes stoplichten many at once: PostgreSQL takes them by COPY and one merge, SQLite by one prepared statement.

Every column is one that `indicators.recalculation` fills, so nothing is left to a model's defaults or checks; the
database's own constraints hold all the same.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from django.db import connection

from indicators.inputs import Invoer, Sleutel, Uitkomst
from indicators.models import IndicatorStatus

KEY = Sleutel._fields
COLUMNS = (*KEY, *Invoer._fields, *Uitkomst._fields, "computed_at")

# Below this a temporary table costs more than it saves; above it the statement would grow without an end.
FEW = 50

_TABLE = IndicatorStatus._meta.db_table
_NAMES = ", ".join(COLUMNS)
_MERGE = f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET " + ", ".join(
    f"{column} = EXCLUDED.{column}" for column in COLUMNS if column not in KEY
)


def write(rows: Sequence[Sequence[Any]]) -> None:
    """Add these statuses, or write them over what was stored of the same indicator, year and stand.

    A row holds the values of COLUMNS, in that order. Call it within a transaction.
    """
    if connection.vendor == "postgresql" and len(rows) > FEW:
        _copy_and_merge(rows)
    elif rows:
        _insert(rows)


def _copy_and_merge(rows: Sequence[Sequence[Any]]) -> None:
    """Write the rows by way of a temporary table that ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE judged ON COMMIT DROP AS SELECT {_NAMES} FROM {_TABLE} WITH NO DATA")  # noqa: S608 - our own names
        cursor.copy_expert(f"COPY judged ({_NAMES}) FROM STDIN", StringIO("".join(_lines(rows))))
        cursor.execute(f"INSERT INTO {_TABLE} ({_NAMES}) SELECT {_NAMES} FROM judged {_MERGE}")  # noqa: S608
        # A next chunk in the same transaction begins anew.
        cursor.execute("DROP TABLE judged")


def _insert(rows: Sequence[Sequence[Any]]) -> None:
    """Write the rows one by one, with one statement."""
    marks = ", ".join(["%s"] * len(COLUMNS))
    adapt = connection.ops.adapt_decimalfield_value
    values = [[adapt(value, 15, 6) if isinstance(value, Decimal) else value for value in row] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_TABLE} ({_NAMES}) VALUES ({marks}) {_MERGE}", values)  # noqa: S608 - our own names


def _lines(rows: Iterable[Sequence[Any]]) -> Iterable[str]:
    """Yield the rows as COPY reads them."""
    for row in rows:
        yield "\t".join([WRITTEN.get(type(value), _escaped)(value) for value in row]) + "\n"


def _escaped(value: str) -> str:
    """Return a text, or a choice, as COPY reads it."""
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


WRITTEN: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "\\N",
    int: str,
    bool: str,
    Decimal: "{:f}".format,
    datetime: datetime.isoformat,
}
