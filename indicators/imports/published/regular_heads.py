"""The columns of a regular table in the order of their heads, and which of them names the rows."""

import itertools
from collections.abc import Iterator, Sequence

from indicators.imports.published.checked_heads import first_of_groups
from indicators.imports.published.headings import Column, head_of, pieces
from indicators.imports.published.regions import OWN
from indicators.imports.published.whole_columns import OTHERS


def variants(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """Yield the columns, and those without the head of a group (Realisatie over Gouda, Nederland); also numbered."""
    groups = [
        place
        for place, (column, after) in enumerate(itertools.pairwise(columns))
        if column.kind == "realisatie" and not column.year and after.kind == "waarde" and after.region == OWN
    ]
    grouped = [(*columns[:place], *columns[place + 1 :]) for place in groups]
    for each in (columns, *grouped):
        yield each
        ahead = list(itertools.takewhile(lambda column: not column.holds_figures, each))
        # An unlisted head may be that of the numbers.
        if ahead and ahead[0].kind != "code" and not any(map(is_unlisted, ahead)):
            yield (Column("code"), *each)


def as_printed(columns: Sequence[Column], texts: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns, those before the figures in the order of their heads: a heading puts what names first."""
    first = next((i for i, column in enumerate(columns) if column.holds_figures), len(columns))
    ahead = columns[:first]
    if all(column.text in texts for column in ahead):
        ahead = sorted(ahead, key=lambda column: texts.index(column.text))
    return (*ahead, *columns[first:])


def is_named_once(texts: Sequence[str]) -> bool:
    """Whether one head names the rows, perhaps with a title right above it: Indicatoren, Indicator.

    Of Indicatoren, Doel, Indicator the last is not among the columns.
    """
    named = [i for i, text in enumerate(texts) if any(item.kind == "naam" for item in pieces(text))]
    return not named or named[-1] - named[0] < len(named)


def begins_in_figures(columns: Sequence[Column], texts: Sequence[str]) -> bool:
    """Whether a head of figures stands above that of the names: Jaarstukken 2019, Indicatoren, 2018 is a title.

    Doelstelling without a year before heads that have theirs may be the head of the names itself.
    """
    first = next((column for column in columns if column.holds_figures), Column(""))
    aimed = first.kind == "streefwaarde" and not first.year and any(c.kind == first.kind and c.year for c in columns)
    if aimed and not any(column.kind == "naam" for column in columns):
        return True
    named = next((texts.index(c.text) for c in columns if c.kind == "naam" and c.text in texts), 0)
    return any(c.text in texts[:named] for c in columns if c.holds_figures and c.kind != "jaar" and c.year)


def place_of_names(columns: Sequence[Column]) -> int:
    """Return which column names the rows; -1 where none does for certain, or each row says whose figures it holds."""
    said = [column.kind for column in columns]
    figures = any(column.holds_figures and column.kind != "jaar" for column in columns)
    once = [column.kind for column in first_of_groups(columns)]
    named_by_cell = any(column.kind == "benchmark" and OTHERS.fullmatch(column.region) for column in columns)
    others = any(OTHERS.fullmatch(column.text) for column in columns if column.kind != "tekst" or not named_by_cell)
    if "regio" in said or once.count("jaar") > 1 or not figures or others:
        return -1
    named = [i for i, column in enumerate(columns) if column.kind == "naam"]
    first = next(i for i, column in enumerate(columns) if column.holds_figures)
    ahead = [i for i, column in enumerate(columns[:first]) if is_unlisted(column)]
    if len(named) == 1:
        return named[0]
    return ahead[0] if not named and len(ahead) == 1 else -1


def is_unlisted(column: Column) -> bool:
    """Whether this is a column of words of which nobody listed the head."""
    return column.kind == "tekst" and head_of(column.text) is None
