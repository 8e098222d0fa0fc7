"""Rows of one cell a line that all have the shape of a heading with words that nobody knows."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, read, stacked

AMONG = ["Indicator", "Realisatie 2018", "Toelichting", "Begroting 2019"]
BESIDE = [
    ["Inbraken", "12", "Minder dan gedacht", "10"],
    ["Diefstal van fietsen", "31", "Er zijn rekken bij gekomen", "30"],
    ["Vernieling", "7", "Gelijk gebleven", "6"],
]
LONG = ["Indicator", "Toelichting", "Bron", "Realisatie 2017", "Streefwaarde 2018", "Streef-waarde lange termijn"]
ROWS = [
    ["Absoluut verzuim", "Aantal per 1.000 leerlingen", "Wie nergens is ingeschreven", "Ingrado", "0,3", "0,2", "0,1"],
    ["Relatief verzuim", "Aantal per 1.000 leerlingen", "Wie zonder reden wegblijft", "Ingrado", "31", "30", "<30"],
    ["Voortijdig schoolverlaters", "Wie zonder diploma gaat", "Ingrado", "1,9", "1,8", "<1,8"],
]
UNDER = ["Taakveld", "Omschrijving", "Realisatie 2018", "Begroting 2019"]
THEMES = [
    ["6.1 Samenkracht", "Buurten met een huiskamer", "7", "8"],
    ["6.2 Wijkteams", "Huisbezoeken van het team", "40", "50"],
    ["6.2 Wijkteams", "Inwoners die het team kennen", "38%", "54%"],
]


def page(head: list[str], rows: list[list[str]]) -> str:
    return stacked(*head, *(cell for row in rows for cell in row))


def test_words_among_the_figures_leave_them_certain_where_every_row_is_whole() -> None:
    assert read(page(AMONG, BESIDE)) == {
        "Inbraken": ["R2018 12", "S2019 10"],
        "Diefstal van fietsen": ["R2018 31", "S2019 30"],
        "Vernieling": ["R2018 7", "S2019 6"],
    }


@pytest.mark.parametrize("gone", range(4))
def test_words_among_the_figures_and_one_row_that_lost_a_cell_have_the_table_asked(gone: int) -> None:
    torn = [cell for number, cell in enumerate(BESIDE[1]) if number != gone]
    found = read_text(page(AMONG, [BESIDE[0], torn, BESIDE[2]]))
    assert not any(figures_of(found).values())
    assert found.questions


def test_a_column_that_is_gone_from_every_row_has_the_table_asked() -> None:
    for gone in range(4):
        torn = [[cell for number, cell in enumerate(row) if number != gone] for row in BESIDE]
        assert not any(read(page(AMONG, torn)).values())


def test_two_rows_are_too_few() -> None:
    assert not any(read(page(AMONG, BESIDE[:2])).values())


def test_an_unlisted_head_of_figures_right_above_the_rows_is_asked_and_the_others_are_read() -> None:
    found = read_text(page(LONG, ROWS))
    assert figures_of(found) == {
        "Absoluut verzuim": ["R2017 0.3", "S2018 0.2"],
        "Relatief verzuim": ["R2017 31", "S2018 30"],
        "Voortijdig schoolverlaters": ["R2017 1.9", "S2018 1.8"],
    }
    assert {question.text for question in found.questions} == {"0,1", "<30", "<1,8"}
    assert [row.unit for row in found.rows][:2] == ["Aantal per 1.000 leerlingen"] * 2


def test_a_row_of_another_shape_in_a_table_that_ends_in_figures_is_asked_alone() -> None:
    found = read(page(LONG, [*ROWS, ["Zittenblijvers", "Wie een jaar overdoet", "DUO", "3", "2"]]))
    assert "Zittenblijvers" not in found
    assert found["Relatief verzuim"] == ["R2017 31", "S2018 30"]


@pytest.mark.parametrize("title", ["Veiligheid", "Onderwijs en zorg"])
def test_a_title_above_rows_with_a_figure_too_many_is_no_head_of_a_column(title: str) -> None:
    assert not any(read(page([*LONG[:-1], title], ROWS)).values())


def test_what_each_row_belongs_to_may_stand_before_its_name() -> None:
    assert read(page(UNDER, THEMES)) == {
        "Buurten met een huiskamer": ["R2018 7", "S2019 8"],
        "Huisbezoeken van het team": ["R2018 40", "S2019 50"],
        "Inwoners die het team kennen": ["R2018 38", "S2019 54"],
    }


def test_a_row_that_lost_what_it_belongs_to_is_asked() -> None:
    found = read(page(UNDER, [*THEMES, ["Bezoekers van het buurthuis", "90", "95"]]))
    assert found.get("Bezoekers van het buurthuis", []) == []
    assert found["Buurten met een huiskamer"] == ["R2018 7", "S2019 8"]


def test_a_name_that_comes_twice_is_asked() -> None:
    assert "Inbraken" not in read(page(AMONG, [*BESIDE, ["Inbraken", "1", "Van wie", "2"]]))


@pytest.mark.parametrize("name", ["Nederland", "Gemeente"])
def test_rows_of_regions_have_their_own_reader(name: str) -> None:
    assert not any(read(page(AMONG, [*BESIDE, [name, "1", "Van wie", "2"]])).values())


def test_what_a_row_belongs_to_is_not_the_name_of_one_that_lost_its_own() -> None:
    found = read(page(UNDER, [*THEMES, ["6.5 Arbeidsparticipatie", "90", "95"]]))
    assert "6.5 Arbeidsparticipatie" not in found
    torn = [["6.1 Samenkracht", "7", "8"], *THEMES[1:]]
    assert not any(read(page(UNDER, torn)).values())
