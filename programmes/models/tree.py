"""The budget tree: programma, beleidsterrein, doel, prestatie."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from programmes.fields import person_field
from programmes.models.node import Node, NodeManager, address_of


class Programma(Node):
    """A part of the budget for which the council sets money, with a missie, a commissie and portefeuilles."""

    missie = models.TextField("missie", blank=True)
    commissie = models.CharField("commissie", max_length=200, blank=True)
    portefeuille = models.CharField("portefeuille(s)", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta(Node.Meta):
        verbose_name = "programma"
        verbose_name_plural = "programma's"

    def get_absolute_url(self) -> str:
        """Return the address of the programma's page."""
        return address_of("programma", self.slug)


class BeleidsterreinManager(NodeManager):
    """Finds the beleidsterreinen of a person."""

    def owned_by(self, user: Any) -> models.QuerySet["Beleidsterrein"]:
        """Return the beleidsterreinen for which `user` enters the figures today, as an owner or as a stand-in.

        Owning takes the role as well: who is no officer any more owns nothing, whatever is still on record.
        """
        owned: models.QuerySet[Beleidsterrein] = (
            self.filter(eigenaren__in=Eigenaar.objects.current().filter(user=user))
            if user.has_perm("programmes.own_beleidsterrein")
            else self.none()
        )
        return owned


class Beleidsterrein(Node):
    """A part of a programma with doelen of its own, and with the officers who own its figures."""

    programma = models.ForeignKey(Programma, models.PROTECT, related_name="beleidsterreinen")
    owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="Eigenaar",
        through_fields=("beleidsterrein", "user"),
        related_name="beleidsterreinen",
        verbose_name="eigenaren",
    )

    history = HistoricalRecords()
    objects = BeleidsterreinManager()  # type: ignore[misc]

    class Meta(Node.Meta):
        verbose_name = "beleidsterrein"
        verbose_name_plural = "beleidsterreinen"
        permissions = [("own_beleidsterrein", "Mag van eigen beleidsterreinen invoeren")]

    def get_absolute_url(self) -> str:
        """Return the address of the beleidsterrein's page."""
        return address_of("beleidsterrein", self.slug)


class EigenaarQuerySet(models.QuerySet["Eigenaar"]):
    """The owners, by whether they are it today."""

    def current(self) -> "EigenaarQuerySet":
        """Keep the owners and stand-ins of today; the last day counts."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))


class Eigenaar(models.Model):
    """An officer who enters the figures of a beleidsterrein and answers for them, or stands in for one until a day."""

    beleidsterrein = models.ForeignKey(Beleidsterrein, models.CASCADE, related_name="eigenaren")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="medewerker")
    stands_in_for = person_field("vervangt", null=True, blank=True, help_text="Leeg voor een eigenaar zelf.")
    until = models.DateField("tot en met", null=True, blank=True, help_text="De laatste dag van een vervanger.")

    history = HistoricalRecords()
    objects = EigenaarQuerySet.as_manager()

    class Meta:
        verbose_name = "eigenaar"
        verbose_name_plural = "eigenaren"
        permissions = [("assign_eigenaar", "Mag eigenaren aanwijzen en overdragen")]
        constraints = [
            models.UniqueConstraint(fields=["beleidsterrein", "user"], name="eigenaar_once_per_beleidsterrein"),
            models.CheckConstraint(
                condition=Q(stands_in_for=None) | Q(until__isnull=False) & ~Q(stands_in_for=F("user")),
                name="eigenaar_stand_in_ends",
                violation_error_message="Een vervanger vervangt een ander, tot en met een dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.beleidsterrein}"


class Doel(Node):
    """A societal effect aimed at: "wat willen we bereiken?"."""

    beleidsterrein = models.ForeignKey(Beleidsterrein, models.PROTECT, related_name="doelen")

    history = HistoricalRecords()

    class Meta(Node.Meta):
        verbose_name = "doel"
        verbose_name_plural = "doelen"


class Prestatie(Node):
    """An effort towards a doel: "wat gaan we daarvoor doen?"."""

    doel = models.ForeignKey(Doel, models.PROTECT, related_name="prestaties")

    history = HistoricalRecords()

    class Meta(Node.Meta):
        verbose_name = "prestatie"
        verbose_name_plural = "prestaties"
