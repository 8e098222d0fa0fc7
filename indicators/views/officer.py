"""What an officer fills in: their indicators of a year, and the form for one figure."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from indicators import work_exports
from indicators.addresses import slug_in, year_in
from indicators.choices import Staat, Stand
from indicators.deadlines import NEAREST, OF_OFFICERS, not_looked_at, to_do_for
from indicators.downloads import Bestand, Downloadable
from indicators.entry import UNSAVED, SomeoneElseWasFirst, enter, judge_unsaved, newest, opgave_of, token, withdraw
from indicators.explanation import explain, jump_question
from indicators.forms import RealisatieForm, as_typed
from indicators.grid.table import one_cell
from indicators.models import Effectindicator, Realisatie, Reeks
from indicators.overview import Regel, overview
from indicators.report_page import open_reports
from indicators.sent import text_sent
from indicators.views.council import YearMixin
from indicators.views.session_over import ReadsBack
from programmes.models import Document

logger = logging.getLogger(__name__)


class InvoerView(Downloadable, LoginRequiredMixin, YearMixin, TemplateView):
    """Mijn invoer: the officer's indicators of one year, as they would be judged now."""

    template_name = "indicators/invoer.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add a line for each indicator of the beleidsterreinen that the officer owns."""
        page = super().get_context_data(**context)
        page["to_do"] = to_do_for(self.request.user)
        page["nearest"], page["not_looked_at"] = NEAREST, not_looked_at(OF_OFFICERS)
        own = Effectindicator.objects.editable_by(self.request.user).in_tree_order()
        lines = overview(own, self.year, Stand.WERK)
        prefetch_related_objects([line.status for line in lines], "realisatie")  # for its staat
        page["lines"] = sorted(lines, key=_place_in_work)
        returned = Realisatie.objects.filter(state=Staat.CONCEPT, reeks__indicator__in=own).exclude(return_reason="")
        page["returned"] = returned.select_related("reeks__indicator", "returned_by").order_by("year", "pk")
        in_the_making = Document.objects.filter(adopted=False, kind__in=Document.TARGET_SETTING)
        page["targets_of"] = in_the_making.in_cycle_order() if lines else []
        page["reports"] = open_reports(self.request.user)
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the officer's indicators."""
        return {"indicatoren": lambda: work_exports.own_figures(page["lines"], self.year)}


def _place_in_work(line: Regel) -> int:
    """Sort key: what was given back first, then concept, ingediend, what is missing, and what is done."""
    figure = line.status.realisatie
    if figure is None:
        return 3
    if figure.return_reason:
        return 0
    return {Staat.CONCEPT: 1, Staat.INGEDIEND: 2}.get(Staat(figure.state), 4)


class RealisatieView(ReadsBack, LoginRequiredMixin, FormView):  # type: ignore[type-arg]
    """Enters one figure. It is judged before it is saved; what was typed is kept whatever happens."""

    template_name = "indicators/realisatie.html"
    form_class = RealisatieForm
    labels = {name: str(field.label) for name, field in RealisatieForm.base_fields.items() if field.label}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the officer, who sees their own indicators only, and the figure in the address."""
        return {**super().get_form_kwargs(), "user": self.request.user, "current": self.figure}

    @cached_property
    def figure(self) -> Realisatie | None:
        """The newest version of the figure in the address, when it is the officer's to change."""
        slug, year = slug_in(self.request.GET.get("indicator", "")), year_in(self.request.GET.get("jaar", ""))
        indicator = Effectindicator.objects.editable_by(self.request.user).filter(slug=slug).first()
        reeks = indicator.reeks_of(year) if indicator and year else None
        return newest(reeks, year) if reeks and year else None

    def get_initial(self) -> dict[str, Any]:
        """Start from the figure that is there, of the indicator and year in the address."""
        slug, year = slug_in(self.request.GET.get("indicator", "")), year_in(self.request.GET.get("jaar", ""))
        start = {"indicator": slug, "jaar": year, "gezien": token(self.figure)}
        return {**start, **as_typed(self.figure)} if self.figure else start

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the figure in the address, for its buttons, and the token of what they act on."""
        return {**super().get_context_data(**context), "shown_figure": self.figure, "figure_token": token(self.figure)}

    def form_valid(self, form: RealisatieForm) -> HttpResponse:
        """Show the judgement, or save: as a concept or handed in."""
        assert form.reeks is not None, "a valid form has found its reeks"
        action = self.request.POST.get("actie")
        question = self._question(form, form.reeks)
        must_ask = bool(question) and self.request.POST.get("klopt") != form.cleaned_data["waarde"]
        if action not in ("bewaren", "indienen") or (action == "indienen" and must_ask):
            return self._preview(form, form.reeks, question, asked=action == "indienen")
        try:
            figure = enter(
                form.reeks,
                form.opgave,
                user=self.request.user,
                seen=form.cleaned_data["gezien"],
                hand_in=action == "indienen",
            )
        except SomeoneElseWasFirst as conflict:
            return self._conflict(form, conflict.current)
        except ValidationError as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        except OperationalError:
            # The database is busy or gone: what was typed must not be.
            logger.exception("a figure could not be saved")
            form.add_error(
                None, "Het bewaren lukte nu niet. Wat u typte staat er nog; probeer het over een minuut opnieuw."
            )
            return self.form_invalid(form)
        what = "ingediend bij de controller" if action == "indienen" else "bewaard als concept"
        messages.success(
            self.request, f"Het cijfer van {figure.reeks.indicator.in_short} over {figure.year} is {what}."
        )
        return redirect(f"{figure.reeks.indicator.get_absolute_url()}?jaar={figure.year}")

    def form_invalid(self, form: RealisatieForm) -> HttpResponse:
        """Show the complaints at their fields; to the judge-while-typing only the complaints."""
        if self.request.htmx:  # type: ignore[attr-defined]
            return render(self.request, "components/judgement.html", {"form": form})
        return super().form_invalid(form)

    def _question(self, form: RealisatieForm, reeks: Reeks) -> str:
        """Return the question whether a figure is right that jumps; nothing when it does not."""
        cell = one_cell(self.request.user, reeks.pk, form.opgave.year)
        jump = cell.jump(form.value) if cell else None
        return jump_question(jump, reeks) if jump else ""

    def _preview(self, form: RealisatieForm, reeks: Reeks, question: str, *, asked: bool) -> HttpResponse:
        """Show what the rule would say, with everything that was typed; `asked`: it is not handed in unconfirmed."""
        invoer, outcome = judge_unsaved(reeks, form.opgave)
        target_reeks = Reeks.objects.filter(pk=invoer.target_reeks_id or 0).first()
        context = {
            "form": form,
            "outcome": outcome,
            "uitleg": explain(invoer, outcome, form.opgave.year, reeks, target_reeks),
            "other_is_judged": invoer.realisatie_id != UNSAVED,
            "question": question,
            "asked": asked,
        }
        if self.request.htmx:  # type: ignore[attr-defined]
            return render(self.request, "components/judgement.html", context)
        return self.render_to_response(self.get_context_data(**context))

    def _conflict(self, form: RealisatieForm, current: Realisatie | None) -> HttpResponse:
        """Show the figure that was there already beside what was typed; saving again then is a choice."""
        typed = self.request.POST.copy()
        typed["gezien"] = token(current)
        form.data = typed
        form.add_error(
            "waarde",
            "Voor dit jaar staat er al een cijfer dat u nog niet had gezien. "
            "Vergelijk de twee, en bewaar opnieuw als uw cijfer het juiste is.",
        )
        mine = Realisatie(reeks=form.reeks, year=form.opgave.year, **form.opgave.columns())
        return self.render_to_response(self.get_context_data(form=form, conflict=[current, mine]))


class OpenFigureView(LoginRequiredMixin, View):
    """What a button does with one figure of an officer; the form posts the token of what was shown."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, say what happened, and go back to the figure's form."""
        own = Effectindicator.objects.editable_by(request.user)
        figure = get_object_or_404(
            Realisatie.objects.select_related("reeks__indicator"), pk=pk, reeks__indicator__in=own
        )
        try:
            messages.success(request, self.act(figure, request.POST.get("gezien", "")))
        except SomeoneElseWasFirst:
            messages.error(request, "Het cijfer is intussen gewijzigd. Bekijk het hieronder en probeer het opnieuw.")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(f"{reverse('realisatie')}?indicator={figure.reeks.indicator.slug}&jaar={figure.year}")

    def act(self, figure: Realisatie, seen: str) -> str:
        """Do it; return what was done."""
        raise NotImplementedError


class WithdrawView(OpenFigureView):
    """Throws a figure away that never counted."""

    def act(self, figure: Realisatie, seen: str) -> str:
        """Throw it away, with the reason that was typed."""
        withdraw(figure, user=self.request.user, why=text_sent(self.request, "waarom"), seen=seen)
        return f"Het {figure.get_state_display().lower()} cijfer over {figure.year} is weggegooid."


class DefinitiveView(OpenFigureView):
    """Makes a provisional figure definitive: a new version that says the same, for the controller to adopt."""

    def act(self, figure: Realisatie, seen: str) -> str:
        """Hand in the same figure as definitive."""
        opgave = replace(opgave_of(figure), provisional=False, why="Definitief geworden; de waarde is dezelfde.")
        enter(figure.reeks, opgave, user=self.request.user, seen=seen, hand_in=True)
        return f"Het cijfer over {figure.year} is als definitief ingediend bij de controller."
