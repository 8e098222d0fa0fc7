"""A worker that is killed in the middle of reading or loading: it is said, nothing is half loaded, and it goes on."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from indicators.choices import LadingStaat
from indicators.imports import ladingen
from indicators.imports.loading import ask_to_load, difference_of
from indicators.imports.which_document import read_name
from indicators.models import Effectindicator, Lading, Realisatie
from programmes.models import Document
from tests.browser.conftest import Worker
from tests.deliveries import lading_of, row
from tests.factories import DoelFactory, make_user
from tests.spreadsheets import HEADING, xlsx

pytestmark = pytest.mark.django_db(transaction=True)

YEARS = range(1990, 2020)
PATIENCE = 120  # seconds


@pytest.fixture
def beheerder(transactional_db: None, client: Client) -> Client:
    """The administrator at a browser."""
    client.force_login(make_user("administrator", "beheerder", is_staff=True))
    return client


def now(lading: Lading) -> Lading:
    """Return it as it is stored."""
    return Lading.objects.defer("data", "delivery").get(pk=lading.pk)


def wait_until(lading: Lading, condition: Callable[[Lading], Any]) -> Lading:
    """Return it once it is so."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if condition(found := now(lading)):
            return found
        time.sleep(0.05)
    raise AssertionError(f"still {found.state} {found.step} {found.done}/{found.total} {found.error}")


def page_of(client: Client, lading: Lading) -> str:
    """Return what its page says."""
    return " ".join(client.get(lading.get_absolute_url()).content.decode().split())


def let_time_pass() -> None:
    """Have nothing been heard for longer than a job is silent."""
    Lading.objects.update(heard_at=timezone.now() - timedelta(minutes=5))


def begin(worker: Worker) -> None:
    """Start the worker again, which then looks for what nobody took up."""
    worker.kill()
    let_time_pass()
    worker.start()


def test_reading_is_taken_up_again(beheerder: Client, worker: Worker) -> None:
    rows = [(f"9A{n // 26 + 1}.{chr(97 + n % 26)}", f"Indicator {n}", "%", n, n, n, "CBS") for n in range(8_000)]
    lading = ladingen.receive(xlsx([HEADING, *rows]), "begroting.xlsx", read_name("begroting 2019"), user=None)
    begin(worker)
    wait_until(lading, lambda one: one.step == "rijen" and one.done > 0)

    worker.kill()

    assert now(lading).state == LadingStaat.BEZIG
    let_time_pass()
    page = page_of(beheerder, lading)
    assert "seconden niets gehoord: het programma dat dit deed, is uitgevallen" in page
    assert "Lees opnieuw" in page
    begin(worker)
    wait_until(lading, lambda one: one.state == LadingStaat.BEZIG and one.broken_off == 1)
    assert "Dit is 1 keer afgebroken" in page_of(beheerder, lading)
    wait_until(lading, lambda one: one.state == LadingStaat.GELEZEN)
    assert len(Lading.objects.get().delivery["rows"]) == len(rows)


def test_loading_is_all_or_nothing_and_taken_up_again(beheerder: Client, worker: Worker) -> None:
    doel = DoelFactory(code="9A1")
    rows = [
        row(
            f"9A1.{chr(97 + n // 26)}{chr(97 + n % 26)}",
            f"Kenmerk {n}",
            parent=doel.code,
            direction="hoger",
            unit="%",
            realisaties=dict.fromkeys(YEARS, "12%"),
            line=n + 1,
        )
        for n in range(500)
    ]
    lading = lading_of(*rows)
    verschil = difference_of(lading, None)
    assert not verschil.open
    ask_to_load(lading, user=None, seen=verschil.fingerprint)
    begin(worker)
    wait_until(lading, lambda one: one.step)
    if connection.vendor == "sqlite":
        time.sleep(1)  # how far it is cannot be seen there, and it takes longer than that

    worker.kill()

    assert now(lading).state == LadingStaat.LADEN
    assert not Realisatie.objects.exists()
    assert not Effectindicator.objects.exists()
    assert not Document.objects.exists()
    let_time_pass()
    page = page_of(beheerder, lading)
    assert "er is niets geladen" in page
    assert "Laad opnieuw" in page
    begin(worker)
    wait_until(lading, lambda one: one.state == LadingStaat.GELADEN)
    assert Realisatie.objects.count() == len(rows) * len(YEARS)
