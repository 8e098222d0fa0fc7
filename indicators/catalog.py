"""The publications as open data: a catalogue in DCAT-AP-NL 3.0, one dataset per publication, as JSON-LD.

From the columns and the files that were kept: the catalogue recomputes no checksum, it hands them out. Who fetches what
no longer fits gets a refusal (409) instead. Source: Geonovum, DCAT-AP-NL 3.0, docs.geostandaarden.nl/dcat/dcat-ap-nl30,
of which everything mandatory is here, and most of what it recommends.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Func, IntegerField, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from indicators.publishing.reading import status_in_words
from programmes.models import Publicatie, Publicatiebestand

Node = dict[str, Any]

CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

IANA = "https://www.iana.org/assignments/media-types"
EU = "http://publications.europa.eu/resource/authority"
DUTCH = {"@id": f"{EU}/language/NLD", "@type": "dct:LinguisticSystem"}
PUBLIC = {"@id": f"{EU}/access-right/PUBLIC", "@type": "dct:RightsStatement"}
GOVERNMENT = {
    "@id": f"{EU}/data-theme/GOVE",
    "@type": "skos:Concept",
    "skos:prefLabel": {"@value": "Overheid en publieke sector", "@language": "nl"},
}
# form → its name, its media type as IANA lists it, and how the EU calls such a file
FORMS = {
    "json": ("JSON", "application/json", "JSON"),
    "csv": ("CSV", "text/csv", "CSV"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "pdf": ("PDF", "application/pdf", "PDF"),
}


class Octets(Func):
    """The number of bytes of a text, in UTF-8."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it for an SQLite that knows no OCTET_LENGTH yet."""
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **extra)


def catalog() -> Node:
    """Return the catalogue; two queries, however many publications there are."""
    publications = list(_published())
    versions = _versions(publications)
    datasets = [_dataset(publication) | versions[publication.pk] for publication in publications]
    catalogue: Node = {
        "@context": CONTEXT,
        "@id": _address("catalogus"),
        "@type": "dcat:Catalog",
        "dct:title": _dutch(f"Doelen en cijfers van de gemeente {settings.MUNICIPALITY}"),
        "dct:description": _dutch(
            "De programmabegroting als gegevens: doelen, prestaties, effectindicatoren, streefwaarden, realisaties en "
            "stoplichten, zoals gepubliceerd. Elke publicatie is bevroren en met haar controlegetal na te rekenen."
        ),
        **_shared(),
        "foaf:homepage": {"@id": _address("publicaties"), "@type": "foaf:Document"},
        "dct:language": DUTCH,
        "dcat:themeTaxonomy": {"@id": f"{EU}/data-theme", "@type": "skos:ConceptScheme"},
        "dct:license": _licence(),
        "dcat:dataset": datasets,
        "dcat:service": _service(publications),
    }
    if publications:
        catalogue["dct:issued"] = _moment(publications[0])
        catalogue["dct:modified"] = _moment(publications[-1])
    return catalogue


def _published() -> QuerySet[Publicatie]:
    """Return the publications with their documents, files and what they replace, the first one first."""
    files = Prefetch("bestanden", Publicatiebestand.objects.order_by("pk"))
    rows = Publicatie.objects.select_related("document").prefetch_related(files)
    return rows.annotate(octets=Octets("content")).defer("content").order_by("pk")


def _dataset(publication: Publicatie) -> Node:
    """Return one publication."""
    document = publication.document
    described = (
        f"{document} van de gemeente {settings.MUNICIPALITY}, {status_in_words(publication)}: doelen, prestaties en "
        "effectindicatoren met hun cijfers, zoals gepubliceerd en sindsdien niet veranderd."
    )
    dataset: Node = {
        "@id": _page(publication),
        "@type": "dcat:Dataset",
        "dct:title": _dutch(f"{document} ({publication.get_kind_display().lower()})"),
        "dct:description": _dutch(described),
        "dct:identifier": _page(publication),
        **_shared(),
        "dct:accessRights": PUBLIC,
        "dcat:theme": GOVERNMENT,
        "dcat:keyword": [_dutch(word) for word in _keywords(publication)],
        "dct:language": DUTCH,
        "dct:issued": _moment(publication),
        "dct:modified": _moment(publication),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(date(document.year, 1, 1)),
            "dcat:endDate": _day(date(document.through_year or document.year, 12, 31)),
        },
        "dcat:landingPage": {"@id": _page(publication), "@type": "foaf:Document"},
        "foaf:page": {"@id": _address("woorden"), "@type": "foaf:Document"},
        "dcat:version": publication.short_sha256,
        "dcat:distribution": [_json(publication), *(_file(publication, file) for file in publication.bestanden.all())],
    }
    if publication.reason:
        dataset["adms:versionNotes"] = _dutch(publication.reason)
    return dataset


def _versions(publications: Iterable[Publicatie]) -> dict[int, Node]:
    """Return of each publication, by key, which one of the same document it replaces, and which one replaces it."""
    by_key = {publication.pk: publication for publication in publications}
    found: dict[int, Node] = {key: {} for key in by_key}
    for key, publication in by_key.items():
        if publication.successor_id:
            found[key]["dct:isReplacedBy"] = {"@id": _page(by_key[publication.successor_id])}
            replaced = {
                "dct:replaces": {"@id": _page(publication)},
                "dcat:previousVersion": {"@id": _page(publication)},
            }
            found[publication.successor_id] |= replaced
    return found


def _shared() -> Node:
    """Return who publishes, who made it, and whom to ask."""
    agent = {
        "@id": settings.PUBLISHER_URI,
        "@type": "foaf:Agent",
        "foaf:name": _dutch(f"Gemeente {settings.MUNICIPALITY}"),
    }
    contact: Node = {
        "@id": f"{_address('catalogus')}#contact",
        "@type": ["vcard:Kind", "vcard:Organization"],  # the first is what the profile's shapes ask for
        "vcard:fn": f"Gemeente {settings.MUNICIPALITY}",
        "vcard:hasURL": {"@id": f"{settings.SITE_URL}/"},
    }
    if settings.CONTACT_EMAIL:
        contact["vcard:hasEmail"] = {"@id": f"mailto:{settings.CONTACT_EMAIL}"}
    return {"dct:publisher": agent, "dct:creator": agent, "dcat:contactPoint": contact}


def _json(publication: Publicatie) -> Node:
    """Return the bytes that the checksum of a publication is of."""
    place = _address("publicatie_json", publication.short_sha256)
    return _distribution(publication, "json", place, publication.sha256, publication.octets)  # type: ignore[attr-defined]


def _file(publication: Publicatie, file: Publicatiebestand) -> Node:
    """Return one file that is kept of a publication."""
    place = _address("publicatie_bestand", publication.short_sha256, file.form)
    return _distribution(publication, file.form, place, file.sha256, file.size)


def _distribution(publication: Publicatie, form: str, place: str, sha256: str, size: int) -> Node:
    """Return one form in which a publication can be fetched."""
    name, media_type, file_type = FORMS[form]
    distribution: Node = {
        "@id": place,
        "@type": "dcat:Distribution",
        "dct:title": _dutch(f"{publication.document} als {name}"),
        "dct:description": _dutch(f"{publication.document}, {status_in_words(publication)}, als {name}."),
        "dcat:accessURL": {"@id": place},
        "dcat:downloadURL": {"@id": place},
        "dcat:mediaType": {
            "@id": f"{IANA}/{media_type}",
            "@type": "dct:MediaType",
        },
        "dct:format": {"@id": f"{EU}/file-type/{file_type}", "@type": "dct:MediaTypeOrExtent"},
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"},
            "spdx:checksumValue": {"@value": sha256, "@type": "xsd:hexBinary"},
        },
        "dct:license": _licence(),
        "dct:language": DUTCH,
        "dct:issued": _moment(publication),
    }
    return distribution


def _service(publications: Iterable[Publicatie]) -> Node:
    """Return the API."""
    place = _address("api_docs")
    return {
        "@id": place,
        "@type": "dcat:DataService",
        "dct:title": _dutch(f"API doelen en cijfers van de gemeente {settings.MUNICIPALITY}"),
        "dct:description": _dutch("Alles wat gepubliceerd en vastgesteld is, als JSON, met filters en bladzijden."),
        "dct:identifier": place,
        **_shared(),
        "dct:accessRights": PUBLIC,
        "dcat:theme": GOVERNMENT,
        "dcat:keyword": [_dutch("programmabegroting"), _dutch("effectindicatoren")],
        "dct:language": DUTCH,
        "dct:license": _licence(),
        "dcat:endpointURL": {"@id": place},
        "dcat:endpointDescription": {"@id": _address("api-openapi")},
        "foaf:page": {"@id": place, "@type": "foaf:Document"},
        "dcat:servesDataset": [{"@id": _page(publication)} for publication in publications],
    }


def _keywords(publication: Publicatie) -> list[str]:
    """Return the words by which a publication is found."""
    document = publication.document
    return [
        *("programmabegroting", "effectindicatoren", "streefwaarden", "realisaties"),
        *(str(document.get_kind_display()).lower(), str(document.year), settings.MUNICIPALITY),
    ]


def _licence() -> Node:
    """Return under which licence the data may be used."""
    return {"@id": settings.DATA_LICENCE, "@type": "dct:LicenseDocument"}


def _address(name: str, *arguments: str) -> str:
    """Return one of our addresses in full."""
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"


def _page(publication: Publicatie) -> str:
    """Return the address of a publication, by which it is known for good."""
    return f"{settings.SITE_URL}{publication.get_absolute_url()}"


def _dutch(text: str) -> Node:
    """Return a text in Dutch."""
    return {"@value": text, "@language": "nl"}


def _moment(publication: Publicatie) -> Node:
    """Return when a publication was published."""
    moment = timezone.localtime(publication.published_at)
    return {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def _day(day: date) -> Node:
    """Return a day."""
    return {"@value": day.isoformat(), "@type": "xsd:date"}
