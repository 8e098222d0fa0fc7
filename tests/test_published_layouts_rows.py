"""Rows of which every cell is there: what they say that their heading does not."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, read, stacked

HEAD = ["Indicator", "Eenheid", "Meetperiode", "Gouda", "Nederland", "Bron"]
PRINTED = ["Progr.", "Indicator", "Eenheid", "2021", "Meetperiode", "Gouda", "Nederland", "Bron", "Soort"]
RESTAFVAL = ["1", "Restafval", "kg", "Begroting", "2018", "171", "172", "CBS", "BBV"]
GROEN = ["1", "Groen", "%", "Begroting", "2019", "81%", "68%", "Telling", "Gouda"]


def test_a_figure_is_of_the_year_in_which_it_was_measured_whatever_document_printed_it() -> None:
    rows = [*RESTAFVAL, "Jaarrekening", "2019", "166", "161", *GROEN, "Jaarrekening", "2020", "82%", "69%"]
    assert read(stacked(*PRINTED, *rows)) == {
        "Restafval": ["R2018 171", "R2019 166"],
        "Groen": ["R2019 81", "R2020 82"],
    }


def test_documents_that_print_different_figures_of_one_year_are_asked() -> None:
    rows = [*RESTAFVAL, "Jaarrekening", "2018", "166", "161", *GROEN, "Jaarrekening", "2020", "82%", "69%"]
    assert read(stacked(*PRINTED, *rows)) == {"Restafval": [], "Groen": ["R2019 81", "R2020 82"]}


def test_a_row_that_lost_a_cell_below_the_document_that_printed_it_moves_no_figure() -> None:
    rows = [*RESTAFVAL, "Jaarrekening", "2019", "161", *GROEN]
    found = read_text(stacked(*PRINTED, *rows))
    assert not any(f.figure.value == 161 for row in found.rows for f in row.realisaties)
    assert found.questions


def test_the_year_of_a_begroting_is_no_figure_before_the_year_of_measuring() -> None:
    head = ["Indicator", "Eenheid", "Begroting", "Meetperiode", "Gouda", "Nederland", "Bron", "Soort"]
    rows = ["Banen", "aantal", "2023", "2020", "169", "170", "LISA", "BBV", "2024", "2021", "171", "172"]
    assert read(stacked(*head, *rows)) == {"Banen": ["R2020 169", "R2021 171"]}


def test_years_and_figures_below_each_other_in_their_cells_belong_together() -> None:
    rows = [
        "Banen",
        "aantal",
        "2020\n2019",
        "81\n79",
        "91\n89",
        "LISA",
        "Groen",
        "%",
        "2020\n2019",
        "5\n6",
        "7\n8",
        "CBS",
    ]
    assert read(stacked(*HEAD, *rows)) == {"Banen": ["R2019 79", "R2020 81"], "Groen": ["R2019 6", "R2020 5"]}


def test_fewer_figures_than_years_below_each_other_are_asked() -> None:
    rows = ["Banen", "aantal", "2020\n2019", "81", "91\n89", "LISA", "Groen", "%", "2020\n2019", "5\n6", "7\n8", "CBS"]
    assert not any(read(stacked(*HEAD, *rows)).values())


def test_a_unit_whose_head_is_gone_is_no_name() -> None:
    head = ["Indicator", "Meetperiode", "Gouda", "Nederland", "Bron"]  # Eenheid is gone
    rows = ["Banen", "Aantal per 1.000 inwoners", "2020", "81", "91", "LISA"]
    rows += ["Groei", "per 1000 inwoners", "2020", "5", "7", "CBS"]
    assert not any(read(stacked(*head, *rows)).values())


def test_a_text_in_every_row_that_the_heading_does_not_name_may_be_the_unit() -> None:
    head = ["Indicator", "Realisatie 2019", "Realisatie 2020", "Bron"]
    rows = [
        "Banen",
        "kilo's",
        "81",
        "82",
        "LISA",
        "Groei",
        "stuks",
        "5",
        "6",
        "CBS",
        "Leden",
        "duizenden",
        "7",
        "8",
        "DUO",
    ]
    found = read_text(stacked(*head, *rows))
    assert not any(row.realisaties for row in found.rows)
    assert found.questions


def test_a_title_above_some_rows_is_no_column() -> None:
    head = ["Indicator", "Realisatie 2019", "Realisatie 2020"]
    rows = ["Werk", "Banen", "81", "82", "Groei", "5", "6", "Onderwijs", "Leerlingen", "7", "8"]
    assert read(stacked(*head, *rows)) == {
        "Banen": ["R2019 81", "R2020 82"],
        "Groei": ["R2019 5", "R2020 6"],
        "Leerlingen": ["R2019 7", "R2020 8"],
    }


OWN_YEAR = ["Verplichte indicatoren", "Waarde", "Eenheid"]
BUDGETED = ["Formatie", "2020", "6,8", "per 1.000 inwoners", "Verzuim", "2018", "5,1", "% van de dagen"]


def test_a_year_without_a_head_before_the_figure_of_every_row_is_its_year() -> None:
    found = read_text(stacked("Begroting 2020", *OWN_YEAR, *BUDGETED))
    assert figures_of(found) == {"Formatie": ["S2020 6.8"], "Verzuim": ["R2018 5.1"]}
    assert [row.unit for row in found.rows] == ["per 1.000 inwoners", "%"]


@pytest.mark.parametrize("lost", [1, 2, 3, 5])
def test_a_row_that_lost_a_cell_leaves_a_year_without_a_head_in_doubt(lost: int) -> None:
    found = read_text(stacked("Begroting 2020", *OWN_YEAR, *BUDGETED[:lost], *BUDGETED[lost + 1 :]))
    assert not any(figures_of(found).values())
    assert found.questions


@pytest.mark.parametrize(
    ("head", "figures"),
    [("Jaar", ["R2018 5.1", "S2021 6.8"]), ("Laatste meting", ["R2018 5.1", "R2019 6.6", "S2021 6.8"])],
)
def test_of_its_own_year_a_begroting_has_only_aims_whatever_stands_above_the_year(
    head: str, figures: list[str]
) -> None:
    rows = ["Groen", "2021", "6,8", "Verzuim", "2018", "5,1", "Banen", "2019", "6,6"]
    found = read_text(stacked("Begroting 2020", "Indicator", head, "Score", *rows))
    assert sorted(figure for row in figures_of(found).values() for figure in row) == figures
    assert [question.text for question in found.questions] == ["6,6"][: 3 - len(figures)]


SOME_NUMBERED = [
    *["Omschrijving", "Begroting 2017", "Begroting 2018", "A. Maatstaven van het fonds"],
    *["1", "Waarde van winkels", "4.020.800", "4.056.000", "Waarde van woningen", "14.698.000", "15.219.000"],
    *["2", "Inwoners", "158.785", "159.975", "3", "Jongeren", "35.294", "35.488", "6", "Ouderen", "31.544", "32.223"],
    *["13", "Oppervlakte", "33.986", "ha.", "33.987", "ha.", "B. Overige gegevens"],
    *["1", "Wegen buiten de kom", "466", "467", "Wegen binnen de kom", "817", "km", "831", "km"],
]


def test_numbers_above_some_of_the_names_are_none_of_their_figures_where_every_row_is_then_whole() -> None:
    found = read_text(stacked(*SOME_NUMBERED))
    assert figures_of(found) == {
        "Waarde van winkels": ["S2017 4020800", "S2018 4056000"],
        "Waarde van woningen": ["S2017 14698000", "S2018 15219000"],
        "Inwoners": ["S2017 158785", "S2018 159975"],
        "Jongeren": ["S2017 35294", "S2018 35488"],
        "Ouderen": ["S2017 31544", "S2018 32223"],
        "Oppervlakte": ["S2017 33986", "S2018 33987"],
        "Wegen buiten de kom": ["S2017 466", "S2018 467"],
        "Wegen binnen de kom": ["S2017 817", "S2018 831"],
    }
    assert [row.unit for row in found.rows if row.name in ("Oppervlakte", "Wegen binnen de kom")] == ["ha", "km"]
    assert not found.questions


@pytest.mark.parametrize("lost", ["4.020.800", "15.219.000", "35.294", "33.986", "467", "817"])
def test_so_they_are_not_where_a_row_lost_a_figure(lost: str) -> None:
    found = read_text(stacked(*(cell for cell in SOME_NUMBERED if cell != lost)))
    assert not any(figures_of(found).values())
    assert found.questions
