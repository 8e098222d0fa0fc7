"""A name, and below it a paragraph that tells its figures: In 2016 sportte 54%. In 2018 was dat 56%. We streven naar …

Read only where every sentence is of a form that can be read in one way: at most the first has a subject of its own,
with a word of the name in it, and the others refer back to it. A paragraph with any other sentence is asked.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.delivery import UNNAMED, Place
from indicators.imports.published.document import Scope
from indicators.imports.published.headings import Column
from indicators.imports.published.kind_rows import TWICE
from indicators.imports.published.named_above import checked_name
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import A_YEAR, YEAR

LONGEST_NAME, LONGEST = 120, 800  # characters of a name, and of a paragraph
LEAST = 2  # figures
STEM = 5  # letters that words of the sentence and the name share
DOUBT = "In deze zinnen is niet zeker welk cijfer bij welk jaar hoort, of waarvan het is."
_NUMBER = re.compile(r"(?:indicator [0-9]{1,3}[:.]|[0-9]{1,3}[.)]) (?P<name>[^\W\d_].{3,200})", re.IGNORECASE)
_AMOUNT = r"[0-9]+(?:[.,][0-9]+)*(?: ?%)?"
_FIGURE = rf"(?:een )?(?P<figure>(?:minimaal |maximaal )?{_AMOUNT})"
_PAIR = re.compile(rf"(?:een )?(?P<figure>(?:minimaal |maximaal )?{_AMOUNT}) in (?P<year>{YEAR})", re.IGNORECASE)
_PAIRS = rf"(?P<pairs>(?:een )?(?:minimaal |maximaal )?{_AMOUNT} in {YEAR}(?: en (?:een )?{_AMOUNT} in {YEAR})?)"
_IN = rf"in (?P<year>{YEAR})"
_WORDS = "[^0-9.;]{2,80}"  # without a figure
_AIM = "(?:streefcijfer|streefwaarde|doel|ambitie)"
_DATED = re.compile(rf"{_IN}: {_FIGURE}", re.IGNORECASE)
_BACK = re.compile(rf"{_IN} was (?:dat|dit) {_FIGURE}", re.IGNORECASE)  # to the sentence before
_MARK = re.compile(
    rf"(?:in (?P<first>{YEAR}) gaven {_WORDS}|{_WORDS} gaven in (?P<later>{YEAR}))"
    r" (?:gemiddeld )?een (?P<figure>[0-9],[0-9])",
    re.IGNORECASE,
)
_WAS = re.compile(rf"het (?:aantal|percentage|aandeel) (?P<of>{_WORDS}) was {_PAIRS}", re.IGNORECASE)
_OTHERS = re.compile(rf"landelijk was (?:dat|dit|het(?: cijfer)?) {_IN} {_FIGURE}", re.IGNORECASE)
_AIMED = (
    re.compile(rf"{_AIM} (?P<year>{YEAR}): {_FIGURE}", re.IGNORECASE),
    re.compile(rf"(?:het|ons|de|onze) {_AIM} voor (?P<year>{YEAR}) is {_FIGURE}", re.IGNORECASE),
    re.compile(
        rf"(?:(?:we|wij) streven|(?:ondanks [^0-9,.;]{{2,60}}|daarom|toch) streven (?:we|wij)) naar {_PAIRS}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_IN} willen (?:we|wij) {_FIGURE} halen", re.IGNORECASE),
    re.compile(rf"(?:we|wij) willen dat dit (?:er )?{_IN} {_FIGURE} zijn", re.IGNORECASE),
)
_IN_YEAR = re.compile(rf"\bin {YEAR}\b", re.IGNORECASE)
_AVERAGE = re.compile(r"gemiddeld een", re.IGNORECASE)
_COUNTED = re.compile(r"aantal\b", re.IGNORECASE)
_SHARED = re.compile(r"percentage\b|aandeel\b|%", re.IGNORECASE)
_MARKED = re.compile(r"cijfer|tevreden|oordeel|waardering", re.IGNORECASE)
_DOUBTFUL = re.compile(
    r"\b(?:landelijke?|nederland|regio|provincie|gemiddelde?|niet|geen|hoger|lager|meer|minder|tot|ouder|jonger|per|resp"
    r"|ongeveer|circa|ca|ruim|bijna|mln|miljoen|duizend|met|dan|wie|waarvan|daarvan|waaronder|extra|nieuwe?|ten|om"
    r"|willen|wilden|streven|doel|streef\w*|begroo?t\w*|geraamd|raming|verwacht\w*|gepland|zou|zouden|moet\w*|zal|zullen"
    r"|steeg|stegen|gestegen|daalde|daalden|gedaald|groeide|groei|toename|afname|toegenomen|afgenomen|helft|kwart|keer"
    r"|andere?|overige?|elk|alleen|slechts|of)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Told:
    """A paragraph that tells figures, with its name and bron; its places among the filled lines."""

    begin: int
    end: int
    cell: Cell
    name: Cell | None = None
    bron: str = ""
    figures: list[tuple[Column, Cell]] = field(default_factory=list)


def read_told_figures(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every such paragraph; return the indexes of its lines, and of those that are asked where one is read."""
    filled = [index for index, line in enumerate(lines) if line.text]
    stack = [lines[index] for index in filled]
    told = [found for place in range(len(stack)) if (found := _told_at(stack, place))]
    for each in told:
        each.figures = _figures_of(each, placer.scope)
    if not any(each.figures for each in told):
        return set()
    names = Counter(each.name.text.casefold() for each in told if each.name)
    for each in told:
        twice = each.name is not None and names[each.name.text.casefold()] > 1
        if each.name is None or twice or not each.figures:
            why = UNNAMED if each.name is None else TWICE if twice else DOUBT
            placer.out.ask(each.cell.place, each.cell.text, why)
            continue
        placer.enter([each.name.text], [each.cell.text])
        row = placer.new_row("", each.name, "")
        row.bron = each.bron
        placer.place(row, [column for column, _ in each.figures], [cell for _, cell in each.figures])
    return {filled[place] for each in told for place in range(each.begin, each.end)}


def _told_at(stack: Sequence[Line], place: int) -> _Told | None:
    """Return the paragraph at this place where it has a name with a number above it, or a bron below."""
    line = stack[place]
    if line.cells or len(line.text) > LONGEST or not line.text.endswith(".") or not A_YEAR.search(line.text):
        return None
    told = _Told(place, place + 1, line.cell)
    if told.end < len(stack) and (about := about_of(stack[told.end].text)) and about[0] == "bron":
        told.bron = about[1].strip(" .")
        told.end += 1
    above = stack[place - 1] if place else None
    numbered = _NUMBER.fullmatch(above.text) if above else None
    if not numbered and not told.bron:
        return None
    if above and not above.cells and not about_of(above.text):
        name = numbered["name"] if numbered else above.text
        sound = len(name) <= LONGEST_NAME and not name.endswith((".", ":", "!", "?", ";"))
        told.name = checked_name(Cell(name, above.cell.place)) if sound else None
        told.begin -= told.name is not None
    return told


def _figures_of(told: _Told, scope: Scope) -> list[tuple[Column, Cell]]:
    """Return the figures of a paragraph, or none where a sentence of it can be read in more than one way."""
    name = told.name.text if told.name else ""
    figures: list[tuple[str, int, str, int]] = []
    begin = 0
    for number, sentence in enumerate(re.split(r"(?<=\.) (?=[A-Z])", told.cell.text)):
        bare = sentence.removesuffix(".")
        found = _closed(bare, figures[-1][0] if figures else "") or (_with_subject(bare, name) if not number else [])
        if not found:
            return []
        figures += [(kind, year, figure, begin + at) for kind, year, figure, at in found]
        begin += len(sentence) + 1
    measured = [year for kind, year, _, _ in figures if kind == "realisatie"]
    heads = Counter((kind, year) for kind, year, _, _ in figures)
    shares = {"%" in figure for kind, _, figure, _ in figures}
    certain = measured and max(measured) <= scope.measured and max(heads.values()) == 1
    if not certain or len(figures) < LEAST or len(shares) > 1:
        return []
    at = told.cell.place
    return [
        (
            Column(kind, year, "Landelijk" if kind == "benchmark" else "", str(year)),
            Cell(figure, Place(at.line, at.column + place)),
        )
        for kind, year, figure, place in figures
    ]


def _closed(sentence: str, before: str) -> list[tuple[str, int, str, int]]:
    """Return the kind, year, figure and place of each figure of a sentence that refers back to one of that kind."""
    if found := _DATED.fullmatch(sentence):
        return [_one("realisatie", found)]
    if before == "realisatie" and (found := _BACK.fullmatch(sentence)):
        return [_one("realisatie", found)]
    if before and (found := _OTHERS.fullmatch(sentence)):
        return [_one("benchmark", found)]
    for aimed in _AIMED:
        if before and (found := aimed.fullmatch(sentence)):
            return _pairs("streefwaarde", found) if "pairs" in found.groupdict() else [_one("streefwaarde", found)]
    return []


def _one(kind: str, found: re.Match[str]) -> tuple[str, int, str, int]:
    return kind, int(found["year"]), found["figure"], found.start("figure")


def _pairs(kind: str, found: re.Match[str]) -> list[tuple[str, int, str, int]]:
    begin = found.start("pairs")
    return [
        (kind, int(pair["year"]), pair["figure"], begin + pair.start("figure"))
        for pair in _PAIR.finditer(found["pairs"])
    ]


def _with_subject(sentence: str, name: str) -> list[tuple[str, int, str, int]]:
    """Return what was measured by a sentence that says of what: a mark that was given, or what the name says too."""
    if _DOUBTFUL.search(_AVERAGE.sub("een", sentence)):
        return []
    if found := _MARK.fullmatch(sentence):
        year = int(found["first"] or found["later"])
        return [("realisatie", year, found["figure"], found.start("figure"))] if _MARKED.search(name) else []
    if found := _WAS.fullmatch(sentence):
        return [] if _strange(found["of"], name) else _pairs("realisatie", found)
    years = list(A_YEAR.finditer(sentence))
    said = _IN_YEAR.search(sentence)
    if len(years) != 1 or not said:
        return []
    bare = f"{sentence[: said.start()]}{' ' * len(said[0])}{sentence[said.end() :]}"  # as long, so that places stay
    figures = list(re.finditer(_AMOUNT, bare))
    if len(figures) != 1 or "," in bare.replace(figures[0][0], "") or not _is_of(bare, figures[0], name):
        return []
    return [("realisatie", int(years[0][0]), figures[0][0], figures[0].start())]


def _is_of(sentence: str, figure: re.Match[str], name: str) -> bool:
    """Whether the only figure of a sentence is of what the name says: sportte 54% van …, hadden 12 wijken …

    A share is of who do what stands right before it. Of what is counted all words are those of the name, but the verb.
    """
    before, after = sentence[: figure.start()], sentence[figure.end() :]
    if "%" in figure[0]:
        return not _COUNTED.match(name) and len(_words(before)) == 1 and not _strange(before, name)
    own = bool(_words(after)) and not _strange(after, name) and len(_strange(before, name)) <= 1
    return own and not _SHARED.match(name)


def _strange(text: str, name: str) -> list[str]:
    """Return the words of a text of which the name has none that begins so: sportte is one of Sportdeelname."""
    known = {word[:STEM] for word in _words(name)}
    return [word for word in _words(text) if word[:STEM] not in known]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{4,}", text.casefold())
