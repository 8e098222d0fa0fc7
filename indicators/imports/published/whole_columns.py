"""The columns that whole rows may have, by their heading and by what it leaves unsaid."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.imports.published.headings import Column
from indicators.imports.published.paragraphs import Paragraph
from indicators.imports.published.regions import OWN, names_others, region_of

OTHERS = re.compile(r"benchmark|vergelijking", re.IGNORECASE)
HEADLESS = Column("jaar")
LONGEST_HEAD = 30  # characters of the head of a column that nobody listed


def fuller(
    columns: tuple[Column, ...], body: Sequence[Paragraph], kinds: Sequence[str]
) -> Iterator[tuple[tuple[Column, ...], int]]:
    """Yield the columns, with what the heading does not say and the rows may, and where the rows then begin.

    That is the document in which each figure was printed, a number before each name, and words behind all others, of
    which the head then stands right above the rows.
    """
    year = next(i for i, c in enumerate(columns) if c.kind == "jaar")
    printed = columns[year - 1]
    if year and says_no_document(printed):
        columns = (*columns[: year - 1], replace(printed, kind="document"), *columns[year:])
    yield columns, 0
    unlisted = bool(body) and kinds[0] == "text" and len(body[0].text) <= LONGEST_HEAD
    for skipped in range(1 + unlisted):
        behind = [Column("tekst")] * skipped
        if skipped:
            yield (*columns, *behind), skipped
        if columns[0].kind != "code":
            yield (Column("code"), *columns, *behind), skipped


def says_no_document(column: Column) -> bool:
    """Whether the head before the year of measuring may stand above the documents that printed the figures."""
    return column.kind in ("", "realisatie", "streefwaarde") and not (column.kind and column.year)


def shapes_of_more(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    """Return the shapes in which a row can go on with the next year: from its year, with the words behind or without.

    With the figure of another region a year may stand there once for both. Nothing goes on where figures stand before
    the year, or a name behind it.
    """
    held = [i for i, c in enumerate(columns) if c.holds_figures]
    year = next(i for i, c in enumerate(columns) if c.kind == "jaar")
    if year != held[0] or year == 0 or any(c.kind in ("naam", "code") for c in columns[year:]):
        return [()]
    regional = columns[year + 1].kind == "regio" if year + 1 < len(columns) else False
    once = [tuple(columns[year + 1 : held[-1] + 1])] if regional else []
    year -= columns[year - 1].kind == "document"
    return list(dict.fromkeys(((), tuple(columns[year:]), tuple(columns[year : held[-1] + 1]), *once)))


def with_others(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns; where Benchmark stands above a name and Waarde above its figure, that figure is of others."""
    found = list(columns)
    for index, (first, second) in enumerate(itertools.pairwise(columns)):
        if first.kind == "benchmark" and OTHERS.fullmatch(first.text) and second.kind == "waarde":
            found[index] = replace(first, kind="tekst")
            found[index + 1] = replace(second, kind="benchmark", region=first.text)
    return tuple(found)


def with_region(columns: Sequence[Column], texts: Sequence[str]) -> list[Column]:
    """Return the columns of a row in which a cell says whose the figure beside it is: Benchmark, Waarde."""
    said = [text for column, text in zip(columns, texts, strict=False) if OTHERS.fullmatch(column.text)]
    whose = next((text for text in said if region_of(text) not in ("", OWN) or names_others(text)), "")
    of_others = Column("benchmark" if whose else "onduidelijk", region=whose, text="Benchmark")
    return [of_others if c.kind == "benchmark" and OTHERS.fullmatch(c.region) and said else c for c in columns]


def with_year(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns; where only Waarde behind the name is a figure, a year without a head may stand before it."""
    figures = [column for column in columns if column.holds_figures]
    named = [column.kind for column in columns[:2]] == ["naam", "waarde"]
    if not named or len(figures) != 1 or figures[0].year or figures[0].region:
        return columns
    return (columns[0], HEADLESS, *columns[1:])
