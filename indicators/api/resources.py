"""What the API shows, resource by resource: each a queryset that holds what was adopted or published, nothing else."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, QueryDict
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from indicators.addresses import year_in
from indicators.api import filters, judgements, serializers
from indicators.api.filters import StrictFilters, refuse_unknown
from indicators.api.keys import one_of
from indicators.api.paging import CursorPages
from indicators.api.public import PublicView
from indicators.api.schema import Beschrijving
from indicators.choices import MargeBron, Stand
from indicators.deviation import agreed, mark_of
from indicators.explanation import explain
from indicators.in_the_making import readable
from indicators.inputs import Scope, Sleutel, gather, judged_by, norms_in_force
from indicators.models import (
    Effectindicator,
    IndicatorStatus,
    IndicatorVermelding,
    Prognose,
    Realisatie,
    Reeks,
    Streefwaarde,
    Toelichting,
)
from indicators.onderdrukking import for_readers
from indicators.overview import latest_reported_year
from indicators.target_history import role_in, targets_of_years
from programmes.models import Bedrag, Beleidsterrein, Document, Doel, Prestatie, Programma, Publicatie, Voortgang


class Resource(PublicView, GenericAPIView):
    """A list with its filters, or one of it by its key."""

    schema = Beschrijving()
    pagination_class: Any = CursorPages
    filter_backends: list[Any] = [StrictFilters]
    filterset_class: Any
    lookup_field = "sleutel"

    def filter_options(self, _asked: QueryDict) -> dict[str, Any]:
        """Return what the filters want to know beside the address."""
        return {}

    def prepare(self, rows: Sequence[Any]) -> None:
        """Add what a row cannot tell by itself, in a fixed number of queries."""

    def get_serializer_context(self) -> dict[str, Any]:
        """Add the documents that may be named: in one query, however many rows name them."""
        documents = {document.pk: document for document in Document.objects.settled()}
        return {**super().get_serializer_context(), "documenten": documents}


class ListView(Resource):
    """The list."""

    def get(self, request: Any) -> Response:
        """Return a page of it."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        self.prepare(rows)
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class DetailView(Resource):
    """One of them."""

    pagination_class: Any = None
    filter_backends: list[Any] = []

    def get(self, request: Any, sleutel: str) -> Response:
        """Return it; raise Http404 when there is none of this key."""
        refuse_unknown(request.query_params, set())
        row = one_of(self.get_queryset(), sleutel)
        self.prepare([row])
        return Response(self.get_serializer(row).data)


def _of_adopted(name: str, rows: QuerySet[Any]) -> Any:
    """Return what adopted documents say, and no document in the making."""
    return Prefetch(name, rows.filter(document__adopted=True).order_by("pk"), to_attr=f"public_{name}")


class Programmas(Resource):
    """De programma's van de begroting."""

    queryset = readable(Programma.objects.prefetch_related(_of_adopted("bedragen", Bedrag.objects.all())))
    serializer_class = serializers.Programma
    filterset_class = filters.ProgrammaFilter


class Beleidsterreinen(Resource):
    """De beleidsterreinen."""

    queryset = readable(Beleidsterrein.objects.select_related("programma")).prefetch_related(
        _of_adopted("bedragen", Bedrag.objects.all()), "verbonden_partijen"
    )
    serializer_class = serializers.Beleidsterrein
    filterset_class = filters.BeleidsterreinFilter


class Doelen(Resource):
    """De doelen: wat willen we bereiken?"""

    queryset = readable(Doel.objects.select_related("beleidsterrein"))
    serializer_class = serializers.Doel
    filterset_class = filters.DoelFilter


class Prestaties(Resource):
    """De prestaties: wat gaan we daarvoor doen? Met de voortgang die vastgestelde documenten melden."""

    queryset = readable(Prestatie.objects.select_related("doel")).prefetch_related(
        _of_adopted("bedragen", Bedrag.objects.all()),
        _of_adopted("voortgangen", Voortgang.objects.all()),
    )
    serializer_class = serializers.Prestatie
    filterset_class = filters.PrestatieFilter


class Effectindicatoren(Resource):
    """De effectindicatoren, met hoe er gemeten wordt en wat vastgestelde documenten erover zeggen."""

    queryset = readable(Effectindicator.objects.with_tree()).prefetch_related(
        Prefetch("prestaties", readable(Prestatie.objects.order_by("pk"))),
        Prefetch("reeksen", Reeks.objects.select_related("bron").order_by("valid_from")),
        _of_adopted("vermeldingen", IndicatorVermelding.objects.all()),
        _of_adopted("toelichtingen", Toelichting.objects.all()),
        _of_adopted("prognoses", Prognose.objects.all()),
    )
    serializer_class = serializers.Effectindicator
    filterset_class = filters.EffectindicatorFilter

    def filter_options(self, asked: QueryDict) -> dict[str, Any]:
        """Return the year that a colour is of."""
        return {"year": year_in(asked.get("jaar", "")) or latest_reported_year()}


class Realisaties(Resource):
    """De vastgestelde cijfers, ook de versies die door een correctie vervangen zijn."""

    queryset = (
        Realisatie.objects.adopted()
        .with_fewest()
        .select_related("reeks__indicator")
        .annotate(
            counts=~Exists(
                Realisatie.objects.adopted().filter(
                    reeks=OuterRef("reeks"), year=OuterRef("year"), version__gt=OuterRef("version")
                )
            )
        )
    )
    serializer_class = serializers.Realisatie
    filterset_class = filters.RealisatieFilter

    def prepare(self, rows: Sequence[Realisatie]) -> None:
        """Take away what is about too few people."""
        for_readers(rows)


class Streefwaarden(Resource):
    """De streefwaarden die vastgestelde documenten stellen, ook de eerdere die vervangen zijn."""

    queryset = Streefwaarde.objects.setting().select_related("reeks__indicator", "document")
    serializer_class = serializers.Streefwaarde
    filterset_class = filters.StreefwaardeFilter

    def prepare(self, rows: Sequence[Streefwaarde]) -> None:
        """Add which of them applies."""
        competing = targets_of_years({(row.reeks.indicator_id, row.year) for row in rows})
        for row in rows:
            row.role = role_in(row, competing[row.reeks.indicator_id, row.year])  # type: ignore[attr-defined]


class Statussen(Resource):
    """De stoplichten: van elke effectindicator en elk jaar met een cijfer of streefwaarde, met waarom.

    Van een jaar waar niets over bekend is, is er geen status: op de pagina's is het dan grijs.
    """

    queryset = IndicatorStatus.objects.filter(stand=Stand.VASTGESTELD).select_related(
        *("indicator", "reeks", "target_reeks", "realisatie__reeks__indicator"),
        *("streefwaarde__reeks__indicator", "streefwaarde__document"),
    )
    serializer_class = judgements.Status
    filterset_class = filters.StatusFilter

    def prepare(self, rows: Sequence[IndicatorStatus]) -> None:
        """Add the words, whether it is out of date, what was agreed on, and since when its norm is there."""
        ids = {row.indicator_id for row in rows}
        wanted = gather(Scope(ids, stand=Stand.VASTGESTELD))
        afgesproken, norms = agreed(ids), norms_in_force()
        for row in rows:
            reeks = row.reeks or Reeks()
            added: dict[str, Any] = {
                "why": explain(row, row, row.year, reeks, row.target_reeks),
                "shown_reeks": reeks,
                "no_value_because": (row.value_reason or "niet_ingevuld") if row.value is None else None,
                "no_target_because": None if row.meting.has_target else (row.target_reason or "niet_gesteld"),
                "shown_target_reeks": row.target_reeks or reeks,
                "target_document": row.streefwaarde.document_id if row.streefwaarde else None,
                "agreed": mark_of(row, afgesproken),
                "is_stale": judged_by(row) != wanted.get(Sleutel(row.indicator_id, row.year, row.stand)),
                "norm_from": None,
            }
            if row.margin_source == MargeBron.NORM:
                in_force = next((norm for norm in norms if norm.valid_from <= row.year), None)
                if in_force and (in_force.margin, in_force.kind) == (row.margin, row.margin_kind):
                    added["norm_from"] = in_force.valid_from
            for name, value in added.items():
                setattr(row, name, value)


class Documenten(Resource):
    """De P&C-documenten die zijn vastgesteld of gepubliceerd."""

    queryset = Document.objects.settled().prefetch_related(
        Prefetch("publicaties", Publicatie.objects.defer("content").order_by("pk"))
    )
    serializer_class = serializers.Document
    filterset_class = filters.DocumentFilter


class Publicaties(Resource):
    """De publicaties: elk een document zoals het openbaar werd, met een controlegetal."""

    queryset = (
        Publicatie.objects.select_related("previous", "successor")
        .defer("content", "previous__content", "successor__content")
        .all()
    )
    serializer_class = serializers.Publicatie
    filterset_class = filters.PublicatieFilter


RESOURCES: dict[str, type[Resource]] = {
    resource.__name__.lower(): resource
    for resource in (
        *(Programmas, Beleidsterreinen, Doelen, Prestaties, Effectindicatoren),
        *(Realisaties, Streefwaarden, Statussen, Documenten, Publicaties),
    )
}


class NotHere(PublicView):
    """Every other address: there is nothing, and that too is told in the form of the API."""

    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete", "trace"]
    schema = None

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Raise Http404."""
        super().initial(request, *args, **kwargs)
        raise Http404


def list_of(resource: type[Resource]) -> Any:
    """Return the view of the list."""
    return _view(ListView, resource, "List")


def detail_of(resource: type[Resource]) -> Any:
    """Return the view of one of them."""
    return _view(DetailView, resource, "Detail")


def _view(kind: type[Resource], resource: type[Resource], name: str) -> Any:
    """Return a resource as a list or as one of it, with what the resource says of itself."""
    return type(f"{resource.__name__}{name}", (kind, resource), {"__doc__": resource.__doc__}).as_view()  # type: ignore[attr-defined]
