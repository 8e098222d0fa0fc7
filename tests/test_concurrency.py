"""Officers who save the same figures at the same moment, with the form of the page: nothing is overwritten unseen.

Shorter than the same in `make faults`, which plays it with eight officers on a real installation.
"""

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from faults.people import Person, Saves, Seen
from faults.verdict import history_of, lost, told_and_kept
from indicators import recalculation
from indicators.inputs import stale
from indicators.models import IndicatorStatus, Reeks
from programmes.models import Beleidsterrein
from tests.factories import make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db(transaction=True)

OFFICERS, FIGURES, SECONDS = 4, 4, 6
YEAR = 2026


@pytest.fixture
def hammered(terrein_9a: Beleidsterrein, live_server: Any) -> Seen:
    """What officers saw who all saved the same figures for some seconds; each save is judged at once."""
    for n in range(FIGURES):
        indicator = make_indicator(f"9A1.{n}", terrein_9a, maximum=None)
        make_figure(indicator, YEAR - 1, 50 + n)
        make_target(indicator, YEAR, 1_100)
    only, seen = frozenset(Reeks.objects.values_list("pk", flat=True)), Seen()
    loops = []
    for n in range(OFFICERS):
        officer = make_user(f"officer_{n}", "beleidsmedewerker")
        terrein_9a.owners.add(officer)
        person = Person(live_server.url, officer.email, "")
        client = Client()
        client.force_login(officer)
        person.browser.cookies.set(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
        loops.append(Saves(person, seen, year=YEAR, cells=2, only=only))
    for loop in loops:
        loop.start()
    time.sleep(SECONDS)
    for loop in loops:
        loop.stop()
    return seen


def test_accepted_saves_are_in_the_history_in_order_and_rejected_ones_were_told(hammered: Seen) -> None:
    history, now = history_of(YEAR)

    assert hammered.broken == []
    assert hammered.saved
    assert hammered.rejected
    assert lost(hammered.saved, history, now) == []
    assert told_and_kept(hammered.rejected, history) == []
    assert sum(map(len, history.values())) == len(hammered.saved)
    assert hammered.sent == len(hammered.saved) + len(hammered.rejected)


def test_recomputes_that_race_end_in_the_right_colours(hammered: Seen) -> None:
    assert IndicatorStatus.objects.filter(year=YEAR, stand="werk").count() == len(history_of(YEAR)[1])
    assert not stale()
    assert recalculation.recalculate().changed == 0
