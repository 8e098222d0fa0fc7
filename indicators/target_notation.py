"""Reads a streefwaarde as Dutch people write it: a value, a bandwidth, or a bound. `notation/` reads the numbers."""

import re
from decimal import Decimal
from typing import NamedTuple

from indicators.notation import NotANumber, read_number, write_number
from indicators.notation.bounds import ANY_BOUND, BOUNDS

BOUND = re.compile(rf"({ANY_BOUND})(.+)", re.IGNORECASE)
# 20 - 25, 20 t/m 25, 20 tot en met 25; the first number ends in a digit or in its unit, so that -5 is one number.
BANDWIDTH = re.compile(r"(>?)\s*(-?[^-–]*[0-9][^-–]*?)\s*(?:-|–|t/m|tot en met)\s*(<?)(.*[0-9].*)", re.IGNORECASE)


class Grens(NamedTuple):
    """What is aimed at: `value`, or bounds; `strict` when a bound itself does not count."""

    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    strict: bool = False


def read_target(text: str, unit: str = "") -> Grens:
    """Return the streefwaarde in `text`, whose numbers may carry the unit they are measured in.

    12,5 · 20 - 25 · >20 - <25 (the ends do not count) · ≥ 20 · >= 20 · ten minste 20 · > 20 · meer dan 20, and the same
    for ≤. Raises NotANumber for anything else, and Ambiguous for a number that can be read in two ways.
    """
    text = text.strip()
    if bound := BOUND.fullmatch(text):
        is_lower, strict = BOUNDS[bound[1].lower()]
        if BANDWIDTH.fullmatch(text) is None:
            number = read_number(bound[2], unit)
            return Grens(lower=number, strict=strict) if is_lower else Grens(upper=number, strict=strict)
    if band := BANDWIDTH.fullmatch(text):
        above, lower, below, upper = band.groups()
        if bool(above) != bool(below):
            raise NotANumber("Schrijf een bandbreedte zo: 20 - 25, of >20 - <25 als de grenzen zelf niet meetellen.")
        return Grens(lower=read_number(lower, unit), upper=read_number(upper, unit), strict=bool(above))
    try:
        return Grens(value=read_number(text, unit))
    except NotANumber as refusal:
        raise NotANumber("Dit is geen streefwaarde. Schrijf het zo: 12,5 of 20 - 25 of ten minste 20.") from refusal


def write_target(target: Grens) -> str:
    """Return `target` as it is typed, so that `read_target` reads it back."""
    if target.value is not None:
        return write_number(target.value)
    lower = "" if target.lower is None else write_number(target.lower)
    upper = "" if target.upper is None else write_number(target.upper)
    if lower and upper:
        return f">{lower} - <{upper}" if target.strict else f"{lower} - {upper}"
    if lower:
        return f"{'>' if target.strict else '≥'} {lower}"
    return f"{'<' if target.strict else '≤'} {upper}" if upper else ""
