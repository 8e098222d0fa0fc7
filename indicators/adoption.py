"""Adopting figures, from which on they count for the council, and giving them back: the controller's answer."""

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.choices import Staat
from indicators.entry import token
from indicators.models import Effectindicator, Realisatie
from indicators.tasks import recalculate_on_commit
from programmes import recorded

OWN_WORK = "hebt u zelf als laatste gewijzigd; een ander moet het vaststellen (vier ogen)"

TAKEN_BACK = "Teruggave ongedaan gemaakt"


class Antwoord(NamedTuple):
    """Which figures were adopted or given back, and which were not, with the reason in Dutch."""

    done: list[Realisatie]
    refused: list[tuple[Realisatie, str]]


@transaction.atomic
def adopt(figures: QuerySet[Realisatie], *, user: Any, seen: Collection[str]) -> Antwoord:
    """Adopt those of `figures` that were handed in, that `user` did not change last (four eyes), and that they saw.

    `seen` holds the token (see `entry.token`) of each figure as it was shown to the one who adopts. Raises
    PermissionDenied when `user` may not adopt.
    """

    def change(figure: Realisatie) -> None:
        figure.state = Staat.VASTGESTELD
        figure.adopted_by, figure.adopted_at = user, timezone.now()

    return _answer(figures, user, seen, change, "", lambda figure: OWN_WORK if is_own_work(figure, user) else "")


@transaction.atomic
def give_back(figures: QuerySet[Realisatie], *, user: Any, why: str, seen: Collection[str]) -> Antwoord:
    """Make those of `figures` that were handed in, and that `user` saw, concepts again, and say `why`.

    Raises ValidationError without a reason, and PermissionDenied when `user` may not adopt.
    """
    why = why.strip()
    if not why:
        raise ValidationError("Schrijf waarom u teruggeeft; de beleidsmedewerker leest dat.")

    def change(figure: Realisatie) -> None:
        figure.state = Staat.CONCEPT
        figure.returned_by, figure.returned_at, figure.return_reason = user, timezone.now(), why

    return _answer(figures, user, seen, change, why, lambda _: "")


@transaction.atomic
def take_back(figures: QuerySet[Realisatie], *, user: Any, seen: Collection[str]) -> Antwoord:
    """Undo that `user` gave these figures back: as long as nobody changed them since, they wait for an answer again.

    `seen` holds the token of each figure as it was shown. Raises PermissionDenied when `user` may not adopt.
    """

    def change(figure: Realisatie) -> None:
        figure.state = Staat.INGEDIEND
        figure.returned_by, figure.returned_at, figure.return_reason = None, None, ""

    def why_not(figure: Realisatie) -> str:
        if figure.returned_by_id != user.pk or token(figure) not in seen:
            return "is intussen gewijzigd, of niet door u teruggegeven"
        return ""

    return _answer(figures, user, seen, change, TAKEN_BACK, lambda _: "", why_not)


def is_own_work(figure: Realisatie, user: Any) -> bool:
    """Whether `user` was the last to change what the figure says, so that another has to adopt it."""
    return bool(figure.changed_by_id == user.pk)


def _answer(
    figures: QuerySet[Realisatie],
    user: Any,
    seen: Collection[str],
    change: Callable[[Realisatie], None],
    why: str,
    objection: Callable[[Realisatie], str],
    why_not: Callable[[Realisatie], str] | None = None,
) -> Antwoord:
    """Change each figure that can be answered and to which there is no objection; the recompute follows."""
    if not user.has_perm("indicators.adopt_realisatie"):
        raise PermissionDenied("Alleen een controller stelt cijfers vast of geeft ze terug.")
    # The locks an entry takes, so that nobody changes a figure while it is being decided on.
    of_these = Effectindicator.objects.filter(reeksen__realisaties__in=figures).values("pk")
    list(Effectindicator.objects.select_for_update().filter(pk__in=of_these).order_by("pk"))
    answer = Antwoord([], [])
    for figure in figures.select_related("reeks__indicator").order_by("pk"):
        refusal = (why_not(figure) if why_not else _why_not(figure, seen)) or objection(figure)
        if refusal:
            answer.refused.append((figure, refusal))
            continue
        change(figure)
        recorded.save(figure, by=user, why=why)
        answer.done.append(figure)
    recalculate_on_commit({figure.reeks.indicator_id for figure in answer.done})
    return answer


def _why_not(figure: Realisatie, seen: Collection[str]) -> str:
    """Return why nobody can answer this figure now, or nothing when it waits for an answer."""
    if figure.state == Staat.VASTGESTELD:
        return "is al vastgesteld"
    if figure.state == Staat.CONCEPT:
        return "is nog een concept; de beleidsmedewerker moet het eerst indienen"
    if token(figure) not in seen:
        return "is intussen gewijzigd; bekijk het nieuwe cijfer eerst"
    return ""
