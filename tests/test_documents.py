"""Documents: made from the year before, adopted when nothing is missing, published by two controllers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from indicators import recalculation
from indicators.completeness import gebreken, target_years
from indicators.documents import NotComplete, adopt_document, create_from_previous
from indicators.models import Effectindicator, Streefwaarde
from indicators.targets import confirm, token
from programmes.models import Document, Publicatie, Vermelding
from tests.factories import DocumentFactory, make_figure, make_indicator, make_target, make_user
from tests.test_chain import printing, seen
from tests.test_leiden import text

pytestmark = pytest.mark.django_db

RAAD = {"decided_by": "raad", "adopted_on": date(2018, 11, 8), "decision": "RV 18.0098"}


@pytest.fixture
def indicator(db: None) -> Effectindicator:
    """An indicator of 9A."""
    return make_indicator("9A1.a")


@pytest.fixture
def begroting(indicator: Effectindicator) -> Document:
    """The adopted begroting 2018, with a target for each of its years."""
    document = printing(indicator, year=2018)
    for year in range(2018, 2022):
        make_target(indicator, year, year - 1970, document=document)
    recalculation.recalculate()
    return document


@pytest.fixture
def other_controller(db: None) -> Any:
    """The second pair of eyes."""
    return make_user("other_controller", "controller")


def complete(document: Document) -> None:
    """Confirm what was proposed, and fill in the year that is new."""
    indicator = Effectindicator.objects.get()
    for target in Streefwaarde.objects.filter(document=document):
        target.state = "bevestigd"
        target.save()
    make_target(indicator, 2022, 60, document=document)


# --- once adopted


@pytest.mark.parametrize(
    "change",
    [{"kind": "kadernota"}, {"year": 2017}, {"through_year": 2019}, {"number": 2}, {"title": "Anders"}],
    ids=lambda change: next(iter(change)),
)
def test_adopted_document_does_not_become_another(begroting: Document, change: dict[str, Any]) -> None:
    for name, value in change.items():
        setattr(begroting, name, value)

    with pytest.raises(ValidationError, match="liggen vast"):
        begroting.clean()
    with pytest.raises(ValidationError, match="liggen vast"):
        begroting.save()


# --- making


def test_two_that_make_the_same_document_at_once_are_told(
    begroting: Document, controller: Any, before_saving: Any
) -> None:
    before_saving(Document, lambda: DocumentFactory(kind="begroting", year=2019))

    with pytest.raises(ValidationError, match="Iemand anders maakte dit document op hetzelfde moment"):
        create_from_previous("begroting", 2019, previous=begroting, user=controller)


def test_document_is_made_from_the_year_before(begroting: Document, controller: Any) -> None:
    document = create_from_previous("begroting", 2019, previous=begroting, user=controller)

    doel, indicator = document.vermeldingen.get(), document.indicatorvermeldingen.get()
    targets = Streefwaarde.objects.filter(document=document).order_by("year")
    assert (document.based_on, document.through_year, document.adopted) == (begroting, 2022, False)
    assert (doel.code, doel.name) == ("9A1", "Binding")
    assert (indicator.name, indicator.parent) == ("Zoals gedrukt", doel)
    assert [(t.year, t.value, t.state, t.changed_by) for t in targets] == [
        (2019, 49, "voorstel", controller),
        (2020, 50, "voorstel", controller),
        (2021, 51, "voorstel", controller),
    ]
    assert targets[0].history.get().history_change_reason == "overgenomen uit Begroting 2018"


@pytest.mark.parametrize("year", [2098, 2100])
def test_begroting_looks_no_further_ahead_than_the_last_year_there_is(
    begroting: Document, controller: Any, year: int
) -> None:
    assert create_from_previous("begroting", year, previous=begroting, user=controller).through_year == 2100
    empty = create_from_previous("begroting", year, number=2, previous=None, user=controller)
    assert (empty.through_year, target_years(empty)[-1]) == (2100, 2100)


def test_copied_targets_are_those_that_apply(begroting: Document, indicator: Effectindicator, controller: Any) -> None:
    change = DocumentFactory(kind="begrotingswijziging", year=2018)
    make_target(indicator, 2019, 70, document=change)
    make_target(
        indicator, 2020, 99, document=DocumentFactory(kind="begrotingswijziging", year=2018, number=2, adopted=False)
    )

    document = create_from_previous("begroting", 2019, previous=begroting, user=controller)

    assert list(Streefwaarde.objects.filter(document=document).order_by("year").values_list("value", flat=True)) == [
        70,
        50,
        51,
    ]


def test_who_made_the_document_does_not_confirm_what_it_took_over(
    begroting: Document, controller: Any, other_controller: Any
) -> None:
    document = create_from_previous("begroting", 2019, previous=begroting, user=controller)
    copies = Streefwaarde.objects.filter(document=document)
    shown = [token(copy) for copy in copies]

    refused = confirm(copies, user=controller, seen=shown).refused
    assert ["vier ogen" in why for _, why in refused] == [True, True, True]
    assert len(confirm(copies, user=other_controller, seen=shown).done) == 3


def test_children_printed_before_their_parents_are_copied_too(begroting: Document, controller: Any) -> None:
    doel = begroting.vermeldingen.get()
    doel.parent = Vermelding.objects.create(
        document=begroting, beleidsterrein=doel.doel.beleidsterrein, name="Terrein", order=9
    )
    doel.save()

    document = create_from_previous("begroting", 2019, previous=begroting, user=controller)

    assert document.vermeldingen.get(doel__isnull=False).parent == document.vermeldingen.get(doel=None)


def test_jaarstukken_take_the_tree_and_no_targets(begroting: Document, controller: Any) -> None:
    document = create_from_previous("jaarstukken", 2018, previous=begroting, user=controller)

    assert document.indicatorvermeldingen.count() == 1
    assert not Streefwaarde.objects.filter(document=document).exists()


def test_document_is_made_once(begroting: Document, controller: Any) -> None:
    with pytest.raises(ValidationError):
        create_from_previous("begroting", 2018, previous=None, user=controller)


def test_document_is_not_made_from_a_later_one(begroting: Document, controller: Any) -> None:
    with pytest.raises(ValidationError, match="is van na 2017"):
        create_from_previous("begroting", 2017, previous=begroting, user=controller)


# --- adopting


def test_document_with_gaps_is_not_adopted_and_all_of_them_are_listed(begroting: Document, controller: Any) -> None:
    document = create_from_previous("begroting", 2019, previous=begroting, user=controller)

    with pytest.raises(NotComplete) as refusal:
        adopt_document(document, user=controller, **RAAD)

    assert refusal.value.gebreken == gebreken(document)
    assert len(refusal.value.gebreken) == 4  # three proposals, and a year without a target


@pytest.mark.django_db(transaction=True)
def test_adopted_targets_apply_at_once(begroting: Document, indicator: Effectindicator, controller: Any) -> None:
    document = create_from_previous("begroting", 2019, previous=begroting, user=controller)
    complete(document)

    adopt_document(document, user=controller, **RAAD)

    document.refresh_from_db()
    assert (document.adopted, document.decided_by, document.decision) == (True, "raad", "RV 18.0098")
    assert document.history.latest().history_change_reason == "vastgesteld door de raad RV 18.0098"
    assert indicator.statussen.get(year=2022, stand="vastgesteld").target == 60


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"decided_by": "college"}, "besluit de raad"),
        ({"adopted_on": timezone.localdate() + timedelta(days=1)}, "toekomst"),
    ],
)
def test_impossible_decision_is_refused(controller: Any, change: dict[str, Any], complaint: str) -> None:
    document = DocumentFactory(kind="kadernota", year=2019, adopted=False)

    with pytest.raises(ValidationError, match=complaint):
        adopt_document(document, user=controller, **{**RAAD, **change})


def test_college_can_decide_on_a_bestuursrapportage(controller: Any) -> None:
    document = DocumentFactory(kind="bestuursrapportage", year=2019, through_year=None, adopted=False)

    adopted = adopt_document(document, user=controller, **{**RAAD, "decided_by": "college"})

    assert adopted.decided_by == "college"


def test_document_is_adopted_once(begroting: Document, controller: Any) -> None:
    with pytest.raises(ValidationError, match="al vastgesteld"):
        adopt_document(begroting, user=controller, **RAAD)


@pytest.mark.parametrize("role", ["beleidsmedewerker", "raadslid", "beheerder"])
def test_only_a_controller_makes_and_adopts(begroting: Document, role: str) -> None:
    user = make_user("somebody", role)

    with pytest.raises(PermissionDenied):
        create_from_previous("begroting", 2019, previous=begroting, user=user)
    with pytest.raises(PermissionDenied):
        adopt_document(begroting, user=user, **RAAD)


# --- the pages


def test_controllers_make_adopt_and_publish_a_document(
    client: Client, begroting: Document, controller: Any, other_controller: Any
) -> None:
    client.force_login(controller)
    client.post("/documenten/nieuw/", {"kind": "begroting", "year": 2019, "number": 1, "based_on": begroting.pk})
    document = Document.objects.get(year=2019)
    address = f"/documenten/{document.pk}/"
    decision = {"actie": "vaststellen", "decided_by": "raad", "adopted_on": "2018-11-08", "decision": "RV 18.0098"}

    refused = text(client.post(address, decision))
    assert "Hieronder staat alles wat ontbreekt." in refused
    assert "Wat ontbreekt: 4" in refused
    complete(document)
    client.post(address, decision)
    ready = {"actie": "klaarzetten", "kind": "vastgesteld", "gezien": seen(Document.objects.get(pk=document.pk))}
    client.post(address, ready)
    assert "vier ogen" in text(client.get(address))
    client.post(address, {**ready, "actie": "publiceren"})
    assert not Publicatie.objects.exists()

    client.force_login(other_controller)
    assert f"Controlegetal van de inhoud: {ready['gezien']}" in text(client.get(address))
    answer = client.post(address, {**ready, "actie": "publiceren"}, follow=True)

    publication = Publicatie.objects.get()
    assert answer.redirect_chain == [(publication.get_absolute_url(), 302)]
    assert publication.published_by == other_controller


def test_rectificatie_without_a_reason_is_refused_on_the_page(
    client: Client, begroting: Document, controller: Any
) -> None:
    from indicators.publishing.chain import publish_loaded

    publish_loaded(begroting)
    client.force_login(controller)

    page = client.post(
        f"/documenten/{begroting.pk}/", {"actie": "klaarzetten", "kind": "rectificatie", "gezien": seen(begroting)}
    )

    assert "Geef de reden van de rectificatie." in text(page)


def test_admin_does_not_adopt_or_make_ready(client: Client, administrator: Any) -> None:
    client.force_login(administrator)

    being_made = DocumentFactory(year=2019, adopted=False)
    page = client.get(f"/beheer/programmes/document/{being_made.pk}/change/").content.decode()

    assert 'name="title"' in page
    for field in ("adopted", "adopted_on", "decision", "decided_by", "ready_as", "ready_by"):
        assert f'name="{field}"' not in page


@pytest.mark.parametrize("address", ["/documenten/", "/documenten/{pk}/"])
def test_pages_cost_the_same_for_any_number_of_indicators(
    client: Client,
    begroting: Document,
    indicator: Effectindicator,
    controller: Any,
    address: str,
    django_assert_num_queries: Any,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(controller)
    address = address.format(pk=begroting.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(2, 8):
        another = make_indicator(f"9A1.{number}", indicator.doel.beleidsterrein)
        another.vermeldingen.create(document=begroting, name="Nog een")
        make_target(another, 2018, 5, document=begroting)
        make_figure(another, 2017, 4)
        DocumentFactory(year=2030 + number)
    begroting.save()  # so that the newest lines of its history are of a document and of targets, as they were

    with django_assert_num_queries(len(few)):
        client.get(address)
