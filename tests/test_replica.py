"""Who reads from a replica that is behind, and who never does; with a second connection that really is behind."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from indicators import recalculation, revision
from indicators.models import Effectindicator
from leidenmo.replica import REPLICA, WROTE, ReadFromReplica, Router
from tests.factories import make_figure, make_indicator

pytestmark = pytest.mark.django_db(databases=["default", REPLICA])


@pytest.fixture(scope="module", autouse=True)
def second_connection() -> Iterator[None]:
    """Another connection to the same database: it sees nothing of what a test's own transaction added."""
    options = {} if connection.vendor == "postgresql" else {"init_command": "PRAGMA journal_mode=WAL;"}
    mirror = {**connection.settings_dict["TEST"], "MIRROR": "default"}
    connections.settings[REPLICA] = {**connection.settings_dict, "OPTIONS": options, "TEST": mirror}
    yield
    connections[REPLICA].close()
    del connections[REPLICA]
    del connections.settings[REPLICA]


@pytest.fixture(autouse=True)
def behind(settings: Any) -> None:
    """Read from it what a replica may answer."""
    settings.DATABASE_ROUTERS = ["leidenmo.replica.Router"]
    place = settings.MIDDLEWARE.index("leidenmo.middleware.PublicAnswers") + 1
    added = ["leidenmo.replica.ReadFromReplica"]
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:place], *added, *settings.MIDDLEWARE[place:]]


@pytest.fixture
def indicator() -> Effectindicator:
    """An indicator that the replica does not know yet."""
    indicator = make_indicator(name="Net toegevoegd")
    make_figure(indicator, 2017, 60)
    recalculation.recalculate()
    return indicator


def page(client: Client, indicator: Effectindicator) -> int:
    """Return how the page of the indicator is answered: 404 by who does not know it."""
    return client.get(reverse("effectindicator", args=[indicator.slug])).status_code


def found(method: str, read: Callable[[], Any]) -> Any:
    """Return what a view that reads so during a request of this method finds."""
    seen = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(read())
        return HttpResponse()

    request = HttpRequest()
    request.method = method
    ReadFromReplica(view)(request)
    return seen[0]


def test_visitor_reads_from_the_replica(client: Client, indicator: Effectindicator) -> None:
    assert page(client, indicator) == 404


def test_api_reads_from_the_replica_whoever_asks(client: Client, indicator: Effectindicator) -> None:
    client.force_login(get_user_model().objects.create_user("raadslid"))

    assert client.get("/api/v1/effectindicatoren").json()["resultaten"] == []


def test_whoever_is_logged_in_reads_what_they_wrote(client: Client, indicator: Effectindicator) -> None:
    client.force_login(get_user_model().objects.create_user("raadslid"))

    assert page(client, indicator) == 200


def test_visitor_who_sent_a_form_reads_what_came_of_it_for_a_while(client: Client, indicator: Effectindicator) -> None:
    client.post(reverse("effectindicator_pdf", args=[indicator.slug]))

    assert page(client, indicator) == 200
    client.cookies.pop(WROTE)  # as the browser does after half a minute
    assert page(client, indicator) == 404


@pytest.mark.usefixtures("indicator")
def test_form_is_answered_by_the_database_itself() -> None:
    assert found("POST", Effectindicator.objects.exists)
    assert not found("GET", Effectindicator.objects.exists)


@pytest.mark.usefixtures("indicator")
def test_what_is_locked_is_read_where_it_is_written() -> None:
    assert found("GET", lambda: list(Effectindicator.objects.select_for_update()))


def test_people_and_their_sessions_are_read_from_the_database_itself() -> None:
    get_user_model().objects.create_user("raadslid")

    assert found("GET", get_user_model().objects.exists)


def test_job_after_a_request_reads_from_the_database_itself(client: Client, indicator: Effectindicator) -> None:
    page(client, indicator)

    assert Effectindicator.objects.exists()


@pytest.mark.usefixtures("indicator")
def test_page_is_kept_under_the_revision_of_where_it_was_read() -> None:
    """Else a page that is behind would be kept as the newest."""
    assert found("GET", revision.current) != found("POST", revision.current)


def test_replica_is_never_migrated() -> None:
    assert Router().allow_migrate(REPLICA, "indicators") is False
    assert Router().allow_migrate("default", "indicators") is None
