"""Tables between bars with a block per indicator, and a row for every year."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, scope_for
from tests.published_text import figures_of, read

BEGROTING = scope_for("begroting", 2024)
HEAD = "Taakveld:  | Indicator:  | Eenheid:  | Bron:  | \n|---|---|---|---|\n"


def block(name: str, *years: str) -> str:
    """Return the block of one indicator."""
    rows = "".join(f"{year.partition(' ')[0]}  | {year.partition(' ')[2]}  | ||\n" for year in years)
    return f"0. Bestuur  | {name}  | Per inwoner  | Eigen gegevens  | \n{rows}Eventuele toelichting:  | |||\n"


LETTERED = HEAD + block("Banken", "2021 9,53 (R)", "2022 8,66 (B)", "2024") + block("Perken", "2021 8,9", "2024 14,14")


def test_a_letter_behind_a_figure_says_what_it_is_where_both_stand_in_order() -> None:
    found = read_text(LETTERED, scope=BEGROTING)
    assert figures_of(found) == {"Banken": ["R2021 9.53", "S2022 8.66"], "Perken": ["S2024 14.14"]}
    assert [question.text for question in found.questions] == ["8,9"]
    assert [(row.unit, row.bron) for row in found.rows] == [("Per inwoner", "Eigen gegevens")] * 2


@pytest.mark.parametrize(
    "text",
    [
        LETTERED.replace("(B)", "(R)"),  # it may mean revised
        LETTERED.replace("(B)", "(V)"),
        LETTERED.replace("2021 | 9,53", "2023 | 9,53").replace("2021  | 9,53", "2023  | 9,53"),
    ],
)
def test_letters_that_do_not_are_asked(text: str) -> None:
    found = read_text(text, scope=BEGROTING)
    assert not any(figures_of(found).values())
    assert found.questions


BARE = HEAD + block("Druk", "2020 75,6", "2021 75,4", "2022 75,7", "2023 75,8")


def test_years_without_letters_are_what_the_document_says() -> None:
    found = read_text(BARE, scope=BEGROTING)
    assert figures_of(found) == {"Druk": ["R2020 75.6", "R2021 75.4", "R2022 75.7"]}
    assert [question.text for question in found.questions] == ["75,8"]


@pytest.mark.parametrize("above", ["", "Streefwaarden\n\n"])
def test_where_it_does_not_they_are_asked(above: str) -> None:
    found = read_text(above + BARE, scope=BEGROTING if above else UNKNOWN)
    assert not any(figures_of(found).values())
    assert found.questions


def test_years_below_a_row_that_lost_a_cell_are_not_those_of_the_one_above() -> None:
    text = BARE + block("Lust", "2019 3").replace(" | Per inwoner", "")
    assert not any(read(text, BEGROTING).values())
