"""Why a number of a sheet may be another than it seems: a fraction among percentages, an amount in thousands."""

import re
from collections.abc import Sequence
from decimal import Decimal

from indicators.imports.delivery import Row
from indicators.imports.published.placing import Placer
from indicators.imports.published.row_doubts import IN_THOUSANDS
from indicators.imports.published.scales import counts, holds_euros, scale_of
from indicators.imports.published.source import Cell
from indicators.imports.spreadsheet.sheet import Cel, Soort
from indicators.notation import write_number

# 0,41 in a row of percentages can be 41%, as Excel keeps it; beside such a one 1 can be 100%, and 1,05 then 105%.
_FRACTION = re.compile(r"-?0[,.]0*[1-9][0-9]*")
_BESIDE = re.compile(rf"{_FRACTION.pattern}|-?[1-9](?:[,.][0-9]+)?")


def may_be_fraction(cel: Cel) -> bool:
    """Whether a cell of a row of percentages holds a number that can be a part of the whole."""
    return _is_bare(cel) and _FRACTION.fullmatch(cel.text) is not None


def as_percentage(cel: Cel) -> str:
    """Return why a number beside a fraction may be meant as a percentage: 0,41 is then 41%. Else nothing."""
    if not (_is_bare(cel) and _BESIDE.fullmatch(cel.text)):
        return ""
    number = cel.text.replace(".", ",")
    percentage = write_number(Decimal(number.replace(",", ".")) * 100)
    return f"Is dit {number}%, of {percentage}%? De cel heeft geen procentopmaak."


def in_thousands(row: Row, cells: Sequence[Cel], placer: Placer) -> str:
    """Return why the amounts of a row may be thousands. Where it says so itself, that becomes its unit."""
    words, texts = f"{row.name} {row.unit}", [Cell(cel.text, row.place) for cel in cells]
    if scale := scale_of(words):
        row.unit = row.unit if scale_of(row.unit) else scale
        return IN_THOUSANDS if holds_euros(placer.read(texts, row)) else ""
    return IN_THOUSANDS if placer.in_thousands and not counts(words, texts) else ""


def _is_bare(cel: Cel) -> bool:
    """Whether a cell may hold a number whose unit it does not show."""
    return cel.soort in (Soort.GETAL, Soort.TEKST) and not cel.marked
