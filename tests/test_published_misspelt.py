"""Heads of columns that are misspelt, or written in a way of their own."""

import pytest

from indicators.imports.published.document import scope_for
from indicators.imports.published.misspelt import as_spelt
from tests.published_text import read, stacked


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Effectindiator", "Effectindicator"),  # a letter left out
        ("Steefwaarde 2018", "Streefwaarde 2018"),
        ("Realisaatie", "Realisatie"),
        ("Begrotign 2018", "Begroting 2018"),
        ("Omschryving:", "Omschrijving:"),
        ("Omschrijvig:", "Omschrijving:"),
    ],
)
def test_a_long_head_that_is_one_letter_off_is_that_head(printed: str, meant: str) -> None:
    assert (as_spelt(printed) == meant) is (printed != "Omschryving:")  # two letters off


@pytest.mark.parametrize(
    "text", ["Beschrijving", "Realisatie", "Streef-waarde", "Doelen", "Omschrijvingen", "Begroting a"]
)
def test_another_word_stays_as_it_is(text: str) -> None:
    assert as_spelt(text) == text


def test_a_table_with_misspelt_heads_is_read() -> None:
    head = ["Effectindiator", "Realisatie 2017", "Begrotng 2018", "Bron"]
    assert read(stacked(*head, "Waardering voor groen", "6,2", "6,4", "Peiling")) == {
        "Waardering voor groen": ["R2017 6.2", "S2018 6.4"]
    }


def test_an_indicator_may_say_of_whom_it_is() -> None:
    head = ["Indicator (BBV)", "Periode", "Gouda", "Nederland", "Bron"]
    rows = ["Jongeren met jeugdhulp", "2022", "1,2", "1,1", "CBS", "Jongeren zonder werk", "2022", "2,2", "2,1", "CBS"]
    assert read(stacked(*head, *rows), scope_for("jaarstukken", 2022)) == {
        "Jongeren met jeugdhulp": ["R2022 1.2"],
        "Jongeren zonder werk": ["R2022 2.2"],
    }


BASELINE = ["Prestatie indicatoren", "Nulmeting", "Realisatie 2017", "Begroting 2018", "Prognose 2018", "Streefwaarde"]


def test_a_nulmeting_of_an_earlier_year_is_certain_in_a_row_that_lost_a_cell() -> None:
    assert read(stacked(*BASELINE, "Waardering voor groen", "6,0 (2010)", "6,2", "6,4", "6,7")) == {
        "Waardering voor groen": ["R2010 6.0"]
    }


@pytest.mark.parametrize("first", ["6,0", "6,0 (2017)", "6,0 (2018)"])
def test_one_of_a_year_in_the_heading_may_be_of_another_column(first: str) -> None:
    assert not any(read(stacked(*BASELINE, "Waardering voor groen", first, "6,2", "6,4", "6,7")).values())


TWICE = ["Indicator", "Doelstelling 2022", "Realisatie 2022", "Ambitie 2022"]


def test_two_aims_of_one_year_are_read_where_they_are_the_same() -> None:
    found = read(stacked(*TWICE, "Sporters", "28%", "24%", "28%", "Wandelaars", "35%", "*51%", "36%"))
    assert found == {"Sporters": ["R2022 24", "S2022 28"], "Wandelaars": ["R2022 51"]}


def test_one_head_that_comes_twice_leaves_nothing_certain() -> None:
    head = ["Indicator", "Doelstelling 2022", "Realisatie 2022", "Doelstelling 2022"]
    assert not any(read(stacked(*head, "Sporters", "28%", "24%", "28%")).values())


def test_a_footnote_below_a_row_is_none_of_its_figures() -> None:
    note = "* Anders gemeten dan in 2020"
    found = read(stacked(*TWICE, "Sporters", "28%", "*24%", "28%", note, "Wandelaars", "35%", "51%", "*35%"))
    assert found == {"Sporters": ["R2022 24", "S2022 28"], "Wandelaars": ["R2022 51", "S2022 35"]}


def test_a_row_that_lost_its_bron_does_not_take_the_figures_of_the_next() -> None:
    head = ["Indicator (BBV)", "Periode", "Gouda", "Nederland", "Bron", "Beschrijving"]
    first = ["Kinderen in armoede", "2021", "6", "7", "CBS Jeugd", "Kinderen in een gezin met bijstand"]
    second = ["Voorzieningen", "2020", "39", "38", "CBS", "Voorzieningen naar aantal"]
    scope = scope_for("jaarstukken", 2022)
    assert read(stacked(*head, *first, *second), scope)["Kinderen in armoede"] == ["R2021 6"]
    lost = read(stacked(*head, *first[:4], first[5], *second), scope)
    assert "R2020 39" not in lost.get("Kinderen in armoede", [])
