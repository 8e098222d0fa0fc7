"""A line for each region, on which the unit stands behind every figure."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

ABOVE = "Zo gaat het.\n\nJS22 - Diefstal uit woning\n\nEenheid: aantal per 1.000 inwoners.\n\nBron: CBS - Diefstallen\n"
HEAD = "Regio 2020 2021 2022\n"
OWN = "Bergen op Zoom 3,8 per 1.000 inwoners 4 per 1.000 inwoners 3,2 per 1.000 inwoners\n"
OTHERS = "Nederland 2,8 per 1.000 inwoners 2,2 per 1.000 inwoners 2,1 per 1.000 inwoners\n"
AIM = OWN.replace("Bergen op Zoom", "Verwachtingswaarde")
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
        ABOVE + HEAD + AIM + AIM,
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


def test_what_was_expected_stands_above_what_was_measured_and_a_dash_is_a_year_without_a_figure() -> None:
    own = "Bergen op Zoom 49,7 % - 47,3 %\n"
    text = ABOVE + "Regio 2021 2022 2012\nVerwachtingswaarde 45 % 45 % -\n" + own + "Nederland 49,3 % - 46,4 %\n"
    found = read_text(text, scope=SCOPE)
    assert figures_of(found) == {"JS22 - Diefstal uit woning": ["R2012 47.3", "R2021 49.7", "S2021 45", "S2022 45"]}
    assert [(b.year, str(b.value)) for b in found.benchmarks] == [(2021, "49.3"), (2012, "46.4")]


@pytest.mark.parametrize(
    "line", ["Verwachtingswaarde 45 % -\n", "Verwachtingswaarde 45 % 45 - -\n", "Norm 1 2 1 2 1 2\n"]
)
def test_a_line_that_does_not_divide_into_as_many_cells_as_years_is_asked(line: str) -> None:
    found = read_text(ABOVE + HEAD + line + OTHERS, scope=SCOPE)
    assert not any(figures_of(found).values())
    assert line.strip() in [q.text for q in found.questions]


def test_a_paragraph_may_say_what_the_indicator_means_between_its_name_and_its_bron() -> None:
    above = "JS21 - Absoluut verzuim\n\nEen jongere die bij geen school is ingeschreven.\n\nBron: DUO\n"
    found = read_text("Landelijke indicatoren\n\n" + above + HEAD + OWN + OTHERS, scope=SCOPE)
    assert list(figures_of(found)) == ["JS21 - Absoluut verzuim"]
