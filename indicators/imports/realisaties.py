"""What loading does with a realisatie of a delivery: nothing, a concept, a new version, or a question."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.choices import GeenCijfer, Staat
from indicators.imports.delivery import Found
from indicators.imports.known import Figures
from indicators.imports.lines import Deel, Status, Verschil
from indicators.models import Realisatie, Reeks

ANYWAY = "laden"
LOADED_FROM = "geladen uit "
OF_SO_MANY = "respondenten"
READ = {"year", "measured_year", "value", "reason", "note", "respondents"}
_PEOPLE = re.compile(r"\bn ?= ?(?P<one>[1-9][0-9]{0,8})\b|\b(?P<other>[1-9][0-9]{0,8}) respondenten\b", re.IGNORECASE)
NOT_READ = {field.name for field in Realisatie._meta.fields} - READ  # what we say ourselves, which cannot be wrong


@dataclass(frozen=True)
class Bringer:
    """Who loads what, for the columns that say so; `None` is a program."""

    user: Any
    why: str
    at: datetime


def compare_realisatie(
    verschil: Verschil, stored: Figures, deel: Deel, reeks: Reeks, found: Found, by: Bringer
) -> None:
    """Add what loading `found` as a realisatie of this reeks does."""
    what = f"realisatie {found.figure.year}"
    wanted = _realisatie(verschil, reeks, found, by)
    shown = _in_words(wanted) if wanted.value is not None or wanted.reason else found.text
    columns: dict[str, Any] = {"after": shown, "place": found.place, "text": found.text}
    versions = stored.versions.get((reeks.pk, wanted.year), [])
    adopted = next((v for v in reversed(versions) if v.state == Staat.VASTGESTELD), None)
    open_one = next((v for v in versions if v.state != Staat.VASTGESTELD), None)
    of_document = [v for v in versions if v.document_id and v.document_id == verschil.document.pk]
    if any(says(v, wanted) for v in (open_one, adopted, *of_document) if v):
        verschil.line(Status.GELIJK, deel, what, **columns)
        return
    if open_one and not _is_loaded(open_one):
        columns["before"] = f"een {open_one.get_state_display().lower()} van {_who(open_one)}"  # whose value is theirs
    elif current := open_one or adopted:
        columns["before"] = _in_words(current)
    refusal = _refusal(wanted)
    why = refusal or _question(verschil, wanted, adopted, open_one)
    named = _named_in_note(wanted)
    if why and not verschil.document.adopted:
        choices = () if refusal or _is_handed_in(open_one) else ((ANYWAY, "Ja, laden"),)
        if not verschil.ask_line(deel, what, why, *choices, **columns):
            return
    elif named and not verschil.document.adopted:
        why = f"In de opmerking staat '{wanted.note}'. Zijn dat {named} respondenten?"
        with_people = (OF_SO_MANY, f"Ja, laden met {named} respondenten")
        choice = verschil.ask_line(deel, what, why, with_people, (ANYWAY, "Nee, laden zonder aantal"), **columns)
        if not choice:
            return
        wanted.respondents = named if choice == OF_SO_MANY else None
    elif verschil.line(Status.GEWIJZIGD if versions else Status.NIEUW, deel, what, **columns) == Status.GEWEIGERD:
        return
    if open_one:
        verschil.plan.change(open_one, _columns(wanted))
    else:
        wanted.version = versions[-1].version + 1 if versions else 1
        verschil.plan.add_cleaned(wanted)


def says(stored: Realisatie, wanted: Realisatie) -> bool:
    """Whether a stored figure says what is printed; a bare dash says no more than that there is no value."""
    if wanted.respondents not in (None, stored.respondents):
        return False  # a source that says nothing of them leaves them as they are
    if wanted.value is not None or stored.value is not None:
        same_year = stored.measured_year == wanted.measured_year
        return bool(stored.value == wanted.value) and same_year and (stored.provisional or not wanted.provisional)
    if wanted.reason == GeenCijfer.IN_WOORDEN:
        return stored.reason == wanted.reason and stored.note.strip() == wanted.note.strip()
    return wanted.reason in (stored.reason, GeenCijfer.ONBEKEND)


def _realisatie(verschil: Verschil, reeks: Reeks, found: Found, by: Bringer) -> Realisatie:
    """Return the figure as it would be stored."""
    figure = found.figure
    return Realisatie(
        reeks=reeks,
        year=figure.year,
        measured_year=found.measured_year or figure.year,
        provisional=found.provisional,
        respondents=found.respondents,
        value=figure.value,
        reason=str(figure.reason),
        note=figure.note,
        state=Staat.CONCEPT,
        document=verschil.document,
        why=by.why,
        changed_by=by.user,
        changed_at=by.at,
    )


def _columns(wanted: Realisatie) -> dict[str, Any]:
    """Return what an open figure becomes: what a return said of the old one is over."""
    said = ("value", "reason", "note", "why", "document", "measured_year", "provisional", "changed_by", "changed_at")
    nothing = {"returned_by": None, "returned_at": None, "return_reason": "", "year_confirmed": False}
    # Of a source that does not say it, the number stays: a figure about few people is not to become one about nobody.
    people = {} if wanted.respondents is None else {"respondents": wanted.respondents}
    return {name: getattr(wanted, name) for name in said} | people | nothing


def _in_words(figure: Realisatie) -> str:
    """Return a figure with how many people it is about."""
    return f"{figure.in_words}, {figure.respondents} respondenten" if figure.respondents else figure.in_words


def _named_in_note(wanted: Realisatie) -> int | None:
    """Return the number of people that a note seems to name, of a figure that says none: asked, never guessed."""
    found = _PEOPLE.search(wanted.note) if wanted.respondents is None and wanted.value is not None else None
    return int(found["one"] or found["other"]) if found else None


def _refusal(wanted: Realisatie) -> str:
    """Return why this cannot be a figure of its reeks, or nothing when it can."""
    if wanted.value is None and not wanted.reason:
        return "Een grens of bandbreedte is een streefwaarde; gemeten wordt één waarde."
    try:
        wanted.clean_fields(exclude=NOT_READ)
        wanted.clean()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _is_handed_in(open_one: Realisatie | None) -> bool:
    return open_one is not None and open_one.state == Staat.INGEDIEND


def _question(verschil: Verschil, wanted: Realisatie, adopted: Realisatie | None, open_one: Realisatie | None) -> str:
    """Return what has to be asked before this figure may stand beside or instead of what is there."""
    if open_one and _is_handed_in(open_one):
        return (
            f"{_who(open_one)} heeft hier een ander cijfer ingediend. Laat de controller dat eerst teruggeven of "
            "vaststellen, of laad dit cijfer niet."
        )
    if open_one:
        if _is_loaded(open_one):
            return ""
        return f"{_who(open_one)} heeft hier een concept met een ander cijfer staan. Komt dit ervoor in de plaats?"
    if adopted and wanted.value is None:
        return f"Er is {adopted.in_words} vastgesteld, en hier staat geen cijfer. Wordt het vastgestelde ingetrokken?"
    later = adopted and adopted.document
    if later and later.cycle_order > verschil.document.cycle_order:
        return (
            f"{later} is van later en meldt {adopted.in_words}. Moet dit cijfer daar als nieuwe versie "  # type: ignore[union-attr]
            "voor in de plaats komen?"
        )
    return ""


def _is_loaded(figure: Realisatie) -> bool:
    """Whether an open figure is as an earlier lading brought it: no officer touched it since."""
    return figure.why.startswith(LOADED_FROM) and figure.state == Staat.CONCEPT and not figure.return_reason


def _who(figure: Realisatie) -> str:
    """Return who has an open figure."""
    person = figure.changed_by
    return str(person.get_full_name() or person.get_username()) if person else "Iemand"


def now_by(user: Any, name: str) -> Bringer:
    """Return who loads `name` at this moment."""
    return Bringer(user, f"{LOADED_FROM}{name}", timezone.now())
