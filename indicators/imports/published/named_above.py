"""A table of one row whose name, eenheid and bron stand above its heading, each on a line of its own."""

import re
from collections.abc import Sequence

from indicators.imports.published.headings import FIGURES, Heading
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, kind_of, place_cells
from indicators.imports.published.placing import Placer

LONGEST_NAME = 120  # characters
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
    while len(rest) > 2 and (found := _ABOUT.fullmatch(rest[-2].text)):
        about[found["kind"].casefold()[-4:]] = rest.pop()
        rest.pop()
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
