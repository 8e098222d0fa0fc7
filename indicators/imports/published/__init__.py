"""Reads the tables of a published budget: what is certain as rows, everything else as questions. No database."""

from indicators.imports.delivery import Delivery
from indicators.imports.published.reader import Unreadable, read_bytes, read_file, read_text, tables_of

__all__ = ["Delivery", "Unreadable", "read_bytes", "read_file", "read_text", "tables_of"]
