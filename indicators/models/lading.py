"""A file or text that a beheerder loads: what was sent, what was read of it, what was answered, and what it brought."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from indicators.choices import LadingStaat, Stap
from programmes.choices import DocumentKind, says_one_of
from programmes.fields import person_field
from programmes.models import Document
from programmes.years import is_a_year, year_field

# A job that has not said anything for so long was killed. Reading tells how far it is all the time; SQLite can be told
# nothing while it writes, so that there a loading may be silent until it is stopped.
SILENT_FOR = {LadingStaat.BEZIG: timedelta(seconds=90), LadingStaat.LADEN: timedelta(minutes=4)}
WAITS_FOR = timedelta(seconds=20)  # and one that no worker took after so long was perhaps never queued

READ = (LadingStaat.GELEZEN, LadingStaat.LADEN, LadingStaat.GELADEN, LadingStaat.ONGEDAAN)
IN_THE_BUDGET = (LadingStaat.GELADEN, LadingStaat.ONGEDAAN)


class LadingQuerySet(models.QuerySet["Lading"]):
    """The ladingen, without the bytes unless they are asked for."""

    def for_list(self) -> Self:
        """Keep what a list needs: no bytes, nothing that was read."""
        return self.defer("data", "delivery", "answers", "brought").select_related("uploaded_by", "loaded_by")

    def lost(self) -> Self:
        """Keep those whose reading or loading was never begun or never ended."""
        now = timezone.now()
        return self.filter(
            Q(state__in=(LadingStaat.WACHT, LadingStaat.LADEN), step="", heard_at__lt=now - WAITS_FOR)
            | Q(state=LadingStaat.BEZIG, heard_at__lt=now - SILENT_FOR[LadingStaat.BEZIG])
            | Q(state=LadingStaat.LADEN, heard_at__lt=now - SILENT_FOR[LadingStaat.LADEN])
        )


class Lading(models.Model):
    """One file or pasted text for one P&C-document: kept as it was sent, loaded as a whole, undone as a whole."""

    name = models.CharField("naam", max_length=200, help_text="De naam van het bestand, of 'geplakte tekst'.")
    data = models.BinaryField("inhoud")
    sha256 = models.CharField("controlegetal", max_length=64)
    # By what it is and not by its key: the document may still have to be made, by this very lading.
    document_kind = models.CharField("soort document", max_length=20, choices=DocumentKind)
    document_year = year_field("jaar van het document")
    document_number = models.PositiveSmallIntegerField("nummer van het document", default=1)

    state = models.CharField("staat", max_length=10, choices=LadingStaat, default=LadingStaat.WACHT)
    attempt = models.PositiveSmallIntegerField("poging", default=0)  # of two jobs the last one counts
    broken_off = models.PositiveSmallIntegerField("keer afgebroken", default=0)  # jobs that were killed at it
    step = models.CharField("stap", max_length=12, choices=Stap, blank=True)
    done = models.PositiveIntegerField("gedaan", default=0)
    total = models.PositiveIntegerField("van", default=0)
    heard_at = models.DateTimeField("laatst iets gehoord", default=timezone.now)
    error = models.TextField("waarom niet gelezen of geladen", blank=True)
    delivery = models.JSONField("wat er gelezen is", null=True, blank=True)
    answers = models.JSONField("antwoorden", default=dict, blank=True)
    brought = models.JSONField("wat het bracht", null=True, blank=True)

    # Of the loading that was asked for: by whom, and of which difference.
    asked_by = person_field("laden gevraagd door", null=True, blank=True)
    seen = models.CharField("kenmerk van het getoonde verschil", max_length=20, blank=True)

    uploaded_by = person_field("gebracht door", null=True, blank=True)
    uploaded_at = models.DateTimeField("gebracht op", default=timezone.now)
    loaded_by = person_field("geladen door", null=True, blank=True)
    loaded_at = models.DateTimeField("geladen op", null=True, blank=True)
    undone_by = person_field("ongedaan gemaakt door", null=True, blank=True)
    undone_at = models.DateTimeField("ongedaan gemaakt op", null=True, blank=True)

    objects = LadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lading"
        verbose_name_plural = "ladingen"
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ()
        permissions = [("load_budget", "Mag begrotingen laden")]
        constraints = [
            models.CheckConstraint(condition=says_one_of("state", LadingStaat), name="lading_state_known"),
            models.CheckConstraint(condition=Q(step="") | says_one_of("step", Stap), name="lading_step_known"),
            models.CheckConstraint(
                condition=says_one_of("document_kind", DocumentKind), name="lading_document_kind_known"
            ),
            models.CheckConstraint(condition=is_a_year("document_year"), name="lading_document_year_in_range"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="lading_sha256_is_a_checksum"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="lading_done_not_above_total"),
            models.CheckConstraint(
                condition=Q(state=LadingStaat.MISLUKT) & ~Q(error="")
                | Q(state=LadingStaat.GELEZEN)
                | ~Q(state=LadingStaat.MISLUKT) & Q(error=""),
                name="lading_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=READ, delivery__isnull=False) | ~Q(state__in=READ),
                name="lading_read_has_a_delivery",
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_THE_BUDGET, loaded_at__isnull=False, brought__isnull=False)
                | ~Q(state__in=IN_THE_BUDGET) & Q(loaded_at=None, loaded_by=None, brought=None),
                name="lading_loaded_says_when_and_what",
            ),
            models.CheckConstraint(
                condition=Q(state=LadingStaat.ONGEDAAN, undone_at__isnull=False)
                | ~Q(state=LadingStaat.ONGEDAAN) & Q(undone_at=None, undone_by=None),
                name="lading_undone_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "heard_at"], name="lading_by_state")]

    def __str__(self) -> str:
        return f"{self.name} ({self.document_words})"

    def get_absolute_url(self) -> str:
        """Return the address of the page on which it is looked at and loaded."""
        return reverse("lading", args=[self.pk])

    @property
    def document(self) -> Document | None:
        """The document this is meant for; None as long as it is still to be made."""
        return Document.objects.filter(
            kind=self.document_kind, year=self.document_year, number=self.document_number
        ).first()

    def wanted_document(self) -> Document:
        """Return the document this is meant for, unsaved when it is still to be made."""
        kind, year = self.document_kind, self.document_year
        return self.document or Document(
            kind=kind,
            year=year,
            number=self.document_number,
            through_year=year + 3 if kind == DocumentKind.BEGROTING else None,
        )

    @property
    def document_words(self) -> str:
        """The document in words: 2e bestuursrapportage 2019."""
        kind = str(DocumentKind(self.document_kind).label).lower()
        counted = self.document_number > 1 or self.document_kind == DocumentKind.BESTUURSRAPPORTAGE
        return f"{f'{self.document_number}e ' if counted else ''}{kind} {self.document_year}"

    @property
    def is_busy(self) -> bool:
        """Whether it waits for a job or is in the hands of one."""
        return self.state in (LadingStaat.WACHT, LadingStaat.BEZIG, LadingStaat.LADEN)

    @property
    def is_lost(self) -> bool:
        """Whether nothing was heard of its job for too long."""
        silent = timezone.now() - self.heard_at
        begun = self.state == LadingStaat.BEZIG or (self.state == LadingStaat.LADEN and self.step)
        return self.is_busy and silent > (SILENT_FOR[LadingStaat(self.state)] if begun else WAITS_FOR)

    @property
    def silent_seconds(self) -> int:
        """How long nothing was heard."""
        return int((timezone.now() - self.heard_at).total_seconds())

    @property
    def quarters(self) -> str:
        """How far the step is, in quarters: what is worth saying aloud."""
        said = ("", "een kwart", "de helft", "driekwart", "alles")
        return said[min(4 * self.done // self.total, 4)] if self.total else ""
