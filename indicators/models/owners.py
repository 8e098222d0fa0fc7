"""Who enters one indicator instead of the owners of its beleidsterrein."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords


def officers() -> Any:
    """Return who may enter figures at all: who is active and has the role, as `has_perm` says it of one person."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return get_user_model().objects.with_perm("programmes.own_beleidsterrein", backend=backend)


class IndicatoreigenaarQuerySet(models.QuerySet["Indicatoreigenaar"]):
    """The owners of single indicators, by whether they are it today."""

    def today(self) -> "IndicatoreigenaarQuerySet":
        """Keep who is an owner today, able to enter or not; the last day counts."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))

    def current(self) -> "IndicatoreigenaarQuerySet":
        """Keep who can enter today: the last day counts, and so do being active and having the role."""
        return self.today().filter(user__in=officers())


class Indicatoreigenaar(models.Model):
    """An officer who enters one indicator instead of the owners of its beleidsterrein, for good or until a day."""

    indicator = models.ForeignKey("indicators.Effectindicator", models.CASCADE, related_name="eigenaren")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="medewerker")
    until = models.DateField("tot en met", null=True, blank=True, help_text="Leeg: voorgoed.")

    history = HistoricalRecords()
    objects = IndicatoreigenaarQuerySet.as_manager()

    class Meta:
        verbose_name = "eigenaar van een indicator"
        verbose_name_plural = "eigenaren van indicatoren"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "user"], name="indicatoreigenaar_once_per_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.indicator}"
