"""A block or some sentences per indicator. Sentences are read only when they hold one figure, one year, one verb."""

import itertools
import re
from collections.abc import Sequence

from indicators.imports.delivery import Row
from indicators.imports.published import words
from indicators.imports.published.codes import code_at
from indicators.imports.published.headings import FIGURES, Column, head_of, pieces
from indicators.imports.published.labelled_lines import pair_of, read_labelled_lines
from indicators.imports.published.placing import Placer
from indicators.imports.published.settled_headings import settled_by
from indicators.imports.published.source import Cell, Line, joined
from indicators.imports.published.table_headings import stream_heading
from indicators.notation.text import A_YEAR, YEAR

_NAME = re.compile(r"(?:nr\.? ?[0-9]{1,4}|indicator(?: [0-9]{1,3})?):? (?P<name>\S.{3,200})", re.IGNORECASE)
_ABOUT = re.compile(r"(?:bron: ?(?P<bron>.*?))?\s*(?:(?:meet)?eenheid: ?(?P<unit>.{1,40}))?", re.IGNORECASE)
_UNIT_FIRST = re.compile(r"(?:meet)?eenheid: ?(?P<unit>.{1,40}?)\s+bron: ?(?P<bron>.{1,80})", re.IGNORECASE)
_CODED = re.compile(r"[A-Z]?[0-9]{1,3}(?:\.[0-9]{1,2})?[.:)]? (?P<name>[^\W\d_].{3,200})")
LONGEST_BLOCK = 12  # lines
LONGEST_HEAD = 4  # lines

_SECTION = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3} )?(?:effect)?indicatoren", re.IGNORECASE)
_NEXT_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3} [A-Z].{2,60}|hoofdstuk .{1,60}", re.IGNORECASE)
_BRON = re.compile(r"bron:? ?(?P<bron>.{0,80})", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[•®*¢e©«-] )")
_ASIDE = re.compile(r"\(bron[^()]{0,60}\) ?", re.IGNORECASE)
_ONE_FIGURE = re.compile(
    r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)?(?: ?%| (?:dagen|maanden|weken|jaar|personen|deelnemers))?(?![0-9])"
)
_MEASURED = re.compile(r"\b(?:gemeten|werd|werden|was|waren)\b", re.IGNORECASE)
_AIMED = re.compile(r"\b(?:ambitie|streefwaarde)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\bbron:|[•®©¢] |(?<=[a-z0-9%] )\* ", re.IGNORECASE)
_GOES_ON = re.compile(rf"(?:in {YEAR}\b|(?:de )?(?:ambitie|streefwaarde)\b|dit (?:werd|was|waren)\b)", re.IGNORECASE)
_DOUBTFUL = re.compile(
    r"\b(?:landelijk|nederland|regio|provincie|gemiddeld|niet|geen|hoger|lager|meer|minder|tot|van de|ouder|per|resp"
    r"|ongeveer|circa|ruim|bijna|mln|miljoen|duizend)\b|[<>≤≥±≈~]",
    re.IGNORECASE,
)


def read_blocks(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every block of one indicator; return the indexes of its lines."""
    used = _read_named(lines, placer)
    return used | read_labelled_lines(lines, used, placer)


def _read_named(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every block that begins with Nr … or Indicator …; return the indexes of its lines."""
    used: set[int] = set()
    for index, line in enumerate(lines):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        coded = _CODED.fullmatch(line.text) if _UNIT_FIRST.fullmatch(below) else None
        if (found := _NAME.fullmatch(line.text) or coded) and not head_of(line.text):
            end = index + 1
            filled = False  # an empty line ends a block in which there are years
            while end < min(len(lines), index + LONGEST_BLOCK) and not _NAME.fullmatch(lines[end].text):
                filled = filled or A_YEAR.search(lines[end].text) is not None
                if filled and not lines[end].text:
                    break
                end += 1
            used |= _read_block(found["name"], lines, index, end, placer)
    return used


def _heads_figures(text: str) -> bool:
    """Whether a line names two columns or more, one of them of figures of a known kind."""
    items = pieces(text)
    return len(items) > 1 and any(item.kind in FIGURES for item in items)


def _read_block(name: str, lines: Sequence[Line], begin: int, end: int, placer: Placer) -> set[int]:
    """Read one block; nothing of it is taken when it has no heading with years and no pairs of a year and a figure."""
    about = {"bron": "", "unit": ""}
    head = -1
    pairs: list[tuple[int, Column, Cell]] = []
    for number in range(begin + 1, end):
        text = lines[number].text
        if 0 <= head < number - 1:
            break  # below its figures stands another indicator, of which the name is lost
        if (found := _UNIT_FIRST.fullmatch(text) or _ABOUT.fullmatch(text)) and (found["bron"] or found["unit"]):
            about = {key: (found[key] or "").strip() or about[key] for key in about}
        elif pair := pair_of(lines[number]):
            pairs.append((number, *pair))
        elif head < 0 and _heads_figures(text):
            head = number
    if head < 0 and not pairs:
        return set()
    row = placer.new_row("", Cell(name, lines[begin].cell.place), "", unit=about["unit"])
    row.bron = about["bron"]
    for _, column, cell in pairs:
        placer.place(row, [column], [cell])
    last = max([head, *(number for number, _, _ in pairs)])
    if head >= 0:
        last = _read_values(row, lines, head, end, placer)
    return set(range(begin, last + 1))


def _read_values(row: Row, lines: Sequence[Line], head: int, end: int, placer: Placer) -> int:
    """Read the line of figures below the heading of a block; return the index of the last line that was read."""
    heading = settled_by(stream_heading([lines[head].text], placer.scope), placer.scope)
    below = head + 1 if head + 1 < end else head
    found = words.split_row([lines[below].cell], 0, len(heading.figures), last=False) if below > head else None
    fits = found and not found.doubt and not found.name and len(found.cells) == len(heading.figures)
    if not found or not fits or heading.doubt:
        why = (
            heading.doubt or "Onder deze koppen staan niet evenveel cijfers; het is niet zeker bij welk jaar ze horen."
        )
        placer.out.ask(lines[below].cell.place, lines[below].text, why)
    else:
        placer.place(row, heading.figures, found.cells)
    return below


def read_sentences(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read a section 'Indicatoren' in sentences: a part of text per bron. Return the indexes of its lines."""
    used: set[int] = set()
    for begin, line in enumerate(lines):
        if not _SECTION.fullmatch(line.text) or begin in used:
            continue
        end = begin + 1
        while end < len(lines) and not _NEXT_SECTION.fullmatch(lines[end].text) and not lines[end].cells:
            end += 1
        body = lines[begin + 1 : end]
        named = any(_BRON.match(each.text) and each.text != "Bron" for each in body)
        if not named or any(code_at(each.text) for each in body) or _holds_a_table(body):
            continue
        part: list[Cell] = []
        closed = False
        for each in body:
            if found := _BRON.fullmatch(each.text):
                _read_part(part, found["bron"].strip(" :*."), placer)
                part = []
            elif each.text:
                if closed:  # this was a remark on the indicator before: only what stands right above a bron is its own
                    _ask_all(part, placer)
                    part = []
                part.append(each.cell)
            closed = bool(part) and not each.text and part[-1].text.endswith(".")
        _ask_all(part, placer)
        used |= set(range(begin, end))
    return used


def _holds_a_table(lines: Sequence[Line]) -> bool:
    """Whether lines name columns, one of figures among them: sentences do not."""
    # Streef-, cijfer, 2018: a head that was broken over lines.
    parts = [list(part) for filled, part in itertools.groupby(lines, key=lambda line: bool(line.text)) if filled]
    texts = [joined(line.text for line in part) if _is_broken_head(part) else "" for part in parts]
    texts += [line.text for line in lines]
    years = [re.fullmatch(YEAR, line.text) is not None for line in lines if line.text]
    if any(first and second for first, second in itertools.pairwise(years)):
        return True
    heads = [item for text in texts if (item := head_of(text)) and item.kind != "onduidelijk"]
    return len(heads) > 2 and any(item.kind in FIGURES for item in heads)


def _is_broken_head(lines: Sequence[Line]) -> bool:
    return 1 < len(lines) <= LONGEST_HEAD


def _ask_all(cells: Sequence[Cell], placer: Placer) -> None:
    """Ask for text with figures that stands above no bron."""
    if any(_ONE_FIGURE.search(A_YEAR.sub(" ", cell.text)) for cell in cells):
        text = " ".join(cell.text for cell in cells)
        placer.out.ask(cells[0].place, text, "Het is niet zeker bij welke indicator deze zinnen horen.")


def _read_part(cells: Sequence[Cell], bron: str, placer: Placer) -> None:
    """Read the sentences about one indicator."""
    if not any(character.isdigit() for cell in cells for character in cell.text):
        return
    if not any(character.isalpha() for character in cells[0].text):
        _ask_all(cells, placer)
        return
    # What tells of a figure on a line of its own is a sentence, also after a name without a full stop.
    parts = [f". {cell.text}" if _GOES_ON.match(cell.text) and cell.text[:1].isupper() else cell.text for cell in cells]
    text = re.sub(r"(?<=[a-zà-ÿ])- (?=[a-zà-ÿ])", "", re.sub(r"[ .]+\. ", ". ", " ".join(parts)))
    text = _ASIDE.sub("", text)
    sentences = re.split(r"(?<=[.%])\*? (?=[A-Z(])|(?<=[a-z]): (?=In )", _BULLET.sub("", text))
    row: Row | None = None
    if _tells_of_more(sentences) or not sentences[0].strip(" ."):
        _ask_all(cells, placer)
        return
    for sentence in sentences:
        named = row is None and not A_YEAR.search(sentence) and not _MEASURED.search(sentence)
        if not any(character.isdigit() for character in sentence) or (named and not _AIMED.search(sentence)):
            row = row or placer.new_row("", Cell(sentence.strip(" ."), cells[0].place), "")
            continue
        column, value = _figure_in(sentence)
        if row is None:
            name = sentences[0].partition(":")[0] if column is None else sentences[0]
            row = placer.new_row("", Cell(name.strip(" ."), cells[0].place), "")
        if column is None:
            place = next(
                (c.place for c in cells if any(ch.isdigit() for ch in c.text) and c.text[:12] in sentence),
                cells[0].place,
            )
            placer.out.ask(place, sentence, "In deze zin is niet zeker welk cijfer bij welk jaar hoort.")
        else:
            placer.place(row, [column], [Cell(value, cells[0].place)])
    if row:
        row.bron = bron


def _tells_of_more(sentences: Sequence[str]) -> bool:
    """Whether, after the first figure, sentences begin that may be about another indicator."""
    if sentences[0][:1].islower():  # the beginning is lost, and with it the name
        return True
    first = next((i for i, sentence in enumerate(sentences) if A_YEAR.search(sentence)), len(sentences))
    later = [sentence for sentence in sentences[first + 1 :] if sentence.strip()]
    if any(not _GOES_ON.match(sentence) or not _figure_in(sentence)[1] for sentence in later):
        return True
    return any(_ANOTHER.search(sentence) for sentence in sentences)


def _figure_in(sentence: str) -> tuple[Column | None, str]:
    """Return the one figure of a sentence and its column; no column when the sentence can be read otherwise."""
    years = A_YEAR.findall(sentence)
    figures = [found[0] for found in _ONE_FIGURE.finditer(A_YEAR.sub(" ", sentence))]
    kinds = [kind for kind, verb in (("realisatie", _MEASURED), ("streefwaarde", _AIMED)) if verb.search(sentence)]
    digits = sum(character.isdigit() for character in A_YEAR.sub("", sentence))
    whole = digits == sum(character.isdigit() for figure in figures for character in figure)
    if len(years) != 1 or len(figures) != 1 or len(kinds) != 1 or not whole or _DOUBTFUL.search(sentence):
        return None, ""
    return Column(kinds[0], int(years[0])), figures[0]
