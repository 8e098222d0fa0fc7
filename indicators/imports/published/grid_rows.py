"""The rows of a table with walls: names, codes, regions and figures, each below the column it belongs to."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indicators.imports.delivery import UNNAMED, Place, Row
from indicators.imports.published.codes import Code, code_at
from indicators.imports.published.document import in_thousands
from indicators.imports.published.grid_shape import GridShape
from indicators.imports.published.groups import is_title, told_apart
from indicators.imports.published.headings import Column, Heading, head_of
from indicators.imports.published.kinds_of_rows import kind_of_row, of_kind
from indicators.imports.published.paragraphs import is_number, kind_of
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import (
    OWN,
    SEVERAL,
    WHICH_LAND,
    about_of,
    may_be_land,
    of_several,
    region_among,
)
from indicators.imports.published.source import Cell
from indicators.imports.published.whole_columns import with_region
from indicators.imports.published.word_rows import TWICE
from indicators.notation import Ambiguous, Refused, read_cell
from indicators.notation.cells import is_phrase
from indicators.notation.text import MARK_ALONE, YEAR

_LABEL = re.compile(r"[^\W\d_]{0,2}[-. ]?[0-9]+(?:\.(?:[0-9]+|[a-z]))*\.?")  # E1.2.1, 7, 1.2.a
SHIFTED = "In deze tabel zijn lege cellen weg; het is niet zeker welke cel bij welke kolom hoort."
NAMES_BELOW_FIGURES = "Onder de eerste kop met cijfers staan namen; het is niet zeker welke cel bij welke kolom hoort."
UNHEADED = "In deze tabel staan cijfers waarboven geen kop staat."
UNPLACED = "Deze rij heeft {cells} cellen en de tabel {columns} kolommen."


class GridRows:
    """Reads the rows of one table."""

    def __init__(self, heading: Heading, placer: Placer, rows: Sequence[Sequence[Cell]]) -> None:
        self.heading, self.placer = heading, placer
        self.shape = GridShape(heading, rows)
        self.kinds, self.figures = self.shape.kinds, self.shape.figures
        self.owners = [i for i, kind in enumerate(self.kinds) if kind == "regio"]
        self.coded = any((code := code_at(row[0].text)) and code.kind == "effectindicator" for row in rows)
        empty = [i for i, kind in enumerate(self.kinds) if kind == "leeg"]
        below = [row[i].text for row in rows for i in empty if i < len(row)]
        if not heading.doubt and any(character.isdigit() for text in below for character in text):
            # A head over two columns counts once when it is copied: then all figures of the table stand one too far.
            self.heading = replace(heading, doubt=UNHEADED)
        # A name that reaches over more rows counts once.
        places = {(name := self.name_of(row)[1]).place: name.text for row in rows if any(self.shape.values_of(row))}
        names = list(places.values())
        self.names = Counter(name.casefold() for name in names)
        self.grouped = any(region_among(name, self.names) for name in names)
        self.apart = {} if self.grouped else self.names_below_titles(rows)
        if not self.heading.doubt and of_several(names):
            self.heading = replace(heading, doubt=SEVERAL)
        if not self.heading.doubt and self.names_below_figures(rows):
            self.heading = replace(heading, doubt=NAMES_BELOW_FIGURES)
        self.ragged = heading.ragged or any(self.shape.is_shifted(row) for row in rows)
        if not self.heading.doubt and self.ragged and any(self.shape.reaches_further(row) for row in rows):
            self.heading = replace(heading, doubt=UNHEADED)
        self.sorts = self.kinds.index("soort") if "soort" in self.kinds else -1
        self.said: set[str] = set()  # what the rows of this indicator were
        self.themes: set[str] = set()  # the names of those that had such rows
        self.parent = self.theme = ""
        self.above: list[Cell] | None = None
        self.row: Row | None = None
        self.named_at: Place | None = None  # where the name of that row stands

    def names_below_titles(self, rows: Sequence[Sequence[Cell]]) -> dict[Place, str]:
        """Return the names that stand in the table more than once with the titles that tell them apart, by place."""
        named: list[tuple[Cell, str]] = []
        title = ""
        for row in rows:
            _, name = self.name_of(row)
            if any(self.shape.values_of(row)):
                named.append((name, title))
            elif sum(map(bool, row)) == 1:
                title = name.text if is_title(name.text) else ""
        apart = told_apart([(title, name.text) for name, title in named])
        return {name.place: whole for (name, _), whole in zip(named, apart, strict=True) if whole}

    def names_below_figures(self, rows: Sequence[Sequence[Cell]]) -> bool:
        """Whether words stand below the first head of figures in every row, or behind a code: E1.2.1, Reputatie, 3.

        A head over two columns counts once when it is copied: then all figures of the table stand one too far.
        """
        first = self.figures[0] if self.figures else 0
        found = [(self.name_of(row)[1].text, row[first].text) for row in rows if len(self.shape.values_of(row)) > 1]
        words = [name for name, text in found if kind_of(text) == "text" and len(text.split()) > 1]
        alone = Counter(text for _, text in found if text.rstrip("-").isalpha() and kind_of(text) == "text")
        if any(count > 1 for count in alone.values()):
            return True  # whose figures they are, below no head of its own: Neder-
        return bool(words) and (len(words) == len(found) or any(_LABEL.fullmatch(name) for name in words))

    def name_of(self, row: Sequence[Cell]) -> tuple[Code | None, Cell]:
        """Return the code and the name of a row; of two columns with names the second tells more."""
        named = [i for i, kind in enumerate(self.kinds) if kind == "naam" and i < len(row)] or [0]
        filled = [row[i] for i in named if row[i]] or [row[i] for i in self.owners if i < len(row)] or [row[named[0]]]
        first = filled[0]
        code = code_at(first.text)
        if not code and "code" in self.kinds and self.kinds.index("code") < len(row):
            code = code_at(row[self.kinds.index("code")].text)
            return code, _joined(filled)
        return code, Cell(first.text[code.end :].strip(" :"), first.place) if code else _joined(filled)

    def read(self, row: list[Cell], filled: Sequence[Cell]) -> None:
        """Read one row, or what it says of the row above it."""
        out = self.placer.out
        code, name = self.name_of(row)
        values = self.shape.values_of(row)
        if not code and (about := about_of(" ".join(cell.text for cell in filled))):
            self.tell_of_row(about, row, values)
            return
        if values and (head := head_of(name.text)) and head.kind == "naam" and all(map(_is_year, values)):
            self.doubt_rest(row, values)
            return
        foreign = (self.coded and not code) or (code is not None and code.kind != "effectindicator")
        if foreign or not any(c.isalpha() for c in name.text):
            if values:
                out.ask(row[0].place, " ".join(str(cell) for cell in row), UNNAMED)
            return
        bronnen = [row[i] for i, kind in enumerate(self.kinds) if kind == "bron" and i < len(row) and row[i]]
        if not code and not values and not bronnen:
            if not region_among(name.text, self.names):  # a row of others that is empty names no indicator
                self.theme = name.text if len(filled) == 1 else ""
            self.placer.in_thousands = self.placer.in_thousands or in_thousands([name.text])
            return
        region = "" if code else region_among(name.text, self.names)
        if not code and name.place in self.apart:
            name = Cell(self.apart[name.place], name.place)
        repeated = not code and self.names[name.text.casefold()] > 1
        if self.row is not None and name.place == self.named_at:
            self.place(row)  # the name reaches over more rows, each of another year
        elif region or (repeated and self.grouped and self.theme):
            self.read_region(region or OWN, row)
        elif repeated or (values and self.shape.is_named_by_figure(row)):
            out.ask(row[0].place, " ".join(str(cell) for cell in row), TWICE if repeated else SHIFTED)
        else:
            self.begin(row, code, name)
            if bronnen and self.row is not None:
                self.placer.set_bron(self.row, bronnen)
            self.place(row)

    def tell_of_row(self, about: tuple[str, str], row: Sequence[Cell], values: Sequence[Cell]) -> None:
        """Keep what a row says of the one above it; figures beside it are of a name that is gone."""
        self.tell(*about)
        if any(is_number(cell.text) and not _is_year(cell) for cell in values):
            self.placer.out.ask(row[0].place, " ".join(str(cell) for cell in row), UNNAMED)

    def begin(self, row: Sequence[Cell], code: Code | None, name: Cell) -> None:
        """Add the indicator of a row, by its own name."""
        self.theme = name.text if self.grouped else self.theme
        self.named_at = name.place
        unit = next((row[i].text for i, kind in enumerate(self.kinds) if kind == "eenheid" and i < len(row)), "")
        parent = self.parent or (code.parent if code else "")
        self.row = self.placer.new_row(code.code if code else "", name, parent, unit=unit)

    def says_kind(self, row: Sequence[Cell]) -> bool:
        """Whether a row has figures, and says itself what they are."""
        return self.sorts >= 0 and bool(self.shape.values_of(row))

    def read_kind(self, row: list[Cell]) -> None:
        """Read a row that says what its figures are; one without a name is of the indicator above it."""
        code, name = self.name_of(row)
        kind = kind_of_row(row[self.sorts].text)
        named = code.code if code else name.text
        goes_on = self.row is not None and named in ("", self.theme) and kind not in self.said
        if not goes_on and (not any(map(str.isalpha, name.text)) or named in self.themes):
            self.placer.out.ask(row[0].place, " ".join(str(cell) for cell in row), TWICE if named else UNNAMED)
            self.row = None
            return
        if not goes_on:
            self.theme, self.said = named, set()
            self.themes.add(named)
            self.begin(row, code, name)
            self.theme = named
        self.said.add(kind)
        self.place(row, columns=of_kind(self.heading.columns, kind, self.placer.scope))

    def doubt_rest(self, row: Sequence[Cell], values: Sequence[Cell]) -> None:
        """Doubt what stands below a heading, unless it is that of this table once more."""
        years = [str(self.heading.columns[i].year) for i in self.figures]
        if not self.heading.doubt and [cell.text for cell in values] != years:
            self.heading = replace(
                self.heading, doubt="Hier begint een andere kop; het is niet duidelijk wat die zegt."
            )
            self.placer.out.ask(row[0].place, " ".join(str(cell) for cell in row), self.heading.doubt)

    def tell(self, kind: str, text: str) -> None:
        """Keep the bron, unit or note of the row above."""
        if self.row is not None:
            self.row.tell(kind, text)

    def read_region(self, region: str, row: list[Cell]) -> None:
        """Read the row of the municipality itself, or of others, below the name of an indicator."""
        if not self.theme or may_be_land(region, self.names):
            why = WHICH_LAND if self.theme else "Boven deze cijfers staat niet bij welke indicator ze horen."
            self.placer.out.ask(row[0].place, " ".join(str(cell) for cell in row), why)
            self.row = None
            return
        if self.row is None or self.row.name != self.theme:
            self.row = self.placer.new_row("", Cell(self.theme, row[0].place), self.parent)
            self.theme = self.row.name
        self.place(row, region="" if region == OWN else region)

    def place(self, row: list[Cell], *, region: str = "", columns: Sequence[Column] = ()) -> None:
        """Put the figures of a row in their columns, or in these, where that is certain."""
        columns, out = columns or self.heading.columns, self.placer.out
        if self.heading.doubt:
            return  # it was asked at the heading
        values = self.shape.values_of(row)
        extra = [cell for cell in row[len(columns) :] if cell]
        width = max((i for i, kind in enumerate(self.kinds) if kind != "leeg"), default=-1) + 1
        short = len(row) < width and not _only_text_is_lacking(row, self.heading)
        if extra or (short and not self.ragged) or (self.shape.even and len(row) > len(columns)):
            why = UNPLACED.format(cells=len(row), columns=len(columns))
            out.ask(row[0].place, " ".join(str(cell) for cell in row), why)
            return
        marked = any(MARK_ALONE.fullmatch(row[i].text) for i in self.figures if i < len(row))  # of a cell behind them
        gone = marked or any(not row[i] for i in self.figures if i < len(row)) or self.shape.is_shifted(row)
        gone = gone or short or self.shape.lost_before(row)
        if (self.ragged and gone) or marked or self.shape.is_torn(row):
            if (dated := self.shape.last_measured(row)) and self.row is not None:
                # A row that says when it was measured has what was measured right behind that.
                self.placer.place(self.row, [columns[i] for i in dated], [row[i] for i in dated])
                for cell in values[2:]:
                    out.ask(cell.place, cell.text, SHIFTED)
                return
            out.ask(row[0].place, " ".join(str(cell) for cell in row), SHIFTED)
            self.theme = "" if self.owners else self.theme  # the cell that is gone may be the name
            return
        stray = [row[i] for i, kind in enumerate(self.kinds) if kind == "leeg" and i < len(row) and row[i]]
        for cell in stray:
            if MARK_ALONE.fullmatch(cell.text):
                continue  # of the row, and no figure
            out.ask(cell.place, cell.text, "Boven deze cel staat geen kop.")
        spanned = [cell for cell in values if sum(cell is other for other in row) > 1]
        spanned += [cell for cell in values if self.above and any(cell is other for other in self.above)]
        for cell in dict.fromkeys(spanned):
            out.ask(cell.place, cell.text, "Deze cel reikt over meer kolommen of rijen.")
        certain = [i for i in self.figures if i < len(row) and row[i] not in spanned]
        assert self.row is not None  # noqa: S101
        columns = tuple(with_region(columns, [cell.text for cell in row]))
        self.placer.place(self.row, [columns[i] for i in certain], [row[i] for i in certain], region=region)


def _is_year(cell: Cell) -> bool:
    return re.fullmatch(YEAR, cell.text) is not None


def _joined(cells: Sequence[Cell]) -> Cell:
    """Return a name in two columns as one: Sport: aantal leden."""
    return Cell(": ".join(dict.fromkeys(cell.text for cell in cells)), cells[0].place)


def _only_text_is_lacking(row: Sequence[Cell], heading: Heading) -> bool:
    """Whether a row that is too short lost nothing but its bron: then what stands last is a figure, and no bron."""
    if any(column.kind not in ("bron", "tekst", "leeg") for column in heading.columns[len(row) :]):
        return False
    try:
        reading = read_cell(row[-1].text, thousands=True)
    except (Ambiguous, Refused):
        return False
    return bool(reading.figures) and not reading.in_words and not is_phrase(row[-1].text)  # Zie toelichting
