"""Whose the years are that stand below the groups of a heading: Realisatie, Streefwaarden, 2017 2018 2019 2020."""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from indicators.imports.published.document import Scope
from indicators.imports.published.headings import Column, Item, pieces

_EXPECTED = re.compile(r"raming(?:en)?|schatting(?:en)?|prognoses?|verwacht(?:ing(?:en)?)?", re.IGNORECASE)
_NORM = re.compile(r"norm(?:waarde)?", re.IGNORECASE)
WHOSE_YEARS = "Het is niet duidelijk bij welke kop de jaren horen."

MOST_HEADS = 100  # of one table
MOST_WAYS = 500  # to divide years over groups: twelve over four are 165
LEAST_AIMED = 2  # years of a budget beside one of what became of it


@lru_cache(maxsize=1_000)
def shared(groups: tuple[Item, ...], years: tuple[int, ...], scope: Scope) -> tuple[Item | None, ...]:
    """Return of each year the group it is of in every way to divide them, or None; nothing where there is no way.

    Each group has one year at least, in the order of the groups; its years rise; and the document can have measured,
    expected or aimed at them. Every year must stand below a group: only for a heading that shows where its cells are.
    """
    if not 0 < len(groups) <= len(years) or math.comb(len(years) - 1, len(groups) - 1) > MOST_WAYS:
        return ()
    ways = [
        parts
        for cuts in itertools.combinations(range(1, len(years)), len(groups) - 1)
        if _may_be([*zip(groups, parts := _cut(years, cuts), strict=True)], scope)
    ]
    whose = [[group for group, part in zip(groups, parts, strict=True) for _ in part] for parts in ways]
    return tuple(of[0] if all(group is of[0] for group in of) else None for of in zip(*whose, strict=True))


def _cut(years: Sequence[int], cuts: Sequence[int]) -> list[Sequence[int]]:
    return [years[start:end] for start, end in itertools.pairwise((0, *cuts, len(years)))]


def _may_be(parts: Sequence[tuple[Item, Sequence[int]]], scope: Scope) -> bool:
    """Whether each group can have these years: nothing is expected of what is over, or known of what is to come."""
    unsaid = scope.running or any(_EXPECTED.fullmatch(group.text) for group, _ in parts)  # of the year it is written in
    ended = scope.measured if unsaid or not scope.planned else scope.planned - 1
    for group, years in parts:
        if len(runs_of(years)) > 1:
            return False
        if scope.measured and not scope.is_open:
            if group.kind == "realisatie" and years[-1] > ended:
                return False
            aimed = group.kind == "streefwaarde" and scope.planned
            if (aimed or _EXPECTED.fullmatch(group.text)) and years[0] <= scope.measured:
                return False
    return True


def past_first(groups: Sequence[tuple[Item, list[int]]], waiting: Sequence[int], parts: Sequence[list[int]]) -> bool:
    """Give the past, a budget and an outcome their years, where the last two are of one: of 2017 2018, 2019, 2019."""
    expected = [_EXPECTED.fullmatch(groups[index][0].text) is not None for index in waiting]
    kinds = ["streefwaarde" if early else groups[index][0].kind for index, early in zip(waiting, expected, strict=True)]
    if kinds != ["realisatie", "streefwaarde", "realisatie"] or len(parts) != 2 or len(parts[0]) < 2:
        return False
    if parts[1] != parts[0][-1:]:
        return False
    for index, part in zip(waiting, (parts[0][:-1], parts[0][-1:], parts[1]), strict=True):
        groups[index][1].extend(part)
    return True


def paired(groups: Sequence[tuple[Item, list[int]]], waiting: Sequence[int], run: Sequence[int]) -> bool:
    """Give each group its year where as many stand below, in order: Realisatie Realisatie Begroot, 2016 2017 2018."""
    kinds = {groups[index][0].kind for index in waiting}
    if len(waiting) != len(run) or len(run) < 3 or len(kinds) == len(waiting):
        return False
    for index, year in zip(waiting, run, strict=True):
        groups[index][1].append(year)
    return True


def goes_on_aiming(groups: Sequence[tuple[Item, list[int]]], run: Sequence[int], scope: Scope) -> bool:
    """Whether years right behind a streefwaarde are aimed at too: Doel 2016, 2017, 2018, each the next."""
    if not groups or groups[-1][0].kind != "streefwaarde" or not groups[-1][0].year or len(run) < 2:
        return False
    first = groups[-1][0].year
    return list(run) == list(range(first + 1, first + 1 + len(run))) and run[0] > scope.measured


def aimed_at_the_past(groups: Sequence[tuple[Item, list[int]]], scope: Scope) -> str:
    """Return a doubt where one streefwaarde has years that were measured and years to come: another head is gone."""
    runs = [years for item, years in groups if item.kind == "streefwaarde" and not item.year]
    past = [sum(year <= scope.measured for year in years) for years in runs if scope.planned and scope.planned in years]
    # Of jaarstukken: Begroot, Werkelijk, 2017, 2018, 2019, 2019 lost Historie.
    measured = [years for item, years in groups if item.kind == "realisatie" and not item.year]
    ended = bool(scope.measured) and not scope.planned and len(measured) == 1 == len(measured[0])
    over = ended and any(len(years) > LEAST_AIMED and max(years) <= scope.measured for years in runs)
    return WHOSE_YEARS if over or max(past, default=0) > 1 else ""


def divided(
    groups: list[tuple[Item, list[int]]],
    others: list[tuple[int, Item]],
    waiting: Sequence[int],
    run: Sequence[int],
    scope: Scope,
) -> bool:
    """Give two groups their part of one run, by what the document can have measured: Realisatie, Streefwaarden.

    The year between what is measured and what is aimed at may be of either.
    """
    if len(waiting) != 2 or not run[0] <= scope.measured < scope.planned <= run[-1] or len(runs_of(run)) > 1:
        return False
    first, second = (groups[index][0] for index in waiting)
    expected = _EXPECTED.fullmatch(second.text) is not None
    aimed = second.kind == "streefwaarde" or "streef" in second.text.casefold()
    if first.kind != "realisatie" or not (aimed or expected):
        return False
    if expected:  # what was measured is certain; what is expected is asked
        groups[waiting[0]][1].extend(year for year in run if year <= scope.measured)
        later = [year for year in run if year > scope.measured]
        groups[waiting[1] : waiting[1] + 1] = [
            (Item("onduidelijk", year, text=f"{second.text} {year}"), [year]) for year in later
        ]
        others[:] = [(place + (len(later) - 1) * (place > waiting[1]), item) for place, item in others]
        return True
    groups[waiting[0]][1].extend(year for year in run if year <= scope.measured)
    groups[waiting[1]] = (replace(second, kind="streefwaarde"), [year for year in run if year >= scope.planned])
    between = [year for year in run if scope.measured < year < scope.planned]
    groups[waiting[1] : waiting[1]] = [(Item("onduidelijk", year, text=str(year)), [year]) for year in between]
    others[:] = [(place + len(between) * (place > waiting[1]), item) for place, item in others]
    return True


def past_and_expected(
    groups: Sequence[tuple[Item, list[int]]], waiting: Sequence[int], parts: Sequence[list[int]], scope: Scope
) -> bool:
    """Give three groups their years where the second expects that of a bestuursrapportage itself, and no other.

    Realisaties, Prognose, Streefwaarden, 2018 2019 2020, 2020 2021: of 2019 nothing is expected any more in 2020.
    """
    heads = [groups[index][0] for index in waiting]
    if [head.kind for head in heads] != ["realisatie", "onduidelijk", "streefwaarde"] or len(parts) != 2:
        return False
    if not _EXPECTED.fullmatch(heads[1].text) or len(parts[0]) < 2:
        return False
    if not parts[0][-1] == parts[1][0] == scope.running or parts[0][-2] > scope.measured:
        return False
    for index, part in zip(waiting, (parts[0][:-1], parts[0][-1:], parts[1]), strict=True):
        groups[index][1].extend(part)
    return True


def before_the_aims(
    groups: Sequence[tuple[Item, list[int]]], waiting: Sequence[int], run: Sequence[int], scope: Scope
) -> bool:
    """Give the first of two groups all years, where the begroting aims at none: Realisatie, Streefwaarde."""
    kinds = [groups[index][0].kind for index in waiting]
    if kinds != ["realisatie", "streefwaarde"] or len(run) < 2 or len(runs_of(run)) > 1 or scope.running:
        return False
    if not run[-2] <= scope.measured or not run[-1] < scope.planned:
        return False
    groups[waiting[0]][1].extend(run)
    return True


def after_a_baseline(groups: Sequence[tuple[Item, list[int]]], parts: Sequence[list[int]]) -> bool:
    """Whether years follow the first measurement alone, three at least: it may be of one or two years, which say so.

    So they may follow a norm, which is of no year.
    """
    if [item.region == "nulmeting" or is_norm(item) for item, _ in groups] != [True] or len(parts) != 1:
        return False
    year = groups[0][0].year
    return len(parts[0]) > 2 if year is None else len(parts[0]) > 1 and parts[0][0] > year


def below_groups(others: Sequence[tuple[int, Item]], waiting: Sequence[int]) -> list[tuple[int, Item]]:
    """Return the heads of words: in a second row that begins with what names the rows before the figures of a group.

    Realisatie, Streefwaarde, and below them Indicator, Eenheid, 2017, 2018: the unit stands before the figures.
    """
    naming = ("naam", "code")
    group = min(waiting, default=len(others) + MOST_HEADS)
    first = next((i for i, (place, item) in enumerate(others) if place > group and item.kind in naming), len(others))
    return [*others[:first], *((group, item) for _, item in others[first:])]


def is_norm(item: Item | Column) -> bool:
    """Whether this is the head of a norm, that is of no year: a column itself, and no group of years."""
    return item.year is None and _NORM.fullmatch(item.text) is not None


def before_a_baseline(groups: Sequence[tuple[Item, list[int]]], waiting: Sequence[int]) -> bool:
    """Whether a group stands before Nulmeting, and the years behind that: Ambitie may be the number of each row."""
    return groups[-1][0].region == "nulmeting" and waiting[-1] < len(groups) - 1


def beside_unlisted(groups: Sequence[tuple[Item, list[int]]], others: Sequence[tuple[int, Item]]) -> str:
    """Return why years that a group took from below may be those of the group before it, which nobody listed."""
    if len(groups) > 2 and all(not item.year and len(years) == 1 for item, years in groups):
        return ""  # as many years as heads of figures, in their order: none is left for another column
    behind = [place for place, item in others if not pieces(item.text) and place < len(groups)]
    took = any(groups[place][1] and not groups[place][0].year for place in behind)
    return WHOSE_YEARS if took else ""


def runs_of(years: Sequence[int]) -> list[list[int]]:
    """Return runs of rising years: where a year is not later than the one before it, another group begins."""
    parts: list[list[int]] = []
    for year in years:
        if parts and year > parts[-1][-1]:
            parts[-1].append(year)
        else:
            parts.append([year])
    return parts
