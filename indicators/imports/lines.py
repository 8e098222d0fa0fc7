"""The difference between a delivery and what is stored: its lines for people, and what is to be written."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Model, TextChoices

from indicators.imports.delivery import Place
from indicators.imports.vragen import NOT_LOADED, Vraag, Vragen
from programmes.models import Document


class Status(TextChoices):
    """What loading does with a line."""

    NIEUW = "nieuw", "nieuw"
    GEWIJZIGD = "gewijzigd", "gewijzigd"
    GELIJK = "gelijk", "gelijk"
    VERVALLEN = "vervallen", "vervallen"
    GEVRAAGD = "gevraagd", "gevraagd"
    GEWEIGERD = "geweigerd", "geweigerd"
    OVERGESLAGEN = "overgeslagen", "niet geladen"


@dataclass(frozen=True)
class Deel:
    """A part of the tree as the delivery and the budget know it: where its lines stand, and its node (new: unsaved)."""

    kind: str
    label: str
    terrein: str = ""
    doel: str = ""
    node: Any = None


@dataclass(frozen=True)
class Regel:
    """One line: a part or a figure, what it was and what it becomes, beside the text it was read from."""

    status: Status
    deel: Deel
    what: str  # effectindicator; realisatie 2017
    before: str = ""
    after: str = ""
    place: Place | None = None
    text: str = ""
    why: str = ""
    moved: str = ""  # that an earlier begroting set another, or one where this withdraws it

    @property
    def where(self) -> str:
        """The place in words."""
        return str(self.place) if self.place else ""

    @property
    def in_words(self) -> str:
        """The line for a terminal."""
        moved = f"{self.before} → {self.after}" if self.before and self.after else self.after or self.before
        about = self.what if moved.startswith(self.deel.label) else f"{self.deel.label}, {self.what}"
        place = f" ({self.where})" if self.place else ""
        why = " ".join(filter(None, (self.moved, self.why)))
        return f"{self.status.label}: {about}: {moved}{place}{f' {why}' if why else ''}"


@dataclass
class Plan:
    """What is to be written: new objects in the order in which they can be, and changed ones with what they were."""

    new: list[Model] = field(default_factory=list)
    changed: list[tuple[Model, dict[str, Any]]] = field(default_factory=list)
    cleaned: set[int] = field(default_factory=set)  # by identity: what was validated when it was compared

    def add_cleaned(self, instance: Model) -> None:
        """Plan a new object that was validated already."""
        self.new.append(instance)
        self.cleaned.add(id(instance))

    def change(self, instance: Model, values: dict[str, Any]) -> None:
        """Give an object these values, and remember what they were."""
        before = {name: getattr(instance, name) for name in values}
        for name, value in values.items():
            setattr(instance, name, value)
        self.changed.append((instance, before))


@dataclass
class Verschil:
    """Everything that loading would do, the questions that are in its way, and what is refused."""

    document: Document
    vragen: Vragen
    regels: list[Regel] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)

    def line(self, status: Status, deel: Deel, what: str, **columns: Any) -> Status:
        """Add a line; return what loading does with it: an adopted document takes nothing that is not there."""
        if self.document.adopted and status in (Status.NIEUW, Status.GEWIJZIGD):
            status = Status.GEWEIGERD
            columns["why"] = f"{self.document} is al vastgesteld; wat anders wordt, hoort in een volgend document."
        self.regels.append(Regel(status, deel, what, **columns))
        return status

    def ask_line(self, deel: Deel, what: str, why: str, *choices: tuple[str, str], **columns: Any) -> str:
        """Ask what to do with a line, and add it as the answer says; return the choice, or nothing to write nothing."""
        text = f"{deel.label}, {what}: {columns.get('text') or columns.get('after', '')}"
        choice = self.vragen.choose(f"{what}:{deel.label}", columns.get("place"), text, why, *choices)
        if choice is None or choice == NOT_LOADED:
            self.line(Status.OVERGESLAGEN if choice else Status.GEVRAAGD, deel, what, why=why, **columns)
            return ""
        self.line(Status.GEWIJZIGD if columns.get("before") else Status.NIEUW, deel, what, **columns)
        return choice

    @property
    def open(self) -> list[Vraag]:
        """The questions that still have to be answered."""
        return self.vragen.open

    @property
    def refused(self) -> list[Regel]:
        """The lines that cannot be loaded at all."""
        return [regel for regel in self.regels if regel.status == Status.GEWEIGERD]

    @property
    def moved(self) -> list[Regel]:
        """The targets that would be moved, which the council will want to hear of."""
        return [regel for regel in self.regels if regel.moved and regel.status in (Status.NIEUW, Status.GEWIJZIGD)]

    @property
    def can_be_loaded(self) -> bool:
        """Whether nothing is asked and nothing refused."""
        return not self.open and not self.refused

    @property
    def counts(self) -> dict[Status, int]:
        """How many lines there are of each status."""
        return {status: sum(regel.status == status for regel in self.regels) for status in Status}

    @property
    def fingerprint(self) -> str:
        """By which it is recognised: another difference has another."""
        lines = (
            "\0".join((regel.status, regel.deel.kind, regel.deel.label, regel.what, regel.before, regel.after))
            for regel in self.regels
        )
        return sha256("\n".join(lines).encode()).hexdigest()[:20]
