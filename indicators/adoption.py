"""Adopting figures: the controller's agreement, from which on they count for the council."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.choices import Staat
from indicators.entry import token
from indicators.models import Effectindicator, Realisatie
from indicators.tasks import recalculate_on_commit
from programmes import recorded


class Vaststelling(NamedTuple):
    """Which figures were adopted, and which were not, with the reason in Dutch."""

    adopted: list[Realisatie]
    refused: list[tuple[Realisatie, str]]


@transaction.atomic
def adopt(figures: QuerySet[Realisatie], *, user: Any, seen: Collection[str]) -> Vaststelling:
    """Adopt those of `figures` that were handed in, that `user` did not change last (four eyes), and that they saw.

    `seen` holds the token (see `entry.token`) of each figure as it was shown to the one who adopts.
    """
    _lock_indicators(figures)
    result = Vaststelling([], [])
    now = timezone.now()
    for figure in figures.select_related("reeks__indicator").order_by("pk"):
        refusal = _why_not(figure, user, seen)
        if refusal:
            result.refused.append((figure, refusal))
            continue
        figure.state = Staat.VASTGESTELD
        figure.adopted_by, figure.adopted_at = user, now
        recorded.save(figure, by=user, fields=["state", "adopted_by", "adopted_at"])
        result.adopted.append(figure)
    recalculate_on_commit({figure.reeks.indicator_id for figure in result.adopted})
    return result


def _lock_indicators(figures: Iterable[Realisatie]) -> None:
    """Take the locks an entry takes, so that nobody changes a figure while it is being adopted."""
    ids = {figure.reeks.indicator_id for figure in figures}
    list(Effectindicator.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _why_not(figure: Realisatie, user: Any, seen: Collection[str]) -> str:
    """Return why `user` cannot adopt this figure, or nothing when they can."""
    if figure.state == Staat.VASTGESTELD:
        return "is al vastgesteld"
    if figure.state == Staat.CONCEPT:
        return "is nog een concept; de beleidsmedewerker moet het eerst indienen"
    if figure.changed_by_id == user.pk:
        return "hebt u zelf als laatste gewijzigd; een ander moet het vaststellen (vier ogen)"
    if token(figure) not in seen:
        return "is intussen gewijzigd; bekijk het nieuwe cijfer eerst"
    return ""
