"""The files that are kept of a publication, each with a checksum of its own."""

import hashlib
from typing import Any

from django.db import models
from django.db.models import Q

from programmes.choices import Bestandsvorm, says_one_of
from programmes.models.documents import Frozen, Publicatie


class PublicatiebestandQuerySet(models.QuerySet["Publicatiebestand"]):
    """The files of publications; they are added to and nothing else."""

    def update(self, **_values: Any) -> int:
        """Refuse."""
        raise Frozen("files of publications are not updated")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise Frozen("files of publications are not deleted")


def _place(file: "Publicatiebestand", _name: str) -> str:
    """Return where a file is kept: by the checksum of its publication."""
    return f"publicaties/{file.publicatie.sha256}/publicatie-{file.publicatie.short_sha256}.{file.form}"


class Publicatiebestand(models.Model):
    """A publication in one form, as it was made when it was published: frozen like the publication itself."""

    publicatie = models.ForeignKey(Publicatie, models.PROTECT, related_name="bestanden")
    form = models.CharField("vorm", max_length=10, choices=Bestandsvorm)
    file = models.FileField("bestand", upload_to=_place, max_length=200)
    sha256 = models.CharField("controlegetal", max_length=64)
    size = models.PositiveBigIntegerField("grootte", help_text="In bytes.")
    made_at = models.DateTimeField("gemaakt op")

    objects = PublicatiebestandQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand van een publicatie"
        verbose_name_plural = "bestanden van publicaties"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publicatie", "form"], name="publicatiebestand_once_per_form"),
            models.CheckConstraint(condition=says_one_of("form", Bestandsvorm), name="publicatiebestand_form_known"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="publicatiebestand_sha256_is_a_checksum"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="publicatiebestand_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.publicatie}: {self.get_form_display()}"

    def save(self, **kwargs: Any) -> None:
        """Add it; raise Frozen for a change."""
        if not self._state.adding:
            raise Frozen("a file of a publication does not change")
        super().save(**kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise Frozen("a file of a publication is not deleted")

    def read(self) -> bytes | None:
        """Return the bytes that are kept; None when they are gone."""
        try:
            with self.file.storage.open(str(self.file.name)) as stored:
                return bytes(stored.read())
        except OSError:
            return None

    def problem_of(self, content: bytes | None) -> str:
        """Return in Dutch what is wrong with the bytes that are kept; nothing when they fit the checksum."""
        if content is None:
            return "het bestand is weg"
        if hashlib.sha256(content).hexdigest() != self.sha256:
            return "het bestand past niet bij het controlegetal"
        return ""

    @property
    def problem(self) -> str:
        """What is wrong with this file, recomputed now; nothing when it is whole."""
        return self.problem_of(self.read())
