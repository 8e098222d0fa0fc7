"""The figures and targets of a publication in Dutch, from its plain values."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from indicators.choices import GeenCijfer
from indicators.explanation import bounds_in_words
from indicators.getallen import met_eenheid
from indicators.models import Reeks

Entry = Mapping[str, Any]


def number(text: str | None) -> Decimal | None:
    """Return a number of a publication exactly."""
    return None if text is None else Decimal(text)


def reeks_of(entry: Entry, valid_from: int | None = None) -> Reeks:
    """Return how an indicator is measured: by the reeks that starts in `valid_from`, or else by its last one."""
    reeksen = entry["reeksen"]
    found = next((reeks for reeks in reeksen if reeks["valid_from"] == valid_from), reeksen[-1] if reeksen else {})
    return Reeks(unit=found.get("unit", ""), decimals=found.get("decimals", 0))


def target_in_words(entry: Entry, target: Entry, written: Callable[..., str] = met_eenheid) -> str:
    """Return a target with its unit, or the reason why there is none."""
    value, lower, upper = number(target["value"]), number(target["lower"]), number(target["upper"])
    words = bounds_in_words(value, lower, upper, target["strict"], reeks_of(entry, target["reeks"]), written)
    return words or str(GeenCijfer(target["reason"]).label)


def figure_in_words(entry: Entry, figure: Entry, written: Callable[..., str] = met_eenheid) -> str:
    """Return a figure with its unit, or the reason why there is none."""
    value = number(figure["value"])
    if value is None:
        return str(GeenCijfer(figure["reason"]).label)
    reeks = reeks_of(entry, figure["reeks"])
    return written(value, reeks.unit, reeks.decimals)
