"""What it takes to freeze a publication, beside dumping the rows that it shows with one query a table."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from bench import data
from bench.measure import Figure, side_by_side
from indicators import recalculation
from indicators.models import (
    Bron,
    Effectindicator,
    IndicatorStatus,
    IndicatorVermelding,
    Realisatie,
    Reeks,
    Streefwaarde,
)
from indicators.publishing import chain, content
from programmes.choices import DocumentKind
from programmes.models import Beleidsterrein, Document, Doel, Prestatie, Programma, Publicatie, Vermelding

YEAR = data.LAST_YEAR - 1


def figures(runs: int) -> Iterator[Figure]:
    """Yield the one figure, of jaarstukken that print all of Leiden's indicators: figures, targets and colours."""
    recalculation.recalculate()
    document = printing(DocumentKind.JAARSTUKKEN, YEAR, adopted=True)
    mine, floor = side_by_side(
        lambda: chain.publish_loaded(document), lambda: dump(document), lambda: _unpublished(document), runs=runs
    )
    size = len(Publicatie.objects.latest("pk").content) if Publicatie.objects.exists() else 0
    note = f"{size // 1000} kB; {len(dump(document)) // 1000} kB bij de ondergrens"
    yield Figure("publication frozen", mine, floor, note=note)


def printing(kind: DocumentKind, year: int, *, adopted: bool) -> Document:
    """Return a new document that prints what the last begroting printed."""
    document = Document.objects.create(kind=kind, year=year, number=1, adopted=adopted)
    for model in (Vermelding, IndicatorVermelding):
        rows = list(model.objects.filter(document=len(data.YEARS)))
        for row in rows:
            row.pk, row.document = None, document
        model.objects.bulk_create(rows)  # type: ignore[attr-defined]
    return document


def dump(document: Document) -> str:
    """Return every row that the publication shows as JSON: one query a table, and one write of the whole."""
    ids = content.indicator_ids(document)
    years = range(YEAR - content.YEARS_BACK, YEAR + 1)
    tables: list[QuerySet[Any]] = [
        Document.objects.all(),
        *(node.objects.all() for node in (Programma, Beleidsterrein, Doel, Prestatie)),
        Vermelding.objects.filter(document=document),
        IndicatorVermelding.objects.filter(document=document),
        Effectindicator.objects.filter(pk__in=ids),
        Reeks.objects.filter(indicator__in=ids),
        Bron.objects.all(),
        Realisatie.objects.filter(reeks__indicator__in=ids, year__in=years),
        Streefwaarde.objects.filter(reeks__indicator__in=ids, year=YEAR),
        IndicatorStatus.objects.filter(indicator__in=ids, year=YEAR, stand="vastgesteld"),
    ]
    text = json.dumps({rows.model._meta.db_table: list(rows.values()) for rows in tables}, default=str)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT length(%s)", [text])  # it travels to the database, as the publication does
    return text


def _unpublished(document: Document) -> None:
    """Make it as if it was never published."""
    Publicatie.objects.all()._raw_delete(Publicatie.objects.db)
    Realisatie.objects.filter(document=document).update(document=None)
    Realisatie.history.all()._raw_delete(Realisatie.objects.db)
