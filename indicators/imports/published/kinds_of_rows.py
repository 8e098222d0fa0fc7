"""A column that says of every row what its figures are, beside years alone: Streefwaarde, and below it Realisatie."""

from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.checked_heads import UNSAID, checked
from indicators.imports.published.document import ALONE, Scope
from indicators.imports.published.fitting import is_bound
from indicators.imports.published.head_words import AIM
from indicators.imports.published.headings import Column, Heading, head_of
from indicators.imports.published.source import Cell

LEAST_OWN, LEAST_BOUNDS = 2, 3
MIXED = "Rijen van deze tabel zeggen zelf of hun cijfers gemeten of begroot zijn; van andere is dat niet zeker."
_KINDS = ("realisatie", "streefwaarde")


def with_kinds(heading: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Return a heading with the column of which every cell says what a row is, as 'soort': its years need say no more.

    Only where all figures stand below years alone, and both kinds are there: a column in which each row says the same
    may hold other words.
    """
    figures = [i for i, column in enumerate(heading.columns) if column.holds_figures]
    # Waarde, above Streefwaarde and Realisatie, looks like a head of figures itself.
    dated = [i for i in figures if heading.columns[i].kind != "waarde" or i != figures[0]]
    alone = bool(dated) and all(heading.columns[i].year and ALONE.fullmatch(heading.columns[i].text) for i in dated)
    filled = [row for row in rows if any(i < len(row) and row[i] for i in dated)]
    for place in range(dated[0]) if alone else ():
        said = {kind_of_row(row[place].text) for row in filled if place < len(row)}
        if place and said == set(_KINDS) and all(place < len(row) for row in filled):
            columns = [replace(c, kind="soort") if i == place else c for i, c in enumerate(heading.columns)]
            doubt = "" if heading.doubt == UNSAID else heading.doubt
            return replace(heading, columns=tuple(columns), doubt=doubt)
        if not said.isdisjoint(_KINDS):
            return replace(heading, doubt=MIXED)
    return heading


def with_bounds(heading: Heading, rows: Sequence[Sequence[Cell]], scope: Scope) -> Heading:
    """Return a heading of jaarstukken that names their own year twice: what has bounds alone is the aim, 2020, 2020.

    The column before or behind it has none, so that it was measured; so were the years before it. In a row or two that
    may be chance, and a single figure that is no bound may have been measured.
    """
    own = [i for i, column in enumerate(heading.columns) if column.kind == "" and column.year == scope.measured]
    figures = [i for i, column in enumerate(heading.columns) if column.kind == "" and column.year]
    past = all((heading.columns[i].year or 0) <= scope.measured for i in figures)
    if not scope.measured or scope.planned or scope.running or scope.is_open or len(own) != LEAST_OWN or not past:
        return heading
    below = [[row[i].text for row in rows if i < len(row) and row[i]] for i in own]
    bounds = [sum(map(is_bound, texts)) for texts in below]
    aims = [i for i, texts, count in zip(own, below, bounds, strict=True) if count == len(texts) >= LEAST_BOUNDS]
    if len(aims) != 1 or min(bounds):
        return heading
    columns = [
        replace(c, kind="streefwaarde" if i in aims else "realisatie") if i in figures else c
        for i, c in enumerate(heading.columns)
    ]
    again = checked(columns)
    return heading if again.doubt else replace(again, ragged=heading.ragged)


def kind_of_row(text: str) -> str:
    """Return what a row is by the cell that says so, or ''."""
    if AIM.fullmatch(text):
        return "streefwaarde"
    head = head_of(text.removesuffix(":"))
    return head.kind if head and head.kind in _KINDS and not head.year and not head.region else ""


def of_kind(columns: Sequence[Column], kind: str, scope: Scope) -> list[Column]:
    """Return the columns of a row of this kind; a year that the document cannot have measured is not certain."""
    last = scope.measured if scope.measured and not scope.is_open else 0

    def settled(column: Column) -> Column:
        if not column.holds_figures or not column.year:
            return column
        ahead = kind == "realisatie" and last and column.year > last
        return replace(column, kind="onduidelijk" if ahead else kind)

    return [settled(column) for column in columns]
