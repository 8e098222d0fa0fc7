"""The figures: what was measured, and what was aimed at."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from simple_history.models import HistoricalRecords

from indicators.choices import OPEN_STATES, TE_GEVEN, DoelStaat, GeenCijfer, Staat
from indicators.getallen import getal, met_eenheid
from indicators.models.effectindicator import Effectindicator, Reeks
from indicators.stoplicht import contradicts
from programmes.choices import says_one_of
from programmes.fields import figure_field, person_field
from programmes.models import Document
from programmes.years import is_a_year, year_field

HAS_REASON = Q(reason__in=[reason.value for reason in TE_GEVEN])
HAS_ITS_WORDS = ~Q(reason=GeenCijfer.IN_WOORDEN) | ~Q(note="")


class RealisatieQuerySet(models.QuerySet["Realisatie"]):
    """The measured figures, by state and by who may see them."""

    def adopted(self) -> Self:
        """Keep the figures that were adopted, superseded ones included."""
        return self.filter(state=Staat.VASTGESTELD)

    def with_fewest(self) -> Self:
        """Add to each figure `fewest`: the fewest respondents that an adopted version of its year names."""
        same = Realisatie.objects.adopted().filter(reeks=OuterRef("reeks"), year=OuterRef("year"))
        return self.annotate(
            fewest=Subquery(same.filter(respondents__isnull=False).order_by("respondents").values("respondents")[:1])
        )

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: adopted figures, and concepts of the beleidsterreinen they own or check."""
        if user.has_perm("indicators.adopt_realisatie"):
            return self
        own = Effectindicator.objects.editable_by(user)
        return self.filter(Q(state=Staat.VASTGESTELD) | Q(reeks__indicator__in=own))


class RealisatieManager(models.Manager["Realisatie"]):
    """Finds a realisatie in a fixture by its reeks, year and version."""

    def get_by_natural_key(self, slug: str, valid_from: int, year: int, version: int) -> "Realisatie":
        """Return one version of the figure of one reeks and year."""
        return self.get(reeks__indicator__slug=slug, reeks__valid_from=valid_from, year=year, version=version)


class Realisatie(models.Model):
    """A value measured for a year, or the reason why there is none; one version of it.

    Of the adopted versions of one reeks and year the latest counts; a concept counts for nobody but its
    officer and the controller until it is adopted.
    """

    reeks = models.ForeignKey(Reeks, models.PROTECT, related_name="realisaties")
    year = year_field("jaar")
    measured_year = year_field("meetjaar", blank=True, help_text="Leeg: in het jaar zelf gemeten.")
    year_confirmed = models.BooleanField(
        "meetjaar bevestigd",
        default=False,
        help_text="Iemand heeft gezegd dat een cijfer uit een ander jaar hier telt.",
    )
    value = figure_field("waarde", null=True, blank=True)
    reason = models.CharField(
        "reden", max_length=20, choices=GeenCijfer, blank=True, help_text="Als er geen waarde is."
    )
    note = models.TextField("opmerking", blank=True)
    state = models.CharField("staat", max_length=12, choices=Staat, default=Staat.CONCEPT)
    version = models.PositiveSmallIntegerField("versie", default=1)
    provisional = models.BooleanField("voorlopig", default=False)
    respondents = models.PositiveIntegerField("respondenten", null=True, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="realisaties",
        help_text="Het document dat het cijfer als eerste meldde.",
    )
    changed_by = person_field("gewijzigd door", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)
    why = models.TextField(
        "waarom gewijzigd", blank=True, help_text="Waarom een vastgesteld cijfer gecorrigeerd of ingetrokken wordt."
    )
    handed_in_by = person_field("ingediend door", null=True, blank=True)
    handed_in_at = models.DateTimeField("ingediend op", null=True, blank=True)
    returned_by = person_field("teruggegeven door", null=True, blank=True)
    returned_at = models.DateTimeField("teruggegeven op", null=True, blank=True)
    return_reason = models.TextField("reden van teruggave", blank=True)
    adopted_by = person_field("vastgesteld door", null=True, blank=True)
    adopted_at = models.DateTimeField("vastgesteld op", null=True, blank=True)

    history = HistoricalRecords()
    objects = RealisatieManager.from_queryset(RealisatieQuerySet)()

    class Meta:
        verbose_name = "realisatie"
        verbose_name_plural = "realisaties"
        ordering = ["reeks", "year", "version"]
        permissions = [("adopt_realisatie", "Mag realisaties vaststellen")]
        indexes = [
            # `latest_reported_year`, on every page: without it every figure there is would be looked at.
            models.Index(
                fields=["year"],
                name="realisatie_adopted_by_year",
                condition=Q(state=Staat.VASTGESTELD, value__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, reason="") | Q(value__isnull=True) & HAS_REASON,
                name="realisatie_value_or_reason",
                violation_error_message="Geef een waarde, of de reden waarom die er niet is; niet allebei.",
            ),
            models.CheckConstraint(condition=says_one_of("state", Staat), name="realisatie_state_known"),
            models.CheckConstraint(condition=is_a_year("year"), name="realisatie_year_in_range"),
            models.CheckConstraint(condition=is_a_year("measured_year"), name="realisatie_measured_year_in_range"),
            models.CheckConstraint(condition=HAS_ITS_WORDS, name="realisatie_in_words_has_words"),
            models.CheckConstraint(
                condition=Q(respondents=None) | Q(respondents__gte=1), name="realisatie_respondents_at_least_one"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="realisatie_version_from_one"),
            models.CheckConstraint(
                condition=Q(returned_by=None, returned_at=None, return_reason="")
                | Q(returned_by__isnull=False, returned_at__isnull=False, state=Staat.CONCEPT) & ~Q(return_reason=""),
                name="realisatie_returned_as_concept_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(version__lte=1) | Q(document__isnull=False) | ~Q(why=""),
                name="realisatie_new_version_says_why",
                violation_error_message="Schrijf waarom het cijfer gecorrigeerd of ingetrokken wordt.",
            ),
            models.UniqueConstraint(fields=["reeks", "year", "version"], name="realisatie_version_once"),
            models.UniqueConstraint(
                fields=["reeks", "year"],
                condition=Q(state__in=OPEN_STATES),
                name="realisatie_one_open_per_year",
                violation_error_message="Voor dit jaar staat al een cijfer klaar dat nog niet is vastgesteld.",
            ),
        ]

    def __str__(self) -> str:
        # Without the value: the admin names what it protects to people who may not see a concept.
        return f"{self.reeks.indicator} {self.year}, versie {self.version}"

    @property
    def in_words(self) -> str:
        """The value with its unit, or the reason why there is none."""
        if self.value is None:
            return self.get_reason_display()
        return met_eenheid(self.value, self.reeks.unit, self.reeks.decimals)

    def natural_key(self) -> tuple[str, int, int, int]:
        """Return the reeks's key, the year and the version."""
        return (*self.reeks.natural_key(), self.year, self.version)

    natural_key.dependencies = ["indicators.reeks", "programmes.document"]  # type: ignore[attr-defined]

    def save(self, **kwargs: Any) -> None:
        """Save; a figure is measured in its own year unless something else was said."""
        if self.measured_year is None:
            self.measured_year = self.year
        super().save(**kwargs)

    def clean(self) -> None:
        """Refuse a figure out of the range or the years of its reeks, of the future, or in words without the words."""
        if self.measured_year is None:
            self.measured_year = self.year
        check_range(self.reeks, self.value, "value")
        check_words(self.reason, self.note)
        this_year = timezone.localdate().year
        if self.year > this_year:
            raise ValidationError(
                {"year": f"{self.year} moet nog komen; een realisatie gaat over een jaar dat er al is."}
            )
        if self.measured_year > this_year:
            raise ValidationError({"measured_year": f"In {self.measured_year} kan nog niet gemeten zijn."})
        if self.year < self.reeks.valid_from:
            raise ValidationError({"year": f"Deze reeks begint pas in {self.reeks.valid_from}."})

    @property
    def measured_elsewhen(self) -> bool:
        """Whether the figure was measured in another year than it reports on."""
        return bool(self.measured_year != self.year)


def check_range(reeks: Reeks, value: Any, field: str) -> None:
    """Raise ValidationError on `field` when `value` cannot be a figure of `reeks`."""
    if value is None:
        return
    if reeks.minimum is not None and value < reeks.minimum:
        raise ValidationError(
            {field: f"{getal(value)} is te laag: deze indicator begint bij {met_eenheid(reeks.minimum, reeks.unit)}."}
        )
    if reeks.maximum is not None and value > reeks.maximum:
        raise ValidationError(
            {field: f"{getal(value)} is te hoog: deze indicator gaat tot {met_eenheid(reeks.maximum, reeks.unit)}."}
        )


def check_words(reason: str, note: str) -> None:
    """Raise ValidationError when a figure is said to be in words and the words are missing."""
    if reason == GeenCijfer.IN_WOORDEN and not note.strip():
        raise ValidationError({"note": "Zet de woorden hier: de reden is 'in woorden'."})


class StreefwaardeQuerySet(models.QuerySet["Streefwaarde"]):
    """The targets, by the document that set them."""

    def setting(self) -> Self:
        """Keep what counts: set by an adopted document of a year no later than the target's own."""
        return self.filter(
            document__in=Document.objects.setting_targets(),
            document__year__lte=F("year"),
        )


class StreefwaardeManager(models.Manager["Streefwaarde"]):
    """Finds a streefwaarde in a fixture by its reeks, year and document."""

    def get_by_natural_key(
        self, slug: str, valid_from: int, year: int, kind: str, document_year: int, number: int
    ) -> "Streefwaarde":
        """Return the target that one document sets for one reeks and year."""
        document = Document.objects.get_by_natural_key(kind, document_year, number)
        return self.get(reeks__indicator__slug=slug, reeks__valid_from=valid_from, year=year, document=document)


class Streefwaarde(models.Model):
    """The value aimed at for a year, as one document set it. A later document adds its own; none is overwritten.

    It is a value, a bandwidth (`lower` and `upper`), at least (`lower`), at most (`upper`), or a reason.
    """

    reeks = models.ForeignKey(Reeks, models.PROTECT, related_name="streefwaarden")
    year = year_field("jaar")
    value = figure_field("waarde", null=True, blank=True)
    lower = figure_field("ten minste", null=True, blank=True)
    upper = figure_field("ten hoogste", null=True, blank=True)
    strict = models.BooleanField("grens zelf telt niet mee", default=False)
    reason = models.CharField(
        "reden", max_length=20, choices=GeenCijfer, blank=True, help_text="Als er geen waarde is."
    )
    note = models.TextField("opmerking", blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="streefwaarden")
    quoted_in = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quoted_streefwaarden",
        verbose_name="gelezen in",
        help_text="Het document dat de streefwaarde aanhaalt, als dat een ander is.",
    )

    state = models.CharField("staat", max_length=10, choices=DoelStaat, default=DoelStaat.BEVESTIGD)
    moved_because = models.TextField(
        "waarom verplaatst", blank=True, help_text="Als een eerder document iets anders stelde."
    )
    moved_by = models.CharField(
        "motie of amendement", max_length=50, blank=True, help_text="Bijvoorbeeld motie 16.0054."
    )
    changed_by = person_field("gewijzigd door", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)
    returned_by = person_field("teruggegeven door", null=True, blank=True)
    returned_at = models.DateTimeField("teruggegeven op", null=True, blank=True)
    return_reason = models.TextField("reden van teruggave", blank=True)
    confirmed_by = person_field("bevestigd door", null=True, blank=True)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)

    history = HistoricalRecords()
    objects = StreefwaardeManager.from_queryset(StreefwaardeQuerySet)()

    class Meta:
        verbose_name = "streefwaarde"
        verbose_name_plural = "streefwaarden"
        ordering = ["reeks", "year", "document"]
        permissions = [("confirm_streefwaarde", "Mag streefwaarden bevestigen")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, lower=None, upper=None, reason="")
                | Q(Q(lower__isnull=False) | Q(upper__isnull=False), value=None, reason="")
                | Q(value=None, lower=None, upper=None) & HAS_REASON,
                name="streefwaarde_value_bounds_or_reason",
                violation_error_message="Geef een waarde, een grens of bandbreedte, of de reden waarom die er niet is.",
            ),
            models.CheckConstraint(
                condition=Q(lower=None) | Q(upper=None) | Q(lower__lte=F("upper")),
                name="streefwaarde_lower_not_above_upper",
                violation_error_message="De ondergrens kan niet boven de bovengrens liggen.",
            ),
            models.CheckConstraint(
                condition=Q(strict=False) | Q(lower__isnull=False) | Q(upper__isnull=False),
                name="streefwaarde_strict_needs_a_bound",
                violation_error_message="Alleen een grens kan streng zijn (> of <).",
            ),
            models.CheckConstraint(condition=HAS_ITS_WORDS, name="streefwaarde_in_words_has_words"),
            models.CheckConstraint(condition=is_a_year("year"), name="streefwaarde_year_in_range"),
            models.CheckConstraint(condition=says_one_of("state", DoelStaat), name="streefwaarde_state_known"),
            models.CheckConstraint(
                condition=Q(returned_by=None, returned_at=None, return_reason="")
                | Q(returned_by__isnull=False, returned_at__isnull=False, state=DoelStaat.VOORSTEL)
                & ~Q(return_reason=""),
                name="streefwaarde_returned_as_proposal_with_a_reason",
            ),
            models.UniqueConstraint(fields=["reeks", "year", "document"], name="streefwaarde_once_per_document"),
        ]

    def __str__(self) -> str:
        return f"{self.reeks.indicator} {self.year} ({self.document})"

    def natural_key(self) -> tuple[str, int, int, str, int, int]:
        """Return the reeks's key, the year and the document's key."""
        return (*self.reeks.natural_key(), self.year, *self.document.natural_key())

    natural_key.dependencies = ["indicators.reeks", "programmes.document"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse what the database cannot: a document that sets no targets, a bound against the direction, a range."""
        if not self.document.sets_targets:
            raise ValidationError(
                {
                    "document": f"{self.document} stelt geen streefwaarden vast; "
                    "noem de begroting en zet dit document bij 'gelezen in'."
                }
            )
        if self.document.year > self.year:
            raise ValidationError({"year": f"{self.document} kan geen streefwaarde voor {self.year} meer stellen."})
        indicator: Effectindicator = self.reeks.indicator
        if contradicts(indicator.direction, self.lower, self.upper):
            direction = indicator.get_direction_display().lower()
            raise ValidationError(f"Deze grens spreekt de richting van de indicator tegen ({direction}).")
        for field in ("value", "lower", "upper"):
            check_range(self.reeks, getattr(self, field), field)
        check_words(self.reason, self.note)
