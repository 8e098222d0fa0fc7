"""What the columns of a table hold, as a beheerder said it once of their headings."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from programmes.fields import person_field


class Kolomindeling(models.Model):
    """What stands below one heading of a spreadsheet or a page, for every source with that heading, or for one alone.

    Where a heading does not say a year, what was said of it holds for that source alone: the next one has another year.
    """

    fingerprint = models.CharField("kenmerk van de kop", max_length=64)
    only_for = models.CharField(
        "alleen voor", max_length=64, blank=True, help_text="Het controlegetal van dat ene bestand; leeg: voor elk."
    )
    headings = models.JSONField("koppen", help_text="De tekst boven elke kolom, zoals hij er stond.")
    columns = models.JSONField("kolommen", help_text="Wat elke kolom bevat; zonder kolommen wordt niets gelezen.")
    changed_by = person_field("gewijzigd door", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now)

    class Meta:
        verbose_name = "kolomindeling"
        verbose_name_plural = "kolomindelingen"
        ordering = ["-changed_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"), name="kolomindeling_fingerprint_is_a_checksum"
            ),
            models.CheckConstraint(
                condition=Q(only_for="") | Q(only_for__regex=r"^[0-9a-f]{64}$"),
                name="kolomindeling_only_for_is_a_checksum",
            ),
            models.UniqueConstraint(fields=["fingerprint", "only_for"], name="kolomindeling_once_per_heading"),
        ]

    def __str__(self) -> str:
        return ", ".join(text for _, text in sorted(self.headings.items(), key=lambda item: int(item[0])))[:200]
