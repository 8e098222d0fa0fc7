"""Which cells of a row belong to which columns, where empty cells leave nothing behind."""

import re
from collections.abc import Iterable, Sequence

from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.regions import OWN
from indicators.notation import Ambiguous, Figure, Reading, Refused, read_cell
from indicators.notation.text import A_YEAR, YEAR

UNDATED = "Bij de realisatie staat geen jaar; het is niet zeker welke cel bij welke kolom hoort."
OTHER_YEARS = "Bij een realisatie staat een ander jaar dan boven de kolommen; het is niet zeker welke jaren dat zijn."
NEAR = 10  # years
LEAST_BOUNDS = 2  # in a row that holds nothing else
_BOUND = re.compile(rf"(?:[<>]=?|[≤≥=]|minimaal|maximaal|minstens|hoogstens) ?({YEAR})", re.IGNORECASE)
_DIVIDED = ("realisatie", "streefwaarde")
_DATED = re.compile(rf"[0-9]%? ?\(({YEAR})\)")


def fits(heading: Heading, readings: Sequence[Reading | Exception]) -> list[list[int]] | str:
    """Return per column of figures which of the cells it holds, or why that is not certain.

    For tables without walls, in which an empty cell leaves nothing behind: never fewer cells than columns.
    """
    columns = heading.figures
    dated = [isinstance(r, Reading) and r.dated for r in readings]
    lead = next((i for i, one in enumerate(dated) if not one), len(dated))
    missing = f"Deze rij heeft {len(readings)} cellen en de tabel {len(columns)} kolommen met cijfers."
    first_is_free = bool(columns) and columns[0].own_year and columns[0].kind == "realisatie"
    targets = [i for i, c in enumerate(columns) if c.kind == "streefwaarde" and c.region != OWN]
    in_order = [[i] for i in range(len(columns))]
    if len(readings) == len(columns) and _say_their_years(heading, readings):
        return in_order
    if first_is_free and lead > 1 and len(columns) > 1 and columns[1].kind == "streefwaarde":
        if len(readings) - lead != len(columns) - 1:
            return missing
        return [list(range(lead)), *([i] for i in range(lead, len(readings)))]
    if len(readings) != len(columns):
        bounds = LEAST_BOUNDS <= len(readings) == len(targets) and all(
            isinstance(r, Reading) and r.is_target for r in readings
        )
        return [[targets.index(i)] if i in targets else [] for i in range(len(columns))] if bounds else missing
    if any(dated[i] and not (_is_baseline(readings[i]) or _is_compared(readings[i])) for i in targets):
        return "Bij een streefwaarde staat een jaar van meting; het is niet zeker welke cel bij welke kolom hoort."
    undated = heading.needs_dated and first_is_free and not lead and not _is_baseline(readings[0])
    return UNDATED if undated else in_order


def _say_their_years(heading: Heading, readings: Sequence[Reading | Exception]) -> bool:
    """Whether no head has a year, and every cell has: Startwaarde, Streefwaarde, 512 (2015), 540 (2020)."""
    dated = all(isinstance(reading, Reading) and reading.dated for reading in readings)
    return dated and all(c.own_year and c.year is None for c in heading.figures) and len(heading.figures) > 1


def dated_ahead(heading: Heading, readings: Sequence[Reading | Exception]) -> int:
    """Return how many cells of a row that does not fit are certain: realisaties that carry their years come first.

    Their years lie before that of every streefwaarde that has one, so that none of them is an aim. Where a nulmeting
    comes first, of a year before all of the heading, that one is certain whatever the others are.
    """
    columns = heading.figures
    kinds = {column.kind for column in columns}
    years = [c.year for c in columns if c.year]
    targets = [c.year for c in columns if c.kind == "streefwaarde" and c.year]
    unread = any(isinstance(reading, Exception) for reading in readings)
    if not columns or columns[0].kind != "realisatie":
        return 0
    certain = all(c.year for c in columns if c.kind == "streefwaarde") and kinds <= set(_DIVIDED)
    if targets and not unread and (certain or columns[0].region != "nulmeting") and kinds <= {*_DIVIDED, "onduidelijk"}:
        first, most = min(targets), len(readings)
    elif columns[0].region == "nulmeting" and years and "benchmark" not in kinds:
        first, most = min(years), 1
    else:
        return 0
    for index, reading in enumerate(readings[:most]):
        figures = reading.figures if isinstance(reading, Reading) and not reading.benchmark else ()
        if not figures or not all(f.value is not None and f.year and f.year < first for f in figures):
            return index
    return min(most, len(readings))


def pairs_of(heading: Heading, texts: Sequence[str]) -> list[slice]:
    """Return the pairs of a row in which each figure has its year behind it: Uitkomst, Jaar; nothing for other rows."""
    kinds = [column.kind for column in heading.figures]
    dated = [re.fullmatch(YEAR, text) is not None for text in texts]
    if kinds not in (["realisatie", "jaar"], ["waarde", "jaar"]) or len(texts) < 4:
        return []
    whole = dated == [False, True] * (len(texts) // 2)
    return [slice(place, place + 2) for place in range(0, len(texts), 2)] if whole else []


def divides_otherwise(columns: Sequence[Column], texts: Iterable[str]) -> bool:
    """Whether the years of a heading may belong to its columns otherwise, by the figures below.

    Realisatie, Streefwaarden, and below them 2019 2019 2020 2021: where a realisatie is of 2017, is it that of 2019?
    """
    below = [c for c in columns if c.kind in _DIVIDED and c.year and not A_YEAR.search(c.text)]
    measured = [c.year for c in below if c.kind == "realisatie"]
    if len(measured) < 2 or not set(measured) & {c.year for c in below if c.kind == "streefwaarde"}:
        return False
    years = {int(year) for text in texts for year in _DATED.findall(text)}
    return bool(years - {c.year for c in columns})


def is_bound(text: str) -> bool:
    """Whether a cell can only be aimed at: > 50%."""
    try:
        return read_cell(text, thousands=True).is_target
    except (Ambiguous, Refused):
        return False


def _is_baseline(reading: Reading | Exception) -> bool:
    return isinstance(reading, Reading) and all(f.reason for f in reading.figures)


def _is_compared(reading: Reading | Exception) -> bool:
    """Whether a cell holds a figure beside that of others: it was measured, in the year that the cell says."""
    return isinstance(reading, Reading) and reading.benchmark is not None


def names_year(text: str, year: int | None) -> bool:
    """Whether a bound may be what was so in another year, in a column of about that year: ≥ 2018 below 2019."""
    found = _BOUND.fullmatch(text)
    return found is not None and year is not None and abs(int(found[1]) - year) <= NEAR


def misplaced(column: Column, figure: Figure, first: int = 0) -> str:
    """Return why this figure cannot be certain in this column, or ''.

    Below a head of aims without a year, a year from `first` on is that aimed at, and none of measuring.
    """
    if column.kind != "streefwaarde" and figure.is_target:
        return "Een grens of bandbreedte is geen gemeten waarde."
    if figure.reason:
        return ""
    if column.kind == "realisatie" and figure.year and figure.year > (column.year or figure.year):
        return "Bij dit cijfer staat een later jaar dan boven de kolom."
    if column.kind != "streefwaarde":
        return "" if figure.year or column.year else "Bij dit cijfer staat geen jaar, en boven de kolom ook niet."
    own = column.own_year and column.year is None and 0 < first <= (figure.year or 0)  # 0 (2050)
    if figure.year and figure.year != column.year and not own:
        return "Bij deze streefwaarde staat een ander jaar dan boven de kolom."
    return "" if column.year or own else "Boven de kolom met deze streefwaarde staat geen jaar."
