"""A column that says what an indicator means: it is no name, wherever it stands."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

BEHIND = ["Indicator", "Eenheid", "Periode", "Regio", "Waarde", "Bron", "Omschrijving"]
BANEN = ["6", "Banen", "per 1.000", "2016", "Gouda", "607,6", "LISA", "Aantal banen naar inwoners."]
MENGING = ["6", "Functiemenging", "%", "2017", "Gouda", "48,3", "LISA", "Banen tegenover woningen."]
BESIDE = ["Indicator", "Omschrijving", "Eenheid", "Periode", "Gouda", "Limburg"]
DIEFSTAL = ["Winkeldiefstallen", "Diefstal uit winkels, per 1.000 inwoners.", "Aantal per 1.000", "2018", "0,8", "2,1"]
DRUK = ["Demografische druk", "Ouderen en jongeren tegenover anderen.", "%", "2019", "71,6", "70,1"]
FIGURES = {"Banen": ["R2016 607.6"], "Functiemenging": ["R2017 48.3"]}


def test_below_a_row_stands_the_figure_of_another_region_in_its_own_year() -> None:
    rows = [*BANEN, "2016", "Nederland", "744", *MENGING, "2017", "Nederland", "52,1"]
    found = read_text(stacked("PRG", *BEHIND, *rows))
    assert figures_of(found) == FIGURES
    assert [(b.name, b.region, b.year) for b in found.benchmarks] == [
        ("Banen", "Nederland", 2016),
        ("Functiemenging", "Nederland", 2017),
    ]


def test_a_year_that_reaches_over_two_regions_stands_there_once() -> None:
    found = read_text(stacked("PRG", *BEHIND, *BANEN, "Nederland", "744", *MENGING, "Nederland", "52,1"))
    assert figures_of(found) == FIGURES
    assert [(b.name, b.year) for b in found.benchmarks] == [("Banen", 2016), ("Functiemenging", 2017)]


def test_a_year_that_stands_there_for_some_regions_only_is_asked() -> None:
    rows = [*BANEN, "2016", "Nederland", "744", *MENGING, "Nederland", "52,1"]
    found = read_text(stacked("PRG", *BEHIND, *rows))
    assert not [b for b in found.benchmarks if b.name == "Functiemenging"]
    assert found.questions


def test_what_an_indicator_means_is_not_its_name() -> None:
    found = read_text(stacked(*BESIDE, *DIEFSTAL, *DRUK))
    assert figures_of(found) == {"Winkeldiefstallen": ["R2018 0.8"], "Demografische druk": ["R2019 71.6"]}


@pytest.mark.parametrize("lost", range(6))
def test_a_row_with_its_meaning_that_lost_a_cell_moves_nothing(lost: int) -> None:
    rest = [cell for number, cell in enumerate(DIEFSTAL) if number != lost]
    found = figures_of(
        read_text(stacked(*BESIDE, *DRUK, *rest, *["Banen", "Banen per inwoner.", "%", "2018", "7", "8"]))
    )
    assert {name for name, figures in found.items() if figures} <= {"Demografische druk", "Banen"}


def test_programmas_between_the_rows_are_the_titles_of_groups() -> None:
    titles = ["Programma Veiligheid"], ["Programma Economie"]
    short = ["Formatie", "Fte per inwoner", "2021", "5,6"]  # a figure too few
    found = read_text(
        stacked(*BESIDE, *titles[0], *DIEFSTAL, *short, *titles[1], *DRUK, "Programma 3", "Zo gaan we door.")
    )
    assert {n: f for n, f in figures_of(found).items() if f} == {
        "Winkeldiefstallen": ["R2018 0.8"],
        "Demografische druk": ["R2019 71.6"],
    }
    assert found.questions


def test_a_figure_of_a_statistical_office_was_measured_in_the_year_before_the_begroting_too() -> None:
    head = ["Indicator", "Eenheid", "Waarde", "Periode", "Bron"]
    rows = ["WOZ-waarde", "euro", "194", "2018", "CBS - Waarde Onroerende Zaken"]
    rows += ["Bezetting", "fte", "7,1", "2018", "Eigen gegevens", "Bevolking", "%", "7,2", "2018", "CBS - prognose"]
    found = read_text(stacked(*head, *rows), scope=scope_for("begroting", 2019))
    assert figures_of(found) == {"WOZ-waarde": ["R2018 194"], "Bezetting": [], "Bevolking": []}
    assert [question.text for question in found.questions] == ["7,1", "7,2"]


def test_a_title_above_the_heading_is_no_column_before_what_the_rows_are_called() -> None:
    head = ["Beleidsindicatoren", "Omschrijving", "Eenheid", "Periode", "Gouda", "Limburg"]
    rows = ["Winkeldiefstallen", "%", "2018", "1", "2", "Druk", "%", "2019", "71,6", "70,1"]
    assert read(stacked(*head, *rows)) == {"Winkeldiefstallen": ["R2018 1"], "Druk": ["R2019 71.6"]}


def test_a_figure_from_the_own_begroting_was_measured_for_nobody_to_say() -> None:
    head = ["Indicator", "Eenheid", "Waarde", "Periode", "Bron"]
    rows = ["Apparaatskosten", "euro", "807", "2017", "Eigen begroting", "Vacatures", "fte", "7,5", "2015", "CBS"]
    found = read_text(stacked(*head, *rows))
    assert figures_of(found) == {"Apparaatskosten": [], "Vacatures": ["R2015 7.5"]}
    assert [question.text for question in found.questions] == ["807"]
