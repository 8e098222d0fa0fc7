"""What need not be kept goes when docs/bewaren.md says, not a day before; what must stay, stays."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from indicators.choices import LadingStaat
from indicators.models import Lading, Realisatie
from leidenmo import jobs, retention
from leidenmo.accounts import tasks
from leidenmo.accounts.models import AccountChange, What
from tests.conftest import REPOSITORY
from tests.factories import LadingFactory, make_figure, make_indicator, make_user

pytestmark = pytest.mark.django_db

POLICY = REPOSITORY / "docs" / "bewaren.md"
DAYS = {rule.what: rule.days for rule in retention.RULES}


def ago(days: float) -> Any:
    """Return the moment that many days ago."""
    return timezone.now() - timedelta(days=days)


def forgotten(what: str) -> int:
    """Return how much a rule removes now."""
    return {rule.what: removed for rule, removed in retention.forget()}[what]


@pytest.mark.parametrize("rule", retention.RULES, ids=lambda rule: rule.what)
def test_policy_says_of_each_rule_after_how_many_days(rule: retention.Rule) -> None:
    (line,) = [one for one in POLICY.read_text(encoding="utf-8").splitlines() if one.startswith(f"| {rule.what} |")]

    assert line.split("|")[3].split()[:2] == [str(rule.days), "dagen"]


def test_session_that_ended_goes_with_from_where_it_was(client: Client) -> None:
    user = make_user("officer", "beleidsmedewerker")
    client.force_login(user)
    for key in (client.session.session_key, "ended"):
        UserSession.objects.create(user=user, session_key=key, ip="192.0.2.7", user_agent="x")
    Session.objects.create(session_key="ended", session_data="", expire_date=ago(0.01))

    assert forgotten("sessies") == 1

    assert Session.objects.get().session_key == client.session.session_key
    assert UserSession.objects.get().session_key == client.session.session_key


def test_attempts_that_count_no_more_go_and_others_stay() -> None:
    cache.clear()
    cache.set("counts", 1, 60)
    cache.set("counted", 1, 60)
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(ago(1).replace(microsecond=0))
        cursor.execute("UPDATE cache SET expires = %s WHERE cache_key LIKE %s", [moment, "%counted"])

    assert forgotten("inlogpogingen") == 1

    assert cache.get("counts") == 1


@pytest.mark.parametrize(("active", "days", "goes"), [(True, 99, False), (False, 29, False), (False, 31, True)])
def test_devices_of_an_account_go_once_it_was_closed_long_enough(active: bool, days: int, goes: bool) -> None:
    user = make_user("controller", "controller")
    user.is_active = active
    user.save()
    AccountChange.objects.filter(what=What.ACTIEF)._raw_delete("default")
    if not active:
        AccountChange.objects.create(user=user, way="beheer", what=What.ACTIEF, before="ja", after="nee", at=ago(days))

    forgotten("inlogmiddelen")

    assert Authenticator.objects.filter(user=user).exists() != goes
    assert AccountChange.objects.filter(what=What.TWEEDE_FACTOR, after="").exists() == goes


@pytest.mark.parametrize(("days", "left"), [(39, 1), (41, 0)])
def test_old_mail_goes(days: int, left: int) -> None:
    Email.objects.create(from_email="leidenmo@localhost", to="anna@leiden.example", status=STATUS.sent)
    Email.objects.update(created=ago(days))

    forgotten("mail")

    assert Email.objects.count() == left


def loaded(**said: Any) -> Lading:
    """Return a lading that was loaded."""
    lading: Lading = LadingFactory(state=LadingStaat.GELADEN, loaded_at=timezone.now(), brought={}, **said)
    return lading


@pytest.mark.parametrize(("days", "kept"), [(179, b"9A1.a"), (181, b"")])
def test_bytes_of_what_was_loaded_go_and_what_it_brought_stays(days: int, kept: bytes) -> None:
    lading = loaded(uploaded_at=ago(days))

    forgotten("bestanden")

    lading.refresh_from_db()
    assert bytes(lading.data) == kept
    assert (lading.name, lading.sha256, lading.brought) == ("begroting.txt", "a" * 64, {})


@pytest.mark.parametrize(("days", "left"), [(179, 1), (181, 0)])
def test_file_that_was_never_loaded_goes_whole(days: int, left: int) -> None:
    LadingFactory(uploaded_at=ago(days))

    forgotten("nooit geladen")

    assert Lading.objects.count() == left


def test_page_of_a_lading_says_that_its_file_is_gone(client: Client, administrator: Any) -> None:
    client.force_login(administrator)
    here, gone = loaded(), loaded(data=b"")

    assert "Wat er gebracht is" in client.get(here.get_absolute_url()).content.decode()
    page = client.get(gone.get_absolute_url()).content.decode()
    assert "wordt niet meer bewaard" in page
    assert gone.sha256 in page
    assert client.get(f"{gone.get_absolute_url()}bestand/").status_code == 404


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_log_of_the_admin_goes(days: int, left: int) -> None:
    about = ContentType.objects.get_for_model(Realisatie)
    user = make_user("administrator", "beheerder")
    LogEntry.objects.create(user=user, content_type=about, object_id="1", action_flag=CHANGE, action_time=ago(days))

    forgotten("beheerlog")

    assert LogEntry.objects.count() == left


def test_figures_and_their_history_stay() -> None:
    figure = make_figure(make_indicator("9A1.a"), 2017, 44, changed_by=make_user("officer", "beleidsmedewerker"))
    Realisatie.history.update(history_date=ago(9_999))

    list(retention.forget())

    assert Realisatie.objects.get() == figure
    assert Realisatie.history.get().changed_by.username == "officer"


def test_beat_forgets_each_night_and_the_command_says_what(capsys: pytest.CaptureFixture[str]) -> None:
    LadingFactory(uploaded_at=ago(181))
    call_command("forget")

    assert "nooit geladen (na 180 dagen): 1" in capsys.readouterr().out
    assert jobs.SCHEDULE["forget"]["task"] == tasks.forget.name
    assert tasks.forget() == 0
