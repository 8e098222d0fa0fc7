"""Opens a CSV file: its alphabet and the sign between its cells are found, said, and asked where two are possible."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

from indicators.imports.published.source import Unreadable
from indicators.imports.spreadsheet.sheet import MOST_CELLS, MOST_ROWS, WIDEST, Blad, Werkboek, text_cell

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
SIGNS = {";": "puntkomma's", "\t": "tabs", ",": "komma's"}
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Where commas stand between the cells, a comma in a number may be one of thousands: such files are not Dutch.
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}%?")
NO_SPREADSHEET = "Dit is geen spreadsheet en geen CSV-bestand. Bewaar het in Excel of LibreOffice als XLSX, ODS of CSV."
AMBIGUOUS = (
    "Het is niet zeker wat de komma in dit bestand is: het teken tussen de cellen, of dat van een decimaal. "
    "Bewaar het opnieuw als CSV met puntkomma's, of als XLSX of ODS."
)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and the name of its alphabet. Raises Unreadable."""
    try:
        for mark, codec, name in _MARKS:
            if data.startswith(mark):
                return data.decode(codec), name
        if codec := _utf16(data[:2_000]):
            return data.decode(codec), "UTF-16"
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"Dit bestand begint als UTF-8 of UTF-16 en gaat anders verder. {_where(error)} "
            "Bewaar het als 'CSV UTF-8' of XLSX."
        ) from error
    if b"\x00" in data:
        raise Unreadable(NO_SPREADSHEET)
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{_where(error)} Bewaar het bestand als 'CSV UTF-8' of XLSX.") from error
    if any(ord(character) < 32 and character not in "\t\r\n" for character in text):
        raise Unreadable(NO_SPREADSHEET)
    return text, "Windows-1252"


def _where(error: UnicodeDecodeError) -> str:
    """Return which letter is not known, by its row and column as far as the lines before it tell."""
    before = error.object[: error.start].decode(error.encoding, "ignore")
    row, line = before.count("\n") + 1, before.rpartition("\n")[2]
    sign = max(SIGNS, key=before.count)
    return f"In rij {row}, kolom {line.count(sign) + 1} staat een letter die niet te lezen is."


def _utf16(start: bytes) -> str:
    """Return the codec of UTF-16 without a mark: of Dutch text every other byte is then nought."""
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        other = start[first::2]
        if len(other) > 3 and other.count(0) > 0.9 * len(other) and 0 not in start[1 - first :: 2]:
            return codec
    return ""


def open_csv(data: bytes, name: str) -> Werkboek:
    """Return the file as a workbook of one sheet, which is called as the file. Raises Unreadable."""
    text, alphabet = decode(data)
    lines = text.split("\n", 1)
    told = lines[0].strip().lower()
    if told.startswith("sep=") and len(told) == 5 and len(lines) == 2:
        sign, rows = told[4], _rows(lines[1], told[4])
        words = SIGNS.get(sign, f"'{sign}'")
    else:
        sign, rows = _with_sign(text)
        words = SIGNS[sign]
    blad = Blad(name)
    count = 0
    for number, row in enumerate(rows, start=1):
        if len(row) > WIDEST and any(cell.strip() for cell in row[WIDEST:]):
            raise Unreadable(f"Rij {number} heeft meer dan {WIDEST} kolommen. Bewaar alleen de tabel.")
        blad.lengths[number] = len(row)
        for column, cell in enumerate(row[:WIDEST], start=1):
            if cel := text_cell(_without_apostrophe(cell)):
                if sign == "," and _GROUPED.fullmatch(cel.text):
                    cel = replace(cel, doubt=f"Dit kan {cel.text.replace(',', '')} of {cel.text} zijn.")
                blad.put(number, column, cel)
                count += 1
        if count > MOST_CELLS:
            raise Unreadable(
                f"Dit bestand heeft meer dan {MOST_CELLS // 1000}.000 gevulde cellen. Bewaar alleen de tabel."
            )
    return Werkboek([blad], [f"Gelezen als CSV met {words} tussen de cellen, in {alphabet}."])


def _without_apostrophe(cell: str) -> str:
    """Return a text without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_SIGNS) else cell


def _with_sign(text: str) -> tuple[str, list[list[str]]]:
    """Return the sign between the cells, and the rows. Raises Unreadable when there is none, or two could be it."""
    found = {sign: _rows(text, sign) for sign in SIGNS if sign in text}
    if not found:
        raise Unreadable("In dit bestand staat geen puntkomma, komma of tab tussen de cellen.")
    regular = [sign for sign, rows in found.items() if _is_regular(rows)]
    if len(regular) > 1:
        # A heading and every row have as many commas as semicolons: no file has that by its rows alone.
        raise Unreadable(
            f"In dit bestand kunnen {' of '.join(SIGNS[sign] for sign in regular)} tussen de cellen staan. "
            "Bewaar het opnieuw als CSV met puntkomma's, of als XLSX of ODS."
        )
    if regular:
        return regular[0], found[regular[0]]
    # Rows of unequal length: with semicolons or tabs the rows that are too long are asked, one by one.
    for sign in (";", "\t"):
        if sign in found and max(map(len, found[sign])) > 1:
            return sign, found[sign]
    raise Unreadable(AMBIGUOUS)


def _is_regular(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all rows have as many cells, two at least, but for titles above and empty lines."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    while filled and len(filled[0]) == 1 and not set(filled[0][0]) & set(SIGNS):
        filled = filled[1:]
    widths = Counter(map(len, filled))
    return len(widths) == 1 and min(widths) > 1


def _rows(text: str, sign: str) -> list[list[str]]:
    """Return the rows of a file. Raises Unreadable when a quotation mark is never closed."""
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    cells = 0
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            if len(rows) > MOST_ROWS or cells > 20 * MOST_CELLS:
                raise Unreadable("Dit bestand heeft te veel cellen. Bewaar alleen de tabel.")
    except csv.Error as error:
        why = f"Rij {len(rows) + 1} is niet te lezen: een aanhalingsteken staat verkeerd, of de cel is te lang."
        raise Unreadable(why) from error
    return rows
