"""Rows that are no indicator of their own: the municipality, others it is compared with, what is said of both."""

import re
from collections.abc import Collection, Iterable

from indicators.imports.published.places import is_municipality

SEVERAL = "In deze tabel staan rijen van meer dan één gemeente; het is niet zeker van welke deze begroting is."

WHICH_LAND = "Het is niet zeker of dit cijfers van het hele land zijn."
OWN = "gemeente"
_WATER = frozenset({"water", "binnenwater", "binnen water", "oppervlakte binnenwater"})
_OWN = re.compile(r"(?:eigen |deze |onze )?gemeente", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:idem:? )?(?:provincie(?: [\w-]+){0,2}|nederland|nl|landelijke?(?: (?:gemiddelde|cijfer|score|waarde))?)"
    r"|(?:landelijk |provinciaal |regionaal )?gemiddelde?(?: (?:van )?nederland)?"
    r"|gemiddelde? (?:benchmark|g4|g32|g40|(?:vergelijkbare )?gemeenten|regio|provincie)\b.{0,40}"
    r"|regio(?: [\w-]+){0,3}"
    r"|vergelijkbare gemeenten?|referentie(?:gemeenten?|groep|waarde)?|ref\.?|benchmark|g4|g32|g40|land"
    r"|(?:gemeenten|grootteklasse|gemeentegrootte|gemeentegrootteklasse|stedelijkheidsklasse)\b.{0,40}"
    r"|(?:niet|weinig|matig|(?:zeer )?sterk)[ -]stedelijke?(?: gemeenten?)?",  # the classes of the CBS
    re.IGNORECASE,
)
# The municipalities of a size: gemeenten 25.000 - 50.000 inwoners, < 25.000, klasse 50-100.000.
_SIZE = r"[0-9]{1,3}(?:\.000|000)?"
_OF_A_SIZE = re.compile(
    rf"(?:landelijk |gemiddelde? )?(?:gemeenten?|(?:inwoners|grootte)?klasse)?(?: (?:met|van|tot|tussen))?\s?"
    rf"(?:[<>] ?|(?:{_SIZE}) ?(?:-|–|tot|t/m|en) ?)[0-9]{{1,3}}\.?000(?: ?inw(?:oners|\.)?)?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"vergelijk|vergelijkbare? (?:gemeenten?|grootteklasse)|(?:gemeente)?grootteklasse|inwonersklasse"
    r"|gemiddelde? (?:(?:vergelijkbare )?gemeenten|nederland|regio|provincie)|regio(?! ?/)(?: [\w-]+){1,2}",
    re.IGNORECASE,
)
# Beside a municipality they are others; the budget of a province may be that of the province itself.
PROVINCES = re.compile(
    r"(?:(?:provincie|gemiddelde?(?: in)?) )?(?:drenthe|flevoland|friesland|fryslân|gelderland|groningen|limburg"
    r"|noord-brabant|brabant|noord-holland|overijssel|utrecht|zeeland|zuid-holland)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?P<kind>bron(?:nen)?|(?:meet)?eenheid|toelichting|opmerking(?:en)?|definitie|omschrijving)\s?:\s?(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)


def names_own(text: str) -> bool:
    """Whether a text is the name of a municipality, or the word for it, and nothing else."""
    return _OWN.fullmatch(text) is not None or is_municipality(text)


def names_others(text: str) -> bool:
    """Whether the head of a column says that figures of others stand below: a size, Vergelijk, a province."""
    bare = text.strip(" *:")
    return (
        _OF_A_SIZE.fullmatch(bare) is not None
        or _COMPARED.fullmatch(bare) is not None
        or PROVINCES.fullmatch(bare) is not None
    )


def region_of(name: str) -> str:
    """Return whose figures a row of this name holds: OWN, the name of others, or '' for an indicator."""
    bare = name.strip(" :*")
    if names_own(bare):
        return OWN
    return bare if _OTHERS.fullmatch(bare) or _OF_A_SIZE.fullmatch(bare) else ""


def region_among(name: str, names: Collection[str]) -> str:
    """Return whose figures a row holds, among the rows of its table: beside binnenwater, Land is what is no water."""
    region = region_of(name)
    if PROVINCES.fullmatch(name.strip(" :*")) and any(region_of(other) for other in names):
        return name  # beside the municipality or the country
    dry = may_be_land(region, names) and not _WATER.isdisjoint(other.casefold() for other in names)
    return "" if dry else region


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
