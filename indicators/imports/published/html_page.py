"""Turns a page of the web into lines: what a reader sees of it, its tables as rows of cells. Scripts are never run."""

import re
from html.parser import HTMLParser

from indicators.imports.delivery import Place
from indicators.imports.published.source import LONGEST_LINE, MOST_CELLS, WIDEST, Cell, Line, Unreadable
from indicators.notation.text import clean

LONGEST_TAG = 2_000  # characters
DEEPEST = 20  # tables inside each other
INSIDE = "\N{SQUARED PLUS}"  # stands in a cell for the table in it: no figure, and asked where one is expected
_PAGE = re.compile(r"<(?:!doctype html|html|body|table|tr|td|p|div)[\s>]", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether a text is a page of the web."""
    return _PAGE.search(text[:200_000]) is not None


def html_lines(text: str) -> list[Line]:
    """Return the lines of a page. Raises Unreadable when a table is too large."""
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
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})


# Of a table: its rows, its row that is open, the spans that reach into it, and the spans of the cell that is open.
_Table = tuple[list[list[Cell]] | None, list[Cell] | None, dict[int, tuple[int, Cell]], tuple[int, int] | None]


class _Page(HTMLParser):
    """Collects the lines of a page; the rows of its tables as cells, spanned ones repeated."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.begin: Place | None = None
        self.silent = 0
        self.raised = 0  # how many <sup> are open
        self.rows: list[list[Cell]] | None = None  # of the table that is open
        self.row: list[Cell] | None = None
        self.spans: dict[int, tuple[int, Cell]] = {}  # column → how many rows a cell above still reaches
        self.cell: tuple[int, int] | None = None  # colspan and rowspan of the cell that is open
        self.outer: list[_Table] = []  # tables in a cell of which another begins
        self.kept: list[tuple[list[str], Place | None, list[Line]]] = []  # what stands around them
        self.inner: list[Line] = []  # of tables in cells: they come below the table that holds them
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a cell, row, table or block."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "sup":
            self.raised += 1
        elif tag == "br":
            self.words.append("\n")
        elif tag == "table":
            if self.rows is not None and len(self.outer) < DEEPEST:
                self.words.append(f" {INSIDE} ")
                self.outer.append((self.rows, self.row, self.spans, self.cell))
                self.kept.append((self.words, self.begin, self.lines))
                self.words, self.begin, self.lines, self.rows, self.cell = [], None, [], None, None
            if self.rows is None:
                self.end_block()
                self.rows, self.row, self.spans = [], None, {}
        elif tag == "tr" and self.rows is not None:
            self.end_row()
            self.row = []
        elif tag in ("td", "th") and self.rows is not None:
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
        elif tag == "sup":
            self.raised = max(0, self.raised - 1)
        elif tag == "table" and self.rows is not None:
            self.end_row()
            self.rows = None
            self.lines.append(Line(Cell("", self.here())))
            if self.outer:
                self.inner += [*self.lines, Line(Cell(INSIDE, self.here()))]
                self.rows, self.row, self.spans, self.cell = self.outer.pop()
                self.words, self.begin, self.lines = self.kept.pop()
            else:
                self.lines += [Line(Cell(INSIDE, self.here())), *self.inner] if self.inner else []
                self.inner = []
        elif tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
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
            self.words.append(self.mark_of(data) if self.raised else data)

    def mark_of(self, data: str) -> str:
        """Return the number of a footnote as it was printed, raised: 12¹ is not 121. Not behind a letter: m2."""
        before = "".join(self.words[-2:])[-1:]
        return data if before.isalpha() or not data.strip().isdigit() else data.translate(_RAISED)

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
                raise Unreadable(
                    f"De tabellen zijn samen te groot; tot regel {self.here().line} is gelezen. "
                    "Bewaar alleen het deel met de tabellen."
                )
            text = " ".join(cell.text for cell in dict.fromkeys(self.row) if cell)
            self.lines.append(Line(Cell(text, self.row[0].place), self.row))
        self.row = None


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    value = dict(attrs).get(name) or "1"
    return min(int(value), WIDEST) if value.isascii() and value.isdigit() and len(value) < 5 and int(value) else 1
