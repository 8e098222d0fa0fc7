"""The catalogue of open data: everything that DCAT-AP-NL 3.0 makes mandatory, read as RDF."""

import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef

from indicators.paper.publication_files import make_files
from indicators.publishing.chain import publish_loaded
from programmes.models import Document, Publicatie
from tests import snapshot
from tests.factories import DocumentFactory

pytestmark = [
    pytest.mark.django_db,
    # rdflib's own reader of JSON-LD warns of rdflib.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

# What Geonovum's shapes for DCAT-AP-NL 3.0, and those of DCAT-AP 3.0 below them, ask: at least, and at most.
MANY = 10**6
ASKED = {
    DCAT.Catalog: {
        DCTERMS.title: (1, MANY),
        DCTERMS.description: (1, MANY),
        DCTERMS.publisher: (1, 1),
        DCAT.contactPoint: (1, 1),
        DCAT.dataset: (1, MANY),
    },
    DCAT.Dataset: {
        DCTERMS.title: (1, MANY),
        DCTERMS.description: (1, MANY),
        DCTERMS.accessRights: (1, 1),
        DCAT.contactPoint: (1, 1),
        DCTERMS.creator: (1, MANY),
        DCTERMS.identifier: (1, 1),
        DCTERMS.publisher: (1, 1),
        DCAT.theme: (1, MANY),
        DCAT.version: (0, 1),
        DCTERMS.issued: (0, 1),
        DCTERMS.modified: (0, 1),
    },
    DCAT.Distribution: {
        DCAT.accessURL: (1, 1),
        DCAT.downloadURL: (0, 1),
        DCTERMS.license: (1, 1),
        DCTERMS.title: (1, MANY),
        DCTERMS.description: (1, MANY),
        DCTERMS["format"]: (1, 1),
        DCAT.mediaType: (1, 1),
        DCAT.byteSize: (1, 1),
        SPDX.checksum: (1, 1),
    },
    DCAT.DataService: {
        DCTERMS.title: (1, MANY),
        DCTERMS.description: (1, MANY),
        DCTERMS.accessRights: (1, 1),
        DCAT.contactPoint: (1, 1),
        DCAT.endpointURL: (1, 1),
        DCAT.endpointDescription: (1, 1),
        DCTERMS.identifier: (1, 1),
        DCTERMS.license: (1, 1),
        DCTERMS.publisher: (1, 1),
        DCAT.theme: (1, MANY),
    },
    FOAF.Agent: {FOAF.name: (1, MANY)},
    VCARD.Organization: {VCARD.fn: (1, MANY), VCARD.hasURL: (1, MANY)},
    SPDX.Checksum: {SPDX.algorithm: (1, 1), SPDX.checksumValue: (1, 1)},
}

# What a value has to be, to those shapes: they infer nothing, so a kind of Kind is no Kind.
RANGES = {
    DCAT.contactPoint: VCARD.Kind,
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.creator: FOAF.Agent,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    DCAT.landingPage: FOAF.Document,
    FOAF.page: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    SPDX.checksum: SPDX.Checksum,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}


@pytest.fixture
def published() -> Publicatie:
    """A begroting with its files, put back for each test: to make a PDF takes longer than to read the catalogue."""
    snapshot.bring("catalogue", lambda: make_files(publish_loaded(DocumentFactory(year=2017))))
    return Publicatie.objects.get()


def graph(client: Client) -> Graph:
    """Return what the catalogue says."""
    return Graph().parse(data=client.get("/data/catalog.jsonld").content, format="json-ld")


def page(publication: Publicatie, site: str = "http://localhost:8000") -> URIRef:
    """Return by which address a publication is known."""
    return URIRef(site + publication.get_absolute_url())


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    """A site with an address of its own."""
    settings.SITE_URL = "http://localhost:8000"


@pytest.mark.parametrize("kind", ASKED, ids=str)
def test_everything_mandatory_is_there(client: Client, published: Publicatie, kind: URIRef) -> None:
    said = graph(client)
    things = list(said.subjects(RDF.type, kind))

    assert things
    for thing in things:
        for what, (least, most) in ASKED[kind].items():
            assert least <= len(list(said.objects(thing, what))) <= most, (thing, what)


@pytest.mark.parametrize("what", RANGES, ids=str)
def test_every_value_is_of_the_kind_that_is_asked(client: Client, published: Publicatie, what: URIRef) -> None:
    said = graph(client)
    values = list(said.objects(None, what))

    assert values
    assert all((value, RDF.type, RANGES[what]) in said for value in values)


def test_every_distribution_is_fetched_as_it_says(client: Client, published: Publicatie) -> None:
    said = graph(client)
    places = list(said.objects(page(published), DCAT.distribution))

    assert len(places) == 4
    for place in places:
        answer = client.get(str(place).removeprefix("http://localhost:8000"))
        (checksum,) = said.objects(place, SPDX.checksum)
        (value,) = said.objects(checksum, SPDX.checksumValue)
        (size,) = said.objects(place, DCAT.byteSize)
        (media_type,) = said.objects(place, DCAT.mediaType)
        assert hashlib.sha256(answer.content).hexdigest() == str(value)
        assert len(answer.content) == int(size)
        assert answer["Content-Type"].split(";")[0] == str(media_type).split("media-types/")[1]


def test_api_is_a_service_of_every_dataset(client: Client, published: Publicatie) -> None:
    said = graph(client)
    (service,) = said.subjects(RDF.type, DCAT.DataService)

    assert list(said.objects(service, DCAT.servesDataset)) == [page(published)]
    (described,) = said.objects(service, DCAT.endpointDescription)
    assert client.get(str(described).removeprefix("http://localhost:8000")).status_code == 200


def test_dataset_says_which_years_it_is_about(client: Client, published: Publicatie) -> None:
    said = graph(client)
    (period,) = said.objects(page(published), DCTERMS.temporal)

    assert [str(said.value(period, end)) for end in (DCAT.startDate, DCAT.endDate)] == ["2017-01-01", "2020-12-31"]


def test_publication_that_was_replaced_says_by_which(client: Client) -> None:
    document = DocumentFactory(year=2017, adopted=False)
    offered = publish_loaded(document)
    Document.objects.filter(pk=document.pk).update(adopted=True)
    final = publish_loaded(document)

    said = graph(client)

    assert said.value(page(offered), DCTERMS.isReplacedBy) == page(final)
    assert said.value(page(final), DCTERMS.replaces) == page(offered)
    assert said.value(page(final), DCAT.previousVersion) == page(offered)


def test_file_that_is_not_made_yet_is_not_offered(client: Client) -> None:
    publication = publish_loaded(DocumentFactory(year=2017))

    assert len(list(graph(client).objects(page(publication), DCAT.distribution))) == 1


def test_settings_say_who_publishes_under_which_licence(client: Client, published: Publicatie, settings: Any) -> None:
    settings.PUBLISHER_URI = "https://identifier.overheid.nl/tooi/id/gemeente/gm0546"
    settings.CONTACT_EMAIL = "data@leiden.example"
    settings.DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.nl"

    said = graph(client)

    (publisher,) = said.objects(page(published), DCTERMS.publisher)
    assert publisher == URIRef(settings.PUBLISHER_URI)
    assert said.value(publisher, FOAF.name) == Literal("Gemeente Leiden", lang="nl")
    (contact,) = said.objects(page(published), DCAT.contactPoint)
    assert said.value(contact, VCARD.hasEmail) == URIRef("mailto:data@leiden.example")
    assert {str(licence) for licence in said.objects(None, DCTERMS.license)} == {settings.DATA_LICENCE}


def test_who_has_the_catalogue_already_is_told_that_it_is_the_same(client: Client, published: Publicatie) -> None:
    first = client.get("/data/catalog.jsonld")

    assert first["Content-Type"] == "application/ld+json"
    assert client.get("/data/catalog.jsonld", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_catalogue_without_publications_is_read_too(client: Client) -> None:
    said = graph(client)

    assert len(list(said.subjects(RDF.type, DCAT.Catalog))) == 1
    assert not list(said.subjects(RDF.type, DCAT.Dataset))


def test_catalogue_takes_the_same_queries_for_more(client: Client, published: Publicatie) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get("/data/catalog.jsonld")
        return len(made)

    before = queries()
    for year in (2018, 2019, 2020):
        publish_loaded(DocumentFactory(year=year))

    assert queries() == before == 2


def test_every_page_leads_to_the_catalogue(client: Client) -> None:
    assert 'href="/data/catalog.jsonld"' in client.get("/publicaties/").content.decode()
