"""Saving on the record: who changed it and why, beside what simple-history keeps by itself (when, from, to)."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import router
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils import timezone
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
    past = model.history.model  # type: ignore[attr-defined]
    when = timezone.now()
    lines = [
        past(
            history_date=when,
            history_user=by,
            history_change_reason=why,
            history_type="-",
            **{column.attname: getattr(instance, column.attname) for column in past.tracked_fields},
        )
        for instance in instances
    ]
    past.objects.bulk_create(lines, batch_size=AT_ONCE)
    model._base_manager.filter(pk__in=[instance.pk for instance in instances])._raw_delete(collector.using)
