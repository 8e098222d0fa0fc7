"""Rows of words below a heading whose cells ran into each other."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

HEAD = "TaakveldDefinitieBronrealisatierealisatierealisatie\n201920202021\n"
ROWS = (
    "0. Bestuur en ondersteuning\n"
    "1 Banken Fte per 1.000 inwoners Eigen gegevens 18,0 18,4 18,5\n"
    "2 Perken Kosten per inwoner Eigen begroting 1.583 1.673 1.934\n"
    "1. Veiligheid\n"
    "3 Boetes (van boven 12 jaar) Aantal per 1.000 jongeren van 12 t/m 17 jaar Bureau Halt 15 11 8\n"
    "4 Niet-lezers % Leesmonitor (ABC)   50,2  \n"
    "5 Lezers % ABC 55,4 55,8 56,1\n"
)


def test_a_glued_heading_is_taken_apart_where_as_many_years_stand_below_it() -> None:
    found = read_text(HEAD + ROWS)
    assert figures_of(found) == {
        "Banken": ["R2019 18.0", "R2020 18.4", "R2021 18.5"],
        "Perken": ["R2019 1583", "R2020 1673", "R2021 1934"],
        "Boetes (van boven 12 jaar)": ["R2019 15", "R2020 11", "R2021 8"],
        "Lezers": ["R2019 55.4", "R2020 55.8", "R2021 56.1"],
    }
    assert [question.text for question in found.questions] == ["4 Niet-lezers % Leesmonitor (ABC) 50,2"]
    assert [(row.unit, row.bron) for row in found.rows][:2] == [
        ("Fte per 1.000 inwoners", "Eigen gegevens"),
        ("Kosten per inwoner", "Eigen begroting"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("2021", "") + ROWS,  # a year is gone
        HEAD.replace("Bron", "") + ROWS,  # a number may end the name
        HEAD.replace("20202021", "20212020") + ROWS,
    ],
)
def test_one_that_can_be_taken_apart_otherwise_is_asked(text: str) -> None:
    found = read_text(text)
    assert not any(figures_of(found).values())
    assert found.questions


@pytest.mark.parametrize("figures", ["18,4 18,5", "3 18,4 18,5 18,6", "3 18,4 18,5", "18,0 18,4 18,5 nieuw"])
def test_a_row_that_ends_on_other_figures_is_asked(figures: str) -> None:
    found = read_text(HEAD + ROWS.replace("18,0 18,4 18,5", figures))
    assert "Banken" not in [name for name, read_of in figures_of(found).items() if read_of]
    assert len(found.questions) == 2


def test_a_row_without_a_unit_of_the_law_has_a_name_without_an_end() -> None:
    assert "Banken" not in " ".join(read(HEAD + ROWS.replace("Fte per", "Keer per")))


def test_what_the_document_can_never_have_measured_is_asked() -> None:
    assert read(HEAD + ROWS, scope_for("begroting", 2021))["Lezers"] == ["R2019 55.4", "R2020 55.8"]
