"""Columns that several models have: exact numbers, and the person who did something."""

from decimal import Context, Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

# Wide enough that taking off the zeros never rounds, whatever someone pastes.
ALL_DIGITS = Context(prec=10_000)


class ExactDecimalField(models.DecimalField):  # type: ignore[type-arg]
    """A decimal that is stored as it was given or not at all.

    Django rounds surplus decimals on their way to the database and lets a float in by way of its
    repr. A figure that was adopted by a council may not change by being saved, so both are refused.
    """

    def to_python(self, value: Any) -> Decimal | None:
        """Return `value` as an exact Decimal; raise ValidationError for a float or a surplus of digits."""
        if value is None or isinstance(value, Decimal):
            number = value
        elif isinstance(value, bool | float):
            raise ValidationError("Een getal met een drijvende komma is niet exact; geef een decimaal getal.")
        else:
            try:
                number = Decimal(value)
            except (InvalidOperation, TypeError, ValueError) as error:
                raise ValidationError(
                    self.error_messages["invalid"], code="invalid", params={"value": value}
                ) from error
        if number is not None:
            self._refuse_surplus(number)
        return number

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Check the number once more: a write need not have passed a form."""
        if not hasattr(value, "resolve_expression"):
            value = self.to_python(value)
        return super().get_db_prep_save(value, connection)

    def _refuse_surplus(self, number: Decimal) -> None:
        """Raise ValidationError when `number` has more digits than the column keeps exactly."""
        if not number.is_finite():
            raise ValidationError("Dit is geen getal.", code="invalid")
        sign_digits_exponent = ALL_DIGITS.normalize(number).as_tuple()
        exponent = int(sign_digits_exponent.exponent)
        decimals = max(0, -exponent)
        whole = max(0, len(sign_digits_exponent.digits) + exponent)
        if decimals > self.decimal_places:
            raise ValidationError(
                f"Een getal heeft hoogstens {self.decimal_places} cijfers achter de komma.", code="max_decimal_places"
            )
        if whole > self.max_digits - self.decimal_places:
            raise ValidationError(
                f"Een getal heeft hoogstens {self.max_digits - self.decimal_places} cijfers voor de komma.",
                code="max_whole_digits",
            )


def figure_field(verbose_name: str, **options: Any) -> ExactDecimalField:
    """Return a column for a figure: 15 digits of which 6 decimals, the most that SQLite, too, gives back exactly."""
    return ExactDecimalField(verbose_name, max_digits=15, decimal_places=6, **options)


def person_field(verbose_name: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    """Return a column for somebody who did something; people are deactivated, never removed."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=verbose_name, **options
    )
