"""Where the heading of a table without walls begins and ends, and what it says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.document import Scope
from indicators.imports.published.financial import rows_in, settled_by_law
from indicators.imports.published.head_days import without_days
from indicators.imports.published.headings import FIGURES, HOLDERS, TITLE_OF, Heading, pieces
from indicators.imports.published.own_column import with_own_column
from indicators.imports.published.paragraphs import Paragraph, kind_of
from indicators.imports.published.settled_headings import (
    asked_by_year,
    budgeted,
    not_yet,
    of_own_year,
    settled_under,
    under_year,
)
from indicators.imports.published.table_headings import stream_heading
from indicators.imports.published.whose_years import is_norm
from indicators.notation.text import YEAR

NAMING = ("naam", "eenheid", "bron")  # what a row never holds itself
BROKEN_HEAD = "In de kop van deze tabel staat een getal; het is niet zeker welke kolommen zij heeft."
LONGEST_UNKNOWN = 40  # characters of a column that nobody listed


def heading_end(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Return where the heading that begins at `index` ends; `index` itself when none does."""
    end = index
    while end < len(paragraphs) and end - index < 60:
        if not is_heading(paragraphs[end]) and not (end > index and _is_between(paragraphs, end)):
            break
        end += 1
    items = [item for text in heading_texts(paragraphs[index:end]) for item in pieces(text)]
    kinds = [item.kind for item in items]
    named = any(kind in ("naam", "bron", "eenheid", "tekst") for kind in kinds) or any(map(is_norm, items))
    figures = sum(kind in FIGURES or kind == "waarde" for kind in kinds)
    years = sum(item.kind == "" for item in items)
    expected = sum(item.kind == "onduidelijk" and item.year is not None for item in items)  # Raming 2023
    return (
        end if len(items) > 1 and ((figures and (named or figures + expected > 1)) or (named and years > 1)) else index
    )


def heading_of(paragraphs: Sequence[Paragraph], index: int, body: int, end: int, scope: Scope) -> Heading:
    """Return the heading between `index` and `body`, as the document and the rows down to `end` settle it."""
    heading = stream_heading(without_days(heading_texts(paragraphs[index:body])), scope)
    heading = not_yet(with_own_column(heading, paragraphs[body:end], scope), scope)
    if re.fullmatch(YEAR, paragraphs[index].text):
        heading = under_year(heading, scope)
    above = [paragraph.text for paragraph in paragraphs[max(0, index - 6) : index]]
    heading = of_own_year(budgeted(settled_under(heading, scope, above), scope), scope)
    heading = asked_by_year(settled_by_law(heading, rows_in(paragraphs[body:end]), scope, above))
    doubt = BROKEN_HEAD if not heading.doubt and _goes_before(paragraphs, index) else heading.doubt
    return replace(heading, doubt=doubt)


def _goes_before(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a lone number stands between the first heads and these: Realisatie 2017, 7, Realisatie 2018."""
    if index < 2 or kind_of(paragraphs[index - 1].text) != "value":
        return False
    return any(item.kind in FIGURES and item.year for item in pieces(paragraphs[index - 2].text))


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be a piece of a heading."""
    if len(paragraph.lines) > 4 or len(paragraph.text) > 200:
        return False
    return bool(pieces(paragraph.text)) or all(pieces(line.text) for line in paragraph.lines)


def heading_texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the cells of a heading."""
    return [
        text
        for paragraph in paragraphs
        for text in (
            [paragraph.text]
            if pieces(paragraph.text) or not pieces(paragraph.lines[0].text)
            else [line.text for line in paragraph.lines]
        )
    ]


def _is_between(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a column that nobody listed stands here: a few words, between what names the rows and the figures."""
    words_of = paragraphs[index].text
    before, after = pieces(paragraphs[index - 1].text), paragraphs[index + 1 : index + 2]
    if any(item.kind in NAMING for item in before):  # Indicator, Eenheid; but of one indicator Bron, CBS
        before = (*before, *pieces(paragraphs[index - 2].text)) if index > 1 else before
    return (
        len(words_of) <= LONGEST_UNKNOWN
        and not TITLE_OF.search(words_of)
        and not any(character.isdigit() for character in words_of)
        and any(item.kind == "naam" for item in before)
        and any(item.kind in HOLDERS for paragraph in after for item in pieces(paragraph.text))
    )
