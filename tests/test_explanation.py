"""Beside every light stands why, in Dutch that a council member reads once."""

from decimal import Decimal
from typing import Any

import pytest

from indicators import recalculation
from indicators.charts import draw, grafiek, nice_ticks, plotly_figure
from indicators.models import Effectindicator
from indicators.overview import overview
from indicators.target_history import target_history, targets_in_order
from tests.factories import (
    DocumentFactory,
    EffectindicatorFactory,
    RealisatieFactory,
    ReeksFactory,
    StreefwaardeFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db


def sentence(direction: str, value: Any, target: dict[str, Any], **figure: Any) -> str:
    """Return why a figure of 2017 has its colour."""
    indicator = make_indicator(direction=direction, minimum=None, maximum=None)
    if target:
        StreefwaardeFactory(reeks=indicator.reeksen.get(), **{"value": None, **target})
    if value is not None or figure.get("reason"):
        make_figure(indicator, 2017, value, **figure)
    recalculation.recalculate()
    return overview(Effectindicator.objects.all(), 2017)[0].uitleg.sentence.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("direction", "value", "target", "said"),
    [
        ("hoger", "60", {"value": 50}, "60% haalt de streefwaarde van 50%."),
        ("hoger", "48", {"value": 50}, "48% is 2 procentpunt te laag voor de streefwaarde van 50%, binnen de marge van 2,5 procentpunt."),
        ("hoger", "40", {"value": 50}, "40% is 10 procentpunt te laag voor de streefwaarde van 50%, buiten de marge van 2,5 procentpunt."),
        ("lager", "52", {"value": 50}, "52% is 2 procentpunt te hoog voor de streefwaarde van 50%, binnen de marge van 2,5 procentpunt."),
        ("gelijk", "50", {"value": 50}, "50% haalt de streefwaarde van 50%."),
        ("gelijk", "51", {"value": 50}, "51% wijkt 1 procentpunt af van 50%, binnen de marge van 2,5 procentpunt."),
        ("gelijk", "54", {"value": 50}, "54% wijkt 4 procentpunt af van 50%: meer dan de marge van 2,5 procentpunt, niet meer dan tweemaal die marge."),
        ("gelijk", "60", {"value": 50}, "60% wijkt 10 procentpunt af van 50%: meer dan tweemaal de marge van 2,5 procentpunt."),
        ("hoger", "70", {"lower": 80}, "70% is 10 procentpunt te laag voor de streefwaarde van ten minste 80%, buiten de marge van 4 procentpunt."),
        ("lager", "30", {"upper": 20}, "30% is 10 procentpunt te hoog voor de streefwaarde van ten hoogste 20%, buiten de marge van 1 procentpunt."),
        ("hoger", "80", {"lower": 80, "strict": True}, "80% is precies de grens, en de streefwaarde is meer dan 80%."),
        ("hoger", "7", {"lower": 6, "upper": 6}, "7% is 1 procentpunt te hoog voor de streefwaarde van 6 tot en met 6%, buiten de marge van 0,3 procentpunt."),
        ("hoger", None, {"value": 50}, "Geen realisatie over 2017: nog geen cijfer."),
        ("hoger", "50", {}, "Geen streefwaarde voor 2017: niet gesteld. De realisatie is 50%."),
        ("hoger", "50", {"reason": "pm"}, "Geen streefwaarde voor 2017: pro memorie. De realisatie is 50%."),
        ("hoger", None, {}, "Geen realisatie over 2017: nog geen cijfer. Geen streefwaarde voor 2017: niet gesteld."),
    ],
)  # fmt: skip
def test_sentence_says_why(direction: str, value: str | None, target: dict[str, Any], said: str) -> None:
    assert sentence(direction, value, target) == said


def test_missing_figure_says_its_reason() -> None:
    assert sentence("hoger", None, {"value": 50}, reason="niet_gemeten") == "Geen realisatie over 2017: niet gemeten."


def test_figure_of_another_year_says_so() -> None:
    assert "van 2016" in sentence("hoger", 50, {"value": 50}, measured_year=2016)


def test_remarks_tell_what_else_one_must_know() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2015, 45)
    make_figure(indicator, 2017, 49, provisional=True, respondents=900, measured_year=2016, year_confirmed=True)
    recalculation.recalculate()

    assert overview(Effectindicator.objects.all(), 2017)[0].uitleg.remarks == (
        "Het cijfer is voorlopig.",
        "Gemeten in 2016.",
        "Binnen foutmarge: bij 900 respondenten kan het verschil toeval zijn.",
        "Trend: beter dan 2015 (45%).",
    )


def test_margin_says_where_it_comes_from() -> None:
    indicator = make_indicator(margin=Decimal(2), margin_kind="absoluut")
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 49)
    recalculation.recalculate()

    assert (
        overview(Effectindicator.objects.all(), 2017)[0].uitleg.margin
        == "2\xa0procentpunt (de marge van deze indicator)"
    )


def test_target_history_names_the_original_and_the_one_that_applies() -> None:
    indicator = make_indicator()
    for kind, year, value in (("begroting", 2017, 60), ("beleidsplan", 2013, 61), ("begroting", 2016, 62)):
        make_target(indicator, 2017, value, document=DocumentFactory(kind=kind, year=year))

    history = [(line.words, line.role) for line in target_history(targets_in_order(indicator))]

    assert history == [("61%", "oorspronkelijk"), ("62%", "vervangen"), ("60%", "geldt, in plaats van een eerdere")]


# --- charts


def chart_of(indicator: Effectindicator) -> Any:
    """Return the chart of an indicator, judged."""
    recalculation.recalculate()
    statuses = indicator.statussen.filter(stand="vastgesteld").select_related(
        "realisatie__reeks", "streefwaarde__reeks"
    )
    return grafiek("Titel", indicator.reeksen.order_by("valid_from").last(), statuses, targets_in_order(indicator))


def test_chart_breaks_its_line_where_the_reeks_breaks() -> None:
    indicator = EffectindicatorFactory()
    for reeks, years in (
        (ReeksFactory(indicator=indicator), (2014, 2015)),
        (ReeksFactory(indicator=indicator, valid_from=2016), (2016, 2017)),
    ):
        for year in years:
            RealisatieFactory(reeks=reeks, year=year)

    assert [[point.year for point in line] for line in chart_of(indicator).reeksen] == [[2014, 2015], [2016, 2017]]


def test_chart_shows_the_original_target_only_where_it_was_moved() -> None:
    indicator = make_indicator()
    make_target(indicator, 2016, 50)
    make_target(indicator, 2017, 61, document=DocumentFactory(kind="beleidsplan", year=2013))
    make_target(indicator, 2017, 60)

    chart = chart_of(indicator)

    assert [[(p.year, p.value) for p in line] for line in chart.targets] == [[(2016, 50), (2017, 60)]]
    assert [(p.year, p.value) for p in chart.original_targets] == [(2017, 61)]


def test_target_of_another_reeks_is_said_in_its_own_unit() -> None:
    indicator = EffectindicatorFactory()
    StreefwaardeFactory(reeks=ReeksFactory(indicator=indicator), value=24)
    RealisatieFactory(reeks=ReeksFactory(indicator=indicator, valid_from=2017, unit="dagen", maximum=None), value=90)
    recalculation.recalculate()

    uitleg = overview(Effectindicator.objects.all(), 2017)[0].uitleg

    assert (uitleg.figure, uitleg.target) == ("90\xa0dagen", "24%")


def test_bandwidth_is_drawn_with_both_its_bounds_and_its_margin() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, None, lower=Decimal(40), upper=Decimal(60))

    chart = chart_of(indicator)

    assert [[point.value for point in line] for line in chart.targets] == [[40], [60]]
    assert [(margin.low, margin.high) for margin in chart.margins] == [(38, 63)]


def test_missing_figure_is_no_point_of_the_chart() -> None:
    indicator = make_indicator()
    make_figure(indicator, 2016, None, reason="niet_gemeten")
    make_figure(indicator, 2017, 0)

    assert [[(p.year, p.value) for p in line] for line in chart_of(indicator).reeksen] == [[(2017, 0)]]


def test_drawing_keeps_every_point_inside_the_picture() -> None:
    indicator = make_indicator(minimum=None, maximum=None)
    for year, value in ((2001, -5), (2009, 999999999), (2017, "0.000001")):
        make_figure(indicator, year, value)

    drawing = draw(chart_of(indicator))

    assert drawing is not None
    spots = [spot for line in drawing.reeksen for spot in line]
    assert all(drawing.left <= spot.x <= drawing.right and 0 <= spot.y <= drawing.bottom for spot in spots)
    assert len(drawing.x_ticks) <= 12


def test_chart_of_nothing_is_not_drawn() -> None:
    assert draw(chart_of(make_indicator())) is None


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("0", "100", "0 50 100"),
        ("5.7", "6.1", "5.7 5.8 5.9 6 6.1"),
        ("34", "34", "33 33.5 34 34.5 35"),
        ("-5", "5", "-5 0 5"),
    ],
)
def test_axis_has_round_numbers(low: str, high: str, ticks: str) -> None:
    assert nice_ticks(Decimal(low), Decimal(high)) == [Decimal(tick) for tick in ticks.split()]


def test_plotly_draws_the_same_points() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, "48.5")

    figure = plotly_figure(chart_of(indicator))

    assert [(trace["name"], trace["x"], trace["y"]) for trace in figure["data"]] == [
        ("Realisatie", [2017], [48.5]),
        ("Marge (oranje)", [2017, 2017], [47.5, 50.0]),
        ("Streefwaarde", [2017], [50]),
    ]
    assert figure["layout"]["separators"] == ",."
