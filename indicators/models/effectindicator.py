"""What is measured and how: the indicator, its unbroken series, its source, and what documents print of it."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from indicators.choices import MargeSoort, Richting, Ritme, Staat
from indicators.models.owners import Indicatoreigenaar
from programmes.choices import says_one_of
from programmes.fields import figure_field
from programmes.models import Document, Doel, Eigenaar, Prestatie, Vermelding
from programmes.models.node import ByNameManager, Node, NodeManager, address_of
from programmes.years import is_a_year, year_field


class Bron(models.Model):
    """A survey or register that figures come from."""

    name = models.CharField("naam", max_length=200, unique=True)
    description = models.TextField("omschrijving", blank=True)
    rhythm = models.CharField("gemeten", max_length=20, choices=Ritme, default=Ritme.ONBEKEND)

    history = HistoricalRecords()
    objects = ByNameManager()

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=says_one_of("rhythm", Ritme), name="bron_rhythm_known")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        """Return the name, by which fixtures know this bron."""
        return (self.name,)

    def next_measurement(self, after: int) -> int | None:
        """Return the first year after `after` in which this bron is measured; None when that is not known."""
        steps = {
            Ritme.ELK_JAAR: 1,
            Ritme.ONEVEN_JAREN: 2 if after % 2 else 1,
            Ritme.EVEN_JAREN: 1 if after % 2 else 2,
        }
        step = steps.get(Ritme(self.rhythm))
        return after + step if step else None


class EffectindicatorQuerySet(models.QuerySet["Effectindicator"]):
    """The indicators, by who may see or enter what."""

    def editable_by(self, user: Any) -> Self:
        """Keep the indicators that `user` enters today: their own, and the rest of the beleidsterreinen they own.

        An indicator of which somebody can enter as its own owner is theirs alone; else its beleidsterrein's again.
        """
        return self.entered_by(user) if user.has_perm("programmes.own_beleidsterrein") else self.none()

    def entered_by(self, officer: Any) -> Self:
        """Keep the same of an officer (or the key of one) of whom it is known that they have the role."""
        own = Q(pk__in=Indicatoreigenaar.objects.today().filter(user=officer).values("indicator"))
        owned = Eigenaar.objects.current().filter(user=officer)
        of_terrein = Q(doel__beleidsterrein__in=owned.values("beleidsterrein"))
        return self.filter(own | of_terrein & ~Q(pk__in=Indicatoreigenaar.objects.current().values("indicator")))

    def with_tree(self) -> Self:
        """Add the doel, beleidsterrein and programma: fetched once each, as many indicators share a few."""
        return self.prefetch_related("doel__beleidsterrein__programma")

    def in_tree_order(self) -> Self:
        """Order as the budget prints them."""
        levels = ("doel__beleidsterrein__programma", "doel__beleidsterrein", "doel")
        order = [f"{level}__{column}" for level in levels for column in ("order", "code")]
        return self.order_by(*order, "order", "code", "name", "pk")


class EffectindicatorManager(NodeManager):
    """Finds an indicator in a fixture by its slug."""


class Effectindicator(Node):
    """Measures whether a doel is reached; its stoplicht is computed, never entered."""

    doel = models.ForeignKey(Doel, models.PROTECT, related_name="effectindicatoren")
    prestaties = models.ManyToManyField(
        Prestatie,
        blank=True,
        related_name="effectindicatoren",
        help_text="De prestaties die deze indicator in beweging moeten brengen.",
    )
    # No default: a direction that nobody chose would be a guess.
    direction = models.CharField("richting", max_length=10, choices=Richting)
    margin = figure_field("marge", null=True, blank=True, help_text="Leeg: de norm van de gemeente.")
    margin_kind = models.CharField("soort marge", max_length=10, choices=MargeSoort, null=True, blank=True)  # noqa: DJ001 - null means the norm's, for both columns alike
    is_bbv = models.BooleanField("BBV-indicator", default=False)

    history = HistoricalRecords()
    objects = EffectindicatorManager.from_queryset(EffectindicatorQuerySet)()  # type: ignore[misc]

    class Meta(Node.Meta):
        verbose_name = "effectindicator"
        verbose_name_plural = "effectindicatoren"
        constraints = [
            *Node.Meta.constraints,
            models.CheckConstraint(
                condition=says_one_of("direction", Richting), name="effectindicator_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(margin=None, margin_kind=None)
                # The nulls are named: a check that comes out as null would let the row pass.
                | Q(margin__gte=0, margin__isnull=False, margin_kind__isnull=False)
                & says_one_of("margin_kind", MargeSoort),
                name="effectindicator_margin_with_its_kind",
                violation_error_message="Geef een marge van 0 of meer met haar soort, of geen van beide.",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the indicator's page."""
        return address_of("effectindicator", self.slug)

    @property
    def has_adopted_figures(self) -> bool:
        """Whether the council has seen a figure of this indicator: from then on nothing recolours it silently."""
        return self.reeksen.filter(realisaties__state=Staat.VASTGESTELD).exists()

    def reeks_of(self, year: int) -> "Reeks | None":
        """Return the reeks by which the figure of `year` is measured; None when measuring starts later."""
        return self.reeksen.filter(valid_from__lte=year).order_by("valid_from").last()


class ReeksManager(models.Manager["Reeks"]):
    """Finds a reeks in a fixture by its indicator and first year."""

    def get_by_natural_key(self, slug: str, valid_from: int) -> "Reeks":
        """Return the reeks of one indicator that starts in `valid_from`."""
        return self.get(indicator__slug=slug, valid_from=valid_from)


class Reeks(models.Model):
    """One unbroken way of measuring an indicator; a new method or unit is a new reeks: a trendbreuk."""

    indicator = models.ForeignKey(Effectindicator, models.PROTECT, related_name="reeksen")
    valid_from = year_field("geldig vanaf")
    unit = models.CharField(
        "eenheid", max_length=50, blank=True, help_text="Bijvoorbeeld %, dagen, per 10.000 inwoners."
    )
    decimals = models.PositiveSmallIntegerField("decimalen", default=0)
    minimum = figure_field("minimum", null=True, blank=True)
    maximum = figure_field("maximum", null=True, blank=True)
    bron = models.ForeignKey(Bron, models.PROTECT, null=True, blank=True, related_name="reeksen")
    definition = models.TextField("definitie", blank=True)
    break_reason = models.TextField(
        "reden van de trendbreuk", blank=True, help_text="Waarom er vanaf dit jaar anders gemeten wordt."
    )

    history = HistoricalRecords()
    objects = ReeksManager()

    class Meta:
        verbose_name = "reeks"
        verbose_name_plural = "reeksen"
        ordering = ["indicator", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "valid_from"], name="reeks_once_per_first_year"),
            models.CheckConstraint(condition=is_a_year("valid_from"), name="reeks_valid_from_in_range"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="reeks_at_most_six_decimals"),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(minimum__lte=F("maximum")),
                name="reeks_minimum_not_above_maximum",
                violation_error_message="Het minimum kan niet boven het maximum liggen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} vanaf {self.valid_from} ({self.unit})"

    def natural_key(self) -> tuple[str, int]:
        """Return the indicator's slug and the first year."""
        return (self.indicator.slug, self.valid_from)

    natural_key.dependencies = ["indicators.effectindicator"]  # type: ignore[attr-defined]

    @property
    def is_percentage(self) -> bool:
        """Whether the figures are percentages of people or things, so that a margin of error can be told."""
        return self.unit == "%"


class BenchmarkManager(models.Manager["Benchmark"]):
    """Finds a benchmark in a fixture by its indicator, region and year."""

    def get_by_natural_key(self, slug: str, region: str, year: int) -> "Benchmark":
        """Return the figure of one region to compare an indicator with."""
        return self.get(indicator__slug=slug, region=region, year=year)


class Benchmark(models.Model):
    """The same figure for elsewhere (the country, comparable municipalities), to compare with; never judged by."""

    indicator = models.ForeignKey(Effectindicator, models.CASCADE, related_name="benchmarks")
    region = models.CharField("gebied", max_length=100)
    year = year_field("jaar")
    value = figure_field("waarde")
    note = models.TextField("opmerking", blank=True)

    history = HistoricalRecords()
    objects = BenchmarkManager()

    class Meta:
        verbose_name = "benchmark"
        verbose_name_plural = "benchmarks"
        ordering = ["indicator", "region", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "region", "year"], name="benchmark_once_per_region_year"),
            models.CheckConstraint(condition=is_a_year("year"), name="benchmark_year_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.region} {self.year}"

    def natural_key(self) -> tuple[str, str, int]:
        """Return the indicator's slug, the region and the year."""
        return (self.indicator.slug, self.region, self.year)

    natural_key.dependencies = ["indicators.effectindicator"]  # type: ignore[attr-defined]


class IndicatorVermeldingManager(models.Manager["IndicatorVermelding"]):
    """Finds an indicator's vermelding in a fixture by its document and indicator."""

    def get_by_natural_key(self, kind: str, year: int, number: int, slug: str) -> "IndicatorVermelding":
        """Return what the document of this kind, year and number printed of one indicator."""
        document = Document.objects.get_by_natural_key(kind, year, number)
        return self.get(document=document, indicator__slug=slug)


class IndicatorVermelding(models.Model):
    """What one document prints of one indicator: its code, name, place and footnotes."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="indicatorvermeldingen")
    parent = models.ForeignKey(
        Vermelding,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="indicatorvermeldingen",
        help_text="Het doel waar het document de indicator onder zet; leeg als het hem nergens onder zet.",
    )
    order = models.PositiveIntegerField("volgorde", default=0)
    code = models.CharField("code", max_length=20, blank=True)
    name = models.CharField("naam", max_length=300)
    note = models.TextField("voetnoot", blank=True)
    indicator = models.ForeignKey(Effectindicator, models.PROTECT, related_name="vermeldingen")

    history = HistoricalRecords()
    objects = IndicatorVermeldingManager()

    class Meta:
        verbose_name = "vermelding van een indicator"
        verbose_name_plural = "vermeldingen van indicatoren"
        ordering = ["document", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "indicator"], name="indicatorvermelding_once_per_document")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    def natural_key(self) -> tuple[str, int, int, str]:
        """Return the document's key and the indicator's slug."""
        return (*self.document.natural_key(), self.indicator.slug)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "programmes.document",
        "programmes.vermelding",
        "indicators.effectindicator",
    ]
