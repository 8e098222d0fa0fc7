"""Lasten and baten per prestatie: one cell per line, or with walls."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.imports.delivery import Bedrag, Delivery
from indicators.imports.published.codes import code_at
from indicators.imports.published.source import Cell, Line
from indicators.imports.published.tree import Tree
from indicators.notation import Ambiguous, Refused, read_cell
from indicators.notation.text import YEAR

_KIND = re.compile(r"(lasten|baten|saldo)", re.IGNORECASE)
_YEAR = re.compile(rf"(?:begroting |rekening |realisatie )?({YEAR})", re.IGNORECASE)
_TIMES = re.compile(r"(?:bedragen|x) ?(?:€ ?)?(?:x )?(?:€ ?)?1\.?000\b|\(x ?1\.000\)|duizend", re.IGNORECASE)
_EUROS = re.compile(r"bedragen in (?:hele )?euro", re.IGNORECASE)
ABOVE = 12  # lines above the heading on which its year and its unit may stand
ROUNDING = 2  # in the unit printed: two amounts that are each rounded


@dataclass(frozen=True, slots=True)
class _Table:
    kinds: tuple[str, ...]
    year: int
    times: int


def read_money(lines: Sequence[Line], tree: Tree, out: Delivery) -> set[int]:
    """Read every table of lasten and baten; return the indexes of its lines."""
    used: set[int] = set()
    cells = list(_cells(lines))
    index = 0
    while index < len(cells):
        kinds = _heading(cells, index)
        if len(kinds) < 2:
            index += 1
            continue
        table = _table(lines, cells[index], kinds, out)
        begin, index = index, index + len(kinds)
        index = _rows(cells, index, table, len(kinds), tree, out)
        used |= {number for number, _ in cells[begin:index]}
    return used


def _cells(lines: Sequence[Line]) -> Iterator[tuple[int, Cell]]:
    for number, line in enumerate(lines):
        yield from ((number, cell) for cell in (line.cells or [line.cell]) if cell)


def _heading(cells: Sequence[tuple[int, Cell]], index: int) -> tuple[str, ...]:
    kinds: list[str] = []
    while index < len(cells) and (found := _KIND.fullmatch(cells[index][1].text)):
        kinds.append(found[1].lower())
        index += 1
    return tuple(kinds)


def _table(lines: Sequence[Line], at: tuple[int, Cell], kinds: tuple[str, ...], out: Delivery) -> _Table | None:
    """Return what the heading says, or ask."""
    number, cell = at
    above = [c.text for line in lines[max(0, number - ABOVE) : number + 1] for c in (line.cells or [line.cell])]
    years = {int(found[1]) for text in above if (found := _YEAR.fullmatch(text))}
    thousand, euros = any(_TIMES.search(text) for text in above), any(_EUROS.search(text) for text in above)
    if len(years) != 1 or thousand == euros or len(set(kinds)) != len(kinds):
        out.ask(
            cell.place, " ".join(kinds), "Boven deze bedragen staat niet duidelijk welk jaar of welke eenheid het is."
        )
        return None
    return _Table(kinds, years.pop(), 1000 if thousand else 1)


def _rows(
    cells: Sequence[tuple[int, Cell]], index: int, table: _Table | None, width: int, tree: Tree, out: Delivery
) -> int:
    """Read rows until something else than a name with amounts stands there; return the index after them."""
    while index < len(cells):
        name = cells[index][1]
        end = index + 1
        while end < len(cells) and _amount(cells[end][1].text) is not None:
            end += 1
        if end == index + 1 or _KIND.fullmatch(name.text):
            return index
        code = code_at(name.text)
        amounts = [cell for _, cell in cells[index + 1 : end]]
        if code and code.kind == "prestatie":
            tree.add(code, name.text[code.end :], name.place)
            values = [_amount(cell.text) or Decimal(0) for cell in amounts]
            if len(amounts) != width or not _adds_up(table, values):
                why = f"Deze rij heeft {len(amounts)} bedragen en de tabel {width} kolommen, of het saldo klopt niet."
                out.ask(name.place, " · ".join(cell.text for cell in [name, *amounts]), why)
            elif table:
                out.bedragen += [
                    Bedrag(code.code, table.year, kind, value, table.times)
                    for kind, value in zip(table.kinds, values, strict=True)
                    if kind != "saldo"
                ]
        index = end
    return index


def _amount(text: str) -> Decimal | None:
    """Return a whole amount, in which a point is one of thousands; None for anything else."""
    try:
        reading = read_cell(text, thousands=True)
    except (Ambiguous, Refused):
        return None
    plain = len(reading.figures) == 1 and not reading.by_point and not reading.marks
    figure = reading.figures[0] if plain else None
    return figure.value if figure and figure.unit in ("", "€") and figure.year is None else None


def _adds_up(table: _Table | None, values: Sequence[Decimal]) -> bool:
    """Whether saldo is lasten and baten together, up to rounding; a sum that is off by rounding stays as printed."""
    if table is None or "saldo" not in table.kinds:
        return True
    amounts = dict(zip(table.kinds, values, strict=False))
    lasten, baten, saldo = (amounts.get(kind, Decimal(0)) for kind in ("lasten", "baten", "saldo"))
    return min(abs(lasten + baten - saldo), abs(lasten - baten - saldo), abs(baten - lasten - saldo)) <= ROUNDING
