"""A small table per indicator, one cell a line: its name, the years, the figures, and below them the bron."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, stacked

SCOPE = scope_for("begroting", 2022)
FIRST = ("Zwerfafval per straat", "Realisatie cijfers", "2018", "2019", "2020", "69,2", "70,1", "72,6")
BELOW = ("Bron:", "CBS", "Hoeveel afval er ligt op een werkdag.")
SECOND = ("Bomen per inwoner", "Realisatie cijfers", "2018", "2019", "2020", "5", "4,7", "4,4", "Bron:", "Gemeente")
REGIONS = ("Gemeente Gouda", "1,70", "1,10", "Eenheid:", "%", "Landelijk <25.000 inw", "2,40", "1,40")
COUNTED = (
    "Verzuim van leerlingen",
    "Peiljaar",
    "2017",
    "2019",
    "Bron:",
    "Ingrado",
    *REGIONS,
    "Hoe vaak zij er niet zijn.",
)


def test_a_name_years_and_as_many_figures_are_one_table() -> None:
    found = read_text(stacked("Inleiding.", *FIRST, *BELOW, *SECOND), scope=SCOPE)
    assert figures_of(found) == {
        "Zwerfafval per straat": ["R2018 69.2", "R2019 70.1", "R2020 72.6"],
        "Bomen per inwoner": ["R2018 5", "R2019 4.7", "R2020 4.4"],
    }
    assert [row.bron for row in found.rows] == ["CBS", "Gemeente"]
    assert not found.questions


@pytest.mark.parametrize("lost", ["69,2", "2019", "Zwerfafval per straat"])
def test_a_table_that_lost_a_cell_is_asked_and_the_next_is_read(lost: str) -> None:
    cells = [cell for cell in FIRST if cell != lost]
    found = read_text(stacked(*SECOND, "Hoeveel bomen er staan.", *cells, *BELOW), scope=SCOPE)
    assert {name: figures for name, figures in figures_of(found).items() if figures} == {
        "Bomen per inwoner": ["R2018 5", "R2019 4.7", "R2020 4.4"]
    }
    assert found.questions


def test_where_figures_are_gone_a_table_of_other_years_is_asked() -> None:
    cells = [cell for cell in FIRST if cell not in ("2019", "69,2")]
    third = [f"{cell} meer" if cell == SECOND[0] else cell for cell in SECOND if cell != "4,7"]
    found = read_text(stacked(*SECOND, "Zo.", *cells, *BELOW, *third), scope=SCOPE)
    assert not figures_of(found).get("Zwerfafval per straat")


def test_each_kind_has_its_own_years() -> None:
    kinds = ("Realisatie cijfers", "Streefcijfers", "2017", "2018", "2018", "98", "97", "95", "Bron:", "Bureau")
    found = read_text(stacked("3.2.a", "Woningen met lawaai", *kinds), scope=scope_for("jaarstukken", 2018))
    assert figures_of(found) == {"Woningen met lawaai": ["R2017 98", "R2018 97", "S2018 95"]}


def test_years_below_both_kinds_are_divided_by_the_document() -> None:
    kinds = ("Realisatie", "Streefwaarde", "2020", "2021", "2022", "98", "97", "95", "Bron:", "Bureau")
    found = read_text(stacked("Woningen met lawaai", *kinds), scope=SCOPE)
    assert figures_of(found) == {"Woningen met lawaai": ["R2020 98", "S2022 95"]}
    assert [question.text for question in found.questions] == ["97"]


def test_rows_of_regions_below_the_years() -> None:
    found = read_text(stacked(*COUNTED), scope=SCOPE)
    assert figures_of(found) == {"Verzuim van leerlingen": ["R2017 1.70", "R2019 1.10"]}
    assert [(b.region, b.year, str(b.value)) for b in found.benchmarks] == [
        ("Landelijk <25.000 inw", 2017, "2.40"),
        ("Landelijk <25.000 inw", 2019, "1.40"),
    ]
    assert [(row.unit, row.bron) for row in found.rows] == [("%", "Ingrado")]


@pytest.mark.parametrize("lost", ["Gemeente Gouda", "1,70", "2017", "Verzuim van leerlingen", "Bron:", "Peiljaar"])
def test_rows_of_regions_that_lost_a_cell_are_not_read_wrongly(lost: str) -> None:
    found = read_text(stacked("Begroting 2021", "Begroting 2022", *(c for c in COUNTED if c != lost)), scope=SCOPE)
    right = {"Verzuim van leerlingen": ["R2017 1.70", "R2019 1.10"]}
    assert {name: figures for name, figures in figures_of(found).items() if figures} in ({}, right)


def test_figures_right_below_a_table_may_be_its_own() -> None:
    found = read_text(stacked(*FIRST, "Hoop", "70", "71", "72", *BELOW), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


def test_years_alone_are_what_the_document_says() -> None:
    cells = [cell for cell in FIRST if cell != "Realisatie cijfers"]
    text = stacked("Inleiding.", *cells, *BELOW)
    assert figures_of(read_text(text, scope=SCOPE)) == {
        "Zwerfafval per straat": ["R2018 69.2", "R2019 70.1", "R2020 72.6"]
    }
    assert not any(figures_of(read_text(text, scope=scope_for("begroting", 2020))).values())


LINES = """Inleiding over de cijfers.

Verzuim van leerlingen
Peiljaar 2017 2019
Bron: Ingrado
Gemeente Gouda 1,70 1,10
Eenheid: %
Landelijk <25.000 inw 2,40 1,40
Hoe vaak zij er niet zijn.

Zwerfafval per straat
Realisatie cijfers 2018 2019 2020
69,2 70,1 72,6
Bron: CBS
"""


def test_years_and_figures_may_stand_beside_each_other() -> None:
    found = read_text(LINES, scope=SCOPE)
    assert figures_of(found) == {
        "Verzuim van leerlingen": ["R2017 1.70", "R2019 1.10"],
        "Zwerfafval per straat": ["R2018 69.2", "R2019 70.1", "R2020 72.6"],
    }
    assert [str(other.value) for other in found.benchmarks] == ["2.40", "1.40"]
    assert [(row.bron, row.unit) for row in found.rows] == [("Ingrado", "%"), ("CBS", "")]


@pytest.mark.parametrize("lost", [" 2017", " 1,70", "Gemeente Gouda ", " 1,40", " 72,6", "69,2 "])
def test_where_one_of_them_is_gone_no_figure_is_of_another_year(lost: str) -> None:
    right = figures_of(read_text(LINES, scope=SCOPE))
    found = read_text(LINES.replace(lost, "", 1), scope=SCOPE)
    assert all(set(figures) <= set(right[name]) for name, figures in figures_of(found).items())
    assert found.questions


def test_a_number_below_one_year_may_be_that_of_a_row() -> None:
    text = stacked("Opgave", "Begroting", "2021", "1", "Bestuur en ondersteuning", "Formatie", "8,5")
    assert not any(figures_of(read_text(text)).values())


BESIDE = (
    "Verzuim van leerlingen",
    "Bron: Ingrado",
    "Jaar",
    "Gouda",
    "Nederland",
    "2018",
    "12",
    "13",
    "2019",
    "14",
    "15",
)


def test_years_may_stand_down_with_a_figure_of_each_region_beside() -> None:
    found = read_text(stacked("Inleiding.", *BESIDE), scope=SCOPE)
    assert figures_of(found) == {"Verzuim van leerlingen": ["R2018 12", "R2019 14"]}
    assert [(b.region, b.year, str(b.value)) for b in found.benchmarks] == [
        ("Nederland", 2018, "13"),
        ("Nederland", 2019, "15"),
    ]


def test_years_may_stand_down_with_a_figure_of_each_kind_beside() -> None:
    kinds = ["Streefwaarde" if cell == "Gouda" else "Realisatie" if cell == "Nederland" else cell for cell in BESIDE]
    found = read_text(stacked("Inleiding.", *kinds), scope=SCOPE)
    assert figures_of(found) == {"Verzuim van leerlingen": ["R2018 13", "R2019 15", "S2018 12", "S2019 14"]}


@pytest.mark.parametrize("lost", [cell for cell in BESIDE if not cell.startswith("Bron")])
def test_years_down_that_lost_a_cell_are_asked(lost: str) -> None:
    found = read_text(stacked("Inleiding.", *(cell for cell in BESIDE if cell != lost)), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


def test_labels_above_the_years_stand_for_the_line_below_them() -> None:
    cells = ("Verzuim van leerlingen", "Eenheid", "%", "Bron", "Ingrado", "2018", "2019", "Gouda", "12", "13")
    found = read_text(stacked("Inleiding.", *cells, "Nederland", "14", "15"), scope=SCOPE)
    assert figures_of(found) == {"Verzuim van leerlingen": ["R2018 12", "R2019 13"]}
    assert [(row.unit, row.bron) for row in found.rows] == [("%", "Ingrado")]


def test_what_nobody_listed_above_the_years_of_one_table_is_no_name() -> None:
    cells = ["Gemeten stand" if cell == "Realisatie cijfers" else cell for cell in FIRST]
    found = read_text(stacked("Inleiding.", *cells, *BELOW), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


def test_waarde_above_the_years_leaves_it_to_the_document() -> None:
    cells = ["Waarde" if cell == "Realisatie cijfers" else cell for cell in FIRST]
    assert read_text(stacked("Inleiding.", *cells, *BELOW), scope=scope_for("begroting", 2019)).questions
    assert figures_of(read_text(stacked("Inleiding.", *cells, *BELOW), scope=SCOPE)) == {
        "Zwerfafval per straat": ["R2018 69.2", "R2019 70.1", "R2020 72.6"]
    }


def test_years_down_without_figures_are_no_table() -> None:
    cells = ("Verzuim van leerlingen", "Jaar", "Gouda", "Nederland", "2018", "2019", "Zo.")
    assert not any(figures_of(read_text(stacked("Inleiding.", *cells), scope=SCOPE)).values())


def test_a_kind_its_year_and_its_figure_on_one_line_are_no_years_of_a_table() -> None:
    found = read_text("1. Sportdeelname\nBron: GGD\nRealisatie 2017 41%\nStreefwaarde 2019 45%\n")
    assert figures_of(found) == {"Sportdeelname": ["R2017 41", "S2019 45"]}
