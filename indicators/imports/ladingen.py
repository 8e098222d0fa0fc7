"""Receiving a file or text, reading it at once or by a job that may be lost, and keeping the answers."""

import logging
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import JSONField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from indicators.choices import LadingStaat, Stap
from indicators.imports import sources
from indicators.imports.delivery import Delivery
from indicators.imports.loading import MOST_KILLED, difference_of
from indicators.imports.progress import Progress, seldom
from indicators.imports.stored import pack_as_text
from indicators.imports.vragen import NOT_LOADED, Vraag, form_of, gathered
from indicators.imports.which_document import Naam
from indicators.models import Lading

logger = logging.getLogger(__name__)

PASTED = "geplakte tekst"
AGAIN = (LadingStaat.MISLUKT, LadingStaat.GELEZEN)  # also what was read: once its columns are known, it reads better
TOO_HEAVY = "Splits het bestand. Helpt dat niet, vraag dan de systeembeheerder om in het logboek te kijken."
READ_AT_ONCE = 200_000  # bytes: read while the one who sends it waits


def receive(data: bytes, name: str, document: Naam, *, user: Any) -> Lading:
    """Keep what was sent, unread, and return it. Raises Unreadable when it is empty or too large."""
    sources.check_size(data, name)
    lading = Lading(
        name=name[:200],
        data=data,
        sha256=sha256(data).hexdigest(),
        document_kind=document.kind,
        document_year=document.year,
        document_number=document.number,
        uploaded_by=user,
    )
    lading.full_clean()
    lading.save()
    return lading


def takes_long(data: bytes) -> bool:
    """Whether reading this is for a job."""
    return len(data) > READ_AT_ONCE or data.startswith(b"%PDF")


def read(key: int, *, again: bool = False, killed: bool = False) -> bool:
    """Read a lading that waits (`again`: whatever became of it, as long as it is not read) and return whether it was.

    With `killed` the job that was at it is known to be gone. What cannot be read is kept with the reason. Of two that
    read it at once, the later one counts.
    """
    claimed = _claim(key, again=again, killed=killed)
    if claimed is None:
        return False
    lading, attempt = claimed
    columns: dict[str, Any]
    try:
        packed = pack_as_text(_delivery_of(lading, attempt))
        columns = {"state": LadingStaat.GELEZEN, "delivery": Cast(Value(packed), JSONField())}
    except sources.Unreadable as error:
        columns = {"state": LadingStaat.MISLUKT, "error": str(error)}
    except SoftTimeLimitExceeded:
        columns = {
            "state": LadingStaat.MISLUKT,
            "error": f"Het lezen van {lading.name} duurt te lang. Splits het bestand, en laad de delen apart.",
        }
    except Exception as error:
        # Whatever a file does to a reader, the one who sent it has to hear of it.
        logger.exception("could not read lading %s", key)
        columns = {"state": LadingStaat.MISLUKT, "error": f"{lading.name} is niet te lezen ({type(error).__name__})."}
    return _tell(key, attempt, **columns, step="", done=1, total=1)


def wait_again(lading: Lading, *, although_read: bool = False) -> None:
    """Have a lading that was lost or could not be read wait for its reader as if it was just sent.

    With `although_read` also one that was read, because it is to be read otherwise; its answers stay.
    """
    with transaction.atomic():
        lading = Lading.objects.select_for_update().defer("data").get(pk=lading.pk)
        again = (LadingStaat.MISLUKT, LadingStaat.GELEZEN) if although_read else (LadingStaat.MISLUKT,)
        if lading.is_lost or lading.state in again:
            lading.state, lading.error, lading.attempt = LadingStaat.WACHT, "", lading.attempt + 1
            lading.broken_off = 0
            _from_the_start(lading)


def forget_answer(lading: Lading, question: str, *, user: Any) -> None:
    """Ask a question again, by its id."""
    with transaction.atomic():
        lading = Lading.objects.select_for_update().get(pk=lading.pk)
        asked = difference_of(lading, user).vragen.asked if lading.state == LadingStaat.GELEZEN else []
        keys = {vraag.key for vraag in asked if vraag.id == question}
        lading.answers = {key: kept for key, kept in lading.answers.items() if key not in keys}
        lading.save(update_fields=["answers"])


def lost() -> Collection[tuple[int, str]]:
    """Return the keys and states of the ladingen whose job was lost."""
    return list(Lading.objects.lost().values_list("pk", "state"))


def keep_answers(lading: Lading, given: Mapping[str, Mapping[str, str]], *, user: Any) -> list[Vraag]:
    """Keep the answers in `given`, by the id of their question; return the questions whose answer is refused.

    An answer to questions together (`gathered`) is each one's that has none of its own, also when it is changed while
    the page still shows them. What is left empty says nothing; `forget_answer` takes an answer back. Raises
    ValidationError when the lading is not waiting for answers.
    """
    with transaction.atomic():
        lading = Lading.objects.select_for_update().get(pk=lading.pk)
        if lading.state != LadingStaat.GELEZEN:
            raise ValidationError("Deze lading wacht niet meer op antwoorden.")
        refused, kept = [], dict(lading.answers)
        vragen = difference_of(lading, user).vragen
        together = {vraag.key: samen.vraag.id for samen in gathered(vragen.open) for vraag in samen.vragen}
        together |= {key: earlier["together"] for key, earlier in kept.items() if earlier.get("together")}
        for vraag in vragen.asked:
            own, samen = _said(vraag, given.get(vraag.id)), together.get(vraag.key, "")
            answer = own or _said(vraag, given.get(samen))
            if answer is None:
                continue
            form = form_of(vraag, answer)
            if not form.is_valid():
                words = " ".join(str(error) for errors in form.errors.values() for error in errors)
                refused.append(Vraag(vraag.key, vraag.place, vraag.text, vraag.why, vraag.velden, None, words))
            elif vraag.answer != answer:
                who = user.get_username() if user else ""
                kept[vraag.key] = {"answer": answer, "by": who, "at": timezone.now().isoformat()}
                if own is None:
                    kept[vraag.key]["together"] = samen
        lading.answers = kept
        lading.save(update_fields=["answers"])
    return refused


def _said(vraag: Vraag, sent: Mapping[str, str] | None) -> dict[str, str] | None:
    """Return what was sent as an answer, or None where it says nothing: a page may be older than an answer."""
    answer = {veld.name: (sent or {}).get(veld.name, "") for veld in vraag.velden}
    said = any(answer[veld.name].strip() not in ("", veld.initial) for veld in vraag.velden)
    return answer if said and answer.get("keuze", "-").strip() else None


def leave_out_the_rest(lading: Lading, *, user: Any) -> int:
    """Answer every open question with 'niet laden'; return how many."""
    open_ones = difference_of(lading, user).open
    given = {
        vraag.id: {veld.name: NOT_LOADED}
        for vraag in open_ones
        for veld in vraag.velden
        if NOT_LOADED in dict(veld.choices)
    }
    keep_answers(lading, given, user=user)
    return len(given)


def _claim(key: int, *, again: bool, killed: bool) -> tuple[Lading, int] | None:
    """Take a lading to read it, if it is to be read; return it and the number of this attempt."""
    with transaction.atomic():
        lading = Lading.objects.select_for_update().get(pk=key)
        waits = lading.state == LadingStaat.WACHT or (again and lading.state in AGAIN)
        broken_off = lading.state == LadingStaat.BEZIG and (killed or lading.is_lost)
        if not waits and not broken_off:
            return None
        lading.state, lading.attempt, lading.error = LadingStaat.BEZIG, lading.attempt + 1, ""
        lading.broken_off += broken_off
        if lading.broken_off > MOST_KILLED:
            lading.state = LadingStaat.MISLUKT
            lading.error = f"Het lezen van {lading.name} is {lading.broken_off} keer afgebroken. {TOO_HEAVY}"
            lading.broken_off = 0
        _from_the_start(lading)
        return (lading, lading.attempt) if lading.state == LadingStaat.BEZIG else None


def _from_the_start(lading: Lading) -> None:
    """Keep that nothing of it is read yet."""
    lading.step, lading.done, lading.total, lading.heard_at = "", 0, 0, timezone.now()
    kept = ["state", "attempt", "error", "broken_off", "step", "done", "total", "heard_at"]
    lading.save(update_fields=kept)


def _delivery_of(lading: Lading, attempt: int) -> Delivery:
    """Return what is read of a lading, which loses its bytes: packing needs their room. Raises Unreadable."""
    data, lading.data = bytes(lading.data), b""
    progress = _progress_of(lading.pk, attempt)
    return sources.read(data, lading.name, progress, kind=lading.document_kind, year=lading.document_year)


def _progress_of(key: int, attempt: int) -> Progress:
    """Return what a reader tells how far it is."""

    def tell(step: Stap, done: int, total: int) -> None:
        _tell(key, attempt, step=step, done=done, total=total)

    return seldom(tell)


def _tell(key: int, attempt: int, **columns: Any) -> bool:
    """Write how far the reading is; return whether this attempt still counts."""
    ours = Lading.objects.filter(pk=key, attempt=attempt, state=LadingStaat.BEZIG)
    return bool(ours.update(**columns, heard_at=timezone.now()))
