"""The floors of the pages: the same rows from memory, a constant of the same size, nothing for who is logged in."""

from functools import cache

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators import changes, dashboard
from indicators.bladzijden import per_programma
from indicators.in_the_making import readable
from indicators.models import Effectindicator
from indicators.overview import Regel, Samenvatting, latest_reported_year, overview, summarise

Rows = list[list[str]]


def rows(request: HttpRequest) -> HttpResponse:
    """Show every row that the dashboard shows, each of its lists by a plain loop over what is kept in memory."""
    return render(request, "floor_rows.html", {"lists": dashboard_rows()})


@cache
def dashboard_rows() -> list[tuple[str, Rows]]:
    """Return the lists of the dashboard with their rows, everything written out."""
    year = latest_reported_year()
    indicators, _ = per_programma(readable(Effectindicator.objects.with_tree()).in_tree_order(), None)
    lines = overview(indicators, year)
    attention = dashboard.attention(lines, year)
    parts = [part for programma in summarise(lines) for part in (programma, *programma.parts)]
    return [
        ("Per programma en beleidsterrein", [_part(part) for part in parts]),
        *((colour, [_row(item.regel) for item in items]) for colour, items in attention.items()),
        *((why, [_short(line) for line in grijs]) for why, grijs in dashboard.without_judgement(lines)),
        ("Wat veranderde", [[*_short(change.regel), change.sentence] for change in changes.recoloured(lines, year)]),
        ("Alle indicatoren", [_row(line) for line in lines]),
    ]


def constant(_request: HttpRequest, size: int) -> HttpResponse:
    """Answer with so many bytes."""
    return HttpResponse(_bytes(size))


@login_required
def empty(_request: HttpRequest) -> HttpResponse:
    """Answer with nothing, to who is logged in."""
    return HttpResponse()


@cache
def _bytes(size: int) -> bytes:
    return b"a" * size


def _part(part: Samenvatting) -> list[str]:
    return [str(part.node), part.node.get_absolute_url(), *(str(number) for number in part.counts.values())]


def _short(line: Regel) -> list[str]:
    return [str(line.indicator), f"{line.indicator.get_absolute_url()}?jaar={line.year}"]


def _row(line: Regel) -> list[str]:
    """Return the cells of a line, as the table of the dashboard has them."""
    words = line.uitleg
    light = line.status.get_stoplicht_display()
    return [
        *(light, *_short(line), line.beleidsterrein.code, words.figure, words.target),
        *(words.sentence, ", ".join(words.marks), str(line.reeks.bron or "–")),
    ]
