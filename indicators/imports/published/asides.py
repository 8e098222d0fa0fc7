"""What stands in brackets behind the figures of a table that says what that is: 11 (4), below `tussen haakjes`."""

import re
from collections.abc import Sequence

from indicators.imports.published.paragraphs import Paragraph
from indicators.imports.published.source import Cell
from indicators.notation.text import YEAR

_SAID = re.compile(r"tussen haakjes\b", re.IGNORECASE)
_FIGURE_AND_ASIDE = re.compile(rf"(?P<figure>[-0-9][0-9.,]*%?|\?) ?\((?!{YEAR}\))[-0-9][0-9.,]*%?\)")


def without_asides(rows: Sequence[Paragraph], above: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the cells of a table, the figures without what stands in brackets, where its words say what that is."""
    said = any(_SAID.search(paragraph.text) for paragraph in (*above, *rows))
    return [_without_aside(paragraph) for paragraph in rows] if said else list(rows)


def _without_aside(paragraph: Paragraph) -> Paragraph:
    found = _FIGURE_AND_ASIDE.fullmatch(paragraph.text)
    return Paragraph((Cell(found["figure"], paragraph.cell.place),)) if found else paragraph
