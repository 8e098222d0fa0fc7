"""What each document printed of the tree."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from programmes.choices import exactly_one_of
from programmes.models.documents import Document
from programmes.models.tree import Beleidsterrein, Doel, Prestatie, Programma

NODES = ("programma", "beleidsterrein", "doel", "prestatie")


class VermeldingManager(models.Manager["Vermelding"]):
    """Finds a vermelding in a fixture by its document and node."""

    def get_by_natural_key(self, kind: str, year: int, number: int, level: str, slug: str) -> "Vermelding":
        """Return what the document of this kind, year and number printed of one node."""
        if not level:
            raise self.model.DoesNotExist
        document = Document.objects.get_by_natural_key(kind, year, number)
        return self.get(document=document, **{f"{level}__slug": slug})


class Vermelding(models.Model):
    """What one document prints of one part of the tree: its code, name and place."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="vermeldingen")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="onder"
    )
    order = models.PositiveIntegerField("volgorde", default=0)
    code = models.CharField("code", max_length=20, blank=True)
    name = models.CharField("naam", max_length=300)
    note = models.TextField("opmerking", blank=True)
    programma = models.ForeignKey(Programma, models.PROTECT, null=True, blank=True, related_name="vermeldingen")
    beleidsterrein = models.ForeignKey(
        Beleidsterrein, models.PROTECT, null=True, blank=True, related_name="vermeldingen"
    )
    doel = models.ForeignKey(Doel, models.PROTECT, null=True, blank=True, related_name="vermeldingen")
    prestatie = models.ForeignKey(Prestatie, models.PROTECT, null=True, blank=True, related_name="vermeldingen")

    history = HistoricalRecords()
    objects = VermeldingManager()

    class Meta:
        verbose_name = "vermelding"
        verbose_name_plural = "vermeldingen"
        ordering = ["document", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of(*NODES),
                name="vermelding_of_exactly_one_node",
                violation_error_message="Een vermelding hoort bij precies één onderdeel van de begroting.",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="vermelding_not_its_own_parent"),
            *(
                models.UniqueConstraint(
                    fields=["document", node],
                    condition=Q(**{f"{node}__isnull": False}),
                    name=f"vermelding_once_per_{node}",
                )
                for node in NODES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    def natural_key(self) -> tuple[str, int, int, str, str]:
        """Return the document's key, the level and the node's slug."""
        return (*self.document.natural_key(), self.level, self.node.slug if self.level else "")

    natural_key.dependencies = [f"programmes.{node}" for node in ("document", *NODES)]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse a place under another document, or under itself by a detour."""
        above, seen = self.parent, {self.pk}
        if above and above.document_id != self.document_id:
            raise ValidationError({"parent": "Dit onderdeel staat in een ander document."})
        while above:
            if above.pk in seen:
                raise ValidationError({"parent": "Zo zou dit onderdeel onder zichzelf komen te staan."})
            seen.add(above.pk)
            above = above.parent

    @property
    def level(self) -> str:
        """Which kind of node this is about, by its column; nothing as long as it has none."""
        return next((level for level in NODES if getattr(self, f"{level}_id") is not None), "")

    @property
    def node(self) -> Programma | Beleidsterrein | Doel | Prestatie:
        """The part of the tree that is printed here."""
        node: Programma | Beleidsterrein | Doel | Prestatie = getattr(self, self.level)
        return node
