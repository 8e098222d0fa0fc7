"""Dutch numbers, exactly: 1234.5 is 1.234,5."""

from decimal import Decimal

from indicators.choices import MargeSoort

NO_UNIT = ("score", "schaal")  # of a scale: 5,8 is 5,8


def getal(value: Decimal, decimals: int = 0) -> str:
    """Return `value` the Dutch way, with at least `decimals` decimals and all that it has: nothing is rounded."""
    exponent = int(value.normalize().as_tuple().exponent)
    shown = f"{value:,.{max(decimals, -exponent, 0)}f}"
    return shown.translate(str.maketrans(",.-", ".,\N{MINUS SIGN}"))


def kort(value: Decimal, unit: str, decimals: int = 0) -> str:
    """Return `value` for a narrow column: with % or €, without a unit that takes a word."""
    return met_eenheid(value, unit if unit in ("%", "€") else "", decimals)


def verschil(value: Decimal, unit: str, decimals: int = 0) -> str:
    """Return a difference between two figures: between 18% and 24% lie 6 procentpunt, not 6%."""
    return met_eenheid(value, "procentpunt" if unit == "%" else unit, decimals)


def marge(margin: Decimal, kind: str) -> str:
    """Return a norm in words: how far from its streefwaarde a figure may be."""
    return (
        f"{getal(margin)}{'% van de streefwaarde' if kind == MargeSoort.PROCENT else ' in de eenheid van de indicator'}"
    )


def met_eenheid(value: Decimal, unit: str, decimals: int = 0) -> str:
    """Return `value` with its unit, joined as Dutch writes it: 12,5%, € 285, 90 dagen."""
    number = getal(value, decimals)
    if unit == "%":
        return f"{number}%"
    if unit == "€":
        return f"€\N{NO-BREAK SPACE}{number}"
    # A score has no unit of its own to say: 5,8 on a scale is 5,8.
    return number if not unit or is_score(unit) else f"{number}\N{NO-BREAK SPACE}{unit}"


def is_score(unit: str) -> bool:
    """Whether `unit` is that of a score on a scale, which has no unit to say and nothing to count."""
    return unit.startswith(NO_UNIT)
