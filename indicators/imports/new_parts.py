"""Makes the parts of the tree that nobody knew yet, as soon as a person told what they need."""

from typing import TYPE_CHECKING, Any

from indicators.imports.delivery import Row
from indicators.imports.known import PARENT, TREE
from indicators.imports.lines import Deel, Status
from indicators.imports.names import plain_name
from indicators.imports.vragen import NOT_LOADED, Veld
from programmes.models import Beleidsterrein, Programma

if TYPE_CHECKING:
    from indicators.imports.tree import Boom

NEW = "nieuw"
DIRECTIONS = (("hoger", "Hoger is beter"), ("lager", "Lager is beter"), ("gelijk", "Gelijk blijven"))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Nieuw:
    """The new parts of a delivery."""

    def __init__(self, boom: "Boom") -> None:
        self.boom = boom
        self.vragen = boom.verschil.vragen
        self.parents: dict[int, Deel] = {}  # of a new node, by its identity

    def make(self, row: Row, parent: Deel | None) -> tuple[Any, Status]:
        """Return a new node for a row; or none, and that it is asked, not to be loaded, or refused."""
        if self.boom.verschil.document.adopted:
            return None, Status.GEWEIGERD
        above = PARENT.get(row.kind)
        columns: dict[str, Any] = {"code": row.code, "name": row.name, "order": len(self.boom.placed) + 1}
        if above:
            place = parent or self._ask_parent(row, above)
            if not isinstance(place, Deel):
                return None, place
            parent, columns[above] = place, place.node
        if row.kind == "effectindicator":
            direction = self._direction(row)
            if direction in (None, NOT_LOADED):
                return None, Status.OVERGESLAGEN if direction else Status.GEVRAAGD
            columns["direction"] = direction
        node = TREE[row.kind](**columns)
        self.boom.plan(node)
        if parent:
            self.parents[id(node)] = parent
        return node, Status.NIEUW

    def terrein(self, row: Row) -> Deel | Status:
        """Ask for the name of a beleidsterrein that nobody knows, and the programma it is part of; return it.

        Or that this is still asked, or that it is not to be loaded.
        """
        code = row.parent
        number = code.rstrip(LETTERS) or code
        programmas = self.boom.known.levels["programma"]
        guess = programmas.of_code(number)
        choices = [(node.slug, str(node)) for node in programmas.by_slug.values()]
        choices += [] if guess else [(NEW, f"een nieuw programma {number}")]
        answer = self.vragen.name(
            f"beleidsterrein:{code}",
            row.place,
            label_of(row),
            f"Beleidsterrein {code} is er nog niet. Hoe heet het, en bij welk programma hoort het?",
            Veld("naam", "Naam van het beleidsterrein", longest=300),
            Veld("programma", "Programma", tuple(choices), guess.slug if guess else NEW),
        )
        if answer is None or answer == NOT_LOADED:
            return Status.OVERGESLAGEN if answer else Status.GEVRAAGD
        programma = self._programma(number, answer["programma"], row)
        if isinstance(programma, Status):
            return programma
        node = Beleidsterrein(code=code, name=answer["naam"], programma=programma, order=len(self.boom.found) + 1)
        return self._say_new(code, Deel("beleidsterrein", str(node), str(node), "", node))

    def _programma(self, number: str, chosen: str, row: Row) -> Any:
        """Return the programma that was chosen, or a new one when its name was told."""
        if chosen != NEW:
            return self.boom.known.levels["programma"].by_slug[chosen]
        if deel := self.boom.found.get(("programma", number)):
            return deel.node
        answer = self.vragen.name(
            f"programma:{number}",
            row.place,
            label_of(row),
            f"Programma {number} is er nog niet. Hoe heet het?",
            Veld("naam", "Naam van het programma", longest=300),
        )
        if answer is None or answer == NOT_LOADED:
            return Status.OVERGESLAGEN if answer else Status.GEVRAAGD
        node = Programma(code=number, name=answer["naam"])
        return self._say_new(number, Deel("programma", str(node), "", "", node)).node

    def _say_new(self, code: str, deel: Deel) -> Deel:
        """Plan a new part that the delivery only refers to, and say so."""
        self.boom.plan(deel.node)
        self.boom.verschil.line(Status.NIEUW, deel, deel.kind, after=deel.label)
        return self.boom.keep(code, deel)

    def _ask_parent(self, row: Row, above: str) -> Deel | Status:
        """Ask under which part a new row stands."""
        level = self.boom.known.levels[above]
        choices = [(node.slug, str(node)) for node in level.by_slug.values()]
        choices += [
            (f"{NEW}:{code}", f"{deel.label} (uit dit bestand)") for code, deel in self.boom.unsaved[above].items()
        ]
        why = f"Het is niet bekend onder welk {above} dit hoort" + (f" ({row.parent})." if row.parent else ".")
        choice = self.vragen.choose(
            f"onder:{key_of(row)}", row.place, label_of(row), why, *choices, label=above.capitalize()
        )
        if choice is None or choice == NOT_LOADED:
            return Status.OVERGESLAGEN if choice else Status.GEVRAAGD
        if choice.startswith(f"{NEW}:"):
            return self.boom.found[above, choice.removeprefix(f"{NEW}:")]
        return self.boom.as_deel(above, level.by_slug[choice])

    def _direction(self, row: Row) -> str | None:
        """Return which way is better: as the source or a bound says, else as a person says; never by the figures."""
        if row.direction:
            return row.direction
        bounds = [found.figure for found in row.streefwaarden]
        ways = {"hoger" for f in bounds if f.lower is not None and f.upper is None}
        ways |= {"lager" for f in bounds if f.upper is not None and f.lower is None}
        if len(ways) == 1:
            return ways.pop()
        why = "Deze effectindicator is nieuw. Wat is beter: een hoger cijfer, een lager, of hetzelfde?"
        return self.vragen.choose(
            f"richting:{key_of(row)}", row.place, label_of(row), why, *DIRECTIONS, label="Richting"
        )


def label_of(row: Row) -> str:
    """Return what a row is called in words."""
    return f"{row.code} {row.name}".strip()


def key_of(row: Row) -> str:
    """Return by what a question names a row."""
    return f"{row.kind}:{row.code}:{plain_name(row.name)[:80]}"
