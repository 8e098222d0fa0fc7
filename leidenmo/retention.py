"""What is removed when it is no longer needed: the rules of docs/bewaren.md, one function each (AVG, article 5.1.e).

Figures, targets, publications, their history and the record of accounts are no part of it: the municipality accounts
with them for what it told its council, and its archivist says how long.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from post_office.models import Email

from indicators.choices import LadingStaat
from indicators.models import Lading
from leidenmo.accounts.models import AccountChange, What
from leidenmo.accounts.rights import record

NEVER_LOADED = (LadingStaat.WACHT, LadingStaat.MISLUKT, LadingStaat.GELEZEN)


class Rule(NamedTuple):
    """One rule: what it is about (a word of docs/bewaren.md), after how many days, and what then goes."""

    what: str
    days: int
    remove: Callable[[datetime], int]  # given the moment before which it is old; returns how many


def forget() -> Iterator[tuple[Rule, int]]:
    """Remove what each rule says, and yield the rule with how many it removed."""
    for rule in RULES:
        yield rule, rule.remove(timezone.now() - timedelta(days=rule.days))


def sessions(before: datetime) -> int:
    """Remove sessions that ended, and with them from where and with which browser somebody was logged in."""
    removed, _ = Session.objects.filter(expire_date__lt=before).delete()
    ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    ended.delete()
    return removed


def login_attempts(before: datetime) -> int:
    """Remove counts of attempts that count no more; Redis does so by itself, a table of the database does not."""
    return sum(_expired(caches[name], before) for name in settings.CACHES)


def _expired(cache: Any, before: datetime) -> int:
    """Remove what is expired in a cache that is a table; return how many."""
    if not isinstance(cache, DatabaseCache):
        return 0
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
    moment = connection.ops.adapt_datetimefield_value(before.replace(microsecond=0))  # as DatabaseCache writes it
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - its own name
        return int(cursor.rowcount)


def devices(before: datetime) -> int:
    """Remove with what an account could log in (app, passkeys, recovery codes) once it was closed so long ago."""
    removed = 0
    for user in _closed(before).filter(authenticator__isnull=False).distinct():
        with transaction.atomic():
            removed += Authenticator.objects.filter(user=user).delete()[0]
            record(user, What.TWEEDE_FACTOR, "ingesteld", "")
    return removed


def _closed(before: datetime) -> QuerySet[Any]:
    """Return the accounts that were closed before then and not touched since."""
    lately = AccountChange.objects.filter(what=What.ACTIEF, at__gte=before).values("user")
    return get_user_model().objects.filter(is_active=False).exclude(pk__in=lately)


def files_brought(before: datetime) -> int:
    """Remove the bytes of files that were loaded, or taken back; name, checksum and what they brought stay."""
    old = Lading.objects.filter(uploaded_at__lt=before).exclude(state__in=(*NEVER_LOADED, LadingStaat.LADEN))
    return int(old.exclude(data=b"").update(data=b""))


def files_never_loaded(before: datetime) -> int:
    """Remove files that were brought and never loaded, with all that was read of them."""
    removed, _ = Lading.objects.filter(uploaded_at__lt=before, state__in=NEVER_LOADED).delete()
    return removed


def mail(before: datetime) -> int:
    """Remove mail of long ago, sent or given up: it holds names, and links that no longer work."""
    removed, _ = Email.objects.filter(created__lt=before).delete()
    return int(removed)


def admin_log(before: datetime) -> int:
    """Remove Django's own list of who opened what in the admin; the history of each thing says it, with why."""
    removed, _ = LogEntry.objects.filter(action_time__lt=before).delete()
    return removed


RULES = (
    Rule("sessies", 0, sessions),
    Rule("inlogpogingen", 0, login_attempts),
    Rule("inlogmiddelen", 30, devices),
    Rule("mail", 40, mail),  # longer than the queue goes on trying; long enough to answer "did it go out?"
    Rule("bestanden", 180, files_brought),
    Rule("nooit geladen", 180, files_never_loaded),
    Rule("beheerlog", 365, admin_log),
)
