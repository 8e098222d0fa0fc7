"""The questions of a lading: each with the fields in which a person answers it, and the form that checks the answer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from indicators.imports.delivery import Place
from indicators.notation import Ambiguous, Figure, Refused, read_cell

NOT_LOADED: Literal["niet laden"] = "niet laden"
LEAVE_OUT = "weg"  # the field that leaves out what needs no name then
FIGURES = "cijfers"
OTHER = "anders"
MOST_RADIOS = 6
MOST_WORDS = 2_000  # characters of one answer
_PEOPLE = re.compile(r"\((?:n ?= ?(?P<one>[1-9][0-9]{0,8})|(?P<other>[1-9][0-9]{0,8}) respondenten)\)$", re.IGNORECASE)

Answer = Mapping[str, str]


@dataclass(frozen=True)
class Veld:
    """One field of an answer. With `choices` one of those is chosen; else it is typed."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    initial: str = ""
    required: bool = True
    help: str = ""
    many_lines: bool = False
    longest: int = MOST_WORDS


@dataclass(frozen=True)
class Vraag:
    """Something that only a person can settle: where it stands, what it says, why it is asked, how to answer.

    `key` names it for as long as the text and the budget are what they are, so that an answer can be kept.
    """

    key: str
    place: Place | None
    text: str
    why: str
    velden: tuple[Veld, ...]
    answer: Answer | None = None
    refusal: str = ""  # why the answer that was kept does not answer it
    about: str = ""  # where else than here it can be answered: "kolommen"

    @property
    def id(self) -> str:
        """A name that an address and a form can carry."""
        return f"v{sha256(self.key.encode()).hexdigest()[:12]}"

    @property
    def where(self) -> str:
        """The place in words."""
        return str(self.place) if self.place else ""


@dataclass(frozen=True)
class Samen:
    """Questions that one answer settles: `vraag` is what is answered, `vragen` those that it answers (at least one)."""

    vraag: Vraag
    vragen: tuple[Vraag, ...]


def gathered(vragen: Iterable[Vraag]) -> list[Samen]:
    """Return questions in order, those together that ask the same of different cells and offer the same to choose."""
    alike: dict[Any, list[Vraag]] = {}
    for vraag in vragen:
        chosen = all(veld.choices for veld in vraag.velden)
        alike.setdefault((vraag.why, vraag.velden, vraag.about) if chosen else vraag.key, []).append(vraag)
    return [Samen(_one_of(leden), tuple(leden)) for leden in alike.values()]


def _one_of(vragen: Sequence[Vraag]) -> Vraag:
    """Return the question that stands for these; it has another id as soon as they are others."""
    first = vragen[0]
    if len(vragen) == 1:
        return first
    return Vraag("\n".join(vraag.key for vraag in vragen), None, "", first.why, first.velden, about=first.about)


@dataclass
class Vragen:
    """Asks, or gives the answer that was kept; remembers everything that was asked, in order."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    asked: list[Vraag] = field(default_factory=list)
    _seen: dict[str, Answer | None] = field(default_factory=dict)

    def name(
        self, key: str, place: Place | None, text: str, why: str, named: Veld, *velden: Veld
    ) -> Answer | Literal["niet laden"] | None:
        """Ask for the name of a new part, and what else it needs, or not to load it."""
        leave_out = Veld(LEAVE_OUT, "Of laat het weg", ((NOT_LOADED, "Niet laden"),), required=False)
        given = self.ask(key, place, text, why, replace(named, required=False), *velden, leave_out)
        return NOT_LOADED if given and given[LEAVE_OUT] == NOT_LOADED else given

    def ask(self, key: str, place: Place | None, text: str, why: str, *velden: Veld, about: str = "") -> Answer | None:
        """Return the answer to this question, or None as long as there is none that can be an answer."""
        if key in self._seen:
            return self._seen[key]
        given, vraag, refusal = self.answers.get(key), Vraag(key, place, text, why, velden, about=about), ""
        if given is not None:
            form = form_of(vraag, given)
            if form.is_valid():
                given = {name: str(value) for name, value in form.cleaned_data.items()}
            else:
                refusal = " ".join(str(error) for errors in form.errors.values() for error in errors)
                given = None
        self._seen[key] = given
        self.asked.append(replace(vraag, answer=given, refusal=refusal))
        return given

    def choose(
        self,
        key: str,
        place: Place | None,
        text: str,
        why: str,
        *choices: tuple[str, str],
        label: str = "Antwoord",
        about: str = "",
    ) -> str | None:
        """Ask to choose one of these, or not to load it; return the choice."""
        veld = Veld("keuze", label, (*choices, (NOT_LOADED, "Niet laden")))
        given = self.ask(key, place, text, why, veld, about=about)
        return given["keuze"] if given else None

    @property
    def open(self) -> list[Vraag]:
        """The questions that still have to be answered."""
        return [vraag for vraag in self.asked if vraag.answer is None]


class AntwoordForm(forms.Form):
    """The answer to one question; what it does not offer cannot be chosen."""

    def __init__(self, *args: Any, vraag: Vraag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vraag = vraag
        for veld in vraag.velden:
            self.fields[veld.name] = _field(veld)

    def clean(self) -> dict[str, Any]:
        """Read the typed figures; refuse figures without the row they are of, and the row without figures."""
        cleaned = super().clean() or self.cleaned_data
        if LEAVE_OUT in self.fields:
            self._clean_name(cleaned)
        if cleaned.get("keuze") == FIGURES:
            if not (cleaned.get("cijfers", "").strip() and cleaned.get("rij")):
                raise ValidationError("Kies de effectindicator en typ de cijfers die hier staan, of kies 'Niet laden'.")
            typed_figures(cleaned["cijfers"])
        if cleaned.get("keuze") == OTHER and "eenheid" in self.fields and not cleaned.get("eenheid", "").strip():
            raise ValidationError("Typ de eenheid.")
        return cleaned

    def _clean_name(self, cleaned: dict[str, Any]) -> None:
        """Refuse a new part without a name; of one that is left out nothing else is needed."""
        if cleaned.get(LEAVE_OUT) == NOT_LOADED:
            self.errors.clear()
            for name in self.fields:
                cleaned[name] = NOT_LOADED if name == LEAVE_OUT else ""
        elif not cleaned.get("naam", "").strip():
            self.add_error("naam", "Typ de naam, of kies 'Niet laden'.")


def form_of(vraag: Vraag, data: Mapping[str, Any] | None = None) -> AntwoordForm:
    """Return the form of a question; `data` by the names of its fields."""
    initial = {veld.name: veld.initial for veld in vraag.velden} | dict(vraag.answer or {})
    sent = None if data is None else {f"{vraag.id}-{name}": value for name, value in data.items()}
    return AntwoordForm(sent, vraag=vraag, prefix=vraag.id, initial=initial)


def _field(veld: Veld) -> forms.Field:
    """Return the form field of a field of an answer."""
    common: dict[str, Any] = {"label": veld.label, "required": veld.required, "help_text": veld.help}
    if veld.choices:
        few = len(veld.choices) <= MOST_RADIOS
        choices = veld.choices if few and veld.required else (("", "kies"), *veld.choices)
        return forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect if few and veld.required else forms.Select, **common
        )
    widget = forms.Textarea(attrs={"rows": 3}) if veld.many_lines else forms.TextInput()
    return forms.CharField(max_length=veld.longest, widget=widget, **common)


class Getypt(NamedTuple):
    """One line that was typed: realisaties or streefwaarden, the figure, its text, and how many people it is about."""

    kind: str
    figure: Figure
    text: str
    respondents: int | None


def typed_figures(text: str) -> list[Getypt]:
    """Return what was typed, one figure a line: realisatie 2017: 12,5 (35 respondenten).

    Raises ValidationError, naming the line.
    """
    figures = []
    for line in filter(None, map(str.strip, text.splitlines())):
        said, _, rest = line.partition(":")
        people = _PEOPLE.search(rest)
        cell = rest[: people.start()] if people else rest
        kind, year = [*said.split(), "", ""][:2]
        kinds = {"realisatie": "realisaties", "streefwaarde": "streefwaarden"}
        if kind.lower() not in kinds or len(said.split()) != 2 or not (year.isascii() and year.isdigit()):
            raise ValidationError(f"'{line[:80]}': schrijf elke regel zo: realisatie 2017: 12,5")
        if people and kind.lower() != "realisatie":
            raise ValidationError(f"'{line[:80]}': respondenten horen bij een realisatie.")
        count = int(people["one"] or people["other"]) if people else None
        figures.append(Getypt(kinds[kind.lower()], _typed_cell(line, cell, int(year)), rest.strip(), count))
    return figures


def _typed_cell(line: str, cell: str, year: int) -> Figure:
    """Return the one figure of a typed cell. Raises ValidationError."""
    try:
        reading = read_cell(cell)
    except Ambiguous as question:
        shown = " of ".join(f"{candidate:f}".replace(".", ",") for candidate in question.candidates)
        raise ValidationError(f"'{line[:80]}': is dit {shown}? Typ het zonder punt.") from question
    except (Refused, ValueError) as refusal:
        raise ValidationError(f"'{line[:80]}': {refusal}") from refusal
    if len(reading.figures) != 1 or reading.in_words:
        raise ValidationError(f"'{line[:80]}': typ één cijfer, of een streepje als het er niet is.")
    figure = reading.figures[0]
    if figure.year not in (None, year):
        raise ValidationError(f"'{line[:80]}': hier staan twee jaren.")
    return Figure(
        figure.value, figure.lower, figure.upper, figure.strict, figure.reason, year, figure.unit, figure.note
    )
