"""What documents report beside the indicators: progress, money, and the organisations that contribute."""

from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from programmes.choices import BedragKind, Stoplicht, exactly_one_of, says_one_of
from programmes.fields import ExactDecimalField, person_field
from programmes.models.documents import Document
from programmes.models.node import ByNameManager
from programmes.models.tree import Beleidsterrein, Prestatie, Programma
from programmes.years import is_a_year, year_field


class VoortgangQuerySet(models.QuerySet["Voortgang"]):
    """The reported progress, by who may see it."""

    def visible_to(self, user: Any) -> "VoortgangQuerySet":
        """Keep what `user` may see: adopted documents, and those in the making for what they own or check."""
        if user.has_perm("programmes.manage_document"):
            return self
        own = Beleidsterrein.objects.owned_by(user)
        return self.filter(Q(document__adopted=True) | Q(prestatie__doel__beleidsterrein__in=own))


class VoortgangManager(models.Manager["Voortgang"]):
    """Finds a voortgang in a fixture by its prestatie and document."""

    def get_by_natural_key(self, slug: str, kind: str, year: int, number: int) -> "Voortgang":
        """Return what one document reported of one prestatie."""
        document = Document.objects.get_by_natural_key(kind, year, number)
        return self.get(prestatie__slug=slug, document=document)


class Voortgang(models.Model):
    """A prestatie's progress as one document reports it: tijd, geld and kwaliteit, each with a light."""

    prestatie = models.ForeignKey(Prestatie, models.PROTECT, related_name="voortgangen")
    document = models.ForeignKey(Document, models.PROTECT, related_name="voortgangen")
    tijd = models.CharField("tijd", max_length=10, choices=Stoplicht, default=Stoplicht.GRIJS)
    geld = models.CharField("geld", max_length=10, choices=Stoplicht, default=Stoplicht.GRIJS)
    kwaliteit = models.CharField("kwaliteit", max_length=10, choices=Stoplicht, default=Stoplicht.GRIJS)
    toelichting = models.TextField("toelichting", blank=True)
    oorzaak = models.TextField("oorzaak", blank=True)
    gevolg = models.TextField("gevolg voor het doel", blank=True)
    bijsturing = models.TextField("bijsturing", blank=True)
    changed_by = person_field("gewijzigd door", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)

    history = HistoricalRecords()
    objects = VoortgangManager.from_queryset(VoortgangQuerySet)()

    class Meta:
        verbose_name = "voortgang"
        verbose_name_plural = "voortgangen"
        ordering = ["document", "prestatie"]
        constraints = [
            models.UniqueConstraint(fields=["prestatie", "document"], name="voortgang_once_per_document"),
            *(
                models.CheckConstraint(condition=says_one_of(aspect, Stoplicht), name=f"voortgang_{aspect}_is_a_colour")
                for aspect in ("tijd", "geld", "kwaliteit")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prestatie} – {self.document}"

    def natural_key(self) -> tuple[str, str, int, int]:
        """Return the prestatie's slug and the document's key."""
        return (self.prestatie.slug, *self.document.natural_key())

    natural_key.dependencies = ["programmes.prestatie", "programmes.document"]  # type: ignore[attr-defined]

    @property
    def stoplicht(self) -> Stoplicht:
        """The worst of the three lights that say something; grijs when none does."""
        from_bad_to_good = (Stoplicht.ROOD, Stoplicht.ORANJE, Stoplicht.GROEN)
        lights = {self.tijd, self.geld, self.kwaliteit}
        return next((light for light in from_bad_to_good if light in lights), Stoplicht.GRIJS)

    @property
    def is_explained(self) -> bool:
        """Whether it gives the cause, the consequence and the adjustment."""
        return is_complete(self.oorzaak, self.gevolg, self.bijsturing)

    @property
    def says_something(self) -> bool:
        """Whether anything was reported: a colour, or in words why there is none."""
        words = (self.toelichting, self.oorzaak, self.gevolg, self.bijsturing)
        return self.stoplicht != Stoplicht.GRIJS or any(text.strip() for text in words)


def is_complete(*parts: str) -> bool:
    """Whether every part of an explanation says something."""
    return all(part.strip() for part in parts)


BEDRAG_LEVELS = ("programma", "beleidsterrein", "prestatie")


class BedragManager(models.Manager["Bedrag"]):
    """Finds a bedrag in a fixture by its node, year, document and kind."""

    def get_by_natural_key(
        self, level: str, slug: str, year: int, kind: str, document_kind: str, document_year: int, number: int
    ) -> "Bedrag":
        """Return one amount of one node as one document gave it."""
        if not level:
            raise self.model.DoesNotExist
        document = Document.objects.get_by_natural_key(document_kind, document_year, number)
        return self.get(**{f"{level}__slug": slug}, year=year, kind=kind, document=document)


class Bedrag(models.Model):
    """Money of a programma, beleidsterrein or prestatie for a year, in euro, as one document gave it."""

    programma = models.ForeignKey(Programma, models.PROTECT, null=True, blank=True, related_name="bedragen")
    beleidsterrein = models.ForeignKey(Beleidsterrein, models.PROTECT, null=True, blank=True, related_name="bedragen")
    prestatie = models.ForeignKey(Prestatie, models.PROTECT, null=True, blank=True, related_name="bedragen")
    year = year_field("jaar")
    document = models.ForeignKey(Document, models.PROTECT, related_name="bedragen")
    kind = models.CharField("soort", max_length=10, choices=BedragKind)
    # Thirteen digits before the comma: the budget of the largest municipality passes a billion.
    value = ExactDecimalField("bedrag in euro", max_digits=15, decimal_places=2)
    rounded_to = ExactDecimalField(
        "afgerond op",
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="In euro; leeg als het exact is.",
    )

    history = HistoricalRecords()
    objects = BedragManager()

    class Meta:
        verbose_name = "bedrag"
        verbose_name_plural = "bedragen"
        ordering = ["year", "document", "kind"]
        constraints = [
            models.CheckConstraint(condition=exactly_one_of(*BEDRAG_LEVELS), name="bedrag_of_exactly_one_node"),
            models.CheckConstraint(condition=says_one_of("kind", BedragKind), name="bedrag_kind_known"),
            models.CheckConstraint(condition=is_a_year("year"), name="bedrag_year_in_range"),
            models.CheckConstraint(
                condition=Q(rounded_to=None) | Q(rounded_to__gt=0), name="bedrag_rounded_to_a_positive_amount"
            ),
            *(
                models.UniqueConstraint(
                    fields=[level, "year", "document", "kind"],
                    condition=Q(**{f"{level}__isnull": False}),
                    name=f"bedrag_once_per_{level}_year_document",
                )
                for level in BEDRAG_LEVELS
            ),
        ]

    def __str__(self) -> str:
        # A form that was emptied has no node yet.
        return f"{self.node if self.level else 'Bedrag'} {self.year} {self.kind}"

    def natural_key(self) -> tuple[str, str, int, str, str, int, int]:
        """Return level and slug of the node, year, kind and the document's key."""
        return (self.level, self.node.slug if self.level else "", self.year, self.kind, *self.document.natural_key())

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "programmes.document",
        "programmes.programma",
        "programmes.beleidsterrein",
        "programmes.prestatie",
    ]

    @property
    def level(self) -> str:
        """Which kind of node this is the money of."""
        return next((level for level in BEDRAG_LEVELS if getattr(self, f"{level}_id") is not None), "")

    @property
    def node(self) -> Programma | Beleidsterrein | Prestatie:
        """The part of the tree this is the money of."""
        node: Programma | Beleidsterrein | Prestatie = getattr(self, self.level)
        return node


class VerbondenPartij(models.Model):
    """An organisation with administrative and financial ties that contributes to a beleidsterrein."""

    name = models.CharField("naam", max_length=200, unique=True)
    description = models.TextField("bijdrage", blank=True)
    beleidsterreinen = models.ManyToManyField(Beleidsterrein, related_name="verbonden_partijen")

    history = HistoricalRecords()
    objects = ByNameManager()

    class Meta:
        verbose_name = "verbonden partij"
        verbose_name_plural = "verbonden partijen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        """Return the name, by which fixtures know this organisation."""
        return (self.name,)
