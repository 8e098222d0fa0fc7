"""Another stoplichtnorm: which lights it would recolour, proposing it, and deciding on it (four eyes).

What was published keeps the norm it was judged by; this moves the lights of the pages that show "now".
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.choices import Stand
from indicators.dossier import Normgrens
from indicators.explanation import Uitleg, explain
from indicators.getallen import marge
from indicators.inputs import Invoer, Sleutel, Uitkomst, gather, norms_in_force, stored
from indicators.models import Effectindicator, Normvoorstel, Reeks, Stoplichtnorm
from indicators.recalculation import judge
from indicators.tasks import recalculate_all_on_commit
from programmes import recorded

PERMISSION = "indicators.set_stoplichtnorm"

SHOWN = 200  # lines of a preview; more than anyone reads, and the counts are complete


class Verkleuring(NamedTuple):
    """A light that gets another colour, with what it would be judged by and what that gives."""

    key: Sleutel
    before: str
    invoer: Invoer
    uitkomst: Uitkomst

    @property
    def after(self) -> str:
        """The colour it gets."""
        return self.uitkomst.stoplicht


class Regel(NamedTuple):
    """A light that gets another colour, in words."""

    indicator: Effectindicator
    year: int
    before: str
    after: str
    uitleg: Uitleg


class Aantal(NamedTuple):
    """How many lights go from one colour to another: of what the council sees, and of the werkstand."""

    before: str
    after: str
    vastgesteld: int
    werk: int


@dataclass(frozen=True)
class Vooruitblik:
    """What another norm would change of the lights as they are stored now."""

    norm: Normgrens
    last_year: int | None  # the year before the next norm begins
    vastgesteld: Sequence[Verkleuring]  # the latest year first
    werk: Sequence[Verkleuring]
    behind: int  # lights that are being brought up to date, and cannot be compared until they are
    own_margin: int  # indicators with a margin of their own: no norm moves them

    @property
    def in_words(self) -> str:
        """How far off is still oranje."""
        return marge(self.norm.margin, self.norm.kind)

    @property
    def counts(self) -> list[Aantal]:
        """How many lights go from which colour to which."""
        seen, working = _counted(self.vastgesteld), _counted(self.werk)
        return [Aantal(*pair, seen[pair], working[pair]) for pair in sorted(seen.keys() | working.keys())]

    @cached_property
    def lines(self) -> list[Regel]:
        """The first of the lights that the council sees, in words; three queries."""
        first = self.vastgesteld[:SHOWN]
        indicators = Effectindicator.objects.in_bulk({change.key.indicator_id for change in first})
        reeksen = Reeks.objects.in_bulk(
            {pk for c in first for pk in (c.invoer.reeks_id, c.invoer.target_reeks_id) if pk}
        )
        lines = []
        for key, before, invoer, uitkomst in first:
            reeks, target_reeks = reeksen[invoer.reeks_id or 0], reeksen[invoer.target_reeks_id or 0]
            uitleg = explain(invoer, uitkomst, key.year, reeks, target_reeks)
            lines.append(Regel(indicators[key.indicator_id], key.year, before, uitkomst.stoplicht, uitleg))
        return lines

    @property
    def token(self) -> str:
        """What a form carries to find out whether the norm, or what it changes for the council, is still the same."""
        said = [self.norm._replace(margin=self.norm.margin.normalize())]
        changes = sorted((c.key.indicator_id, c.key.year, c.before, c.after) for c in self.vastgesteld)
        return hashlib.sha256(repr((said, changes)).encode()).hexdigest()


class NotWhatWasSeen(Exception):
    """What the norm would change is not what the controller saw; `now` is what it would change."""

    def __init__(self, now: Vooruitblik) -> None:
        super().__init__("the lights that the norm recolours are others than those that were shown")
        self.now = now


def foresee(norm: Normgrens) -> Vooruitblik:
    """Return which lights get another colour when `norm` applies from its year until the next norm begins."""
    others = [other for other in norms_in_force() if other.valid_from != norm.valid_from]
    wanted = gather(norms=sorted([*others, norm], reverse=True))
    changes: dict[str, list[Verkleuring]] = {stand: [] for stand in Stand}
    next_one = min((other.valid_from for other in others if other.valid_from > norm.valid_from), default=None)
    behind = 0
    for key, was, outcome in stored():
        will = wanted.get(key)
        if will is None or was != _with_margin_of(was, will):
            behind += 1
        elif was != will:
            change = Verkleuring(key, outcome.stoplicht, will, judge(will))
            if change.before != change.after:
                changes[key.stand].append(change)
    return Vooruitblik(
        norm=norm,
        last_year=next_one - 1 if next_one else None,
        vastgesteld=sorted(changes[Stand.VASTGESTELD], key=lambda change: (-change.key.year, change.key.indicator_id)),
        werk=changes[Stand.WERK],
        behind=behind,
        own_margin=Effectindicator.objects.filter(margin__isnull=False).count(),
    )


def _with_margin_of(was: Invoer, will: Invoer) -> Invoer:
    """Return `will` as it would be under the margin of `was`: what then still differs is no work of the norm."""
    return will._replace(margin=was.margin, margin_kind=was.margin_kind, margin_source=was.margin_source)


def _counted(changes: Iterable[Verkleuring]) -> Counter[tuple[str, str]]:
    """Return how many changes there are from each colour to each other."""
    return Counter((change.before, change.after) for change in changes)


@transaction.atomic
def propose(norm: Normgrens, *, user: Any, why: str, seen: str) -> Normvoorstel:
    """Save `norm` as a proposal, which another controller decides on; return it.

    Raises NotWhatWasSeen when it changes something else than `seen` (see `Vooruitblik.token`) says,
    ValidationError when there is a proposal for this year already, PermissionDenied for who is no controller.
    """
    _check_may(user)
    _check_seen(norm, seen)
    voorstel = Normvoorstel(
        valid_from=norm.valid_from,
        margin=norm.margin,
        margin_kind=norm.kind,
        reason=why,
        proposed_by=user,
        proposed_at=timezone.now(),
    )
    voorstel.clean_fields(exclude=["accepted"])  # nobody has decided yet
    voorstel.validate_constraints()
    try:
        with transaction.atomic():
            recorded.save(voorstel, by=user, why=why)
    except IntegrityError as race:
        raise ValidationError("Voor dit jaar ligt al een voorstel. Daarover wordt eerst besloten.") from race
    return voorstel


@transaction.atomic
def accept(voorstel_id: int, *, user: Any, seen: str) -> Stoplichtnorm:
    """Make the norm of a proposal apply, and queue the recompute of everything; return the norm.

    Raises NotWhatWasSeen as `propose` does, ValidationError when it was decided on already or when `user`
    proposed it (four eyes), PermissionDenied for who is no controller.
    """
    _check_may(user)
    voorstel = _undecided(voorstel_id)
    if voorstel.proposed_by_id == user.pk:
        raise ValidationError("U hebt deze norm zelf voorgesteld; een andere controller besluit erover (vier ogen).")
    _check_seen(norm_of(voorstel), seen)
    norm = Stoplichtnorm.objects.filter(valid_from=voorstel.valid_from).first()
    norm = norm or Stoplichtnorm(valid_from=voorstel.valid_from)
    norm.margin, norm.margin_kind, norm.reason = voorstel.margin, voorstel.margin_kind, voorstel.reason
    norm.full_clean()
    recorded.save(norm, by=user, why=voorstel.reason)
    _decide(voorstel, accepted=True, user=user, why=voorstel.reason)
    recalculate_all_on_commit()
    return norm


@transaction.atomic
def reject(voorstel_id: int, *, user: Any, why: str) -> Normvoorstel:
    """Turn a proposal down, or take back one's own; return it.

    Raises ValidationError without a reason or when it was decided on already, PermissionDenied for who is no
    controller.
    """
    _check_may(user)
    if not why:
        raise ValidationError("Schrijf erbij waarom niet.")
    return _decide(_undecided(voorstel_id), accepted=False, user=user, why=why)


def norm_of(voorstel: Normvoorstel) -> Normgrens:
    """Return the norm that is proposed."""
    return Normgrens(voorstel.valid_from, voorstel.margin, voorstel.margin_kind)


def _check_may(user: Any) -> None:
    """Raise PermissionDenied for who may not set the norm."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied


def _check_seen(norm: Normgrens, seen: str) -> None:
    """Raise NotWhatWasSeen when `norm` changes something else than what was shown."""
    now = foresee(norm)
    if now.token != seen:
        raise NotWhatWasSeen(now)


def _undecided(voorstel_id: int) -> Normvoorstel:
    """Return the proposal, locked; raise ValidationError when somebody decided on it already."""
    voorstel = Normvoorstel.objects.select_for_update().get(pk=voorstel_id)
    if voorstel.accepted is not None:
        raise ValidationError("Over dit voorstel is al besloten. Doe zo nodig een nieuw voorstel.")
    return voorstel


def _decide(voorstel: Normvoorstel, *, accepted: bool, user: Any, why: str) -> Normvoorstel:
    """Save what was decided, by whom and when."""
    voorstel.accepted, voorstel.decided_by, voorstel.decided_at = accepted, user, timezone.now()
    recorded.save(voorstel, by=user, why=why, fields=["accepted", "decided_by", "decided_at"])
    return voorstel
