"""What the dashboard can be narrowed to; every choice is in the address, so that a page can be shared."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import CheckboxInput

from indicators.choices import Stand
from indicators.models import Bron, Effectindicator, IndicatorStatus, Realisatie
from programmes.choices import Stoplicht
from programmes.models import Beleidsterrein, Programma

MOST_WORDS = 10  # each is a condition of its own, and databases count those


class EffectindicatorFilter(django_filters.FilterSet):
    """The indicators by programma, beleidsterrein, bron, colour of the year shown, BBV, and words."""

    zoek = django_filters.CharFilter(label="Zoek op woord of code", method="by_word", max_length=100)
    programma = django_filters.ModelChoiceFilter(
        label="Programma",
        queryset=Programma.objects.all(),
        field_name="doel__beleidsterrein__programma",
        to_field_name="slug",
        empty_label="alle",
    )
    beleidsterrein = django_filters.ModelChoiceFilter(
        label="Beleidsterrein",
        queryset=Beleidsterrein.objects.all(),
        field_name="doel__beleidsterrein",
        to_field_name="slug",
        empty_label="alle",
    )
    stoplicht = django_filters.ChoiceFilter(
        label="Stoplicht", choices=Stoplicht.choices, method="by_colour", empty_label="alle"
    )
    bron = django_filters.ModelChoiceFilter(
        label="Bron", queryset=Bron.objects.all(), field_name="reeksen__bron", distinct=True, empty_label="alle"
    )
    bbv = django_filters.BooleanFilter(
        label="BBV-indicator",
        field_name="is_bbv",
        widget=django_filters.widgets.forms.Select(choices=[("", "alle"), ("true", "ja"), ("false", "nee")]),
    )

    class Meta:
        model = Effectindicator
        fields: list[str] = []

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def by_word(self, indicators: QuerySet[Effectindicator], _name: str, text: str) -> QuerySet[Effectindicator]:
        """Keep the indicators that have every word in their code, name or doel."""
        for word in text.split()[:MOST_WORDS]:
            indicators = indicators.filter(
                Q(code__icontains=word) | Q(name__icontains=word) | Q(doel__name__icontains=word)
            )
        return indicators

    def by_colour(self, indicators: QuerySet[Effectindicator], _name: str, colour: str) -> QuerySet[Effectindicator]:
        """Keep the indicators of this colour in the year shown; one of which nothing is known is grijs."""
        statuses = IndicatorStatus.objects.filter(year=self.year, stand=Stand.VASTGESTELD)
        if colour == Stoplicht.GRIJS:
            coloured = statuses.exclude(stoplicht=Stoplicht.GRIJS)
            return indicators.exclude(pk__in=coloured.values("indicator"))
        return indicators.filter(pk__in=statuses.filter(stoplicht=colour).values("indicator"))


class TabelFilter(django_filters.FilterSet):
    """The officer's own indicators by beleidsterrein, bron, and whether the year that is due has a figure."""

    beleidsterrein = django_filters.ModelChoiceFilter(
        label="Beleidsterrein",
        queryset=Beleidsterrein.objects.none(),
        field_name="doel__beleidsterrein",
        to_field_name="slug",
        empty_label="alle",
    )
    bron = django_filters.ModelChoiceFilter(
        label="Bron", queryset=Bron.objects.none(), field_name="reeksen__bron", distinct=True, empty_label="alle"
    )
    ontbreekt = django_filters.BooleanFilter(
        label="Alleen wat nog leeg is", method="without_figure", widget=CheckboxInput()
    )

    class Meta:
        model = Effectindicator
        fields: list[str] = []

    def __init__(self, *args: Any, own: QuerySet[Effectindicator], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        # One chooses among one's own.
        terreinen = Beleidsterrein.objects.filter(pk__in=own.order_by().values("doel__beleidsterrein"))
        self.filters["beleidsterrein"].queryset = terreinen.order_by("order", "code", "pk")
        self.filters["bron"].queryset = Bron.objects.filter(reeksen__indicator__in=own.order_by()).distinct()

    def without_figure(
        self, indicators: QuerySet[Effectindicator], _name: str, wanted: bool
    ) -> QuerySet[Effectindicator]:
        """Keep the indicators of which nothing stands in the year that is due, not even a concept."""
        there = Realisatie.objects.filter(year=self.year).values("reeks__indicator")
        return indicators.exclude(pk__in=there) if wanted else indicators
