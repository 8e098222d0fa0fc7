"""In what the figures of a row are counted. One that says x € 1.000 itself is as printed, with that as its unit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from indicators.imports.published.document import TIMES
from indicators.imports.published.source import Cell
from indicators.notation import Reading
from indicators.notation.cells import COUNTS

_SHARE = re.compile(r"%|percentage", re.IGNORECASE)
MAY_BE_SHARE = "Bij andere cijfers van deze rij staat een procentteken; dit kan een deel van 1 zijn, of een percentage."
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

    `words` are its name and its unit. Euros alone do not say so: those may be thousands of them.
    """
    return (
        COUNTS.search(words.replace("€", " ")) is not None
        or _SHARE.search(words) is not None
        or any("%" in cell.text for cell in cells)
    )


def shares_among(readings: Sequence[Reading | Exception]) -> list[Decimal]:
    """Return the figures of a row behind which a percent sign stands."""
    figures = [figure for reading in readings if isinstance(reading, Reading) for figure in reading.figures]
    return [figure.value for figure in figures if figure.unit == "%" and figure.value]


def may_be_share(reading: Reading | Exception, shares: Sequence[Decimal]) -> bool:
    """Whether a fraction may be meant as a percentage: 0,41 among figures that write 40%."""
    figures = reading.figures if isinstance(reading, Reading) else ()
    bare = [figure.value for figure in figures if figure.value and not figure.unit and abs(figure.value) < 1]
    return any(share / 2 <= value * 100 <= share * 2 for value in bare for share in shares)
