"""The tables of those who decide, to download: what lies ready, what is due, what a decision would change.

Each is made of what its page shows, so that who may see what is decided there.
"""

from collections.abc import Iterable
from typing import Any

from indicators.deadlines import TeDoen
from indicators.desk import Stuk, Voorstel
from indicators.downloads import Bestand, exact
from indicators.exports import NUMBERS, name_of, reason, target_cells, yes
from indicators.models import Stoplichtnorm
from indicators.norm import Vooruitblik
from programmes.choices import Stoplicht
from programmes.models import Document

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
                yes(task.is_late),
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
                yes(document.adopted),
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
                reason(piece.figure.reason),
                yes(piece.figure.provisional),
                piece.figure.note,
                exact(piece.last_year.value, piece.last_year.reeks.decimals) if piece.last_year else None,
                piece.replaces.in_words if piece.replaces else "",
                piece.figure.why,
                str(piece.status.get_stoplicht_display()) if piece.is_judged else "",
                piece.uitleg.sentence if piece.is_judged else "",
                name_of(piece.figure.changed_by),
                yes(piece.is_own),
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
                *target_cells(one.target, one.target.reeks),
                one.earlier_words,
                one.target.moved_because,
                one.target.moved_by,
                one.target.note,
                name_of(one.target.changed_by),
                yes(one.is_own),
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
