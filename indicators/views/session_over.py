"""Who saves when the session is over reads back what was typed, to take it along: it is never just gone."""

import re
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.models import Reeks

OF_A_CELL = re.compile(r"[a-z](?P<reeks>[0-9]{1,18})-(?P<year>[0-9]{4})-(?P<field>[a-z]+)")
# What a form carries along without anybody having typed it.
CARRIED = {"csrfmiddlewaretoken", "gezien", "zegel", "actie", "opnieuw", "keuze", "klopt", "soort", "vanaf", "cel"}


class ReadsBack(AccessMixin):
    """Answers a form of somebody who is not logged in any more with 401 and what they typed."""

    request: HttpRequest
    labels: Mapping[str, str] = {}  # how the fields of the form are called on the page, where that is not their name

    def handle_no_permission(self) -> HttpResponse:  # type: ignore[override]
        """Send a stranger to log in; whoever typed something reads it back instead, to take it along."""
        if self.request.user.is_authenticated:
            return super().handle_no_permission()
        if self.request.htmx:  # type: ignore[attr-defined]
            page = {"address": self.request.htmx.current_url_abs_path or self.request.path}  # type: ignore[attr-defined]
            return render(self.request, "components/session_over.html", page, status=401)
        if self.request.method == "POST":
            page = {"typed": typed_in(self.request.POST, self.labels), "address": self.request.get_full_path()}
            return render(self.request, "indicators/uitgelogd.html", page, status=401)
        return super().handle_no_permission()


def typed_in(posted: Mapping[str, Any], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what people typed in a form, each with what the page called it; the cells of a table by their place."""
    cells = {name: found for name in posted if (found := OF_A_CELL.fullmatch(name))}
    reeksen = Reeks.objects.select_related("indicator").in_bulk({int(found["reeks"]) for found in cells.values()})
    said = []
    for name, value in posted.items():
        found = cells.get(name)
        field = found["field"] if found else name
        text = "ja" if value == "on" else str(value).strip()
        if field in CARRIED or not text:
            continue
        label = labels.get(field, field.capitalize())
        reeks = reeksen.get(int(found["reeks"])) if found else None
        said.append((f"{reeks.indicator}, {found['year']}: {label.lower()}" if reeks and found else label, text))
    return said
