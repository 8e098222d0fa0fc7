"""The heading of a table as a whole: its columns in order, and why they may not be certain."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.imports.published.checked_heads import DAY_ALONE, checked
from indicators.imports.published.definitions import with_definitions
from indicators.imports.published.document import DAY, UNKNOWN, Scope
from indicators.imports.published.head_pieces import (
    below_its_group,
    measured_of_each,
    named,
    of_own,
    over_regions,
    with_brackets,
    with_years_ahead,
)
from indicators.imports.published.head_words import AIM
from indicators.imports.published.headings import FIGURES, HOLDERS, Column, Heading, Item, head_of, pieces
from indicators.imports.published.heads_below import in_order, unbroken
from indicators.imports.published.page_owner import of_owner
from indicators.imports.published.regions import OWN
from indicators.imports.published.source import Cell
from indicators.imports.published.whose_years import (
    WHOSE_YEARS,
    after_a_baseline,
    aimed_at_the_past,
    before_a_baseline,
    before_the_aims,
    below_groups,
    beside_unlisted,
    divided,
    goes_on_aiming,
    is_norm,
    paired,
    past_and_expected,
    past_first,
    runs_of,
    shared,
)
from indicators.notation.text import YEAR

_SECOND_NAMES = ("meetbaar resultaat", "servicenorm/indicator")  # what is measured of what the first column names
_GROUPS = ("realisatie", "streefwaarde", "onduidelijk")  # the years below may be theirs
STARTS_WITH_YEAR = re.compile(rf"{YEAR} ?[A-Z][a-z]")


def grid_heading(rows: Sequence[Sequence[Cell]], scope: Scope = UNKNOWN) -> Heading:
    """Return the heading that one or two rows of cells make; a year below an empty cell belongs to the group before."""
    top = list(rows[0])
    below = list(rows[1]) if len(rows) > 1 else []
    if below and (first := head_of(below[0].text)) and first.year and not first.kind and top[0]:
        # Copied from a browser: cells that reach over more columns count once, so the order of reading is all there is.
        width = len(top)
        top, below = unbroken(top, below)
        if len(top) > 2 and width == len(below) + 1:  # of every column the second row says what it is
            return _grouped(top[1:], [top[0], *below], scope)
        heading = stream_heading((cell.text for cell in in_order(top, below)), scope)
        unlisted = [cell.text for cell in below if cell and not head_of(cell.text)]
        columns = (replace(c, kind="onduidelijk") if c.text in unlisted else c for c in heading.columns)
        return replace(heading, columns=tuple(columns), ragged=True)
    if below and below[0] and _is_shrunk(top, below):
        return _grouped(top, below, scope)
    width = max(len(top), len(below))
    top += [Cell("", top[0].place)] * (width - len(top))
    below += [Cell("", top[0].place)] * (width - len(below))
    items: list[Item] = []
    group: Item | None = None
    for upper, lower in zip(top, below, strict=True):
        head, year = _head(upper, scope), _head(lower, scope)
        if AIM.fullmatch(upper.text) and year and year.year and not year.kind:
            head = Item("streefwaarde", text=upper.text)  # not what is aimed at, in words
        if upper and head is None:
            head = Item("onduidelijk" if items else "naam", text=upper.text)
        if not upper and lower and group and (group.kind in FIGURES or group.region == OWN):
            # A group that has no year of its own does not reach over the years after it.
            head = group if items[-1].year else None
        group = head if upper else group
        if not lower or upper.text == lower.text:  # the same cell reaches over both rows
            items.append(head or Item("tekst" if not upper and not items else "leeg"))
        else:
            items.append(_below(head, year, Item("onduidelijk", text=f"{upper} {lower}".strip())))
    return checked([_column(item) for item in items])


def _head(cell: Cell, scope: Scope) -> Item | None:
    """Return what one cell of a heading says; the owner of the page is no other."""
    item = head_of(cell.text)
    return of_owner(item, scope.owner) if item else None


def _below(head: Item | None, year: Item | None, unclear: Item) -> Item:
    """Return the column that a head and what stands below it make together."""
    if year is None:
        return unclear
    alone = head is not None and not year.kind
    if alone and head and head.region == OWN and not head.year:
        return Item("", year.year, text=year.text)  # Gouda, 2018, 2019, beside Nederland
    if alone and head and head.kind in FIGURES and head.year in (None, year.year):
        return Item(head.kind, year.year, head.region, f"{head.text} {year.text}")
    if year.kind and (head is None or not head.text or (head.kind in FIGURES and head.kind == year.kind)):
        return year
    return unclear


def _is_shrunk(top: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether cells of the upper row may reach over more columns than they fill: their places say nothing then."""
    if top[0]:  # a group stands above what names the rows: the empty cell there is gone
        return below[0].text != top[0].text and sum(map(bool, top)) > 1
    heads = [head_of(cell.text) for cell in top]
    groups = [i for i, head in enumerate(heads) if head and head.kind in _GROUPS and not head.year]
    return len(groups) > 1 and len(top) < len(below) and all(top[groups[0] : groups[-1]])


def _grouped(top: Sequence[Cell], below: Sequence[Cell], scope: Scope) -> Heading:
    """Return the heading where each group of the upper row has its own run of years below: Gouda, Nederland.

    What the years and the document do not say of a year is not certain.
    """
    heads = [_head(cell, scope) for cell in top if cell]
    groups = [head for head in heads if head and _is_group(head)]
    lower = [head_of(cell.text) for cell in below]
    years = [item.year for item in lower if item and not item.kind and item.year]
    whose = list(shared(tuple(groups), tuple(years), scope))
    if heads[: len(groups)] != groups or len(groups) < 2 or not any(whose):
        return Heading(
            tuple(Column("onduidelijk", text=cell.text) for cell in below), "De kop van deze tabel is niet duidelijk."
        )
    items: list[Item] = []
    for cell, item in zip(below, lower, strict=True):
        if item and not item.kind and item.year:
            group = whose.pop(0) or Item("onduidelijk")
            kind = "" if group.region == OWN else group.kind  # the municipality's own: measured as that of others was
            items.append(Item(kind, item.year, group.region, f"{group.text} {cell.text}".strip()))
        else:
            items.append(item or Item("tekst" if cell else "leeg", text=cell.text))
    return replace(checked([_column(item) for item in items]), ragged=True)


def _is_group(head: Item) -> bool:
    return (head.kind in FIGURES or head.kind == "onduidelijk" or head.region == OWN) and not head.year


def stream_heading(texts: Iterable[str], scope: Scope = UNKNOWN) -> Heading:
    """Return the heading that stands in pieces in the order of reading: groups, years, groups with a year.

    A run of years belongs to the group just before it, or to the only group that still has none.
    """
    items = [(of_owner(item, scope.owner), number) for item, number in _items(texts)]
    groups: list[tuple[Item, list[int]]] = []  # of figures, in the order of the columns
    others: list[tuple[int, Item]] = []
    waiting, run = list[int](), list[int]()
    doubt, needs_dated, follows_own_year = "", False, False

    def bind() -> None:
        nonlocal doubt, needs_dated
        if not run:
            return
        others[:] = below_groups(others, waiting)
        parts = runs_of(run)
        if len(waiting) == 1 and not follows_own_year and not before_a_baseline(groups, waiting):
            groups[waiting.pop()][1].extend(run)
        elif len(waiting) == len(parts) > 1 and not follows_own_year:
            for index, part in zip(waiting, parts, strict=True):
                groups[index][1].extend(part)
            waiting.clear()
        elif (
            past_first(groups, waiting, parts)
            or past_and_expected(groups, waiting, parts, scope)
            or (not follows_own_year and paired(groups, waiting, run))  # Begroting 2017, 2018: a year joined its head
            or divided(groups, others, waiting, run, scope)
            or before_the_aims(groups, waiting, run, scope)
        ):
            waiting.clear()
        elif len(waiting) > 1 and len(parts) == 1:
            # Realisatie, Streefwaarden, (Bron,) 2017 … 2020: the last group's, if the first one's figures say theirs.
            groups[waiting.pop()][1].extend(run)
            needs_dated = True
        elif len(run) == 1 and groups and not waiting and any(g[0].year == run[0] for g in groups):
            groups.append((Item("", run[0], text=str(run[0])), list(run)))  # 2018 Begroting, 2018, 2018 Gemeenten
        elif not waiting and goes_on_aiming(groups, run, scope):
            groups[-1][1].extend(run)
        elif _may_go_on(groups, parts) and not waiting and follows_own_year:
            # Realisatie 2019, 2021, 2022: the first is certain, and nobody can say what the later ones are.
            groups.extend((Item("onduidelijk", year, text=str(year)), [year]) for year in run)
        elif (not groups and _one_run(run)) or (not waiting and after_a_baseline(groups, parts)):
            groups.extend(
                (Item("", year, text=_day_of(year, items)), [year]) for year in run
            )  # of what is settled below
        else:
            doubt = WHOSE_YEARS
        run.clear()

    line = -1
    for item, number in items:
        goes_on, line = number == line, number
        if not item.kind and item.year and not DAY_ALONE.fullmatch(item.text):
            last = groups[-1][1] if groups and not waiting and not run and goes_on else []
            if last and follows_own_year and item.year == last[-1] + 1:
                last.append(item.year)  # Realisatie 2017 2018 Streefwaarde 2019 2020, all on one line
            else:
                run.append(item.year)
            continue
        bind()
        follows_own_year = bool(item.year)
        if item.kind in HOLDERS or item.year:
            waiting += [len(groups)] * (not item.year and item.kind in _GROUPS and not _is_itself(item))
            groups.append((item, [item.year] if item.year else []))
        elif item.kind != "leeg":
            others.append((len(groups), item))
    bind()
    heading = checked(_in_order(groups, others))
    return replace(
        heading,
        doubt=doubt
        or _took_a_name(items)
        or beside_unlisted(groups, others)
        or aimed_at_the_past(groups, scope)
        or heading.doubt,
        needs_dated=needs_dated,
    )


def _items(texts: Iterable[str]) -> list[tuple[Item, int]]:
    """Return the pieces of a heading, each with the number of the text it stands in; what nobody listed holds words."""
    read = [(item, number) for number, text in enumerate(texts) for item in pieces(text) or (Item("tekst", text=text),)]
    return over_regions(of_own(measured_of_each(with_years_ahead(named(below_its_group(with_brackets(read)))))))


def _took_a_name(items: Sequence[tuple[Item, int]]) -> str:
    """Return why the last of a run of years is not certain: 2017, 2018, 2019 Bomen holds the name of the first row."""
    pairs = itertools.pairwise(item for item, _ in items)
    joined = any(
        not one.kind and one.year and two.kind == "onduidelijk" and STARTS_WITH_YEAR.match(two.text)
        for one, two in pairs
    )
    return WHOSE_YEARS if joined else ""


def _one_run(years: Sequence[int]) -> bool:
    """Whether years alone only rise, or only fall: 2020 2019 2018. Two that fall may be of two groups."""
    rising = sorted(set(years))
    return list(years) == rising or (len(years) > 2 and list(years) == rising[::-1])


def _may_go_on(groups: Sequence[tuple[Item, list[int]]], parts: Sequence[Sequence[int]]) -> bool:
    """Whether years behind a head with a year of its own are later; a baseline is itself, whatever stands behind it."""
    return (
        len(parts) == 1 and bool(groups) and not _is_itself(groups[-1][0]) and parts[0][0] > (groups[-1][0].year or 0)
    )


def _is_itself(item: Item) -> bool:
    """Whether a head is that of a column, whatever years stand behind it."""
    return item.region == "nulmeting" or is_norm(item)


def _day_of(year: int, items: Iterable[tuple[Item, int]]) -> str:
    """Return the day of this year that the heading names, 1-1-2021, or else the year."""
    return next((item.text for item, _ in items if item.year == year and DAY.fullmatch(item.text)), str(year))


def _column(item: Item) -> Column:
    own = item.kind in FIGURES and item.year is None
    return Column(item.kind, item.year, item.region, item.text, own_year=own)


def _in_order(groups: Sequence[tuple[Item, list[int]]], others: Sequence[tuple[int, Item]]) -> list[Column]:
    """Return the columns in order, one of each group for each of its years; what names the rows comes first."""
    columns: list[Column] = []
    for index in range(len(groups) + 1):
        columns += [_column(item) for place, item in others if place == index]
        if index < len(groups):
            item, years = groups[index]
            columns += [_column(replace(item, year=year)) for year in years] or [_column(item)]
    titles = next((i for i, c in enumerate(columns) if c.kind != "naam"), 0)
    if (
        columns[titles : titles + 1]
        and columns[titles].kind == "code"
        and any(c.kind == "naam" for c in columns[titles:])
    ):
        columns = columns[titles:]  # the title above it: Indicatoren, and then Nr., Naam indicator
    columns = with_definitions(columns)
    names = [c for c in columns if c.kind == "naam"]
    # Indicator, Meetbaar resultaat: the second column says what is measured. Others are titles above the heading.
    names = names[:1] + [c for c in names[1:] if c.text.casefold() in _SECOND_NAMES][:1]
    numbers = next((i for i, c in enumerate(columns) if c.kind != "code"), 0)
    return columns[:numbers] + names + [c for c in columns[numbers:] if c.kind != "naam"]
