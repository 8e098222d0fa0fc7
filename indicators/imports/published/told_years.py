"""A sentence above a table that says which of its years were measured and which are budgeted.

Onder 2019 en 2020 staan de werkelijke aantallen. Voor 2021 tot en met 2025 zijn zij begroot. Certain only where the
sentences tell of every year of the heading, and of no other.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from indicators.imports.published.document import ALONE, Scope
from indicators.imports.published.headings import UNTIL_AND_FROM, Heading
from indicators.notation.text import A_YEAR, YEAR

LONGEST = 600  # characters of a paragraph
_SENTENCE = re.compile(r"[^.]+\.")
_MEASURED = re.compile(r"\bwerkelijke?\b|\bgerealiseerde?\b|\bgemeten\b", re.IGNORECASE)
_BUDGETED = re.compile(r"\bbegroot\b|\bbegrote\b", re.IGNORECASE)
_OTHER = re.compile(r"\bniet\b|\bgeen\b|verwacht|prognose|raming|geraamd|schatting|geschat", re.IGNORECASE)
_UP_TO = re.compile(rf"(?P<first>{YEAR}) ?(?:t/m|tot en met|-|–) ?(?P<last>{YEAR})")


def told_years(texts: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """Return of each year that the sentences of a page tell of whether it was measured, or is budgeted.

    A line may tell it of all years that stand alone on the page: Realisatie t/m 2017, streefwaarden vanaf 2018.
    """
    texts = list(texts)
    lines = [found for text in texts if (found := UNTIL_AND_FROM.fullmatch(text))]
    if len(lines) == 1 and int(lines[0]["first"]) == int(lines[0]["last"]) + 1:
        last = int(lines[0]["last"])
        years = sorted({int(text) for text in texts if re.fullmatch(YEAR, text)})
        return tuple((year, "realisatie" if year <= last else "streefwaarde") for year in years)
    said: dict[int, str] = {}
    for text in texts:
        for sentence in _SENTENCE.findall(text) if len(text) <= LONGEST else []:
            measured, budgeted = _MEASURED.search(sentence), _BUDGETED.search(sentence)
            if bool(measured) == bool(budgeted) or _OTHER.search(sentence):
                continue
            kind = "realisatie" if measured else "streefwaarde"
            for year in _years(sentence):
                said[year] = kind if said.get(year, kind) == kind else ""
    kinds = set(said.values())
    return tuple(sorted(said.items())) if kinds == {"realisatie", "streefwaarde"} else ()


def told_by(heading: Heading, scope: Scope) -> Heading:
    """Return a heading of years alone with what the sentences of the page say of each, where they tell of them all."""
    said = dict(scope.told)
    alone = {c.year for c in heading.figures if c.year and ALONE.fullmatch(c.text) and c.kind in ("", "onduidelijk")}
    wrong = any(kind == "realisatie" and scope.is_to_come(year) for year, kind in said.items())
    figures = [c for c in heading.figures if c.region != "nulmeting"]
    if not said or set(said) != alone or len(alone) != len(figures) or wrong:
        return heading
    columns = [replace(c, kind=said[c.year]) if c.year in alone else c for c in heading.columns]
    return replace(heading, columns=tuple(columns), doubt="")


def _years(sentence: str) -> set[int]:
    """Return the years that a sentence names, with those between the ends of a range."""
    found = {int(year) for year in A_YEAR.findall(sentence)}
    for reach in _UP_TO.finditer(sentence):
        found |= set(range(int(reach["first"]), int(reach["last"]) + 1))
    return found
