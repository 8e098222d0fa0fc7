"""Tables between bars in which a title reached over rows, and a year stood below each aim: those cells are gone."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from programmes.choices import DocumentKind
from tests.published_text import figures_of, read

BEGROTING = scope_for(DocumentKind.BEGROTING, 2022)
HEAD = "Indicator | Omschrijving | 2019 | 2020 | Streef- | Streef- | 2023 |"
RULE = "---|---|---|---|---|---|---|"
SPORT = "Sport | Leden | 40 | 41 | 42 | 43 | 44 |"
RUNS = ("Sporters | 61% | n.b. | 63% | ≥ 64% | ≥ 65% | |", "Zwemmers | 7 | 8 | 9 | 10 | 11 | |")
WHOLE = {
    "Sport: Leden": ["R2019 40", "R2020 41", "S2021 42", "S2022 43", "S2023 44"],
    "Sporters": ["R2019 61", "S2021 63", "S2022 None", "S2023 None"],
    "Zwemmers": ["R2019 7", "R2020 8", "S2021 9", "S2022 10", "S2023 11"],
}


def page(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, RULE, *rows])


def test_rows_under_a_title_are_read_where_they_have_a_figure_for_each_head() -> None:
    assert read(page(SPORT, *RUNS), BEGROTING) == WHOLE
    assert read(page("Sport | Wat we zien: | ||||||", *RUNS), BEGROTING) == {
        name: WHOLE[name] for name in list(WHOLE)[1:]
    }


@pytest.mark.parametrize("lost", range(6))
def test_a_row_under_a_title_that_lost_a_cell_is_asked(lost: int) -> None:
    cells = RUNS[0].split(" | ")
    torn = " | ".join([*cells[:lost], *cells[lost + 1 :]])
    found = read_text(page(SPORT, torn, RUNS[1], RUNS[1].replace("Zwemmers", "Turners")), scope=BEGROTING)
    assert [name for name, figures in figures_of(found).items() if figures] == ["Sport: Leden", "Zwemmers", "Turners"]
    assert [question.place.line for question in found.questions] == [4]


def test_a_row_with_a_figure_too_many_is_asked() -> None:
    longer = "Fietsers | 1 | 2 | 3 | 4 | 5 | 6 |"
    assert not read(page(SPORT, *RUNS, longer), BEGROTING).get("Fietsers")


def test_a_single_row_without_its_title_may_have_lost_its_name() -> None:
    assert not read(page(SPORT, RUNS[0]), BEGROTING).get("Sporters")
    assert read(page(*RUNS, SPORT), BEGROTING).get("Zwemmers", []) == []


def test_years_between_are_those_of_as_many_aims() -> None:
    for other in (
        "2019 | 2020 | Streef- | 2023 |",
        "2019 | 2020 | Streef- | Streef- | 2022 |",
        "2019 | 2020 | Streef- |",
    ):
        head = f"Indicator | Omschrijving | {other}"
        row = " | ".join(["Sport", "Leden", *"123456"[: other.count("|")]]) + " |"
        found = read(page(row, head=head), BEGROTING)
        assert not any("2021" in figure for figures in found.values() for figure in figures)


def test_figures_behind_a_remark_are_asked() -> None:
    found = read_text(page(SPORT, "Toelichting: drie sporten | | 10 | 20 | 30 | 40 | 50 |"), scope=BEGROTING)
    assert [question.place.line for question in found.questions] == [4]
