"""Rows that say in a column of their own of which year they are, and what a figure of that year is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.delivery import Row
from indicators.imports.published.document import Scope
from indicators.imports.published.headings import Column
from indicators.imports.published.known_sources import counts_for_all
from indicators.imports.published.source import Cell
from indicators.notation import Reading
from indicators.notation.text import YEAR

_OF_MEASURING = re.compile(r"mee?t|actual|peil|betrekking", re.IGNORECASE)
_OF_ITSELF = re.compile(r"\b(?:formatie|bezetting|apparaatskosten|externe inhuur|overhead)\b", re.IGNORECASE)
_OWN_DATA = re.compile(r"gegevens|registratie|administratie|telling", re.IGNORECASE)  # as of what was measured
_SET_BEFORE = re.compile(r"\b(?:woonlasten|woz)", re.IGNORECASE)  # by the rates and values of that year
_BUDGET = re.compile(r"\bbegroting\b", re.IGNORECASE)
_HALF = r"(?:[12]e|eerste|tweede) (?:half ?jaar|helft)"
_IN_HALVES = re.compile(rf"(?:{_HALF} ?)?(?P<year>{YEAR})(?: {_HALF})?", re.IGNORECASE)  # 2018 2e halfjaar
_MEASUREMENT = re.compile(r"(?:laatste|vorige|voorlaatste|meest recente) (?:meting|score|stand)", re.IGNORECASE)


def year_of_row(columns: Sequence[Column], cells: Sequence[Cell]) -> tuple[int | None, str]:
    """Return the year in which a row was measured, if the table has a column for it; or why that is not certain."""
    found = [cell.text for column, cell in zip(columns, cells, strict=True) if column.kind == "jaar"]
    if not found or not found[0]:
        return None, ""
    if year := _IN_HALVES.fullmatch(found[0]):
        return int(year["year"]), ""
    return None, "" if not any(c.isdigit() for c in found[0]) else "In deze kolom hoort een jaar te staan."


def kind_in_year(
    row: Row, column: Column, columns: Sequence[Column], year: int, scope: Scope, *, compared: bool = False
) -> str:
    """Return what a figure is of which the row says the year: measured, unless the begroting cannot have measured it.

    Of its own year a begroting has measured nothing, whatever its heading says: a value is what it aims at. The
    year before that is over only where the heading says that it was measured, where it is `compared` with a figure of
    others, where who counts for all municipalities published it, or where it is of what is known when that year begins,
    as woonlasten are.
    Of what comes from the own begroting nobody can say that it was measured; so too, of a page of no known
    document, of what a municipality counts of its own organisation: others publish that of no year.
    """
    said = column.kind == "realisatie" or any(
        _OF_MEASURING.search(c.text) for c in columns if c is column or c.kind == "jaar"
    )
    if scope.planned and year >= scope.planned:
        return "streefwaarde" if column.kind == "waarde" and not _OWN_DATA.search(row.bron) else "onduidelijk"
    if scope.planned == year + 1:
        set_before = counts_for_all(row.bron) or (not row.bron and _SET_BEFORE.search(row.name) is not None)
        return "realisatie" if said or set_before or compared else "onduidelijk"
    if column.kind == "waarde" and _BUDGET.search(row.bron):
        return "onduidelijk"
    over = bool(scope.planned) or (year <= scope.measured if scope.measured else not _OF_ITSELF.search(row.name))
    return "realisatie" if said or over else "onduidelijk"


def with_own_years(
    columns: Sequence[Column], readings: Sequence[Reading | Exception], scope: Scope
) -> Sequence[Column]:
    """Return the columns, where the last or the previous measurement says its own year as realisaties: 2,1% (2016)."""
    return [
        replace(column, kind="realisatie", own_year=True)
        if _MEASUREMENT.fullmatch(column.text) and isinstance(reading, Reading) and _are_over(reading, scope)
        else column
        for column, reading in zip(columns, readings, strict=True)
    ]


def _are_over(reading: Reading, scope: Scope) -> bool:
    """Whether each figure says a year that was over when the document was written."""
    years = [figure.year or 0 for figure in reading.figures if figure.value is not None]
    over = not scope.planned or max(years, default=0) < scope.planned
    return bool(years) and len(years) == len(reading.figures) and min(years) > 0 and over
