"""What the parameters of an address say; nonsense says nothing, and never breaks a page."""

from django.core.validators import slug_re

from programmes.years import FIRST_YEAR, LAST_YEAR


def year_in(text: str) -> int | None:
    """Return the year that an address names, or None when it names none."""
    year = int(text) if len(text) == len("2017") and text.isascii() and text.isdigit() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def number_in(text: str) -> int:
    """Return the number below a hundred that an address names, or 0 when it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("100") else 0


def slug_in(text: str) -> str:
    """Return the slug that an address names, or nothing when it names none."""
    return text if slug_re.fullmatch(text) else ""
