"""What a figure of a row is counted in, where what stands around it leaves that open."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, read

HEAD = "Indicator\tEenheid\tRealisatie 2018\tBegroting 2019\n"


def test_a_fraction_beside_the_percentage_it_may_be_is_asked() -> None:
    found = read_text(f"{HEAD}Tevreden\t%\t0,41\t40%\n")
    assert figures_of(found) == {"Tevreden": ["S2019 40"]}
    assert [question.text for question in found.questions] == ["0,41"]


@pytest.mark.parametrize("row", ["0,9\t12%", "0,8%\t40%", "0,41\t0,40", "1,2\t98%"])
def test_one_that_is_much_smaller_is_as_printed(row: str) -> None:
    assert not read_text(f"{HEAD}Ziek\t%\t{row}\n").questions


def test_below_amounts_in_thousands_euros_as_unit_say_nothing() -> None:
    found = read_text(f"Bedragen x € 1.000\n{HEAD}Schuld\t€\t612\t625\nSporters\taantal\t61\t62\n")
    assert figures_of(found) == {"Schuld": [], "Sporters": ["R2018 61", "S2019 62"]}
    assert read(f"{HEAD}Schuld\t€\t612\t625\n") == {"Schuld": ["R2018 612", "S2019 625"]}
