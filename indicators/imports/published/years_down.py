"""Tables that stand on their side: each row is a year, and each column behind it an indicator."""

import re
from collections.abc import Sequence

from indicators.imports.published.document import speaks_of_aims
from indicators.imports.published.headings import Column, head_of
from indicators.imports.published.paragraphs import OF_FIGURES, is_no_name, kind_of, suspect
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import names_others, names_own, region_of
from indicators.imports.published.row_names import AGE
from indicators.imports.published.source import Cell, Line
from indicators.notation.text import YEAR

MOST_NAMES = 8  # columns
LONGEST_NAME = 80  # characters
ABOVE = 4  # cells above the table that may say what it holds
BROKEN = "Niet bij elk jaar staan evenveel cijfers als er namen zijn."
_RULE = re.compile(r":?-{2,}:?")  # what Markdown draws below a heading
LEAST_TOLD = 3  # characters of a figure that a sentence repeats
AGES = re.compile(rf"{AGE.pattern}|[0-9]{{1,3}}\+(?: (?:jaar|jr\.?))?", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:aantal|aantallen|percentage|aandeel)\b", re.IGNORECASE)
_REACH = re.compile(rf",? \(?{YEAR} ?(?:-|–|t/m|tot en met) ?{YEAR}\)?$", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:kalender)?jaar|(?P<aim>doel(?:en|stelling)?|streefwaarden?|norm)(?: (?:voor|in))?"
    r"|(?:realisaties?|werkelijk)(?: in)?",
    re.IGNORECASE,
)


def read_years_down(lines: Sequence[Line], placer: Placer) -> set[int]:
    """Read every table whose first column is Jaar and whose others are names; return the indexes of its lines."""
    stack = [
        (index, cell)
        for index, line in enumerate(lines)
        for cell in (line.cells or [line.cell])
        if cell and not _RULE.fullmatch(cell.text)
    ]
    used: set[int] = set()
    place = 0
    while place < len(stack):
        end = _read_at(stack, place, placer) if _YEAR.fullmatch(stack[place][1].text) else place
        used |= {index for index, _ in stack[place:end]}
        place = max(end, place + 1)
    return used


def _read_at(stack: Sequence[tuple[int, Cell]], place: int, placer: Placer) -> int:
    """Read the table that begins here, or ask; return its end, or `place` where none begins."""
    texts = [cell.text for _, cell in stack[place : place + MOST_NAMES + 2]]
    first = next((n for n, text in enumerate(texts) if re.fullmatch(YEAR, text)), 0)
    above = [cell.text for _, cell in stack[max(0, place - ABOVE) : place]]
    heads = [cell for _, cell in stack[place + 1 : place + first]]
    names = below_title(heads, above[-1] if above else "")
    if not 0 < len(names) <= MOST_NAMES or not all(map(is_name, names)):
        return place
    width = len(names) + 1
    rows: list[list[Cell]] = []
    end = place + first
    while end < len(stack) and re.fullmatch(YEAR, stack[end][1].text):
        row = [cell for _, cell in stack[end : end + width]]
        if len(row) < width or any(kind_of(c.text) == "text" or re.fullmatch(YEAR, c.text) for c in row[1:]):
            break
        rows.append(row)
        end += width
    years = [int(row[0].text) for row in rows]
    if len(years) < 2 or len({name.text.casefold() for name in names}) < len(names):
        return place
    head = stack[place][1]
    text = " · ".join(cell.text for cell in [head, *heads])
    goes_on = end < len(stack) and kind_of(stack[end][1].text) in OF_FIGURES
    if goes_on or years not in (sorted(set(years)), sorted(set(years), reverse=True)):
        placer.out.ask(head.place, text, BROKEN)
        return end
    titles = [title for title in above[-1:] if not title.endswith(".")]  # a sentence may speak of other figures
    said = _YEAR.fullmatch(head.text)
    aimed = bool(said and said["aim"])
    aims = aimed and (not placer.scope.planned or min(years) >= placer.scope.planned)
    last = max(years)
    over = last <= placer.scope.measured + any(_is_told(text, rows[years.index(last)]) for text in above)
    measured = over and not (aimed or speaks_of_aims([*titles, text]))
    kind = "streefwaarde" if aims else "realisatie" if measured else "onduidelijk"
    columns = [Column(kind, year, text=str(year)) for year in years]
    placer.enter([*above, text], (cell.text for row in rows for cell in row))
    for number, name in enumerate(names, start=1):
        cells = [row[number] for row in rows]
        indicator = placer.new_row("", name, "")
        if doubt := suspect(cells):
            placer.out.ask(cells[0].place, " · ".join(cell.text for cell in cells), doubt)
        else:
            placer.place(indicator, columns, cells)
    return end


def below_title(heads: Sequence[Cell], title: str) -> list[Cell]:
    """Return the names of columns of which one is an age: each below the title that says what is counted.

    Ontwikkeling van het aantal inwoners 2012-2022, and below it 0-19 jaar, 65+ jaar, Totaal.
    """
    if not any(AGES.fullmatch(head.text) for head in heads):
        return list(heads)
    counted = _REACH.sub("", title)
    sound = _COUNTED.search(counted) and len(counted) <= LONGEST_NAME and not counted.endswith((".", ":"))
    return [Cell(f"{counted}: {head.text}", head.place) for head in heads] if sound else list(heads)


def _is_told(text: str, row: Sequence[Cell]) -> bool:
    """Whether a sentence tells a figure of a row with its day: 125.037 op 1 januari 2022, below which all are of it."""
    told = re.search(rf"\b1 januari {row[0].text}\b", text) is not None
    return told and any(len(cell.text) > LEAST_TOLD and cell.text in text for cell in row[1:])


def is_name(cell: Cell) -> bool:
    """Whether the head of a column is the name of an indicator: it says neither a kind nor whose figures they are."""
    text = cell.text
    whose = names_own(text) or names_others(text) or region_of(text)
    named = kind_of(text) == "text" and len(text) <= LONGEST_NAME
    return named and head_of(text) is None and not whose and not is_no_name(text)
