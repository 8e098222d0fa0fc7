"""What is too much for one page, in pages of whole programma's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from indicators.models import Effectindicator

MOST = 400  # indicators that are read and shown at once; a municipality has some 170


@dataclass(frozen=True)
class Deel:
    """The programma's of one page: which of all they are, and how many indicators they have together."""

    programmas: list[int]
    first: int
    last: int
    indicators: int


def per_programma(
    indicators: QuerySet[Effectindicator], asked: Any
) -> tuple[QuerySet[Effectindicator], "Page[Deel] | None"]:
    """Return the indicators of the page that is asked for (else of the first), and that page; None when all fit.

    Read is whether there are more than fit at all; if so, how many of these each programma has, and then those of the
    page alone.
    """
    if not Effectindicator.objects.order_by("pk")[MOST : MOST + 1].exists():
        return indicators, None  # there are not more than fit
    of = "doel__beleidsterrein__programma"
    in_order = indicators.order_by(f"{of}__order", f"{of}__code", f"{of}_id")
    numbers = in_order.values_list(f"{of}_id").annotate(number=Count("pk", distinct=True))
    parts = list(_parts(numbers))
    if len(parts) < 2:
        return indicators, None
    page = Paginator(parts, 1).get_page(asked)
    return indicators.filter(**{f"{of}__in": page[0].programmas}), page


def _parts(numbers: Iterable[tuple[int, int]]) -> Iterator[Deel]:
    """Yield as many programma's together as fit a page; a programma of its own that does not, all the same."""
    programmas: list[int] = []
    together = place = 0
    for place, (programma, number) in enumerate(numbers):
        if programmas and together + number > MOST:
            yield Deel(programmas, place - len(programmas) + 1, place, together)
            programmas, together = [], 0
        programmas.append(programma)
        together += number
    if programmas:
        yield Deel(programmas, place - len(programmas) + 2, place + 1, together)
