"""A column that says what an indicator means: Omschrijving, behind the figures or right behind the name."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.headings import Column

_DEFINITION = re.compile(r"omschrijving(?: indicator)?", re.IGNORECASE)
# The head of a column of names. Indicatoren may be the title above the heading, of which Omschrijving is that head.
_NAME = re.compile(r".*indicator|naam|onderwerp", re.IGNORECASE)


def with_definitions(columns: Sequence[Column]) -> list[Column]:
    """Return the columns of a heading, where one that says what each indicator means holds words, and no name.

    Right behind the name only where a unit or bron stands behind it: Indicator, Omschrijving and figures may be a group
    and what is measured of it.
    """
    found: list[Column] = []
    for number, column in enumerate(columns):
        before = found[-1].text if found and found[-1].kind == "naam" else ""
        behind = any(c.holds_figures for c in found) and any(c.kind == "naam" for c in found)
        defines = column.kind == "naam" and _DEFINITION.fullmatch(column.text) is not None
        beside = _NAME.fullmatch(before) and [c.kind for c in columns[number + 1 : number + 2]] in (
            ["eenheid"],
            ["bron"],
        )
        # Omschrijving, Eenheid, Indicator: of which kind it is. A unit stands behind a name.
        apart = column.kind == "naam" and [c.kind for c in found[-2:]] == ["naam", "eenheid"]
        found.append(replace(column, kind="tekst") if apart or (defines and (behind or beside)) else column)
    return found
