"""What an officer fills in: their indicators of a year, and the form for one figure."""

import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import FormView, TemplateView

from indicators.addresses import slug_in, year_in
from indicators.choices import Stand
from indicators.entry import UNSAVED, SomeoneElseWasFirst, enter, judge_unsaved, newest, token
from indicators.explanation import explain
from indicators.forms import RealisatieForm, as_typed
from indicators.models import Effectindicator, Realisatie, Reeks
from indicators.overview import overview
from indicators.views.council import YearMixin

logger = logging.getLogger(__name__)


class InvoerView(LoginRequiredMixin, YearMixin, TemplateView):
    """Mijn invoer: the officer's indicators of one year, as they would be judged now."""

    template_name = "indicators/invoer.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add a line for each indicator of the beleidsterreinen that the officer owns."""
        page = super().get_context_data(**context)
        own = Effectindicator.objects.editable_by(self.request.user).in_tree_order()
        page["lines"] = overview(own, self.year, Stand.WERK)
        prefetch_related_objects([line.status for line in page["lines"]], "realisatie")  # for its staat
        return page


class RealisatieView(LoginRequiredMixin, FormView):  # type: ignore[type-arg]
    """Enters one figure. It is judged before it is saved; what was typed is kept whatever happens."""

    template_name = "indicators/realisatie.html"
    form_class = RealisatieForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the officer: they see their own indicators only."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Start from the figure that is there, of the indicator and year in the address."""
        slug, year = slug_in(self.request.GET.get("indicator", "")), year_in(self.request.GET.get("jaar", ""))
        figure = _figure_to_change(self.request.user, slug, year)
        start = {"indicator": slug, "jaar": year, "gezien": token(figure)}
        return {**start, **as_typed(figure)} if figure else start

    def form_valid(self, form: RealisatieForm) -> HttpResponse:
        """Show the judgement, or save: as a concept or handed in."""
        assert form.reeks is not None, "a valid form has found its reeks"
        action = self.request.POST.get("actie")
        if action not in ("bewaren", "indienen"):
            return self._preview(form, form.reeks)
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
        messages.success(self.request, f"Het cijfer van {figure.reeks.indicator.code} over {figure.year} is {what}.")
        return redirect(f"{figure.reeks.indicator.get_absolute_url()}?jaar={figure.year}")

    def form_invalid(self, form: RealisatieForm) -> HttpResponse:
        """Show the complaints at their fields; to the judge-while-typing only the complaints."""
        if self.request.htmx:  # type: ignore[attr-defined]
            return render(self.request, "components/judgement.html", {"form": form})
        return super().form_invalid(form)

    def _preview(self, form: RealisatieForm, reeks: Reeks) -> HttpResponse:
        """Show what the rule would say, with everything that was typed."""
        invoer, outcome = judge_unsaved(reeks, form.opgave)
        target_reeks = Reeks.objects.filter(pk=invoer.target_reeks_id or 0).first()
        context = {
            "form": form,
            "outcome": outcome,
            "uitleg": explain(invoer, outcome, form.opgave.year, reeks, target_reeks),
            "other_is_judged": invoer.realisatie_id != UNSAVED,
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
        return self.render_to_response(self.get_context_data(form=form, conflict=current))


def _figure_to_change(user: Any, slug: str, year: int | None) -> Realisatie | None:
    """Return the newest version of the figure that the officer is about to change."""
    indicator = Effectindicator.objects.editable_by(user).filter(slug=slug).first()
    reeks = indicator.reeks_of(year) if indicator and year else None
    return newest(reeks, year) if reeks and year else None
