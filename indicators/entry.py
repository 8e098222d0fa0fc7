"""Entering a realisatie, and taking one back: the one way in which a form writes a figure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.choices import OPEN_STATES, Staat
from indicators.dossier import Cijfer
from indicators.inputs import Invoer, Uitkomst, with_figure
from indicators.models import Effectindicator, Realisatie, Reeks
from indicators.recalculation import judge
from indicators.tasks import recalculate_on_commit
from indicators.trendbreuk import check_reeks
from programmes import recorded

UNSAVED = 0  # the key of a figure that has none yet


@dataclass(frozen=True)
class Opgave:
    """What an officer says of one year: a value or the reason why there is none, and what belongs to it."""

    year: int
    measured_year: int
    value: Decimal | None = None
    reason: str = ""
    note: str = ""
    provisional: bool = False
    respondents: int | None = None
    why: str = ""  # of a correction or a withdrawal
    # Whoever types another measuring year says with it that the figure counts for this one.
    year_confirmed: bool = True

    def columns(self) -> dict[str, Any]:
        """Return what the figure says, by column: whoever changes any of this was the last to change it."""
        said = asdict(self)
        del said["year"]
        return {**said, "year_confirmed": self.year_confirmed and self.measured_year != self.year}


def opgave_of(figure: Realisatie) -> Opgave:
    """Return what a figure says, as its officer would say it again."""
    return Opgave(**{column.name: getattr(figure, column.name) for column in fields(Opgave)})


class SomeoneElseWasFirst(Exception):
    """The figure is no longer what the officer saw when they began; `current` is what it is now."""

    def __init__(self, current: Realisatie | None) -> None:
        super().__init__("the figure was changed in the meantime")
        self.current = current


def newest(reeks: Reeks, year: int) -> Realisatie | None:
    """Return the newest version of a year's figure, of any state."""
    return Realisatie.objects.filter(reeks=reeks, year=year).select_related("changed_by").order_by("version").last()


def token(figure: Realisatie | None) -> str:
    """Return what a form carries to find out whether the figure changed since it was shown."""
    if figure is None:
        return ""
    return f"{figure.pk}.{figure.version}.{figure.state}.{figure.changed_at.isoformat() if figure.changed_at else ''}"


def judge_unsaved(reeks: Reeks, opgave: Opgave, versions: Sequence[Cijfer] | None = None) -> tuple[Invoer, Uitkomst]:
    """Return what the rule would say of a figure that is not saved yet, and by what; `versions` as `with_figure`."""
    figure = Cijfer(
        indicator_id=reeks.indicator_id,
        reeks_id=reeks.pk,
        reeks_from=reeks.valid_from,
        unit=reeks.unit,
        year=opgave.year,
        id=UNSAVED,
        state=Staat.CONCEPT,
        value=opgave.value,
        reason=opgave.reason,
        measured_year=opgave.measured_year,
        year_confirmed=True,
        provisional=opgave.provisional,
        respondents=opgave.respondents,
    )
    invoer = with_figure(figure, reeks.indicator, versions)
    return invoer, judge(invoer)


@transaction.atomic
def enter(reeks: Reeks, opgave: Opgave, *, user: Any, seen: str, hand_in: bool) -> Realisatie:
    """Save what `user` says of one year as a concept or, with `hand_in`, as ingediend; return the figure.

    An open figure is changed, an adopted one gets a new version beside it that does not count until it is
    adopted. Raises PermissionDenied when the indicator is not theirs today, SomeoneElseWasFirst when there is a
    figure and it is not what `seen` (see `token`) says, and ValidationError when it cannot be a figure of this reeks,
    when the year is measured by another one, or when it does not say why an adopted one is corrected. The recompute
    follows after the commit.
    """
    _take(reeks, user)
    check_reeks(reeks, opgave.year)
    state = Staat.INGEDIEND if hand_in else Staat.CONCEPT
    current = newest(reeks, opgave.year)
    if current is not None and token(current) != seen:
        if current.changed_by_id == user.pk and current.state == state and _says(current, opgave):
            return current  # the same form, sent twice
        raise SomeoneElseWasFirst(current)
    figure = _to_change(reeks, opgave, current)
    if not _says(figure, opgave):
        for column, value in opgave.columns().items():
            setattr(figure, column, value)
        figure.changed_by, figure.changed_at = user, timezone.now()
    figure.state = state
    if hand_in:
        figure.handed_in_by, figure.handed_in_at = user, timezone.now()
        figure.returned_by, figure.returned_at, figure.return_reason = None, None, ""
    figure.full_clean()
    recorded.save(figure, by=user, why=figure.why)
    recalculate_on_commit([reeks.indicator_id])
    return figure


@transaction.atomic
def withdraw(figure: Realisatie, *, user: Any, why: str, seen: str) -> None:
    """Take back a figure that never counted: it goes, and stays on record with `why`.

    An adopted figure is withdrawn by entering a new version without a value. Raises PermissionDenied when the
    indicator is not theirs today, SomeoneElseWasFirst when the figure is not what `seen` says, and ValidationError
    without a reason or when it was adopted.
    """
    _take(figure.reeks, user)
    current = newest(figure.reeks, figure.year)
    if current is None or token(current) != seen:
        raise SomeoneElseWasFirst(current)
    if current.state not in OPEN_STATES:
        raise ValidationError("Een vastgesteld cijfer trekt u in met een nieuwe versie zonder waarde.")
    if not why.strip():
        raise ValidationError("Schrijf waarom u dit cijfer weggooit.")
    recorded.delete(current, by=user, why=why.strip())
    recalculate_on_commit([figure.reeks.indicator_id])


def _take(reeks: Reeks, user: Any) -> None:
    """Lock the indicator for `user` to change its figures; raise PermissionDenied when it is not theirs today."""
    # The same lock as the recompute's: two officers, or an officer and a controller, take turns.
    Effectindicator.objects.select_for_update().get(pk=reeks.indicator_id)
    if not Effectindicator.objects.editable_by(user).filter(pk=reeks.indicator_id).exists():
        raise PermissionDenied(
            "Deze indicator hoort niet bij uw beleidsterreinen. Klopt dat niet? Vraag het een beheerder."
        )


def _to_change(reeks: Reeks, opgave: Opgave, current: Realisatie | None) -> Realisatie:
    """Return the figure that `opgave` is written in: the open one, or a new version."""
    if current is None:
        return Realisatie(reeks=reeks, year=opgave.year)
    adopted = current.state not in OPEN_STATES
    if adopted and _says(current, replace(opgave, why=current.why)):
        raise ValidationError("Zo is het cijfer al vastgesteld: u verandert er niets aan.")
    if (adopted or current.version > 1) and not opgave.why.strip():
        raise ValidationError({"why": "Schrijf waarom u het vastgestelde cijfer corrigeert of intrekt."})
    return Realisatie(reeks=reeks, year=opgave.year, version=current.version + 1) if adopted else current


def _says(figure: Realisatie, opgave: Opgave) -> bool:
    """Whether a figure says this already."""
    return all(getattr(figure, column) == value for column, value in opgave.columns().items())
