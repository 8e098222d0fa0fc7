"""In what the figures of a row are counted. One that says x € 1.000 itself is as printed, with that as its unit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.document import TIMES
from indicators.imports.published.source import Cell
from indicators.notation import Reading
from indicators.notation.cells import COUNTS

_SHARE = re.compile(r"%|percentage", re.IGNORECASE)
WHOLE_EUROS = 10_000  # from here on, € 212.000, a figure is in euros, it seems


def scale_of(text: str) -> str:
    """Return in what the name or the unit of a row says that its amounts are counted; '' where it does not."""
    if not (found := TIMES.search(text)):
        return ""
    euros = re.search(r"€|eur|bedrag", found[0], re.IGNORECASE)
    many = re.search(r"mln|miljoen", found[0], re.IGNORECASE)
    return f"x {'€ ' if euros else ''}{'1 mln' if many else '1.000'}"


def holds_euros(readings: Sequence[Reading | Exception]) -> bool:
    """Whether a row holds whole euros, it seems, though it says that they are counted in thousands."""
    figures = [figure for reading in readings if isinstance(reading, Reading) for figure in reading.figures]
    return any(f.unit == "€" and f.value is not None and abs(f.value) >= WHOLE_EUROS for f in figures)


def without_euros(readings: Sequence[Reading | Exception]) -> list[Reading | Exception]:
    """Return the readings of such a row, of which the unit is that of the row."""
    return [
        replace(reading, figures=tuple(replace(f, unit="") if f.unit == "€" else f for f in reading.figures))
        if isinstance(reading, Reading)
        else reading
        for reading in readings
    ]


def counts(words: str, cells: Sequence[Cell]) -> bool:
    """Whether the figures of a row are no amounts for certain: something is counted, or they are percentages.

    `words` are its name and its unit.
    """
    return (
        COUNTS.search(words) is not None or _SHARE.search(words) is not None or any("%" in cell.text for cell in cells)
    )
