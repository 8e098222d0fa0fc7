"""Rows that a lost or added cell makes look whole, or gives a text for a name: they are asked."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import Scope
from tests.published_text import figures_of, read, stacked

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
        "% 12 t/m 21 jarigen",
        "% kinderen tot 18 jaar",
        "In euro's",
        "Fte per 1.000 inwoners",
        "Kosten als % van de bomen",
    ],
)
def test_a_remark_or_a_unit_between_a_name_and_its_figures_is_no_name(text: str) -> None:
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


def test_a_name_that_goes_on_below_is_whole() -> None:
    rows = ["Aantal bomen", "in de laan", "12", "14", "Aantal perken", "in de stad", "5", "6"]
    found = read(stacked(*HEAD, *rows))
    assert list(found) == ["Aantal bomen in de laan", "Aantal perken in de stad"]


@pytest.mark.parametrize("part", ["Centrum", "Noord", "Zuidoost", "Wijk Bomenbuurt"])
def test_a_part_of_the_municipality_is_no_name(part: str) -> None:
    assert read(stacked(*HEAD, *BOMEN, "Tevreden inwoners", part, "12", "14"))[part] == []


def test_a_bron_alone_between_figures_is_no_name() -> None:
    rows = ["Bomen in de laan", "1", "2", "Telling", "Perken", "3", "4", "Parkenmonitor", "5", "6", "Telling"]
    assert not read(stacked(*HEAD, "Bron", *rows)).get("Parkenmonitor")


def test_a_figure_of_a_later_year_than_its_column_is_asked() -> None:
    found = read(stacked("Indicator", "Realisatie 2018", "Doel 2022", "Bomen", "12 (2020)", "25", "Perken", "1", "2"))
    assert found == {"Bomen": ["S2022 25"], "Perken": ["R2018 1", "S2022 2"]}


def test_a_count_with_three_decimals_is_asked() -> None:
    head = "Indicator | Realisatie 2018 | Doel 2022 |\n"
    found = read(head + "Aantal bomen | 12,345 | 13,456 |\nBomen per inwoner | 0,123 | 1,125 |\n")
    assert found == {"Aantal bomen": [], "Bomen per inwoner": ["R2018 0.123", "S2022 1.125"]}


def test_a_raised_number_in_a_web_page_is_a_footnote() -> None:
    text = "<html><body><table><tr><th>Indicator</th><th>Realisatie 2018</th><th>Doel 2022</th></tr>"
    text += "<tr><td>Bomen</td><td>12<sup>1</sup></td><td>15 m<sup>2</sup></td></tr></table>"
    found = read_text(text + "<p><sup>1</sup> Geteld in de zomer</p></body></html>")
    (row,) = found.rows
    (figure,) = (each.figure for each in row.realisaties)
    assert (str(figure.value), figure.note) == ("12", "Geteld in de zomer")
    assert [str(each.figure.value) for each in row.streefwaarden] == ["15"]


def test_the_rest_of_a_name_behind_a_number_is_no_name() -> None:
    found = read_text(stacked(*HEAD, *BOMEN, "Bomen ouder dan", "50", "jaar", "12", "14"))
    assert not figures_of(found).get("jaar")
    assert found.questions


def test_the_number_of_a_page_between_figures_with_decimals_is_asked() -> None:
    head = ["Indicator", "Realisatie 2015", "Realisatie 2016", "Realisatie 2017", "Realisatie 2018"]
    found = read(stacked(*head, "Bomen", "73,10", "72,80", "72,40", "38", "Perken", "1,5", "2", "2,5", "3"))
    assert (found["Bomen"], len(found["Perken"])) == ([], 4)


def test_an_amount_and_a_percentage_in_one_row_may_be_two_rows() -> None:
    found = read(stacked(*HEAD, "Kosten van een boom", "€ 650,00", "17%", "Perken", "€ 12", "€ 14"))
    assert found == {"Kosten van een boom": [], "Perken": ["R2018 12", "S2019 14"]}
