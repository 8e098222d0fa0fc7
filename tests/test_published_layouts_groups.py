"""Rows that share their name with one below the title of another group, and names and heads with a number glued on."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

HEAD = ["Kerngegevens", "Begroting 2019", "Begroting 2020"]
SCHOOLS = [
    *["Wegen", "7", "8"],
    *["Openbaar onderwijs", "Scholen", "10", "11", "Leerlingen", "1.406", "1.448"],
    *["Bijzonder onderwijs", "Scholen", "12", "18", "Leerlingen", "1.886", "1.839"],
]
GROUPED = {
    "Wegen": ["S2019 7", "S2020 8"],
    "Openbaar onderwijs: Scholen": ["S2019 10", "S2020 11"],
    "Openbaar onderwijs: Leerlingen": ["S2019 1406", "S2020 1448"],
    "Bijzonder onderwijs: Scholen": ["S2019 12", "S2020 18"],
    "Bijzonder onderwijs: Leerlingen": ["S2019 1886", "S2020 1839"],
}


def test_a_name_below_the_titles_of_two_groups_is_told_apart_by_them() -> None:
    assert read(stacked(*HEAD, *SCHOOLS)) == GROUPED


def test_so_it_is_between_bars() -> None:
    rows = ["Kerngegevens | Begroting 2019 | Begroting 2020", "Wegen | 7 | 8"]
    rows += ["Openbaar onderwijs | | ", "Scholen | 10 | 11", "Leerlingen | 1.406 | 1.448"]
    rows += ["Bijzonder onderwijs | | ", "Scholen | 12 | 18", "Leerlingen | 1.886 | 1.839"]
    assert read("\n".join(rows)) == GROUPED


@pytest.mark.parametrize("gone", ["Openbaar onderwijs", "Bijzonder onderwijs"])
def test_a_name_of_which_a_title_is_gone_is_asked(gone: str) -> None:
    found = read_text(stacked(*HEAD, *(cell for cell in SCHOOLS if cell != gone)))
    assert {name: figures for name, figures in figures_of(found).items() if figures} == {"Wegen": GROUPED["Wegen"]}
    assert found.questions


def test_what_cannot_be_read_of_others_says_nothing_of_the_figure_of_that_year() -> None:
    head = ["Indicator", "Realisatie 2020", "Realisatie 2021", "NL"]
    found = read_text(stacked(*head, "Banen", "545,8", "540,8", "2021 805,5"))
    assert figures_of(found) == {"Banen": ["R2020 545.8", "R2021 540.8"]}
    assert [question.text for question in found.questions] == ["2021 805,5"]


def test_a_footnote_glued_to_a_head_is_no_part_of_it() -> None:
    head = ["Indicatoren", "Realisatie", "Streef-waarde1", "2013", "2014", "2015", "2016"]
    text = stacked(*head, "Oordeel over de buurt", "7,4", "7,5", "7,6", "-", "7,7")
    assert read(text, scope_for("begroting", 2017)) == {
        "Oordeel over de buurt": ["R2013 7.4", "R2014 7.5", "R2015 7.6"]
    }


CODED = "Effectindicator | Bron | Nulmeting | Realisatie 2014 | Realisatie 2015 | Doelstelling 2017 |  |\n"


def test_a_code_before_the_name_below_a_head_over_both_moves_no_figure() -> None:
    rows = (
        "E1.2.1 | Roem | Onderzoek | 5,1 (2013) | 5,2 | 5,3 | 6 |\nE1.2.2 | Faam | Onderzoek | 4 (2013) | 4,2 | | 6 |\n"
    )
    assert read(CODED + rows) == {
        "Roem": ["R2013 5.1", "R2014 5.2", "R2015 5.3", "S2017 6"],
        "Faam": ["R2013 4", "R2014 4.2", "S2017 6"],
    }


def test_a_position_is_a_figure_with_its_unit() -> None:
    row = "E1.2.1 | Roem | Onderzoek | 4e positie landelijk (2013) | niet gemeten | 3e positie | 2e positie |\n"
    found = read_text(CODED + row)
    assert figures_of(found) == {"Roem": ["R2013 4", "R2015 3", "S2017 2"]}
    assert found.rows[0].unit == "positie"


WOZ = ["Indicator", "Realisatie 2018", "Realisatie 2019", "Woz-waarde (x € 1.000)", "212", "225", "Verzuim", "4", "5,5"]


def test_an_amount_that_says_itself_in_what_it_is_counted_is_as_printed_with_that_as_its_unit() -> None:
    found = read_text(stacked(*WOZ))
    assert figures_of(found) == {
        "Woz-waarde (x € 1.000)": ["R2018 212", "R2019 225"],
        "Verzuim": ["R2018 4", "R2019 5.5"],
    }
    assert [row.unit for row in found.rows] == ["x € 1.000", ""]


@pytest.mark.parametrize(
    "cells",
    [
        [cell.replace("212", "€ 212.000") for cell in WOZ],  # euros, or thousands of them
        ["Financieel (x € 1.000)", *(cell.replace(" (x € 1.000)", "") for cell in WOZ)],
        [*WOZ[:3], "Financieel (x € 1.000)", WOZ[3].replace(" (x € 1.000)", ""), *WOZ[4:]],
    ],
)
def test_an_amount_of_which_only_a_title_or_another_unit_says_so_is_asked(cells: list[str]) -> None:
    found = read_text(stacked(*cells))
    assert not any(row.realisaties for row in found.rows if row.name.startswith("Woz"))
    assert found.questions


def test_thousands_of_one_group_are_none_of_the_next() -> None:
    money = ["Financieel (x € 1.000)", "Schuld", "165", "184", "Mutaties:", "Stortingen", "10", "11"]
    found = read_text(stacked(*HEAD, *money, "Sociaal", "Openbaar onderwijs", "1499", "1597", "Scholen", "22", "23"))
    assert {name: figures for name, figures in figures_of(found).items() if figures} == {
        "Openbaar onderwijs": ["S2019 1499", "S2020 1597"],
        "Scholen": ["S2019 22", "S2020 23"],
    }


def test_a_group_of_which_the_heading_cannot_be_read_ends_the_table_above_it_and_is_asked() -> None:
    land = ["B. Fysieke structuur", "2018", "2019", "Wegen (km)", "258", "259"]
    money = ["C. Financiële structuur", "2018", "Per", "2019", "Per", "totaal", "inwoner", "totaal", "inwoner"]
    text = stacked(*land, *money, "Uitgaven", "45.207", "2.339", "61.464", "3.177", "Schuld", "0", "0", "6.000", "310")
    found = read_text(text, scope=scope_for("jaarstukken", 2019))
    assert figures_of(found) == {"Wegen (km)": ["R2018 258", "R2019 259"]}
    assert [question.text for question in found.questions] == ["C. Financiële structuur"]


def test_lists_that_begin_anew_hang_below_the_name_above_them() -> None:
    head = ["Klachtenoverzicht", "Realisatie 2017", "Realisatie 2018"]
    rows = ["Bejegening", "55", "61", "1. Gegrond", "9", "12", "2. Deels", "5", "10"]
    rows += ["Overige", "684", "495", "1. Gegrond", "76", "132", "2. Deels", "66", "43"]
    found = read(stacked(*head, *rows))
    assert found["Bejegening: 1. Gegrond"] == ["R2017 9", "R2018 12"]
    assert found["Overige: 2. Deels"] == ["R2017 66", "R2018 43"]


def test_names_behind_a_bullet_hang_below_the_title_above_them() -> None:
    head = ["Kengetal", "Realisatie 2017", "Realisatie 2018"]
    rows = ["Bezetting hal Oost", "• avond", "22%", "21%", "• overdag", "63%", "54%"]
    rows += ["Bezetting hal West", "• avond", "32%", "31%", "• overdag", "73%", "64%"]
    found = read(stacked(*head, *rows))
    assert found["Bezetting hal Oost: overdag"] == ["R2017 63", "R2018 54"]
    assert found["Bezetting hal West: avond"] == ["R2017 32", "R2018 31"]


def test_a_name_that_comes_again_is_told_apart_by_what_it_means() -> None:
    head = ["Naam indicator", "Omschrijving", "Realisatie 2017", "Realisatie 2018"]
    rows = ["Dekking (8)", "Voor de streek", "50%", "51%", "Dekking (8)", "Voor de stad", "64%", "65%"]
    rows += ["Tevredenheid (7)", "Van reizigers", "7,5", "7,6"]
    assert read(stacked(*head, *rows))["Dekking (8): Voor de stad"] == ["R2017 64", "R2018 65"]


def test_names_that_are_sentences_are_names_where_nothing_else_stands_between_whole_rows() -> None:
    head = ["Effectindicatoren", "Realisatie 2018", "Streefwaarde 2019", "Streefwaarde 2020"]
    rows = ["Mantelzorgers kunnen hun taak aan.", "59%", "60%", "60%", "Banen", "1", "2", "3"]
    rows += ["Inwoners vinden de geboden ondersteuning passend bij hen.", "69%", "80%", "75%"]
    found = read(stacked(*head, *rows))
    assert found["Inwoners vinden de geboden ondersteuning passend bij hen"] == ["R2018 69", "S2019 80", "S2020 75"]
    alone = read(
        stacked(*head, "Banen", "1", "2", "3", "Inwoners vinden de ondersteuning wel passend.", "69%", "80%", "75%")
    )
    assert not any(figures for name, figures in alone.items() if name.startswith("Inwoners"))
