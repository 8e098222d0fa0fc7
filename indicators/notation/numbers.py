"""Reads a number as Dutch people write it. What can be read in two ways is asked, never guessed."""

import re
from decimal import Decimal

# Point for thousands, comma for decimals. [0-9] because \d also takes the digits of other scripts.
WHOLE = re.compile(r"[0-9]+")
DECIMAL_COMMA = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]+")
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
ONE_POINT = re.compile(r"[0-9]+\.[0-9]+")
ONE_POINT_THREE_DIGITS = re.compile(r"[1-9][0-9]*\.[0-9]{3}")

NOUGHT = Decimal(0)  # added to a number it makes -0 just 0
LONGEST = 40  # characters: longer than any figure, short enough to refuse a pasted page at once
MOST_DIGITS = 28  # what arithmetic keeps exactly: one more would be rounded


class NotANumber(ValueError):
    """The text is not one number; the message says so in Dutch."""


class Ambiguous(ValueError):
    """The text can be read as two numbers: `candidates`, the larger first."""

    def __init__(self, text: str, candidates: tuple[Decimal, Decimal]) -> None:
        super().__init__(f"'{text}' kan twee dingen betekenen.")
        self.candidates = candidates


def read_number(text: str, unit: str = "") -> Decimal:
    """Return the number in `text`, which may carry the unit it is measured in.

    12,5 · 1.234,5 · 1.234.567 · -41 · 12.5 (one reading only) are read; 1.234 raises Ambiguous, as it is
    1234 or 1,234; anything else raises NotANumber.
    """
    bare = _without_unit(text.strip(), unit)
    sign, digits = (-1, bare[1:].lstrip()) if bare[:1] in ("-", "\N{MINUS SIGN}") else (1, bare)
    if len(digits) > LONGEST or sum(map(str.isdigit, digits)) > MOST_DIGITS:
        raise NotANumber("Dit is te lang voor een getal. Schrijf alleen het cijfer; uitleg kan bij de opmerking.")
    if ONE_POINT_THREE_DIGITS.fullmatch(digits):
        thousands, decimal = Decimal(digits.replace(".", "")), Decimal(digits)
        raise Ambiguous(text.strip(), (sign * thousands, sign * decimal))
    if WHOLE.fullmatch(digits) or ONE_POINT.fullmatch(digits):
        return sign * Decimal(digits) + NOUGHT
    if DECIMAL_COMMA.fullmatch(digits) or THOUSANDS.fullmatch(digits):
        return sign * Decimal(digits.replace(".", "").replace(",", ".")) + NOUGHT
    raise NotANumber("Dit is geen getal. Schrijf het zo: 12,5 of 1.234,5.")


def write_number(value: Decimal) -> str:
    """Return `value` as it is typed: a decimal comma and no points, so that it is read back without a question."""
    return f"{value.normalize():f}".replace(".", ",")


def _without_unit(text: str, unit: str) -> str:
    """Return `text` without the unit of the reeks before or after it: 12,5% and € 285 are what people paste."""
    if not unit:
        return text
    if unit == "€":
        return text.removeprefix(unit).strip()
    return text.removesuffix(unit).strip()
