"""The pieces of a heading that those beside them name otherwise: a year in brackets, Ambitie before a name."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.headings import FIGURES, Column, Item
from indicators.imports.published.regions import OWN
from indicators.notation.text import A_YEAR, YEAR

_LAST = re.compile(r"(?:laatst|meest recent|actuele|huidige|nul|begin|start)", re.IGNORECASE)
_AIMED = re.compile(r"doelstelling(?:en)?|doel(?:en)?|ambities?|beoogd", re.IGNORECASE)
_MEASURED = re.compile(r"meet-?|meting", re.IGNORECASE)
_OF_YEARS = ("", "realisatie", "streefwaarde", "onduidelijk")
_YEAR_FIRST = re.compile(YEAR)
LEAST_COLUMNS = 2
LEAST_REGIONS = 2  # below one year of realisaties
_VALUE = re.compile(r"meet ?waarde", re.IGNORECASE)


def with_brackets(items: Sequence[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the pieces, where a year in brackets below a head of figures is its own: Actuele waarde, (2016)."""
    found: list[tuple[Item, int]] = []
    for item, number in items:
        head = found[-1][0] if found else Item("")
        if item.text.startswith("(") and not item.kind and item.year and head.kind in FIGURES and not head.year:
            found[-1] = (replace(head, year=item.year, text=f"{head.text} {item.text}"), number)
        else:
            found.append((item, number))
    return found


def below_its_group(items: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the pieces, where a group above the whole heading stands right before its years: Streefwaarden, Indicator,
    Laatst bekend, 2021, 2022.

    What was measured last, or first, says its year in its cells: the years behind it are those of the only group.
    """
    figures = [i for i, (item, _) in enumerate(items) if item.kind in (*FIGURES, "onduidelijk")]
    first = next((i for i, (item, _) in enumerate(items) if not item.kind and item.year), 0)
    between = figures == [0, first - 1] and any(item.kind == "naam" for item, _ in items[1:first])
    alone = between and items[0][0].kind in FIGURES and not items[0][0].year
    alone = alone and all(not item.kind and item.year for item, _ in items[first:])
    if not alone or not _LAST.match(items[first - 1][0].text):
        return items
    return [*items[1:first], items[0], *items[first:]]


def with_years_ahead(items: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the pieces, where each year stands above what it is of, and never behind it: 2018, realisatie, 2019 doel.

    A year alone right before such a word is then its own.
    """
    pairs = [
        place
        for place, ((one, _), (two, _)) in enumerate(itertools.pairwise(items))
        if not one.kind and one.year and two.kind in _OF_YEARS[1:] and not two.year and two.region != "nulmeting"
    ]
    own = {place + side for place in pairs for side in (0, 1)}
    rest = [item for place, (item, _) in enumerate(items) if item.kind in _OF_YEARS and place not in own]
    ahead = all(item.kind and item.year and _YEAR_FIRST.match(item.text) for item in rest)
    if not pairs or not ahead or len(pairs) + len(rest) < LEAST_COLUMNS:
        return items
    joined = {place: (_dated(items[place][0], items[place + 1][0]), items[place][1]) for place in pairs}
    return [joined.get(i, item) for i, item in enumerate(items) if i - 1 not in joined]


def _dated(year: Item, head: Item) -> Item:
    return replace(head, year=year.year, text=f"{year.text} {head.text}")


def over_regions(items: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the pieces, where a year of realisaties reaches over regions and another group over the years behind them.

    Indicator, Realisatie 2015, Begroting, Gouda, Nederland, 2016, 2017: what was measured in 2015 here and elsewhere.
    """
    kinds = [(item.kind, item.year is not None) for item, _ in items]
    first = next((i for i, pair in enumerate(kinds) if pair == ("realisatie", True)), -1)
    if first < 0 or kinds[first + 1 : first + 2] != [("streefwaarde", False)]:
        return items
    regions = list(itertools.takewhile(lambda pair: pair[0].kind in ("waarde", "benchmark"), items[first + 2 :]))
    years = items[first + 2 + len(regions) :]
    own = sum(item.kind == "waarde" and item.region == OWN for item, _ in regions)
    alone = len(years) > 1 and all(not item.kind and item.year for item, _ in years)
    if own != 1 or len(regions) < LEAST_REGIONS or not alone:
        return items
    measured = items[first][0].year
    whose = [
        (
            replace(item, kind="realisatie", region="", year=measured)
            if item.kind == "waarde"
            else replace(item, year=measured),
            at,
        )
        for item, at in regions
    ]
    return [*items[:first], *whose, items[first + 1], *years]


def measured_of_each(items: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the pieces without the Realisatie above the municipality and others, where each row says its year.

    Periode, Realisatie, Gouda, Nederland: no column can hold what was realised of nobody.
    """
    kinds = [(item.kind, item.year) for item, _ in items]
    whose = [("jaar", None), ("realisatie", None), ("waarde", None), ("benchmark", None)]
    at = next((i for i in range(len(items)) if kinds[i : i + len(whose)] == whose), -1)
    own = at >= 0 and items[at + 2][0].region == OWN and items[at + 1][0].region != "nulmeting"
    return [*items[: at + 1], *items[at + 2 :]] if own else items


def of_own(items: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the pieces, without the municipality where its name stands ahead of every head of a year: Gouda, B2021.

    Beside those stands G40, or another that has none. It stays known that these are figures of documents of its own,
    which may quote what was measured before.
    """
    own = [i for i, (item, _) in enumerate(items) if item.kind == "waarde" and item.region == OWN]
    behind = [items[i + 1][0] for i in own if i + 1 < len(items)]
    dated = all(item.kind in ("realisatie", "streefwaarde") and item.year for item in behind)
    if len(own) < LEAST_REGIONS or len(behind) < len(own) or not dated:
        return items
    heads = {i + 1 for i in own}
    whose = [(replace(item, region=OWN) if i in heads else item, at) for i, (item, at) in enumerate(items)]
    return [pair for i, pair in enumerate(whose) if i not in own]


def named(items: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Return the pieces, of which two are named otherwise: Ambitie, Omschrijving; Laatste meting, Laatste meting."""
    if _heads_names(items):
        items[0] = (replace(items[0][0], kind="naam"), items[0][1])
    first = next((index for index, (item, _) in enumerate(items) if item.kind not in ("naam", "tekst")), 0)
    ahead = [(item.kind, item.year) for item, _ in items[first : first + 2]]
    if ahead[:1] == [("streefwaarde", None)] and ahead[1:] == [("naam", None)]:
        # What is aimed at stands behind the name: this is the number of the ambition it belongs to. What stands before
        # that is a light or an arrow, of which nothing is left.
        kept = [pair for pair in items[:first] if pair[0].kind == "naam"]
        items[: first + 1] = [*kept, (replace(items[first][0], kind="code"), items[first][1])]
    for index in range(1, len(items)):
        (above, _), (item, number) = items[index - 1 : index + 1]
        if (above.text.casefold(), item.text.casefold()) == ("naam indicator", "omschrijving"):
            items[index] = (replace(item, kind="tekst"), number)  # what the indicator beside it means
        if (above.text.casefold(), above.kind) == ("laatste", "tekst") and _MEASURED.fullmatch(item.text):
            # Of two heads that broke in the middle the second lines are gone; a row without a year is asked.
            items[index - 1] = (replace(above, kind="jaar"), items[index - 1][1])
            items[index] = (replace(item, kind="waarde"), number)
        if above.kind == "jaar" and _VALUE.fullmatch(item.text) and not item.year:
            items[index] = (replace(item, kind="waarde"), number)  # of the year in the cell before it
    years = [index for index, (item, _) in enumerate(items) if item.kind == "jaar"]
    same = len({items[index][0].text.casefold() for index in years}) == 1
    if len(years) == 2 and same and _says_what(items[years[0]][0], years):
        # When it was measured, and what: any row that has no year in the first is asked.
        items[years[1]] = (replace(items[years[1]][0], kind="waarde"), items[years[1]][1])
    return items


def _heads_names(items: Sequence[tuple[Item, int]]) -> bool:
    """Whether Doelstelling stands above the names: before figures that all say their year, where no other head does."""
    (head, _), *rest = items or [(Item(""), 0)]
    figures = [item for item, _ in rest if item.kind in FIGURES]
    aims = head.kind == "streefwaarde" and not head.year and _AIMED.fullmatch(head.text) is not None
    dated = len(figures) > 1 and all(item.year for item in figures)
    return aims and dated and all(item.kind in (*FIGURES, "bron", "eenheid", "tekst") for item, _ in rest)


def _says_what(item: Item, years: Sequence[int]) -> bool:
    """Whether the second head of a year may stand above its figure: Laatste meting, or where it is right beside it."""
    return "meting" in item.text.casefold() or years[1] == years[0] + 1


def comes_twice(columns: Sequence[Column]) -> bool:
    """Whether a year of one kind stands in two columns, which may have been read from it twice.

    Doel 2022 beside Ambitie 2022 was not: both say their year. Where their figures differ, both are asked.
    """
    dated = [
        (
            c.kind,
            c.year,
            c.region if c.kind == "benchmark" else "",
            c.text.casefold() if c.kind == "streefwaarde" and A_YEAR.search(c.text) else "",
        )
        for c in columns
        if c.kind in FIGURES and c.year
    ]
    return len(dated) != len(set(dated))
