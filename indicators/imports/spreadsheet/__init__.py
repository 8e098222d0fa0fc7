"""Reads a spreadsheet (XLSX, ODS, CSV): what is certain as rows, everything else as questions. No database."""

from indicators.imports.published import Unreadable
from indicators.imports.spreadsheet.columns import Indeling, Kolom, Kolomsoort
from indicators.imports.spreadsheet.reader import read

__all__ = ["Indeling", "Kolom", "Kolomsoort", "Unreadable", "read"]
