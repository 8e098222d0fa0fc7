"""The tables of tests/data stand in Leiden's own documents, which lie beside this repository."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
DATA = REPOSITORY / "tests" / "data"
SEEDS = REPOSITORY.parent / "shared" / "seeds"

WORDS_IN_A_ROW = 7  # as many in a row as a document has, and prose is no longer our own


def tabel(naam: str) -> list[dict[str, str]]:
    """Return the rows of a table of tests/data."""
    with (DATA / f"{naam}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(file: Path) -> str:
    """Return a document as one line: without the hyphens that break a word, with single spaces."""
    text = file.read_text(encoding="utf-8").replace("Wmo-\n", "Wmo-")  # this hyphen is the word's own
    return re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])-\n", "", text))


DOCUMENTEN = {row["naam"]: read(SEEDS / row["bron"]) for row in tabel("documenten")}
BOMEN = [document for document in DOCUMENTEN if (DATA / f"{document}_boom.tsv").exists()]
TABELLEN = ["begroting_2017", "begroting_2018", "jaarverslag_2017"]  # the beleidsplan writes sentences


def assert_after(text: str, words: str, start: int) -> int:
    """Return where `words` end in `text`, looking from `start` on; fail when they are not there."""
    place = text.find(words, start)
    assert place >= 0, words
    return place + len(words)


def prose() -> Iterator[str]:
    """Yield what the fixtures say in running prose; a footnote, known by its mark, is a fact and may be as printed."""
    for file in sorted((REPOSITORY / "fixtures").glob("*.json")):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            for field in ("missie", "description", "toelichting", "note"):
                text = entry["fields"].get(field, "")
                if not text.startswith("*"):
                    yield text


@pytest.mark.parametrize("document", TABELLEN)
def test_every_row_of_a_table_stands_in_its_document_in_order(document: str) -> None:
    place = 0
    for row in tabel(f"{document}_indicatoren"):
        place = assert_after(DOCUMENTEN[document], " ".join(row.values()), place)


@pytest.mark.parametrize(
    ("document", "heading"),
    [
        ("begroting_2017", "Realisatie Streefwaarden Bron 2017 2018 2019 2020"),
        ("begroting_2018", "Realisatie Streefwaarden Bron 2018 2019 2020 2021"),
        ("jaarverslag_2017", "RealisatieEffectindicator 2014 2015 2016 2017 Streefwaarde 2017 Bron"),
    ],
)
def test_the_columns_of_a_table_have_the_years_of_its_heading(document: str, heading: str) -> None:
    columns = tabel(f"{document}_indicatoren")[0]

    assert heading in DOCUMENTEN[document]
    assert re.findall(r"\d{4}", " ".join(columns)) == re.findall(r"\d{4}", heading)


def test_every_cell_of_the_beleidsplan_stands_in_the_sentences_of_its_indicator_in_order() -> None:
    document = DOCUMENTEN["beleidsplan_2013"]
    place, end = assert_after(document, "5.1 Indicatoren", 0), document.index("5.2 Evaluatie")

    for row in tabel("beleidsplan_2013_indicatoren"):
        # The sentences about one indicator end with its bron; the last two share theirs and have none.
        stop = assert_after(document, row["bron"], place) if row["bron"] else end
        sentences = document[place:stop]
        name = 0
        for part in row["naam"].split(" … "):
            name = assert_after(sentences, part, name)
        for column in ("realisatie", "gemeten in", "streefwaarde", "te bereiken in"):
            assert re.search(rf"(?<!\w){re.escape(row[column])}(?!\w)", sentences), (row["naam"], column)
        place = stop if row["bron"] else place


@pytest.mark.parametrize("document", BOMEN)
def test_every_part_of_a_tree_stands_in_its_document_in_order(document: str) -> None:
    place = 0
    for row in tabel(f"{document}_boom"):
        if row["niveau"] != "programma":
            place = assert_after(DOCUMENTEN[document], f"{row['code']} {row['naam']}", place)


@pytest.mark.parametrize(
    ("document", "printed"),
    [
        ("beleidsplan_2013", "Het begrotingsprogramma 9 ‘Zorg en Welzijn"),
        ("begroting_2017", "Beleidsbegroting / Programmaplan / Maatschappelijke Ondersteuning /"),
        ("bestuursrapportage_2_2019", "Maatschappelijke ondersteuning Programmanummer 9"),
    ],
)
def test_the_programma_is_printed_with_its_name(document: str, printed: str) -> None:
    (row,) = (row for row in tabel(f"{document}_boom") if row["niveau"] == "programma")

    assert printed in DOCUMENTEN[document]
    assert row["naam"] in printed
    assert row["code"] in printed


def test_commissie_and_portefeuille_stand_in_the_bestuursrapportage() -> None:
    (row,) = tabel("bestuursrapportage_2_2019_programma")

    printed = " ".join([row.pop("naam"), *(f"{column} {value}" for column, value in row.items())])

    assert printed in DOCUMENTEN["bestuursrapportage_2_2019"]


def test_each_voortgang_has_its_own_heading_below_the_tree() -> None:
    for row in tabel("voortgang"):
        document = DOCUMENTEN[row["document"]]
        name = next(part["naam"] for part in tabel(f"{row['document']}_boom") if part["code"] == row["code"])

        assert document.count(f"{row['code']} {name}") == 2, row


def test_the_bedrag_stands_in_the_beleidsplan() -> None:
    (row,) = tabel("bedragen")

    assert_after(DOCUMENTEN[row["document"]], f"Programma 9 omvat in {row['jaar']} een bedrag van {row['bedrag']}", 0)


def test_the_verbonden_partij_stands_in_its_beleidsterrein() -> None:
    for row in tabel("verbonden_partijen"):
        text = DOCUMENTEN[row["document"]]

        assert_after(text, row["naam"], text.index(f"Beleidsterrein {row['beleidsterrein']}"))


def test_prose_is_in_our_own_words() -> None:
    seeds = " ".join(" ".join(re.findall(r"\w+", text)) for text in DOCUMENTEN.values()).lower()

    for text in prose():
        words = re.findall(r"\w+", text.lower())
        for start in range(len(words) - WORDS_IN_A_ROW + 1):
            assert " ".join(words[start : start + WORDS_IN_A_ROW]) not in seeds, text
