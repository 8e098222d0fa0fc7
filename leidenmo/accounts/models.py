"""What is kept of every account: how its rights came about."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone


class Way(models.TextChoices):
    """By which way somebody's rights changed."""

    BEHEER = "beheer", "in het beheer"
    ORGANISATIE = "organisatie", "bij het inloggen via de organisatie"
    OPDRACHTREGEL = "opdrachtregel", "op de server"


class What(models.TextChoices):
    """What of an account changed."""

    AANGEMAAKT = "aangemaakt", "account"
    GROEP = "groep", "groep"
    ACTIEF = "is_active", "actief"
    BEHEER = "is_staff", "toegang tot het beheer"
    ALLES = "is_superuser", "alle rechten"
    ADRES = "email", "e-mailadres"
    TWEEDE_FACTOR = "tweede_factor", "tweede factor"


class OnTheRecord(TypeError):
    """Somebody tried to change or remove what is on the record."""


class AppendOnly(models.QuerySet["AccountChange"]):
    """Rows that are added and read, nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Raise OnTheRecord."""
        raise OnTheRecord

    def delete(self) -> NoReturn:
        """Raise OnTheRecord."""
        raise OnTheRecord


class AccountChange(models.Model):
    """One change of what an account is or may: who changed it, when, by which way, from what, to what."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_changes", verbose_name="van wie"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="door wie"
    )
    way = models.CharField("langs welke weg", max_length=20, choices=Way.choices)
    at = models.DateTimeField("wanneer", default=timezone.now)
    what = models.CharField("wat", max_length=20, choices=What.choices)
    before = models.CharField("was", max_length=254, blank=True)
    after = models.CharField("werd", max_length=254, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = "wijziging van een account"
        verbose_name_plural = "wijzigingen van accounts"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="accountchange_changes_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.before or '–'} → {self.after or '–'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it to the record. Raise OnTheRecord when it is there already."""
        if not self._state.adding:
            raise OnTheRecord
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Raise OnTheRecord."""
        raise OnTheRecord
