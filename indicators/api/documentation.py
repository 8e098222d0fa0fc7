"""The API in words: a page made of its description, for who reads, and the list of resources, for who programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from indicators.api import VERSION
from indicators.api.fields import DIGITS
from indicators.api.filters import refuse_unknown
from indicators.api.openapi import ABOUT, description
from indicators.api.paging import MOST, USUAL
from indicators.api.public import PublicView
from indicators.api.resources import RESOURCES

Schema = Mapping[str, Any]

EXAMPLES = {
    "effectindicatoren": "?jaar=2017&stoplicht=rood",
    "realisaties": "?code=9A1.a",
    "streefwaarden": "?jaar=2017&document=begroting.2017.1",
    "statussen": "?jaar=2017&stoplicht=oranje",
    "publicaties": "?document=jaarstukken.2017.1",
}
KINDS = {
    ("string", "date"): "dag, zoals 2018-07-01",
    ("string", "date-time"): "moment, zoals 2018-07-01T14:30:05+02:00",
    ("string", "uri"): "adres",
    ("string", ""): "tekst",
    ("integer", ""): "heel getal",
    ("boolean", ""): "true of false",
}


@dataclass(frozen=True)
class Veld:
    """A field or a parameter: its name, what it can hold, and what it means."""

    name: str
    kind: str
    said: str


@dataclass(frozen=True)
class Bron:
    """A resource: what it is, its addresses, what it can be narrowed to, what it tells, and how to ask."""

    name: str
    said: str
    address: str
    of_one: str
    parameters: list[Veld]
    fields: list[Veld]
    example: str


def resources(root: str) -> list[Bron]:
    """Return the resources as the description has them; `root` is the whole address of the API, with a slash."""
    described = description()
    return [_resource(described, name, root) for name in RESOURCES]


def _resource(described: Schema, name: str, root: str) -> Bron:
    """Return one resource."""
    operation = described["paths"][f"/{name}"]["get"]
    page = _body(described, operation)
    parameters = [
        Veld(told["name"], _kind(described, told["schema"]), plain_text(told["description"]))
        for told in operation["parameters"]
    ]
    return Bron(
        name,
        operation["description"],
        f"/api/v1/{name}",
        f"/api/v1/{name}/{{sleutel}}",
        parameters,
        list(_fields(described, _resolved(described, page["properties"]["resultaten"]["items"]))),
        f"curl '{root}{name}{EXAMPLES.get(name, '')}'",
    )


def _body(described: Schema, operation: Schema) -> Schema:
    """Return what an address answers."""
    return _resolved(described, operation["responses"]["200"]["content"]["application/json"]["schema"])


def _resolved(described: Schema, schema: Schema) -> Schema:
    """Return a schema itself, where one names another."""
    while True:
        parts = schema.get("allOf") or schema.get("oneOf") or []
        if "$ref" in schema:
            schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif parts:
            schema = parts[0]
        else:
            return schema


def _fields(described: Schema, schema: Schema, before: str = "") -> Iterator[Veld]:
    """Yield the fields, those of a part after it, with its name before them."""
    for name, told in schema["properties"].items():
        inner = _resolved(described, told)
        said = told.get("description") or inner.get("description", "")
        yield Veld(f"{before}{name}", _kind(described, told), plain_text(said))
        items = _resolved(described, inner["items"]) if inner.get("type") == "array" else inner
        if "properties" in items:
            yield from _fields(described, items, f"{before}{name}.")


def _kind(described: Schema, schema: Schema) -> str:
    """Return in words what a field can hold."""
    inner = _resolved(described, schema)
    or_null = " of null" if schema.get("nullable") or inner.get("nullable") else ""
    match inner:
        case {"enum": values}:
            return "een van: " + ", ".join(str(value) for value in values if value is not None) + or_null
        case {"pattern": pattern} if pattern == DIGITS:
            return f"getal als tekst{or_null}"
        case {"type": "array"}:
            return "lijst"
        case {"type": "object"}:
            return f"onderdeel{or_null}"
        case {"minimum": low, "maximum": high}:
            return f"heel getal van {low} tot en met {high}{or_null}"
    return KINDS[inner.get("type", "string"), inner.get("format", "")] + or_null


def plain_text(said: str) -> str:
    """Return a text of the description, which is Markdown, without its marks around a name."""
    return said.replace("`", "")


class PageRenderer(BaseRenderer):
    """Writes the page, with the menu of the reader."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> str:
        """Write it."""
        request = renderer_context["request"]._request
        root = request.build_absolute_uri(reverse("api_docs"))
        page = {
            "about": plain_text(ABOUT),
            "version": VERSION,
            "root": root,
            "resources": resources(root),
            "usual": USUAL,
            "most": MOST,
            "per_minute": settings.API_REQUESTS_PER_MINUTE,
            "contact": settings.CONTACT_EMAIL,
            "licence": description()["info"]["license"],
        }
        return render_to_string("api/documentatie.html", page, request)


class RootView(PublicView):
    """The beginning: how to use the API, as a page; or, for who asks for JSON, what there is."""

    schema = None
    renderer_classes = [PageRenderer, JSONRenderer]

    def get(self, request: Any) -> Any:
        """Return the resources with their addresses."""
        refuse_unknown(request.query_params, set())
        there = {name: request.build_absolute_uri(reverse(f"api-{name}")) for name in RESOURCES}
        openapi = request.build_absolute_uri(reverse("api-openapi"))
        return Response({"url": request.build_absolute_uri(), "openapi": openapi, "bronnen": there})


class WithoutSlash(PublicView):
    """The same address without its last slash, as all others are written."""

    schema = None

    def get(self, request: Any) -> Any:
        """Lead to the page."""
        return redirect("api_docs", permanent=True)
