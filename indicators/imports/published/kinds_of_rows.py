"""A column that says of every row what its figures are, beside years alone: Streefwaarde, and below it Realisatie."""

from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import ALONE, Scope
from indicators.imports.published.head_words import AIM
from indicators.imports.published.headings import Column, Heading, head_of
from indicators.imports.published.source import Cell

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
