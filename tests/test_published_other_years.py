"""Notes that say that a figure is of another year than its heading, and names that stand below a heading of figures."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, read, stacked

HEAD = ["Indicator", "Rekening 2019", "Begroting 2020", "Begroting 2021"]
BOMEN = ["Bomen in de laan", "241", "227", "245"]
PERKEN = ["Perken in de laan", "12", "14", "15"]


@pytest.mark.parametrize(
    "note",
    [
        "Waarde begroting 2020 is waarde uit periode 2018.",
        "Het aantal bomen per laan. Bedrag begroting 2020 betreft periode 2018.",
        "De cijfers bij begroting 2020 zijn van 2018.",
        "Begroting 2020 heeft betrekking op het jaar 2018.",
    ],
)
def test_a_note_that_says_a_column_is_of_another_year_has_its_figure_asked(note: str) -> None:
    found = read_text(stacked(*HEAD, *BOMEN, "Eenheid:", "Aantal", "Toelichting:", note, *PERKEN))
    assert figures_of(found) == {
        "Bomen in de laan": ["R2019 241", "S2021 245"],
        "Perken in de laan": ["R2019 12", "S2020 14", "S2021 15"],
    }
    assert [question.text for question in found.questions] == ["227"]


@pytest.mark.parametrize(
    "note",
    ["De cijfers zijn van 2019.", "Betreft het jaar 2019", "Laatst bekende gegevens van 2019", "Cijfers over 2019."],
)
def test_a_note_that_says_all_figures_are_of_one_year_has_those_of_others_asked(note: str) -> None:
    found = read(stacked(*HEAD, *BOMEN, "Toelichting:", note, *PERKEN))
    assert found["Bomen in de laan"] == ["R2019 241"]
    assert found["Perken in de laan"] == ["R2019 12", "S2020 14", "S2021 15"]


@pytest.mark.parametrize(
    "note",
    [
        "De waarde is in 2020 hoger dan in 2018.",
        "De realisatie 2019 is 5% hoger dan in 2018.",
        "Vanaf 2018 wordt elke laan geteld.",
        "De cijfers zijn sinds 2018 gestegen.",
        "Het beleid is van 2018 tot 2021 vastgesteld.",
        "De begroting 2020 is in 2019 vastgesteld.",
    ],
)
def test_a_note_that_mentions_years_in_prose_has_nothing_asked(note: str) -> None:
    found = read_text(stacked(*HEAD, *BOMEN, "Toelichting:", note, *PERKEN))
    assert figures_of(found)["Bomen in de laan"] == ["R2019 241", "S2020 227", "S2021 245"]
    assert not found.questions


def test_a_line_below_the_last_row_that_names_a_column_may_be_about_every_row() -> None:
    text = "Indicator | Rekening 2019 | Begroting 2020 |\nBomen | 12 | 13 |\nPerken | 14 | 15 |\n\n"
    assert read(text + "De cijfers bij begroting 2020 zijn van 2018.\n") == {
        "Bomen": ["R2019 12"],
        "Perken": ["R2019 14"],
    }


def test_a_footnote_that_says_of_which_year_a_figure_is_has_it_asked() -> None:
    text = "Indicator | Rekening 2019 | Begroting 2020 |\nBomen | 12* | 13 |\n\n* Cijfer van 2018.\n"
    assert read(text) == {"Bomen": ["S2020 13"]}


def test_a_cell_of_the_row_that_says_of_which_year_its_figures_are_has_them_asked() -> None:
    head = "Indicator | Rekening 2019 | Begroting 2020 | Toelichting |\n"
    rows = "Bomen | 12 | 13 | Rekening 2019 betreft 2017 |\nPerken | 14 | 15 | Cijfer 2018 |\nLanen | 3 | 4 | Hoger dan in 2018 |\n"
    assert read(head + rows) == {"Bomen": ["S2020 13"], "Perken": [], "Lanen": ["R2019 3", "S2020 4"]}


@pytest.mark.parametrize("name", ["Bomen (2018)", "Bomen (per laan, 2018)", "Bomen (peildatum 1-1-2018)"])
def test_a_name_that_says_of_which_year_its_figures_are_has_those_of_others_asked(name: str) -> None:
    head = "Indicator | Rekening 2018 | Rekening 2019 |\n"
    assert read(head + f"{name} | 12 | 13 |\nPerken | 14 | 15 |\n") == {
        name: ["R2018 12"],
        "Perken": ["R2018 14", "R2019 15"],
    }


@pytest.mark.parametrize("name", ["Bomen (vanaf 2018)", "Bomen (Bomenplan 2018)", "Bomen (in 1000 stuks)"])
def test_a_name_that_mentions_a_year_leaves_its_figures_certain(name: str) -> None:
    assert read("Indicator | Rekening 2019 |\n---|---|\n" + f"{name} | 12 |\n") in ({name: ["R2019 12"]}, {})


def test_figures_of_others_of_another_year_are_asked_too() -> None:
    rows = [*["Bomen in de laan", "Gemeente", "241", "250"], *["Nederland", "243", "244"]]
    head = ["Indicator", "Rekening 2019", "Rekening 2020"]
    note = ["Toelichting:", "Waarde rekening 2020 is waarde uit 2018."]
    found = read_text(stacked(*head, *rows, *note, "Perken in de laan", "Gemeente", "12", "14", "Nederland", "3", "4"))
    assert [(b.name, b.year) for b in found.benchmarks] == [
        ("Bomen in de laan", 2019),
        ("Perken in de laan", 2019),
        ("Perken in de laan", 2020),
    ]


@pytest.mark.parametrize("note", ["(cijfers 2019)", "Het cijfer betreft 2019."])
def test_a_line_right_below_the_figures_of_a_row_is_about_that_row(note: str) -> None:
    found = read(stacked(*HEAD, *BOMEN, note, *PERKEN))
    assert found == {"Bomen in de laan": ["R2019 241"], "Perken in de laan": ["R2019 12", "S2020 14", "S2021 15"]}


SHIFTED = "Effectindicator | Nulmeting | Doelstelling 2016 | Realisatie 2016 | Doelstelling 2017 | Toelichting |\n---|---|---|---|---|---|\n"


@pytest.mark.parametrize("code", ["E1.2.1", "B12", "1.2", "Sport"])
def test_names_below_a_head_of_figures_have_the_whole_table_asked(code: str) -> None:
    """The codes stand below the head of both, so that every figure stands one column too far."""
    found = read_text(
        SHIFTED + f"{code} | Roem van de stad | 3e positie (2013) | 3e positie | 2e positie | 1e positie |\n"
    )
    assert not any(figures_of(found).values())
    assert not any(f.figure.reason for row in found.rows for f in [*row.realisaties, *row.streefwaarden])
    assert found.questions


def test_words_below_a_baseline_are_no_names_where_other_rows_have_figures_there() -> None:
    rows = "Roem | nog niet gemeten | 5 | 6 | 7 | |\nFaam | 4 (2013) | 5 | 6 | 7 | |\n"
    assert read(SHIFTED + rows) == {
        "Roem": ["R2016 6", "S2016 5", "S2017 7"],
        "Faam": ["R2013 4", "R2016 6", "S2016 5", "S2017 7"],
    }
