"""The indicators in the Django admin; figures, targets, norms and stoplichten can be looked at, not changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from indicators import norm
from indicators.models import (
    Afwijking,
    Benchmark,
    Bron,
    Effectindicator,
    IndicatorStatus,
    IndicatorVermelding,
    Normvoorstel,
    Realisatie,
    Reeks,
    Stoplichtnorm,
    Streefwaarde,
    Toelichting,
)
from indicators.tasks import recalculate_on_commit
from programmes.models import Document
from programmes.recorded_admin import OfDocumentAdmin, RecordedAdmin
from programmes.view_only import ViewOnlyAdmin

admin.site.site_header = "Beheer"
admin.site.site_title = "Beheer"
admin.site.index_title = "Wat wilt u beheren?"


class ReeksInline(admin.TabularInline):  # type: ignore[type-arg]
    """The ways in which an indicator is and was measured; once it has adopted figures, to look at."""

    model = Reeks
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Effectindicator | None = None) -> bool:
        """Whether a reeks may be added here: after adopted figures that is a trendbreuk, with its checks."""
        return super().has_add_permission(request, obj) and not (obj and obj.has_adopted_figures)

    def has_change_permission(self, request: HttpRequest, obj: Effectindicator | None = None) -> bool:
        """Whether the reeksen of this indicator may still be changed."""
        return super().has_change_permission(request, obj) and not (obj and obj.has_adopted_figures)


@admin.register(Document)
class DocumentAdmin(RecordedAdmin):
    """P&C-documenten by year; one that was adopted or published can be looked at only."""

    list_display = ("__str__", "kind", "year", "through_year", "number", "adopted", "adopted_on", "decision")
    list_filter = ("kind", "adopted")
    search_fields = ("title", "decision")
    ordering = ("-year", "kind", "number")
    # What the raad decided and what is published have pages of their own, with their checks and four eyes.
    readonly_fields = (
        *("adopted", "adopted_on", "decision", "decided_by", "based_on"),
        *("ready_as", "ready_by", "ready_at", "ready_reason", "ready_content"),
    )

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Whether this document may still be changed."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_settled)

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Whether this document may still be removed."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_settled)


@admin.register(Bron)
class BronAdmin(RecordedAdmin):
    """Bronnen by name."""

    list_display = ("name", "rhythm")
    search_fields = ("name",)


@admin.register(Effectindicator)
class EffectindicatorAdmin(RecordedAdmin):
    """Indicators with their reeksen; a change of direction, margin or reeks is followed by a recompute."""

    list_display = ("code", "name", "doel", "direction", "is_bbv")
    list_display_links = ("code", "name")
    list_filter = ("direction", "is_bbv", "doel__beleidsterrein")
    list_select_related = ("doel",)
    search_fields = ("code", "name")
    filter_horizontal = ("prestaties",)
    inlines = (ReeksInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Effectindicator | None = None) -> tuple[str, ...]:
        """Keep what an adopted figure was judged by; the norm moves margins, in the open."""
        return ("direction", "margin", "margin_kind") if obj and obj.has_adopted_figures else ()

    def get_fieldsets(self, request: HttpRequest, obj: Effectindicator | None = None) -> Any:
        """Say where a new way of measuring is told, once adopted figures depend on it."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not obj.has_adopted_figures:
            return fieldsets
        ((name, options),) = fieldsets
        where = "Er zijn cijfers vastgesteld. Een andere manier van meten legt een controller vast als trendbreuk, "
        return [(name, {**options, "description": f"{where}op de pagina van de effectindicator."})]

    def save_related(self, request: HttpRequest, form: object, formsets: object, change: bool) -> None:
        """Save the reeksen, and queue the recompute."""
        super().save_related(request, form, formsets, change)
        recalculate_on_commit([form.instance.pk])  # type: ignore[attr-defined]


@admin.register(Realisatie)
class RealisatieAdmin(ViewOnlyAdmin):
    """Figures by state; a controller adopts them on a page of their own."""

    list_display = ("indicator", "year", "waarde", "state", "version", "changed_by", "document")
    list_filter = ("state", "year", "reeks__indicator__doel__beleidsterrein")
    list_select_related = ("reeks__indicator", "changed_by", "document")
    search_fields = ("reeks__indicator__code", "reeks__indicator__name")
    ordering = ("-changed_at", "-pk")

    @admin.display(description="effectindicator", ordering="reeks__indicator__code")
    def indicator(self, figure: Realisatie) -> Effectindicator:
        """Return the indicator that was measured."""
        return figure.reeks.indicator

    @admin.display(description="waarde", ordering="value")
    def waarde(self, figure: Realisatie) -> str:
        """Return the figure as it is shown everywhere, or the reason why there is none."""
        return figure.in_words

    def get_queryset(self, request: HttpRequest) -> QuerySet[Realisatie]:
        """Return what this user may see: concepts are for their officer and the controller."""
        return super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined,no-any-return]


@admin.register(Streefwaarde)
class StreefwaardeAdmin(ViewOnlyAdmin):
    """Targets by document."""

    list_display = ("__str__", "year", "value", "lower", "upper", "reason", "document")
    list_filter = ("document", "year")
    list_select_related = ("reeks__indicator", "document")
    search_fields = ("reeks__indicator__code", "reeks__indicator__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Streefwaarde]:
        """Return what has been decided on, and to who confirms them the proposals."""
        rows = super().get_queryset(request)
        return rows if request.user.has_perm("indicators.confirm_streefwaarde") else rows.filter(document__adopted=True)


@admin.register(IndicatorStatus)
class IndicatorStatusAdmin(ViewOnlyAdmin):
    """Stored stoplichten, with what they were judged by."""

    list_display = ("indicator", "year", "stand", "stoplicht", "reason", "value", "target", "computed_at")
    list_filter = ("stand", "stoplicht", "year")
    list_select_related = ("indicator",)
    search_fields = ("indicator__code", "indicator__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[IndicatorStatus]:
        """Return what this user may see: the werkstand shows concepts."""
        return super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined,no-any-return]


@admin.register(Stoplichtnorm)
class StoplichtnormAdmin(ViewOnlyAdmin):
    """Norms by the year from which they apply."""

    list_display = ("valid_from", "margin", "margin_kind")


@admin.register(Normvoorstel)
class NormvoorstelAdmin(ViewOnlyAdmin):
    """Proposals for a norm, and what was decided on them."""

    list_display = ("valid_from", "margin", "margin_kind", "proposed_by", "accepted", "decided_by")
    list_filter = ("accepted",)
    list_select_related = ("proposed_by", "decided_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Normvoorstel]:
        """Return what was accepted, and to who sets the norm every proposal."""
        rows = super().get_queryset(request)
        return rows if request.user.has_perm(norm.PERMISSION) else rows.filter(accepted=True)


@admin.register(Afwijking)
class AfwijkingAdmin(ViewOnlyAdmin):
    """Agreed deviations by their last day."""

    list_display = ("indicator", "year", "until", "owner", "accepted_by", "ended_at")
    list_filter = ("year",)
    list_select_related = ("indicator", "owner", "accepted_by")


@admin.register(IndicatorVermelding)
class IndicatorVermeldingAdmin(OfDocumentAdmin):
    """What documents printed of the indicators."""

    list_display = ("code", "name", "document")
    list_display_links = ("name",)
    list_filter = ("document",)
    list_select_related = ("document",)
    search_fields = ("code", "name")
    autocomplete_fields = ("indicator", "document", "parent")


@admin.register(Toelichting)
class ToelichtingAdmin(ViewOnlyAdmin):
    """Explanations by adopted document; their officer writes them on a page of its own."""

    list_display = ("indicator", "document")
    list_filter = ("document",)
    list_select_related = ("indicator", "document")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Toelichting]:
        """Return what has been decided on: the rest is its officer's and the controller's."""
        return super().get_queryset(request).filter(document__adopted=True)


@admin.register(Benchmark)
class BenchmarkAdmin(RecordedAdmin):
    """Figures of elsewhere to compare with."""

    list_display = ("indicator", "region", "year", "value")
    list_filter = ("region", "year")
    list_select_related = ("indicator",)
    autocomplete_fields = ("indicator",)
