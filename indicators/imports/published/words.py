"""Rows of words, as a PDF gives them: a name, as many figures as there are columns, and a bron, with spaces between."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from indicators.imports.delivery import Place
from indicators.imports.published.headings import pieces
from indicators.imports.published.source import Cell, joined
from indicators.notation import Ambiguous, Refused, read_cell
from indicators.notation.cells import is_phrase
from indicators.notation.text import MARK_ALONE, YEAR

NOT_THE_NAME = "Het is niet zeker of het eerste getal bij de naam hoort."
SPACED = "Twee getallen naast elkaar kunnen samen één getal zijn."
STILL = "Na de cijfers staat nog een getal; het is niet zeker bij welke kolom het hoort."
_WIDEST = 6  # words: in 2018 geen onderzoek; 28 dagen gemiddeld (2016)
# A number after these words belongs to them: van 1 tot 10, per 10.000.
TAKES_A_NUMBER = re.compile(
    r"van|tot|per|t/m|en|of|dan|vanaf|boven|onder|schaal|minimaal|maximaal|tussen|ca\.|circa"
    r"|binnen|in|voor|na|sinds|rond|x|top|label|fase|groep|nr\.|nummer"
)
_AGES = re.compile(r"[0-9]{1,3} ?[-–] ?[0-9]{1,3}")
_DASH = re.compile(r"[-–—]")
_DATED = re.compile(rf"[0-9][0-9.,]*%? ?\({YEAR}\)")
_PLAIN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})?|[-–—]|[0-9]{4}")


# What holds numbers and is no figure: van 0 - 19 jaar, 65 jaar en ouder, per 1.000 inwoners, (schaal 1-10), *3).
_LABEL = re.compile(
    r"(?<![^ (])(?:(?:van |tussen )?[0-9]{1,3} ?(?:-|–|t/m|tot(?: en met)?|en) ?[0-9]{1,3}"
    r"[ -]?(?:jaar|jarigen|jr\.?)(?![a-z])"
    r"|[0-9]{1,3}\+?[ -]?(?:jaar|jr\.?) (?:en|of) (?:ouder|jonger|meer)"
    r"|per [0-9.]{1,9} [a-zà-ÿ]{3,}"
    r"|\((?=[^()]*[a-zà-ÿ]{2})[^()]{1,60}\)|\(x ?[0-9.]{1,9}\)|\*[0-9]{1,2}\))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Atom:
    """A word, or the words of one figure."""

    kind: str  # value, broken or word
    cell: Cell
    line: int


@dataclass(slots=True)
class Split:
    """A row taken apart. `doubt` says why the figures cannot be placed."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    bron: list[Cell] = field(default_factory=list)
    doubt: str = ""
    note: str = ""


def has_many(line: str) -> bool:
    """Whether a line of a heading names more than one column."""
    return len(pieces(line)) > 1


def has_figures(line: str) -> bool:
    """Whether two figures follow each other on a line."""
    kinds = [atom.kind for atom in _atoms(Cell(line, Place(1, 1)), 0, 0)]
    return any(one != "word" and other != "word" for one, other in itertools.pairwise(kinds))


def ends_in_figure(line: str) -> bool:
    """Whether a line with words has one figure."""
    kinds = [atom.kind for atom in _atoms(Cell(line, Place(1, 1)), 0, 0)]
    return "word" in kinds[:1] and kinds.count("value") == 1


def after_numbers(line: str, count: int) -> int:
    """Return where the name begins after `count` numbers of a row at most."""
    found = re.match(rf"(?:[0-9]{{1,3}}[.:]? +){{0,{count}}}", line) if count else None
    return found.end() if found else 0


def split_row(lines: Sequence[Cell], begin: int, count: int, *, last: bool, years: bool = False) -> Split:
    """Take a row apart: its one run of `count` figures, or more when the first ones carry their years.

    `begin` is where the name starts on the first line; with `years` a figure may be the year of a row.
    """
    atoms = [atom for number, line in enumerate(lines) for atom in _atoms(line, number, begin if number == 0 else 0)]
    runs = _runs(atoms)
    full = [run for run in runs if run[1] - run[0] >= count and _has_figure(atoms[run[0] : run[1]])]
    if not full and len(lines) == 1 and _opens_with_dated(atoms, runs):
        start, end = runs[0]  # the row lost cells, or says the last in words: what carries its year is still certain
        return Split(_text(atoms[:start]), [atom.cell for atom in atoms[start:end]])
    if count < 1 or len(full) != 1:
        why = (
            "Bij deze indicator staan geen cijfers."
            if not runs
            else "Het is niet zeker welke getallen de cijfers zijn."
        )
        return Split(_text(atoms[: runs[0][0]] if runs else atoms), _cells(atoms, runs), doubt=why)
    start, end = full[0]
    before, after = atoms[:start], atoms[end:]
    split = Split(_text(before), [atom.cell for atom in atoms[start:end]])
    takes = bool(before) and bool(TAKES_A_NUMBER.fullmatch(before[-1].cell.text.lower().strip("(,")))
    if takes and end - start > count:
        split.name = f"{split.name} {atoms[start].cell.text}"
        del split.cells[0]
        takes = False
    last_line = atoms[end - 1].line
    tail = [atom for atom in after if atom.line == last_line]
    below = [atom for atom in after if atom.line != last_line]
    split.doubt = _doubt(split, before, tail, takes=takes, years=years)
    if any(b - a > 1 for a, b in runs if (a, b) != (start, end) and (b <= start or not last or b - a > 2)):
        split.doubt = "Deze rij heeft meer dan één reeks cijfers."
    split.bron = [Cell(_text(tail), tail[0].cell.place)] if tail else []
    if below and not last:
        rest = Cell(_text(below), below[0].cell.place)
        if any(atom.kind != "word" for atom in below):
            split.doubt = split.doubt or STILL
        if rest.text[:1].islower():
            split.note = f"Niet zeker of '{rest.text}' bij de naam of bij de bron hoort."
        else:
            split.bron.append(rest)
    elif (
        below
        and tail
        and below[0].line == last_line + 1
        and MARK_ALONE.search(_text([a for a in below if a.line == last_line + 1])[-2:])
    ):
        split.bron.append(Cell(_text([a for a in below if a.line == last_line + 1]), below[0].cell.place))
    return split


def _doubt(split: Split, before: Sequence[Atom], tail: Sequence[Atom], *, takes: bool, years: bool) -> str:
    """Return why the figures of a row may be others than they seem, by what stands around them; the gravest last."""
    doubts = [
        (bool(split.cells) and _AGES.fullmatch(split.cells[0].text) is not None, NOT_THE_NAME),
        (bool(before) and (takes or _open(before) or _stands_apart(_without_years(split.cells, years))), NOT_THE_NAME),
        (
            bool(split.cells) and not years and re.fullmatch(YEAR, split.cells[0].text) is not None,
            f"'{split.cells[0].text if split.cells else ''}' kan een cijfer of een jaar zijn.",
        ),
        (
            _spaced_thousands([cell.text for cell in split.cells]),
            SPACED,
        ),
        (any(atom.kind != "word" for atom in tail) and not all(_harmless(atom) for atom in tail), STILL),
        (
            any(atom.kind != "word" and re.search(r"[%,€(]", atom.cell.text) for atom in before),
            "In de naam staat ook een cijfer; het is niet zeker bij welke kolom het hoort.",
        ),
    ]
    return next((why for holds, why in reversed(doubts) if holds), "")


def _atoms(line: Cell, number: int, begin: int) -> list[Atom]:
    """Return the words of a line, those of one figure together."""
    row, column = line.place.line, line.place.column
    return [
        Atom(kind, Cell(line.text[start:end], Place(row, column + start)), number)
        for kind, start, end in _spans(line.text, begin)
    ]


@lru_cache(maxsize=50_000)
def _spans(line: str, begin: int) -> tuple[tuple[str, int, int], ...]:
    """Return the kind, begin and end of every word of a line, or of as many as make one figure."""
    found = [(m.start(), m.end()) for m in re.finditer(r"[^ ]+", line) if m.end() > begin]
    found = [(max(start, begin), end) for start, end in found]
    labels = [m.span() for m in _LABEL.finditer(line, begin) if not _says_a_year(m[0])]
    spans: list[tuple[str, int, int]] = []
    index = 0
    while index < len(found):
        start = found[index][0]
        if label := next((span for span in labels if span[0] <= start < span[1]), None):
            length, kind = sum(label[0] <= s < label[1] for s, _ in found[index:]), "word"
        else:
            for length in range(min(_WIDEST, len(found) - index), 0, -1):
                if kind := _kind(line[start : found[index + length - 1][1]], length):
                    break
            else:
                length, kind = 1, "word"
        spans.append((kind, start, found[index + length - 1][1]))
        index += length
    return tuple(spans)


def _says_a_year(text: str) -> bool:
    """Whether what stands in brackets tells when a figure was measured: (2014, DUO), (nulmeting 2015)."""
    return text.startswith("(") and re.search(rf"(?<![0-9]){YEAR}(?![0-9])", text) is not None


@lru_cache(maxsize=50_000)
def _kind(text: str, length: int) -> str:
    """Return value or broken for the text of one figure, '' for anything else."""
    if not any(character.isdigit() for character in text) and not _DASH.fullmatch(text):
        return "value" if (is_phrase(text) and length > 1) or _is_reason(text) else ""
    # A dash between spaces is a cell of its own, never a bandwidth.
    if length > 1 and (re.search(r"(?:^| )[-–—](?: |$)", text) or not re.match(r"[-\u22120-9<>≤≥=€nNiI]", text)):
        return ""
    try:
        reading = read_cell(text, thousands=True)
    except (Ambiguous, Refused) as error:
        broken = length == 1 and re.match(r"[-<>≤≥€\u2212]?[0-9]", text)
        return "value" if isinstance(error, Ambiguous) else "broken" if broken else ""
    return "" if reading.in_words or len(reading.figures) != 1 else "value"


def _is_reason(text: str) -> bool:
    """Whether these words say why there is no figure: PM, n.n.b., niet gemeten."""
    try:
        reading = read_cell(text)
    except (Ambiguous, Refused):
        return False
    return not reading.in_words and bool(reading.figures) and text not in (".", "#", "·") and not is_phrase(text)


def _runs(atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    """Return where figures follow each other."""
    runs: list[tuple[int, int]] = []
    for index, atom in enumerate(atoms):
        if atom.kind == "word":
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _opens_with_dated(atoms: Sequence[Atom], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether the only figures of a row stand behind a name, the first with its year in brackets: 7,4 (2010)."""
    if not runs or runs[0][0] == 0 or not _DATED.fullmatch(atoms[runs[0][0]].cell.text):
        return False
    return all(_harmless(atom) for start, end in runs[1:] for atom in atoms[start:end])


def _has_figure(atoms: Sequence[Atom]) -> bool:
    return len(atoms) > 1 or (bool(atoms) and not _PLAIN.fullmatch(atoms[0].cell.text))


def _cells(atoms: Sequence[Atom], runs: Sequence[tuple[int, int]]) -> list[Cell]:
    return [atom.cell for start, end in runs for atom in atoms[start:end]]


def _harmless(atom: Atom) -> bool:
    return atom.kind == "word" or re.fullmatch(r"[-–—]|\(?(?:19|20)[0-9]{2}\)?", atom.cell.text) is not None


def _without_years(cells: Sequence[Cell], years: bool) -> Sequence[Cell]:
    """Return the cells without the year of the row, where the table has a column for it."""
    return [cell for cell in cells if not (years and re.fullmatch(YEAR, cell.text))]


def _stands_apart(cells: Sequence[Cell]) -> bool:
    """Whether the first number is whole and bare, or has a unit of its own, where all others are written otherwise."""
    first = re.fullmatch(r"[0-9.]+(?P<unit> ?[a-z]{2,})?", cells[0].text) if cells else None
    others = [cell.text for cell in cells[1:] if any(character.isdigit() for character in cell.text)]
    if not first or not others:
        return False
    if first["unit"]:
        return len(others) > 1 and not any(first["unit"] in other for other in others)
    return all("%" in other for other in others) or all("," in other for other in others)


def _spaced_thousands(texts: Sequence[str]) -> bool:
    """Whether 12 and 345 may be 12 345: where another number of the row is as large, or the second begins with 0.

    Not where the row writes one without a space: 850 1100.
    """
    if any(re.fullmatch(r"[1-9][0-9]{3,5}", text) and not re.fullmatch(YEAR, text) for text in texts):
        return False
    large = any(re.search(r"[0-9]\.[0-9]{3}|[0-9]{4}", text) for text in texts)
    return any(
        re.fullmatch(r"[1-9][0-9]{0,2}", one) and re.fullmatch(r"0[0-9]{2}" if not large else r"[0-9]{3}", other)
        for one, other in itertools.pairwise(texts)
    )


def _open(atoms: Sequence[Atom]) -> bool:
    """Whether a bracket in the name is still open."""
    text = _text(atoms)
    return text.count("(") > text.count(")")


def _text(atoms: Sequence[Atom]) -> str:
    lines = [" ".join(a.cell.text for a in part) for _, part in itertools.groupby(atoms, key=lambda atom: atom.line)]
    return joined(lines).strip(" :")
