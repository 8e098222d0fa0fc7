"""How the API writes what is no plain text: numbers as digits, things as addresses; each with its description."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.api.keys import address_of, key_of
from indicators.publishing.parts import plain
from programmes.models import Document

DIGITS = r"^-?[0-9]+(\.[0-9]+)?$"
NUMBER: Mapping[str, Any] = {"type": "string", "pattern": DIGITS, "example": "12.5"}
ADDRESS: Mapping[str, Any] = {"type": "string", "format": "uri"}


@extend_schema_field(NUMBER)
class Getal(serializers.Field):
    """An exact number as digits with a point, without exponent and without zeros that it does not need."""

    def __init__(self, said: str, *, source: str | None = None, allow_null: bool = True) -> None:
        super().__init__(source=source, help_text=said, allow_null=allow_null, read_only=True)

    def to_representation(self, value: Decimal) -> str | None:
        """Write it."""
        return plain(value)


@extend_schema_field(ADDRESS)
class Adres(serializers.Field):
    """The address of this thing, or of another that it belongs to."""

    def __init__(self, said: str, *, source: str | None = None, allow_null: bool = False) -> None:
        super().__init__(source=source, help_text=said, allow_null=allow_null, read_only=True)

    def to_representation(self, value: Any) -> str:
        """Write it."""
        return address_of(value, self.context["request"])


@extend_schema_field({"type": "array", "items": ADDRESS})
class Adressen(serializers.Field):
    """The addresses of what hangs on this thing; those rows are fetched already."""

    def __init__(self, said: str, *, source: str | None = None) -> None:
        super().__init__(source=source, help_text=said, read_only=True)

    def to_representation(self, value: Any) -> list[str]:
        """Write them."""
        return [address_of(thing, self.context["request"]) for thing in value.all()]


@extend_schema_field(ADDRESS)
class Pagina(serializers.Field):
    """The address of the page on which people read the same."""

    def __init__(self) -> None:
        super().__init__(source="get_absolute_url", help_text="De pagina waar hetzelfde te lezen is.", read_only=True)

    def to_representation(self, value: str) -> str:
        """Write it."""
        return str(self.context["request"].build_absolute_uri(value))


@extend_schema_field(
    {
        "type": "object",
        "required": ["sleutel", "titel", "url"],
        "properties": {"sleutel": {"type": "string"}, "titel": {"type": "string"}, "url": ADDRESS},
    }
)
class Documentverwijzing(serializers.Field):
    """A document that is named by something else; null when there is none, or when it is still in the making."""

    def __init__(self, said: str, *, source: str | None = None, allow_null: bool = True) -> None:
        super().__init__(source=source, help_text=said, allow_null=allow_null, read_only=True)

    def to_representation(self, value: int) -> dict[str, str] | None:
        """Write it; `value` is the key of its row."""
        document: Document | None = self.context["documenten"].get(value)
        if document is None:
            return None
        return {
            "sleutel": document.key,
            "titel": str(document),
            "url": address_of(document, self.context["request"]),
        }


def tekst(said: str, **options: Any) -> serializers.CharField:
    """Return a text."""
    return serializers.CharField(help_text=said, read_only=True, **options)


def getal(said: str, **options: Any) -> serializers.IntegerField:
    """Return a whole number, such as a year."""
    return serializers.IntegerField(help_text=said, read_only=True, **options)


def ja_nee(said: str, **options: Any) -> serializers.BooleanField:
    """Return whether something holds."""
    return serializers.BooleanField(help_text=said, read_only=True, **options)


def keuze(choices: Any, said: str, **options: Any) -> serializers.ChoiceField:
    """Return one of a fixed vocabulary."""
    return serializers.ChoiceField(choices=choices, help_text=said, read_only=True, **options)


class OfNiets(serializers.ChoiceField):
    """One of a fixed vocabulary, or null where the column says nothing."""

    def __init__(self, choices: Any, said: str, *, source: str | None = None) -> None:
        known = [choice for choice in choices.choices if choice[0]]
        super().__init__(choices=known, source=source, help_text=said, read_only=True, allow_null=True)

    def to_representation(self, value: Any) -> Any:
        """Write it."""
        return super().to_representation(value) if value else None


@extend_schema_field({"type": "string"})
class Sleutel(serializers.Field):
    """By what a thing is known in its address."""

    def __init__(self) -> None:
        super().__init__(source="*", help_text="Het laatste deel van het adres; verandert nooit.", read_only=True)

    def to_representation(self, value: Any) -> str:
        """Write it."""
        return key_of(value)
