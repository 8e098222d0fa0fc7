"""A trendbreuk: another way of measuring from a year on, with its reason; nothing is judged across it."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from indicators import recalculation
from indicators.charts import Breuk, Punt, grafiek, plotly_figure
from indicators.entry import Opgave, enter
from indicators.models import Effectindicator, IndicatorStatus, Reeks
from indicators.targets import Doelopgave, propose
from indicators.trendbreuk import outlived_targets, start_reeks
from programmes.models import Beleidsterrein
from tests.factories import DocumentFactory, RealisatieFactory, make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """A percentage of 9A, measured in 2016 and 2017, with a target for 2018 that was set before anything changed."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_figure(indicator, 2016, 45)
    make_figure(indicator, 2017, 47)
    make_target(indicator, 2018, 50, document=DocumentFactory(year=2017))
    return indicator


def other_way(indicator: Effectindicator, **fields: Any) -> Reeks:
    """Return another way of measuring from 2018 on, not saved yet."""
    return Reeks(
        indicator=indicator, **{"valid_from": 2018, "unit": "%", "break_reason": "Andere vraagstelling", **fields}
    )


def test_nothing_is_judged_or_compared_across_a_break(indicator: Effectindicator, controller: Any) -> None:
    reeks = start_reeks(other_way(indicator), user=controller)
    RealisatieFactory(reeks=reeks, year=2018, value=Decimal(60))
    recalculation.recalculate()

    status = IndicatorStatus.objects.get(year=2018, stand="vastgesteld")
    assert (status.stoplicht, status.reason, status.trend) == ("grijs", "andere_reeks", "")
    assert [target.year for target in outlived_targets(reeks)] == [2018]


def test_break_is_on_record_with_its_reason(indicator: Effectindicator, controller: Any) -> None:
    line = start_reeks(other_way(indicator), user=controller).history.latest()

    assert (line.history_user, line.history_change_reason) == (controller, "Andere vraagstelling")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"break_reason": " "}, "Schrijf waarom"),
        ({"valid_from": 2016}, "Over 2016 en 2017 staat al een cijfer"),
        ({"valid_from": 2010}, "De laatste manier van meten geldt vanaf 2010"),
        ({"minimum": Decimal(5), "maximum": Decimal(1)}, "Het minimum kan niet boven het maximum"),
    ],
)
def test_break_is_refused(indicator: Effectindicator, controller: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        start_reeks(other_way(indicator, **fields), user=controller)

    assert indicator.reeksen.count() == 1


def test_break_waits_for_a_proposal_in_the_old_way(indicator: Effectindicator, controller: Any) -> None:
    make_target(indicator, 2019, 50, document=DocumentFactory(year=2018, adopted=False), state="voorstel")

    with pytest.raises(ValidationError, match="Voor 2019 ligt een voorstel"):
        start_reeks(other_way(indicator), user=controller)


def test_form_that_was_open_during_a_break_enters_and_proposes_nothing_in_the_old_way(
    indicator: Effectindicator, controller: Any, officer_9a: Any
) -> None:
    old = indicator.reeksen.get()
    start_reeks(other_way(indicator), user=controller)
    opgave = Opgave(year=2018, measured_year=2018, value=Decimal(55))
    document = DocumentFactory(year=2018, adopted=False)

    with pytest.raises(ValidationError, match="anders gemeten"):
        enter(old, opgave, user=officer_9a, seen="", hand_in=True)
    with pytest.raises(ValidationError, match="anders gemeten"):
        propose(document, old, 2018, Doelopgave(value=Decimal(55)), user=officer_9a, seen="")

    assert enter(indicator.reeksen.get(valid_from=2018), opgave, user=officer_9a, seen="", hand_in=True).value == 55


def test_only_a_controller_starts_another_way_of_measuring(indicator: Effectindicator, officer_9a: Any) -> None:
    with pytest.raises(PermissionDenied):
        start_reeks(other_way(indicator), user=officer_9a)


def test_controller_fills_in_the_form_and_the_page_and_chart_say_so(
    client: Client, indicator: Effectindicator, controller: Any
) -> None:
    client.force_login(controller)
    address = f"/effectindicator/{indicator.slug}/trendbreuk/"
    assert client.get(address).context["form"]["maximum"].value() == "100"

    form = {"valid_from": "2018", "unit": "%", "decimals": "1", "minimum": "0", "maximum": "99,5"}
    page = client.post(address, {**form, "break_reason": "Andere vraagstelling"}, follow=True).content.decode()

    reeks = indicator.reeksen.get(valid_from=2018)
    assert (reeks.maximum, reeks.decimals) == (Decimal("99.5"), 1)
    assert "De streefwaarden voor 2018 zijn op de oude manier gesteld" in page
    assert "Andere vraagstelling" in page
    make_figure_in(reeks)
    recalculation.recalculate()
    assert (
        "Vanaf 2018 anders gemeten: Andere vraagstelling"
        in client.get(f"/effectindicator/{indicator.slug}/").content.decode()
    )


def make_figure_in(reeks: Reeks) -> None:
    """Measure 2018 in the new way."""
    RealisatieFactory(reeks=reeks, year=2018, value=Decimal(60))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"valid_from": "twee"}, "heel getal"),
        ({"valid_from": "2016"}, "staat al een cijfer"),
        ({"maximum": "1.000"}, "kan twee dingen betekenen"),
        ({"minimum": "veel"}, "Dit is geen getal"),
        ({"decimals": "9"}, "reeks_at_most_six_decimals"),
        ({"break_reason": ""}, "Schrijf waarom er anders gemeten wordt"),
    ],
)
def test_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    client: Client, indicator: Effectindicator, controller: Any, fields: dict[str, str], message: str
) -> None:
    client.force_login(controller)
    right = {"valid_from": "2018", "unit": "%", "decimals": "0", "break_reason": "anders"}

    page = client.post(f"/effectindicator/{indicator.slug}/trendbreuk/", {**right, **fields})

    assert message in page.content.decode()
    assert indicator.reeksen.count() == 1


def test_break_is_drawn_in_the_interactive_chart_too(indicator: Effectindicator) -> None:
    chart = grafiek("", indicator.reeksen.get(), [], [])
    chart.reeksen = [[Punt(year, Decimal(45), "45", False) for year in (2016, 2019)]]
    chart.breaks = [Breuk(2018, "Andere vraagstelling"), Breuk(2030, "later")]

    layout = plotly_figure(chart)["layout"]

    assert [(shape["x0"], shape["x1"]) for shape in layout["shapes"]] == [(2017.5, 2017.5)]
    assert [note["text"] for note in layout["annotations"]] == ["Trendbreuk 2018"]
