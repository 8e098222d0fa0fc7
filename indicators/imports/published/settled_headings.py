"""Headings that what stands around or below them settles: the document's year, a year above, cells below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.checked_heads import UNSAID
from indicators.imports.published.document import ALONE, Scope, speaks_of_aims
from indicators.imports.published.figure_runs import is_taakveld
from indicators.imports.published.headings import FIGURES, KNOWN, Column, Heading
from indicators.imports.published.told_years import told_by
from indicators.notation.text import A_YEAR, YEAR

_NEW_YEAR = re.compile(r"(?:per |op |stand )?0?1[- ](?:0?1[- ]|januari)", re.IGNORECASE)
_INDICATOR = re.compile(r"indicator|kengetal", re.IGNORECASE)
_ESTIMATE = re.compile(r"(?:raming|schatting)\b(?!.*(?:primitief|oorspronkelijk|wijz))", re.IGNORECASE)
_EXPECTED = re.compile(
    r"(?:raming|schatting|prognoses?|verwacht(?:ing(?:en)?)?)\b(?!.*(?:primitief|oorspronkelijk|wijz))", re.IGNORECASE
)
_SET = re.compile(r"begroot|begroting|raming|norm(?:waarde)?$", re.IGNORECASE)
_OF_ITS_YEAR = re.compile(
    r"norm(?:waarde)?|begroting|begroot|raming|schatting|(?:jaar)?rekening|realisatie|werkelijk|gerealiseerd|streef(?:-|waarde|cijfer)",
    re.IGNORECASE,
)


def settled_by(heading: Heading, scope: Scope) -> Heading:
    """Return a heading of years alone as realisaties of what the document can have measured, and as its aims.

    A heading that says itself what a year is, or reaches further, stays as it is. Where the year of a begroting itself
    stands among them, those before it may be of other begrotingen: only a longer row of indicators tells enough.
    """
    alone = [c for c in heading.columns if c.kind in ("", "onduidelijk") and ALONE.fullmatch(c.text)]
    others = [c for c in heading.columns if c.holds_figures and c not in alone and c.kind != "benchmark"]
    years = [c.year for c in alone if c.year]
    if not scope.measured or not one_way(years):
        return heading
    if others and all(not c.year and c.kind in ("streefwaarde", "onduidelijk") for c in others):
        # 2019, 2020, Doel: what is aimed at stands behind years that are all over.
        behind = [c for c in heading.columns if c.holds_figures and c.kind != "benchmark"] == [*alone, *others]
        settled = heading.doubt == UNSAID and behind and len(years) > 1 and max(years) <= scope.measured
    elif others:
        settled = heading.doubt == "" and _are_measured(others, scope) and min(years, default=0) > scope.measured
        settled = settled or (heading.doubt == UNSAID and _were_aimed_at(others, years, scope))
    else:
        settled = heading.doubt == UNSAID and len(years) > 1
        to_come = bool(scope.planned) and min(years, default=0) >= scope.planned
        days = all(_NEW_YEAR.match(c.text) for c in alone) and min(years, default=0) == scope.measured + 1
        settled = settled and (max(years) <= scope.measured + 1 or _is_plan(heading, years, scope) or to_come or days)
    if not settled:
        return _of_indicators(heading, alone, scope)
    columns = [
        replace(c, kind=_kind_of_year(c.year, scope, c.text)) if c in alone and c.year else c for c in heading.columns
    ]
    return replace(heading, columns=tuple(columns), doubt="")


def settled_under(heading: Heading, scope: Scope, above: Sequence[str]) -> Heading:
    """Return the heading that the document settles; below text that speaks of aims no year alone was measured."""
    if (told := told_by(heading, scope)) != heading:
        return told
    settled = settled_by(heading, scope)
    if not speaks_of_aims(above):
        return settled
    measured = any(
        new != old and new.kind == "realisatie" for new, old in zip(settled.columns, heading.columns, strict=True)
    )
    return heading if measured or speaks_of_aims(above, expected=True) else settled


def asked_by_year(heading: Heading) -> Heading:
    """Return a heading of years alone with columns of which only the kind is asked: their figures can be placed."""
    alone = all(
        c.region == "nulmeting" or (c.kind in ("", "onduidelijk") and c.year and ALONE.fullmatch(c.text))
        for c in heading.figures
    )
    if heading.doubt != UNSAID or not alone:
        return heading
    columns = tuple(
        replace(c, kind="onduidelijk") if c.holds_figures and c.region != "nulmeting" else c for c in heading.columns
    )
    return replace(heading, columns=columns, doubt="")


def _of_indicators(heading: Heading, alone: Sequence[Column], scope: Scope) -> Heading:
    """Return a heading of indicators whose years alone from that of the begroting on are its aims; others are asked.

    So are those of what the law has every municipality measure. Of what a municipality is like, two years or more that
    were measured are certain, and none to come is an aim.
    """
    measured = [c.year for c in alone if c.year and c.year <= scope.measured]
    figures = [c for c in heading.columns if c.holds_figures]
    if heading.doubt == UNSAID and figures == alone and not _names_indicators(heading) and _is_long(heading, measured):
        columns = [
            replace(c, kind="realisatie" if c.year in measured else _aim(c.year, scope.planned)) if c in alone else c
            for c in heading.columns
        ]
        return replace(heading, columns=tuple(columns), doubt="")
    first = scope.running if _is_begun(alone, scope) and _has_baseline(heading) else scope.planned
    aimed = [c.year for c in alone if c.year and first and c.year >= first]
    dated = any(c.kind == "streefwaarde" and c.year for c in heading.columns)
    if heading.doubt != UNSAID or not aimed or dated or not (_names_indicators(heading) or _is_known(heading)):
        return heading
    columns = [
        replace(c, kind="streefwaarde" if c.year in aimed else "onduidelijk") if c in alone else c
        for c in heading.columns
    ]
    return replace(heading, columns=tuple(columns), doubt="")


def _is_long(heading: Heading, measured: Sequence[int]) -> bool:
    """Whether more years can have been measured than would stand there of what was budgeted: two of what a municipality
    is like, three of what the law has every municipality measure.
    """
    asked = any(c.kind == "naam" and is_taakveld(c.text) for c in heading.columns)
    return (_is_known(heading) and len(measured) > 1) or (asked and len(measured) > 2)


def _is_known(heading: Heading) -> bool:
    return any(c.kind == "naam" and KNOWN.search(c.text) for c in heading.columns)


def _aim(year: int | None, first: int) -> str:
    return "streefwaarde" if first and year and year >= first else "onduidelijk"


def _names_indicators(heading: Heading) -> bool:
    return _has_baseline(heading) or any(c.kind == "naam" and _INDICATOR.search(c.text) for c in heading.columns)


def _has_baseline(heading: Heading) -> bool:
    return any(c.region == "nulmeting" for c in heading.columns)


def _is_begun(alone: Sequence[Column], scope: Scope) -> bool:
    """Whether years alone run on from that of a bestuursrapportage itself: as many as its begroting looked ahead."""
    return (
        bool(scope.running)
        and len(alone) > 2
        and [c.year for c in alone] == list(range(scope.running, scope.running + len(alone)))
    )


def _are_measured(columns: Sequence[Column], scope: Scope) -> bool:
    """Whether these are realisaties by their heads: beside Nulmeting, Meetwaarde 2019 the years 2021, 2022 are aims."""
    years = [c.year for c in columns if c.year]
    return all(c.kind == "realisatie" for c in columns) and bool(years) and max(years) <= scope.measured


def _were_aimed_at(columns: Sequence[Column], years: Sequence[int], scope: Scope) -> bool:
    """Whether jaarstukken set what was aimed at of their own year beside years that are over: 2020, Begroot 2020."""
    ended = not (scope.planned or scope.running or scope.is_open) and max(years, default=0) == scope.measured
    aims = [(c.kind, c.year) for c in columns if c.region != "nulmeting"]
    return ended and aims == [("streefwaarde", scope.measured)]


def _is_plan(heading: Heading, years: Sequence[int], scope: Scope) -> bool:
    """Whether these years run from what was measured of indicators to what is aimed at: two years of each at least."""
    measured = sum(year <= scope.measured for year in years)
    aimed = sum(year >= scope.planned for year in years) if scope.planned else 0
    return _names_indicators(heading) and list(years) == sorted(years) and measured > 1 and aimed > 1


def _kind_of_year(year: int, scope: Scope, text: str) -> str:
    """Return what a figure of this year is in the document, which knows the first day of the next too."""
    if year <= scope.measured + (_NEW_YEAR.match(text) is not None):
        return "realisatie"
    return "streefwaarde" if scope.planned and year >= scope.planned else "onduidelijk"


def not_yet(heading: Heading, scope: Scope) -> Heading:
    """Return a heading whose years alone after the last that was measured stay unclear: 2019 in a begroting of 2020.

    Where the document is not known, that is the year right before the first streefwaarde. Of its own year a begroting
    has measured nothing, whatever its heading says.
    """
    targets = [c.year for c in heading.columns if c.kind == "streefwaarde" and c.year]
    last = 0 if scope.is_open else scope.measured
    last = last or (min(targets) - 2 if targets else 0)
    others = {c.year for c in heading.columns if c.kind == "benchmark"}  # measured of others, so measured here
    measured = [c for c in heading.columns if c.kind == "realisatie" and c.year not in others]
    # Realisatie, 2015 … 2018 in a begroting of 2018: the group that begins somewhere in between is gone.
    reaches = bool(scope.planned) and any((c.year or 0) >= scope.planned for c in measured)
    columns = tuple(
        replace(c, kind="onduidelijk")
        if c in measured
        and (
            (
                last
                and (re.fullmatch(YEAR, c.text) or _NEW_YEAR.match(c.text) or _runs_on(c, scope) or _took_year(c))
                and (c.year or 0) > last + (_NEW_YEAR.match(c.text) is not None)
            )
            or (reaches and (c.year or 0) > (scope.measured if not A_YEAR.search(c.text) else scope.planned - 1))
        )
        else c
        for c in heading.columns
    )
    if _budgeted_before(heading, scope):
        columns = tuple(replace(c, kind="onduidelijk") if c.kind == "streefwaarde" else c for c in columns)
    return replace(heading, columns=columns)


def _budgeted_before(heading: Heading, scope: Scope) -> bool:
    """Whether jaarstukken name beside what became of their own year a begroting of the year before: one is misprinted.

    Realisatie 2020, Begroting 2020, Realisatie 2021.
    """
    if not scope.measured or scope.planned or scope.running or scope.is_open:
        return False
    years = [c.year for c in heading.columns if c.kind == "streefwaarde"]
    measured = [c.year for c in heading.columns if c.kind == "realisatie"]
    return years == [scope.measured - 1] and measured == [scope.measured - 1, scope.measured]


def _took_year(column: Column) -> bool:
    """Whether a year behind the head of another joined it: Rekening 2016 2017, where Begroting may be gone."""
    years = A_YEAR.findall(column.text)
    return bool(years) and str(column.year) not in years


def _runs_on(column: Column, scope: Scope) -> bool:
    """Whether a group of realisaties reaches the year in which a bestuursrapportage was written."""
    return bool(scope.running) and column.year == scope.running and not A_YEAR.search(column.text)


def budgeted(heading: Heading, scope: Scope) -> Heading:
    """Return a heading in which what is estimated of the document's own years is what was budgeted.

    From the year of a begroting on that is every Raming, Prognose and Verwachting, and of the year before a Raming
    beside others; where outcomes stand, the only Raming of their year. Beside a streefwaarde of its year nobody can
    say which is which.
    """
    measured = {c.year for c in heading.columns if c.kind == "realisatie"}
    taken = {c.year for c in heading.columns if c.kind == "streefwaarde"}
    unclear = [c for c in heading.columns if c.kind == "onduidelijk" and c.year]
    own = scope.planned if not scope.running else 0

    def is_aim(column: Column) -> bool:
        year = column.year or 0
        if year in taken or sum(c.year == year for c in unclear) > 1 or not _EXPECTED.match(column.text):
            return False
        if own and year >= own:
            return True
        estimated = _ESTIMATE.match(column.text) is not None
        ahead = any(c.year == own and _ESTIMATE.match(c.text) for c in unclear)
        return estimated and ((bool(own) and year == own - 1 and ahead) or (len(unclear) == 1 and year in measured))

    columns = tuple(replace(c, kind="streefwaarde") if c in unclear and is_aim(c) else c for c in heading.columns)
    return replace(heading, columns=columns)


def of_own_year(heading: Heading, scope: Scope) -> Heading:
    """Return a heading in which Begroting and Rekening without a year are those of the jaarstukken themselves.

    Beside the rekeningen of years before it (Rekening 2019, Rekening 2020, Begroting, Rekening), or as the only two.
    """
    year = scope.measured if scope.measured and not (scope.planned or scope.running or scope.is_open) else 0
    dated = [c.year for c in heading.columns if c.holds_figures and c.year]
    if not year or not (dated or _are_both(heading)) or max(dated, default=0) >= year:
        return heading
    columns = tuple(
        replace(c, year=year, own_year=False) if c.own_year and _OF_ITS_YEAR.fullmatch(c.text) else c
        for c in heading.columns
    )
    kinds = [(c.kind, c.year) for c in columns if c.year]
    if len(kinds) != len(set(kinds)) or columns == heading.columns:
        return heading
    # 2019, 2020, 2021, Streefwaarde, Rekening: what stands before the own year was measured.
    measured = tuple(replace(c, kind="realisatie") if c.kind == "" and (c.year or 0) < year else c for c in columns)
    doubt = "" if heading.doubt == UNSAID and all(c.kind for c in measured) else heading.doubt
    return replace(heading, columns=measured, doubt=doubt)


def under_year(heading: Heading, scope: Scope) -> Heading:
    """Return a heading with one year alone above its names as that of all its columns: 2018, Indicator, Werkelijk.

    Only a year of which the document can have figures, and where no column says another.
    """
    year = next((c.year for c in heading.columns if c.kind == "" and c.year), None)
    rest = [c for c in heading.columns if c.kind != ""]
    figures = [c for c in rest if c.holds_figures]
    if (
        len(rest) + 1 != len(heading.columns)
        or not year
        or year > scope.measured
        or not any(c.kind == "naam" for c in rest)
        or len({c.kind for c in figures}) != len(figures)
        or any(c.kind not in (*FIGURES, "onduidelijk") or c.year for c in figures)
        or heading.doubt not in ("", UNSAID)
    ):
        return heading
    dated = tuple(replace(c, year=year, own_year=False) if c.holds_figures else c for c in rest)
    return Heading(dated)


def _are_both(heading: Heading) -> bool:
    """Whether a budget or norm and what became of it are all the figures of a table: Begroot, Gerealiseerd."""
    figures = sorted((c.kind, _SET.match(c.text) is not None) for c in heading.figures)
    return figures == [("realisatie", False), ("streefwaarde", True)]


def one_way(years: Sequence[int]) -> bool:
    """Whether years only rise, or only fall: 2019 2018 2017."""
    return list(years) in (sorted(set(years)), sorted(set(years), reverse=True))
