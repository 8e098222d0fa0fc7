"""Who changed what: the whole history of one thing, as a page and as a download."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views import View

from indicators.addresses import number_in
from indicators.audit import Geschiedenis
from indicators.downloads import Bestand, Cell, download, form_asked
from indicators.wijzigingen import Verandering, Wijziging

PER_PAGE = 100
LAST_PAGE = 99  # the highest number that an address can say; what is older is in the download
COLUMNS = ("wanneer", "wie", "wat", "soort", "gegeven", "van", "naar", "waarom")


class GeschiedenisView(LoginRequiredMixin, View):
    """The history of what `subject` finds for this reader; not found for who may not see it."""

    subject: Callable[..., Geschiedenis | None] | None = None

    def get(self, request: HttpRequest, **key: Any) -> HttpResponseBase:
        """Show a page of it, the newest first; with `als` send all of it."""
        history = self.subject(request.user, **key) if self.subject else None
        if history is None:
            raise Http404
        if form := form_asked(request):
            return download(Bestand(f"geschiedenis {history.title}", COLUMNS, _rows(history)), form)
        number = number_in(request.GET.get("bladzijde", "")) or 1
        # One more than fits tells whether there is a next page.
        lines = list(history.lines((number - 1) * PER_PAGE, number * PER_PAGE + 1))
        page = {"geschiedenis": history, "lines": lines[:PER_PAGE], "number": number}
        page["newer"] = number - 1
        page["older"] = number + 1 if len(lines) > PER_PAGE and number < LAST_PAGE else 0
        return render(request, "indicators/geschiedenis.html", page)


def _rows(history: Geschiedenis) -> Iterator[tuple[Cell, ...]]:
    """Yield all lines, a row for each change, in the order of `COLUMNS`."""
    for line in history.lines():
        for change in line.changes or (Verandering("", None, None),):
            yield _cells(line, change)


def _cells(line: Wijziging, change: Verandering) -> tuple[Cell, ...]:
    """Return one row of the download."""
    return (line.when, line.who, line.thing, line.kind, change.field, change.before, change.after, line.why)
