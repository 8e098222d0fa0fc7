"""Figures that each say of which year and whose they are."""

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, stacked

SCOPE = scope_for("jaarstukken", 2017)
LASTEN = ["Woonlasten", "2017", "Gouda", "629", "euro", "2017", "Nederland", "644"]
BOUW = ["Nieuwbouw", "2015", "Gouda", "11,3", "per 1.000 woningen", "2015", "Nederland", "6,4"]
AFVAL = ["Restafval", "2016", "Gouda", "112", "kg per inwoner", "2016", "Nederland", "187"]


def test_each_figure_is_of_its_own_year_and_place() -> None:
    found = read_text(stacked("indicator", "waarde", "eenheid", *LASTEN, *BOUW, *AFVAL), scope=SCOPE)
    assert figures_of(found) == {"Woonlasten": ["R2017 629"], "Nieuwbouw": ["R2015 11.3"], "Restafval": ["R2016 112"]}
    assert [row.unit for row in found.rows] == ["€", "per 1.000 woningen", "kg per inwoner"]
    assert {(other.name, str(other.value)) for other in found.benchmarks} == {
        ("Woonlasten", "644"),
        ("Nieuwbouw", "6.4"),
        ("Restafval", "187"),
    }


def test_a_name_that_is_gone_gives_its_figures_to_nobody() -> None:
    found = read_text(stacked("indicator", "waarde", "eenheid", *LASTEN, *BOUW[1:], *AFVAL), scope=SCOPE)
    assert all("11.3" not in figure for figures in figures_of(found).values() for figure in figures)


def test_a_figure_that_is_gone_is_nobodys() -> None:
    torn = [cell for cell in BOUW if cell != "11,3"]
    found = read_text(stacked("indicator", "waarde", "eenheid", *LASTEN, *torn, *AFVAL), scope=SCOPE)
    assert not figures_of(found).get("Nieuwbouw")
