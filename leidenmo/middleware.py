"""What holds for every answer."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from leidenmo.accounts import written

PUBLIC = ("/api/v1/", "/inbedden/")  # what begins so answers everybody alike
DOCUMENTATION = "/api/v1/"  # a page like the others, with the reader's own menu


class PublicAnswers:
    """Keeps who is logged in out of what answers everybody alike, so that any cache may keep it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer without looking at a cookie, and without saying that one was looked at."""
        if not request.path.startswith(PUBLIC) or request.path == DOCUMENTATION:
            return self.get_response(request)
        request.COOKIES = {}
        response = self.get_response(request)
        varies = {name.strip() for name in response.headers.get("Vary", "").split(",")} - {"", "Cookie"}
        response.headers["Vary"] = ", ".join(sorted(varies) or ["Accept"])
        return response


class PrivatePages:
    """Keeps pages of someone who is logged in out of every cache: they may hold concepts. Writes what is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and forbid keeping the answer when it is somebody's."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.FORBIDDEN:
            written.denied(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
