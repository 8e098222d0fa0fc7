"""Columns that come again for every time they were measured, with the bron of each row before them."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, stacked

HEAD = ["Indicator", "Bron", *["Jaar", "Goud- a", "Ref."] * 2]
HALT = ["Verwijzingen Halt", "Stichting Halt", "2019", "14", "13", "2020", "11", "12"]
DIEFSTAL = ["Winkeldiefstallen", "CBS-Diefstallen", "2019", "0,7", "2,0", "2020", "0,9", "1,9"]
WHOLE = {"Verwijzingen Halt": ["R2019 14", "R2020 11"], "Winkeldiefstallen": ["R2019 0.7", "R2020 0.9"]}


def test_a_bron_before_the_repeated_columns_is_that_of_the_row() -> None:
    found = read_text(stacked(*HEAD, *HALT, *DIEFSTAL))
    assert figures_of(found) == WHOLE
    assert [row.bron for row in found.rows] == ["Stichting Halt", "CBS-Diefstallen"]
    assert len(found.benchmarks) == 4


@pytest.mark.parametrize("lost", range(8))
def test_a_row_with_a_bron_that_lost_a_cell_is_asked(lost: int) -> None:
    row = [cell for number, cell in enumerate(DIEFSTAL) if number != lost]
    found = read_text(stacked(*HEAD, *HALT, *row, *["Verzuim", "DUO", "2019", "3", "4", "2020", "5", "6"]))
    assert {name: f for name, f in figures_of(found).items() if f} == {"Verwijzingen Halt": WHOLE["Verwijzingen Halt"]}
    assert found.questions


@pytest.mark.parametrize(
    "head",
    [
        ["Indicator", "Jaar", "Streefwaarde", "Jaar", "Realisatie"],
        ["Indicator", "Periode", "Realisatie", "Periode", "Nederland"],
        ["Indicator", "Jaar", "Gouda", "Jaar", "Nederland"],
    ],
)
def test_of_two_columns_of_years_the_first_says_nothing_of_what_stands_behind_the_second(head: list[str]) -> None:
    rows = ["Verzuim op school", "2020", "5", "2018", "7", "Diefstal uit woning", "2020", "6", "2018", "8"]
    found = read_text(stacked(*head, *rows))
    assert not any(figures_of(found).values())
    assert not found.benchmarks
    assert found.questions
