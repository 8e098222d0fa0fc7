"""The Django admin: Dutch, for the beheerder; figures can be looked at and adopted there, never changed."""

from typing import Any

import pytest
from django.test import Client

from indicators import recalculation
from indicators.models import IndicatorStatus, Realisatie
from programmes.models import Beleidsterrein
from tests.factories import DocumentFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db

VIEW_ONLY = ["realisatie", "streefwaarde", "indicatorstatus", "stoplichtnorm"]
REALISATIES = "/beheer/indicators/realisatie/"


def adopt(client: Client, *figures: Realisatie) -> Any:
    """Choose these figures in the list and adopt them."""
    chosen = {"action": "adopt_figures", "_selected_action": [figure.pk for figure in figures]}
    return client.post(REALISATIES, chosen, follow=True)


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


def test_controller_adopts_what_was_handed_in_and_the_council_sees_its_colour(
    client: Client, controller: Any, handed_in: Realisatie, django_capture_on_commit_callbacks: Any
) -> None:
    recalculation.recalculate()
    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "grijs"
    client.force_login(controller)

    with django_capture_on_commit_callbacks(execute=True):
        page = adopt(client, handed_in)

    assert "1 vastgesteld." in page.content.decode()
    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.adopted_by) == ("vastgesteld", controller)
    assert handed_in.adopted_at is not None
    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "groen"


def test_concept_is_not_adopted(client: Client, controller: Any, handed_in: Realisatie) -> None:
    Realisatie.objects.update(state="concept")
    client.force_login(controller)

    page = adopt(client, handed_in)

    assert "is nog een concept" in page.content.decode()
    assert Realisatie.objects.get().state == "concept"


def test_controller_cannot_adopt_what_they_changed_last_themselves(
    client: Client, controller: Any, handed_in: Realisatie
) -> None:
    Realisatie.objects.update(changed_by=controller)
    client.force_login(controller)

    page = adopt(client, handed_in)

    assert "vier ogen" in page.content.decode()
    assert Realisatie.objects.get().state == "ingediend"


def test_administrator_cannot_adopt(client: Client, administrator: Any, handed_in: Realisatie) -> None:
    client.force_login(administrator)

    adopt(client, handed_in)

    assert Realisatie.objects.get().state == "ingediend"


def test_adopting_a_document_in_the_admin_judges_what_it_aims_at(
    client: Client, administrator: Any, terrein_9a: Beleidsterrein, django_capture_on_commit_callbacks: Any
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    draft = DocumentFactory(year=2017, adopted=False)
    make_target(indicator, 2017, 50, document=draft)
    make_figure(indicator, 2017, 60)
    recalculation.recalculate()
    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "grijs"
    client.force_login(administrator)

    form = {"kind": "begroting", "year": 2017, "number": 1, "title": "Begroting 2017", "adopted": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            f"/beheer/indicators/document/{draft.pk}/change/".replace("indicators", "programmes"), form
        )

    assert answer.status_code == 302
    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "groen"


def test_changing_a_direction_in_the_admin_judges_anew(
    client: Client, administrator: Any, terrein_9a: Beleidsterrein, django_capture_on_commit_callbacks: Any
) -> None:
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 60)
    recalculation.recalculate()
    client.force_login(administrator)
    reeks = indicator.reeksen.get()
    form = {
        "code": "9A1.a", "name": "Naam", "order": 0, "doel": indicator.doel_id, "direction": "lager",
        "reeksen-TOTAL_FORMS": 1, "reeksen-INITIAL_FORMS": 1,
        "reeksen-0-id": reeks.pk, "reeksen-0-indicator": indicator.pk,
        "reeksen-0-valid_from": 2010, "reeksen-0-unit": "%", "reeksen-0-decimals": 0,
    }  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/beheer/indicators/effectindicator/{indicator.pk}/change/", form)

    assert answer.status_code == 302
    assert IndicatorStatus.objects.get(stand="vastgesteld").stoplicht == "rood"
