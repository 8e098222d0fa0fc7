"""The budget tree and its documents in the Django admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from programmes.models import (
    Bedrag,
    Beleidsterrein,
    Doel,
    Prestatie,
    Programma,
    Publicatie,
    Termijn,
    VerbondenPartij,
    Vermelding,
    Voortgang,
)
from programmes.recorded_admin import OfDocumentAdmin, RecordedAdmin
from programmes.view_only import ViewOnlyAdmin


@admin.register(Programma)
class ProgrammaAdmin(RecordedAdmin):
    """Programma's by code."""

    list_display = ("code", "name", "commissie", "portefeuille")
    list_display_links = ("code", "name")
    search_fields = ("code", "name")


@admin.register(Beleidsterrein)
class BeleidsterreinAdmin(RecordedAdmin):
    """Beleidsterreinen; who owns them is decided on the page of the owners."""

    list_display = ("code", "name", "programma")
    list_display_links = ("code", "name")
    list_select_related = ("programma",)
    search_fields = ("code", "name")


@admin.register(Doel)
class DoelAdmin(RecordedAdmin):
    """Doelen by code."""

    list_display = ("code", "name", "beleidsterrein")
    list_display_links = ("code", "name")
    list_select_related = ("beleidsterrein",)
    search_fields = ("code", "name")


@admin.register(Prestatie)
class PrestatieAdmin(RecordedAdmin):
    """Prestaties by code."""

    list_display = ("code", "name", "doel")
    list_display_links = ("code", "name")
    list_select_related = ("doel",)
    search_fields = ("code", "name")


@admin.register(Vermelding)
class VermeldingAdmin(OfDocumentAdmin):
    """What documents printed of the tree."""

    list_display = ("code", "name", "document")
    list_display_links = ("name",)
    list_filter = ("document",)
    list_select_related = ("document",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent", "document", "programma", "beleidsterrein", "doel", "prestatie")


@admin.register(Voortgang)
class VoortgangAdmin(ViewOnlyAdmin):
    """Progress of prestaties by adopted document; its officer writes it on a page of its own."""

    list_display = ("prestatie", "document", "tijd", "geld", "kwaliteit")
    list_filter = ("document",)
    list_select_related = ("prestatie", "document")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Voortgang]:
        """Return what has been decided on: the rest is its officer's and the controller's."""
        return super().get_queryset(request).filter(document__adopted=True)


@admin.register(Bedrag)
class BedragAdmin(OfDocumentAdmin):
    """Money by node and year."""

    list_display = ("year", "node", "kind", "value", "document")
    list_filter = ("year", "kind")
    list_select_related = ("programma", "beleidsterrein", "prestatie", "document")
    autocomplete_fields = ("programma", "beleidsterrein", "prestatie", "document")


@admin.register(VerbondenPartij)
class VerbondenPartijAdmin(RecordedAdmin):
    """Verbonden partijen and the beleidsterreinen they contribute to."""

    list_display = ("name",)
    search_fields = ("name",)
    filter_horizontal = ("beleidsterreinen",)


@admin.register(Publicatie)
class PublicatieAdmin(ViewOnlyAdmin):
    """Publications: to look at, never to change."""

    list_display = ("document", "kind", "published_at", "sha256")
    list_select_related = ("document",)


@admin.register(Termijn)
class TermijnAdmin(ViewOnlyAdmin):
    """Deadlines by date; a controller sets them at the document."""

    list_display = ("document", "step", "date")
    list_filter = ("step",)
    list_select_related = ("document",)
