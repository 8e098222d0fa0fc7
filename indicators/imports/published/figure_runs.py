"""The runs of figures of a table without walls, and the texts above each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.imports.published.headings import Column
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell

_SCALE = re.compile(
    r"(?:schaal )?(?:van|tussen)(?: de)? [01] (?:en|tot|t/m|tot en met) (?:de )?(?:5|10|100)|(?:x )?€ ?1(?:\.000)?",
    re.IGNORECASE,
)
_TERM = re.compile(r"[<>≤≥]=? ?[0-9]{1,3} (?:werk)?(?:dagen|weken|maanden|uur|uren|minuten)", re.IGNORECASE)
_DIGIT = re.compile(r"[1-9]")
UNIT_ALONE = re.compile(r"(%|ha|km|m2|m²|m3|m³|kg|ton|fte|jaar|dagen|weken|maanden|uur|minuten)\.?")
_BARE = re.compile(r"[<>≤≥]?=? ?[0-9][0-9.,]*")
# Beside a name and what it means: a remark in brackets; its number among the indicators that the law asks for.
_ASIDE = re.compile(r"\[[^\]]*\]$|\([^)]*\)$", re.IGNORECASE)
LISTED_BY_LAW = re.compile(r"nr\.? ?[0-9]{1,2} (?:basisset )?bbv", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:(?:sub|hoofd)?doel(?:stelling)?|programma|thema|beleidsveld|ambitie|opgave|resultaat|speerpunt)"
    r"(?: [0-9]+(?:\.[0-9]+)*[.:]?|:) \S",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?<=[a-z])-(?=[a-z])")  # Volksgezond-heid
# The groups of the law under which the indicators of all municipalities stand.
_TAAKVELD = re.compile(
    r"(?:taakveld:? )?(?:[0-9][.:]? )?"
    r"(?:bestuur en ondersteuning|veiligheid|verkeer,?(?: en)? vervoer(?: en waterstaat)?"
    r"|economie|onderwijs|sport, cultuur en recreatie|sociaal domein|volksgezondheid en milieu"
    r"|volkshuisvesting, (?:ruimtelijke ordening|leefomgeving)(?: en stedelijke vernieuwing)?|vhrosv)(?: \(.{1,6}\))?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Run:
    """Figures that follow each other, and the texts above them since the figures before, or since its number."""

    texts: list[Cell]
    parts: list[Paragraph] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    titles: list[Cell] = field(default_factory=list)  # above its number
    numbered: bool = False


def with_units(columns: Sequence[Column], body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, where a unit alone right below a bare figure is that of the figure: 33.986, ha."""
    if any(column.kind == "eenheid" for column in columns):
        return list(body)
    found: list[Paragraph] = []
    for paragraph in body:
        unit = UNIT_ALONE.fullmatch(paragraph.text)
        if found and unit and _BARE.fullmatch(found[-1].text):
            found[-1] = Paragraph((Cell(f"{found[-1].text} {unit[1]}", found[-1].cell.place),))
        else:
            found.append(paragraph)
    return found


def with_scales(before: Sequence[Column], body: Sequence[Paragraph], kinds: Sequence[str], width: int) -> list[str]:
    """Return the kinds, where a number below a name belongs to it, as there is one too many: none of its figures.

    So is the unit Tussen de 1 en 10, and the servicenorm < 28 dagen where the heading has a second column of names.
    """
    named = [column.kind for column in before]
    like = _TERM if named == ["naam", "naam"] else _SCALE
    if len(before) < 2 or not (named[-1] == "eenheid" or like is _TERM):
        return list(kinds)
    found = list(kinds)
    for index in range(1, len(kinds)):
        run = next((n for n, kind in enumerate(kinds[index:]) if kind == "text"), len(kinds) - index)
        scale = kinds[index] in OF_FIGURES and like.fullmatch(body[index].text)
        # A footnote may be the one too many.
        mark = like is _TERM and any(_DIGIT.fullmatch(part.text) for part in body[index : index + run])
        if scale and kinds[index - 1] == "text" and run == width + 1 and not mark:
            found[index] = "text"
    return found


def runs_in(
    body: Sequence[Paragraph], numbers: set[int], kinds: Sequence[str], *, titled: bool = False
) -> tuple[list[Run], list[Cell]]:
    """Return the runs of figures with the texts above each, and the texts below the last.

    With `titled` what stands above the number of a row is a title, and none of its own texts.
    """
    runs: list[Run] = []
    texts: list[Cell] = []
    titles: list[Cell] = []
    begun = False  # whether a number stands above these texts
    index = 0
    while index < len(body):
        if kinds[index] == "text":
            texts.append(Cell("\n".join(line.text for line in body[index].lines), body[index].cell.place))
        elif index not in numbers and (kinds[index] != "mark" or (runs and not texts)):
            if texts or not runs:
                runs.append(Run(texts, titles=titles, numbered=begun))
                texts, titles, begun = [], [], False
            runs[-1].parts.append(body[index])
            runs[-1].kinds.append(kinds[index])
        elif index in numbers:
            begun = True
            titles, texts = ([*titles, *texts], []) if titled else (titles, texts)
        index += 1
    return runs, texts


def below_sections(run: Run, count: int) -> Run:
    """Return a row whose first texts title a section, as long as enough are left, as one below those."""
    end = next((n for n, text in enumerate(run.texts) if not is_section(text.text)), len(run.texts))
    end = max(min(end, len(run.texts) - count), 0)
    return replace(run, texts=run.texts[end:], titles=[*run.titles, *run.texts[:end]])


def is_section(text: str) -> bool:
    """Whether a text is the title of a part of the budget, and no name: Doel 5.1 Wonen, Programma 2 Economie."""
    return _SECTION.match(text) is not None


def with_own_labels(texts: Sequence[Cell]) -> tuple[list[Cell], list[tuple[str, str]]]:
    """Return the texts above figures without what is said right above them of their own row: name, eenheid:, %."""
    rest = list(texts)
    own: list[tuple[str, str]] = []
    while len(rest) > 1:
        if (told := about_of(rest[-1].text)) and told[1]:
            own.append(told)
            rest.pop()
        elif len(rest) > 2 and (told := about_of(rest[-2].text)) and not told[1]:
            own.append((told[0], " ".join(rest[-1].text.split())))
            del rest[-2:]
        else:
            break
    return rest, own


LONGEST_BEFORE_MEANING = 60  # characters of a name that is followed by what it means
_SHORTENED = re.compile(r"(?:\b[^\W\d_]\.[^\W\d_]\.|\b(?:etc|inw|inwon|jr)\.)$", re.IGNORECASE)


def is_taakveld(text: str) -> bool:
    """Whether a text is the title of a group of the law, under which stands what every municipality measures."""
    return _TAAKVELD.fullmatch(_BROKEN.sub("", " ".join(text.split()))) is not None


def is_remark(text: str) -> bool:
    """Whether a text below figures is a sentence about them, or a footnote: no name has more words, and a full stop.

    A name with its meaning behind it has (Menging: hoe banen en woningen zich verhouden.), and one of 18 jaar e.o.
    """
    whole = text.rstrip()
    ends = whole.endswith(".") and not _SHORTENED.search(whole) and ": " not in whole[:LONGEST_BEFORE_MEANING]
    return text.startswith("*") or (ends and len(text.split()) > 5)


def without_asides(texts: list[Cell], before: Sequence[Column]) -> list[Cell]:
    """Return the texts above figures without what is neither a name nor what stands beside it, where a row has both."""
    kinds = [column.kind for column in before]
    if kinds == ["naam", "bron"] and len(texts) == 3 and is_taakveld(texts[0].text):
        return texts[1:]
    if kinds != ["naam", "tekst"] or len(texts) < 3:
        return texts
    return [text for number, text in enumerate(texts) if not number or not _ASIDE.match(text.text)]
