"""Tables in which the municipality and others each have the same years."""

import pytest

from indicators.imports.published import read_text
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
