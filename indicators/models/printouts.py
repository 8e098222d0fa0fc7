"""What was put on paper for who asked."""

from django.db import models
from django.db.models import Q

from indicators.models.effectindicator import Effectindicator
from programmes.choices import exactly_one_of
from programmes.models import Beleidsterrein
from programmes.years import year_field


class Uitdraai(models.Model):
    """A beleidsterrein or an indicator as PDF, for as long as it shows the same: asked for, being made, or there.

    `key` is the checksum of all that it shows. What shows something else is another row.
    """

    beleidsterrein = models.ForeignKey(Beleidsterrein, models.CASCADE, null=True, related_name="+")
    indicator = models.ForeignKey(Effectindicator, models.CASCADE, null=True, related_name="+")
    year = year_field("jaar")
    key = models.CharField("sleutel", max_length=64)
    asked_at = models.DateTimeField("gevraagd op")
    step = models.PositiveSmallIntegerField("stap", default=0)
    failed = models.BooleanField("mislukt", default=False)
    file = models.FileField("bestand", upload_to="uitdraaien", max_length=200, blank=True)
    sha256 = models.CharField("controlegetal", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("grootte", null=True, help_text="In bytes.")
    made_at = models.DateTimeField("gemaakt op", null=True)

    class Meta:
        verbose_name = "uitdraai"
        verbose_name_plural = "uitdraaien"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="uitdraai_once_per_content"),
            models.CheckConstraint(
                condition=exactly_one_of("beleidsterrein", "indicator"), name="uitdraai_of_exactly_one_subject"
            ),
            models.CheckConstraint(
                condition=Q(sha256="", size=None, made_at=None)
                | Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0, made_at__isnull=False),
                name="uitdraai_made_with_its_checksum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.year}"

    @property
    def subject(self) -> Beleidsterrein | Effectindicator:
        """What it is of."""
        subject = self.beleidsterrein or self.indicator
        assert subject is not None, "the database sees to it"  # noqa: S101
        return subject

    @property
    def is_made(self) -> bool:
        """Whether it is there."""
        return bool(self.sha256)

    @property
    def is_awaited(self) -> bool:
        """Whether it was asked for and is on its way."""
        return not self.is_made and not self.failed
