"""The benchmark: its data, its floors, its table and its drawing."""

import json
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from django.db import connection

from bench import data, docs, floor, loading, publishing, recompute, table, workers
from bench.goals import FLOORS, GOALS
from bench.measure import Figure, Goal, Taken, as_json
from indicators import recalculation
from indicators.models import IndicatorStatus, Realisatie
from programmes.choices import DocumentKind
from programmes.models import Publicatie


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """A municipality of eight indicators and their stoplichten."""
    monkeypatch.setattr(data, "INDICATORS", 8)
    data.fill(1)
    recalculation.recalculate()


def test_data_are_the_same_each_time() -> None:
    assert list(data.Municipality(3).figures()) == list(data.Municipality(3).figures())


def test_data_have_every_colour(small: None) -> None:
    assert set(IndicatorStatus.objects.values_list("stoplicht", flat=True)) == {"groen", "oranje", "rood", "grijs"}


@pytest.mark.django_db(transaction=True)  # PostgreSQL empties no table of which a transaction still has to check rows
def test_recompute_is_measured_beside_a_floor_that_stores_the_same(small: None) -> None:
    """Which PostgreSQL alone can: on SQLite there is none, and the table says so."""
    first = next(recompute.figures(1))  # raises when the floor stores anything else

    assert (first.floor is not None) == (connection.vendor == "postgresql")
    assert floor.stored()


def test_floor_of_loading_stores_the_same(small: None) -> None:
    book = loading.workbook()
    loading.printing(loading.DOCUMENT.kind, loading.DOCUMENT.year, adopted=False)
    loading.load(book)
    ours = loading.stored()
    loading._empty()

    loading.load_by_hand(book)

    assert loading.stored() == ours
    assert len(ours) == 8 * len(data.YEARS)


def test_floor_of_publishing_dumps_the_rows_that_are_published(small: None) -> None:
    document = publishing.printing(DocumentKind.JAARSTUKKEN, publishing.YEAR, adopted=True)
    publication = publishing.chain.publish_loaded(document)

    dumped = json.loads(publishing.dump(document))

    shown = json.loads(publication.content)["effectindicatoren"]
    assert len(dumped["indicators_effectindicator"]) == len(shown) == 8
    years = {row["year"] for row in dumped["indicators_realisatie"]}
    assert years == set(json.loads(publication.content)["figure_years"])


def test_publishing_again_measures_the_same(small: None) -> None:
    document = publishing.printing(DocumentKind.JAARSTUKKEN, publishing.YEAR, adopted=True)
    publishing.chain.publish_loaded(document)

    publishing._unpublished(document)

    assert not Publicatie.objects.exists()
    assert not Realisatie.objects.filter(document=document).exists()


def test_dashboard_floor_shows_every_indicator(small: None) -> None:
    from bench import floor_views

    floor_views.dashboard_rows.cache_clear()
    lists = dict(floor_views.dashboard_rows())
    floor_views.dashboard_rows.cache_clear()

    assert len(lists["Alle indicatoren"]) == 8


@pytest.mark.parametrize("name", GOALS)
def test_table_has_each_figure_with_its_goal(name: str) -> None:
    unit = "MB" if GOALS[name].kind == "more" else "ms"

    line = table.line(Figure(name, Taken(1.0, 0.9, 1.2), Taken(0.5, 0.5, 0.5), unit))

    assert name in line
    assert table.limit(GOALS[name]) in line
    assert name in FLOORS
    assert name in docs.NAMES


def test_table_says_why_a_figure_was_not_measured(tmp_path: Path) -> None:
    name = "full recompute, two workers instead of one"
    figure = Figure(name, note=workers.not_measured("sqlite", "G40"))

    assert "niet gemeten: SQLite heeft één schrijver" in table.line(figure)
    assert "niet gemeten: SQLite heeft één schrijver" in list(docs.table({name: as_json(figure, GOALS[name])}))[-1]


@pytest.mark.parametrize(
    ("vendor", "size", "is_measured"),
    [
        ("postgresql", "G40", True),
        ("postgresql", "Nederland", False),
        ("sqlite", "Leiden", True),
        ("sqlite", "G40", False),
    ],
)
def test_two_workers_are_measured_where_that_can_be_done(vendor: str, size: str, is_measured: bool) -> None:
    assert (not workers.not_measured(vendor, size)) is is_measured


@pytest.mark.parametrize(
    ("goal", "mine", "floor", "met"),
    [
        (Goal("at most", 1.2), 1.2, 1.0, True),
        (Goal("at most", 1.2), 1.3, 1.0, False),
        (Goal("at least", 0.5), 2.0, 1.0, True),
        (Goal("at least", 0.5), 2.1, 1.0, False),
        (Goal("more", 150), 200.0, 50.0, True),
        (Goal("more", 150), 201.0, 50.0, False),
    ],
)
def test_goal_is_met(goal: Goal, mine: float, floor: float, met: bool) -> None:
    figure = Figure("x", Taken(mine, mine, mine), Taken(floor, floor, floor))

    assert as_json(figure, goal)["met"] is met


def test_docs_get_what_was_measured(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("Vooraf\n<!-- gemeten -->\noud\n<!-- /gemeten -->\nDaarna\n", encoding="utf-8")
    (tmp_path / "images").mkdir()

    docs.write({f"sqlite {size}": _measured(ms) for size, ms in (("Leiden", 0.5), ("G40", 20.0))}, page)

    text = page.read_text(encoding="utf-8")
    assert "oud" not in text
    assert text.startswith("Vooraf")
    assert text.endswith("Daarna\n")
    assert "| overzicht van één programma | 500 ms | 20% |" in text
    assert "**niet gehaald**" in text
    drawing = ElementTree.fromstring((tmp_path / "images" / "groei-sqlite.svg").read_text(encoding="utf-8"))
    assert "overzicht van één programma: van 500 ms naar 20 s" in "".join(drawing.itertext())


def _measured(ms: float) -> dict[str, Any]:
    name = "dashboard, one programma shown"
    figure = Figure(name, Taken(ms, ms * 0.9, ms * 1.1), Taken(0.1, 0.1, 0.1))
    return {"figures": {name: as_json(figure, GOALS[name])}, "machine": "twee processoren", "when": "vandaag"}
