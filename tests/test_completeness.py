"""What a document still lacks: everything at once, each with where to mend it and by which step."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import recalculation
from indicators.completeness import Gebrek, gebreken
from indicators.models import Effectindicator, IndicatorStatus, Prognose, Toelichting
from programmes.choices import Stap
from programmes.models import Beleidsterrein, Document, Prestatie, Vermelding, Voortgang
from tests.factories import (
    DocumentFactory,
    PrestatieFactory,
    ReeksFactory,
    make_figure,
    make_indicator,
    make_target,
)

pytestmark = pytest.mark.django_db

EXPLAINED = {
    "oorzaak": "Te weinig vrijwilligers.",
    "gevolg": "Het doel schuift op.",
    "bijsturing": "Er wordt geworven.",
}


def steps(document: Document) -> list[Stap]:
    """Return the step of everything that `document` lacks."""
    return [gebrek.stap for gebrek in gebreken(document)]


def only(document: Document) -> Gebrek:
    """Return the one thing that `document` lacks."""
    (gebrek,) = gebreken(document)
    return gebrek


# --- begroting and the other documents that set targets


@pytest.fixture
def begroting(db: None) -> Document:
    """The begroting 2019, in the making."""
    document: Document = DocumentFactory(year=2019, through_year=2020, adopted=False)
    return document


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator of 9A, hoger is beter."""
    return make_indicator("9A1.a", terrein_9a)


def test_begroting_without_a_target_names_the_indicator_and_all_its_years(
    begroting: Document, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    gebrek = only(begroting)

    assert gebrek.what == "Er is geen streefwaarde voor 2019 en 2020, en geen reden waarom niet."
    assert gebrek.where == "9A1.a Percentage inwoners dat meedoet"
    assert gebrek.url == f"/streefwaarden/{begroting.pk}/?terrein={terrein_9a.slug}"
    assert gebrek.beleidsterrein == terrein_9a
    assert gebrek.stap == Stap.STREEFWAARDEN


def test_begroting_without_a_last_year_is_about_four_years(indicator: Effectindicator) -> None:
    document = DocumentFactory(year=2019, through_year=None, adopted=False)

    assert "2019, 2020, 2021 en 2022" in only(document).what


def test_year_before_an_indicator_is_measured_needs_no_target(begroting: Document, indicator: Effectindicator) -> None:
    indicator.reeksen.update(valid_from=2020)

    assert "voor 2020, en geen reden" in only(begroting).what


def test_begroting_with_every_target_or_a_reason_lacks_nothing(begroting: Document, indicator: Effectindicator) -> None:
    make_target(indicator, 2019, 50, document=begroting)
    make_target(indicator, 2020, None, reason="pm", document=begroting)

    assert gebreken(begroting) == []


def test_target_that_is_still_a_proposal_waits_for_a_controller(
    begroting: Document, indicator: Effectindicator
) -> None:
    make_target(indicator, 2019, 50, document=begroting, state="voorstel")
    make_target(indicator, 2020, 50, document=begroting)

    assert only(begroting).stap == Stap.VASTSTELLEN
    assert "2019 is nog een voorstel" in only(begroting).what


@pytest.mark.parametrize(
    ("earlier", "now", "because", "lacking"),
    [
        ({"value": 50}, {"value": 45}, "", 1),
        ({"value": 50}, {"value": 45}, "  ", 1),
        ({"value": 50}, {"value": 45}, "Motie 16.0054", 0),
        ({"value": 50}, {"value": 50}, "", 0),
        ({"value": 50}, {"value": None, "reason": "pm"}, "", 1),
        ({"value": 50}, {"value": None, "lower": 50}, "", 1),
        ({"value": None, "lower": 50}, {"value": None, "lower": 50, "strict": True}, "", 1),
        ({"value": None, "reason": "pm"}, {"value": 50}, "", 0),
    ],
)
def test_target_that_moves_an_earlier_one_must_say_why(
    begroting: Document, indicator: Effectindicator, earlier: Any, now: Any, because: str, lacking: int
) -> None:
    make_target(indicator, 2019, document=DocumentFactory(year=2018), **earlier)
    make_target(indicator, 2019, document=begroting, moved_because=because, **now)
    make_target(indicator, 2020, 60, document=begroting)

    assert steps(begroting) == [Stap.STREEFWAARDEN] * lacking


def test_target_is_compared_with_the_one_that_applies_and_not_with_the_original(
    begroting: Document, indicator: Effectindicator
) -> None:
    make_target(indicator, 2019, 50, document=DocumentFactory(year=2017))
    make_target(indicator, 2019, 45, document=DocumentFactory(year=2018))
    make_target(indicator, 2019, 45, document=begroting)
    make_target(indicator, 2020, 45, document=begroting)

    assert gebreken(begroting) == []


def test_target_is_not_compared_with_a_later_or_a_not_adopted_document(
    begroting: Document, indicator: Effectindicator
) -> None:
    make_target(indicator, 2020, 1, document=DocumentFactory(year=2020))
    make_target(indicator, 2019, 2, document=DocumentFactory(year=2018, adopted=False))
    for year in (2019, 2020):
        make_target(indicator, year, 45, document=begroting)

    assert gebreken(begroting) == []


@pytest.mark.parametrize("kind", ["kadernota", "begrotingswijziging"])
def test_kadernota_and_begrotingswijziging_need_not_set_every_target(indicator: Effectindicator, kind: str) -> None:
    document = DocumentFactory(kind=kind, year=2019, adopted=False)
    assert gebreken(document) == []

    make_target(indicator, 2019, 50, document=document, state="voorstel")
    assert steps(document) == [Stap.VASTSTELLEN]


def test_proposal_for_an_indicator_that_is_not_printed_is_found_too(
    begroting: Document, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    for year in (2019, 2020):
        make_target(indicator, year, 50, document=begroting)
    begroting.indicatorvermeldingen.create(indicator=indicator, name="Indicator")
    make_target(make_indicator("9A1.b", terrein_9a), 2019, 50, document=begroting, state="voorstel")

    assert only(begroting).where.startswith("9A1.b")


# --- jaarstukken


@pytest.fixture
def jaarstukken(db: None) -> Document:
    """The jaarstukken 2017, in the making."""
    document: Document = DocumentFactory(kind="jaarstukken", year=2017, through_year=None, adopted=False)
    return document


def judged(indicator: Effectindicator, value: Any, **attributes: Any) -> None:
    """Give an indicator a figure for 2017 against a target of 50, and judge it."""
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, value, **attributes)
    recalculation.recalculate()


def test_jaarstukken_without_a_figure_ask_for_one(jaarstukken: Document, indicator: Effectindicator) -> None:
    make_figure(indicator, 2016, 40)
    recalculation.recalculate()

    assert only(jaarstukken).what == "Er is geen cijfer over 2017, en geen reden waarom niet."
    assert only(jaarstukken).url == f"/invoer/cijfer/?indicator={indicator.slug}&jaar=2017"
    assert only(jaarstukken).stap == Stap.CIJFERS


@pytest.mark.parametrize(("state", "step"), [("concept", Stap.CIJFERS), ("ingediend", Stap.VASTSTELLEN)])
def test_jaarstukken_name_a_figure_that_is_not_adopted(
    jaarstukken: Document, indicator: Effectindicator, state: str, step: Stap
) -> None:
    judged(indicator, 60, state=state)

    assert steps(jaarstukken) == [step]


def test_jaarstukken_name_an_open_correction_of_an_adopted_figure(
    jaarstukken: Document, indicator: Effectindicator
) -> None:
    judged(indicator, 60)
    make_figure(indicator, 2017, 61, version=2, state="ingediend", why="Nageteld.")
    recalculation.recalculate()

    assert steps(jaarstukken) == [Stap.VASTSTELLEN]


def test_jaarstukken_with_an_adopted_reason_lack_nothing(jaarstukken: Document, indicator: Effectindicator) -> None:
    judged(indicator, None, reason="niet_gemeten")

    assert gebreken(jaarstukken) == []


@pytest.mark.parametrize(("value", "colour"), [(49, "oranje"), (10, "rood")])
def test_colour_that_missed_its_target_needs_all_three_parts_of_an_explanation(
    jaarstukken: Document, indicator: Effectindicator, value: int, colour: str
) -> None:
    judged(indicator, value)
    assert only(jaarstukken).stap == Stap.TOELICHTINGEN
    assert f"is {colour}" in only(jaarstukken).what

    toelichting = Toelichting.objects.create(indicator=indicator, document=jaarstukken, **{**EXPLAINED, "gevolg": " "})
    assert steps(jaarstukken) == [Stap.TOELICHTINGEN]

    toelichting.gevolg = EXPLAINED["gevolg"]
    toelichting.save()
    assert gebreken(jaarstukken) == []


def test_explanation_in_another_document_does_not_count(jaarstukken: Document, indicator: Effectindicator) -> None:
    judged(indicator, 10)
    Toelichting.objects.create(
        indicator=indicator, document=DocumentFactory(kind="jaarstukken", year=2016), **EXPLAINED
    )

    assert steps(jaarstukken) == [Stap.TOELICHTINGEN]


def test_groen_needs_no_explanation(jaarstukken: Document, indicator: Effectindicator) -> None:
    judged(indicator, 60)

    assert gebreken(jaarstukken) == []


def test_light_that_is_being_recomputed_is_waited_for(jaarstukken: Document, indicator: Effectindicator) -> None:
    judged(indicator, 60)
    IndicatorStatus.objects.filter(stand="vastgesteld").delete()

    assert "wordt nog berekend" in only(jaarstukken).what
    assert only(jaarstukken).stap == Stap.AANBIEDEN


# --- bestuursrapportage


@pytest.fixture
def rapportage(db: None) -> Document:
    """The first bestuursrapportage of 2017, in the making."""
    document: Document = DocumentFactory(kind="bestuursrapportage", year=2017, through_year=None, adopted=False)
    return document


@pytest.fixture
def prestatie(indicator: Effectindicator) -> Prestatie:
    """A prestatie for the indicator's doel."""
    prestatie: Prestatie = PrestatieFactory(doel=indicator.doel, code="9A1.1")
    return prestatie


def test_prestatie_without_progress_is_named(
    rapportage: Document, prestatie: Prestatie, terrein_9a: Beleidsterrein
) -> None:
    assert only(rapportage).where == "9A1.1 Organiseren van activiteiten"
    assert only(rapportage).beleidsterrein == terrein_9a
    assert only(rapportage).stap == Stap.VOORTGANG


@pytest.mark.parametrize(
    ("reported", "lacking"),
    [
        ({"tijd": "groen"}, []),
        ({}, [Stap.VOORTGANG]),
        ({"toelichting": "Begint pas in 2018."}, []),
        ({"tijd": "groen", "geld": "oranje"}, [Stap.TOELICHTINGEN]),
        ({"kwaliteit": "rood", "toelichting": "Loopt uit."}, [Stap.TOELICHTINGEN]),
        ({"kwaliteit": "rood", **EXPLAINED, "bijsturing": ""}, [Stap.TOELICHTINGEN]),
        ({"kwaliteit": "rood", **EXPLAINED}, []),
    ],
)
def test_progress_that_is_not_groen_needs_all_three_parts_of_an_explanation(
    rapportage: Document, prestatie: Prestatie, reported: dict[str, str], lacking: list[Stap]
) -> None:
    Voortgang.objects.create(prestatie=prestatie, document=rapportage, **reported)

    assert steps(rapportage) == lacking


@pytest.mark.parametrize(
    ("expected", "lacking"),
    [
        (None, [Stap.VOORTGANG]),
        ({"verwachting": "haalbaar"}, []),
        ({"verwachting": "onzeker"}, [Stap.TOELICHTINGEN]),
        ({"verwachting": "niet_haalbaar", "toelichting": " "}, [Stap.TOELICHTINGEN]),
        ({"verwachting": "niet_haalbaar", "toelichting": "De wachtlijst groeit."}, []),
    ],
)
def test_indicator_with_a_target_needs_a_prognose_and_a_bad_one_its_reason(
    rapportage: Document, indicator: Effectindicator, expected: dict[str, str] | None, lacking: list[Stap]
) -> None:
    make_target(indicator, 2017, 50)
    if expected:
        Prognose.objects.create(indicator=indicator, document=rapportage, **expected)

    assert steps(rapportage) == lacking


def test_indicator_without_a_target_has_nothing_to_expect(rapportage: Document, indicator: Effectindicator) -> None:
    make_target(indicator, 2017, None, reason="pm")

    assert gebreken(rapportage) == []


# --- what it is about: what the document prints


def test_document_asks_only_for_what_it_prints(rapportage: Document, terrein_9a: Beleidsterrein) -> None:
    printed, other = (make_indicator(code, terrein_9a) for code in ("9A1.a", "9A2.a"))
    for indicator in (printed, other):
        make_target(indicator, 2017, 50)
        PrestatieFactory(doel=indicator.doel, code=indicator.code.replace("a", "1"))
    assert len(gebreken(rapportage)) == 4

    Vermelding.objects.create(document=rapportage, doel=printed.doel, name="Doel")
    assert [gebrek.where[:5] for gebrek in gebreken(rapportage)] == ["9A1.1", "9A1.a"]

    Vermelding.objects.create(document=rapportage, prestatie=other.doel.prestaties.get(), name="Prestatie")
    rapportage.indicatorvermeldingen.create(indicator=other, name="Indicator")
    assert [gebrek.where[:5] for gebrek in gebreken(rapportage)] == ["9A2.1", "9A2.a"]


def test_document_that_prints_beleidsterreinen_only_is_about_all_below_them(
    rapportage: Document, terrein_9a: Beleidsterrein, terrein_9c: Beleidsterrein
) -> None:
    for terrein in (terrein_9a, terrein_9c):
        PrestatieFactory(doel=make_indicator(f"{terrein.code}1.a", terrein).doel)
    Vermelding.objects.create(document=rapportage, beleidsterrein=terrein_9c, name="9C")

    assert only(rapportage).beleidsterrein == terrein_9c


def test_everything_is_listed_at_once_in_the_order_of_the_tree(
    jaarstukken: Document, terrein_9c: Beleidsterrein, terrein_9a: Beleidsterrein
) -> None:
    terrein_9c.programma = terrein_9a.programma
    terrein_9c.save()
    for terrein in (terrein_9c, terrein_9a):
        for letter in "ab":
            make_indicator(f"{terrein.code}1.{letter}", terrein)

    assert [gebrek.where[:5] for gebrek in gebreken(jaarstukken)] == ["9A1.a", "9A1.b", "9C1.a", "9C1.b"]


@pytest.mark.parametrize("kind", ["beleidsplan", "kadernota", "begroting", "bestuursrapportage", "jaarstukken"])
def test_completeness_costs_the_same_for_1_and_for_50_indicators(terrein_9a: Beleidsterrein, kind: str) -> None:
    document = DocumentFactory(kind=kind, year=2017, number=7, adopted=False)
    earlier = DocumentFactory(kind="begroting", year=2016)

    def grow(number: int) -> int:
        for n in range(number):
            indicator = make_indicator(f"9A{n}.a", terrein_9a)
            PrestatieFactory(doel=indicator.doel)
            ReeksFactory(indicator=indicator, valid_from=2018)
            indicator.reeksen.first().streefwaarden.create(year=2017, value=50, document=earlier)
            if document.sets_targets:
                indicator.reeksen.first().streefwaarden.create(year=2017, value=40, document=document, state="voorstel")
            indicator.reeksen.first().realisaties.create(year=2017, value=10, state="vastgesteld")
        recalculation.recalculate()
        with CaptureQueriesContext(connection) as captured:
            assert gebreken(document)
        return len(captured)

    assert grow(1) == grow(49) <= 20


@pytest.mark.usefixtures("leiden")
def test_leidens_jaarverslag_2017_lacks_the_explanations_of_its_oranje_and_rood() -> None:
    found = gebreken(Document.objects.get(kind="jaarstukken", year=2017))

    unexplained = [gebrek.where.split()[0] for gebrek in found if gebrek.stap == Stap.TOELICHTINGEN]
    assert unexplained == ["9A1.a", "9A1.c", "9A1.d", "9A1.e", "9A1.f", "9B1.a", "9B1.b"]
