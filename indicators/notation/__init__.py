"""Reads figures as Dutch people type and print them. What can be read in two ways is asked, never guessed."""

from indicators.notation.cells import Figure, Reading, Refused, read_cell, write_figure
from indicators.notation.numbers import Ambiguous, NotANumber, read_number, write_number

__all__ = [
    "Ambiguous",
    "Figure",
    "NotANumber",
    "Reading",
    "Refused",
    "read_cell",
    "read_number",
    "write_figure",
    "write_number",
]
