"""Rows of words of one shape below a heading with words that nobody knows."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

HEAD = "Indicator P (t/m 2022) L (vanaf 2023) eenheid JR 2018 JR2019"
ROWS = [
    "Winkeldiefstal per 1.000 inwoners 1 1 aantal per 1.000 inwoners 0,9 0,8",
    "Verwijzingen Halt van 12-17 jaar 1 2 aantal per 10.000 inwoners 59,0 51,0",
    "% Niet-sporters 12 1 % 54,6 n.n.b.",
    "Banen 4 2 per 1.000 inw 15-64jr 509,1 422,2",
]


def page(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows])


def test_the_numbers_of_every_row_stand_between_its_name_and_its_unit() -> None:
    found = read_text(page(*ROWS))
    assert figures_of(found) == {
        "Winkeldiefstal per 1.000 inwoners": ["R2018 0.9", "R2019 0.8"],
        "Verwijzingen Halt van 12-17 jaar": ["R2018 59.0", "R2019 51.0"],
        "% Niet-sporters": ["R2018 54.6"],
        "Banen": ["R2018 509.1", "R2019 422.2"],
    }
    assert [row.unit for row in found.rows][2:] == ["%", "per 1.000 inw 15-64jr"]
    assert not found.questions


@pytest.mark.parametrize(
    "row",
    [
        "Absoluut verzuim 4 2 % 1,17",  # a figure is gone
        "Absoluut verzuim 4 2 per 1.000 1,17",  # the same, and the end of the unit would seem one
        "Absoluut verzuim 4 2 % 1,17 1,21 1,20",  # one too many
        "Absoluut verzuim 4 % 1,17 1,21",  # a number is gone
        "Absoluut verzuim 4 2 1,17 1,21",  # the unit is
        "4 2 % 1,17 1,21",  # the name is
        "Fase 2 3 van verzuim 4 2 % 1,17 1,21",  # the name may end at either
        "Banen 4 2 % 1,17 1,21",  # of which Banen are these?
    ],
)
def test_a_row_of_another_shape_is_asked(row: str) -> None:
    found = read_text(page(*ROWS, row))
    assert sum(map(len, figures_of(found).values())) == (5 if row.startswith("Banen") else 7)
    assert found.questions


def test_where_every_row_lost_a_column_nothing_is_read() -> None:
    assert not any(read(page(*(row.rpartition(" ")[0] for row in ROWS))).values())
    assert not any(read(page(*ROWS, head=HEAD.replace(" JR 2018", ""))).values())


def test_two_rows_are_too_few_to_be_of_one_shape() -> None:
    assert not any(read(page(*ROWS[:2])).values())


def test_years_alone_are_read_as_far_as_the_document_settles_them() -> None:
    head = "Indicator P L eenheid 2018 2019"
    assert not any(read(page(*ROWS, head=head)).values())
    assert read(page(*ROWS, head=head), scope_for("jaarstukken", 2019))["Banen"] == ["R2018 509.1", "R2019 422.2"]


def test_lines_without_a_number_between_them_are_titles_and_no_rows() -> None:
    assert len(read(page(ROWS[0], "Veiligheid", *ROWS[1:]))) == len(ROWS)
