"""Rows that are no indicator of their own: the municipality, others it is compared with, what is said of both."""

import re
from collections.abc import Iterable

from indicators.imports.published.places import is_municipality

SEVERAL = "In deze tabel staan rijen van meer dan één gemeente; het is niet zeker van welke deze begroting is."

WHICH_LAND = "Het is niet zeker of dit cijfers van het hele land zijn."
OWN = "gemeente"
_OWN = re.compile(r"(?:eigen |deze |onze )?gemeente", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:idem:? )?(?:provincie(?: [\w-]+){0,2}|nederland|nl|landelijke?(?: (?:gemiddelde|cijfer|score|waarde))?)"
    r"|(?:landelijk |provinciaal |regionaal )?gemiddelde?(?: (?:van )?nederland)?"
    r"|gemiddelde? (?:benchmark|g4|g32|g40|(?:vergelijkbare )?gemeenten|regio|provincie)\b.{0,40}"
    r"|regio(?: [\w-]+){0,3}"
    r"|vergelijkbare gemeenten?|referentie(?:gemeenten?|groep|waarde)?|ref\.?|benchmark|g4|g32|g40|land"
    r"|(?:gemeenten|grootteklasse|gemeentegrootte|gemeentegrootteklasse|stedelijkheidsklasse)\b.{0,40}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?P<kind>bron(?:nen)?|(?:meet)?eenheid|toelichting|opmerking(?:en)?|definitie|omschrijving)\s?:\s?(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)


def names_own(text: str) -> bool:
    """Whether a text is the name of a municipality, or the word for it, and nothing else."""
    return _OWN.fullmatch(text) is not None or is_municipality(text)


def region_of(name: str) -> str:
    """Return whose figures a row of this name holds: OWN, the name of others, or '' for an indicator."""
    bare = name.strip(" :*")
    if names_own(bare):
        return OWN
    return bare if _OTHERS.fullmatch(bare) else ""


def of_several(names: Iterable[str]) -> bool:
    """Whether these names of rows are those of more than one municipality, of which one may be called Gemeente."""
    return len({name.casefold() for name in names if region_of(name) == OWN}) > 1


def may_be_land(name: str, names: Iterable[str]) -> bool:
    """Whether Land may be what is no water: it is the country where the municipality is a row of the table too."""
    return name.casefold() == "land" and not any(region_of(other) == OWN for other in names)


def about_of(text: str) -> tuple[str, str] | None:
    """Return what a line says of an indicator: bron, eenheid or toelichting, and the words behind it."""
    if not (found := _ABOUT.fullmatch(text.strip())):
        return None
    kind = found["kind"].lower()
    kind = "bron" if kind.startswith("bron") else "eenheid" if kind.endswith("eenheid") else "toelichting"
    return kind, " ".join(found["text"].split())
