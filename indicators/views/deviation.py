"""The page on which a controller agrees on a deviation, or ends it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from indicators import desk_exports
from indicators.controller_forms import AfwijkingForm, RedenForm
from indicators.deviation import DEVIATING, PERMISSION, agree, agreed, end
from indicators.downloads import download, form_asked
from indicators.models import Afwijking, Effectindicator
from indicators.overview import overview


class AfwijkingView(PermissionRequiredMixin, View):
    """The light of one indicator and year, with what is agreed on it and what was agreed before."""

    permission_required = PERMISSION

    @cached_property
    def indicator(self) -> Effectindicator:
        """The indicator this page is about."""
        indicators = Effectindicator.objects.select_related("doel__beleidsterrein__programma")
        return get_object_or_404(indicators, slug=self.kwargs["slug"])

    def get(self, request: HttpRequest, slug: str, year: int) -> HttpResponseBase:
        """Show what can be agreed."""
        return self._show(year, form=AfwijkingForm(indicator=self.indicator), ending=RedenForm())

    def post(self, request: HttpRequest, slug: str, year: int) -> HttpResponseBase:
        """Agree, or end what was agreed."""
        ends = request.POST.get("actie") == "beeindigen"
        form = AfwijkingForm(None if ends else request.POST, indicator=self.indicator)
        ending = RedenForm(request.POST if ends else None)
        sent = ending if ends else form
        if sent.is_valid():
            try:
                self._write(year, sent.cleaned_data, ends)
            except ValidationError as refusal:
                sent.add_error(None, refusal.messages)
            else:
                return redirect(f"{self.indicator.get_absolute_url()}?jaar={year}")
        return self._show(year, form=form, ending=ending)

    def _write(self, year: int, cleaned: dict[str, Any], ends: bool) -> None:
        """Save what was sent, and say so."""
        user = self.request.user
        if ends:
            end(self.indicator, year, user=user, why=cleaned["reden"])
            messages.success(self.request, "De afspraak is beëindigd.")
        else:
            agree(
                self.indicator,
                year,
                owner=cleaned["eigenaar"],
                reason=cleaned["reden"],
                until=cleaned["tot_en_met"],
                user=user,
            )
            messages.success(self.request, "De afwijking is afgesproken. Het stoplicht houdt zijn kleur.")

    def _show(self, year: int, **context: Any) -> HttpResponseBase:
        """Show the page, or the table of it that the address asks for."""
        regel = overview(Effectindicator.objects.filter(pk=self.indicator.pk), year)[0]
        past = Afwijking.history.filter(indicator=self.indicator, year=year).select_related("history_user", "owner")
        page = {
            "indicator": self.indicator,
            "year": year,
            "regel": regel,
            "current": agreed([self.indicator.pk], year).get((self.indicator.pk, year)),
            "can_agree": regel.status.stoplicht in DEVIATING,
            "past": past.order_by("-history_id"),
            **context,
        }
        form = form_asked(self.request)
        if form:
            return download(desk_exports.agreements(f"{self.indicator} {year}", page["past"]), form)
        return render(self.request, "indicators/afwijking.html", page)
