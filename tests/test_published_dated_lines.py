"""Figures below each other, each behind its year, below a name and what is aimed at."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

SCOPE = scope_for("begroting", 2020)
HEAD = (
    "Effect indicator",
    "Streven",
    "Eerdere resultaten",
    "Bron",
    "De openbare ruimte goed beheren (Bron: Gemeentewet)",
)
FIRST = (
    "Niveau van onderhoud",
    "6 in 2020",
    "(Gegevens beschikbaar in 2021)",
    "2019 : 6",
    "2018 : 7",
    "2017: 6",
    "Schouw",
)
SECOND = ("We inspecteren meer.", "Niveau van winkels", "7 in 2020", "2019 : 7", "2018 : 8", "Schouw")


def test_each_figure_stands_behind_its_year_and_the_aim_before_its_own() -> None:
    assert read(stacked(*HEAD, *FIRST, *SECOND), SCOPE) == {
        "Niveau van onderhoud": ["R2017 6", "R2018 7", "R2019 6", "S2020 6"],
        "Niveau van winkels": ["R2018 8", "R2019 7", "S2020 7"],
    }


@pytest.mark.parametrize("lost", ["Niveau van onderhoud", "Niveau van winkels"])
def test_a_goal_or_a_sentence_is_no_name(lost: str) -> None:
    found = read_text(stacked(*(cell for cell in (*HEAD, *FIRST, *SECOND) if cell != lost)), scope=SCOPE)
    assert set(figures_of(found)) == {"Niveau van onderhoud", "Niveau van winkels"} - {lost}
    assert found.questions


def test_where_the_headings_do_not_speak_of_results_the_document_says_what_was_measured() -> None:
    head = [cell for cell in HEAD if cell != "Eerdere resultaten"]
    assert read(stacked(*head, *SECOND), SCOPE) == {"Niveau van winkels": ["R2018 8", "S2020 7"]}


@pytest.mark.parametrize("cells", [("Streven",), ()])
def test_an_aim_of_a_year_before_the_figures_or_without_a_heading_is_not_read(cells: tuple[str, ...]) -> None:
    aim = "7 in 2018" if cells else "7 in 2020"
    found = read(stacked("Resultaten", *cells, *(aim if cell == "7 in 2020" else cell for cell in SECOND)), SCOPE)
    assert found == {"Niveau van winkels": ["R2018 8", "R2019 7"]}


def test_years_that_do_not_run_one_way_are_asked() -> None:
    found = read_text(stacked(*HEAD, "Niveau van winkels", "2019 : 7", "2019 : 8", "2017 : 8"), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions
