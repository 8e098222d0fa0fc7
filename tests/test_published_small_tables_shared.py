"""A small table whose years are shared by a row of results and one of aims: each has figures of its own years only."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from tests.published_text import figures_of, moved, read, stacked

SCOPE = scope_for("begroting", 2014)
CELLS = (
    *("Indicator 4: aandeel gescheiden afval", "Jaar", "2010", "2011", "2012", "2014"),
    *("Resultaat", "53%", "54%", "57%", "Streefcijfer", "60%", "Bron: Circulus"),
)


def test_results_are_of_the_years_that_were_measured_and_aims_of_those_to_come() -> None:
    found = read_text(stacked("Inleiding.", *CELLS), scope=SCOPE)
    assert figures_of(found) == {"aandeel gescheiden afval": ["R2010 53", "R2011 54", "R2012 57", "S2014 60"]}
    assert not found.questions


@pytest.mark.parametrize("lost", range(1, len(CELLS)))
def test_a_lost_cell_moves_no_figure(lost: int) -> None:
    assert not moved(["Inleiding."], CELLS, lost, SCOPE)


@pytest.mark.parametrize(
    ("cells", "scope"),
    [
        (CELLS, UNKNOWN),
        (CELLS, scope_for("jaarstukken", 2014)),
        (CELLS, scope_for("begroting", 2013)),
        ([{"2012": "2013"}.get(cell, cell) for cell in CELLS], SCOPE),  # neither measured nor to come
        ([*CELLS[:10], "58%", *CELLS[10:]], SCOPE),  # a result of 2014
        ([*CELLS[:11], "59%", *CELLS[11:]], SCOPE),  # an aim of 2012
    ],
)
def test_else_they_are_asked(cells: tuple[str, ...], scope: Scope) -> None:
    found = read_text(stacked("Inleiding.", *cells), scope=scope)
    assert not any(figures_of(found).values()), found.rows
    assert found.questions


def test_rows_with_a_figure_of_every_year_are_read_whole() -> None:
    cells = (*CELLS[:6], "Resultaat", "53%", "54%", "57%", "58%", "Streefcijfer", "50%", "52%", "55%", "60%")
    assert read(stacked("Inleiding.", *cells), scope_for("jaarstukken", 2014)) == {
        "aandeel gescheiden afval": [
            *("R2010 53", "R2011 54", "R2012 57", "R2014 58"),
            *("S2010 50", "S2011 52", "S2012 55", "S2014 60"),
        ]
    }


def test_a_result_without_an_aim_may_be_one_of_money() -> None:
    cells = ("Grondbedrijf", "Jaar", "2010", "2011", "Resultaat", "53", "54")
    assert "Grondbedrijf" not in read(stacked("Inleiding.", *cells), SCOPE)
