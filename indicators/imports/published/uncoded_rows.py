"""The rows of a table without walls or codes: the texts above each run of figures, and what they say of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.imports.delivery import UNNAMED, Row
from indicators.imports.published.document import in_thousands
from indicators.imports.published.figure_runs import (
    Run,
    is_remark,
    is_taakveld,
    with_own_labels,
    without_asides,
)
from indicators.imports.published.fitting import pairs_of
from indicators.imports.published.groups import KNOWN_GROUP, titles_above, told_apart
from indicators.imports.published.headings import Column, Heading
from indicators.imports.published.known_sources import with_whole_bron
from indicators.imports.published.own_texts import OwnTexts
from indicators.imports.published.paragraphs import LONGEST_BRON, cells_of, is_no_name, place_cells
from indicators.imports.published.placing import Placer
from indicators.imports.published.regions import (
    OWN,
    SEVERAL,
    WHICH_LAND,
    about_of,
    may_be_land,
    of_several,
    region_among,
    region_of,
)
from indicators.imports.published.source import Cell, joined
from indicators.imports.published.table_doubts import (
    UNIT_LIKE,
    begins_another,
    holds_figures,
    holds_more_figures,
    holds_more_texts,
    is_topped,
    may_begin_with_title,
)
from indicators.imports.published.table_headings import STARTS_WITH_YEAR
from indicators.imports.published.texts_above import (
    described,
    end_with_full_stop,
    goes_on_behind,
    goes_on_below_bron,
    with_whole_source,
)
from indicators.imports.published.word_rows import NO_THEME, TOO_MANY, TWICE
from indicators.notation.cells import MORE_IN_ONE

WHICH_TEXT = "Het is niet zeker welke tekst bij deze cijfers hoort."
ANOTHER = "Hier staan woorden die bij de kop van deze of van een andere tabel kunnen horen."
LONGEST_HEAD = 25  # characters
_ONLY_UNIT = re.compile(r"(?:kosten (?:per|in|als)|fte per|als %|% van (?:de )?totale )", re.IGNORECASE)


@dataclass(slots=True)
class UncodedRows:
    """Reads the rows of one table."""

    heading: Heading
    before: Sequence[Column]
    after: Sequence[Column]
    placer: Placer
    head: Cell  # the heading, by which a question names the table
    theme: str = ""  # the name of which these are the rows of gemeente, provincie and Nederland
    themes: set[str] = field(default_factory=set)  # those of which the municipality has its row
    row: Row | None = None
    above: Row | None = None  # the row right above, where that is an indicator by its own name
    numbered: bool = False  # whether each row begins with its number
    regional: bool = False  # whether each row says whose figures it holds
    lost: bool = False  # whether the number of the row below may stand among the figures of this one
    titled: bool = False  # whether groups of the law are titles here, and the names of no rows
    topped: bool = False  # whether titles stand above rows, and rows lost a cell: a title may be taken for a name
    sourced: bool = False  # whether what stands right before figures is a bron, though it may be called Gemeente
    own: OwnTexts = field(init=False)
    all_in_thousands: bool = False  # what stands above the table says so, and no title in it can end that

    def __post_init__(self) -> None:
        """Begin with what the columns say of the texts above figures."""
        self.own = OwnTexts(self.before, self.after)

    def read(self, runs: Sequence[Run], rest: Sequence[Cell]) -> None:
        """Read all runs of figures, and what stands below the last."""
        self.all_in_thousands = self.placer.in_thousands
        runs = [replace(run, texts=with_whole_source(run.texts)) for run in runs]
        beside = len(self.before) + len(self.after)
        end = next((i for i, run in enumerate(runs) if i and begins_another(run, self.heading, beside)), len(runs))
        below, runs = runs[end:], runs[:end]  # what stands below another heading tells nothing of the rows above it
        labels = Counter(run.texts[-1].text.casefold() for run in runs if run.texts)
        self.own.count(runs)
        grouped = any(region_among(label, labels) for label in labels)
        # Of a bron beside the name few are called Gemeente; where the rows are regions, most are.
        few = sum(count for label, count in labels.items() if region_among(label, labels)) * 2 <= len(runs)
        self.sourced = few and self.before[-1].kind == "bron"
        self.topped = is_topped(runs, self.before, self.after)
        if of_several(labels):
            self.doubt_table(SEVERAL, self.head)
        width = len(self.heading.figures)
        if holds_more_figures(runs, self.heading):
            self.doubt_table(TOO_MANY, self.head)
        first = runs[0].texts[-len(self.before) :] if runs else []
        if any(STARTS_WITH_YEAR.match(text.text) for text in first[:1]):
            self.doubt_table(ANOTHER, self.head)  # 2017, and below it 2018 Bomen: the last year of the heading
        if holds_more_texts(runs, [*self.before, *[Column("regio")] * self.regional], self.after):
            self.doubt_table(WHICH_TEXT, self.head)
        titles = [text.text for run in runs for text in run.texts[: -len(self.before)]]
        self.titled = len(self.before) > 1 or any(map(is_taakveld, titles))
        self.placer.described |= described(self.head.text, runs, width)
        alone = len(self.before) == 1 and not self.after
        self.own.sentences = self.numbered or (alone and end_with_full_stop(runs, width))
        plain = alone and not grouped
        apart = told_apart(titles_above(runs, width)) if plain else [""] * len(runs)
        for number, run in enumerate(runs):
            above, own = with_own_labels(run.texts)
            texts, followed = self.take_about(above)
            before = self.row
            opening = number == 0 or followed
            # A row without a number may have it among the figures above it, where the bron between them is gone.
            self.lost = (
                self.numbered and bool(self.after) and not all(r.numbered for r in runs[number + 1 : number + 2])
            )
            self.read_run(run, texts, labels, grouped=grouped, opening=opening, apart=apart[number])
            if self.row is not before:
                for kind, text in own:
                    self.tell(kind, text)
        texts, _ = self.take_about(below[0].texts if below else rest)
        if runs and self.after:
            self.finish(texts[: len(self.after)])
        if below:
            self.doubt_table(ANOTHER, below[0].texts[0])

    def region_at_end(self, text: str, labels: Counter[str]) -> str:
        """Return whose figures a row holds by the last text before them, where that is no bron."""
        return "" if self.sourced else region_among(text, labels)

    def doubt_table(self, why: str, at: Cell) -> None:
        """Doubt the rows from here on, and ask once."""
        if not self.heading.doubt:
            self.heading = replace(self.heading, doubt=why)
            self.placer.out.ask(at.place, " ".join(at.text.split()), why)

    def ask_unnamed(self, at: Cell, cells: Sequence[Cell], doubt: str) -> None:
        """Ask for figures above which stands no name, unless the whole table is asked."""
        if not self.heading.doubt:
            self.placer.out.ask(at.place, " · ".join(cell.text for cell in cells), doubt or UNNAMED)

    def doubt_another(self, named: Sequence[Cell]) -> None:
        """Doubt the table where the heading of another, or the rest of this one, stands in words that nobody listed."""
        width = len(self.heading.figures)
        grouped = any(KNOWN_GROUP.fullmatch(text.text) for text in named[:2])  # A, and then Sociale structuur
        if grouped and len(set(_words(named))) == len(named):
            return  # Sociale structuur, and Inwoners below it
        short = all(len(text.text) <= LONGEST_HEAD for text in named[-width:])  # as the heads of columns are
        if (1 < width <= len(named) and short) or len(set(_words(named))) < len(named):
            self.doubt_table(ANOTHER, Cell(" · ".join(cell.text for cell in named), named[0].place))

    def take_about(self, texts: Sequence[Cell]) -> tuple[list[Cell], bool]:
        """Give the row above what is said of it (Bron: CBS); return the other texts, and whether there was such."""
        kept: list[Cell] = []
        about = ""
        said = False
        for text in texts:
            if about:
                self.tell(about, text.text)
                about = ""
            elif found := about_of(text.text):
                said = said or self.row is not None
                about = "" if found[1] else found[0]
                self.tell(*found)
            else:
                kept.append(text)
        while not self.after and len(kept) > len(self.before) > 1 and is_remark(kept[0].text):
            self.tell("toelichting", " ".join(kept.pop(0).text.split()))
        return kept, said

    def tell(self, kind: str, text: str) -> None:
        """Keep the bron, unit or note of the row above."""
        if self.row is not None:
            self.row.tell(kind, text)

    def enter_groups(self, titles: Sequence[str]) -> None:
        """Begin the group of which the title stands above a row: Financieel (x € 1.000) reaches as far as Sociaal."""
        if not self.all_in_thousands and any(map(KNOWN_GROUP.fullmatch, titles)):
            self.placer.in_thousands = False
        self.placer.in_thousands = self.placer.in_thousands or in_thousands(titles)

    def read_run(
        self, run: Run, texts: list[Cell], labels: Counter[str], *, grouped: bool, opening: bool, apart: str
    ) -> None:
        """Read one row; `apart` is its name with the title above it, where others have that name too."""
        years = any(column.kind == "jaar" for column in self.heading.columns)
        cells, _, doubt = cells_of(run.parts, run.kinds, last=False, years=years)
        doubt = doubt or (WHICH_TEXT if goes_on_below_bron(run.texts) else "")
        texts = texts if self.after else without_asides(texts, self.before)
        named = texts[: -len(self.before)]
        for text in filter(holds_figures, named):
            self.placer.out.ask(text.place, " ".join(text.text.split()), MORE_IN_ONE)
        self.doubt_another(named)
        nobody = self.regional and not (texts and region_among(texts[-1].text, labels))
        doubt = self.heading.doubt or doubt or (TOO_MANY if self.lost else WHICH_TEXT if nobody else "")
        above, self.above = self.above, None
        texts = self.own.with_no_bron(texts)
        self.enter_groups([text.text for text in [*run.titles, *texts[: -len(self.before)]]])
        doubt = doubt or (
            WHICH_LAND if texts and region_among(last := texts[-1].text, labels) and may_be_land(last, labels) else ""
        )
        complete = opening or len(texts) >= len(self.before) + len(self.after)
        if not opening and self.after and complete:
            self.finish(texts[: len(self.after)])
            texts = texts[len(self.after) :]
        if len(self.before) > 1 and texts and (region := self.region_at_end(texts[-1].text, labels)):
            self.read_region_of(region, texts, cells, doubt)
            return
        texts = with_whole_bron(texts, self.before)
        own = texts[-len(self.before) :]
        if len(own) < len(self.before):
            self.ask_unnamed(run.parts[0].cell, cells, doubt)
            if not own:
                return
        name = Cell(apart, own[0].place) if apart else self.own.name_of(own, texts[: -len(own)])
        label = own[0].text.casefold()
        region = region_among(name.text, labels)
        if grouped and len(self.before) == 1:
            if len(texts) > 1:
                title = texts[-2].text.splitlines()[0]
                self.theme = "" if title.endswith(":") else title  # Basisset: heads more rows than this one
            elif not region:
                self.theme = ""
            own_named = not self.theme and OWN not in map(region_of, labels)  # and no row is called Gouda
            if above and own_named and region not in ("", OWN):
                place_cells(above, self.heading, cells, self.placer, doubt=doubt, at=own[0], region=region)
                self.above = above
                return
            if region or (labels[label] > 1 and self.theme):
                self.read_region(region or OWN, cells, doubt, own[0])
                return
        again = (labels[label] > 1 or self.own.names[self.own.called(own)] > 1) and not apart
        if again and self.own.meanings[self.own.with_meaning(own)] == 1:
            again = False
            name = Cell(": ".join(" ".join(text.text.split()) for text in own), name.place)
        self.read_row(name, texts, cells, doubt or (TWICE if again else ""), complete=complete)

    def read_row(self, name: Cell, texts: Sequence[Cell], cells: Sequence[Cell], doubt: str, *, complete: bool) -> None:
        """Read the row of an indicator by its own name, above which these texts stand."""
        own = texts[-len(self.before) :]
        remark = name.place not in self.placer.described
        titled = self.titled and is_taakveld(own[0].text)
        if own and goes_on_behind(name.text.splitlines()):
            doubt = doubt or WHICH_TEXT
        doubt = doubt or (UNNAMED if is_no_name(name.text) or (remark and is_remark(name.text)) or titled else "")
        if len(set(_words(own))) < len(own) or (self.topped and may_begin_with_title(own, self.before)):
            doubt = doubt or WHICH_TEXT  # what stands beside a name is another text
        more = len(texts) > len(self.before) and (len(self.before) > 1 or not self.after)
        if more and _ONLY_UNIT.match(own[0].text):
            doubt = doubt or WHICH_TEXT
        told = self.before[-1].kind != "tekst" and UNIT_LIKE.match(own[-1].text) is not None
        unlike = len(self.before) > 1 and len(texts) != len(self.before) and not told
        if unlike or (not complete and (len(self.after) > 1 or not self.own.is_name(own[0].text))):
            doubt = doubt or WHICH_TEXT
        if len(own) == len(self.before):
            self.new_row(name, own)
            assert self.row is not None  # noqa: S101
            self.above = self.row
            for part in pairs_of(self.heading, [cell.text for cell in cells]) or [slice(None)]:
                place_cells(self.row, self.heading, cells[part], self.placer, doubt=doubt, at=own[0])

    def new_row(self, name: Cell, own: Sequence[Cell]) -> None:
        """Add a row with the unit and bron that stand before its figures; a name may hold them on lines of its own."""
        lines = name.text.splitlines() or [""]
        told = next((i for i, line in enumerate(lines) if about_of(line)), len(lines))
        unit = next((cell.text for c, cell in zip(self.before, own, strict=True) if c.kind == "eenheid"), "")
        self.row = self.placer.new_row("", Cell(joined(lines[:told]), name.place), "", unit=unit)
        bronnen = [cell for c, cell in zip(self.before, own, strict=True) if c.kind == "bron" and len(cell.text) > 1]
        if bronnen:
            self.placer.set_bron(self.row, bronnen)
        for line in lines[told:]:
            if found := about_of(line):
                self.tell(*found)

    def read_region_of(self, region: str, texts: Sequence[Cell], cells: Sequence[Cell], doubt: str) -> None:
        """Read a row of a region where name, unit and bron stand above the first: Verzuim, per 1.000, DUO, Gouda."""
        own = texts[-1 - len(self.before) : -1]
        if len(own) == len(self.before) and not is_no_name(own[0].text):
            self.new_row(own[0], own)
            self.theme = self.row.name if self.row else ""
        elif own or not self.theme or self.row is None:
            self.theme = ""
        self.read_region(region, cells, doubt, texts[-1], told=True)

    def read_region(self, region: str, cells: Sequence[Cell], doubt: str, at: Cell, *, told: bool = False) -> None:
        """Read the row of the municipality itself, or of others, below the name of an indicator."""
        again = region == OWN and not told and not self.heading.doubt and self.theme in self.themes
        if not self.theme or again:
            text = " · ".join(cell.text for cell in [at, *cells])
            self.placer.out.ask(at.place, text, NO_THEME)
            self.row, self.theme = None, ""
            return
        if not told and (region == OWN or self.row is None or self.row.name != self.theme):
            self.row = self.placer.new_row("", Cell(self.theme, at.place), "")
            self.theme = self.row.name
            self.themes |= {self.theme} if region == OWN else set()
        assert self.row is not None  # noqa: S101
        named = "" if region == OWN else region
        place_cells(self.row, self.heading, cells, self.placer, doubt=doubt, at=at, region=named)

    def finish(self, texts: Sequence[Cell]) -> None:
        """Give the row above its bron and its unit."""
        if self.row is None:
            return
        for column, text in zip(self.after, texts, strict=False):
            if column.kind == "bron" and len(text.text) <= LONGEST_BRON:
                self.placer.set_bron(self.row, [Cell(" ".join(text.text.split()), text.place)])
                self.own.bronnen.add(text.text)
            elif column.kind == "eenheid" and not self.row.unit:
                self.row.unit = " ".join(text.text.split())


def _words(texts: Sequence[Cell]) -> list[str]:
    return [text.text.casefold() for text in texts]
