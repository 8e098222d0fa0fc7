"""The figures of this installation as Prometheus reads them."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from post_office.models import Email
from prometheus_client import CollectorRegistry, exposition
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from indicators.models import IndicatorStatus, Lading, Realisatie
from leidenmo import health


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer who knows METRICS_TOKEN; to others there is no such page."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(token.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Installation())
    return HttpResponse(exposition.generate_latest(registry), content_type=exposition.CONTENT_TYPE_LATEST)


class Installation(Collector):
    """What there is at the moment it is asked for: nothing is counted in a process, so any number of them agree."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each figure."""
        works = GaugeMetricFamily("leidenmo_part_works", "1 when this part works, else 0", labels=["part"])
        parts = health.checks()
        for part, working in parts.items():
            works.add_metric([part], working)
        yield works
        if parts["cache"] and (swept := health.last_sweep()):
            yield GaugeMetricFamily("leidenmo_sweep_age_seconds", "Time since the last sweep", swept.age)
            yield GaugeMetricFamily("leidenmo_stale_statuses", "Statuses found stale by the last sweep", swept.stale)
        yield _by(IndicatorStatus, "stoplicht", "statuses")
        yield _by(Realisatie, "state", "realisaties")
        yield _by(Lading, "state", "ladingen")
        yield _by(Email, "status", "mail")


def _by(model: type[Model], column: str, name: str) -> GaugeMetricFamily:
    """Return how many rows of this model there are, by what one of its columns says."""
    family = GaugeMetricFamily(f"leidenmo_{name}", f"Number of {name}", labels=[column])
    for row in model._default_manager.order_by().values(column).annotate(number=Count("pk")):
        family.add_metric([str(row[column])], row["number"])
    return family
