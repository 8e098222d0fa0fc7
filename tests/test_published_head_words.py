"""The words by which municipalities say what stands below the head of a column."""

import pytest

from indicators.imports.published.headings import head_of
from tests.published_text import read, stacked


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("Beginsituatie", "realisatie", None),
        ("Nulwaarde (peiljaar)", "realisatie", None),
        ("Basisjaar", "realisatie", None),
        ("Laatst bekend", "realisatie", None),
        ("Score 2022", "realisatie", 2022),
        ("Streven 2023", "streefwaarde", 2023),
        ("MJB 2020", "streefwaarde", 2020),
        ("Meerjarenraming 2021", "streefwaarde", 2021),
        ("Meest recente jaar", "jaar", None),
        ("Indicator (bron)", "naam", None),
        ("Gouda (jaartal)", "waarde", None),
        ("Gouda 2020", "waarde", 2020),
        ("2020 Limburg", "benchmark", 2020),
        ("Gemiddelde Fryslân 2018", "benchmark", 2018),
        ("Stand 30-04-2019", "onduidelijk", 2019),  # of a part of that year
    ],
)
def test_a_head_says_what_stands_below_it(text: str, kind: str, year: int | None) -> None:
    head = head_of(text)

    assert head is not None
    assert (head.kind, head.year) == (kind, year)


def test_what_was_measured_at_the_start_is_of_the_year_in_its_cell() -> None:
    head = ("Indicator (bron)", "Nulwaarde (peiljaar)", "Streefwaarde 2022", "Streefwaarde 2023")
    page = stacked(*head, "Verkeersdoden (BRON)", "9 (2018)", "7", "6", "Gewonden (VIA)", "141 (2017)", "125", "120")

    assert read(page) == {
        "Verkeersdoden (BRON)": ["R2018 9", "S2022 7", "S2023 6"],
        "Gewonden (VIA)": ["R2017 141", "S2022 125", "S2023 120"],
    }


def test_a_start_without_a_year_in_its_cell_is_not_dated_by_its_head() -> None:
    page = "Indicator | Basisjaar | Doel 2023 |\nVerkeersdoden | 9 | 6 |\n"

    assert read(page) == {"Verkeersdoden": ["S2023 6"]}
