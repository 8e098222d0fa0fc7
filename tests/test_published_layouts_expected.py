"""A column of what is expected between what was measured and what is aimed at, in a bestuursrapportage."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from tests.published_text import figures_of, read, stacked

BERAP = scope_for("bestuursrapportage", 2021)
TITLES = ["Indicatoren", "Realisatie en prognose van indicatoren"]
HEAD = ["Realisaties", "Prognose", "Streefwaarden", "Naam", "2019", "2020", "2021", "2021", "2022", "Bron"]
ROWS = [
    "% Roem",
    "81%",
    "Ntb",
    "82%",
    "83,5%",
    "84%",
    "GGD",
    "% Faam",
    "7%",
    "8,7%",
    "9%",
    "8%",
    "7,5%",
    "Eigen telling",
]


def test_what_is_expected_is_of_the_year_of_the_bestuursrapportage_and_the_rest_is_certain() -> None:
    found = read_text(stacked(*TITLES, *HEAD, *ROWS), scope=BERAP)
    assert figures_of(found) == {
        "% Roem": ["R2019 81", "S2021 83.5", "S2022 84"],
        "% Faam": ["R2019 7", "R2020 8.7", "S2021 8", "S2022 7.5"],
    }
    assert [question.text for question in found.questions] == ["82%", "9%"]
    assert [row.bron for row in found.rows] == ["GGD", "Eigen telling"]


@pytest.mark.parametrize("scope", [UNKNOWN, scope_for("bestuursrapportage", 2020), scope_for("begroting", 2022)])
def test_in_another_document_it_is_asked_whose_the_years_are(scope: Scope) -> None:
    found = read_text(stacked(*TITLES, *HEAD, *ROWS), scope=scope)
    assert not any(figures_of(found).values())
    assert found.questions


@pytest.mark.parametrize("gone", ["Prognose", "Streefwaarden"])
def test_where_a_group_is_gone_the_year_of_the_bestuursrapportage_is_not_measured(gone: str) -> None:
    found = read_text(stacked(*TITLES, *(cell for cell in HEAD if cell != gone), *ROWS), scope=BERAP)
    assert not any("2021" in figure for figures in figures_of(found).values() for figure in figures if figure[0] == "R")
    assert found.questions


def test_a_bron_that_comes_again_is_no_name_of_a_row_that_lost_its_own() -> None:
    rows = [*ROWS[:6], "GGD", "% Lof", *ROWS[8:13], "8%", "GGD", *ROWS[8:13], "9%", "GGD"]
    found = figures_of(read_text(stacked(*TITLES, *HEAD, *rows), scope=BERAP))
    assert not found.get("GGD")


def test_a_meerjarenraming_is_what_is_aimed_at() -> None:
    text = stacked(
        "Kengetal", "Rekening", "Begroting", "MJR", "2015", "2016", "2017", "Netto schuldquote", "49%", "64%", "60%"
    )
    assert read(text + "\n\n" + stacked("Solvabiliteit", "24%", "25%", "26%"))["Netto schuldquote"] == [
        "R2015 49",
        "S2016 64",
        "S2017 60",
    ]
