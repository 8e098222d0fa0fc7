"""Reads one cell of a published table: exact figures with year, unit, bound, reason and note, or a refusal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.choices import GeenCijfer
from indicators.notation.bounds import AFTER, ANY_AFTER, ANY_BOUND, BOUNDS
from indicators.notation.numbers import ONE_POINT_THREE_DIGITS, Ambiguous, NotANumber, read_number, write_number
from indicators.notation.text import A_YEAR, BOOKED_MINUS, YEAR, clean, without_marks

MORE_IN_ONE = "Meer getallen in één cel, zonder een jaar bij elk."
LONGEST_CELL = 600  # characters: longer than any cell, short enough to refuse a pasted page at once
MOST_DIGITS, MOST_DECIMALS = 15, 6  # what the database keeps exactly


class Refused(ValueError):
    """The cell cannot be read for certain; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a cell: a value, a bound or bandwidth, or the reason why there is none."""

    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    strict: bool = False
    reason: str = ""
    year: int | None = None
    unit: str = ""
    note: str = ""

    @property
    def is_target(self) -> bool:
        """Whether this can only be aimed at: a bound or a bandwidth is not measured."""
        return self.lower is not None or self.upper is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: its figures, the benchmark it is compared with, footnote marks, and how it was written."""

    figures: tuple[Figure, ...] = ()
    benchmark: tuple[str, Decimal] | None = None
    marks: tuple[str, ...] = ()
    by_point: bool = False  # 44.3: a decimal point
    by_choice: bool = False  # 1.234 read as 1234, because of what stands around it
    in_words: bool = False  # words that nobody listed: a cell for certain only where cells have walls

    @property
    def dated(self) -> bool:
        """Whether every figure carries its own year."""
        return bool(self.figures) and all(figure.year for figure in self.figures)

    @property
    def is_target(self) -> bool:
        """Whether every figure is a bound or a bandwidth, and so aimed at."""
        return bool(self.figures) and all(figure.is_target for figure in self.figures)


_NUMBER = r"[0-9]{1,20}(?:\.[0-9]{1,12}){0,6}(?:,[0-9]{1,12})?"
_SIGN = "[-\N{MINUS SIGN}]"
COUNTED = (
    "inwoners|inw|personen|mensen|huishoudens|woningen|bezoekers|bezoeken|deelnemers|leerlingen|leden|banen|bedrijven"
    "|vestigingen|meldingen|cliënten|klanten|plaatsen|overnachtingen|uitleningen|bomen|vrijwilligers|arbeidsplaatsen"
)
_UNIT = (
    r"%|‰|procent|promille|punten|euro|uur|min|minuten|dag|dagen|week|weken|maand|maanden|jaar|kg|kilo|ton|kton"
    rf"|m2|m²|m3|m³|km/u(?:ur)?|km|km2|ha|hectare|kWh|MWh|GWh|TJ|PJ|fte|{COUNTED}"
    "|kinderen|jongeren|gezinnen|stuks|trajecten|aanvragen|incidenten|ongevallen|initiatieven|scholen|zonnepanelen|laadpalen"
    "|(?:(?:e|de|ste) )?(?:positie|plaats|plek)(?: landelijk)?"  # 3e positie
)
_RANK = re.compile(r"(?:(?:e|de|ste) )?(positie|plaats|plek)(?: landelijk)?", re.IGNORECASE)
# Of these there are no thousandths.
COUNTS = re.compile(
    rf"€|\b(?:aantal|stuks|hectare|ha|m2|m²|kWh|{COUNTED})\b|[^\W\d_]{{3,}}(?:deelnemers|bezoekers|leden|gebruikers|woningen)\b",
    re.IGNORECASE,
)

_ITEM = re.compile(
    rf"(?:(?P<before>{YEAR})\s?:\s?)?"
    rf"(?P<bound>{ANY_BOUND})?\s?(?P<euro>€)?\s?(?P<number>{_SIGN}?{_NUMBER})(?P<cents>,[-–—]{{1,2}})?"
    rf"(?:\s?(?P<unit>{_UNIT})(?![0-9A-Za-zÀ-ÿ])(?P<mean> gemiddeld)?)?"
    rf"(?:\s(?P<after>{ANY_AFTER}))?"
    rf"(?P<mark>\s?\*{{1,4}})?"
    rf"(?P<early>\s\(?voorlopig(?:e? cijfer)?\)?(?=\s|$))?"
    rf"(?:\s?\((?:(?P<who1>[^\W0-9_][^()0-9:]{{0,30}}?),? )?(?P<year>{YEAR})(?:, ?(?P<who2>[^()0-9:]{{1,30}}))?\))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s?[;,]?\s|$")
_RANGE = re.compile(
    rf"(?P<euro>€ ?)?(?P<lower>{_NUMBER})\s?(?P<unit1>%)?\s?[-–—]\s?(?P<upper>{_NUMBER})(?:\s?(?P<unit2>{_UNIT}))?",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"tussen (?:de )?(?P<lower>{_NUMBER})\s?(?P<unit1>%)? en (?P<upper>{_NUMBER})(?:\s?(?P<unit2>{_UNIT}))?",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    rf"(?P<number>{_SIGN}?{_NUMBER})\s?(?P<unit1>%)?\s?\((?P<year>{YEAR})\s?:\s?(?P<previous>{_SIGN}?{_NUMBER})\s?"
    rf"(?P<unit2>%)?\)(?:\s?(?P<unit3>{_UNIT}))?",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"(?P<number>{_SIGN}?{_NUMBER})\s?(?P<unit1>%)?\s(?:t\.?o\.?v\.?|ten opzichte van|versus|vs\.?)\s"
    rf"(?P<other>{_SIGN}?{_NUMBER})\s?(?P<unit2>%)?\s\(?(?P<region>[^\W0-9_][^0-9()]{{2,40}})\)?",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    rf"(?:nul|0-)meting(?: volgt)?(?: in|:)? \(?(?P<after>{YEAR})\)?|(?P<before>{YEAR})(?: is| =)? (?:nul|0-)meting",
    re.IGNORECASE,
)

_DASHES = frozenset({"-", "–", "—", "\N{MINUS SIGN}", "·", ".", "#", "--", "---", "…", "?", "-%", "- %"})
_REASONS = {
    "nnb": GeenCijfer.NOG_NIET_BEKEND,
    "ntb": GeenCijfer.NOG_NIET_BEKEND,  # nader te bepalen
    "nog niet bekend": GeenCijfer.NOG_NIET_BEKEND,
    "nb": GeenCijfer.NIET_BESCHIKBAAR,
    "n/b": GeenCijfer.NIET_BESCHIKBAAR,
    "niet beschikbaar": GeenCijfer.NIET_BESCHIKBAAR,
    "geen data": GeenCijfer.NIET_BESCHIKBAAR,
    "geen gegevens": GeenCijfer.NIET_BESCHIKBAAR,
    "gegevens niet beschikbaar": GeenCijfer.NIET_BESCHIKBAAR,
    "geen gegevens beschikbaar": GeenCijfer.NIET_BESCHIKBAAR,
    "nvt": GeenCijfer.NIET_VAN_TOEPASSING,
    "niet van toepassing": GeenCijfer.NIET_VAN_TOEPASSING,
    "pm": GeenCijfer.PM,
    "onbekend": GeenCijfer.ONBEKEND,
    "niet gemeten": GeenCijfer.NIET_GEMETEN,
    "nulmeting": GeenCijfer.NULMETING_VOLGT,
    "0-meting": GeenCijfer.NULMETING_VOLGT,
    "0-meting volgt": GeenCijfer.NULMETING_VOLGT,
    "nulmeting volgt": GeenCijfer.NULMETING_VOLGT,
}
# Words that stand in a cell of figures, and hardly anywhere else.
_COMPARED = "(?:gelijk|beter|hoger|lager|meer|minder)"
_PHRASE = re.compile(
    r"(?:ja|nee|nieuwe? indicator|nieuw|volgt(?: ?\.{2,} ?%?)?|nog onbekend|vervalt|vervallen"
    rf"|(?:pas )?in {YEAR} (?:beschikbaar|bekend)"
    r"|zie (?:de )?(?:toelichting|tekst|opmerking|bijlage|begroting(?: \w+){0,4})"
    r"|nader te bepalen|nader bepalen|nog te bepalen"
    rf"|(?:in {YEAR} )?(?:geen|niet) (?:onderzoek|meting|gemeten|cijfers|onderzocht|bekend)(?: in {YEAR})?"
    rf"|{_COMPARED}(?: of {_COMPARED})? (?:aan|dan|als) {YEAR}"
    rf"|(?:minimaal )?{_COMPARED}(?: of {_COMPARED})? (?:aan|dan|als) (?:de |het )?"
    r"(?:nulmeting|vorig jaar|vorige meting|landelijke? gemiddelde|gemiddelde|norm)"
    r"|(?:lichte? )?(?:stijging|daling|toename|afname)|lichte (?:groei|verbetering)"
    r"|(?:stijgende|dalende) (?:trend|lijn)"
    r"|stijgend|dalend|neemt toe|neemt af|stabiel|gelijkblijvend|gelijk (?:blijven|gebleven)|handhaven"
    r"|geen (?:data|gegevens)(?: bekend| beschikbaar)?|(?:nog )?niet beschikbaar)",
    re.IGNORECASE,
)
_REASON_AND_REMARK = re.compile(r"(?P<reason>[^()0-9]{2,30}) \([^\W\d_](?:[^()0-9]|per [0-9] jaar){2,60}\)")
_REMARK = re.compile(r"(?P<figure>[^()]{1,30}?) \((?P<words>[a-zà-ÿ][^()0-9]{2,60})\)")
# Words with which a figure in front of them is another: what is aimed at, of others, or in millions.
_OTHERWISE = re.compile(
    r"doel|streef|ambitie|norm|target|begro|raming|geraamd|verwacht|prognose|landelijk|nederland|regio|provincie|provinciaal"
    r"|gemiddeld|benchmark|vorig|nulmeting|waarvan|miljoen|mln|duizend|maxim|minim|circa|ongeveer|schat|bijna"
    r"|kwartaal|maand|half ?jaar|\b(?:oud|was|x|max|min|ca|ruim|niet|geen|excl|incl|per|van|tot|vanaf|eind|begin|q)\b",
    re.IGNORECASE,
)
# About 26.000 is what it says, and how it was printed is kept as that of a mark; so is a footnote ahead: *51%.
_AHEAD = re.compile(r"(?P<mark>≈(?= ?(?:€ ?)?[0-9])|\*{1,3}(?=(?:€ ?)?[0-9])(?![0-9]\)?$)) ?")
_WHEN = frozenset({"nulmeting", "datajaar", "peiljaar", "meetjaar"})
_WORD = re.compile(r"[^\W\d_]{2,}")


def read_cell(text: str, *, thousands: bool = False) -> Reading:
    """Return what a cell of a published table says; an empty cell says nothing.

    With `thousands`, 1.234 is 1234, because something beside the cell says so. Raises Ambiguous where such a number
    stands alone, and Refused for everything that is not certain: a triple, a sum, a ditto mark, a scale (mln).
    """
    if len(text) > LONGEST_CELL:
        raise Refused("Deze cel is te lang om een cijfer te zijn.")
    whole = BOOKED_MINUS.sub("-", clean(text))
    if not whole:
        return Reading()
    if whole in _DASHES:
        return Reading((Figure(reason=GeenCijfer.ONBEKEND),))
    bare, marks = without_marks(whole)
    if bare in _DASHES:
        return Reading((Figure(reason=GeenCijfer.ONBEKEND),), marks=marks)
    if bare.endswith("%-"):  # Leiden's budget of 2017: a mark, as nothing follows that it could reach to
        bare, marks = bare[:-1], ("-", *marks)
    if ahead := _AHEAD.match(bare):
        bare, marks = bare[ahead.end() :], (ahead["mark"], *marks)
    reading = _without_value(bare) or _with_value(bare, thousands=thousands)
    reading = reading or _with_remark(bare, thousands=thousands) or _in_words(whole)
    return replace(reading, marks=(*reading.marks, *marks)) if marks else reading


def write_figure(figure: Figure) -> str:
    """Return a figure as a table prints it, so that `read_cell` reads back the same."""
    if figure.reason:
        printed = {"onbekend": "-", "pm": "PM", "nulmeting_volgt": "nulmeting"}
        shown = printed.get(figure.reason, next((w for w, r in _REASONS.items() if r == figure.reason), figure.note))
        return f"{shown} in {figure.year}" if figure.reason == "nulmeting_volgt" and figure.year else shown
    unit = figure.unit if figure.unit in ("", "%") else f" {figure.unit}"
    if figure.lower is not None and figure.upper is not None:
        return f"{write_number(figure.lower)}-{write_number(figure.upper)}{unit}"
    bound = "" if figure.value is not None else (">" if figure.lower is not None else "<") + "=" * (not figure.strict)
    number = next(n for n in (figure.value, figure.lower, figure.upper) if n is not None)
    year = f" ({figure.year})" if figure.year else ""
    return (f"{bound}€ {write_number(number)}" if figure.unit == "€" else f"{bound}{write_number(number)}{unit}") + year


def is_phrase(text: str) -> bool:
    """Whether these are words that stand in a cell of figures, and hardly anywhere else."""
    return _PHRASE.fullmatch(clean(text)) is not None


def _without_value(text: str) -> Reading | None:
    """Return the reason that a cell gives for having no figure."""
    if reason := _REASONS.get(text.casefold().replace(".", "")):
        return Reading((Figure(reason=reason),))
    if (found := _REASON_AND_REMARK.fullmatch(text)) and (
        reason := _REASONS.get(found["reason"].casefold().replace(".", ""))
    ):
        return Reading((Figure(reason=reason, note=text),))
    if baseline := _BASELINE.fullmatch(text):
        year = int(baseline["after"] or baseline["before"])
        return Reading((Figure(reason=GeenCijfer.NULMETING_VOLGT, year=year, note=text),))
    if is_phrase(text):
        return Reading((Figure(reason=GeenCijfer.IN_WOORDEN, note=text),))
    return None


def _with_value(text: str, *, thousands: bool) -> Reading | None:
    """Return the figures of a cell that holds nothing else."""
    numbers = _Numbers(thousands=thousands)
    reading = _previous(text, numbers) or _against(text, numbers) or _range(text, numbers) or _series(text, numbers)
    if reading is None or not (numbers.by_point or numbers.by_choice):
        return reading
    return replace(reading, by_point=numbers.by_point, by_choice=numbers.by_choice)


@dataclass(slots=True)
class _Numbers:
    """Reads the numbers of one cell, and remembers how they were written."""

    thousands: bool
    by_point: bool = False
    by_choice: bool = False

    def read(self, text: str, unit: str = "") -> Decimal:
        """Return a number; raise Ambiguous or Refused."""
        try:
            number = read_number(text)
        except Ambiguous as question:
            if not (self.thousands or COUNTS.search(unit)):
                raise
            if (
                not ONE_POINT_THREE_DIGITS.fullmatch(text.lstrip("-\N{MINUS SIGN} "))
                or len(text.split(".", maxsplit=1)[0]) > 4
            ):
                raise  # 1234.567: no thousands are written so
            self.by_choice, number = True, question.candidates[0]
        except NotANumber as error:
            raise Refused("Dit getal is niet te lezen.") from error
        self.by_point = self.by_point or ("." in text and "," not in text and number != number.to_integral_value())
        exponent = number.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if decimals > MOST_DECIMALS or len(number.as_tuple().digits) - decimals > MOST_DIGITS - MOST_DECIMALS:
            raise Refused("Dit getal heeft meer cijfers dan exact bewaard kan worden.")
        return number


def _previous(text: str, numbers: _Numbers) -> Reading | None:
    """Read 44 (2016 :41) dagen: the figure, and that of an earlier year."""
    if not (found := _PREVIOUS.fullmatch(text)):
        return None
    unit = unit_of(found["unit1"] or found["unit2"] or found["unit3"])
    now, then = numbers.read(found["number"], unit), numbers.read(found["previous"], unit)
    return Reading((Figure(now, unit=unit), Figure(then, unit=unit, year=int(found["year"]))))


def _against(text: str, numbers: _Numbers) -> Reading | None:
    """Read 104 tov 134 landelijk: the own figure and a benchmark."""
    if not (found := _AGAINST.fullmatch(text)):
        return None
    unit = unit_of(found["unit1"] or found["unit2"])
    own, other = numbers.read(found["number"], unit), numbers.read(found["other"], unit)
    if _looks_like_year(found["other"], unit):
        raise Refused("Is dit een cijfer of een jaar?")
    return Reading((Figure(own, unit=unit),), benchmark=(found["region"].strip(), other))


def _range(text: str, numbers: _Numbers) -> Reading | None:
    """Read 6-6,5: a bandwidth."""
    if not (found := _RANGE.fullmatch(text) or _WITHIN.fullmatch(text)):
        return None
    unit = unit_of(found.groupdict().get("euro") or found["unit2"])
    if found["unit1"] and not found["unit2"]:
        raise Refused("Alleen het eerste getal draagt een eenheid.")
    lower, upper = numbers.read(found["lower"], unit), numbers.read(found["upper"], unit)
    if _looks_like_year(found["lower"], unit) or _looks_like_year(found["upper"], unit):
        raise Refused("Is dit een bandbreedte of een periode?")
    if lower >= upper:
        raise Refused("De ondergrens van een bandbreedte ligt onder de bovengrens.")
    return Reading((Figure(lower=lower, upper=upper, unit=unit),))


def _series(text: str, numbers: _Numbers) -> Reading | None:
    """Read one figure with or without its year, or several that each carry one."""
    items = list(_items(text))
    if not items:
        return None
    figures = tuple(_figure(item, numbers) for item in items)
    if len(figures) > 1 and not all(figure.year for figure in figures):
        raise Refused(MORE_IN_ONE)
    if len(figures) > 1 and len({figure.year for figure in figures}) < len(figures):
        raise Refused("Hetzelfde jaar staat tweemaal in deze cel.")
    return Reading(figures, marks=tuple(item["mark"].strip() for item in items if item["mark"]))


def _items(text: str) -> Iterator[re.Match[str]]:
    """Yield the figures that fill `text`, or nothing when anything else stands there."""
    items, place = [], 0
    while place < len(text):
        item = _ITEM.match(text, place)
        gap = _BETWEEN.match(text, item.end()) if item else None
        if not item or not gap:
            return
        items.append(item)
        place = gap.end()
    yield from items


def _figure(item: re.Match[str], numbers: _Numbers) -> Figure:
    """Return the figure that one item of a cell prints."""
    unit = unit_of(item["euro"] or item["unit"])
    if item["euro"] and item["unit"]:
        raise Refused("Twee eenheden bij één getal.")
    if item["cents"] and not item["euro"]:
        raise Refused("Dit getal is niet te lezen.")
    if item["before"] and item["year"]:
        raise Refused("Twee jaren bij één getal.")
    number = numbers.read(item["number"], unit)
    year = item["before"] or item["year"]
    who = (item["who1"] or item["who2"] or "").strip()
    if who and who.lower() not in _WHEN and not who.isupper():  # (2014, DUO), and not (doel 2014)
        raise Refused("Het is niet zeker wat het jaar tussen de haakjes betekent.")
    words = item[0].strip() if item["mean"] or item["early"] else f"Bij dit cijfer staat: {who}." if who else ""
    figure = Figure(unit=unit, year=int(year) if year else None, note=words)
    if item["bound"] and item["after"]:
        raise Refused("Twee grenzen bij één getal.")
    if item["bound"] is None and item["after"] is None:
        return replace(figure, value=number)
    if _looks_like_year(item["number"], unit):
        raise Refused("Is dit een grens of een jaar?")
    is_lower, strict = BOUNDS[item["bound"].lower()] if item["bound"] else AFTER[item["after"].lower()]
    figure = replace(figure, strict=strict)
    return replace(figure, lower=number) if is_lower else replace(figure, upper=number)


def _with_remark(text: str, *, thousands: bool) -> Reading | None:
    """Read 55% (gemeenteraadsverkiezingen): the figure, and a few words that say nothing of what kind it is."""
    found = _REMARK.fullmatch(text)
    if not found or _OTHERWISE.search(found["words"]):
        return None
    reading = _with_value(found["figure"], thousands=thousands)
    if not reading or len(reading.figures) != 1 or reading.figures[0].note or reading.figures[0].year:
        return None
    note = f"Bij dit cijfer staat: {found['words']}."
    return replace(reading, figures=(replace(reading.figures[0], note=note),))


def _in_words(text: str) -> Reading:
    """Keep words as a note; raise Refused when there is more in it than words and years."""
    without_years = A_YEAR.sub("", text)
    if any(character.isdigit() for character in without_years):
        raise Refused(
            "Hier staat meer dan één getal, of een getal met woorden; het is niet zeker welk cijfer bedoeld is."
        )
    if not _WORD.search(without_years) or set(text) & set("€%=+|"):
        raise Refused("Dit is geen cijfer en geen woord.")
    return Reading((Figure(reason=GeenCijfer.IN_WOORDEN, note=text),), in_words=True)


def unit_of(text: str | None) -> str:
    """Return a unit as the database writes it."""
    unit = (text or "").strip()
    if rank := _RANK.fullmatch(unit):
        return rank[1].lower()
    return {"procent": "%", "percentage": "%", "euro": "€", "euro's": "€", "promille": "‰"}.get(unit.lower(), unit)


def _looks_like_year(number: str, unit: str) -> bool:
    """Whether a bare number could be a year."""
    return not unit and re.fullmatch(YEAR, number) is not None
