"""Tables with walls that lost cells which reached over more than one: a title over rows, a year below each aim."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.checked_heads import checked
from indicators.imports.published.headings import Heading
from indicators.imports.published.paragraphs import OF_FIGURES, kind_of
from indicators.imports.published.source import Cell

LEAST_ROWS = 2  # without the title they stand under
TITLED = ["naam", "naam"]  # Thema, Indicator


def with_spanned_titles(heading: Heading, rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Return the rows, each under its title again where that stands before the first of them only: Sport, Leden, 7, 8.

    Certain of a row with one name and a figure below every head: it lost no other cell. Where few rows are so, the
    name itself may be gone.
    """
    kinds = [column.kind for column in heading.columns]
    width = len(heading.figures)
    figures = range(len(TITLED), len(TITLED) + width)
    whole = all(i < len(kinds) and heading.columns[i].holds_figures for i in figures)
    if kinds[: len(TITLED)] != TITLED or width < 2 or not whole or set(kinds[figures.stop :]) - {"leeg"}:
        return list(rows)
    titles = (n for n, row in enumerate(rows) if any(_holds(row, len(TITLED), count) for count in (width, 0)))
    titled = next(titles, len(rows))
    under = [n for n, row in enumerate(rows) if n > titled and _holds(row, 1, width)]
    if len(under) < LEAST_ROWS:
        return list(rows)
    return [
        [Cell("", row[0].place), *(row[:-1] if len(row) == len(kinds) else row)] if n in under else row
        for n, row in enumerate(rows)
    ]


def _holds(row: Sequence[Cell], names: int, width: int) -> bool:
    """Whether a row is so many names and figures, and nothing behind them."""
    sorts = [kind_of(cell.text) for cell in row[: names + width]]
    whole = len(sorts) == names + width and set(sorts[:names]) == {"text"} and set(sorts[names:]) <= OF_FIGURES
    return whole and all(row[: names + width]) and not any(row[names + width :])


def with_years_between(heading: Heading) -> Heading:
    """Return a heading with the years that its aims lost: 2019, 2020, Streef-, Streef-, 2023.

    Only where as many stand between two years as those leave out; what stands behind aims is one too.
    """
    columns = list(heading.columns)
    runs = [(key, list(run)) for key, run in itertools.groupby(range(len(columns)), lambda i: _is_undated(heading, i))]
    undated = [run for key, run in runs if key]
    if len(undated) != 1 or not undated[0][0] or undated[0][-1] + 1 >= len(columns):
        return heading
    (places,) = undated
    before, behind = columns[places[0] - 1], columns[places[-1] + 1 :]
    years = [column.year or 0 for column in behind if column.kind != "leeg"]
    alone = before.kind == "" and all(c.kind in ("", "leeg") for c in behind)
    first = (before.year or 0) + 1
    if not alone or not before.year or years != list(range(first + len(places), first + len(places) + len(years))):
        return heading
    dated = [replace(columns[i], year=first + n, own_year=False) for n, i in enumerate(places)]
    aims = [replace(c, kind="streefwaarde") if c.year else c for c in behind]
    return checked([*columns[: places[0]], *dated, *aims])


def _is_undated(heading: Heading, place: int) -> bool:
    """Whether a column is of what is aimed at, of a year that the heading does not say."""
    column = heading.columns[place]
    return column.kind == "streefwaarde" and not column.year
