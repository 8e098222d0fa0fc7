"""Tables invented by chance, with what a careful person reads of them: a source of pages that never runs out.

Names come from the labelled pages, everything else is drawn: which columns there are and what they are called, how the
heading says its years, what the cells hold, which are empty, and how all of it is flattened. What is read must be in the
table as it was drawn, whatever the layout; a row that then lost a cell may be asked, and never be read wrong.
`make invented` reads thousands of them; `tests/test_reader_invented.py` a few hundred.
"""

import html
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from tests.reader_pages import PAGES, is_named

Cijfer = tuple[str, str, int, Decimal]  # the name it is of, its kind, year and value

BRONNEN = (
    *("CBS", "DUO", "GGD", "Stadsenquête", "Politie", "LISA", "Eigen registratie", "Halt", "RIVM", "Burgerpeiling"),
    *("Verwey Jonker Instituut", "Gemeente", "BAG", "Rijkswaterstaat", "Ingrado"),
)
TEKSTEN = (
    *("Wordt elk jaar gemeten", "Geen bijzonderheden", "Meer dan verwacht door nieuwbouw", "Zie de toelichting"),
    *("Alle jongeren tot achttien jaar", "Het aandeel van de bevolking", "Volgens planning"),
)
TAAKVELDEN = ("Bestuur en ondersteuning", "Veiligheid", "Economie", "Onderwijs", "Sport", "Volksgezondheid")
EENHEDEN = ("aantal", "per 1.000 inwoners", "cijfer")
MEASURED = ("Realisatie", "Rekening", "Gerealiseerd", "Werkelijk")
AIMED = ("Streefwaarde", "Begroting", "Doel", "Norm", "Streefcijfer", "Begroot")
NAMING = (
    "Indicator",
    "Effectindicator",
    "Beleidsindicator",
    "Prestatie-indicator",
    "Omschrijving",
    "Naam indicator",
    "Naam",
)
TITLES = ("Beleidsindicatoren", "Wat willen we bereiken?", "Effectindicatoren bij doel 1", "Verplichte indicatoren", "")
NOTE = "* Dit cijfer is voorlopig."
LAST_LINE = "Bovenstaande indicatoren volgen we de komende jaren."
OTHERS = ("Nederland", "Landelijk", "G40")
OFTEN, OFTEN_MARKED = 0.15, 0.2
LEAST_EMPTY = {"figuur": 0.06, "tekst": 0.2, "bron": 0.07, "eenheid": 0.05}


@dataclass(frozen=True)
class Tabel:
    """A table as it was drawn: its document, the columns ahead of the figures, its rows, and what they say."""

    document: str
    title: str
    ahead: tuple[str, ...]  # what each column before the figures holds
    groups: tuple[str, ...]  # the upper row of the heading; () for none
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cijfers: tuple[Cijfer, ...]


def invented(seed: int, *, gaps: bool = True) -> Tabel:
    """Return the table of this number; without `gaps` no cell is empty."""
    r = random.Random(seed)  # noqa: S311
    kind, year = r.choice(("begroting", "jaarstukken")), r.randint(2014, 2024)
    groups, figures = _heads(r, kind, year)
    ahead, behind = _words(r)
    titled, marked = r.random() < OFTEN and not any(what == "taakveld" for what, _ in ahead), r.random() < OFTEN
    if r.random() < OFTEN and not groups:
        figures.append((f"{r.choice(OTHERS)} {year - 2}", "benchmark", year - 2))
    rows, cijfers = [], []
    for number, name in enumerate(r.sample(names(), r.randint(3, 9)), start=1):
        form = r.choice(FORMATS)
        unit = _unit_of(form(r)[0], r)
        told = {"nr": str(number), "naam": name, "eenheid": unit, "taakveld": r.choice(TAAKVELDEN)}
        drawn = {"bron": r.choice(BRONNEN), "tekst": r.choice(TEKSTEN)}
        cells = [_kept(r, what, (told | drawn)[what], gaps=gaps) for what, _ in ahead]
        if titled and number % 3 == 1:
            rows.append((r.choice(TAAKVELDEN), *[""] * (len(ahead) + len(figures) + len(behind) - 1)))
        for _, what, of_year in figures:
            text, value = (r.choice(("-", "n.b.", "nnb", "n.v.t.")), None) if r.random() < 0.04 else form(r)
            text = _kept(r, "figuur", text, gaps=gaps)
            if text and value is not None and what != "benchmark":
                cijfers.append((name, what, of_year, value))
            cells.append(f"{text}*" if text and marked and r.random() < OFTEN_MARKED else text)
        cells += [_kept(r, what, (told | drawn)[what], gaps=gaps) for what, _ in behind]
        rows.append(tuple(cells))
    upper = ("",) * len(ahead), groups, ("",) * len(behind)
    return Tabel(
        f"{kind} {year}",
        r.choice(TITLES),
        tuple(what for what, _ in ahead),
        tuple(cell for part in upper for cell in part) if groups else (),
        (*(head for _, head in ahead), *(head for head, _, _ in figures), *(head for _, head in behind)),
        tuple(rows),
        tuple(cijfers),
    )


@cache
def names() -> tuple[str, ...]:
    """Return names of indicators of the first labelled sets, without figures in them; a set that is added changes none."""
    found = {
        cell["name"] for path in PAGES.glob("[A-Z]/*.json") for cell in json.loads(path.read_text("utf-8"))["cells"]
    }
    plain = re.compile(r"(?=.* )[A-Z][^0-9:|]{8,60}(?<![.])")
    return tuple(sorted(name for name in found if plain.fullmatch(name) and " - " not in name))


def torn(tabel: Tabel, seed: int) -> Tabel:
    """Return a table of which one row lost a cell of figures, so that those behind it moved."""
    r = random.Random(seed)  # noqa: S311
    row = r.choice([i for i, cells in enumerate(tabel.rows) if sum(map(bool, cells)) > 1])
    place = r.randrange(len(tabel.ahead), len(tabel.rows[row]))
    rows = [list(cells) for cells in tabel.rows]
    del rows[row][place]
    return replace(tabel, rows=tuple(map(tuple, rows)))


def _whole(r: random.Random, low: int, high: int) -> tuple[str, Decimal]:
    value = r.randint(low, high)
    return str(value), Decimal(value)


def _decimal(r: random.Random, low: int, high: int, decimals: int) -> tuple[str, Decimal]:
    value = Decimal(r.randint(low, high)).scaleb(-decimals)
    return f"{value:f}".replace(".", ","), value


def _thousands(r: random.Random) -> tuple[str, Decimal]:
    value = r.randint(1_000_000, 9_999_999)
    return f"{value:,}".replace(",", "."), Decimal(value)


def _with(figure: tuple[str, Decimal], form: str) -> tuple[str, Decimal]:
    return form.format(figure[0]), figure[1]


FORMATS: tuple[Callable[[random.Random], tuple[str, Decimal]], ...] = (
    lambda r: _whole(r, 3, 999),
    lambda r: _decimal(r, 5, 999, 1),
    lambda r: _decimal(r, 101, 9999, 2),
    lambda r: _with(_whole(r, 3, 99), "{}%"),
    lambda r: _with(_decimal(r, 31, 999, 1), "{}%"),
    lambda r: _with(_whole(r, 100, 999), "€ {}"),
    _thousands,
)


def _unit_of(text: str, r: random.Random) -> str:
    return "%" if "%" in text else "€" if "€" in text else r.choice(EENHEDEN)


def _kept(r: random.Random, what: str, text: str, *, gaps: bool) -> str:
    """Return the text of a cell, or nothing where it happens to be empty."""
    return "" if r.random() < LEAST_EMPTY.get(what, 0) * gaps else text


def _words(r: random.Random) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the columns of words before the figures and behind them: what they hold, and their heads."""
    ahead = [("nr", r.choice(("Nr.", "Nr", "#")))] if r.random() < 0.3 else []
    ahead += [("taakveld", r.choice(("Taakveld", "Programma")))] if r.random() < 0.2 else []
    ahead.append(("naam", r.choice(NAMING)))
    behind: list[tuple[str, str]] = []
    more = (("tekst", ("Definitie", "Toelichting", "Beschrijving"), 0.12), ("eenheid", ("Eenheid",), 0.35))
    for what, heads, often in (*more, ("bron", ("Bron",), 0.3)):
        if r.random() < often:
            (ahead if r.random() < 0.6 else behind).append((what, r.choice(heads)))
    return ahead, behind


def _heads(r: random.Random, kind: str, year: int) -> tuple[tuple[str, ...], list[tuple[str, str, int]]]:
    """Return the groups above the heads of figures, and of each column its head, kind and year."""
    measured, aimed = r.choice(MEASURED), r.choice(AIMED)
    past, later = r.randint(1, 3), r.randint(1, 4)
    years = [(y, "realisatie", measured) for y in range(year - past, year)]
    years += [(y, "streefwaarde", aimed) for y in range(year, year + later)]
    ways = ["{word} {year}", "{year} {low}", "{word} ({year})"]
    way = r.choice((*ways, "groups", "bare"))
    if way == "groups" and past > 1 and later > 1:
        upper = (measured, *[""] * (past - 1), aimed, *[""] * (later - 1))
        return upper, [(str(y), what, y) for y, what, _ in years]
    if way == "bare" and kind == "jaarstukken":
        return (), [(str(y), "realisatie", y) for y in range(year - past, year + 1)]
    way = way if way in ways else ways[0]
    return (), [(way.format(word=word, low=word.lower(), year=y), what, y) for y, what, word in years]


def flattened(tabel: Tabel, layout: str) -> str:
    """Return the page with this table: between tabs or bars, of the web, one cell a line, or on lines."""
    kind, year = tabel.document.split()
    rows = [*([tabel.groups] if tabel.groups else []), tabel.heads, *tabel.rows]
    above = [f"{kind.capitalize()} {year}", *([tabel.title] if tabel.title else [])]
    if layout == "html":
        body = "\n".join(_row_of_html(row, tabel.heads) for row in rows)
        texts = "".join(f"<p>{html.escape(text)}</p>" for text in above)
        below = "".join(f"<p>{text}</p>" for text in (NOTE, LAST_LINE))
        return f"<html><body>{texts}<table>{body}</table>{below}</body></html>"
    if layout == "cellen":
        return "\n\n".join([*above, *(cell for row in rows for cell in row if cell), NOTE, LAST_LINE])
    lines = {
        "tabs": ["\t".join(row) for row in rows],
        "streepjes": [" | ".join(row) + " |" for row in rows],
        "regels": [" ".join(filter(None, row)) for row in rows],
    }[layout]
    return "\n".join([*(f"{text}\n" for text in above), *lines, "", NOTE, "", LAST_LINE])


TORN = "gescheurd"
PRINTED = {"pdf met lijnen": True, "pdf zonder lijnen": False}
LAYOUTS = ("tabs", "streepjes", "html", "cellen", "regels")


def _row_of_html(row: Sequence[str], heads: Sequence[str]) -> str:
    """Return a row of a table on the web; a group reaches over the years below it."""
    cells, place = [], 0
    while place < len(row):
        end = place + 1
        while (
            row[place] in MEASURED + AIMED and end < len(row) and not row[end] and re.fullmatch("[0-9]{4}", heads[end])
        ):
            end += 1
        cells.append(f'<td colspan="{end - place}">{html.escape(row[place])}</td>')
        place = end
    return f"<tr>{''.join(cells)}</tr>"


def printed(tabel: Tabel, *, walls: bool) -> bytes:
    """Return the page as a PDF, with lines between the cells or without."""
    from weasyprint import HTML

    border = "td { border: 1px solid }" if walls else ""
    style = f"@page {{ size: A4 landscape }} table {{ font-size: 9pt; border-collapse: collapse }} {border}"
    page = flattened(tabel, "html").replace("<html>", f"<html><style>{style} td {{ padding: 3px }}</style>")
    return bytes(HTML(string=page).write_pdf())


def read_of(tabel: Tabel, layout: str) -> tuple[int, list[Cijfer]]:
    """Return how many figures of the table are read of its page, and those read that are not in it."""
    return read_of_bytes(tabel, flattened(tabel, layout).encode())


def read_of_bytes(tabel: Tabel, page: bytes) -> tuple[int, list[Cijfer]]:
    """Return how many figures of the table are read of this page of it, and those read that are not in it."""
    from indicators.imports.delivery import answers
    from indicators.imports.published import read_bytes
    from indicators.imports.published.document import scope_for
    from indicators.imports.which_document import read_name

    document = read_name(tabel.document)
    left, wrong = list(tabel.cijfers), []
    for row in read_bytes(page, "een bladzijde", scope=scope_for(document.kind, document.year)).rows:
        for kind, figure in answers(row) if row.kind == "effectindicator" else ():
            value = next((part for part in (figure.value, figure.lower, figure.upper) if part is not None), None)
            if value is None:
                continue
            hit = next((c for c in left if c[1:] == (kind, figure.year, value) and is_named(c[0], row.name)), None)
            if hit:
                left.remove(hit)
            else:
                wrong.append((row.name, kind, figure.year or 0, value))
    return len(tabel.cijfers) - len(left), wrong


def main(number: int, first: int) -> None:
    """Print per layout how much of so many tables is read, whole, with gaps and torn, and everything read wrong."""
    totals: Counter[str] = Counter()
    for seed in range(first, first + number):
        for state, tabel in _states(seed).items():
            # Of a PDF the cells stand where they were printed: one that moved is below the other head for everybody.
            for layout in LAYOUTS if state == TORN else (*LAYOUTS, *PRINTED):
                read, wrong = _read_of_any(tabel, layout)
                totals.update({f"{layout} {state}": read, f"{layout} {state} van": len(tabel.cijfers)})
                totals[f"{layout} {state} fout"] += len(wrong)
                for cijfer in wrong:
                    sys.stdout.write(f"fout: tabel {seed}, {layout}, {state}: {cijfer}\n")
    for name in sorted(name for name in totals if not name.endswith((" van", " fout"))):
        read, of = totals[name], totals[f"{name} van"]
        sys.stdout.write(f"{name}: {read} van {of} ({read / of:.0%}), {totals[f'{name} fout']} fout\n")
    sys.exit(any(totals[name] for name in totals if name.endswith(" fout")))


def _read_of_any(tabel: Tabel, layout: str) -> tuple[int, list[Cijfer]]:
    if layout in PRINTED:
        return read_of_bytes(tabel, printed(tabel, walls=PRINTED[layout]))
    return read_of(tabel, layout)


def _states(seed: int) -> dict[str, Tabel]:
    """Return a table without empty cells, with some, and with a cell gone."""
    with_gaps = invented(seed)
    return {"vol": invented(seed, gaps=False), "met lege cellen": with_gaps, TORN: torn(with_gaps, seed)}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    django.setup()
    main(*(int(word) for word in (sys.argv[1:] or ["400", "1"])))
