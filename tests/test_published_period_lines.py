"""Rows of words in which a year parts the name from the figures: Naam Indicator Periode Gouda Nederland Eenheid Bron."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of

HEAD = "Naam Indicator Periode Albrands-waard Klasse *) Eenheid Bron\n"
ROWS = "1. Absoluut verzuim 2018 3,9 1,4 Aantal per 1.000 leerlingen CBS\n2. Schoolverlaters 2019 1,6 1,7 % CBS\n"
SCOPE = scope_for("begroting", 2021)


def test_behind_the_year_stand_the_figures_of_the_municipality_and_of_others() -> None:
    found = read_text(HEAD + ROWS, scope=SCOPE)
    assert figures_of(found) == {"Absoluut verzuim": ["R2018 3.9"], "Schoolverlaters": ["R2019 1.6"]}
    assert [(row.unit, row.bron) for row in found.rows] == [("Aantal per 1.000 leerlingen", "CBS"), ("%", "CBS")]
    assert [(other.name, other.region, other.year, str(other.value)) for other in found.benchmarks] == [
        ("Absoluut verzuim", "Klasse", 2018, "1.4"),
        ("Schoolverlaters", "Klasse", 2019, "1.7"),
    ]
    assert not found.questions


@pytest.mark.parametrize(
    "row",
    ["3. Banen 2018 5,1 per 1.000 CBS\n", "3. Banen 2018 2017 5,1 per 1.000 CBS\n", "3. Banen 5,1 5,2 per 1.000\n"],
)
def test_a_row_with_fewer_figures_or_another_year_is_asked(row: str) -> None:
    found = read_text(HEAD + ROWS + row, scope=SCOPE)
    assert not figures_of(found).get("Banen")
    assert any("Banen" in question.text for question in found.questions)


def test_a_heading_that_names_no_municipality_says_nobody_s_figures() -> None:
    found = read_text(HEAD.replace("Albrands-waard", "Score") + ROWS, scope=SCOPE)
    assert not any(figures_of(found).values())


def test_a_dash_is_no_figure_and_holds_its_place() -> None:
    found = read_text(HEAD + ROWS + "3. Banen 2018 - 5,2 per 1.000 CBS\n", scope=SCOPE)
    assert [str(other.value) for other in found.benchmarks] == ["1.4", "1.7", "5.2"]
    assert not any(found.figure.value for found in found.rows[2].realisaties)
