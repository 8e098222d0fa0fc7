"""Tables of which every row has a cell for every column, and rows that have one too few or too many."""

import pytest

from indicators.imports.published.document import scope_for
from tests.published_text import read, stacked

JAARSTUKKEN = scope_for("jaarstukken", 2020)
HEAD = "Indicator\tRealisatie 2019\tRealisatie 2020\tBron\n"
ROWS = "Bomen\t11\t12\tCBS\nHagen\t31\t32\tDUO\nPerken\t41\t42\tBAG\n"
READ = {"Bomen": ["R2019 11", "R2020 12"], "Hagen": ["R2019 31", "R2020 32"], "Perken": ["R2019 41", "R2020 42"]}


@pytest.mark.parametrize(
    ("heads", "ahead"),
    [
        (["Nr", "Taakveld", "Naam"], ["1", "Economie"]),
        (["#", "Indicator", "Definitie"], ["1"]),
        (["Programma", "Indicator"], ["Sport"]),
    ],
)
def test_years_alone_between_walls_are_read_below_heads_of_words(heads: list[str], ahead: list[str]) -> None:
    behind = [""] * (len(heads) - len(ahead) - 1)
    text = "\t".join([*heads, "2018", "2019", "2020"]) + "\n" + "\t".join([*ahead, "Bomen", *behind, "11", "12", "13"])
    assert list(read(text, JAARSTUKKEN).values()) == [["R2018 11", "R2019 12", "R2020 13"]]


def test_a_row_with_a_figure_below_the_second_head_of_names_is_asked() -> None:
    text = "Indicator\tOmschrijving\t2018\t2019\t2020\nHaven\tKades\t25%\t30%\t35%\nGrond uitgegeven\t40%\t45%\t50%\t\n"
    assert read(text, JAARSTUKKEN) == {"Haven: Kades": ["R2018 25", "R2019 30", "R2020 35"]}


def test_a_row_whose_unit_and_bron_could_be_heads_is_no_heading() -> None:
    text = "Indicator\tEenheid\tBron\tRealisatie 2019\tRealisatie 2020\n"
    rows = "Bomen\taantal\tCBS\t11\t12\nContacten\tcijfer\tGemeente\t21\t22\n"
    assert read(text + rows) == {"Bomen": ["R2019 11", "R2020 12"], "Contacten": ["R2019 21", "R2020 22"]}


@pytest.mark.parametrize(
    "row", ["Struiken\t21\t21\t22\t\n", "Struiken\t21\t22\t23\n", "Struiken\t22\tZie toelichting\n"]
)
def test_a_row_with_a_cell_too_few_or_too_many_is_asked(row: str) -> None:
    found = read(HEAD + ROWS + row)
    assert found.pop("Struiken", []) == []
    assert found == READ


def test_names_without_a_head_behind_what_they_belong_to_are_the_names() -> None:
    text = "Taakveld\t\tRealisatie 2019\tRealisatie 2020\nSport\tBomen\t11\t12\nEconomie\tPerken\t21\t22\n"
    assert read(text) == {"Bomen": ["R2019 11", "R2020 12"], "Perken": ["R2019 21", "R2020 22"]}


NUMBERED = ["Nr", "Taakveld", "Effectindicator", "Bron", "Realisatie 2019", "Begroot 2020"]


def _numbered(*rows: str) -> str:
    return stacked("Begroting 2020", *NUMBERED, *(cell for row in rows for cell in row.split("/")))


def test_numbered_rows_of_one_cell_a_line_are_read_where_all_are_whole() -> None:
    text = _numbered("1/Sport/Mooie bomen/CBS/11/12", "2/Sport/Hoge hagen/DUO/21/22", "3/Zorg/Brede perken/BAG/31/32")
    assert read(text) == {
        "Mooie bomen": ["R2019 11", "S2020 12"],
        "Hoge hagen": ["R2019 21", "S2020 22"],
        "Brede perken": ["R2019 31", "S2020 32"],
    }


def test_numbered_rows_of_one_cell_a_line_are_asked_where_a_cell_is_gone() -> None:
    text = _numbered("1/Sport/Mooie bomen/CBS/11/12", "2/Sport/Hoge hagen/DUO/21", "3/Zorg/Brede perken/BAG/31/32")
    assert read(text).get("Hoge hagen", []) == []


@pytest.mark.parametrize(
    "head",
    [
        "Indicator 2018 realisatie 2019 realisatie 2020 streefcijfer",
        "Indicator Realisatie 2018 Realisatie 2019 Doel 2020",
        "Programma Indicator 2018 rekening 2019 rekening 2020 doel",
    ],
)
def test_heads_on_one_line_say_what_each_year_is(head: str) -> None:
    text = f"Begroting 2020\n\n{head}\nMooie bomen 11 12 13\nHoge hagen 21 22 23\n"
    assert read(text) == {
        "Mooie bomen": ["R2018 11", "R2019 12", "S2020 13"],
        "Hoge hagen": ["R2018 21", "R2019 22", "S2020 23"],
    }


def test_a_unit_behind_the_figures_of_a_line_holds_no_figure() -> None:
    text = (
        "Indicator Realisatie 2019 Begroot 2020 Eenheid\n"
        "Mooie bomen 11,5 12,5 per 1.000 inwoners\nHoge hagen 21,5 22,5 per 1.000 inwoners\n"
    )
    assert read(text) == {"Mooie bomen": ["R2019 11.5", "S2020 12.5"], "Hoge hagen": ["R2019 21.5", "S2020 22.5"]}


def test_words_that_refer_at_the_end_of_the_figures_may_be_those_beside_them() -> None:
    head = "Indicator Realisatie 2018 Realisatie 2019 Begroot 2020 Toelichting\n"
    rows = "Mooie bomen 11 12 13 Volgens planning\nHoge hagen 21 22 Zie de toelichting\n"
    assert read(head + rows) == {"Mooie bomen": ["R2018 11", "R2019 12", "S2020 13"], "Hoge hagen": []}


def _cells(text: str) -> list[str]:
    return text.split("/")


COUNTED = ("Jaarstukken 2020", "Nr", "Indicator", "Realisatie 2019", "Realisatie 2020")


def test_titles_may_stand_above_the_numbers_of_rows() -> None:
    rows = _cells("Sport/1/Mooie bomen/11/12/2/Hoge hagen/21/22/Economie/3/Brede perken/31/32")
    assert read(stacked(*COUNTED, *rows)) == {
        "Mooie bomen": ["R2019 11", "R2020 12"],
        "Hoge hagen": ["R2019 21", "R2020 22"],
        "Brede perken": ["R2019 31", "R2020 32"],
    }


def test_the_number_of_a_row_is_no_figure_of_the_row_above_that_lost_one() -> None:
    rows = _cells("1/Mooie bomen/11/12/CBS/2/Hoge hagen/21/3/Brede perken/31/32/CBS/4/Lage struiken/41/42/CBS")
    found = read(stacked(*COUNTED, "Bron", *rows))
    assert found.pop("Hoge hagen") == []
    assert found["Lage struiken"] == ["R2019 41", "R2020 42"]


def test_a_bron_called_gemeente_is_no_row_of_the_municipality() -> None:
    head = ("Indicator", "Bron", "Realisatie 2019", "Realisatie 2020")
    rows = _cells("Sport/Mooie bomen/Gemeente/11/12/Hoge hagen/CBS/21/22/Brede perken/DUO/31/32")
    assert "Sport" not in read(stacked(*head, *rows))


def test_a_title_above_a_row_without_its_unit_is_not_its_name() -> None:
    head = ("Indicator", "Toelichting", "Eenheid", "Bron", "Realisatie 2019", "Realisatie 2020")
    first = _cells("Sport/Mooie bomen/Volgens planning/CBS/11/12/Hoge hagen/Elk jaar/aantal/DUO/21/22")
    rows = _cells("Zorg/Brede perken/Elk jaar/aantal/BAG/31/32/Lage struiken/aantal/LISA/41/42")
    assert not read(stacked(*head, *first, *rows)).get("Sport")


def test_what_a_row_belongs_to_is_not_its_name_where_a_column_is_empty_in_all_rows() -> None:
    head = ("Nr", "Programma", "Naam", "Beschrijving", "Realisatie 2019", "Realisatie 2020")
    rows = _cells("1/Onderwijs/Aantal scholen/11/12/2/Zorg/Mooie bomen/21/22/3/Sport/Hoge hagen/31/32")
    assert not any(read(stacked(*head, *rows)).values())


def test_words_at_the_end_of_a_name_are_no_figure_where_rows_lost_theirs() -> None:
    head = "Nr. Indicator Realisatie 2018 Realisatie 2019 Begroot 2020\n"
    rows = "1 Mooie bomen 11 12 13\n2 Leeftijd onbekend 21 22\n3 Hoge hagen 31 32\n"
    assert read(head + rows).get("Leeftijd", []) == []


def test_figures_of_others_may_stand_last_on_a_line_that_names_each_year_first() -> None:
    head = "Indicator 2018 realisatie 2019 realisatie Nederland 2018\n"
    assert read(head + "Mooie bomen 11 12 13\nHoge hagen 21 22 23\n") == {
        "Mooie bomen": ["R2018 11", "R2019 12"],
        "Hoge hagen": ["R2018 21", "R2019 22"],
    }
