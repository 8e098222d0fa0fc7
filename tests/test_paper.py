"""What is on paper: tagged, in Dutch, of our own files only, the same bytes for the same page."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from indicators.paper import papers, rendering
from indicators.publishing.charts import chart_of
from indicators.publishing.reading import Indicator, read
from tests.test_publications import BEGROTING_2018, JAARVERSLAG, RAPPORTAGE, publication

pytestmark = pytest.mark.django_db


def page(body: str) -> str:
    """Return a page with this in it."""
    return f'<html lang="nl"><head><title>Proef</title></head><body><h1>Proef</h1>{body}</body></html>'


def structure(element: Any) -> Iterator[DictionaryObject]:
    """Yield every part of the structure below one, in the order of reading."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        part = kid.get_object()
        if isinstance(part, DictionaryObject) and "/S" in part:
            yield part
            yield from structure(part)


def tags(reader: PdfReader) -> list[str]:
    """Return the names of all parts of the structure, in the order of reading."""
    return [part["/S"] for part in structure(reader.trailer["/Root"]["/StructTreeRoot"])]


def text(reader: PdfReader) -> str:
    """Return all that it says, with single spaces."""
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in reader.pages))


# --- Only our own files


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.com/x.png",
        "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E",
        "ftp://example.com/x.png",
        "papier:../manage.py",
        "papier:css/../../.env",
        "../.env",
        "/etc/passwd",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}" alt="x">',
        '<link rel="stylesheet" href="{}">',
        '<p style="background: url({})">x</p>',
        '<svg width="9" height="9"><title>x</title><image href="{}" width="9" height="9" /></svg>',
    ],
)
def test_page_that_asks_for_what_is_not_ours_becomes_no_pdf(address: str, body: str) -> None:
    with pytest.raises(rendering.Refused):
        rendering.pdf(page(body.format(address)))


def test_words_of_people_are_words_on_paper_too() -> None:
    entry = {"code": "9A", "name": "<img src=file:///etc/passwd>", "slug": "x", "stoplichten": []}
    shown = Indicator(entry, None)

    assert "&lt;img" in papers.render_to_string("papier/cel.html", {"cel": {"text": shown.label}})


def test_every_file_that_a_page_may_bring_in_is_there() -> None:
    assert rendering.look()


# --- What it is made of


@pytest.fixture(scope="module")
def jaarverslag(leiden_published: None) -> bytes:
    """The jaarverslag 2017 as PDF."""
    return rendering.pdf(papers.of_publication(publication(JAARVERSLAG), []).html)


@pytest.fixture
def reader(jaarverslag: bytes) -> PdfReader:
    """The same, to look into."""
    return PdfReader(BytesIO(jaarverslag))


@pytest.mark.usefixtures("leiden_published")
def test_same_publication_gives_the_same_bytes(jaarverslag: bytes) -> None:
    again = rendering.pdf(papers.of_publication(publication(JAARVERSLAG), []).html)

    assert again == jaarverslag


def test_pdf_says_that_it_is_tagged_which_language_and_what_it_is_called(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Jaarverslag 2017, vastgesteld"
    assert reader.metadata.author == "Gemeente Leiden"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_headings_skip_no_level(reader: PdfReader) -> None:
    levels = [int(tag[2]) for tag in tags(reader) if re.fullmatch(r"/H\d", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_header_has_its_scope(reader: PdfReader) -> None:
    headers = [part for part in structure(reader.trailer["/Root"]["/StructTreeRoot"]) if part["/S"] == "/TH"]

    assert {header["/A"]["/Scope"] for header in headers} == {"/Column", "/Row"}
    assert all("/Scope" in header["/A"] for header in headers)


def test_every_chart_says_in_words_what_it_shows(reader: PdfReader) -> None:
    figures = [part for part in structure(reader.trailer["/Root"]["/StructTreeRoot"]) if part["/S"] == "/Figure"]

    assert figures
    assert any("2014 5,8; 2015 5,7; 2016 5,9; 2017 5,8" in figure["/Alt"] for figure in figures)
    assert all(figure["/Alt"].startswith("Grafiek van ") for figure in figures)


def test_every_link_says_where_it_leads(reader: PdfReader) -> None:
    links = [note.get_object() for sheet in reader.pages for note in sheet.get("/Annots", [])]

    assert links
    assert all(link["/Contents"] for link in links)


def test_nothing_in_it_is_made_of_dots(reader: PdfReader) -> None:
    assert [image.name for sheet in reader.pages for image in sheet.images] == []


def test_every_font_is_in_it(reader: PdfReader) -> None:
    fonts = [font.get_object() for sheet in reader.pages for font in sheet["/Resources"]["/Font"].values()]
    below = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]

    assert below
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(described) for described in below)


def test_bookmarks_are_the_headings_and_lead_to_them(reader: PdfReader) -> None:
    def titles(outline: list[Any]) -> Iterator[str]:
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [str(entry.title)]

    found = list(titles(reader.outline))

    assert found[0] == "Jaarverslag 2017"
    assert "Beleidsterrein 9A Sociale binding en participatie" in found
    assert "9A1.a Schaalscore sociale cohesie" in found


def test_every_page_says_which_of_how_many_it_is_and_of_what(reader: PdfReader) -> None:
    total = len(reader.pages)

    for number, sheet in enumerate(reader.pages, start=1):
        said = sheet.extract_text()
        assert f"bladzijde {number} van {total}" in said
        if number > 1:
            assert "Jaarverslag 2017" in said
            assert f"controlegetal {publication(JAARVERSLAG).short_sha256}" in said


def test_contents_name_the_page_that_a_part_is_on(reader: PdfReader) -> None:
    line = re.search(r"9B Preventie[ .]*(\d+)", text(reader))

    assert line
    assert "Beleidsterrein 9B Preventie" in reader.pages[int(line[1]) - 1].extract_text()


def test_parts_are_read_in_their_order(reader: PdfReader) -> None:
    said = text(reader)
    order = [
        "Inhoud",
        "Wat vraagt aandacht?",
        "Programma 9 Maatschappelijke",
        "Beleidsterrein 9A",
        "Herkomst en controle",
    ]
    places = [said.rindex(part) for part in order]

    assert places == sorted(places)


def test_lights_and_their_reasons_are_those_of_the_publication(reader: PdfReader) -> None:
    said = text(reader)

    for indicator in read(publication(JAARVERSLAG)).indicators:
        assert indicator.light
        assert re.sub(r"\s+", " ", indicator.light["in_words"]["sentence"]) in said.replace("- ", "")


def test_publication_prints_its_checksum_and_that_of_the_one_before(reader: PdfReader) -> None:
    said = text(reader)

    assert publication(JAARVERSLAG).sha256 in said
    assert publication(BEGROTING_2018).sha256 in said


@pytest.mark.usefixtures("leiden_published")
def test_correction_after_publishing_changes_nothing_on_paper(jaarverslag: bytes) -> None:
    frozen = publication(JAARVERSLAG)
    frozen.document.title = "Een andere titel"

    assert rendering.pdf(papers.of_publication(frozen, []).html) == jaarverslag


@pytest.mark.usefixtures("leiden_published")
def test_document_without_figures_draws_no_chart() -> None:
    for indicator in read(publication(RAPPORTAGE)).indicators:
        assert chart_of(indicator) is None


@pytest.mark.usefixtures("leiden_published")
def test_chart_in_words_names_a_target_that_was_moved() -> None:
    indicator = read(publication(JAARVERSLAG)).find_indicator("9a1-a")
    assert indicator
    chart = chart_of(indicator)
    assert chart

    assert "Oorspronkelijke streefwaarde, later verplaatst: 2017 6,1." in " ".join(chart.in_words)


def test_steps_are_told_as_they_come() -> None:
    steps: list[int] = []

    rendering.pdf(page("<p>x</p>"), steps.append)

    assert steps == sorted(steps)
    assert steps[-1] == rendering.STEPS
