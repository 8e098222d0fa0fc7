"""What the pages offer to download: each table with its numbers, and the words about them in columns of their own."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from indicators.budget_table import Cel, Tabel
from indicators.choices import GeenCijfer
from indicators.downloads import Bestand, Cell, exact
from indicators.explanation import Uitleg, target_words
from indicators.models import IndicatorStatus, Realisatie, Reeks, Streefwaarde
from indicators.publishing import reading
from indicators.publishing.comparison import KINDS, Verschil
from indicators.publishing.words import number, reeks_of
from indicators.tables import RegelTable
from indicators.target_history import Zet
from programmes.choices import Stoplicht

NUMBERS = ("Waarde", "Ten minste", "Ten hoogste", "Eenheid", "In woorden")

# One row for each figure and target: a bandwidth has two numbers, and a row can be filtered and added up.
BUDGET_COLUMNS = (
    *("Beleidsterrein", "Doel", "Code", "Effectindicator", "Soort", "Jaar", *NUMBERS),
    *("Reden", "Voorlopig", "Meetjaar", "Document", "Voetnoten", "Bron", "Stoplicht", "Stoplicht over"),
)


def indicators(table: RegelTable, year: int) -> Bestand:
    """Return the table of all indicators, filtered and in order as on the page."""
    columns, *rows = table.as_values()
    return Bestand(f"effectindicatoren {year}", columns, rows)


# --- What a cell says


def _numbers(reeks: Reeks, value: Decimal | None, lower: Decimal | None, upper: Decimal | None) -> tuple[Cell, ...]:
    """Return value and bounds with the decimals of their reeks, and the unit."""
    return (*(exact(given, reeks.decimals) for given in (value, lower, upper)), reeks.unit)


def yes(holds: object) -> str:
    """Return ja or nothing."""
    return "ja" if holds else ""


def reason(reason: str) -> str:
    """Return why there is no number."""
    return str(GeenCijfer(reason).label) if reason else ""


def name_of(person: Any) -> str:
    """Return how a person is called; nothing for nobody."""
    return (person.get_full_name() or person.get_username()) if person else ""


def target_cells(target: Streefwaarde | None, reeks: Reeks) -> tuple[Cell, ...]:
    """Return the numbers of a target with its unit, in words, and why there is none."""
    if target is None:
        return (None, None, None, "", "", "")
    words = "" if target.reason else target_words(target)
    return (*_numbers(reeks, target.value, target.lower, target.upper), words, reason(target.reason))


# --- The table of a beleidsterrein, now and as it was published


def budget(tabel: Tabel, terrein: str, year: int) -> Bestand:
    """Return the figures and targets of a beleidsterrein."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for doel, rijen in tabel.groups.items():
            for rij in rijen:
                regel = rij.regel
                head = (terrein, str(doel), regel.indicator.code, regel.indicator.name)
                tail = (str(regel.reeks.bron or ""), regel.status.get_stoplicht_display(), year)
                yield from _of_indicator(tabel, rij, head, tail)

    return Bestand(f"beleidsterrein {terrein} {year}", BUDGET_COLUMNS, list(rows()))


def published(lezing: reading.Lezing, terreinen: Iterable[reading.Deel], name: str) -> Bestand:
    """Return the figures and targets of these beleidsterreinen as a publication shows them."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for terrein in terreinen:
            afdruk = lezing.table(terrein)
            for doel, rijen in afdruk.groups.items():
                for rij in rijen:
                    indicator = rij.indicator
                    head = (terrein.label, doel, indicator.entry["code"], indicator.entry["name"])
                    colour = Stoplicht(indicator.light["stoplicht"]).label if indicator.light else ""
                    tail = (indicator.bron, colour, lezing.colour_year if indicator.light else None)
                    yield from _of_indicator(afdruk.tabel, rij, head, tail)

    return Bestand(name, BUDGET_COLUMNS, list(rows()))


def _of_indicator(tabel: Tabel, rij: Any, head: tuple[Cell, ...], tail: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for every cell of one indicator's row; `rij` is one of the page's or of a publication's."""
    for kind, years, cells in (
        ("realisatie", tabel.measured_years, rij.realisaties),
        ("streefwaarde", tabel.target_years, rij.streefwaarden),
    ):
        for year, cel in zip(years, cells, strict=True):
            yield (*head, kind, year, *_cel(tabel, cel, rij.marks), *tail)


def _cel(tabel: Tabel, cel: Cel, marks: tuple[int, ...]) -> tuple[Cell, ...]:
    """Return what one cell says, with its footnotes and those of its row written out."""
    notes = " ".join(dict.fromkeys(tabel.footnotes[mark - 1] for mark in (*marks, *cel.marks)))
    said = cel.inhoud
    numbers = _numbers(said.reeks, said.value, said.lower, said.upper) if said else (None, None, None, "")
    measured, document = (said.measured_year, said.document) if said else (None, "")
    return (*numbers, cel.text, cel.missing, yes(cel.provisional), measured, document, notes)


# --- The tables of an indicator


def years(name: str, rows: Iterable[tuple[IndicatorStatus, Uitleg, Any]], fallback: Reeks) -> Bestand:
    """Return realisatie, streefwaarde and stoplicht of every year."""
    return Bestand(
        f"{name} per jaar",
        (
            *("Jaar", "Realisatie", "Eenheid", "Reden geen realisatie", "Voorlopig", "Meetjaar", "Streefwaarde"),
            *("Ten minste", "Ten hoogste", "Eenheid streefwaarde", "Streefwaarde in woorden", "Gesteld in"),
            *("Stoplicht", "Waarom", "Afgesproken tot en met"),
        ),
        [_year(status, why, agreed, fallback) for status, why, agreed in rows],
    )


def _year(status: IndicatorStatus, why: Uitleg, agreed: Any, fallback: Reeks) -> tuple[Cell, ...]:
    """Return the row of one year."""
    reeks = status.reeks or fallback
    return (
        status.year,
        exact(status.value, reeks.decimals),
        reeks.unit,
        reason(status.value_reason),
        yes(status.provisional),
        status.measured_year,
        *_numbers(status.target_reeks or reeks, status.target, status.lower, status.upper),
        why.target,
        str(status.streefwaarde.document) if status.streefwaarde else "",
        status.get_stoplicht_display(),
        why.sentence,
        agreed.until if agreed else None,
    )


def targets(name: str, history: Iterable[Zet]) -> Bestand:
    """Return every document's target for every year."""
    return Bestand(
        f"{name} streefwaarden",
        ("Voor jaar", *NUMBERS, "Reden", "Gesteld in", "Gelezen in", "Geldt", "Opmerking"),
        [
            (
                zet.target.year,
                *_numbers(zet.target.reeks, zet.target.value, zet.target.lower, zet.target.upper),
                "" if zet.target.reason else target_words(zet.target),
                reason(zet.target.reason),
                str(zet.target.document),
                str(zet.target.quoted_in or ""),
                zet.role,
                zet.target.note,
            )
            for zet in history
        ],
    )


def figures(name: str, versions: Iterable[Realisatie], with_people: bool) -> Bestand:
    """Return every version of every figure, with the people only for who is told them."""
    people = ("Vastgesteld door", "Gewijzigd door", "Gewijzigd op") if with_people else ()
    return Bestand(
        f"{name} cijfers",
        (
            *("Jaar", "Realisatie", "Eenheid", "Reden", "Staat", "Versie", "Voorlopig", "Voor het eerst gemeld in"),
            *("Meetjaar", "Respondenten", "Opmerking", "Waarom gewijzigd", "Vastgesteld op", *people),
        ),
        [_figure(figure, with_people) for figure in versions],
    )


def _figure(figure: Realisatie, with_people: bool) -> tuple[Cell, ...]:
    """Return the row of one version."""
    people = (str(figure.adopted_by or ""), str(figure.changed_by or ""), figure.changed_at) if with_people else ()
    return (
        figure.year,
        exact(figure.value, figure.reeks.decimals),
        figure.reeks.unit,
        reason(figure.reason),
        str(figure.get_state_display()),
        figure.version,
        yes(figure.provisional),
        str(figure.document or ""),
        figure.measured_year,
        figure.respondents,
        figure.note,
        figure.why,
        figure.adopted_at,
        *people,
    )


# --- An indicator as it was published, and what moved between two publications


def published_figures(name: str, indicator: reading.Indicator) -> Bestand:
    """Return the figures of an indicator as a publication shows them."""
    return Bestand(
        f"{name} cijfers",
        (
            *("Jaar", "Realisatie", "Eenheid", "Reden", "Voorlopig", "Voor het eerst gemeld in", "Meetjaar"),
            *("Respondenten", "Opmerking"),
        ),
        [
            (
                figure["year"],
                exact(number(figure["value"]), reeks.decimals),
                reeks.unit,
                reason(figure["reason"]),
                yes(figure["provisional"]),
                figure["document"],
                figure["measured_year"],
                figure["respondents"],
                figure["note"],
            )
            for figure, _ in indicator.figures
            for reeks in [reeks_of(indicator.entry, figure["reeks"])]
        ],
    )


def published_targets(name: str, indicator: reading.Indicator) -> Bestand:
    """Return the targets of an indicator as a publication shows them."""
    return Bestand(
        f"{name} streefwaarden",
        (
            *("Voor jaar", *NUMBERS, "Reden", "Gesteld in", "Gelezen in", "Geldt", "Opmerking"),
            *("Verplaatst omdat", "Motie of amendement"),
        ),
        [_published_target(indicator.entry, target, words) for target, words in indicator.targets],
    )


def _published_target(entry: Mapping[str, Any], target: Mapping[str, Any], words: str) -> tuple[Cell, ...]:
    """Return the row of one target."""
    value, lower, upper = (number(target[part]) for part in ("value", "lower", "upper"))
    return (
        target["year"],
        *_numbers(reeks_of(entry, target["reeks"]), value, lower, upper),
        "" if target["reason"] else words,
        reason(target["reason"]),
        *(target[part] for part in ("document", "quoted_in", "role", "note", "moved_because", "moved_by")),
    )


def moved(verschil: Verschil, name: str) -> Bestand:
    """Return what moved between two publications, a row for each change."""
    rows: list[tuple[Cell, ...]] = []
    for terrein in verschil.terreinen:
        if terrein.not_shown:
            title, missing = terrein.not_shown
            rows.append((terrein.label, "", "Niet te vergelijken", f"{title} toont {missing} effectindicatoren niet."))
        rows += [
            (terrein.label, one.label, KINDS[c.kind], c.sentence) for one in terrein.indicators for c in one.changes
        ]
    return Bestand(name, ("Beleidsterrein", "Effectindicator", "Wat", "Wijziging"), rows)


def publications(checked: Iterable[tuple[Any, str, str]]) -> Bestand:
    """Return the publications, each with what is wrong with it and as what it was published, in words."""
    return Bestand(
        "publicaties",
        ("Document", "Gepubliceerd op", "Als", "Reden", "Controlegetal", "Vervangen door", "Nagerekend"),
        (
            (
                str(publication.document),
                publication.published_at,
                status,
                publication.reason,
                publication.sha256,
                publication.successor.sha256 if publication.successor else "",
                f"gebroken: {problem}" if problem else "klopt",
            )
            for publication, problem, status in checked
        ),
    )
