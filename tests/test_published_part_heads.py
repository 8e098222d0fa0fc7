"""Measured years that each have parts, by words that come again below the heading: In, Uit, In, Uit."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from programmes.choices import DocumentKind
from tests.published_text import figures_of, moved, read, stacked

BEGROTING = scope_for(DocumentKind.BEGROTING, 2021)
HEAD = ["Indicator", "2018", "2019", "Streefcijfer 2020", "Streefcijfer 2021"]
BUSES = ["Stiptheid van bussen", "90%", "91%", "≥ 92%", "≥ 93%"]
WORDS = ["Reistijd in de spits", "In", "Uit", "In", "Uit"]
EAST = ["• Oostweg naar Almen", "1,14", "1,12", "0,99", "0,97", "<1,25", "<1,20"]
WEST = ["• Westweg naar Eefde", "1,06", "1,07", "1,05", "1,08", "<1,25", "<1,20"]
WHOLE = {
    "Stiptheid van bussen": ["R2018 90", "R2019 91", "S2020 None", "S2021 None"],
    "Oostweg naar Almen (In)": ["R2018 1.14", "R2019 0.99"],
    "Oostweg naar Almen (Uit)": ["R2018 1.12", "R2019 0.97"],
    "Oostweg naar Almen": ["S2020 None", "S2021 None"],
    "Westweg naar Eefde (In)": ["R2018 1.06", "R2019 1.05"],
    "Westweg naar Eefde (Uit)": ["R2018 1.07", "R2019 1.08"],
    "Westweg naar Eefde": ["S2020 None", "S2021 None"],
}


@pytest.mark.parametrize("more", [[], ["In"], ["In", "Uit"]])
def test_a_row_has_a_figure_of_each_part_for_each_measured_year(more: list[str]) -> None:
    assert read(stacked(*HEAD, *BUSES, *WORDS, *more, *EAST, *WEST), BEGROTING) == WHOLE


@pytest.mark.parametrize("lost", range(24))
def test_nothing_shifts_where_a_cell_is_lost(lost: int) -> None:
    assert moved(HEAD, [*BUSES, *WORDS, *EAST, *WEST], lost, BEGROTING) == {}


@pytest.mark.parametrize("place", range(1, 7))
def test_a_row_with_a_cell_too_many_is_asked(place: int) -> None:
    longer = [*EAST[:place], "1,01", *EAST[place:]]
    found = read_text(stacked(*HEAD, *BUSES, *WORDS, *longer, *WEST), scope=BEGROTING)
    kept = {name: figures for name, figures in figures_of(found).items() if figures}
    assert kept == {name: figures for name, figures in WHOLE.items() if "Oostweg" not in name}
    assert found.questions


def test_where_aims_are_no_bounds_nobody_can_say_where_the_parts_end() -> None:
    rows = [cell.replace("<", "") for cell in (*EAST, *WEST)]
    found = read_text(stacked(*HEAD, *BUSES, *WORDS, *rows), scope=BEGROTING)
    assert [name for name, figures in figures_of(found).items() if figures] in ([], ["Stiptheid van bussen"])
    assert found.questions


def test_words_that_do_not_come_once_for_each_year_are_no_parts() -> None:
    found = read(stacked(*HEAD, *BUSES, *WORDS[:-1], *EAST, *WEST), BEGROTING)
    assert not any(figures for name, figures in found.items() if "weg" in name)


def test_a_table_behind_it_is_read_by_its_own_heading() -> None:
    other = ["Indicator", "2018", "2019", "Streefcijfer 2022", "Fietsen", "7", "8", "9"]
    found = read(stacked(*HEAD, *BUSES, *WORDS, *EAST, *WEST, *other), BEGROTING)
    assert found == {**WHOLE, "Fietsen": ["R2018 7", "R2019 8", "S2022 9"]}
