"""A line for each region, on which the unit stands behind every figure."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

ABOVE = "Zo gaat het.\n\nJS22 - Diefstal uit woning\n\nEenheid: aantal per 1.000 inwoners.\n\nBron: CBS - Diefstallen\n"
HEAD = "Regio 2020 2021 2022\n"
OWN = "Bergen op Zoom 3,8 per 1.000 inwoners 4 per 1.000 inwoners 3,2 per 1.000 inwoners\n"
OTHERS = "Nederland 2,8 per 1.000 inwoners 2,2 per 1.000 inwoners 2,1 per 1.000 inwoners\n"
SCOPE = scope_for("jaarstukken", 2022)


def test_the_same_unit_behind_every_figure_parts_them() -> None:
    found = read_text(ABOVE + HEAD + OWN + OTHERS, scope=SCOPE)
    assert figures_of(found) == {"JS22 - Diefstal uit woning": ["R2020 3.8", "R2021 4", "R2022 3.2"]}
    assert [(b.region, b.year, str(b.value)) for b in found.benchmarks] == [
        ("Nederland", 2020, "2.8"),
        ("Nederland", 2021, "2.2"),
        ("Nederland", 2022, "2.1"),
    ]
    assert [(row.unit, row.bron) for row in found.rows] == [("aantal per 1.000 inwoners", "CBS - Diefstallen")]


@pytest.mark.parametrize("cut", [" per 1.000 inwoners\n", "3,2 per 1.000 inwoners\n", " inwoners\n"])
def test_a_line_that_lost_its_end_is_asked(cut: str) -> None:
    line = OWN.removesuffix(cut)
    found = read_text(f"{ABOVE}{HEAD}{line}\n{OTHERS}", scope=SCOPE)
    assert not any(figures_of(found).values())
    assert [q.text for q in found.questions] == [line.strip()]
    assert len(found.benchmarks) == 3


@pytest.mark.parametrize(
    "text",
    [
        ABOVE.replace("Eenheid: ", "").replace("Bron: ", "") + HEAD + OWN,  # which line is the name?
        ABOVE + HEAD + OWN + OWN.replace("Bergen op Zoom", "Roosendaal"),
        ABOVE + HEAD + OWN.replace("Bergen op Zoom", "Verwachtingswaarde"),
        ABOVE.replace("JS22", "Streefwaarde JS22") + HEAD + OWN,
    ],
)
def test_what_may_be_another_layout_gives_no_figures(text: str) -> None:
    assert not any(figures_of(read_text(text, scope=SCOPE)).values())


def test_years_that_the_document_cannot_have_measured_are_asked() -> None:
    found = read_text(ABOVE + HEAD + OWN, scope=scope_for("begroting", 2022))
    assert not any(figures_of(found).values())
    assert found.questions


def test_years_of_which_others_have_figures_were_measured_but_the_own_year_of_a_begroting() -> None:
    found = read_text(ABOVE + HEAD + OWN + OTHERS, scope=scope_for("begroting", 2022))
    assert figures_of(found) == {"JS22 - Diefstal uit woning": ["R2020 3.8", "R2021 4"]}


def test_a_sentence_about_a_nota_does_not_settle_what_a_known_document_measured() -> None:
    above = ABOVE.replace("Zo gaat het.", "Bij de Voorjaarsnota 2022 gaf de raad geld.")
    found = read_text(above + HEAD + OWN, scope=SCOPE)
    assert figures_of(found) == {"JS22 - Diefstal uit woning": ["R2020 3.8", "R2021 4", "R2022 3.2"]}
    assert not any(figures_of(read_text(above.replace("geld.", "geld") + HEAD + OWN, scope=SCOPE)).values())


def test_a_heading_of_regions_below_a_single_line_is_no_block() -> None:
    assert not any(read("Begroting.\n\nGebied 2021 2022\nGouda 6,7 7,9\n").values())
