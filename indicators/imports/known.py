"""What the budget holds of what a delivery is about: fetched in a fixed number of queries, found by code or name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from indicators.imports.names import plain_name, telling_words
from indicators.models import (
    Benchmark,
    Bron,
    Effectindicator,
    IndicatorVermelding,
    Realisatie,
    Reeks,
    Streefwaarde,
)
from programmes.models import Bedrag, Beleidsterrein, Document, Doel, Prestatie, Programma, Vermelding
from programmes.models.node import Node

TREE: dict[str, type[Node]] = {
    "programma": Programma,
    "beleidsterrein": Beleidsterrein,
    "doel": Doel,
    "prestatie": Prestatie,
    "effectindicator": Effectindicator,
}
PARENT = {"beleidsterrein": "programma", "doel": "beleidsterrein", "prestatie": "doel", "effectindicator": "doel"}

Print = Any  # a Vermelding or an IndicatorVermelding


@dataclass
class Level:
    """The nodes of one kind: by the codes under which this document, those before it and the node itself know them."""

    own: dict[str, Node] = field(default_factory=dict)
    earlier: dict[str, Node] = field(default_factory=dict)
    current: dict[str, Node] = field(default_factory=dict)
    by_slug: dict[str, Node] = field(default_factory=dict)
    by_pk: dict[int, Node] = field(default_factory=dict)
    by_name: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    with_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # the plain names that have it
    names: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # node → the nodes it stood under

    def add_name(self, node: Node, name: str) -> None:
        """Remember a name that a node went by."""
        if name not in self.names[node.pk]:
            self.names[node.pk].add(name)
            plain = plain_name(name)
            if node not in self.by_name[plain]:
                self.by_name[plain].append(node)
            for word in telling_words(plain):
                self.with_word[word].add(plain)

    def of_code(self, code: str) -> Node | None:
        """Return the node that goes by this code: in this document, else in the latest before it that prints it."""
        return (self.own.get(code) or self.earlier.get(code) or self.current.get(code)) if code else None


class Known:
    """What is stored, as seen from one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.levels = {kind: Level() for kind in TREE}
        self.prints: dict[tuple[str, int], Print] = {}  # of this document, by kind and node
        self.printed_before: dict[str, list[Print]] = {"doel": [], "prestatie": [], "effectindicator": []}
        self._read_nodes()
        self._read_prints()
        self.bronnen = {plain_name(bron.name): bron for bron in Bron.objects.all()}

    def _read_nodes(self) -> None:
        """Read every part of the tree."""
        for kind, model in TREE.items():
            level = self.levels[kind]
            for node in model._default_manager.order_by("pk"):
                level.by_slug[node.slug] = level.by_pk[node.pk] = node
                level.add_name(node, node.name)
                if node.code:
                    level.current[node.code] = node
                if kind in PARENT:
                    level.places[node.pk].add(getattr(node, f"{PARENT[kind]}_id"))
        doelen: Iterable[Any] = self.levels["doel"].by_slug.values()
        self._terrein_of_doel: dict[int, int] = {doel.pk: doel.beleidsterrein_id for doel in doelen}

    def _read_prints(self) -> None:
        """Read what this document and those before it print, the first document first."""
        documents = [d for d in Document.objects.in_cycle_order() if d.cycle_order <= self.document.cycle_order]
        order = {document.pk: number for number, document in enumerate(documents)}
        tree = Vermelding.objects.filter(document__in=documents).select_related("parent").order_by("order", "pk")
        table = IndicatorVermelding.objects.filter(document__in=documents).select_related("parent")
        rows: list[tuple[str, Print]] = [(v.level, v) for v in tree]
        rows += [("effectindicator", v) for v in table.order_by("order", "pk")]
        before: dict[tuple[str, int | None], tuple[int, list[Print]]] = {}
        for kind, row in sorted(rows, key=lambda pair: order[pair[1].document_id]):
            level = self.levels[kind]
            node = level.by_pk[node_id(kind, row)]
            level.add_name(node, row.name)
            if kind in PARENT and row.parent:
                level.places[node.pk].add(getattr(row.parent, f"{PARENT[kind]}_id") or 0)
            if row.document_id == self.document.pk:
                self.prints[kind, node.pk] = row
                if row.code:
                    level.own[row.code] = node
                continue
            if row.code:
                level.earlier[row.code] = node
            terrein = self.terrein_of(kind, node)
            when, so_far = before.get((kind, terrein), (-1, []))
            if order[row.document_id] > when:
                before[kind, terrein] = (order[row.document_id], [row])
            else:
                so_far.append(row)
        for (kind, _terrein), (_when, printed) in before.items():
            if kind in self.printed_before:
                self.printed_before[kind] += printed

    def terrein_of(self, kind: str, node: Any) -> int | None:
        """Return the key of the beleidsterrein that a node is part of; None for a programma."""
        match kind:
            case "beleidsterrein":
                return int(node.pk)
            case "doel":
                return int(node.beleidsterrein_id)
            case "prestatie" | "effectindicator":
                return self._terrein_of_doel.get(node.doel_id)
        return None

    def figures_of(self, indicators: Iterable[Model]) -> "Figures":
        """Return every figure and target of these indicators."""
        return Figures(self.document, [indicator.pk for indicator in indicators if indicator.pk])


def node_id(kind: str, row: Print) -> int:
    """Return the key of the node that a vermelding is of."""
    key: int = getattr(row, f"{'indicator' if kind == 'effectindicator' else kind}_id")
    return key


class Figures:
    """The stored figures of some indicators, by where they belong."""

    def __init__(self, document: Document, indicators: list[int]) -> None:
        self.reeksen: dict[int, list[Reeks]] = defaultdict(list)
        for reeks in (
            Reeks.objects.filter(indicator__in=indicators).select_related("bron", "indicator").order_by("valid_from")
        ):
            self.reeksen[reeks.indicator_id].append(reeks)
        by_pk = {reeks.pk: reeks for reeksen in self.reeksen.values() for reeks in reeksen}
        self.versions: dict[tuple[int, int], list[Realisatie]] = defaultdict(list)
        figures = Realisatie.objects.filter(reeks__indicator__in=indicators).select_related("changed_by", "document")
        for figure in figures.order_by("version"):
            figure.reeks = by_pk[figure.reeks_id]
            self.versions[figure.reeks_id, figure.year].append(figure)
        self.own: dict[tuple[int, int], Streefwaarde] = {}
        self.setting: dict[tuple[int, int], list[Streefwaarde]] = defaultdict(list)  # by indicator and year
        targets = Streefwaarde.objects.filter(reeks__indicator__in=indicators)
        documents = Document.objects.in_bulk()  # some dozens, of thousands of targets
        for target in targets.select_related("changed_by"):
            target.reeks, target.document = by_pk[target.reeks_id], documents[target.document_id]
            if target.document_id == document.pk:
                self.own[target.reeks_id, target.year] = target
            if target.document.sets_targets and target.document.year <= target.year:
                self.setting[target.reeks.indicator_id, target.year].append(target)
        for others in self.setting.values():
            others.sort(key=lambda target: target.document.cycle_order)
        self.copied = self._copied(document)
        self.benchmarks = {
            (b.indicator_id, b.region, b.year): b for b in Benchmark.objects.filter(indicator__in=indicators)
        }
        self.begrotingen = {d.year: d for d in Document.objects.filter(kind="begroting", number=1)}
        self.bedragen = {
            (b.prestatie_id, b.year, b.kind): b
            for b in Bedrag.objects.filter(document=document.pk, prestatie__isnull=False)
        }

    def _copied(self, document: Document) -> set[int]:
        """Return the targets of `document` that were only taken over from an earlier one: nobody thought about them."""
        lines = Streefwaarde.history.filter(document=document.pk).order_by("history_id")
        latest = {row["id"]: row["history_change_reason"] or "" for row in lines.values("id", "history_change_reason")}
        return {key for key, why in latest.items() if why.startswith(("overgenomen uit", "geladen uit"))}

    def reeks_of(self, indicator: int, year: int) -> Reeks | None:
        """Return the reeks by which a year is measured."""
        return next((r for r in reversed(self.reeksen.get(indicator, [])) if r.valid_from <= year), None)
