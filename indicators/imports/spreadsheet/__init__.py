"""Reads a spreadsheet (XLSX, ODS, CSV): what is certain as rows, everything else as questions. No database."""

from indicators.imports.published.source import Unreadable
from indicators.imports.spreadsheet.columns import Indeling, Kolom, Kolomsoort
from indicators.imports.spreadsheet.reader import read
from indicators.imports.spreadsheet.workbook import is_spreadsheet, open_workbook

__all__ = ["Indeling", "Kolom", "Kolomsoort", "Unreadable", "is_spreadsheet", "open_workbook", "read"]
