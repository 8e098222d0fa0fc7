"""The financial kengetallen of a gemeente: the law says which every budget prints, and of what its years are.

Source: BBV, article 11, and the Regeling vaststelling kengetallen: of the jaarrekening two years before, and as the
begrotingen of the year before, of the year itself and of the years after it have them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import ALONE, Scope, speaks_of_aims
from indicators.imports.published.figure_runs import runs_in
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import Paragraph, kind_of
from indicators.imports.published.settled_headings import one_way
from indicators.imports.published.words import has_figures

LEAST = 3  # of the six, and of the years
_UNSAID = ("", "onduidelijk", "streefwaarde")  # what a year alone may have become
_BY_LAW = re.compile(
    r"(?:(?:[1-6][ab]?|[a-f])[.)]? )?(?:(?:netto|gecorrigeerde netto) ?schuld ?quote|solvabiliteit(?:s ?ratio)?"
    r"|grond ?exploitatie|(?:structurele )?exploitatieruimte|belasting ?capaciteit)\b",
    re.IGNORECASE,
)


def settled_by_law(heading: Heading, rows: Sequence[Sequence[str]], scope: Scope, above: Sequence[str] = ()) -> Heading:
    """Return a heading of years alone, perhaps beside a norm, as the law has them where all rows are kengetallen.

    `rows` holds the texts of every row; `above` may say that all was budgeted. Of the year before its own a begroting
    may have what was budgeted or what was expected: that stays a question.
    """
    alone = [c for c in heading.columns if c.kind in _UNSAID and ALONE.fullmatch(c.text)]
    norms = [c for c in heading.figures if c not in alone]
    years = [c.year for c in alone if c.year]
    unsaid = heading.doubt in ("", UNSAID) and scope.planned and not scope.running
    if not unsaid or len(years) < LEAST or not one_way(years) or speaks_of_aims(above):
        return heading
    if any(c.kind != "streefwaarde" or c.year for c in norms) or len(norms) > 1:
        return heading
    if len(rows) < LEAST or not all(any(map(_BY_LAW.match, texts)) for texts in rows):
        return heading
    columns = [replace(c, kind=_kind(c.year, scope)) if c in alone else c for c in heading.columns]
    if not any(c.kind == "naam" for c in columns):
        columns.insert(0, Column("naam"))  # the cell above the names was empty, and is gone
    return replace(heading, columns=tuple(columns), doubt="")


def rows_in(body: Sequence[Paragraph]) -> list[list[str]]:
    """Return the texts of every row of a table without walls; of rows on one line the whole line."""
    runs, _ = runs_in(body, set(), [kind_of(paragraph.text) for paragraph in body])
    lines = [line.text for paragraph in body for line in paragraph.lines]
    return [[" ".join(text.text.split()) for text in run.texts] for run in runs] or [
        [line] for line in lines if has_figures(line)
    ]


def _kind(year: int | None, scope: Scope) -> str:
    if year and year <= scope.measured:
        return "realisatie"
    return "streefwaarde" if year and year >= scope.planned else "onduidelijk"
