"""The municipality or province that a page is of, as its title says: Gemeente Gouda, Provincie Drenthe."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.published.document import TITLES, TOP, is_title
from indicators.imports.published.headings import Item
from indicators.imports.published.places import is_municipality
from indicators.imports.published.regions import OWN, PROVINCES
from indicators.imports.published.source import Line

LONGEST = 100  # characters of a title
OF_ANOTHER = "Deze cijfers zijn van een andere gemeente of provincie dan die waarvan de bladzijde is."
_NAMED = re.compile(r"(?:.*\b)?(?:gemeente|provincie) (?P<name>\S+(?: \S+){0,5})", re.IGNORECASE)
_PROVINCE = re.compile(
    r"\bprovincie (?P<name>drenthe|flevoland|fryslân|friesland|gelderland|groningen|limburg|noord-brabant"
    r"|noord-holland|overijssel|utrecht|zeeland|zuid-holland)\b",
    re.IGNORECASE,
)
_OF_GEMEENTE = re.compile(r"gemeente ", re.IGNORECASE)
MOST_WORDS = 3  # that say which document it is
_KIND = re.compile(r"(?:gemeente|provincie) ", re.IGNORECASE)


def owner_of(lines: Sequence[Line]) -> str:
    """Return the municipality or province that the titles at the top of a page name, or ''.

    Before a name that stands there alone goes one that they call a gemeente or provincie.
    """
    top = [line.text.strip("#* ") for line in lines if line.text][:TOP]
    titles = [text for text in top if len(text) <= LONGEST]
    called = [found["name"] for text in titles if (found := _NAMED.fullmatch(text))]
    return next((name for name in [*called, *titles] if is_place(name)), "")


def province_of(lines: Sequence[Line]) -> str:
    """Return the province whose page this is, or '': its title says so alone or beside a document.

    Provincie Drenthe, Jaarstukken 2021 provincie Drenthe; of other words it may only be the subject.
    """
    top = [" ".join(line.text.replace("|", " ").split()).strip("#* ") for line in lines if line.text][:TITLES]
    found = [(text, named) for text in top if (named := _PROVINCE.search(text))]
    titles = [named["name"] for text, named in found if _is_rest_of_title(text.replace(named[0], " "))]
    called = {named["name"].casefold() for _, named in found}
    return (
        titles[0]
        if titles and len(called) == 1 and not any(_OF_GEMEENTE.match(text) or is_municipality(text) for text in top)
        else ""
    )


def _is_rest_of_title(text: str) -> bool:
    """Whether nothing is left of a title, or no more than which document it is."""
    return not text.strip(" ,:-–") or (
        is_title(" ".join(text.split()).strip(" ,:-–")) and len(text.split()) <= MOST_WORDS
    )


def of_owner(item: Item, owner: str) -> Item:
    """Return a piece of a heading, of the page's own where it is called after the owner of that: Drenthe 2019."""
    own = item.kind == "benchmark" and is_of(item.region, owner)
    return replace(item, kind="waarde", region=OWN) if own else item


def is_place(text: str) -> bool:
    """Whether a text is the name of a municipality or of a province."""
    return is_municipality(text) or PROVINCES.fullmatch(text) is not None


def is_of(label: str, owner: str) -> bool:
    """Whether a label names the owner of the page."""
    return bool(owner) and _KIND.sub("", label, count=1).casefold() == owner.casefold()
