"""Heads and cells that are gone: a number of the next row, a title or a meaning takes no place that is not its own."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, stacked

HEAD = ["omschrijving", "bron", "eenheid", "periode", "Gouda", "Nederland"]
HALT = ["06", "Verwijzingen Halt", "Bureau Halt", "Aantal per 10.000", "2014", "227,5", "139,7"]
KERN = ["07", "Harde kern jongeren", "KLPD", "Aantal per 10.000", "2014", "2,3", "1,3"]
DIEFSTAL = ["08", "Winkeldiefstallen", "CBS", "Aantal per 1.000", "2015", "4,5", "n/b"]
WHOLE = {
    "Verwijzingen Halt": ["R2014 227.5"],
    "Harde kern jongeren": ["R2014 2.3"],
    "Winkeldiefstallen": ["R2015 4.5"],
}


def test_numbered_rows_with_two_regions_are_read() -> None:
    found = read_text(stacked(*HEAD, *HALT, *KERN, *DIEFSTAL))
    assert figures_of(found) == WHOLE
    assert len(found.benchmarks) == 2


@pytest.mark.parametrize("lost", range(1, 7))
@pytest.mark.parametrize("row", [HALT, KERN])
def test_the_number_of_the_next_row_is_no_figure_of_one_that_lost_a_cell(row: list[str], lost: int) -> None:
    short = [cell for number, cell in enumerate(row) if number != lost]
    rows = [short if each is row else each for each in (HALT, KERN, DIEFSTAL)]
    found = read_text(stacked(*HEAD, *(cell for each in rows for cell in each)))
    figures = {name: each for name, each in figures_of(found).items() if each}
    assert figures.items() <= WHOLE.items()
    assert {str(other.value) for other in found.benchmarks} <= {"139.7", "1.3"}
    assert found.questions


def test_the_number_of_the_next_taakveld_is_no_figure() -> None:
    title = ["2", "Verkeer, vervoer en waterstaat"]
    found = read_text(stacked(*HEAD, *HALT, *KERN[:6], *title, *HEAD, *DIEFSTAL))
    assert [str(other.value) for other in found.benchmarks] == ["139.7"]
    assert not figures_of(found).get("Harde kern jongeren")


@pytest.mark.parametrize("lost", ["Gouda", "Nederland"])
def test_rows_with_a_figure_more_than_the_heading_names_are_asked(lost: str) -> None:
    found = read_text(stacked(*(head for head in HEAD if head != lost), *HALT, *KERN, *DIEFSTAL))
    assert not any(figures_of(found).values())
    assert not found.benchmarks
    assert found.questions


MEANING = ["Voortijdig schoolverlaten", "Deel van alle leerlingen zonder startkwalificatie", "2023", "1,7", "2,4"]
ABSENT = ["Absoluut verzuim", "Leerplichtigen die niet zijn ingeschreven", "2022", "9,3", "4,2"]
LATE = ["Relatief verzuim", "Leerplichtigen die zonder verlof wegblijven", "2022", "16", "24"]


def test_what_an_indicator_means_below_a_heading_that_lost_a_head_is_not_its_name() -> None:
    found = read_text(stacked("Indicator", "Periode", "Gouda", "Nederland", *MEANING, *ABSENT, *LATE))
    assert not any(figures_of(found).values())
    assert found.questions


def test_the_title_of_a_programma_is_not_the_name_of_a_row_that_lost_its_own() -> None:
    head = ["Indicator", "Omschrijving", "Eenheid", "Periode", "Gouda", "Limburg"]
    rows = ["Programma Veiligheid", "Diefstallen naar inwoners", "Aantal per 1.000", "2018", "0,8", "2,1"]
    rows += ["Druk", "Ouderen tegenover anderen", "%", "2019", "71,6", "70,1"]
    assert "Programma Veiligheid" not in {
        n for n, figures in figures_of(read_text(stacked(*head, *rows))).items() if figures
    }


def test_a_taakveld_is_the_name_of_no_row_where_another_is_the_title_of_a_group() -> None:
    rows = ["Economie", "7", "8", "Onderwijs", "Verzuim op school", "2", "3"]
    found = figures_of(read_text(stacked("Indicator", "Realisatie 2016", "Streefwaarde 2018", *rows)))
    assert {name for name, figures in found.items() if figures} == {"Verzuim op school"}


SENTENCE = "Deel van alle inwoners dat het zo noemt in de peiling."


@pytest.mark.parametrize("name", [SENTENCE, "BBV/GOUDA", "Aantal per 1.000 inwoners"])
def test_words_that_are_no_name_give_no_row_where_the_name_is_gone(name: str) -> None:
    head = ["Indicator", "Realisatie 2016", "Streefwaarde 2018"]
    found = figures_of(read_text(stacked(*head, "Leegstand", "7", "8", name, "2", "3")))
    assert {row for row, figures in found.items() if figures} == {"Leegstand"}


def test_a_unit_above_the_rows_of_regions_is_not_what_they_are_of() -> None:
    head = ["Naam Indicator", "Bron", "2016", "2017"]  # Eenheid is gone
    rows = ["Banen", "Aantal per 1.000 inwoners", "LISA", "Gouda", "669", "682", "Nederland", "700", "710"]
    found = read_text(stacked(*head, *rows), scope=scope_for("begroting", 2020))
    assert not any(figures_of(found).values())
    assert not found.benchmarks
