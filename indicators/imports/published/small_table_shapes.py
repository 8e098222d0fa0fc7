"""The shapes of a small table, one cell a line: years above figures, or down with figures beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.imports.delivery import UNNAMED
from indicators.imports.published.headings import pieces
from indicators.imports.published.known_sources import is_source
from indicators.imports.published.named_above import checked_name
from indicators.imports.published.paragraphs import CODE, OF_FIGURES, kind_of
from indicators.imports.published.regions import about_of
from indicators.imports.published.small_table_cells import STATED, kind_of_years, whose
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

LONGEST_NAME, LONGEST_BRON = 120, 60  # characters
MOST_YEARS, MOST_REGIONS = 12, 4
MOST_FIGURES = 200  # looked at below each other
ABOVE = 20  # lines above a name that are looked at
NEAR = 3  # lines below a table that may still be of it
UNEVEN = "Onder deze jaren staan niet evenveel cijfers; het is niet zeker bij welk jaar ze horen."
# Between a name and its years: Aantal per 1.000 leerlingen, % van alle jongeren.
_UNIT = re.compile(
    r"\(?(?:(?:aantal |in |euro |€ )?(?:%|procent|per [0-9][0-9.]*)(?: [^:]{1,80})?|aantal"
    r"|(?:in )?(?:duizend )?euro)\)?",
    re.IGNORECASE,
)
_RESULT = re.compile(r"resultaat|resultaten", re.IGNORECASE)
_NUMBER = re.compile(r"^indicator [0-9]{1,3}[:.] ", re.IGNORECASE)
MORE = "Onder deze kleine tabel staan nog cijfers; het is niet zeker waarvan zij zijn."


@dataclass(slots=True)
class Row:
    """Whose figures these are, or of what kind; both '' where they stand right below the years."""

    label: Cell
    cells: list[Cell]
    region: str = ""
    kind: str = ""


@dataclass(slots=True)
class Table:
    """One small table. `begin` and `end` are places among the filled lines."""

    years: list[int]
    heads: list[str]  # what the years are, as far as is said above them; `jaar` where they are those of measuring
    begin: int
    end: int
    name: Cell | None = None
    rows: list[Row] = field(default_factory=list)
    about: dict[str, Cell] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)  # between the table before this one and its name
    doubt: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether each row has a figure for every year."""
        return all(len(row.cells) == len(self.years) for row in self.rows)


def table_at(lines: Sequence[Line], place: int, least: int) -> Table | None:
    """Return the table of which the years, or what stands above them, begin at this place among the filled lines."""
    table = _down(lines, place, least) or _across(lines, place, least)
    return table if table and not _is_of_money(table) and _is_named(table, lines, least) else None


def _is_of_money(table: Table) -> bool:
    """Whether a Resultaat may be what is left of an amount: it is one of an indicator beside what was aimed at."""
    aimed = any(row.kind == "streefwaarde" for row in table.rows)
    return not aimed and any(_RESULT.fullmatch(row.label.text) for row in table.rows)


def _across(lines: Sequence[Line], place: int, least: int) -> Table | None:
    """Return the table of which the years begin at this place, with the figures below them."""
    end = place
    while end < len(lines) and end - place <= MOST_YEARS and _is_year(lines[end]):
        end += 1
    if not 0 < end - place <= MOST_YEARS:
        return None
    table = Table([int(line.text) for line in lines[place:end]], [], place, end)
    while table.begin > least and (kind := kind_of_years(lines[table.begin - 1])):
        table.heads.insert(0, kind)
        table.begin -= 1
    _read_rows(table, lines)
    told = _tells_above(table, lines, least)
    # One figure below one year may be the number of a row below the heading of a larger table.
    said = sum((bool(table.heads), told, end - place > 1)) > 1 or len(table.rows) > 1
    return table if table.rows and said and len(set(table.heads)) == len(table.heads) else None


def _down(lines: Sequence[Line], place: int, least: int) -> Table | None:
    """Return the table of which the years stand below their head here, with a figure of each region or kind beside.

    Jaar, Gouda, Nederland, and then 2018, 12, 13, 2019, 14, 15.
    """
    if kind_of_years(lines[place]) != "jaar":
        return None
    first = place + 1
    while first < len(lines) and first - place <= MOST_REGIONS and any(_label(lines[first])):
        first += 1
    table = Table([], ["jaar"], place, first)
    rows = [Row(line.cell, [], *_label(line)) for line in lines[place + 1 : first]]
    while table.end < len(lines) and _is_year(lines[table.end]):
        cells = _figures(lines, table.end + 1)
        cells = cells[: next((n for n, cell in enumerate(cells) if re.fullmatch(YEAR, cell.text)), len(cells))]
        if len(cells) != len(rows):
            table.doubt = UNEVEN
        table.years.append(int(lines[table.end].text))
        for row, cell in zip(rows, cells, strict=False):
            row.cells.append(cell)
        table.end += 1 + len(cells)
    table.rows = rows
    _tells_above(table, lines, least)
    return table if len(rows) > 1 and rows[0].cells else None


def _label(line: Line) -> tuple[str, str]:
    """Return whose figures a line says that stand beside or below it, or of what kind they are; '' for neither."""
    kind = "realisatie" if _RESULT.fullmatch(line.text) else kind_of_years(line)
    return whose(line.text), kind if kind in STATED else ""


def _is_named(table: Table, lines: Sequence[Line], least: int) -> bool:
    """Find the name above a table; return whether it may be a small table, and not the end of a larger heading."""
    if table.begin <= least:
        return False
    table.begin -= 1 + _means(table, lines, least)
    table.above = [line.text for line in lines[max(least, table.begin - ABOVE) : table.begin]]
    if least and all((told := about_of(text)) and told[1] for text in table.above):
        table.above = []  # what stands between two tables is of the first: Bron: CBS
    name = lines[table.begin]
    table.name = None if _is_unit(name.text, table) else _checked_name(name)
    # A name with a year may be the head of a column that nobody can be sure of: it is asked.
    heads = any(item.kind != "onduidelijk" for item in pieces(name.text))
    if heads or any(map(about_of, [*table.above[-1:], f"{(table.above or [''])[-1]}:"])):
        return False  # a heading goes on above, or the bron stands where the name should
    if any(re.fullmatch(YEAR, cell.text) for row in table.rows for cell in row.cells):
        return False
    below = [line for line in lines[table.end : table.end + NEAR] if _is_year(line) or _is_figure(line)]
    if below and not _is_year(below[0]):
        table.doubt = table.doubt or MORE
    return True


def _checked_name(line: Line) -> Cell | None:
    """Return the cell of a line that may be a name."""
    sound = not line.cells and len(line.text) <= LONGEST_NAME and not line.text.endswith((".", ":"))
    sound = sound and kind_of(line.text) == "text" and not is_source(line.text) and not whose(line.text)
    return checked_name(Cell(_NUMBER.sub("", line.text, count=1), line.cell.place)) if sound else None


def _means(table: Table, lines: Sequence[Line], least: int) -> bool:
    """Whether a sentence below the name says what it means, above a line with its unit or bron."""
    place = table.begin - 1
    sentence = place > least and lines[place].text.endswith(".") and not lines[place].cells
    return sentence and bool(table.about) and _checked_name(lines[place - 1]) is not None


def _is_year(line: Line) -> bool:
    return not line.cells and re.fullmatch(YEAR, line.text) is not None


def _tells_above(table: Table, lines: Sequence[Line], least: int) -> bool:
    """Take the lines between the name and the years that say the bron or the unit; return whether any line does."""
    while table.begin > least:
        above = [line.text for line in lines[max(least, table.begin - 2) : table.begin]]
        if (told := about_of(above[-1])) and told[1]:
            table.begin -= 1
            text = told[1]
        elif len(above) > 1 and (told := _label_of(above[0])) and told[0] != "toelichting":
            table.begin -= 2  # Eenheid, and below it %
            text = above[1]
        elif len(above) > 1 and _is_unit(above[-1], table) and _may_be_name(lines[table.begin - 2]):
            table.begin -= 1
            told, text = ("eenheid", ""), above[-1].strip("()")
        else:
            break
        table.about.setdefault(told[0], Cell(text, lines[table.begin].cell.place))
    return bool(table.about) or (table.end < len(lines) and about_of(lines[table.end].text) is not None)


def _label_of(text: str) -> tuple[str, str] | None:
    """Return what a line says of the one below it: Eenheid, Bron:; nothing where it says that itself."""
    told = about_of(f"{text.rstrip(':')}:")
    return told if told and not told[1] else None


def _is_unit(text: str, table: Table) -> bool:
    """Whether a text above the years of regions or kinds is their unit. Above other figures it may be one of a row."""
    labelled = any(row.region or row.kind for row in table.rows)
    return labelled and "eenheid" not in table.about and _UNIT.fullmatch(text) is not None


def _may_be_name(line: Line) -> bool:
    return _checked_name(line) is not None and not _UNIT.fullmatch(line.text)


def _read_rows(table: Table, lines: Sequence[Line]) -> None:
    """Find the rows below the years, and what stands between them."""
    place = table.end
    if place < len(lines) and (cells := _figures(lines, place)):
        table.rows.append(Row(lines[place].cell, cells))
        place += len(cells)
        table.end = place
    alone = bool(table.rows)
    while place < len(lines) and not lines[place].cells:
        text = lines[place].text
        if not alone and any(label := _label(lines[place])) and (cells := _figures(lines, place + 1)):
            table.rows.append(Row(lines[place].cell, cells, *label))
            place += 1 + len(cells)
            table.end = place
        elif told := about_of(text):
            below = not told[1] and _may_be_told(lines, place + 1)
            table.about.setdefault(told[0], lines[place + 1].cell if below else Cell(told[1], lines[place].cell.place))
            place += 1 + below
            table.end = place if table.rows else table.end
        elif not alone and table.about and (cells := _figures(lines, place)):
            table.rows.append(Row(lines[place].cell, cells))  # whose they are is gone
            table.doubt = UNNAMED
            place += len(cells)
            table.end = place
        elif not alone and _is_row(lines, place + 1):
            place += 1  # a bron or a unit that lost its label
        else:
            break


def _is_row(lines: Sequence[Line], place: int) -> bool:
    """Whether a row of a region begins here."""
    return place < len(lines) and bool(whose(lines[place].text)) and bool(_figures(lines, place + 1))


def _figures(lines: Sequence[Line], place: int) -> list[Cell]:
    """Return the cells with figures from a place on; MOST_FIGURES of them stand below no heading that there is."""
    end = place
    while end < min(len(lines), place + MOST_FIGURES) and _is_figure(lines[end]):
        end += 1
    return [line.cell for line in lines[place:end]]


def _is_figure(line: Line) -> bool:
    return not line.cells and kind_of(line.text) in OF_FIGURES and not CODE.fullmatch(line.text)


def _may_be_told(lines: Sequence[Line], place: int) -> bool:
    """Whether a line may be what a label without words above it stands for: CBS, below Bron:. Not the next name."""
    if place >= len(lines) or lines[place].cells:
        return False
    text = lines[place].text
    plain = kind_of(text) == "text" and not (_is_row(lines, place) or about_of(text) or kind_of_years(lines[place]))
    begins = place + 1 < len(lines) and (kind_of_years(lines[place + 1]) or _is_year(lines[place + 1]))
    return (plain or text in ("%", "€")) and not begins and len(text) <= LONGEST_BRON and not text.endswith((".", ":"))
