"""Tables whose cells ran into each other: read where they can be taken apart in one way only."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

HEAD = "IndicatorR2016B2017R2017StatusBron/Frequentie\n"


def test_rows_of_percentages_are_taken_apart_behind_each_percent_sign() -> None:
    found = read_text(
        HEAD + "Inwoners die meedoen43%41%40,5%Peiling, om het jaar\nBezoek aan 95% van hen98%>95%92%CJG\n"
    )
    assert figures_of(found) == {
        "Inwoners die meedoen": ["R2016 43", "R2017 40.5", "S2017 41"],
        "Bezoek aan 95% van hen": ["R2016 98", "R2017 92", "S2017 None"],
    }
    assert [row.bron for row in found.rows] == ["Peiling, om het jaar", "CJG"]


@pytest.mark.parametrize(
    ("glued", "figures"),
    [
        ("6,26,46,7", ["R2016 6.2", "R2017 6.7", "S2017 6.4"]),
        ("12,413,514,2", ["R2016 12.4", "R2017 14.2", "S2017 13.5"]),  # all of one shape
        ("6,2 (2016)6,46,7", ["R2016 6.2", "R2017 6.7", "S2017 6.4"]),
        ("43%nnb41%", ["R2016 43", "R2017 41"]),
    ],
)
def test_a_run_of_as_many_figures_as_columns_that_ends_in_one_way_is_read(glued: str, figures: list[str]) -> None:
    assert read(f"{HEAD}Inwoners die meedoen{glued}Peiling\n")["Inwoners die meedoen"] == figures


@pytest.mark.parametrize(
    "row",
    [
        "Schooluitval per jaar634560Ministerie",  # of as many digits each, or not
        "Inwoners die meedoen6,46,7Peiling",  # a cell is gone
        "Inwoners die meedoen1.2341.34512.400Peiling",  # of thousands nobody can say where a number ends
        "Inwoners die meedoennb43%41%Peiling",
        "Inwoners die meedoen43%4341%Peiling",
        "Inwoners die meedoen7,910,19,8Peiling",  # 7,9 and 10,1, or 7,91 and 0,1
        "Uitstoot van CO245%40%35%Peiling",  # the number may be part of the name
        "Reizen per km245%40%35%Peiling",
        "Inwoners die meedoen43%241%40%Peiling",  # above a hundred: a footnote behind the first
        "Inwoners die meedoen43%-41%40%Peiling",
        "Inwoners die meedoen43%41%40%3 kernen",
    ],
)
def test_a_row_that_can_be_taken_apart_otherwise_is_asked(row: str) -> None:
    found = read_text(HEAD + row + "\nBezoek98%95%92%CJG\n")
    assert figures_of(found).pop("Bezoek") == ["R2016 98", "R2017 92", "S2017 95"]
    assert sum(map(len, figures_of(found).values())) == 3
    assert found.questions


def test_a_figure_that_may_begin_with_the_mark_of_a_footnote_is_asked() -> None:
    text = f"{HEAD}Inwoners die meedoen43%21%40%Peiling\n\n2 Van hen die antwoordden.\n"
    assert not any(read(text).values())
    assert any(read(text.replace("\n2 Van", "\n9 Van")).values())


def test_rows_that_ran_together_below_heads_that_did_not_are_read() -> None:
    page = stacked("Indicator", "Realisatie 2016", "Begroting 2017", "Bron", "Waardering voor groen6,26,4Peiling")
    assert read(page) == {"Waardering voor groen": ["R2016 6.2", "S2017 6.4"]}


def test_figures_that_ran_together_below_a_name_and_its_bron_are_read() -> None:
    head = "IndicatorDoelstelling 2017Realisatie 2017Ambitie 2018\n"
    found = read_text(
        head + "Cijfer voor groen\nbron: Peiling\n7,47,57,6\nCijfer voor wegen\nbron: Peiling\n6,16,26,3\n"
    )
    assert figures_of(found) == {
        "Cijfer voor groen": ["R2017 7.5", "S2017 7.4", "S2018 7.6"],
        "Cijfer voor wegen": ["R2017 6.2", "S2017 6.1", "S2018 6.3"],
    }
    assert {row.bron for row in found.rows} == {"Peiling"}
    lost = read(head + "Cijfer voor groen\nbron: Peiling\nCijfer voor wegen\nbron: Peiling\n6,16,26,3\n")
    assert lost == {"Cijfer voor wegen": ["R2017 6.2", "S2017 6.1", "S2018 6.3"]}


def test_a_whole_table_on_one_line_is_read() -> None:
    line = "Verloop kengetallenKengetallen:Rekening2015Rekening2016Schuldquote58%50%Solvabiliteit29%33%"
    assert read(line) == {
        "Schuldquote": ["R2015 58", "R2016 50"],
        "Solvabiliteit": ["R2015 29", "R2016 33"],
    }
    assert not any(read(line.replace("29%33%", "29%")).get("Solvabiliteit", []))


def test_years_that_ran_together_in_a_heading_are_those_of_its_columns() -> None:
    head = "Nr.Strategische indicatoren201520162017Meting: jaar en bron\n"
    rows = "1.01Druk op jongeren62,9 %64,5 %65,6 %waarstaat.nl\n1.02Vertrouwen29 %32 %Peiling\n"
    found = read(head + rows, scope_for("jaarstukken", 2017))
    assert found == {"1.01 Druk op jongeren": ["R2015 62.9", "R2016 64.5", "R2017 65.6"], "1.02 Vertrouwen": []}


def test_a_glued_heading_that_nobody_knows_ends_the_table() -> None:
    found = read_text(HEAD + "Inwoners die meedoen43%41%40%Peiling\nKwistR2016B2017R2017ZornBron\nBezoek98%95%92%CJG\n")
    assert [name for name, figures in figures_of(found).items() if figures] == ["Inwoners die meedoen"]
    assert found.questions
