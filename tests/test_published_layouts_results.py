"""Resultaat in 2018: what came out in that year, or is to come out. The document knows which, as of a year alone."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

HEAD = ["Naam verplichte indicator", "Meetbaar resultaat", "Resultaat in 2020", "Resultaat in 2023"]
BOMEN = ["Bomen", "Hoeveel er staan.", "2,1", "1,9"]
PERKEN = ["Perken", "Hoe vol zij zijn.", "0,7", "0,6"]
BEGROTING = scope_for("begroting", 2020)


def test_a_result_in_the_year_of_the_begroting_or_later_is_aimed_at() -> None:
    assert read(stacked("Prestaties", *HEAD, *BOMEN, *PERKEN), BEGROTING) == {
        "Bomen: Hoeveel er staan.": ["S2020 2.1", "S2023 1.9"],
        "Perken: Hoe vol zij zijn.": ["S2020 0.7", "S2023 0.6"],
    }


def test_a_result_in_the_year_of_jaarstukken_and_one_to_come_are_asked() -> None:
    found = read_text(stacked(*HEAD, *BOMEN, *PERKEN), scope=scope_for("jaarstukken", 2020))

    assert not any(figures_of(found).values())
    assert found.questions


def test_results_of_a_page_that_names_no_document_are_asked() -> None:
    assert not any(read(stacked(*HEAD, *BOMEN, *PERKEN)).values())


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_row_below_results_that_lost_a_cell_is_asked(lost: int) -> None:
    found = read(stacked(*HEAD, *BOMEN[:lost], *BOMEN[lost + 1 :], *PERKEN), BEGROTING)

    assert [figures for figures in found.values() if figures] == [["S2020 0.7", "S2023 0.6"]]


@pytest.mark.parametrize("lost", [2, 3])
def test_results_of_which_a_head_is_gone_are_asked(lost: int) -> None:
    assert not any(read(stacked(*HEAD[:lost], *HEAD[lost + 1 :], *BOMEN, *PERKEN), BEGROTING).values())


def test_a_result_that_says_no_year_in_which_is_an_amount_as_well() -> None:
    assert not any(read(stacked(HEAD[0], "Resultaat 2020", "Resultaat 2023", *BOMEN, *PERKEN), BEGROTING).values())
