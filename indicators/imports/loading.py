"""Loading what was read, all of it or nothing, and taking it back as a whole."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from indicators.choices import LadingStaat, Stap
from indicators.imports.difference import compare
from indicators.imports.lines import Status, Verschil
from indicators.imports.progress import Progress, seldom, silent
from indicators.imports.realisaties import now_by
from indicators.imports.stored import unpack
from indicators.imports.writing import CannotUndo, CannotWrite, indicators_of, undo, write
from indicators.models import Effectindicator, Lading
from indicators.tasks import recalculate_on_commit
from programmes.models import Document

logger = logging.getLogger(__name__)

PERMISSION = "indicators.load_budget"
LOADED_AT_ONCE = 1_000  # figures: loaded while the one who asks waits
MOST_KILLED = 2  # jobs: what is killed once more is not tried again by itself


class NotLoaded(Exception):
    """Nothing was loaded (or undone); the message says why, in Dutch."""


class ChangedMeanwhile(NotLoaded):
    """The difference is no longer the one that was shown."""


def difference_of(lading: Lading, user: Any, progress: Progress = silent) -> Verschil:
    """Return what loading this would do now."""
    delivery = unpack(lading.delivery or {})
    answers = {key: kept["answer"] for key, kept in lading.answers.items()}
    return compare(delivery, lading.wanted_document(), answers, now_by(user, lading.name), progress)


def takes_long(lading: Lading) -> bool:
    """Whether loading this is for a job."""
    rows = (lading.delivery or {}).get("rows", [])
    return sum(1 + len(row["realisaties"]) + len(row["streefwaarden"]) for row in rows) > LOADED_AT_ONCE


def load(lading: Lading, *, user: Any, seen: str | None) -> dict[Status, int]:
    """Load what was read, as concepts under its document, and return how many lines were of each status.

    `seen` is the fingerprint of the difference that was shown (None: by a program). `user` None is a program. Raises
    NotLoaded when another was first, when something is asked or refused, or when the budget changed meanwhile; and
    PermissionDenied for who may not load. The recompute follows after the commit.
    """
    lading = ask_to_load(lading, user=user, seen=seen, step=Stap.VERGELIJKEN)
    try:
        return _load(lading, silent)
    except BaseException:
        _give_back(lading, "")
        raise


def ask_to_load(lading: Lading, *, user: Any, seen: str | None, step: str = "") -> Lading:
    """Take a lading that was read, for `go_on` to load it; see `load`. From here on nobody else loads or answers it."""
    _may(user)
    with transaction.atomic():
        lading = _take(lading, LadingStaat.GELEZEN)
        lading.state, lading.asked_by, lading.seen = LadingStaat.LADEN, user, seen or ""
        lading.broken_off, lading.error = 0, ""
        _begin(lading, step)
    return lading


def go_on(key: int, *, killed: bool = False) -> bool:
    """Load what was asked for, by a job; return whether it was. Why not is kept with the lading.

    What another job is at, is left to it, unless that one was killed: it is known to be, or was silent for too long.
    """
    with transaction.atomic():
        lading = Lading.objects.select_for_update(of=("self",)).select_related("asked_by").defer("data").get(pk=key)
        if lading.state != LadingStaat.LADEN or (lading.step and not (killed or lading.is_lost)):
            return False
        lading.broken_off += bool(lading.step)
        _begin(lading, Stap.VERGELIJKEN)
    if lading.broken_off > MOST_KILLED:
        _give_back(
            lading,
            f"Het laden is {lading.broken_off} keer afgebroken. Vraag de systeembeheerder om in het logboek te kijken.",
        )
        return False
    try:
        _may(lading.asked_by)
        with _beside(lading) as progress:
            _load(lading, progress)
    except NotLoaded as refusal:
        why = str(refusal)
    except PermissionDenied:
        why = f"{_who(lading.asked_by)} mag geen begrotingen meer laden."
    except SoftTimeLimitExceeded:
        why = "Het laden duurt te lang. Splits het bestand."
    except Exception as error:
        # Whatever goes wrong, the one who asked has to hear of it.
        logger.exception("could not load lading %s", key)
        why = f"Het laden is misgegaan ({type(error).__name__}). Probeer het opnieuw."
    else:
        return True
    _give_back(lading, why)
    return False


def _load(lading: Lading, progress: Progress) -> dict[Status, int]:
    """Load a lading that was taken, in one transaction."""
    try:
        with transaction.atomic():
            return _load_taken(lading, progress)
    except CannotWrite as refusal:
        raise NotLoaded(f"Er is niets geladen: {refusal}") from refusal
    except IntegrityError as race:
        raise ChangedMeanwhile("Iemand anders wijzigde op hetzelfde moment de begroting. Kijk opnieuw.") from race


def _load_taken(lading: Lading, progress: Progress) -> dict[Status, int]:
    # The lading itself is not locked, so that how far this is can be written beside it; its state keeps others away.
    document, user = _hold(lading), lading.asked_by
    verschil = difference_of(lading, user, progress)
    if lading.seen and lading.seen != verschil.fingerprint:
        raise ChangedMeanwhile("De begroting is intussen gewijzigd. Hieronder staat het nieuwe verschil; kijk opnieuw.")
    if verschil.open:
        raise NotLoaded(f"Vragen die nog open zijn: {len(verschil.open)}. Beantwoord ze, of kies 'niet laden'.")
    if verschil.refused:
        raise NotLoaded(f"{len(verschil.refused)} regels worden geweigerd: {verschil.refused[0].why}")
    if document is None:
        verschil.document.full_clean()
        verschil.plan.new.insert(0, verschil.document)
    counts = verschil.counts
    brought = write(verschil.plan, by=user, why=f"geladen uit {lading.name}", progress=progress)
    brought["counts"] = {str(status): number for status, number in counts.items()}
    brought["made_document"] = document is None
    ours = Lading.objects.filter(pk=lading.pk, state=LadingStaat.LADEN, attempt=lading.attempt)
    said = {"brought": brought, "loaded_by": user, "loaded_at": timezone.now()}
    if not ours.update(state=LadingStaat.GELADEN, **said, **_AT_REST):
        raise NotLoaded("Het laden is door een andere taak overgenomen.")
    changed = [instance for instance, _ in verschil.plan.changed]
    recalculate_on_commit(indicators_of([*verschil.plan.new, *changed]))
    return counts


# --- Who is at it, and how far


_AT_REST: dict[str, Any] = {"step": "", "done": 0, "total": 0, "asked_by": None, "seen": "", "broken_off": 0}


def _begin(lading: Lading, step: str) -> None:
    """Count another attempt, from its beginning."""
    lading.attempt, lading.step, lading.done, lading.total = lading.attempt + 1, step, 0, 0
    lading.heard_at = timezone.now()
    kept = ["state", "asked_by", "seen", "broken_off", "error", "attempt", "step", "done", "total", "heard_at"]
    lading.save(update_fields=kept)


def _give_back(lading: Lading, why: str) -> None:
    """Have a lading wait as it did before its loading was asked for, with why it was not loaded."""
    ours = Lading.objects.filter(pk=lading.pk, state=LadingStaat.LADEN, attempt=lading.attempt)
    ours.update(state=LadingStaat.GELEZEN, error=why, **_AT_REST)


@contextmanager
def _beside(lading: Lading) -> Iterator[Progress]:
    """Yield what writes how far the loading is on a connection of its own: nobody sees into a transaction.

    SQLite takes one writer at a time; there a loading is seen to begin and to end.
    """
    if not connection.features.has_select_for_update:
        yield silent
        return
    other = connection.copy()
    table = connection.ops.quote_name(Lading._meta.db_table)
    statement = f"UPDATE {table} SET step = %s, done = %s, total = %s, heard_at = %s WHERE id = %s AND attempt = %s"  # noqa: S608 - its own name

    def tell(step: Stap, done: int, total: int) -> None:
        with other.cursor() as cursor:
            cursor.execute(statement, [step.value, done, total, timezone.now(), lading.pk, lading.attempt])

    try:
        yield seldom(tell)
    finally:
        other.close()


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


def _who(person: Any) -> str:
    """Return who that is, in words."""
    return str(person.get_full_name() or person.get_username()) if person else "Een programma"


def _take(lading: Lading, state: LadingStaat) -> Lading:
    """Return the lading, locked; raise NotLoaded when it is not in this state any more."""
    locked = Lading.objects.select_for_update(of=("self",)).select_related("loaded_by").get(pk=lading.pk)
    if locked.state == LadingStaat.GELADEN != state:
        raise NotLoaded(f"{_who(locked.loaded_by)} heeft dit al geladen.")
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
