"""What the source itself may not do."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

SOURCES = [
    path
    for app in ("programmes", "indicators", "leidenmo")
    for path in sorted(Path(settings.BASE_DIR, app).rglob("*.py"))
    if "migrations" not in path.parts
]

# Writes that go around history, checks and the recompute; each place that has one has its reason.
BULK_WRITES = {"bulk_create", "bulk_update", "update", "copy_expert", "copy_from", "executemany"}
ALLOWED = {
    # the stoplichten: computed, so that their history is that of their inputs
    "indicators/status_table.py": {"copy_expert", "executemany"},
    # each with its lines of history, in one transaction
    "programmes/recorded.py": {"bulk_create", "bulk_update", "update"},
    # how far a lading is, and that it was loaded: no figure
    "indicators/imports/loading.py": {"update"},
    "indicators/imports/ladingen.py": {"update"},
    # how far the making of a PDF is: no figure, and of interest for a minute
    "indicators/paper/printouts.py": {"update"},
    # the bytes of a file that is no longer kept: no figure
    "leidenmo/retention.py": {"update"},
    # dict.update, on what is being picked
    "indicators/inputs.py": {"update"},
    "indicators/paper/tagging.py": {"update"},
}


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return everything that a file says; parsing it takes longer than any question about it."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def calls(path: Path) -> list[ast.Call]:
    """Return every call in a file."""
    return [node for node in nodes(path) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_no_bulk_write_goes_around_history_and_checks(path: Path) -> None:
    name = str(path.relative_to(settings.BASE_DIR))
    used = {call.func.attr for call in calls(path) if isinstance(call.func, ast.Attribute)}

    assert used & BULK_WRITES <= ALLOWED.get(name, set())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_no_float_is_made(path: Path) -> None:
    # A workbook holds binary numbers: what is taken of one is the 15 digits that it shows (spreadsheet/sheet.py).
    holds_floats = {"indicators/imports/spreadsheet/xlsx.py"}
    made = [call for call in calls(path) if isinstance(call.func, ast.Name) and call.func.id == "float"]

    assert not made or str(path.relative_to(settings.BASE_DIR)) in holds_floats


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_only_the_rule_judges(path: Path) -> None:
    """Whoever names a colour to compare with a figure would be a second rule."""
    callers = {"indicators/stoplicht.py", "indicators/recalculation.py"}
    judging = [call for call in calls(path) if isinstance(call.func, ast.Name) and call.func.id == "bepaal"]

    assert not judging or str(path.relative_to(settings.BASE_DIR)) in callers


# What simple-history offers to go around the history, or to write it.
AROUND_HISTORY = {
    *("save_without_historical_record", "skip_history_when_saving", "update_change_reason"),
    *("bulk_create_with_history", "bulk_update_with_history", "_history_user", "_change_reason"),
}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_only_recorded_writes_history(path: Path) -> None:
    attributes = {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
    names = {node.id for node in nodes(path) if isinstance(node, ast.Name)}
    written = [
        call
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"create", "delete", "get_or_create", "update_or_create"}
        and ".history" in ast.unparse(call.func)
    ]

    assert (
        str(path.relative_to(settings.BASE_DIR)) == "programmes/recorded.py"
        or not (attributes | names) & AROUND_HISTORY
    )
    assert not written
