"""Rows of one cell a line that repeat the shape of their heading, whatever its words are."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

HEAD = ["Wat wij volgen", "Eenheid", "Realisatie 2018", "Begroting 2019", "Waarvandaan"]
ROWS = [
    ["Inbraken", "per 1.000 woningen", "12", "10", "Politie"],
    ["Vernieling", "per 1.000 inwoners", "7", "6", "Politie"],
    ["Overlast", "meldingen", "31", "30", "Politie"],
]
WHOLE = {
    "Inbraken": ["R2018 12", "S2019 10"],
    "Vernieling": ["R2018 7", "S2019 6"],
    "Overlast": ["R2018 31", "S2019 30"],
}
TAAKVELD = ["Taakveld", "Indicator", "Eenheid", "Periode", "Gouda", "Nederland", "Bron"]
VERZUIM = ["4. Onderwijs", "Verzuim", "per 1.000", "2017", "2,1", "1,8", "DUO"]
BANEN = ["6. Sociaal domein", "Banen", "per 1.000", "2017", "752,9", "758,2", "LISA"]
DRUK = ["6. Sociaal domein", "Druk", "%", "2016", "72,1", "70,4", "CBS"]
BULLETS = ["Indicatoren", "Realisatie 2015", "Streefwaarden", "2016", "2017"]


def page(head: list[str], rows: list[list[str]]) -> str:
    return stacked(*head, *(cell for row in rows for cell in row))


def without(row: list[str], gone: int) -> list[str]:
    return [cell for number, cell in enumerate(row) if number != gone]


def test_heads_that_nobody_listed_leave_whole_rows_certain() -> None:
    assert read(page(HEAD, ROWS)) == WHOLE


def test_a_title_above_the_heading_is_no_column() -> None:
    assert read(page(["Programma 3 Veilig", *HEAD], ROWS)) == WHOLE


def test_what_stands_last_in_every_row_and_is_another_each_time_may_be_the_next_name() -> None:
    rows = [[*without(row, 4), word] for row, word in zip(ROWS, ("Straten", "Pleinen", "Parken"), strict=True)]
    assert not any(read(page(HEAD, rows)).values())


@pytest.mark.parametrize("gone", range(5))
def test_a_row_that_lost_a_cell_gives_its_figures_to_nobody(gone: int) -> None:
    found = read(page(HEAD, [ROWS[0], without(ROWS[1], gone), ROWS[2]]))
    assert all(figures == WHOLE[name] for name, figures in found.items() if figures)
    assert not found.get("Vernieling")


def test_a_row_with_a_cell_too_many_is_asked_alone() -> None:
    rows = [*ROWS, ["Geluid", "meldingen", "extra", "4", "5", "Politie"], ["Vuil", "meldingen", "8", "9", "Politie"]]
    found = read_text(page(HEAD, rows))
    assert {name: figures for name, figures in figures_of(found).items() if figures} == WHOLE | {
        "Vuil": ["R2018 8", "S2019 9"]
    }
    assert any("extra · 4 · 5" in question.text for question in found.questions)


def test_a_name_that_comes_twice_is_asked() -> None:
    found = read(page(HEAD, [*ROWS, ["Inbraken", "per wijk", "3", "2", "Politie"]]))
    assert not found.get("Inbraken")
    assert found["Overlast"] == WHOLE["Overlast"]


def test_what_a_row_means_may_stand_below_each_and_is_missed_where_one_has_none() -> None:
    head = ["Indicator", "Eenheid", "Realisatie 2018", "Begroting 2019"]
    rows = [[*row[:4], f"Zo veel als er was aan {row[0]}"] for row in ROWS]
    assert read(page(head, rows)) == WHOLE
    assert not read(page(head, [rows[0], rows[1], without(rows[2], 1)])).get("Overlast")


def test_rows_that_begin_with_their_taakveld_are_read_one_by_one() -> None:
    found = read_text(page(TAAKVELD, [VERZUIM, without(BANEN, 4), DRUK]), scope=scope_for("begroting", 2019))
    assert {name: figures for name, figures in figures_of(found).items() if figures} == {
        "Verzuim": ["R2017 2.1"],
        "Druk": ["R2016 72.1"],
    }
    assert any("Banen" in question.text for question in found.questions)


def test_what_a_municipality_counted_of_itself_is_its_own_where_others_have_no_figure() -> None:
    own = ["0. Bestuur en ondersteuning", "Ziekteverzuim", "%", "2016", "6,8", "Eigen gegevens"]
    found = read_text(page(TAAKVELD, [VERZUIM, own, DRUK]), scope=scope_for("begroting", 2019))
    assert figures_of(found)["Ziekteverzuim"] == ["R2016 6.8"]
    assert not [other for other in found.benchmarks if other.name == "Ziekteverzuim"]


def test_an_aim_in_words_leaves_what_was_measured_certain() -> None:
    head = [*TAAKVELD[:-1], "Streefwaarde"]
    rows = [[*row[:-1], aim] for row, aim in ((VERZUIM, "Afname"), (BANEN, "Minimaal gelijk"), (DRUK, "Geen"))]
    found = read(page(head, rows), scope_for("begroting", 2019))
    assert found == {"Verzuim": ["R2017 2.1"], "Banen": ["R2017 752.9"], "Druk": ["R2016 72.1"]}


def test_a_mark_above_every_name_is_no_figure() -> None:
    rows = [["-", "Reistijd", "7", "8", "9"], ["-", "Fietsers", "3", "4", "-"], ["-", "Bussen", "5", "6", "7"]]
    assert read(page(BULLETS, rows), scope_for("begroting", 2017)) == {
        "Reistijd": ["R2015 7", "S2016 8", "S2017 9"],
        "Fietsers": ["R2015 3", "S2016 4"],
        "Bussen": ["R2015 5", "S2016 6", "S2017 7"],
    }


def test_what_stands_in_brackets_is_left_where_the_table_says_what_it_is() -> None:
    rows = [["-", "Reistijd (tussen haakjes: spreiding)", "7 (3)", "8(2)", "9 (1)"], ["-", "Fietsers", "3", "4", "5"]]
    found = read(page(BULLETS, [*rows, ["-", "Bussen", "5", "6", "7"]]), scope_for("begroting", 2017))
    assert found["Reistijd (tussen haakjes: spreiding)"] == ["R2015 7", "S2016 8", "S2017 9"]


def test_columns_that_come_again_are_of_the_year_they_begin_with() -> None:
    head = ["Indicator", "Bron", *["Jaar", "Gouda", "Nederland"] * 2]
    rows = [
        ["Banen", "LISA", "2019", "5", "6", "2018", "7", "8"],
        ["Druk", "CBS", "2019", "70", "71", "2017", "72", "73"],
    ]
    found = read_text(page(head, rows), scope=scope_for("jaarstukken", 2020))
    assert figures_of(found) == {"Banen": ["R2018 7", "R2019 5"], "Druk": ["R2017 72", "R2019 70"]}
    assert {(other.name, other.year, str(other.value)) for other in found.benchmarks} == {
        *(("Banen", 2019, "6"), ("Banen", 2018, "8")),
        *(("Druk", 2019, "71"), ("Druk", 2017, "73")),
    }


def test_a_cell_may_say_whose_the_figure_beside_it_is() -> None:
    head = ["Indicator", "Eenheid", "Periode", "Bron", "Waarde", "Benchmark", "Waarde"]
    rows = [
        ["Banen", "per 1.000", "2017", "LISA", "668,6", "Nederland", "758,2"],
        ["Afval", "kg", "2016", "CBS", "252", "Nederland", "189"],
    ]
    found = read_text(page(head, rows), scope=scope_for("begroting", 2019))
    assert figures_of(found) == {"Banen": ["R2017 668.6"], "Afval": ["R2016 252"]}
    assert {(other.name, other.region, str(other.value)) for other in found.benchmarks} == {
        ("Banen", "Nederland", "758.2"),
        ("Afval", "Nederland", "189"),
    }


def test_the_name_stands_below_its_own_head_where_another_stands_before_it() -> None:
    head = ["Indicatoren", "Doel", "Indicator", "Realisatie 2018", "Begroting 2019"]
    rows = [["Een veilige stad", *ROWS[0][:1], "12", "10"], ["Een schone stad", "Vuil", "7", "6"]]
    found = read(page(head, [*rows, ["Een groene stad", "Bomen", "31", "30"]]))
    assert not {"Een veilige stad", "Een schone stad", "Een groene stad"} & {
        n for n, figures in found.items() if figures
    }


def test_what_stands_below_a_table_of_what_all_costs_is_none_of_its_rows() -> None:
    found = read(page(HEAD, ROWS) + "\n\nLasten\n\n€ 22.949\n\n10,0 %")
    assert {name: figures for name, figures in found.items() if figures} == WHOLE


def test_a_row_below_its_taakveld_may_go_on_with_other_years() -> None:
    head = [*TAAKVELD[:-1], "Streefwaarde"]
    halt = [
        "1. Veiligheid",
        "Verwijzingen",
        "per 10.000",
        "2014",
        "201",
        "138",
        "Hier stuurt niemand op.",
        "2015",
        "180",
        "134",
    ]
    inbraak = ["1. Veiligheid", "Inbraken", "per 1.000", "2017", "7,1", "2,9", "2018", "5,5", "2,5", "Toelichting 1."]
    found = read_text(page(head, [halt, inbraak, [*BANEN[:-1], "Toename"]]), scope=scope_for("jaarstukken", 2019))
    assert figures_of(found) == {
        "Verwijzingen": ["R2014 201", "R2015 180"],
        "Inbraken": ["R2017 7.1", "R2018 5.5"],
        "Banen": ["R2017 752.9"],
    }
    torn = read_text(page(head, [without(halt, 8), inbraak]), scope=scope_for("jaarstukken", 2019))
    assert not figures_of(torn).get("Verwijzingen")


def test_a_name_that_ends_in_a_number_nobody_can_read_may_hold_a_cell() -> None:
    head = ["Indicator", "Realisatie 2018", "Begroting 2019"]
    rows = [["Bezoekers 1.3000.000", "143", "144"], ["Leden", "45", "46"], ["Boeken", "37", "38"]]
    assert not read(page(head, rows)).get("Bezoekers 1.3000.000")


def test_a_name_without_its_taakveld_does_not_give_its_figures_to_the_row_above() -> None:
    verzuim, banen = VERZUIM[:-1], BANEN[:-1]
    below = ["Kinderen in armoede", "2018", "3,1", "3,8"]
    found = read_text(page(TAAKVELD[:-1], [verzuim + below, banen, DRUK[:-1]]), scope=scope_for("jaarstukken", 2019))
    assert "R2018 3.1" not in figures_of(found).get("Verzuim", [])


def test_a_mark_above_the_next_heading_begins_no_row() -> None:
    text = stacked("Effectindicator", "Realisatie 2016", "2017", "•", "Effectindicator", "13")
    assert not any(read(text).values())
