"""What the council reads: the dashboard, a programma, a beleidsterrein, an indicator. Adopted figures only."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView
from django_tables2 import RequestConfig

from indicators import audit, changes, dashboard, deviation, exports
from indicators.addresses import number_in, sha12_in, year_in
from indicators.bladzijden import per_programma
from indicators.budget_table import budget_table
from indicators.charts import NARROW, Grafiek, breaks, draw, grafiek, plotly_figure
from indicators.choices import Stand
from indicators.contrast import contrasts
from indicators.downloads import Bestand, Downloadable, form_asked
from indicators.explanation import Uitleg, explain
from indicators.filters import EffectindicatorFilter
from indicators.in_the_making import for_reader
from indicators.models import Effectindicator, IndicatorStatus, Realisatie, Reeks, Stoplichtnorm, Streefwaarde
from indicators.money import money
from indicators.onderdrukking import for_readers
from indicators.overview import (
    count_colours,
    latest_reported_year,
    overview,
    reported_years,
    segments,
    summarise,
)
from indicators.ownership import invoerders, sees_invoerders
from indicators.paper.printouts import latest_printout
from indicators.remembered import chosen_in, remember, remembered, way_back
from indicators.report_page import said_of
from indicators.small_charts import small_charts
from indicators.tables import RegelTable
from indicators.target_history import target_history, targets_in_order
from indicators.views.kept import KeptPage
from programmes.doelenboom import doelenboom, printing_documents
from programmes.models import Beleidsterrein, Doel, Prestatie, Programma, Publicatie

Nodes = TypeVar("Nodes", bound=QuerySet[Any])

YEARS_BEFORE = 2  # that are shown beside the year a page is about; the others are behind a click


class YearMixin:
    """A page about one year: the one in the address, or else the latest with an adopted figure."""

    request: HttpRequest

    @cached_property
    def year(self) -> int:
        """The year this page is about."""
        return year_in(self.request.GET.get("jaar", "")) or latest_reported_year()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the year, the years to choose from, and what the colours of that year mean."""
        page: dict[str, Any] = super().get_context_data(**context)  # type: ignore[misc]
        page["year"] = self.year
        years = sorted({*reported_years(), self.year}, reverse=True)
        page["years_near"] = [year for year in years if self.year - YEARS_BEFORE <= year <= self.year + 1]
        page["years_other"] = [year for year in years if year not in page["years_near"]]
        page["norm"] = Stoplichtnorm.in_words(self.year)
        page["today"] = timezone.localdate()
        page["way_back"] = way_back(self.request)
        return page


class NodeMixin:
    """A page of one part of the tree, there for who may know of it."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Any]:
        """Leave out what only a document in the making prints, but for who works on it."""
        return self.known(super().get_queryset())  # type: ignore[misc]

    def known(self, nodes: Nodes) -> Nodes:
        """Keep what this reader may know of."""
        return for_reader(nodes, self.request.user)


class DashboardView(KeptPage, Downloadable, YearMixin, TemplateView):
    """What goes well and what does not: the colours per programma, what needs attention, what has no figure."""

    template_name = "indicators/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, and have the browser remember what was chosen; of a publication its own page shows all."""
        asked = request.GET.get("publicatie", "")
        if sha12_in(asked) and Publicatie.objects.filter(sha256__startswith=asked).exists():
            return HttpResponseRedirect(reverse("publicatie", args=[asked]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the lines of the year, narrowed by the filter, and what they add up to."""
        page = super().get_context_data(**context)
        indicators = for_reader(Effectindicator.objects.with_tree(), self.request.user).in_tree_order()
        narrowed = EffectindicatorFilter(self.request.GET, indicators, year=self.year, request=self.request)
        chosen = narrowed.qs
        if not form_asked(self.request):  # a table to take along has them all
            chosen, page["bladzijde"] = per_programma(chosen, self.request.GET.get("bladzijde"))
        lines = overview(chosen, self.year)
        table = RegelTable(lines)
        RequestConfig(self.request, paginate=False).configure(table)
        page["filter"] = narrowed
        page["chosen"] = narrowed.chosen
        page["counts"] = count_colours(lines)
        page["segments"] = segments(page["counts"])
        page["total"] = len(lines)
        page["blocks"] = dashboard.blocks(lines, self.year, self.request.user)
        page["attention"] = dashboard.attention(lines, self.year)
        page["silent"] = dashboard.nobody_explained(page["attention"])
        page["contrasts"] = contrasts(lines)
        grijs = dashboard.without_judgement(lines)
        page["without_judgement"] = [(why, [dashboard.Grijs.of(line) for line in of_why]) for why, of_why in grijs]
        page["measurements"] = dashboard.measurements(lines)
        page["recoloured"] = changes.recoloured(lines, self.year)
        page["trends"] = changes.trends(lines)
        page["since"] = changes.between_last_documents({line.beleidsterrein.slug for line in lines})
        page["stale"] = sum(line.is_stale for line in lines)
        page["publications"] = Publicatie.objects.select_related("document").defer("content").order_by("-pk")
        page["table"] = table
        return page

    def render_to_response(self, context: dict[str, Any], **options: Any) -> Any:
        """Return the page or a table of it; the browser keeps what was chosen, for the way back."""
        if not self.request.GET and (kept := remembered(self.request)):
            before = EffectindicatorFilter(kept, year=self.year, request=self.request)
            context["before"] = [f"jaar {kept['jaar']}"] if "jaar" in kept else []
            context["before"] += [f"{keuze.label.lower()} {keuze.value}" for keuze in before.chosen]
        response = super().render_to_response(context, **options)
        if self.request.GET and not form_asked(self.request):
            remember(response, chosen_in(self.request.GET))
        return response

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the table of all indicators."""
        return {"effectindicatoren": lambda: exports.indicators(page["table"], self.year)}


class ProgrammaView(KeptPage, Downloadable, YearMixin, NodeMixin, DetailView):  # type: ignore[type-arg]
    """A programma: its missie, its beleidsterreinen and how their indicators stand."""

    queryset = Programma.objects.all()
    template_name = "programmes/programma.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the colours per beleidsterrein, the doelen, and the money."""
        page = super().get_context_data(**context)
        of_programma = self.known(Effectindicator.objects.filter(doel__beleidsterrein__programma=self.object))
        lines = overview(of_programma.with_tree().in_tree_order(), self.year)
        summaries = {part.node: part for summary in summarise(lines) for part in summary.parts}
        doelen = Prefetch("doelen", self.known(Doel.objects.all()))
        beleidsterreinen = self.known(Beleidsterrein.objects.filter(programma=self.object)).prefetch_related(doelen)
        page["counts"] = count_colours(lines)
        page["segments"] = segments(page["counts"])
        page["total"] = len(lines)
        page["parts"] = [(terrein, summaries.get(terrein)) for terrein in beleidsterreinen]
        page["money"] = money(self.object.bedragen.all())
        page["lines"] = lines
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the indicators of the programma."""
        return {"effectindicatoren": lambda: exports.indicators(RegelTable(page["lines"]), self.year)}


class BeleidsterreinView(KeptPage, Downloadable, YearMixin, NodeMixin, DetailView):  # type: ignore[type-arg]
    """A beleidsterrein: its doelenboom, and its effectindicatoren as the budget prints them, with lights."""

    queryset = Beleidsterrein.objects.select_related("programma")
    template_name = "programmes/beleidsterrein.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the doelenboom (as it is now or as a document printed it) and the table."""
        page = super().get_context_data(**context)
        documents = printing_documents(self.object)
        asked = self.request.GET.get("document", "")
        document = next((document for document in documents if str(document.pk) == asked), None)
        page["documents"] = documents
        page["document"] = document
        page["takken"] = doelenboom(
            self.object,
            document,
            doelen=self.known(Doel.objects.all()),
            prestaties=self.known(Prestatie.objects.all()),
        )
        page["tabel"] = budget_table(self.object, self.year, self.request.user)
        lines = [rij.regel for rijen in page["tabel"].groups.values() for rij in rijen]
        page["contrasts"] = contrasts(lines)
        page["small_charts"] = small_charts(lines)
        page["verbonden_partijen"] = self.object.verbonden_partijen.all()
        page["printout"] = latest_printout(self.object, self.year)
        page["geschiedenis"] = audit.of_beleidsterrein(self.request.user, self.object.slug)
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the table as the budget prints it."""
        return {"effectindicatoren": lambda: exports.budget(page["tabel"], str(self.object), self.year)}


class EffectindicatorView(KeptPage, Downloadable, YearMixin, NodeMixin, DetailView):  # type: ignore[type-arg]
    """An indicator: its chart, why this colour, its targets and how they moved, what documents say of it."""

    queryset = Effectindicator.objects.select_related("doel__beleidsterrein__programma")
    template_name = "indicators/effectindicator.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add everything that is known of the indicator and that this reader may see."""
        page = super().get_context_data(**context)
        of_this = Effectindicator.objects.filter(pk=self.object.pk)
        regel = overview(of_this, self.year)[0]
        chart, statuses, targets = adopted_chart(self.object, regel.reeks)
        page["reeksen"] = self.object.reeksen.select_related("bron")
        page["regel"] = regel
        afgesproken = deviation.agreed([self.object.pk])
        page["rows"] = [(s, explain_status(s, regel.reeks), deviation.mark_of(s, afgesproken)) for s in statuses]
        page["may_agree"] = self.request.user.has_perm(deviation.PERMISSION) and (
            regel.status.stoplicht in deviation.DEVIATING
        )
        page["targets"] = target_history(targets)
        page["chart"] = chart
        page["drawing"] = draw(chart)
        page["narrow"] = draw(chart, NARROW)
        page["plotly"] = plotly_figure(chart)
        page["inbedden"] = {
            kind: self.request.build_absolute_uri(f"{reverse(name, args=[self.object.slug])}?jaar={self.year}")
            for kind, name in (("svg", "inbedden_svg"), ("frame", "inbedden"))
        }
        page["sees_people"] = sees_people(self.request.user)
        page["may_enter"] = Effectindicator.objects.editable_by(self.request.user).filter(pk=self.object.pk).exists()
        page["figures"] = _figures(self.object, self.request.user, sees_werkstand(self.request, page))
        if sees_invoerders(self.request.user):
            page["invoerders"] = invoerders().of(self.object.doel.beleidsterrein_id, self.object.pk)
        page["werk"] = overview(of_this, self.year, Stand.WERK)[0] if sees_werkstand(self.request, page) else None
        page["vermeldingen"] = sorted(
            self.object.vermeldingen.filter(document__adopted=True).select_related("document"),
            key=lambda v: v.document.cycle_order,
            reverse=True,
        )
        page["contrasts"] = contrasts([regel])
        page["said"] = said_of(self.object, self.request.user)
        page["printout"] = latest_printout(self.object, self.year)
        page["geschiedenis"] = audit.of_effectindicator(self.request.user, self.object.slug)
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the years, the targets and the figures."""
        name = str(self.object)
        return {
            "jaren": lambda: exports.years(name, page["rows"], page["regel"].reeks),
            "streefwaarden": lambda: exports.targets(name, page["targets"]),
            "cijfers": lambda: exports.figures(name, page["figures"], page["sees_people"]),
        }


def adopted_chart(
    indicator: Effectindicator, reeks: Reeks
) -> tuple[Grafiek, list[IndicatorStatus], list[Streefwaarde]]:
    """Return the chart of an indicator as anybody may see it, with the stoplichten and targets that it is made of."""
    statuses, targets = _statuses(indicator, Stand.VASTGESTELD), targets_in_order(indicator)
    benchmarks = indicator.benchmarks.order_by("region", "year")
    chart = grafiek(str(indicator), reeks, statuses, targets, direction=indicator.direction, benchmarks=benchmarks)
    chart.breaks = breaks(indicator.reeksen.all())
    return chart, statuses, targets


def explain_status(status: IndicatorStatus, fallback: Reeks) -> Uitleg:
    """Return why one year has its colour; `fallback` is the reeks of a year without figure and target."""
    return explain(status, status, status.year, status.reeks or fallback, status.target_reeks)


def sees_people(user: Any) -> bool:
    """Whether the reader is told by name who changed and adopted a figure: officers and controllers are."""
    return bool(user.has_perm("programmes.own_beleidsterrein") or user.has_perm("indicators.adopt_realisatie"))


def sees_werkstand(request: HttpRequest, page: dict[str, Any]) -> bool:
    """Whether the reader is one of those for whom the werkstand is: its officer or a controller."""
    return page["may_enter"] or request.user.has_perm("indicators.adopt_realisatie")


def _statuses(indicator: Effectindicator, stand: str) -> list[IndicatorStatus]:
    """Return the stoplichten of every year, the first year first."""
    related = ("reeks", "target_reeks", "realisatie__reeks", "streefwaarde__reeks", "streefwaarde__document")
    return list(indicator.statussen.filter(stand=stand).select_related(*related).order_by("year"))


def _figures(indicator: Effectindicator, user: Any, works_on_it: bool) -> list[Realisatie]:
    """Return every version of every figure this reader may see, the last year first."""
    visible = Realisatie.objects.visible_to(user).filter(reeks__indicator=indicator).with_fewest()
    figures = visible.select_related("reeks", "document", "changed_by", "adopted_by").order_by(
        "-year", "-reeks__valid_from", "-version"
    )
    return list(figures) if works_on_it else for_readers(figures)


def light_fragment(request: HttpRequest, slug: str, year: int, stand: str) -> HttpResponse:
    """Return the light of one indicator, year and stand, for a page that waits until it is up to date."""
    allowed = for_reader(Effectindicator.objects.filter(slug=slug), request.user)
    if stand == Stand.WERK and not request.user.has_perm("indicators.adopt_realisatie"):
        allowed = allowed.editable_by(request.user)
    get_object_or_404(allowed)
    regel = overview(allowed, year, stand)[0]
    asked = number_in(request.GET.get("keer", "")) + 1
    wait = min(500 * 2 ** (asked // 4), 10_000)  # milliseconds: often at first, then ever less
    return render(request, "components/why.html", {"regel": regel, "stand": stand, "asked": asked, "wait": wait})
