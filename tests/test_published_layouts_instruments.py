"""Meetinstrument behind the figures: by what an indicator is measured, which is its bron."""

import pytest

from indicators.imports.published import read_text
from tests.published_text import figures_of, stacked

HEAD = ["Indicatoren", "Werkelijk 2016", "Begroot 2017", "Begroot 2018", "Meetinstrument"]
BOMEN = ["Bomen in het dorp", "22", "20", "25", "Administratie Groen"]
PERKEN = ["Perken in het dorp", "272", "300", "310", "Administratie Groen"]
BANKEN = ["Banken in het park", "12", "14", "15", "Ledenlijst"]
TITLE = "Parken"  # of the group of the last


def _read(*cells: str) -> dict[str, list[str]]:
    return {name: figures for name, figures in figures_of(read_text(stacked(*cells))).items() if figures}


def test_a_meetinstrument_is_the_bron_of_its_row() -> None:
    found = read_text(stacked(*HEAD, *BOMEN, *PERKEN, TITLE, *BANKEN))

    assert figures_of(found) == {
        "Bomen in het dorp": ["R2016 22", "S2017 20", "S2018 25"],
        "Perken in het dorp": ["R2016 272", "S2017 300", "S2018 310"],
        "Banken in het park": ["R2016 12", "S2017 14", "S2018 15"],
    }
    assert [row.bron for row in found.rows] == ["Administratie Groen", "Administratie Groen", "Ledenlijst"]


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_row_before_its_meetinstrument_that_lost_a_figure_is_asked(lost: int) -> None:
    found = _read(*HEAD, *BOMEN, *PERKEN[:lost], *PERKEN[lost + 1 :], *BANKEN)

    assert list(found) == ["Bomen in het dorp", "Banken in het park"]


@pytest.mark.parametrize(
    "instrument", ["Administratie Groen", "Administratie Parken"]
)  # that of another row too, or not
def test_a_meetinstrument_is_no_name_of_a_row_that_lost_its_own(instrument: str) -> None:
    found = _read(*HEAD, *BOMEN[:-1], instrument, *PERKEN[1:], *BANKEN)

    assert list(found) == ["Bomen in het dorp", "Banken in het park"]


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_where_a_head_before_the_meetinstrument_is_gone_all_rows_are_asked(lost: int) -> None:
    assert not _read(*HEAD[:lost], *HEAD[lost + 1 :], *BOMEN, *PERKEN, *BANKEN)
