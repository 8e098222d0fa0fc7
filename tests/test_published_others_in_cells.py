"""Cells that hold a line for the municipality and one for others, below each other or between bars."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, scope_for
from tests.published_text import figures_of, moved, read

SCOPE = scope_for("begroting", 2022)
HEAD = ("Indicator", "2018", "2019", "2020")
BOTH = "Zutphen\nGrootteklasse"
ROWS = (
    *("Netto arbeidsparticipatie\nHet aandeel werkenden van alle inwoners.", BOTH, "61,2\n64,7", "62,0\n65,1", "-\n-"),
    *("Jongeren met jeugdhulp", BOTH, "10,3%\n9,8%", "10,1%\n9,9%", "9,7%\n9,6%"),
    *("Banen per 1.000 inwoners", BOTH, "853,0\n735,0", "851,9\n735,3", "844,9\n740,1"),
)
WALLED = """Indicator | | 2018 | 2019 | 2020 |
---|
Netto arbeidsparticipatie Het aandeel werkenden. | Zutphen Grootteklasse | 61,2 64,7 | 62,0 65,1 | - - |
Jongeren met jeugdhulp | Zutphen Grootteklasse | 10,3% 9,8% | 10,1% 9,9% | 9,7%* 9,6%* |
"""


def page(*cells: str) -> str:
    return "\n\n".join(cells)


def test_every_line_of_a_cell_is_of_the_one_on_that_line_of_the_cell_before_them() -> None:
    found = read_text(page(*HEAD, *ROWS), scope=SCOPE)
    assert figures_of(found) == {
        "Netto arbeidsparticipatie": ["R2018 61.2", "R2019 62.0"],
        "Jongeren met jeugdhulp": ["R2018 10.3", "R2019 10.1", "R2020 9.7"],
        "Banen per 1.000 inwoners": ["R2018 853.0", "R2019 851.9", "R2020 844.9"],
    }
    others = [(b.name, b.region, b.year, str(b.value)) for b in found.benchmarks]
    assert others[:2] == [
        ("Netto arbeidsparticipatie", "Grootteklasse", 2018, "64.7"),
        ("Netto arbeidsparticipatie", "Grootteklasse", 2019, "65.1"),
    ]
    assert len(others) == 8
    assert not found.questions


def test_between_bars_they_stand_behind_each_other() -> None:
    found = read_text(WALLED, scope=SCOPE)
    assert figures_of(found) == {
        "Netto arbeidsparticipatie": ["R2018 61.2", "R2019 62.0"],
        "Jongeren met jeugdhulp": ["R2018 10.3", "R2019 10.1", "R2020 9.7"],
    }
    assert [str(b.value) for b in found.benchmarks] == ["64.7", "65.1", "9.8", "9.9", "9.6"]


def test_a_year_of_which_others_have_figures_was_measured_but_not_the_own_year_of_a_begroting() -> None:
    later = page(*HEAD, *ROWS)
    assert figures_of(read_text(later, scope=UNKNOWN))["Banen per 1.000 inwoners"][2] == "R2020 844.9"
    own = read(later, scope_for("begroting", 2020))
    assert own["Banen per 1.000 inwoners"] == ["R2018 853.0", "R2019 851.9"]


@pytest.mark.parametrize("lost", range(len(ROWS)))
def test_a_lost_cell_moves_no_figure(lost: int) -> None:
    strange = moved(HEAD, ROWS, lost, SCOPE)
    assert not {name: figures for name, figures in strange.items() if figures}


@pytest.mark.parametrize("line", [line for line in page(*ROWS).split("\n") if line])
def test_a_lost_line_moves_no_figure(line: str) -> None:
    whole = read(page(*HEAD, *ROWS), SCOPE)
    torn = read(page(*HEAD, *ROWS).replace(f"{line}\n", "", 1), SCOPE)
    known = {figure for figures in whole.values() for figure in figures}
    assert {figure for figures in torn.values() for figure in figures} <= known
    for name, figures in torn.items():
        assert not set(figures) - set(whole.get(name, [])), name


def test_a_year_that_is_gone_from_the_heading_has_the_table_asked() -> None:
    assert not any(read(page("Indicator", "2018", "2020", *ROWS), SCOPE).values())


def test_a_row_with_one_figure_in_a_cell_is_asked() -> None:
    more = "Banen per 1.000 inwoners | Zutphen Grootteklasse | 853 735 | 852 | 845 740 |\n"
    found = read_text(WALLED + more, scope=SCOPE)
    assert not figures_of(found).get("Banen per 1.000 inwoners")
    assert [q.text for q in found.questions] == ["Banen per 1.000 inwoners · 853 735 · 852 · 845 740"]


def test_a_cell_that_went_from_a_row_between_bars_has_that_row_asked() -> None:
    found = read_text(WALLED.replace("10,1% 9,9% | ", ""), scope=SCOPE)
    assert not figures_of(found).get("Jongeren met jeugdhulp")
    assert found.questions


def test_what_a_name_means_is_no_name_where_the_line_above_it_is_gone() -> None:
    found = read_text(page(*HEAD, "Het aandeel van alle jongeren", *ROWS[6:10], *ROWS[:5], *ROWS[10:]), scope=SCOPE)
    assert not figures_of(found).get("Het aandeel van alle jongeren")


def test_another_table_below_is_none_of_its_rows() -> None:
    below = ("Indicator", "Realisatie 2016", "Realisatie 2017", "Afval", "120", "118")
    found = read_text(page(*HEAD, *ROWS, *below), scope=SCOPE)
    assert figures_of(found)["Afval"] == ["R2016 120", "R2017 118"]


@pytest.mark.parametrize("whose", ["Zutphen\nLochem", "Grootteklasse\nZutphen", "Zutphen\nJongeren"])
def test_lines_of_two_municipalities_or_of_nobody_known_are_not_parted(whose: str) -> None:
    rows = [cell.replace(BOTH, whose) for cell in ROWS]
    assert not any(read(page(*HEAD, *rows), SCOPE).values())
