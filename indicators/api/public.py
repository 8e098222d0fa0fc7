"""What every answer of the API has in common: it is public, says its version, and can be asked for conditionally."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from indicators.api import VERSION
from indicators.api.errors import PROBLEM, handle, problem
from indicators.api.freshness import conditional
from indicators.api.throttling import PerMinute

READ_BY_ANYONE = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Last-Modified, Link, Retry-After",
}
MAY_BE_KEPT = "public, max-age=0, must-revalidate"


class PublicView(APIView):
    """Answers everybody alike: who is logged in is not looked at."""

    http_method_names = ["get", "head", "options"]
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    parser_classes: list[Any] = []
    renderer_classes: list[Any] = [JSONRenderer]
    throttle_classes: list[Any] = [PerMinute]

    def get_exception_handler(self) -> Any:
        """Return how errors are told."""
        return handle

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Say what may be done here; the answer to a browser that asks before it reads."""
        headers = {
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": "86400",
        }
        return Response(status=204, headers=headers)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the headers that every answer has, and answer 304 to who has this already."""
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in READ_BY_ANYONE.items():
            response.headers[name] = value
        if response.status_code != 200:
            response.headers["Cache-Control"] = "no-store"
            return response
        if getattr(response, "accepted_media_type", "") == JSONRenderer.media_type:
            response.headers["Cache-Control"] = MAY_BE_KEPT
            response.add_post_render_callback(lambda rendered: self._unless_known(request, rendered))
        return response

    def _unless_known(self, request: Any, response: Any) -> Any:
        """Return the answer, or that the reader has it already."""
        answer = conditional(request._request, response)
        if answer.status_code == HTTPStatus.PRECONDITION_FAILED:
            answer = JsonResponse(problem(answer.status_code).data, status=answer.status_code, content_type=PROBLEM)
        for name, value in READ_BY_ANYONE.items():
            answer.headers[name] = value
        return answer
