"""Cells that hold a dash or an X where a bron or a figure is expected."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, read, stacked

HEAD = ["Omschrijving", "Bron", "Realisatie", "2018", "2019", "2020"]
DRUK = ["Demografische druk", "WSJG", "68,1%", "69,1%", "70,4%"]
VERZUIM = ["Relatief verzuim", "DUO", "11", "15", "nnb"]


def test_a_dash_behind_the_name_is_the_bron_of_a_row_that_is_whole() -> None:
    found = read_text(stacked(*HEAD, *DRUK, "Kinderen in armoede", "-", "3%", "4%", "5%", *VERZUIM))
    assert figures_of(found) == {
        "Demografische druk": ["R2018 68.1", "R2019 69.1", "R2020 70.4"],
        "Kinderen in armoede": ["R2018 3", "R2019 4", "R2020 5"],
        "Relatief verzuim": ["R2018 11", "R2019 15"],
    }
    assert [row.bron for row in found.rows] == ["WSJG", "", "DUO"]


def test_a_dash_behind_the_name_may_be_a_figure_of_a_row_that_lost_its_bron() -> None:
    found = read(stacked(*HEAD, *DRUK, "Kinderen in armoede", "-", "3%", "4%", *VERZUIM))
    assert not found.get("Kinderen in armoede")
    assert found["Demografische druk"] == ["R2018 68.1", "R2019 69.1", "R2020 70.4"]


def test_a_cross_is_a_cell_of_figures_that_is_asked() -> None:
    found = read_text(stacked(*HEAD, *DRUK, "Niet-sporters", "GGD", "X", "X", "nnb", *VERZUIM))
    figures = figures_of(found)
    assert figures["Relatief verzuim"] == ["R2018 11", "R2019 15"]
    assert not figures.get("Niet-sporters")
    assert found.questions


@pytest.mark.parametrize("cell", ["V", "✓", "X**"])
def test_a_tick_is_a_cell_of_figures_that_is_asked_alone(cell: str) -> None:
    head = ["Indicator", "Realisatie 2018", "Realisatie 2019", "Begroting 2021"]
    found = read_text(stacked(*head, "Niet-sporters", "11%", "12%", cell, "Meedoen", "1%", "2%", "3%"))
    assert figures_of(found)["Niet-sporters"] == ["R2018 11", "R2019 12"]
    assert [question.text for question in found.questions] == [cell]


def test_a_figure_that_is_about_right_is_read_and_noted() -> None:
    head = ["Indicator", "Realisatie 2018", "Begroting 2021"]
    found = read_text(stacked(*head, "Hectaren natuur", "262,5", "≈260", "Hectaren bos", "10,5", "≈ 11"))
    assert figures_of(found) == {
        "Hectaren natuur": ["R2018 262.5", "S2021 260"],
        "Hectaren bos": ["R2018 10.5", "S2021 11"],
    }
    assert [one.figure.note for one in found.rows[0].streefwaarden] == ["Gedrukt als '≈260'."]


@pytest.mark.parametrize("words", ["nog niet bekend (volgt eind maart)", "Lager dan nulmeting", "geen data"])
def test_words_that_stand_in_a_cell_of_figures_are_one(words: str) -> None:
    head = ["Indicator", "Realisatie 2018", "Begroting 2021", "Bron"]
    found = read(stacked(*head, "Woningzoekenden", "11%", words, "Monitor", "Meedoen", "1%", "3%", "Monitor"))
    assert (
        found == {"Woningzoekenden": ["R2018 11"], "Meedoen": ["R2018 1", "S2021 3"]} or words == "Lager dan nulmeting"
    )
    assert found["Woningzoekenden"][0] == "R2018 11"
