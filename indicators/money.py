"""The money of programma's and beleidsterreinen: what was budgeted, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from programmes.choices import BedragKind, DocumentKind
from programmes.models import Bedrag, Beleidsterrein, Document, Prestatie, Programma

BUDGETED = "begroot"
EXPECTED = "verwacht"
REALISED = "gerealiseerd"


def role_of(document: Document) -> str:
    """Return what an amount in this document is: begroot, verwacht (half-way the year) or gerealiseerd."""
    if document.kind == DocumentKind.JAARSTUKKEN:
        return REALISED
    return EXPECTED if document.kind == DocumentKind.BESTUURSRAPPORTAGE else BUDGETED


@dataclass(frozen=True)
class Geld:
    """The lasten, or the baten, of one part of the budget in one year, by what the documents say of it."""

    node: Programma | Beleidsterrein | Prestatie
    kind: str
    year: int
    amounts: dict[str, Bedrag]  # by role; of two documents of one role the later counts

    @property
    def shown(self) -> "Bedragen":
        """What a page shows of it."""
        said = (
            (role, amount.value, bool(amount.rounded_to), str(amount.document)) for role, amount in self.amounts.items()
        )
        return Bedragen(self.label, self.year, tuple(said))

    @property
    def label(self) -> str:
        """Lasten, baten, or an amount that the source calls neither."""
        return str(BedragKind(self.kind).label)


class Bedragen(NamedTuple):
    """What a piece of a page is written for (see `fragments`): each amount with its role, if rounded, and whose."""

    label: str
    year: int
    amounts: tuple[tuple[str, Decimal, bool, str], ...]


def money(amounts: QuerySet[Bedrag]) -> list[Bedrag]:
    """Return the amounts of adopted documents, of the last year there are any of."""
    rows = list(_public(amounts))
    return [row for row in rows if row.year == rows[0].year]


def money_of_year(year: int) -> dict[tuple[str, int], list[Geld]]:
    """Return the money of every programma and beleidsterrein in `year`, or else in the last year before it.

    By level and key of the node. Which year it is, each amount says.
    """
    rows = _public(Bedrag.objects.filter(prestatie=None, year__lte=year))
    found: dict[tuple[str, int], dict[str, Geld]] = {}
    for row in sorted(rows, key=lambda row: (-row.year, row.document.cycle_order)):
        of_node = found.setdefault((row.level, row.node.pk), {})
        if any(known.year > row.year for known in of_node.values()):
            continue
        of_node.setdefault(row.kind, Geld(row.node, row.kind, row.year, {})).amounts[role_of(row.document)] = row
    return {key: [of_node[kind] for kind in BedragKind.values if kind in of_node] for key, of_node in found.items()}


def _public(amounts: QuerySet[Bedrag]) -> Iterable[Bedrag]:
    """Return the amounts of adopted documents with what they are of, the last year first."""
    public = amounts.filter(document__adopted=True).order_by("-year", "kind")
    return public.select_related("programma", "beleidsterrein", "prestatie", "document")
