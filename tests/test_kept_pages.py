"""Pages that are kept until what they show changes, and the revision that tells."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from indicators import revision, tasks
from indicators.choices import Staat, Stand
from indicators.models import Effectindicator, IndicatorStatus, Realisatie
from indicators.views import kept
from programmes.models import Programma
from tests.factories import AfwijkingFactory, ProgrammaFactory, make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Effectindicator:
    """An indicator that is groen over 2017."""
    indicator = make_indicator()
    make_figure(indicator, 2017, 70)
    make_target(indicator, 2017, 60)
    tasks.recalculate([indicator.pk])
    return indicator


ADDRESS = "/?jaar=2017"


def address_of(page: str, indicator: Effectindicator) -> str:
    """Return the address of a page of 2017 that shows this indicator."""
    terrein = indicator.doel.beleidsterrein
    slugs = {
        "dashboard": [],
        "programma": [terrein.programma.slug],
        "beleidsterrein": [terrein.slug],
        "effectindicator": [indicator.slug],
    }
    return f"{reverse(page, args=slugs[page])}?jaar=2017"


def test_page_that_did_not_change_costs_one_query(
    indicator: Effectindicator, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = Client().get(ADDRESS)

    with django_assert_num_queries(1):
        second = Client().get(ADDRESS)

    assert (second.status_code, second.content) == (200, first.content)


@pytest.mark.parametrize("page", ["dashboard", "programma", "beleidsterrein", "effectindicator"])
def test_changed_figure_is_on_every_page_once_its_job_ended(
    client: Client, indicator: Effectindicator, page: str
) -> None:
    address = address_of(page, indicator)
    before = client.get(address)

    Realisatie.objects.update(value=1)  # as bulk as can be: no signal, no history
    tasks.recalculate([indicator.pk])
    after = client.get(address, headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert "light-rood" in after.text


def test_figure_whose_job_did_not_run_is_marked(client: Client, indicator: Effectindicator) -> None:
    client.get(ADDRESS)

    Realisatie.objects.update(value=1)

    assert "wordt bijgewerkt" in client.get(ADDRESS).text


def test_browser_that_has_the_page_is_told_so(client: Client, indicator: Effectindicator) -> None:
    tag = client.get(ADDRESS)["ETag"]

    again = client.get(ADDRESS, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_page_is_asked_for_anew_each_time(client: Client, indicator: Effectindicator) -> None:
    assert "no-cache" in client.get(ADDRESS)["Cache-Control"]


def test_page_of_who_is_logged_in_is_not_kept(client: Client, indicator: Effectindicator, controller: Any) -> None:
    client.get(ADDRESS)
    client.force_login(controller)

    page = client.get(ADDRESS)

    assert "ETag" not in page.headers
    assert "Uitloggen" in page.text


def test_page_of_who_logged_in_is_not_shown_to_others(indicator: Effectindicator, controller: Any) -> None:
    known = Client()
    known.force_login(controller)
    known.get(ADDRESS)

    assert "Uitloggen" not in Client().get(ADDRESS).text


def test_remembered_choice_of_one_reader_is_not_shown_to_another(indicator: Effectindicator) -> None:
    one = Client()
    one.get("/?jaar=2017&stoplicht=groen")

    assert "Verder met uw vorige keuze" in one.get("/").text
    assert "Verder met uw vorige keuze" not in Client().get("/").text


def test_choice_is_remembered_from_a_kept_page_too(indicator: Effectindicator) -> None:
    Client().get("/?jaar=2017&stoplicht=groen")
    other = Client()

    other.get("/?jaar=2017&stoplicht=groen")

    assert "Verder met uw vorige keuze" in other.get("/").text


def test_page_of_another_day_is_made_anew(
    client: Client, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get(ADDRESS)["ETag"]
    tomorrow = timezone.localdate() + timedelta(days=1)

    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)

    assert client.get(ADDRESS)["ETag"] != tag


def test_revision_is_another_after_a_change_by_hand() -> None:
    ProgrammaFactory()
    before = revision.current()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmes_programma SET name = 'anders'")

    assert revision.current() != before


def test_revision_is_another_when_something_is_agreed_on(controller: Any, officer_9a: Any) -> None:
    indicator = make_indicator()
    before = revision.current()

    AfwijkingFactory(indicator=indicator, owner=officer_9a, accepted_by=controller)

    assert revision.current() != before


def test_revision_is_another_after_a_removal() -> None:
    ProgrammaFactory()
    before = revision.current()

    Programma.objects.all().delete()

    assert revision.current() != before


def test_concept_and_its_stoplicht_leave_the_revision(indicator: Effectindicator) -> None:
    before = revision.current()

    concept = make_figure(indicator, 2018, 5, state=Staat.CONCEPT)
    make_figure(indicator, 2017, 5, version=2, why="vertypt", state=Staat.INGEDIEND)
    tasks.recalculate([indicator.pk])
    Realisatie.objects.filter(pk=concept.pk).update(value=6)
    tasks.recalculate([indicator.pk])
    concept.delete()

    assert IndicatorStatus.objects.get(year=2017, stand=Stand.WERK).value == 5
    assert revision.current() == before


@pytest.mark.parametrize("page", ["dashboard", "programma", "beleidsterrein", "effectindicator"])
def test_page_that_is_made_anew_beside_a_concept_is_the_page_of_before(
    client: Client, indicator: Effectindicator, page: str
) -> None:
    address = address_of(page, indicator)
    before = client.get(address)

    make_figure(indicator, 2018, 5, state=Staat.CONCEPT)
    make_figure(indicator, 2017, 5, version=2, why="vertypt", note="nieuw", state=Staat.INGEDIEND)
    tasks.recalculate([indicator.pk])
    caches["pages"].clear()

    assert client.get(address).content == before.content


@pytest.mark.parametrize(
    "change",
    [
        lambda figures: figures.filter(state=Staat.CONCEPT).update(state=Staat.VASTGESTELD),
        lambda figures: figures.filter(state=Staat.VASTGESTELD).update(state=Staat.INGEDIEND),
        lambda figures: figures.filter(state=Staat.VASTGESTELD).update(note="anders"),
        lambda figures: IndicatorStatus.objects.filter(stand=Stand.VASTGESTELD).update(trend="gelijk"),
        lambda figures: IndicatorStatus.objects.filter(stand=Stand.VASTGESTELD).delete(),
        lambda figures: figures.filter(state=Staat.VASTGESTELD).delete(),
    ],
    ids=["adopted", "no longer adopted", "changed", "stoplicht changed", "stoplicht removed", "removed"],
)
def test_revision_is_another_when_what_was_adopted_changes(
    indicator: Effectindicator, change: Callable[[QuerySet[Realisatie]], Any]
) -> None:
    make_figure(indicator, 2018, 5, state=Staat.CONCEPT)
    before = revision.current()

    change(Realisatie.objects.all())

    assert revision.current() != before


def test_change_that_is_rolled_back_leaves_the_revision() -> None:
    before = revision.current()

    with transaction.atomic():
        ProgrammaFactory()
        transaction.set_rollback(True)

    assert revision.current() == before


def test_two_changes_that_cannot_be_told_apart_have_their_own_revision() -> None:
    marks = set()
    for _ in range(3):
        with transaction.atomic():
            ProgrammaFactory()
            marks.add(revision.current())
            transaction.set_rollback(True)

    assert len(marks) == 3


def test_tidying_leaves_the_revision() -> None:
    ProgrammaFactory()
    ProgrammaFactory()
    before = revision.current()

    revision.tidy()

    assert revision.current() == before


def test_every_table_of_the_budget_and_what_is_measured_is_watched() -> None:
    seen = set(revision.watched())

    assert {"programmes_programma", "indicators_indicatorstatus", "indicators_effectindicator_prestaties"} <= seen
    assert not {table for table in seen if "historical" in table}


def test_page_that_many_ask_for_at_once_is_made_once() -> None:
    made: list[str] = []
    waiting = threading.Barrier(4)

    def ask() -> None:
        waiting.wait(10)
        with kept._made_by_one("dezelfde"):
            if not made:
                time.sleep(0.1)  # the others come meanwhile
                made.append("bladzijde")

    readers = [threading.Thread(target=ask) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(10)

    assert made == ["bladzijde"]
    assert kept._locks == {}


def test_page_that_could_not_be_made_holds_nobody_up() -> None:
    with pytest.raises(ValueError, match="niet gelukt"), kept._made_by_one("dezelfde"):
        raise ValueError("niet gelukt")

    with kept._made_by_one("dezelfde"):
        assert len(kept._locks) == 1
