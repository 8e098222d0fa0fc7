"""A delivery against what is stored under a P&C-document: new, changed, the same, lapsed, asked or refused."""

from collections.abc import Mapping
from typing import Any

from indicators.choices import Stap
from indicators.imports.delivery import Delivery, Row
from indicators.imports.known import Known
from indicators.imports.lapsed import add_lapsed
from indicators.imports.lines import Deel, Status, Verschil
from indicators.imports.measuring import Meten
from indicators.imports.money import compare_bedragen, compare_benchmarks
from indicators.imports.progress import Progress, silent
from indicators.imports.realisaties import Bringer, compare_realisatie
from indicators.imports.streefwaarden import compare_streefwaarde
from indicators.imports.tree import Boom
from indicators.imports.unread import settle_unread
from indicators.imports.vragen import Answer, Vragen
from programmes.models import Document


def compare(
    delivery: Delivery,
    document: Document,
    answers: Mapping[str, Answer],
    by: Bringer,
    progress: Progress = silent,
) -> Verschil:
    """Return what loading `delivery` under `document` would do, given these answers; nothing is written.

    The number of queries is the same for ten rows and for a thousand. `delivery` is not to be used again: what was
    typed in answer to its questions is added to it.
    """
    verschil = Verschil(document, Vragen(answers))
    known = Known(document)
    settle_unread(delivery, known, verschil.vragen)
    boom = Boom(verschil, known, delivery)
    delen = boom.place_all()
    stored = known.figures_of([deel.node for deel in boom.found.values()])
    meten = Meten(verschil, known, stored, by)
    seen: dict[tuple[Any, ...], Any] = {}
    for number, (row, deel) in enumerate(delen):
        progress(Stap.VERGELIJKEN, number, len(delen))
        if deel.kind == "effectindicator" and deel.node is not None:
            _figures(verschil, meten, row, deel, seen)
    compare_benchmarks(verschil, stored, boom, delivery)
    compare_bedragen(verschil, stored, boom, delivery)
    add_lapsed(verschil, known, stored, boom)
    return verschil


def _figures(verschil: Verschil, meten: Meten, row: Row, deel: Deel, seen: dict[tuple[Any, ...], Any]) -> None:
    """Compare the figures of one row, each under the reeks that measures its year."""
    meten.begin(row, deel)
    compares = (("realisatie", compare_realisatie), ("streefwaarde", compare_streefwaarde))
    for (kind, compare_one), figures in zip(compares, (row.realisaties, row.streefwaarden), strict=True):
        for found in figures:
            figure = found.figure
            what = f"{kind} {figure.year}"
            columns: dict[str, Any] = {"place": found.place, "text": found.text}
            said = (figure.value, figure.lower, figure.upper, figure.strict, str(figure.reason))
            earlier = seen.setdefault((id(deel.node), what), said)
            if earlier != said:
                verschil.ask_line(
                    deel, f"{what} (nog een keer)", "Dit jaar staat er tweemaal, met een ander cijfer.", **columns
                )
                continue
            if (reeks := meten.reeks_for(row, deel, found, what)) is not None:
                compare_one(verschil, meten.stored, deel, reeks, found, meten.by)


def unchanged(verschil: Verschil) -> bool:
    """Whether loading would write nothing."""
    return not (verschil.counts[Status.NIEUW] or verschil.counts[Status.GEWIJZIGD])
