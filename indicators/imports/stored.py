"""A delivery as the database keeps it between reading and loading: JSON with exact strings, places and texts."""

import json
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from indicators.imports.delivery import Bedrag, Benchmark, Delivery, Found, Place, Question, Row, plain
from indicators.notation import Figure

NUMBERS = ("value", "lower", "upper")
FIGURES = ("realisaties", "streefwaarden")
OF_FIGURE = tuple(f.name for f in fields(Figure))
OF_FOUND = tuple(f.name for f in fields(Found) if f.name not in ("figure", "place"))
OF_ROW = tuple(f.name for f in fields(Row) if f.name not in ("place", "refused", *FIGURES))


def pack(delivery: Delivery) -> dict[str, Any]:
    """Return a delivery as JSON can hold it; `unpack` gives it back the same."""
    return {"rows": [_pack_row(row) for row in delivery.rows], **_pack_rest(delivery)}


def pack_as_text(delivery: Delivery) -> str:
    """Return what `pack` does as the text of that JSON, row by row.

    The delivery loses its rows on the way: of the largest files both would take more memory than there may be.
    """
    rows = ",".join(json.dumps(_pack_row(row)) for row in delivery.taken())
    return f'{{"rows": [{rows}], {json.dumps(_pack_rest(delivery))[1:]}'


def _pack_rest(delivery: Delivery) -> dict[str, Any]:
    return {
        "benchmarks": [{**asdict(b), "value": plain(b.value)} for b in delivery.benchmarks],
        "bedragen": [{**asdict(b), "value": plain(b.value)} for b in delivery.bedragen],
        "questions": [_pack_question(question) for question in delivery.questions],
        "notes": delivery.notes,
        "said": delivery.said,
    }


def unpack(packed: dict[str, Any]) -> Delivery:
    """Return the delivery that `pack` made this of."""
    delivery = Delivery()
    for row in packed["rows"]:
        figures = {name: [_unpack_found(found) for found in row[name]] for name in FIGURES}
        delivery.add(Row(**{**row, **figures, "place": Place(*row["place"])}))
    delivery.benchmarks = [Benchmark(**{**b, "value": Decimal(b["value"])}) for b in packed["benchmarks"]]
    delivery.bedragen = [Bedrag(**{**b, "value": Decimal(b["value"])}) for b in packed["bedragen"]]
    delivery.questions = [_unpack_question(question) for question in packed["questions"]]
    delivery.notes = list(packed.get("notes", []))
    delivery.said = list(packed.get("said", []))
    return delivery


def _pack_row(row: Row) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in OF_ROW},
        "place": _pack_place(row.place),
        **{name: [_pack_found(found) for found in getattr(row, name)] for name in FIGURES},
    }


def _pack_question(question: Question) -> dict[str, Any]:
    said = {name: getattr(question, name) for name in ("text", "why", "about")}
    rest: dict[str, Any] = {"of": question.of, "found": _pack_found(question.found)} if question.found else {}
    rest |= {"years": list(question.years)} if question.years else {}
    return {**said, "place": _pack_place(question.place), **rest}


def _unpack_question(packed: dict[str, Any]) -> Question:
    found = {"found": _unpack_found(packed["found"])} if packed.get("found") else {}
    years = tuple(packed.get("years", ()))
    return Question(**{**packed, "place": Place(*packed["place"]), "years": years, **found})


def _pack_place(place: Place) -> list[Any]:
    return [place.line, place.column, place.sheet]


def _pack_found(found: Found) -> dict[str, Any]:
    said = {name: value for name in OF_FIGURE if (value := getattr(found.figure, name)) not in (None, "", False)}
    numbers = {name: plain(said[name]) for name in NUMBERS if name in said}
    reason = {"reason": str(found.figure.reason)} if found.figure.reason else {}
    rest = {name: value for name in OF_FOUND if (value := getattr(found, name))}
    return {"text": found.text, **rest, "figure": {**said, **numbers, **reason}, "place": _pack_place(found.place)}


def _unpack_found(packed: dict[str, Any]) -> Found:
    said = packed["figure"]
    figure = Figure(**{**said, **{name: Decimal(said[name]) for name in NUMBERS if name in said}})
    return Found(**{**packed, "figure": figure, "place": Place(*packed["place"])})
