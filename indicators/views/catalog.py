"""The catalogue of open data."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from indicators.catalog import catalog


@require_safe
def catalogus(request: HttpRequest) -> HttpResponseBase:
    """Return the catalogue as JSON-LD; nothing but that it is still the same, to who has it already."""
    content = json.dumps(catalog(), ensure_ascii=False, indent=1).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    # Anyone may read it from anywhere: a portal's page too.
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    answer = HttpResponse(content, content_type="application/ld+json", headers=headers)
    return get_conditional_response(request, etag=etag, response=answer) or answer
