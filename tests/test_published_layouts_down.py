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
