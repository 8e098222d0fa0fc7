"""Saving on the record: who changed it and why, beside what simple-history keeps by itself (when, from, to)."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils import timezone

AT_ONCE = 500  # rows of one statement: SQLite takes no more than some thousands of values


def save(instance: Model, *, by: Any, why: str = "", fields: Collection[str] | None = None) -> None:
    """Save `instance` (only `fields`, when given) with `by` (None: a program) and `why` in its history."""
    _tell(instance, by, why)
    instance.save(update_fields=fields)


def delete(instance: Model, *, by: Any, why: str) -> None:
    """Delete `instance`; its history stays, and ends with who did it and why."""
    _tell(instance, by, why)
    instance.delete()


def _tell(instance: Model, by: Any, why: str) -> None:
    """Give simple-history what it cannot know."""
    instance._history_user = by  # type: ignore[attr-defined]
    instance._change_reason = why  # type: ignore[attr-defined]


def create_all(instances: Sequence[Model], *, by: Any, why: str) -> None:
    """Create objects of one model at once, each with `by` and `why` in its history.

    Nothing is validated here but what the database refuses: who calls this has cleaned them.
    """
    if instances:
        model = type(instances[0])
        with transaction.atomic():
            model._base_manager.bulk_create(instances, batch_size=AT_ONCE)
            _write_history(model, [instance.pk for instance in instances], "+", by, why)


def change_all(instances: Sequence[Model], *, by: Any, why: str, fields: Collection[str]) -> None:
    """Change these columns of objects of one model at once, with `by` and `why` in their history; see `create_all`."""
    if instances:
        model = type(instances[0])
        with transaction.atomic():
            model._base_manager.bulk_update(instances, list(fields), batch_size=AT_ONCE)
            _write_history(model, [instance.pk for instance in instances], "~", by, why)


def set_all(model: type[Model], keys: Sequence[int], *, by: Any, why: str, **columns: Any) -> None:
    """Give the rows of `model` with these keys the same values at once, with `by` and `why` in their history."""
    with transaction.atomic():
        for some in _portions(keys):
            model._base_manager.filter(pk__in=some).update(**columns)
        _write_history(model, keys, "~", by, why)


def delete_all(instances: Sequence[Model], *, by: Any, why: str) -> None:
    """Delete objects of one model at once; their history stays, and ends with who did it and why.

    Raises ProtectedError, with what that is, when anything refers to them.
    """
    if not instances:
        return
    model = type(instances[0])
    collector: Any = Collector(using=router.db_for_write(model))
    collector.collect(list(instances))
    asked = set(instances)
    others = {thing for things in collector.data.values() for thing in things if thing not in asked}
    others |= {thing for rows in collector.fast_deletes for thing in rows}
    others |= {thing for groups in collector.field_updates.values() for rows in groups for thing in rows}
    if others:
        raise ProtectedError("more would be touched than was asked", others)
    # Django would delete them one by one, as each deletion writes a line of history.
    keys = [instance.pk for instance in instances]
    with transaction.atomic():
        _write_history(model, keys, "-", by, why)
        for some in _portions(keys):
            model._base_manager.filter(pk__in=some)._raw_delete(collector.using)


def _write_history(model: type[Model], keys: Sequence[int], kind: str, by: Any, why: str) -> None:
    """Add a line to the history of each of these rows as they are stored now; `kind` is +, ~ or -.

    The database copies them itself: in Python it takes as long as writing the rows.
    """
    past = model.history.model  # type: ignore[attr-defined]
    quote = connections[router.db_for_write(model)].ops.quote_name
    own = [column.column for column in past.tracked_fields]  # called the same in both
    told = {
        "history_date": timezone.now(),
        "history_user_id": by.pk if by else None,
        "history_change_reason": why,
        "history_type": kind,
    }
    into, copied = (", ".join(map(quote, columns)) for columns in ([*own, *told], own))
    said = ", ".join(["%s"] * len(told))
    start = (
        f"INSERT INTO {past._meta.db_table} ({into}) SELECT {copied}, {said} FROM {model._meta.db_table} WHERE id IN "  # noqa: S608 - names of our own tables
    )
    with connections[router.db_for_write(model)].cursor() as cursor:
        for some in _portions(keys):
            cursor.execute(f"{start} ({', '.join(['%s'] * len(some))})", [*told.values(), *some])


def _portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the keys, AT_ONCE at a time."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
