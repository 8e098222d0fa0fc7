"""A page of a province, of which a column may be called after it: Drenthe 2019 beside Nederland 2019."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.page_owner import province_of
from indicators.imports.published.source import lines_of
from tests.published_text import figures_of, stacked

HEAD = "Indicator\tEenheid\tDrenthe 2020\tDrenthe 2021\tNederland 2021\tStreefwaarde 2022"
ROWS = ("Werkloosheid\t%\t3,7\t4,3\t4,2\t4", "Groei\t%\t2,9\t1,8\t2,1\t2,5")
OWN = {"Werkloosheid": ["R2020 3.7", "R2021 4.3", "S2022 4"], "Groei": ["R2020 2.9", "R2021 1.8", "S2022 2.5"]}


@pytest.mark.parametrize("title", ["Jaarstukken 2021\tProvincie Drenthe", "Provincie Drenthe", "# Provincie Drenthe"])
def test_on_a_page_of_a_province_its_columns_are_its_own(title: str) -> None:
    found = read_text("\n".join([title, "", HEAD, *ROWS]))
    assert figures_of(found) == OWN
    assert [(other.region, other.year) for other in found.benchmarks] == [("Nederland", 2021)] * 2


@pytest.mark.parametrize(
    "title",
    [
        "Jaarstukken 2021\tProvincie Flevoland",
        "Samen met de provincie Drenthe",
        "Gemeente Assen\nProvincie Drenthe",
        "Bron: Provincie Drenthe",
        "Jaarstukken 2021",
        "Provincie Drenthe en provincie Groningen",
    ],
)
def test_on_another_page_they_are_not(title: str) -> None:
    found = figures_of(read_text("\n".join([title, "", HEAD, *ROWS])))
    assert not any(figure.startswith("R") for figures in found.values() for figure in figures)


def test_one_cell_a_line_too() -> None:
    page = stacked("Provincie Drenthe", "Werk in cijfers", *HEAD.split("\t"), *"\t".join(ROWS).split("\t"))
    assert figures_of(read_text(page)) == OWN


def test_a_head_is_no_title() -> None:
    heads = ("Indicator", "Jaar", "Assen", "Provincie Drenthe", "Nederland")
    assert province_of(lines_of(stacked(*heads))) == ""
    beside = stacked("Provincie Drenthe", "Indicator", "Jaar", "Assen", "Drenthe", "Groei", "2021", "7", "8")
    assert not any(figures_of(read_text(beside)).values())
