"""What other websites show of ours: one indicator as a picture, or as a page in a frame. Adopted figures only."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.formats import date_format
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from indicators.addresses import year_in
from indicators.charts import NARROW, draw
from indicators.embedding import Inbedding, embedding
from indicators.in_the_making import readable
from indicators.models import Effectindicator
from indicators.overview import latest_reported_year, overview
from indicators.views.council import adopted_chart

View = Callable[[HttpRequest, str], HttpResponseBase]

KEPT = 300  # seconds that a cache may show it without asking


def in_a_frame(policy: dict[str, list[str]]) -> Callable[[View], View]:
    """Return what lets the websites of EMBED_ORIGINS show a page, which itself may do no more than `policy` says."""

    def allow(view: View) -> View:
        framed: Any = csp({**policy, "frame-ancestors": settings.EMBED_ORIGINS})(view)  # type: ignore[arg-type]
        allowed: View = require_safe(xframe_options_exempt(framed))
        return allowed

    return allow


@in_a_frame({"default-src": [NONE]})
def indicator_svg(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return light and chart as one SVG, with all its colours in it."""
    page = {"inbedding": _embedding(request, slug)}
    return _kept(request, render(request, "inbedden/effectindicator.svg", page, content_type="image/svg+xml"))


@in_a_frame({"default-src": [NONE], "style-src": [SELF], "base-uri": [NONE], "form-action": [NONE]})
def indicator_frame(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the same as a page that may stand in a frame, with its table in words and the way to the whole."""
    inbedding = _embedding(request, slug)
    whole = request.build_absolute_uri(f"{inbedding.regel.indicator.get_absolute_url()}?jaar={inbedding.regel.year}")
    page = {"inbedding": inbedding, "whole": whole, "narrow": draw(inbedding.chart, NARROW)}
    return _kept(request, render(request, "inbedden/effectindicator.html", page))


def _embedding(request: HttpRequest, slug: str) -> Inbedding:
    """Return what is shown of one indicator in the year of the address; raise Http404 when there is no such one."""
    found: Any = get_object_or_404(readable(Effectindicator.objects.all()), slug=slug)
    year = year_in(request.GET.get("jaar", "")) or latest_reported_year()
    regel = overview(Effectindicator.objects.filter(pk=found.pk).with_tree(), year)[0]
    judged_on = timezone.localdate(regel.status.computed_at) if regel.status.computed_at else None
    chart, _, _ = adopted_chart(found, regel.reeks)
    return embedding(regel, chart, settings.MUNICIPALITY, date_format(judged_on, "j F Y") if judged_on else "")


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Return what any cache may keep for a while; nothing new for who has it already."""
    response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    set_response_etag(response)
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return answer or response
