"""Rows between bars of which each cell stands on a line of its own."""

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from tests.published_text import figures_of, read

HEAD = "Beleidsindicator |\nWaarden |\n|||\n2025 |\n2026 |\n2027 |\n2028 |\n|\n"
FOLDED = HEAD + "Tevreden over groen |\n60% |\n61% |\n62% |\n63% |\nInitiatieven |\n30 |\n33 |\n35 |\n36 |\n"
BEGROTING_2026 = scope_for("begroting", 2026)


def test_each_line_with_a_bar_behind_it_is_a_cell() -> None:
    found = read_text(FOLDED, scope=BEGROTING_2026)
    assert figures_of(found) == {
        "Tevreden over groen": ["S2026 61", "S2027 62", "S2028 63"],
        "Initiatieven": ["S2026 33", "S2027 35", "S2028 36"],
    }
    assert [question.text for question in found.questions] == ["60%", "30"]
    assert [question.place.line for question in found.questions] == [10, 15]


def test_a_row_that_lost_a_cell_is_asked() -> None:
    assert read(FOLDED.replace("33 |\n", "|\n"), BEGROTING_2026)["Initiatieven"] == []


def test_rows_of_more_cells_a_line_keep_their_walls() -> None:
    text = "Indicator | Realisatie 2019 | Streefwaarde 2021 |\n---|---|---|\nBomen | 12 | |\nPerken | | 14 |\n"
    assert read(text) == {"Bomen": ["R2019 12"], "Perken": ["S2021 14"]}
