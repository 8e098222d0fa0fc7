"""Prints the figures as one table, as they come."""

from bench.goals import GOALS
from bench.measure import Figure, Goal, Taken

MEASURE = {"at most": "≤", "at least": "≥", "more": "+≤"}
HEADING = f"{'':44} {'mediaan':>11} {'spreiding':>9} {'ondergrens':>11} {'factor':>8} {'doel':>8}"


def line(figure: Figure) -> str:
    """Return one row of the table: the figure, its floor, how they relate, and what the goal is."""
    if figure.mine is None:
        return f"{figure.name:44} {'–':>11}  {figure.note}"
    start = f"{figure.name:44} {amount(figure.mine, figure.unit):>11} {figure.mine.spread:>9.0%}"
    goal = GOALS.get(figure.name)
    if figure.floor is None or goal is None:
        return f"{start} {'–':>11}"
    verdict = "" if goal.is_met(goal.reached(figure.mine, figure.floor)) else "  niet gehaald"
    floor = amount(figure.floor, figure.unit)
    return f"{start} {floor:>11} {ratio(figure, goal):>8} {limit(goal):>8}{verdict}"


def amount(of: Taken, unit: str) -> str:
    """Return a median in its unit."""
    if unit == "MB":
        return f"{of.middle:.0f} MB"
    ms = of.middle * 1000
    return f"{ms / 1000:.2f} s" if ms >= 10_000 else f"{ms:.2f} ms" if ms < 10 else f"{ms:.0f} ms"


def ratio(figure: Figure, goal: Goal) -> str:
    """Return how a figure relates to its floor."""
    assert figure.mine is not None and figure.floor is not None  # noqa: S101, PT018 - who asks knows
    reached = goal.reached(figure.mine, figure.floor)
    return f"+{reached:.0f} MB" if goal.kind == "more" else f"{reached:.2f}"


def limit(goal: Goal) -> str:
    """Return a goal in short: ≤ 1.2."""
    unit = " MB" if goal.kind == "more" else ""
    return f"{MEASURE[goal.kind]} {goal.limit:g}{unit}"
