"""Tables without walls: one cell per line, or rows of words. Empty cells are gone, so counts must fit exactly."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.asides import without_asides
from indicators.imports.published.broken_heads import with_star_columns, with_whole_heads
from indicators.imports.published.bullets_apart import without_bullets
from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.coded_rows import DATED, read_coded_rows
from indicators.imports.published.codes import code_at
from indicators.imports.published.document import ALONE, is_title, on_first_of_january, speaks_of_aims
from indicators.imports.published.figure_runs import LISTED_BY_LAW
from indicators.imports.published.fitting import OTHER_YEARS, divides_otherwise
from indicators.imports.published.glued_cells import is_glued
from indicators.imports.published.groups import KNOWN_GROUP, titles_rows
from indicators.imports.published.headings import FIGURES, KNOWN, Column, Heading, pieces
from indicators.imports.published.heads_by_rows import days_below
from indicators.imports.published.named_above import read_named_above
from indicators.imports.published.own_column import with_not_yet_known
from indicators.imports.published.paragraphs import (
    Paragraph,
    kind_of,
    paragraphs_of,
    with_years,
)
from indicators.imports.published.part_heads import parts_below, read_parts
from indicators.imports.published.placing import Placer
from indicators.imports.published.region_years import read_region_years
from indicators.imports.published.regular_rows import Table, find_regular_rows, read_regular_rows
from indicators.imports.published.repeated_columns import read_repeated
from indicators.imports.published.rows_in_lines import with_rows_apart
from indicators.imports.published.settled_headings import asked_by_year, settled_by
from indicators.imports.published.source import Line
from indicators.imports.published.stream_heads import NAMING, heading_end, heading_of
from indicators.imports.published.told_years import told_by
from indicators.imports.published.tree import Tree
from indicators.imports.published.two_readers import read_either
from indicators.imports.published.uncoded import read_uncoded
from indicators.imports.published.uncoded_rows import ANOTHER
from indicators.imports.published.unfilled import with_unfilled
from indicators.imports.published.whole_rows import end_of_whole_rows
from indicators.imports.published.whose_figures import read_whose_figures
from indicators.notation.text import FOOTNOTE, YEAR

_STOP = re.compile(
    r"(?:toelichting\b(?!:)|beleids?s?terrein\b|effectindicatoren bij|doelen en prestaties|een overzicht"
    r"|verbonden partij"
    r"|wat (?:mag|gaan|willen|hebben|heeft)\b|programma(?:nummer)?\b|bijdrage\b|ga naar"
    r"|terug naar navigatie|(?:lasten|baten)$|home /"
    r"|nr\.? [0-9](?![0-9]? (?:basisset )?bbv))",
    re.IGNORECASE,
)
_LONE_YEAR = re.compile(rf"(?:{ALONE.pattern}) ?\*{{0,3}}", re.IGNORECASE)
_YEAR_AND_WORDS = re.compile(rf"{YEAR}(?: [^0-9]{{1,20}})?\*{{0,3}}$")
MOST_OVER = 6  # cells above a heading that may say what it holds
MOST_ABOVE = 30  # cells between a heading of two years and two whole rows
BROKEN_YEARS = "In de kop van deze groep staan woorden bij de jaren; het is niet duidelijk welke kolommen zij heeft."


def read_streams(lines: Sequence[Line], placer: Placer, tree: Tree) -> None:
    """Read every table without walls that has a heading of figures."""
    paragraphs = with_whole_heads(with_years(p for p in paragraphs_of(lines) if not LISTED_BY_LAW.fullmatch(p.text)))
    paragraphs = with_star_columns(paragraphs)
    _read_paragraphs(paragraphs, 0, placer, tree, regular=set())


def _read_paragraphs(
    paragraphs: Sequence[Paragraph], index: int, placer: Placer, tree: Tree, *, regular: set[int] | None
) -> None:
    """Read the tables from `index` on; those of regular rows too, where the known heads they began with are kept."""
    while index < len(paragraphs):
        if glued := [line for line in paragraphs[index].lines if is_glued(line.text)]:
            why = "De cellen van deze tabel zijn aan elkaar geplakt; het is niet zeker waar de ene eindigt."
            placer.out.ask(glued[0].place, glued[0].text, why)
            index += 1
            continue
        if regular is not None and (table := find_regular_rows(paragraphs, index, regular, placer.scope)):
            index = _read_either(paragraphs, index, table, placer, tree)
            continue
        end = read_repeated(paragraphs, index, placer)
        end = end if end > index else read_region_years(paragraphs, index, placer)
        if end > index:
            index = end
            continue
        body = heading_end(paragraphs, index)
        if (end := read_whose_figures(paragraphs, body, placer)) > body:
            index = end
            continue
        if body == index and _heads_years(paragraphs, index):
            index = _read_years(paragraphs, index, placer, tree)
            continue
        if body == index and _heads_broken_years(paragraphs, index):
            placer.out.ask(paragraphs[index].cell.place, paragraphs[index].text, BROKEN_YEARS)
            index += 2  # the year below it begins no table
            continue
        items = pieces(paragraphs[index].text)
        # Toelichting indicatoren; but Programma Indicator 2021 2022 is a heading.
        remark = _STOP.match(paragraphs[index].text) and len(items) > 1 and not any(item.year for item in items)
        if body == index or remark or _is_title_above(paragraphs, index, body):
            index += 1
            continue
        end = body
        names = {p.text for p in paragraphs[index:body] if any(i.kind in NAMING for i in pieces(p.text))}
        while end < len(paragraphs) and not _ends(paragraphs, end):
            if paragraphs[end].text in names:
                # The heading of another table of which the rest cannot be read.
                placer.out.ask(paragraphs[end].cell.place, paragraphs[end].text, ANOTHER)
                break
            end += 1
        above = paragraphs[max(0, index - 6) : index]
        heading = heading_of(paragraphs, index, body, end, placer.scope)
        body += days_below(heading, paragraphs[body:end])
        end = max(end, body + end_of_whole_rows(heading, paragraphs[body:]))
        placer.enter(
            (paragraph.text for paragraph in paragraphs[max(0, index - 3) : body]),
            (paragraph.text for paragraph in paragraphs[body:end]),
        )
        rows = without_asides(paragraphs[body:end], above)
        _read_table(paragraphs[index:body], heading, rows, placer, tree, above=above)
        index = end


def _read_either(paragraphs: Sequence[Paragraph], index: int, table: Table, placer: Placer, tree: Tree) -> int:
    """Read a table of regular rows, as such or by what is known of its words; return where it ends."""
    above, end = max(0, index - MOST_OVER), table.end
    while end < len(paragraphs) and not _ends(paragraphs, end):
        end += 1
    here = paragraphs[above:end]

    def by_words(trial: Placer) -> None:
        _read_paragraphs(here, index - above, trial, tree, regular=None)

    def by_shape(trial: Placer) -> None:
        read_regular_rows(table, paragraphs, trial)

    read_either(by_words, by_shape, placer, paragraphs[table.head].cell)
    return end


def _read_years(paragraphs: Sequence[Paragraph], index: int, placer: Placer, tree: Tree) -> int:
    """Read what stands below a text and years alone, where the document says that all are measured; return its end."""
    head = paragraphs[index]
    body = index + 1
    while body < len(paragraphs) and _LONE_YEAR.fullmatch(paragraphs[body].text):
        body += 1
    texts = [paragraph.text.rstrip("* ") for paragraph in paragraphs[index + 1 : body]]
    years = [Column("", int(re.findall(YEAR, text)[-1]), text=text) for text in texts]
    heading = Heading((Column("naam", text=head.text), *years), UNSAID)
    heading = told_by(heading, placer.scope)
    goes_on = body < len(paragraphs) and pieces(paragraphs[body].text)  # 2016 2017 2018 Streefwaarde
    aims = speaks_of_aims([paragraph.text for paragraph in paragraphs[max(0, index - 6) : index + 1]])
    if not aims:
        heading = settled_by(heading, on_first_of_january(placer.scope, [head.text, *texts]))
    heading = asked_by_year(heading)
    if heading.doubt or goes_on:
        placer.out.ask(head.cell.place, head.text, UNSAID)
        return index + 1
    end = body
    while end < len(paragraphs) and not _ends(paragraphs, end):
        end += 1
    if KNOWN.search(head.text):
        heading = with_not_yet_known(heading, paragraphs[body:end], placer.scope, known=True)
    placer.enter((p.text for p in paragraphs[max(0, index - 3) : body]), (p.text for p in paragraphs[body:end]))
    _read_table(paragraphs[index:body], heading, paragraphs[body:end], placer, tree, above=paragraphs[index:index])
    return end


def _is_title_above(paragraphs: Sequence[Paragraph], index: int, end: int) -> bool:
    """Whether the title of the page stands right above the heading: Begroting 2020, and then Indicator."""
    items = [item for p in paragraphs[index + 1 : end] for item in pieces(p.text)]
    items = items[bool(items) and not items[0].kind :]  # 2018, and then Indicator
    first = next((i for i, item in enumerate(items) if item.kind in FIGURES and item.year), len(items))
    title, *rest = paragraphs[index].lines  # Stadsrekening 2017, and below it the name of the website
    return (
        is_title(title.text)
        and not any(pieces(line.text) for line in rest)
        and any(item.kind == "naam" for item in items[:first])
    )


def _ends(paragraphs: Sequence[Paragraph], index: int) -> bool:
    text = paragraphs[index].text
    if (_STOP.match(text) and not titles_rows(paragraphs, index)) or _glued_heading(paragraphs[index]):
        return True
    code = code_at(text)
    if _heads_years(paragraphs, index) or _heads_broken_years(paragraphs, index):
        return True
    return (code is not None and code.kind == "prestatie") or heading_end(paragraphs, index) > index


def _heads_years(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a text stands above years alone: a heading that does not say what they are.

    Three years or more; two only where a name with as many figures stands right below them, or two such further down.
    """
    below = [paragraph.text for paragraph in paragraphs[index + 1 : index + MOST_ABOVE]]
    if kind_of(paragraphs[index].text) != "text" or not all(_LONE_YEAR.fullmatch(year) for year in below[:2]):
        return False
    if len(below) > 2 and _LONE_YEAR.fullmatch(below[2]):
        return True
    kinds = ["year" if _LONE_YEAR.fullmatch(text) else kind_of(text) for text in below[2:]]
    row = ["text", "value", "value"]
    rows = [place for place in range(len(kinds)) if kinds[place : place + 4] in (row, [*row, "text"])]
    return kinds[:3] == row or (len(rows) > 1 and "year" not in kinds[: rows[1]])


def _heads_broken_years(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a known group stands above a year with words behind it: 2018, Per, 2019, Per, totaal, inwoner."""
    if not KNOWN_GROUP.fullmatch(paragraphs[index].text) or index + 2 >= len(paragraphs):
        return False
    first, second = (paragraph.text for paragraph in paragraphs[index + 1 : index + 3])
    return _YEAR_AND_WORDS.match(first) is not None and kind_of(second) == "text"


def _glued_heading(paragraph: Paragraph) -> bool:
    """Whether a line holds a heading of three columns or more without spaces between."""
    return any(is_glued(line.text) for line in paragraph.lines)


def _read_table(
    head: Sequence[Paragraph],
    heading: Heading,
    body: Sequence[Paragraph],
    placer: Placer,
    tree: Tree,
    *,
    above: Sequence[Paragraph],
) -> None:
    body = with_rows_apart(len(heading.figures), with_unfilled(heading.columns, without_bullets(body)))
    body = [p for p in body if not FOOTNOTE.fullmatch(p.text) or kind_of(p.text) in ("mark", "value")]
    if not heading.doubt and divides_otherwise(heading.columns, (p.text for p in body)):
        heading = replace(heading, doubt=OTHER_YEARS)
    if heading.needs_dated and not heading.doubt and not any(DATED.search(p.text) for p in body):
        heading = replace(heading, doubt="De kop zegt niet welke jaren bij de realisatie horen.")
    starts = [i for i, p in enumerate(body) if (code := code_at(p.text)) and code.kind == "effectindicator"]
    if not starts:
        kinds = [kind_of(p.text) for p in body]
        if parts := parts_below(heading, body, kinds):
            read_parts(heading, parts, body, placer)
            body, kinds = body[: parts.begin], kinds[: parts.begin]
        if not read_named_above(above, heading, body, kinds, placer):
            read_uncoded(head, heading, body, placer)
        return
    read_coded_rows(head, heading, body, starts[0], placer, tree)
