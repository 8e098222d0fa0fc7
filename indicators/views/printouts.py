"""A beleidsterrein or an indicator on paper: asked for, waited for, fetched."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.views import View

from indicators import tasks
from indicators.addresses import year_in
from indicators.in_the_making import readable
from indicators.models import Effectindicator, Uitdraai
from indicators.overview import latest_reported_year, reported_years
from indicators.paper import printouts
from indicators.paper.rendering import STEPS, unavailable
from indicators.views.paper import kept_file
from programmes.models import Beleidsterrein

LONGEST_NAME = 95  # characters of a file's, but for its year


class UitdraaiView(View):
    """The page on which a PDF is asked for and waited for."""

    subjects: QuerySet[Any] = Beleidsterrein.objects.none()

    def get(self, request: HttpRequest, slug: str, *, busy: bool = False) -> HttpResponse:
        """Show whether it is there, how far it is, or how to ask for it; only that part, to who waits for it."""
        subject, year = self.asked_of(request, slug)
        off = unavailable()
        printout = None if off else printouts.find_printout(printouts.paper_of(subject, year))
        shown = {"subject": subject, "year": year, "printout": printout, "off": off, "steps": STEPS, "busy": busy}
        shown["broken"] = printout is not None and printout.is_made and printouts.problem_of(printout)
        page = "components/printout.html" if request.headers.get("HX-Request") else "indicators/uitdraai.html"
        status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.OK
        response = render(request, page, shown, status=status)
        patch_vary_headers(response, ["HX-Request"])  # no cache gives the part for the whole
        return response

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Have it made, and go to where it appears."""
        subject, year = self.asked_of(request, slug)
        if not unavailable():
            try:
                asked = printouts.ask(subject, year)
            except printouts.TooBusy:
                return self.get(request, slug, busy=True)
            if asked.is_awaited:
                tasks.ask_for_printout(asked.pk)
        return redirect(f"{request.path}?jaar={year}")

    def asked_of(self, request: HttpRequest, slug: str) -> tuple[printouts.Subject, int]:
        """Return what and which year the address names; raise Http404 for a year that nothing is known of."""
        year = year_in(request.GET.get("jaar", "")) or latest_reported_year()
        subject: printouts.Subject = get_object_or_404(readable(self.subjects.all()), slug=slug)
        if year not in {*reported_years(), latest_reported_year()}:
            raise Http404
        return subject, year


class BeleidsterreinUitdraaiView(UitdraaiView):
    """A beleidsterrein on paper."""

    subjects = Beleidsterrein.objects.select_related("programma")


class IndicatorUitdraaiView(UitdraaiView):
    """An indicator on paper."""

    subjects = Effectindicator.objects.select_related("doel__beleidsterrein__programma")


def uitdraai(request: HttpRequest, sha12: str) -> HttpResponseBase:
    """Return a PDF that was made; refuse (409) when its bytes are no longer what they were."""
    made = get_object_or_404(Uitdraai.objects.filter(sha256__startswith=sha12)[:1])
    if printouts.problem_of(made):
        refusal = "Dit bestand is niet op te halen: het past niet bij het controlegetal. Maak het opnieuw.\n"
        return HttpResponse(refusal, status=HTTPStatus.CONFLICT, content_type="text/plain; charset=utf-8")
    subject = slugify(str(made.subject))
    if len(subject) > LONGEST_NAME:
        subject = subject[:LONGEST_NAME].rpartition("-")[0]
    name = f"{subject}-{made.year}.pdf"
    return kept_file(request, printouts.read(made), "application/pdf", name, made.sha256)
