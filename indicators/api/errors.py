"""What the API says when it cannot answer: `application/problem+json` (RFC 9457), in Dutch, naming the parameter.

What is wrong with each parameter has the form that the Dutch API Design Rules give it (/core/error-handling).
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from leidenmo.unavailable import RETRY_AFTER, is_passing

logger = logging.getLogger(__name__)

PROBLEM = "application/problem+json"

TITLES = {
    HTTPStatus.BAD_REQUEST: "Deze vraag klopt niet",
    HTTPStatus.NOT_FOUND: "Dit is er niet",
    HTTPStatus.METHOD_NOT_ALLOWED: "Hier kunt u alleen lezen",
    HTTPStatus.NOT_ACCEPTABLE: "In deze vorm is er geen antwoord",
    HTTPStatus.PRECONDITION_FAILED: "Het is intussen anders",
    HTTPStatus.TOO_MANY_REQUESTS: "Te veel vragen achter elkaar",
    HTTPStatus.SERVICE_UNAVAILABLE: "Even niet bereikbaar",
}
DETAILS = {
    HTTPStatus.NOT_FOUND: "Op dit adres staat niets. Alle adressen staan in /api/v1/openapi.json.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Gebruik GET, HEAD of OPTIONS.",
    HTTPStatus.NOT_ACCEPTABLE: "Vraag om application/json.",
    HTTPStatus.PRECONDITION_FAILED: "Het antwoord is niet meer dat waarvan u het kenmerk (ETag) stuurde.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Een onderdeel van dit programma antwoordt nu niet. Probeer het straks opnieuw.",
}


class BadParameters(Exception):
    """Parameters that do not exist or do not say what they should: each with what is wrong with it, in Dutch."""

    code = "ongeldige_parameter"

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


def problem(status: int, detail: str = "", wrong: Mapping[str, str] | None = None) -> Response:
    """Return the answer that says what is wrong; `wrong` says it of each parameter."""
    status = HTTPStatus(status)
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, status.phrase),
        "status": int(status),
        "detail": detail or DETAILS.get(status, status.phrase),
    }
    if wrong:
        said["errors"] = [
            {"in": "query", "location": {"name": name}, "code": BadParameters.code, "detail": why}
            for name, why in wrong.items()
        ]
    return Response(said, status=status, content_type=PROBLEM)


def handle(error: Exception, _context: Mapping[str, Any]) -> Response | None:
    """Return the answer to what was raised; None for what nobody foresaw."""
    match error:
        case BadParameters():
            said = " ".join(f"{name}: {why}" for name, why in error.wrong.items())
            return problem(HTTPStatus.BAD_REQUEST, said, error.wrong)
        case exceptions.Throttled():
            answer = problem(error.status_code, f"Wacht {error.wait} seconden, en ga dan verder waar u was.")
            answer.headers["Retry-After"] = str(error.wait)
            return answer
        case Http404() | PermissionDenied():
            return problem(HTTPStatus.NOT_FOUND)
        case exceptions.APIException():
            return problem(error.status_code)
        case _ if is_passing(error):
            logger.error("the API cannot answer", exc_info=error)
            answer = problem(HTTPStatus.SERVICE_UNAVAILABLE)
            answer.headers["Retry-After"] = str(RETRY_AFTER)
            return answer
    return None
