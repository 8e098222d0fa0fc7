"""What the columns of a heading say together: which years settle each other, and which heads contradict."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.head_pieces import comes_twice
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.regions import OWN, PROVINCES
from indicators.notation.text import A_YEAR, YEAR

UNSAID = "De kop zegt niet of een jaar een realisatie of een streefwaarde is."
DAY_ALONE = re.compile(rf"(?:31|ultimo)[ -](?:12|dec(?:ember)?)[ -]{YEAR}", re.IGNORECASE)
_CHANGED = re.compile(
    rf"begrot(?:ing|e?) {YEAR} \(?(?:na|incl\.?|inclusief|met|t/m)\s?(?:[1-9]e )?(?:begrotings)?wijz\w*\.?\)?",
    re.IGNORECASE,
)
_BUDGET = re.compile(r"begroting|begroot|raming", re.IGNORECASE)


def _settled_years(columns: Sequence[Column]) -> Sequence[Column]:
    """Return years that stand alone as realisaties, where every target names a later one: 2016 2017 Streef 2018."""
    alone = [c.year for c in columns if c.kind == "" and c.year]
    if alone and set(alone) <= {c.year for c in columns if c.kind == "benchmark"}:
        # 2018, 2018 Gemeenten, 2018 Nederland: what was measured of others that year was measured here too.
        return [replace(c, kind="realisatie") if c.kind == "" else c for c in columns]
    targets = [c.year for c in columns if c.kind == "streefwaarde"]
    # Begroot 2022, 31-12-2022: beside what was budgeted for that year the day says what it became.
    columns = [
        replace(c, kind="realisatie") if c.kind == "" and DAY_ALONE.fullmatch(c.text) and c.year in targets else c
        for c in columns
    ]
    alone = [c.year for c in columns if c.kind == "" and c.year]
    if not alone or not targets or not all(year and year > max(alone) for year in targets):
        return columns
    return [replace(c, kind="realisatie") if c.kind == "" else c for c in columns]


def _last_measured(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns, where Laatste meting beside Jaar is the figure of that year."""
    years = [c for c in columns if c.kind == "jaar"]
    figures = [c for c in years if c.text.casefold() == "laatste meting"]
    said = [c for c in years if c.text.casefold() in ("jaar", "peiljaar", "meetjaar")]
    if len(years) != 2 or len(figures) != 1 or len(said) != 1:
        return columns
    return [replace(c, kind="waarde") if c is figures[0] else c for c in columns]


def _going_on(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns, where years right behind a streefwaarde are aimed at too, each the next: Doel 2021, 2022."""
    found = list(columns)
    for place in range(1, len(found)):
        before, here = found[place - 1], found[place]
        alone = here.kind == "" and re.fullmatch(YEAR, here.text)
        if alone and before.kind == "streefwaarde" and before.year and here.year == before.year + 1:
            found[place] = replace(here, kind="streefwaarde")
    return found


def _of_own(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns, where Gouda 2018 beside Nederland 2018 was measured; of a later year nobody can say."""
    compared = max((c.year for c in columns if c.kind == "benchmark" and c.year), default=0)
    return [
        replace(c, kind="realisatie" if (c.year or 0) <= compared else "onduidelijk", region="") if _is_of_own(c) else c
        for c in columns
    ]


def _is_of_own(column: Column) -> bool:
    return column.kind == "waarde" and column.region == OWN and column.year is not None


def checked(columns: Sequence[Column]) -> Heading:
    """Settle what the columns say together, and doubt a heading that names a year of one kind twice."""
    names = {A_YEAR.sub("", c.text).strip().casefold() for c in columns if _is_of_own(c)}
    columns = _settled_years(_of_own(_going_on(_last_measured(columns))))
    # Nederland BG 2018, Nieuwkoop BG 2018: a budget sets no target for the country, so the year is the publication's.
    published = any(c.kind == "benchmark" and A_YEAR.search(c.text) and c.year is None for c in columns)
    settled = tuple(
        Column("realisatie", None, c.region, c.text, own_year=True)
        if published and c.kind == "onduidelijk" and re.search(r"\b(?:BG|begroting)\b", c.text, re.IGNORECASE)
        else c
        for c in columns
    )
    settled = _changed(settled)
    # Begroting 2018 beside Begroting 2018 na wijziging: which of the two was aimed at is not for us to say.
    changed = {c.year for c in settled if c.kind == "onduidelijk" and _BUDGET.search(c.text)}
    settled = tuple(
        replace(c, kind="onduidelijk")
        if c.kind == "streefwaarde" and c.year in changed and _BUDGET.search(c.text)
        else c
        for c in settled
    )
    once = first_of_groups(columns)
    own = sum(c.kind == "waarde" and c.region == OWN for c in once)
    if not (own or names):
        # The budget may be that of the province, unless it says of that year what it measured itself.
        measured = {c.year for c in settled if c.kind in ("realisatie", "") and c.year}
        settled = tuple(
            replace(c, kind="onduidelijk")
            if c.kind == "benchmark" and PROVINCES.fullmatch(c.region) and c.year not in measured
            else c
            for c in settled
        )
    if own > 1 or len(names) > 1:
        return Heading(settled, "In de kop staan twee gemeenten; het is niet zeker van welke deze begroting is.")
    if comes_twice(settled):
        return Heading(settled, "Hetzelfde jaar staat tweemaal in de kop.")
    if any(
        sum(c.kind == kind for c in once) > most
        for kind, most in (("naam", 2), ("eenheid", 1), ("jaar", 1), ("regio", 1))
    ):
        return Heading(settled, "De kop van deze tabel is niet duidelijk.")
    if any(c.kind == "" for c in settled):
        return Heading(settled, UNSAID)
    return Heading(settled)


def _changed(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns, where a begroting with its changes is what was aimed at: of its year there is no other."""
    years = [column.year for column in columns if column.kind in ("streefwaarde", "onduidelijk")]
    return tuple(
        replace(c, kind="streefwaarde")
        if c.kind == "onduidelijk" and c.year and years.count(c.year) == 1 and _CHANGED.fullmatch(c.text)
        else c
        for c in columns
    )


def first_of_groups(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the columns, once those that come again from the head of a year on: Jaar, Gouda, NL, Jaar, Gouda, NL."""
    starts = [i for i, column in enumerate(columns) if column.kind == "jaar"]
    if len(starts) < 2:
        return columns
    said = [(column.kind, column.region, column.text.casefold().strip()) for column in columns]
    width = starts[1] - starts[0]
    groups = [said[start : start + width] for start in starts]
    whole = all(group == groups[0] for group in groups) and len(said) == starts[-1] + width
    return columns[: starts[1]] if whole and width > 1 else columns
