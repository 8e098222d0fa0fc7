"""Tables in which the municipality and others each have the same years."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read, stacked

HEAD = ["Gemeente Leiden", "Grootteklasse < 25.000 inwoners", "Geheel Nederland", "Eenheid"]
YEARS = ["2018", "2019"]
FIRST = ["16", "Nieuwe bomen", "Aantal", "10,3", "6,4", "8,6", "9,3", "8,5", "9,2"]
SECOND = ["17", "Druk", "%", "81,7%", "83,0%", "78,6%", "79,0%", "69,6%", "69,8%"]
LOCAL = [
    "Lokale indicatoren",
    "Eenheid",
    *YEARS * 3,
    "Zorg",
    "Rapport-\ncijfer",
    "n.b.",
    "6,9",
    "6,6",
    "6,8",
    "6,5",
    "7",
]


def test_every_region_has_its_own_run_of_years_and_so_has_the_table_below() -> None:
    found = read_text(stacked(*HEAD, *YEARS * 3, *FIRST, *SECOND, *LOCAL))
    assert figures_of(found) == {
        "Nieuwe bomen": ["R2018 10.3", "R2019 6.4"],
        "Druk": ["R2018 81.7", "R2019 83.0"],
        "Zorg": ["R2019 6.9"],
    }
    assert [(b.name, b.region, b.year) for b in found.benchmarks[:3]] == [
        ("Nieuwe bomen", "Grootteklasse < 25.000 inwoners", 2018),
        ("Nieuwe bomen", "Grootteklasse < 25.000 inwoners", 2019),
        ("Nieuwe bomen", "Nederland", 2018),
    ]


@pytest.mark.parametrize("gone", range(3, 9))
def test_a_row_that_lost_a_cell_is_asked(gone: int) -> None:
    row = [cell for number, cell in enumerate(FIRST) if number != gone]
    found = read_text(stacked(*HEAD, *YEARS * 3, *row, *SECOND))
    assert figures_of(found) == {"Druk": ["R2018 81.7", "R2019 83.0"]}
    assert len(found.questions) == 1


@pytest.mark.parametrize(
    "head",
    [
        [*HEAD, *YEARS * 2],  # a region has no years
        ["Grootteklasse < 25.000 inwoners", *HEAD[2:], *YEARS * 3],
        ["Gemeente Leiden", "Gemeente Gouda", *HEAD[2:], *YEARS * 3],
    ],
)
def test_years_that_may_be_divided_otherwise_are_asked(head: list[str]) -> None:
    assert not any(read(stacked(*head, *FIRST, *SECOND)).values())


UNLIKE = ["Gouda", "NL", "Indicator", "2021", "2022", "2023", "2022", "2023", "Beschrijving", "Bron"]
BIJSTAND = ["Personen met bijstand", "129,8", "131,2", "N.N.B.", "140,1", "N.N.B.", "Per 10.000 inwoners.", "CBS"]
JEUGDHULP = ["Jongeren met jeugdhulp", "8,0%", "13,2%", "14,1%", "13,2%", "13,3%", "Deel van de jongeren.", "CBS"]
VERZUIM = ["Absoluut verzuim", "1,2", "0,5", "0,6", "4,2", "4,3", "Niet ingeschreven.", "DUO"]


def test_regions_with_unlike_years_are_divided_where_a_year_comes_again() -> None:
    page = stacked("Beleidsindicatoren", *UNLIKE, *BIJSTAND, *JEUGDHULP, *VERZUIM)
    found = read_text(page, scope=scope_for("begroting", 2024))
    assert figures_of(found) == {
        "Personen met bijstand": ["R2021 129.8", "R2022 131.2"],
        "Jongeren met jeugdhulp": ["R2021 8.0", "R2022 13.2", "R2023 14.1"],
        "Absoluut verzuim": ["R2021 1.2", "R2022 0.5", "R2023 0.6"],
    }
    assert [(b.name, b.year, str(b.value)) for b in found.benchmarks][:3] == [
        ("Personen met bijstand", 2022, "140.1"),
        ("Jongeren met jeugdhulp", 2022, "13.2"),
        ("Jongeren met jeugdhulp", 2023, "13.3"),
    ]
    assert not found.questions


@pytest.mark.parametrize("gone", range(len(JEUGDHULP)))
def test_a_row_with_words_behind_it_that_lost_a_cell_moves_nothing(gone: int) -> None:
    row = [cell for number, cell in enumerate(JEUGDHULP) if number != gone]
    found = read_text(stacked(*UNLIKE, *BIJSTAND, *row, *VERZUIM), scope=scope_for("begroting", 2024))
    figures = {name: each for name, each in figures_of(found).items() if each}
    whole = {
        "Personen met bijstand": ["R2021 129.8", "R2022 131.2"],
        "Jongeren met jeugdhulp": ["R2021 8.0", "R2022 13.2", "R2023 14.1"],
        "Absoluut verzuim": ["R2021 1.2", "R2022 0.5", "R2023 0.6"],
    }
    assert figures.items() <= whole.items()
    assert found.questions


def test_a_later_year_that_no_other_region_has_is_asked() -> None:
    head = ["Gouda", "NL", "Indicator", "2021", "2022", "2024", "2021", "2022"]
    found = read_text(stacked(*head, *BIJSTAND[:6], *VERZUIM[:6]), scope=scope_for("begroting", 2024))
    assert figures_of(found)["Absoluut verzuim"] == ["R2021 1.2", "R2022 0.5"]
    assert [question.text for question in found.questions] == ["0,6"]


def test_the_head_of_names_may_say_where_all_figures_come_from() -> None:
    head = ["Gemeente Gouda", "Geheel Nederland", "Indicatoren (Bron: waarstaatjegemeente.nl)", "Eenheid"]
    years = ["2019", "2020", "2019", "2020"]
    rows = ["1", "Banen", "Aantal", "553", "564", "794", "796", "2", "Jongeren", "%", "1", "2", "3", "4"]
    found = read_text(stacked(*head, *years, *rows), scope=scope_for("begroting", 2022))
    assert figures_of(found) == {"Banen": ["R2019 553", "R2020 564"], "Jongeren": ["R2019 1", "R2020 2"]}
