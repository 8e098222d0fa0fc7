"""How the figures were judged: the norm, and for every indicator and year the stored stoplicht with its inputs."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indicators.choices import GeenCijfer, MargeBron, MargeSoort, Reden, Richting, Stand, Trend
from indicators.getallen import marge
from indicators.models.effectindicator import Effectindicator, Reeks
from indicators.models.figures import Realisatie, Streefwaarde
from indicators.stoplicht import STANDAARD_MARGE, Meting
from programmes.choices import Stoplicht, says_one_of
from programmes.fields import figure_field
from programmes.years import is_a_year, year_field


class StoplichtnormManager(models.Manager["Stoplichtnorm"]):
    """Finds a norm in a fixture by the year from which it applies."""

    def get_by_natural_key(self, valid_from: int) -> "Stoplichtnorm":
        """Return the norm that starts in `valid_from`."""
        return self.get(valid_from=valid_from)


class Stoplichtnorm(models.Model):
    """The municipality's margin from a year on: how far from its streefwaarde a figure may be and still be oranje."""

    valid_from = year_field("geldig vanaf", unique=True)
    margin = figure_field("marge")
    margin_kind = models.CharField("soort marge", max_length=10, choices=MargeSoort, default=MargeSoort.PROCENT)
    reason = models.TextField("reden", blank=True)

    history = HistoricalRecords()
    objects = StoplichtnormManager()

    class Meta:
        verbose_name = "stoplichtnorm"
        verbose_name_plural = "stoplichtnormen"
        permissions = [("set_stoplichtnorm", "Mag de stoplichtnorm wijzigen")]
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(margin__gte=0), name="stoplichtnorm_margin_not_negative"),
            models.CheckConstraint(condition=says_one_of("margin_kind", MargeSoort), name="stoplichtnorm_kind_known"),
            models.CheckConstraint(condition=is_a_year("valid_from"), name="stoplichtnorm_valid_from_in_range"),
        ]

    def __str__(self) -> str:
        return f"vanaf {self.valid_from}: {self.margin_in_words}"

    def natural_key(self) -> tuple[int]:
        """Return the first year."""
        return (self.valid_from,)

    @property
    def margin_in_words(self) -> str:
        """How far off is still oranje."""
        return marge(self.margin, self.margin_kind)

    @classmethod
    def in_words(cls, year: int) -> str:
        """Return how far off is still oranje in `year`, in words."""
        norm = cls.objects.filter(valid_from__lte=year).order_by("valid_from").last()
        if norm is None:
            return f"{marge(STANDAARD_MARGE, MargeSoort.PROCENT)} (standaardnorm)"
        return f"{norm.margin_in_words} (norm van de gemeente, vanaf {norm.valid_from})"


class IndicatorStatusQuerySet(models.QuerySet["IndicatorStatus"]):
    """The stored stoplichten, by who may see them."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: the werkstand shows concepts, so it is for their officer and the controller."""
        if user.has_perm("indicators.adopt_realisatie"):
            return self
        return self.filter(Q(stand=Stand.VASTGESTELD) | Q(indicator__in=Effectindicator.objects.editable_by(user)))


class IndicatorStatus(models.Model):
    """The stored stoplicht of one indicator, year and stand, with everything it was judged by.

    Only `indicators.recalculation` writes it. Because the inputs are kept, whether it is still true is a comparison.
    """

    indicator = models.ForeignKey(Effectindicator, models.CASCADE, related_name="statussen")
    year = year_field("jaar")
    stand = models.CharField("stand", max_length=12, choices=Stand)

    stoplicht = models.CharField("stoplicht", max_length=10, choices=Stoplicht)
    reason = models.CharField("reden", max_length=20, choices=Reden)
    within_error = models.BooleanField("binnen foutmarge", default=False)
    trend = models.CharField("trend", max_length=10, choices=Trend, blank=True)

    # What it was judged by: the columns of indicators.inputs.Invoer, in its order.
    realisatie = models.ForeignKey(Realisatie, models.SET_NULL, null=True, related_name="+")
    streefwaarde = models.ForeignKey(Streefwaarde, models.SET_NULL, null=True, related_name="+")
    reeks = models.ForeignKey(Reeks, models.SET_NULL, null=True, related_name="+")  # the figure's, else the target's
    target_reeks = models.ForeignKey(Reeks, models.SET_NULL, null=True, related_name="+")
    direction = models.CharField("richting", max_length=10, choices=Richting)
    value = figure_field("realisatie", null=True)
    value_reason = models.CharField("reden geen realisatie", max_length=20, choices=GeenCijfer, blank=True)
    measured_year = models.PositiveSmallIntegerField("meetjaar", null=True)
    provisional = models.BooleanField("voorlopig", default=False)
    target = figure_field("streefwaarde", null=True)
    lower = figure_field("ten minste", null=True)
    upper = figure_field("ten hoogste", null=True)
    strict = models.BooleanField("streng", default=False)
    target_reason = models.CharField("reden geen streefwaarde", max_length=20, choices=GeenCijfer, blank=True)
    margin = figure_field("marge")
    margin_kind = models.CharField("soort marge", max_length=10, choices=MargeSoort)
    margin_source = models.CharField("herkomst marge", max_length=10, choices=MargeBron)
    same_reeks = models.BooleanField("zelfde reeks", default=True)
    year_doubtful = models.BooleanField("ander meetjaar", default=False)
    is_percentage = models.BooleanField("percentage", default=False)
    respondents = models.PositiveIntegerField("respondenten", null=True)
    previous_value = figure_field("vorige realisatie", null=True)
    previous_year = models.PositiveSmallIntegerField("vorig jaar", null=True)
    rule_version = models.PositiveSmallIntegerField("versie van de regel")

    computed_at = models.DateTimeField("berekend op")

    objects = IndicatorStatusQuerySet.as_manager()

    class Meta:
        verbose_name = "stoplicht"
        verbose_name_plural = "stoplichten"
        ordering = ["indicator", "year", "stand"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "stand"], name="status_once_per_indicator_year_stand"),
            models.CheckConstraint(condition=says_one_of("stoplicht", Stoplicht), name="status_is_a_colour"),
            models.CheckConstraint(condition=says_one_of("stand", Stand), name="status_stand_known"),
        ]
        indexes = [models.Index(fields=["year", "stand"], name="status_by_year_and_stand")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}: {self.stoplicht}"

    @property
    def meting(self) -> Meting:
        """The value object that the rule judged, rebuilt from the stored inputs."""
        return Meting(**{name: getattr(self, name) for name in Meting._fields})
