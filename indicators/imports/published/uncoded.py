"""Rows without codes in tables without walls: names above or before the figures, a bron behind them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.even_rows import read_even_rows
from indicators.imports.published.figure_runs import Run, below_sections, runs_in, with_scales, with_units
from indicators.imports.published.headings import FIGURES, Column, Heading
from indicators.imports.published.numbered_rows import below_taakvelden, read_numbered_rows
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.row_names import (
    NUMBER,
    names_in,
    row_numbers,
    some_numbered,
    with_ages,
    with_dashed_bronnen,
    with_numbered_bronnen,
)
from indicators.imports.published.source import Cell
from indicators.imports.published.uncoded_rows import WHICH_TEXT, UncodedRows
from indicators.imports.published.whole_rows import read_whole_rows
from indicators.imports.published.whose_years import is_norm
from indicators.imports.published.word_rows import holds_word_rows, read_word_rows, with_names_ahead
from indicators.notation.text import YEAR

_HALFWAY = re.compile(rf"realisatie .*[0-9]{{1,2}}[-./][0-9]{{1,2}}[-./]{YEAR}", re.IGNORECASE)
_PICTURE = re.compile(r"trend|smiley|stoplicht|kleur", re.IGNORECASE)
_PROGRAMMA = re.compile(r"programma [0-9]{1,2}\b.*", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
CODES_BESIDE = 2  # Nr, Taakveld
NUMBERED = "Boven de eerste naam staat een getal; het is niet zeker of dat bij elke rij het nummer is, of een cijfer."


def read_uncoded(head: Sequence[Paragraph], heading: Heading, body: Sequence[Paragraph], placer: Placer) -> None:
    """Read a table without codes: every row its name, as many figures as there are columns, and a bron."""
    body = with_names_ahead(with_units(heading.columns, body), len(heading.figures))
    kinds = with_ages(heading.columns, body, [kind_of(p.text) for p in body])
    kinds = with_numbered_bronnen(heading.columns, body, kinds)
    kinds = with_dashed_bronnen(heading.columns, body, kinds)
    if not any(kind in OF_FIGURES for kind in kinds) or holds_word_rows(heading, body, kinds):
        read_word_rows(head, heading, body, placer)
        return
    if _is_titled(heading, body, kinds) and read_whole_rows(heading, body[1:], kinds[1:], placer):
        return
    if read_whole_rows(heading, body, kinds, placer) or read_even_rows(heading, body, kinds, placer):
        return
    shown, kinds = with_words_last(without_pictures(heading.columns), body, kinds)
    heading = replace(heading, columns=tuple(shown))
    columns = heading.columns
    first = next((i for i, c in enumerate(columns) if c.holds_figures), 0)
    last = max((i for i, c in enumerate(columns) if c.holds_figures), default=0)
    before = [c for c in columns[:first] if c.kind not in ("code", "regio")]
    if not before and kinds[:1] == ["text"] and last > 0 and all(map(_is_certain, columns[: last + 1])):
        # The cell above the names was empty, and is gone. A second column of words would show: a name comes twice.
        before = [Column("naam")]
    if not before or before[0].kind != "naam" or any(not c.holds_figures for c in columns[first : last + 1]):
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in head), "De kop van deze tabel is niet duidelijk.")
        return
    if heading.doubt:
        placer.out.ask(head[0].cell.place, " ".join(p.text for p in head), heading.doubt)
    whole = Cell(" ".join(p.text for p in head), head[0].cell.place)
    after = columns[last + 1 :]
    numbers = row_numbers(body, kinds, said=any(c.kind == "code" for c in columns), ends_in_words=bool(after))
    if (not numbers or below_taakvelden(heading)) and read_numbered_rows(heading, body, kinds, placer):
        return
    if not numbers and len(before) == 1 and not after:
        numbers = some_numbered(body, kinds, len(heading.figures))
    kinds = with_scales(before, body, kinds, len(heading.figures))
    titled = len(before) > 1 and not after
    runs, rest = runs_in(body, numbers, names_in(columns, body, kinds), titled=titled)
    runs = [below_sections(run, len(before)) for run in runs] if titled else runs
    if [c.kind for c in before] == ["naam", "tekst"] and not after and all(len(run.texts) == 1 for run in runs):
        before = before[1:]  # Indicatoren is the title, and Formatie en overhead stands above the names
    if columns[0].kind == "code" and not after and all(len(run.texts) == len(before) + 1 for run in runs):
        runs = [replace(run, texts=run.texts[1:]) for run in runs]  # the name of what each row belongs to
    runs, even = _without_groups(columns[:first], before, after, runs, numbered=bool(numbers))
    regional = any(column.kind == "regio" for column in columns[:first])
    rows = UncodedRows(heading, before, after, placer, whole, numbered=bool(numbers), regional=regional)
    if not numbers and kinds[:2] == ["value", "text"] and NUMBER.fullmatch(body[0].text):
        # The rows seem to be numbered, in a way of their own: the number of the next may seem a figure of this one.
        rows.doubt_table(NUMBERED, whole)
    belongs = columns[0].kind == "code" and kinds[:1] == ["text"] and not numbers
    if (
        not even
        or (belongs and len({len(run.texts) > len(before) for run in runs}) > 1)
        or (not after and any(_texts_behind(body, kinds, number) > len(before) for number in numbers))
    ):
        # What a row belongs to would seem the name of one that lost its own.
        # Behind the number stand the name and a column that is not in the heading.
        rows.doubt_table(WHICH_TEXT, whole)
    rows.read(runs, rest)


def _without_groups(
    ahead: Sequence[Column], before: Sequence[Column], after: Sequence[Column], runs: list[Run], *, numbered: bool
) -> tuple[list[Run], bool]:
    """Return the rows without what each belongs to, behind its number, and whether every row has that: Nr, Taakveld.

    Where no bron stands between the rows, the name is the last of their texts anyway.
    """
    if not numbered or sum(column.kind == "code" for column in ahead) < CODES_BESIDE:
        return runs, True
    places = [len(after) if number else 0 for number in range(len(runs))]
    if any(len(run.texts) - place != len(before) + 1 for run, place in zip(runs, places, strict=True)):
        return runs, False
    if not after:
        return runs, True
    return [
        replace(run, texts=[*run.texts[:place], *run.texts[place + 1 :]])
        for run, place in zip(runs, places, strict=True)
    ], True


def without_pictures(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns without those between figures that held an arrow or a light, of which nothing is left."""
    places = [i for i, column in enumerate(columns) if column.holds_figures]
    between = range(places[0], places[-1]) if places else range(0)
    return tuple(c for i, c in enumerate(columns) if not (i in between and _PICTURE.fullmatch(c.text.strip("* "))))


def with_words_last(
    columns: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str]
) -> tuple[Sequence[Column], list[str]]:
    """Return columns and kinds, where what is expected is said in words behind the figures of every row: Wordt gehaald.

    Only where each row has one figure less than there are heads, and a text more than its own behind them. Nog niet
    bekend, which elsewhere stands for a figure, is one of those words here.
    """
    width = sum(column.holds_figures for column in columns)
    words = next((i for i, c in enumerate(columns) if c.holds_figures), 0)
    said = ["text" if _WORDS.fullmatch(p.text) else kind for p, kind in zip(body, kinds, strict=True)]
    runs = [(kind, len(list(group))) for kind, group in itertools.groupby(said)]
    figures = [count for kind, count in runs if kind == "value"]
    texts = [count for kind, count in runs if kind == "text"]
    last = columns[-1]
    even = len(figures) > 1 and set(figures) == {width - 1} and len(runs) == len(figures) + len(texts)
    whole = even and len(texts) > len(figures) and texts[:-1] == [words, *[words + 1] * (len(figures) - 1)]
    if last.kind != "onduidelijk" or last.year or not whole:
        return columns, list(kinds)
    return (*columns[:-1], replace(last, kind="tekst")), said


def _is_titled(heading: Heading, body: Sequence[Paragraph], kinds: Sequence[str]) -> bool:
    """Whether the number and name of a programma stand between the heading and rows that begin with words."""
    return (
        kinds[:3] == ["text"] * 3
        and heading.columns[0].kind == "code"
        and _PROGRAMMA.fullmatch(body[0].text) is not None
    )


def _is_certain(column: Column) -> bool:
    """Whether a column holds figures for certain: a norm, or of a year, if perhaps of a day in it (30.04.2017)."""
    dated = column.kind in FIGURES and (column.year or column.region == "nulmeting" or is_norm(column))
    return bool(dated) or _HALFWAY.fullmatch(column.text) is not None


def _texts_behind(body: Sequence[Paragraph], kinds: Sequence[str], number: int) -> int:
    """Return how many texts stand between the number of a row and its figures; one in small letters goes on."""
    count = 0
    for paragraph, kind in zip(body[number + 1 :], kinds[number + 1 :], strict=True):
        if kind != "text":
            return count
        count += not paragraph.text[:1].islower()
    return 0
