"""What is answered when a part of this installation cannot be reached: 503 and when to try again, not "a mistake".

A database that restarts, a cache that is gone or a disk that is full passes; a mistake in the program does not. Who
waits has to know which of the two it is, and so does what watches: a proxy asks again after a 503.
"""

import errno
import sys

import redis
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.defaults import server_error

RETRY_AFTER = 30  # seconds: a database that was killed repairs itself in fewer
PASSING = (OperationalError, InterfaceError, redis.ConnectionError, redis.TimeoutError)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_passing(error: BaseException | None) -> bool:
    """Whether `error` says that a part is away or full, so that the same request may well be answered later."""
    return isinstance(error, PASSING) or (isinstance(error, OSError) and error.errno in NO_ROOM)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a request of which an error came that nobody caught: Django's handler500."""
    if not is_passing(sys.exc_info()[1]):
        return server_error(request)
    answer = render(None, "503.html", status=503)  # without the request: the reader's menu would ask the database
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(answer)
    return answer
