"""Loads Django fixtures with the checks that `loaddata` skips: all of it, or nothing."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError, IntegrityError, models, transaction

from indicators.choices import Staat
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
from indicators.publishing.chain import NOT_READY
from indicators.tasks import recalculate_on_commit
from programmes import recorded
from programmes.models import (
    Bedrag,
    Beleidsterrein,
    Document,
    Doel,
    Prestatie,
    Programma,
    Publicatie,
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

# What colours depend on never changes by loading a file once it was adopted: a correction is a new version, a moved
# target a new document, another way of measuring a new reeks.
LASTING: dict[type[models.Model], tuple[str, ...]] = {
    Realisatie: tuple(f.attname for f in Realisatie._meta.concrete_fields),
    Streefwaarde: tuple(f.attname for f in Streefwaarde._meta.concrete_fields),
    Effectindicator: ("direction", "margin", "margin_kind"),
    Reeks: ("unit", "decimals", "minimum", "maximum"),
    Document: (*Document.IDENTITY, "adopted", "adopted_on", "decision", "decided_by"),
}

# What a document says: it comes with the document, and stays.
SAID = (Bedrag, IndicatorVermelding, Streefwaarde, Toelichting, Vermelding, Voortgang)


class Before(NamedTuple):
    """What stood before this load began: what it loads itself may still be completed."""

    documents: frozenset[int]
    adopted: frozenset[int]
    lights_count: bool  # a figure was adopted or a document published

    @classmethod
    def now(cls) -> Self:
        """Return what stands now."""
        return cls(
            documents=frozenset(Document.objects.values_list("pk", flat=True)),
            adopted=frozenset(Document.objects.adopted().values_list("pk", flat=True)),
            lights_count=Realisatie.objects.adopted().exists() or Publicatie.objects.exists(),
        )


_WHERE = re.compile(r": \((?P<model>[\w.]+):pk=[^)]*\) field_value was '(?P<value>.*)'$", re.DOTALL)

# What Django raises at an object it cannot make anything of.
UNREADABLE = (
    DeserializationError,
    FieldDoesNotExist,
    ObjectDoesNotExist,
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
)


class BrokenFixture(Exception):
    """A file cannot be loaded; the message names the file, the object and the reason. Nothing was loaded."""


def load(paths: Sequence[Path]) -> Counter[str]:
    """Load the files in this order, all or nothing; return how many objects were new, changed and the same.

    Raises BrokenFixture at the first object that is wrong. The recompute follows after the commit.
    """
    counts: Counter[str] = Counter({"new": 0, "changed": 0, "same": 0})
    touched: set[int] = set()
    try:
        with transaction.atomic():
            before = Before.now()
            for path in paths:
                for place, item in _objects(path):
                    try:
                        counts[_save(item, path.name, before)] += 1
                    except (ValidationError, DatabaseError, ObjectDoesNotExist, ValueError) as error:
                        raise BrokenFixture(f"{place} ({_name(item.object)}): {_reason(error)}") from error
                    touched |= _indicators_of(item.object)
            recalculate_on_commit(touched)
    except IntegrityError as error:
        # A link to nothing shows only when the transaction ends.
        raise BrokenFixture(f"De bestanden verwijzen naar iets dat er niet is: {error}.") from error
    return counts


def _objects(path: Path) -> Iterator[tuple[str, DeserializedObject]]:
    """Yield the objects of a file with the place where each stands."""
    records = _records(path)
    for number, record in enumerate(records, start=1):
        place = f"{path.name}, object {number}"
        try:
            (item,) = serializers.deserialize("python", [record])
        except UNREADABLE as error:
            reason = _reason(error)
            raise BrokenFixture(f"{place}{' ' if reason.startswith('(') else ': '}{reason}") from error
        if not isinstance(item.object, LOADABLE):
            raise BrokenFixture(f"{place}: {item.object._meta.verbose_name} hoort niet in een begrotingsbestand.")
        yield place, item


def _records(path: Path) -> list[dict[str, Any]]:
    """Return what a file holds, checked for its shape only."""
    try:
        if path.stat().st_size > LARGEST:
            raise BrokenFixture(f"{path.name}: groter dan {LARGEST // 1_000_000} MB; splits het bestand.")
        records = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=_refuse_float)
    except FileNotFoundError as error:
        raise BrokenFixture(f"{path}: dit bestand bestaat niet.") from error
    except OSError as error:
        raise BrokenFixture(f"{path}: dit is geen leesbaar bestand.") from error
    except UnicodeDecodeError as error:
        raise BrokenFixture(f"{path.name}: geen leesbare tekst (UTF-8).") from error
    except json.JSONDecodeError as error:
        raise BrokenFixture(f"{path.name}, regel {error.lineno}, teken {error.colno}: geen geldige JSON.") from error
    except RecursionError as error:
        raise BrokenFixture(f"{path.name}: te diep genest.") from error
    except ValidationError as error:
        raise BrokenFixture(f"{path.name}: {_reason(error)}") from error
    if not isinstance(records, list):
        raise BrokenFixture(f"{path.name}: er wordt een lijst van objecten verwacht.")
    for number, record in enumerate(records, start=1):
        shape = {"model": str, "fields": dict}
        if not isinstance(record, dict) or any(not isinstance(record.get(name), kind) for name, kind in shape.items()):
            raise BrokenFixture(f"{path.name}, object {number}: een object heeft een 'model' en 'fields'.")
    return records


def _refuse_float(text: str) -> None:
    """Raise ValidationError: a number with a point in it would be read as a float."""
    raise ValidationError(f"het getal {text} is niet exact; zet het tussen aanhalingstekens.")


def _save(item: DeserializedObject, source: str, before: Before) -> str:
    """Check and save one object; return whether it is new, changed or the same."""
    instance = item.object
    if isinstance(instance, Realisatie) and instance.measured_year is None:
        instance.measured_year = instance.year
    stored = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    _keep_what_publishing_recorded(instance, stored)
    if stored and _values(stored) == _values(instance) and _same_links(stored, item):
        return "same"
    if stored and _was_adopted(stored) and _differ(stored, instance, LASTING.get(type(instance), ())):
        raise ValidationError(
            "staat al anders in de database. Een correctie is een nieuwe versie, een andere manier van meten een "
            "nieuwe reeks; overschreven wordt er niets."
        )
    _refuse_what_was_decided(instance, stored, before)
    instance._state.adding = stored is None  # a deserialized object does not know that it exists
    _refuse_nothing(instance)
    instance.clean_fields()  # first alone: what spans fields may count on each of them
    instance.full_clean()
    # Not `item.save()`: a raw save writes no history.
    recorded.save(instance, by=None, why=f"geladen uit {source}")
    for name, links in (item.m2m_data or {}).items():
        getattr(instance, name).set(links)
    return "changed" if stored else "new"


def _refuse_nothing(instance: models.Model) -> None:
    """Raise ValidationError for a null where the database takes none; an empty text is another thing."""
    fields = [f for f in instance._meta.concrete_fields if not (f.null or f.primary_key)]
    if lacking := {f.name: "mag niet leeg (null) zijn." for f in fields if getattr(instance, f.attname) is None}:
        raise ValidationError(lacking)


def _keep_what_publishing_recorded(instance: models.Model, stored: models.Model | None) -> None:
    """Leave what no file says: what was made ready, from what a document was made, who first reported a figure."""
    if isinstance(instance, Realisatie) and isinstance(stored, Realisatie) and instance.document_id is None:
        instance.document_id = stored.document_id
    if isinstance(instance, Document) and isinstance(stored, Document):
        for name in (*NOT_READY, "based_on"):
            setattr(instance, name, getattr(stored, name))


def _refuse_what_was_decided(instance: models.Model, stored: models.Model | None, before: Before) -> None:
    """Raise ValidationError when a new or changed object adds to what was decided on before this load."""
    if isinstance(instance, Stoplichtnorm) and before.lights_count:
        raise ValidationError(
            "er zijn al cijfers vastgesteld of documenten gepubliceerd. Een andere norm stelt een controller voor op "
            "/stoplichtnorm/; een andere controller besluit."
        )
    if not isinstance(instance, SAID) or _is_quoted_by_a_new_document(instance, stored, before):
        return
    for said in (stored, instance):
        if isinstance(said, SAID) and said.document_id in before.adopted:
            raise ValidationError(
                f"{said.document} was al vastgesteld; wat erin staat, blijft zo. Wat anders wordt, hoort in een "
                "volgend document."
            )


def _is_quoted_by_a_new_document(instance: models.Model, stored: models.Model | None, before: Before) -> bool:
    """Whether this is a target of an earlier document that we only know because a new one quotes it."""
    if stored or not isinstance(instance, Streefwaarde) or instance.quoted_in is None:
        return False
    others = Streefwaarde.objects.filter(document=instance.document, year=instance.year)
    return (
        instance.quoted_in_id not in before.documents
        and instance.quoted_in.adopted
        and not others.filter(reeks__indicator=instance.reeks.indicator_id).exists()
    )


def _was_adopted(stored: models.Model) -> bool:
    """Whether the council has seen what depends on this object."""
    match stored:
        case Realisatie():
            return stored.state == Staat.VASTGESTELD
        case Effectindicator():
            return stored.has_adopted_figures
        case Reeks():
            return stored.indicator.has_adopted_figures
        case Document():
            return stored.adopted
        case Streefwaarde():
            return stored.document.adopted
    return True


def _differ(stored: models.Model, instance: models.Model, columns: tuple[str, ...]) -> bool:
    """Whether the two have something else in one of these columns."""
    before, after = _values(stored), _values(instance)
    return any(before[column] != after[column] for column in columns)


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
    except (ObjectDoesNotExist, DatabaseError):
        key = ""  # a link that is missing, or a database that answers no more
    return f"{instance._meta.verbose_name} {key}".strip()


def _reason(error: Exception) -> str:
    """Return in one line what is wrong."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return "; ".join(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())
        return " ".join(error.messages)
    if isinstance(error, ObjectDoesNotExist):
        return f"verwijst naar iets dat er niet is ({error})"
    if isinstance(error, DeserializationError) and (told := _WHERE.search(str(error))):
        # Django says what went wrong, in which model, and what it could not make anything of.
        cause = error.__cause__ or error.__context__
        why = _reason(cause) if isinstance(cause, ValidationError) else "verwijst naar iets dat er niet is."
        return f"({told['model']}): {why} Er staat '{told['value']}'."
    return str(error) or type(error).__name__
