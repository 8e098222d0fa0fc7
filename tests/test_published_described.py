"""Sentences that say below Omschrijving what was reached, and a bron or a name over more cells than one."""

import pytest

from indicators.imports.published import read_text
from indicators.imports.published.document import scope_for
from programmes.choices import DocumentKind
from tests.published_text import figures_of, moved, read, stacked

JAARSTUKKEN = scope_for(DocumentKind.JAARSTUKKEN, 2021)
HEAD = ["Indicator", "Omschrijving", "2019", "2020", "Streefcijfer 2021", "Rekening 2021"]
HARBOUR = ["De haven is gebouwd en in gebruik", "20%", "40%", "100%", "90%"]
PATH = ["Met elk jaar een deel wordt gewerkt aan het fietspad.", "10%", "15%", "25%", "35%"]
BANEN = ["Aantal banen", "17", "18", "19", "21"]


def test_below_omschrijving_a_sentence_is_a_name_where_more_are() -> None:
    assert read(stacked(*HEAD, *BANEN, *HARBOUR, *PATH), JAARSTUKKEN) == {
        "Aantal banen": ["R2019 17", "R2020 18", "R2021 21", "S2021 19"],
        HARBOUR[0]: ["R2019 20", "R2020 40", "R2021 90", "S2021 100"],
        PATH[0]: ["R2019 10", "R2020 15", "R2021 35", "S2021 25"],
    }


def test_one_sentence_or_one_below_another_head_is_asked() -> None:
    for head, rows in ((HEAD, [*BANEN, *HARBOUR]), (["Indicator", *HEAD[2:]], [*BANEN, *HARBOUR, *PATH])):
        found = read_text(stacked(*head, *rows), scope=JAARSTUKKEN)
        assert not figures_of(found)[HARBOUR[0]]
        assert found.questions


@pytest.mark.parametrize("lost", range(15))
def test_among_sentences_nothing_shifts_where_a_cell_is_lost(lost: int) -> None:
    rows = [*BANEN, *HARBOUR, *PATH]
    assert moved(HEAD, rows, lost, JAARSTUKKEN) == {}


def test_a_sentence_over_figures_too_few_is_asked() -> None:
    found = read(stacked(*HEAD, *BANEN, *HARBOUR[:-1], *PATH), JAARSTUKKEN)
    assert (found[HARBOUR[0]], found[PATH[0]]) == ([], [])


def test_a_period_goes_on_with_the_name_above_it() -> None:
    rows = [*BANEN, "Met jaarplannen uitvoeren van het Meerjarenplan", "2017-2021 van de Kustweg", *HARBOUR[1:]]
    name = "Met jaarplannen uitvoeren van het Meerjarenplan 2017-2021 van de Kustweg"
    assert read(stacked(*HEAD, *rows), JAARSTUKKEN)[name] == ["R2019 20", "R2020 40", "R2021 90", "S2021 100"]
    alone = read(stacked(*HEAD, *BANEN, *rows[6:]), JAARSTUKKEN)
    assert [name for name, figures in alone.items() if figures] == ["Aantal banen"]


def test_a_bron_goes_on_with_the_name_of_its_province() -> None:
    rows = [*BANEN, "Hectares bos", "Bron: Provincie", "Drenthe/Natuurmeting", "7", "8", "9", "11"]
    found = read_text(stacked(*HEAD, *rows), scope=JAARSTUKKEN)
    assert figures_of(found)["Hectares bos"] == ["R2019 7", "R2020 8", "R2021 11", "S2021 9"]
    assert found.rows[-1].bron == "Provincie Drenthe/Natuurmeting"


@pytest.mark.parametrize("text", ["Vestigingen", "Nederland", "Natuurmeting"])
def test_other_text_behind_a_bron_is_asked(text: str) -> None:
    rows = [*BANEN, "Hectares bos", "Bron: Provincie", text, "7", "8", "9", "11"]
    assert not read(stacked(*HEAD, *rows), JAARSTUKKEN).get("Hectares bos")


def test_what_stands_in_brackets_behind_a_remark_is_no_name() -> None:
    name = "Voorraad\ngrond\nBron: IBIS\nToelichting: tot alles is uitgegeven\n(voorraad per jaar)"
    found = read(stacked(*HEAD, *BANEN, name, "18 jaar", "16 jaar", "15 jaar", "14 jaar"), JAARSTUKKEN)
    assert found["Voorraad grond"] == ["R2019 18", "R2020 16", "R2021 14", "S2021 15"]


def test_dwellings_of_a_stock_are_counted() -> None:
    rows = ["Ontwikkeling woningvoorraad", "2.988", "2.432", "3.341", "3.500"]
    assert read(stacked(*HEAD, *rows), JAARSTUKKEN)[rows[0]] == ["R2019 2988", "R2020 2432", "R2021 3500", "S2021 3341"]
    rows[0] = "Ontwikkeling woningvoorraad (x 1.000)"
    assert not read(stacked(*HEAD, *rows), JAARSTUKKEN)[rows[0]]


def test_a_sentence_that_counts_and_states_nothing_is_a_name_alone() -> None:
    rows = ["Totaal aantal bezoekers van musea, theaters en festivals samen (incl. Havenmuseum).", "7", "8", "9", "10"]
    assert read(stacked(*HEAD, *BANEN, *rows), JAARSTUKKEN)[rows[0]] == ["R2019 7", "R2020 8", "R2021 10", "S2021 9"]
    rows[0] = "Aantal bezoekers is in deze jaren door alle maatregelen flink gedaald."
    assert not read(stacked(*HEAD, *BANEN, *rows), JAARSTUKKEN).get(rows[0])
