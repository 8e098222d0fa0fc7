"""Finds every row of a delivery its place in the tree: by code within the budget year, else by name, else by asking."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from indicators.imports.delivery import Delivery, Row
from indicators.imports.known import PARENT, TREE, Known, Level
from indicators.imports.lines import Deel, Status, Verschil
from indicators.imports.names import alike, plain_name, telling_words
from indicators.imports.new_parts import NEW, Nieuw, key_of, label_of
from indicators.imports.vragen import NOT_LOADED
from indicators.models import IndicatorVermelding
from programmes.models import Vermelding

MOST_CANDIDATES = 5
NEARLY = 0.5  # of the words of two names, how many both have before they are shown as perhaps the same
ORDER = {kind: number for number, kind in enumerate(TREE)}


class Boom:
    """The rows of a delivery as parts of the tree."""

    def __init__(self, verschil: Verschil, known: Known, delivery: Delivery) -> None:
        self.verschil, self.known, self.rows = verschil, known, delivery.rows
        self.found: dict[tuple[str, str], Deel] = {}  # by kind and code (or name) in the delivery
        self.unsaved: dict[str, dict[str, Deel]] = defaultdict(dict)  # of those, the new ones: by kind, by code
        self.skipped: dict[tuple[str, str], Status] = {}
        self.placed: list[tuple[Row, Deel]] = []
        self.placed_keys: set[tuple[str, str]] = set()
        self.made: dict[int, Any] = {}  # the vermelding of each node, by the identity of the node
        self.used: set[tuple[str, int]] = set()  # which stored nodes the delivery is about
        self.order = max((v.order for v in known.prints.values()), default=0)
        self.codes: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            self.codes[row.kind].add(row.code)
        self.new = Nieuw(self)
        self.whys = {
            Status.OVERGESLAGEN: "Hier is 'niet laden' geantwoord.",
            Status.GEVRAAGD: "Wacht op een antwoord.",
            Status.GEWEIGERD: f"{verschil.document} is al vastgesteld en drukt dit niet.",
        }

    def place_all(self) -> list[tuple[Row, Deel]]:
        """Place every row, parents first; return those that have a place."""
        for row in sorted(self.rows, key=lambda row: ORDER.get(row.kind, len(ORDER))):
            deel = self._place(row)
            if deel is not None:
                self.placed.append((row, deel))
                self.placed_keys.add((row.kind, row.code or plain_name(row.name)))
        return self.placed

    def find(self, kind: str, code: str) -> Deel | None:
        """Return a part by its code: as the delivery has it, else as it is stored."""
        if deel := self.found.get((kind, code)):
            return deel
        node = self.known.levels[kind].of_code(code)
        return None if node is None or (kind, code) in self.skipped else self.keep(code, self.as_deel(kind, node))

    def find_by_name(self, kind: str, name: str) -> Deel | None:
        """Return a part that has no code by its name, as the delivery or the budget has it."""
        if not name:
            return None
        if deel := self.found.get((kind, plain_name(name))):
            return deel
        nodes = self.known.levels[kind].by_name.get(plain_name(name), [])
        return self.as_deel(kind, nodes[0]) if len(nodes) == 1 else None

    def is_skipped(self, kind: str, code: str) -> bool:
        """Whether the delivery holds this part, but it has no place (yet)."""
        return bool(code) and (kind, code) in self.skipped

    def nodes_used(self) -> Iterator[tuple[str, Any]]:
        """Yield the stored nodes that the delivery is about."""
        for kind, key in self.used:
            yield kind, self.known.levels[kind].by_pk[key]

    def keep(self, key: str, deel: Deel) -> Deel:
        """Keep where a part was found."""
        self.found[deel.kind, key] = deel
        self.unsaved[deel.kind].pop(key, None)
        if deel.node is not None and not deel.node.pk:
            self.unsaved[deel.kind][key] = deel
        if deel.node is not None and deel.node.pk:
            self.used.add((deel.kind, deel.node.pk))
        return deel

    def as_deel(self, kind: str, node: Any, label: str = "", parent: Deel | None = None) -> Deel:
        """Return a part with the headings that its lines stand under."""
        label = label or str(node)
        above = parent or self._stored_parent(kind, node)
        terrein = label if kind == "beleidsterrein" else above.terrein if above else ""
        doel = label if kind == "doel" else above.doel if above else ""
        return Deel(kind, label, terrein, doel, node)

    def plan(self, instance: Any) -> None:
        """Plan a new object."""
        self.verschil.plan.new.append(instance)

    def _stored_parent(self, kind: str, node: Any) -> Deel | None:
        """Return the part above a stored node."""
        above = PARENT.get(kind)
        if above is None or node is None:
            return None
        key = getattr(node, f"{above}_id")
        return self.as_deel(above, self.known.levels[above].by_pk[key] if key else getattr(node, above))

    # --- Where it stands

    def _place(self, row: Row) -> Deel | None:
        """Return where a row belongs; None when that is asked, or answered by not loading it."""
        key = row.code or plain_name(row.name)
        again = self.found.get((row.kind, key))
        twice = (row.kind, key) in self.placed_keys
        if again is not None and twice and self._is_alike(row, again):
            return again
        parent, status = self._parent(row)
        node: Any = None
        if status is None:
            node, status = self._identify(row, parent, twice=twice)
        if node is None and status is None:
            node, status = self.new.make(row, parent)
        if node is None:
            self.skipped[row.kind, key] = status or Status.GEVRAAGD
            self._say(row, status or Status.GEVRAAGD)
            return None
        parent = parent or self.new.parents.get(id(node)) or self._stored_parent(row.kind, node)
        deel = self.keep(key, self.as_deel(row.kind, node, label_of(row), parent))
        self._print(row, deel, parent, is_new=status == Status.NIEUW)
        return deel

    def _parent(self, row: Row) -> tuple[Deel | None, Status | None]:
        """Return the part above a row; or why it has none: it is asked, or was not to be loaded."""
        above = PARENT.get(row.kind)
        if above is None or not row.parent:
            return None, None
        deel = self.find(above, row.parent)
        if deel is None and above == "beleidsterrein" and not self.verschil.document.adopted:
            new = self.skipped.get((above, row.parent)) or self.new.terrein(row)
            if isinstance(new, Deel):
                deel = new
            else:
                self.skipped[above, row.parent] = new
        return deel, self.skipped.get((above, row.parent)) if deel is None else None

    # --- Who it is

    def _is_alike(self, row: Row, deel: Deel) -> bool:
        """Whether a row that has the code of one before it has its name as well."""
        return alike(row.name, deel.label.removeprefix(row.code).strip(), loosely=row.kind != "effectindicator")

    def _identify(self, row: Row, parent: Deel | None, *, twice: bool) -> tuple[Any, Status | None]:
        """Return the stored node that a row is about; none and no status when it is new."""
        level = self.known.levels[row.kind]
        node = level.of_code(row.code)
        others = [other for other in level.by_name.get(plain_name(row.name), []) if other != node]
        loosely = row.kind != "effectindicator"
        if node is not None and not twice and any(alike(row.name, n, loosely=loosely) for n in level.names[node.pk]):
            if _can_be_under(level, node, parent):
                return node, None
            return self._ask_identity(row, [node, *others], f"{row.code} stond eerder onder een ander onderdeel.")
        if node is None and not row.code and len(others) == 1 and _can_be_under(level, others[0], parent):
            return others[0], None
        candidates = [*([node] if node else []), *others]
        candidates += [near for near in self._near(row, level) if near not in candidates]
        if not candidates:
            return None, None
        if twice:
            why = f"{row.code} staat tweemaal in dit bestand, met een andere naam."
        elif node is not None:
            why = f"{row.code} heet in eerdere documenten '{node.name}'. Is dit hetzelfde?"
        else:
            shown = f"{row.code} is een nieuwe code" if row.code else "Hier staat geen code"
            why = f"{shown}, maar de naam lijkt op wat er al is. Is het hetzelfde?"
        return self._ask_identity(row, candidates, why)

    def _near(self, row: Row, level: Level) -> Iterator[Any]:
        """Yield the nodes whose name has many words in common with a row's."""
        words = telling_words(plain_name(row.name))
        shared = Counter(name for word in words for name in level.with_word.get(word, ()))
        scored = []
        for name, both in shared.items():
            likeness = both / len(words | telling_words(name))
            if likeness >= NEARLY:
                scored += [(likeness, node.pk, node) for node in level.by_name[name]]
        free = [node for _, _, node in sorted(scored, reverse=True, key=lambda one: one[:2])]
        yield from [node for node in dict.fromkeys(free) if node.code not in self.codes[row.kind]][:MOST_CANDIDATES]

    def _ask_identity(self, row: Row, candidates: list[Any], why: str) -> tuple[Any, Status | None]:
        """Ask which stored node a row is about, if any."""
        if self.verschil.document.adopted:
            return None, Status.GEWEIGERD
        choices = [(node.slug, f"Ja, hetzelfde als {node}") for node in dict.fromkeys(candidates)]
        key = f"zelfde:{key_of(row)}"
        choice = self.verschil.vragen.choose(
            key, row.place, label_of(row), why, *choices, (NEW, "Nee, dit is iets nieuws")
        )
        if choice == NEW:
            return None, None
        if choice in (None, NOT_LOADED):
            return None, Status.OVERGESLAGEN if choice else Status.GEVRAAGD
        return self.known.levels[row.kind].by_slug[choice], None

    # --- What the document prints

    def _print(self, row: Row, deel: Deel, parent: Deel | None, *, is_new: bool) -> None:
        """Plan what the document prints of a row, and say what is new, changed or the same."""
        above = self._printed(parent) if parent else None
        stored = self.known.prints.get((row.kind, deel.node.pk)) if deel.node.pk else None
        columns: dict[str, Any] = {"after": deel.label, "place": row.place, "text": deel.label}
        if stored is None:
            before = "" if is_new or str(deel.node) == deel.label else str(deel.node)
            why = "" if is_new or before else "Nieuw in dit document."
            status = Status.GEWIJZIGD if before else Status.NIEUW
            if self.verschil.line(status, deel, row.kind, before=before, why=why, **columns) == status:
                self._new_print(deel, row.code, row.name, above, row.notes)
            return
        self.made[id(deel.node)] = stored
        wanted: dict[str, Any] = {"code": row.code or stored.code, "name": row.name}
        changes = {name: value for name, value in wanted.items() if getattr(stored, name) != value}
        if above is not None and above.pk != stored.parent_id:
            changes["parent"] = above
        if not changes:
            self.verschil.line(Status.GELIJK, deel, row.kind, **columns)
        elif self.verschil.line(Status.GEWIJZIGD, deel, row.kind, before=str(stored), **columns) == Status.GEWIJZIGD:
            self.verschil.plan.change(stored, changes)

    def _printed(self, deel: Deel) -> Any:
        """Return what the document prints of the part above, planned when it does not print it yet."""
        known = self.made.get(id(deel.node))
        if known is None and deel.node.pk:
            known = self.known.prints.get((deel.kind, deel.node.pk))
        if known is not None or deel.kind == "programma" or self.verschil.document.adopted:
            return known
        above = self._stored_parent(deel.kind, deel.node) if deel.kind == "doel" else None
        return self._new_print(deel, deel.node.code, deel.node.name, self._printed(above) if above else None)

    def _new_print(self, deel: Deel, code: str, name: str, above: Any, notes: Sequence[str] = ()) -> Any:
        """Plan a new vermelding, with the footnotes of an indicator and how its row was read."""
        self.order += 1
        columns = {"document": self.verschil.document, "order": self.order, "code": code, "name": name, "parent": above}
        printed: Any = (
            IndicatorVermelding(indicator=deel.node, note="\n".join(notes), **columns)
            if deel.kind == "effectindicator"
            else Vermelding(**{deel.kind: deel.node}, **columns)
        )
        self.made[id(deel.node)] = printed
        self.plan(printed)
        return printed

    def _say(self, row: Row, status: Status) -> None:
        """Add the line of a row that has no place (yet), and leave its figures with it."""
        where = self.found.get((PARENT.get(row.kind, ""), row.parent))
        deel = Deel(row.kind, label_of(row), where.terrein if where else "", where.doel if where else "")
        columns: dict[str, Any] = {"why": self.whys[status]}
        self.verschil.line(status, deel, row.kind, after=deel.label, place=row.place, text=deel.label, **columns)
        for kind, figures in (("realisatie", row.realisaties), ("streefwaarde", row.streefwaarden)):
            for found in figures:
                said = {"after": found.text, "place": found.place, "text": found.text}
                self.verschil.line(status, deel, f"{kind} {found.figure.year}", **said, **columns)


def _can_be_under(level: Level, node: Any, parent: Deel | None) -> bool:
    """Whether a stored node stands, or stood, under this part."""
    return parent is None or parent.node is None or parent.node.pk in level.places[node.pk]
