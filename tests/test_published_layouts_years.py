"""Years that stand alone: what nobody says is measured or aimed at is asked once a page, and answered for all."""

import json

import pytest

from indicators.imports.delivery import Delivery
from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.imports.published.row_doubts import BUDGETED
from indicators.imports.stored import pack, unpack
from tests.published_text import figures_of, read, stacked

STACKED = stacked(
    "Indicator", "2016", "2017", "2018", "Bomen", "7", "8", "9", "Aantal perken", "1.006", "11.238", "12.345"
)
BARS = "Indicator | 2016 | 2017 | 2018\nBomen | 7 | 8 | 9\nAantal perken | 1.006 | 11.238 | 12.345\n"
UNDER_A_TEXT = stacked(
    "Groen", "2016", "2017", "2018", "Bomen", "7", "8", "9", "Aantal perken", "1.006", "11.238", "12.345"
)


def asked(found: Delivery) -> list[dict[str, object]]:
    """Return the questions as the JSON of a page holds them."""
    questions: list[dict[str, object]] = json.loads(json.dumps(found.as_json()))["questions"]
    return questions


@pytest.mark.parametrize("text", [STACKED, BARS, UNDER_A_TEXT])
def test_years_of_which_nobody_says_what_they_are_make_one_question_that_names_them_all(text: str) -> None:
    found = read_text(text)
    assert not any(figures_of(found).values())
    (question,) = asked(found)
    assert "2016, 2017, 2018" in str(question["why"])
    cells = question["cells"]
    assert isinstance(cells, list)
    assert [cell["text"] for cell in cells] == ["7", "8", "9", "1.006", "11.238", "12.345"]
    assert (question["line"], question["column"]) == (cells[0]["line"], cells[0]["column"])


def test_each_of_its_cells_is_kept_with_its_figure_its_row_and_the_years_that_are_asked_together() -> None:
    found = read_text(BARS)
    kept = unpack(pack(found)).questions
    assert [(q.of, q.years, q.found.figure.year if q.found else 0) for q in kept] == [
        (name, (2016, 2017, 2018), year) for name in ("Bomen", "Aantal perken") for year in (2016, 2017, 2018)
    ]


def test_a_year_between_what_is_measured_and_aimed_at_is_asked_with_those_of_other_tables() -> None:
    known = ["Sociale structuur", "2016", "2017", "2018", "2019", "Bomen", "7", "8", "9", "10"]
    found = read_text(
        stacked(*known, "Indicator", "2018", "2019", "Perken", "11", "12"), scope=scope_for("begroting", 2019)
    )
    assert figures_of(found) == {"Bomen": ["R2016 7", "R2017 8", "S2019 10"], "Perken": ["S2019 12"]}
    (question,) = asked(found)
    assert str(question["why"]).endswith(": 2018.")


def test_what_a_column_is_expected_to_hold_stays_a_question_of_its_own() -> None:
    head = ["Indicator", "Realisatie 2018", "Prognose 2019", "Begroting 2020"]
    found = read_text(stacked(*head, "Bomen", "7", "8", "9"))
    assert [question["text"] for question in asked(found)] == ["8"]


@pytest.mark.parametrize("name", ["Raming woonlasten", "Woonlasten (begroot)", "Verwachte woonlasten"])
def test_a_name_that_says_budgeted_is_not_measured_below_years_alone(name: str) -> None:
    text = f"Jaarstukken 2017\n\nIndicator\t2016\t2017\n{name}\t110\t112\nWoonlasten\t111\t113\n"

    assert read(text) == {name: [], "Woonlasten": ["R2016 111", "R2017 113"]}
    assert [question.why for question in read_text(text).questions] == [BUDGETED]


FALLING = ["Aantallen", "Omschrijving", "2019", "2018", "2017", "Paspoorten", "950", "3.193", "3.814"]
FALLING += ["Rijbewijzen", "4.846", "4.670", "4.868", "Honden", "9", "8", "7"]


def test_years_alone_behind_the_head_of_the_names_may_fall() -> None:
    found = figures_of(read_text(stacked(*FALLING), scope=scope_for("jaarstukken", 2019)))
    assert found["Paspoorten"] == ["R2017 3814", "R2018 3193", "R2019 950"]
    assert found["Honden"] == ["R2017 7", "R2018 8", "R2019 9"]


@pytest.mark.parametrize("years", [["2019", "2017", "2018"], ["2019", "2018", "2018"], ["2019", "2018", "2019"]])
def test_years_alone_that_neither_rise_nor_fall_are_asked(years: list[str]) -> None:
    text = stacked(*FALLING[:2], *years, *FALLING[5:])
    assert not any(figures_of(read_text(text, scope=scope_for("jaarstukken", 2019))).values())


def test_a_row_below_falling_years_that_lost_a_figure_is_asked() -> None:
    found = figures_of(read_text(stacked(*FALLING[:-1]), scope=scope_for("jaarstukken", 2019)))
    assert not found["Honden"]


HEADS = [
    "Wat kost het",
    "Rekening 2018",
    "Begroting 2019",
    "Begr. na wijz. 2019",
    "Rekening 2019",
    "Baten",
    "1",
    "2",
    "3",
    "4",
]


def test_the_head_of_a_column_beside_that_of_an_outcome_is_no_title_of_the_page() -> None:
    found = figures_of(read_text(stacked(*HEADS, "Einde.", *FALLING), scope=scope_for("jaarstukken", 2019)))
    assert found["Honden"] == ["R2017 7", "R2018 8", "R2019 9"]


def test_the_first_text_of_a_page_is_its_title_whatever_stands_below_it() -> None:
    texts = ["Begroting 2019", *HEADS[1:2], "Einde.", *FALLING]
    assert figures_of(read_text(stacked(*texts), scope=scope_for("jaarstukken", 2019)))["Honden"] != [
        "R2017 7",
        "R2018 8",
        "R2019 9",
    ]


@pytest.mark.parametrize(
    ("said", "certain"),
    [
        ("Het aantal was al lager geraamd, en viel nog iets lager uit.", True),
        ("Er zijn minder dan begroot afgegeven.", True),
        ("Hieronder staat wat geraamd is.", False),
        ("De streefwaarden zijn hoger dan begroot.", False),
    ],
)
def test_what_is_compared_with_a_budget_above_years_alone_is_no_aim(said: str, certain: bool) -> None:
    found = figures_of(read_text(stacked("Burgerzaken", said, *FALLING), scope=scope_for("jaarstukken", 2019)))
    assert bool(found["Honden"]) == certain


def test_rows_below_aantallen_are_counted_so_that_their_points_are_of_thousands() -> None:
    counted = [*FALLING[:6], "1.150", *FALLING[7:]]
    found = figures_of(read_text(stacked(*counted), scope=scope_for("jaarstukken", 2019)))
    assert found["Paspoorten"] == ["R2017 3814", "R2018 3193", "R2019 1150"]
    assert found["Rijbewijzen"] == ["R2017 4868", "R2018 4670", "R2019 4846"]
    named = [*counted[:5], "Gemiddeld cijfer", *counted[6:]]
    assert not figures_of(read_text(stacked(*named), scope=scope_for("jaarstukken", 2019)))["Gemiddeld cijfer"]


def test_what_was_budgeted_and_what_became_of_it_are_of_the_year_of_the_jaarstukken() -> None:
    head = ["Indicator", "Meeteenheid", "Begroot", "Gerealiseerd"]
    text = stacked(*head, "Bomen", "Aantal", "25", "61", "Perken", "Aantal", "15", "14")
    assert read(text, scope_for("jaarstukken", 2021)) == {
        "Bomen": ["R2021 61", "S2021 25"],
        "Perken": ["R2021 14", "S2021 15"],
    }
    assert not any(read(text, scope_for("begroting", 2021)).values())
    assert not any(read(text).values())


def test_a_streefwaarde_without_a_year_may_be_of_another_than_the_jaarstukken() -> None:
    text = stacked("Indicator", "Streefwaarde", "Realisatie", "Bomen", "25", "61", "Perken", "15", "14")
    assert not any(read(text, scope_for("jaarstukken", 2021)).values())
