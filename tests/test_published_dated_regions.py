"""Heads that say whose figures they are and of which year: Gouda 2018, Limburg 2018."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from programmes.choices import DocumentKind
from tests.published_text import figures_of, moved, read, stacked

JAARSTUKKEN = scope_for(DocumentKind.JAARSTUKKEN, 2019)
HEAD = ("Indicator", "Gouda 2018", "Gouda 2019", "Zuid-Holland 2019", "Nederland 2019")
ROWS = ("Verzuim", "2,3", "3,4", "3,7", "1,9", "Diefstallen", "5,1", "5,3", "5,0", "4,2")


def test_the_municipality_beside_others_is_what_was_measured_of_its_year() -> None:
    out = read_text(stacked(*HEAD, *ROWS))

    assert figures_of(out)["Verzuim"] == ["R2018 2.3", "R2019 3.4"]
    assert [(other.region, other.year, str(other.value)) for other in out.benchmarks[:2]] == [
        ("Zuid-Holland", 2019, "3.7"),
        ("Nederland", 2019, "1.9"),
    ]


@pytest.mark.parametrize("lost", range(len(ROWS)))
def test_nothing_moves_when_a_cell_is_lost(lost: int) -> None:
    assert not moved(HEAD, ROWS, lost)


def test_without_others_nobody_can_say_whether_it_was_measured() -> None:
    out = read_text("Indicator | Gouda 2018 | Gouda 2019 |\nVerzuim | 2,3 | 3,4 |\n")

    assert not any(figures_of(out).values())
    assert [asked.text for asked in out.questions] == ["2,3", "3,4"]


def test_of_two_municipalities_nobody_can_say_whose_budget_it_is() -> None:
    out = read_text("Indicator | Gouda 2019 | Delft 2019 | Nederland 2019 |\nVerzuim | 2,3 | 3,4 | 1,9 |\n")

    assert not any(figures_of(out).values())
    assert "twee gemeenten" in out.questions[0].why


def test_a_year_of_the_municipality_that_is_not_over_is_asked() -> None:
    text = "Indicator | Gouda 2019 | Gouda 2020 | Nederland 2019 |\nVerzuim | 2,3 | 3,4 | 1,9 |\n"

    assert read(text, JAARSTUKKEN) == {"Verzuim": ["R2019 2.3"]}


def test_a_province_is_another_beside_what_was_measured_that_year() -> None:
    text = "Indicator | Begroting 2019 | Realisatie 2019 | Limburg 2019 |\nVerzuim | 2,2 | 2,3 | 3,4 |\n"
    out = read_text(text)

    assert figures_of(out) == {"Verzuim": ["R2019 2.3", "S2019 2.2"]}
    assert [(other.region, str(other.value)) for other in out.benchmarks] == [("Limburg", "3.4")]


def test_a_province_may_be_whose_budget_it_is_where_nothing_else_was_measured() -> None:
    out = read_text("Indicator | Begroting 2019 | Limburg 2019 |\nVerzuim | 2,2 | 3,4 |\n")

    assert not out.benchmarks
    assert "3,4" in [asked.text for asked in out.questions]


def test_where_a_page_found_its_figures_is_no_head_of_a_column() -> None:
    said = "Bron: www.waarstaatjegemeente.nl, geraadpleegd augustus 2020"

    assert read(stacked("Beleidsindicatoren", said, *HEAD, *ROWS))["Verzuim"] == ["R2018 2.3", "R2019 3.4"]
