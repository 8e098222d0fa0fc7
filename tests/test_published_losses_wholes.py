"""Rows that a lost or added cell makes look whole, or gives a text for a name: they are asked."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import Scope
from tests.published_text import read, stacked

HEAD = ["Indicator", "Realisatie 2018", "Begroting 2019"]
BOMEN = ["Bomen in de laan", "241", "227"]
PERIODS = ["Nr.", "Indicator", "Periode", "Waarde", "Nederland", "Bron"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2018 waren er 3 bomen minder.",
        "Het aantal is gestegen met 12",
        "De bomen worden vanaf 2018 geteld",
        "Zie bladzijde 24",
        "Peildatum 1 januari 2016",
        "Toelichting",
        "Bestuur en ondersteuning",
    ],
)
def test_a_remark_between_a_name_and_its_figures_is_no_name(text: str) -> None:
    found = read(stacked(*HEAD, *BOMEN, "Perken in de laan", text, "12", "14"))
    assert [figures for figures in found.values() if figures] == [["R2018 241", "S2019 227"]]


@pytest.mark.parametrize(
    "name",
    [
        "Het aantal inwoners dat tevreden is met de bomen",
        "De mate waarin bewoners tevreden zijn over bomen",
        "Toelichtingen bij bomen",
        "Bomen die er zijn bij gekomen",
    ],
)
def test_a_name_with_a_verb_is_a_name(name: str) -> None:
    assert read(stacked(*HEAD, *BOMEN, name, "12", "14"))[name] == ["R2018 12", "S2019 14"]


def test_a_column_of_words_that_lost_its_head_has_the_table_asked() -> None:
    rows = [[name, "aantal bomen", "Bomenmonitor", "12", "14"] for name in ("Lanen", "Perken", "Parken met bomen")]
    text = stacked("Indicator", "Eenheid", *HEAD[1:], *(cell for row in rows for cell in row))
    assert not any(read(text).values())


def test_a_figure_too_many_in_a_whole_row_has_that_row_asked() -> None:
    head = ["Indicator", "Periode", "Waarde", "Nederland"]
    text = stacked(*head, "Bomen in lanen", "2017", "12", "14", "Bomen in parken", "2017", "7", "15", "16")
    found = read(text)
    assert not found.get("Bomen in parken")


def test_a_row_that_lost_its_last_figure_does_not_take_the_number_of_the_next() -> None:
    head = ["Nr.", "Indicator", "Periode", "Waarde", "Nederland"]
    rows = ["1", "Bomen in lanen", "2017", "12", "14", "2", "Bomen in parken", "2017", "15"]
    found = read(stacked(*head, *rows, "3", "Bomen in perken", "2017", "17", "18", "4", "Gras", "2017", "5", "6"))
    assert "Bomen in parken" not in {name for name, figures in found.items() if figures}


def test_a_text_is_no_number_of_a_row_where_the_heading_names_none() -> None:
    rows = [[name, f"Wat {name} zijn", "2017", "12", "14"] for name in ("bomen", "perken", "lanen")]
    text = stacked("Indicator", "Periode", "Gouda", "Nederland", *(cell for row in rows for cell in row))
    assert not any(read(text).values())


def test_a_sentence_behind_a_figure_of_others_is_not_whose_it_is() -> None:
    head = ["Nr.", "Indicator", "Bron", "Periode", "Waarde", "Vergelijkend cijfer", "Vergelijking"]
    rows = ["1", "Bomen", "Telling", "2017", "12", "14", "Nederland"]
    rows += ["2", "Perken", "Telling", "2017", "13", "15", "In 2018 waren er minder."]
    assert [other.name for other in read_text(stacked(*head, *rows)).benchmarks] == ["Bomen"]


def test_a_begroting_has_measured_nothing_of_its_own_year() -> None:
    found = read("Indicator | Waarde 2018 | Waarde 2020 |\nBomen | 12 | 14 |\n", Scope(2018, 2020))
    assert "R2020 14" not in found.get("Bomen", [])


@pytest.mark.parametrize(
    "unit",
    [
        "% 12 t/m 21 jarigen",
        "% kinderen tot 18 jaar",
        "In euro's",
        "Fte per 1.000 inwoners",
        "Kosten als % van de bomen",
    ],
)
def test_a_unit_is_no_name(unit: str) -> None:
    found = read(stacked(*HEAD, *BOMEN, "Perken in de laan", unit, "12", "14"))
    assert [figures for figures in found.values() if figures] == [["R2018 241", "S2019 227"]]
