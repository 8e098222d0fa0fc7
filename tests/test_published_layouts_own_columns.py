"""Heads above a column of their own, with years behind them that are not theirs: Streefwaarde, Norm."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

BEGROTING = scope_for("begroting", 2020)
YEARS = ["2019", "2020", "2021", "2022", "2023"]
HEAD = ["Naam indicator", "Streef-waarde", *YEARS]
BOMEN = ["Bomen in het dorp", "90%", "71%", "72%", "73%", "74%", "75%"]
PERKEN = ["Perken in het dorp", "80%", "61%", "62%", "63%", "64%", "65%"]
NORM = ["Norm", "2018", "2019", "2020", "2021"]
QUOTE = ["Netto schuldquote", "90%", "14%", "34%", "55%", "59%"]
RATIO = ["Solvabiliteitsratio", "20%", "52%", "42%", "34%", "32%"]
GROND = ["Grondexploitatie", "35%", "6%", "8%", "7%", "5%"]


def test_a_figure_more_than_years_in_every_row_is_that_of_the_head_before_them() -> None:
    found = read_text(stacked(*HEAD, *BOMEN, *PERKEN), scope=BEGROTING)

    assert figures_of(found) == {
        "Bomen in het dorp": ["S2020 72", "S2021 73", "S2022 74", "S2023 75"],
        "Perken in het dorp": ["S2020 62", "S2021 63", "S2022 64", "S2023 65"],
    }
    assert {"90%", "80%"} <= {question.text for question in found.questions}


@pytest.mark.parametrize("lost", [1, 4])
def test_where_a_row_has_no_figure_more_the_head_may_reach_over_the_years(lost: int) -> None:
    row = [cell for place, cell in enumerate(PERKEN) if place != lost]

    assert not any(read(stacked(*HEAD, *BOMEN, *row), BEGROTING).values())


@pytest.mark.parametrize("lost", [1, 2, 3, 4])
def test_where_a_year_may_be_gone_from_the_heading_the_head_may_reach_over_it(lost: int) -> None:
    years = YEARS[:lost] + YEARS[lost + 1 :]

    assert not any(
        read(stacked(*HEAD[:2], *years, *BOMEN[:1], *BOMEN[2:], *PERKEN[:1], *PERKEN[2:]), BEGROTING).values()
    )


def test_the_number_of_the_next_row_is_no_figure_of_a_column_of_its_own() -> None:
    rows = ["1", "Bomen in het dorp", *BOMEN[2:], "2", "Perken in het dorp", *PERKEN[2:]]
    found = read(stacked("Nr.", *HEAD, *rows), BEGROTING)

    assert "S2023 75" in found["Bomen in het dorp"]


def test_a_row_with_more_than_a_figure_in_its_own_column_shows_that_the_other_lost_one() -> None:
    row = ["Bomen in het dorp", "90% (31.500 ha)", *BOMEN[2:]]

    assert not any(read(stacked(*HEAD, *row, *PERKEN[:1], *PERKEN[2:]), BEGROTING).values())


SAID_HEAD = ["Naam indicator", "Omschrijving", "Streef-waarde", *YEARS]
SAID = [[row[0], meaning, *row[1:]] for row, meaning in ((BOMEN, "Hoeveel er staan"), (PERKEN, "Hoe vol zij zijn"))]
PADEN = ["Paden in het dorp", "Hoe breed zij zijn", "Zo smal als het kan", "1.250", "1.200", "1.150", "1.100", "1.050"]


def test_a_row_with_words_in_its_own_column_is_asked_and_leaves_the_others_certain() -> None:
    found = read_text(stacked(*SAID_HEAD, *SAID[0], *PADEN, *SAID[1]), scope=BEGROTING)

    assert {name: figures for name, figures in figures_of(found).items() if figures} == {
        "Bomen in het dorp": ["S2020 72", "S2021 73", "S2022 74", "S2023 75"],
        "Perken in het dorp": ["S2020 62", "S2021 63", "S2022 64", "S2023 65"],
    }
    assert any("1.250" in question.text for question in found.questions)


def test_a_figure_that_cannot_be_read_is_one_in_its_column_all_the_same() -> None:
    found = read(stacked(*SAID_HEAD, *SAID[0], *SAID[1][:4], "44 + 27 = 71", *SAID[1][5:]), BEGROTING)

    assert found["Bomen in het dorp"] == ["S2020 72", "S2021 73", "S2022 74", "S2023 75"]
    assert found["Perken in het dorp"] == ["S2021 63", "S2022 64", "S2023 65"]


def test_where_most_rows_have_words_in_the_own_column_of_others_the_head_may_reach_over_the_years() -> None:
    paden = [[f"Paden {number}", *PADEN[1:]] for number in (1, 2)]

    assert not any(read(stacked(*SAID_HEAD, *SAID[0], *paden[0], *paden[1]), BEGROTING).values())


def test_a_row_without_its_own_figure_and_without_words_for_it_is_asked_and_leaves_those_that_have_one_certain() -> (
    None
):
    found = read(stacked(*SAID_HEAD, *SAID[0], *PADEN[:2], *PADEN[3:], *SAID[1]), BEGROTING)

    assert found["Paden in het dorp"] == []
    assert found["Bomen in het dorp"] == ["S2020 72", "S2021 73", "S2022 74", "S2023 75"]


def test_streefwaarden_of_more_than_one_year_are_no_column() -> None:
    assert not any(read(stacked("Naam indicator", "Streefwaarden", *YEARS, *BOMEN, *PERKEN), BEGROTING).values())


def test_no_year_behind_a_norm_is_its_year() -> None:
    rows = ["Bomen", "71%", "72%", "73%", "74%", "Perken", "61%", "62%", "63%", "64%"]

    assert not any(read(stacked("Indicator", *NORM, *rows), BEGROTING).values())


def test_a_norm_of_a_year_is_aimed_at_and_what_was_measured_halfway_is_asked() -> None:
    head = ["Verzuim", "Realisatie 2016", "Norm 2017", "Realisatie 30.04.2017", "Begroting 2018"]
    rows = ["Afdeling Bomen", "5,4%", "5,5%", "5,7%", "5,2%", "Afdeling Perken", "7,4%", "6,0%", "7,1%", "5,6%"]
    found = read_text(stacked(*head, *rows))

    assert figures_of(found)["Afdeling Bomen"] == ["R2016 5.4", "S2017 5.5", "S2018 5.2"]
    assert [question.text for question in found.questions] == ["5,7%", "7,1%"]


def test_the_law_says_of_what_the_years_of_financial_kengetallen_are() -> None:
    assert read(stacked(*NORM, *QUOTE, *RATIO, *GROND), BEGROTING) == {
        "Netto schuldquote": ["R2018 14", "S2020 55", "S2021 59"],
        "Solvabiliteitsratio": ["R2018 52", "S2020 34", "S2021 32"],
        "Grondexploitatie": ["R2018 6", "S2020 7", "S2021 5"],
    }


def _beside_a_norm(
    *rows: list[str], head: tuple[str, ...] = ("Norm", "Werkelijk 2017", "Begroot 2018")
) -> list[list[str]]:
    """Return the figures that are read below a norm, with nothing above the names."""
    return [figures for figures in read(stacked(*head, *(cell for row in rows for cell in row))).values() if figures]


WEGEN = ["Wegen in het dorp", "90-130%", "16%", "27%"]
WATER = ["Water in het dorp", "20-50%", "52%", "47%"]


def test_a_norm_is_a_column_too_where_nothing_stands_above_the_names() -> None:
    assert _beside_a_norm(WEGEN, WATER) == [["R2017 16", "S2018 27"], ["R2017 52", "S2018 47"]]


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_row_beside_a_norm_that_lost_a_cell_is_asked(lost: int) -> None:
    assert _beside_a_norm(WEGEN, WATER[:lost] + WATER[lost + 1 :]) == [["R2017 16", "S2018 27"]]


@pytest.mark.parametrize(
    "head", [("Werkelijk 2017", "Begroot 2018"), ("Norm", "Begroot 2018"), ("Norm", "Werkelijk 2017")]
)
def test_where_a_head_beside_a_norm_is_gone_all_rows_are_asked(head: tuple[str, ...]) -> None:
    assert _beside_a_norm(WEGEN, WATER, head=head) == []


def test_of_what_the_law_does_not_name_years_alone_stay_a_question() -> None:
    bomen = ["Bomen", "90%", "71%", "72%", "73%", "74%"]

    assert not any(read(stacked(*NORM, *QUOTE, *RATIO, *GROND, *bomen), BEGROTING).values())


def test_below_a_text_that_says_budgeted_no_kengetal_was_measured() -> None:
    found = read(stacked("De begrote kengetallen", *NORM, *QUOTE, *RATIO, *GROND), BEGROTING)

    assert not any(figure.startswith("R") for figures in found.values() for figure in figures)


def test_a_financial_kengetal_that_lost_a_cell_is_asked() -> None:
    found = read(stacked(*NORM, *QUOTE, *RATIO, *GROND[:-1]), BEGROTING)

    assert found["Grondexploitatie"] == []


def test_a_benchmark_of_no_year_leaves_years_alone_to_the_document() -> None:
    text = "Indicator 2017 2018 2019 NL (meest actuele) Bron\nBomen per inwoner 1,3 1,4 1,8 1,9 CBS\n"
    found = read_text(text, scope=scope_for("jaarstukken", 2019))

    assert figures_of(found) == {"Bomen per inwoner": ["R2017 1.3", "R2018 1.4", "R2019 1.8"]}
    assert [question.text for question in found.questions] == ["1,9"]


def test_a_measured_year_of_financial_kengetallen_is_certain_below_a_head_too() -> None:
    rows = [" | ".join(row) for row in (QUOTE[:1] + QUOTE[2:], RATIO[:1] + RATIO[2:], GROND[:1] + GROND[2:])]
    text = "\n".join([" | ".join(["Kengetallen", *NORM[1:]]), *rows])

    assert read(text, BEGROTING)["Grondexploitatie"] == ["R2018 6", "S2020 7", "S2021 5"]
