"""Proposing and confirming the streefwaarden of a document, until it is adopted: then only a new one moves them."""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.choices import DoelStaat
from indicators.explanation import target_words
from indicators.models import Effectindicator, Reeks, Streefwaarde
from indicators.target_history import applying_before, is_moved
from indicators.target_notation import Grens
from indicators.trendbreuk import check_reeks
from programmes import recorded
from programmes.models import Document

ADOPTED = "is vastgesteld: alleen een nieuw document verplaatst een streefwaarde"
OWN_WORK = "hebt u zelf overgenomen of als laatste gewijzigd; een ander moet hem bevestigen (vier ogen)"
SUBMITTED_AGAIN = "ongewijzigd opnieuw voorgelegd"


@dataclass(frozen=True)
class Doelopgave:
    """What an officer proposes for one year: a target or the reason why there is none, and why it moves."""

    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    strict: bool = False
    reason: str = ""
    note: str = ""
    moved_because: str = ""
    moved_by: str = ""

    @property
    def grens(self) -> Grens:
        """The numbers of it."""
        return Grens(self.value, self.lower, self.upper, self.strict)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing, so that an earlier document goes on applying."""
        return not self.reason and self.grens == Grens()

    @property
    def fingerprint(self) -> str:
        """What a form carries to find out whether the proposal changed since it was shown: what it says, in short."""
        if self.is_empty:
            return ""
        said = (f"{v.normalize():f}" if isinstance(v, Decimal) else str(v) for v in asdict(self).values())
        return sha256("\0".join(said).encode()).hexdigest()[:20]


class SomeoneElseProposed(Exception):
    """The proposal is no longer what the officer saw; `current` is what it is now."""

    def __init__(self, current: Streefwaarde | None) -> None:
        super().__init__("the proposal was changed in the meantime")
        self.current = current


class Antwoord(NamedTuple):
    """Which targets were confirmed or given back, and which were not, with the reason in Dutch."""

    done: list[Streefwaarde]
    refused: list[tuple[Streefwaarde, str]]


def opgave_of(target: Streefwaarde | None) -> Doelopgave:
    """Return what a target says; of none, nothing."""
    if target is None:
        return Doelopgave()
    return Doelopgave(**{name: getattr(target, name) for name in Doelopgave.__dataclass_fields__})


def token(target: Streefwaarde) -> str:
    """Return what the desk carries of a proposal, so that nothing is confirmed unseen."""
    return f"{target.pk}.{opgave_of(target).fingerprint}"


def return_mark(target: Streefwaarde | None) -> str:
    """Return what the form carries of a return, so that nobody submits again without having read why; else nothing."""
    return target.returned_at.isoformat() if target and target.returned_at else ""


@transaction.atomic
def propose(
    document: Document, reeks: Reeks, year: int, opgave: Doelopgave, *, user: Any, seen: str, again: str = ""
) -> Streefwaarde | None:
    """Save what `user` proposes that `document` sets for one year, and return it; an empty one takes it back.

    `seen` is the fingerprint of what the form showed. A proposal that was given back and is not changed is submitted
    again with `again`, the `return_mark` of what was shown. Raises PermissionDenied when the indicator is not theirs
    today, SomeoneElseProposed when what was shown is no longer what there is, and ValidationError when the document is
    adopted, when it cannot be a target of this reeks, when it moves an earlier target without saying why, or when it
    would empty what a controller confirmed.
    """
    _take(document)
    # The same lock as a trendbreuk's, which would otherwise move the year to another reeks meanwhile.
    Effectindicator.objects.select_for_update().get(pk=reeks.indicator_id)
    if not Effectindicator.objects.editable_by(user).filter(pk=reeks.indicator_id).exists():
        raise PermissionDenied(
            "Deze indicator hoort niet bij uw beleidsterreinen. Klopt dat niet? Vraag het een beheerder."
        )
    check_reeks(reeks, year)
    known = Streefwaarde.objects.filter(document=document, reeks=reeks, year=year)
    current = known.select_related("reeks", "changed_by").first()
    there = opgave_of(current).fingerprint
    is_returned = current is not None and current.return_reason != ""
    if opgave.fingerprint in (seen, there) and not (is_returned and again):
        return current  # not touched, or said already
    if seen != there or (again and is_returned and again != return_mark(current)):
        raise SomeoneElseProposed(current)
    if current and opgave.is_empty:
        _check_emptying(current)
        recorded.delete(current, by=user, why="voorstel leeggemaakt")
        return None
    target = current or Streefwaarde(document=document, reeks=reeks, year=year)
    for column, value in asdict(opgave).items():
        setattr(target, column, value)
    target.state = DoelStaat.VOORSTEL
    if opgave.fingerprint != there:
        target.changed_by, target.changed_at = user, timezone.now()
    target.confirmed_by, target.confirmed_at = None, None
    target.returned_by, target.returned_at, target.return_reason = None, None, ""
    _check_move(target)
    target.full_clean()
    recorded.save(target, by=user, why=opgave.moved_because if opgave.fingerprint != there else SUBMITTED_AGAIN)
    return target


@transaction.atomic
def confirm(targets: QuerySet[Streefwaarde], *, user: Any, seen: Collection[str]) -> Antwoord:
    """Confirm those of `targets` that were proposed, that `user` did not change last (four eyes), and that they saw.

    `seen` holds the token of each as it was shown. Raises PermissionDenied when `user` may not confirm.
    """

    def change(target: Streefwaarde) -> None:
        target.state = DoelStaat.BEVESTIGD
        target.confirmed_by, target.confirmed_at = user, timezone.now()

    return _answer(targets, user, seen, change, "", lambda target: OWN_WORK if is_own_work(target, user) else "")


@transaction.atomic
def give_back(targets: QuerySet[Streefwaarde], *, user: Any, why: str, seen: Collection[str]) -> Antwoord:
    """Give the proposals among `targets` that `user` saw back to their officers, and say `why`.

    Raises ValidationError without a reason, and PermissionDenied when `user` may not confirm.
    """
    why = why.strip()
    if not why:
        raise ValidationError("Schrijf waarom u teruggeeft; de beleidsmedewerker leest dat.")

    def change(target: Streefwaarde) -> None:
        target.returned_by, target.returned_at, target.return_reason = user, timezone.now(), why

    return _answer(targets, user, seen, change, why, lambda _: "")


def is_own_work(target: Streefwaarde, user: Any) -> bool:
    """Whether `user` was the last to change the proposal, so that another has to confirm it."""
    return bool(target.changed_by_id == user.pk)


def _check_emptying(target: Streefwaarde) -> None:
    """Raise ValidationError when a controller confirmed this, now or before a change, and did not give it back."""
    confirmed = target.state == DoelStaat.BEVESTIGD or target.history.filter(state=DoelStaat.BEVESTIGD).exists()
    if confirmed and not target.return_reason:
        raise ValidationError(
            "Een controller heeft hier een streefwaarde bevestigd; die maakt u niet zelf leeg. "
            "Stel een andere voor, of vraag de controller om dat voorstel terug te geven."
        )


def _check_move(target: Streefwaarde) -> None:
    """Raise ValidationError when this moves or withdraws a target of an earlier document without saying why."""
    earlier = applying_before(target.document, [target.reeks_id]).get((target.reeks_id, target.year))
    if earlier and is_moved(target, earlier) and not target.moved_because.strip():
        words = target_words(earlier)
        raise ValidationError({"moved_because": f"{earlier.document} stelde {words}. Schrijf waarom dat verandert."})


def _take(document: Document) -> None:
    """Lock the document, so that it is not adopted meanwhile; raise ValidationError when it was already."""
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.adopted:
        raise ValidationError(f"{locked} {ADOPTED}.")
    if not locked.sets_targets:
        raise ValidationError(f"{locked} stelt geen streefwaarden vast.")


def _answer(
    targets: QuerySet[Streefwaarde],
    user: Any,
    seen: Collection[str],
    change: Callable[[Streefwaarde], None],
    why: str,
    objection: Callable[[Streefwaarde], str],
) -> Antwoord:
    """Change each proposal that can be answered and to which there is no objection."""
    if not user.has_perm("indicators.confirm_streefwaarde"):
        raise PermissionDenied("Alleen een controller bevestigt streefwaarden of geeft ze terug.")
    documents = Document.objects.filter(streefwaarden__in=targets).values("pk")
    list(Document.objects.select_for_update().filter(pk__in=documents).order_by("pk"))
    answer = Antwoord([], [])
    for target in targets.select_related("reeks__indicator", "document").order_by("pk"):
        refusal = _why_not(target, seen) or objection(target)
        if refusal:
            answer.refused.append((target, refusal))
            continue
        change(target)
        recorded.save(target, by=user, why=why)
        answer.done.append(target)
    return answer


def _why_not(target: Streefwaarde, seen: Collection[str]) -> str:
    """Return why nobody can answer this proposal now, or nothing when it waits for an answer."""
    if target.document.adopted:
        return ADOPTED
    if target.state == DoelStaat.BEVESTIGD:
        return "is al bevestigd"
    if target.return_reason:
        return "is al teruggegeven"
    if token(target) not in seen:
        return "is intussen gewijzigd; bekijk het nieuwe voorstel eerst"
    return ""
