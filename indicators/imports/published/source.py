"""Turns a file or pasted text into lines with their places, and tables into cells."""

import codecs
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar

from indicators.imports.delivery import Place
from indicators.imports.published.folded_rows import without_walls
from indicators.notation.text import clean

LONGEST_WORD = 60  # characters
LONGEST_ABBREVIATION = 4  # letters: Wmo, BBV
_BROKEN = re.compile(r"(\w*[^\W\d_])-$")
LARGEST = 5_000_000  # bytes: a whole budget as text is a fifth of it
LONGEST_LINE = 10_000  # characters: longer than any row of a table
MOST_LINES = 100_000  # a whole budget, one cell a line, has half of that
MOST_ROWS = 20_000  # indicators: a budget has some hundreds
WIDEST, MOST_CELLS = 200, 200_000  # columns and cells of a table: what a page says of itself is not believed


TOO_MANY_ROWS = "Deze tekst heeft te veel regels met cijfers; plak alleen de bladzijden met de tabellen."


class Unreadable(Exception):
    """The file cannot be read as text; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text and where it begins."""

    text: str
    place: Place

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Line:
    """One line: its cleaned text, and its cells when it is a row of a table with walls."""

    cell: Cell
    cells: list[Cell] = field(default_factory=list)
    doubt: str = ""  # why nothing below it can be read

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.cell.text

    @classmethod
    def empty(cls, number: int) -> Self:
        """Return an empty line: what stands above it does not go on below."""
        return cls(Cell("", Place(number, 1)))

    @classmethod
    def row(cls, cells: list[Cell], place: Place) -> Self:
        """Return a row of cells as a line; a cell that stands in more columns counts once in its text."""
        text = " ".join(cell.text for cell in dict.fromkeys(cells) if cell)
        return cls(Cell(text[:LONGEST_LINE], place), cells)

    @classmethod
    def of(cls, text: str, number: int) -> Self:
        """Return a line of plain text; between tabs or bars stand cells."""
        line = cls(Cell(clean(text), Place(number, 1 + len(text) - len(text.lstrip()))))
        wall = "\t" if "\t" in text.strip("\r\n") else "|" if _barred(text) else ""
        if wall and line.text:
            bare = text.rstrip("\r\n")
            if wall == "|":
                left = len(bare) - len(bare.lstrip())
                bare = " " * left + bare.strip()
                if bare[left : left + 1] == "|":
                    bare = " " * (left + 1) + bare[left + 1 :]
                bare = bare.removesuffix("|")
            place = 0
            for piece in bare.split(wall):
                indent = len(piece) - len(piece.lstrip())
                line.cells.append(Cell(clean(_BREAK.sub(" ", piece)), Place(number, 1 + place + indent)))
                place += len(piece) + 1
        return line


def _barred(text: str) -> bool:
    """Whether bars make cells of this line: two at least, or it begins and ends with one."""
    return text.count("|") >= 2


class Stretch(Protocol):
    """What takes a stretch of the lines."""

    end: int


Found = TypeVar("Found", bound=Stretch)


def one_after_another(lines: Sequence[Line], at: Callable[[Sequence[Line], int, int], Found | None]) -> list[Found]:
    """Return all that `at` finds; it is given the lines, the place to look at, and where the one before ended."""
    found: list[Found] = []
    place = 0
    while place < len(lines):
        one = at(lines, place, found[-1].end if found else 0)
        if one:
            found.append(one)
        place = one.end if one else place + 1
    return found


def joined(texts: Iterable[str]) -> str:
    """Return the lines of one text as one line: leef-/baar is one word, Wmo-/voorzieningen keeps its hyphen."""
    parts: list[str] = []
    for text in filter(None, texts):
        broken = _BROKEN.search(parts[-1][-LONGEST_WORD:]) if parts else None
        if broken and text[:1].islower() and text.split(" ", 1)[0] not in ("en", "of"):
            short = len(broken[1]) <= LONGEST_ABBREVIATION and not broken[1].islower()
            parts[-1] = parts[-1] if short else parts[-1][:-1]
        elif parts:
            parts.append(" ")
        parts.append(text)
    return "".join(parts).strip()


def decode(data: bytes, name: str = "Dit bestand") -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or Windows-1252. Raises Unreadable, naming the file.

    What Windows calls Unicode text is UTF-16, and begins with a mark. Other encodings are refused: read as Windows-1252
    they would give other letters, and of some other digits.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"{name} is groter dan {LARGEST // 1_000_000} MB; plak alleen de bladzijden met de tabellen.")
    for begin, kind in _NO_TEXT:
        if data.startswith(begin):
            raise Unreadable(f"{name} is {kind}.")
    encoding, said = _encoding(data)
    if not encoding:
        raise Unreadable(f"{name} is geschreven in {said}. {SAVE_AS}")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is geen tekst in UTF-8, UTF-16 of Windows-1252. {SAVE_AS}") from error
    if "\x00" in text or sum(character < " " and character not in _CONTROLS for character in text[:100_000]) > 20:
        raise Unreadable(f"{name} is geen tekst.")
    return text


def _encoding(data: bytes) -> tuple[str, str]:
    """Return the encoding of a file, '' for one that is not read, and what it calls itself."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, "UTF-32" if not encoding else ""
    declared = _CHARSET.search(data[:2_000])
    said = declared[1].decode("ascii").lower() if declared else ""
    if said and said.replace("_", "-") not in _KNOWN:
        return "", said
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", said
    return "utf-8", said


_CHARSET = re.compile(
    rb"""<(?:meta\s[^<>]{0,200}charset\s*=|\?xml\s[^<>]{0,200}encoding\s*=)\s*["']?([A-Za-z0-9_-]{1,40})"""
)
_KNOWN = frozenset({"utf-8", "utf8", "windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii"})
_MARKS = (
    (codecs.BOM_UTF32_LE, ""),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (
    (
        b"PK\x03\x04",
        "een spreadsheet, een Word-bestand of een zip; laad een spreadsheet als spreadsheet, of plak de tekst",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "een bestand van een oude Excel of Word, of beveiligd; bewaar het als XLSX, of plak de tekst",
    ),
    (b"\x89PNG", "een afbeelding; daaruit wordt niets gelezen"),
    (b"\xff\xd8\xff", "een afbeelding; daaruit wordt niets gelezen"),
    (b"GIF8", "een afbeelding; daaruit wordt niets gelezen"),
    (b"\x1f\x8b", "een ingepakt bestand; pak het eerst uit"),
    (b"{\\rtf", "een RTF-bestand; bewaar het als platte tekst, of plak de tekst"),
)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)  # Markdown has no other for two lines in a cell
_CONTROLS = frozenset("\t\n\r\v\f\x1b")
SAVE_AS = "Bewaar het opnieuw als UTF-8, of plak de tekst."


def written_lines(text: str) -> list[str]:
    """Return the lines of a text as they are written, with every space that stands in them."""
    return re.split(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c", text)


def lines_of(text: str) -> list[Line]:
    """Return the lines of pasted text; raise Unreadable for more lines or cells than a budget has."""
    lines = written_lines(text)
    if len(lines) > MOST_LINES:
        raise Unreadable("Dit bestand heeft te veel regels; plak alleen de bladzijden met de tabellen.")
    # A cell takes hundreds of bytes, its wall one: what is within bounds as text need not be so as cells.
    if text.strip() and text.count("\t") + text.count("|") > MOST_CELLS:
        raise Unreadable("Dit bestand heeft te veel cellen; plak alleen de bladzijden met de tabellen.")
    cells = without_walls(lines)
    found = [Line.of(cells.get(i, line)[:LONGEST_LINE], i + 1) for i, line in enumerate(lines)]
    for number, line in enumerate(found):
        # Where the row above begins without a bar, or the one below the first row, a bar in front has an empty cell
        # before it.
        above = lines[number - 1].lstrip() if number and found[number - 1].cells else ""
        below = lines[number + 1].lstrip() if number + 1 < len(found) and found[number + 1].cells else ""
        barred = line.cells and "\t" not in lines[number] and lines[number].lstrip().startswith("|")
        opens = "|" in above and (not above.startswith("|") or _opens(found[number - 1]))
        if barred and (opens or ("|" in below and not above and not below.startswith("|"))):
            line.cells.insert(0, Cell("", Place(number + 1, 1)))
    return [
        part
        for number, line in enumerate(found)
        for part in ([line, Line.empty(number + 1)] if number in cells else [line])
    ]


def _opens(line: Line) -> bool:
    """Whether an empty cell stands at the place where the text of the line begins."""
    return bool(line.cells) and not line.cells[0] and line.cells[0].place.column == 1
