"""A list in pages: each tells where the next begins. The order is that in which rows came, so nothing shifts."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from indicators.addresses import LONGEST_KEY, is_key
from indicators.api.errors import BadParameters

LIMIT, CURSOR = "limit", "cursor"
USUAL, MOST = 100, 1000

PARAMETERS: tuple[Mapping[str, Any], ...] = (
    {
        "name": LIMIT,
        "in": "query",
        "description": f"Hoeveel er op één bladzijde staan; hoogstens {MOST}.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    },
    {
        "name": CURSOR,
        "in": "query",
        "description": "Waar de bladzijde begint. Neem hem uit `volgende`; maak hem niet zelf.",
        "schema": {"type": "string", "pattern": f"^[0-9]{{1,{LONGEST_KEY}}}$"},
    },
)


class CursorPages(BasePagination):
    """Pages that begin after a row, not at a number: what is added or taken away moves no row to another page."""

    def paginate_queryset(self, queryset: QuerySet[Any], request: Any, view: Any = None) -> list[Any]:
        """Return the rows of one page; raise BadParameters for a limit or cursor that is none."""
        asked: QueryDict = request.query_params
        limit = _limit(asked.get(LIMIT))
        rows = list(queryset.filter(pk__gt=_cursor(asked.get(CURSOR))).order_by("pk")[: limit + 1])
        self.request, self.next = request, rows[limit - 1].pk if len(rows) > limit else None
        return rows[:limit]

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page with its own address and the next one's, in the body and as a Link header (RFC 8288)."""
        following = self._next_address()
        answer = Response({"url": self.request.build_absolute_uri(), "volgende": following, "resultaten": data})
        if following:
            answer.headers["Link"] = f'<{following}>; rel="next"'
        return answer

    def get_paginated_response_schema(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Describe a page of things that look like `schema`."""
        return {
            "type": "object",
            "required": ["url", "volgende", "resultaten"],
            "properties": {
                "url": {"type": "string", "format": "uri", "description": "Het adres van deze bladzijde."},
                "volgende": {
                    "type": "string",
                    "format": "uri",
                    "nullable": True,
                    "description": "Het adres van de volgende bladzijde; null op de laatste.",
                },
                "resultaten": schema,
            },
        }

    def get_schema_operation_parameters(self, _view: Any) -> list[dict[str, Any]]:
        """Describe limit and cursor."""
        return [dict(parameter) for parameter in PARAMETERS]

    def _next_address(self) -> str | None:
        """Return the address of the next page, with the choices of this one."""
        if self.next is None:
            return None
        asked = self.request.query_params.copy()
        asked[CURSOR] = str(self.next)
        return str(self.request.build_absolute_uri(f"{self.request.path}?{asked.urlencode()}"))


def _limit(text: str | None) -> int:
    """Return how many rows a page has."""
    if text is None:
        return USUAL
    limit = int(text) if is_key(text) else 0
    if not 1 <= limit <= MOST:
        raise BadParameters({LIMIT: f"Geef een heel getal van 1 tot en met {MOST}."})
    return limit


def _cursor(text: str | None) -> int:
    """Return the key after which a page begins."""
    if text is None:
        return 0
    if not is_key(text):
        raise BadParameters({CURSOR: "Neem de cursor uit `volgende` van de bladzijde ervoor."})
    return int(text)
