"""A head above a column of its own, and years behind it that are not its: Streefwaarde, 2018, 2019, 2020."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import ALONE, Scope
from indicators.imports.published.figure_runs import runs_in
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.row_names import with_ages
from indicators.imports.published.whose_years import WHOSE_YEARS

_ITSELF = re.compile(r"streef ?waarde|doelwaarde|ambitie|doelstelling", re.IGNORECASE)
_NOT_YET = re.compile(r"n\.? ?n\.? ?b\.?|nog niet bekend", re.IGNORECASE)
LEAST_WHOLE = 0.5  # of all rows
MOST_LONGER = 5  # rows to each that has more
AHEAD = 3  # years that the meerjarenraming of a begroting reaches beyond its own


def with_own_column(heading: Heading, body: Sequence[Paragraph], scope: Scope) -> Heading:
    """Return a heading whose only group is a column itself, where rows have a figure more than there are years.

    What the years are, is then not said: the group does not reach over them. Streefwaarden reach over several.
    Where few rows have one more, or a year may be gone from the heading, nobody can say: a begroting looks three
    years ahead. A row may have words in the column instead: it has a text more than its heading.
    """
    group = heading.figures
    if heading.doubt or len(group) < 3 or not all(_is_below(column, group[0]) for column in group):
        return heading
    runs, _ = runs_in(body, set(), [kind_of(paragraph.text) for paragraph in body])
    whole = [bool(run.texts) and _has_figures(run.kinds, len(group) + 1) for run in runs]
    years = [column.year or 0 for column in group]
    past = bool(scope.planned) and max(years) <= scope.measured  # of which a begroting sets no streefwaarden
    if not any(whole) or not runs[0].texts:  # no row has one more, but for the number of the next
        return replace(heading, doubt=WHOSE_YEARS) if past else heading
    first = heading.columns.index(group[0])
    worded = [_has_figures(run.kinds, len(group)) and len(run.texts) == first + 1 for run in runs]
    longer = sum(len(run.kinds) > len(group) + 1 for run in runs) * MOST_LONGER > len(runs)
    fit = sum(whole) > max(not past, sum(worded)) and sum(whole) + sum(worded) >= LEAST_WHOLE * len(runs)
    if longer or not fit or not (past or _looks_ahead(years, scope)):
        return replace(heading, doubt=WHOSE_YEARS)  # a row that lost a cell would seem to fit
    alone = [Column("", column.year, text=str(column.year)) for column in group]
    own = replace(group[0], year=None, own_year=True)
    columns = (*heading.columns[:first], own, *alone, *heading.columns[first + len(group) :])
    return replace(heading, columns=columns, doubt=UNSAID)


def with_not_yet_known(heading: Heading, body: Sequence[Paragraph], scope: Scope, *, known: bool = False) -> Heading:
    """Return a heading in which a year alone that is over was measured, as a figure of it is not yet known: n.n.b.

    What was aimed at in a year that is over is known, and so is what was estimated of what a province or municipality
    is like (`known`), also of the year before that of the begroting. Only a row with a cell below every head counts.
    """
    figures = heading.figures
    last = scope.planned - 1 if known else scope.measured
    if heading.doubt not in ("", UNSAID) or not scope.planned or scope.running:
        return heading
    kinds = with_ages(heading.columns, body, [kind_of(paragraph.text) for paragraph in body])
    runs, _ = runs_in(body, set(), kinds)
    whole = [run.parts for run in runs if run.texts and _has_figures(run.kinds, len(figures))]
    waiting = {
        column.year
        for place, column in enumerate(figures)
        if any(_NOT_YET.fullmatch(parts[place].text) for parts in whole)
    }
    unsaid = [c for c in figures if c.kind in ("", "onduidelijk") and ALONE.fullmatch(c.text)]
    over = [c for c in unsaid if c.year in waiting and (c.year or 0) <= last]
    columns = tuple(replace(c, kind="realisatie") if c in over else c for c in heading.columns)
    return replace(heading, columns=columns)


def _looks_ahead(years: Sequence[int], scope: Scope) -> bool:
    """Whether these years end with those that a begroting looks ahead to."""
    end = scope.planned + AHEAD + 1
    return bool(scope.planned) and list(years) == list(range(end - len(years), end))


def _has_figures(kinds: Sequence[str], count: int) -> bool:
    """Whether a row has so many cells of figures, also where one cannot be read: 100% (31.500 ha)."""
    return len(kinds) == count and set(kinds) <= OF_FIGURES


def _is_below(column: Column, first: Column) -> bool:
    """Whether a column is a year that the head of the first reaches over."""
    below = column.kind == first.kind == "streefwaarde" and column.text == first.text
    return below and bool(column.year) and _ITSELF.fullmatch(column.text) is not None
