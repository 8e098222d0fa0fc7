"""The municipality or province that a page is of, as its title says: Gemeente Gouda, Provincie Drenthe."""

import re
from collections.abc import Sequence

from indicators.imports.published.document import TOP
from indicators.imports.published.places import is_municipality
from indicators.imports.published.regions import PROVINCES
from indicators.imports.published.source import Line

LONGEST = 100  # characters of a title
OF_ANOTHER = "Deze cijfers zijn van een andere gemeente of provincie dan die waarvan de bladzijde is."
_NAMED = re.compile(r"(?:.*\b)?(?:gemeente|provincie) (?P<name>\S+(?: \S+){0,5})", re.IGNORECASE)
_KIND = re.compile(r"(?:gemeente|provincie) ", re.IGNORECASE)


def owner_of(lines: Sequence[Line]) -> str:
    """Return the municipality or province that the titles at the top of a page name, or ''.

    Before a name that stands there alone goes one that they call a gemeente or provincie.
    """
    top = [line.text.strip("#* ") for line in lines if line.text][:TOP]
    titles = [text for text in top if len(text) <= LONGEST]
    called = [found["name"] for text in titles if (found := _NAMED.fullmatch(text))]
    return next((name for name in [*called, *titles] if is_place(name)), "")


def is_place(text: str) -> bool:
    """Whether a text is the name of a municipality or of a province."""
    return is_municipality(text) or PROVINCES.fullmatch(text) is not None


def is_of(label: str, owner: str) -> bool:
    """Whether a label names the owner of the page."""
    return bool(owner) and _KIND.sub("", label, count=1).casefold() == owner.casefold()
