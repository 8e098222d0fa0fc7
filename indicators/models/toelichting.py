"""What the officer says of a figure: why, what it means, what is done."""

from django.db import models

from indicators.models.effectindicator import Effectindicator
from programmes.models import Document


class ToelichtingManager(models.Manager["Toelichting"]):
    """Finds a toelichting in a fixture by its indicator and document."""

    def get_by_natural_key(self, slug: str, kind: str, year: int, number: int) -> "Toelichting":
        """Return what one document explains of one indicator."""
        document = Document.objects.get_by_natural_key(kind, year, number)
        return self.get(indicator__slug=slug, document=document)


class Toelichting(models.Model):
    """The explanation of an indicator's figures in one document: oorzaak, gevolg voor het doel, bijsturing."""

    indicator = models.ForeignKey(Effectindicator, models.PROTECT, related_name="toelichtingen")
    document = models.ForeignKey(Document, models.PROTECT, related_name="toelichtingen")
    oorzaak = models.TextField("oorzaak", blank=True)
    gevolg = models.TextField("gevolg voor het doel", blank=True)
    bijsturing = models.TextField("bijsturing", blank=True)

    objects = ToelichtingManager()

    class Meta:
        verbose_name = "toelichting"
        verbose_name_plural = "toelichtingen"
        ordering = ["indicator", "document"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "document"], name="toelichting_once_per_document"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} – {self.document}"

    def natural_key(self) -> tuple[str, str, int, int]:
        """Return the indicator's slug and the document's key."""
        return (self.indicator.slug, *self.document.natural_key())

    natural_key.dependencies = ["indicators.effectindicator", "programmes.document"]  # type: ignore[attr-defined]
