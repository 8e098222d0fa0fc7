"""Rows on a line each with their name, what they are and their figures, below years that may have run together."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

HEAD = "Effect indicatoren 201820192020\n"
ROWS = "Gebruik van garages Streefwaarde 30% 32% 34%\nRealisatie 30% \nAantal fietstrommels Streefwaarde 845 900 1060\n"


@pytest.mark.parametrize("head", [HEAD, HEAD.replace("20192020", " 2019 2020")])
def test_a_row_with_a_figure_for_each_year_is_read(head: str) -> None:
    found = read_text(head + ROWS, scope=scope_for("begroting", 2018))
    assert figures_of(found) == {
        "Gebruik van garages": ["S2018 30", "S2019 32", "S2020 34"],
        "Aantal fietstrommels": ["S2018 845", "S2019 900", "S2020 1060"],
    }
    assert [question.text for question in found.questions] == ["30%"]


@pytest.mark.parametrize(
    "row",
    [
        "Aantal laadpunten Streefwaarde 80 100",  # a cell is gone
        "Aantal laadpunten Streefwaarde 80 100 120 140",
        "Aantal laadpunten Streefwaarde 80% 90% 95% Register",
        "laadpunten in de wijk Streefwaarde 80% 90% 95%",  # the rest of a name
        "Gebruik van garages Streefwaarde 80% 90% 95%",
    ],
)
def test_a_row_of_another_shape_is_asked(row: str) -> None:
    found = read_text(HEAD + ROWS + row + "\n")
    assert "80" not in str(figures_of(found))
    assert len(found.questions) > 1


def test_a_realisatie_of_a_year_to_come_is_asked() -> None:
    rows = "Gebruik van garages Streefwaarde 30% 32% 34%\nRealisatie 31% 33% 35%\n"
    assert read(HEAD + rows, scope_for("begroting", 2020))["Gebruik van garages"] == [
        *("R2018 31", "R2019 33"),
        *("S2018 30", "S2019 32", "S2020 34"),
    ]


def test_years_that_ran_together_below_a_heading_that_did_are_its_columns() -> None:
    head = "IndicatorRealisatie cijfersStreef cijfersToelichting\n2015201620172018\n"
    rows = "Aandeel met jeugdhulp9,59,39,99,0\nAandeel met bescherming0,90,8\n"
    assert read(head + rows, scope_for("begroting", 2018)) == {
        "Aandeel met jeugdhulp": ["R2015 9.5", "R2016 9.3", "S2018 9.0"],
        "Aandeel met bescherming": [],
    }
