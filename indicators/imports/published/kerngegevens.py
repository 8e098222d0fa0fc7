"""What a municipality is like: names with a figure for each year of the heading, in groups, and nothing else in a row.

Sociale structuur, Aantal inwoners, 47.457, 48.277. No unit or bron stands between, so that a name with as many
figures as the heading has columns is whole, whatever its neighbours lack. Any other run of figures is asked.
"""

import re
from collections.abc import Sequence

from indicators.imports.published.document import in_thousands
from indicators.imports.published.figure_runs import is_remark
from indicators.imports.published.groups import told_apart
from indicators.imports.published.headings import pieces
from indicators.imports.published.kern_heads import ABOVE, days_below, end_of_heads, head_text, years_of
from indicators.imports.published.kern_names import has_units, name_of, titles_of
from indicators.imports.published.kern_rows import UNIT_BEHIND, ending_figures, rows_of
from indicators.imports.published.paragraphs import Paragraph, paragraphs_of, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.word_rows import NO_NAME, TWICE
from indicators.notation.text import FOOTNOTE

BELOW = 3  # cells below a heading of which one may say what the table is of
LEAST_ROWS = 4
UNEVEN = "Hier staan meer of minder cijfers dan de tabel kolommen heeft; het is niet zeker welk cijfer waarbij hoort."
_KNOWN = re.compile(
    r"kerngegeven|kerncijfer|(?:sociale|fysieke|demografische) structuur|bevolkingsopbouw", re.IGNORECASE
)
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
        known = body > index and any(_KNOWN.search(paragraph.text) for paragraph in around)
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
    end = next((i for i in range(body, len(paragraphs)) if _ends(paragraphs, i)), len(paragraphs))
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
    named = [name_of(row, rows) for row in rows]
    called = [name.text if name else "" for name in named]
    titles = titles_of(rows)
    apart = told_apart(list(zip(titles, called, strict=True)))
    for row, name, title, whole_name in zip(rows, named, titles, apart, strict=True):
        again = name is not None and called.count(name.text) > 1 and not whole_name
        if name is None or again or len(row.cells) != count:
            why = UNEVEN if len(row.cells) != count else TWICE if again else NO_NAME
            text = " · ".join(cell.text for cell in [*row.texts[-1:], *row.cells])
            placer.out.ask(row.cells[0].place, text, why)
            continue
        unit = row.unit or (found["unit"] if (found := _UNIT.search(title)) else "")
        indicator = placer.new_row("", Cell(whole_name or name.text, name.place), "", unit=unit)
        place_cells(indicator, heading, row.cells, placer, doubt="", at=name)
    return end


def _ends(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether another heading begins here, a footnote, or amounts in thousands; a row may say so of itself."""
    text = paragraphs[index].text
    if UNIT_BEHIND.fullmatch(text):
        return False
    dated = any(item.year for item in pieces(head_text(paragraphs[index]))) and not days_below(paragraphs[index:])
    said = not ending_figures(text) and (FOOTNOTE.fullmatch(text) is not None or is_remark(text))
    named = any(ending_figures(text) or ending_figures(below.text) for below in paragraphs[index + 1 : index + 2])
    return dated or said or (in_thousands([text]) and not named)
