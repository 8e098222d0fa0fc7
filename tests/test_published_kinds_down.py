"""Tables on their side whose rows say what they are and of which year: Realisatie 2018, Begroting 2019."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.imports.published.kinds_down import UNEVEN
from programmes.choices import DocumentKind
from tests.published_text import figures_of, moved, read, stacked

JAARSTUKKEN = scope_for(DocumentKind.JAARSTUKKEN, 2019)
TABLE = """Jaar | Restafval (kg) | Meldingen | Afgehandeld op tijd (%) |
---|---|---|---|
Realisatie 2018 | 166 | 3.241 | 79 |
Begroting 2019 | < 150 | 3.100 | 85 |
Realisatie 2019 | 153 | 3.387 | |
Nederland 2018 | 172 | | 65 |
Bron | CBS | eigen telling | eigen telling |
"""
READ = {
    "Restafval (kg)": ["R2018 166", "R2019 153", "S2019 None"],
    "Meldingen": ["R2018 3241", "R2019 3387", "S2019 3100"],
    "Afgehandeld op tijd (%)": ["R2018 79", "S2019 85"],
}


@pytest.mark.parametrize("head", ["Jaar", ""])
def test_each_column_is_an_indicator_and_each_row_says_what_its_figures_are(head: str) -> None:
    out = read_text(TABLE.replace("Jaar ", head, 1), scope=JAARSTUKKEN)

    assert figures_of(out) == READ
    assert [(other.name, other.region, str(other.value)) for other in out.benchmarks] == [
        ("Restafval (kg)", "Nederland", "172"),
        ("Afgehandeld op tijd (%)", "Nederland", "65"),
    ]
    assert [row.bron for row in out.rows] == ["CBS", "eigen telling", "eigen telling"]
    assert not out.questions


def test_a_row_that_lost_a_cell_and_its_wall_makes_the_table_doubtful() -> None:
    out = read_text(TABLE.replace("| 153 | 3.387 | |", "| 3.387 | |"), scope=JAARSTUKKEN)

    assert not any(figures_of(out).values())
    assert [asked.why for asked in out.questions] == [UNEVEN]


def test_a_row_that_nobody_knows_makes_the_table_doubtful() -> None:
    out = read_text(TABLE.replace("Realisatie 2019", "Na bijstelling"), scope=JAARSTUKKEN)

    assert not any(figures_of(out).values())


def test_a_year_twice_is_asked() -> None:
    out = read_text(TABLE.replace("Realisatie 2019", "Realisatie 2018"), scope=JAARSTUKKEN)

    assert not any(figures_of(out).values())
    assert "tweemaal" in out.questions[0].why


def test_one_row_that_says_it_is_no_table_on_its_side() -> None:
    assert read("Jaar | Meldingen | Afval |\nRealisatie 2018 | 166 | 154 |\n") == {}


STACKED = ("Jaar", "Inwoners", "Groen (ha)", "Restafval (kg)")
ROWS = (
    "Rekening 2018",
    "63.363",
    "418",
    "179",
    "Rekening 2019",
    "64.188",
    "425",
    "163",
    "Begroting 2019",
    "65.000",
    "430",
)


def test_of_one_cell_a_line_a_row_is_read_that_has_a_figure_for_each_name() -> None:
    out = read_text(stacked(*STACKED, *ROWS), scope=JAARSTUKKEN)

    assert figures_of(out)["Groen (ha)"] == ["R2018 418", "R2019 425"]
    assert [asked.text for asked in out.questions] == ["Begroting 2019 · 65.000 · 430"]


@pytest.mark.parametrize("lost", range(len(ROWS)))
def test_nothing_moves_when_one_of_those_cells_is_lost(lost: int) -> None:
    assert not moved(STACKED, ROWS, lost, JAARSTUKKEN)
