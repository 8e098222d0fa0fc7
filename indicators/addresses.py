"""What an address or a form says by a number or a slug; nonsense says nothing, and never breaks a page."""

import re

from django.core.validators import slug_re

from programmes.years import FIRST_YEAR, LAST_YEAR

LONGEST_KEY = 18  # digits: what always fits in the eight bytes of a key


def year_in(text: str) -> int | None:
    """Return the year that an address names, or None when it names none."""
    year = int(text) if len(text) == len("2017") and text.isascii() and text.isdigit() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def number_in(text: str) -> int:
    """Return the number below a hundred that an address names, or 0 when it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("100") else 0


def is_key(text: str) -> bool:
    """Whether `text` can be the key of a row: a whole number that a database can hold."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY


def slug_in(text: str) -> str:
    """Return the slug that an address names, or nothing when it names none."""
    return text if slug_re.fullmatch(text) else ""


def sha12_in(text: str) -> str:
    """Return the beginning of a checksum that an address names, or nothing when it names none."""
    return text if re.fullmatch("[0-9a-f]{12}", text) else ""
