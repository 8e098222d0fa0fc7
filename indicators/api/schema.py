"""How one address of the API is described."""

import inspect
from typing import Any

from drf_spectacular.openapi import AutoSchema

from indicators.api import VERSION
from indicators.api.errors import PROBLEM
from indicators.api.keys import KEYS

ERRORS = {
    "400": "Een parameter klopt niet.",
    "404": "Dit is er niet.",
    "406": "In deze vorm is er geen antwoord.",
    "429": "Te veel vragen achter elkaar; Retry-After zegt hoeveel seconden u wacht.",
}


def _header(said: str, **schema: Any) -> dict[str, Any]:
    """Describe a header."""
    return {"description": said, "schema": {"type": "string", **schema}}


HEADERS = {"API-Version": _header("De versie van de API.", example=VERSION)}
HEADERS_OF_AN_ANSWER = {
    **HEADERS,
    "ETag": _header("Het kenmerk van dit antwoord, voor If-None-Match."),
    "Last-Modified": _header("Sinds wanneer het antwoord zo is, voor If-Modified-Since."),
    "Cache-Control": _header("Hoe lang het antwoord bewaard mag worden."),
}


class Beschrijving(AutoSchema):
    """How one address is described."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Whether it answers with a list."""
        return self.view.pagination_class is not None

    def get_operation_id(self) -> str:
        """Return a name for it: what is asked for, and how many."""
        return f"{self._name()}_{'lijst' if self._is_list_view() else 'een'}"

    def get_tags(self) -> list[str]:
        """Return the resource."""
        return [self._name()]

    def get_summary(self) -> str:
        """Return a line about it."""
        return f"Alle {self._name()}" if self._is_list_view() else f"Een van de {self._name()}"

    def get_description(self) -> str:
        """Return what the resource says of itself."""
        return inspect.getdoc(self.view) or ""

    def get_auth(self) -> list[Any]:
        """Return that nobody has to say who they are."""
        return []

    def _name(self) -> str:
        """Return the name of the resource."""
        return KEYS[self.view.queryset.model][0]

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        """Describe the key."""
        _, pattern, _ = KEYS[self.view.queryset.model]
        said = "De sleutel: het laatste deel van `url`."
        schema = {"type": "string", "pattern": f"^{pattern}$"}
        return [
            {"name": name, "in": "path", "required": True, "description": said, "schema": schema} for name in variables
        ]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        """Add the headers, that there may be nothing new, and what can go wrong."""
        bodies = super()._get_response_bodies(direction)
        headers = dict(HEADERS_OF_AN_ANSWER)
        if self._is_list_view():
            headers["Link"] = _header("Het adres van de volgende bladzijde.")
        bodies["200"] = {**bodies["200"], "description": "Het antwoord.", "headers": headers}
        bodies["304"] = {"description": "U hebt dit antwoord al.", "headers": HEADERS}
        content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
        for status, said in ERRORS.items():
            more = {"Retry-After": {"description": said, "schema": {"type": "integer"}}} if status == "429" else {}
            bodies[status] = {"description": said, "headers": {**HEADERS, **more}, "content": content}
        return bodies
