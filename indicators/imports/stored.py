"""A delivery as the database keeps it between reading and loading: JSON with exact strings, places and texts."""

from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from indicators.imports.delivery import Bedrag, Benchmark, Delivery, Found, Place, Question, Row, plain
from indicators.notation import Figure

NUMBERS = ("value", "lower", "upper")


def pack(delivery: Delivery) -> dict[str, Any]:
    """Return a delivery as JSON can hold it; `unpack` gives it back the same."""
    return {
        "rows": [
            {
                **{f.name: getattr(row, f.name) for f in fields(Row) if f.name not in ("place", "refused", *FIGURES)},
                "place": _pack_place(row.place),
                **{name: [_pack_found(found) for found in getattr(row, name)] for name in FIGURES},
            }
            for row in delivery.rows
        ],
        "benchmarks": [{**asdict(b), "value": plain(b.value)} for b in delivery.benchmarks],
        "bedragen": [{**asdict(b), "value": plain(b.value)} for b in delivery.bedragen],
        "questions": [{**asdict(q), "place": _pack_place(q.place)} for q in delivery.questions],
        "notes": delivery.notes,
    }


FIGURES = ("realisaties", "streefwaarden")


def unpack(packed: dict[str, Any]) -> Delivery:
    """Return the delivery that `pack` made this of."""
    delivery = Delivery()
    for row in packed["rows"]:
        figures = {name: [_unpack_found(found) for found in row[name]] for name in FIGURES}
        delivery.add(Row(**{**row, **figures, "place": Place(*row["place"])}))
    delivery.benchmarks = [Benchmark(**{**b, "value": Decimal(b["value"])}) for b in packed["benchmarks"]]
    delivery.bedragen = [Bedrag(**{**b, "value": Decimal(b["value"])}) for b in packed["bedragen"]]
    delivery.questions = [Question(**{**q, "place": Place(*q["place"])}) for q in packed["questions"]]
    delivery.notes = list(packed.get("notes", []))
    return delivery


def _pack_place(place: Place) -> list[Any]:
    return [place.line, place.column, place.sheet]


def _pack_found(found: Found) -> dict[str, Any]:
    said = {name: value for name, value in asdict(found.figure).items() if value not in (None, "", False)}
    numbers = {name: plain(said[name]) for name in NUMBERS if name in said}
    reason = {"reason": str(found.figure.reason)} if found.figure.reason else {}
    rest = {f.name: getattr(found, f.name) for f in fields(Found) if f.name != "figure"}
    return {**rest, "figure": {**said, **numbers, **reason}, "place": _pack_place(found.place)}


def _unpack_found(packed: dict[str, Any]) -> Found:
    said = packed["figure"]
    figure = Figure(**{**said, **{name: Decimal(said[name]) for name in NUMBERS if name in said}})
    return Found(**{**packed, "figure": figure, "place": Place(*packed["place"])})
