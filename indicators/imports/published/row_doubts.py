"""Why none of the figures of a row can be placed, whatever its columns are: by its name, its unit and all its cells."""

import re
from collections.abc import Sequence

from indicators.choices import GeenCijfer
from indicators.imports.delivery import Row
from indicators.imports.published.budget_amounts import MONEY, is_of_budget
from indicators.imports.published.document import ALONE, is_of_another_day
from indicators.imports.published.headings import Column
from indicators.imports.published.row_years import year_of_row
from indicators.imports.published.scales import counts, holds_euros, scale_of
from indicators.imports.published.source import Cell
from indicators.notation import Reading

IN_THOUSANDS = "Boven deze cijfers staat dat bedragen er in duizenden of miljoenen staan."
ANOTHER_DAY = "Bij deze cijfers staat een andere dag dan boven de kolommen; het is niet zeker van welk jaar ze zijn."
BUDGETED = "De naam van deze rij zegt dat haar cijfers begroot of verwacht zijn, en de kop niet."
AIM_OF_OTHERS = "Onder een kop van anderen staat wat een streefwaarde lijkt; het is niet zeker waar een cel ontbreekt."
FAR_APART = "De cijfers van deze rij zijn zo verschillend dat zij niet van hetzelfde kunnen zijn."
MOST_APART = 10_000  # times as much: 3.253 per inwoner beside 124.437.417 in all
_BUDGETED = re.compile(
    r"\b(?:begroot|geraamd|raming(?:en)?|schatting(?:en)?|prognoses?|verwacht(?:e|ing)?)\b", re.IGNORECASE
)
_NONE = re.compile(r"\b(?:geen|niet|nog|zie|onbekend)\b", re.IGNORECASE)  # geen data bekend


def doubt_of_row(
    row: Row,
    columns: Sequence[Column],
    cells: Sequence[Cell],
    readings: Sequence[Reading | Exception],
    *,
    in_thousands: bool,
) -> str:
    """Return why no figure of this row is certain, or ''; `in_thousands` says what stands above its table."""
    words = f"{row.name} {row.unit}"
    alone = any(column.kind == "realisatie" and ALONE.fullmatch(column.text) for column in columns)
    if is_of_budget(row, cells):
        return MONEY
    if holds_euros(readings) if scale_of(words) else in_thousands and not counts(words, cells):
        return IN_THOUSANDS
    if is_of_another_day(row.name, (column.text for column in columns)):
        return ANOTHER_DAY
    if alone and _BUDGETED.search(row.name):
        return BUDGETED
    if _are_far_apart([r for c, r in zip(columns, readings, strict=True) if c.kind in ("realisatie", "streefwaarde")]):
        return FAR_APART
    year, _ = year_of_row(columns, cells)
    others = [place for place, column in enumerate(columns) if column.kind == "benchmark"]
    aimed = year and any(_is_aim(cells[place].text, readings[place], year) for place in others)
    return AIM_OF_OTHERS if aimed else ""


def _are_far_apart(readings: Sequence[Reading | Exception]) -> bool:
    """Whether the largest figure of a row is more than MOST_APART times the smallest, of those that are 1 or more."""
    figures = [figure for reading in readings if isinstance(reading, Reading) for figure in reading.figures]
    values = [abs(figure.value) for figure in figures if figure.value is not None and abs(figure.value) >= 1]
    return bool(values) and max(values) > MOST_APART * min(values)


def _is_aim(text: str, reading: Reading | Exception, year: int) -> bool:
    """Whether a cell says what is aimed at: in words, as a bound, or of a later year than that of the row."""
    if _NONE.search(text):
        return False
    if not isinstance(reading, Reading):
        return len(re.findall(r"[^\W\d_]{2,}", text)) > 1  # 100 kg in 2022
    worded = reading.in_words or any(f.reason == GeenCijfer.IN_WOORDEN for f in reading.figures)
    return worded or any(f.is_target or (f.year or 0) > year for f in reading.figures)
