"""Mail: queued with the request, sent behind it; a mail server that is down delays it and loses nothing."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from leidenmo.accounts import tasks
from leidenmo.celery import app

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Vul {{ jaar }} in, of {% zoek %} het op {# later #}: 5 < 6 & 7"


def free_port() -> int:
    """Return a port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postbus(Sink):
    """A mailbox that keeps what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.mail: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mail.append(BytesParser(policy=policy.default).parsebytes(envelope.content))
        return "250 OK"


@pytest.fixture(autouse=True)
def queue(settings: Any) -> Any:
    """Mail as it is in use: our queue, and behind it a mail server on a port where nothing listens yet."""
    cache.clear()
    settings.EMAIL_BACKEND = "leidenmo.accounts.mail.QueueBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    backends = {"default": "django.core.mail.backends.smtp.EmailBackend"}
    settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": backends}
    return settings


@pytest.fixture
def mail_server(queue: Any) -> Iterator[Postbus]:
    """A real mail server."""
    postbus = Postbus()
    controller = Controller(postbus, hostname="127.0.0.1", port=queue.EMAIL_PORT)
    controller.start()
    yield postbus
    controller.stop()


def due() -> None:
    """Let what waits for its next attempt be due now."""
    Email.objects.update(scheduled_time=timezone.now() - timedelta(seconds=1))


def test_mail_is_sent_once_the_transaction_is_committed(mail_server: Postbus) -> None:
    with transaction.atomic():
        send_mail("Onderwerp", TEXT, None, ["anna@leiden.example"])
        assert mail_server.mail == []

    (mail,) = mail_server.mail
    assert (mail["Subject"], mail["To"]) == ("Onderwerp", "anna@leiden.example")
    assert mail.get_content().strip() == TEXT


def test_mail_of_a_transaction_that_failed_is_never_sent(mail_server: Postbus) -> None:
    with transaction.atomic():
        send_mail("Onderwerp", TEXT, None, ["anna@leiden.example"])
        transaction.set_rollback(True)

    tasks.send_mail()
    assert mail_server.mail == []


def test_attachment_and_html_arrive(mail_server: Postbus) -> None:
    mail = EmailMultiAlternatives("Cijfers", TEXT, None, ["anna@leiden.example"])
    mail.attach_alternative(f"<p>{TEXT}</p>", "text/html")
    mail.attach("cijfers.csv", "jaar;waarde\n", "text/csv")

    get_connection().send_messages([mail])

    (mail,) = mail_server.mail
    assert mail.get_body(("html",)).get_content().strip() == f"<p>{TEXT}</p>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["cijfers.csv"]


def test_mail_server_that_is_down_delays_the_mail_and_not_the_request(
    client: Client, officer_9a: Any, queue: Any
) -> None:
    officer_9a.set_password("alleen-in-een-test")
    officer_9a.save()

    answer = client.post("/wachtwoord-vergeten/", {"email": officer_9a.email})

    assert answer.status_code == 302
    waiting = Email.objects.get()
    assert (waiting.status, waiting.to) == (STATUS.requeued, [officer_9a.email])
    for _ in range(3):  # minutes without a mail server
        due()
        tasks.send_mail()
    postbus = Postbus()
    controller = Controller(postbus, hostname="127.0.0.1", port=queue.EMAIL_PORT)
    controller.start()
    due()
    tasks.send_mail()
    tasks.send_mail()
    controller.stop()
    assert [mail["To"] for mail in postbus.mail] == [officer_9a.email]
    assert Email.objects.get().status == STATUS.sent


def test_broker_that_is_down_costs_nothing_but_a_minute(mail_server: Postbus, monkeypatch: pytest.MonkeyPatch) -> None:
    app.conf.task_always_eager = False
    monkeypatch.setattr(tasks.send_mail, "delay", _broken)

    send_mail("Onderwerp", TEXT, None, ["anna@leiden.example"])

    assert mail_server.mail == []
    assert tasks.send_mail() == 1
    assert len(mail_server.mail) == 1


def _broken(*_args: Any) -> None:
    """Fail as a broker does that is not there."""
    raise ConnectionError


def test_two_who_send_at_once_send_it_once(mail_server: Postbus) -> None:
    cache.set(tasks.LOCK, True)
    send_mail("Onderwerp", TEXT, None, ["anna@leiden.example"])

    assert tasks.send_mail() == 0
    cache.delete(tasks.LOCK)
    assert tasks.send_mail() == 1
