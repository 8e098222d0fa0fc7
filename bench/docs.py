"""Writes what was measured into docs/performance.md: the table, and a drawing of how each figure grows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.drawing import growth
from bench.goals import FLOORS, GOALS
from bench.measure import Figure, Taken
from bench.table import amount, limit, ratio
from leidenmo.marks import put

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "performance.md"
SIZES = {"Leiden": 2_475, "G40": 99_000, "Nederland": 846_450}  # figures
NAMES = {
    "full recompute, nothing stored yet": "alles berekenen, nog niets bewaard",
    "full recompute, nothing changed": "alles berekenen, niets veranderd",
    "recompute of one indicator after a save": "één indicator na een wijziging",
    "full recompute, two workers instead of one": "alles berekenen, twee workers naast één",
    "memory of a worker in the full recompute": "geheugen van een worker die alles berekent",
    "council dashboard": "overzicht, telkens opnieuw gemaakt",
    "council dashboard, kept": "overzicht, zoals lezers het krijgen",
    "the same page, unchanged": "dezelfde pagina, ongewijzigd",
    "dashboard, one programma shown": "overzicht van één programma",
    "entry grid, judged while typing": "invoertabel, oordeel tijdens het typen",
    "load of a spreadsheet, 165 × 15": "spreadsheet van 165 × 15 laden",
    "publication frozen": "publicatie bevriezen",
}
DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def write(results: dict[str, Any], page: Path = PAGE) -> None:
    """Put the tables and drawings between their marks in the page."""
    put(page, "gemeten", "\n".join(_pieces(results, page.parent / "images")))


def _pieces(results: dict[str, Any], images: Path) -> Iterator[str]:
    """Yield a table for each database and size, and a drawing for each database; the drawings are written."""
    for vendor, database in DATABASES.items():
        of_vendor = {size: results[f"{vendor} {size}"] for size in SIZES if f"{vendor} {size}" in results}
        for size, measured in of_vendor.items():
            yield f"\n### {size} op {database}\n\n{measured['when']}; {measured['machine']}.\n"
            yield from table(measured["figures"])
        if len(of_vendor) > 1:
            drawing = images / f"groei-{vendor}.svg"
            drawing.write_text(growth(f"Groei op {database}", _series(of_vendor)), encoding="utf-8")
            yield f"\n![Hoe elk getal groeit met het aantal cijfers, op {database}](images/{drawing.name})"


def table(figures: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of one table in Markdown."""
    yield "| wat | mediaan | spreiding | ondergrens | | factor | doel | |"
    yield "|---|--:|--:|---|--:|--:|--:|---|"
    for name, kept in figures.items():
        figure, goal = of_json(name, kept), GOALS.get(name)
        if figure.mine is None:
            yield f"| {NAMES[name]} | – | | | | | | {figure.note} |"
            continue
        start = f"| {NAMES[name]} | {amount(figure.mine, figure.unit)} | {figure.mine.spread:.0%} | "
        if figure.floor is None or goal is None:
            yield f"{start}– | | | | {figure.note} |"
            continue
        met = "gehaald" if kept["met"] else "**niet gehaald**"
        least = f"{FLOORS[name]} | {amount(figure.floor, figure.unit)}"
        yield f"{start}{least} | {ratio(figure, goal)} | {limit(goal)} | {met} |"


def of_json(name: str, kept: dict[str, Any]) -> Figure:
    """Return a figure as it was kept."""
    floor = Taken(**kept["floor"]) if kept["floor"] else None
    return Figure(name, Taken(**kept["mine"]) if kept["mine"] else None, floor, kept["unit"], kept["note"])


def _series(of_vendor: dict[str, Any]) -> dict[str, list[tuple[float, float]]]:
    """Return of each figure in seconds how it goes with the number of figures stored."""
    series: dict[str, list[tuple[float, float]]] = {}
    for size, measured in of_vendor.items():
        for name, kept in measured["figures"].items():
            if kept["unit"] == "ms" and kept["mine"]:
                series.setdefault(NAMES[name], []).append((SIZES[size], kept["mine"]["middle"]))
    return {name: points for name, points in series.items() if len(points) > 1}
