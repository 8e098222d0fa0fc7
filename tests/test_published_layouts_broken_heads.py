"""Heads of columns that were broken over two rows, of which each cell is copied alone."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

BEGROTING_2019 = scope_for("begroting", 2019)
HEAD = ["Naam indicator", "Meting", "Meting", "Streef-", "2016", "2017", "waarde"]
ROWS = ["Aantal bomen", "48", "32", "30", "Aantal perken", "5", "6", "7"]


def test_a_broken_last_head_shows_that_each_head_goes_on_in_the_row_below_it() -> None:
    found = read_text(stacked(*HEAD, *ROWS), scope=BEGROTING_2019)
    assert figures_of(found) == {"Aantal bomen": ["R2016 48", "R2017 32"], "Aantal perken": ["R2016 5", "R2017 6"]}
    assert [(question.text, question.why) for question in found.questions] == [
        ("30", "Boven de kolom met deze streefwaarde staat geen jaar."),
        ("7", "Boven de kolom met deze streefwaarde staat geen jaar."),
    ]


def test_a_year_below_the_broken_head_too_leaves_nothing_certain() -> None:
    head = [*HEAD[:6], "2018", "waarde"]
    assert not any(read(stacked(*head, *ROWS), BEGROTING_2019).values())


@pytest.mark.parametrize("lost", range(1, 6))
def test_a_heading_that_lost_a_cell_gives_no_figure_another_year(lost: int) -> None:
    head = [cell for i, cell in enumerate(HEAD) if i != lost]
    assert not any(read(stacked(*head, *ROWS), BEGROTING_2019).values())


def test_a_row_with_fewer_figures_is_asked() -> None:
    assert read(stacked(*HEAD, "Aantal bomen", "48", "32", *ROWS[4:]), BEGROTING_2019)["Aantal bomen"] == []
