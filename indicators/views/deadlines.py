"""The deadlines of documents, for controllers: setting them, and who is late."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from indicators import desk_exports
from indicators.controller_forms import TermijnenForm
from indicators.deadlines import NEAREST, PERMISSION, not_looked_at, set_deadlines, to_do
from indicators.downloads import Bestand, Downloadable
from programmes.models import Document


class TermijnenView(PermissionRequiredMixin, FormView):  # type: ignore[type-arg]
    """The days by which the steps of one document are done."""

    permission_required = PERMISSION
    template_name = "indicators/termijnen.html"
    form_class = TermijnenForm

    @cached_property
    def document(self) -> Document:
        """The document this page is about."""
        return get_object_or_404(Document, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """Start from the deadlines there are."""
        return {termijn.step: termijn.date for termijn in self.document.termijnen.all()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the document."""
        return super().get_context_data(document=self.document, **context)

    def form_valid(self, form: TermijnenForm) -> HttpResponse:
        """Save the deadlines."""
        set_deadlines(self.document, form.dates, user=self.request.user)
        messages.success(self.request, f"De termijnen van {self.document} zijn bewaard.")
        return redirect("termijnen", self.document.pk)


class TeLaatView(Downloadable, PermissionRequiredMixin, TemplateView):
    """Who is late with what, and what is due next, per document and beleidsterrein."""

    permission_required = PERMISSION
    template_name = "indicators/te_laat.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what is missing, and the documents in the making with their deadlines."""
        page = super().get_context_data(**context)
        tasks = to_do(nearest=NEAREST)
        page["nearest"], page["not_looked_at"] = NEAREST, not_looked_at()
        page["late"] = [task for task in tasks if task.is_late]
        page["coming"] = [task for task in tasks if not task.is_late]
        unfinished = Document.objects.filter(adopted=False).in_cycle_order()
        page["documents"] = unfinished.prefetch_related("termijnen")
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return what is late, and what is due next."""
        return {
            "te-laat": lambda: desk_exports.tasks("te laat", page["late"]),
            "nog-op-tijd": lambda: desk_exports.tasks("nog op tijd", page["coming"]),
        }
