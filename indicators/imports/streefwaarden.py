"""What loading does with a streefwaarde of a delivery: a proposal, a quote of what applies, or a question."""

from typing import Any

from django.core.exceptions import ValidationError

from indicators.choices import DoelStaat, GeenCijfer
from indicators.explanation import target_words
from indicators.imports.delivery import Found
from indicators.imports.known import Figures
from indicators.imports.lines import Deel, Status, Verschil
from indicators.imports.realisaties import ANYWAY, Bringer
from indicators.imports.vragen import NOT_LOADED
from indicators.models import Reeks, Streefwaarde
from indicators.target_history import is_moved
from programmes.models import Document

TAKE_OVER = "overnemen"
READ = {"year", "value", "lower", "upper", "reason", "note"}
NOT_READ = {field.name for field in Streefwaarde._meta.fields} - READ  # what we say ourselves, which cannot be wrong


def compare_streefwaarde(
    verschil: Verschil, stored: Figures, deel: Deel, reeks: Reeks, found: Found, by: Bringer
) -> None:
    """Add what loading `found` as a streefwaarde of this reeks does."""
    if verschil.document.sets_targets:
        _set(verschil, stored, deel, reeks, found, by)
    else:
        _quote(verschil, stored, deel, reeks, found, by)


def _set(verschil: Verschil, stored: Figures, deel: Deel, reeks: Reeks, found: Found, by: Bringer) -> None:
    """Propose the target, as the document's own."""
    wanted = _target(verschil.document, reeks, found, by)
    current = stored.own.get((reeks.pk, wanted.year)) if reeks.pk else None
    what = f"streefwaarde {wanted.year}"
    columns: dict[str, Any] = {"after": _words(wanted, found), "place": found.place, "text": found.text}
    if current and says(current, wanted):
        verschil.line(Status.GELIJK, deel, what, **columns)
        return
    whose = _whose(current, stored, by) if current else ""
    if current:
        theirs = whose and not verschil.document.adopted  # until then it is nobody else's to see
        columns["before"] = "een voorstel van een ander" if theirs else target_words(current)
    if (earlier := _applying_before(verschil.document, stored, reeks, wanted.year)) and is_moved(wanted, earlier):
        how = "Ingetrokken" if wanted.reason else "Verplaatst"
        columns["moved"] = f"{how}: {earlier.document} stelde {target_words(earlier)} voor {wanted.year}."
    refusal = _refusal(wanted)
    why = refusal or whose
    if why and not verschil.document.adopted:
        choices = () if refusal else ((ANYWAY, "Ja, laden"),)
        if not verschil.ask_line(deel, what, why, *choices, **columns):
            return
    elif verschil.line(Status.GEWIJZIGD if current else Status.NIEUW, deel, what, **columns) == Status.GEWEIGERD:
        return
    if current:
        verschil.plan.change(current, _columns(wanted))
    else:
        verschil.plan.add_cleaned(wanted)


def _quote(verschil: Verschil, stored: Figures, deel: Deel, reeks: Reeks, found: Found, by: Bringer) -> None:
    """Compare with what applies: jaarstukken and bestuursrapportages set nothing themselves."""
    year = found.figure.year or 0
    before = [
        target
        for target in (stored.setting.get((reeks.indicator_id, year), []) if reeks.pk else [])
        if target.document.cycle_order < verschil.document.cycle_order
    ]
    adopted = [target for target in before if target.document.adopted]
    applying = (adopted or before)[-1] if before else None
    begroting = stored.begrotingen.get(year)
    wanted = _target(begroting or Document(kind="begroting", year=year), reeks, found, by)
    what = f"streefwaarde {year}"
    columns: dict[str, Any] = {"after": _words(wanted, found), "place": found.place, "text": found.text}
    if applying and says(applying, wanted):
        verschil.line(Status.GELIJK, deel, what, **columns)
    elif not applying and wanted.reason == GeenCijfer.ONBEKEND:
        verschil.line(Status.GELIJK, deel, what, **columns, why="Er is geen streefwaarde gesteld.")
    elif verschil.document.adopted:
        verschil.line(Status.NIEUW, deel, what, **columns)
    elif applying and (wanted.reason or any(target.document == begroting for target in before)):
        columns["before"] = target_words(applying)
        why = f"{applying.document} stelde {columns['before']}. {verschil.document} haalt aan en verandert dat niet."
        verschil.ask_line(deel, what, why, **columns)
    else:
        _take_over(verschil, deel, what, wanted, begroting, columns)


def _take_over(
    verschil: Verschil,
    deel: Deel,
    what: str,
    wanted: Streefwaarde,
    begroting: Document | None,
    columns: dict[str, Any],
) -> None:
    """Ask, once for a whole budget, whether what is quoted of it and not known yet comes along."""
    refusal = _refusal(wanted)
    if begroting is None or refusal:
        why = refusal or (
            f"De begroting {wanted.year}, die deze streefwaarde gesteld heeft, is er nog niet. Laad die eerst, of laad "
            "deze streefwaarde niet."
        )
        verschil.ask_line(deel, what, why, **columns)
        return
    counts = "Ze tellen meteen mee, want die begroting is vastgesteld." if begroting.adopted else ""
    choice = verschil.vragen.choose(
        f"aangehaald:{begroting.kind} {begroting.year}",
        columns["place"],
        columns["text"],
        f"{verschil.document} noemt streefwaarden voor {wanted.year} waarvan bij {begroting} nog niets staat. "
        f"Moeten die daar bij komen, als gelezen in '{verschil.document}'? {counts}".strip(),
        (TAKE_OVER, f"Ja, bij {begroting} zetten"),
    )
    if choice != TAKE_OVER:
        verschil.line(Status.OVERGESLAGEN if choice == NOT_LOADED else Status.GEVRAAGD, deel, what, **columns)
        return
    wanted.quoted_in = verschil.document
    wanted.state = DoelStaat.BEVESTIGD if begroting.adopted else DoelStaat.VOORSTEL
    if verschil.line(Status.NIEUW, deel, what, **columns) == Status.NIEUW:
        verschil.plan.add_cleaned(wanted)


def _applying_before(document: Document, stored: Figures, reeks: Reeks, year: int | None) -> Streefwaarde | None:
    """Return the target of this reeks and year that applies as long as `document` is not adopted."""
    targets = stored.setting.get((reeks.indicator_id, year or 0), []) if reeks.pk else []
    before = [target for target in targets if target.reeks_id == reeks.pk and target.document.adopted]
    return next((t for t in reversed(before) if t.document.cycle_order < document.cycle_order), None)


def says(stored: Streefwaarde, wanted: Streefwaarde) -> bool:
    """Whether a stored target says what is printed; a bare dash says no more than that there is none."""
    if wanted.reason:
        if wanted.reason == GeenCijfer.IN_WOORDEN:
            return stored.reason == wanted.reason and stored.note.strip() == wanted.note.strip()
        return bool(stored.reason) and wanted.reason in (stored.reason, GeenCijfer.ONBEKEND)
    aim = ("value", "lower", "upper", "strict")
    return all(getattr(stored, name) == getattr(wanted, name) for name in aim)


def _target(document: Document, reeks: Reeks, found: Found, by: Bringer) -> Streefwaarde:
    """Return the target as it would be stored: proposed, for another to confirm."""
    figure = found.figure
    return Streefwaarde(
        reeks=reeks,
        year=figure.year,
        value=figure.value,
        lower=figure.lower,
        upper=figure.upper,
        strict=figure.strict,
        reason=str(figure.reason),
        note=figure.note,
        document=document,
        state=DoelStaat.VOORSTEL,
        changed_by=by.user,
        changed_at=by.at,
    )


def _columns(wanted: Streefwaarde) -> dict[str, Any]:
    """Return what a proposal becomes: it has to be confirmed again."""
    said = ("value", "lower", "upper", "strict", "reason", "note", "state", "changed_by", "changed_at")
    nothing = dict.fromkeys(("confirmed_by", "confirmed_at", "returned_by", "returned_at"))
    return {name: getattr(wanted, name) for name in said} | nothing | {"return_reason": ""}


def _refusal(wanted: Streefwaarde) -> str:
    """Return why this cannot be a target of its reeks and document, or nothing when it can."""
    try:
        wanted.clean_fields(exclude=NOT_READ)
        wanted.clean()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _whose(current: Streefwaarde, stored: Figures, by: Bringer) -> str:
    """Return why a proposal is not overwritten without asking: somebody thought about it."""
    if current.state == DoelStaat.BEVESTIGD:
        return "Een controller heeft hier een andere streefwaarde bevestigd. Komt deze ervoor in de plaats?"
    if current.pk in stored.copied or (by.user and current.changed_by_id == by.user.pk):
        return ""
    person = current.changed_by
    who = str(person.get_full_name() or person.get_username()) if person else "Iemand"
    return f"{who} heeft hier een andere streefwaarde voorgesteld. Komt deze ervoor in de plaats?"


def _words(wanted: Streefwaarde, found: Found) -> str:
    """Return a target in words, as far as it is one."""
    is_target = wanted.reason or any(n is not None for n in (wanted.value, wanted.lower, wanted.upper))
    return target_words(wanted) if is_target else found.text
