"""Names on a line of their own above a heading, perhaps with their eenheid and bron, and tables of their one row."""

import re
from collections import Counter
from collections.abc import Sequence

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.headings import FIGURES, Heading, pieces
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, is_number, kind_of, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell, Line

LONGEST_NAME = 120  # characters
LEAST_TABLES, NEAR = 2, 2  # with walls; lines from one to its name
_ABOUT = re.compile(r"(?P<kind>(?:meet)?eenheid|bron):?", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,3}\.?")  # of the indicator that follows
_BACK = re.compile(r"terug naar navigatie - (?P<name>\S.*)", re.IGNORECASE)
_LABEL = re.compile(r"omschrijving|toelichting|definitie", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:(?:prestatie|effect|beleids|kern)?[ -]?indicatoren|programma|beleidsveld|thema|taakveld|hoofdstuk|bijlagen?"
    r"|terug naar navigatie)\b.*|[0-9]+(?:\.[0-9]+)+\b.*",
    re.IGNORECASE,
)


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
            placer.out.ask(paragraph.cell.place, paragraph.text, UNNAMED)
            break
    return True


def names_above(lines: Sequence[Line], heads: Sequence[int]) -> dict[int, Cell]:
    """Return the names on the lines above these headings of tables with walls, by their indexes.

    Each of several tables must have one of its own, and the last none below it: then it might be the title of a page
    that has its names below its tables.
    """
    often = Counter(line.text for line in lines if line.text)
    names = {index: name for index in heads if (name := plain_name(lines[max(0, index - NEAR) : index][::-1]))}
    if len(heads) < LEAST_TABLES or len(names) < len(heads) or any(often[name.text] > 1 for name in names.values()):
        return {}
    end = next((n for n in range(heads[-1], len(lines)) if not lines[n].cells), len(lines))
    return {} if plain_name(lines[end : end + NEAR]) else names


def read_walled_below_name(name: Cell, heading: Heading, rows: Sequence[Sequence[Cell]], placer: Placer) -> bool:
    """Read the only row of a table with walls as that of the name above it; return whether it is one.

    It has a figure below each head, and no name of its own.
    """
    columns = heading.columns
    known = not heading.doubt and all(c.kind in ("realisatie", "streefwaarde") and c.year for c in columns)
    whole = len(rows) == 1 and len(rows[0]) == len(columns) and all(is_number(cell.text) for cell in rows[0])
    if not known or not whole:
        return False
    place_cells(placer.new_row("", name, ""), heading, rows[0], placer, doubt="", at=name)
    return True


def plain_name(near: Sequence[Line], *, titled: bool = False) -> Cell | None:
    """Return the cell of the first of these lines with text where that may be a name.

    No title of Markdown, unless tables may be `titled` so, no sentence, and nothing said of a row.
    """
    line = next((line for line in near if line.text), None)
    if line and titled:
        line = Line(Cell(line.text.strip("#* "), line.cell.place), line.cells)
    if line is None or line.cells or len(line.text) > LONGEST_NAME or kind_of(line.text) != "text":
        return None
    said = about_of(line.text) or is_source(line.text) or line.text.startswith(("#", "*"))
    return None if said or line.text.endswith((".", ":", "!", "?", ";")) else checked_name(line.cell)


def name_above(lines: Sequence[Line], least: int, begin: int) -> tuple[Cell | None, list[tuple[str, str]]]:
    """Return the name above the heading at `begin`, no higher than `least`, a line of its own; and what it says of it.

    What the lines between them say is its bron or its unit, as pairs of the kind and the text.
    """
    about: list[tuple[str, str]] = []
    above = [line for line in lines[least:begin] if line.text]
    if any(line.cells for line in above[-3:]):
        return None, about
    while above and (told := about_of(above[-1].text)):
        about.append(told)
        above.pop()
    above = without_meaning(above, lines)
    # What leads back to the top of a page of the web repeats the name; below it the indicator is described.
    back = next((n for n in range(len(above) - 1, 0, -1) if _BACK.fullmatch(above[n].text)), 0)
    if back and (found := _BACK.fullmatch(above[back].text)) and above[back - 1].text == found["name"]:
        below = [line.text for line in above[back + 1 :]]
        described = not below or (_LABEL.fullmatch(below[0]) and all(text.endswith((".", ":")) for text in below[1:]))
        return checked_name(above[back - 1].cell) if described else None, about
    if not above or above[-1].text.endswith((".", ":")):
        return None, about
    place = next(n for n in range(begin - 1, -1, -1) if lines[n] is above[-1])
    alone = place == least or not lines[place - 1].text
    return checked_name(above[-1].cell) if alone else None, about


def without_meaning(above: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the lines above years without the paragraph that says what the name above it means, or its unit."""
    rest = list(above)
    if len(rest) < 2 or not rest[-1].text.endswith(".") or not checked_name(rest[-2].cell):
        return rest
    place = next(n for n in range(len(lines) - 1, -1, -1) if lines[n] is rest[-1])
    return rest if lines[place - 1].text or rest[-2].text.endswith((".", ":")) else rest[:-1]


def checked_name(cell: Cell) -> Cell | None:
    """Return the cell of a name, or None where it may be none: the title of what follows, or a head."""
    text = cell.text
    named = len(text) <= LONGEST_NAME and sum(character.isalpha() for character in text) > 2
    return cell if named and not (_SECTION.fullmatch(text) or is_no_name(text) or pieces(text)) else None
