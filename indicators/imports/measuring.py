"""By which reeks a figure is measured: a new one, the stored one, or a question about its unit, bron or year."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.imports.delivery import Found, Row
from indicators.imports.known import Figures, Known
from indicators.imports.lines import Deel, Status, Verschil
from indicators.imports.names import alike, plain_name
from indicators.imports.realisaties import Bringer
from indicators.imports.vragen import NOT_LOADED, OTHER, Veld
from indicators.models import Bron, Reeks

SAME, EARLIER, NO_UNIT = "zelfde", "eerder", "geen"
TRENDBREUK = "Is er anders gemeten, laat een controller dan eerst de trendbreuk vastleggen; daarna is deze vraag weg."
_UNITS = {
    "procent": "%",
    "percentage": "%",
    "euro": "€",
    "dag": "dagen",
    "week": "weken",
    "maand": "maanden",
    "min": "minuten",
    "minuut": "minuten",
    "m²": "m2",
    "m³": "m3",
}
_COUNTED = re.compile(r"\baantal\b|\bper [0-9.]+\b", re.IGNORECASE)
_PERCENTAGE = re.compile(r"\bpercentage\b|%", re.IGNORECASE)


@dataclass
class Meten:
    """The reeksen of the indicators in a delivery."""

    verschil: Verschil
    known: Known
    stored: Figures
    by: Bringer

    def __post_init__(self) -> None:
        self.new: dict[int, Reeks | Status] = {}  # by the identity of a new indicator
        self.new_bronnen: dict[str, Bron] = {}
        self.blocked: dict[int, tuple[Status, str]] = {}  # indicators whose figures wait for an answer, and why
        self.asked_bron: set[int] = set()

    def begin(self, row: Row, deel: Deel) -> None:
        """Look at how a row is measured: make the first reeks of a new indicator, compare the bron of a known one."""
        key = id(deel.node)
        if key in self.new or key in self.asked_bron:
            return
        reeksen = self.stored.reeksen.get(deel.node.pk, []) if deel.node.pk else []
        if not reeksen:
            self.new[key] = self._first_reeks(row, deel)
            return
        self.asked_bron.add(key)
        self._compare_bron(row, deel, reeksen[-1])

    def reeks_for(self, row: Row, deel: Deel, found: Found, what: str) -> Reeks | None:
        """Return the reeks that measures a figure's year; None, with a line that says why, as long as that is asked."""
        columns: dict[str, Any] = {"after": found.text, "place": found.place, "text": found.text}
        first = self.new.get(id(deel.node))
        if isinstance(first, Reeks):
            return first
        waits = "Wacht op de eenheid." if first == Status.GEVRAAGD else ""
        status, why = (first, waits) if first else self.blocked.get(id(deel.node), (None, ""))
        if status:
            self.verschil.line(status, deel, what, why=why, **columns)
            return None
        year = found.figure.year or 0
        reeks = self.stored.reeks_of(deel.node.pk, year) or self._begun_earlier(row, deel, year)
        if isinstance(reeks, Status):
            self.verschil.line(reeks, deel, what, why="De reeks begint later.", **columns)
            return None
        return reeks if self._is_in_its_unit(row, deel, reeks, found, what, columns) else None

    # --- A new indicator

    def _first_reeks(self, row: Row, deel: Deel) -> Reeks | Status:
        """Return the first reeks of an indicator; or that its unit is asked, or that this document takes nothing."""
        if self.verschil.document.adopted:
            return Status.GEWEIGERD
        unit = self._unit(row, deel)
        if unit is None or unit == NOT_LOADED:
            return _status(unit)
        figures = [found.figure for found in (*row.realisaties, *row.streefwaarden)]
        numbers = [n for f in figures for n in (f.value, f.lower, f.upper) if n is not None]
        reeks = Reeks(
            indicator=deel.node,
            valid_from=min([f.year for f in figures if f.year], default=self.verschil.document.year),
            unit=unit,
            decimals=max(map(_decimals, numbers), default=0),
            bron=self._bron(row.bron),
        )
        self.verschil.plan.new.append(reeks)
        words = f"eenheid: {unit or 'geen'}{f', bron: {row.bron}' if row.bron else ''}"
        self.verschil.line(Status.NIEUW, deel, "reeks", after=words, place=row.place, text=row.bron)
        return reeks

    def _unit(self, row: Row, deel: Deel) -> str | None:
        """Return the unit of a new indicator when the row leaves no doubt, else what a person answers."""
        figures = [found.figure for found in (*row.realisaties, *row.streefwaarden)]
        units = {f.unit or row.unit for f in figures if not f.reason} or {row.unit}
        unit = next(iter(units)) if len(units) == 1 else ""
        doubt = (unit == "%" and _COUNTED.search(row.name)) or (unit != "%" and _PERCENTAGE.search(row.name))
        if unit and not doubt:
            return unit
        shown = sorted({*units, "%"} - {""})
        answer = self.verschil.vragen.ask(
            f"eenheid:{deel.label}",
            row.place,
            deel.label,
            "In welke eenheid is dit gemeten? " + ("De cijfers en de naam spreken elkaar tegen." if doubt else ""),
            Veld(
                "keuze",
                "Eenheid",
                (
                    *((u, u) for u in shown),
                    (NO_UNIT, "geen: een aantal of een score"),
                    (OTHER, "anders, namelijk:"),
                    (NOT_LOADED, "Niet laden"),
                ),
            ),
            Veld("eenheid", "Andere eenheid", required=False, longest=50, help="Bijvoorbeeld per 10.000 inwoners."),
        )
        if answer is None:
            return None
        return {NO_UNIT: "", OTHER: answer["eenheid"].strip()}.get(answer["keuze"], answer["keuze"])

    def _bron(self, name: str) -> Bron | None:
        """Return the bron of this name: a stored one, however it is spelled here, or a new one."""
        if not name:
            return None
        stored = self.known.bronnen.get(plain_name(name)) or self.new_bronnen.get(plain_name(name))
        stored = stored or next((b for b in self.known.bronnen.values() if alike(name, b.name, loosely=False)), None)
        if stored is None:
            stored = self.new_bronnen[plain_name(name)] = Bron(name=name)
            self.verschil.plan.new.append(stored)
            self.verschil.line(Status.NIEUW, Deel("bron", name), "bron", after=name)
        return stored

    # --- A known one

    def _compare_bron(self, row: Row, deel: Deel, reeks: Reeks) -> None:
        """Ask when another bron is printed than the figures came from so far."""
        if not row.bron or (reeks.bron and alike(row.bron, reeks.bron.name, loosely=False)):
            return
        if self.verschil.document.adopted:
            return  # its figures are the same or refused; a bron is not the document's
        if reeks.bron is None:
            self.verschil.plan.change(reeks, {"bron": self._bron(row.bron)})
            self.verschil.line(Status.GEWIJZIGD, deel, "bron", before="geen bron", after=row.bron, place=row.place)
            return
        why = f"De cijfers kwamen tot nu toe uit '{reeks.bron}', hier staat '{row.bron}'. {TRENDBREUK}"
        choice = self.verschil.vragen.choose(
            f"bron:{deel.label}",
            row.place,
            f"{deel.label}: {row.bron}",
            why,
            (SAME, f"Op dezelfde manier gemeten: laden, de bron blijft '{reeks.bron}'"),
        )
        if choice != SAME:
            self.blocked[id(deel.node)] = (_status(choice), "De bron is anders.")

    def _begun_earlier(self, row: Row, deel: Deel, year: int) -> Reeks | Status:
        """Ask whether the figures before the first reeks were measured in the same way."""
        first = self.stored.reeksen[deel.node.pk][0]
        if self.verschil.document.adopted:
            return Status.GEWEIGERD
        years = [f.figure.year for f in (*row.realisaties, *row.streefwaarden) if f.figure.year]
        choice = self.verschil.vragen.choose(
            f"begin:{deel.label}",
            row.place,
            deel.label,
            f"De cijfers beginnen in {first.valid_from}, en hier staat ook {year}. Is toen op dezelfde manier gemeten?",
            (EARLIER, f"Ja, de reeks begint in {min(years)}"),
        )
        if choice != EARLIER:
            return _status(choice)
        if year < first.valid_from:
            self.verschil.line(
                Status.GEWIJZIGD, deel, "begin van de reeks", before=str(first.valid_from), after=str(min(years))
            )
            self.verschil.plan.change(first, {"valid_from": min(years)})
        return first

    def _is_in_its_unit(
        self, row: Row, deel: Deel, reeks: Reeks, found: Found, what: str, columns: dict[str, Any]
    ) -> bool:
        """Whether a figure is in the unit of its reeks, as printed or as a person says."""
        unit = found.figure.unit or row.unit
        if not unit or found.figure.reason or same_unit(unit, reeks.unit):
            return True
        here = reeks.unit or "geen eenheid"
        if self.verschil.document.adopted:
            self.verschil.line(Status.GEWEIGERD, deel, what, why=f"Gemeten in {here}, hier staat {unit}.", **columns)
            return False
        choice = self.verschil.vragen.choose(
            f"eenheid:{deel.label}:{unit}",
            found.place,
            f"{deel.label}: {found.text}",
            f"Deze indicator is gemeten in: {here}. Hier staat: {unit}. {TRENDBREUK}",
            (SAME, f"Het is hetzelfde: laden als {here}"),
        )
        if choice == SAME:
            return True
        self.verschil.line(_status(choice), deel, what, why="De eenheid is anders.", **columns)
        return False


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one, written in two ways."""
    return _unit_word(one) == _unit_word(other)


def _unit_word(unit: str) -> str:
    word = unit.strip().casefold()
    return _UNITS.get(word, word)


def _decimals(number: Decimal) -> int:
    """Return how many decimals were printed."""
    return max(0, -int(number.as_tuple().exponent))


def _status(choice: str | None) -> Status:
    """Return what an answer other than yes does with a line."""
    return Status.OVERGESLAGEN if choice == NOT_LOADED else Status.GEVRAAGD
