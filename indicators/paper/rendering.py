"""A page of ours as a PDF: tagged (PDF/UA-1), A4, and of nothing but our own files.

WeasyPrint lays out what a template wrote. It is imported when a PDF is made, and not before: it needs Debian's Pango,
and an installation without that does everything but PDF.
"""

import ctypes
import logging
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from indicators.paper import tagging

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
OURS = "papier:"  # how a template names a file of ours
# All that a page may bring in, by that name, with its media type.
FILES = {
    "css/papier.css": "text/css",
    "img/papier/groen.svg": "image/svg+xml",
    "img/papier/oranje.svg": "image/svg+xml",
    "img/papier/rood.svg": "image/svg+xml",
    "img/papier/grijs.svg": "image/svg+xml",
    "vendor/source-sans-3-400.woff2": "font/woff2",
    "vendor/source-sans-3-400-italic.woff2": "font/woff2",
    "vendor/source-sans-3-700.woff2": "font/woff2",
}
STEPS = 7  # of WeasyPrint, as it names them in its log of the progress


class Refused(Exception):
    """A page asked for a file that is not ours; no PDF is made of it."""


@cache
def unavailable() -> str:
    """Return in Dutch why no PDF can be made here, and which packages are needed; nothing when it can."""
    # Looked for without WeasyPrint itself: a page that only says so need not wait for all of it.
    try:
        for library in LIBRARIES:
            ctypes.CDLL(library)
    except OSError:
        return f"PDF staat uit, want Pango ontbreekt. Een beheerder zet het aan met: apt-get install {PACKAGES}"
    return ""


def _fetcher() -> Any:
    """Return what hands WeasyPrint the files of ours, keeps what it refused, and reaches nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Reads the files of FILES, from where they stand; no address of any other kind."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return a file of ours; raise Refused for anything else."""
            name = url.removeprefix(OURS)
            if name == url or name not in FILES:
                self.refused.append(url)
                raise Refused(url)
            return URLFetcherResponse(url, BytesIO(_read(name)), {"Content-Type": FILES[name]})

    return OwnFiles()


def _read(name: str) -> bytes:
    """Return the bytes of one of FILES."""
    return Path(settings.BASE_DIR, "static", name).read_bytes()


@cache
def look() -> bytes:
    """Return all that decides how a page looks besides what it says: the style sheet, the shapes, the library."""
    return b"".join([version("weasyprint").encode(), *(_read(name) for name in FILES)])


def pdf(html: str, on_step: Callable[[int], None] | None = None) -> bytes:
    """Return a page as PDF: the same bytes for the same page, on one version of the library and the fonts.

    `on_step` is told how far it is, from 1 to STEPS. Raises Refused when the page asks for a file that is not ours.
    """
    from weasyprint import HTML  # noqa: PLC0415

    fetcher = _fetcher()
    with _Progress(on_step):
        made = HTML(string=html, base_url=OURS, url_fetcher=fetcher).write_pdf(
            pdf_variant="pdf/ua-1", finisher=tagging.finish
        )
    if fetcher.refused:
        raise Refused(", ".join(fetcher.refused))
    return cast(bytes, made)


class _Progress(logging.Handler):
    """Passes on which step WeasyPrint is at, for as long as it lays out one page."""

    def __init__(self, on_step: Callable[[int], None] | None) -> None:
        super().__init__()
        self.on_step = on_step
        self.logger = logging.getLogger("weasyprint.progress")

    def __enter__(self) -> None:
        if self.on_step:
            self.logger.addHandler(self)
            self.logger.setLevel(logging.INFO)

    def __exit__(self, *_error: object) -> None:
        self.logger.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the number of a step."""
        words = record.getMessage().split()
        if self.on_step and words[:1] == ["Step"]:
            self.on_step(int(words[1]))
