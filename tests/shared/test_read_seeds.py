"""Leiden's own documents, read by the reader of published text: every cell of tests/data, and not one question."""

import pytest

from indicators.imports.published import Published, read_file
from indicators.imports.published.result import answers
from tests.shared.test_seeds import SEEDS
from tests.test_fixtures import cellen, inhoud, tabel

BRON = {row["naam"]: row["bron"] for row in tabel("documenten")}
TABELLEN = ["begroting_2017", "begroting_2018", "jaarverslag_2017"]
BOMEN = [*TABELLEN, "bestuursrapportage_2_2019"]


def published(document: str) -> Published:
    return read_file(SEEDS / BRON[document])


@pytest.mark.parametrize("document", TABELLEN)
def test_every_cell_of_the_table_of_indicators_is_read(document: str) -> None:
    printed = {(cel.indicator, cel.soort, cel.jaar): inhoud(cel.tekst) for cel in cellen(document)}

    read = {
        (row.code.lower().replace(".", "-"), kind, figure.year): (figure.value, figure.reason)
        for row in published(document).rows
        for kind, figure in answers(row)
    }

    assert read == printed


@pytest.mark.parametrize("document", BOMEN)
def test_nothing_is_asked(document: str) -> None:
    assert published(document).questions == []


@pytest.mark.parametrize("document", BOMEN)
def test_every_doel_and_prestatie_is_read_with_its_name_and_parent(document: str) -> None:
    codes = {row["sleutel"]: row["code"] for row in tabel(f"{document}_boom")}
    printed = {
        (row["niveau"], row["code"], row["naam"], codes[row["onder"]])
        for row in tabel(f"{document}_boom")
        if row["niveau"] in ("doel", "prestatie")
    }

    rows = published(document).rows

    assert {(r.kind, r.code, r.name, r.parent) for r in rows if r.kind != "effectindicator"} == printed


@pytest.mark.parametrize("document", TABELLEN)
def test_every_indicator_is_read_with_its_name_bron_and_doel(document: str) -> None:
    printed = [
        (
            row["code"],
            row["naam"].rstrip("*"),
            row["bron"].rstrip("*").replace("***", ""),
            row["code"].partition(".")[0],
        )
        for row in tabel(f"{document}_indicatoren")
    ]

    rows = [row for row in published(document).rows if row.kind == "effectindicator"]

    assert [(row.code, row.name, row.bron, row.parent) for row in rows] == printed


def test_sentences_of_the_beleidsplan_are_read_only_where_they_say_one_thing() -> None:
    rows = [row for row in published("beleidsplan_2013").rows if row.kind == "effectindicator"]

    read = [(kind, figure.year, str(figure.value)) for row in rows for kind, figure in answers(row)]

    assert read == [
        ("realisatie", 2011, "5.8"),
        ("streefwaarde", 2017, "6.1"),
        ("realisatie", 2010, "90"),
        ("streefwaarde", 2017, "93"),
        ("streefwaarde", 2017, "17"),
        ("realisatie", 2011, "29"),
        ("realisatie", 2006, "4"),
        ("realisatie", 2008, "6"),
        ("realisatie", 2010, "91"),
    ]
