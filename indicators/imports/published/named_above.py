"""A table of one row whose name stands above its heading, on a line of its own, perhaps with its eenheid and bron."""

import re
from collections.abc import Sequence

from indicators.imports.published.headings import FIGURES, Heading
from indicators.imports.published.kind_rows import checked_name
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, is_number, kind_of, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell, Line

LONGEST_NAME = 120  # characters
LEAST_COLUMNS = 2  # of a table with walls
LATER = "Bij welke indicator horen deze cijfers?"
_ABOUT = re.compile(r"(?P<kind>(?:meet)?eenheid|bron):?", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,3}\.?")  # of the indicator that follows


def read_named_above(
    above: Sequence[Paragraph], heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str], placer: Placer
) -> bool:
    """Read the figures right below the heading as those of the name above it; return whether there is such a name."""
    columns = heading.columns
    if heading.doubt or kinds[:1] != ["value"] or not all(c.kind in FIGURES and c.year for c in columns):
        return False
    rest = list(above)
    about: dict[str, Paragraph] = {}
    while len(rest) > 1:
        if len(rest) > 2 and (found := _ABOUT.fullmatch(rest[-2].text)):
            about[found["kind"].casefold()[-4:]] = rest.pop()
            rest.pop()
        elif (told := about_of(rest[-1].text)) and told[0] in ("bron", "eenheid") and told[1]:
            about[told[0][-4:]] = Paragraph((Cell(told[1], rest.pop().cell.place),))
        else:
            break
    if not about or kind_of(rest[-1].text) != "text" or len(rest[-1].text) > LONGEST_NAME or is_no_name(rest[-1].text):
        return False
    row = placer.new_row("", rest[-1].cell, "", unit=about["heid"].text if "heid" in about else "")
    if "bron" in about:
        placer.set_bron(row, [about["bron"].cell])
    count = next((i for i, kind in enumerate(kinds) if kind not in OF_FIGURES), len(kinds))
    place_cells(row, heading, [p.cell for p in body[:count]], placer, doubt="", at=rest[-1].cell)
    for paragraph, kind in zip(body[count:], kinds[count:], strict=True):
        if kind in OF_FIGURES and not _NUMBER.fullmatch(paragraph.text):
            placer.out.ask(paragraph.cell.place, paragraph.text, LATER)
            break
    return True


def read_walled_below_name(
    above: Sequence[Line], heading: Heading, rows: Sequence[Sequence[Cell]], placer: Placer
) -> bool:
    """Read the only row of a table with walls, figures alone, as those of the name on the line above its heading.

    Return whether it is one: it has a figure below each head, and a line of words alone above them.
    """
    columns = heading.columns
    known = not heading.doubt and all(c.kind in ("realisatie", "streefwaarde") and c.year for c in columns)
    if not known or len(rows) != 1 or len(rows[0]) != len(columns) or len(columns) < LEAST_COLUMNS:
        return False
    line = next((line for line in reversed(above) if line.text), None)
    name = plain_name(line) if line else None
    if name is None or not all(is_number(cell.text) for cell in rows[0]):
        return False
    place_cells(placer.new_row("", name, ""), heading, rows[0], placer, doubt="", at=name)
    return True


def plain_name(line: Line) -> Cell | None:
    """Return the cell of a line that may be a name: no title of Markdown, no sentence, and nothing said of a row."""
    text = line.text
    said = about_of(text) or is_source(text) or text.startswith(("#", "*")) or text.endswith((".", ":", "!", "?", ";"))
    plain = not (line.cells or said) and len(text) <= LONGEST_NAME and kind_of(text) == "text"
    return checked_name(line.cell) if plain else None
