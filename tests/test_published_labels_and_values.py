"""A block per indicator of labels and, on a line below each, what it stands for."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, moved, read, stacked

SCOPE = scope_for("begroting", 2019)
FIRST = (
    "Indicator",
    "Oordeel over de parken",
    "Bron",
    "Enquête",
    "Nulmeting",
    "6,6 (2012)",
    "Actuele waarde",
    "6,8 (2016)",
)
AIMED = ("Streefwaarde", "7,0 in 2020")
SECOND = (
    "Indicator",
    "Aantal bomen",
    "Eenheid",
    "stuks",
    "Toelichting",
    "Geteld wordt elke winter.",
    "Alleen in de straat.",
    "Nulmeting",
    "53.200 (2014)",
    "Actuele waarde",
    "53.940 (2016)",
    "Streefwaarde",
    "minimaal 53.200 in 2021",
)
READ = {
    "Oordeel over de parken": ["R2012 6.6", "R2016 6.8", "S2020 7.0"],
    "Aantal bomen": ["R2014 53200", "R2016 53940", "S2021 None"],
}


def test_each_label_stands_above_what_it_is_of() -> None:
    found = read_text(stacked("Groen", *FIRST, *AIMED, "11.2 De natuur", *SECOND), scope=SCOPE)
    assert figures_of(found) == READ
    assert [(row.bron, row.unit) for row in found.rows] == [("Enquête", ""), ("", "stuks")]
    assert not found.questions


@pytest.mark.parametrize("lost", range(len((*FIRST, *AIMED, *SECOND))))
def test_a_lost_line_moves_no_figure(lost: int) -> None:
    assert not moved(["Groen"], [*FIRST, *AIMED, *SECOND], lost, SCOPE)


@pytest.mark.parametrize("lost", ["Oordeel over de parken", "Indicator"])
def test_labels_without_a_name_are_asked(lost: str) -> None:
    cells = [*FIRST, *AIMED]
    cells.remove(lost)
    found = read_text(stacked("Groen", *SECOND, "Slot.", *cells), scope=SCOPE)
    assert {name: figures for name, figures in figures_of(found).items() if figures} == {
        "Aantal bomen": READ["Aantal bomen"]
    }
    assert len(found.questions) == 3


def test_two_figures_below_one_label_are_asked() -> None:
    found = read_text(stacked(*FIRST, AIMED[1], *SECOND), scope=SCOPE)
    assert not figures_of(found).get("Oordeel over de parken")
    assert found.questions


def test_a_figure_without_a_year_is_asked() -> None:
    found = read_text(stacked(*FIRST, "Streefwaarde", "7,0"), scope=SCOPE)
    assert figures_of(found) == {"Oordeel over de parken": ["R2012 6.6", "R2016 6.8"]}
    assert [question.text for question in found.questions] == ["7,0"]


def test_a_label_may_say_the_year() -> None:
    cells = (
        "Indicator: Oordeel over de parken",
        "Realisatie 2017",
        "6,6",
        "Streefwaarde 2020:",
        "7,0",
        "Bron: Enquête",
    )
    assert read(stacked(*cells), SCOPE) == {"Oordeel over de parken": ["R2017 6.6", "S2020 7.0"]}


def test_what_was_measured_in_the_year_to_come_is_asked() -> None:
    found = read_text(stacked(*FIRST[:6], "Actuele waarde", "6,8 (2019)", *AIMED), scope=SCOPE)
    assert figures_of(found) == {"Oordeel over de parken": ["R2012 6.6", "S2020 7.0"]}
    assert found.questions


def test_the_heading_of_a_table_is_no_block() -> None:
    head = ("Indicator", "Realisatie 2016", "Realisatie 2017", "Streefwaarde 2019")
    text = stacked(*head, "Aantal bomen", "5", "6", "7", "Aantal struiken", "8", "9", "10")
    assert read(text, SCOPE) == {
        "Aantal bomen": ["R2016 5", "R2017 6", "S2019 7"],
        "Aantal struiken": ["R2016 8", "R2017 9", "S2019 10"],
    }


def test_labels_and_values_may_share_a_line_or_end_with_a_colon() -> None:
    cells = ("Naam indicator:", "Aantal bomen", "Trend:", "stijgend", "Nulmeting: 66 (2012)", "Doelwaarde 2023:", "70")
    assert read(stacked(*cells), SCOPE) == {"Aantal bomen": ["R2012 66", "S2023 70"]}


def test_a_second_figure_in_words_below_one_label_has_the_block_asked() -> None:
    cells = ("Indicator", "Aantal bomen", "Nulmeting", "66 (2012)", "Streefwaarde", "68 (2016)", "minimaal 70 in 2021")
    assert not any(read(stacked(*cells), SCOPE).values())


def block(name: str, meaning: str, first: str, aim: str, last: str) -> tuple[str, ...]:
    labels = ("Bron", "Telling", "Nulmeting", first, "Streefwaarde 2019", aim, "Realisatie 2019", last)
    return (name, *([meaning] if meaning else []), *labels)


AFVAL = block("Restafval", "Kilo per inwoner.", "142 (2016)", "≤ 100", "109")
SCHEIDING = block("Scheiding", "Deel dat gescheiden wordt ingezameld.", "68% (2016)", "75%", "76%")


def test_blocks_that_are_alike_are_of_the_line_above_what_they_mean() -> None:
    assert read(stacked("Indicatoren", *AFVAL, *SCHEIDING), scope_for("jaarstukken", 2019)) == {
        "Restafval": ["R2016 142", "R2019 109", "S2019 None"],
        "Scheiding": ["R2016 68", "R2019 76", "S2019 75"],
    }


@pytest.mark.parametrize("lost", range(len(AFVAL) + len(SCHEIDING)))
def test_nothing_moves_when_one_of_such_blocks_loses_a_line(lost: int) -> None:
    assert not moved(("Indicatoren",), (*AFVAL, *SCHEIDING), lost, scope_for("jaarstukken", 2019))


def test_blocks_that_are_not_alike_have_no_name_for_certain() -> None:
    odd = block("Scheiding", "", "68% (2016)", "75%", "76%")

    assert not any(read(stacked("Indicatoren", *AFVAL, *odd), scope_for("jaarstukken", 2019)).values())
