"""What a municipality is like: names with a figure for each year of the heading, in groups, and nothing else in a row.

Sociale structuur, Aantal inwoners, 47.457, 48.277. No unit or bron stands between, so that a name with as many
figures as the heading has columns is whole, whatever its neighbours lack. Any other run of figures is asked.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indicators.imports.published.document import DAY, Scope, in_thousands
from indicators.imports.published.figure_runs import is_remark
from indicators.imports.published.groups import KNOWN_GROUP, is_title, told_apart
from indicators.imports.published.head_days import without_days
from indicators.imports.published.headings import FIGURES, Column, Heading, pieces
from indicators.imports.published.paragraphs import (
    OF_FIGURES,
    Paragraph,
    is_no_name,
    kind_of,
    paragraphs_of,
    place_cells,
)
from indicators.imports.published.placing import Placer
from indicators.imports.published.row_names import AGE
from indicators.imports.published.settled_headings import asked_by_year, budgeted, not_yet, of_own_year, settled_under
from indicators.imports.published.source import Cell, Line, joined
from indicators.imports.published.table_headings import stream_heading
from indicators.imports.published.word_rows import NO_NAME, TWICE
from indicators.imports.published.words import TAKES_A_NUMBER
from indicators.notation.text import FOOTNOTE, YEAR

ABOVE, BELOW = 6, 3  # cells around a heading of which one says what the table is of
LEAST_ROWS, LEAST_NUMBERED = 4, 5
MOST_HEADS = 12
MOST_NAMES = 3  # texts above figures that are no titles for certain
_KINDS = ("", "realisatie", "streefwaarde", "onduidelijk")  # of a column; the last for Schatting
_LINE = "line"  # one that ends in more or fewer figures than there are columns
UNEVEN = "Hier staan meer of minder cijfers dan de tabel kolommen heeft; het is niet zeker welk cijfer waarbij hoort."
_AHEAD = re.compile(r"^(?:gegevens|aantal(?:len)?|stand(?:en)?|cijfers|peildatum)(?: per| op)? (?=\S)", re.IGNORECASE)
_GOES_ON = re.compile(r".*(?:,| (?:een|de|het|van|met|en|of|in|per|voor|aan|op|bij|door|tot|naar))", re.IGNORECASE)
_KNOWN = re.compile(
    r"kerngegeven|kerncijfer|(?:sociale|fysieke|demografische) structuur|bevolkingsopbouw", re.IGNORECASE
)
_DAY = re.compile(r"(?:per|op|stand) (?:0?1|31)[- ]", re.IGNORECASE)
_LETTER, _LETTERED = re.compile(r"[A-Z]\.?"), re.compile(r"[A-Z]\. [A-Z]")
_GLUED = re.compile(r"[a-z]{2}[0-9]{2,}$")  # onbekend750
_BULLET = re.compile(r"[-–•▪‣·]\s*")
_UNIT = re.compile(r"\((?:bedrag(?:en)? )?(?:in )?(?P<unit>€ per inwoner|(?:aantal )?fte)\)$", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,2}\.|:")
_BEHIND = re.compile(r"(?:x € 1\.000|ha|km|m[23²³]|fte|%)\.?", re.IGNORECASE)  # a unit right below each figure of a row
_MARK = re.compile(r" (\*+ ?\)?)(?= |$)")
_ENDS_NAME = re.compile(r"[^()*]+\)")  # Wegen (aantal m² x 100)
_DAYS = re.compile(rf"(?P<title>.*?)(?P<days>(?: ?{DAY.pattern}){{2,}})", re.IGNORECASE)


@dataclass(slots=True)
class _Row:
    """The texts since the figures above, a run of figures, and the unit that stands behind each."""

    texts: list[Cell]
    cells: list[Cell]
    unit: str = ""


def read_kerngegevens(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table of this kind; return the indexes of its lines."""
    paragraphs = _lines_apart(paragraphs_of(lines))
    at = {line.cell.place: number for number, line in enumerate(lines)}
    used: set[int] = set()
    index = 0
    while index < len(paragraphs):
        body = _end_of_heads(paragraphs, index)
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
            if any(len(_figures(line.text)) > 1 or len(pieces(line.text)) > 1 for line in each.lines)
            else [each]
        )
    ]


def _read_table(paragraphs: Sequence[Paragraph], index: int, body: int, placer: Placer) -> int:
    """Read the table with its heading from `index` to `body`; return where it ends, `body` where there is none."""
    heading = _heading(paragraphs, index, body, placer.scope)
    count = len(heading.figures)
    end = next((i for i in range(body, len(paragraphs)) if _ends(paragraphs, i)), len(paragraphs))
    rows = list(_rows(paragraphs[body:end], count))
    whole = [row for row in rows if len(row.cells) == count and row.texts]
    days = _days_below(paragraphs[body:end])
    unlike = days and days != [column.year for column in heading.figures]
    few = len(whole) < LEAST_ROWS or len(whole) * 2 <= len(rows)
    if heading.doubt or not count or few or unlike or _has_units(whole):
        return body
    placer.enter(
        (paragraph.text for paragraph in paragraphs[max(0, index - 3) : body]),
        (cell.text for row in rows for cell in [*row.texts, *row.cells]),
    )
    named = [_named(row, rows) for row in rows]
    called = [name.text if name else "" for name in named]
    titles = _titles(rows)
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


def _end_of_heads(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Return where the heads of figures end that begin at `index`, each with a year or what it is of.

    Of years alone nothing here says what they are.
    """
    end, dated, said = index, False, False
    if (found := _DAYS.fullmatch(paragraphs[index].text)) and found["title"]:
        return index  # below a heading that is none
    while end < min(len(paragraphs), index + MOST_HEADS) and (items := pieces(_head(paragraphs[end]))):
        named = end == index and items[0].kind == "naam"
        if any(item.kind not in _KINDS or item.region for item in items[named:]):
            break
        dated = dated or any(item.year for item in items)
        said = said or any(item.kind in FIGURES or DAY.fullmatch(item.text) for item in items)
        end += 1
    return end if dated and said else index


def _head(paragraph: Paragraph) -> str:
    return _AHEAD.sub("", paragraph.text, count=1)


def _heading(paragraphs: Sequence[Paragraph], index: int, body: int, scope: Scope) -> Heading:
    """Return the columns; the kinds may stand below all years: 2017, 2018, Begroting, Begroting."""
    texts = [_head(paragraph) for paragraph in paragraphs[index:body]]
    above = [paragraph.text for paragraph in paragraphs[max(0, index - ABOVE) : index]]
    half = len(texts) // 2
    items = [pieces(text) for text in texts]
    if len(texts) % 2 == 0 and all(len(each) == 1 for each in items):
        upper, lower = [each[0] for each in items[:half]], [each[0] for each in items[half:]]
        if all(item.year and not item.kind for item in upper) and all(item.kind and not item.year for item in lower):
            texts = [f"{two} {one}" for one, two in zip(texts[:half], texts[half:], strict=True)]
    first = [] if items[0][0].kind == "naam" else ["Kerngegevens"]
    heading = not_yet(stream_heading(without_days([*first, *texts]), scope), scope)
    heading = asked_by_year(of_own_year(budgeted(settled_under(heading, scope, above), scope), scope))
    return replace(heading, columns=tuple(_at_its_end(column, scope) for column in heading.columns))


def _at_its_end(column: Column, scope: Scope) -> Column:
    """Return the column of 31 December as measured, where the document came after that day."""
    last = column.kind == "onduidelijk" and re.match(r"31[- ]", column.text) and column.year
    return replace(column, kind="realisatie") if last and last <= scope.measured else column


def _ends(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether another heading begins here, a footnote, or amounts in thousands; a row may say so of itself."""
    text = paragraphs[index].text
    if _BEHIND.fullmatch(text):
        return False
    dated = any(item.year for item in pieces(_head(paragraphs[index]))) and not _days_below(paragraphs[index:])
    said = not _figures(text) and (FOOTNOTE.fullmatch(text) is not None or is_remark(text))
    named = any(_figures(text) or _figures(below.text) for below in paragraphs[index + 1 : index + 2])
    return dated or said or (in_thousands([text]) and not named)


def _days_below(body: Sequence[Paragraph]) -> list[int]:
    """Return the years of the days that stand below the heading: Sociale structuur 31-12-2018 1-1-2018."""
    found = _DAYS.fullmatch(body[0].text) if body else None
    return [int(year) for year in re.findall(r"[0-9]{4}", found["days"])] if found else []


def _rows(body: Sequence[Paragraph], count: int) -> Iterator[_Row]:
    """Yield each run of figures with the texts above it."""
    cells = [cell for number, paragraph in enumerate(body) for cell in _cells(paragraph, count, first=not number)]
    kinds = [_LINE if len(_figures(cell.text)) > 1 else _kind(cell.text) for cell in cells]
    kinds = _with_numbers(kinds, cells)
    kinds = _with_ages(kinds, cells, count)
    behind = [n for n in range(1, len(cells)) if kinds[n - 1] in OF_FIGURES and _BEHIND.fullmatch(cells[n].text)]
    units_of = {cells[n - 1].place: cells[n].text for n in behind}
    whole = [(cell, kinds[n]) for n, cell in enumerate(cells) if n not in behind]
    texts: list[Cell] = []
    for kind, group in itertools.groupby(whole, key=lambda each: _sort_of(each[1])):
        each = list(group)
        found = [cell for cell, of_kind in each if of_kind != "mark"]
        if kind == "text":
            texts += found
        elif kind == _LINE:
            yield from (_Row([], [cell]) for cell in found)
            texts = []
        else:
            units = {units_of.get(cell.place, "") for cell in found}
            yield _Row(texts, found, units.pop() if len(units) == 1 else "")
            texts = []


def _with_numbers(kinds: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    """Return the kinds, where 1, 2, 3 … each right above a name are the numbers of the rows."""
    found, number = list(kinds), 1
    for place, (cell, below) in enumerate(itertools.pairwise(cells)):
        if cell.text == str(number) and kinds[place + 1] == "text" and below.text[:1].isupper():
            found[place] = "mark"
            number += 1
    return found if number > LEAST_NUMBERED else list(kinds)


def _kind(text: str) -> str:
    """Return the kind of a cell; the number of a row, or a colon behind its name, is a mark."""
    return "mark" if _NUMBER.fullmatch(text) else kind_of(text)


def _sort_of(kind: str) -> str:
    """Return what a cell is in a row; a mark alone is no figure."""
    return "figures" if kind in OF_FIGURES else kind if kind == _LINE else "text"


def _with_ages(kinds: Sequence[str], cells: Sequence[Cell], count: int) -> list[str]:
    """Return the kinds, where an age is the name of a row: 65 en ouder, right above as many figures as columns."""
    found = ["text" if AGE.fullmatch(cell.text) else kind for cell, kind in zip(cells, kinds, strict=True)]
    for place, cell in enumerate(cells):
        below = found[place + 1 : place + count + 2]
        if AGE.fullmatch(cell.text) and [kind in OF_FIGURES for kind in below[:count]] != [True] * count:
            found[place] = kinds[place]
    return found


def _cells(paragraph: Paragraph, count: int, *, first: bool) -> Iterator[Cell]:
    """Yield the cells of a paragraph: one, or the name of a line that ends in a figure for every column, and those."""
    cell = paragraph.cell
    if first and (days := _DAYS.fullmatch(cell.text)):
        yield from [Cell(days["title"], cell.place)] if days["title"] else []
        return
    figures = _figures(cell.text)
    name = _MARK.sub(r"\1", cell.text).split()[: -len(figures) or None]
    takes = name and TAKES_A_NUMBER.fullmatch(name[-1].casefold().strip("(,"))
    dated = name and figures and re.fullmatch(YEAR, figures[0])  # Woningen 2016 41 40: a name, or a figure
    if takes or dated or len(figures) < 2 or (name and len(figures) != count):
        yield cell
        return
    yield from [Cell(" ".join(name), cell.place)] if name else []
    yield from (Cell(figure, cell.place) for figure in figures)


def _figures(text: str) -> list[str]:
    """Return the figures that a line ends with, each with its mark."""
    words = _MARK.sub(r"\1", text).split()
    begin = len(words)
    while begin and kind_of(words[begin - 1]) in OF_FIGURES and not _ENDS_NAME.fullmatch(words[begin - 1]):
        begin -= 1
    return words[begin:]


def _named(row: _Row, rows: Sequence[_Row]) -> Cell | None:
    """Return the name of a row, of one text or of two where the first goes on; None where nobody can say."""
    texts = [cell.text for cell in row.texts]
    if not texts or _is_group(texts) or _are_several(texts):
        return None
    begin = len(texts) - 1
    while begin and (_GOES_ON.fullmatch(texts[begin - 1]) or re.fullmatch(r"\([^()]*\)", texts[begin])):
        begin -= 1
    name = joined(texts[begin:]).rstrip(" :.")
    name = name[bullet.end() :] if (bullet := _BULLET.match(name)) else name
    capitals = sum(other.texts[-1].text[:1].isupper() for other in rows if other.texts)
    alone = begin == len(texts) - 1 and begin > 0 and not texts[begin - 1].endswith(":")
    if alone and texts[begin][:1].islower() and capitals * 2 > len(rows):
        # The rest of a name, or below the title of its group: Inwoners, van 0-4 jaar. Both are its name.
        begin -= 1
        name = f"{texts[begin]} {name}"
    return None if is_no_name(name) or _GLUED.search(name) else Cell(name, row.texts[begin].place)


def _is_group(texts: Sequence[str]) -> bool:
    """Whether the last of the texts above figures is the title of a group, and the name below it is gone: C, Personeel."""
    lettered = [text for text in texts[-2:-1] if _LETTER.fullmatch(text)]
    return bool(lettered) or _LETTERED.match(texts[-1]) is not None


def _are_several(texts: Sequence[str]) -> bool:
    """Whether more names than one may stand above the same figures, as a cell may hold a line for each."""
    names = {text for text in texts if not (text.endswith(":") or _LETTER.fullmatch(text) or _DAY.match(text))}
    return sum(KNOWN_GROUP.fullmatch(name) is None for name in names) > MOST_NAMES


def _titles(rows: Sequence[_Row]) -> list[str]:
    """Return of each row the title of the group it stands in, which stays until the next."""
    found: list[str] = []
    title = ""
    for row in rows:
        above = [cell.text.rstrip(":") for cell in row.texts[:-1] if not _BULLET.match(cell.text)]
        title = next((text for text in reversed(above) if is_title(text)), title)
        found.append(title)
    return found


def _has_units(rows: Sequence[_Row]) -> bool:
    """Whether what stands right above the figures comes again and again: units, and no names."""
    names = [row.texts[-1].text.casefold() for row in rows]
    return any(names.count(name) > 2 for name in names)
