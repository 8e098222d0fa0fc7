"""Rows of words without codes, each on one line: a name, the figures, a bron, with spaces between."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from indicators.imports.delivery import UNNAMED, Row
from indicators.imports.published import words
from indicators.imports.published.document import is_of_another_day
from indicators.imports.published.groups import KNOWN_GROUP, is_title
from indicators.imports.published.headings import Heading
from indicators.imports.published.paragraphs import OF_FIGURES, REST_OF_NAME, Paragraph, kind_of, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import OWN, WHICH_LAND, may_be_land, region_among
from indicators.imports.published.row_doubts import ANOTHER_DAY
from indicators.imports.published.row_names import BULLETS
from indicators.imports.published.source import MOST_ROWS, TOO_MANY_ROWS, Cell, Unreadable, joined
from indicators.imports.published.thousands import in_table, writes_commas

_MEANING = re.compile(r"hoeveel\b|in hoeverre\b|(?:het beheer|de ontwikkeling) van\b", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\([^()]+\)")  # (exclusief recreatiewoningen)
NO_THEME = "Boven deze cijfers staat niet bij welke indicator ze horen."
TWICE = "Deze naam staat meer keer in deze tabel; het is niet zeker welke indicator dit is."
BROKEN_NAME = "Boven deze rij staat tekst waarmee haar naam kan beginnen; het is niet zeker hoe de indicator heet."
TOO_MANY = "In deze tabel staan meer cijfers naast elkaar dan de kop kolommen noemt."
LEAST_WHOLE = 5  # rows to each cell that stands alone
LONGEST_SIGN = 3  # letters of nnb, nvt: a longer word may end a name
_SMALL = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class _WordRow:
    """A line taken apart, the line above it, and how many lines without figures stand between it and the row before."""

    line: Cell
    above: Cell
    found: words.Split
    loose: int = 0


def whole_name(own: Cell, above: Sequence[Cell]) -> Cell:
    """Return a name; one that begins with a small letter, or is all in brackets, goes on from the text above it.

    What says how much is counted means the name above it: Beheerde natuur, Hoeveel hectares.
    """
    aside = IN_BRACKETS.fullmatch(own.text) is not None and above and not KNOWN_GROUP.fullmatch(above[-1].text)
    if above and (own.text[:1].islower() or aside or REST_OF_NAME.match(own.text)):
        return Cell(joined([above[-1].text, own.text]), above[-1].place)
    if above and _MEANING.match(own.text) and is_title(above[-1].text):
        return Cell(f"{above[-1].text}: {own.text}", above[-1].place)
    return own


def read_word_rows(head: Sequence[Paragraph], heading: Heading, body: Sequence[Paragraph], placer: Placer) -> None:
    """Read the rows of a table in which words and figures run on."""
    lines = [line for paragraph in body for line in paragraph.lines]
    rows = list(itertools.islice(_rows(lines, heading), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise Unreadable(TOO_MANY_ROWS)
    if not rows:
        return
    count = len(heading.figures)
    wide = sum(len(row.found.cells) > count for row in rows)
    if not heading.doubt and wide > 2 and wide * 2 >= len(rows):
        # A column is not in the heading: where a cell is lost too, a row would seem to fit.
        heading = replace(heading, doubt=TOO_MANY)
    if heading.doubt:
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in head), heading.doubt)
    names = Counter(row.found.name.casefold() for row in rows)
    texts = [text for row in rows for text in (row.found.name, *(cell.text for cell in row.found.cells))]
    placer.points, placer.commas = placer.points or in_table(texts), placer.commas or writes_commas(texts)
    whole = {row.line for row in rows if len(row.found.cells) == count}
    days = _below_another_day(lines, whole, heading)
    # Where cells vanish, a number at the end of a name takes the place of one.
    vanish = any(len(row.found.cells) < count or row.found.doubt == words.NOT_THE_NAME for row in rows)
    parting = _parting_words(rows, heading)
    kept: Row | None = None
    for row in rows:
        cells, name = row.found.cells, row.found.name
        if not name:
            placer.out.ask(row.line.place, row.line.text, UNNAMED)
            continue
        doubt = heading.doubt or row.found.doubt or (TWICE if names[name.casefold()] > 1 else "")
        doubt = doubt or (ANOTHER_DAY if row.line in days else "")
        may_be_named = vanish and name.split()[-1] not in parting
        if (
            may_be_named
            and cells
            and _SMALL.fullmatch(cells[0].text)
            and not any(set("%,") & set(c.text) for c in cells)
        ):
            doubt = doubt or words.NOT_THE_NAME
        if vanish and cells and len(cells[0].text) > LONGEST_SIGN and cells[0].text.isalpha():
            doubt = doubt or words.NOT_THE_NAME  # Leeftijd onbekend
        if region := region_among(name, names):
            if kept is None or region == OWN:
                placer.out.ask(row.line.place, row.line.text, NO_THEME)
            else:
                doubt = heading.doubt or row.found.doubt or (WHICH_LAND if may_be_land(name, names) else "")
                place_cells(kept, heading, cells, placer, doubt=doubt, at=row.line, region=region)
            continue
        above = [] if words.has_figures(row.above.text) or not row.above else [row.above]
        called = whole_name(Cell(name, row.line.place), above)
        listed = name.startswith(tuple(BULLETS))  # below the title of its list
        broken = row.loose > 1 or (row.loose and called.text == name)
        doubt = doubt or (BROKEN_NAME if broken and not listed else "")
        kept = placer.new_row("", called, "")
        if row.found.bron:
            placer.set_bron(kept, row.found.bron)
        place_cells(kept, heading, cells, placer, doubt=doubt, at=row.line)


def with_names_ahead(body: Sequence[Paragraph], count: int) -> list[Paragraph]:
    """Return the paragraphs, where all figures of a row on a line of their own stand behind the name above them."""
    found: list[Paragraph] = []
    for paragraph in body:
        row = (
            words.split_row([paragraph.cell], 0, count, last=False) if len(paragraph.lines) == 1 and count > 1 else None
        )
        alone = row is not None and len(row.cells) == count and not any(map(str.isalpha, paragraph.text))
        above = found[-1].lines[-1] if found and alone else None
        if above and kind_of(above.text) == "text" and not words.has_figures(above.text):
            name = Cell(f"{above.text} {paragraph.text}", above.place)
            found[-1] = Paragraph((*found[-1].lines[:-1], name))
        else:
            found.append(paragraph)
    return found


def holds_word_rows(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str]) -> bool:
    """Whether nearly all rows stand on a line of their own: a cell alone is one that broke off from its row."""
    alone = sum(kind in OF_FIGURES for kind in kinds)
    lines = [line for paragraph in body for line in paragraph.lines]
    count = len(heading.figures)
    if count < 2 or alone * LEAST_WHOLE > len(lines):
        return False
    whole = sum(len(words.split_row([line], 0, count, last=False).cells) == count for line in lines)
    return whole > LEAST_WHOLE and alone * LEAST_WHOLE <= whole


def _parting_words(rows: Sequence[_WordRow], heading: Heading) -> set[str]:
    """Return the words that stand before the figures of several rows, where the heading has the bron there.

    A number behind them is not the end of a name. Not where a row has more figures or fewer: it may end the bron.
    """
    columns = heading.columns
    first = next((i for i, column in enumerate(columns) if column.holds_figures), 0)
    if not first or columns[first - 1].kind != "bron":
        return set()
    if any(len(row.found.cells) != len(heading.figures) for row in rows):
        return set()
    last = Counter(row.found.name.split()[-1] for row in rows if row.found.name)
    return {word for word, count in last.items() if count > 1 and word.isalpha()}


def _below_another_day(lines: Sequence[Cell], rows: Collection[Cell], heading: Heading) -> set[Cell]:
    """Return the rows below a title that names another day than the columns, up to the next title."""
    found: set[Cell] = set()
    within = False
    for line in lines:
        if line in rows:
            found |= {line} if within else set()
        elif any(map(str.isalpha, line.text)):
            within = is_of_another_day(line.text, (column.text for column in heading.figures))
    return found


def _rows(lines: Sequence[Cell], heading: Heading) -> Iterator[_WordRow]:
    """Yield the lines that hold figures, taken apart."""
    count = len(heading.figures)
    numbered = sum(column.kind == "code" for column in heading.columns)
    years = any(column.kind == "jaar" for column in heading.columns)
    loose = 0
    for above, line in itertools.pairwise([Cell("", lines[0].place), *lines] if lines else []):
        if words.has_figures(line.text) or (count == 1 and words.ends_in_figure(line.text)):
            begin = words.after_numbers(line.text, numbered)
            yield _WordRow(line, above, words.split_row([line], begin, count, last=False, years=years), loose)
            loose = 0
        else:
            loose += bool(line)
