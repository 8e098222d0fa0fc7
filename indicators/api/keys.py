"""How each thing is called in its address: by what it is, never by the number of a row. Parts are joined by dots."""

from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse

from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Streefwaarde
from programmes.choices import DocumentKind
from programmes.models import Beleidsterrein, Document, Doel, Prestatie, Programma, Publicatie

SLUG, YEAR, NUMBER = "[-a-zA-Z0-9_]{1,80}", "[0-9]{4}", "[0-9]{1,4}"
KIND = f"(?:{'|'.join(DocumentKind.values)})"
DOCUMENT = rf"{KIND}\.{YEAR}\.{NUMBER}"

# model → its resource, what a key looks like, and the columns that its parts are
NODE = (SLUG, ("slug",))
KEYS: dict[type[Model], tuple[str, str, tuple[str, ...]]] = {
    Programma: ("programmas", *NODE),
    Beleidsterrein: ("beleidsterreinen", *NODE),
    Doel: ("doelen", *NODE),
    Prestatie: ("prestaties", *NODE),
    Effectindicator: ("effectindicatoren", *NODE),
    Realisatie: (
        "realisaties",
        rf"{SLUG}\.{YEAR}\.{YEAR}\.{NUMBER}",
        ("reeks__indicator__slug", "reeks__valid_from", "year", "version"),
    ),
    Streefwaarde: (
        "streefwaarden",
        rf"{SLUG}\.{YEAR}\.{YEAR}\.{DOCUMENT}",
        (
            *("reeks__indicator__slug", "reeks__valid_from", "year"),
            *("document__kind", "document__year", "document__number"),
        ),
    ),
    IndicatorStatus: ("statussen", rf"{SLUG}\.{YEAR}", ("indicator__slug", "year")),
    Document: ("documenten", DOCUMENT, ("kind", "year", "number")),
    Publicatie: ("publicaties", "[0-9a-f]{12}", ("sha256__startswith",)),
}


def pattern_of(model: type[Model]) -> str:
    """Return what a key of `model` looks like, as a regular expression without its ends."""
    return KEYS[model][1]


def key_of(thing: Any) -> str:
    """Return the key of one thing; its columns are fetched already."""
    if isinstance(thing, Publicatie):
        return thing.short_sha256
    _, _, columns = KEYS[type(thing)]
    return ".".join(str(attrgetter(column.replace("__", "."))(thing)) for column in columns)


def address_of(thing: Any, request: Any) -> str:
    """Return the whole address of one thing."""
    resource = KEYS[type(thing)][0]
    return str(request.build_absolute_uri(reverse(f"api-{resource}-een", args=[key_of(thing)])))


def one_of(rows: QuerySet[Any], key: str) -> Any:
    """Return the row of `rows` that is called `key`; raise Http404 when there is none."""
    _, _, columns = KEYS[rows.model]
    found = rows.filter(**dict(zip(columns, key.split("."), strict=True))).first()
    if found is None:
        raise Http404
    return found
