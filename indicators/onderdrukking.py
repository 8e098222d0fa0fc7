"""Figures about so few people that they could be recognised: readers get the reason instead of the figure.

`onderdrukt` decides, and nothing else does. A stoplicht of the council's stand is judged as if the figure were not
there (indicators.inputs), so that no colour, trend, count or chart tells it; a realisatie that is shown as itself
passes `for_readers`. Its officer and the controller go on seeing it where they work.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from indicators.choices import GeenCijfer

if TYPE_CHECKING:
    from indicators.models import Realisatie


def onderdrukt(respondents: int | None, minimum: int) -> bool:
    """Whether a figure of so many respondents (None: of no survey) is kept from readers; `minimum` is shown."""
    return respondents is not None and respondents < minimum


def for_readers(figures: "Iterable[Realisatie]") -> "list[Realisatie]":
    """Return the figures as anybody may see them: what is kept from readers has a reason, and no number, note or why.

    A version that names no respondents is about as many as the fewest of the adopted versions of its year
    (`RealisatieQuerySet.with_fewest`), for it may be the same survey. The objects are not to be saved.
    """
    shown = list(figures)
    for figure in shown:
        fewest = figure.respondents if figure.respondents is not None else getattr(figure, "fewest", None)
        if onderdrukt(fewest, settings.MINIMUM_RESPONDENTEN):
            figure.value, figure.reason, figure.respondents = None, GeenCijfer.TE_WEINIG, None
            figure.note = figure.why = ""
    return shown
