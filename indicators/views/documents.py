"""The documents of the cycle, for controllers: making them, what they lack, the decision, and publishing them."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from indicators import audit, desk_exports
from indicators.completeness import gebreken
from indicators.document_forms import BesluitForm, DocumentForm
from indicators.documents import NotComplete, adopt_document, create_from_previous
from indicators.downloads import Bestand, Downloadable
from indicators.publishing.chain import (
    PERMISSION,
    fingerprint,
    kinds_possible,
    make_ready,
    obstacles,
    publish,
    take_back,
)
from indicators.publishing.content import content
from indicators.publishing.reading import Lezing, status_in_words
from indicators.views.publications import terrein_in_full
from programmes.choices import PublicatieKind
from programmes.models import Document, Publicatie


class DocumentenView(Downloadable, PermissionRequiredMixin, TemplateView):
    """Every document: how far it is, what its deadlines are, as what it was published; the latest first."""

    permission_required = PERMISSION
    template_name = "publishing/documenten.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the documents."""
        published = Prefetch("publicaties", Publicatie.objects.defer("content"))
        documents = Document.objects.in_cycle_order().reverse().select_related("ready_by")
        return super().get_context_data(documents=documents.prefetch_related(published, "termijnen"), **context)

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the documents."""
        return {"documenten": lambda: desk_exports.documents(page["documents"])}


class DocumentNieuwView(PermissionRequiredMixin, FormView):  # type: ignore[type-arg]
    """Makes a document, empty or from an earlier one."""

    permission_required = PERMISSION
    template_name = "publishing/document_nieuw.html"
    form_class = DocumentForm

    def form_valid(self, form: DocumentForm) -> HttpResponse:
        """Make it, and go to its page."""
        made = dict(form.cleaned_data)
        try:
            document = create_from_previous(
                made["kind"],
                made["year"],
                number=made["number"],
                title=made["title"],
                previous=made["based_on"],
                user=self.request.user,
            )
        except ValidationError as refusal:
            return self.form_invalid(complain(form, refusal))
        messages.success(self.request, f"{document} is gemaakt.")
        return redirect("document", document.pk)


class DocumentView(PermissionRequiredMixin, TemplateView):
    """One document: what it lacks, the decision, what it shows, and publishing that with two controllers."""

    permission_required = PERMISSION
    template_name = "publishing/document.html"

    @cached_property
    def document(self) -> Document:
        """The document this page is about."""
        return get_object_or_404(Document.objects.select_related("ready_by", "based_on"), pk=self.kwargs["pk"])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what is missing, and a preview with the checksum by which it is recognised."""
        page = {"form": BesluitForm(document=self.document), **super().get_context_data(**context)}
        shown = content(self.document)
        lezing = Lezing(shown)
        published = self.document.publicaties.defer("content").order_by("-pk")
        (kind,) = kinds_possible(self.document)
        page["document"] = self.document
        page["missing"] = [] if self.document.adopted else gebreken(self.document)
        page["published"] = [(row, status_in_words(row)) for row in published]
        page["kind"] = kind
        page["needs_reason"] = kind == PublicatieKind.RECTIFICATIE
        page["obstacles"] = obstacles(self.document)
        page["gezien"] = fingerprint(shown)
        page["is_changed"] = self.document.ready_as and self.document.ready_content != page["gezien"]
        page["made_ready_by_reader"] = self.document.ready_by_id == self.request.user.pk
        page["lezing"] = lezing
        page["terreinen"] = [terrein_in_full(lezing, part) for whole in lezing.programmas for part in whole.parts]
        page["geschiedenis"] = audit.of_document(self.request.user, self.document.pk)
        return page

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the pressed button says."""
        actions = {
            "vaststellen": self._adopt,
            "klaarzetten": self._make_ready,
            "terugnemen": self._take_back,
            "publiceren": self._publish,
        }
        action = actions.get(request.POST.get("actie", ""))
        if action is None:
            return redirect("document", self.document.pk)
        try:
            return action()
        except ValidationError as refusal:
            return self.render_to_response(self.get_context_data(refusals=refusal.messages))

    def _adopt(self) -> HttpResponse:
        """Record the decision; when something is missing, show all of it."""
        form = BesluitForm(self.request.POST, document=self.document)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            adopt_document(self.document, user=self.request.user, **form.cleaned_data)
        except NotComplete:
            refusals = ["Dit document kan nog niet vastgesteld worden. Hieronder staat alles wat ontbreekt."]
            return self.render_to_response(self.get_context_data(form=form, refusals=refusals))
        except ValidationError as refusal:
            return self.render_to_response(self.get_context_data(form=complain(form, refusal)))
        return self._done("Het besluit is vastgelegd. De streefwaarden van dit document gelden nu.")

    def _make_ready(self) -> HttpResponse:
        """Make it ready for another controller."""
        sent = self.request.POST
        make_ready(
            self.document,
            kind=sent.get("kind", ""),
            reason=sent.get("reason", ""),
            user=self.request.user,
            seen=sent.get("gezien", ""),
        )
        return self._done("Klaargezet. Een andere controller bekijkt en publiceert het.")

    def _take_back(self) -> HttpResponse:
        """Say that it is not ready after all."""
        take_back(self.document, user=self.request.user)
        return self._done("Niet meer klaargezet.")

    def _publish(self) -> HttpResponse:
        """Publish what another controller made ready."""
        publication = publish(self.document, user=self.request.user, seen=self.request.POST.get("gezien", ""))
        messages.success(self.request, f"Gepubliceerd: {publication}. Controlegetal {publication.sha256}.")
        return redirect(publication)

    def _done(self, said: str) -> HttpResponse:
        """Say it, and show the document."""
        messages.success(self.request, said)
        return redirect("document", self.document.pk)


def complain(form: Any, refusal: ValidationError) -> Any:
    """Put each complaint at its field, or above the form when it has none; return the form."""
    complaints = refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages}
    for field, said in complaints.items():
        form.add_error(field if field in form.fields else None, said)
    return form
