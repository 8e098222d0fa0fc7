"""Tables as a PDF without lines gives them: heads and names broken over lines, rows of words."""

from indicators.imports.published import read_text
from tests.published_text import figures_of, read

HEADS = "Indicator 2018\n\nrealisatie\n\n2019\nrealisatie\n\n2020\nbegroot\n\n"
ROWS = "Mooie bomen 11 12 13\n\nHoge hagen 21 22 23\n\nBrede perken 31 32 33\n"
READ = {
    "Mooie bomen": ["R2018 11", "R2019 12", "S2020 13"],
    "Hoge hagen": ["R2018 21", "R2019 22", "S2020 23"],
    "Brede perken": ["R2018 31", "R2019 32", "S2020 33"],
}


def test_a_year_above_what_it_is_of_is_of_that() -> None:
    assert read(HEADS + ROWS) == READ


def test_the_last_head_may_stand_right_above_the_first_row() -> None:
    assert read(HEADS.removesuffix("\n") + ROWS) == READ


def test_what_a_year_is_of_may_stand_above_it_as_well() -> None:
    heads = "Indicator\n\nRealisatie\n\n2018\n\nRealisatie\n\n2019\n\nBegroot\n\n2020\n\n"
    assert read(heads + ROWS) == READ


def test_a_row_below_text_with_which_its_name_may_begin_is_asked() -> None:
    rows = "Hoge hagen en\nStruiken aantal 41 42 43\n\n"
    found = read(HEADS + ROWS + rows)
    assert found.pop("Struiken aantal", []) == []
    assert found == READ


def test_a_name_that_goes_on_with_a_small_letter_begins_on_the_line_above() -> None:
    rows = "Hoge hagen en\nstruiken 41 42 43\n\n"
    assert read(HEADS + ROWS + rows) == READ | {"Hoge hagen en struiken": ["R2018 41", "R2019 42", "S2020 43"]}


def test_rows_with_more_figures_than_heads_have_the_table_asked() -> None:
    rows = "Mooie bomen 11 12 13 14\nHoge hagen 21 22 23 24\nBrede perken 31 32 33 34\nLage struiken 41 42 43\n"
    assert not any(read(HEADS + rows).values())


def test_figures_below_each_other_above_a_name_are_asked() -> None:
    text = "Indicator\n\nRealisatie 2018\n\nRealisatie 2019\n\nBomen en hagen\n12%\n90%\n\nPerken\n\n21%\n\n22%\n"
    found = read_text(text)
    assert figures_of(found) == {"Perken": ["R2018 21", "R2019 22"]}
    assert "12% 90%" in found.questions[0].text
