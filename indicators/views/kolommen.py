"""What the columns of a spreadsheet hold: said once by a beheerder, and kept for the next file with these headings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from indicators.choices import LadingStaat
from indicators.column_form import KolommenForm
from indicators.imports import ladingen
from indicators.imports.loading import PERMISSION
from indicators.imports.published import Unreadable
from indicators.imports.spreadsheet import Indeling
from indicators.imports.spreadsheet.columns import Kop
from indicators.imports.spreadsheet.kept import indelingen_for, keep
from indicators.imports.spreadsheet.reader import heading_of, likely_heading
from indicators.imports.spreadsheet.sheet import Blad
from indicators.imports.spreadsheet.workbook import is_spreadsheet, open_workbook
from indicators.models import Lading
from indicators.views.laden import begin_reading

SHOWN = 20  # rows


class KolommenView(PermissionRequiredMixin, View):
    """The first rows of a sheet, which of them is the heading, and what each column holds."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the sheet and heading that the address names, or those that are most likely meant."""
        return self._answer(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep what was said, and read the file again with it."""
        return self._answer(request, pk)

    def _answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        lading = get_object_or_404(Lading, pk=pk)
        data = bytes(lading.data)
        if lading.state not in (LadingStaat.GELEZEN, LadingStaat.MISLUKT) or not is_spreadsheet(data, lading.name):
            messages.error(request, "Van deze lading zijn geen kolommen te kiezen: dat kan alleen bij een spreadsheet.")
            return redirect(lading)
        try:
            sheets = [blad for blad in open_workbook(data, lading.name).sheets if blad.rows and not blad.hidden]
        except Unreadable as refusal:
            messages.error(request, str(refusal))
            return redirect(lading)
        if not sheets:
            messages.error(request, "In dit bestand staat geen werkblad met iets erop. Laad een ander bestand.")
            return redirect(lading)
        asked = request.POST if request.method == "POST" else request.GET
        blad = next((one for one in sheets if one.name == asked.get("blad")), None) or _most_likely(sheets, lading)
        kop, indeling = heading_of(blad, _row(blad, asked.get("kop", "")), indelingen_for(data))
        form = KolommenForm(kop, indeling.columns, request.POST if request.method == "POST" else None)
        if request.method == "POST":
            skipped = request.POST.get("actie") == "overslaan"
            if skipped or form.is_valid():
                said = Indeling({}) if skipped else form.cleaned_data["indeling"]
                keep(kop, said, data, user=request.user)
                ladingen.wait_again(lading, although_read=True)
                begin_reading(request, lading, data)
                messages.success(request, f"Bewaard, en '{lading.name}' is daarmee opnieuw gelezen.")
                return redirect(lading)
        page = {"lading": lading, "sheets": sheets, "blad": blad, "kop": kop, "form": form, "rows": _shown(blad, kop)}
        return render(request, "indicators/kolommen.html", page, status=422 if form.is_bound else 200)


def _most_likely(sheets: list[Blad], lading: Lading) -> Blad:
    """Return the first sheet of which the columns are asked."""
    questions = (lading.delivery or {}).get("questions", [])
    asked = [question["place"][2] for question in questions if question.get("about") == "kolommen"]
    return next((blad for blad in sheets if blad.name in asked), sheets[0])


def _row(blad: Blad, said: str) -> int:
    """Return the row of the heading: as said, or the one that looks most like it."""
    row = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0
    return row if row in blad.rows else likely_heading(blad)


def _shown(blad: Blad, kop: Kop) -> list[dict[str, Any]]:
    """Return the first rows of a sheet, with the heading and the row after it among them."""
    numbers = list(blad.numbers())
    begin = max(0, min(numbers.index(kop.rows[0]) - 3, len(numbers) - SHOWN)) if len(numbers) > SHOWN else 0
    columns = sorted({column for cells in blad.rows.values() for column in cells} | set(kop.texts))
    return [
        {
            "number": number,
            "is_heading": number in kop.rows,
            "cells": [blad.rows[number][c].text[:60] if c in blad.rows[number] else "" for c in columns],
        }
        for number in numbers[begin : begin + SHOWN]
    ]
