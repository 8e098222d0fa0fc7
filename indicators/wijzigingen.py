"""A row of the history in words: what changed, from what to what, by whom and why."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import DateTimeField, Model, QuerySet
from django.utils.formats import date_format

from indicators.getallen import getal
from indicators.models import (
    Afwijking,
    Benchmark,
    Bron,
    Effectindicator,
    Indicatoreigenaar,
    IndicatorVermelding,
    Normvoorstel,
    Prognose,
    Realisatie,
    Reeks,
    Stoplichtnorm,
    Streefwaarde,
    Toelichting,
)
from programmes.models import (
    Bedrag,
    Beleidsterrein,
    Document,
    Doel,
    Eigenaar,
    Prestatie,
    Programma,
    Termijn,
    VerbondenPartij,
    Vermelding,
    Voortgang,
)

BY_ITSELF = "automatisch"  # a program wrote it: a file was loaded
KINDS = {"+": "gemaakt", "~": "gewijzigd", "-": "verwijderd"}


@dataclass(frozen=True)
class Verandering:
    """One column: what it was and what it became, in words. None: there was no object, or nobody knows."""

    field: str
    before: str | None
    after: str | None

    @property
    def in_words(self) -> str:
        """Both of them, or the one there is."""
        if self.before is None or self.after is None:
            return f"{self.field}: {self.after or self.before or 'leeg'}"
        return f"{self.field}: van {self.before or 'leeg'} naar {self.after or 'leeg'}"


@dataclass(frozen=True)
class Wijziging:
    """One line of a history."""

    when: datetime
    who: str
    thing: str
    kind: str
    changes: tuple[Verandering, ...]
    why: str


# What a row is about, and the columns which that says already when the row is the first or the last of its object.
TITLES: dict[type[Model], tuple[Callable[[Any], str], tuple[str, ...]]] = {
    Effectindicator: (lambda row: f"Effectindicator {_short(row)}", ("slug", "code")),
    Reeks: (lambda row: f"Reeks van {_short(row.indicator)} vanaf {row.valid_from}", ("indicator", "valid_from")),
    Realisatie: (
        lambda row: f"Realisatie {_short(row.reeks and row.reeks.indicator)} {row.year}, versie {row.version}",
        ("reeks", "year", "version"),
    ),
    Streefwaarde: (
        lambda row: f"Streefwaarde {_short(row.reeks and row.reeks.indicator)} {row.year} ({_or_gone(row.document)})",
        ("reeks", "year", "document"),
    ),
    Toelichting: (
        lambda row: f"Toelichting {_short(row.indicator)} ({_or_gone(row.document)})",
        ("indicator", "document"),
    ),
    Prognose: (
        lambda row: f"Prognose {_short(row.indicator)} ({_or_gone(row.document)})",
        ("indicator", "document"),
    ),
    Afwijking: (lambda row: f"Afgesproken afwijking {_short(row.indicator)} {row.year}", ("indicator", "year")),
    Stoplichtnorm: (lambda row: f"Stoplichtnorm vanaf {row.valid_from}", ("valid_from",)),
    Normvoorstel: (lambda row: f"Normvoorstel vanaf {row.valid_from}", ("valid_from",)),
    Voortgang: (
        lambda row: f"Voortgang {_short(row.prestatie)} ({_or_gone(row.document)})",
        ("prestatie", "document"),
    ),
    Eigenaar: (lambda row: f"Eigenaar van {_short(row.beleidsterrein)}", ("beleidsterrein",)),
    Indicatoreigenaar: (lambda row: f"Eigenaar van {_short(row.indicator)}", ("indicator",)),
    Document: (lambda row: str(row.instance), ("kind", "year", "title")),
    Termijn: (lambda row: f"Termijn {_or_gone(row.document)}", ("document",)),
    Programma: (lambda row: f"Programma {_short(row)}", ("slug", "code")),
    Beleidsterrein: (lambda row: f"Beleidsterrein {_short(row)}", ("slug", "code")),
    Doel: (lambda row: f"Doel {_short(row)}", ("slug", "code")),
    Prestatie: (lambda row: f"Prestatie {_short(row)}", ("slug", "code")),
    Vermelding: (lambda row: f"Vermelding {_short(row)} ({_or_gone(row.document)})", ("document", "code")),
    IndicatorVermelding: (lambda row: f"Vermelding {_short(row)} ({_or_gone(row.document)})", ("document", "code")),
    Bedrag: (lambda row: f"Bedrag {row.year} ({_or_gone(row.document)})", ("document", "year")),
    VerbondenPartij: (lambda row: f"Verbonden partij {row.name}", ("name",)),
    Bron: (lambda row: f"Bron {row.name}", ("name",)),
    Benchmark: (
        lambda row: f"Benchmark {_short(row.indicator)} {row.region} {row.year}",
        ("indicator", "region", "year"),
    ),
}


def _short(node: Any) -> str:
    """Return the code of a part of the tree, or its name when it has none."""
    return str(node.code or node.name) if node else "(verwijderd)"


def _or_gone(thing: Any) -> str:
    """Return the name of what a row refers to."""
    return str(thing) if thing else "verwijderd document"


def with_what_they_refer_to(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows of a history with everything their line names: an object that is gone is None."""
    names = [field.name for field in rows.model._meta.concrete_fields if field.is_relation]
    return rows.select_related(*names, *(f"{name}__indicator" for name in names if name == "reeks"))


def in_words(row: Any, before: Any | None) -> Wijziging:
    """Return a row (see `with_what_they_refer_to`) as a line; `before` is the row before it of its object, if any."""
    title, told = TITLES[row.instance_type]
    old, new = (row, None) if row.history_type == "-" else (before, row)
    return Wijziging(
        when=row.history_date,
        who=_person(row.history_user) if row.history_user_id else BY_ITSELF,
        thing=title(row),
        kind=KINDS[row.history_type],
        changes=tuple(
            Verandering(str(field.verbose_name), _words(field, old), _words(field, new))
            for field in row.tracked_fields
            if _differs(field, old, new, told) and not _repeats_the_line(field, row)
        ),
        why=row.history_change_reason or "",
    )


def _differs(field: Any, old: Any | None, new: Any | None, told: Collection[str]) -> bool:
    """Whether a column changed or, with one of the two only, says something that `told` does not."""
    if old and new:
        return bool(getattr(old, field.attname) != getattr(new, field.attname))
    value = getattr(old or new, field.attname)
    nothing = value in ("", None) or (value == field.get_default() and not field.flatchoices)
    return field.name not in told and not nothing


def _repeats_the_line(field: Any, row: Any) -> bool:
    """Whether a column only says again when it was, who did it or why, or is the key."""
    if field.primary_key or isinstance(field, DateTimeField):
        return True
    value = getattr(row, field.attname)
    if field.related_model is get_user_model():
        return bool(value == row.history_user_id)
    return bool(value) and value == row.history_change_reason


def _words(field: Any, row: Any | None) -> str | None:
    """Return the value of a column in words; nothing for an empty one, None when there is no row."""
    if row is None:
        return None
    match getattr(row, field.attname):
        case None:
            words = ""
        case bool(value):
            words = "ja" if value else "nee"
        case Decimal() as value:
            words = getal(value)
        case date() as value:
            words = date_format(value, "j F Y")
        case key if field.is_relation:
            found = field.get_cached_value(row)
            words = _person(found) if isinstance(found, get_user_model()) else str(found or f"nummer {key}, verwijderd")
        case value:
            words = str(dict(field.flatchoices).get(value, value))
    return words


def _person(user: Any) -> str:
    """Return the name of a person."""
    return str(user.get_full_name() or user.get_username())
