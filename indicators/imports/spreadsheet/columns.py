"""What the columns of a sheet hold: as their headings say, or as somebody once said of these headings."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

from django.db.models import TextChoices

from indicators.imports.published.headings import LONGEST_SPACED, head_of
from indicators.notation.text import A_YEAR, YEAR, clean


class Kolomsoort(TextChoices):
    """What a column of a sheet can hold."""

    CODE = "code", "code"
    NAAM = "naam", "naam van de effectindicator"
    DOEL = "doel", "doel"
    EENHEID = "eenheid", "eenheid"
    BRON = "bron", "bron"
    RICHTING = "richting", "richting (hoger, lager, gelijk)"
    REALISATIE = "realisatie", "realisatie"
    STREEFWAARDE = "streefwaarde", "streefwaarde"
    ONDERGRENS = "ondergrens", "ondergrens (ten minste)"
    BOVENGRENS = "bovengrens", "bovengrens (ten hoogste)"
    JAAR = "jaar", "jaar van het cijfer in de rij"
    SOORT = "soort", "soort cijfer in de rij (realisatie of streefwaarde)"
    WAARDE = "waarde", "waarde (met jaar en soort in andere kolommen)"
    RESPONDENTEN = "respondenten", "aantal respondenten bij de realisatie"
    REDEN = "reden", "reden waarom er geen waarde is"
    VOORLOPIG = "voorlopig", "voorlopig (ja)"
    MEETJAAR = "meetjaar", "jaar van meting"
    OPMERKING = "opmerking", "opmerking bij de indicator"
    WOORDEN = "woorden", "het cijfer in woorden"
    VOETNOOT = "voetnoot", "opmerking bij het cijfer in de rij"
    BENCHMARK = "benchmark", "cijfer van een andere regio (niet laden)"
    OVERSLAAN = "overslaan", "overslaan"
    ONDUIDELIJK = "onduidelijk", "nog niet bekend"


AIMS = frozenset([Kolomsoort.REALISATIE, Kolomsoort.STREEFWAARDE, Kolomsoort.ONDERGRENS, Kolomsoort.BOVENGRENS])
OF_A_YEAR = AIMS | {Kolomsoort.BENCHMARK}  # values, each of the year of its column
VALUES = OF_A_YEAR | {Kolomsoort.WAARDE}
DATED = OF_A_YEAR | {Kolomsoort.RESPONDENTEN}
FIGURES = VALUES | {Kolomsoort.RESPONDENTEN}
# Of these there is one a table.
ONCE = frozenset(Kolomsoort) - DATED - {Kolomsoort.OVERSLAAN, Kolomsoort.OPMERKING, Kolomsoort.ONDUIDELIJK}

_OWN_WORDS: dict[str, Kolomsoort] = {
    "doel": Kolomsoort.DOEL,
    "doelcode": Kolomsoort.DOEL,
    "doelstelling": Kolomsoort.ONDUIDELIJK,  # what is aimed at, in words or in figures
    "beleidsterrein": Kolomsoort.OVERSLAAN,
    "programma": Kolomsoort.OVERSLAAN,
    "portefeuillehouder": Kolomsoort.OVERSLAAN,
    "richting": Kolomsoort.RICHTING,
    "jaar": Kolomsoort.JAAR,
    "voor jaar": Kolomsoort.JAAR,
    "verslagjaar": Kolomsoort.JAAR,
    "soort": Kolomsoort.SOORT,
    "soort cijfer": Kolomsoort.SOORT,
    "waarde": Kolomsoort.WAARDE,
    "cijfer": Kolomsoort.WAARDE,
    "respondenten": Kolomsoort.RESPONDENTEN,
    "aantal respondenten": Kolomsoort.RESPONDENTEN,
    "ten minste": Kolomsoort.ONDERGRENS,
    "ten hoogste": Kolomsoort.BOVENGRENS,
    "ondergrens": Kolomsoort.ONDERGRENS,
    "bovengrens": Kolomsoort.BOVENGRENS,
    "reden": Kolomsoort.REDEN,
    "voorlopig": Kolomsoort.VOORLOPIG,
    "meetjaar": Kolomsoort.MEETJAAR,
    "voetnoten": Kolomsoort.VOETNOOT,
    "voetnoot": Kolomsoort.VOETNOOT,
    "opmerking": Kolomsoort.OPMERKING,
    "opmerkingen": Kolomsoort.OPMERKING,
    "in woorden": Kolomsoort.WOORDEN,
    "niet in dit sjabloon": Kolomsoort.OVERSLAAN,
    "document": Kolomsoort.OVERSLAAN,
    "stoplicht": Kolomsoort.OVERSLAAN,
    "stoplicht over": Kolomsoort.OVERSLAAN,
}
# Those of our own words that name the year of their column.
_OF_YEAR = re.compile(
    rf"(?:ondergrens|ten minste|bovengrens|ten hoogste) {YEAR}"
    rf"|(?:aantal )?respondenten(?: {YEAR}| \({YEAR}\))|{YEAR} (?:aantal )?respondenten",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: what it holds and of which year. `follows` when the year is the one that its heading names."""

    soort: Kolomsoort
    year: int | None = None
    text: str = ""
    region: str = ""
    follows: bool = True


def column_of(text: str) -> Kolom:
    """Return what a heading says of its column; what is not certain is onduidelijk."""
    return Kolom(Kolomsoort.ONDUIDELIJK, None, text) if len(text) > LONGEST_SPACED else _column_of(text)


@lru_cache(maxsize=20_000)
def _column_of(text: str) -> Kolom:
    if not any(character.isalpha() for character in text):
        return Kolom(Kolomsoort.ONDUIDELIJK, int(text) if re.fullmatch(YEAR, text) else None, text)
    bare = clean(text)
    if own := _OWN_WORDS.get(bare.casefold()):
        return Kolom(own, text=bare)
    if _OF_YEAR.fullmatch(bare):
        return Kolom(_OWN_WORDS[A_YEAR.sub("", bare).casefold().strip(" ()")], year_in(bare), bare)
    head = head_of(bare)
    if head and head.kind == "tekst":
        return Kolom(Kolomsoort.OVERSLAAN, text=bare)
    if head is None or head.kind not in Kolomsoort.values:
        return Kolom(Kolomsoort.ONDUIDELIJK, head.year if head else None, bare)
    return Kolom(Kolomsoort(head.kind), head.year, bare, head.region)


@dataclass(frozen=True, slots=True)
class Kop:
    """The heading of a table: its rows, and the text above every column that has one.

    Where years alone say nothing of what stands below them, `beside` says which years they are to the document; `alone`
    when it is not known which document that is: then what was said of the heading holds for this source alone.
    """

    rows: tuple[int, ...]
    texts: Mapping[int, str]
    beside: str = ""
    alone: bool = False

    @property
    def last(self) -> int:
        """The last row of the heading."""
        return self.rows[-1]

    @property
    def fingerprint(self) -> str:
        """A checksum of the texts, in which every year is one word: next year's heading has the same."""
        told = "\n".join(f"{column}:{without_years(text)}" for column, text in sorted(self.texts.items()))
        told += f"\n{self.beside}" if self.beside else ""
        return hashlib.sha256(told.encode()).hexdigest()


def without_years(text: str) -> str:
    """Return a heading with a word for each year."""
    return A_YEAR.sub("<jaar>", clean(text).casefold())


@dataclass(frozen=True, slots=True)
class Indeling:
    """What the columns of a table hold. Without columns the table is left alone."""

    columns: Mapping[int, Kolom]

    def for_heading(self, kop: Kop) -> Self:
        """Return this for a heading that may name later years; of others a heading says whose figures they are."""
        columns = {}
        for number, kolom in self.columns.items():
            text = kop.texts.get(number, "")
            year = year_in(text) if kolom.follows and kolom.soort in DATED else kolom.year
            region = without_years(text) if kolom.soort == Kolomsoort.BENCHMARK else kolom.region
            columns[number] = replace(kolom, year=year, text=text, region=region)
        return replace(self, columns=columns)

    @property
    def by_row(self) -> bool:
        """Whether every row says of which year its figures are."""
        return self.find(Kolomsoort.JAAR) is not None

    @property
    def only_dated(self) -> bool:
        """Whether every column of figures says its year by its heading, so that next year's is read right too."""
        return all(kolom.follows for kolom in self.columns.values() if kolom.soort in DATED)

    def unclear(self) -> list[int]:
        """Return the columns of which it is not certain what they hold."""
        asked = AIMS | {Kolomsoort.RESPONDENTEN}
        lacking = [n for n, k in self.columns.items() if k.soort in asked and not k.year and not self.by_row]
        if self.find(Kolomsoort.WAARDE) is not None and not (self.by_row and self.find(Kolomsoort.SOORT)):
            lacking.append(self.all(Kolomsoort.WAARDE)[0])
        return sorted({*lacking, *self.all(Kolomsoort.ONDUIDELIJK)})

    def find(self, soort: Kolomsoort) -> int | None:
        """Return the first column of this kind."""
        return next((number for number, kolom in sorted(self.columns.items()) if kolom.soort == soort), None)

    def all(self, *soorten: Kolomsoort) -> list[int]:
        """Return the columns of these kinds, in order."""
        return [number for number, kolom in sorted(self.columns.items()) if kolom.soort in soorten]

    def as_json(self) -> dict[str, Any]:
        """Return this as it is kept; a year that follows from the heading is left to the heading."""
        return {
            str(number): {"soort": str(kolom.soort), "jaar": None if kolom.follows else kolom.year}
            for number, kolom in self.columns.items()
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Mapping[str, Any]]) -> Self:
        """Return what was kept."""
        return cls(
            {
                int(number): Kolom(Kolomsoort(kolom["soort"]), kolom["jaar"], follows=kolom["jaar"] is None)
                for number, kolom in kept.items()
            }
        )


def year_in(text: str) -> int | None:
    """Return the one year that a heading names; None when it names none or more."""
    years = A_YEAR.findall(text)
    return int(years[0]) if len(years) == 1 else None


def twice(columns: Mapping[int, Kolom]) -> list[tuple[int, int]]:
    """Return the pairs of columns that say they hold the same."""
    seen: dict[tuple[Kolomsoort, int | None, str], int] = {}
    pairs = []
    for number, kolom in sorted(columns.items()):
        if kolom.soort in DATED and kolom.year:
            region = kolom.region if kolom.soort == Kolomsoort.BENCHMARK else ""
            key: tuple[Kolomsoort, int | None, str] = (kolom.soort, kolom.year, region)
        elif kolom.soort in ONCE:
            key = (kolom.soort, None, "")
        else:
            continue
        if key in seen:
            pairs.append((seen[key], number))
        seen.setdefault(key, number)
    return pairs
