"""PDF/UA-1 to a validator of others (`page`, which passes veraPDF's own corpus), and what none of them checks."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from indicators.models import Effectindicator
from indicators.paper import papers, rendering
from indicators.paper.papers import Papier
from programmes.models import Beleidsterrein
from tests.test_paper import page as page_of
from tests.test_paper import structure
from tests.test_publications import publication

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("leiden_published")]


def of_document(number: int) -> Callable[[], Papier]:
    """Return what puts one of Leiden's documents on paper."""
    return lambda: papers.of_publication(publication(number), [])


PAPERS: dict[str, Callable[[], Papier]] = {
    **{f"document {number}": of_document(number) for number in range(5)},
    "beleidsterrein": lambda: papers.of_beleidsterrein(Beleidsterrein.objects.get(slug="9c"), 2017),
    "indicator": lambda: papers.of_indicator(Effectindicator.objects.get(slug="9a1-a"), 2017),
    "indicator without a chart": lambda: papers.of_indicator(Effectindicator.objects.get(slug="9c1-c"), 2017),
}


def problems(made: bytes) -> list[str]:
    """Return what the validator finds wrong."""
    report = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_is_pdf_ua(kind: str) -> None:
    assert problems(rendering.pdf(PAPERS[kind]().html)) == []


@pytest.mark.parametrize(
    "body",
    [
        "<h3>Sprong</h3>",
        "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
        '<p><a href="https://example.com/"><span>x</span></a></p>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>',
    ],
)
def test_validator_finds_what_is_wrong(body: str) -> None:
    assert problems(rendering.pdf(page_of(body)))


@pytest.fixture(scope="module")
def reader(leiden_published: None) -> PdfReader:
    """A beleidsterrein on paper: contents, tables, charts, running heads."""
    return PdfReader(BytesIO(rendering.pdf(PAPERS["beleidsterrein"]().html)))


def artifacts(reader: PdfReader, number: int) -> Iterator[tuple[str, str]]:
    """Yield of one page the kind and subtype of what is a running head or foot."""
    sheet = reader.pages[number]
    for operands, operator in ContentStream(sheet["/Contents"].get_object(), reader).operations:
        if operator == b"BDC" and operands[0] == "/Artifact":
            yield operands[1]["/Type"], operands[1]["/Subtype"]


def test_running_heads_and_feet_are_no_part_of_what_is_read(reader: PdfReader) -> None:
    said = "".join(str(part.get("/K")) for part in structure(reader.trailer["/Root"]["/StructTreeRoot"]))

    assert said
    assert list(artifacts(reader, 0)) == [("/Pagination", "/Footer")] * 2
    assert sorted(artifacts(reader, 1)) == [("/Pagination", "/Footer")] * 2 + [("/Pagination", "/Header")] * 2


def test_contents_have_no_dots_to_be_read_out(reader: PdfReader) -> None:
    assert ".." not in reader.pages[0].extract_text()


def test_no_link_stands_in_a_link(reader: PdfReader) -> None:
    def inside(part: Any) -> Iterator[str]:
        return (kid["/S"] for kid in structure(part))

    links = [part for part in structure(reader.trailer["/Root"]["/StructTreeRoot"]) if part["/S"] == "/Link"]

    assert links
    assert not any("/Link" in inside(link) for link in links)


def test_every_link_is_on_the_printed_page_too(reader: PdfReader) -> None:
    links = [note.get_object() for sheet in reader.pages for note in sheet.get("/Annots", [])]

    assert links
    assert {link["/F"] for link in links} == {4}
