"""What stands at the edges of a page and is no part of a table: numbers and heads of a PDF, buttons of a site."""

import re
from collections import Counter
from collections.abc import Sequence

from indicators.imports.published.document import names_document
from indicators.imports.published.headings import pieces
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

_LONE = re.compile(
    r"(?:pagina |blz\.? ?|- ?)?(?P<number>[1-9][0-9]{0,2})(?: ?-| (?:van|/) [1-9][0-9]{0,2})?", re.IGNORECASE
)
_BESIDE = re.compile(
    r"(?:(?P<ahead>[1-9][0-9]{0,2})[ |]+)?(?P<text>.*?[^\W\d_].*?)(?:[ |]+(?P<behind>[1-9][0-9]{0,2}))?"
)


# What the websites on which many municipalities publish their documents put around every page.
_BUTTON = re.compile(
    r"0 - geselecteerd|direct downloaden|volledige pdf|selectie|stel uw document zelf samen|naar boven|deel deze pagina"
    r"|deze pagina is gebouwd op [0-9/]+ [0-9:]+ met de export van .*"
    rf"|(?!.*\bzie\b)(?:[^0-9:]{{0,60}}(?:{YEAR}[^0-9:]{{0,40}})?)?\b(?:pagina|bladzijde|blz\.?) [0-9]{{1,3}}"
    r"(?: (?:van|/) [0-9]{1,3})?",
    re.IGNORECASE,
)


def without_buttons(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page of the web, with those that are no part of the document left empty."""
    return [Line(Cell("", line.cell.place)) if _BUTTON.fullmatch(line.text.strip()) else line for line in lines]


def without_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages with their numbers and running heads left empty.

    A number is that of the page where it counts along with the pages, at the same edge of half of them and of two at
    least. A running head names the document, and stands at the same edge of two pages with nothing but that number.
    """
    found = [list(page) for page in pages]
    for last in (True, False):
        _empty_numbers(found, last=last)
        _empty_heads(found, last=last)
        _empty_numbers(found, last=last)
    return found


def _edge(page: Sequence[Line], *, last: bool) -> int:
    """Return where the first or the last line with text stands; -1 when there is none."""
    filled = [index for index, line in enumerate(page) if line.text]
    return (filled[-1] if last else filled[0]) if filled else -1


def _empty_numbers(pages: list[list[Line]], *, last: bool) -> None:
    """Empty the lone numbers at this edge that count along with the pages."""
    edges = [_edge(page, last=last) for page in pages]
    offsets = {
        number: int(match["number"]) - number
        for number, (page, edge) in enumerate(zip(pages, edges, strict=True))
        if edge >= 0 and (match := _LONE.fullmatch(page[edge].text))
    }
    for number in _counting_along(offsets, len(pages)):
        _empty(pages[number], edges[number])


def _empty_heads(pages: list[list[Line]], *, last: bool) -> None:
    """Empty the running heads at this edge, but for the first: it may be the title of the document."""
    edges = [_edge(page, last=last) for page in pages]
    heads: dict[str, dict[int, int]] = {}
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        match = _BESIDE.fullmatch(page[edge].text) if edge >= 0 else None
        if match and names_document(match["text"]) and not _names_column(match["text"]):
            beside = match["ahead"] or match["behind"]
            heads.setdefault(match["text"], {})[number] = int(beside) - number if beside else -len(pages)
    for found in heads.values():
        for number in sorted(_counting_along(found, len(found)))[not last :]:
            _empty(pages[number], edges[number])


def _names_column(text: str) -> bool:
    """Whether a text is part of the heading of a table: Begroting 2020 may be."""
    return any(item.kind != "onduidelijk" for item in pieces(text))


def _counting_along(offsets: dict[int, int], count: int) -> list[int]:
    """Return the pages whose numbers are as far from their place as those of half of the pages, two at least."""
    most = Counter(offsets.values()).most_common(1)
    if not most or most[0][1] < 2 or most[0][1] * 2 < count:
        return []
    return [number for number, offset in offsets.items() if offset == most[0][0]]


def _empty(page: list[Line], index: int) -> None:
    page[index] = Line(Cell("", page[index].cell.place))
