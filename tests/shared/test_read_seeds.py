"""Leiden's own documents, read by the reader of published text: every cell of tests/data, and not one question."""

import pytest

from indicators.imports.delivery import answers
from indicators.imports.published import Delivery, read_file
from tests.shared.test_seeds import SEEDS
from tests.test_fixtures import cellen, inhoud, tabel

BRON = {row["naam"]: row["bron"] for row in tabel("documenten")}
TABELLEN = ["begroting_2017", "begroting_2018", "jaarverslag_2017"]
BOMEN = [*TABELLEN, "bestuursrapportage_2_2019"]


def published(document: str) -> Delivery:
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


@pytest.mark.parametrize(
    ("example", "cells", "benchmarks", "questions"),
    [
        ("07_zaanstad", 3, 0, 2),  # nulmeting and streefwaarde without a year
        ("10_sintmichielsgestel", 2, 0, 2),  # a measured bandwidth; 'Verwacht 2019'
        ("14_nieuwegein", 25, 0, 3),  # two sentences as value; three indicators in one row
        ("16_dalfsen", 6, 0, 0),
        ("21_teylingen", 24, 6, 0),
        ("24_nieuwkoop", 16, 8, 1),  # its last row is cut off
        ("26_maassluis", 3, 0, 8),  # glued, but for percent signs
        ("27_maassluis", 12, 0, 6),  # triples
        ("29_flevoland", 0, 0, 3),  # glued
        ("33_breda", 0, 0, 2),  # fewer figures than years
        ("47_halderberge", 12, 0, 0),
    ],
)
def test_page_of_another_municipality_is_read_as_far_as_it_is_certain(
    example: str, cells: int, benchmarks: int, questions: int
) -> None:
    (file,) = (SEEDS.parent / "examples").glob(f"{example}*.txt")
    read = read_file(file)

    figures = [figure for row in read.rows for _, figure in answers(row)]
    assert (len(figures), len(read.benchmarks), len(read.questions)) == (cells, benchmarks, questions)


def test_lasten_and_baten_are_read_per_prestatie() -> None:
    (file,) = (SEEDS.parent / "examples").glob("05_leiden*.txt")

    bedragen = [(b.code, b.year, b.kind, int(b.value), b.times) for b in read_file(file).bedragen]

    assert bedragen[:4] == [
        ("1A1.1", 2022, "lasten", 1582, 1000),
        ("1A1.1", 2022, "baten", 0, 1000),
        ("1A1.3", 2022, "lasten", 1196, 1000),
        ("1A1.3", 2022, "baten", -41, 1000),
    ]
    assert len(bedragen) == 20
