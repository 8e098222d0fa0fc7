"""Calendar years as the budget counts them."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

FIRST_YEAR, LAST_YEAR = 1990, 2100


def year_field(verbose_name: str, **options: Any) -> "models.PositiveSmallIntegerField[Any, Any]":
    """Return a column for a calendar year."""
    validators = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    return models.PositiveSmallIntegerField(verbose_name, validators=validators, **options)


def is_a_year(column: str) -> Q:
    """Return the condition that `column` holds a year this program can be about."""
    return Q(**{f"{column}__range": (FIRST_YEAR, LAST_YEAR)})
