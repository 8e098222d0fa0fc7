"""What the columns of a table hold: said once by a beheerder, and kept for the next source with these headings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from indicators.choices import LadingStaat
from indicators.column_form import KolommenForm
from indicators.imports import ladingen, sources
from indicators.imports.delivery import Place, letters
from indicators.imports.loading import PERMISSION
from indicators.imports.spreadsheet import Indeling
from indicators.imports.spreadsheet.columns import Kop
from indicators.imports.spreadsheet.kept import forget, indelingen_for, keep, said_of
from indicators.imports.spreadsheet.reader import heading_of, likely_heading, rows_below
from indicators.imports.spreadsheet.sheet import Blad
from indicators.imports.spreadsheet.tables import COLUMNS
from indicators.models import Lading
from indicators.views.laden import begin_reading

SHOWN = 20  # rows
MOST_SHEETS = 200  # to choose from


class KolommenView(PermissionRequiredMixin, View):
    """The first rows of a table, which of them is the heading, and what each column holds."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the table and heading that the address names, or those that are most likely meant."""
        return self._answer(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep what was said, or take it back, and read the source again with it."""
        return self._answer(request, pk)

    def _answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        lading = get_object_or_404(Lading, pk=pk)
        data = bytes(lading.data)
        if lading.state not in (LadingStaat.GELEZEN, LadingStaat.MISLUKT):
            messages.error(request, "Van deze lading zijn nu geen kolommen te kiezen.")
            return redirect(lading)
        try:
            sheets = sources.sheets_of(data, lading.name, kind=lading.document_kind, year=lading.document_year)
        except sources.Unreadable as refusal:
            messages.error(request, str(refusal))
            return redirect(lading)
        if not sheets:
            messages.error(request, "Hierin staat geen tabel waarvan de kolommen te kiezen zijn.")
            return redirect(lading)
        asked = request.POST if request.method == "POST" else request.GET
        blad = _asked_for(sheets, asked, lading)
        indelingen = indelingen_for(data)
        row = _number(asked.get("kop", ""))
        row = row if row in blad.rows else likely_heading(blad, indelingen)
        kop, indeling = heading_of(blad, row, indelingen, _number(asked.get("rijen", "")))
        sent = request.POST if request.method == "POST" else None
        form = KolommenForm(kop, indeling.columns, sent, below=rows_below(blad, kop))
        if request.method == "POST" and self._is_done(request, kop, form, data):
            ladingen.wait_again(lading, although_read=True)
            begin_reading(request, lading, data)
            return redirect(lading)
        page = {
            "lading": lading,
            "sheets": sheets[:MOST_SHEETS],
            "blad": blad,
            "kop": kop,
            "kop_labels": [blad.label(number) for number in kop.rows],
            "can_be_two": kop.rows[0] + 1 in blad.rows,
            "said": said_of(kop, data),
            "form": form,
            **_shown(blad, kop),
        }
        return render(request, "indicators/kolommen.html", page, status=422 if form.is_bound else 200)

    def _is_done(self, request: HttpRequest, kop: Kop, form: KolommenForm, data: bytes) -> bool:
        """Do what the pressed button says, and return whether it could be done."""
        action = request.POST.get("actie")
        if action == "vergeten":
            forget(kop, data)
            messages.success(request, "Wat van deze kop gezegd is, is vergeten. Alles wordt opnieuw gelezen.")
        elif action == "overslaan":
            keep(kop, Indeling({}), data, user=request.user)
            messages.success(request, "Bewaard: wat onder deze kop staat, wordt niet gelezen.")
        elif form.is_valid():
            keep(kop, form.cleaned_data["indeling"], data, user=request.user)
            messages.success(request, "Bewaard. Alles wordt daarmee opnieuw gelezen.")
        else:
            return False
        return True


def _asked_for(sheets: list[Blad], asked: QueryDict, lading: Lading) -> Blad:
    """Return the table that is named, or that holds the place that is named, or else the first that is asked about."""
    named = next((blad for blad in sheets if blad.name == asked.get("blad")), None)
    if named:
        return named
    line, _, column = asked.get("plek", "").partition("-")
    questions = (lading.delivery or {}).get("questions", [])
    places = [Place(_number(line), _number(column))] if column else []
    places += [Place(*question["place"]) for question in questions if question.get("about") == COLUMNS]
    return next((blad for place in places for blad in sheets if blad.holds(place)), sheets[0])


def _number(said: str) -> int:
    """Return what an address says as a number; 0 when it says none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0


def _shown(blad: Blad, kop: Kop) -> dict[str, Any]:
    """Return the first rows of a table, with the heading and the row after it among them, and the letters above."""
    numbers = list(blad.numbers())
    begin = max(0, min(numbers.index(kop.rows[0]) - 3, len(numbers) - SHOWN)) if len(numbers) > SHOWN else 0
    columns = sorted({column for cells in blad.rows.values() for column in cells} | set(kop.texts))
    rows = [
        {
            "number": number,
            "label": blad.label(number),
            "is_heading": number in kop.rows,
            "cells": [blad.rows[number][c].text[:60] if c in blad.rows[number] else "" for c in columns],
        }
        for number in numbers[begin : begin + SHOWN]
    ]
    return {"rows": rows, "letters": [letters(column) for column in columns], "count": len(numbers)}
