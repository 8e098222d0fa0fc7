"""What a document is about: the prestaties and effectindicatoren that it prints."""

from typing import Any, TypeVar

from django.db.models import Count, QuerySet

from indicators.in_the_making import without_own_in_the_making
from indicators.models import Effectindicator
from indicators.models.effectindicator import EffectindicatorQuerySet
from programmes.models import Document, Prestatie

Nodes = TypeVar("Nodes", bound=QuerySet[Any])

# From near to far: of a document that names nothing of one level, all that hangs below the next one is meant.
ABOVE = {"doel": "doel__", "beleidsterrein": "doel__beleidsterrein__", "programma": "doel__beleidsterrein__programma__"}


def printed_prestaties(document: Document) -> QuerySet[Prestatie]:
    """Return the prestaties that `document` prints; all when it prints nothing."""
    return _below_what_is_named(Prestatie.objects.all(), document, {"prestatie": "", **ABOVE})


def printed_indicators(document: Document) -> EffectindicatorQuerySet:
    """Return the indicators that `document` prints, else those of the doelen it prints; all when it prints nothing."""
    indicators: EffectindicatorQuerySet = Effectindicator.objects.all()
    if document.indicatorvermeldingen.exists():
        return indicators.filter(vermeldingen__document=document)
    return _below_what_is_named(indicators, document, ABOVE)


def _below_what_is_named(nodes: Nodes, document: Document, paths: dict[str, str]) -> Nodes:
    """Keep the nodes that hang below the nearest level of which `document` names anything; `paths` lead there.

    What hangs there only because another document in the making brought it, is not this one's.
    """
    named = document.vermeldingen.aggregate(**{level: Count(level) for level in paths})
    nearest = next((path for level, path in paths.items() if named[level]), None)
    if nearest is not None:
        nodes = nodes.filter(**{f"{nearest}vermeldingen__document": document})
    return without_own_in_the_making(nodes) if nearest != "" else nodes
