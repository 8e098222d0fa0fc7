"""Loading what was read, all of it or nothing, and taking it back as a whole."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.choices import LadingStaat
from indicators.imports.difference import compare
from indicators.imports.lines import Status, Verschil
from indicators.imports.realisaties import now_by
from indicators.imports.stored import unpack
from indicators.imports.writing import CannotUndo, CannotWrite, indicators_of, undo, write
from indicators.models import Effectindicator, Lading
from indicators.tasks import recalculate_on_commit
from programmes.models import Document

PERMISSION = "indicators.load_budget"


class NotLoaded(Exception):
    """Nothing was loaded (or undone); the message says why, in Dutch."""


class ChangedMeanwhile(NotLoaded):
    """The difference is no longer the one that was shown."""


def difference_of(lading: Lading, user: Any) -> Verschil:
    """Return what loading this would do now."""
    delivery = unpack(lading.delivery or {})
    answers = {key: kept["answer"] for key, kept in lading.answers.items()}
    return compare(delivery, lading.wanted_document(), answers, now_by(user, lading.name))


def load(lading: Lading, *, user: Any, seen: str | None) -> dict[Status, int]:
    """Load what was read, as concepts under its document, and return how many lines were of each status.

    `seen` is the fingerprint of the difference that was shown (None: by a program). `user` None is a program. Raises
    NotLoaded when another was first, when something is asked or refused, or when the budget changed meanwhile; and
    PermissionDenied for who may not load. The recompute follows after the commit.
    """
    _may(user)
    try:
        with transaction.atomic():
            return _load(lading, user, seen)
    except CannotWrite as refusal:
        raise NotLoaded(f"Er is niets geladen: {refusal}") from refusal
    except IntegrityError as race:
        raise ChangedMeanwhile("Iemand anders wijzigde op hetzelfde moment de begroting. Kijk opnieuw.") from race


def _load(lading: Lading, user: Any, seen: str | None) -> dict[Status, int]:
    lading = _take(lading, LadingStaat.GELEZEN)
    document = _hold(lading)
    verschil = difference_of(lading, user)
    if seen is not None and seen != verschil.fingerprint:
        raise ChangedMeanwhile("De begroting is intussen gewijzigd. Hieronder staat het nieuwe verschil; kijk opnieuw.")
    if verschil.open:
        raise NotLoaded(f"Vragen die nog open zijn: {len(verschil.open)}. Beantwoord ze, of kies 'niet laden'.")
    if verschil.refused:
        raise NotLoaded(f"{len(verschil.refused)} regels worden geweigerd: {verschil.refused[0].why}")
    if document is None:
        verschil.document.full_clean()
        verschil.plan.new.insert(0, verschil.document)
    counts = verschil.counts
    lading.brought = write(verschil.plan, by=user, why=f"geladen uit {lading.name}")
    lading.brought["counts"] = {str(status): number for status, number in counts.items()}
    lading.brought["made_document"] = document is None
    lading.state, lading.loaded_by, lading.loaded_at = LadingStaat.GELADEN, user, timezone.now()
    lading.save()
    changed = [instance for instance, _ in verschil.plan.changed]
    recalculate_on_commit(indicators_of([*verschil.plan.new, *changed]))
    return counts


def take_back(lading: Lading, *, user: Any) -> None:
    """Undo a loading as a whole.

    Raises NotLoaded, naming what, when something it brought was adopted, confirmed, handed in, changed or used since,
    and PermissionDenied for who may not load. That it was loaded and undone stays on record.
    """
    _may(user)
    with transaction.atomic():
        lading = _take(lading, LadingStaat.GELADEN)
        document = _hold(lading)
        if document and document.is_settled:
            raise NotLoaded(f"{document} is intussen vastgesteld of gepubliceerd; wat erin staat, blijft zo.")
        try:
            touched = undo(lading.brought or {}, by=user, why=f"ongedaan gemaakt: geladen uit {lading.name}")
        except CannotUndo as refusal:
            raise NotLoaded(f"Dit kan niet meer ongedaan gemaakt worden: {refusal}.") from refusal
        lading.state, lading.undone_by, lading.undone_at = LadingStaat.ONGEDAAN, user, timezone.now()
        lading.save()
        recalculate_on_commit(touched)


def _may(user: Any) -> None:
    """Raise PermissionDenied for a person who may not load."""
    if user is not None and not user.has_perm(PERMISSION):
        raise PermissionDenied


def _take(lading: Lading, state: LadingStaat) -> Lading:
    """Return the lading, locked; raise NotLoaded when it is not in this state any more."""
    locked = Lading.objects.select_for_update(of=("self",)).select_related("loaded_by").get(pk=lading.pk)
    if locked.state == LadingStaat.GELADEN != state:
        person = locked.loaded_by
        who = str(person.get_full_name() or person.get_username()) if person else "Een programma"
        raise NotLoaded(f"{who} heeft dit al geladen.")
    if locked.state != state:
        raise NotLoaded(f"Dit kan nu niet: {locked.get_state_display().lower()}.")
    return locked


def _hold(lading: Lading) -> Document | None:
    """Lock the document and the indicators, in the order in which everybody does: nobody writes figures meanwhile."""
    document = (
        Document.objects.select_for_update()
        .filter(kind=lading.document_kind, year=lading.document_year, number=lading.document_number)
        .first()
    )
    list(Effectindicator.objects.select_for_update().order_by("pk").values_list("pk"))
    return document
