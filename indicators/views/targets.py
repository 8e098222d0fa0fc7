"""The streefwaarden that an officer proposes for a document: their indicators × the years it is about."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from indicators import work_exports
from indicators.addresses import slug_in
from indicators.completeness import target_years
from indicators.downloads import Bestand, Downloadable
from indicators.explanation import target_words
from indicators.models import Effectindicator, Reeks, Streefwaarde
from indicators.target_forms import StreefwaardeForm
from indicators.target_history import applying_before
from indicators.targets import SomeoneElseProposed, opgave_of, propose
from indicators.views.session_over import ReadsBack
from programmes.models import Beleidsterrein, Document


@dataclass
class Vak:
    """One cell: an indicator in a year, what is proposed, and what applies without it."""

    reeks: Reeks
    year: int
    target: Streefwaarde | None
    earlier: Streefwaarde | None
    form: StreefwaardeForm
    conflict: str = ""  # what somebody else proposed meanwhile

    @property
    def earlier_words(self) -> str:
        """What an earlier document set."""
        return target_words(self.earlier) if self.earlier else ""


class StreefwaardenView(Downloadable, ReadsBack, PermissionRequiredMixin, TemplateView):
    """The table of one beleidsterrein; all of it is saved, or nothing."""

    permission_required = "programmes.own_beleidsterrein"
    template_name = "indicators/streefwaarden.html"
    labels = {name: str(field.label) for name, field in StreefwaardeForm.base_fields.items() if field.label}

    @cached_property
    def document(self) -> Document:
        """The document that would set them."""
        return get_object_or_404(Document, pk=self.kwargs["pk"], kind__in=Document.TARGET_SETTING)

    @cached_property
    def terreinen(self) -> list[Beleidsterrein]:
        """The beleidsterreinen of the indicators of this officer; the table is of one of them."""
        own = Effectindicator.objects.editable_by(self.request.user).values("doel__beleidsterrein")
        return list(Beleidsterrein.objects.filter(pk__in=own).order_by("order", "code", "pk"))

    @cached_property
    def terrein(self) -> Beleidsterrein | None:
        """The one in the address, or else the first."""
        slug = slug_in(self.request.GET.get("terrein", ""))
        return next((terrein for terrein in self.terreinen if terrein.slug == slug), next(iter(self.terreinen), None))

    @cached_property
    def rows(self) -> list[tuple[Effectindicator, list[Vak | None]]]:
        """The indicators with a cell for each year; none for a year before an indicator is measured."""
        own = Effectindicator.objects.editable_by(self.request.user).filter(doel__beleidsterrein=self.terrein)
        indicators = list(own.in_tree_order().distinct().prefetch_related("reeksen"))
        ids = {reeks.pk for indicator in indicators for reeks in indicator.reeksen.all()}
        proposed = Streefwaarde.objects.filter(document=self.document, reeks__in=ids)
        there = {(t.reeks_id, t.year): t for t in proposed.select_related("reeks", "returned_by")}
        earlier = applying_before(self.document, ids)

        def cell(indicator: Effectindicator, year: int) -> Vak | None:
            reeks = max(
                (reeks for reeks in indicator.reeksen.all() if reeks.valid_from <= year),
                key=lambda reeks: reeks.valid_from,
                default=None,
            )
            if reeks is None:
                return None
            target = there.get((reeks.pk, year))
            form = StreefwaardeForm(
                self.request.POST if self.request.method == "POST" else None,
                prefix=f"s{reeks.pk}-{year}",
                unit=reeks.unit,
                target=target,
                where=f"{indicator}, {year}",
            )
            return Vak(reeks, year, target, earlier.get((reeks.pk, year)), form)

        return [(indicator, [cell(indicator, year) for year in self.years]) for indicator in indicators]

    @property
    def years(self) -> range:
        """The years the document is about."""
        return target_years(self.document)

    @property
    def cells(self) -> Iterator[Vak]:
        """Every cell of the table."""
        return (cell for _, cells in self.rows for cell in cells if cell)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the table, and what stands in the way of saving it."""
        page = super().get_context_data(**context)
        page["document"] = self.document
        page["years"] = self.years
        page["terreinen"], page["terrein"] = self.terreinen, self.terrein
        page["rows"] = [] if self.document.adopted else self.rows
        page["wrong"] = [cell for cell in self.cells if cell.form.is_bound and cell.form.errors]
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return what is proposed as it was saved; nothing once the document is adopted, as the page has no table."""
        name = f"streefwaarden {self.document} {self.terrein or ''}"
        return {"streefwaarden": lambda: work_exports.proposals(name, page["rows"])} if page["rows"] else {}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save every cell that was changed; when one cannot be, show them all as they were typed."""
        with transaction.atomic():
            saved = [self._save(cell) for cell in self.cells] if not self.document.adopted else [False]
            if not all(saved):
                transaction.set_rollback(True)
        if not all(saved):
            again: HttpResponse = self.render_to_response(self.get_context_data())
            return again
        messages.success(request, "Uw voorstel is bewaard. Een controller bevestigt de streefwaarden.")
        reeksen = {cell.reeks.pk for cell in self.cells}
        returned = self.document.streefwaarden.filter(reeks__in=reeksen).exclude(return_reason="").count()
        if returned:
            messages.warning(
                request,
                f"Nog teruggegeven: {returned}. De controller ziet ze pas weer als u ze wijzigt of opnieuw voorlegt.",
            )
        return redirect(request.get_full_path())

    def _save(self, cell: Vak) -> bool:
        """Save one cell; return whether nothing stood in the way, and otherwise say in the cell what did."""
        form = cell.form
        if not form.is_valid():
            return False
        if not any(name in self.request.POST for name in (form.add_prefix("doel"), form.add_prefix("gezien"))):
            return True  # not in the form that was sent: an indicator that is new since
        if form.opgave.fingerprint == form.cleaned_data["gezien"] and not form.cleaned_data["opnieuw"]:
            return True  # not touched
        try:
            propose(
                self.document,
                cell.reeks,
                cell.year,
                form.opgave,
                user=self.request.user,
                seen=form.cleaned_data["gezien"],
                again=form.cleaned_data["opnieuw"],
            )
        except SomeoneElseProposed as news:
            typed = self.request.POST.copy()
            typed[form.add_prefix("gezien")] = opgave_of(news.current).fingerprint
            form.data = typed
            who = f", door {news.current.changed_by}" if news.current and news.current.changed_by else ""
            cell.conflict = (target_words(news.current) if news.current else "niets") + who
            form.refuse(
                ValidationError(f"Intussen staat er {cell.conflict}. Bewaar opnieuw als uw voorstel moet gelden.")
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        return not form.errors
