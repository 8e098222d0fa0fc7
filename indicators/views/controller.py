"""What a controller decides: which figures are adopted, and which go back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from indicators.adoption import Antwoord, adopt, give_back
from indicators.desk import handed_in
from indicators.models import Realisatie

MOST = 1000  # of one answer: what a form may post at once


class VaststellenView(PermissionRequiredMixin, TemplateView):
    """The figures that were handed in, each beside last year's; many are answered at once."""

    permission_required = "indicators.adopt_realisatie"
    template_name = "indicators/vaststellen.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what waits."""
        return {**super().get_context_data(**context), "figures": handed_in(self.request.user)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Adopt the chosen figures or give them back, and say of each that was refused why."""
        chosen = [pk for pk in request.POST.getlist("cijfer")[:MOST] if pk.isascii() and pk.isdigit()]
        figures = Realisatie.objects.filter(pk__in=chosen)
        seen = request.POST.getlist("gezien")
        why = request.POST.get("reden", "")
        if not chosen:
            return self._again(request, "Kies eerst een of meer cijfers.")
        try:
            if request.POST.get("actie") == "teruggeven":
                self._report(give_back(figures, user=request.user, why=why, seen=seen), "teruggegeven")
            else:
                self._report(adopt(figures, user=request.user, seen=seen), "vastgesteld")
        except ValidationError as refusal:
            return self._again(request, " ".join(refusal.messages), chosen=chosen, why=why)
        return redirect("vaststellen")

    def _report(self, answer: Antwoord, what: str) -> None:
        """Say what was done, and of each refused figure why not."""
        if answer.done:
            messages.success(self.request, f"{len(answer.done)} {what}.")
        for figure, why in answer.refused:
            messages.warning(self.request, f"{figure.reeks.indicator} over {figure.year} ({figure.in_words}) {why}.")

    def _again(self, request: HttpRequest, complaint: str, **context: Any) -> HttpResponse:
        """Show the desk once more with what is missing and what was chosen."""
        return self.render_to_response(self.get_context_data(complaint=complaint, **context))
