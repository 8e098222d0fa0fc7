"""Beside every light stands why, in Dutch that a council member reads once."""

from decimal import Decimal
from typing import Any

import pytest

from indicators import recalculation
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


def test_target_of_another_reeks_is_said_in_its_own_unit() -> None:
    indicator = EffectindicatorFactory()
    StreefwaardeFactory(reeks=ReeksFactory(indicator=indicator), value=24)
    RealisatieFactory(reeks=ReeksFactory(indicator=indicator, valid_from=2017, unit="dagen", maximum=None), value=90)
    recalculation.recalculate()

    uitleg = overview(Effectindicator.objects.all(), 2017)[0].uitleg

    assert (uitleg.figure, uitleg.target) == ("90\xa0dagen", "24%")
