"""What a controller agrees to: another norm, and a deviation that is lived with for a while."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from indicators.choices import MargeSoort
from indicators.getallen import marge
from indicators.models.effectindicator import Effectindicator
from programmes.choices import says_one_of
from programmes.fields import figure_field, person_field
from programmes.years import is_a_year, year_field


class Normvoorstel(models.Model):
    """Another stoplichtnorm from a year on, proposed by one controller and decided on by another (four eyes)."""

    valid_from = year_field("geldig vanaf")
    margin = figure_field("marge")
    margin_kind = models.CharField("soort marge", max_length=10, choices=MargeSoort, default=MargeSoort.PROCENT)
    reason = models.TextField("reden")
    proposed_by = person_field("voorgesteld door")
    proposed_at = models.DateTimeField("voorgesteld op")
    accepted = models.BooleanField("aangenomen", null=True)
    decided_by = person_field("besloten door", null=True, blank=True)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "normvoorstel"
        verbose_name_plural = "normvoorstellen"
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(margin__gte=0), name="normvoorstel_margin_not_negative"),
            models.CheckConstraint(condition=says_one_of("margin_kind", MargeSoort), name="normvoorstel_kind_known"),
            models.CheckConstraint(condition=is_a_year("valid_from"), name="normvoorstel_valid_from_in_range"),
            models.CheckConstraint(condition=~Q(reason=""), name="normvoorstel_has_a_reason"),
            models.CheckConstraint(
                condition=Q(accepted=None, decided_by=None, decided_at=None)
                | Q(accepted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="normvoorstel_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(accepted=None),
                name="normvoorstel_one_open_per_year",
                violation_error_message="Voor dit jaar ligt al een voorstel.",
            ),
        ]

    def __str__(self) -> str:
        return f"voorstel vanaf {self.valid_from}"

    @property
    def in_words(self) -> str:
        """How far off would still be oranje."""
        return marge(self.margin, self.margin_kind)


class AfwijkingQuerySet(models.QuerySet["Afwijking"]):
    """The agreed deviations, by whether they hold today."""

    def current(self) -> "AfwijkingQuerySet":
        """Keep those that hold today; the last day counts."""
        return self.filter(until__gte=timezone.localdate(), ended_at=None)


class Afwijking(models.Model):
    """An agreed deviation: one year's light keeps its colour and carries a mark until the last day has passed."""

    indicator = models.ForeignKey(Effectindicator, models.PROTECT, related_name="afwijkingen")
    year = year_field("jaar")
    owner = person_field("wie er voor staat")
    reason = models.TextField("reden")
    until = models.DateField("tot en met")
    accepted_by = person_field("afgesproken door")
    accepted_at = models.DateTimeField("afgesproken op")
    ended_by = person_field("beëindigd door", null=True, blank=True)
    ended_at = models.DateTimeField("beëindigd op", null=True, blank=True)

    history = HistoricalRecords()
    objects = AfwijkingQuerySet.as_manager()

    class Meta:
        verbose_name = "afgesproken afwijking"
        verbose_name_plural = "afgesproken afwijkingen"
        ordering = ["-accepted_at"]
        permissions = [("accept_afwijking", "Mag een afwijking afspreken")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="afwijking_has_a_reason"),
            models.CheckConstraint(condition=is_a_year("year"), name="afwijking_year_in_range"),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="afwijking_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}, tot en met {self.until}"
