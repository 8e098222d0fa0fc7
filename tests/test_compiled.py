"""Questions put in SQL once, and prepared: the answers are those of the queryset, whatever connection gives them."""

from typing import Any

import pytest
from django.db import connection

from indicators.inputs import figures_of
from indicators.models import Effectindicator
from programmes.models import Beleidsterrein
from tests.factories import make_figure, make_indicator

TIMES = 7  # of a question that is prepared, PostgreSQL makes a plan for any values from the sixth time on


def _two_indicators(terrein: Beleidsterrein) -> list[Effectindicator]:
    one, other = make_indicator("9A1.a", terrein), make_indicator("9A1.b", terrein)
    make_figure(one, 2017, 40)
    make_figure(one, 2018, 45)
    make_figure(other, 2018, 12)
    return [one, other]


@pytest.mark.django_db
def test_question_that_is_prepared_is_answered_for_each_key_and_year(terrein_9a: Beleidsterrein) -> None:
    one, other = _two_indicators(terrein_9a)

    for _ in range(TIMES):
        assert [(figure.year, figure.value) for figure in figures_of(one.pk, 2018)] == [(2017, 40), (2018, 45)]
        assert [(figure.year, figure.value) for figure in figures_of(one.pk, 2017)] == [(2017, 40)]
        assert [(figure.year, figure.value) for figure in figures_of(other.pk, 2018)] == [(2018, 12)]


@pytest.mark.django_db(transaction=True)
def test_question_is_answered_on_a_connection_that_was_opened_anew(terrein_9a: Beleidsterrein) -> None:
    one, _ = _two_indicators(terrein_9a)
    before = figures_of(one.pk, 2018)

    connection.close()

    assert figures_of(one.pk, 2018) == before


@pytest.mark.django_db(transaction=True)
def test_nothing_is_prepared_where_no_connection_stays_open(terrein_9a: Beleidsterrein, monkeypatch: Any) -> None:
    one, _ = _two_indicators(terrein_9a)
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)

    assert len(figures_of(one.pk, 2018)) == 2

    assert _prepared() == 0


def _prepared() -> int:
    """Return how many statements this connection of PostgreSQL knows; SQLite knows none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])
