"""Rows that share their cells, and names behind a bullet."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, moved, read, stacked

HEAD = ["Indicator", "Realisatie 2016", "Begroting 2018"]
NAMES = "Gevolg voor de streek:\n• Banen\n• Bestedingen\nBron: Register"


def test_each_name_of_a_list_has_its_line_in_every_cell() -> None:
    found = read_text(stacked(*HEAD, NAMES, "10.180\n1,40", "> 11.370\n≥ 1,43", "Innovatiekracht", "0,46", "0,50"))
    assert figures_of(found) == {
        "Gevolg voor de streek: Banen": ["R2016 10180", "S2018 None"],
        "Gevolg voor de streek: Bestedingen": ["R2016 1.40", "S2018 None"],
        "Innovatiekracht": ["R2016 0.46", "S2018 0.50"],
    }
    assert [row.bron for row in found.rows] == ["Register", "Register", ""]


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        (NAMES, ["10.180\n1,40", "11.370"]),  # a line is gone
        (NAMES.replace("• Best", "Best"), ["10.180\n1,40", "11.370\n1,43"]),  # one name for two lines
        (NAMES, ["10.180\n1,40\n3", "11.370\n1,43\n4"]),
        ("1. Banen\n3. Bestedingen", ["10.180\n1,40", "11.370\n1,43"]),
    ],
)
def test_a_list_of_another_length_than_its_cells_is_asked(names: str, cells: list[str]) -> None:
    found = read_text(stacked(*HEAD, names, *cells))
    assert not any(figures_of(found).values())
    assert found.questions


PARENTS = ["Uitkeringen Wwb", "674", "650", "• % van alle huishoudens", "3,7", "3,6"]
OTHERS = ["Uitkeringen Ioaw", "56", "50", "• % van alle huishoudens", "0,31", "0,28"]


def test_a_name_behind_a_bullet_that_comes_again_has_that_above_it_in_front() -> None:
    assert read(stacked(*HEAD, *PARENTS, *OTHERS)) == {
        "Uitkeringen Wwb": ["R2016 674", "S2018 650"],
        "Uitkeringen Wwb: % van alle huishoudens": ["R2016 3.7", "S2018 3.6"],
        "Uitkeringen Ioaw": ["R2016 56", "S2018 50"],
        "Uitkeringen Ioaw: % van alle huishoudens": ["R2016 0.31", "S2018 0.28"],
    }


@pytest.mark.parametrize("lost", range(6))
def test_one_below_a_row_that_lost_a_cell_is_asked(lost: int) -> None:
    others = [cell for i, cell in enumerate(OTHERS) if i != lost]
    found = read(stacked(*HEAD, *PARENTS, *others))
    for name, figures in found.items():
        assert figures in ([], *read(stacked(*HEAD, *PARENTS, *OTHERS)).values()), name
        assert "0.28" not in " ".join(figures) or name.startswith("Uitkeringen Ioaw:"), name


def test_a_name_has_no_bullet() -> None:
    assert list(read(stacked(*HEAD, "▪ % mantelzorgers", "17%", "19%"))) == ["% mantelzorgers"]


AIMS = ["Indicator", "2017", "2018", "Streefcijfer 2020"]
IN_ORDER = ["Werk:\n• Aantal banen\n(per jaar)\n• Uitgaven", "10.420", "11.370", ">12.000", "1,4", "2,37", ">2,5"]
TOURISM = ["Musea", "7", "8", "9"]


def test_rows_of_a_list_may_stand_behind_each_other_where_their_figures_are_far_apart() -> None:
    assert read(stacked(*AIMS, *TOURISM, *IN_ORDER)) == {
        "Musea": ["R2017 7", "R2018 8", "S2020 9"],
        "Werk: Aantal banen": ["R2017 10420", "R2018 11370", "S2020 None"],
        "Werk: Uitgaven": ["R2017 1.4", "R2018 2.37", "S2020 None"],
    }


@pytest.mark.parametrize("lost", range(11))
def test_of_rows_behind_each_other_none_shifts_where_a_cell_is_lost(lost: int) -> None:
    assert moved(AIMS, [*TOURISM, *IN_ORDER], lost) == {}


def test_rows_behind_each_other_are_asked_where_they_may_stand_column_by_column() -> None:
    for figures in (["10", "11", "12", "14", "13", "15"], ["10.420", "1,4", "11.370", "2,3", "12.000", "2,5"]):
        found = read(stacked(*AIMS, *TOURISM, IN_ORDER[0], *figures))
        assert not any(kept for name, kept in found.items() if name != "Musea")


def test_a_bound_begins_no_heading() -> None:
    rows = ["Banen", "10.420", ">12.000", ">12.000"]
    assert read(stacked(*AIMS, *TOURISM, *rows, "Scholen", "3", "4", "5"))["Scholen"] == [
        "R2017 3",
        "R2018 4",
        "S2020 5",
    ]
