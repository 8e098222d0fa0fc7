"""Who was reminded by mail, and when."""

from django.conf import settings
from django.db import models


class Herinnering(models.Model):
    """That a person was mailed what is missing on a day: the row that keeps a second mail from being sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField("dag")

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="herinnering_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"
