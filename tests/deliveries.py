"""What a reader would have delivered, in a few words."""

from typing import Any

from indicators.choices import LadingStaat
from indicators.imports.delivery import Delivery, Found, Place, Row
from indicators.imports.lines import Status, Verschil
from indicators.imports.loading import difference_of, load
from indicators.imports.stored import pack
from indicators.imports.vragen import Answer
from indicators.models import Lading
from indicators.notation import read_cell
from tests.factories import LadingFactory


def row(code: str, name: str, *, kind: str = "effectindicator", parent: str = "", **columns: Any) -> Row:
    """Return a row; `realisaties` and `streefwaarden` as {year: what the cell says}."""
    line = columns.pop("line", 1)
    figures = {
        name: [
            Found(found(text, year), Place(line, 10 * number), text)
            for number, (year, text) in enumerate(columns.pop(name, {}).items(), start=2)
        ]
        for name in ("realisaties", "streefwaarden")
    }
    return Row(kind, code, name, parent, Place(line, 1), **figures, **columns)


def found(text: str, year: int) -> Any:
    """Return the figure of a cell, of this year."""
    (figure,) = read_cell(text).figures
    return type(figure)(
        figure.value, figure.lower, figure.upper, figure.strict, str(figure.reason), year, figure.unit, figure.note
    )


def lading_of(*rows: Row, document: str = "begroting", year: int = 2019, delivery: Delivery | None = None) -> Lading:
    """Return a lading that was read."""
    said = delivery or Delivery()
    for one in rows:
        said.add(one)
    lading: Lading = LadingFactory(
        document_kind=document, document_year=year, state=LadingStaat.GELEZEN, delivery=pack(said)
    )
    return lading


def answer(lading: Lading, **answers: str | Answer) -> None:
    """Answer the open questions whose key begins with a word: by a choice, or by the fields of the answer."""
    for vraag in difference_of(lading, None).open:
        about = vraag.key.partition(":")[0].partition(" ")[0]
        if about in answers:
            given = answers[about]
            said = {"keuze": given} if isinstance(given, str) else dict(given)
            lading.answers[vraag.key] = {"answer": said}
    lading.save()


def status_of(verschil: Verschil, what: str) -> Status:
    """Return what loading does with the one line about `what`."""
    (regel,) = [regel for regel in verschil.regels if regel.what == what]
    return regel.status


def loaded(lading: Lading, user: Any = None) -> Lading:
    """Load it, and return it as it is then."""
    load(lading, user=user, seen=None)
    return Lading.objects.get(pk=lading.pk)
