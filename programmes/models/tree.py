"""The budget tree: programma, beleidsterrein, doel, prestatie."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from programmes.models.node import Node, NodeManager


class Programma(Node):
    """A part of the budget for which the council sets money, with a missie, a commissie and portefeuilles."""

    missie = models.TextField("missie", blank=True)
    commissie = models.CharField("commissie", max_length=200, blank=True)
    portefeuille = models.CharField("portefeuille(s)", max_length=200, blank=True)

    class Meta(Node.Meta):
        verbose_name = "programma"
        verbose_name_plural = "programma's"

    def get_absolute_url(self) -> str:
        """Return the address of the programma's page."""
        return reverse("programma", args=[self.slug])


class BeleidsterreinManager(NodeManager):
    """Finds the beleidsterreinen of a person."""

    def owned_by(self, user: Any) -> models.QuerySet["Beleidsterrein"]:
        """Return the beleidsterreinen for which `user` enters the figures; none for someone not logged in."""
        owned: models.QuerySet[Beleidsterrein] = self.filter(owners=user) if user.is_authenticated else self.none()
        return owned


class Beleidsterrein(Node):
    """A part of a programma with doelen of its own, and with the officers who own its figures."""

    programma = models.ForeignKey(Programma, models.PROTECT, related_name="beleidsterreinen")
    owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Eigenaar", related_name="beleidsterreinen", verbose_name="eigenaren"
    )

    objects = BeleidsterreinManager()  # type: ignore[misc]

    class Meta(Node.Meta):
        verbose_name = "beleidsterrein"
        verbose_name_plural = "beleidsterreinen"

    def get_absolute_url(self) -> str:
        """Return the address of the beleidsterrein's page."""
        return reverse("beleidsterrein", args=[self.slug])


class Eigenaar(models.Model):
    """An officer who enters the figures of a beleidsterrein and answers for them."""

    beleidsterrein = models.ForeignKey(Beleidsterrein, models.CASCADE, related_name="eigenaren")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="medewerker")

    class Meta:
        verbose_name = "eigenaar"
        verbose_name_plural = "eigenaren"
        constraints = [
            models.UniqueConstraint(fields=["beleidsterrein", "user"], name="eigenaar_once_per_beleidsterrein")
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.beleidsterrein}"


class Doel(Node):
    """A societal effect aimed at: "wat willen we bereiken?"."""

    beleidsterrein = models.ForeignKey(Beleidsterrein, models.PROTECT, related_name="doelen")

    class Meta(Node.Meta):
        verbose_name = "doel"
        verbose_name_plural = "doelen"


class Prestatie(Node):
    """An effort towards a doel: "wat gaan we daarvoor doen?"."""

    doel = models.ForeignKey(Doel, models.PROTECT, related_name="prestaties")

    class Meta(Node.Meta):
        verbose_name = "prestatie"
        verbose_name_plural = "prestaties"
