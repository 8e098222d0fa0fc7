"""A small table per indicator of figures of the municipality and of others, below its unit and what it means."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import Scope, scope_for
from tests.published_text import figures_of, moved, read, stacked

SCOPE = scope_for("begroting", 2021)
TITLE = ("Begroting 2021", "Gemeente Gouda", "Beleidsindicatoren", "Wij vergelijken ons met Nederland.")
FIRST = (
    "Waarde van woningen",
    "Wat woningen gemiddeld waard zijn.",
    "Eenheid: duizend euro",
    "Periode",
    "Gouda",
    "Nederland",
)
PRICED = ("2018", "384", "230", "2019", "411", "248", "2020", "440", "270")
SECOND = ("Demografische druk", "Jongeren en ouderen samen.", "Eenheid: %", "Periode", "Gouda", "Nederland")
SHARED = ("2018", "83,9", "69,6", "2019", "84,1", "69,8", "2020", "84,0", "70,0")
DOWN = (*FIRST, *PRICED, *SECOND, *SHARED)
ACROSS = (
    *("Absoluut verzuim", "Aantal per 1.000 leerlingen", "2018", "2019", "Gouda", "3,1", "2,7"),
    *("Sterk stedelijk", "3,0", "2,9", "Nederland", "2,4", "2,5", "Bron: Ingrado"),
    *("Schoolverlaters", "% deelnemers aan het onderwijs", "2018", "2019", "Gouda", "2,6", "2,1"),
    *("Sterk stedelijk", "2,3", "2,0", "Nederland", "1,9", "1,7", "Bron: DUO"),
)


def of_others(text: str, scope: Scope = SCOPE) -> list[tuple[str, str, int, str]]:
    """Return the figures of others: name, region, year and value."""
    return [(b.name, b.region, b.year, str(b.value)) for b in read_text(text, scope=scope).benchmarks]


def test_periods_down_below_a_meaning_and_a_unit() -> None:
    found = read_text(stacked(*TITLE, *DOWN), scope=SCOPE)
    assert figures_of(found) == {
        "Waarde van woningen": ["R2018 384", "R2019 411", "R2020 440"],
        "Demografische druk": ["R2018 83.9", "R2019 84.1", "R2020 84.0"],
    }
    assert [row.unit for row in found.rows] == ["duizend euro", "%"]
    assert of_others(stacked(*TITLE, *DOWN))[-1] == ("Demografische druk", "Nederland", 2020, "70.0")
    assert not found.questions


def test_of_the_year_of_the_begroting_itself_nothing_was_measured() -> None:
    cells = ["2021" if cell == "2020" else cell for cell in (*FIRST, *PRICED)]
    found = read_text(stacked(*TITLE, *cells), scope=SCOPE)
    assert figures_of(found) == {"Waarde van woningen": ["R2018 384", "R2019 411"]}
    assert [question.text for question in found.questions] == ["440", "270"]


def test_years_across_with_a_row_for_each_region() -> None:
    found = read_text(stacked(*TITLE, *ACROSS), scope=SCOPE)
    assert figures_of(found) == {
        "Absoluut verzuim": ["R2018 3.1", "R2019 2.7"],
        "Schoolverlaters": ["R2018 2.6", "R2019 2.1"],
    }
    assert [row.bron for row in found.rows] == ["Ingrado", "DUO"]
    assert ("Absoluut verzuim", "Sterk stedelijk", 2019, "2.9") in of_others(stacked(*TITLE, *ACROSS))
    assert not found.questions


@pytest.mark.parametrize("cells", [DOWN, ACROSS], ids=["down", "across"])
def test_a_lost_cell_moves_no_figure(cells: tuple[str, ...]) -> None:
    whole = set(of_others(stacked(*TITLE, *cells)))
    for lost in range(len(cells)):
        assert not moved(TITLE, cells, lost, SCOPE), cells[lost]
        torn = stacked(*TITLE, *cells[:lost], *cells[lost + 1 :])
        assert set(of_others(torn)) <= whole, cells[lost]


@pytest.mark.parametrize("cells", [DOWN, ACROSS], ids=["down", "across"])
def test_a_cell_too_many_moves_no_figure(cells: tuple[str, ...]) -> None:
    whole = set(of_others(stacked(*TITLE, *cells)))
    right = read(stacked(*TITLE, *cells), SCOPE)
    for more in range(4, len(cells)):
        text = stacked(*TITLE, *cells[:more], "7,7", *cells[more:])
        assert all(set(figures) <= set(right.get(name, [])) for name, figures in read(text, SCOPE).items()), more
        assert set(of_others(text)) <= whole, more


def test_a_municipality_that_the_page_is_not_of_is_asked() -> None:
    cells = ["Hilversum" if cell == "Gouda" else cell for cell in (*FIRST, *PRICED)]
    found = read_text(stacked(*TITLE, *cells), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


def test_the_province_that_the_page_is_of_has_figures_of_its_own() -> None:
    cells = ["Drenthe" if cell == "Gouda" else cell for cell in (*FIRST, *PRICED)]
    text = stacked("Begroting 2021", "Provincie Drenthe", *TITLE[2:], *cells)
    assert read(text, SCOPE) == {"Waarde van woningen": ["R2018 384", "R2019 411", "R2020 440"]}
    assert not any(read(stacked(*TITLE, *cells), SCOPE).values())


def test_a_line_below_each_name_that_may_be_its_meaning_leaves_the_name_uncertain() -> None:
    cells = [cell.removesuffix(".") if "." in cell else cell for cell in DOWN]
    found = read_text(stacked(*TITLE, *cells), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


def test_a_table_that_lost_a_year_is_asked_also_where_a_row_lost_a_figure() -> None:
    cells = list(ACROSS)
    cells.remove("2018")
    cells.remove("3,1")
    assert not read(stacked(*TITLE, *cells), SCOPE).get("Absoluut verzuim")


def test_a_unit_may_stand_in_brackets_and_is_no_name() -> None:
    cells = [f"({cell})" if cell.startswith("Aantal per") else cell for cell in ACROSS]
    found = read_text(stacked(*TITLE, *cells), scope=SCOPE)
    assert next((row.name, row.unit) for row in found.rows) == ("Absoluut verzuim", "Aantal per 1.000 leerlingen")
    assert not any(read(stacked(*TITLE, *ACROSS[1:13]), SCOPE).values())
