"""Kerngegevens: names with a figure for each year of the heading, in groups."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.imports.published.kerngegevens import LEFT, UNEVEN
from tests.published_text import figures_of, moved, read

JAARSTUKKEN_2018 = scope_for("jaarstukken", 2018)


def cells(*texts: str) -> str:
    """Return a page of one cell a line."""
    return "\n\n".join(texts) + "\n"


HEAD = ("Kerngegevens", "Begroting 2019", "Begroting 2020")
FOUR = ("Huishoudens", "21", "22", "Woningen", "31", "32", "Bomen", "41", "42", "Wegen", "51", "52")


def test_a_name_with_a_figure_for_each_year_is_a_row_whatever_titles_stand_above_it() -> None:
    found = read_text(cells(*HEAD, "A", "Sociale structuur", "Inwoners", "11", "12", "Opbouw", *FOUR))
    assert figures_of(found)["Inwoners"] == ["S2019 11", "S2020 12"]
    assert figures_of(found)["Huishoudens"] == ["S2019 21", "S2020 22"]
    assert not found.questions


def test_a_name_without_figures_leaves_the_rows_around_it_whole() -> None:
    found = read(cells(*HEAD, "Inwoners", "11", "12", "Bedrijven", *FOUR))
    assert found["Huishoudens"] == ["S2019 21", "S2020 22"]
    assert "Bedrijven" not in found


def test_a_row_with_a_figure_too_few_is_asked_alone() -> None:
    found = read_text(cells(*HEAD, "Inwoners", "11", *FOUR))
    assert figures_of(found) == {
        "Huishoudens": ["S2019 21", "S2020 22"],
        "Woningen": ["S2019 31", "S2020 32"],
        "Bomen": ["S2019 41", "S2020 42"],
        "Wegen": ["S2019 51", "S2020 52"],
    }
    assert [(question.text, question.why) for question in found.questions] == [("Inwoners · 11", UNEVEN)]


def test_an_age_above_as_many_figures_as_columns_is_a_name() -> None:
    found = read(cells(*HEAD, "Inwoners", "11", "12", "< 18 jaar", "3", "4", "65 en ouder", "5", "6", *FOUR))
    assert found["< 18 jaar"] == ["S2019 3", "S2020 4"]
    assert found["65 en ouder"] == ["S2019 5", "S2020 6"]


def test_what_a_column_holds_may_stand_below_all_days() -> None:
    text = cells("1 januari 2017", "1 januari 2018", "Begroting", "Begroting", "Fysieke structuur", *FOUR)
    assert read(text)["Bomen"] == ["S2017 41", "S2018 42"]


def test_the_last_day_of_a_year_that_is_over_was_measured_and_its_first_is_asked() -> None:
    text = cells("Kerngegevens", "1 januari 2018", "31 december 2018", *FOUR)
    assert read(text, JAARSTUKKEN_2018)["Bomen"] == ["R2018 42"]


def test_one_column_takes_one_figure_behind_each_name() -> None:
    found = read(
        cells(
            "Bijlage Kerngegevens",
            "Aantallen\nbegroting\n2020",
            *["Bomen", "1", "Wegen", "2", "Huizen", "3", "Perken", "4"],
        )
    )
    assert found == {"Bomen": ["S2020 1"], "Wegen": ["S2020 2"], "Huizen": ["S2020 3"], "Perken": ["S2020 4"]}


def test_the_figures_of_a_row_may_stand_on_its_line_or_on_the_one_below_it() -> None:
    head = "Kerngegevens\n\nRekening 2017 Rekening 2018 Begroting 2019\n\n"
    text = (
        head
        + "Bomen 11 12 13\nWegen (aantal m² x 100) 21 22 23\nHuizen in bezit van\nwoningcorporaties\n31 32 33\nPerken\n41 42 43\n"
    )
    assert read(text) == {
        "Bomen": ["R2017 11", "R2018 12", "S2019 13"],
        "Wegen (aantal m² x 100)": ["R2017 21", "R2018 22", "S2019 23"],
        "Huizen in bezit van woningcorporaties": ["R2017 31", "R2018 32", "S2019 33"],
        "Perken": ["R2017 41", "R2018 42", "S2019 43"],
    }


def test_a_year_that_may_end_a_name_or_begin_its_figures_has_the_line_asked() -> None:
    head = "Kerngegevens Rekening 2017 Rekening 2018 Begroting 2019\n"
    rows = "Bomen 11 12 13\nWegen 21 22 23\nPerken 31 32 33\nBruggen 41 42 43\n"
    assert "Huizen" not in " ".join(read(head + rows + "Huizen 2016 52 53\n"))


def test_a_name_that_stands_in_two_groups_has_that_of_its_group() -> None:
    text = cells(
        *HEAD, "Uitkeringen", "11", "12", "Bijstand", "21", "22", "Zonder werk:", "Bijstand", "31", "32", *FOUR
    )
    assert not any("Bijstand" in name and figures for name, figures in read(text).items() if name == "Bijstand")


def test_a_unit_above_every_run_of_figures_is_no_name() -> None:
    rows = [text for name in ("Bomen", "Wegen", "Perken", "Huizen") for text in (name, "stuks", "1", "2")]
    assert "stuks" not in read(cells(*HEAD, *rows))


def test_without_kerngegevens_above_it_a_table_is_left_to_other_readers() -> None:
    assert UNEVEN not in {
        q.why for q in read_text(cells("Begroting 2019", "Begroting 2020", *FOUR, "Rest", "1")).questions
    }


def test_the_years_may_stand_below_what_they_are_and_the_rows_have_numbers() -> None:
    head = ("Kerngegevens", "Omschrijving", "Begroting", "2021", "2022")
    rows = (
        "1.",
        "Woningen",
        "31",
        "32",
        "2.",
        "Bomen",
        "41",
        "42",
        "3.",
        "Wegen",
        "51",
        "52",
        "4.",
        "Perken",
        "61",
        "62",
    )
    assert read(cells(*head, *rows))["Bomen"] == ["S2021 41", "S2022 42"]


def test_a_colon_between_a_name_and_its_figures_is_no_cell() -> None:
    rows = [text for name in ("Bomen", "Wegen", "Perken", "Huizen") for text in (name, ":", "1", "2")]
    assert read(cells(*HEAD, *rows))["Perken"] == ["S2019 1", "S2020 2"]


def test_a_group_says_of_which_unit_its_rows_are() -> None:
    found = read_text(cells(*HEAD, *FOUR, "Financiën (bedrag in € per inwoner)", "Vaste schuld", "1.206", "1.341"))
    assert figures_of(found)["Vaste schuld"] == ["S2019 1206", "S2020 1341"]
    assert found.rows[-1].unit == "€ per inwoner"


def test_a_title_in_small_letters_stands_before_the_first_name_below_it() -> None:
    found = read(cells(*HEAD, *FOUR, "Inwoners", "van 0-4 jaar", "11", "12"))
    assert found["Inwoners van 0-4 jaar"] == ["S2019 11", "S2020 12"]


def test_an_estimate_beside_what_was_measured_of_its_day_is_what_was_budgeted() -> None:
    head = ("Kerngegevens", "1-1-2022", "1-1-2022", "1-1-2023", "Schatting", "Werkelijk", "Schatting")
    rows = [text for name in ("Bomen", "Wegen", "Perken", "Huizen") for text in (name, "1", "2", "3")]
    assert read(cells(*head, *rows), scope_for("begroting", 2023))["Bomen"] == ["R2022 2", "S2022 1", "S2023 3"]


def test_rows_with_bare_numbers_and_their_unit_below_each_figure() -> None:
    names = ("Waarde", "Bomen", "Wegen", "Perken", "Huizen")
    rows = [
        text
        for number, name in enumerate(names, 1)
        for text in (str(number), name, "14.199.000", "x € 1.000", "14.698.000", "x € 1.000")
    ]
    found = read_text(cells("Kerngegevens", "Begroting 2016", "Begroting 2017", *rows))
    assert figures_of(found)["Bomen"] == ["S2016 14199000", "S2017 14698000"]
    assert {row.unit for row in found.rows} == {"x € 1.000"}


def test_a_footnote_between_the_rows_ends_nothing() -> None:
    found = read_text(cells(*HEAD, *FOUR, "*) definitieve cijfers ultimo 2019 (Bron: CBS)", "Scholen", "61", "62"))
    assert figures_of(found)["Scholen"] == ["S2019 61", "S2020 62"]
    assert not found.questions


def test_amounts_in_thousands_are_asked_up_to_the_next_group() -> None:
    found = read_text(
        cells(*HEAD, *FOUR, "Financieel (x € 1.000)", "Vaste schuld", "61", "62", "Sociaal", "Scholen", "7", "8")
    )
    assert figures_of(found)["Vaste schuld"] == []
    assert figures_of(found)["Scholen"] == ["S2019 7", "S2020 8"]


def test_figures_below_a_sentence_are_asked_once() -> None:
    sentence = "Hieronder staan de cijfers van een heel andere tabel."
    found = read_text(cells(*HEAD, *FOUR, sentence, "Scholen", "61", "62", "Klassen", "71", "72"))
    assert "Scholen" not in figures_of(found)
    assert [question.why for question in found.questions] == [LEFT]


def test_heads_that_nobody_lists_below_the_table_are_those_of_another() -> None:
    rows = [
        *FOUR,
        "Scholen",
        "61",
        "62",
        "Eigenaar",
        "Huurder",
        "Rioolheffing",
        "100",
        "0",
        "Afvalstoffenheffing",
        "200",
        "250",
    ]
    found = read_text(cells(*HEAD, *rows))
    assert figures_of(found)["Scholen"] == ["S2019 61", "S2020 62"]
    assert not any(figures for name, figures in figures_of(found).items() if "heffing" in name)
    assert LEFT in {question.why for question in found.questions}


DAYS = ["31-12-15", "31-12-16"]
WIJKEN = [
    text
    for number, name in enumerate(("Bomen", "Wegen", "Perken", "Huizen"))
    for text in (name, f"1{number}", f"2{number}")
]


def test_a_heading_of_days_alone_is_of_what_a_municipality_is_like() -> None:
    found = read(cells(*DAYS, *WIJKEN), scope_for("jaarstukken", 2016))
    assert found["Wegen"] == ["R2015 11", "R2016 21"]


@pytest.mark.parametrize("lost", range(len(DAYS + WIJKEN)))
def test_one_that_lost_a_cell_moves_no_figure(lost: int) -> None:
    assert not moved([], DAYS + WIJKEN, lost, scope_for("jaarstukken", 2016), page=cells)
