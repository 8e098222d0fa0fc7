"""Entering a realisatie: the one way in which a form writes a figure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.choices import OPEN_STATES, Staat
from indicators.inputs import Cijfer, Invoer, Uitkomst, with_figure
from indicators.models import Effectindicator, Realisatie, Reeks
from indicators.recalculation import judge
from indicators.tasks import recalculate_on_commit
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


def judge_unsaved(reeks: Reeks, opgave: Opgave) -> tuple[Invoer, Uitkomst]:
    """Return what the rule would say of a figure that is not saved yet, and by what."""
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
    invoer = with_figure(figure)
    return invoer, judge(invoer)


@transaction.atomic
def enter(reeks: Reeks, opgave: Opgave, *, user: Any, seen: str, hand_in: bool) -> Realisatie:
    """Save what `user` says of one year as a concept or, with `hand_in`, as ingediend; return the figure.

    An open figure is changed, an adopted one gets a new version beside it that does not count until it is
    adopted. Raises SomeoneElseWasFirst when there is a figure and it is not what `seen` (see `token`) says, and
    ValidationError when it cannot be a figure of this reeks. The recompute follows after the commit.
    """
    # The same lock as the recompute's: two officers, or an officer and a controller, take turns.
    Effectindicator.objects.select_for_update().get(pk=reeks.indicator_id)
    current = newest(reeks, opgave.year)
    if current is not None and token(current) != seen:
        raise SomeoneElseWasFirst(current)
    if current and current.state in OPEN_STATES:
        figure = current
    else:
        figure = Realisatie(reeks=reeks, year=opgave.year, version=current.version + 1 if current else 1)
    figure.measured_year = opgave.measured_year
    # Whoever types another measuring year says with it that the figure counts for this one.
    figure.year_confirmed = opgave.measured_year != opgave.year
    figure.value, figure.reason, figure.note = opgave.value, opgave.reason, opgave.note
    figure.provisional, figure.respondents = opgave.provisional, opgave.respondents
    figure.state = Staat.INGEDIEND if hand_in else Staat.CONCEPT
    figure.changed_by, figure.changed_at = user, timezone.now()
    figure.full_clean()
    recorded.save(figure, by=user)
    recalculate_on_commit([reeks.indicator_id])
    return figure
