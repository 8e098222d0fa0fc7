"""Who changed what: the whole history of one thing, as a page and as a download."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views import View

from indicators.addresses import number_in
from indicators.audit import Geschiedenis
from indicators.wijzigingen import Verandering, Wijziging

PER_PAGE = 100
LAST_PAGE = 99  # the highest number that an address can say; what is older is in the download
COLUMNS = ("wanneer", "wie", "wat", "soort", "gegeven", "van", "naar", "waarom")


class GeschiedenisView(LoginRequiredMixin, View):
    """The history of what `subject` finds for this reader; not found for who may not see it."""

    subject: Callable[..., Geschiedenis | None] | None = None

    def get(self, request: HttpRequest, **key: Any) -> HttpResponseBase:
        """Show a page of it, the newest first; with `als=csv` send all of it."""
        history = self.subject(request.user, **key) if self.subject else None
        if history is None:
            raise Http404
        if request.GET.get("als") == "csv":
            return _download(history)
        number = number_in(request.GET.get("bladzijde", "")) or 1
        # One more than fits tells whether there is a next page.
        lines = list(history.lines((number - 1) * PER_PAGE, number * PER_PAGE + 1))
        page = {"geschiedenis": history, "lines": lines[:PER_PAGE], "number": number}
        page["newer"] = number - 1
        page["older"] = number + 1 if len(lines) > PER_PAGE and number < LAST_PAGE else 0
        return render(request, "indicators/geschiedenis.html", page)


class _Echo:
    """A file that hands back what is written to it, so that a line can be sent as soon as it is made."""

    def write(self, text: str) -> str:
        """Return `text`."""
        return text


def _download(history: Geschiedenis) -> StreamingHttpResponse:
    """Return all lines as Dutch Excel reads them (semicolons, UTF-8 with a byte-order mark), a row for each change."""
    writer = csv.writer(_Echo(), delimiter=";")

    def rows() -> Iterator[str]:
        yield "\N{ZERO WIDTH NO-BREAK SPACE}"
        yield writer.writerow(COLUMNS)
        for line in history.lines():
            for change in line.changes or (Verandering("", None, None),):
                yield writer.writerow(map(harmless, _cells(line, change)))

    name = slugify(f"geschiedenis {history.title}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8", headers=headers)


def _cells(line: Wijziging, change: Verandering) -> tuple[str, ...]:
    """Return one row of the download, in the order of `COLUMNS`."""
    when = timezone.localtime(line.when).strftime("%d-%m-%Y %H:%M:%S")
    return (when, line.who, line.thing, line.kind, change.field, change.before or "", change.after or "", line.why)


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
