"""What the pages of a publication show, from its content and nothing else: no queries, no judging."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indicators.budget_table import Cel, Inhoud, Tabel
from indicators.choices import GeenCijfer, Richting, Verwachting
from indicators.getallen import kort
from indicators.overview import WORST_FIRST, segments
from indicators.publishing.content import GELDT, GESTELD, Content
from indicators.publishing.words import figure_in_words, number, reeks_of, target_in_words
from programmes.choices import BedragKind, DocumentKind, Orgaan, PublicatieKind, Stoplicht
from programmes.models import Publicatie

COLOURED = (Stoplicht.ROOD, Stoplicht.ORANJE)


class Unreadable(Exception):
    """What is stored is not, or no longer, the content of a document."""


@dataclass(frozen=True)
class Rij:
    """One indicator in the table: its light of the document's year (when it shows any) and a cell for every year."""

    indicator: "Indicator"
    realisaties: list[Cel]
    streefwaarden: list[Cel]
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Deel:
    """A programma or beleidsterrein: its label, its indicators, how many there are of each colour, and its parts."""

    slug: str
    label: str
    about: Mapping[str, Any]
    indicators: list["Indicator"]
    parts: list["Deel"]

    @property
    def counts(self) -> dict[str, int]:
        """The number of indicators of each colour; nothing when the document shows no colours."""
        lights = [indicator.light["stoplicht"] for indicator in self.indicators if indicator.light]
        return {colour: lights.count(colour) for colour in Stoplicht.values} if lights else {}

    @property
    def segments(self) -> list[tuple[str, int, int]]:
        """The bar of the colours in proportion."""
        return segments(self.counts)

    @property
    def total(self) -> int:
        """The number of indicators with a light."""
        return sum(self.counts.values())


class Indicator:
    """One indicator of a publication, in words."""

    def __init__(self, entry: Mapping[str, Any], colour_year: int | None) -> None:
        self.entry = entry
        self.slug: str = entry["slug"]
        self.label = f"{entry['code']} {entry['name']}".strip()
        self.light = next((light for light in entry["stoplichten"] if light["year"] == colour_year), None)

    @property
    def rank(self) -> int:
        """Sort key that puts what needs attention first."""
        return WORST_FIRST.index(self.light["stoplicht"]) if self.light else len(WORST_FIRST)

    @property
    def afwijking(self) -> Mapping[str, Any] | None:
        """What was agreed on its light; nothing on one that was groen or grijs: that deviates from nothing."""
        agreed: Mapping[str, Any] | None = self.entry["afwijking"]
        return agreed if self.light and self.light["stoplicht"] in COLOURED else None

    @property
    def direction(self) -> str:
        """Which way is better, in words."""
        return str(Richting(self.entry["direction"]).label)

    @property
    def figures(self) -> list[tuple[Mapping[str, Any], str]]:
        """The figures with their words, the last year first."""
        return [(figure, figure_in_words(self.entry, figure)) for figure in reversed(self.entry["realisaties"])]

    @property
    def targets(self) -> list[tuple[Mapping[str, Any], str]]:
        """The targets with their words, by year."""
        return [(target, target_in_words(self.entry, target)) for target in self.entry["streefwaarden"]]

    @property
    def aim(self) -> str:
        """The first target that the document sets or that applies, with its unit."""
        return next((words for target, words in self.targets if target["role"] in (GESTELD, GELDT)), "")

    @property
    def says_something(self) -> bool:
        """Whether the document explains it, expects something of it, or notes an agreed deviation."""
        return any(self.entry[part] for part in ("toelichting", "prognose", "afwijking"))

    @property
    def prognosis(self) -> str:
        """What the document expects of reaching the target, in words."""
        said = self.entry["prognose"]
        return str(Verwachting(said["verwachting"]).label) if said else ""

    @property
    def bron(self) -> str:
        """Where the figures come from."""
        reeksen = self.entry["reeksen"]
        return str(reeksen[-1]["bron"]) if reeksen else ""

    @property
    def unit(self) -> str:
        """The unit, where a column does not show it."""
        unit = reeks_of(self.entry).unit
        return "" if unit == "%" else unit


class Lezing:
    """A content with everything that its pages show of it."""

    def __init__(self, content: Content) -> None:
        self.content = content
        # What is adopted now (publishing.current) is of no one document.
        self.document: Mapping[str, Any] = content["document"] or {}
        self.kind = DocumentKind(self.document["kind"]).label if self.document else ""
        self.decided_by = Orgaan(self.document["decided_by"]).label if self.document.get("decided_by") else ""
        self.norm: str = content["norm"]
        years: list[int] = content["colour_years"]
        self.colour_year = years[-1] if years else None
        self.indicators = [Indicator(entry, self.colour_year) for entry in content["effectindicatoren"]]

    @cached_property
    def programmas(self) -> list[Deel]:
        """The programma's with their beleidsterreinen, in the order of the document."""
        return [
            Deel(
                programma["slug"],
                _label(programma),
                programma,
                [indicator for part in parts for indicator in part.indicators],
                parts,
            )
            for programma in self.content["programmas"]
            for parts in [[self.terrein(t) for t in self._terreinen_of(programma["slug"])]]
        ]

    def _terreinen_of(self, programma: str) -> Iterator[Mapping[str, Any]]:
        """Yield the beleidsterreinen of a programma."""
        return (t for t in self.content["beleidsterreinen"] if t["programma"] == programma)

    def terrein(self, about: Mapping[str, Any]) -> Deel:
        """Return a beleidsterrein with its indicators."""
        own = [indicator for indicator in self.indicators if indicator.entry["beleidsterrein"] == about["slug"]]
        return Deel(about["slug"], _label(about), about, own, [])

    def find_terrein(self, slug: str) -> Deel | None:
        """Return the beleidsterrein with this slug; None when the document has none."""
        return next((self.terrein(t) for t in self.content["beleidsterreinen"] if t["slug"] == slug), None)

    def find_indicator(self, slug: str) -> Indicator | None:
        """Return the indicator with this slug; None when the document has none."""
        return next((indicator for indicator in self.indicators if indicator.slug == slug), None)

    @property
    def attention(self) -> list[Indicator]:
        """The indicators that are rood or oranje, in that order."""
        coloured = [i for i in self.indicators if i.light and i.light["stoplicht"] in COLOURED]
        return sorted(coloured, key=lambda indicator: indicator.rank)

    @property
    def without_judgement(self) -> list[Indicator]:
        """The indicators that are grijs."""
        return [i for i in self.indicators if i.light and i.light["stoplicht"] == Stoplicht.GRIJS]

    @property
    def progress(self) -> list[Mapping[str, Any]]:
        """The prestaties of which the document reports progress."""
        return [prestatie for prestatie in self.content["prestaties"] if prestatie["voortgang"]]

    @property
    def money(self) -> list[dict[str, Any]]:
        """The amounts, each with what it is of."""
        names = {
            (level, part["slug"]): _label(part)
            for level, parts in (("programma", "programmas"), ("beleidsterrein", "beleidsterreinen"))
            for part in self.content[parts]
        } | {("prestatie", part["slug"]): _label(part) for part in self.content["prestaties"]}
        return [
            {
                "of": names.get((amount["level"], amount["slug"]), amount["slug"]),
                "kind": BedragKind(amount["kind"]).label,
                "year": amount["year"],
                "value": number(amount["value"]),
                "rounded": amount["rounded_to"] is not None,
            }
            for amount in self.content["bedragen"]
        ]

    def boom(self, terrein: str) -> list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
        """Return the doelen of a beleidsterrein, each with its prestaties; those without a doel come last."""
        doelen = [doel for doel in self.content["doelen"] if doel["beleidsterrein"] == terrein]
        prestaties = [p for p in self.content["prestaties"] if p["beleidsterrein"] == terrein]
        known = {doel["slug"] for doel in doelen}
        tree = [(doel, [p for p in prestaties if p["doel"] == doel["slug"]]) for doel in doelen]
        loose = [p for p in prestaties if p["doel"] not in known]
        return [*tree, ({"code": "", "name": "Zonder doel"}, loose)] if loose else tree

    def partijen(self, terrein: str) -> list[Mapping[str, Any]]:
        """Return the organisations that contribute to a beleidsterrein."""
        return [p for p in self.content["verbonden_partijen"] if terrein in p["beleidsterreinen"]]

    def table(self, terrein: Deel) -> "Afdruk":
        """Return the table of a beleidsterrein as the document prints it."""
        tabel = Tabel(self.content["figure_years"], self.content["target_years"])
        names = {doel["slug"]: _label(doel) for doel in self.content["doelen"]}
        groups: dict[str, list[Rij]] = {}
        for indicator in terrein.indicators:
            groups.setdefault(names.get(indicator.entry["doel"], ""), []).append(_rij(tabel, indicator))
        return Afdruk(tabel, groups, self.colour_year is not None)


@dataclass(frozen=True)
class Afdruk:
    """The table of a beleidsterrein: its columns and footnotes, its rows by doel, and whether it shows lights."""

    tabel: Tabel
    groups: dict[str, list[Rij]]
    has_lights: bool

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.tabel.width - (not self.has_lights)


def read(publication: Publicatie) -> Lezing:
    """Return what a publication shows; raise Unreadable when that is no content of a document (any more)."""
    try:
        return Lezing(json.loads(publication.content))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(error)) from error


def status_in_words(publication: Publicatie) -> str:
    """Return as what a document was published, in words."""
    return {
        PublicatieKind.AANGEBODEN: "aangeboden aan de raad, nog niet vastgesteld",
        PublicatieKind.VASTGESTELD: "vastgesteld",
        PublicatieKind.RECTIFICATIE: "rectificatie",
    }.get(PublicatieKind(publication.kind), publication.kind)


def _label(part: Mapping[str, Any]) -> str:
    """Return code and name."""
    return f"{part['code']} {part['name']}".strip()


def _rij(tabel: Tabel, indicator: Indicator) -> Rij:
    """Return the row of one indicator."""
    entry = indicator.entry
    # Of two reeksen in one year: the figure with a value, then the newer reeks; the lists are in that order.
    figures = {f["year"]: f for f in sorted(entry["realisaties"], key=lambda f: (f["value"] is not None, f["reeks"]))}
    targets = {t["year"]: t for t in entry["streefwaarden"] if t["role"] in (GESTELD, GELDT)}
    return Rij(
        indicator,
        marks=tabel.mark(entry["note"]),
        realisaties=[_figure(tabel, entry, figures.get(year)) for year in tabel.measured_years],
        streefwaarden=[_target(tabel, entry, targets.get(year)) for year in tabel.target_years],
    )


def _figure(tabel: Tabel, entry: Mapping[str, Any], figure: Mapping[str, Any] | None) -> Cel:
    """Return the cell of a year's figure."""
    if figure is None:
        return Cel("", missing="niet ingevuld")
    marks = tabel.mark(figure["note"], _other_unit(entry, figure["reeks"]))
    inhoud = Inhoud(
        reeks_of(entry, figure["reeks"]),
        number(figure["value"]),
        measured_year=figure["measured_year"],
        document=figure["document"],
    )
    if figure["value"] is None:
        return Cel("", missing=GeenCijfer(figure["reason"]).label, marks=marks, inhoud=inhoud)
    text = figure_in_words(entry, figure, kort)
    if figure["measured_year"] != figure["year"]:
        text = f"{text} ({figure['measured_year']})"
    return Cel(text, marks=marks, provisional=figure["provisional"], inhoud=inhoud)


def _target(tabel: Tabel, entry: Mapping[str, Any], target: Mapping[str, Any] | None) -> Cel:
    """Return the cell of a year's target."""
    if target is None:
        return Cel("", missing="niet gesteld")
    marks = tabel.mark(target["note"], _other_unit(entry, target["reeks"]))
    words = target_in_words(entry, target, kort)
    value, lower, upper = number(target["value"]), number(target["lower"]), number(target["upper"])
    inhoud = Inhoud(reeks_of(entry, target["reeks"]), value, lower, upper, document=target["document"])
    text, missing = ("", words) if target["reason"] else (words, "")
    return Cel(text, missing=missing, marks=marks, inhoud=inhoud)


def _other_unit(entry: Mapping[str, Any], reeks: int) -> str:
    """Return the footnote of a figure that was measured in another way than the row's."""
    unit, shown = reeks_of(entry, reeks).unit, entry["reeksen"][-1]["valid_from"]
    return "" if reeks == shown else f"Anders gemeten, in {unit or 'een andere maat'}: niet te vergelijken."
