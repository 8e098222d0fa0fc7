"""Cells with the figure of the municipality and that of others, below the number and taakveld of each row."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, stacked

HEAD = ["Nr", "Taakveld", "Naam indicator", "Eenheid", "Bron", "Waarde\njaarrekening 2022", "Opgave\nbegroting 2024"]
FORMATIE = [
    "1",
    "Bestuur en ondersteuning",
    "Formatie",
    "Fte per 1.000 inwoners",
    "Eigen gegevens",
    "8,94 Fte",
    "8,69 Fte",
]
HALT = [
    "6",
    "Veiligheid",
    "Verwijzingen Halt",
    "per 1000",
    "Bureau Halt",
    "6 gouda 8 NL (2021)",
    "7 Gouda, 9 NL (Halt 2022)",
]
MENGING = ["14", "Economie", "Menging", "%", "Bronnen", "Gouda 51,4% NL 53,3% (2021)", "Gouda 51,9%, NL 53,8% (2022)"]
SCOPE = scope_for("begroting", 2024)


def test_a_figure_beside_that_of_the_country_was_measured_in_the_year_of_its_cell() -> None:
    found = read_text(stacked(*HEAD, *FORMATIE, *HALT, *MENGING), scope=SCOPE)
    assert figures_of(found) == {
        "Formatie": ["R2022 8.94", "S2024 8.69"],
        "Verwijzingen Halt": ["R2021 6", "R2022 7"],
        "Menging": ["R2021 51.4", "R2022 51.9"],
    }
    assert [(b.name, b.region, b.year, str(b.value)) for b in found.benchmarks] == [
        ("Verwijzingen Halt", "NL", 2021, "8"),
        ("Verwijzingen Halt", "NL", 2022, "9"),
        ("Menging", "NL", 2021, "53.3"),
        ("Menging", "NL", 2022, "53.8"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "6 gouda 8 (2021)",
        "6 gouda 8 NL",
        "gouda 6 8 NL (2021)",
        "6 NL 8 Gouda (2021)",
        "6 gouda 8 delft (2021)",
        "6 wijken 8 NL (2021)",
        "6 gouda 8 NL (2024)",  # the document cannot have measured it
        "6 gouda 8 NL (2021) 7",
    ],
)
def test_a_cell_that_may_say_something_else_is_asked(cell: str) -> None:
    found = read_text(stacked(*HEAD, *FORMATIE, *HALT[:6], cell, *MENGING), scope=SCOPE)
    assert figures_of(found).get("Verwijzingen Halt", []) in ([], ["R2021 6"])
    assert found.questions


@pytest.mark.parametrize("lost", range(len(HALT)))
def test_a_row_below_a_taakveld_that_lost_a_cell_moves_no_figure(lost: int) -> None:
    rest = [cell for number, cell in enumerate(HALT) if number != lost]
    found = read_text(stacked(*HEAD, *FORMATIE, *rest, *MENGING), scope=SCOPE)
    kept = {name: figures for name, figures in figures_of(found).items() if figures}
    assert kept.get("Formatie") in (None, ["R2022 8.94", "S2024 8.69"])
    assert set(kept) <= {"Formatie", "Menging"}
    assert found.questions


def test_words_below_a_number_and_a_taakveld_are_no_cell_of_the_next_row() -> None:
    gone = ["7", "Veiligheid", "Harde kern", "%", "Vervallen", "Vervallen"]
    found = read_text(stacked(*HEAD, *FORMATIE, *HALT, *gone, *MENGING), scope=SCOPE)
    assert figures_of(found)["Menging"] == ["R2021 51.4", "R2022 51.9"]
    assert [question.text for question in found.questions] == ["Harde kern · % · Vervallen · Vervallen"]
