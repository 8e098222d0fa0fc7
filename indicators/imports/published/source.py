"""Turns a file or pasted text into lines with their places, and tables into cells."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

from indicators.imports.delivery import Place
from indicators.notation.text import clean

LONGEST_ABBREVIATION = 4  # letters: Wmo, BBV
_BROKEN = re.compile(r"(\w*[^\W\d_])-$")
LARGEST = 5_000_000  # bytes: a whole budget as text is a fifth of it
LONGEST_LINE = 10_000  # characters: longer than any row of a table
LONGEST_TAG = 2_000  # characters
MOST_LINES = 200_000
WIDEST, MOST_CELLS = 200, 200_000  # columns and cells of a table: what a page says of itself is not believed


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

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.cell.text

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
                line.cells.append(Cell(clean(piece), Place(number, 1 + place + indent)))
                place += len(piece) + 1
        return line


def _barred(text: str) -> bool:
    """Whether bars make cells of this line: two at least, or it begins and ends with one."""
    return text.count("|") >= 2


def joined(texts: Iterable[str]) -> str:
    """Return the lines of one text as one line: leef-/baar is one word, Wmo-/voorzieningen keeps its hyphen."""
    whole = ""
    for text in texts:
        broken = _BROKEN.search(whole)
        if broken and text[:1].islower() and text.split(" ")[0] not in ("en", "of"):
            short = len(broken[1]) <= LONGEST_ABBREVIATION and not broken[1].islower()
            whole = (whole if short else whole[:-1]) + text
        else:
            whole = f"{whole} {text}".strip()
    return whole


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
_CONTROLS = frozenset("\t\n\r\v\f\x1b")
SAVE_AS = "Bewaar het opnieuw als UTF-8, of plak de tekst."


def lines_of(text: str) -> list[Line]:
    """Return the lines of pasted text or HTML."""
    if re.search(r"<(?:!doctype html|html|body|table|tr|td|p|div)[\s>]", text[:200_000], re.IGNORECASE):
        return _html_lines(text)
    lines = re.split(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c", text)
    if len(lines) > MOST_LINES:
        raise Unreadable("Dit bestand heeft te veel regels; plak alleen de bladzijden met de tabellen.")
    return [Line.of(line[:LONGEST_LINE], number) for number, line in enumerate(lines, start=1)]


def _html_lines(text: str) -> list[Line]:
    page = _Page()
    page.feed(_tame(text))
    page.close()
    page.end_block()
    return page.lines


def _tame(text: str) -> str:
    """Return HTML without what makes a parser look ahead again and again: comments, endless tags, loose brackets."""
    kept: list[str] = []
    place = 0
    while (begin := text.find("<!--", place)) >= 0 and (end := text.find("-->", begin)) >= 0:
        kept += [text[place:begin], "\n" * text.count("\n", begin, end)]
        place = end + 3
    whole = "".join([*kept, text[place:]])
    return _TAG.sub(lambda tag: tag[0] if _is_tag(tag[0]) else tag[0].replace("<", " "), whole)


def _is_tag(text: str) -> bool:
    return text.endswith(">") and len(text) < LONGEST_TAG and text[1:2] not in "!?"


_TAG = re.compile(r"<[^<>]*>?")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "tr",
        "table",
        "caption",
        "dt",
        "dd",
    ]
)
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})


class _Page(HTMLParser):
    """Collects the lines of a page; the rows of its tables as cells, spanned ones repeated."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.begin: Place | None = None
        self.silent = 0
        self.rows: list[list[Cell]] | None = None  # of the table that is open
        self.row: list[Cell] | None = None
        self.spans: dict[int, tuple[int, Cell]] = {}  # column → how many rows a cell above still reaches
        self.cell: tuple[int, int] | None = None  # colspan and rowspan of the cell that is open
        self.nested = self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a cell, row, table or block."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.words.append("\n")
        elif tag == "table":
            self.nested += self.rows is not None
            if self.rows is None:
                self.end_block()
                self.rows, self.spans = [], {}
        elif tag == "tr" and self.rows is not None and not self.nested:
            self.end_row()
            self.row = []
        elif tag in ("td", "th") and self.rows is not None and not self.nested:
            self.end_cell()
            self.row = [] if self.row is None else self.row
            self.cell = (_span(attrs, "colspan"), _span(attrs, "rowspan"))
            self.begin = self.here()
        elif tag in _BLOCKS:
            self.words.append("\n")
            if self.cell is None:
                self.end_block()

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.nested:
            self.nested -= 1
        elif tag == "table" and self.rows is not None:
            self.end_row()
            self.rows = None
            self.lines.append(Line(Cell("", self.here())))
        elif tag == "tr" and not self.nested:
            self.end_row()
        elif tag in ("td", "th") and not self.nested:
            self.end_cell()
        elif tag in _BLOCKS:
            self.words.append("\n")
            if self.cell is None:
                self.end_block()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if not self.silent:
            if self.begin is None and data.strip():
                self.begin = self.here()
            self.words.append(data)

    def here(self) -> Place:
        """Return the place of the parser."""
        line, offset = self.getpos()
        return Place(line, offset + 1)

    def take(self) -> Cell:
        """Return the text collected since the last time."""
        cell = Cell(clean("".join(self.words))[:LONGEST_LINE], self.begin or self.here())
        self.words, self.begin = [], None
        return cell

    def end_block(self) -> None:
        """End a paragraph outside a table."""
        if cell := self.take():
            self.lines += [Line(cell), Line(Cell("", cell.place))]

    def end_cell(self) -> None:
        """End the open cell."""
        if self.cell is None or self.row is None:
            return
        (across, down), cell, self.cell = self.cell, self.take(), None
        self.fill()
        for _ in range(across):
            if len(self.row) < WIDEST:
                if down > 1:
                    self.spans[len(self.row)] = (down - 1, cell)
                self.row.append(cell)

    def fill(self) -> None:
        """Repeat the cells above that reach into this row."""
        while self.row is not None and (span := self.spans.pop(len(self.row), None)):
            left, cell = span
            if left > 1:
                self.spans[len(self.row)] = (left - 1, cell)
            self.row.append(cell)

    def end_row(self) -> None:
        """End the open row."""
        self.end_cell()
        self.fill()
        if self.row and self.rows is not None:
            self.count += len(self.row)
            if self.count > MOST_CELLS:
                raise Unreadable("Deze tabel is te groot.")
            text = " ".join(cell.text for cell in dict.fromkeys(self.row) if cell)
            self.lines.append(Line(Cell(text, self.row[0].place), self.row))
        self.row = None


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    value = dict(attrs).get(name) or "1"
    return min(int(value), WIDEST) if value.isascii() and value.isdigit() and len(value) < 5 and int(value) else 1
