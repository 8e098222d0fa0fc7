"""Rows called after what is no name: a sentence about figures, a unit, a taakveld, whose they are, or where to look."""

import re
from collections.abc import Collection, Sequence

from indicators.imports.delivery import Delivery, Place, Row
from indicators.imports.published.figure_runs import is_remark, is_section, is_taakveld
from indicators.imports.published.groups import KNOWN_GROUP
from indicators.imports.published.paragraphs import is_no_name
from indicators.imports.published.regions import names_others, names_own

NO_NAME = "Dit is geen naam van een indicator; het is niet zeker bij welke deze cijfers horen."
_REFERS = re.compile(
    r"(?:zie|peildatum|meetdatum|voetnoot|noot|opmerking|toelichting|bladzijde|pagina|blz|bron(?:nen)?:)(?!\w)",
    re.IGNORECASE,
)
_WORDS = frozenset({"huizen", "buren", "sluis", "haren", "grave", "putten", "bergen", "beek"})  # towns, and other words
_REST = re.compile(r"(?:jaar|jr\.?)(?: (?:en|of) (?:ouder|jonger))?", re.IGNORECASE)  # of Bomen ouder dan 50 jaar
# A row for each part of the municipality, below the name of what is counted there.
_PART = re.compile(
    r"(?:stads)?centrum|binnenstad|midden|(?:noord|zuid)(?:-?(?:oost|west))?|oost|west|(?:wijk|buurt|stadsdeel) [\w-]+",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"algemeen|algemene indicatoren", re.IGNORECASE)  # the title above the first names
_VERB = r"(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|blijft|blijven)"
# Het aantal is gestegen; not Het percentage dat tevreden is, nor De mate waarin er werk is voor jongeren.
_STATES = rf"\b(?:(?!\b(?:dat|die|waar\w*|wie|of)\b).)*? {_VERB} .+"
SENTENCE = re.compile(rf"(?:het|de|dit|deze|er|in(?! hoeverre)|sinds|vanaf){_STATES}", re.IGNORECASE)
STATES = re.compile(rf"\w+{_STATES}", re.IGNORECASE)


def ask_no_names(out: Delivery, but: Sequence[Row], described: Collection[Place] = ()) -> None:
    """Ask for the figures of every row without a code of which the name is none: its own is elsewhere, or gone.

    All `but` those of prose, where a sentence is what its figures are of; so it is where one is `described` in a table.
    """
    prose = {id(row) for row in but}
    rows = [row for row in out.rows if row.kind == "effectindicator" and not row.code and id(row) not in prose]
    called = [row for row in rows if names_nothing(row.name, sentence=row.place not in described)]
    for row in called:
        if row.realisaties or row.streefwaarden:
            out.ask(row.place, row.name, NO_NAME)
        row.realisaties, row.streefwaarden = [], []
    names = {row.name for row in called}
    out.benchmarks = [other for other in out.benchmarks if other.code or other.name not in names]


def names_nothing(name: str, *, sentence: bool = True) -> bool:
    """Whether a text is the name of no indicator; a `sentence` is none."""
    return (
        is_no_name(name)
        or (sentence and is_remark(name))
        or is_taakveld(name)
        or is_section(name)
        or _REST.fullmatch(name) is not None
        or _PART.fullmatch(name) is not None
        or _GENERAL.fullmatch(name) is not None
        or (names_own(name) and name.casefold() not in _WORDS)
        or names_others(name)
        or KNOWN_GROUP.fullmatch(name.rstrip(": ")) is not None
        or _REFERS.match(name) is not None
        or (sentence and SENTENCE.fullmatch(name) is not None)
    )
