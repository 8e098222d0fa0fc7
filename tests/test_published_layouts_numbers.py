"""Rows with two numbers ahead, and figures that each carry their year below the name of whose they are."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, moved, read, stacked

HEAD = [
    "Progr.",
    "Nr.",
    "Naam indicator",
    "Eenheid",
    "Bron",
    "Cijfer\nGouda\n(jaartal)",
    "Vergelijkingscijfer\nNederland\n(jaartal)",
]
HALT = ["1", "6.", "Verwijzingen Halt", "Aantal per 1.000 jongeren", "Bureau Halt", "10 (2021)", "8 (2021)"]
WINKEL = ["1", "8.", "Winkeldiefstallen", "Aantal per 1.000 inwoners", "CBS", "0,9 (2021)", "1,8 (2021)"]
VERZUIM = ["2", "17.", "Absoluut verzuim", "Aantal per 1.000 leerlingen", "DUO", "1,2 (2020)", "2,5 (2020)"]


def test_figures_with_their_years_are_those_of_the_municipality_and_of_the_country() -> None:
    found = read_text(stacked(*HEAD, *HALT, *WINKEL, *VERZUIM))
    assert figures_of(found) == {
        "Verwijzingen Halt": ["R2021 10"],
        "Winkeldiefstallen": ["R2021 0.9"],
        "Absoluut verzuim": ["R2020 1.2"],
    }
    assert [(b.region, b.year, str(b.value)) for b in found.benchmarks] == [
        ("Nederland", 2021, "8"),
        ("Nederland", 2021, "1.8"),
        ("Nederland", 2020, "2.5"),
    ]
    assert [(row.unit, row.bron) for row in found.rows[:1]] == [("Aantal per 1.000 jongeren", "Bureau Halt")]
    assert not found.questions


@pytest.mark.parametrize("lost", range(len(WINKEL)))
def test_a_row_that_lost_a_cell_moves_no_figure(lost: int) -> None:
    found = read_text(stacked(*HEAD, *HALT, *(c for i, c in enumerate(WINKEL) if i != lost), *VERZUIM))
    figures = figures_of(found)
    assert not figures.get("Winkeldiefstallen") or (figures["Winkeldiefstallen"] == ["R2021 0.9"] and lost < 2)
    assert figures.get("Absoluut verzuim") in (None, [], ["R2020 1.2"])
    assert {(b.name, str(b.value)) for b in found.benchmarks} <= {
        ("Verwijzingen Halt", "8"),
        ("Winkeldiefstallen", "1.8"),
        ("Absoluut verzuim", "2.5"),
    }
    assert found.questions


def test_a_figure_without_its_year_is_asked() -> None:
    bare = [*HALT[:5], "10", "8 (2021)"]
    found = read(stacked(*HEAD, *bare, *WINKEL, *VERZUIM))
    assert found["Verwijzingen Halt"] == []


LISTED = ["nr.", "Prestatie-indicatoren", "Realisatie 2019", "Streefwaarde 2020", "Realisatie 2020"]
GROUPED = [
    *["Boeken", "1.", "Aantal lezers", "381", "405", "225", "2.", "Aantal leden", "26", "36", "20"],
    *["Toneel", "1.", "Aantal spelers", "24", "25", "85", "2.", "Aantal kijkers", "56", "55", "2.330"],
    *["Musea", "1.", "Aantal gangen", "7", "8", "9"],
]


def test_rows_that_begin_at_one_again_below_the_title_of_a_group() -> None:
    assert read(stacked(*LISTED, *GROUPED)) == {
        "Aantal lezers": ["R2019 381", "R2020 225", "S2020 405"],
        "Aantal leden": ["R2019 26", "R2020 20", "S2020 36"],
        "Aantal spelers": ["R2019 24", "R2020 85", "S2020 25"],
        "Aantal kijkers": ["R2019 56", "R2020 2330", "S2020 55"],
        "Aantal gangen": ["R2019 7", "R2020 9", "S2020 8"],
    }


@pytest.mark.parametrize("lost", range(len(GROUPED)))
def test_a_group_that_lost_a_cell_moves_no_figure(lost: int) -> None:
    assert not moved(LISTED, GROUPED, lost)


OF_DOELEN = ["Doel", "Omschrijving", "Bron", "Realisatie 2018", "Raming 2019", "Raming 2020"]
TWO = [
    "2",
    "Zelforganiserend vermogen",
    "Monitor Kracht",
    "83%",
    "84%",
    "81%",
    "2",
    "Trots",
    "GGD",
    "7,2",
    "7,1",
    "7,3",
]
ROEM_2020 = scope_for("begroting", 2020)


@pytest.mark.parametrize("rows", [TWO, TWO[:6]])
def test_a_number_below_doel_is_that_of_the_doel(rows: list[str]) -> None:
    found = read(stacked(*OF_DOELEN, *rows), ROEM_2020)
    assert found["Zelforganiserend vermogen"] == ["R2018 83", "S2019 84", "S2020 81"]
    assert found.get("Trots", ["R2018 7.2", "S2019 7.1", "S2020 7.3"]) == ["R2018 7.2", "S2019 7.1", "S2020 7.3"]


@pytest.mark.parametrize("lost", range(len(TWO)))
def test_a_row_below_doel_that_lost_a_cell_moves_no_figure(lost: int) -> None:
    assert not moved(OF_DOELEN, TWO, lost, ROEM_2020)
