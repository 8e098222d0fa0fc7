"""The chart: what it shows, where it is drawn, and that it never says more than the rule."""

from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from indicators import recalculation
from indicators.charts import SMALL, Grafiek, Punt, Vergelijking, draw, grafiek, nice_ticks, plotly_figure
from indicators.choices import Richting
from indicators.models import Benchmark, Effectindicator
from indicators.overview import overview
from indicators.small_charts import small_charts
from indicators.stoplicht import Meting, bepaal, error_margin
from indicators.target_history import targets_in_order
from programmes.models import Beleidsterrein
from tests.factories import (
    DocumentFactory,
    EffectindicatorFactory,
    RealisatieFactory,
    ReeksFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db


def chart_of(indicator: Effectindicator, **more: Any) -> Grafiek:
    """Return the chart of an indicator, judged."""
    recalculation.recalculate()
    statuses = indicator.statussen.filter(stand="vastgesteld").select_related(
        "realisatie__reeks", "streefwaarde__reeks"
    )
    reeks = indicator.reeksen.latest("valid_from")
    return grafiek("Titel", reeks, statuses, targets_in_order(indicator), **more)


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


# --- the margin of error is the rule's


@pytest.mark.parametrize(
    ("value", "respondents", "error"),
    [
        ("50", 100, "9.8"),  # 1,96·√(2500/100)
        ("18", 640, "2.976523"),
        ("0", 500, "0"),
        ("100", 500, "0"),
        ("50", None, None),
        ("50", 0, None),
    ],
)
def test_margin_of_error_is_half_the_95_percent_interval(
    value: str, respondents: int | None, error: str | None
) -> None:
    meting = Meting("hoger", Decimal(value), is_percentage=True, respondents=respondents)

    assert error_margin(meting) == (None if error is None else Decimal(error))


def test_figure_that_is_no_percentage_has_no_margin_of_error() -> None:
    assert error_margin(Meting("hoger", Decimal(50), respondents=100)) is None
    assert error_margin(Meting("hoger", Decimal(150), is_percentage=True, respondents=100)) is None


@given(
    value=st.decimals("0.000001", "99.999999", places=6),
    respondents=st.integers(1, 1_000_000),
)
def test_bar_ends_exactly_where_the_rule_stops_saying_binnen_foutmarge(value: Decimal, respondents: int) -> None:
    meting = Meting("hoger", value, is_percentage=True, respondents=respondents)
    error = error_margin(meting)
    assert error is not None

    def is_within(shortfall: Decimal) -> bool:
        target = value + shortfall
        judged = Meting("hoger", value, target=target, margin=Decimal(0), is_percentage=True, respondents=respondents)
        return bepaal(judged).within_error

    assert error == 0 or is_within(error)
    assert not is_within(error + Decimal("0.000001"))


def test_bar_is_drawn_from_the_one_end_of_the_interval_to_the_other() -> None:
    indicator = make_indicator()
    make_figure(indicator, 2016, 20)
    make_figure(indicator, 2017, 18, respondents=640)

    chart = chart_of(indicator)
    drawing = draw(chart)

    assert drawing is not None
    (bar,) = drawing.errors
    (low, said_low), *_, (high, said_high) = drawing.y_ticks
    per_point = (low - high) / (int(said_high) - int(said_low))
    assert bar.bottom - bar.top == pytest.approx(2 * 2.976523 * per_point, abs=1)
    assert chart.measured[1].interval == (Decimal("15.023477"), Decimal("20.976523"))
    assert chart.error_words == {2017: "± 3,0\xa0procentpunt, n = 640"}


def test_bar_of_a_percentage_ends_at_zero() -> None:
    assert Punt(2017, Decimal(1), "1%", error=Decimal(3)).interval == (0, 4)
    assert Punt(2017, Decimal(99), "99%", error=Decimal(3)).interval == (96, 100)


# --- never misleading


def line_of(*values: int, unit: str = "%") -> Grafiek:
    """Return a chart of one reeks."""
    return Grafiek(
        "", unit, 0, reeksen=[[Punt(2010 + n, Decimal(v), str(v), short=str(v)) for n, v in enumerate(values)]]
    )


@pytest.mark.parametrize(
    ("chart", "starts_at"),
    [
        (line_of(900, 1000, unit="personen"), ""),
        (line_of(5, 60), ""),
        (line_of(61, 66), "60"),
        (line_of(60, 66), "58"),
        (line_of(7, 8, unit="score (1–10)"), "6,5"),
        (line_of(0, 0), ""),
    ],
)
def test_axis_starts_at_zero_or_says_where(chart: Grafiek, starts_at: str) -> None:
    drawing = draw(chart)

    assert drawing is not None
    assert drawing.starts_at == starts_at


def test_axis_of_percentages_ends_at_a_hundred() -> None:
    drawing = draw(line_of(100))

    assert drawing is not None
    assert drawing.y_ticks[-1][1].split(",")[0] == "100"


def test_line_past_a_year_that_was_not_measured_is_another_line() -> None:
    chart = Grafiek("", "%", 0, reeksen=[[Punt(y, Decimal(5), "5%") for y in (2013, 2015, 2016)]])

    drawing = draw(chart)

    assert drawing is not None
    assert [(p.start.punt.year, p.end.punt.year, p.bridges) for p in drawing.pieces] == [
        (2013, 2015, True),
        (2015, 2016, False),
    ]


def test_no_line_joins_targets_of_years_apart() -> None:
    chart = Grafiek("", "%", 0, targets=[[Punt(y, Decimal(5), "5%") for y in (2017, 2018, 2021)]])

    drawing = draw(chart)

    assert drawing is not None
    assert [(p.start.punt.year, p.end.punt.year) for p in drawing.target_pieces] == [(2017, 2018)]


def test_bandwidth_is_a_band_between_its_bounds() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, None, lower=Decimal(0), upper=Decimal(60))

    drawing = draw(chart_of(indicator))

    assert drawing is not None
    (low,), (high,) = drawing.targets
    assert drawing.bands == [(low.x, high.y, low.y - high.y)]


def test_every_figure_has_its_words_beside_it_without_covering_the_target() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 20)
    make_figure(indicator, 2017, 18)

    drawing = draw(chart_of(indicator))

    assert drawing is not None
    own, aimed = drawing.reeksen[0][0], drawing.targets[0][0]
    words = {label.kind: label for label in drawing.labels}
    assert (words["reeks"].text, words["target"].text) == ("18%", "20%")
    assert words["target"].y < aimed.y < own.y < words["reeks"].y


def test_words_of_a_valley_are_below_it_where_no_line_runs() -> None:
    drawing = draw(line_of(20, 10, 20))

    assert drawing is not None
    above, below, again = (label.y - spot.y for label, spot in zip(drawing.labels, drawing.reeksen[0], strict=True))
    assert above < 0 < below
    assert again < 0
    assert drawing.labels[1].y < drawing.bottom


def test_figures_without_room_for_their_words_name_the_last() -> None:
    drawing = draw(line_of(*range(1000, 1030), unit=""))

    assert drawing is not None
    assert len(drawing.labels) == 1


def test_benchmark_is_drawn_and_named() -> None:
    chart = line_of(50, 50, 50, 50)
    chart.benchmarks = [Vergelijking("Nederland", [Punt(2013, Decimal(55), "55%", short="55%")])]

    drawing = draw(chart)

    assert drawing is not None
    assert [(b.region, b.spots[0].punt.text) for b in drawing.benchmarks] == [("Nederland", "55%")]
    assert drawing.labels[-1].text == "Nederland 55%"


def test_all_that_is_drawn_is_said_in_words() -> None:
    indicator = make_indicator()
    make_target(indicator, 2017, 61, document=DocumentFactory(kind="beleidsplan", year=2013))
    make_target(indicator, 2017, 60)
    make_figure(indicator, 2016, 50, respondents=400)
    make_figure(indicator, 2017, 52, provisional=True)

    assert chart_of(indicator, direction=Richting.HOGER).in_words == [
        "Hoger is beter.",
        "Realisatie: 2016 50% (± 4,9\xa0procentpunt, n = 400); 2017 52% (voorlopig).",
        "Streefwaarde: 2017 60%.",
        "Oorspronkelijke streefwaarde, later verplaatst: 2017 61%.",
    ]


def test_small_picture_keeps_every_point_inside_and_has_no_words() -> None:
    drawing = draw(line_of(1, 99, 50), SMALL)

    assert drawing is not None
    assert not drawing.labels
    assert [year for _, year in drawing.x_ticks] == [2010, 2012]
    assert all(0 < spot.x < drawing.width and 0 < spot.y < drawing.height for spot in drawing.reeksen[0])


@pytest.mark.parametrize("maat", ["LARGE", "NARROW", "SMALL"])
def test_drawing_is_svg_that_stands_alone(maat: str) -> None:
    """Colours are in attributes, so that a file and paper need no style sheet."""
    from xml.etree.ElementTree import fromstring

    from indicators.charts import drawing as drawings

    chart = line_of(50, 60)
    svg = render_to_string(
        "components/drawing.html", {"chart": chart, "drawing": draw(chart, getattr(drawings, maat)), "key": "k"}
    )

    picture = fromstring(svg.strip())  # noqa: S314 - our own
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert "style" not in svg
    assert all(circle.get("cx") for circle in picture.iter("{http://www.w3.org/2000/svg}circle"))


# --- on the pages


def test_beleidsterrein_shows_a_small_chart_of_every_indicator(client: Client, terrein_9a: Beleidsterrein) -> None:
    make_target(make_indicator("9A1.a", terrein_9a), 2017, 50)
    measured = make_indicator("9A1.b", terrein_9a)
    make_figure(measured, 2016, 40)
    make_figure(measured, 2017, 45)
    make_indicator("9A1.c", terrein_9a)
    recalculation.recalculate()

    page = client.get("/beleidsterrein/9a/?jaar=2017").content.decode()

    assert page.count("<svg") == 2
    assert "Er is nog geen enkel cijfer." in page
    assert "45% in 2017" in page


def test_small_chart_never_shows_a_concept() -> None:
    indicator = make_indicator()
    make_figure(indicator, 2016, 40)
    make_figure(indicator, 2017, 45, state="concept")
    recalculation.recalculate()

    (beeld,) = small_charts(overview(Effectindicator.objects.all(), 2017))

    assert [point.value for point in beeld.chart.measured] == [40]


def test_page_shows_the_benchmark_in_a_table_too(client: Client, terrein_9a: Beleidsterrein) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_figure(indicator, 2017, 45, respondents=500)
    Benchmark.objects.create(indicator=indicator, region="Nederland", year=2016, value=51)
    recalculation.recalculate()

    page = client.get("/effectindicator/9a1-a/?jaar=2017").content.decode()

    assert "Nederland, om te vergelijken" in page
    assert '<td class="number">51%</td>' in page
    assert "± 4,4\xa0procentpunt, n = 500" in page
