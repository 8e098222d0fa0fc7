"""Tables in which each row says itself whether its figures were measured or aimed at."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from indicators.imports.published.kinds_of_rows import MIXED
from programmes.choices import DocumentKind
from tests.published_text import figures_of, read

BEGROTING = scope_for(DocumentKind.BEGROTING, 2022)
TABLE = """Indicator | | 2018 | 2019 | 2020 | 2021 | 2022 |
---|---|---|---|---|---|---|
Bezoekers van de markt | Streefwaarde | 150 | 152 | 155 | 155 | ≥ 157 |
| Realisatie | 148 | 149 | 109 | | |
Leegstand in het centrum | Streefwaarde | 12% | 11% | 11% | 10% | 9% |
| Realisatie | 12,4% | 13% | | | |
"""
MARKT = ["R2018 148", "R2019 149", "R2020 109", "S2018 150", "S2019 152", "S2020 155", "S2021 155", "S2022 None"]
LEEGSTAND = ["R2018 12.4", "R2019 13", "S2018 12", "S2019 11", "S2020 11", "S2021 10", "S2022 9"]


def test_each_row_is_what_it_says_and_one_without_a_name_is_of_the_indicator_above_it() -> None:
    out = read_text(TABLE, scope=BEGROTING)

    assert figures_of(out) == {"Bezoekers van de markt": MARKT, "Leegstand in het centrum": LEEGSTAND}
    assert not out.questions


def test_a_name_may_stand_before_each_row_and_its_column_have_a_head() -> None:
    text = TABLE.replace("Indicator | |", "Indicator | Soort |")
    text = text.replace("| Realisatie | 148", "Bezoekers van de markt | Realisatie | 148")
    text = text.replace("| Realisatie | 12,4", "Leegstand in het centrum | Realisatie | 12,4").replace("| |", "| - |")
    text = text.replace("| |", "| - |")

    assert read(text, BEGROTING) == {"Bezoekers van de markt": MARKT, "Leegstand in het centrum": LEEGSTAND}


def test_a_row_that_lost_its_name_is_asked_when_the_one_above_has_such_a_row_already() -> None:
    out = read_text(TABLE.replace("Leegstand in het centrum | Str", "| Str"), scope=BEGROTING)

    assert figures_of(out) == {"Bezoekers van de markt": MARKT}
    assert [asked.place.line for asked in out.questions] == [5, 6]


def test_a_figure_of_the_year_of_the_begroting_was_not_measured() -> None:
    out = read_text(TABLE.replace("148 | 149 | 109 | | |", "148 | 149 | 109 | 120 | 130 |"), scope=BEGROTING)

    assert figures_of(out)["Bezoekers van de markt"] == MARKT
    assert [asked.text for asked in out.questions] == ["120", "130"]


@pytest.mark.parametrize("word", ["", "eens in de twee jaar"])
def test_a_row_that_does_not_say_it_makes_the_table_doubtful(word: str) -> None:
    out = read_text(TABLE.replace("| Realisatie | 12,4", f"| {word} | 12,4"), scope=BEGROTING)

    assert not any(figures_of(out).values())
    assert MIXED in [asked.why for asked in out.questions]


def test_rows_called_after_what_they_are_are_no_indicators() -> None:
    out = read_text(TABLE.replace("| Realisatie |", "Realisatie | |"), scope=BEGROTING)

    assert not any(figures_of(out).values())
    assert MIXED in [asked.why for asked in out.questions]
