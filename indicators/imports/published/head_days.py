"""A second line of a heading that says on which day of its year each column counts: Structuur 31-12-2017 1-1-2018."""

import re
from collections.abc import Sequence

from indicators.imports.published.document import DAY
from indicators.imports.published.headings import Item, pieces
from indicators.notation.text import A_YEAR

_DAYS = re.compile(rf"(?P<title>.*?[^\W\d_]) (?P<days>{DAY.pattern}(?: {DAY.pattern})+)", re.IGNORECASE)


def without_days(texts: Sequence[str]) -> list[str]:
    """Return the texts of a heading without days that are those of its columns, each in the year that its head says.

    Days of other years stay: then nobody can say of which year a figure is.
    """
    kept: list[str] = []
    years: list[int | None] = []
    for text in texts:
        found = _DAYS.fullmatch(text)
        if found and len(years) > 1 and [int(year) for year in A_YEAR.findall(found["days"])] == years:
            continue
        kept.append(text)
        years += [item.year for item in pieces(text) if _is_dated(item)]
    return kept


def _is_dated(item: Item) -> bool:
    return item.year is not None and bool(item.kind)
