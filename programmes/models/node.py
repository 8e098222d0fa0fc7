"""What every part of the budget tree has: an identity of its own, and the code and name it goes by now."""

from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils.text import Truncator, slugify


def address_of(page: str, slug: str) -> str:
    """Return the address of a node's page; a page of ours names hundreds, and finding the pattern each time adds up."""
    return _address_of(page, slug, get_script_prefix())


@lru_cache(maxsize=4096)
def _address_of(page: str, slug: str, _before_every_address: str) -> str:
    return reverse(page, args=[slug])


class NodeManager(models.Manager[Any]):
    """Finds a node in a fixture by its slug."""

    def get_by_natural_key(self, slug: str) -> "Node":
        """Return the node with this slug."""
        node: Node = self.get(slug=slug)
        return node


class ByNameManager(models.Manager[Any]):
    """Finds in a fixture what is known by its name."""

    def get_by_natural_key(self, name: str) -> Any:
        """Return the object of this name."""
        return self.get(name=name)


class Node(models.Model):
    """A part of the budget tree: the identity behind codes and names that change from document to document.

    The slug is made from the first code (or name) and never changes, so an address and a fixture keep
    pointing at the same thing when the code is given to another.
    """

    slug = models.SlugField("sleutel", max_length=80, unique=True, blank=True, editable=False)
    code = models.CharField("code", max_length=20, blank=True, help_text="De laatste code; leeg als die er niet is.")
    name = models.CharField("naam", max_length=300, help_text="De laatste naam.")
    order = models.PositiveIntegerField("volgorde", default=0)

    objects = NodeManager()

    class Meta:
        abstract = True
        ordering = ["order", "code", "name"]
        constraints = [
            # A fixture saves past `save`; without a slug the node would have no address.
            models.CheckConstraint(
                condition=~models.Q(slug=""),
                name="%(class)s_has_a_slug",
                violation_error_message="Geef een sleutel (slug).",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    @property
    def in_short(self) -> str:
        """What a sentence calls it: its code, and where it has none the beginning of its name."""
        return self.code or f"'{Truncator(self.name).chars(40)}'"

    def natural_key(self) -> tuple[str]:
        """Return the slug, by which fixtures name this node."""
        return (self.slug,)

    def save(self, **kwargs: Any) -> None:
        """Save, with a slug of its own when it has none yet."""
        if not self.slug:
            self.slug = self._free_slug()
        super().save(**kwargs)

    def _free_slug(self: Self) -> str:
        """Return the slug of this code (9A1.a gives 9a1-a) or else name, numbered when it is taken."""
        base = slugify((self.code or self.name).replace(".", "-"))[:70] or "onderdeel"
        taken = set(type(self)._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug
