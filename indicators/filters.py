"""What the dashboard and the API can be narrowed to; every choice is in the address, so that a page can be shared."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import CheckboxInput, Select
from django.utils.safestring import SafeString

from indicators.choices import Stand
from indicators.fragments import written
from indicators.in_the_making import for_reader, readable
from indicators.models import Bron, Effectindicator, IndicatorStatus, Realisatie
from indicators.search import search
from programmes.choices import Stoplicht
from programmes.models import Beleidsterrein, Document, Programma

LONGEST_LIST = 100  # of a municipality there are some thirty beleidsterreinen, of the country nine thousand


@dataclass(frozen=True)
class Keuze:
    """One active filter: its name in the address, and in words."""

    name: str
    label: str
    value: str


def _said_by_programmas(column: str) -> Callable[[], list[tuple[str, str]]]:
    """Return a function that gives what the programma's say in `column`, to choose from."""

    def choices() -> list[tuple[str, str]]:
        said = (
            readable(Programma.objects.exclude(**{column: ""}))
            .order_by(column)
            .values_list(column, flat=True)
            .distinct()
        )
        return [(value, value) for value in said]

    return choices


def settled_documents() -> list[tuple[str, str]]:
    """Return the adopted and published documents to choose from, the latest first."""
    return [(document.key, str(document)) for document in Document.objects.settled().in_cycle_order().reverse()]


def _known_to_reader(nodes: QuerySet[Any]) -> Callable[[Any], QuerySet[Any]]:
    """Return a function that gives the nodes that whoever asks may choose from; without a request, anybody."""
    return lambda request: for_reader(nodes.all(), getattr(request, "user", None))


def _known_bronnen(request: Any) -> QuerySet[Bron]:
    """Return the bronnen of the indicators that whoever asks may know of: of each bron, one is enough to know."""
    known = for_reader(Effectindicator.objects.order_by(), getattr(request, "user", None))
    # One, and not whether there is any: then PostgreSQL stops at the first, and does not list all that are known.
    one = Subquery(known.filter(reeksen__bron=OuterRef("pk")).values("pk")[:1])
    known_bronnen: QuerySet[Bron] = Bron.objects.alias(one=one).filter(one__isnull=False)
    return known_bronnen


class Lijst(NamedTuple):
    """All that a list to choose from shows: what a piece of a page is written for (see `fragments`)."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    chosen: str
    choices: tuple[tuple[str, str], ...]
    is_longer: bool


class Keuzelijst(Select):
    """A list to choose one thing from, written as a piece: Django writes each choice by templates of its own."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return it as HTML; by our own template, whatever the `renderer`."""
        del renderer
        (chosen,) = self.format_value(value)
        choices, is_longer = self.listed(chosen)
        attributes = tuple((key, str(said)) for key, said in self.build_attrs(self.attrs, attrs).items() if said)
        words = tuple((str(key), str(label)) for key, label in choices)
        return written("components/keuzelijst.html", Lijst(name, attributes, chosen, words, is_longer))

    def listed(self, _chosen: str) -> tuple[list[tuple[Any, Any]], bool]:
        """Return the choices to write, and whether there are more."""
        return list(iter(self.choices)), False  # not by `list(…)` alone: that asks for its length first


class KorteLijst(Keuzelijst):
    """The same of a table that may be too long to choose from: then its beginning.

    What is chosen is on it in any case, and what is not on it can be chosen all the same: by its address, or by a word.
    """

    def listed(self, chosen: str) -> tuple[list[tuple[Any, Any]], bool]:
        """Return the choices to write, and whether there are more; no more of them are read."""
        whole: Any = self.choices
        some = copy(whole)
        some.queryset = whole.queryset[: LONGEST_LIST + 1]
        choices = list(iter(some))  # not by `list(some)`: that asks for its length first
        is_longer = len(choices) > LONGEST_LIST + 1  # the first says "alle"
        if is_longer:
            choices.pop()
        if chosen and chosen not in {str(key) for key, _ in choices} and (one := self._one(whole, chosen)):
            choices.append(one)
        return choices, is_longer

    def _one(self, whole: Any, key: str) -> Any:
        """Return the choice with this key; None when there is none."""
        found = whole.queryset.filter(**{whole.field.to_field_name or "pk": key}).first()
        return whole.choice(found) if found else None


class GedeeldFilter(django_filters.FilterSet):
    """The choices that the pages and the API have in common: by code, by document, by colour of a year."""

    code = django_filters.CharFilter(label="Code", max_length=20)
    stoplicht = django_filters.ChoiceFilter(
        label="Stoplicht", choices=Stoplicht.choices, method="by_colour", empty_label="alle", widget=Keuzelijst
    )
    document = django_filters.ChoiceFilter(
        label="In document", choices=settled_documents, method="by_document", empty_label="alle", widget=Keuzelijst
    )

    class Meta:
        model = Effectindicator
        fields: list[str] = []

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def by_colour(self, indicators: QuerySet[Effectindicator], _name: str, colour: str) -> QuerySet[Effectindicator]:
        """Keep the indicators of this colour in the year shown; one of which nothing is known is grijs."""
        statuses = IndicatorStatus.objects.filter(year=self.year, stand=Stand.VASTGESTELD)
        if colour == Stoplicht.GRIJS:
            coloured = statuses.exclude(stoplicht=Stoplicht.GRIJS)
            return indicators.exclude(pk__in=coloured.values("indicator"))
        return indicators.filter(pk__in=statuses.filter(stoplicht=colour).values("indicator"))

    def by_document(self, indicators: QuerySet[Effectindicator], _name: str, key: str) -> QuerySet[Effectindicator]:
        """Keep the indicators that an adopted or published document prints."""
        return indicators.filter(vermeldingen__document__in=Document.objects.settled().of_key(key))


class KeuzeForm(forms.Form):
    """The choices of the dashboard, in the order in which people reach for them."""

    field_order = (
        *("zoek", "commissie", "portefeuille", "programma", "beleidsterrein"),
        *("stoplicht", "bron", "bbv", "document", "code"),
    )


class EffectindicatorFilter(GedeeldFilter):
    """The indicators by place in the budget, who answers for them, colour of the year, bron, BBV, document, words."""

    zoek = django_filters.CharFilter(label="Zoek op woord of code", method="by_word", max_length=100)
    programma = django_filters.ModelChoiceFilter(
        label="Programma",
        queryset=_known_to_reader(Programma.objects.all()),
        field_name="doel__beleidsterrein__programma",
        to_field_name="slug",
        empty_label="alle",
        widget=KorteLijst,
    )
    beleidsterrein = django_filters.ModelChoiceFilter(
        label="Beleidsterrein",
        queryset=_known_to_reader(Beleidsterrein.objects.all()),
        field_name="doel__beleidsterrein",
        to_field_name="slug",
        empty_label="alle",
        widget=KorteLijst,
    )
    commissie = django_filters.ChoiceFilter(
        label="Commissie",
        choices=_said_by_programmas("commissie"),
        field_name="doel__beleidsterrein__programma__commissie",
        empty_label="alle",
        widget=Keuzelijst,
    )
    portefeuille = django_filters.ChoiceFilter(
        label="Portefeuille",
        choices=_said_by_programmas("portefeuille"),
        field_name="doel__beleidsterrein__programma__portefeuille",
        empty_label="alle",
        widget=Keuzelijst,
    )
    bron = django_filters.ModelChoiceFilter(
        label="Bron",
        queryset=_known_bronnen,
        field_name="reeksen__bron",
        distinct=True,
        empty_label="alle",
        widget=Keuzelijst,
    )
    bbv = django_filters.BooleanFilter(
        label="BBV-indicator",
        field_name="is_bbv",
        widget=Keuzelijst(choices=[("", "alle"), ("true", "ja"), ("false", "nee")]),
    )

    class Meta(GedeeldFilter.Meta):
        form = KeuzeForm

    @property
    def chosen(self) -> list[Keuze]:
        """The filters that are active, in words; what does not exist is none."""
        self.form.is_valid()
        given = {name: self.form.cleaned_data.get(name) for name in self.filters}
        return [
            Keuze(name, str(self.filters[name].label), self._in_words(name, value))
            for name, value in given.items()
            if value not in (None, "")
        ]

    def _in_words(self, name: str, value: Any) -> str:
        """Return the value of a filter as its list calls it."""
        if isinstance(value, bool):
            return "ja" if value else "nee"
        return str(Stoplicht(value).label) if name == "stoplicht" else str(value)

    def by_word(self, indicators: QuerySet[Effectindicator], _name: str, text: str) -> QuerySet[Effectindicator]:
        """Keep the indicators that have every word in a code or name."""
        return search(indicators, text, getattr(self.request, "user", None))


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
