"""Where the heading of a table without walls begins and ends, and what it says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.imports.published.document import Scope
from indicators.imports.published.financial import rows_in, settled_by_law
from indicators.imports.published.head_days import without_days
from indicators.imports.published.head_words import AIM
from indicators.imports.published.headings import FIGURES, HOLDERS, TITLE_OF, Column, Heading, pieces
from indicators.imports.published.own_column import with_not_yet_known, with_own_column
from indicators.imports.published.paragraphs import Paragraph, kind_of
from indicators.imports.published.row_names import NUMBER
from indicators.imports.published.settled_headings import (
    asked_by_year,
    budgeted,
    not_yet,
    of_own_year,
    settled_under,
    under_year,
)
from indicators.imports.published.table_headings import stream_heading
from indicators.imports.published.whose_years import WHOSE_YEARS, is_norm
from indicators.notation.text import A_YEAR, YEAR

NAMING = ("naam", "eenheid", "bron")  # what a row never holds itself
_MEASURED = re.compile(r"realisaties?|gerealiseerd|werkelijke?|behaald|rekening|uitkomst", re.IGNORECASE)
_BOUND = re.compile(r"[<>≤≥] ?[0-9.]+")
BROKEN_HEAD = "In de kop van deze tabel staat een getal; het is niet zeker welke kolommen zij heeft."
LEAST_OF_ROW = 3  # cells: a doel, a name and a figure or a bron
MOST_GROUPS = 3  # words on the line of the groups of a heading
LEAST_LATER = 2  # years behind Doel
LONGEST_UNKNOWN = 40  # characters of a column that nobody listed


def heading_end(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Return where the heading that begins at `index` ends; `index` itself when none does."""
    end = index
    if _BOUND.fullmatch(paragraphs[index].text if index < len(paragraphs) else ""):
        return index  # a figure; between other heads it may be municipalities of a size
    while end < len(paragraphs) and end - index < 60:
        between = end > index and (_is_between(paragraphs, end) or _is_aim(paragraphs, end))
        if not is_heading(paragraphs[end]) and not between:
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
    heading = stream_heading(without_days(heading_texts(_with_aims(paragraphs[index:body]))), scope)
    if _groups_unlisted(heading, paragraphs, index) or _measured_ahead(heading, scope):
        return replace(heading, doubt=WHOSE_YEARS)
    heading = with_own_column(heading, paragraphs[body:end], scope)
    heading = not_yet(with_not_yet_known(heading, paragraphs[body:end], scope), scope)
    if re.fullmatch(YEAR, paragraphs[index].text):
        heading = under_year(heading, scope)
    above = [paragraph.text for paragraph in paragraphs[max(0, index - 6) : index]]
    heading = of_own_year(budgeted(settled_under(heading, scope, above), scope), scope)
    heading = asked_by_year(settled_by_law(heading, rows_in(paragraphs[body:end]), scope, above))
    doubt = BROKEN_HEAD if not heading.doubt and _goes_before(paragraphs, index) else heading.doubt
    columns = heading.columns
    if _numbers_doelen(paragraphs, index, body):
        columns = (Column("code", text=paragraphs[index - 1].text), *columns)
    return replace(heading, columns=columns, doubt=doubt)


def _numbers_doelen(paragraphs: Sequence[Paragraph], index: int, body: int) -> bool:
    """Whether Doel stands above the heads, and one or its number above the first name: Doel, Indicator, 2, Bomen."""
    if not index or not AIM.fullmatch(paragraphs[index - 1].text) or len(paragraphs) < body + LEAST_OF_ROW:
        return False
    names = [item.kind for item in pieces(paragraphs[index].text)] == ["naam"]
    first, second, *_ = (paragraph.text for paragraph in paragraphs[body : body + LEAST_OF_ROW])
    numbered = NUMBER.fullmatch(first) is not None and kind_of(second) == "text"
    return names and (numbered or kind_of(first) == "text")


def _groups_unlisted(heading: Heading, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether years alone stand below a group of what was measured and one that nobody listed: Werkelijk, Doel."""
    if any(column.kind for column in heading.figures):
        return False
    above = [paragraph.text for paragraph in paragraphs[max(0, index - 2) : index]]
    return groups_above([*above, *(c.text for c in heading.columns if c.kind == "tekst" and not pieces(c.text))])


def groups_above(texts: Iterable[str]) -> bool:
    """Whether a short text without figures says of years below it that some were measured: Werkelijk Doel."""
    short = [text.split() for text in texts if text.count(" ") < MOST_GROUPS and text.replace(" ", "").isalpha()]
    return any(_MEASURED.fullmatch(word) for words in short for word in words)


def _measured_ahead(heading: Heading, scope: Scope) -> bool:
    """Whether a group of what was measured has years that jaarstukken cannot have measured: another group has those."""
    last = scope.measured if not scope.planned and not scope.is_open else 0
    measured = [c for c in heading.columns if c.kind == "realisatie" and not A_YEAR.search(c.text)]
    return bool(last) and len(measured) > 1 and any((column.year or 0) > last for column in measured)


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


def _with_aims(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return a heading in which Doel, behind a group of what was measured, is called what it is there."""
    return [
        replace(paragraph, lines=(replace(paragraph.cell, text="Streefwaarde"),))
        if _is_aim(paragraphs, i)
        else paragraph
        for i, paragraph in enumerate(paragraphs)
    ]


def _is_aim(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether Doel is a group of years here, and not what is aimed at in words: it stands right behind Realisatie.

    Of a Realisatie 2016 the years behind Doel are later ones: 2017, 2018.
    """
    if not 0 < index < len(paragraphs) - 1 or not AIM.fullmatch(paragraphs[index].text):
        return False
    before, behind = pieces(paragraphs[index - 1].text), pieces(paragraphs[index + 1].text)
    if len(before) != 1 or before[0].kind != "realisatie" or not behind:
        return False
    later = [each.text for each in paragraphs[index + 1 : index + 1 + LEAST_LATER]]
    past = before[0].year
    return not past or (len(later) == LEAST_LATER and all(re.fullmatch(YEAR, y) and int(y) > past for y in later))


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
