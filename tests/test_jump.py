"""When a figure jumps: a table of vectors, and what must hold of every one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.jump import sprong, usual_step

D = Decimal


def series(*values: str) -> list[tuple[int, Decimal]]:
    """Return these figures as those of 2010 and the years after it."""
    return [(2010 + number, D(value)) for number, value in enumerate(values)]


@pytest.mark.parametrize(
    ("value", "earlier", "decimals", "jumps"),
    [
        # nothing to compare with
        ("320", (), 0, False),
        # one earlier figure: only the comma is asked about
        ("320", ("32",), 0, True),
        ("3.2", ("32",), 0, True),
        ("60", ("32",), 0, False),
        ("101", ("32",), 0, False),  # 101² = 10.201 < 10 · 32² = 10.240
        ("102", ("32",), 0, True),  # 102² = 10.404
        ("5", ("1",), 0, False),  # one to five people: no more than ten steps of the last decimal
        ("11", ("1",), 0, False),
        ("12", ("1",), 0, True),
        ("58", ("5.8",), 1, True),
        ("0.58", ("5.8",), 1, True),
        # no tenfold of nothing, and none of the other sign
        ("7", ("0",), 0, False),
        ("-320", ("32",), 0, False),
        # a series with a spread of its own: 3,865 times the median step
        ("38", ("30", "32", "31", "33"), 0, False),  # steps 2, 1, 2; 2 · 3,865 = 7,73; from 33 to 38 is 5
        ("41", ("30", "32", "31", "33"), 0, True),
        ("25.27", ("30", "32", "31", "33"), 0, False),  # exactly 7,73: the limit itself is usual
        ("25.26", ("30", "32", "31", "33"), 0, True),
        # an even number of steps, 1 1 3 3: the middle of the two in the middle is 2
        ("15.73", ("0", "1", "4", "5", "8"), 0, False),
        ("15.74", ("0", "1", "4", "5", "8"), 0, True),
        # a series that stood still
        ("13", ("10", "10", "10", "10"), 0, False),
        ("14", ("10", "10", "10", "10"), 0, True),
        ("10.3", ("10.0", "10.0", "10.0", "10.0"), 1, False),
        ("10.4", ("10.0", "10.0", "10.0", "10.0"), 1, True),
        # two steps are too few to know what is usual
        ("90", ("40", "41", "40"), 0, False),
    ],
)
def test_figure_jumps_as_the_table_says(value: str, earlier: tuple[str, ...], decimals: int, jumps: bool) -> None:
    assert (sprong(D(value), series(*earlier), decimals) is not None) is jumps


def test_jump_says_what_it_is_compared_with() -> None:
    jump = sprong(D(320), series("30", "32", "31", "32"))

    assert jump is not None
    assert (jump.previous_year, jump.previous, jump.step) == (2013, D(32), D(288))
    assert (jump.comma, jump.usual) == (True, D("3.865"))


def test_median_of_an_even_number_of_steps_is_their_middle() -> None:
    assert usual_step([D(0), D(1), D(4), D(5), D(8)], D(1)) == D("3.865") * 2


FIGURES = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(st.lists(FIGURES, min_size=1, max_size=12))
def test_figure_that_stays_the_same_never_jumps(values: list[Decimal]) -> None:
    earlier = [(2000 + number, value) for number, value in enumerate(values)]

    assert sprong(values[-1], earlier) is None


@given(st.lists(FIGURES, min_size=1, max_size=12), FIGURES)
def test_jump_does_not_depend_on_the_unit(values: list[Decimal], value: Decimal) -> None:
    """In hundredths, with two decimals less to show, the same figures make the same jump."""
    earlier = [(2000 + number, figure) for number, figure in enumerate(values)]
    in_hundredths = [(year, 100 * figure) for year, figure in earlier]

    assert (sprong(value, earlier, 2) is None) == (sprong(100 * value, in_hundredths, 0) is None)
