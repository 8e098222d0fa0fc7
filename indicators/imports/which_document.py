"""Reads the name of a P&C-document as people write it: begroting 2018, 2e bestuursrapportage 2019, jaarverslag 2017."""

import re
from typing import NamedTuple

from programmes.choices import DocumentKind
from programmes.years import FIRST_YEAR, LAST_YEAR

WORDS = {
    **{kind.value: kind for kind in DocumentKind},
    "programmabegroting": DocumentKind.BEGROTING,
    "jaarverslag": DocumentKind.JAARSTUKKEN,
    "jaarrekening": DocumentKind.JAARSTUKKEN,
    "jaarstuk": DocumentKind.JAARSTUKKEN,
    **dict.fromkeys(
        (
            "berap",
            "marap",
            "turap",
            "voorjaarsnota",
            "zomernota",
            "najaarsnota",
            "tussenrapportage",
            "voortgangsrapportage",
        ),
        DocumentKind.BESTUURSRAPPORTAGE,
    ),
}
_COUNTS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_NAME = re.compile(
    rf"(?:(?P<before>[0-9]{{1,2}})\s?e\s+|(?P<word>{'|'.join(_COUNTS)})\s+)?(?P<kind>{'|'.join(WORDS)})\s+"
    r"(?P<year>[0-9]{4})(?:\s*[-–/]\s*[0-9]{4})?(?:,?\s+(?:nummer|nr\.?)\s+(?P<after>[0-9]{1,2}))?",
    re.IGNORECASE,
)


class UnknownDocument(ValueError):
    """The text names no P&C-document; the message says how to write one."""


class Naam(NamedTuple):
    """Which document: its kind, its year, and the how-manieth of that kind in the year."""

    kind: DocumentKind
    year: int
    number: int


def read_name(text: str) -> Naam:
    """Return which document `text` names. Raises UnknownDocument."""
    found = _NAME.fullmatch(" ".join(text.split()))
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise UnknownDocument(
            f"'{text[:80]}' is geen P&C-document. Schrijf het zo: begroting 2018, 2e bestuursrapportage 2019, "
            "jaarstukken 2017."
        )
    number = _COUNTS.get((found["word"] or "").lower()) or int(found["before"] or found["after"] or 1)
    if number < 1:
        raise UnknownDocument(f"'{text[:80]}': een nummer is 1 of hoger.")
    return Naam(WORDS[found["kind"].lower()], int(found["year"]), number)
