"""A page that says at its top that it is of a najaarsnota or bestuursrapportage: written halfway its own year."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

YEARS = ["Nulmeting", "2019", "2020", "2021", "2022"]
HEAD = ["Een groen dorp, waar het goed wonen is.", "Omschrijving", *YEARS]
BOMEN = ["Bomen in het dorp", "93%", "92%", "88%", "86%", "90%"]
PERKEN = ["Perken in het dorp", "51,6%", "57%", "60%", "65%", "66%"]
AIMS = ["S2019 92", "S2020 88", "S2021 86", "S2022 90"]


@pytest.mark.parametrize("title", ["Najaarsnota 2019", "2e bestuursrapportage 2019", "Bestuursrapportage 2019"])
def test_years_behind_a_baseline_that_begin_with_that_of_the_page_are_its_aims(title: str) -> None:
    assert read(stacked(title, *HEAD, *BOMEN, *PERKEN))["Bomen in het dorp"] == AIMS


@pytest.mark.parametrize("lost", [1, 2])
def test_where_the_year_of_the_page_or_the_next_is_gone_from_the_heading_all_rows_are_asked(lost: int) -> None:
    years = YEARS[:lost] + YEARS[lost + 1 :]

    assert not any(read(stacked("Najaarsnota 2019", *HEAD[:2], *years, *BOMEN, *PERKEN)).values())


@pytest.mark.parametrize("lost", [1, 3])
def test_a_row_of_a_najaarsnota_that_lost_a_cell_is_asked(lost: int) -> None:
    found = read(stacked("Najaarsnota 2019", *HEAD, *BOMEN, *PERKEN[:lost], *PERKEN[lost + 1 :]))

    assert [figures for figures in found.values() if figures] == [AIMS]


@pytest.mark.parametrize("above", [["Najaarsnota 2019 van het dorp"], ["Najaarsnota 2019", "Begroting 2020"], []])
def test_a_page_that_names_another_document_too_or_is_no_title_says_nothing_of_its_own(above: list[str]) -> None:
    found = read_text(stacked(*above, *HEAD, *BOMEN, *PERKEN))

    assert "S2019 92" not in figures_of(found).get("Bomen in het dorp", [])


def test_a_page_of_a_najaarsnota_in_a_begroting_has_measured_no_more_than_both() -> None:
    found = read(stacked("Najaarsnota 2019", *HEAD, *BOMEN, *PERKEN), scope_for("begroting", 2021))

    assert not any(figure.startswith("R") for figures in found.values() for figure in figures)
