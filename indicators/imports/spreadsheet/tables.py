"""The tables of a sheet: their rows as indicators with figures, and everything that is not certain as questions."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from indicators.choices import Richting
from indicators.imports.delivery import UNNAMED, Delivery, Place, Row, letters
from indicators.imports.published.codes import Code, code_at
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import about_of
from indicators.imports.published.source import Cell
from indicators.imports.published.tree import Tree
from indicators.imports.spreadsheet.columns import FIGURES, Indeling, Kolomsoort, Kop, twice
from indicators.imports.spreadsheet.figures import Invuller, looks_like_figure
from indicators.imports.spreadsheet.sheet import Blad, Cel, Soort
from indicators.notation.cells import unit_of

COLUMNS = "kolommen"  # what a question about columns is about
_TOTAL = re.compile(r"(?:sub)?tota(?:al|len)\b|gemiddelde?\b|som\b", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9][0-9.,]*%?")
_WORDS = (Kolomsoort.CODE, Kolomsoort.NAAM, Kolomsoort.DOEL, Kolomsoort.EENHEID, Kolomsoort.BRON)
_DIRECTIONS = {
    **{richting.value: richting for richting in Richting},
    **{richting.label.casefold(): richting for richting in Richting},
    "gelijk": Richting.GELIJK,
    "hoog": Richting.HOGER,
    "laag": Richting.LAGER,
}


@dataclass(slots=True)
class Tafel:
    """One table of a sheet: its heading, what its columns hold, and the rows below."""

    kop: Kop
    indeling: Indeling
    rows: Sequence[int]
    own: bool = False  # one of our own downloads: its numbers are in the unit that stands beside them
    doubts: Mapping[int, str] = field(default_factory=dict)  # why a row may not be what it seems, by its number


@dataclass(slots=True)
class Lezer:
    """Reads the tables of one sheet. `seen` holds the indicators of the whole file, with their places."""

    placer: Placer
    blad: Blad
    seen: dict[tuple[str, str, str], Place]
    decimal_point: bool = False
    tree: Tree = field(init=False)
    parent: str = ""
    above: Row | None = None  # what the row above told of, where it told of an indicator
    done: int = 0  # rows

    def __post_init__(self) -> None:
        self.tree = Tree(self.out)

    @property
    def out(self) -> Delivery:
        """What is read."""
        return self.placer.out

    def read(self, tafel: Tafel, tell: Callable[[int], None] = lambda rows: None) -> None:
        """Read one table; `tell` hears how many rows of the sheet are done."""
        columns = self._certain(tafel)
        rows: dict[tuple[str, str, str], Row] = {}
        spanned = self._spanned(tafel)
        coded = any(self._code(tafel, self.blad.rows[number])[0] for number in tafel.rows)
        for number in tafel.rows:
            tell(self.done)
            self._read_row(tafel, columns, number, rows, spanned=spanned, coded=coded)
            self.done += 1

    def _certain(self, tafel: Tafel) -> Indeling:
        """Return the columns that are certain, and ask about the others that hold something."""
        said = tafel.indeling.columns  # a column that says the same as two others is gone from `columns` by the second
        columns = dict(said)
        for one, other in twice(columns):
            where = [
                f"kolom {letters(n)} ('{tafel.kop.texts.get(n, '')}', {said[n].soort.label})" for n in (one, other)
            ]
            why = f"K{where[0][1:]} en {where[1]} zeggen hetzelfde te bevatten. Welke moet gelezen worden?"
            self._ask_column(tafel, other, why)
            columns = {n: k for n, k in columns.items() if n not in (one, other)}
        for number in Indeling(columns).unclear():
            if any(looks_like_figure(self.blad.rows[row].get(number)) for row in tafel.rows):
                self._ask_column(tafel, number, "Het is niet duidelijk wat deze kolom bevat, of van welk jaar.")
            elif any(number in self.blad.rows[row] for row in tafel.rows):
                text = tafel.kop.texts.get(number, "")
                self.out.notes.append(f"{self.blad.title}: kolom {letters(number)} ('{text}') is niet gelezen.")
            columns.pop(number, None)
        return Indeling(columns)

    def _ask_column(self, tafel: Tafel, column: int, why: str) -> None:
        place = self.blad.place(tafel.kop.last, column)
        self.out.ask(place, tafel.kop.texts.get(column, ""), why, about=COLUMNS)

    def _spanned(self, tafel: Tafel) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the cells of the table that were merged, each with the cell that holds what stands there."""
        reached: dict[tuple[int, int], tuple[int, int]] = {}
        if not tafel.rows:
            return reached
        known = set(tafel.rows)
        for span in self.blad.reaching(tafel.rows[0], tafel.rows[-1]):
            for row in known.intersection(range(span.top, min(span.bottom, tafel.rows[-1]) + 1)):
                for column in range(span.left, span.right + 1):
                    reached[row, column] = (span.top, span.left)
        return reached

    def _code(self, tafel: Tafel, cells: Mapping[int, Cel]) -> tuple[Code | None, str]:
        """Return the code of a row, where it is one of the tree, and the text that stands where the code should."""
        for soort in (Kolomsoort.CODE, Kolomsoort.NAAM):
            column = tafel.indeling.find(soort)
            cel = cells.get(column) if column else None
            if cel and (code := code_at(cel.text)):
                return code, cel.text
            if cel and soort == Kolomsoort.CODE:
                return None, cel.text
        return None, ""

    def _read_row(
        self,
        tafel: Tafel,
        indeling: Indeling,
        number: int,
        rows: dict[tuple[str, str, str], Row],
        *,
        spanned: Mapping[tuple[int, int], tuple[int, int]],
        coded: bool,
    ) -> None:
        """Read one row."""
        cells = self._with_merged(indeling, number, spanned)
        figures = [c for c in indeling.all(*FIGURES) if c in cells and looks_like_figure(cells[c])]
        if self._is_title(cells, number, figures):
            return
        place = self.blad.place(number, min(cells))
        whole = " ".join(cel.text for _, cel in sorted(cells.items()))
        if why := tafel.doubts.get(number):
            self.out.ask(place, whole, why)
            self.above = None
            return
        if not figures and (about := about_of(whole)):
            if self.above is not None:
                self.above.tell(*about)
            return
        self.above = None
        code, written = self._code(tafel, cells)
        named = indeling.find(Kolomsoort.NAAM)
        name = cells[named].text if named in cells else ""
        if glued := code_at(name):
            name = name[glued.end :].strip(" :")
        if code and code.kind != "effectindicator":
            if figures:
                self.out.ask(place, whole, f"{code.code} is een {code.kind}. Bij welke indicator horen deze cijfers?")
            elif name:
                self.tree.add(code, name, place)
            return
        if not code and not written and (coded or self._is_total(name) or not re.search(r"[^\W\d_]", name)):
            if any(c in cells for c in indeling.all(*FIGURES)):
                self.out.ask(place, whole, UNNAMED)
            return
        if doubt := self._doubt_code(tafel, cells, code) or self._doubt_unit(indeling, cells):
            self.out.ask(place, whole, doubt)
            return
        row = self._row(indeling, cells, place, code=code.code if code else written, name=name, rows=rows)
        if row is not None:
            self.above = row
            reached = self._ask_merged(indeling, cells, number, spanned)
            invuller = Invuller(self.placer, self.blad, row, own=tafel.own, decimal_point=self.decimal_point)
            invuller.fill(indeling, {c: cel for c, cel in cells.items() if c not in reached}, number)
            self._stray(tafel, cells, number, row)

    def _is_total(self, name: str) -> bool:
        """Whether a row is the sum of others; in a published table Gemiddelde schuldenlast is a name."""
        mean = self.blad.PUBLISHED and name.casefold().startswith("gemiddelde ")
        return _TOTAL.match(name) is not None and not mean

    def _with_merged(
        self, indeling: Indeling, number: int, spanned: Mapping[tuple[int, int], tuple[int, int]]
    ) -> dict[int, Cel]:
        """Return the cells of a row, with the words of a merged cell that reaches down to it."""
        cells = dict(self.blad.rows[number])
        for column in indeling.all(*_WORDS):
            row, origin = spanned.get((number, column), (0, 0))
            if column not in cells and origin == column and (cel := self.blad.rows.get(row, {}).get(column)):
                cells[column] = cel
        return cells

    def _ask_merged(
        self,
        indeling: Indeling,
        cells: Mapping[int, Cel],
        number: int,
        spanned: Mapping[tuple[int, int], tuple[int, int]],
    ) -> set[int]:
        """Ask about the merged cells that reach into the figures of a row; return their columns."""
        reached = {c for c in indeling.all(*FIGURES) if (number, c) in spanned}
        for column in sorted(reached):
            row, origin = spanned[number, column]
            cel = cells.get(column) or self.blad.rows.get(row, {}).get(origin)
            if cel:
                self.out.ask(self.blad.place(row, origin), cel.text, "Deze cel reikt over meer kolommen of rijen.")
        return reached

    def _is_title(self, cells: Mapping[int, Cel], number: int, figures: Sequence[int]) -> bool:
        """Whether a row holds one text alone: a doel, which the rows below belong to, or a title or footnote."""
        place = self.blad.place(number, min(cells))
        if figures or len({cel.text for cel in cells.values()}) > 1:
            return False
        cel = cells[min(cells)]
        code = code_at(cel.text.removeprefix("Doel ").removeprefix("doel "))
        if code and code.kind == "doel":
            text = cel.text.removeprefix("Doel ").removeprefix("doel ")
            self.parent = code.code
            self.tree.add(code, text[code.end :], place)
            return True
        return not (code and code.kind == "effectindicator")

    def _doubt_code(self, tafel: Tafel, cells: Mapping[int, Cel], code: Code | None) -> str:
        """Return why a code cannot be certain: as a number 1,10 is 1,1."""
        column = tafel.indeling.find(Kolomsoort.CODE)
        cel = cells.get(column) if column else None
        if cel is None or code:
            return ""
        if cel.doubt:
            return cel.doubt
        if cel.soort == Soort.GETAL and not cel.text.isdigit():
            return "De code is bewaard als getal; 1.10 en 1.1 zijn dan hetzelfde. Maak er in het bestand tekst van."
        return ""

    def _doubt_unit(self, indeling: Indeling, cells: Mapping[int, Cel]) -> str:
        """Return why a row may have moved: a number is no unit."""
        cel = cells.get(indeling.find(Kolomsoort.EENHEID) or 0)
        if cel is None or self.blad.PUBLISHED or not (cel.soort == Soort.GETAL or _NUMBER.fullmatch(cel.text)):
            return ""
        return f"Bij de eenheid staat een getal ({cel.text}); de cijfers van deze rij kunnen verschoven zijn."

    def _row(
        self,
        indeling: Indeling,
        cells: Mapping[int, Cel],
        place: Place,
        *,
        code: str,
        name: str,
        rows: dict[tuple[str, str, str], Row],
    ) -> Row | None:
        """Return the indicator of a row: a new one, or that of a row above where each row holds one year."""

        def text(soort: Kolomsoort) -> str:
            column = indeling.find(soort)
            cel = cells.get(column) if column else None
            return cel.text if cel else ""

        doel = code_at(text(Kolomsoort.DOEL))
        read = code_at(code)
        parent = doel.code if doel else self.parent or (read.parent if read else "")
        key = (code, "", "") if code else ("", name.casefold(), parent)
        unit = text(Kolomsoort.EENHEID)
        if indeling.by_row and key in rows:
            row = rows[key]
            if name and row.name and name.casefold() != row.name.casefold():
                self.out.ask(place, name, f"Code {code} heet in {row.place.row} '{row.name}'.")
                return None
            return row
        if key in self.seen:
            earlier = self.seen[key]
            where = earlier.row + (f" van werkblad '{earlier.sheet}'" if earlier.sheet != place.sheet else "")
            what = f"Code {code}" if code else f"'{name}'"
            self.out.ask(place, f"{code} {name}".strip(), f"{what} staat ook in {where}. Alleen die rij is gelezen.")
            return None
        self.seen[key] = place
        if doel and doel.kind == "doel" and (rest := text(Kolomsoort.DOEL)[doel.end :].strip(" :-–")):
            self.tree.add(doel, rest, place)
        row = self.placer.new_row(code, Cell(name, place), parent, unit=unit_of(unit))
        rows[key] = row
        if bron := text(Kolomsoort.BRON):
            self.placer.set_bron(row, [Cell(bron, place)])
        if richting := text(Kolomsoort.RICHTING):
            direction = _DIRECTIONS.get(richting.casefold().strip(" ."))
            if direction is None:
                self.out.ask(place, richting, "De richting is hoger, lager of gelijk.")
            else:
                row.direction = str(direction)
        for column in indeling.all(Kolomsoort.OPMERKING):
            if column in cells:
                row.note(cells[column].text)
        return row

    def _stray(self, tafel: Tafel, cells: Mapping[int, Cel], number: int, row: Row) -> None:
        """Ask about a figure above which nothing stands; keep a text there as a note."""
        for column, cel in sorted(cells.items()):
            if column in tafel.indeling.columns:
                continue
            if looks_like_figure(cel):
                self.out.ask(self.blad.place(number, column), cel.text, "Boven deze cel staat geen kop.")
            else:
                row.note(f"Naast de tabel, in kolom {letters(column)}: '{cel.text}'.")
