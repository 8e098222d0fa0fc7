"""Reads a streefwaarde as Dutch people write it: a value, a bandwidth, or a bound. `notation/` reads the numbers."""

import re
from decimal import Decimal
from typing import NamedTuple

from indicators.notation import NotANumber, read_number, write_number
from indicators.notation.bounds import ANY_BOUND, BOUNDS

BOUND = re.compile(rf"({ANY_BOUND})(.+)", re.IGNORECASE)
# 20 - 25, 20 — 25, 20 t/m 25, 20 tot en met 25.
BETWEEN = re.compile(r"[-–—]|t/m|tot en met", re.IGNORECASE)
DIGIT = re.compile(r"[0-9]")


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
    if "%" in text and "%" not in unit:
        raise NotANumber(f"Deze indicator is niet in procenten, maar in: {unit or 'aantallen, zonder eenheid'}.")
    if band := _two_ends(text):
        return _read_band(*band, unit)
    if bound := BOUND.fullmatch(text):
        is_lower, strict = BOUNDS[bound[1].lower()]
        number = read_number(bound[2], unit)
        return Grens(lower=number, strict=strict) if is_lower else Grens(upper=number, strict=strict)
    try:
        return Grens(value=read_number(text, unit))
    except NotANumber as refusal:
        raise NotANumber("Dit is geen streefwaarde. Schrijf het zo: 12,5 of 20 - 25 of ten minste 20.") from refusal


def _two_ends(text: str) -> tuple[str, str] | None:
    """Return what stands before and after the first sign between two numbers; -5 is one number, so its sign is none."""
    for between in BETWEEN.finditer(text):
        before, after = text[: between.start()].strip(), text[between.end() :].strip()
        if DIGIT.search(before):
            return (before, after) if DIGIT.search(after) else None
    return None


def _read_band(before: str, after: str, unit: str) -> Grens:
    """Return the bandwidth between these two."""
    above, below = before.startswith(">"), after.startswith("<")
    if above != below:
        raise NotANumber("Schrijf een bandbreedte zo: 20 - 25, of >20 - <25 als de grenzen zelf niet meetellen.")
    lower, upper = read_number(before.removeprefix(">"), unit), read_number(after.removeprefix("<"), unit)
    if lower > upper:
        raise NotANumber("De ondergrens kan niet boven de bovengrens liggen. Schrijf de laagste eerst.")
    return Grens(lower=lower, upper=upper, strict=above)


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
