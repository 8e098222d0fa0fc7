"""A table that two readers may read: what both read must be the same, and the one that reads more of it is followed.

The one goes by the shape of all rows, the other by what is known of the words. Where they give a cell to another name,
year or kind, nobody can say which of the two is right, and the table is asked.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal

from indicators.imports.delivery import UNNAMED, Delivery, Place
from indicators.imports.published.no_names import names_nothing
from indicators.imports.published.placing import Placer
from indicators.imports.published.regular_rows import UNEVEN
from indicators.imports.published.source import MOST_ROWS, TOO_MANY_ROWS, Cell, Unreadable

TWO_WAYS = "Deze tabel is op meer dan één manier te lezen."
Reader = Callable[[Placer], None]
_Figures = dict[tuple[Place, Decimal | None], tuple[str, str, int | None]]  # name, kind and year of what a cell holds


def read_either(first: Reader, second: Reader, placer: Placer, at: Cell) -> None:
    """Read a table by the reader that reads more of it, the first where both read as much; ask where they differ."""
    found: list[Delivery] = []
    for reader in (first, second):
        trial = replace(placer, out=Delivery(), compared={}, swallowed=set())
        reader(trial)
        found.append(trial.out)
    one, other = found
    if not _agree(_figures(one, placer.described), _figures(other, placer.described)):
        placer.out.ask(at.place, at.text, TWO_WAYS)
        return
    unnamed = {question.place for question in other.questions if question.why in (UNNAMED, UNEVEN)} - placer.described
    _add(
        _without(one, unnamed) if _count(one, placer.described) >= _count(other, placer.described) else other,
        placer.out,
    )


def _figures(out: Delivery, described: Collection[Place]) -> _Figures:
    """Return of each cell that was read what its figure is of."""
    return {
        (found.place, found.figure.value): (" ".join(row.name.casefold().split()).rstrip(" ."), kind, found.figure.year)
        for row in out.rows
        if not names_nothing(row.name, sentence=row.place not in described)  # its figures will be asked
        for kind, kept in (("realisatie", row.realisaties), ("streefwaarde", row.streefwaarden))
        for found in kept
        if not found.figure.reason
    }


def _agree(one: _Figures, other: _Figures) -> bool:
    """Whether what both read is of the same name, kind and year; a title may stand before a name."""
    for key in one.keys() & other.keys():
        (name, *rest), (other_name, *other_rest) = one[key], other[key]
        alike = name.endswith(other_name) or other_name.endswith(name)
        if rest != other_rest or not alike:
            return False
    return True


def _without(out: Delivery, unnamed: set[Place]) -> Delivery:
    """Return what was read, but for the figures of rows of which the other reader saw that their names are none."""
    for row in out.rows:
        if row.place in unnamed and (row.realisaties or row.streefwaarden):
            out.ask(row.place, row.name, UNNAMED)
            row.realisaties, row.streefwaarden = [], []
    names = {row.name for row in out.rows if row.place in unnamed}
    out.benchmarks = [other for other in out.benchmarks if other.code or other.name not in names]
    return out


def _count(out: Delivery, described: Collection[Place]) -> int:
    return len(_figures(out, described)) + len(out.benchmarks)


def _add(found: Delivery, out: Delivery) -> None:
    """Add what was read and asked of a table to the rest."""
    if len(out.rows) + len(found.rows) > MOST_ROWS:
        raise Unreadable(TOO_MANY_ROWS)
    for row in found.rows:
        out.add(row)
    out.benchmarks += found.benchmarks
    for q in found.questions:
        out.ask(q.place, q.text, q.why, about=q.about, of=q.of, found=q.found, years=q.years)
