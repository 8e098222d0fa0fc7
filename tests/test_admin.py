"""The Django admin: Dutch, for the beheerder; figures can be looked at there, never changed."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client

from indicators import recalculation
from indicators.models import Effectindicator, IndicatorStatus, IndicatorVermelding, Realisatie
from indicators.publishing.chain import publish_loaded
from programmes.models import Bedrag, Beleidsterrein, Document, Publicatie, Vermelding
from programmes.recorded_admin import RecordedAdmin
from programmes.view_only import ViewOnlyAdmin
from tests.factories import (
    DocumentFactory,
    NormvoorstelFactory,
    PrestatieFactory,
    make_figure,
    make_indicator,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db

VIEW_ONLY = ["realisatie", "streefwaarde", "indicatorstatus", "stoplichtnorm"]
REALISATIES = "/beheer/indicators/realisatie/"


@pytest.fixture
def handed_in(terrein_9a: Beleidsterrein, officer_9a: Any) -> Realisatie:
    """A figure of 9A that its officer handed in: 60, where 50 is aimed at."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    return make_figure(indicator, 2017, 60, state="ingediend", changed_by=officer_9a)


def test_admin_speaks_dutch(client: Client, administrator: Any) -> None:
    client.force_login(administrator)

    page = client.get("/beheer/").content.decode()

    assert "Wat wilt u beheren?" in page
    assert "Effectindicatoren" in page
    assert "P&amp;C-documenten" in page


@pytest.mark.parametrize("model", VIEW_ONLY)
def test_figures_targets_norms_and_stoplichten_are_view_only_even_for_a_superuser(client: Client, model: str) -> None:
    client.force_login(make_user("root", is_staff=True, is_superuser=True))

    assert client.get(f"/beheer/indicators/{model}/").status_code == 200
    assert client.get(f"/beheer/indicators/{model}/add/").status_code == 403


def test_figure_cannot_be_changed_through_the_admin(client: Client, handed_in: Realisatie) -> None:
    client.force_login(make_user("root", is_staff=True, is_superuser=True))

    answer = client.post(f"{REALISATIES}{handed_in.pk}/change/", {"value": "1", "state": "vastgesteld"})

    assert answer.status_code == 403
    handed_in.refresh_from_db()
    assert (handed_in.value, handed_in.state) == (60, "ingediend")


@pytest.mark.parametrize("person", ["officer_9a", "council_member"])
def test_officer_and_council_member_have_no_admin(client: Client, person: str, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get("/beheer/").status_code == 302


@pytest.mark.parametrize("fixed_by", ["adopted", "published"])
def test_document_that_was_adopted_or_published_is_looked_at_only(
    client: Client, administrator: Any, fixed_by: str
) -> None:
    document = DocumentFactory(year=2018, adopted=fixed_by == "adopted")
    if fixed_by == "published":
        publish_loaded(document)
    client.force_login(administrator)
    address = f"/beheer/programmes/document/{document.pk}/"

    form = {"kind": "begroting", "year": 2017, "number": 2, "title": "Anders", "why": "het is die van 2017"}
    assert client.post(f"{address}change/", form).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [document.pk], "post": "yes"}
    assert client.post("/beheer/programmes/document/", many).status_code in (200, 403)  # 200: says why it cannot

    assert client.get(f"{address}change/").status_code == 200
    document.refresh_from_db()
    assert (document.year, document.number, document.title) == (2018, 1, "")


def change_direction(client: Client, indicator: Effectindicator, why: str = "verkeerd om") -> Any:
    """Turn the direction of an indicator round in its form in the admin, and the unit of its reeks with it."""
    reeks = indicator.reeksen.get()
    form = {
        "why": why, "code": "9A1.a", "name": "Naam", "order": 0, "doel": indicator.doel_id, "direction": "lager",
        "reeksen-TOTAL_FORMS": 1, "reeksen-INITIAL_FORMS": 1,
        "reeksen-0-id": reeks.pk, "reeksen-0-indicator": indicator.pk,
        "reeksen-0-valid_from": 2010, "reeksen-0-unit": "dagen", "reeksen-0-decimals": 0,
    }  # fmt: skip
    return client.post(f"/beheer/indicators/effectindicator/{indicator.pk}/change/", form)


def test_changing_a_direction_before_any_figure_was_adopted_judges_anew(
    client: Client, administrator: Any, terrein_9a: Beleidsterrein, django_capture_on_commit_callbacks: Any
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60, state="concept")
    recalculation.recalculate()
    client.force_login(administrator)

    with django_capture_on_commit_callbacks(execute=True):
        answer = change_direction(client, indicator)

    assert answer.status_code == 302
    assert IndicatorStatus.objects.get(stand="werk").stoplicht == "rood"


def test_administrator_cannot_recolour_what_was_adopted(
    client: Client, administrator: Any, terrein_9a: Beleidsterrein, django_capture_on_commit_callbacks: Any
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    recalculation.recalculate()
    client.force_login(administrator)

    with django_capture_on_commit_callbacks(execute=True):
        change_direction(client, indicator)

    indicator.refresh_from_db()
    assert (indicator.direction, indicator.reeksen.get().unit) == ("hoger", "%")
    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "groen"


def test_reeks_over_adopted_years_is_not_added_in_the_admin(
    client: Client, administrator: Any, terrein_9a: Beleidsterrein
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_figure(indicator, 2017, 60)
    client.force_login(administrator)
    form = {
        "why": "anders gemeten", "code": "9A1.a", "name": "Nieuwe naam", "order": 0, "doel": indicator.doel_id,
        "reeksen-TOTAL_FORMS": 1, "reeksen-INITIAL_FORMS": 0, "reeksen-0-indicator": indicator.pk,
        "reeksen-0-valid_from": 2016, "reeksen-0-unit": "dagen", "reeksen-0-decimals": 0,
    }  # fmt: skip

    client.post(f"/beheer/indicators/effectindicator/{indicator.pk}/change/", form)

    indicator.refresh_from_db()
    assert indicator.name == "Nieuwe naam"
    assert indicator.reeksen.get().valid_from != 2016
    page = client.get(f"/beheer/indicators/effectindicator/{indicator.pk}/change/").content.decode()
    assert "legt een controller vast als trendbreuk" in page


def told(thing: Any) -> tuple[str, str, str]:
    """Return of the newest line of a history: what was done, by whom, and why."""
    line = type(thing).history.filter(id=thing.pk).latest()
    return line.history_type, str(line.history_user), line.history_change_reason


def test_change_in_the_admin_says_who_and_why_of_the_indicator_and_its_reeks(
    client: Client, administrator: Any
) -> None:
    indicator = make_indicator("9A1.a")
    client.force_login(administrator)

    change_direction(client, indicator)

    assert told(indicator) == ("~", "administrator", "verkeerd om")
    assert told(indicator.reeksen.get()) == ("~", "administrator", "verkeerd om")


@pytest.mark.parametrize("why", ["", "  "])
def test_change_in_the_admin_without_a_reason_changes_nothing(client: Client, administrator: Any, why: str) -> None:
    indicator = make_indicator("9A1.a")
    client.force_login(administrator)

    page = change_direction(client, indicator, why)

    assert page.context["adminform"].form.errors == {"why": ["Vul dit in."]}
    indicator.refresh_from_db()
    assert (indicator.direction, indicator.reeksen.get().unit) == ("hoger", "%")
    assert indicator.history.count() == indicator.reeksen.get().history.count() == 1


def test_document_is_made_in_the_admin_with_or_without_a_reason(client: Client, administrator: Any) -> None:
    client.force_login(administrator)
    form = {"kind": "begroting", "year": 2019, "number": 1}

    client.post("/beheer/programmes/document/add/", form)
    client.post("/beheer/programmes/document/add/", {**form, "number": 2, "why": "tweede"})

    assert [told(document)[1:] for document in Document.objects.order_by("number")] == [
        ("administrator", ""),
        ("administrator", "tweede"),
    ]


def test_deleting_in_the_admin_stays_on_record_one_by_one_and_many_at_once(client: Client, administrator: Any) -> None:
    one, two, three = (DocumentFactory(year=year, adopted=False) for year in (2017, 2018, 2019))
    client.force_login(administrator)

    client.post(f"/beheer/programmes/document/{one.pk}/delete/", {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [two.pk, three.pk], "post": "yes"}
    client.post("/beheer/programmes/document/", many)

    assert not Document.objects.exists()
    gone = Document.history.filter(history_type="-")
    lines = gone.values_list("history_user__username", "history_change_reason")
    assert list(lines) == [("administrator", "verwijderd in het beheer")] * 3


def test_who_can_only_look_is_asked_nothing(client: Client) -> None:
    document = DocumentFactory()
    reader = make_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_document"))
    client.force_login(reader)

    page = client.get(f"/beheer/programmes/document/{document.pk}/change/")

    assert page.status_code == 200
    assert "Waarom wijzigt u dit?" not in page.content.decode()


def test_everything_with_a_history_is_changed_on_the_record_or_not_at_all() -> None:
    pages = [page for model, page in admin.site._registry.items() if hasattr(model, "history")]

    assert [page for page in pages if not isinstance(page, RecordedAdmin | ViewOnlyAdmin)] == []
    of_budget = [model for model in admin.site._registry if model._meta.app_label in ("programmes", "indicators")]
    computed_or_frozen = {IndicatorStatus, Publicatie}
    assert {model for model in of_budget if not hasattr(model, "history")} == computed_or_frozen
    with_inlines = [
        page for page in admin.site._registry.values() if any(hasattr(i.model, "history") for i in page.inlines)
    ]
    assert [page.model for page in with_inlines if isinstance(page, RecordedAdmin)] == [Effectindicator]
    assert len(with_inlines) == 1


@pytest.mark.parametrize("adopted", [True, False])
def test_what_a_document_prints_is_changed_and_added_until_it_is_adopted(
    client: Client, administrator: Any, adopted: bool
) -> None:
    document = DocumentFactory(adopted=adopted)
    indicator = make_indicator("9A1.a")
    doel = Vermelding.objects.create(document=document, doel=indicator.doel, name="Doel")
    printed = IndicatorVermelding.objects.create(document=document, indicator=indicator, name="Indicator")
    money = {"programma": indicator.doel.beleidsterrein.programma, "year": 2017, "kind": "lasten", "value": 10}
    client.force_login(administrator)
    answer = 403 if adopted else 200

    for said in (doel, printed, Bedrag.objects.create(document=document, **money)):
        address = f"/beheer/{said._meta.app_label}/{said._meta.model_name}/{said.pk}"
        assert client.get(f"{address}/change/").status_code == 200
        assert client.post(f"{address}/change/", {}).status_code == answer
        assert client.get(f"{address}/delete/").status_code == answer
    form = {"document": document.pk, "prestatie": PrestatieFactory().pk, "name": "Erbij", "order": 0}
    client.post("/beheer/programmes/vermelding/add/", form)
    assert Vermelding.objects.filter(name="Erbij").exists() is not adopted


def listed(client: Client, person: Any, model: str) -> list[Any]:
    """Return what this person finds in a list of the admin."""
    client.force_login(person)
    return list(client.get(f"/beheer/indicators/{model}/").context["cl"].queryset)


def test_proposed_target_is_in_the_admin_for_who_confirms_it_only(
    client: Client, administrator: Any, controller: Any
) -> None:
    indicator = make_indicator("9A1.a")
    adopted = make_target(indicator, 2018, 50, document=DocumentFactory(year=2018))
    proposed = make_target(indicator, 2019, 50, document=DocumentFactory(year=2019, adopted=False))

    assert listed(client, administrator, "streefwaarde") == [adopted]
    assert set(listed(client, controller, "streefwaarde")) == {adopted, proposed}


def test_proposed_norm_is_in_the_admin_for_who_sets_the_norm_only(
    client: Client, administrator: Any, controller: Any
) -> None:
    proposal = NormvoorstelFactory(proposed_by=controller)

    assert listed(client, administrator, "normvoorstel") == []
    assert listed(client, controller, "normvoorstel") == [proposal]


def test_concept_is_not_told_by_the_name_the_admin_gives_it(terrein_9a: Beleidsterrein) -> None:
    """The admin names what it protects from being removed, to people who may not see a concept."""
    figure = make_figure(make_indicator("9A1.a", terrein_9a), 2017, "12.345678", state="concept")

    assert "12" not in str(figure)
    assert "2017" in str(figure)


def test_administrator_cannot_give_themselves_more_power(client: Client, administrator: Any) -> None:
    client.force_login(administrator)
    controllers = Group.objects.get(name="controller").pk

    form = {"email": "elders@leiden.example", "is_staff": "on", "is_superuser": "on", "groups": [controllers]}
    client.post(f"/beheer/auth/user/{administrator.pk}/change/", form)

    administrator.refresh_from_db()
    assert not administrator.is_superuser
    assert administrator.is_active
    assert [group.name for group in administrator.groups.all()] == ["beheerder"]


def test_administrator_cannot_reach_a_superuser_or_a_group(client: Client, administrator: Any) -> None:
    root = make_user("root", is_staff=True, is_superuser=True)
    client.force_login(administrator)

    assert client.get(f"/beheer/auth/user/{root.pk}/change/").status_code == 302
    assert client.get("/beheer/auth/group/").status_code == 404
