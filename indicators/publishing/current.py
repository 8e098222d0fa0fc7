"""What is adopted now of one beleidsterrein, in the shape of a publication, so that both are read and printed alike.

As the table of the budget shows it: three years back, three ahead, the lights of one year. Every query is for all
indicators at once; concepts are not in it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Max

from indicators.budget_table import YEARS_AHEAD, YEARS_BACK
from indicators.choices import Stand
from indicators.in_the_making import readable
from indicators.models import (
    Afwijking,
    Effectindicator,
    IndicatorStatus,
    IndicatorVermelding,
    Prognose,
    Realisatie,
    Stoplichtnorm,
    Toelichting,
)
from indicators.overview import nothing_known
from indicators.publishing.content import (
    SCHEMA,
    Content,
    applying_targets,
    contributing,
    council_statuses,
    latest_figures,
)
from indicators.publishing.parts import Parts
from indicators.publishing.tree import Boom
from programmes.models import Beleidsterrein, Doel, Prestatie, Voortgang


def content_of(terrein: Beleidsterrein, indicators: Collection[Effectindicator], year: int) -> Content:
    """Return what is adopted of these indicators of one beleidsterrein, in the light of `year`.

    `indicators` are in the order of the tree; with all of the beleidsterrein, its doelenboom is in it too.
    """
    boom = _tree(terrein, indicators)
    ids = list(boom.indicators)
    statuses = list(council_statuses(ids))
    lit = {status.indicator_id for status in statuses if status.year == year}
    statuses += [nothing_known(one, year, Stand.VASTGESTELD) for one in indicators if one.pk not in lit]
    figures = latest_figures(Realisatie.objects.adopted().filter(reeks__indicator__in=ids), None)
    parts = Parts(boom, figures, applying_targets(ids, None), sorted(statuses, key=_year), None)
    parts.toelichtingen = _latest_said(Toelichting, ids, year)
    parts.prognoses = _latest_said(Prognose, ids, year)
    agreed = Afwijking.objects.current().filter(indicator__in=ids, year=year)
    parts.afwijkingen = {deviation.indicator_id: deviation for deviation in agreed}
    return {
        "schema": SCHEMA,
        "document": None,
        "figure_years": list(range(year - YEARS_BACK, year + 1)),
        "target_years": list(range(year, year + YEARS_AHEAD + 1)),
        "colour_years": [year],
        "norm": Stoplichtnorm.in_words(year),
        **boom.as_lists(),
        "effectindicatoren": [parts.indicator(pk) for pk in boom.indicators],
        "bedragen": [],
        "verbonden_partijen": contributing(boom),
    }


def judged_at(indicators: Collection[Effectindicator]) -> datetime | None:
    """Return when what is shown of these indicators last changed; None when nothing is known of them."""
    statuses = IndicatorStatus.objects.filter(indicator__in=indicators, stand=Stand.VASTGESTELD)
    moment: datetime | None = statuses.aggregate(last=Max("computed_at"))["last"]
    return moment


def _year(status: IndicatorStatus) -> int:
    """Sort key."""
    return int(status.year)


def _tree(terrein: Beleidsterrein, indicators: Collection[Effectindicator]) -> Boom:
    """Return the tree as it is now called, with the latest progress that an adopted document reports."""
    boom = Boom()
    boom.add_beleidsterrein(terrein, terrein)
    for doel in readable(Doel.objects.filter(beleidsterrein=terrein)):
        boom.add_doel(doel, doel, terrein)
    prestaties = readable(Prestatie.objects.filter(doel__beleidsterrein=terrein)).select_related("doel")
    reported = Voortgang.objects.filter(prestatie__in=prestaties, document__adopted=True).select_related("document")
    latest = {said.prestatie_id: said for said in sorted(reported, key=lambda said: said.document.cycle_order)}
    for prestatie in prestaties:
        said = latest.get(prestatie.pk)
        boom.add_prestatie(prestatie, prestatie, prestatie.doel, terrein, said)
        if said:  # each of another document, which a publication need not say of its own
            boom.prestaties[prestatie.slug]["voortgang"]["document"] = str(said.document)
    notes = _label_notes(indicators)
    for indicator in indicators:
        boom.add_indicator(indicator, indicator, indicator.doel, terrein)
        boom.indicators[indicator.pk]["note"] = notes.get(indicator.pk, "")
    return boom


def _label_notes(indicators: Collection[Effectindicator]) -> dict[int, str]:
    """Return the footnote of each indicator in the last document that has one."""
    noted = IndicatorVermelding.objects.filter(indicator__in=indicators, document__adopted=True).exclude(note="")
    in_order = sorted(noted.select_related("document"), key=lambda printed: printed.document.cycle_order)
    return {printed.indicator_id: printed.note for printed in in_order}


def _latest_said(model: Any, ids: Collection[int], year: int) -> dict[int, Any]:
    """Return of each indicator what the last adopted document about `year` says of it."""
    said = model.objects.filter(indicator__in=ids, document__adopted=True, document__year=year)
    return {row.indicator_id: row for row in sorted(said.select_related("document"), key=_cycle_order)}


def _cycle_order(said: Any) -> tuple[int, int, int]:
    """Sort key."""
    order: tuple[int, int, int] = said.document.cycle_order
    return order
