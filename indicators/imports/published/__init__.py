"""Reads the tables of a published budget: what is certain as rows, everything else as questions. No database."""

from indicators.imports.published.reader import Unreadable, read_file, read_text
from indicators.imports.published.result import Published

__all__ = ["Published", "Unreadable", "read_file", "read_text"]
