"""Heads of columns that were broken over two rows, of which each cell is copied alone."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

BEGROTING_2019 = scope_for("begroting", 2019)
HEAD = ["Naam indicator", "Meting", "Meting", "Streef-", "2016", "2017", "waarde"]
ROWS = ["Aantal bomen", "48", "32", "30", "Aantal perken", "5", "6", "7"]


def test_a_broken_last_head_shows_that_each_head_goes_on_in_the_row_below_it() -> None:
    found = read_text(stacked(*HEAD, *ROWS), scope=BEGROTING_2019)
    assert figures_of(found) == {"Aantal bomen": ["R2016 48", "R2017 32"], "Aantal perken": ["R2016 5", "R2017 6"]}
    assert [(question.text, question.why) for question in found.questions] == [
        ("30", "Boven de kolom met deze streefwaarde staat geen jaar."),
        ("7", "Boven de kolom met deze streefwaarde staat geen jaar."),
    ]


def test_a_year_below_the_broken_head_too_leaves_nothing_certain() -> None:
    head = [*HEAD[:6], "2018", "waarde"]
    assert not any(read(stacked(*head, *ROWS), BEGROTING_2019).values())


@pytest.mark.parametrize("lost", range(1, 6))
def test_a_heading_that_lost_a_cell_gives_no_figure_another_year(lost: int) -> None:
    head = [cell for i, cell in enumerate(HEAD) if i != lost]
    assert not any(read(stacked(*head, *ROWS), BEGROTING_2019).values())


def test_a_row_with_fewer_figures_is_asked() -> None:
    assert read(stacked(*HEAD, "Aantal bomen", "48", "32", *ROWS[4:]), BEGROTING_2019)["Aantal bomen"] == []


REACHING = ["Effectindicatoren", "Waarde 31-12", "Streefw.", "Referentie-", "2020", "2021", "2022", "2022", "waarde"]
SPORT = [
    "Percentage sporters",
    "21,9",
    "22,0",
    "n.n.b.",
    "25,5",
    "n.v.t.",
    "Aantal sportzalen",
    "90",
    "95",
    "95",
    "100",
    "-",
]
VERSLAG_2022 = scope_for("jaarstukken", 2022)


def test_a_head_that_reaches_over_more_years_than_one_has_the_first_run_of_them() -> None:
    assert read(stacked(*REACHING, *SPORT), VERSLAG_2022) == {
        "Percentage sporters": ["R2020 21.9", "R2021 22.0", "S2022 25.5"],
        "Aantal sportzalen": ["R2020 90", "R2021 95", "R2022 95", "S2022 100"],
    }


@pytest.mark.parametrize("lost", range(1, 9))
def test_one_that_reaches_over_more_years_and_lost_a_cell_gives_no_figure_another_year(lost: int) -> None:
    head = [cell for i, cell in enumerate(REACHING) if i != lost]
    whole = read(stacked(*REACHING, *SPORT), VERSLAG_2022)
    found = read(stacked(*head, *SPORT), VERSLAG_2022)
    assert all(set(figures) <= set(whole[name]) for name, figures in found.items())
