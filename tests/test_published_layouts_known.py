"""What a municipality is like, in rows of words below a title with its years or days on one line."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import Scope, scope_for
from tests.published_text import figures_of, read

BEGROTING_2022 = scope_for("begroting", 2022)
ROWS = "Aantal inwoners: 45.505 46.165 46.700\nwaarvan:\n- 0 t/m 4 jaar 2.102 2.200 2.300\n"
DAYS = "Kengetallen sociaal 1-1-2021 1-1-2022 1-1-2023\n"


def test_the_years_behind_the_title_are_the_columns_of_the_rows_below_it() -> None:
    found = read_text("Sociale structuur 2019 2020 2021\n" + ROWS, scope=BEGROTING_2022)
    assert figures_of(found) == {
        "Aantal inwoners": ["R2019 45505", "R2020 46165"],
        "- 0 t/m 4 jaar": ["R2019 2102", "R2020 2200"],
    }
    assert {question.years for question in found.questions} == {(2021,)}


@pytest.mark.parametrize("scope", [Scope(), scope_for("begroting", 2020)])
def test_where_no_document_says_what_the_years_are_they_are_asked(scope: Scope) -> None:
    assert not any("R" in figure for row in read(DAYS + ROWS, scope).values() for figure in row)
    assert not any(read("Sociale structuur 2019 2020 2021\n" + ROWS).values())


def test_a_row_that_lost_a_figure_is_asked() -> None:
    found = read(DAYS + ROWS + "- 5 t/m 14 jaar 4.756 4.955\nHonden 12 13 14\n", BEGROTING_2022)
    assert not found.get("- 5 t/m 14 jaar")
    assert found["Aantal inwoners"] == ["R2021 45505", "S2022 46165", "S2023 46700"]


@pytest.mark.parametrize("title", ["Leerlingen per 1/10: ²", "Leerlingen op 1 oktober"])
def test_rows_below_a_title_that_names_another_day_are_asked(title: str) -> None:
    rows = f"{title}\n- openbaar onderwijs 792 852 863\nWoningen\n- huur 412 413 415\n"
    found = read(DAYS + ROWS + rows, BEGROTING_2022)
    assert found["- openbaar onderwijs"] == []
    assert found["- huur"] == ["R2021 412", "S2022 413", "S2023 415"]


def test_a_row_that_names_another_day_itself_is_asked() -> None:
    rows = "Leerlingen per 1 oktober | 792 | 852 |\nWoningen per 1 januari | 412 | 413 |\n"
    found = read("Sociale structuur | 1 januari 2018 | 1 januari 2019 |\n" + rows, scope_for("jaarstukken", 2019))
    assert found == {"Leerlingen per 1 oktober": [], "Woningen per 1 januari": ["R2018 412", "R2019 413"]}


def test_a_year_behind_the_head_of_what_was_measured_may_have_lost_its_own() -> None:
    text = "Kerncijfers Rekening 2019 Rekening 2020 2021 Begroting 2022\nAantal inwoners 45.505 46.165 46.700 46.800\n"
    assert read(text, BEGROTING_2022) == {"Aantal inwoners": ["R2019 45505", "R2020 46165", "S2022 46800"]}
    assert read(text) == {"Aantal inwoners": ["R2019 45505", "R2020 46165", "S2022 46800"]}
