"""Rows that begin with the number or the name of what they belong to: a programma, an ambitie, a taakveld."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from tests.published_text import figures_of, read, stacked

BEGROTING_2020 = scope_for("begroting", 2020)
PROGRAMMAS = [
    *["Programma", "Taakveld", "Naam Indicator", "Eenheid", "Leiden", "< 25.000 inwoners", "Periode"],
    *["5", "0. Bestuur en ondersteuning", "Banken", "Per 1.000 inwoners", "11,4", "nnb", "2018"],
    *["5", "0. Bestuur en ondersteuning", "Perken", "Per inwoner", "nnb", "2018"],  # a cell is gone
    *["2", "1. Veiligheid", "Bekeuringen", "Per 1.000 inwoners", "3", "4", "2017"],
]


def test_the_number_of_a_programma_is_no_figure_where_the_heading_names_it() -> None:
    found = read_text(stacked("Bijlage", *PROGRAMMAS), scope=BEGROTING_2020)
    assert figures_of(found) == {"Banken": ["R2018 11.4"], "Bekeuringen": ["R2017 3"]}
    assert found.questions


def test_where_it_does_not_the_rows_are_asked() -> None:
    assert not any(read(stacked(*PROGRAMMAS[2:]), BEGROTING_2020).get("Perken", []))


AMBITIES = [
    *["Ambitie", "Omschrijving", "Realisatie 2018", "2020", "2021"],
    *["1", "Roem", "5,1", "6", "7"],
    *["1", "Faam", "Geen meting", "Eventueel een meting door anderen", "Meting"],
    *["2", "Lof", "4,5", "5"],
    *["3", "Eer", "1,5", "2", "3"],
]


def test_the_number_of_an_ambitie_is_no_figure_where_some_rows_hold_words() -> None:
    found = read_text(stacked(*AMBITIES), scope=BEGROTING_2020)
    assert {name: figures for name, figures in figures_of(found).items() if figures} == {
        "Roem": ["R2018 5.1", "S2020 6", "S2021 7"],
        "Eer": ["R2018 1.5", "S2020 2", "S2021 3"],
    }
    assert [question.text for question in found.questions] == [
        "Faam · Geen meting · Eventueel een meting door anderen · Meting",
        "Lof · 4,5 · 5",
    ]


def test_a_row_whose_number_is_gone_makes_the_one_above_it_too_long() -> None:
    cells = [*AMBITIES[:10], *["1", "Lof", "4,5", "5", "6,5"], *["Lust", "1", "2", "3"], *AMBITIES[-5:]]
    found = figures_of(read_text(stacked(*cells), scope=BEGROTING_2020))
    assert {name: figures for name, figures in found.items() if figures} == {
        "Roem": ["R2018 5.1", "S2020 6", "S2021 7"],
        "Eer": ["R2018 1.5", "S2020 2", "S2021 3"],
    }


BASELINE = ["Omschrijving", "Nulmeting", "2020", "2021", "2022", "2023"]
ROADS = [
    *["1.1.a", "Goede wegen", "93%", "92%", "88%", "86%", "90%"],
    *["1.1.b", "Bruggen", "50% (2018)", "57%", "60%", "65%", "66%"],
]


@pytest.mark.parametrize("document", ["begroting", "bestuursrapportage", "begrotingswijziging"])
def test_years_beside_a_nulmeting_are_aims_from_that_of_the_document_on(document: str) -> None:
    found = read_text(stacked(*BASELINE, *ROADS), scope=scope_for(document, 2020))
    assert figures_of(found) == {
        "Goede wegen": ["S2020 92", "S2021 88", "S2022 86", "S2023 90"],
        "Bruggen": ["R2018 50", "S2020 57", "S2021 60", "S2022 65", "S2023 66"],
    }
    assert [question.text for question in found.questions] == ["93%"]  # of no year


@pytest.mark.parametrize("scope", [UNKNOWN, scope_for("bestuursrapportage", 2021), scope_for("jaarstukken", 2021)])
def test_years_beside_a_nulmeting_are_asked_where_the_document_may_have_measured_them(scope: Scope) -> None:
    found = read(stacked(*BASELINE, *ROADS), scope)
    assert not any("2020" in figure for figures in found.values() for figure in figures)


def test_text_above_that_speaks_of_ambities_leaves_the_aims_what_they_are() -> None:
    assert read(stacked("Zo meten wij de ambities.", *BASELINE, *ROADS), BEGROTING_2020)["Bruggen"][1:] == [
        *["S2020 57", "S2021 60", "S2022 65", "S2023 66"]
    ]


def test_what_is_expected_is_no_aim() -> None:
    assert not any(
        figure.startswith("S")
        for figures in read(stacked("Prognose", *BASELINE, *ROADS), BEGROTING_2020).values()
        for figure in figures
    )


@pytest.mark.parametrize("bound", ["≥ {}", ">{}", "minimaal {}", "≥ landelijk gemiddelde {}"])
def test_a_bound_that_is_another_year_is_no_figure(bound: str) -> None:
    rows = ["Snelheid", "50,1", *(bound.format(year) for year in range(2019, 2023))]
    assert not any(read(stacked(*BASELINE, *rows), BEGROTING_2020).values())


TAAKVELDEN = [
    *["Taakveld", "Indicator", "Realisatie 2018", "Streefwaarde 2020"],
    *["Veiligheid", "Bekeuringen", "11", "12", "Veiligheid", "Boetes", "21", "22", "Economie", "Winkels", "31", "32"],
]


def test_the_name_of_a_taakveld_before_every_name_is_none_where_the_heading_names_it() -> None:
    assert read(stacked(*TAAKVELDEN)) == {
        "Bekeuringen": ["R2018 11", "S2020 12"],
        "Boetes": ["R2018 21", "S2020 22"],
        "Winkels": ["R2018 31", "S2020 32"],
    }


def test_whether_the_law_asks_for_it_is_a_column_of_words() -> None:
    head = ["Beleidsindicator", "verplicht volgens BBV j/n", "Meet eenheid", "Actualiteit", "Leiden", "Nederland"]
    rows = ["Banen", "Ja", "%", "2018", "47,3", "49,3", "Winkels", "Nee", "per 1.000 inwoners", "2017", "18,5", "18,3"]
    assert read(stacked(*head, *rows)) == {"Banen": ["R2018 47.3"], "Winkels": ["R2017 18.5"]}


def test_ambitie_without_a_name_behind_it_may_be_a_group_or_a_number() -> None:
    rows = ["1", "Roem", "1,5", "2", "3", "4", "5"]
    assert not any(read(stacked("Ambitie", "Nulmeting", *BASELINE[2:], *rows), BEGROTING_2020).values())


def test_the_code_of_the_next_row_does_not_stand_for_a_figure_that_is_gone() -> None:
    rows = [
        cell for cell in [*ROADS, "1.1.c", "Sluizen", "1", "2", "3", "4", "5"] if cell not in ("1.1.a", "50% (2018)")
    ]
    assert not read(stacked(*BASELINE, *rows), BEGROTING_2020)["Bruggen"]
