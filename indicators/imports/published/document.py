"""What a page says of the document it belongs to, as far as that settles what its years are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.imports.published.source import Line
from indicators.notation.text import YEAR
from programmes.choices import DocumentKind

TOP = 12  # lines with text on which a page names its document
MOST_NAMED = 2  # documents in one title
TITLES = 2  # lines at the top of a page of which one is its title
ABOVE = 6  # lines with text above a table that may say what it holds
_DOCUMENT = re.compile(
    rf"(?P<ahead>(?:programma|meerjaren|stads)?begroting|kadernota|perspectiefnota|voorjaarsnota)\s?"
    rf"(?P<planned>{YEAR})|(?:jaarstukken|jaarverslag|(?:jaar|stads)rekening|jaarverantwoording)\s?(?P<past>{YEAR})",
    re.IGNORECASE,
)
_NOTA = re.compile(rf"(?:kadernota|perspectiefnota|voorjaarsnota)\s?{YEAR}", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:(?:concept|ontwerp|geamendeerde|vastgestelde)[ -]?)?"
    rf"(?:(?:programma|meerjaren|stads)?begroting|kadernota|jaarstukken|jaarverslag|(?:jaar|stads)rekening)\s?{YEAR}(?:\s?-\s?{YEAR})?",
    re.IGNORECASE,
)
# What is written halfway its own year, and says what that year came to so far.
_HALFWAY = re.compile(rf"(?:(?:[1-3]e|eerste|tweede) )?(?:bestuursrapportage|najaarsnota)\s?({YEAR})", re.IGNORECASE)
TIMES = re.compile(
    r"\bbedrag(?:en)?\b.{0,30}\b(?:x|in)\b.{0,6}(?:1\.?000|duizend|mln|miljoen)|€.{0,4}(?:1\.?000\b|mln|miljoen)"
    r"|\bx ?€? ?(?:1\.?000\b|1 (?:mln|miljoen))|\beuro.{0,6}(?:[x*] ?1\.?000\b|mln|miljoen)",
    re.IGNORECASE,
)
_FIRST_OF_JANUARY = re.compile(r"\b(?:per|op|stand) (?:1 januari|1-1\b|01-01\b)", re.IGNORECASE)
DAY = re.compile(rf"(?:per |op |stand )?(?:0?1|31)[- ](?:0?1|12|januari|december)[- ]{YEAR}", re.IGNORECASE)
ALONE = re.compile(rf"{YEAR}|{DAY.pattern}", re.IGNORECASE)  # a year, and not of what
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_ON_DAY = re.compile(
    rf"(?<![0-9])(?P<day>[0-3]?[0-9])(?:[-/](?P<month>[01]?[0-9])(?![0-9])| (?P<name>{_MONTH})\b)", re.IGNORECASE
)
_SOURCE = re.compile(rf"bron(?:nen)?:? [\w .,/-]{{2,40}}? \(?(?:{_MONTH}) (?P<year>{YEAR})\)?\.?", re.IGNORECASE)
_SAID_DAY = re.compile(rf"\b(?:per|op|stand|peildatum:?) {_ON_DAY.pattern}", re.IGNORECASE)
_TO_COME = re.compile(r"\bvolg|\bkomt\b|\bvanaf\b|\bbegroting|\bbegroot|\braming", re.IGNORECASE)
_EXPECTED = r"raming|schatting|geraamd|verwacht|prognose"
# Lager dan begroot, minder geraamd: what came out is compared with it.
_COMPARED = re.compile(
    r"\b(?:lager|hoger|meer|minder)(?: dan)?(?: (?:was|werd|eerder|vooraf))* (?:geraamd|begroot|verwacht)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(rf"(?:jaar)?rekening\s?{YEAR}|(?:realisatie|werkelijk)\s?{YEAR}", re.IGNORECASE)  # of a column
_SECTION = re.compile(r"(?:sub)?doelstelling(?:en|\(en\))?(?: [0-9]{1,2})?", re.IGNORECASE)  # of a page, not of a table
_AIM = re.compile(rf"streef|ambitie|doelstelling|\btargets?\b|begroot|begrote|{_EXPECTED}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which years a document can hold figures; 0 where that is not known."""

    measured: int = 0  # the last year that can have been measured
    planned: int = 0  # the first year of which figures can be nothing but aims
    is_open: bool = False  # later years than `measured` may have been measured too
    running: int = 0  # the year in which it was written, where that is its own: neither over nor only aimed at
    told: tuple[tuple[int, str], ...] = ()  # what the sentences of the page say of years
    owner: str = ""  # the province whose page it is, where its title says so

    def is_to_come(self, year: int) -> bool:
        """Whether no figure of this year can have been measured when the document was written."""
        return bool(self.planned) and year >= self.planned

    def within(self, other: "Scope") -> "Scope":
        """Return what holds by both: a page may belong to another document than the one that was chosen for it.

        Where both have measured as much, what one of them knows of its aims holds.
        """
        if not (self.measured and other.measured):
            return self if self.measured else other
        alike = self.measured == other.measured and not (self.planned and other.planned)
        planned = max(self.planned, other.planned) if alike or self.planned == other.planned else 0
        running = self.running if self.running == other.running else 0
        return Scope(min(self.measured, other.measured), planned, running=running)


UNKNOWN = Scope()


def scope_for(kind: str, year: int) -> Scope:
    """Return the years of the document that a page is said to belong to; of a beleidsplan or kadernota none is known.

    A bestuursrapportage is written in its own year; a begrotingswijziging may quote the begroting that it changes.
    """
    if kind in (DocumentKind.BEGROTING, DocumentKind.BEGROTINGSWIJZIGING):
        return Scope(year - 2, year)
    if kind == DocumentKind.BESTUURSRAPPORTAGE:
        return Scope(year - 1, year + 1, running=year)
    return Scope(year) if kind == DocumentKind.JAARSTUKKEN else UNKNOWN


def scope_of(lines: Iterable[Line], *, known: bool = False) -> Scope:
    """Return the years of the document that the page says it belongs to.

    Jaarstukken report on their own year. A begroting is written in the year before its own, when only the year before
    that is over. A title tells more than a sentence that names another document; only a title says what is aimed at.
    So does one of a bestuursrapportage or najaarsnota, where no other document is named. Where the document is `known`,
    a sentence that names a nota (bij de Voorjaarsnota 2022) tells of another.
    """
    top = [line.text for line in lines if line.text][:TOP]
    texts = _without_columns([text for text in top if not (known and text.endswith(".") and _NOTA.search(text))])
    if (halfway := _HALFWAY.fullmatch(texts[0]) if texts else None) and not any(map(_DOCUMENT.search, texts)):
        return scope_for(DocumentKind.BESTUURSRAPPORTAGE, int(halfway[1]))
    titles = [text for text in texts if is_title(text)]
    found = [match for text in titles or texts for match in _DOCUMENT.finditer(text)]
    measured = min((int(m["past"]) if m["past"] else int(m["planned"]) - 2 for m in found), default=0)
    named = {int(m["planned"] or 0) for text in texts for m in _DOCUMENT.finditer(text)}
    # Further down Begroting 2019 may be the head of a column.
    certain = any(is_title(text) for text in texts[:TITLES]) and len(named) == 1
    return Scope(measured, max(named) if certain else 0)


def _without_columns(texts: Sequence[str]) -> list[str]:
    """Return the texts without what right beside the head of an outcome is a head too: Rekening 2017, Begroting 2018.

    The first text of a page may be its title. So may each, but not where it names three: those are heads on one line.
    """
    texts = [t for t in texts if len(_DOCUMENT.findall(t)) + len(_OUTCOME.findall(t)) <= MOST_NAMED]
    heads = [_OUTCOME.fullmatch(text) is not None for text in texts]
    return [
        text
        for i, text in enumerate(texts)
        if not i or not (_DOCUMENT.match(text) and any([*heads[i - 1 : i], *heads[i + 1 : i + 2]]))
    ]


def scope_by_source(lines: Iterable[Line]) -> Scope:
    """Return the years of a page that names no document, by the day of its source: Bron: CBS september 2016.

    The page was written after that, so that the years before it were over.
    """
    texts = (line.text for line in lines)
    found = [match for text in texts if (match := _SOURCE.fullmatch(text)) and not _looks_ahead(text)]
    return Scope(max((int(match["year"]) - 1 for match in found), default=0), is_open=True)


def _looks_ahead(text: str) -> bool:
    return _TO_COME.search(text) is not None or _AIM.search(text) is not None


def on_first_of_january(scope: Scope, texts: Iterable[str]) -> Scope:
    """Return the years of a table that says it counts on 1 January: a begroting of 2021 knows that day of 2020."""
    if not scope.planned or not any(_FIRST_OF_JANUARY.search(text) for text in texts):
        return scope
    return Scope(scope.measured + 1)


def is_of_another_day(text: str, columns: Iterable[str]) -> bool:
    """Whether a text names another day than those of the columns: leerlingen per 1/10, below 1-1-2021."""
    own = [day for column in columns if DAY.fullmatch(column) and (day := _day_in(column))]
    said = _SAID_DAY.search(text)
    return bool(own) and said is not None and _day_in(said[0]) not in own


def _day_in(text: str) -> tuple[int, int] | None:
    """Return the day and the month that a text names."""
    if not (found := _ON_DAY.search(text)):
        return None
    named = (found["name"] or "").casefold()
    return int(found["day"]), _MONTH.split("|").index(named) + 1 if named else int(found["month"])


def in_thousands(texts: Iterable[str]) -> bool:
    """Whether a text above figures says that amounts stand there in thousands or millions: (bedragen x € 1.000)."""
    return any(TIMES.search(text) for text in texts)


def is_title(text: str) -> bool:
    """Whether a paragraph names a document, and may be the title of the page."""
    return _TITLE.fullmatch(text) is not None


def names_document(text: str) -> bool:
    """Whether a text names a document and its year, and is no sentence."""
    return _DOCUMENT.search(text) is not None and not text.endswith(".")


def speaks_of_aims(texts: Sequence[str], *, expected: bool = False) -> bool:
    """Whether the text above a table says that it holds what is aimed at, or expected; or only the latter."""
    words = re.compile(_EXPECTED, re.IGNORECASE) if expected else _AIM
    said = [text for text in texts if text and not _SECTION.fullmatch(text)][-ABOVE:]
    return any(words.search(_COMPARED.sub(" ", text)) for text in said)
