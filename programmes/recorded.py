"""Saving on the record: who changed it and why, beside what simple-history keeps by itself (when, from, to)."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import router
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

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
        bulk_create_with_history(
            instances, type(instances[0]), batch_size=AT_ONCE, default_user=by, default_change_reason=why
        )


def change_all(instances: Sequence[Model], *, by: Any, why: str, fields: Collection[str]) -> None:
    """Change these columns of objects of one model at once, with `by` and `why` in their history; see `create_all`."""
    if instances:
        bulk_update_with_history(
            instances, type(instances[0]), list(fields), batch_size=AT_ONCE, default_user=by, default_change_reason=why
        )


def delete_all(instances: Sequence[Model], *, by: Any, why: str, computed: Collection[type[Model]] = ()) -> None:
    """Delete objects of one model at once; their history stays, and ends with who did it and why.

    Raises ProtectedError when something else would go with them, other than what is `computed` from them.
    """
    if not instances:
        return
    for instance in instances:
        _tell(instance, by, why)
    collector = Collector(using=router.db_for_write(type(instances[0])))
    collector.collect(list(instances))
    asked = set(instances)
    found = (thing for model, things in collector.data.items() if model not in computed for thing in things)
    others = {thing for thing in found if thing not in asked}
    if others:
        raise ProtectedError("more would be deleted than was asked", others)
    collector.delete()
