"""What a controller decides: which figures and targets are agreed with, which go back, and a trendbreuk."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from indicators import adoption, desk_exports, targets
from indicators.addresses import is_key
from indicators.controller_forms import TrendbreukForm
from indicators.desk import Keuze, Toon, given_back, handed_in, proposed
from indicators.downloads import Bestand, Downloadable
from indicators.entry import token
from indicators.explanation import target_words
from indicators.models import Effectindicator, Realisatie, Reeks, Streefwaarde
from indicators.notation import write_number
from indicators.sent import text_sent
from indicators.trendbreuk import outlived_targets, start_reeks
from programmes.choices import Stoplicht

MOST = 1000  # of one answer: what a form may post at once


class VaststellenView(Downloadable, PermissionRequiredMixin, TemplateView):
    """The figures and targets that wait, each beside what it is compared with; many are answered at once."""

    permission_required = "indicators.adopt_realisatie"
    template_name = "indicators/vaststellen.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what waits."""
        page = super().get_context_data(**context)
        waiting, choice = handed_in(self.request.user), Keuze.of(self.request.GET)
        page["figures"], page["waiting"], page["choice"] = choice.of_these(waiting), len(waiting), choice
        page["terreinen"] = list(dict.fromkeys(piece.beleidsterrein for piece in waiting))
        page["colours"], page["shows"] = Stoplicht.choices, Toon.choices
        page["given_back"] = [(figure, token(figure)) for figure in given_back(self.request.user)]
        page["proposals"] = proposed(self.request.user)
        page["all_chosen"] = self.request.GET.get("kies", "")  # of which table every box is checked
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the figures and the targets that wait."""
        return {
            "cijfers": lambda: desk_exports.desk_figures(page["figures"]),
            "streefwaarden": lambda: desk_exports.desk_targets(page["proposals"]),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Agree with what was chosen or give it back, and say of each that was refused why."""
        chosen = [pk for pk in request.POST.getlist("gekozen")[:MOST] if is_key(pk)]
        of_targets = request.POST.get("soort") == "streefwaarden"
        shown = {"why": text_sent(request, "reden"), "chosen": chosen, "of_targets": of_targets}
        if not chosen:
            return self._again("Kies eerst wat u wilt beantwoorden.", shown)
        try:
            if of_targets:
                self._answer_targets(request, chosen)
            else:
                self._answer_figures(request, chosen)
        except ValidationError as refusal:
            return self._again(" ".join(refusal.messages), shown)
        narrowed = request.GET.copy()
        narrowed.pop("kies", None)  # what was chosen has been answered
        return redirect(f"{request.path}?{narrowed.urlencode()}" if narrowed else request.path)

    def _answer_figures(self, request: HttpRequest, chosen: list[str]) -> None:
        """Adopt these figures or give them back."""
        figures, seen = Realisatie.objects.filter(pk__in=chosen), request.POST.getlist("gezien")
        match request.POST.get("actie"):
            case "teruggeven":
                answer = adoption.give_back(figures, user=request.user, why=text_sent(request, "reden"), seen=seen)
                self._report("teruggegeven. Tot de medewerker ze wijzigt, kunt u ze hieronder terughalen", answer)
            case "terughalen":
                answer = adoption.take_back(figures, user=request.user, seen=seen)
                self._report("teruggehaald: ze wachten weer op antwoord", answer)
            case _:
                answer = adoption.adopt(figures, user=request.user, seen=seen)
                self._report("vastgesteld. Dat blijft zo; een correctie is een nieuwe versie", answer)
        for figure, why in answer.refused:
            messages.warning(request, f"{figure.reeks.indicator} over {figure.year} ({figure.in_words}) {why}.")

    def _answer_targets(self, request: HttpRequest, chosen: list[str]) -> None:
        """Confirm these targets or give them back."""
        proposals, seen = Streefwaarde.objects.filter(pk__in=chosen), request.POST.getlist("gezien")
        if request.POST.get("actie") == "teruggeven":
            answer = targets.give_back(proposals, user=request.user, why=text_sent(request, "reden"), seen=seen)
            self._report("teruggegeven", answer)
        else:
            answer = targets.confirm(proposals, user=request.user, seen=seen)
            self._report("bevestigd", answer)
        for target, why in answer.refused:
            messages.warning(request, f"{target.reeks.indicator}, {target.year} ({target_words(target)}) {why}.")

    def _report(self, what: str, answer: Any) -> None:
        """Say how many were answered, and what that means."""
        if answer.done:
            messages.success(self.request, f"{len(answer.done)} {what}.")

    def _again(self, complaint: str, shown: dict[str, Any]) -> HttpResponse:
        """Show the desk once more with what is missing and what was chosen."""
        again: HttpResponse = self.render_to_response(self.get_context_data(complaint=complaint, **shown))
        return again


class TrendbreukView(PermissionRequiredMixin, FormView):  # type: ignore[type-arg]
    """Records that an indicator is measured in another way from a year on."""

    permission_required = "indicators.adopt_realisatie"
    template_name = "indicators/trendbreuk.html"
    form_class = TrendbreukForm

    @cached_property
    def indicator(self) -> Effectindicator:
        """The indicator in the address."""
        return get_object_or_404(Effectindicator, slug=self.kwargs["slug"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from how it is measured now; what changes is typed over it."""
        now = self.indicator.reeksen.order_by("valid_from").last()
        start = {name: getattr(now, name) for name in ("unit", "decimals", "bron", "definition")} if now else {}
        bounds = {name: getattr(now, name, None) for name in ("minimum", "maximum")}
        start |= {name: write_number(bound) for name, bound in bounds.items() if bound is not None}
        return {**super().get_form_kwargs(), "initial": start, "instance": Reeks(indicator=self.indicator)}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the indicator, and how it was measured until now."""
        page = super().get_context_data(**context)
        page["effectindicator"] = self.indicator
        page["reeksen"] = self.indicator.reeksen.select_related("bron")
        return page

    def form_valid(self, form: TrendbreukForm) -> HttpResponse:
        """Save the reeks, and say which targets it leaves without a judgement."""
        try:
            reeks = start_reeks(form.instance, user=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, f"Vanaf {reeks.valid_from} wordt deze indicator anders gemeten.")
        years = sorted(set(outlived_targets(reeks).values_list("year", flat=True)))
        if years:
            messages.warning(
                self.request,
                f"De streefwaarden voor {', '.join(map(str, years))} zijn op de oude manier gesteld. "
                "Die jaren zijn grijs tot een document een streefwaarde op de nieuwe manier stelt.",
            )
        return redirect(self.indicator)
