"""Where the cells of a table with walls stand below its heading, and which rows lost one or have one too many."""

from collections.abc import Sequence

from indicators.imports.published.headings import Heading
from indicators.imports.published.paragraphs import is_number, kind_of
from indicators.imports.published.regions import names_others, names_own, region_of
from indicators.imports.published.source import Cell
from indicators.notation.text import MARK_ALONE, without_marks

MOST_LONGER = 2  # rows of a table of which nobody can say how long its rows are


class GridShape:
    """The columns of one table by what they hold, and how its rows fill them."""

    def __init__(self, heading: Heading, rows: Sequence[Sequence[Cell]]) -> None:
        self.heading = heading
        self.kinds = [column.kind for column in heading.columns]
        self.figures = [i for i, column in enumerate(heading.columns) if column.holds_figures]
        # Whether all rows but one are as long as the heading, so that this one has a cell that is not its own.
        self.even = sum(len(row) != len(self.kinds) for row in rows) == 1 and len(rows) > MOST_LONGER
        self.worded = [i for i, kind in enumerate(self.kinds) if kind in ("bron", "tekst") and _holds_words(rows, i)]

    def is_shifted(self, row: Sequence[Cell]) -> bool:
        """Whether the bron of a row stands below a head of figures, and nothing behind it: cells before it are gone."""
        last = max((i for i, cell in enumerate(row) if cell), default=-1)
        bronnen = [i for i, kind in enumerate(self.kinds) if kind == "bron"]
        before = [row[i] for i in self.figures if i < last and row[i]]
        return (
            last in self.figures
            and last < max(bronnen, default=0)
            and bool(before)
            and kind_of(row[last].text) == "text"
        )

    def reaches_further(self, row: Sequence[Cell]) -> bool:
        """Whether a row of figures has a cell below no head, where empty cells are gone: so may a head before it be."""
        behind = [cell for i, cell in enumerate(row) if i >= len(self.kinds) or self.kinds[i] == "leeg"]
        return any(self.values_of(row)) and any(cell and not MARK_ALONE.fullmatch(cell.text) for cell in behind)

    def lost_before(self, row: Sequence[Cell]) -> bool:
        """Whether a cell is gone before others: a figure stands below a head of words ahead, or words below that of a
        year; or no figure below the last of figures while nothing fills the words behind it.
        """
        first, last = (self.figures[0], self.figures[-1]) if self.figures else (0, -1)
        ahead = [row[i].text for i in range(min(first, len(row))) if self.kinds[i] in ("eenheid", "tekst")]
        figure = any(map(is_number, ahead))
        said = [row[i].text for i in self.figures if self.kinds[i] == "jaar" and i < len(row)]
        undated = any(text and not any(map(str.isdigit, text)) for text in said)
        behind = [i for i in range(last + 1, len(self.kinds)) if self.kinds[i] in ("bron", "tekst")]
        cell = without_marks(row[last].text)[0] if 0 <= last < len(row) else ""
        filled = [i < len(row) and bool(row[i]) for i in behind]
        worded = kind_of(cell) == "text" or not (any(map(str.isdigit, cell)) or any(filled))
        return figure or undated or (worded and not all(filled))

    def is_torn(self, row: Sequence[Cell]) -> bool:
        """Whether a cell is gone or one too many, whatever the table: whose figures they are stands below a year, or
        the unit below the last head of figures with nothing below its own; or a figure stands below units ahead, or
        below the words behind them.
        """
        figures = [row[i].text for i in self.figures if i < len(row) and self.kinds[i] != "jaar"]
        whose = any(names_own(text) or names_others(text) or region_of(text) for text in figures)
        last = self.figures[-1] if self.figures else -1
        units = [i for i in range(last + 1, len(self.kinds)) if self.kinds[i] == "eenheid"]
        pushed = bool(units) and 0 <= last < len(row) and kind_of(row[last].text) == "text"
        first = self.figures[0] if self.figures else 0
        ahead = [row[i].text for i in range(min(first, len(row))) if self.kinds[i] == "eenheid"]
        lost = any(sum(map(str.isdigit, text)) > 1 and is_number(text) for text in ahead)
        behind = [without_marks(row[i].text)[0] for i in self.worded if last < i < len(row)]
        one_too_many = any(map(is_number, behind))
        return whose or lost or one_too_many or (pushed and not any(i < len(row) and row[i] for i in units))

    def is_named_by_figure(self, row: Sequence[Cell]) -> bool:
        """Whether a figure stands where the second column of names should say more: the cell before it is gone."""
        named = [row[i].text for i, kind in enumerate(self.kinds) if kind == "naam" and i < len(row) and row[i]]
        return any(map(is_number, named[1:]))

    def last_measured(self, row: Sequence[Cell]) -> list[int]:
        """Return the columns of the year in which a row was measured and of its figure, where those are certain.

        That year may be one of others alone. Where it has a column of its own, the same figure stands there again.
        """
        columns = [self.heading.columns[i] for i in self.figures]
        dated = self.figures[:2]
        kinds = [column.kind for column in columns]
        if kinds[:2] != ["jaar", "waarde"] or "benchmark" in kinds or dated[1] >= len(row):
            return []
        year, value = row[dated[0]].text, row[dated[1]].text
        again = any(c.kind == "realisatie" and str(c.year) == year for c in columns)
        rest = [cell.text for cell in self.values_of(row)[2:]]
        return dated if year and value and (value in rest or not again) else []

    def values_of(self, row: Sequence[Cell]) -> list[Cell]:
        """Return the filled cells below headings of figures."""
        return [row[i] for i in self.figures if i < len(row) and row[i]]


def _holds_words(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether most of what stands in a column is words."""
    texts = [row[column].text for row in rows if column < len(row) and row[column]]
    return sum(kind_of(text) == "text" for text in texts) * 2 > len(texts)
