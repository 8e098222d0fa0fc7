"""Footnote marks that stand alone among figures, and numbers that can have no decimals."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import read, stacked

CODED = ("Effectindicator", "Realisatie 2016", "Realisatie 2017", "Streefwaarde 2018", "Bron", "4B1.a Reizigers")


def test_a_mark_alone_is_a_cell_where_its_footnote_says_that_the_figure_is_not_known_yet() -> None:
    text = stacked(*CODED, "83", "*", "> 75", "NS", "*) De cijfers zijn nog niet bekend.")
    [row] = read_text(text).rows
    assert [(f.figure.year, f.figure.reason) for f in row.realisaties] == [(2016, ""), (2017, "nog_niet_bekend")]
    assert [(f.figure.year, f.figure.lower) for f in row.streefwaarden] == [(2018, 75)]


def test_a_mark_alone_with_another_footnote_is_of_the_figure_before_it() -> None:
    assert not any(read(stacked(*CODED, "83", "*", "> 75", "NS", "*) Zonder de tram.")).values())


def test_marks_in_a_row_of_figures_that_follow_each_other_have_the_row_asked() -> None:
    text = stacked("Indicator", "2017", "2018", "Streefwaarde 2019", "Bomen", "11", "12", "13", "(*)", "(*)")
    assert not any(read(text).values())


@pytest.mark.parametrize("often", ["per werkdag", "per dag", "per jaar"])
def test_what_is_counted_in_a_time_has_no_decimals(often: str) -> None:
    text = stacked("Indicator", "Realisatie 2018", "Realisatie 2019", f"Aantal reizigers {often}", "78.132", "83.101")
    assert read(text) == {f"Aantal reizigers {often}": ["R2018 78132", "R2019 83101"]}
