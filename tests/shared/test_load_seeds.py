"""Leiden's own documents, loaded onto nothing as a beheerder does it: the figures of the fixtures, and no others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.choices import LadingStaat
from indicators.imports import sources
from indicators.imports.ladingen import receive
from indicators.imports.lines import Verschil
from indicators.imports.loading import difference_of, load
from indicators.imports.new_parts import NEW
from indicators.imports.stored import pack, unpack
from indicators.imports.vragen import Vraag
from indicators.imports.which_document import read_name
from indicators.models import Effectindicator, Lading, Realisatie, Streefwaarde
from programmes.models import Document, Doel, Prestatie
from tests.shared.test_seeds import SEEDS
from tests.test_fixtures import cellen, inhoud, tabel

pytestmark = pytest.mark.django_db

BRON = {row["naam"]: row["bron"] for row in tabel("documenten")}
# What the jaarverslag prints of 9A and 9B, the begroting of its own year (which prints 9C only) does not.
IN_ORDER = {
    "begroting_2017": "begroting 2017",
    "begroting_2018": "begroting 2018",
    "jaarverslag_2017": "jaarverslag 2017",
    "bestuursrapportage_2_2019": "2e bestuursrapportage 2019",
}
LOWER = {"9B1.b": "lager", "9C2.b": "gelijk"}
UNITS = {"9A1.a": "score (1–10)", "9C2.b": "per 10.000 inwoners"}
NOT_THE_SAME = {"9B1.a"}  # in het dagelijks leven; 9C2.a is beter, door de ondersteuning
NAMES = {"9A": "Sociale binding en participatie", "9B": "Preventie", "9C": "Integrale ondersteuning", "9D": "Opvang"}


def sent(document: str) -> Lading:
    """Return a document of the seeds as it is after it was read."""
    data = (SEEDS / BRON[document]).read_bytes()
    lading = receive(data, BRON[document], read_name(IN_ORDER[document]), user=None)
    lading.state, lading.delivery = LadingStaat.GELEZEN, pack(sources.read(data, lading.name))
    lading.save()
    return lading


def answer(vraag: Vraag) -> dict[str, str]:
    """Answer a question as someone who knows the budget would."""
    about, _, code = vraag.key.partition(":")
    code = code.removeprefix("effectindicator:").split(":")[0].split(" ")[0]
    match about:
        case "beleidsterrein":
            return {"naam": NAMES[code], "programma": vraag.velden[1].initial}
        case "programma":
            return {"naam": "Maatschappelijke ondersteuning"}
        case "richting":
            return {"keuze": LOWER.get(code, "hoger")}
        case "eenheid":
            return {"keuze": "anders", "eenheid": UNITS.get(code, "%")}
        case "aangehaald":
            return {"keuze": "overnemen"}
    same = vraag.velden[0].choices[0][0]  # the same thing, under another code or place
    return {"keuze": NEW if about == "zelfde" and code in NOT_THE_SAME else same}


def settled(lading: Lading) -> Verschil:
    """Answer everything that is asked of a lading, also what is asked because of an answer."""
    while (verschil := difference_of(lading, None)).open:
        lading.answers |= {vraag.key: {"answer": answer(vraag)} for vraag in verschil.open}
        lading.save()
    return verschil


def figures(document: str) -> Iterator[tuple[tuple[str, str, int], tuple[object, str]]]:
    """Yield what is stored of what a document prints, by indicator, kind and year."""
    for cel in cellen(document):
        indicator = Effectindicator.objects.get(slug=cel.indicator)
        rows = Realisatie.objects if cel.soort == "realisatie" else Streefwaarde.objects
        stored = rows.filter(reeks__indicator=indicator, year=cel.jaar).order_by("pk")
        for row in stored:
            yield (cel.indicator, cel.soort, cel.jaar), (row.value, row.reason)


def test_documents_loaded_onto_nothing_give_exactly_the_printed_figures() -> None:
    for document in IN_ORDER:
        lading = sent(document)
        settled(lading)
        load(lading, user=None, seen=None)

    for document in ("begroting_2017", "begroting_2018", "jaarverslag_2017"):
        stored = set(figures(document))
        for cel in cellen(document):
            assert ((cel.indicator, cel.soort, cel.jaar), inhoud(cel.tekst)) in stored, cel
    printed = {
        (cel.indicator, cel.jaar) for d in BRON if d in IN_ORDER for cel in cellen(d) if cel.soort == "realisatie"
    }
    assert Realisatie.objects.count() == len(printed)
    assert set(Realisatie.objects.values_list("state", flat=True)) == {"concept"}
    assert Doel.objects.count() == 7
    assert Prestatie.objects.count() == 16
    assert not Document.objects.adopted().exists()


def test_documents_loaded_onto_nothing_and_again_change_nothing() -> None:
    for document in IN_ORDER:
        lading = sent(document)
        settled(lading)
        load(lading, user=None, seen=None)

    for document in IN_ORDER:
        again = settled(sent(document))
        assert again.plan.new == again.plan.changed == [], document


def test_what_is_asked_of_a_first_document_is_what_a_person_would_ask() -> None:
    asked = {vraag.key.partition(":")[0] for vraag in difference_of(sent("begroting_2017"), None).vragen.asked}

    assert asked == {"beleidsterrein"}  # nothing below it has a place before that is known


def test_delivery_is_kept_as_it_was_read() -> None:
    for file in sorted(SEEDS.glob("*.txt")):
        delivery = sources.read(file.read_bytes(), file.name)

        assert unpack(pack(delivery)).as_json() == delivery.as_json()
        assert [row.realisaties for row in unpack(pack(delivery)).rows] == [row.realisaties for row in delivery.rows]


def test_command_with_a_question_prints_it_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    file = SEEDS / BRON["begroting_2017"]

    with pytest.raises(CommandError, match="Er is niets geladen"):
        call_command("load_budget", str(file), document="begroting 2017")

    assert f"VRAAG {Path(file).name}, regel" in capsys.readouterr().out
    assert not Lading.objects.exists()
    assert not Document.objects.exists()
