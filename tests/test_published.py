"""Delivery pages: what is certain is read, everything else is asked, whatever is thrown at the reader."""

import contextlib
import json
import re
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.imports.delivery import answers
from indicators.imports.published import Delivery, Unreadable, read_bytes, read_file, read_text
from indicators.imports.published.source import LARGEST, MOST_CELLS, decode
from tests.conftest import REPOSITORY

PAGES = sorted((REPOSITORY / "tests" / "data" / "published").glob("*.json"))


def page(expected: Path) -> Path:
    """Return the page of which `expected` holds what a person reads."""
    return next(file for file in expected.parent.glob(f"{expected.stem}.*") if file.suffix != ".json")


@pytest.mark.parametrize("wall", ["|", "\t"])
def test_more_cells_than_a_budget_has_are_refused_before_they_are_made(wall: str) -> None:
    with pytest.raises(Unreadable, match="te veel cellen"):
        read_text(f"x {wall}{wall} " + f"a{wall}" * MOST_CELLS)


@pytest.mark.parametrize("expected", PAGES, ids=lambda path: path.stem)
def test_page_gives_what_a_person_reads_and_asks_the_rest(expected: Path) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    published = read_file(page(expected))

    rows = {
        row.code or row.name: {
            **{
                f"R{f.year}": str(f.value) if f.value is not None else str(f.reason)
                for f in (found.figure for found in row.realisaties)
            },
            **{
                f"S{f.year}": str(f.value)
                if f.value is not None
                else str(f.reason)
                or f"{'>' if f.strict and f.lower is not None else '<' if f.strict else ''}[{f.lower},{f.upper}]"
                for f in (found.figure for found in row.streefwaarden)
            },
        }
        for row in published.rows
        if row.kind == "effectindicator"
    }
    assert rows == wanted["rows"]
    assert [q.text for q in sorted(published.questions)] == wanted["asked"]
    assert {row.code: row.name for row in published.rows if row.kind != "effectindicator"} == wanted.get("tree", {})
    assert [f"{b.code} {b.region} {b.year} {b.value}" for b in published.benchmarks] == wanted.get("benchmarks", [])


def test_command_prints_without_a_database() -> None:
    # No django_db mark: pytest-django refuses any query here.
    out = StringIO()
    call_command("read_published", str(page(PAGES[0])), "--json", stdout=out)

    assert set(json.loads(out.getvalue())) == {"rows", "benchmarks", "bedragen", "questions"}


def test_command_says_what_is_asked_in_words() -> None:
    out = StringIO()
    call_command("read_published", str(page(PAGES[0])), stdout=out)

    assert "gelezen" in out.getvalue()


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 x", b"\x00\x01\x02", b" " * (LARGEST + 1)], ids=["a PDF", "no text", "too large"]
)
def test_file_that_is_no_text_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "bestand"
    file.write_bytes(data)

    with pytest.raises(CommandError):
        call_command("read_published", str(file), stdout=StringIO())


def test_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_file(tmp_path / "niets.txt")


def test_question_names_line_and_character() -> None:
    text = "Indicator\tRealisatie 2016\tStreefwaarde 2017\n9A1.a Naam\t13, 3, 1\t5"

    (question,) = read_text(text).questions

    assert (question.place.line, question.place.column, question.text) == (2, 12, "13, 3, 1")


LOSSES = [
    "04_l1_lege_cel",
    "06_l1_jaarstukken",
    "07_pdf_jaarverslag",
    "08_pdf_begroting",
    "12_twee_tabellen",
    "13_blokken",
]


def figures_of(text: str) -> dict[tuple[str, str, int | None], tuple[object, ...]]:
    """Return every value that is read, by what it is."""
    return {
        (row.code or row.name, kind, figure.year): (figure.value, figure.lower, figure.upper)
        for row in read_text(text).rows
        for kind, figure in answers(row)
        if not figure.reason
    }


@pytest.mark.parametrize("name", LOSSES)
def test_a_cell_that_is_lost_never_moves_another(name: str) -> None:
    text = page(REPOSITORY / "tests" / "data" / "published" / f"{name}.json").read_bytes().decode()
    whole = figures_of(text)
    cells = list(re.finditer(r"(?<=\s)(?:[0-9]+(?:[.,][0-9]+)?%?|[-–]|PM|n\.n\.b\.)(?=\s)", text))
    cells = [cell for cell in cells if not re.fullmatch(r"(?:19|20)[0-9]{2}|[0-9]{3}", cell[0])]

    for cell in cells:
        rest = figures_of(text[: cell.start()] + text[cell.end() :])
        assert rest.items() <= whole.items(), cell
    assert len(cells) > 4


# --- Hostile text

words = st.sampled_from(
    [
        "Effectindicator",
        "Realisatie",
        "Streefwaarden",
        "Streefwaarde",
        "Bron",
        "Indicator",
        "2014",
        "2015",
        "2016",
        "2017",
        "Doel",
        "9A1",
        "9A1.a",
        "9A1.b",
        "5,8",
        "-",
        "60%",
        "(2015)",
        "1.234",
        "n.v.t.",
        "PM",
        "Nr",
        "001",
        "lasten",
        "baten",
        "saldo",
        "01A101",
        "*",
        "*1",
        "|",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "</table>",
        "<td\xa0colspan=3>",
        "Toelichting",
        "nulmeting",
        "in",
        "2017",
        "Percentage",
        "inwoners",
        "x",
    ]
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(words, max_size=60), st.sampled_from([" ", "\n", "\n\n", "\t"]))
def test_no_page_gives_a_figure_that_is_not_on_it(pieces: list[str], between: str) -> None:
    text = between.join(pieces)

    published = read_text(text)

    printed = text.replace(".", "").replace(",", ".")
    for row in published.rows:
        for _, figure in answers(row):
            for number in filter(None, (figure.value, figure.lower, figure.upper)):
                assert f"{abs(number):f}" in printed or f"{abs(number):f}" in text
            assert str(figure.year) in text
    json.dumps(published.as_json())


TABLE = "Effectindicator\tRealisatie 2016\tStreefwaarde 2017\n9A1.a Cliënten\t12,5\t13\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_file_in_an_encoding_of_windows_is_read(encoding: str) -> None:
    (row,) = read_bytes(TABLE.encode(encoding), "begroting.txt").rows

    assert (row.name, row.realisaties[0].text, row.streefwaarden[0].text) == ("Cliënten", "12,5", "13")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TABLE.encode("utf-32"), "UTF-32"),
        (TABLE.encode("utf-16-be"), "geen tekst"),
        (b'<html><meta charset="koi8-r"><p>x', "koi8-r"),
        (b"a\x81\x8d\xff", "geen tekst in UTF-8, UTF-16 of Windows-1252"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\x89PNG rest", "afbeelding"),
        (b"", "leeg"),
    ],
    ids=["utf-32", "utf-16 without its mark", "what a page says it is", "no encoding", "zip", "picture", "empty"],
)
def test_file_that_cannot_be_read_is_refused_by_name(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=rf"bijlage\.bin.*{said}"):
        read_bytes(data, "bijlage.bin")


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        text = decode(data)
    except Unreadable:
        return
    assert isinstance(read_text(text), Delivery)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(read_text(text), Delivery)


HEAD = "Effectindicator\n\nRealisatie 2016\n\nStreefwaarde 2017\n\nBron\n\n"
HOSTILE = {
    "words": "a " * 100_000,
    "digits": "1 " * 100_000,
    "one long number": "1" * 200_000,
    "points": "1.234" * 40_000,
    "brackets": "(2015" * 200_000,
    "tabs": "\t" * 200_000,
    "bars": "|" * 200_000,
    "stars": "*" * 200_000,
    "empty lines": "\n" * 200_000,
    "headings": "Realisatie 2016\n\n" * 10_000,
    "headings on a line": "Realisatie 2016 " * 20_000,
    "headings with walls": "Indicator\tRealisatie 2016\n" * 5_000,
    "groups over years": "Realisatie\tRaming\tStreef\tDoel\nNaam\t"
    + "".join(
        "\t".join(str(2000 + (i + n) % 60) for i in range(12)) + "\nRealisatie\tRaming\tStreef\tDoel\nNaam\t"
        for n in range(3_000)
    ),
    "codes": HEAD + "9A1.a Naam\n\n5\n\n6\n\nBron\n\n" * 500,
    "the same code": HEAD + "9A1.a " * 50_000,
    "a row without an end": HEAD + "9A1.a Naam\n\n" + "5 6 " * 10_000,
    "cells without an end": HEAD + "9A1.a Naam\n\n" + "5\n\n" * 5_000,
    "text without an end": HEAD + "Naam\n\n" * 50_000,
    "torn rows": "Indicator\tRealisatie 2016\tStreefwaarde 2017\tBron\n" + "9A1.a x\n" * 20_000,
    "torn cells": "Indicator\tRealisatie 2016\tStreefwaarde 2017\tBron\n9A1.a x\t1\n" + "tekst\n" * 20_000,
    "open tags": "<table>" + "<tr><td>" * 50_000,
    "wide cells": "<table><tr>" + "<td colspan=9999>1</td>" * 5_000,
    "long cells": "<table>" + "<tr><td rowspan=9999>1</td></tr>" * 5_000,
    "entities": "<p>" + "&amp;" * 200_000,
    "unclosed": "<p <" * 200_000,
    "footnotes": "*1 tekst\n" * 20_000 + HEAD + "9A1.a Naam*2\n\n5*3\n\n6*3\n\nBron\n\n" * 500,
    "blocks": "Nr 001 Naam\n" * 20_000,
    "sentences": "5.1 Indicatoren\n" + "In 2011 werd 5 gemeten. " * 20_000 + "\nBron: X\n",
    "sections": "Indicatoren\nBron: X\n" * 5_000,
    "trees": "Doel Prestatie\n9A1 Naam\n" * 5_000,
    "money": "lasten\n\nbaten\n\n" * 5_000,
    "hyphens": "a-\n" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_page_is_answered_in_time(text: str) -> None:
    begin = time.process_time()  # its own, whatever else the machine is doing
    with contextlib.suppress(Unreadable):
        read_text(text)
    assert time.process_time() - begin < 30
