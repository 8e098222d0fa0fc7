"""Cells with the municipality's figure and that of others in one year: 6 Gouda 8 NL (2021)."""

import re
from dataclasses import replace
from functools import lru_cache

from indicators.imports.published.document import Scope
from indicators.imports.published.headings import Column
from indicators.imports.published.regions import OWN, region_of
from indicators.notation import Ambiguous, Reading, Refused, read_cell
from indicators.notation.text import YEAR

LONGEST = 100  # characters
_NUMBER = r"-?[0-9][0-9.]*(?:,[0-9]+)?(?: ?%)?"
_NAME = r"[^\W\d_][^\d(),;:]{0,39}?"
_YEAR = rf",? ?\((?:[^\W\d_][^\d()]{{0,30}} )?(?P<year>{YEAR})\)"  # (2021), (CBS 2021)
_FIGURE_FIRST = re.compile(
    rf"(?P<own>{_NUMBER}) (?P<who>{_NAME}),? (?P<other>{_NUMBER}) (?P<whose>{_NAME}){_YEAR}", re.IGNORECASE
)
_NAME_FIRST = re.compile(
    rf"(?P<who>{_NAME}) (?P<own>{_NUMBER}),? (?P<whose>{_NAME}) (?P<other>{_NUMBER}){_YEAR}", re.IGNORECASE
)


@lru_cache(maxsize=10_000)
def beside_others(text: str, thousands: bool) -> Reading | None:
    """Return the own figure and that of others in the year that the cell says; None for any other cell.

    Raises Ambiguous or Refused where such a cell holds a number that cannot be read for certain.
    """
    if len(text) > LONGEST or not (found := _FIGURE_FIRST.fullmatch(text) or _NAME_FIRST.fullmatch(text)):
        return None
    whose = region_of(found["whose"])
    if region_of(found["who"]) != OWN or whose in ("", OWN):
        return None
    own, other = (read_cell(found[part], thousands=thousands) for part in ("own", "other"))
    figures = [figure for reading in (own, other) for figure in reading.figures]
    if len(figures) != 2 or any(figure.value is None or figure.year for figure in figures):
        return None
    value = figures[1].value
    assert value is not None  # noqa: S101
    dated = replace(figures[0], year=int(found["year"]))
    return Reading((dated,), (whose, value), by_point=own.by_point, by_choice=own.by_choice)


def is_beside_others(text: str) -> bool:
    """Whether a cell holds the figure of the municipality and that of others, with their year."""
    try:
        return beside_others(text, True) is not None
    except (Ambiguous, Refused):
        return False


def as_measured(column: Column, reading: Reading | Exception, scope: Scope) -> Column:
    """Return the column of a cell: a figure beside that of others was measured, whatever stands above it.

    Not in a year that was not over when the document was written: of that nobody can say what it is.
    """
    if isinstance(reading, Reading) and column.region == OWN and column.kind == "streefwaarde" and column.year:
        # Gouda B2020, and below it 48,7% (2017): that budget tells what was measured last.
        last = max(column.year - 2, scope.measured)
        quoted = reading.figures and all(f.year and f.year <= last for f in reading.figures)
        return replace(column, kind="realisatie", region="") if quoted else replace(column, region="")
    if not isinstance(reading, Reading) or not reading.benchmark or not all(f.year for f in reading.figures):
        return column
    if column.kind not in ("streefwaarde", "onduidelijk"):
        return column
    over = all((figure.year or 0) <= scope.measured for figure in reading.figures)
    return replace(column, kind="realisatie" if over else "onduidelijk")
