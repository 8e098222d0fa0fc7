"""What a municipality is like: names with a figure for each year of the heading, in groups, and nothing else in a row.

Sociale structuur, Aantal inwoners, 47.457, 48.277. No unit or bron stands between, so that a name with as many
figures as the heading has columns is whole, whatever its neighbours lack. Any other run of figures is asked.
"""

import re
from collections.abc import Sequence

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.document import in_thousands
from indicators.imports.published.figure_runs import is_remark
from indicators.imports.published.groups import KNOWN_GROUP, told_apart
from indicators.imports.published.headings import pieces
from indicators.imports.published.kern_heads import ABOVE, are_days, days_below, end_of_heads, head_text, years_of
from indicators.imports.published.kern_names import are_several, has_units, name_of, titles_of
from indicators.imports.published.kern_rows import UNIT_BEHIND, ending_figures, is_footnote, rows_of
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of, paragraphs_of, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.word_rows import TWICE
from indicators.notation.text import YEAR

BELOW = 3  # cells below a heading of which one may say what the table is of
LEAST_ROWS = 4
MOST_TITLES = 8  # cells between the heading and the first row
LONGEST_REST = 60  # cells below a table that are looked at
LEFT = "Onder deze tabel staan nog cijfers; het is niet zeker bij welke kop zij horen."
UNEVEN = "Hier staan meer of minder cijfers dan de tabel kolommen heeft; het is niet zeker welk cijfer waarbij hoort."
# Narrower than what may title a table by itself: here no unit and no bron is looked for.
_KNOWN = re.compile(
    r"kerngegeven|kerncijfer|(?:sociale|fysieke|demografische) structuur|bevolkingsopbouw"
    r"|^(?:aantal inwoners|oppervlakte (?:van de )?gemeente)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\bbedrag|financi", re.IGNORECASE)
_OF_EACH = re.compile(rf"(?:(?:bedrag|euro|€) )?per (?:inwoner|huishouden|woning|hectare) {YEAR}:?", re.IGNORECASE)
_UNIT = re.compile(r"\((?:bedrag(?:en)? )?(?:in )?(?P<unit>€ per inwoner|(?:aantal )?fte)\)$", re.IGNORECASE)


def read_kerngegevens(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this kind; return the indexes of its lines."""
    paragraphs = _lines_apart(paragraphs_of(lines))
    at = {line.cell.place: number for number, line in enumerate(lines)}
    used: set[int] = set()
    index = 0
    while index < len(paragraphs):
        body = end_of_heads(paragraphs, index)
        around = paragraphs[max(0, index - ABOVE) : body + BELOW]
        named = any(_KNOWN.search(paragraph.text) for paragraph in around)
        of_money = any(_MONEY.search(paragraph.text) for paragraph in around)
        told = index > 0 and any(item.kind in ("eenheid", "bron") for item in pieces(paragraphs[index - 1].text))
        known = body > index and not told and (named or (are_days(paragraphs[index:body]) and not of_money))
        end = _read_table(paragraphs, index, body, placer) if known else body
        if end > body:
            used |= set(range(at[paragraphs[index].lines[0].place], at[paragraphs[end - 1].lines[-1].place] + 1))
        index = max(end, index + 1)
    return used


def _lines_apart(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, where every line of one with rows or heads on its lines is one itself."""
    return [
        part
        for each in paragraphs
        for part in (
            [Paragraph((line,)) for line in each.lines]
            if any(len(ending_figures(line.text)) > 1 or len(pieces(line.text)) > 1 for line in each.lines)
            else [each]
        )
    ]


def _read_table(paragraphs: Sequence[Paragraph], index: int, body: int, placer: Placer) -> int:
    """Read the table with its heading from `index` to `body`; return where it ends, `body` where there is none."""
    heading = years_of(paragraphs, index, body, placer.scope)
    count = len(heading.figures)
    end = _end(paragraphs, body, count)
    rows = list(rows_of(paragraphs[body:end], count))
    whole = [row for row in rows if len(row.cells) == count and row.texts]
    days = days_below(paragraphs[body:end])
    unlike = days and days != [column.year for column in heading.figures]
    few = len(whole) < LEAST_ROWS or len(whole) * 2 <= len(rows)
    if heading.doubt or not count or few or unlike or has_units(whole):
        return body
    placer.enter(
        (paragraph.text for paragraph in paragraphs[max(0, index - 3) : body]),
        (cell.text for row in rows for cell in [*row.texts, *row.cells]),
    )
    named = [name_of(row, rows, count) for row in rows]
    called = [name.text if name else "" for name in named]
    titles = titles_of(rows)
    apart = told_apart(list(zip(titles, called, strict=True)))
    always = placer.in_thousands
    for row, name, title, whole_name in zip(rows, named, titles, apart, strict=True):
        _enter_group([cell.text for cell in row.texts[:-1]], placer, always=always)
        again = name is not None and called.count(name.text) > 1 and not whole_name
        if name is None or again or len(row.cells) != count:
            why = UNEVEN if len(row.cells) != count else TWICE if again else UNNAMED
            text = " · ".join(cell.text for cell in [*row.texts[-1:], *row.cells])
            placer.out.ask(row.cells[0].place, text, why)
            continue
        unit = row.unit or (found["unit"] if (found := _UNIT.search(title)) else "")
        indicator = placer.new_row("", Cell(whole_name or name.text, name.place), "", unit=unit)
        place_cells(indicator, heading, row.cells, placer, doubt="", at=name)
    _ask_what_is_left(paragraphs, end, count, placer)
    return end


def _enter_group(titles: Sequence[str], placer: Placer, *, always: bool) -> None:
    """Begin the group of which the title stands above a row, which may hold amounts in thousands."""
    if in_thousands(titles):
        placer.in_thousands = True
    elif any(KNOWN_GROUP.fullmatch(title) for title in titles):
        placer.in_thousands = always


def _end(paragraphs: Sequence[Paragraph], body: int, count: int) -> int:
    """Return where the table ends: at another heading, at a sentence, or where more names stand than there are rows.

    A footnote between the rows ends nothing; Per inwoner 2023 is the head of other columns.
    """
    texts: list[str] = []
    begin = body  # where the texts above the next figures begin
    for index in range(body, len(paragraphs)):
        text = paragraphs[index].text
        if any(item.year for item in pieces(head_text(paragraphs[index]))) and not days_below(paragraphs[index:]):
            return index
        if _OF_EACH.fullmatch(text):
            return index
        if _holds_figures(text) or UNIT_BEHIND.fullmatch(text):
            if begin > body + MOST_TITLES and are_several(texts, count):
                return begin
            texts, begin = [], index + 1
        elif is_remark(text) and not is_footnote(text):
            return begin
        elif not is_footnote(text):
            texts.append(text)
    return len(paragraphs)


def _holds_figures(text: str) -> bool:
    return bool(ending_figures(text)) or kind_of(text) in OF_FIGURES


def _ask_what_is_left(paragraphs: Sequence[Paragraph], end: int, count: int, placer: Placer) -> None:
    """Ask once for figures below the end of a table for which no heading of their own stands there."""
    end += end < len(paragraphs) and _OF_EACH.fullmatch(paragraphs[end].text) is not None
    texts = [paragraph.text for paragraph in paragraphs[end : end + LONGEST_REST]]
    heads = next((n for n, text in enumerate(texts) if pieces(text)), len(texts))
    runs = [n for n in range(heads - count) if all(map(_holds_figures, texts[n : n + count])) and n]
    if runs:
        at = paragraphs[end + runs[0] - 1]
        placer.out.ask(at.cell.place, at.text, LEFT)
