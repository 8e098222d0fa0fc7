"""Tables between bars in which whose figures they are stands before them, below no head of its own."""

from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.paragraphs import kind_of
from indicators.imports.published.regions import OWN, region_of
from indicators.imports.published.source import Cell


def with_owner(heading: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Return a heading that lacks the head of that column with it: Verzuim, per 1.000, DUO, Ons-, 4,1, 2,5.

    Certain where every whole row says the same there, and rows of others begin with whose they are (Landelijk): they
    lost the cells that reach over both. What is not whole has lost cells too, and is asked.
    """
    columns = heading.columns
    first = next((i for i, c in enumerate(columns) if c.holds_figures), 0)
    behind = [c.holds_figures for c in columns[first:-1]]
    if heading.doubt or not first or columns[-1].kind != "leeg" or not behind or not all(behind):
        return heading
    whole = [row for row in rows if len(row) == len(columns) and all(row)]
    owners = {row[first].text for row in whole}
    others = {region_of(row[0].text) for row in rows if row and not all(row)} - {"", OWN}
    if (
        len(owners) != 1
        or not others
        or any(kind_of(cell.text) == "text" for row in whole for cell in row[first + 1 :])
    ):
        return heading
    (owner,) = owners
    if any(map(str.isdigit, owner)) or kind_of(owner) != "text" or region_of(owner) not in ("", OWN):
        return heading
    owned = (*columns[:first], Column("regio", text=owner), *columns[first:-1])
    return replace(heading, columns=owned, ragged=True)


def below_owner(heading: Heading, row: list[Cell]) -> list[Cell]:
    """Return a row of others with its cells below their heads: it lost those that reach down from the row above it."""
    whose = next((i for i, c in enumerate(heading.columns) if c.kind == "regio"), 0)
    return [Cell("", row[0].place)] * whose + row if whose and region_of(row[0].text) not in ("", OWN) else row
