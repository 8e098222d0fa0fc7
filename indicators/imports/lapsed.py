"""What an earlier document, or this one, prints of the same beleidsterreinen and the delivery does not."""

from indicators.choices import Staat
from indicators.imports.known import Figures, Known, Print
from indicators.imports.lines import Deel, Status, Verschil
from indicators.imports.tree import Boom

STAYS = "Staat al in dit document en niet in dit bestand; het blijft staan."
GONE = "Stond in een eerder document en niet in dit bestand; er wordt niets verwijderd."


def add_lapsed(verschil: Verschil, known: Known, stored: Figures, boom: Boom) -> None:
    """Add a line for every part and figure that the delivery leaves out; nothing is ever removed."""
    kinds = {row.kind for row in boom.rows}
    terreinen = {known.terrein_of(kind, node) for kind, node in boom.nodes_used()}
    for kind in ("doel", "prestatie", "effectindicator"):
        if kind not in kinds:
            continue
        own = [row for (of, _), row in known.prints.items() if of == kind]
        for why, rows in ((STAYS, own), (GONE, known.printed_before[kind])):
            for row in rows:
                _part(verschil, known, boom, kind, row, terreinen, why)
    _figures(verschil, stored, boom)


def _part(
    verschil: Verschil, known: Known, boom: Boom, kind: str, row: Print, terreinen: set[int | None], why: str
) -> None:
    """Add the line of one part that is printed there and not here."""
    key = row.indicator_id if kind == "effectindicator" else getattr(row, f"{kind}_id")
    node = known.levels[kind].by_pk[key]
    if (kind, key) in boom.used or known.terrein_of(kind, node) not in terreinen or boom.is_skipped(kind, row.code):
        return
    boom.used.add((kind, key))  # once
    verschil.line(Status.VERVALLEN, boom.as_deel(kind, node, str(row)), kind, before=str(row), why=why)


def _figures(verschil: Verschil, stored: Figures, boom: Boom) -> None:
    """Add a line for every figure that this document reported or set and the delivery does not hold."""
    of_reeks: dict[int, Deel] = {}
    held = set()
    for row, deel in boom.placed:
        if row.kind == "effectindicator" and deel.node.pk:
            of_reeks |= {reeks.pk: deel for reeks in stored.reeksen.get(deel.node.pk, [])}
            held |= {(deel.node.pk, "realisatie", found.figure.year) for found in row.realisaties}
            held |= {(deel.node.pk, "streefwaarde", found.figure.year) for found in row.streefwaarden}
    mine = {
        ("realisatie", *key)
        for key, versions in stored.versions.items()
        if versions[-1].document_id == verschil.document.pk and versions[-1].state != Staat.VASTGESTELD
    }
    mine |= {("streefwaarde", *key) for key in stored.own}
    for kind, reeks, year in sorted(mine):
        about = of_reeks.get(reeks)
        if about and (about.node.pk, kind, year) not in held:
            verschil.line(Status.VERVALLEN, about, f"{kind} {year}", before="staat er", why=STAYS)
