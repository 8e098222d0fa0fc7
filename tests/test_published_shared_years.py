"""Groups above years between bars or tabs, where a cell that reached over more columns counts once: whose is each year?"""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import UNKNOWN, Scope, scope_for
from indicators.imports.published.headings import Item
from indicators.imports.published.whose_years import MOST_WAYS, shared
from tests.published_text import figures_of, read, stacked

REALISATIE, STREEF = Item("realisatie", text="Realisatie"), Item("streefwaarde", text="Streefwaarde")
PROGNOSE = Item("onduidelijk", text="Prognose")


def letters(groups: list[Item], years: list[int], scope: Scope = UNKNOWN) -> str:
    """Return the first letter of the group of each year, or a ? where more than one may have it."""
    return "".join(group.text[0] if group else "?" for group in shared(tuple(groups), tuple(years), scope))


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2018, 2019, 2020, 2021], "R??S"),
        ([2018, 2019, 2019, 2020], "RRSS"),  # no group names a year twice
        ([2020, 2021], "RS"),
        ([2019, 2019, 2019], ""),  # of three groups
        ([2019], ""),
    ],
)
def test_what_the_years_themselves_say(years: list[int], said: str) -> None:
    assert letters([REALISATIE, STREEF], years) == said


@pytest.mark.parametrize(
    ("kind", "year", "said"),
    [
        ("begroting", 2021, "RR?S"),  # of 2020 it can have measured something, or aimed at it
        ("jaarstukken", 2019, "R?SS"),  # they may have aimed at what 2019 was to be, and cannot have measured 2020
        ("jaarstukken", 2018, "RSSS"),
        ("begroting", 2018, ""),  # nothing of its own year, or later, can have been measured
    ],
)
def test_what_the_document_says(kind: str, year: int, said: str) -> None:
    assert letters([REALISATIE, STREEF], [2018, 2019, 2020, 2021], scope_for(kind, year)) == said


def test_of_what_is_over_nothing_is_expected() -> None:
    years = [2018, 2019, 2020, 2020, 2021]
    groups = [REALISATIE, PROGNOSE, STREEF]
    assert letters(groups, years, scope_for("bestuursrapportage", 2020)) == "RRPSS"
    assert letters(groups, years) == "R???S"


def test_where_there_are_too_many_ways_to_divide_them_nothing_is_certain() -> None:
    assert not shared((REALISATIE, STREEF), tuple(range(1000, 1002 + MOST_WAYS)), UNKNOWN)


SHRUNK = "\tRealisatie\tStreefwaarde\nIndicator\t2018\t2019\t2020\t2021\nBomen\t11\t12\t13\t14\n"


def test_of_groups_that_shrank_the_first_year_is_of_the_first_and_the_last_of_the_last() -> None:
    found = read_text(SHRUNK)
    assert figures_of(found) == {"Bomen": ["R2018 11", "S2021 14"]}
    assert [question.text for question in found.questions] == ["12", "13"]


def test_of_groups_that_shrank_the_document_says_what_it_can_have_measured_and_what_it_aims_at() -> None:
    assert read(SHRUNK, scope_for("begroting", 2021)) == {"Bomen": ["R2018 11", "R2019 12", "S2021 14"]}
    assert not any(read(SHRUNK, scope_for("begroting", 2024)).values())


def test_groups_that_shrank_each_have_their_own_run_of_years() -> None:
    text = "\tRealisatie\tStreefwaarde\nIndicator\t2018\t2019\t2019\t2020\nBomen\t11\t12\t13\t14\n"
    assert read(text) == {"Bomen": ["R2018 11", "R2019 12", "S2019 13", "S2020 14"]}


def test_groups_that_kept_their_places_hold_the_years_below_them() -> None:
    text = "\tRealisatie\t\tStreefwaarde\t\nIndicator\t2018\t2019\t2020\t2021\nBomen\t11\t12\t13\t14\n"
    assert read(text) == {"Bomen": ["R2018 11", "R2019 12", "S2020 13", "S2021 14"]}


BARS = "| Realisaties | Prognose | Streefwaarden |\n| ||||\n---|---|---|---|---|---|---|\n"
ZAAN = "Naam | 2017 | 2018 | 2019 | 2019 | 2022 | Bron |\nBomen | 7 | 8 | 9 | 10 | 11 | Telling |\nPerken | 5 | Ntb | 6 | 4 | 3 | GGD |\n"


@pytest.mark.parametrize("above", [BARS, "Realisaties | Prognose | Streefwaarden | ||||\n"])
def test_between_groups_and_years_empty_cells_and_a_line_may_stand(above: str) -> None:
    found = read_text(above + ZAAN, scope=scope_for("bestuursrapportage", 2019))
    assert figures_of(found)["Bomen"] == ["R2017 7", "R2018 8", "S2019 10", "S2022 11"]
    assert [question.text for question in found.questions] == ["9", "6"]


@pytest.mark.parametrize("gone", ["Realisaties", "Prognose", "Streefwaarden"])
def test_a_group_that_is_gone_gives_no_year_to_another(gone: str) -> None:
    found = read(BARS.replace(f"| {gone} ", "") + ZAAN, scope_for("bestuursrapportage", 2019))["Bomen"]
    assert set(found) <= {"R2017 7", "R2018 8", "S2019 10", "S2022 11"}


EDE = "Effectindicatoren | Waarde 31-12 | Streefw. | Referentie- | ||\n---|---|---|---|---|---|\n2020 | 2021 | 2022 | 2022 | waarde | |\n"


def test_a_last_head_that_was_broken_over_both_rows_is_no_group() -> None:
    found = read_text(
        EDE + "Bomen | 7 | 8 | 9 | 10 | n.v.t. |\nPerken | 5 | 6 | 4 | 3 | |\n", scope=scope_for("jaarstukken", 2022)
    )
    assert figures_of(found) == {"Bomen": ["R2020 7", "R2021 8", "R2022 9", "S2022 10"], "Perken": []}
    assert [question.text for question in found.questions] == ["Perken 5 6 4 3"]


@pytest.mark.parametrize("middle", ["Raming", "Begroting"])
def test_what_was_expected_of_the_last_year_stands_between_what_was_measured_before_and_then(middle: str) -> None:
    head = ("Omschrijving", "Bron", "Realisatie", middle, "Realisatie", "2016", "2017", "2018", "2018")
    rows = (
        "Aantal ritten",
        "Eigen metingen",
        "1.135",
        "1.521",
        "2.220",
        "2.185",
        "Banen",
        "CBS",
        "9.000",
        "2.394",
        "6.388",
        "7.605",
    )
    found = read_text(stacked("Programma Verkeer", *head, *rows), scope=scope_for("jaarstukken", 2018))

    assert figures_of(found) == {
        "Aantal ritten": ["R2016 1135", "R2017 1521", "R2018 2185", "S2018 2220"],
        "Banen": ["R2016 9000", "R2017 2394", "R2018 7605", "S2018 6388"],
    }
