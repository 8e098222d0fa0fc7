"""Deadlines: an officer sees what is due, a controller who is late, and everyone concerned is mailed once a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import deadlines, reminders, tasks
from indicators.models import Effectindicator, Herinnering
from programmes.choices import Stap
from programmes.models import Beleidsterrein, Document, Eigenaar, Termijn, Vermelding
from tests.factories import DocumentFactory, TermijnFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db

MISSING = "Er is geen cijfer over 2017, en geen reden waarom niet."


@pytest.fixture(autouse=True)
def mail_in_memory(settings: LazySettings) -> None:
    """Keep mail where a test can read it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://doelen.leiden.example"


@pytest.fixture
def jaarstukken(db: None) -> Document:
    """The jaarstukken of 2017, in the making."""
    document: Document = DocumentFactory(kind="jaarstukken", through_year=None, adopted=False)
    return document


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein, jaarstukken: Document, officer_9a: Any) -> Effectindicator:
    """An indicator of 9A without a figure for 2017; its officer has an address."""
    officer_9a.email = "officer_9a@leiden.example"
    officer_9a.save()
    return printed("9A1.a", terrein_9a, jaarstukken)


def printed(code: str, terrein: Beleidsterrein, document: Document) -> Effectindicator:
    """Return an indicator of `terrein` that `document` prints."""
    made = make_indicator(code, terrein)
    parent = Vermelding.objects.create(document=document, doel=made.doel, name="Doel")
    made.vermeldingen.create(document=document, parent=parent, name="Indicator")
    return made


def due(document: Document, days: int, step: str = "cijfers") -> Termijn:
    """Return a deadline of `document`, some days from now."""
    termijn: Termijn = TermijnFactory(document=document, step=step, date=today() + timedelta(days=days))
    return termijn


def today() -> date:
    """Return the day it is in Leiden."""
    return timezone.localdate()


# --- what is due


def test_officer_sees_what_is_missing_by_when_with_links(
    client: Client, officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    due(jaarstukken, 3)
    client.force_login(officer_9a)

    page = client.get("/invoer/").content.decode()

    assert "Jaarstukken 2017: cijfers indienen" in page
    assert MISSING in page
    assert f"/invoer/cijfer/?indicator={indicator.slug}&amp;jaar=2017" in page
    assert "te laat" not in page


def test_officer_sees_what_is_late_first(
    client: Client, officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    earlier = DocumentFactory(kind="jaarstukken", year=2016, through_year=None, adopted=False)
    printed("9A1.b", indicator.doel.beleidsterrein, earlier)
    due(jaarstukken, 3)
    due(earlier, -1)
    client.force_login(officer_9a)

    to_do = client.get("/invoer/").context["to_do"]

    assert [(task.termijn.document, task.is_late) for task in to_do] == [(earlier, True), (jaarstukken, False)]


def test_last_day_is_not_late(officer_9a: Any, indicator: Effectindicator, jaarstukken: Document) -> None:
    due(jaarstukken, 0)

    assert [task.is_late for task in deadlines.to_do_for(officer_9a)] == [False]


def test_officer_sees_nothing_of_another(
    client: Client, officer_9c: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    due(jaarstukken, 3)
    client.force_login(officer_9c)

    assert MISSING not in client.get("/invoer/").content.decode()


def test_what_is_handed_in_is_no_longer_the_officers(
    officer_9a: Any, controller: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    due(jaarstukken, -1)
    due(jaarstukken, -1, "vaststellen")
    make_figure(indicator, 2017, 50, state="ingediend", changed_by=officer_9a)

    assert deadlines.to_do_for(officer_9a) == []
    assert [(task.termijn.step, task.is_of_controllers) for task in deadlines.to_do()] == [("vaststellen", True)]


def test_step_without_a_deadline_and_adopted_document_are_due_to_nobody(
    officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    assert deadlines.to_do_for(officer_9a) == []

    due(jaarstukken, 3)
    jaarstukken.adopted = True
    jaarstukken.save()

    assert deadlines.to_do_for(officer_9a) == []


# --- who is late


def test_controller_sees_who_is_late_with_what(
    client: Client, controller: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    due(jaarstukken, -1)
    client.force_login(controller)

    page = client.get("/te-laat/")

    (task,) = page.context["late"]
    assert (task.termijn.document, task.beleidsterrein) == (jaarstukken, indicator.doel.beleidsterrein)
    assert [person.username for person in task.people] == ["officer_9a"]
    assert MISSING in page.content.decode()


def test_beleidsterrein_without_owner_is_named(
    client: Client, controller: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    Eigenaar.objects.all().delete()
    due(jaarstukken, -1)
    client.force_login(controller)

    assert "zonder eigenaar" in client.get("/te-laat/").content.decode()


def test_stand_in_of_today_is_named_and_one_of_yesterday_is_not(
    officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    terrein = indicator.doel.beleidsterrein
    for name, until in (("stand_in", today()), ("late_stand_in", today() - timedelta(days=1))):
        user = make_user(name, "beleidsmedewerker")
        Eigenaar.objects.create(beleidsterrein=terrein, user=user, stands_in_for=officer_9a, until=until)
    due(jaarstukken, -1)

    (task,) = deadlines.to_do()

    assert [person.username for person in task.people] == ["officer_9a", "stand_in"]


def test_pages_cost_the_same_for_1_and_for_20_indicators(
    client: Client, controller: Any, officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    due(jaarstukken, -1)

    def queries() -> list[int]:
        counted = []
        for user, address in ((controller, "/te-laat/"), (officer_9a, "/invoer/")):
            client.force_login(user)
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counted.append(len(seen))
        return counted

    few = queries()
    for number in range(20):
        printed(f"9A2.{number}", indicator.doel.beleidsterrein, jaarstukken)

    assert queries() == few


def test_pages_look_at_the_nearest_documents_and_say_that_there_are_more(
    client: Client, controller: Any, officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    def reports(numbers: range) -> None:
        for number in numbers:
            made = DocumentFactory(kind="bestuursrapportage", number=number, through_year=None, adopted=False)
            due(made, number, "voortgang")

    def visit() -> tuple[list[int], list[bool]]:
        queries, says_more = [], []
        for user, address in ((controller, "/te-laat/"), (officer_9a, "/invoer/")):
            client.force_login(user)
            with CaptureQueriesContext(connection) as seen:
                page = client.get(address).content.decode()
            queries.append(len(seen))
            says_more.append("voor de 4 documenten met de eerste termijn" in page)
        return queries, says_more

    due(jaarstukken, -1)
    reports(range(1, deadlines.NEAREST))
    few, silent = visit()
    reports(range(deadlines.NEAREST, 10))
    many, told = visit()

    assert many == few
    assert (silent, told) == ([False, False], [True, True])
    assert deadlines.to_do(nearest=1)[0].termijn.document == jaarstukken


# --- setting them


def test_controller_sets_moves_and_takes_away_deadlines_on_the_record(
    client: Client, controller: Any, jaarstukken: Document
) -> None:
    client.force_login(controller)
    address = f"/documenten/{jaarstukken.pk}/termijnen/"

    client.post(address, {"cijfers": "2018-03-01", "toelichtingen": "2018-03-15"})
    client.post(address, {"cijfers": "2018-03-08", "toelichtingen": ""})

    assert [(termijn.step, termijn.date) for termijn in jaarstukken.termijnen.all()] == [("cijfers", date(2018, 3, 8))]
    assert 'value="2018-03-08"' in client.get(address).content.decode()
    history = Termijn.history.order_by("history_id")
    assert [(change.step, change.history_type) for change in history] == [
        ("cijfers", "+"),
        ("toelichtingen", "+"),
        ("cijfers", "~"),
        ("toelichtingen", "-"),
    ]
    assert {change.history_user for change in history} == {controller}


def test_day_that_does_not_exist_is_refused(client: Client, controller: Any, jaarstukken: Document) -> None:
    client.force_login(controller)

    page = client.post(f"/documenten/{jaarstukken.pk}/termijnen/", {"cijfers": "2018-02-30"})

    assert "Schrijf de datum zo: 31-12-2026." in page.content.decode()
    assert not Termijn.objects.exists()


def test_nobody_but_a_controller_sets_deadlines(officer_9a: Any, administrator: Any, jaarstukken: Document) -> None:
    for user in (officer_9a, administrator):
        with pytest.raises(PermissionDenied):
            deadlines.set_deadlines(jaarstukken, {Stap.CIJFERS: today()}, user=user)


# --- the reminder


def test_owner_is_mailed_what_is_missing_with_links(
    officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    due(jaarstukken, 7)

    assert tasks.remind() == 1

    (sent,) = mail.outbox
    assert sent.to == ["officer_9a@leiden.example"]
    assert sent.subject == "Herinnering: er ontbreekt nog iets voor Jaarstukken 2017"
    assert MISSING in sent.body
    assert f"https://doelen.leiden.example/invoer/cijfer/?indicator={indicator.slug}&jaar=2017\n" in sent.body
    assert "https://doelen.leiden.example/invoer/\n" in sent.body
    assert "TE LAAT" not in sent.body


def test_all_that_one_person_lacks_is_in_one_mail(
    officer_9a: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    earlier = DocumentFactory(kind="jaarstukken", year=2016, through_year=None, adopted=False)
    printed("9A1.b", indicator.doel.beleidsterrein, earlier)
    due(jaarstukken, 3)
    due(earlier, -1)

    reminders.remind(today())

    (sent,) = mail.outbox
    assert sent.subject == "Herinnering: er ontbreekt nog iets voor 2 documenten"
    assert sent.body.index("TE LAAT") < sent.body.index("Jaarstukken 2017")


def test_nobody_is_mailed_twice_on_a_day(indicator: Effectindicator, jaarstukken: Document) -> None:
    due(jaarstukken, 3)

    assert [reminders.remind(today()), reminders.remind(today())] == [1, 0]
    assert len(mail.outbox) == 1

    assert reminders.remind(today() + timedelta(days=1)) == 1


@pytest.mark.parametrize("days", [8, 30])
def test_deadline_more_than_a_week_ahead_is_not_reminded_of(
    indicator: Effectindicator, jaarstukken: Document, days: int
) -> None:
    due(jaarstukken, days)

    assert reminders.remind(today()) == 0


def test_who_has_nothing_missing_is_left_alone(
    officer_9a: Any, officer_9c: Any, indicator: Effectindicator, jaarstukken: Document
) -> None:
    officer_9c.email = "officer_9c@leiden.example"
    officer_9c.save()
    due(jaarstukken, 3)
    make_figure(indicator, 2017, 50, state="ingediend")

    assert reminders.remind(today()) == 0


def test_who_left_is_not_mailed(officer_9a: Any, indicator: Effectindicator, jaarstukken: Document) -> None:
    due(jaarstukken, 3)
    officer_9a.is_active = False
    officer_9a.save()

    assert reminders.remind(today()) == 0


def test_person_without_address_is_logged_and_skipped(
    officer_9a: Any, indicator: Effectindicator, jaarstukken: Document, caplog: pytest.LogCaptureFixture
) -> None:
    due(jaarstukken, 3)
    officer_9a.email = ""
    officer_9a.save()

    assert reminders.remind(today()) == 0
    assert "officer_9a has no e-mail address" in caplog.text
    assert not Herinnering.objects.exists()


def test_mail_that_could_not_be_queued_is_tried_again_and_stops_no_other(
    settings: LazySettings,
    officer_9a: Any,
    indicator: Effectindicator,
    jaarstukken: Document,
    caplog: pytest.LogCaptureFixture,
) -> None:
    due(jaarstukken, 3)
    settings.EMAIL_BACKEND = "django.core.mail.backends.nowhere.EmailBackend"
    assert reminders.remind(today()) == 0
    assert "could not remind officer_9a" in caplog.text

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert reminders.remind(today()) == 1


def test_reminder_waits_for_no_mail_server(
    settings: LazySettings, indicator: Effectindicator, jaarstukken: Document
) -> None:
    settings.EMAIL_BACKEND = "leidenmo.accounts.mail.QueueBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    due(jaarstukken, 3)

    assert reminders.remind(today()) == 1


def test_name_with_markup_and_target_with_quotes_are_plain_text(
    terrein_9a: Beleidsterrein, indicator: Effectindicator, jaarstukken: Document
) -> None:
    indicator.name = "Jeugd & 'zorg' <18"
    indicator.save()
    make_target(indicator, 2017, 50)
    due(jaarstukken, 3)

    reminders.remind(today())

    assert "Jeugd & 'zorg' <18" in mail.outbox[0].body
