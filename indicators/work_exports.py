"""The tables of those who work on the figures, to download: what lies ready, what is due, who enters what.

Each is made of what its page shows, so that who may see what is decided there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from indicators.choices import GeenCijfer
from indicators.deadlines import TeDoen
from indicators.desk import Stuk, Voorstel
from indicators.downloads import Bestand, Cell, exact
from indicators.explanation import target_words
from indicators.exports import NUMBERS
from indicators.models import Effectindicator, Reeks, Stoplichtnorm, Streefwaarde
from indicators.norm import Vooruitblik
from indicators.overview import Regel
from indicators.report_page import Onderdeel
from programmes.choices import Stoplicht
from programmes.models import Document


def name_of(person: Any) -> str:
    """Return how a person is called; nothing for nobody."""
    return (person.get_full_name() or person.get_username()) if person else ""


def _yes(holds: Any) -> str:
    """Return ja or nothing."""
    return "ja" if holds else ""


def _reason(reason: str) -> str:
    """Return why there is no number."""
    return str(GeenCijfer(reason).label) if reason else ""


def _target(target: Streefwaarde | None, reeks: Reeks) -> tuple[Cell, ...]:
    """Return the numbers of a target with its unit, in words, and why there is none."""
    if target is None:
        return (None, None, None, "", "", "")
    numbers = (exact(given, reeks.decimals) for given in (target.value, target.lower, target.upper))
    words = "" if target.reason else target_words(target)
    return (*numbers, reeks.unit, words, _reason(target.reason))


# --- Deadlines and documents


def tasks(name: str, there: Iterable[TeDoen]) -> Bestand:
    """Return what is missing for which deadline, a row for each thing."""
    return Bestand(
        name,
        ("Document", "Beleidsterrein", "Stap", "Uiterlijk", "Te laat", "Wie", "Waarvan", "Wat ontbreekt"),
        [
            (
                str(task.termijn.document),
                str(task.beleidsterrein),
                str(task.termijn.get_step_display()),
                task.termijn.date,
                _yes(task.is_late),
                "de controllers" if task.is_of_controllers else ", ".join(map(name_of, task.people)),
                gebrek.where,
                gebrek.what,
            )
            for task in there
            for gebrek in task.missing
        ],
    )


def documents(there: Iterable[Document]) -> Bestand:
    """Return the documents; their publications and deadlines are fetched with them."""
    return Bestand(
        "documenten",
        (
            *("Document", "Soort", "Jaar", "Tot en met", "Nummer", "Vastgesteld", "Vastgesteld op", "Besluit"),
            *("Klaargezet als", "Klaargezet door", "Gepubliceerd", "Termijnen"),
        ),
        [
            (
                str(document),
                str(document.get_kind_display()),
                document.year,
                document.through_year,
                document.number,
                _yes(document.adopted),
                document.adopted_on,
                document.decision,
                str(document.get_ready_as_display()) if document.ready_as else "",
                name_of(document.ready_by),
                "; ".join(f"{p.get_kind_display()} {p.published_at:%d-%m-%Y}" for p in document.publicaties.all()),
                "; ".join(f"{t.get_step_display()}: {t.date:%d-%m-%Y}" for t in document.termijnen.all()),
            )
            for document in there
        ],
    )


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


# --- Who enters what


def owners(lines: Iterable[dict[str, Any]]) -> Bestand:
    """Return the beleidsterreinen, a row for each owner and stand-in; one without any has a row too."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for line in lines:
            terrein = (line["terrein"].code, line["terrein"].name)
            for eigenaar, works, now in line["people"]:
                stands_in = name_of(eigenaar.stands_in_for)
                yield (*terrein, name_of(eigenaar.user), stands_in, eigenaar.until, _yes(works and now))
            if not line["people"]:
                yield (*terrein, "", "", None, "")

    columns = ("Code", "Beleidsterrein", "Eigenaar of vervanger", "Vervangt", "Tot en met", "Kan invoeren")
    return Bestand("eigenaren", columns, list(rows()))


def indicator_owners(lines: Iterable[Any]) -> Bestand:
    """Return the indicators, a row for each person: owners of their own, and who enters them otherwise."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for line in lines:
            head = (line.indicator.code, line.indicator.name, str(line.indicator.doel.beleidsterrein))
            for eigenaar, works in line.own:
                yield (*head, name_of(eigenaar.user), "indicator", eigenaar.until, _yes(works))
            if not line.is_own:
                for person in line.enter:
                    yield (*head, name_of(person), "beleidsterrein", None, "ja")
                if not line.enter:
                    yield (*head, "", "", None, "")

    columns = ("Code", "Effectindicator", "Beleidsterrein", "Wie", "Eigenaar van", "Tot en met", "Kan invoeren")
    return Bestand("eigenaren van indicatoren", columns, list(rows()))


# --- What an officer enters and reports


def own_figures(lines: Iterable[Regel], year: int) -> Bestand:
    """Return the officer's indicators of one year, in the werkstand."""
    return Bestand(
        f"mijn invoer {year}",
        (
            *("Code", "Effectindicator", "Jaar", "Realisatie", "Eenheid", "Reden", "Streefwaarde", "Ten minste"),
            *("Ten hoogste", "Streefwaarde in woorden", "Stoplicht", "Waarom", "Staat", "Teruggegeven omdat"),
        ),
        [
            (
                line.indicator.code,
                line.indicator.name,
                line.year,
                exact(line.status.value, line.reeks.decimals),
                line.reeks.unit,
                _reason(line.status.value_reason),
                *(
                    exact(given, (line.status.target_reeks or line.reeks).decimals)
                    for given in (line.status.target, line.status.lower, line.status.upper)
                ),
                line.uitleg.target,
                str(line.status.get_stoplicht_display()),
                line.uitleg.sentence,
                str(line.status.realisatie.get_state_display()) if line.status.realisatie else "",
                line.status.realisatie.return_reason if line.status.realisatie else "",
            )
            for line in lines
        ],
    )


def proposals(name: str, rows: Iterable[tuple[Effectindicator, Iterable[Any]]]) -> Bestand:
    """Return what is proposed for every year of a document, beside what applies without it."""
    return Bestand(
        name,
        (
            *("Code", "Effectindicator", "Voor jaar", *NUMBERS, "Reden", "Staat", "Teruggegeven omdat"),
            *("Verplaatst omdat", "Motie of amendement", "Geldt nu", "Gesteld in"),
        ),
        [
            (
                indicator.code,
                indicator.name,
                vak.year,
                *_target(vak.target, vak.reeks),
                str(vak.target.get_state_display()) if vak.target else "",
                vak.target.return_reason if vak.target else "",
                vak.target.moved_because if vak.target else "",
                vak.target.moved_by if vak.target else "",
                vak.earlier_words,
                str(vak.earlier.document) if vak.earlier else "",
            )
            for indicator, cells in rows
            for vak in cells
            if vak
        ],
    )


def reported_progress(name: str, parts: Iterable[Onderdeel]) -> Bestand:
    """Return the progress of the prestaties that an officer reports."""
    return Bestand(
        f"{name} prestaties",
        (
            *("Beleidsterrein", "Code", "Prestatie", "Stoplicht", "Tijd", "Geld", "Kwaliteit", "Toelichting"),
            *("Oorzaak", "Gevolg", "Bijsturing"),
        ),
        [
            (str(part.beleidsterrein), prestatie.code, prestatie.name, *_progress(voortgang))
            for part in parts
            for prestatie, voortgang in part.inspanningen
        ],
    )


def _progress(voortgang: Any) -> tuple[Cell, ...]:
    """Return the colours and the words of one report; nothing when there is none yet."""
    if voortgang is None:
        return ("",) * 8
    lights = (voortgang.stoplicht, voortgang.tijd, voortgang.geld, voortgang.kwaliteit)
    colours = (str(Stoplicht(light).label) for light in lights)
    return (*colours, voortgang.toelichting, voortgang.oorzaak, voortgang.gevolg, voortgang.bijsturing)


def reported_effects(name: str, parts: Iterable[Onderdeel]) -> Bestand:
    """Return the indicators that an officer reports on, with what is said of them."""
    return Bestand(
        f"{name} effectindicatoren",
        (
            *("Beleidsterrein", "Code", "Effectindicator", "Realisatie", "Streefwaarde", "Stoplicht", "Prognose"),
            *("Toelichting bij prognose", "Oorzaak", "Gevolg", "Bijsturing"),
        ),
        [
            (
                str(part.beleidsterrein),
                regel.indicator.code,
                regel.indicator.name,
                regel.uitleg.figure,
                regel.uitleg.target,
                str(regel.status.get_stoplicht_display()),
                str(prognose.get_verwachting_display()) if prognose else "",
                prognose.toelichting if prognose else "",
                *((said.oorzaak, said.gevolg, said.bijsturing) if said else ("", "", "")),
            )
            for part in parts
            for regel, said, prognose in part.effecten
        ],
    )


# --- What a controller decides


def desk_figures(pieces: Iterable[Stuk]) -> Bestand:
    """Return the figures that were handed in."""
    return Bestand(
        "ingediende cijfers",
        (
            *("Code", "Effectindicator", "Jaar", "Realisatie", "Eenheid", "Reden", "Voorlopig", "Opmerking"),
            *("Vorig jaar", "Vervangt", "Waarom gewijzigd", "Stoplicht", "Waarom", "Gewijzigd door", "Eigen werk"),
        ),
        [
            (
                piece.figure.reeks.indicator.code,
                piece.figure.reeks.indicator.name,
                piece.figure.year,
                exact(piece.figure.value, piece.figure.reeks.decimals),
                piece.figure.reeks.unit,
                _reason(piece.figure.reason),
                _yes(piece.figure.provisional),
                piece.figure.note,
                exact(piece.last_year.value, piece.last_year.reeks.decimals) if piece.last_year else None,
                piece.replaces.in_words if piece.replaces else "",
                piece.figure.why,
                str(piece.status.get_stoplicht_display()) if piece.is_judged else "",
                piece.uitleg.sentence if piece.is_judged else "",
                name_of(piece.figure.changed_by),
                _yes(piece.is_own),
            )
            for piece in pieces
        ],
    )


def desk_targets(waiting: Iterable[Voorstel]) -> Bestand:
    """Return the targets that were proposed."""
    return Bestand(
        "voorgestelde streefwaarden",
        (
            *("Document", "Code", "Effectindicator", "Voor jaar", *NUMBERS, "Reden", "Geldt nu"),
            *("Verplaatst omdat", "Motie of amendement", "Opmerking", "Gewijzigd door", "Eigen werk"),
        ),
        [
            (
                str(one.target.document),
                one.target.reeks.indicator.code,
                one.target.reeks.indicator.name,
                one.target.year,
                *_target(one.target, one.target.reeks),
                one.earlier_words,
                one.target.moved_because,
                one.target.moved_by,
                one.target.note,
                name_of(one.target.changed_by),
                _yes(one.is_own),
            )
            for one in waiting
        ],
    )


def norms(there: Iterable[Stoplichtnorm]) -> Bestand:
    """Return the norms of the municipality."""
    columns = ("Vanaf", "Marge", "Soort", "In woorden", "Reden")
    rows = [
        (norm.valid_from, exact(norm.margin, 0), str(norm.get_margin_kind_display()), norm.margin_in_words, norm.reason)
        for norm in there
    ]
    return Bestand("stoplichtnormen", columns, rows)


def norm_counts(ahead: Vooruitblik) -> Bestand:
    """Return how many lights another norm would recolour."""
    columns = ("Nu", "Wordt", "Ziet de raad", "In de werkstand")
    rows = [
        (str(Stoplicht(c.before).label), str(Stoplicht(c.after).label), c.vastgesteld, c.werk) for c in ahead.counts
    ]
    return Bestand("normvoorstel aantallen", columns, rows)


def norm_lines(ahead: Vooruitblik) -> Bestand:
    """Return the lights that another norm would recolour, as the page shows them."""
    return Bestand(
        "normvoorstel",
        ("Code", "Effectindicator", "Jaar", "Realisatie", "Streefwaarde", "Nu", "Wordt", "Waarom dan"),
        [
            (
                line.indicator.code,
                line.indicator.name,
                line.year,
                line.uitleg.figure,
                line.uitleg.target,
                str(Stoplicht(line.before).label),
                str(Stoplicht(line.after).label),
                line.uitleg.sentence,
            )
            for line in ahead.lines
        ],
    )


def agreements(name: str, past: Iterable[Any]) -> Bestand:
    """Return what was agreed on one light, and what became of it."""
    return Bestand(
        f"{name} afspraken",
        ("Wanneer", "Wat", "Tot en met", "Reden", "Wie er voor staat", "Door"),
        [
            (
                change.history_date,
                "beëindigd" if change.ended_at else "afgesproken",
                change.until,
                change.history_change_reason or "",
                name_of(change.owner),
                name_of(change.history_user),
            )
            for change in past
        ],
    )
