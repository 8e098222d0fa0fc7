"""What only documents in the making print: shown to who works on them, and to no reader before one is settled."""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BigAutoField, Exists, Expression, OuterRef, QuerySet

from indicators.models import Effectindicator, IndicatorVermelding, Realisatie, Streefwaarde
from programmes.models import Beleidsterrein, Document, Doel, Prestatie, Programma, Vermelding, Voortgang

Nodes = TypeVar("Nodes", bound=QuerySet[Any])

WORKS_ON_DOCUMENTS = (
    "programmes.own_beleidsterrein",
    "indicators.adopt_realisatie",
    "programmes.assign_eigenaar",
)

# Every kind of node by its column, with the way up from it.
UP: dict[str, tuple[str, ...]] = {
    "programma": ("programma",),
    "beleidsterrein": ("beleidsterrein", "programma"),
    "doel": ("doel", "beleidsterrein", "programma"),
    "prestatie": ("prestatie", "doel", "beleidsterrein", "programma"),
    "indicator": ("indicator", "doel", "beleidsterrein", "programma"),
}
MODELS: dict[str, Any] = {
    "programma": Programma,
    "beleidsterrein": Beleidsterrein,
    "doel": Doel,
    "prestatie": Prestatie,
    "indicator": Effectindicator,
}
COLUMNS = {model: column for column, model in MODELS.items()}


def for_reader(nodes: Nodes, user: Any) -> Nodes:
    """Keep what `user` may know of: all when they work on documents, else (or when None) what is `readable`."""
    works_on_them = user is not None and any(user.has_perm(permission) for permission in WORKS_ON_DOCUMENTS)
    return nodes if works_on_them else readable(nodes)


def readable(nodes: Nodes) -> Nodes:
    """Keep the parts of the tree that anybody may know of; in the same query.

    Left out is what is `only_in_the_making`, and all that hangs below it.
    """
    nodes = without_own_in_the_making(nodes)
    _, *above = UP[COLUMNS[nodes.model]]
    for number, column in enumerate(above, start=1):
        nodes = nodes.exclude(**{f"{'__'.join(above[:number])}__in": OnlyInTheMaking(column)})
    return nodes


def without_own_in_the_making(nodes: Nodes) -> Nodes:
    """Keep the nodes that are not `only_in_the_making` themselves, whatever they hang below."""
    return nodes.exclude(pk__in=OnlyInTheMaking(COLUMNS[nodes.model]))


class OnlyInTheMaking(Expression):
    """What `only_in_the_making` asks, put in SQL once: on every page that takes longer than asking it.

    On PostgreSQL it is a function of the database (`keep_functions`), asked within the same query: it joins some
    thirty tables, and to think of an order for those took PostgreSQL fifty milliseconds, six times a page. The plan of
    a function is made once for each connection.
    """

    def __init__(self, column: str) -> None:
        super().__init__(output_field=BigAutoField())
        self.column = column

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the question as a subquery that stands on its own, with its parameters."""
        if connection.vendor == "postgresql":
            return f"(SELECT node FROM {_function(self.column)}() AS node)", ()  # noqa: S608 - our own name
        sql, params = _in_sql(self.column, connection.alias)
        return f"({sql})", params


def _function(column: str) -> str:
    """Return the name of the function that PostgreSQL answers for one kind of node by."""
    return f"{column}_only_in_the_making"


def keep_functions(**_kwargs: Any) -> None:
    """Put the functions in the database as they are by now; after each migration, as what they ask may have changed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for column in MODELS:
                question = cursor.mogrify(*_in_sql(column, connection.alias)).decode()
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {_function(column)}() RETURNS SETOF bigint LANGUAGE plpgsql STABLE"
                    # From the few drafts to what they print, along the indexes; never from all there is.
                    " ROWS 100 SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off"
                    f" AS $$BEGIN RETURN QUERY {question}; END$$"
                )


@cache
def _in_sql(column: str, alias: str) -> tuple[str, tuple[Any, ...]]:
    """Return the question in the SQL of one database; it depends on nothing but the models."""
    sql, params = only_in_the_making(column).query.get_compiler(alias).as_sql()
    return str(sql), tuple(params)


def only_in_the_making(column: str) -> QuerySet[Any]:
    """Return the keys of the nodes that a document in the making prints, and of which nothing was ever settled.

    Settled is a node, and all above it, once an adopted or published document prints it or reports of it, sets a
    target for it, or a figure of it was adopted. A node that no document prints is not in the making.
    """
    drafts = Document.objects.in_the_making()
    printed: QuerySet[Any] = IndicatorVermelding.objects.all() if column == "indicator" else Vermelding.objects.all()
    in_drafts = printed.filter(document__in=drafts, **{f"{column}__isnull": False}).order_by().values(column)
    nodes = MODELS[column].objects.filter(pk__in=in_drafts).order_by()
    for rows, path in _settled(column):
        nodes = nodes.filter(~Exists(rows.filter(**{path: OuterRef("pk")})))
    keys: QuerySet[Any] = nodes.values("pk")
    return keys


def _settled(column: str) -> Iterator[tuple[QuerySet[Any], str]]:
    """Yield the rows that settle a node of this kind, each with its way to that node."""
    of_settled = {"document__in": Document.objects.settled()}
    settling: list[tuple[QuerySet[Any], str, str]] = [
        *((Vermelding.objects.filter(**of_settled), "", start) for start in UP if start != "indicator"),
        (Voortgang.objects.filter(**of_settled), "", "prestatie"),
        (IndicatorVermelding.objects.filter(**of_settled), "", "indicator"),
        (Streefwaarde.objects.filter(**of_settled), "reeks__", "indicator"),
        (Realisatie.objects.adopted(), "reeks__", "indicator"),
    ]
    for rows, prefix, start in settling:
        way = UP[start]
        if column in way:
            yield rows.order_by(), prefix + "__".join(way[: way.index(column) + 1])
