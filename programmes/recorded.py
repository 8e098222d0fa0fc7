"""Saving on the record: who changed it and why, beside what simple-history keeps by itself (when, from, to)."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model


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
