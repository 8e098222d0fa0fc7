"""What the heading of a table says: columns, of what and of which year. What is unclear stays unclear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indicators.imports.published.head_words import AIM, KINDS, WHOLE_HEADS
from indicators.imports.published.misspelt import as_spelt
from indicators.imports.published.regions import OWN, names_others, names_own, region_of
from indicators.notation.text import A_YEAR, YEAR, clean, without_marks

FIGURES = frozenset({"realisatie", "streefwaarde", "benchmark"})
HOLDERS = FIGURES | {"", "onduidelijk", "jaar", "waarde", "verschil"}  # the cells below are numbers, or could be

_HYPHEN = re.compile(r"(?<=[a-z])-\s?(?!(?:en|of) )(?=[a-z])")  # Streef-/waarde; not prestatie- en effectindicatoren
LONGEST = 60  # characters of one cell of a heading
LONGEST_SPACED = 300  # the same with its spaces and marks; a longer one is not looked at, nor remembered
LONGEST_TITLE = 4  # words before the columns of a heading on one line
_LETTER = re.compile(rf"(?<![^\W_])(?P<letter>[RWB]|J[SRV]) ?(?P<year>{YEAR})(?![0-9])")
_OF_OWN = re.compile(rf"(?P<name>\D+) (?P<head>(?:[RWB]|BG|J[SRV]) ?{YEAR})")  # Gouda B2021
_DATE = re.compile(
    r"(?:(?:31|ultimo)[ -](?:12|december|dec)[ -]|december |\b0?1[ -](?:0?1|januari|jan)[ -](?=\s|$)|\bjanuari )",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?i:realisaties?|streefwaarden?|(?:effect|prestatie)?indicator(?:en)?|bron|nulmeting|eenheid|[12][09][0-9]{2})"
)
_RUNS_ON = re.compile(rf"(?<![0-9]){YEAR}[^\W\d_]")
# What came out in a year, or is to: the document knows.
_OF_A_YEAR = {"doel": "streefwaarde", "waarde": "waarde", "score": "realisatie", "resultaat in": ""}
_WITH_YEAR = re.compile(
    rf"(?P<what>{'|'.join(_OF_A_YEAR)}) \(?(?P<year>{YEAR})\)?|(?P<later>{YEAR}) (?:(?P<aim>doel)|\((?P<said>doel)\))",
    re.IGNORECASE,
)
_WHERE_TO = re.compile(
    rf"(?:waar|wat) willen we in (?P<year>{YEAR}) (?:staan|zijn|bereiken|bereikt hebben) ?\??", re.IGNORECASE
)
# Waarde jaarrekening 2019, Opgave begroting 2021. A Waarde in a begroting may be what was measured last.
# So is Waarde 31-12-2020: that day says what it came to.
_STATED = re.compile(
    rf"(?:waarde (?=jaar)|opgave )(?=(?:jaarrekening|jaarstukken|begroting) {YEAR}$)"
    rf"|waarde (?:per |op )?(?=(?:31|ultimo)[ -](?:12|dec(?:ember)?)[ -]{YEAR}$)",
    re.IGNORECASE,
)
_PHRASES = (
    (
        "naam",
        re.compile(
            r"(?:beleids|effect|prestatie)?indicatoren (?:programma|taakveld|thema) [^0-9.:]{3,40}", re.IGNORECASE
        ),
    ),
    (
        "realisatie",
        re.compile(r"(?:waarden?|meting(?:en)?) (?:per |op )?31[- ](?:12|december)", re.IGNORECASE),
    ),  # above years
    ("eenheid", re.compile(r"eenheid ?[-/] ?bron(?:nen)?", re.IGNORECASE)),
)
# What a line says of all years is no head: Realisatie t/m 2017, streefwaarden vanaf 2018.
UNTIL_AND_FROM = re.compile(
    rf"realisaties? (?:t/m|tot en met) (?P<last>{YEAR}),? (?:en )?streefwaarden? (?:vanaf|v\.a\.) (?P<first>{YEAR})\.?",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(r"(?:realisaties?|cijfers|waarden) volgens \S.*", re.IGNORECASE)  # waarstaatjegemeente.nl
_NO_HEAD = re.compile(
    r"bron: (?:[^0-9:]*\b(?:provincie|nederland|gemeenten)\b[^0-9:]*|.*\b(?:www\.|waarstaatjegemeente|geraadpleegd).*)",
    re.IGNORECASE,
)
_GLUED_MARK = re.compile(r"(?<=[a-z]{5})[1-9]$")  # Streefwaarde1
TITLE_OF = re.compile(r"\b(?:van|bij|per) (?:de )?[a-z-]*indicatoren$", re.IGNORECASE)  # Realisatie en prognose van
_JAAR = re.compile(r"jaar|periode", re.IGNORECASE)
_WHOSE = re.compile(r"(?:vergelijkings)?(?:score|waarde|cijfer)s? (?P<whose>\S.*)", re.IGNORECASE)
# Gouda (jaartal), and below it 10 (2021); Indicator (bron), and below it Verzuim (DUO)
_EACH_ITS_OWN = re.compile(r" ?\((?:jaar(?:tal)?|peil ?jaar|meet ?jaar|bron|eenheid)\)$", re.IGNORECASE)
_EXPECTED = re.compile(rf"(?:prognose|raming|schatting|verwacht(?:ing)?) {YEAR}", re.IGNORECASE)
# What a municipality is like: no amounts of its budget.
KNOWN = re.compile(
    r"kerngegeven|kerncijfer|(?:sociale|fysieke|demografische) (?:infra)?structuur|bevolking", re.IGNORECASE
)
_TITLED = re.compile(rf"{KNOWN.pattern}|kengetal", re.IGNORECASE)
LEAST_YEARS = 3  # behind the title of a table on one line


@dataclass(frozen=True, slots=True)
class Column:
    """One column: realisatie, streefwaarde, benchmark, naam, code, eenheid, bron, tekst, or onduidelijk.

    Also jaar (when each row was measured), regio (whose figure it is), waarde (the figure of that year) and verschil
    (of two other columns).
    """

    kind: str
    year: int | None = None
    region: str = ""
    text: str = ""
    own_year: bool = False  # only a figure that carries its own year can be placed

    @property
    def holds_figures(self) -> bool:
        """Whether the cells below are figures, or could be."""
        return self.kind in HOLDERS


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a table in order. `doubt` says why nothing below it can be read."""

    columns: tuple[Column, ...]
    doubt: str = ""
    needs_dated: bool = False  # that the first column has no year is certain only where its figures carry theirs
    ragged: bool = False  # empty cells of the heading are gone, and those of the rows may be

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns of figures."""
        return tuple(column for column in self.columns if column.holds_figures)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a heading: a kind of column, a year, or both."""

    kind: str  # '' for a year alone
    year: int | None = None
    region: str = ""
    text: str = ""


def head_of(text: str) -> Item | None:
    """Return what one cell of a heading says, or None when it is none; kind 'onduidelijk' when it could be."""
    return None if len(text) > LONGEST_SPACED else _head_of(text)


@lru_cache(maxsize=50_000)
def _head_of(text: str) -> Item | None:
    bare, _ = without_marks(_EACH_ITS_OWN.sub("", _HYPHEN.sub("", clean(text))))
    bare = as_spelt(_STATED.sub("", _GLUED_MARK.sub("", bare)))
    words = bare.count(" ") > LONGEST_TITLE
    if not bare or len(bare) > LONGEST or (words and (bare.endswith(".") or bare[0] in "*)")):
        return None  # a sentence or a footnote is no head of a column
    if whole := _head_of_region(bare) or _head_of_whole(bare):
        return whole
    letters = _LETTER.sub(lambda m: f"{'begroting' if m['letter'] == 'B' else 'realisatie'} {m['year']}", bare)
    years = [int(year) for year in A_YEAR.findall(letters)]
    rest = _DATE.sub(" ", A_YEAR.sub(" ", letters)) if years else letters
    kinds = {match.lastgroup or "" for match in KINDS.finditer(rest)}
    others = re.sub(r"[\s.,:;()/-]+|\b(?:per|in|de|het|van|jaar)\b", " ", KINDS.sub(" ", rest)).strip()
    # 2019Begroting: of which column is the year?
    if len(kinds) != 1 or len(years) > 1 or _RUNS_ON.search(bare):
        return _with_kinds(bare, years, others, kinds, rest) if kinds else _without_kind(bare, years, others)
    (kind,) = kinds
    if kind not in (*FIGURES, "nulmeting", "onduidelijk"):
        return None if others or years else Item(kind, text=bare)
    year = years[0] if years else None
    if others:
        return Item("onduidelijk", year, others, bare) if years else None
    others_name = re.sub(r"(?i)^neder land", "Nederland", rest.strip())
    region = kind if kind == "nulmeting" else others_name if kind == "benchmark" else ""
    return Item("realisatie" if kind == "nulmeting" else kind, year, region, bare)


def _head_of_whole(text: str) -> Item | None:
    """Return what a heading says that is one of a few words and nothing else: Laatste meting, Waarde, Doel 2020."""
    if found := _WHERE_TO.fullmatch(text):
        return Item("streefwaarde", int(found["year"]), text=text)
    if found := _WITH_YEAR.fullmatch(text):
        what = found["what"] or found["aim"] or found["said"]
        return Item(_OF_A_YEAR[what.casefold()], int(found["year"] or found["later"]), text=text)
    if kind := next((kind for kind, words in _PHRASES if words.fullmatch(text)), ""):
        return Item(kind, text=text)
    whose = found["whose"] if (found := _WHOSE.fullmatch(text)) else text
    if item := _of_region(whose, text):
        return item
    alone = next((kind for kind, words in WHOLE_HEADS if words.fullmatch(text)), "")
    return Item(alone, text=text) if alone else None


def _head_of_region(text: str) -> Item | None:
    """Return whose figures of which year stand below a head: Gouda 2018, Gemeenten 25.000 - 50.000 inwoners 2018."""
    years = A_YEAR.findall(text)
    item = _of_region(A_YEAR.sub(" ", text).strip(" ()*:-"), text) if len(years) == 1 else None
    return replace(item, year=int(years[0])) if item else None


def _of_region(whose: str, text: str) -> Item | None:
    """Return whose figures stand below a head: the municipality's own, or those of others."""
    if names_own(whose):
        return Item("waarde", region=OWN, text=text)
    others = names_others(whose) or (whose != text and region_of(whose))
    return Item("benchmark", region=whose, text=text) if others else None


def _without_kind(text: str, years: Sequence[int], others: str) -> Item | None:
    """Return a year alone; or, of Verwacht 2019, a column nobody can be sure of."""
    if len(years) == 1 and not others:
        return Item("", years[0], text=text)
    short = len(others.split()) <= 3 and not any(character.isdigit() for character in others)
    return Item("onduidelijk", text=text) if years and (not others or (len(years) == 1 and short)) else None


def _with_kinds(text: str, years: Sequence[int], others: str, kinds: set[str], rest: str) -> Item | None:
    """Return a benchmark (Nederland BG 2018: the year is of the publication), or a column nobody can be sure of."""
    if kinds == {"streefwaarde", "benchmark"} and not others:
        return Item("benchmark", None, rest.strip().split(" ")[0].strip("., "), text)
    if "naam" in kinds and not years and TITLE_OF.search(text):
        return None
    return Item("onduidelijk", text=text) if years or kinds & {"realisatie", "streefwaarde"} else None


@lru_cache(maxsize=50_000)
def pieces(text: str) -> tuple[Item, ...]:
    """Return the pieces of a heading in one line or paragraph: RealisatieEffectindicator holds two."""
    bare = _HYPHEN.sub("", clean(text))
    if _NO_HEAD.fullmatch(bare) or _BY_WHOM.fullmatch(bare) or UNTIL_AND_FROM.fullmatch(bare):
        return ()  # Bron: provincie Flevoland is no column of the province
    if (own := _OF_OWN.fullmatch(bare)) and names_own(own["name"]):
        return (*pieces(own["name"]), *pieces(own["head"]))
    whole = head_of(bare)
    if whole and whole.kind not in ("onduidelijk",):
        return (whole,)
    found = _split(bare)
    kinds = [(item.kind in FIGURES, item.year is not None) for item in found]
    if whole and kinds == [(True, False), (True, True)]:
        return (whole,)  # Meting begroting 2017 is one column, and nobody can say of what
    return tuple(found) or ((whole,) if whole else ())


def _split(text: str) -> list[Item]:
    """Return the pieces of `text` when it consists of nothing but words and years of a heading."""
    spaced = _GLUED.sub(lambda match: f" {match[0]} ", text)
    if not (KINDS.search(spaced) or A_YEAR.search(text) or _LETTER.search(text)):
        return []
    if re.sub(r"(?i:\b(?:per)\b)|[\s/]+", "", _GLUED.sub("", text)):
        # Words of more than one kind with spaces between: Realisatie 2018 Begroting 2019 Bron
        spaced = text
    words = spaced.split()
    for begin in range(min(LONGEST_TITLE, len(words)) + 1):
        if begin and any(character.isdigit() for character in words[begin - 1]):
            break
        items = _items_of(words[begin:])
        if items and begin == 0:
            return items
        dated = [item.kind for item in items if item.year is not None and item.kind]
        title = " ".join(words[:begin])
        alone = len(items) >= LEAST_YEARS and not any(item.kind for item in items)
        if (len(dated) > 1 and FIGURES.intersection(dated)) or (alone and _TITLED.search(title)):
            # Kerngegevens Rekening 2016 Begroting 2017: what stands before it names the rows.
            return [Item("naam", text=title), *items]
    return []


def _years_ahead(words: Sequence[str]) -> bool:
    """Whether each year of a heading stands before what it is of: 2018 realisatie 2019 streefwaarde, Nederland 2018."""
    signs = ["Y" if A_YEAR.fullmatch(word) else _sign_of(word) for word in words]
    return re.fullmatch(r" *(?:YK){2,}(?:BY)* *", "".join(signs)) is not None


def _sign_of(word: str) -> str:
    """Return K for a word that says of the figures below it what they are, B for one that says whose."""
    kind = item.kind if (item := head_of(word)) else ""
    own = AIM.fullmatch(word) or kind in ("realisatie", "streefwaarde", "onduidelijk")
    return "K" if own else "B" if kind == "benchmark" else " "


def _items_of(words: Sequence[str]) -> list[Item]:
    """Return the pieces that these words are, all of them; nothing when one is none."""
    items: list[Item] = []
    place = 0
    ahead = _years_ahead(words)
    while place < len(words):
        for length in (3, 2, 1):
            phrase = " ".join(words[place : place + length])
            item = head_of(phrase) if place + length <= len(words) else None
            if length > 1 and A_YEAR.fullmatch(words[place]) and not (ahead and length == 2):
                continue  # 2018 Streefwaarde 2019: the year belongs to what stands before it
            if length > 1 and item and item.kind != "jaar" and _JAAR.fullmatch(words[place]):
                continue  # Jaar Bron
            one = item is not None and (length == 1 or len(KINDS.findall(phrase)) == 1)
            # Score Waalwijk, Doel 2020
            one = one or (item is not None and (_WHOSE.fullmatch(phrase) or _WITH_YEAR.fullmatch(phrase)) is not None)
            one = one or (item is not None and item.region == OWN and item.year is not None)  # Goes 2021 Goes 2022
            unclear = item is not None and item.kind == "onduidelijk" and not _EXPECTED.fullmatch(phrase)
            if item and one and not unclear and not names_own(phrase):  # Nieuwkoop BG 2018
                items.append(item)
                place += length
                break
        else:
            return []
    return items
