"""The headings of a sheet: what stands above its columns, in one row or in two."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from indicators.imports.spreadsheet.columns import AIMS, Kolom, Kolomsoort, Kop, column_of
from indicators.imports.spreadsheet.sheet import Blad
from indicators.notation.text import A_YEAR


def kop_of(blad: Blad, rows: tuple[int, ...]) -> Kop:
    """Return the heading that these rows are."""
    texts = _texts_of(blad, rows)
    return Kop(rows, texts, *blad.beside(texts.values()))


def _texts_of(blad: Blad, rows: Sequence[int]) -> dict[int, str]:
    """Return the text above each column; a cell of the heading that was merged stands above all it reaches over."""
    if len(rows) == 1:
        return dict(_filled(blad, rows[0]))
    top, below = _filled(blad, rows[0]), _filled(blad, rows[1])
    texts: dict[int, str] = {}
    # Years before the first group: the groups do not stand above their first year, so they say nothing of the next.
    reaches = min((c for c, text in below.items() if _is_year(text)), default=0) in top
    group, runs_on = "", False
    for column in range(min([*top, *below], default=1), max([*top, *below], default=0) + 1):
        upper, lower = top.get(column, ""), below.get(column, "")
        if upper:
            group, runs_on = upper, _runs_on(top, below, column)
        elif not lower:
            group = ""
        elif reaches and runs_on and _is_year(lower) and A_YEAR.search(texts.get(column - 1, "")):
            upper = group  # a group whose first year stands below it reaches over the years after it
        whole = upper if upper == lower else f"{upper} {lower}".strip()
        if whole:
            texts[column] = whole
    return texts


def _runs_on(top: dict[int, str], below: dict[int, str], column: int) -> bool:
    """Whether the years from a group up to the next one are a row of years: else some of them may be of the next."""
    last = min((other for other in top if other > column), default=max([*top, *below]) + 1)
    years = [int(below[c]) for c in range(column, last) if c in below and A_YEAR.fullmatch(below[c])]
    steps = {later - year for year, later in pairwise(years)}
    return len(steps) <= 1 and (steps <= {1, -1} or (len(years) > 2 and 0 not in steps))


def _filled(blad: Blad, row: int) -> dict[int, str]:
    """Return the texts of one row of a heading."""
    texts = {column: cel.text for column, cel in blad.rows.get(row, {}).items()}
    for span in blad.reaching(row, row):
        if origin := blad.rows.get(span.top, {}).get(span.left):
            texts |= dict.fromkeys(range(span.left, span.right + 1), origin.text)
    return texts


def _is_year(text: str) -> bool:
    kolom = column_of(text)
    return kolom.soort == Kolomsoort.ONDUIDELIJK and kolom.year is not None and bool(A_YEAR.fullmatch(kolom.text))


def find_heading(blad: Blad, row: int) -> Kop | None:
    """Return the heading that begins at `row`: one row, or two when the second names years; None when none does."""
    following = row + 1
    if following in blad.rows and _goes_on(blad, following):
        kop = kop_of(blad, (row, following))
        if is_heading(map(column_of, kop.texts.values())):
            return kop
    kop = kop_of(blad, (row,))
    return kop if is_heading(map(column_of, kop.texts.values())) else None


def _goes_on(blad: Blad, row: int) -> bool:
    """Whether a row is the second of a heading: a year at least, and nothing that is no heading."""
    texts = [cel.text for cel in blad.rows[row].values()]
    return any(map(_is_year, texts)) and all(
        _is_year(text) or column_of(text).soort != Kolomsoort.ONDUIDELIJK for text in texts
    )


def is_heading(columns: Iterable[Kolom]) -> bool:
    """Whether these columns are of a table of figures: what it is about, and figures of a year."""
    columns = list(columns)
    soorten = {kolom.soort for kolom in columns}
    dated = any(kolom.soort in AIMS and kolom.year for kolom in columns)
    by_row = Kolomsoort.JAAR in soorten and soorten & {*AIMS, Kolomsoort.WAARDE}
    return bool(soorten & {Kolomsoort.NAAM, Kolomsoort.CODE}) and bool(dated or by_row)
