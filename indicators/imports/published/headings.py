"""What the heading of a table says: columns, of what and of which year. What is unclear stays unclear."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indicators.imports.published.source import Cell
from indicators.notation.text import YEAR, clean, without_marks

FIGURES = frozenset({"realisatie", "streefwaarde", "benchmark"})
HOLDERS = FIGURES | {"", "onduidelijk", "jaar", "waarde", "verschil"}  # the cells below are numbers, or could be

UNSAID = "De kop zegt niet of een jaar een realisatie of een streefwaarde is."
_HYPHEN = re.compile(r"(?<=[a-z])-\s?(?=[a-z])")  # Streef-/waarde
LONGEST = 60  # characters of one cell of a heading
LONGEST_TITLE = 4  # words before the columns of a heading on one line
_WORDS: tuple[tuple[str, str], ...] = (
    (
        "streefwaarde",
        r"streefwaarden?|streefcijfers?|begroting|begroot|begr\.?|bg|ambitie|doelstelling|doelwaarde|target",
    ),
    (
        "realisatie",
        r"realisaties?|gerealiseerd|jaarrekening|rekening|rek\.?|jr|stand(?: (?:per|op))?|werkelijke?"
        r"|(?:actuele|huidige|laatst bekende|meest recente) (?:waarde|score|meting|stand|cijfers?)|meting",
    ),
    ("nulmeting", r"(?:nul|0)-?(?:meting|waarde)|(?:start|uitgangs|begin)waarde"),
    ("benchmark", r"nederland|landelijk(?: gemiddelde)?|gemiddelde? nederland|referentie|benchmark|g4|g40|provincie"),
    ("eenheid", r"(?:meet)?eenheid"),
    ("bron", r"bron(?:nen)?(?:\s?/\s?frequentie)?"),
    ("tekst", r"frequentie|toelichting|beschrijving|opmerking(?:en)?|status|trend|stoplicht|frequentie meting"),
    ("code", r"code|nr\.?|nummer|taakveld"),
    (
        "naam",
        r"(?:(?:naam|omschrijving|verplichte|wettelijke|lokale|bbv) ?-?)?(?:effect|prestatie|top|beleids|kern)?-?"
        r"indicator(?:en)?(?:\s?/\s?kengetal(?:len)?)?"
        r"|omschrijving|onderwerp|kengetal(?:len)?",
    ),
    ("leeg", r"leeg"),
)
# Columns that are named by a word alone: when each row was measured, the figure of that year, a difference.
_ALONE = (
    (
        "jaar",
        re.compile(
            r"jaar|periode|peiljaar|meetjaar|laatste (?:meet)?jaar|(?:laatste )?jaar (?:van )?meting|laatste meting",
            re.IGNORECASE,
        ),
    ),
    ("waarde", re.compile(r"waarde|score|cijfer", re.IGNORECASE)),
    ("verschil", re.compile(r"verschil(?:len)?|afwijking|mutatie", re.IGNORECASE)),
)
_KIND = re.compile("|".join(f"(?P<{kind}>(?<![^\\W_]){words}(?![^\\W\\d_]))" for kind, words in _WORDS), re.IGNORECASE)
_LETTER = re.compile(rf"(?<![^\W_])(?P<letter>[RB]) ?(?P<year>{YEAR})(?![0-9])")
_YEAR = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")
_DATE = re.compile(r"(?:(?:31|ultimo)[ -](?:12|december|dec)[ -]|december )", re.IGNORECASE)
_GLUED = re.compile(
    r"(?i:realisaties?|streefwaarden?|(?:effect|prestatie)?indicator(?:en)?|bron|nulmeting|eenheid|[12][09][0-9]{2})"
)
_RUNS_ON = re.compile(rf"(?<![0-9]){YEAR}[^\W\d_]")
_DOEL_YEAR = re.compile(rf"doel ({YEAR})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: realisatie, streefwaarde, benchmark, naam, code, eenheid, bron, tekst, or onduidelijk.

    Also jaar (when each row was measured), waarde (the figure of that year) and verschil (of two other columns).
    """

    kind: str
    year: int | None = None
    region: str = ""
    text: str = ""
    own_year: bool = False  # only a figure that carries its own year can be placed

    @property
    def holds_figures(self) -> bool:
        """Whether the cells below are figures, or could be."""
        return self.kind in HOLDERS


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a table in order. `doubt` says why nothing below it can be read."""

    columns: tuple[Column, ...]
    doubt: str = ""
    needs_dated: bool = False  # that the first column has no year is certain only where its figures carry theirs

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns of figures."""
        return tuple(column for column in self.columns if column.holds_figures)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a heading: a kind of column, a year, or both."""

    kind: str  # '' for a year alone
    year: int | None = None
    region: str = ""
    text: str = ""


@lru_cache(maxsize=10_000)
def head_of(text: str) -> Item | None:
    """Return what one cell of a heading says, or None when it is none; kind 'onduidelijk' when it could be."""
    bare, _ = without_marks(_HYPHEN.sub("", clean(text)))
    if not bare or len(bare) > LONGEST:
        return None
    if whole := _head_of_whole(bare):
        return whole
    letters = _LETTER.sub(lambda m: f"{'realisatie' if m['letter'] == 'R' else 'begroting'} {m['year']}", bare)
    years = [int(year) for year in _YEAR.findall(letters)]
    rest = _DATE.sub(" ", _YEAR.sub(" ", letters)) if years else letters
    kinds = {match.lastgroup or "" for match in _KIND.finditer(rest)}
    others = re.sub(r"[\s.,:;()/-]+|\b(?:per|in|de|het|van|jaar)\b", " ", _KIND.sub(" ", rest)).strip()
    # 2019Begroting: of which column is the year?
    if len(kinds) != 1 or len(years) > 1 or _RUNS_ON.search(bare):
        return _with_kinds(bare, years, others, kinds, rest) if kinds else _without_kind(bare, years, others)
    (kind,) = kinds
    if kind not in (*FIGURES, "nulmeting"):
        return None if others or years else Item(kind, text=bare)
    year = years[0] if years else None
    if others:
        return Item("onduidelijk", year, others, bare) if years else None
    region = kind if kind == "nulmeting" else rest.strip() if kind == "benchmark" else ""
    return Item("realisatie" if kind == "nulmeting" else kind, year, region, bare)


def _head_of_whole(text: str) -> Item | None:
    """Return what a heading says that is one of a few words and nothing else: Laatste meting, Waarde, Doel 2020."""
    if found := _DOEL_YEAR.fullmatch(text):
        return Item("streefwaarde", int(found[1]), text=text)
    alone = next((kind for kind, words in _ALONE if words.fullmatch(text)), "")
    return Item(alone, text=text) if alone else None


def _without_kind(text: str, years: Sequence[int], others: str) -> Item | None:
    """Return a year alone; or, of Verwacht 2019, a column nobody can be sure of."""
    if len(years) == 1 and not others:
        return Item("", years[0], text=text)
    short = len(others.split()) <= 3 and not any(character.isdigit() for character in others)
    return Item("onduidelijk", text=text) if years and (not others or (len(years) == 1 and short)) else None


def _with_kinds(text: str, years: Sequence[int], others: str, kinds: set[str], rest: str) -> Item | None:
    """Return a benchmark (Nederland BG 2018: the year is of the publication), or a column nobody can be sure of."""
    if kinds == {"streefwaarde", "benchmark"} and not others:
        return Item("benchmark", None, rest.strip().split(" ")[0].strip("., "), text)
    return Item("onduidelijk", text=text) if years or kinds & {"realisatie", "streefwaarde"} else None


def grid_heading(rows: Sequence[Sequence[Cell]]) -> Heading:
    """Return the heading that one or two rows of cells make; a year below an empty cell belongs to the group before."""
    top = list(rows[0])
    below = list(rows[1]) if len(rows) > 1 else []
    if below and (first := head_of(below[0].text)) and first.year and not first.kind and top[0]:
        # Copied from a browser: cells that reach over more columns count once, so the order of reading is all there is.
        return stream_heading(cell.text for cell in [*top, *below] if cell)
    width = max(len(top), len(below))
    top += [Cell("", top[0].place)] * (width - len(top))
    below += [Cell("", top[0].place)] * (width - len(below))
    items: list[Item] = []
    group: Item | None = None
    for upper, lower in zip(top, below, strict=True):
        head, year = head_of(upper.text), head_of(lower.text)
        if upper and head is None:
            head = Item("onduidelijk" if items else "naam", text=upper.text)
        alone = not lower or upper.text == lower.text  # the same cell reaches over both rows
        if not upper and lower and group and group.kind in FIGURES:
            # A group that has no year of its own does not reach over the years after it.
            head = group if items[-1].year else None
        group = head if upper else group
        if alone:
            items.append(head or Item("tekst" if not upper and not items else "leeg"))
        elif head and year and not year.kind and head.kind in FIGURES and head.year in (None, year.year):
            items.append(Item(head.kind, year.year, head.region, f"{head.text} {year.text}"))
        elif (
            year and year.kind and (head is None or not head.text or (head.kind in FIGURES and head.kind == year.kind))
        ):
            items.append(year)
        else:
            items.append(Item("onduidelijk", text=f"{upper} {lower}".strip()))
    return _checked([_column(item) for item in items])


def stream_heading(texts: Iterable[str]) -> Heading:
    """Return the heading that stands in pieces in the order of reading: groups, years, groups with a year.

    A run of years belongs to the group just before it, or to the only group that still has none.
    """
    # A column that nobody listed holds words.
    items = [
        (item, number) for number, text in enumerate(texts) for item in pieces(text) or (Item("tekst", text=text),)
    ]
    groups: list[tuple[Item, list[int]]] = []  # of figures, in the order of the columns
    others: list[tuple[int, Item]] = []
    waiting: list[int] = []
    run: list[int] = []
    doubt, needs_dated, follows_own_year = "", False, False

    def bind() -> None:
        nonlocal doubt, needs_dated
        if not run:
            return
        parts = _parts(run)
        if len(waiting) == 1 and not follows_own_year:
            groups[waiting.pop()][1].extend(run)
        elif len(waiting) == len(parts) > 1:
            for index, part in zip(waiting, parts, strict=True):
                groups[index][1].extend(part)
            waiting.clear()
        elif len(waiting) > 1 and len(parts) == 1:
            # Realisatie, Streefwaarden, (Bron,) 2017 … 2020: the last group's, if the first one's figures say theirs.
            groups[waiting.pop()][1].extend(run)
            needs_dated = True
        elif not groups and len(parts) == 1:
            groups.extend((Item("", year, text=str(year)), [year]) for year in run)  # of what is settled below
        else:
            doubt = "Het is niet duidelijk bij welke kop de jaren horen."
        run.clear()

    line = -1
    for item, number in items:
        goes_on, line = number == line, number
        if not item.kind and item.year:
            last = groups[-1][1] if groups and not waiting and not run and goes_on else []
            if last and follows_own_year and item.year == last[-1] + 1:
                last.append(item.year)  # Realisatie 2017 2018 Streefwaarde 2019 2020, all on one line
            else:
                run.append(item.year)
            continue
        bind()
        follows_own_year = bool(item.year)
        if item.kind in HOLDERS:
            groups.append((item, [item.year] if item.year else []))
            if not item.year and item.kind in ("realisatie", "streefwaarde") and item.region != "nulmeting":
                waiting.append(len(groups) - 1)
        elif item.kind != "leeg":
            others.append((len(groups), item))
    bind()
    columns: list[Column] = []
    for index in range(len(groups) + 1):
        columns += [_column(item) for place, item in others if place == index]
        if index < len(groups):
            item, years = groups[index]
            columns += [_column(replace(item, year=year)) for year in years] or [_column(item)]
    names = [c for c in columns if c.kind == "naam"]
    columns = names[:1] + [c for c in columns if c.kind != "naam"]
    heading = _checked(columns)
    return replace(heading, doubt=doubt or heading.doubt, needs_dated=needs_dated)


@lru_cache(maxsize=10_000)
def pieces(text: str) -> tuple[Item, ...]:
    """Return the pieces of a heading in one line or paragraph: RealisatieEffectindicator holds two."""
    bare = _HYPHEN.sub("", clean(text))
    whole = head_of(bare)
    if whole and whole.kind not in ("onduidelijk",):
        return (whole,)
    found = _split(bare)
    kinds = [(item.kind in FIGURES, item.year is not None) for item in found]
    if whole and kinds == [(True, False), (True, True)]:
        return (whole,)  # Meting begroting 2017 is one column, and nobody can say of what
    return tuple(found) or ((whole,) if whole else ())


def _split(text: str) -> list[Item]:
    """Return the pieces of `text` when it consists of nothing but words and years of a heading."""
    if not (_KIND.search(text) or _YEAR.search(text) or _LETTER.search(text)):
        return []
    spaced = _GLUED.sub(lambda match: f" {match[0]} ", text)
    if re.sub(r"(?i:\b(?:per)\b)|[\s/]+", "", _GLUED.sub("", text)):
        # Words of more than one kind with spaces between: Realisatie 2018 Begroting 2019 Bron
        spaced = text
    words = spaced.split()
    for begin in range(min(LONGEST_TITLE, len(words)) + 1):
        if begin and any(character.isdigit() for character in words[begin - 1]):
            break
        items = _items_of(words[begin:])
        if items and begin == 0:
            return items
        if sum(item.kind in FIGURES and item.year is not None for item in items) > 1:
            # Kerngegevens Rekening 2016 Begroting 2017: what stands before it names the rows.
            return [Item("naam", text=" ".join(words[:begin])), *items]
    return []


def _items_of(words: Sequence[str]) -> list[Item]:
    """Return the pieces that these words are, all of them; nothing when one is none."""
    items: list[Item] = []
    place = 0
    while place < len(words):
        for length in (3, 2, 1):
            phrase = " ".join(words[place : place + length])
            item = head_of(phrase) if place + length <= len(words) else None
            if length > 1 and _YEAR.fullmatch(words[place]):
                continue  # 2018 Streefwaarde 2019: the year belongs to what stands before it
            one = item is not None and (length == 1 or len(_KIND.findall(phrase)) == 1)
            if item and one and item.kind != "onduidelijk":
                items.append(item)
                place += length
                break
        else:
            return []
    return items


def is_glued(text: str) -> bool:
    """Whether this is a heading whose cells have run into each other: IndicatorNulmetingR2016B2017."""
    if " " in text and len(text.split()) > 4:
        return False
    kinds = re.findall(
        r"indicator|omschrijving|nulmeting|realisatie|begroting|rekening|streefwaarde|[RB]20[0-9]{2}|bron",
        text,
        re.IGNORECASE,
    )
    return len(kinds) >= 3 and re.search(r"[a-z0-9][A-Z]", text) is not None


def _parts(years: Sequence[int]) -> list[list[int]]:
    """Return runs of rising years: where a year is not later than the one before it, another group begins."""
    parts: list[list[int]] = []
    for year in years:
        if parts and year > parts[-1][-1]:
            parts[-1].append(year)
        else:
            parts.append([year])
    return parts


def settled_by(heading: Heading, last: int) -> Heading:
    """Return a heading of years alone as realisaties up to `last`, the last year the document can have figures of.

    Later ones stay unclear. A heading that says itself what a year is, or reaches further, stays as it is.
    """
    if heading.doubt != UNSAID or any(c.kind in FIGURES or c.kind == "onduidelijk" for c in heading.columns):
        return heading
    years = [c.year for c in heading.columns if c.kind == "" and c.year]
    if len(years) < 2 or max(years) > last + 1 or years != sorted(set(years)):
        return heading
    columns = [
        replace(c, kind="realisatie" if c.year <= last else "onduidelijk") if c.kind == "" and c.year else c
        for c in heading.columns
    ]
    return replace(heading, columns=tuple(columns), doubt="")


def _settled_years(columns: Sequence[Column]) -> Sequence[Column]:
    """Return years that stand alone as realisaties, where every target names a later one: 2016 2017 Streef 2018."""
    alone = [c.year for c in columns if c.kind == "" and c.year]
    targets = [c.year for c in columns if c.kind == "streefwaarde"]
    if not alone or not targets or not all(year and year > max(alone) for year in targets):
        return columns
    return [replace(c, kind="realisatie") if c.kind == "" else c for c in columns]


def _column(item: Item) -> Column:
    own = item.kind in FIGURES and item.year is None
    return Column(item.kind, item.year, item.region, item.text, own_year=own)


def _checked(columns: Sequence[Column]) -> Heading:
    """Settle what the columns say together, and doubt a heading that names a year of one kind twice."""
    columns = _settled_years(columns)
    # Nederland BG 2018, Nieuwkoop BG 2018: a budget sets no target for the country, so the year is the publication's.
    published = any(c.kind == "benchmark" and _YEAR.search(c.text) and c.year is None for c in columns)
    settled = tuple(
        Column("realisatie", None, c.region, c.text, own_year=True)
        if published and c.kind == "onduidelijk" and re.search(r"\b(?:BG|begroting)\b", c.text, re.IGNORECASE)
        else c
        for c in columns
    )
    dated = [
        (c.kind, c.year, c.region if c.kind == "benchmark" else "") for c in settled if c.kind in FIGURES and c.year
    ]
    if len(dated) != len(set(dated)):
        return Heading(settled, "Hetzelfde jaar staat tweemaal in de kop.")
    if any(sum(c.kind == kind for c in settled) > most for kind, most in (("naam", 2), ("eenheid", 1), ("jaar", 1))):
        return Heading(settled, "De kop van deze tabel is niet duidelijk.")
    if any(c.kind == "" for c in settled):
        return Heading(settled, UNSAID)
    return Heading(settled)
