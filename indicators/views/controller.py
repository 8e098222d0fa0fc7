"""What a controller decides: which figures and targets are agreed with, and which go back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from indicators import adoption, targets
from indicators.desk import handed_in, proposed
from indicators.explanation import target_words
from indicators.models import Realisatie, Streefwaarde

MOST = 1000  # of one answer: what a form may post at once


class VaststellenView(PermissionRequiredMixin, TemplateView):
    """The figures and targets that wait, each beside what it is compared with; many are answered at once."""

    permission_required = "indicators.adopt_realisatie"
    template_name = "indicators/vaststellen.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what waits."""
        page = super().get_context_data(**context)
        page["figures"] = handed_in(self.request.user)
        page["proposals"] = proposed(self.request.user)
        return page

    def post(self, request: HttpRequest) -> HttpResponse:
        """Agree with what was chosen or give it back, and say of each that was refused why."""
        chosen = [pk for pk in request.POST.getlist("gekozen")[:MOST] if pk.isascii() and pk.isdigit()]
        of_targets = request.POST.get("soort") == "streefwaarden"
        shown = {"why": request.POST.get("reden", ""), "chosen": chosen, "of_targets": of_targets}
        if not chosen:
            return self._again("Kies eerst wat u wilt beantwoorden.", shown)
        try:
            if of_targets:
                self._answer_targets(request, chosen)
            else:
                self._answer_figures(request, chosen)
        except ValidationError as refusal:
            return self._again(" ".join(refusal.messages), shown)
        return redirect("vaststellen")

    def _answer_figures(self, request: HttpRequest, chosen: list[str]) -> None:
        """Adopt these figures or give them back."""
        figures, seen = Realisatie.objects.filter(pk__in=chosen), request.POST.getlist("gezien")
        if request.POST.get("actie") == "teruggeven":
            answer = adoption.give_back(figures, user=request.user, why=request.POST.get("reden", ""), seen=seen)
            self._report("teruggegeven", len(answer.done))
        else:
            answer = adoption.adopt(figures, user=request.user, seen=seen)
            self._report("vastgesteld", len(answer.done))
        for figure, why in answer.refused:
            messages.warning(request, f"{figure.reeks.indicator} over {figure.year} ({figure.in_words}) {why}.")

    def _answer_targets(self, request: HttpRequest, chosen: list[str]) -> None:
        """Confirm these targets or give them back."""
        proposals, seen = Streefwaarde.objects.filter(pk__in=chosen), request.POST.getlist("gezien")
        if request.POST.get("actie") == "teruggeven":
            answer = targets.give_back(proposals, user=request.user, why=request.POST.get("reden", ""), seen=seen)
            self._report("teruggegeven", len(answer.done))
        else:
            answer = targets.confirm(proposals, user=request.user, seen=seen)
            self._report("bevestigd", len(answer.done))
        for target, why in answer.refused:
            messages.warning(request, f"{target.reeks.indicator}, {target.year} ({target_words(target)}) {why}.")

    def _report(self, what: str, number: int) -> None:
        """Say how many were answered."""
        if number:
            messages.success(self.request, f"{number} {what}.")

    def _again(self, complaint: str, shown: dict[str, Any]) -> HttpResponse:
        """Show the desk once more with what is missing and what was chosen."""
        return self.render_to_response(self.get_context_data(complaint=complaint, **shown))
