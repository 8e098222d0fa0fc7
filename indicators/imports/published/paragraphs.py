"""The paragraphs of text without walls: which are headings, cells, marks and text, and how cells are placed."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from indicators.imports.delivery import Row
from indicators.imports.published.beside_others import is_beside_others
from indicators.imports.published.codes import Code, code_at
from indicators.imports.published.fitting import dated_ahead, fits
from indicators.imports.published.headings import FIGURES, Column, Heading, pieces
from indicators.imports.published.placing import Placer
from indicators.imports.published.source import Cell, Line, joined
from indicators.notation import Ambiguous, Reading, Refused, read_cell
from indicators.notation.cells import is_phrase
from indicators.notation.text import A_YEAR, MARK_ALONE, YEAR

CODE = re.compile(r"[1-9][0-9]?\.[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}\.(?:[a-z]|[0-9]{1,2})")
REST_OF_NAME = re.compile(rf"{YEAR} ?[-–] ?{YEAR} [a-z]{{2}}")  # 2017-2021 van het Programma
_BARE_YEAR = re.compile(YEAR)
_YEAR_BEHIND = re.compile(rf"\({YEAR}\)")
_ASIDE = re.compile(r"\([0-9][0-9.,]* ?[^\W\d_]+[²³23]?\)")
_EXACT = re.compile(r"-?[0-9]+,[0-9]{2}")
_BARE_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_LISTED = re.compile(r"[0-9]{1,2}\.")  # 2., the number of what follows
OF_FIGURES = frozenset({"value", "broken"})  # the kinds of a cell that holds figures, those nobody can read too
LONGEST_BRON = 60  # characters
LONGEST_FIGURE = 120  # characters; what is longer is not remembered
_RATE = re.compile(r"(?:aantal )?per 1\.?000?0? ", re.IGNORECASE)
_NO_NAME = re.compile(
    r"waarvan|nummer|nr\.? *(?:basisset )?bbv"
    r"|w\.?v\.?|(?:aantal )?per [0-9.]+.*|aantal|percentage|(?:in )?procent|eenheid|bron|index"
    r"|(?:(?:per )?duizend |in )?euro(?:['’]?s)?|(?:kg|kilo) ?(?:/|per) ?inwoner.*|% (?:van|[0-9])? .*"
    r"|% \w+ (?:van|tot|vanaf|t/m)  ?jaar|bbv(?:/.*)?|kosten (?:per|als) .*|programma .*"
    r"|(?:wordt|worden|is|zijn) .{0,40}\b(?:gehaald|behaald|gerealiseerd)|(?:ligt )?op (?:schema|koers)"
    r"|fte per (?!.*\((?:formatie|bezetting)\)$).*"
    r"|t\.?o\.?v\.? .*|[^\W\d_]{0,2}|(?:[^\W\d_]{1,2}\W+)+",
    re.IGNORECASE,
)

_IN_PART = re.compile(r"\([^\W\d_]{4,}\) [^\W\d_]{4,}")  # (voortgezet) speciaal onderwijs
_SIGN = re.compile(r"\+{1,2}|\+ ?/ ?-|=|±")
_TICK = re.compile(r"[XxVv√✓✔] ?\*{0,4}")
# 5.2 wonen, 2 Indicatoren Groen
_NUMBERED = re.compile(
    r"[1-9][0-9]?\.[1-9][0-9]?\.? (?!miljoen|miljard|duizend)[a-z]{5,}[^0-9]*|[1-9][0-9]? [A-Z][a-z]{3,} [^0-9]*"
)


@dataclass(frozen=True)
class Paragraph:
    """Lines between empty lines: in most tables one cell."""

    lines: tuple[Cell, ...]

    @cached_property
    def cell(self) -> Cell:
        """The paragraph as one cell."""
        return Cell(joined(line.text for line in self.lines), self.lines[0].place)

    @property
    def text(self) -> str:
        """The paragraph as one line."""
        return self.cell.text


MARKS_FOR_FIGURES = "Hier staan voetnoten achter elkaar, misschien in plaats van cijfers."
_REFERS = re.compile(r"zie\b", re.IGNORECASE)
WORDS_BESIDE = (
    "Deze woorden kunnen in een kolom naast de cijfers staan; het is niet zeker welke cel bij welke kolom hoort."
)


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; where a heading stands on lines without empty ones between, every line is one."""
    found: list[Paragraph] = []
    block: list[Cell] = []
    for line in [*lines, Line(Cell("", lines[-1].cell.place))] if lines else []:
        starts = _begins_row(line.text)
        if block and (starts or not line.text):
            headed = sum(bool(pieces(cell.text)) for cell in block)
            if (parts := _around_headings(block)) and headed < len(block):
                found += [Paragraph(tuple(part)) for part in parts]
            elif headed >= 3 and len(block) > 3:
                found += [Paragraph((cell,)) for cell in block]
            elif begin := _rest_of_heading(block, found):
                found += [Paragraph(tuple(block[:begin])), Paragraph(tuple(block[begin:]))]
            else:
                # A heading that begins on the last lines of a text.
                split = len(block)
                while split and pieces(block[split - 1].text):
                    split -= 1
                whole = split == 0 or pieces(" ".join(cell.text for cell in block))
                split = len(block) if whole or not any(map(_names_columns, block[split:])) else split
                found += [Paragraph(tuple(part)) for part in (block[:split], block[split:]) if part]
            block = []
        if line.text:
            block.append(line.cell)
    return found


def _rest_of_heading(block: Sequence[Cell], above: Sequence[Paragraph]) -> int:
    """Return how many lines of a text above figures are the last head of the heading above it: Begroot, (2014)."""
    begin = next((i for i, cell in enumerate(block) if not pieces(cell.text)), 0)
    dated = any(item.year for cell in block[:begin] for item in pieces(cell.text))
    goes_on = bool(above) and any(item.kind in FIGURES and item.year for item in pieces(above[-1].text))
    return begin if dated and goes_on and re.search(r"[^\W\d_].* [0-9]", block[begin].text) else 0


def with_years(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, where a year in brackets below a figure belongs to it: 8%, and below it (2014).

    Not where the figure before that has none: 15,1, 214, (2016) may be two cells, of which the first lost its year.
    """
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        dates = _YEAR_BEHIND.fullmatch(paragraph.text) and found and _undated(found[-1])
        aside = (
            _ASIDE.fullmatch(paragraph.text) and found and _undated(found[-1])
        )  # 100%, (31.500 ha): no cell of its own
        if aside or (dates and not any(map(_undated, found[-2:-1]))):
            found[-1] = Paragraph((*found[-1].lines, *paragraph.lines))
        else:
            found.append(paragraph)
    return found


def _undated(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a figure without a year."""
    return is_number(paragraph.text) and not A_YEAR.search(paragraph.text)


def _around_headings(block: Sequence[Cell]) -> list[list[Cell]]:
    """Return the parts of a block in which a line names all columns of a table; nothing when none does.

    The lines around it that name columns too belong to it: Onderwerp, and below it Realisatie 2018 Streefwaarde 2019.
    """
    parts: list[list[Cell]] = [[]]
    whole = False
    for cell in block:
        items = pieces(cell.text)
        kinds = [item.kind for item in items]
        columns = sum(kind in FIGURES or kind in ("", "onduidelijk", "waarde") for kind in kinds)
        whole = whole or (columns > 1 and ("naam" in kinds or sum(i.year is not None for i in items) > 1))
        if bool(items) != bool(parts[-1] and pieces(parts[-1][-1].text)):
            parts.append([])
        if items:
            parts += [[cell]] if parts[-1] else []
        if not items or not parts[-1]:
            parts[-1].append(cell)
    return [part for part in parts if part] if whole else []


def _begins_row(text: str) -> bool:
    """Whether a line is the first of an indicator or the heading of a doel."""
    code = code_at(text)
    return (code is not None and code.kind == "effectindicator") or (
        text.startswith("Doel ") and doel_at(text) is not None
    )


def _names_columns(cell: Cell) -> bool:
    return any(item.kind in FIGURES or item.kind == "naam" for item in pieces(cell.text))


def is_no_name(text: str) -> bool:
    """Whether a text that stands where a name should is none: waarvan, Aantal per 1.000 inwoners, I.06."""
    return (
        (text[:1] in "[(" and not _IN_PART.match(text))
        or not any(map(str.isalpha, text))
        or REST_OF_NAME.match(text) is not None
        or _RATE.match(text) is not None
        or len(re.findall("[•▪‣]", text)) > 1  # a list of names
        or _NO_NAME.fullmatch(re.sub(r"[0-9]+(?=\W|$)(?![.,]?000)", "", text).strip(" :.-")) is not None
    )


def doel_at(text: str) -> tuple[Code, str] | None:
    """Return the doel that a line names, and the name after its code."""
    bare = text[5:] if text.lower().startswith("doel ") else text
    code = code_at(bare)
    return (code, bare[code.end :]) if code and code.kind == "doel" else None


def cells_of(
    parts: Sequence[Paragraph], kinds: Sequence[str], *, last: bool, years: bool = False
) -> tuple[list[Cell], list[Cell], str]:
    """Return the cells with figures, the bron after them, and why they cannot be placed.

    With `years` a bare year is a cell as any other: the table has a column of them.
    """
    cells: list[Cell] = []
    bron: list[Cell] = []
    doubt = MARKS_FOR_FIGURES if ("mark", "mark") in itertools.pairwise(kinds) else ""
    for paragraph, kind in zip(parts, kinds, strict=True):
        if kind == "mark":
            if bron or not cells:
                doubt = doubt or ("" if bron else "Een voetnoot zonder cijfer ervoor.")
                bron = [*bron, paragraph.cell] if bron else bron
            else:
                cells[-1] = Cell(f"{cells[-1]} {paragraph.text}", cells[-1].place)
        elif kind == "text":
            if last and bron and (len(bron) > 2 or len(paragraph.text) > LONGEST_BRON or paragraph.text.endswith(".")):
                break
            bron.append(paragraph.cell)
        elif bron:
            doubt = "Na de bron staat nog een cijfer; het is niet zeker bij welke kolom het hoort."
        elif _BARE_YEAR.fullmatch(paragraph.text) and not years:
            doubt = f"'{paragraph.text}' kan een cijfer of een jaar zijn."
        else:
            cells.append(paragraph.cell)
    return cells, bron, doubt


def place_cells(
    row: Row, heading: Heading, cells: Sequence[Cell], placer: Placer, *, doubt: str, at: Cell, region: str = ""
) -> None:
    """Place the cells when they fit the columns in one way only. A doubt of the whole table is asked at its heading."""
    if heading.doubt:
        return
    if not cells and not doubt:
        doubt = "Bij deze indicator staan geen cijfers."
    readings = placer.read(cells, row)
    years = any(column.kind == "jaar" for column in heading.columns)  # then a year is no figure among others
    doubt = doubt or words_beside(heading.columns, cells)
    doubt = doubt or suspect([cell for cell in cells if not (years and _BARE_YEAR.fullmatch(cell.text))])
    placed = doubt or fits(heading, readings)
    if isinstance(placed, str):
        text = " · ".join(cell.text for cell in cells) or at.text
        placer.out.ask(cells[0].place if cells else at.place, text, placed)
        if not doubt and not region and (count := dated_ahead(heading, readings)):
            placer.place_read(row, [replace(heading.figures[0], year=None)] * count, cells[:count], readings[:count])
        return
    columns = [column for column, indexes in zip(heading.figures, placed, strict=True) for _ in indexes]
    order = [index for indexes in placed for index in indexes]
    placer.place_read(row, columns, [cells[i] for i in order], [readings[i] for i in order], region=region)


def words_beside(columns: Sequence[Column], cells: Sequence[Cell]) -> str:
    """Return why words at an end of the figures may be those of a column beside them, or '': Zie toelichting."""
    ends = {cell.text for cell in (*cells[:1], *cells[-1:])}
    beside = any(column.kind == "tekst" for column in columns) and any(map(_REFERS.match, ends))
    return WORDS_BESIDE if beside else ""


def suspect(cells: Sequence[Cell]) -> str:
    """Return why a lone digit between percentages or large numbers may be a footnote, or ''; so for a code: 2.1.c."""
    if code := next((cell.text for cell in cells if CODE.fullmatch(cell.text)), ""):
        return f"'{code}' kan de code van een rij zijn; het is niet zeker welke cellen bij deze rij horen."
    bare = [_YEAR_BEHIND.sub("", cell.text).strip() for cell in cells]  # 9 (2018) is as small as 9
    if listed := next((cell.text for cell in cells if _LISTED.fullmatch(cell.text)), ""):
        return f"'{listed}' kan het nummer van een rij zijn; het is niet zeker welke cellen bij deze rij horen."
    lone = [cell.text for cell in cells if re.fullmatch(r"[1-9]", cell.text)]
    others = [text for text in bare if text not in lone and any(c.isdigit() for c in text)]
    if any("€" in cell.text for cell in cells) and any("%" in cell.text for cell in cells):
        return "In deze rij staan bedragen en percentages; het is niet zeker of het één rij is."
    if stray := _page_number([cell.text for cell in cells]):
        return f"'{stray}' staat zonder decimalen tussen cijfers met twee; het kan het nummer van een bladzijde zijn."
    large = [text for text in others if re.fullmatch(r"[1-9][0-9]{2,}", text)]
    if large and any("%" in text for text in others):
        return f"'{large[0]}' staat zonder procentteken tussen percentages."
    apart = any("%" in text for text in others) or all(sum(c.isdigit() for c in text) > 2 for text in others)
    return f"'{lone[0]}' kan een cijfer of een voetnoot zijn." if lone and others and apart else ""


def _page_number(texts: Sequence[str]) -> str:
    """Return the only whole number in a row of figures that all have two decimals, or ''."""
    rest = [text for text in texts if not _EXACT.fullmatch(text)]
    return rest[0] if len(rest) == 1 and len(texts) > 3 and _BARE_NUMBER.fullmatch(rest[0]) else ""


def kind_of(text: str) -> str:
    """Return value, broken (figures nobody can read), mark, or text."""
    return "text" if len(text) > LONGEST_FIGURE else _kind_of(text)


def is_number(text: str) -> bool:
    """Whether a cell holds a figure in digits, and not why there is none."""
    return any(map(str.isdigit, text)) and kind_of(text) == "value"


@lru_cache(maxsize=50_000)
def _kind_of(text: str) -> str:
    if MARK_ALONE.fullmatch(text):
        return "mark"
    if _TICK.fullmatch(text) or _SIGN.fullmatch(text):  # no name: a cell of figures, and nobody can say what it means
        return "broken"
    if is_beside_others(text):
        return "value"
    try:
        reading: Reading = read_cell(text, thousands=True)
    except (Ambiguous, Refused):
        starts = re.match(r"[-–<>≤≥=≈~±€(\"+]*\s?[0-9]", text) or text in ('"', "''", "„", "”", "“")
        # 75 jaar en ouder is the rest of a name; 44 + 27 = 71 is none.
        worded = len(re.findall(r"[^\W\d_]{3,}", text)) >= 3 and not re.search(r"[=+;]", text)
        worded = worded or re.match(r"[0-9+/ –-]+(?:jarige|plus|ers\b|meting \w)", text, re.IGNORECASE) is not None
        worded = worded or REST_OF_NAME.match(text) is not None
        worded = worded or re.match(r"[0-9]{1,3}(?:\.(?:[0-9]{1,2})?| -) [A-Z][A-Za-z]", text) is not None  # numbered
        worded = worded or _NUMBERED.fullmatch(text) is not None
        return "broken" if starts and not worded else "text"
    if reading.in_words and text[:1] in "<>≤≥":
        return "broken"  # ≥ landelijk gemiddelde
    return "text" if reading.in_words and not is_phrase(text) else "value"
