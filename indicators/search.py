"""Finding indicators by words and codes, in what the budget calls them, their doel and their prestaties."""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connections
from django.db.models import Q, QuerySet

from indicators.in_the_making import for_reader
from indicators.models import Effectindicator
from programmes.models import Doel, Prestatie

MOST_WORDS = 10  # each is a condition of its own, and databases count those


def search(indicators: QuerySet[Effectindicator], text: str, reader: Any = None) -> QuerySet[Effectindicator]:
    """Keep the indicators that have every word of `text` in a code or name: their own, their doel's, a prestatie's.

    A part of a word counts; what `reader` (None: anybody) may not know of, is not searched. PostgreSQL also knows
    Dutch: "inwoner" finds "inwoners" and the other way round.
    """
    stemmed = connections[indicators.db].vendor == "postgresql"
    for word in text.split()[:MOST_WORDS]:
        of_doel = Q(doel__in=_naming(for_reader(Doel.objects.all(), reader), word, stemmed).values("pk"))
        prestaties = _naming(for_reader(Prestatie.objects.all(), reader), word, stemmed)
        # The prestaties that an indicator names, else all of its doel: as `contrast` takes them.
        named = Q(prestaties__in=prestaties.values("pk"))
        of_its_doel = Q(prestaties=None, doel__in=prestaties.values("doel"))
        own = Q(pk__in=_naming(Effectindicator.objects.all(), word, stemmed).values("pk"))
        found = Effectindicator.objects.filter(own | of_doel | named | of_its_doel)
        indicators = indicators.filter(pk__in=found.values("pk"))
    return indicators


def _naming(nodes: QuerySet[Any], word: str, stemmed: bool) -> QuerySet[Any]:
    """Keep the nodes that have `word` in their code or name."""
    literally = Q(code__icontains=word) | Q(name__icontains=word)
    if not stemmed:
        return nodes.filter(literally).order_by()
    vector = SearchVector("name", config="dutch")
    query = SearchQuery(word, config="dutch")
    found: QuerySet[Any] = nodes.annotate(words=vector).filter(literally | Q(words=query)).order_by()
    return found
