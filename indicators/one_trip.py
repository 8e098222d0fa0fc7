"""Reads all that a few indicators are judged by in one trip: a function of PostgreSQL locks them and answers it all.

After a save one indicator is judged, and then neither reading its rows nor judging them is what takes the time, but
going to and fro, and thinking of a plan for each question. The plans of a function are made once for each connection.
"""

from collections.abc import Sequence
from decimal import Decimal
from json import JSONDecoder
from typing import Any

from django.db import connection, transaction

from indicators.compiled import in_function
from indicators.inputs import QUESTIONS, Scope, locked

FEW = 10  # indicators; of more the answers are read faster as rows than as JSON

_FUNCTION = "stoplicht_inputs"
_values_of = JSONDecoder(parse_float=Decimal).decode  # exactly: a numeric of six decimals always has its point


def held(indicator_ids: Sequence[int], first: str) -> Scope:
    """Lock these few indicators, and return them with all that is stored about them once they are; PostgreSQL only.

    What is to be said `first` in the transaction goes along.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{first}SELECT {_FUNCTION}(%s::bigint[])", [list(indicator_ids)])
        answers = [list(map(tuple, _values_of(answer))) for (answer,) in cursor.fetchall()]
    return Scope(indicator_ids, answers=dict(zip(QUESTIONS, answers, strict=True)))


def keep_function(**_kwargs: Any) -> None:
    """Put the function in the database as it is by now; after each migration, as what it asks may have changed.

    It is volatile: each question in it sees what was stored before it, and so all that was written before the lock.
    """
    if connection.vendor == "postgresql":
        # In a transaction: Django words no lock outside of one.
        with transaction.atomic(), connection.cursor() as cursor:
            lock, *answers = (in_function(asked, connection.alias, "indicators") for asked in (locked, *QUESTIONS))
            returned = "".join(f"RETURN QUERY {_as_json(*answer)}; " for answer in answers)
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {_FUNCTION}(indicators bigint[]) RETURNS SETOF text"
                " LANGUAGE plpgsql VOLATILE"
                # Along the indexes, by a plan that is thought of once: it is the same for any few indicators.
                " SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan"
                f" AS $$BEGIN PERFORM {lock[0].removeprefix('SELECT ')}; {returned}END$$"
            )


def _as_json(sql: str, columns: int) -> str:
    """Return SQL that gives the rows of a question as one JSON list of lists, in their order."""
    names = ", ".join(f"c{n}" for n in range(columns))
    return f"SELECT coalesce(json_agg(json_build_array({names})), '[]')::text FROM ({sql}) AS asked ({names})"  # noqa: S608 - names of our own
