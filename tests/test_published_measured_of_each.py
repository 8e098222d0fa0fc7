"""Realisatie above the municipality and the country, in a table of which each row says its year."""

import pytest

from indicators.imports.published.document import scope_for
from tests.published_text import moved, read, stacked

HEAD = ("Beleidsindicatoren", "Eenheid", "Periode", "Realisatie", "Gouda", "Nederland")
ROWS = (
    *("01.", "Winkeldiefstal", "per 1.000 inwoners", "2021", "1,0", "2,3"),
    *("02.", "Geweldsmisdrijven", "per 1.000 inwoners", "2021", "2,0", "4,5"),
    *("03.", "Niet-sporters", "% van 19 jaar en ouder", "2020", "51,2", "49,3"),
)
SCOPE = scope_for("jaarstukken", 2022)


def test_it_stands_above_both() -> None:
    assert read(stacked(*HEAD, *ROWS), SCOPE) == {
        "Winkeldiefstal": ["R2021 1.0"],
        "Geweldsmisdrijven": ["R2021 2.0"],
        "Niet-sporters": ["R2020 51.2"],
    }


@pytest.mark.parametrize("lost", range(len(ROWS)))
def test_a_lost_cell_moves_no_figure(lost: int) -> None:
    assert not moved(HEAD, ROWS, lost, SCOPE)


def test_a_row_with_a_figure_more_is_asked() -> None:
    more = [*ROWS[:5], "1,7", *ROWS[5:]]
    assert not read(stacked(*HEAD, *more), SCOPE).get("Winkeldiefstal")


def test_without_a_year_in_each_row_it_is_a_column() -> None:
    head = [head for head in HEAD if head != "Periode"]
    rows = [cell for cell in ROWS if cell not in ("2021", "2020")]
    assert not any(read(stacked(*head, *rows), SCOPE).values())
