"""Small tables between walls with a row for each kind, below the name of their indicator."""

from indicators.imports.delivery import UNNAMED
from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.imports.published.grid_rows import SHIFTED
from indicators.imports.published.word_rows import TWICE
from tests.published_text import figures_of, read

BEGROTING = scope_for("begroting", 2025)
NATUUR = """Prestatie-indicatoren

Ingerichte natuur

Hectare | 2022 | 2023 | 2024 | 2025 |
---|---|---|---|---|
Streefwaarde | 150 | 150 | 175 | 200 |
Realisatie | 118 | 143 |  |  |
Nederland | 99 | 98 |  |  |

Vispassages

Aantal | 2022 | 2023 | 2024 | 2025 |
---|---|---|---|---|
Streefwaarde | 60 | 65 | 70 | 75 |
Realisatie | 61 | 66 |  |  |
"""
READ = ["R2022 118", "R2023 143", "S2022 150", "S2023 150", "S2024 175", "S2025 200"]


def test_each_table_is_of_the_name_above_it_and_each_row_of_its_kind() -> None:
    out = read_text(NATUUR, scope=BEGROTING)

    assert figures_of(out)["Ingerichte natuur"] == READ
    assert out.rows[0].unit == "Hectare"
    assert set(figures_of(out)) == {"Ingerichte natuur", "Vispassages"}


def test_empty_cells_at_the_end_may_have_moved_but_not_where_all_that_was_measured_stands_there() -> None:
    out = read_text(NATUUR.replace("| 118 | 143 |  |", "| 118 |  |  |"), scope=BEGROTING)

    assert figures_of(out)["Ingerichte natuur"] == READ[2:]
    assert ("118", SHIFTED) in [(asked.text, asked.why) for asked in out.questions]


def test_a_row_of_others_with_empty_cells_at_the_end_is_asked() -> None:
    out = read_text(NATUUR, scope=BEGROTING)

    assert not out.benchmarks
    assert [asked.text for asked in out.questions] == ["99", "98"]


def test_a_table_without_a_name_is_asked() -> None:
    out = read_text(NATUUR.replace("Vispassages", ""), scope=BEGROTING)

    assert set(figures_of(out)) == {"Ingerichte natuur"}
    assert UNNAMED in [asked.why for asked in out.questions]


def test_of_two_tables_of_one_name_both_are_asked() -> None:
    out = read_text(NATUUR.replace("Vispassages", "Ingerichte natuur"), scope=BEGROTING)

    assert not out.rows
    assert [asked.why for asked in out.questions] == [TWICE, TWICE]


def test_a_row_that_lost_a_cell_and_its_wall_is_not_read() -> None:
    found = read(NATUUR.replace("| 60 | 65 | 70 | 75 |", "| 65 | 70 | 75 |"), BEGROTING)

    assert not found.get("Vispassages")


REGIONS = """### Functiemenging (%)

  | 2022 | 2023 | 2024 |
---|---|---|---|
Gouda | 45,1 | 45,3 | 45,0 |
Zuid-Holland | 54,0 | 54,3 | |
Nederland | 52,8 | 53,2 | - |
"""


def test_a_row_of_the_municipality_beside_others_was_measured_where_they_were() -> None:
    out = read_text(REGIONS, scope=BEGROTING)

    assert figures_of(out) == {"Functiemenging (%)": ["R2022 45.1", "R2023 45.3"]}
    assert [(b.region, b.year, str(b.value)) for b in out.benchmarks if b.year == 2023] == [
        ("Zuid-Holland", 2023, "54.3"),
        ("Nederland", 2023, "53.2"),
    ]
    assert [asked.text for asked in out.questions] == ["45,0"]


def test_two_municipalities_are_no_table_of_one() -> None:
    assert not any(read(REGIONS.replace("Zuid-Holland", "Delft"), BEGROTING).values())


def test_a_province_is_the_name_of_no_indicator() -> None:
    page = "Cijfers | Realisatie 2022 | Realisatie 2023 |\nZuid-Holland | 54,0 | 54,3 |\nVerzuim | 2,1 | 2,2 |\n"

    assert read(page) == {"Zuid-Holland": [], "Verzuim": ["R2022 2.1", "R2023 2.2"]}
