"""What was published: the list with its checksums, the pages of one publication, and what moved between two.

The pages of a publication show what its row says and nothing else, and check it at every view.
"""

import json
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.views.generic import TemplateView

from indicators import exports
from indicators.charts import NARROW, draw
from indicators.downloads import Bestand, Downloadable
from indicators.publishing.chain import checkable, find, problem_of
from indicators.publishing.charts import chart_of
from indicators.publishing.comparison import KINDS, compare
from indicators.publishing.content import Content, content_now
from indicators.publishing.reading import Lezing, Unreadable, read, status_in_words
from indicators.views.paper import files_of
from programmes.models import Publicatie

NOW = "nu"

SHOWN = 10  # on one page: each is read in full, and recomputed

# What reading a content of another shape can raise.
BROKEN_CONTENT = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError)


class PublicatiesView(Downloadable, TemplateView):
    """The publications with their checksums, and whether those still fit; the latest first, some at a time."""

    template_name = "publishing/publicaties.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add one page of publications with what is wrong with them, recomputed now."""
        page = Paginator(checkable().reverse(), SHOWN).get_page(self.request.GET.get("bladzijde"))
        checked = [(publication, problem_of(publication), status_in_words(publication)) for publication in page]
        broken = sum(bool(problem) for _, problem, _ in checked)
        return super().get_context_data(checked=checked, broken=broken, bladzijde=page, **context)

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return all publications, each recomputed as it is written: their contents are too large to hold at once."""
        rows = checkable().reverse().iterator(chunk_size=SHOWN)
        checked = ((row, problem_of(row), status_in_words(row)) for row in rows)
        return {"publicaties": lambda: exports.publications(checked)}


class PublicatieView(Downloadable, TemplateView):
    """A publication: what the document showed, frozen; says loudly when its checksum no longer fits."""

    template_name = "publishing/publicatie.html"

    @cached_property
    def publication(self) -> Publicatie:
        """The publication whose checksum begins as the address says."""
        return find(self.kwargs["sha12"])

    @cached_property
    def problem(self) -> str:
        """What no longer fits; nothing when the publication is whole."""
        return problem_of(self.publication)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page; what cannot be read any more is shown as it is stored."""
        try:
            page: Any = super().get(request, *args, **kwargs)
            # At once: a broken publication may show only here that it cannot be read.
            return page.render() if isinstance(page, TemplateResponse) else page
        except (Unreadable, *BROKEN_CONTENT):
            if not self.problem:
                raise
            stored = {**super().get_context_data(), **self.head(None)}
            return TemplateResponse(request, "publishing/unreadable.html", stored)

    def head(self, lezing: Lezing | None) -> dict[str, Any]:
        """Return what every page of a publication shows above it."""
        return {
            "publication": self.publication,
            "status": status_in_words(self.publication),
            "problem": self.problem,
            "lezing": lezing,
            "files": SimpleLazyObject(partial(files_of, self.publication, self.problem)),  # its first page lists them
        }

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what the publication shows."""
        return {**super().get_context_data(**context), **self.head(read(self.publication))}

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the tables of the page; none when it is broken, as a file cannot say so as loudly as the page."""
        return {} if self.problem else self.whole_tables(page)

    def whole_tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the tables of a publication that is whole."""
        lezing: Lezing = page["lezing"]
        terreinen = [terrein for programma in lezing.programmas for terrein in programma.parts]
        return {"effectindicatoren": lambda: exports.published(lezing, terreinen, self.file_name())}

    def file_name(self, part: str = "") -> str:
        """Return how a file with a part of the publication is called."""
        return f"publicatie {self.publication.short_sha256} {part}"


class PublicatieBeleidsterreinView(PublicatieView):
    """A beleidsterrein as it was published: its doelenboom and its table."""

    template_name = "publishing/beleidsterrein.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the beleidsterrein."""
        page = super().get_context_data(**context)
        lezing: Lezing = page["lezing"]
        terrein = lezing.find_terrein(self.kwargs["slug"])
        if terrein is None:
            raise Http404
        return page | terrein_in_full(lezing, terrein)

    def whole_tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the table of the beleidsterrein."""
        name = self.file_name(page["terrein"].label)
        return {"effectindicatoren": lambda: exports.published(page["lezing"], [page["terrein"]], name)}


class PublicatieEffectindicatorView(PublicatieView):
    """An indicator as it was published: why this colour, its chart, its figures, targets and explanation."""

    template_name = "publishing/effectindicator.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the indicator."""
        page = super().get_context_data(**context)
        indicator = page["lezing"].find_indicator(self.kwargs["slug"])
        if indicator is None:
            raise Http404
        page["indicator"] = indicator
        page["terrein"] = page["lezing"].find_terrein(indicator.entry["beleidsterrein"])
        chart = chart_of(indicator)
        if chart:
            page |= {"chart": chart, "drawing": draw(chart), "narrow": draw(chart, NARROW)}
        return page

    def whole_tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return the figures and the targets."""
        name = self.file_name(page["indicator"].label)
        return {
            "cijfers": lambda: exports.published_figures(name, page["indicator"]),
            "streefwaarden": lambda: exports.published_targets(name, page["indicator"]),
        }


def terrein_in_full(lezing: Lezing, terrein: Any) -> dict[str, Any]:
    """Return all that a publication shows of one beleidsterrein."""
    return {
        "terrein": terrein,
        "boom": lezing.boom(terrein.slug),
        "afdruk": lezing.table(terrein),
        "partijen": lezing.partijen(terrein.slug),
    }


def publicatie_json(request: HttpRequest, sha12: str) -> HttpResponse:
    """Return the bytes that the checksum is of; refuse (409) when the publication is no longer whole."""
    publication = find(sha12)
    problem = problem_of(publication)
    if problem:
        refusal = f"Deze publicatie klopt niet meer: {problem}. Daarom is zij niet op te halen.\n"
        return HttpResponse(refusal, status=HTTPStatus.CONFLICT, content_type="text/plain; charset=utf-8")
    name = f"publicatie-{publication.short_sha256}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(publication.content.encode(), content_type="application/json", headers=headers)


class VergelijkenView(Downloadable, TemplateView):
    """What moved between two publications, or between one and what is adopted now."""

    template_name = "publishing/vergelijken.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the publications to choose from, and what moved between the two that were chosen."""
        page = super().get_context_data(**context)
        rows = Publicatie.objects.select_related("document").defer("content").order_by("-pk")
        choices = [(row.short_sha256, f"{row.document}, {status_in_words(row)}", row) for row in rows]
        default = choices[0][0] if choices else NOW
        chosen = {end: self.request.GET.get(end, fallback) for end, fallback in (("van", default), ("naar", NOW))}
        known = {sha12: row for sha12, _, row in choices}
        page |= {"choices": choices, "now": NOW, "kinds": KINDS, **chosen}
        page["unknown"] = [sha12 for sha12 in chosen.values() if sha12 != NOW and sha12 not in known]
        if page["unknown"]:
            return page
        sides = {end: self._side(known.get(sha12)) for end, sha12 in chosen.items()}
        page["broken"] = [str(known[sha12]) for end, sha12 in chosen.items() if sides[end][1]]
        try:
            page["verschil"] = compare(sides["van"][0], sides["naar"][0])
        except BROKEN_CONTENT:
            if not page["broken"]:
                raise
        return page

    def tables(self, page: dict[str, Any]) -> Mapping[str, Callable[[], Bestand]]:
        """Return what moved; nothing when one of the two is broken or not there."""
        if page["unknown"] or page["broken"]:
            return {}
        return {"wijzigingen": lambda: exports.moved(page["verschil"], f"vergelijking {page['van']} {page['naar']}")}

    def _side(self, publication: Publicatie | None) -> tuple[Content, str]:
        """Return what one side of the comparison shows, and what is wrong with it; None is what holds now."""
        if publication is None:
            return content_now(), ""
        publication = checkable().get(pk=publication.pk)
        problem = problem_of(publication)
        try:
            return json.loads(publication.content), problem
        except ValueError:
            return {}, problem
