"""The tables of those who enter and report, to download: what is theirs, and who enters what.

Each is made of what its page shows, so that who may see what is decided there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from indicators.downloads import Bestand, Cell, exact
from indicators.exports import NUMBERS, name_of, reason, target_cells, yes
from indicators.models import Effectindicator
from indicators.overview import Regel
from indicators.report_page import Onderdeel
from programmes.choices import Stoplicht

# --- Who enters what


def owners(lines: Iterable[dict[str, Any]]) -> Bestand:
    """Return the beleidsterreinen, a row for each owner and stand-in; one without any has a row too."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for line in lines:
            terrein = (line["terrein"].code, line["terrein"].name)
            for eigenaar, works, now in line["people"]:
                stands_in = name_of(eigenaar.stands_in_for)
                yield (*terrein, name_of(eigenaar.user), stands_in, eigenaar.until, yes(works and now))
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
                yield (*head, name_of(eigenaar.user), "indicator", eigenaar.until, yes(works))
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
                reason(line.status.value_reason),
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
                *target_cells(vak.target, vak.reeks),
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
