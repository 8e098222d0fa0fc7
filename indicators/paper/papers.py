"""What is on paper: a publication from its frozen content, a beleidsterrein or an indicator as adopted now."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from indicators.charts import Grafiek, Tekening, draw
from indicators.charts.drawing import Maat
from indicators.in_the_making import readable
from indicators.models import Effectindicator
from indicators.paper.rendering import look
from indicators.publishing.charts import chart_of
from indicators.publishing.current import content_of, judged_at
from indicators.publishing.reading import Afdruk, Deel, Indicator, Lezing, read, status_in_words
from programmes.models import Beleidsterrein, Publicatie, Publicatiebestand

HALF_A_PAGE = Maat(480, 300, left=52, right=8, top=60, bottom=40)


@dataclass(frozen=True)
class Blad:
    """An indicator on paper: its chart, and the same in words for who cannot see it."""

    indicator: Indicator
    chart: Grafiek | None
    drawing: Tekening | None
    in_words: str


@dataclass(frozen=True)
class Hoofdstuk:
    """A beleidsterrein on paper: its doelenboom, its table, who contributes, and its indicators one by one."""

    terrein: Deel
    boom: Any
    afdruk: Afdruk
    partijen: Any
    bladen: list[Blad]


@dataclass(frozen=True)
class Papier:
    """A page to print: its title and its HTML; as long as it has the same key, the same PDF would be made of it."""

    title: str
    html: str

    @property
    def key(self) -> str:
        """The checksum of all that decides the bytes of the PDF."""
        return hashlib.sha256(self.html.encode() + look()).hexdigest()


def of_publication(publication: Publicatie, others: Sequence[Publicatiebestand]) -> Papier:
    """Return a publication on paper, from its content alone, with the checksums of its `others`: its other files.

    Raises Unreadable when its content is not, or no longer, that of a document.
    """
    lezing = read(publication)
    chapters = [(programma, [_chapter(lezing, part) for part in programma.parts]) for programma in lezing.programmas]
    title = f"{lezing.document['title']}, {status_in_words(publication)}"
    return _paper(
        "papier/publicatie.html",
        title,
        lezing,
        chapters=chapters,
        publication=publication,
        status=status_in_words(publication),
        others=others,
        json_size=len(publication.content.encode()),
        address=settings.SITE_URL + reverse("publicatie", args=[publication.short_sha256]),
    )


def of_beleidsterrein(terrein: Beleidsterrein, year: int) -> Papier:
    """Return a beleidsterrein on paper, as adopted now, in the light of `year`."""
    of_terrein = readable(Effectindicator.objects.filter(doel__beleidsterrein=terrein))
    indicators = list(of_terrein.with_tree().in_tree_order())
    lezing = Lezing(content_of(terrein, indicators, year))
    title = f"Beleidsterrein {terrein}, {year}"
    chapter = _chapter(lezing, lezing.programmas[0].parts[0])
    return _paper("papier/beleidsterrein.html", title, lezing, chapter=chapter, **_now(terrein, indicators, year))


def of_indicator(indicator: Effectindicator, year: int) -> Papier:
    """Return an indicator on paper, as adopted now, in the light of `year`."""
    terrein = indicator.doel.beleidsterrein
    lezing = Lezing(content_of(terrein, [indicator], year))
    doel = indicator.doel
    return _paper(
        "papier/effectindicator.html",
        f"{indicator}, {year}",
        lezing,
        blad=_sheet(lezing.indicators[0]),
        doel=doel,
        terrein=terrein,
        **_now(indicator, [indicator], year),
    )


def _now(
    subject: Beleidsterrein | Effectindicator, indicators: Collection[Effectindicator], year: int
) -> dict[str, str | int | datetime | None]:
    """Return what a paper of today says of when and where."""
    address = f"{settings.SITE_URL}{subject.get_absolute_url()}?jaar={year}"
    return {"year": year, "judged_at": judged_at(indicators), "address": address}


def _paper(template: str, title: str, lezing: Lezing, **context: Any) -> Papier:
    """Return what a template makes of a content."""
    shared = {"title": title, "lezing": lezing, "municipality": settings.MUNICIPALITY}
    return Papier(title, render_to_string(template, {**shared, **context}))


def _chapter(lezing: Lezing, terrein: Deel) -> Hoofdstuk:
    """Return a beleidsterrein with all that its pages show."""
    return Hoofdstuk(
        terrein,
        lezing.boom(terrein.slug),
        lezing.table(terrein),
        lezing.partijen(terrein.slug),
        [_sheet(indicator) for indicator in terrein.indicators],
    )


def _sheet(indicator: Indicator) -> Blad:
    """Return an indicator with its chart."""
    chart = chart_of(indicator)
    if chart is None:
        return Blad(indicator, None, None, "")
    return Blad(indicator, chart, draw(chart, HALF_A_PAGE), f"Grafiek van {chart.title}. {' '.join(chart.in_words)}")
