"""Loads Django fixtures with the checks that `loaddata` skips: all of it, or nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError, models, transaction

from indicators.models import (
    Benchmark,
    Bron,
    Effectindicator,
    IndicatorVermelding,
    Realisatie,
    Reeks,
    Stoplichtnorm,
    Streefwaarde,
    Toelichting,
)
from indicators.tasks import recalculate_on_commit
from programmes.models import (
    Bedrag,
    Beleidsterrein,
    Document,
    Doel,
    Prestatie,
    Programma,
    VerbondenPartij,
    Vermelding,
    Voortgang,
)

LARGEST = 20_000_000  # bytes: ten times the budget of the largest municipality

# A budget file holds a budget: no users, no rights, no stoplichten, no publications.
LOADABLE = (
    *(Bedrag, Beleidsterrein, Document, Doel, Prestatie, Programma, VerbondenPartij, Vermelding, Voortgang),
    *(Benchmark, Bron, Effectindicator, IndicatorVermelding, Realisatie, Reeks, Stoplichtnorm, Streefwaarde),
    Toelichting,
)

# What was adopted never changes by loading a file: a correction is a new version, a moved target a new document.
FIGURES = (Realisatie, Streefwaarde)


class BrokenFixture(Exception):
    """A file cannot be loaded; the message names the file, the object and the reason. Nothing was loaded."""


def load(paths: Sequence[Path]) -> Counter[str]:
    """Load the files in this order, all or nothing; return how many objects were new, changed and the same.

    Raises BrokenFixture at the first object that is wrong. The recompute follows after the commit.
    """
    counts: Counter[str] = Counter({"new": 0, "changed": 0, "same": 0})
    touched: set[int] = set()
    with transaction.atomic():
        for path in paths:
            for place, item in _objects(path):
                try:
                    counts[_save(item)] += 1
                except (ValidationError, DatabaseError, ObjectDoesNotExist) as error:
                    raise BrokenFixture(f"{place} ({_name(item.object)}): {_reason(error)}") from error
                touched |= _indicators_of(item.object)
        recalculate_on_commit(touched)
    return counts


def _objects(path: Path) -> Iterator[tuple[str, DeserializedObject]]:
    """Yield the objects of a file with the place where each stands."""
    try:
        if path.stat().st_size > LARGEST:
            raise BrokenFixture(f"{path.name}: groter dan {LARGEST // 1_000_000} MB; splits het bestand.")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BrokenFixture(f"{path}: dit bestand bestaat niet.") from error
    except UnicodeDecodeError as error:
        raise BrokenFixture(f"{path.name}: geen leesbare tekst (UTF-8).") from error
    objects: Iterator[DeserializedObject] | None = None
    number = 0
    while True:
        number += 1
        place = f"{path.name}, object {number}"
        try:
            # Made in here, because it reads the whole file at once.
            objects = objects or serializers.deserialize("json", text)
            item = next(objects)
        except StopIteration:
            return
        except (DeserializationError, ObjectDoesNotExist, ValidationError, ValueError, TypeError, KeyError) as error:
            raise BrokenFixture(f"{place}: {_reason(error)}") from error
        if not isinstance(item.object, LOADABLE):
            raise BrokenFixture(f"{place}: {item.object._meta.verbose_name} hoort niet in een begrotingsbestand.")
        yield place, item


def _save(item: DeserializedObject) -> str:
    """Check and save one object; return whether it is new, changed or the same."""
    instance = item.object
    if isinstance(instance, Realisatie) and instance.measured_year is None:
        instance.measured_year = instance.year
    stored = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    if stored and _values(stored) == _values(instance) and _same_links(stored, item):
        return "same"
    if stored and isinstance(instance, FIGURES):
        raise ValidationError(
            "staat al anders in de database. Een correctie is een nieuwe versie, geen overschrijving."
        )
    instance._state.adding = stored is None  # a deserialized object does not know that it exists
    instance.full_clean()
    item.save()
    return "changed" if stored else "new"


def _values(instance: models.Model) -> dict[str, Any]:
    """Return the columns of an object."""
    return {f.attname: f.to_python(getattr(instance, f.attname)) for f in instance._meta.concrete_fields}


def _same_links(stored: models.Model, item: DeserializedObject) -> bool:
    """Whether the many-to-many links in the file are those in the database."""
    return all(
        set(getattr(stored, name).values_list("pk", flat=True)) == {getattr(link, "pk", link) for link in links}
        for name, links in (item.m2m_data or {}).items()
    )


def _indicators_of(instance: models.Model) -> set[int]:
    """Return the indicators whose stoplichten an object can change."""
    match instance:
        case Effectindicator():
            return {instance.pk}
        case Reeks():
            return {instance.indicator_id}
        case Realisatie() | Streefwaarde():
            return {instance.reeks.indicator_id}
        case Document():
            aimed_at = Effectindicator.objects.filter(reeksen__streefwaarden__document=instance)
            return set(aimed_at.values_list("pk", flat=True))
        case Stoplichtnorm():
            return set(Effectindicator.objects.values_list("pk", flat=True))
    return set()


def _name(instance: models.Model) -> str:
    """Return what kind of object this is and which one, as its fixture names it."""
    try:
        key = " ".join(map(str, instance.natural_key()))  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        key = ""  # a link that is missing
    return f"{instance._meta.verbose_name} {key}".strip()


def _reason(error: Exception) -> str:
    """Return in one line what is wrong."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return "; ".join(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())
        return " ".join(error.messages)
    return str(error) or type(error).__name__
