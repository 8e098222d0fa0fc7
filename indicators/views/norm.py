"""The stoplichtnorm: what it is and was, what another would change, and the proposals for one."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import FormView, View

from indicators import audit, desk_exports
from indicators.choices import MargeSoort
from indicators.controller_forms import NormForm, RedenForm
from indicators.downloads import Bestand, Downloadable, download, form_asked
from indicators.getallen import marge
from indicators.models import Normvoorstel, Stoplichtnorm
from indicators.norm import PERMISSION, NotWhatWasSeen, Vooruitblik, accept, foresee, norm_of, propose, reject
from indicators.stoplicht import STANDAARD_MARGE

CHANGED_MEANWHILE = (
    "Deze norm verandert nu iets anders dan u hebt gezien. Hieronder staat wat er nu verandert; bevestig dat opnieuw."
)
SHOWN = 50  # of the proposals that were turned down, the latest


class StoplichtnormView(Downloadable, PermissionRequiredMixin, FormView):  # type: ignore[type-arg]
    """The norms by year; another one is seen first, then proposed."""

    permission_required = PERMISSION
    template_name = "indicators/stoplichtnorm.html"
    form_class = NormForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the norms, how they came to be, and the proposals."""
        page = super().get_context_data(**context)
        proposals = Normvoorstel.objects.select_related("proposed_by", "decided_by")
        page["default_norm"] = marge(STANDAARD_MARGE, MargeSoort.PROCENT)
        page["norms"] = Stoplichtnorm.objects.order_by("-valid_from")
        page["open"] = proposals.filter(accepted=None)
        page["geschiedenis"] = audit.of_norm(self.request.user)
        page["turned_down"] = proposals.filter(accepted=False)[:SHOWN]
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the norms."""
        return {"normen": lambda: desk_exports.norms(page["norms"])}

    def form_valid(self, form: NormForm) -> HttpResponse:
        """Show what the norm would change; once that was seen, propose it."""
        if self.request.POST.get("actie") != "voorstellen":
            return self._show(form, foresee(form.norm))
        seen = self.request.POST.get("gezien", "")
        try:
            voorstel = propose(form.norm, user=self.request.user, why=form.cleaned_data["reden"], seen=seen)
        except NotWhatWasSeen as news:
            form.add_error(None, CHANGED_MEANWHILE)
            return self._show(form, news.now)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.form_invalid(form)
        messages.success(self.request, "Uw voorstel is bewaard. Een andere controller besluit erover.")
        return redirect("normvoorstel", voorstel.pk)

    def _show(self, form: NormForm, ahead: Vooruitblik) -> HttpResponse:
        """Show everything that was typed, with what it would change."""
        again: HttpResponse = self.render_to_response(self.get_context_data(form=form, ahead=ahead))
        return again


class NormvoorstelView(PermissionRequiredMixin, View):
    """One proposal: what it would change now, and the decision of a controller who did not propose it."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show the proposal; of an open one what it would change."""
        voorstel = _proposal(pk)
        form = form_asked(request)
        if form and voorstel.accepted is None:
            return self._file(foresee(norm_of(voorstel)), form)
        return self._show(voorstel)

    def _file(self, ahead: Vooruitblik, form: str) -> HttpResponseBase:
        """Return one of the tables of what it would change; raise Http404 when the address names another."""
        tables = {"": desk_exports.norm_lines, "aantallen": desk_exports.norm_counts}
        table = tables.get(self.request.GET.get("tabel", ""))
        if table is None:
            raise Http404
        return download(table(ahead), form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept the proposal, or reject it with a reason."""
        voorstel = _proposal(pk)
        no = RedenForm(request.POST if request.POST.get("actie") == "afwijzen" else None)
        try:
            if request.POST.get("actie") == "aannemen":
                accept(pk, user=request.user, seen=request.POST.get("gezien", ""))
                messages.success(request, "De norm is vastgelegd. De stoplichten worden nu opnieuw berekend.")
                return redirect("stoplichtnorm")
            if no.is_valid():
                reject(pk, user=request.user, why=no.cleaned_data["reden"])
                messages.success(request, "Het voorstel gaat niet door.")
                return redirect("stoplichtnorm")
        except NotWhatWasSeen as news:
            return self._show(voorstel, news.now, complaint=CHANGED_MEANWHILE)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("normvoorstel", pk)
        return self._show(voorstel, no=no)

    def _show(self, voorstel: Normvoorstel, ahead: Vooruitblik | None = None, **context: Any) -> HttpResponse:
        """Show the proposal; of an open one what it would change, of one that was turned down why."""
        page = {"voorstel": voorstel, "ahead": ahead, "no": RedenForm(), **context}
        if voorstel.accepted is None:
            page["ahead"] = ahead or foresee(norm_of(voorstel))
        elif not voorstel.accepted:
            page["why_not"] = voorstel.history.order_by("history_id").last().history_change_reason
        return render(self.request, "indicators/normvoorstel.html", page)


def _proposal(pk: int) -> Normvoorstel:
    """Return the proposal of this number, with its people."""
    return get_object_or_404(Normvoorstel.objects.select_related("proposed_by", "decided_by"), pk=pk)
