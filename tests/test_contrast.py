"""Prestaties groen, effect rood: when it is said, and when not."""

from typing import Any

import pytest
from django.test import Client

from indicators import recalculation
from indicators.contrast import Tegenstelling, contrasts
from indicators.models import Effectindicator, Prognose, Toelichting
from indicators.overview import overview
from programmes.models import Beleidsterrein, Document, Prestatie, Voortgang
from tests.factories import DocumentFactory, PrestatieFactory, make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator of 9A that is rood over 2017."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 10)
    recalculation.recalculate()
    return indicator


def bestuursrapportage(number: int = 1, **attributes: Any) -> Document:
    """Return a bestuursrapportage of 2017."""
    document: Document = DocumentFactory(
        kind="bestuursrapportage", number=number, **{"year": 2017, "through_year": None, **attributes}
    )
    return document


def report(indicator: Effectindicator, document: Document, *colours: str) -> list[Prestatie]:
    """Let a document report these colours of new prestaties of the indicator's doel; return those."""
    prestaties = [PrestatieFactory(doel=indicator.doel) for _ in colours]
    for prestatie, colour in zip(prestaties, colours, strict=True):
        Voortgang.objects.create(
            prestatie=prestatie, document=document, tijd=colour, geld="groen" if colour == "groen" else "grijs"
        )
    return prestaties


def found(year: int = 2017) -> list[Tegenstelling]:
    """Return the contrasts of a year."""
    return contrasts(overview(Effectindicator.objects.with_tree().in_tree_order(), year))


@pytest.mark.parametrize(
    ("colours", "number"),
    [
        (["groen"], 1),
        (["groen", "groen"], 2),
        (["groen", "grijs"], 1),
        (["groen", "oranje"], 0),
        (["groen", "rood"], 0),
        (["grijs"], 0),
        ([], 0),
    ],
)
def test_effect_is_rood_while_every_reported_prestatie_is_groen(
    indicator: Effectindicator, colours: list[str], number: int
) -> None:
    report(indicator, bestuursrapportage(), *colours)

    assert [tegenstelling.number for tegenstelling in found()] == ([number] if number else [])


def test_sentence_names_the_document_and_how_many(indicator: Effectindicator) -> None:
    report(indicator, bestuursrapportage(title="1e Bestuursrapportage 2017"), "groen", "groen")

    assert found()[0].sentence == (
        "Alle 2 gemelde prestaties die hieraan moeten bijdragen zijn groen in 1e Bestuursrapportage 2017, "
        "maar het effect is rood."
    )


@pytest.mark.parametrize("value", [49, 60])
def test_effect_that_is_not_rood_is_no_contrast(indicator: Effectindicator, value: int) -> None:
    report(indicator, bestuursrapportage(), "groen")
    figure = indicator.reeksen.get().realisaties.get()
    figure.value = value
    figure.save()
    recalculation.recalculate()

    assert found() == []


def test_only_the_prestaties_that_the_indicator_names_count(indicator: Effectindicator) -> None:
    named, _ = report(indicator, bestuursrapportage(), "groen", "rood")
    assert found() == []

    indicator.prestaties.add(named)
    assert [tegenstelling.number for tegenstelling in found()] == [1]


def test_last_document_of_the_year_counts(indicator: Effectindicator) -> None:
    (prestatie,) = report(indicator, bestuursrapportage(1), "groen")
    Voortgang.objects.create(prestatie=prestatie, document=bestuursrapportage(2), tijd="oranje")

    assert found() == []


@pytest.mark.parametrize("attributes", [{"adopted": False}, {"year": 2016}, {"kind": "begroting"}])
def test_document_in_the_making_of_another_year_or_kind_says_nothing(
    indicator: Effectindicator, attributes: dict[str, Any]
) -> None:
    report(
        indicator,
        DocumentFactory(**{"kind": "bestuursrapportage", "year": 2017, "through_year": None, **attributes}),
        "groen",
    )

    assert found() == []


@pytest.mark.parametrize(
    "address", ["/?jaar=2017", "/beleidsterrein/9a/?jaar=2017", "/effectindicator/9a1-a/?jaar=2017"]
)
def test_council_reads_the_contrast(client: Client, indicator: Effectindicator, address: str) -> None:
    assert "Prestaties op groen" not in client.get(address).content.decode()
    report(indicator, bestuursrapportage(), "groen")

    page = client.get(address).content.decode()

    assert "Prestaties op groen, effect op rood" in page
    assert "maar het effect is rood." in page


# --- what else the pages show of a report


def test_beleidsterrein_shows_the_worst_light_with_its_explanation(client: Client, indicator: Effectindicator) -> None:
    (prestatie,) = report(indicator, bestuursrapportage(), "groen")
    Voortgang.objects.filter(prestatie=prestatie).update(
        kwaliteit="rood", oorzaak="Te weinig vrijwilligers", gevolg="Het schuift op", bijsturing="Er wordt geworven"
    )

    page = client.get("/beleidsterrein/9a/").content.decode()

    assert "light-rood" in page
    for words in ("Te weinig vrijwilligers", "Het schuift op", "Er wordt geworven", "Tijd: groen"):
        assert words in page


@pytest.mark.parametrize(
    ("person", "sees"), [("council_member", False), ("officer_9c", False), ("officer_9a", True), ("controller", True)]
)
def test_indicator_shows_a_concept_to_its_officer_and_the_controller_marked_as_such(
    client: Client, indicator: Effectindicator, person: str, sees: bool, request: pytest.FixtureRequest
) -> None:
    document = bestuursrapportage(adopted=False)
    Prognose.objects.create(indicator=indicator, document=document, verwachting="onzeker", toelichting="Wachtlijst")
    Toelichting.objects.create(indicator=indicator, document=document, oorzaak="Vrijwilligers")
    client.force_login(request.getfixturevalue(person))

    page = client.get(indicator.get_absolute_url()).content.decode()

    assert ("Wachtlijst" in page, "Vrijwilligers" in page, "concept: nog niet vastgesteld" in page) == (sees,) * 3


def test_indicator_shows_what_adopted_documents_say_the_last_first(client: Client, indicator: Effectindicator) -> None:
    for number in (1, 2):
        Prognose.objects.create(indicator=indicator, document=bestuursrapportage(number), verwachting="niet_haalbaar")
    jaarstukken = DocumentFactory(kind="jaarstukken", year=2017, through_year=None)
    Toelichting.objects.create(indicator=indicator, document=jaarstukken, oorzaak="Vrijwilligers")

    page = client.get(indicator.get_absolute_url())

    assert [gezegd.document.cycle_order[1:] for gezegd in page.context["said"]] == [(5, 1), (4, 2), (4, 1)]
    assert "Prognose 2017: niet haalbaar." in page.content.decode()
