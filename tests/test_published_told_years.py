"""Sentences that say which years of a table were measured and which are budgeted."""

import pytest

from indicators.imports.published.document import scope_for
from tests.published_text import read, stacked

BEGROTING_2022 = scope_for("begroting", 2022)
TABLE = ["SOCIALE STRUCTUUR", "2019", "2020", "2021", "2022", "Bomen", "1", "2", "3", "4", "Wegen", "5", "6", "7", "8"]
TOLD = "Onder 2019 en 2020 ziet u de werkelijke aantallen. Voor 2021 tot en met 2022 gaat het om de begrote aantallen."


def test_years_are_what_the_page_says_of_them() -> None:
    found = read(stacked("Kerngegevens", TOLD, *TABLE), BEGROTING_2022)
    assert found["Bomen"] == ["R2019 1", "R2020 2", "S2021 3", "S2022 4"]


def test_what_it_says_holds_for_the_next_table_of_the_same_years() -> None:
    more = [
        "FYSIEKE STRUCTUUR",
        "2019",
        "2020",
        "2021",
        "2022",
        "Perken",
        "1",
        "2",
        "3",
        "4",
        "Huizen",
        "5",
        "6",
        "7",
        "8",
    ]
    found = read(stacked("Kerngegevens", TOLD, *TABLE, *more), BEGROTING_2022)
    assert found["Perken"] == ["R2019 1", "R2020 2", "S2021 3", "S2022 4"]


@pytest.mark.parametrize(
    "told",
    [
        "Onder 2019 ziet u de werkelijke aantallen. Voor 2021 tot en met 2022 gaat het om de begrote aantallen.",
        "Onder 2019 en 2020 ziet u de werkelijke aantallen. Voor 2021 tot en met 2023 gaat het om de begrote aantallen.",
        "Onder 2019 en 2020 ziet u werkelijke en begrote aantallen. Voor 2021 tot en met 2022 zijn zij begroot.",
        "De aantallen van 2019 en 2020 zijn niet werkelijk. Voor 2021 tot en met 2022 gaat het om de begrote aantallen.",
        "Onder 2019 en 2022 ziet u de werkelijke aantallen. Voor 2020 en 2021 gaat het om de begrote aantallen.",
    ],
    ids=["a year untold", "a year too many", "both in one sentence", "denied", "measured before it was over"],
)
def test_what_does_not_tell_of_each_year_says_nothing_of_the_aims(told: str) -> None:
    found = read(stacked("Kerngegevens", told, *TABLE), BEGROTING_2022)
    assert not any(figure.startswith("S") for figures in found.values() for figure in figures)
