"""Pieces of a page that are written once for what they show."""

from datetime import date

import pytest
from django.test import Client

from indicators import recalculation
from indicators.fragments import written
from indicators.overview import Getoond
from programmes.models import Beleidsterrein
from tests.factories import make_figure, make_indicator, make_target

ROW = "components/regel_row.html"
LINE = Getoond(
    colour="rood",
    is_stale=False,
    agreed_until=None,
    address="/effectindicator/9a1-a/?jaar=2018",
    name="9A1.a Tevreden <inwoners>",
    terrein="9A",
    figure="40%",
    target="50%",
    sentence="40% is 10 procentpunt te laag.",
    marks="",
    bron="–",
)


def test_piece_of_the_same_is_written_once() -> None:
    assert written(ROW, LINE) is written(ROW, LINE._replace(name="9A1.a Tevreden <inwoners>"))


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({"colour": "oranje"}, "Oranje"),
        ({"is_stale": True}, "wordt bijgewerkt"),
        ({"agreed_until": date(2019, 7, 1)}, "1 juli 2019"),
        ({"figure": "41%"}, "41%"),
        ({"marks": "voorlopig"}, "(voorlopig)"),
    ],
)
def test_piece_of_what_changed_is_another(changed: dict[str, object], shown: str) -> None:
    before = written(ROW, LINE)

    after = written(ROW, LINE._replace(**changed))  # type: ignore[arg-type]

    assert shown not in before
    assert shown in after


def test_piece_escapes_what_it_shows() -> None:
    assert "Tevreden &lt;inwoners&gt;" in written(ROW, LINE)


@pytest.mark.django_db
def test_dashboard_shows_a_figure_that_changed_beside_those_that_did_not(
    client: Client, terrein_9a: Beleidsterrein
) -> None:
    one, other = make_indicator("9A1.a", terrein_9a), make_indicator("9A1.b", terrein_9a)
    for indicator in (one, other):
        make_target(indicator, 2018, 50)
        make_figure(indicator, 2018, 40)
    recalculation.recalculate()
    client.get("/?jaar=2018")
    make_figure(one, 2018, 55, version=2, why="herteld")
    recalculation.recalculate()

    page = client.get("/?jaar=2018").content.decode()

    assert "55% haalt de streefwaarde van 50%." in page
    assert page.count("te laag voor de streefwaarde van 50%") == 2  # of the other: among what is rood, and in the table
