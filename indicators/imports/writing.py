"""Writes a plan: everything validated, each model at once with its history; and takes it back as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Max, Model, ProtectedError
from django.utils.text import slugify

from indicators.choices import Stap
from indicators.imports.lines import Plan
from indicators.imports.progress import Progress, silent
from indicators.models import (
    Benchmark,
    Bron,
    Effectindicator,
    IndicatorStatus,
    IndicatorVermelding,
    Realisatie,
    Reeks,
    Streefwaarde,
)
from programmes import recorded
from programmes.models import Bedrag, Beleidsterrein, Document, Doel, Prestatie, Programma, Vermelding
from programmes.models.node import Node
from programmes.models.vermeldingen import NODES

# What has to be there before what refers to it.
IN_ORDER: tuple[type[Model], ...] = (
    *(Document, Programma, Beleidsterrein, Doel, Prestatie, Bron, Effectindicator, Reeks),
    *(Vermelding, IndicatorVermelding, Realisatie, Streefwaarde, Benchmark, Bedrag),
)
AT_ONCE = 500
TOLD_EVERY = 1_000  # objects
MOST_NAMED = 8  # things in one sentence

Journal = dict[str, Any]


class CannotWrite(Exception):
    """An object is refused; the message names it, in Dutch. Nothing was written."""


class CannotUndo(Exception):
    """What a plan brought is no longer as it was brought; the message names what, in Dutch."""


def write(plan: Plan, *, by: Any, why: str, progress: Progress = silent) -> Journal:
    """Write a plan, and return what it did, for `undo`; the caller has a transaction. Raises CannotWrite."""
    changed = _changed(plan)
    new: dict[type[Model], list[Model]] = defaultdict(list)
    for instance in plan.new:
        new[type(instance)].append(instance)
    written, total = 0, len(plan.new) + len(changed)
    for model in IN_ORDER:
        for level in _levels(model, new[model]):
            for start in range(0, len(level), TOLD_EVERY):
                progress(Stap.SCHRIJVEN, written, total)
                batch = level[start : start + TOLD_EVERY]
                _create(batch, plan.cleaned, by, why)
                written += len(batch)
    by_columns: dict[tuple[type[Model], tuple[str, ...]], list[Model]] = defaultdict(list)
    for instance, before in changed:
        _link(instance)
        _check(instance)
        by_columns[type(instance), tuple(sorted(before))].append(instance)
    for (_model, columns), instances in by_columns.items():
        with Naming(instances):
            recorded.change_all(instances, by=by, why=why, fields=columns)
    return {
        "new": _with_history(plan.new),
        "changed": [
            [*line, _pack(instance, before)]
            for line, (instance, before) in zip(_with_history([i for i, _ in changed]), changed, strict=True)
        ],
    }


def undo(journal: Journal, *, by: Any, why: str) -> set[int]:
    """Take back what `write` did; return the keys of the indicators it was about. Raises CannotUndo."""
    of_model: dict[type[Model], list[int]] = defaultdict(list)
    _refuse_what_changed(journal)
    for label, key, _history in journal["new"]:
        of_model[apps.get_model(label)].append(key)
    touched: set[int] = set()
    before: dict[type[Model], dict[int, dict[str, Any]]] = defaultdict(dict)
    for label, key, _history, values in journal["changed"]:
        before[apps.get_model(label)][key] = values
    for model, rows in before.items():
        for key, instance in model._default_manager.in_bulk(list(rows)).items():
            columns = _restore(instance, rows[key])
            touched |= indicators_of([instance])
            recorded.change_all([instance], by=by, why=why, fields=columns)
    brought = {model: _fetch(model, keys) for model, keys in of_model.items()}
    for instances in brought.values():
        touched |= indicators_of(instances)
    IndicatorStatus.objects.filter(indicator__in=touched).delete()  # computed, and computed anew of what is left
    for model in reversed(IN_ORDER):
        instances = brought.get(model, [])
        try:
            recorded.delete_all(instances, by=by, why=why)
        except ProtectedError as error:
            raise CannotUndo(f"er is intussen iets bij gekomen: {_named(error.protected_objects)}") from error
    gone = set(of_model[Effectindicator])
    return touched - gone


def _fetch(model: type[Model], keys: list[int]) -> list[Model]:
    """Return these objects; of a figure with its reeks, which tells the indicator."""
    rows = model._default_manager.filter(pk__in=keys)
    return list(rows.select_related("reeks") if model in (Realisatie, Streefwaarde) else rows)


def indicators_of(instances: Iterable[Model]) -> set[int]:
    """Return the keys of the indicators whose stoplichten these can change."""
    touched = set()
    for instance in instances:
        match instance:
            case Effectindicator():
                touched.add(instance.pk)
            case Reeks():
                touched.add(instance.indicator_id)
            case Realisatie() | Streefwaarde():
                touched.add(instance.reeks.indicator_id)
    return touched


# --- Writing


def _changed(plan: Plan) -> list[tuple[Model, dict[str, Any]]]:
    """Return what is changed, once, with what each column was at first."""
    once: dict[int, tuple[Model, dict[str, Any]]] = {}
    for instance, before in plan.changed:
        _, columns = once.setdefault(id(instance), (instance, {}))
        for name, value in before.items():
            columns.setdefault(name, value)
    return list(once.values())


def _levels(model: type[Model], instances: list[Model]) -> Iterable[Sequence[Model]]:
    """Yield objects in groups of which none is under another of its group."""
    if model is not Vermelding:
        yield instances
        return
    for instance in instances:
        _link(instance)
    for level in NODES:
        yield [v for v in instances if isinstance(v, Vermelding) and v.level == level]


def _create(instances: Sequence[Model], cleaned: set[int], by: Any, why: str) -> None:
    """Validate and create objects of one model."""
    for instance in instances:
        _link(instance)
    nodes = [instance for instance in instances if isinstance(instance, Node)]
    if nodes:
        _give_slugs(nodes)
    for instance in instances:
        if id(instance) not in cleaned:
            _check(instance)
    with Naming(instances):
        recorded.create_all(instances, by=by, why=why)


def _link(instance: Model) -> None:
    """Point to what was saved after it was planned."""
    for column in instance._meta.concrete_fields:
        if isinstance(column, ForeignKey) and column.is_cached(instance):
            setattr(instance, column.name, column.get_cached_value(instance))


def _check(instance: Model) -> None:
    """Raise CannotWrite when an object cannot be; that what it refers to exists, the database sees to."""
    relations = [column.name for column in instance._meta.concrete_fields if column.is_relation]
    try:
        instance.clean_fields(exclude=relations)
        instance.clean()
    except ValidationError as refusal:
        raise CannotWrite(f"{instance}: {' '.join(refusal.messages)}") from refusal


class Naming:
    """A savepoint in which what the database refuses is named: the object, and why."""

    def __init__(self, instances: Sequence[Model]) -> None:
        self.instances = instances
        self.savepoint = transaction.atomic()

    def __enter__(self) -> None:
        self.savepoint.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.savepoint.__exit__(kind, error, trace)
        if isinstance(error, IntegrityError):
            for instance in self.instances:
                try:
                    instance.full_clean()
                except ValidationError as refusal:
                    raise CannotWrite(f"{instance}: {' '.join(refusal.messages)}") from error
            raise CannotWrite(f"de database weigert dit: {error}") from error


def _give_slugs(nodes: Sequence[Node]) -> None:
    """Give new nodes their slugs: in one query, where each by itself would take one."""
    taken = set(type(nodes[0])._default_manager.values_list("slug", flat=True))
    for node in nodes:
        base = slugify((node.code or node.name).replace(".", "-"))[:70] or "onderdeel"
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        node.slug = slug
        taken.add(slug)


def _with_history(instances: Iterable[Model]) -> list[list[Any]]:
    """Return of each object its model, its key, and the newest row of its history."""
    instances = list(instances)
    keys: dict[type[Model], list[int]] = defaultdict(list)
    for instance in instances:
        keys[type(instance)].append(instance.pk)
    latest = {model: newest_history(model, of_model) for model, of_model in keys.items()}
    return [[i._meta.label, i.pk, latest[type(i)][i.pk]] for i in instances]


def newest_history(model: type[Model], keys: Sequence[int]) -> dict[int, int]:
    """Return the newest row of the history of each of these objects."""
    newest: dict[int, int] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = model.history.filter(id__in=keys[start : start + AT_ONCE]).order_by()  # type: ignore[attr-defined]
        newest |= dict(rows.values_list("id").annotate(Max("history_id")))
    return newest


def _pack(instance: Model, before: dict[str, Any]) -> dict[str, Any]:
    """Return what columns were, as JSON can hold it."""
    packed: dict[str, Any] = {}
    for name, value in before.items():
        column = instance._meta.get_field(name)
        match value:
            case Model():
                packed[column.attname] = value.pk  # type: ignore[union-attr]
            case Decimal():
                packed[name] = f"{value:f}"
            case datetime():
                packed[name] = value.isoformat()
            case _:
                packed[column.attname] = value  # type: ignore[union-attr]
    return packed


# --- Taking back


def _refuse_what_changed(journal: Journal) -> None:
    """Raise CannotUndo when something that was brought is no longer as it was brought."""
    of_model: dict[str, dict[int, int]] = defaultdict(dict)
    for label, key, history, *_ in (*journal["new"], *journal["changed"]):
        of_model[label][key] = history
    for label, brought in of_model.items():
        model = apps.get_model(label)
        newest = newest_history(model, list(brought))
        others = [key for key, history in brought.items() if newest.get(key) != history]
        if others:
            raise CannotUndo(f"intussen gewijzigd of vastgesteld: {_named_keys(model, others)}")


def _named_keys(model: type[Model], keys: list[int]) -> str:
    """Return which objects these are, in words; what is gone by its kind."""
    things = list(model._default_manager.filter(pk__in=keys[:AT_ONCE]))
    missing = len(keys) - len(things)
    words = _named(things) if things else ""
    gone = f"{missing} verwijderd" if missing else ""
    return f"{model._meta.verbose_name} {', '.join(filter(None, (words, gone)))}"


def _named(things: Iterable[Model]) -> str:
    """Return the first few of these in words, and how many there are more."""
    words = sorted(f"{thing}" for thing in things)
    more = f" en nog {len(words) - MOST_NAMED}" if len(words) > MOST_NAMED else ""
    return "; ".join(words[:MOST_NAMED]) + more


def _restore(instance: Model, values: dict[str, Any]) -> list[str]:
    """Give an object the values it had; return the names of the columns."""
    names = []
    for column in instance._meta.concrete_fields:
        if column.attname in values:
            value = values[column.attname]
            setattr(instance, column.attname, value if column.is_relation else column.to_python(value))
            names.append(column.name)
    return names
