"""Rows of words on one line each, with a number ahead, and a unit behind or before their figures."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of

BEHIND = "Nr. Programma(nr.) Naam Jaarrekening 2021 Begroting 2022 Begroting 2023 Eenheid"
ROWS = [
    "14. 02. Economie en vastgoed Functiemenging 45,3 45,2 45,3 %",
    "16. 02. Economie en vastgoed Vestigingen 144,0 137,7 147,6 per 1.000 inw. 15-74 jaar",
    "22. 05. Werk en inkomen Jongeren met een delict 1 1 2 % jongeren 12-21 jaar",
    "23. 05. Werk en inkomen Jongeren met jeugdhulp 5,0 5 5 % jongeren",
]
AHEAD = "Programma Nummer indicator Naam indicator Eenheid Bron GM realisatie 2020 GM realisatie 2021"
OWN = [
    "5 1 Formatie Fte per 1.000 inwoners Eigen gegevens 6,79 6,88",
    "5 3 Apparaatskosten Kosten per inwoner Eigen begroting € 629 € 962",
    "5 6 Verwijzingen Halt Aantal per 10.000 inwoners van 12 t/m 17 jaar Bureau Halt 15 4",
]
SCOPE = scope_for("begroting", 2023)


def test_a_unit_behind_the_figures_may_hold_numbers() -> None:
    found = read_text("\n".join([BEHIND, *ROWS]), scope=SCOPE)
    assert figures_of(found) == {
        "Functiemenging": ["R2021 45.3", "S2022 45.2", "S2023 45.3"],
        "Vestigingen": ["R2021 144.0", "S2022 137.7", "S2023 147.6"],
        "Jongeren met een delict": ["R2021 1", "S2022 1", "S2023 2"],
        "Jongeren met jeugdhulp": ["R2021 5.0", "S2022 5", "S2023 5"],
    }
    assert found.rows[1].unit == "per 1.000 inw. 15-74 jaar"


@pytest.mark.parametrize(
    "row",
    [
        "17. 02. Economie en vastgoed Banen 45,3 45,2 %",  # a figure is gone
        "17. 02. Economie en vastgoed Banen 7 45,3 45,2 45,3 %",  # or one too many
        "17. 02. Economie en vastgoed Bedrijven in de top 10 45,3 45,2 %",
        "17. 02. Economie en vastgoed Banen 45,3 45,2 45,3",  # the unit is gone
        "17. Economie en vastgoed Banen 45,3 45,2 45,3 %",  # a number is gone
        "17. 07. Jeugd Banen 45,3 45,2 45,3 %",  # alone in its programme: where does the name begin?
    ],
)
def test_a_line_that_can_be_divided_otherwise_is_asked(row: str) -> None:
    found = read_text("\n".join([BEHIND, *ROWS, row]), scope=SCOPE)
    assert [q.text for q in found.questions] == [row]
    assert len(figures_of(found)) == len(ROWS)


def test_one_year_of_a_begroting_itself_is_what_it_aims_at() -> None:
    rows = [
        "14. 02. Economie Functiemenging 45 %",
        "8. 02. Economie Diefstal per 1.000 inwoners 1 aantal per 1.000 inwoners",
        "32. 02. Economie Banen niet beschikbaar per 10.000 inw.",
        "16. 02. Economie Vestigingen 130 per 1.000 inw.",
    ]
    text = "\n".join(["Nr. Programma(nr.) Naam Indicator 2019 Eenheid", *rows])
    found = read_text(text, scope=scope_for("begroting", 2019))
    assert figures_of(found) == {
        "Functiemenging": ["S2019 45"],
        "Diefstal per 1.000 inwoners": ["S2019 1"],
        "Vestigingen": ["S2019 130"],
    }
    assert [q.text for q in found.questions] == [rows[2]]
    assert not any(figures_of(read_text(text)).values())  # of what is the year?


def test_unit_and_bron_before_the_figures_end_the_name() -> None:
    found = read_text("\n".join([AHEAD, *OWN]), scope=scope_for("jaarstukken", 2021))
    assert figures_of(found) == {
        "Formatie": ["R2020 6.79", "R2021 6.88"],
        "Apparaatskosten": ["R2020 629", "R2021 962"],
        "Verwijzingen Halt": ["R2020 15", "R2021 4"],
    }
    assert [(row.unit, row.bron) for row in found.rows][1:] == [
        ("Kosten per inwoner", "Eigen begroting"),
        ("Aantal per 10.000 inwoners van 12 t/m 17 jaar", "Bureau Halt"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "5 8 Winkeldiefstallen Aantal per 1.000 inwoners CBS 1,6",
        "5 8 Winkeldiefstallen Aantal per 1.000 inwoners CBS 1,6 1,9 1,7",
        "5 8 Winkeldiefstallen Aantal per 1.000 inwoners 1,6 1,9",
        "5 8 Winkeldiefstallen CBS 1,6 1,9",
    ],
)
def test_a_row_without_one_of_its_cells_is_asked(row: str) -> None:
    found = read_text("\n".join([AHEAD, *OWN, row]), scope=scope_for("jaarstukken", 2021))
    assert [q.text for q in found.questions] == [row]
    assert len(figures_of(found)) == len(OWN)


def test_an_abbreviation_ahead_of_every_year_but_those_of_others_is_that_of_the_municipality() -> None:
    head = AHEAD.replace("realisatie ", "") + " gemeente 50.000 - 100.000 inwoners 2021"
    rows = [f"{row} 8,5" for row in OWN]
    found = read_text("\n".join([head, *rows]), scope=scope_for("jaarstukken", 2021))
    assert figures_of(found)["Formatie"] == ["R2020 6.79", "R2021 6.88"]
    assert [(b.region, b.year, str(b.value)) for b in found.benchmarks][:1] == [
        ("gemeente 50.000 - 100.000 inwoners", 2021, "8.5")
    ]
    for other in ("NL", "XY"):
        mixed = head.replace("GM 2020", f"{other} 2020")
        assert not any(figures_of(read_text("\n".join([mixed, *rows]), scope=scope_for("jaarstukken", 2021))).values())


def test_an_abbreviation_ahead_of_years_alone_may_be_a_region() -> None:
    head = AHEAD.replace("realisatie ", "").replace("GM", "MRA")
    assert not any(figures_of(read_text("\n".join([head, *OWN]), scope=scope_for("jaarstukken", 2021))).values())
