"""Tables on their side: a year in front of each row, and the names of indicators above its columns."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

HEAD = ["Jaar", "Ziekteverzuim in %", "Meldingsfrequentie"]
ROWS = ["2022", "5,6%", "1,17", "2023", "4,9%", "1,08"]
SCOPE = scope_for("jaarstukken", 2023)


def test_each_row_is_a_year_and_each_column_an_indicator() -> None:
    expected = {"Ziekteverzuim in %": ["R2022 5.6", "R2023 4.9"], "Meldingsfrequentie": ["R2022 1.17", "R2023 1.08"]}
    assert read(stacked(*HEAD, *ROWS, "Tot slot."), SCOPE) == expected
    barred = " | ".join(HEAD) + " |\n" + " | ".join(ROWS[:3]) + " |\n" + " | ".join(ROWS[3:]) + " |\n"
    assert read(barred, SCOPE) == expected


@pytest.mark.parametrize(
    "cells",
    [
        [*HEAD, *ROWS[:5]],  # a figure is gone
        [*HEAD, *ROWS, "7"],  # a figure too many
        ["Verwachting", *HEAD, *ROWS],
        [*HEAD, "2022", "5,6%", "1,17", "2022", "4,9%", "1,08"],
        ["Jaar", "Gouda", "Nederland", *ROWS],
        ["Jaar", "Streefwaarde", "Realisatie", *ROWS],
    ],
)
def test_what_is_no_whole_table_of_measured_years_gives_no_figures_of_that_layout(cells: list[str]) -> None:
    found = read_text(stacked(*cells), scope=SCOPE)
    assert not {"Ziekteverzuim in %", "Meldingsfrequentie"} & {n for n, figures in figures_of(found).items() if figures}


def test_years_that_the_document_cannot_have_measured_are_asked() -> None:
    found = read_text(stacked(*HEAD, *ROWS), scope=scope_for("begroting", 2024))
    assert not any(figures_of(found).values())
    assert found.questions


AGES = ["Jaar", "0-17 jaar", "18-64 jaar", "65+ jaar", "Totaal"]
COUNTS = ["2020", "9.100", "30.250", "8.040", "47.390", "2021", "9.050", "30.300", "8.210", "47.560"]
TITLE = "Ontwikkeling van het aantal inwoners 2020-2021"


def test_ages_are_counted_as_the_title_above_them_says() -> None:
    found = read(stacked("Bevolking.", TITLE, *AGES, *COUNTS, "Bron: BRP"), SCOPE)
    assert found == {
        "Ontwikkeling van het aantal inwoners: 0-17 jaar": ["R2020 9100", "R2021 9050"],
        "Ontwikkeling van het aantal inwoners: 18-64 jaar": ["R2020 30250", "R2021 30300"],
        "Ontwikkeling van het aantal inwoners: 65+ jaar": ["R2020 8040", "R2021 8210"],
        "Ontwikkeling van het aantal inwoners: Totaal": ["R2020 47390", "R2021 47560"],
    }


@pytest.mark.parametrize("title", ["", "De stad groeide van 47.390 naar 47.560 inwoners, een groot aantal.", "Cijfers"])
def test_ages_of_which_no_title_says_what_is_counted_name_no_indicator(title: str) -> None:
    assert not any(read(stacked("Bevolking.", *filter(None, [title]), *AGES, *COUNTS), SCOPE).values())


@pytest.mark.parametrize("lost", range(len(COUNTS)))
def test_a_figure_that_is_gone_below_ages_moves_no_other(lost: int) -> None:
    torn = [*COUNTS[:lost], *COUNTS[lost + 1 :]]
    assert not any(read(stacked("Bevolking.", TITLE, *AGES, *torn, "Bron: BRP"), SCOPE).values())


def test_a_sentence_that_tells_the_last_figure_with_its_day_says_that_it_was_measured() -> None:
    own = scope_for("begroting", 2022)
    told = "Het aantal inwoners steeg naar 47.560 op 1 januari 2021."
    table = [TITLE, *AGES, *COUNTS, "Bron: BRP"]
    assert read(stacked(told, *table), own)["Ontwikkeling van het aantal inwoners: Totaal"][1] == "R2021 47560"
    for other in (told.replace("47.560", "47.600"), told.replace("2021", "2020"), "Bevolking."):
        assert not any(read(stacked(other, *table), own).values())
    assert not any(read(stacked(told, *table), scope_for("begroting", 2021)).values())
