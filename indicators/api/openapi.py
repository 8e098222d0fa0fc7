"""The description of the API as OpenAPI 3, made of the code that answers (`schema.py`)."""

from functools import cache
from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from rest_framework.response import Response

from indicators.api import VERSION
from indicators.api.addresses import resources
from indicators.api.keys import KEYS
from indicators.api.public import PublicView

ABOUT = (
    "Wat er is vastgesteld en gepubliceerd van de programmabegroting: de doelen, de effectindicatoren, hun cijfers en "
    "streefwaarden, en de stoplichten met alles waarop beoordeeld is. Alleen lezen; zonder sleutel of account. "
    "Getallen zijn tekst met een punt, exact, zonder exponent. Waar geen getal is, staat null met een `reden`. "
    "Namen zijn Nederlands, met kleine letters en lage streepjes. Een lijst komt in bladzijden: volg `volgende`."
)
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "Wat er mis is, per parameter.",
            "items": {
                "type": "object",
                "required": ["in", "location", "code", "detail"],
                "properties": {
                    "in": {"type": "string", "enum": ["query"]},
                    "location": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


@cache
def description() -> dict[str, Any]:
    """Return the description; it is the same for everybody, and as long as the program runs."""
    contact = {"name": f"Gemeente {settings.MUNICIPALITY}", "url": settings.SITE_URL}
    if settings.CONTACT_EMAIL:
        contact["email"] = settings.CONTACT_EMAIL
    said = {
        "TITLE": f"Doelen en cijfers van de gemeente {settings.MUNICIPALITY}",
        "DESCRIPTION": ABOUT,
        "VERSION": VERSION,
        "OAS_VERSION": "3.0.3",
        "CONTACT": contact,
        "LICENSE": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"},
        "SERVERS": [{"url": "/api/v1"}],
        "TAGS": [{"name": resource} for resource, _, _ in KEYS.values()],
        "SCHEMA_PATH_PREFIX": "/api/v1",
        "SCHEMA_PATH_PREFIX_TRIM": True,
        "APPEND_COMPONENTS": {"schemas": {"Probleem": PROBLEM_SCHEMA}},
        "POSTPROCESSING_HOOKS": [],  # a vocabulary stands where it is used
        "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    }
    with patched_settings(said):
        described: dict[str, Any] = SchemaGenerator(patterns=resources).get_schema(public=True)  # type: ignore[no-untyped-call]
    return described


class DescriptionView(PublicView):
    """The description itself."""

    schema = None

    def get(self, request: Any) -> Response:
        """Return it."""
        return Response(description())
