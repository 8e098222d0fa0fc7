"""The documents of the planning and control cycle, and how each was made public."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from programmes.choices import DocumentKind, Orgaan, PublicatieKind, Stap, says_one_of
from programmes.fields import person_field
from programmes.years import LAST_YEAR, is_a_year, year_field

PLACE_IN_CYCLE = {kind: place for place, kind in enumerate(DocumentKind.values)}  # thousands of targets ask for it


def place_in_cycle(kind: str) -> Case:
    """Return the place in the cycle of the kind of document in this column, to order rows by."""
    return Case(*(When(**{kind: value}, then=Value(place)) for value, place in PLACE_IN_CYCLE.items()))


class DocumentQuerySet(models.QuerySet["Document"]):
    """The documents, in the order of the cycle."""

    def in_cycle_order(self) -> "DocumentQuerySet":
        """Order from first to last: by year, place in the cycle, number."""
        place = place_in_cycle("kind")
        return self.alias(place=place).order_by("year", place, "number")

    def adopted(self) -> "DocumentQuerySet":
        """Keep the adopted documents: what others hold is not public yet."""
        return self.filter(adopted=True)

    def settled(self) -> "DocumentQuerySet":
        """Keep the documents that were adopted or published: what they say stays."""
        return self.filter(Q(adopted=True) | Exists(Publicatie.objects.filter(document=OuterRef("pk"))))

    def in_the_making(self) -> "DocumentQuerySet":
        """Keep the others: what they say may still change, and is nobody's business but of who works on them."""
        return self.filter(~Exists(Publicatie.objects.filter(document=OuterRef("pk"))), adopted=False)

    def of_key(self, key: str) -> "DocumentQuerySet":
        """Keep the document of this `key`, such as begroting.2017.1; none when it is no key."""
        kind, _, rest = key.partition(".")
        year, _, number = rest.partition(".")
        if not (re.fullmatch("[0-9]{4}", year) and re.fullmatch("[0-9]{1,4}", number)):
            return self.none()
        return self.filter(kind=kind, year=int(year), number=int(number))

    def setting_targets(self) -> "DocumentQuerySet":
        """Keep the adopted documents that set streefwaarden; jaarstukken and bestuursrapportages set none."""
        return self.adopted().filter(kind__in=Document.TARGET_SETTING)


class DocumentManager(models.Manager["Document"]):
    """Finds a document in a fixture by kind, year and number."""

    def get_by_natural_key(self, kind: str, year: int, number: int) -> "Document":
        """Return the document of this kind, year and number."""
        return self.get(kind=kind, year=year, number=number)


class Document(models.Model):
    """A P&C-document: one step of the cycle begroting, bestuursrapportages, jaarstukken."""

    TARGET_SETTING = (
        DocumentKind.BELEIDSPLAN,
        DocumentKind.KADERNOTA,
        DocumentKind.BEGROTING,
        DocumentKind.BEGROTINGSWIJZIGING,
    )

    IDENTITY = ("kind", "year", "through_year", "number", "title")

    kind = models.CharField("soort", max_length=20, choices=DocumentKind)
    year = year_field("jaar")
    through_year = year_field(
        "tot en met", null=True, blank=True, help_text="Laatste jaar waar het document over gaat."
    )
    number = models.PositiveSmallIntegerField(
        "nummer", default=1, help_text="De hoeveelste van deze soort in dit jaar."
    )
    title = models.CharField("titel", max_length=200, blank=True, help_text="Leeg: soort en jaar.")
    adopted = models.BooleanField("vastgesteld", default=False)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True, help_text="Leeg als de datum onbekend is.")
    decision = models.CharField("besluit", max_length=50, blank=True, help_text="Bijvoorbeeld RV 17.0098.")
    decided_by = models.CharField("besloten door", max_length=10, choices=Orgaan, blank=True)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemaakt uit"
    )
    # Whoever makes a publication ready is not the one who publishes it.
    ready_as = models.CharField("klaargezet als", max_length=20, choices=PublicatieKind, blank=True)
    ready_by = person_field("klaargezet door", null=True, blank=True)
    ready_at = models.DateTimeField("klaargezet op", null=True, blank=True)
    ready_reason = models.TextField("reden van de rectificatie", blank=True)
    ready_content = models.CharField(
        "controlegetal van wat klaargezet is",
        max_length=64,
        blank=True,
        help_text="Verandert de inhoud, dan moet het opnieuw.",
    )

    history = HistoricalRecords()
    objects = DocumentManager.from_queryset(DocumentQuerySet)()

    class Meta:
        verbose_name = "P&C-document"
        verbose_name_plural = "P&C-documenten"
        ordering = ["year", "kind", "number"]
        permissions = [("manage_document", "Mag documenten maken, besluiten vastleggen en publiceren")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="document_once_per_kind_year_number"),
            models.CheckConstraint(condition=says_one_of("kind", DocumentKind), name="document_kind_known"),
            models.CheckConstraint(condition=is_a_year("year"), name="document_year_in_range"),
            models.CheckConstraint(
                condition=Q(through_year=None) | Q(through_year__gte=F("year"), through_year__lte=LAST_YEAR),
                name="document_through_year_not_before_year",
                violation_error_message="Het laatste jaar kan niet voor het eerste liggen.",
            ),
            models.CheckConstraint(
                condition=Q(adopted=True) | Q(adopted_on=None, decision="", decided_by=""),
                name="document_decision_only_when_adopted",
                violation_error_message="Een datum of besluit hoort alleen bij een vastgesteld document.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__in=["", Orgaan.RAAD])
                | Q(decided_by=Orgaan.COLLEGE, kind=DocumentKind.BESTUURSRAPPORTAGE),
                name="document_college_decides_on_bestuursrapportage_only",
                violation_error_message="Alleen over een bestuursrapportage kan het college besluiten.",
            ),
            models.CheckConstraint(
                condition=Q(ready_as="", ready_by=None, ready_at=None)
                | Q(ready_by__isnull=False, ready_at__isnull=False) & says_one_of("ready_as", PublicatieKind),
                name="document_made_ready_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.year}"

    def natural_key(self) -> tuple[str, int, int]:
        """Return kind, year and number, by which fixtures name this document."""
        return (self.kind, self.year, self.number)

    @property
    def key(self) -> str:
        """By what it is known in an address: kind, year and number."""
        return ".".join(map(str, self.natural_key()))

    def save(self, **kwargs: Any) -> None:
        """Save; raise ValidationError when it would become another document after it was adopted or published."""
        self._refuse_another()
        super().save(**kwargs)

    def clean(self) -> None:
        """Refuse what `save` refuses."""
        self._refuse_another()

    def _refuse_another(self) -> None:
        """Raise ValidationError when what tells which document this is changed although it was settled."""
        # Targets apply by the kind, year and number of their document: another year would recolour what was decided.
        stored = Document.objects.settled().filter(pk=self.pk).values_list(*self.IDENTITY).first()
        if stored and stored != tuple(getattr(self, name) for name in self.IDENTITY):
            raise ValidationError(
                f"{self} is al vastgesteld of gepubliceerd; soort, jaren, nummer en titel liggen vast."
            )

    @property
    def is_settled(self) -> bool:
        """Whether it was adopted or published: what it says stays."""
        return self.adopted or self.publicaties.exists()

    @property
    def sets_targets(self) -> bool:
        """Whether this kind of document can set streefwaarden."""
        return self.kind in self.TARGET_SETTING

    @property
    def cycle_order(self) -> tuple[int, int, int]:
        """Sort key: year, place in the cycle, number. Of two documents the later one applies."""
        return (self.year, PLACE_IN_CYCLE[self.kind], self.number)


class Termijn(models.Model):
    """The day by which one step of making a document is done."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="termijnen")
    step = models.CharField("stap", max_length=20, choices=Stap)
    date = models.DateField("uiterlijk")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "step"], name="termijn_once_per_step"),
            models.CheckConstraint(condition=says_one_of("step", Stap), name="termijn_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_step_display()}"


class Frozen(Exception):
    """A publication is not changed and not removed; what was wrong is put right by a rectificatie."""


class PublicatieQuerySet(models.QuerySet["Publicatie"]):
    """The publications; they are added to, one by one, and nothing else."""

    def update(self, **_values: Any) -> int:
        """Refuse."""
        raise Frozen("publications are not updated")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise Frozen("publications are not deleted")


class Publicatie(models.Model):
    """A P&C-document as it was made public: frozen, with a checksum that includes the previous publication's.

    `content` holds all that counts: what the document shows, as what and when it was published, and the checksum of
    the publication before it. The columns beside it are for finding it, and are compared with it (publishing.chain).
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="publicaties")
    kind = models.CharField("soort", max_length=20, choices=PublicatieKind)
    reason = models.TextField("reden", blank=True, help_text="Waarom een rectificatie nodig was.")
    content = models.TextField("inhoud", help_text="Canonieke JSON van wat het document toont.")
    sha256 = models.CharField("controlegetal", max_length=64, unique=True)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name="vorige in de keten"
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="vervangen door"
    )
    published_at = models.DateTimeField("gepubliceerd op")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="gepubliceerd door"
    )

    objects = PublicatieQuerySet.as_manager()

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering = ["published_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=says_one_of("kind", PublicatieKind), name="publicatie_kind_known"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="publicatie_sha256_is_a_checksum"
            ),
            models.CheckConstraint(
                condition=~Q(kind=PublicatieKind.RECTIFICATIE) | ~Q(reason=""),
                name="publicatie_rectificatie_has_a_reason",
            ),
            # A chain has one beginning; that it has no forks, `previous` sees to.
            models.UniqueConstraint(Coalesce("previous", Value(0)), name="publicatie_chain_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_kind_display().lower()})"

    def save(self, **kwargs: Any) -> None:
        """Add it, or name its successor; raise Frozen for any other change."""
        if not self._state.adding and set(kwargs.get("update_fields") or {"everything"}) != {"successor"}:
            raise Frozen("a publication does not change")
        super().save(**kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise Frozen("a publication is not deleted")

    def get_absolute_url(self) -> str:
        """Return the address of the publication: the beginning of its checksum."""
        return reverse("publicatie", args=[self.short_sha256])

    @property
    def short_sha256(self) -> str:
        """The beginning of the checksum, by which the publication is known in addresses and on paper."""
        return self.sha256[:12]
