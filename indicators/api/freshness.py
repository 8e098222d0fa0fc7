"""Whether a reader already has an answer: its ETag is a hash of its bytes, its Last-Modified when we first saw those.

A moment that is read from the rows can lie: a long transaction commits what it dated minutes ago, and what ends by
itself today changes no row. The bytes cannot. So each moment is given out once: at one address, no second belongs to
two answers. What the cache forgets is dated again, later: that costs a reader a copy, and never a change.
"""

import hashlib
import logging
import time
from typing import Any

from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

logger = logging.getLogger(__name__)

REMEMBERED = 30 * 86_400  # seconds
CLAIMED = 3600  # seconds: long after two answers can have been seen in the same one


def conditional(request: Any, response: HttpResponse) -> HttpResponse:
    """Return `response` with its ETag and Last-Modified, or 304 for who has it already (412 for who asks for another).

    The response is rendered; `request` is a GET or HEAD.
    """
    checksum = hashlib.sha256(response.content).hexdigest()
    etag = quote_etag(checksum[:32])
    since: int | None
    try:
        since = first_seen(f"{response.headers['Content-Type']} {request.build_absolute_uri()}", checksum)
    except Exception:
        # Whatever a cache can do wrong, the reader gets the answer; the ETag says enough.
        logger.exception("the cache of the API cannot be reached")
        since = None
    response.headers["ETag"] = etag
    if since is not None and since <= time.time():  # a second that is still to come cannot be named
        response.headers["Last-Modified"] = http_date(since)
    answer = get_conditional_response(request, etag=etag, last_modified=since, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def first_seen(address: str, checksum: str) -> int:
    """Return since when `address` has answered these bytes, as far as we know; in seconds, later than any before it."""
    seen = caches["api"]
    key = key_of(address)
    known = seen.get(key)
    if known and known[0] == checksum:
        return int(known[1])
    second = max(int(time.time()), known[1] + 1 if known else 0)
    while not seen.add(f"{key}:{second}", checksum, CLAIMED) and seen.get(f"{key}:{second}") != checksum:
        second += 1
    seen.set(key, (checksum, second), REMEMBERED)
    return second


def key_of(address: str) -> str:
    """Return where the cache keeps what `address` answers."""
    return f"sinds:{hashlib.sha256(address.encode()).hexdigest()}"
