"""Rows that are no indicator of their own: the municipality, others it is compared with, what is said of both."""

import re

OWN = "gemeente"
_OWN = re.compile(r"(?:eigen |deze |onze )?gemeente", re.IGNORECASE)
_OTHERS = re.compile(
    r"provincie(?: [\w-]+){0,2}|nederland|nl|landelijk(?: gemiddelde)?"
    r"|(?:landelijk )?gemiddelde?(?: (?:van )?nederland)?"
    r"|regio(?: [\w-]+){0,3}"
    r"|vergelijkbare gemeenten?|referentie(?:gemeenten?|groep|waarde)?|ref\.?|benchmark|g4|g32|g40|land"
    r"|(?:gemeenten|grootteklasse|gemeentegrootte|gemeentegrootteklasse|stedelijkheidsklasse)\b.{0,40}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?P<kind>bron(?:nen)?|(?:meet)?eenheid|toelichting|opmerking(?:en)?|definitie|omschrijving)\s?:\s?(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)


def region_of(name: str) -> str:
    """Return whose figures a row of this name holds: OWN, the name of others, or '' for an indicator."""
    bare = name.strip(" :*")
    if _OWN.fullmatch(bare):
        return OWN
    return bare if _OTHERS.fullmatch(bare) else ""


def about_of(text: str) -> tuple[str, str] | None:
    """Return what a line says of an indicator: bron, eenheid or toelichting, and the words behind it."""
    if not (found := _ABOUT.fullmatch(text.strip())):
        return None
    kind = found["kind"].lower()
    kind = "bron" if kind.startswith("bron") else "eenheid" if kind.endswith("eenheid") else "toelichting"
    return kind, " ".join(found["text"].split())
