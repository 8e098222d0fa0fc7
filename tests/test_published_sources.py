"""Who published a figure is never the name of its row."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.known_sources import is_source
from tests.published_text import figures_of, read, stacked

HEAD = ["omschrijving", "bron", "eenheid", "periode", "Gouda", "Nederland"]
BANEN = ["Banen", "LISA", "Aantal per 1.000 inwoners", "2017", "420,5", "651,5"]
WERKLOOS = ["Werkloze jongeren", "Verwey Jonker Instituut", "Kinderen in Tel", "% 16-22 jr", "2015", "2,72", "1,52"]
PARTICIPATIE = ["Netto arbeidsparticipatie", "CBS", "% van de bevolking", "2017", "58,6", "66,6"]


@pytest.mark.parametrize(
    "text",
    [
        "CBS",
        "Verwey Jonker Instituut",
        "Verwey-Jonker Instituut - Kinderen in Tel",
        "DUO / Ingrado",
        "Bureau Halt",
        "GGD gezondheidsmonitor",
        "CBS - Participatie Wet",
        "Diagnose Transitie",
        "Eigen gegevens",
    ],
)
def test_who_publishes_figures_is_a_source(text: str) -> None:
    assert is_source(text)


@pytest.mark.parametrize(
    "text", ["Verwijzingen Halt", "Banen", "Uitgaven aan de GGD", "Politiebureaus", "Aantal CBS-codes"]
)
def test_the_name_of_an_indicator_is_no_source(text: str) -> None:
    assert not is_source(text)


def test_a_source_in_two_cells_stands_between_its_name_and_the_unit() -> None:
    assert read(stacked(*HEAD, *BANEN, *WERKLOOS, *PARTICIPATIE)) == {
        "Banen": ["R2017 420.5"],
        "Werkloze jongeren": ["R2015 2.72"],
        "Netto arbeidsparticipatie": ["R2017 58.6"],
    }


def test_a_source_without_a_name_above_it_gives_no_row() -> None:
    found = read_text(
        stacked(*HEAD, *BANEN, "Verwey Jonker Instituut", "% 16-22 jr", "2015", "2,7", "1,5", *PARTICIPATIE)
    )
    assert "Verwey Jonker Instituut" not in figures_of(found)
    assert [q.text for q in found.questions] == ["2015 · 2,7 · 1,5"]


def test_rows_that_come_out_with_one_name_are_asked() -> None:
    twice = ["Jongeren", "Kinderen in Beeld", "% 12-21 jr", "2015", "1,92", "1,45"]
    again = ["Jongeren", "Kinderen in Beeld", "% 16-22 jr", "2015", "2,72", "1,52"]
    found = read_text(stacked(*HEAD, *BANEN, *twice, *again))
    assert not figures_of(found).get("Jongeren")
    assert found.questions


def test_different_figures_of_others_for_one_year_are_asked() -> None:
    head = ["Indicator", "Jaar", "Gouda", "Ref.", "Jaar", "Gouda", "Ref."]
    found = read_text(stacked(*head, "Verzuim", "2015", "0,8", "1,6", "2015", "0,8", "1,5"))
    assert figures_of(found) == {"Verzuim": ["R2015 0.8"]}
    assert not found.benchmarks
    assert [q.text for q in found.questions] == ["1,6", "1,5"]


def test_a_source_where_a_name_is_expected_is_asked_in_any_layout() -> None:
    found = read_text("Indicator | 2019 | Streefwaarde 2021 |\nVerzuim | 4 | 3 |\nVerwey-Jonker Instituut | 7 | 5 |\n")
    assert figures_of(found) == {"Verzuim": ["R2019 4", "S2021 3"]}
    assert [q.text for q in found.questions] == ["Verwey-Jonker Instituut"]
