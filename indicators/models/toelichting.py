"""What the officer says of an indicator: why, what it means, what is done, and what is expected."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indicators.choices import Verwachting
from indicators.models.effectindicator import Effectindicator
from programmes.choices import says_one_of
from programmes.fields import person_field
from programmes.models import Document
from programmes.models.reporting import is_complete


class ReportQuerySet(models.QuerySet[Any]):
    """What is said of indicators in documents, by who may see it."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: adopted documents, and those in the making for what they own or check."""
        if user.has_perm("programmes.manage_document"):
            return self
        return self.filter(Q(document__adopted=True) | Q(indicator__in=Effectindicator.objects.editable_by(user)))


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
    changed_by = person_field("gewijzigd door", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)

    history = HistoricalRecords()
    objects = ToelichtingManager.from_queryset(ReportQuerySet)()

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

    @property
    def is_complete(self) -> bool:
        """Whether it gives the cause, the consequence and the adjustment."""
        return is_complete(self.oorzaak, self.gevolg, self.bijsturing)


class Prognose(models.Model):
    """What a bestuursrapportage expects of reaching an indicator's streefwaarde of its year."""

    indicator = models.ForeignKey(Effectindicator, models.PROTECT, related_name="prognoses")
    document = models.ForeignKey(Document, models.PROTECT, related_name="prognoses")
    verwachting = models.CharField("verwachting", max_length=15, choices=Verwachting)
    toelichting = models.TextField("toelichting", blank=True)
    changed_by = person_field("gewijzigd door", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)

    history = HistoricalRecords()
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "prognose"
        verbose_name_plural = "prognoses"
        ordering = ["indicator", "document"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "document"], name="prognose_once_per_document"),
            models.CheckConstraint(
                condition=says_one_of("verwachting", Verwachting), name="prognose_verwachting_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} – {self.document}"
