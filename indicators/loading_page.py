"""What the page of a lading shows: the questions with their forms, and the difference by beleidsterrein and doel."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from indicators.imports.lines import Regel, Status, Verschil
from indicators.imports.spreadsheet.tables import COLUMNS
from indicators.imports.vragen import AntwoordForm, Vraag, form_of, gathered
from indicators.models import Lading

AT_ONCE = 30  # cards with questions in one form, and cells in one card
LINES = 400  # of one page
MOVED = "verplaatst"  # asks for the targets that an earlier begroting set otherwise


@dataclass(frozen=True)
class Deelregels:
    """A part of the tree and its lines."""

    label: str
    lines: tuple[Regel, ...]


@dataclass(frozen=True)
class Groep:
    """A beleidsterrein and doel, and the parts below it."""

    heading: str
    parts: tuple[Deelregels, ...]


@dataclass(frozen=True)
class Kaart:
    """A form, and when it asks the same of `number` cells, the first of those with a form of their own."""

    form: AntwoordForm
    apart: tuple[AntwoordForm, ...]
    number: int

    @property
    def table(self) -> str:
        """How an address names the table in which this is asked; '' where that is no one place."""
        place = self.form.vraag.place
        if place is None:
            return ""
        return urlencode({"blad": place.sheet} if place.sheet else {"plek": f"{place.line}-{place.column}"})


@dataclass(frozen=True)
class Antwoord:
    """A question that was answered, with the answer in words."""

    vraag: Vraag
    words: str


@dataclass(frozen=True)
class Kolomvragen:
    """How many questions are about what columns hold, of a spreadsheet or of tables in text."""

    number: int
    in_text: bool


def counts_of(verschil: Verschil) -> list[tuple[Status, int]]:
    """Return how many lines there are of each status that occurs."""
    return [(status, number) for status, number in verschil.counts.items() if number]


def page_of(verschil: Verschil, shown: str, number: str | None) -> Page[Regel]:
    """Return one page of the lines with a status, or MOVED (`shown`: empty for all that is not the same)."""
    keep = {shown} if shown in Status.values else set(Status.values) - {Status.GELIJK}
    lines = verschil.moved if shown == MOVED else [regel for regel in verschil.regels if regel.status in keep]
    # By where it stands in the tree, in the order in which the source has it.
    first: dict[tuple[str, ...], int] = {}
    for place, regel in enumerate(verschil.regels):
        for key in _keys(regel):
            first.setdefault(key, place)
    lines.sort(key=lambda regel: [first[key] for key in _keys(regel)])
    return Paginator(lines, LINES).get_page(number)


def groups_of(lines: Sequence[Regel]) -> list[Groep]:
    """Return lines under their beleidsterrein and doel, and of each part together."""
    groups = []
    for (terrein, doel), of_group in groupby(lines, key=lambda regel: (regel.deel.terrein, regel.deel.doel)):
        parts = groupby(of_group, key=lambda regel: regel.deel.label)
        heading = " › ".join(filter(None, (terrein, doel))) or "Overig"
        groups.append(Groep(heading, tuple(Deelregels(label, tuple(rest)) for label, rest in parts)))
    return groups


def cards_of(verschil: Verschil, refused: Sequence[Vraag], sent: dict[str, dict[str, str]]) -> list[Kaart]:
    """Return the first open questions with their forms; those whose answer was refused, with what was sent."""
    wrong = {vraag.id for vraag in refused}

    def filled(vraag: Vraag, about: Sequence[Vraag]) -> AntwoordForm:
        kept = sent.get(vraag.id) if any(one.id in wrong for one in about) else None
        return form_of(vraag) if kept is None else form_of(vraag, kept)

    cards = []
    for samen in gathered(verschil.open)[:AT_ONCE]:
        apart = samen.vragen[:AT_ONCE] if len(samen.vragen) > 1 else ()
        own = tuple(filled(vraag, [vraag]) for vraag in apart)
        cards.append(Kaart(filled(samen.vraag, samen.vragen), own, len(samen.vragen)))
    return cards


def answered(verschil: Verschil) -> list[Antwoord]:
    """Return the questions that were answered."""
    return [Antwoord(vraag, _in_words(vraag)) for vraag in verschil.vragen.asked if vraag.answer is not None]


def _in_words(vraag: Vraag) -> str:
    """Return the answer to a question in words."""
    given = vraag.answer or {}
    words = (dict(veld.choices).get(given.get(veld.name, ""), given.get(veld.name, "")) for veld in vraag.velden)
    return "; ".join(filter(None, words))


def _keys(regel: Regel) -> tuple[tuple[str, ...], ...]:
    """Return by what a line is placed: its beleidsterrein, doel and part."""
    deel = regel.deel
    return (deel.terrein,), (deel.terrein, deel.doel), (deel.terrein, deel.doel, deel.label)


def columns_asked(lading: Lading) -> Kolomvragen | None:
    """Return what is asked that the columns of a table answer, if anything is."""
    questions = (lading.delivery or {}).get("questions", [])
    asked = [question for question in questions if question.get("about") == COLUMNS]
    return Kolomvragen(len(asked), in_text=not asked[0]["place"][2]) if asked else None
