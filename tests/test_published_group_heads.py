"""Words above years that say what the years are: Realisatie, Streefwaarde; read where they stand, asked where unlisted."""

import pytest

from indicators.imports.published.document import scope_for
from tests.published_text import read, stacked

BEGROTING, JAARSTUKKEN = scope_for("begroting", 2020), scope_for("jaarstukken", 2020)
YEARS = "Indicator{w}2018{w}2019{w}2020{w}2021\nBomen{w}11{w}12{w}13{w}14\nPerken{w}21{w}22{w}23{w}24\n"
READ = {
    "Bomen": ["R2018 11", "R2019 12", "S2020 13", "S2021 14"],
    "Perken": ["R2018 21", "R2019 22", "S2020 23", "S2021 24"],
}


@pytest.mark.parametrize("aims", ["Doel", "Streefwaarde", "Begroot", "Norm"])
def test_the_years_between_tabs_are_of_the_group_above_them(aims: str) -> None:
    text = f"\tWerkelijk\t\t{aims}\t\n" + YEARS.format(w="\t")
    assert read(text, JAARSTUKKEN) == READ


def test_a_group_that_nobody_listed_has_its_years_asked() -> None:
    text = "\tWerkelijk\t\tKoers\t\n" + YEARS.format(w="\t")
    assert read(text, JAARSTUKKEN) == {name: figures[:2] for name, figures in READ.items()}


def test_groups_count_where_the_names_have_no_head() -> None:
    text = "\tWerkelijk\t\tDoel\t\n" + YEARS.format(w="\t").removeprefix("Indicator")
    assert read(text, JAARSTUKKEN) == READ


def test_an_empty_cell_before_the_bar_that_begins_the_first_row_keeps_the_groups_in_their_place() -> None:
    text = " | Werkelijk | | Doel | |\n" + YEARS.format(w=" | ").replace("\n", " |\n")
    assert read(text, JAARSTUKKEN) == READ


def test_between_groups_and_years_a_head_of_words_stands_before_the_figures() -> None:
    heads = ["Realisatie", "Streefwaarde", "Indicator", "Eenheid", "2018", "2019", "2020", "2021"]
    rows = ["Bomen", "aantal", "11", "12", "13", "14", "Perken", "cijfer", "21", "22", "23", "24"]
    read_of_2020 = {"Bomen": ["R2018 11", "S2020 13", "S2021 14"], "Perken": ["R2018 21", "S2020 23", "S2021 24"]}
    assert read(stacked("Begroting 2020", *heads, *rows), BEGROTING) == read_of_2020


ROWS = ["Bomen", "11", "12", "13", "14", "Perken", "21", "22", "23", "24", "Hagen", "31", "32", "33", "34"]


def test_doel_right_behind_realisatie_is_a_group() -> None:
    text = stacked("Begroting 2020", "Werkelijk", "Doel", "Indicator", "2018", "2019", "2020", "2021", *ROWS)
    assert read(text, BEGROTING)["Bomen"] == ["R2018 11", "S2020 13", "S2021 14"]


def test_of_jaarstukken_two_groups_above_one_run_of_years_are_asked() -> None:
    heads = ["Werkelijk", "Doel", "Indicator", "2018", "2019", "2020", "2021"]
    assert not any(read(stacked("Jaarstukken 2020", *heads, *ROWS), JAARSTUKKEN).values())


@pytest.mark.parametrize("groups", ["Werkelijk Doel", "Rekening Koers"])
def test_years_on_a_line_below_a_group_that_nobody_listed_are_asked(groups: str) -> None:
    lines = f"{groups}\nIndicator 2018 2019 2020 2021\nMooie bomen 11 12 13 14\nMooie perken 21 22 23 24\n"
    assert not any(read(lines, JAARSTUKKEN).values())


def test_numbered_lines_below_a_group_that_nobody_listed_are_asked() -> None:
    head = "Gerealiseerd Begroting\nNr. Naam 2018 2019 2020 2021 Eenheid\n"
    rows = "".join(f"{n} Mooie {what} 11 12 13 14 aantal\n" for n, what in enumerate(("bomen", "perken", "hagen"), 1))
    assert not any(read("Jaarstukken 2020\n\n" + head + rows, JAARSTUKKEN).values())


def test_a_norm_of_no_year_leaves_no_realisaties_that_jaarstukken_cannot_have_measured() -> None:
    lines = "Werkelijk Norm\nIndicator 2019 2020 2021 2022\nMooie bomen nog onbekend 11 12 13 14\nHagen 21 22 23 24\n"
    assert not any(read(lines, JAARSTUKKEN).values())


def test_a_begroting_of_the_year_before_beside_what_became_of_both_years_is_asked() -> None:
    head = "Indicator\tRealisatie 2019\tBegroting 2019\tRealisatie 2020\n"
    text = f"Jaarstukken 2020\n\n{head}Inwoners\t201\t202\t203\nWoningen\t61\t62\t63\n"
    assert read(text) == {"Inwoners": ["R2019 201", "R2020 203"], "Woningen": ["R2019 61", "R2020 63"]}
