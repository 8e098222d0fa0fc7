"""A block per indicator: its name, and below it lines that each say what their figure is."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, moved, read, stacked

SCOPE = scope_for("jaarstukken", 2022)
BOATS = ("Aantal veerboten", "Streefwaarde 2022: 12", "Realisatie 2022: 11", "Realisatie 2021: 9", "Bron: Waterschap")
STATED = ("Toelichting: De werf is later klaar.",)
VIEWS = ("Oordeel van reizigers", "Doel 2022: ≥ 7,5", "Realisatie 2022 7,7", "Realisatie 2021: 7,8", "Bron: Enquête")
READ = {
    "Aantal veerboten": ["R2021 9", "R2022 11", "S2022 12"],
    "Oordeel van reizigers": ["R2021 7.8", "R2022 7.7", "S2022 None"],
}


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_line_says_what_its_figure_is(between: str) -> None:
    found = read_text(between.join(("Indicatoren", *BOATS, *STATED)) + "\n\n" + between.join(VIEWS), scope=SCOPE)
    assert figures_of(found) == READ
    assert [row.bron for row in found.rows] == ["Waterschap", "Enquête"]
    assert not found.questions


@pytest.mark.parametrize("lost", range(11))
def test_a_lost_line_moves_no_figure(lost: int) -> None:
    assert not moved(["Indicatoren"], [*BOATS, *STATED, *VIEWS], lost, SCOPE)


def test_below_a_lost_name_figures_are_asked() -> None:
    found = read_text(stacked("Indicatoren", *BOATS, *STATED, *VIEWS[1:]), scope=SCOPE)
    assert figures_of(found) == {name: figures for name, figures in READ.items() if name == BOATS[0]}
    assert [question.text for question in found.questions] == ["≥ 7,5", "7,7", "7,8"]


def test_a_name_lost_right_below_figures_has_both_asked() -> None:
    found = read_text(stacked("Indicatoren", *BOATS[:4], *VIEWS[1:]), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert len(found.questions) == 6


def test_a_sentence_above_is_no_name() -> None:
    found = read_text(stacked("De werf is later klaar.", *BOATS[1:]), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


def test_a_head_without_its_figure_leaves_the_others() -> None:
    lines = ["Realisatie 2022:" if line.startswith("Realisatie 2022") else line for line in BOATS]
    assert read(stacked("Indicatoren", *lines), SCOPE) == {"Aantal veerboten": ["R2021 9", "S2022 12"]}


def test_one_name_of_two_blocks_is_asked() -> None:
    found = read_text(stacked("Indicatoren", *BOATS, *BOATS), scope=SCOPE)
    assert not any(figures_of(found).values())


def test_a_figure_that_is_no_part_of_a_line_is_not_taken() -> None:
    found = read_text(stacked("Indicatoren", *BOATS[:2], "14", *BOATS[2:]), scope=SCOPE)
    assert all(set(figures) <= set(READ["Aantal veerboten"]) for figures in figures_of(found).values())


def test_a_block_may_have_one_figure_beside_others() -> None:
    found = read_text(stacked("Indicatoren", *BOATS, VIEWS[0], VIEWS[1], VIEWS[4]), scope=SCOPE)
    assert figures_of(found) == {BOATS[0]: READ[BOATS[0]], VIEWS[0]: ["S2022 None"]}
    assert not found.questions


@pytest.mark.parametrize("name", ["Oordeel van reizigers", ""])
def test_alone_a_bound_or_a_figure_without_a_name_is_not_read_as_a_sentence(name: str) -> None:
    line = "Streefwaarde 2022: ≥ 7,5" if name else "Streefwaarde 2022: 7,5"
    found = read_text(stacked("Indicatoren", *filter(None, [name]), line, "Bron: Enquête"), scope=SCOPE)
    assert not any(figures_of(found).values())
    assert found.questions


@pytest.mark.parametrize("between", ["Trend: daalt", "Meetinstrument: telling", "Het aantal boten op één dag."])
def test_what_is_said_between_name_and_figures_is_no_name(between: str) -> None:
    assert read(stacked(BOATS[0], between, *BOATS[1:4]), SCOPE) == {BOATS[0]: READ[BOATS[0]]}
    assert not any(read(stacked(between, *BOATS[1:4]), SCOPE).values())


def test_what_is_expected_is_asked_and_the_lines_around_it_are_read() -> None:
    found = read_text(stacked(*BOATS[:2], "Prognose 2022: 13", *BOATS[2:]), scope=SCOPE)
    assert figures_of(found) == {BOATS[0]: READ[BOATS[0]]}
    assert [question.text for question in found.questions] == ["13"]
    assert not any(read(stacked("Prognose 2022: 13", *BOATS[2:]), SCOPE).values())


def test_figures_behind_words_about_others_are_asked() -> None:
    found = read_text(stacked(*BOATS[:3], "Trend: daalt", *BOATS[3:]), scope=SCOPE)
    assert figures_of(found) == {BOATS[0]: ["R2022 11", "S2022 12"]}
    assert [question.text for question in found.questions] == ["9"]


def test_lines_may_begin_with_a_bullet() -> None:
    assert read(stacked(BOATS[0], *(f"• {line}" for line in BOATS[1:4])), SCOPE) == {BOATS[0]: READ[BOATS[0]]}


def test_an_empty_line_ends_a_block_whose_lines_stand_right_below_each_other() -> None:
    found = read_text("\n".join(BOATS[:4]) + "\n\n" + "\n".join(VIEWS[1:]), scope=SCOPE)
    assert figures_of(found) == {BOATS[0]: READ[BOATS[0]]}
    assert [question.text for question in found.questions] == ["≥ 7,5", "7,7", "7,8"]
