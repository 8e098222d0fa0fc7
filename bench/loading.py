"""What it takes to load a spreadsheet, beside reading it and writing its rows with their history in one go."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from django.db import connection, transaction
from simple_history.utils import bulk_create_with_history

from bench import data
from bench.measure import Figure, side_by_side
from bench.publishing import printing
from indicators.choices import LadingStaat
from indicators.imports import ladingen, loading, sources
from indicators.imports.stored import pack
from indicators.imports.which_document import Naam
from indicators.models import IndicatorStatus, Realisatie, Reeks
from programmes.choices import DocumentKind

NAME = "cijfers.xlsx"
DOCUMENT = Naam(DocumentKind.JAARSTUKKEN, data.LAST_YEAR, 1)  # in the making: what was adopted takes no figures
WORDS = 3  # columns before the figures


def figures(runs: int) -> Iterator[Figure]:
    """Yield the one figure, of Leiden's 165 indicators and 15 years; all figures are gone afterwards."""
    book = workbook()
    printing(DOCUMENT.kind, DOCUMENT.year, adopted=False)
    load(book)
    ours = stored()
    _empty()
    load_by_hand(book)
    assert stored() == ours, "the floor does not store the same"  # noqa: S101 - a benchmark that lies must stop
    assert len(ours) == data.INDICATORS * len(data.YEARS), "not every figure was loaded"  # noqa: S101
    mine, floor = side_by_side(lambda: load(book), lambda: load_by_hand(book), _empty, runs=runs)
    yield Figure("load of a spreadsheet, 165 × 15", mine, floor, note=f"{len(ours)} cijfers")


def workbook() -> bytes:
    """Return a workbook with a figure for each of Leiden's indicators and years, and take those out of the database."""
    columns = ("indicator__code", "indicator__name", "unit", "pk")
    reeksen = Reeks.objects.order_by("pk")[: data.INDICATORS].values_list(*columns)
    values = dict(Realisatie.objects.filter(value__isnull=False).values_list("reeks", "value").order_by("year"))
    _empty()
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Code", "Effectindicator", "Eenheid", *(f"Realisatie {year}" for year in data.YEARS)])
        for row, (code, name, unit, pk) in enumerate(reeksen, start=1):
            sheet.write_row(row, 0, [code, name, unit])
            for place, _ in enumerate(data.YEARS):
                sheet.write_number(row, WORDS + place, float(values[pk]) + place)
    return file.getvalue()


def load(book: bytes) -> None:
    """Load it as the program does: received, read, compared with what is there, validated, written."""
    with transaction.atomic():
        lading = ladingen.receive(book, NAME, DOCUMENT, user=None)
        lading.state, lading.delivery = LadingStaat.GELEZEN, pack(sources.read(book, NAME))
        lading.save()
        loading.load(lading, user=None, seen=None)


def load_by_hand(book: bytes) -> None:
    """Read the cells and write them as the same concepts, with their history, in one go."""
    reeksen = {reeks.indicator.code: reeks for reeks in Reeks.objects.select_related("indicator")}
    heading, *rows = openpyxl.load_workbook(BytesIO(book), read_only=True).active.iter_rows(values_only=True)
    years = [int(str(words).split()[-1]) for words in heading[WORDS:]]
    made = [
        Realisatie(
            reeks=reeksen[code],
            year=year,
            measured_year=year,
            value=Decimal(str(value)),
            state="concept",
            version=1,
        )
        for code, _name, _unit, *values in rows
        for year, value in zip(years, values, strict=True)
    ]
    with transaction.atomic():
        bulk_create_with_history(made, Realisatie, batch_size=500)


def stored() -> set[tuple[Any, ...]]:
    """Return the figures that are stored, and how many lines of history."""
    kept = Realisatie.objects.values_list("reeks", "year", "measured_year", "value", "state", "version")
    assert Realisatie.history.count() == len(kept), "not every figure has its history"  # noqa: S101
    return set(kept)


def _empty() -> None:
    """Take away every figure with its history, and every light: those refer to figures."""
    IndicatorStatus.objects.all().delete()
    with connection.cursor() as cursor:
        for model in (Realisatie, Realisatie.history.model):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - our own names
