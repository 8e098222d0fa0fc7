"""What an officer reports in a bestuursrapportage or jaarstukken: progress, prognoses and explanations."""

import logging
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from indicators import work_exports
from indicators.choices import Stand
from indicators.downloads import Bestand, Downloadable
from indicators.models import Effectindicator
from indicators.overview import Regel, overview
from indicators.ownership import terreinen_of
from indicators.report_forms import (
    PrognoseForm,
    ReportForm,
    ToelichtingForm,
    VoortgangForm,
    as_typed,
    beside,
    seen_in,
)
from indicators.report_page import own_indicators, own_prestaties, report_of
from indicators.reporting import (
    EXPLAINS_FIGURES,
    REPORTS_PROGRESS,
    SomeoneElseReported,
    expect,
    explain_indicator,
    no_deviations,
    report_progress,
    seen_as,
)
from indicators.sent import text_sent
from programmes.models import Beleidsterrein, Document, Prestatie

logger = logging.getLogger(__name__)


class ReportMixin(UserPassesTestMixin):
    """A page about one document, for who enters anything."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def test_func(self) -> bool:
        """Whether this reader enters anything today; who is not logged in is asked to."""
        return terreinen_of(self.request.user).exists()

    @cached_property
    def document(self) -> Document:
        """The document that is reported in."""
        return get_object_or_404(Document, pk=self.kwargs["pk"], kind__in=EXPLAINS_FIGURES)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the document, and whether it reports progress beside explanations."""
        page: dict[str, Any] = super().get_context_data(**context)  # type: ignore[misc]
        page["document"] = self.document
        page["reports_progress"] = self.document.kind in REPORTS_PROGRESS
        return page


class RapportageView(Downloadable, ReportMixin, TemplateView):
    """What the officer reports in one document, by beleidsterrein, and what is still lacking."""

    template_name = "indicators/rapportage.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add a part for each beleidsterrein of the officer."""
        page = super().get_context_data(**context)
        page["parts"] = report_of(self.document, self.request.user)
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the indicators, and the prestaties of a document that reports those."""
        name, parts = str(self.document), page["parts"]
        tables = {"effectindicatoren": lambda: work_exports.reported_effects(name, parts)}
        if page["reports_progress"]:
            tables["prestaties"] = lambda: work_exports.reported_progress(name, parts)
        return tables

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Report groen for what nothing was reported of yet, in one beleidsterrein."""
        own = Beleidsterrein.objects.owned_by(request.user)
        terrein = get_object_or_404(own, slug=text_sent(request, "beleidsterrein"))
        try:
            number = no_deviations(terrein, self.document, user=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            noun = "prestatie is" if number == 1 else "prestaties zijn"
            messages.success(request, f"{number} {noun} groen gemeld. Wat al gemeld was, bleef zoals het was.")
        return redirect("rapportage", self.document.pk)


class ReportFormView(ReportMixin, FormView):  # type: ignore[type-arg]
    """Reports one thing; what was typed is kept whatever happens."""

    template_name = "indicators/melding.html"

    def save(self, form: Any) -> None:
        """Write what the form says."""
        raise NotImplementedError

    @property
    def subject(self) -> Prestatie | Effectindicator:
        """What is reported of."""
        raise NotImplementedError

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what is reported of."""
        page = super().get_context_data(**context)
        page["subject"] = self.subject
        return page

    def form_valid(self, form: ReportForm) -> HttpResponse:
        """Save, or say why not beside what was typed."""
        try:
            self.save(form)
        except SomeoneElseReported as conflict:
            return self._conflict(form, conflict)
        except ValidationError as refusal:
            for message in refusal.messages:
                form.add_error(None, message)
            return self.form_invalid(form)
        except OperationalError:
            # The database is busy or gone: what was typed must not be.
            logger.exception("a report could not be saved")
            form.add_error(
                None, "Het bewaren lukte nu niet. Wat u typte staat er nog; probeer het over een minuut opnieuw."
            )
            return self.form_invalid(form)
        messages.success(self.request, f"{self.subject} is bewaard.")
        line = f"{self.subject._meta.model_name}-{self.subject.slug}"
        return redirect(f"{reverse('rapportage', args=[self.document.pk])}#{line}")

    def _conflict(self, form: ReportForm, conflict: SomeoneElseReported) -> HttpResponse:
        """Show what somebody else wrote beside what was typed; saving again then is a choice."""
        typed = self.request.POST.copy()
        typed[seen_in(conflict.current)] = seen_as(conflict.current)
        form.data = typed
        form.add_error(
            None,
            "Iemand anders heeft dit intussen gewijzigd. Vergelijk de twee, en bewaar opnieuw als de uwe de juiste is.",
        )
        compared = beside(form, conflict.current)
        return self.render_to_response(self.get_context_data(form=form, conflict=conflict.current, compared=compared))


class VoortgangView(ReportFormView):
    """The progress of one prestatie."""

    form_class = VoortgangForm

    @cached_property
    def subject(self) -> Prestatie:
        """The prestatie."""
        return get_object_or_404(own_prestaties(self.document, self.request.user), slug=self.kwargs["slug"])

    def get_initial(self) -> dict[str, Any]:
        """Start from what was reported."""
        return as_typed(self.subject.voortgangen.filter(document=self.document).first())

    def save(self, form: VoortgangForm) -> None:
        """Report the progress."""
        report_progress(
            self.subject,
            self.document,
            form.lights,
            form.explanation,
            toelichting=form.cleaned_data["toelichting"],
            user=self.request.user,
            seen=form.cleaned_data["gezien"],
        )


class IndicatorReportView(ReportFormView):
    """The explanation of one indicator, in a bestuursrapportage with a prognose."""

    @cached_property
    def subject(self) -> Effectindicator:
        """The indicator."""
        return get_object_or_404(own_indicators(self.document, self.request.user), slug=self.kwargs["slug"])

    def get_form_class(self) -> type[ReportForm]:
        """Return the form that this kind of document asks for."""
        return PrognoseForm if self.document.kind in REPORTS_PROGRESS else ToelichtingForm

    def get_initial(self) -> dict[str, Any]:
        """Start from what was said."""
        toelichting = self.subject.toelichtingen.filter(document=self.document).first()
        prognose = self.subject.prognoses.filter(document=self.document).first()
        return {**as_typed(toelichting), **as_typed(prognose)}

    @transaction.atomic
    def save(self, form: ReportForm) -> None:
        """Save the prognose when there is one, and the explanation unless there was and is none."""
        said = form.cleaned_data
        of_this: dict[str, Any] = {"user": self.request.user}
        if said.get("verwachting"):
            seen = said["gezien_prognose"]
            expect(self.subject, self.document, said["verwachting"], said["waarom"], seen=seen, **of_this)
        if form.explanation.says_something or said["gezien"]:
            explain_indicator(self.subject, self.document, form.explanation, seen=said["gezien"], **of_this)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add how the indicator stands with the newest figures."""
        page = super().get_context_data(**context)
        page["regel"] = self._line()
        return page

    def _line(self) -> Regel:
        """Return the indicator's line of the document's year."""
        return overview(Effectindicator.objects.filter(pk=self.subject.pk), self.document.year, Stand.WERK)[0]
