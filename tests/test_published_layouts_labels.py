"""Rows whose unit and bron stand in words of their own, between the name and its figures or behind them."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

BEGROTING_2017 = scope_for("begroting", 2017)
YEARS = ["2013", "2014", "2015", "2016", "2017"]
LABELLED = [
    *["Indicatoren", "Taakveld 0: Bestuur en ondersteuning", *YEARS],
    *["Bomen", "eenheid:", "Per 1.000 inwoners", "9.7", "9.3", "9.2", "8.8", "8.9"],
    *["bron:", "Eigen telling", "toelichting:", "Het gaat om bomen langs de weg."],
    *["Perken", "eenheid:", "Euro per inwoner", "801.5", "777.6", "751.4", "760.1", "770.2"],
    *["bron:", "Het register", "Taakveld 1: Veiligheid", *YEARS],
    *["Diefstallen", "eenheid:", "Aantal per 1.000 jongeren", "4.1", "4.2", "4.3", "4.4", "4.5"],
    *["bron:", "CBS"],
]


def test_unit_and_bron_in_words_of_their_own_are_those_of_the_name_above_them() -> None:
    found = read_text(stacked(*LABELLED), scope=BEGROTING_2017)
    assert figures_of(found) == {
        "Bomen": ["R2013 9.7", "R2014 9.3", "R2015 9.2", "S2017 8.9"],
        "Perken": ["R2013 801.5", "R2014 777.6", "R2015 751.4", "S2017 770.2"],
        "Diefstallen": ["R2013 4.1", "R2014 4.2", "R2015 4.3", "S2017 4.5"],
    }
    assert [(row.unit, row.bron) for row in found.rows] == [
        ("Per 1.000 inwoners", "Eigen telling"),
        ("Euro per inwoner", "Het register"),
        ("Aantal per 1.000 jongeren", "CBS"),
    ]


def test_below_a_taakveld_the_year_between_what_was_measured_and_budgeted_is_asked() -> None:
    asked = read_text(stacked(*LABELLED), scope=BEGROTING_2017).questions
    assert {question.years for question in asked} == {(2016,)}
    assert not any(
        "S" in figure for row in read(stacked(*LABELLED), scope_for("jaarstukken", 2015)).values() for figure in row
    )


def test_below_a_taakveld_two_years_that_can_have_been_measured_are_asked() -> None:
    assert not any(read(stacked(*LABELLED), scope_for("begroting", 2016)).values())


def test_figures_below_a_unit_without_a_name_are_asked() -> None:
    text = stacked(*(cell for cell in LABELLED if cell != "Perken"))
    assert list(read(text, BEGROTING_2017)) == ["Bomen", "Diefstallen"]


@pytest.mark.parametrize("name", ["Lasten", "Saldo baten en lasten", "Saldo van de lasten en baten", "Onttrekkingen"])
def test_what_programmes_cost_is_no_effectindicator(name: str) -> None:
    text = f"Exploitatie Begroting 2021 Begroting 2022\nLeerlingen 2.481 2.500\n{name} 2.316 2.331\n"

    assert not read(text).get(name)
