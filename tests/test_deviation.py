"""Agreed deviations: the light keeps its colour and carries a mark, until the last day has passed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from indicators import deviation, recalculation
from indicators.models import Afwijking, Effectindicator, IndicatorStatus
from indicators.publishing.reading import Indicator
from indicators.templatetags import dutch
from programmes.models import Beleidsterrein
from tests.factories import AfwijkingFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db

MARK = '<span class="agreed">'
PAGE = "/effectindicator/{}/{}/afwijking/"


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """Rood in 2017 (40 where 50 is aimed at), groen in 2016."""
    made = make_indicator("9A1.a", terrein_9a)
    for year, value in ((2016, 50), (2017, 40)):
        make_figure(made, year, value)
        make_target(made, year, 50)
    recalculation.recalculate()
    return made


def agree(indicator: Effectindicator, owner: Any, user: Any, year: int = 2017, **changes: Any) -> Afwijking:
    """Agree on the deviation of one year, for a month."""
    said = {"reason": "De sporthal is dicht", "until": timezone.localdate() + timedelta(days=30), **changes}
    return deviation.agree(indicator, year, owner=owner, user=user, **said)


def form(owner: Any, **changes: Any) -> dict[str, Any]:
    """Return what a controller sends."""
    last_day = timezone.localdate() + timedelta(days=30)
    sent = {"eigenaar": owner.pk, "reden": "De sporthal is dicht", "tot_en_met": last_day.isoformat()}
    return {"actie": "afspreken", **sent, **changes}


# --- agreeing


def test_controller_agrees_with_owner_reason_and_last_day(
    client: Client, controller: Any, officer_9a: Any, indicator: Effectindicator
) -> None:
    client.force_login(controller)

    client.post(PAGE.format(indicator.slug, 2017), form(officer_9a))

    afwijking = Afwijking.objects.get()
    assert (afwijking.indicator, afwijking.year, afwijking.owner) == (indicator, 2017, officer_9a)
    assert (afwijking.reason, afwijking.accepted_by) == ("De sporthal is dicht", controller)
    assert afwijking.until == timezone.localdate() + timedelta(days=30)
    made = afwijking.history.get()
    assert (made.history_user, made.history_change_reason) == (controller, "De sporthal is dicht")


def test_last_day_may_be_today(controller: Any, officer_9a: Any, indicator: Effectindicator) -> None:
    agree(indicator, officer_9a, controller, until=timezone.localdate())

    assert Afwijking.objects.current().exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tot_en_met": "2017-12-31"}, "voorbij"),
        ({"tot_en_met": ""}, "Vul dit in."),
        ({"reden": ""}, "Vul dit in."),
        ({"eigenaar": ""}, "Kies er een."),
    ],
)
def test_agreement_without_owner_reason_or_day_to_come_is_refused(
    client: Client,
    controller: Any,
    officer_9a: Any,
    indicator: Effectindicator,
    changes: dict[str, str],
    said: str,
) -> None:
    client.force_login(controller)

    page = client.post(PAGE.format(indicator.slug, 2017), form(officer_9a, **changes))

    assert said in page.content.decode()
    assert not Afwijking.objects.exists()


def test_owners_of_the_beleidsterrein_come_first_and_who_left_does_not_come(
    client: Client, controller: Any, officer_9a: Any, indicator: Effectindicator
) -> None:
    left = make_user("aaa_left", "beleidsmedewerker", is_active=False)
    client.force_login(controller)

    choices = client.get(PAGE.format(indicator.slug, 2017)).context["form"].fields["eigenaar"].queryset

    assert choices.first() == officer_9a
    assert left not in choices
    with pytest.raises(ValidationError, match="werkt hier niet meer"):
        agree(indicator, left, controller)


@pytest.mark.parametrize("year", [2016, 2015])
def test_light_that_is_not_oranje_or_rood_is_not_agreed_on(
    client: Client, controller: Any, officer_9a: Any, indicator: Effectindicator, year: int
) -> None:
    client.force_login(controller)

    page = client.post(PAGE.format(indicator.slug, year), form(officer_9a))

    assert "vastgesteld stoplicht dat oranje of rood is" in page.content.decode()
    assert not Afwijking.objects.exists()


def test_figure_that_the_council_does_not_see_is_not_agreed_on(
    controller: Any, officer_9a: Any, indicator: Effectindicator
) -> None:
    make_target(indicator, 2018, 50)
    make_figure(indicator, 2018, 10, state="ingediend")
    recalculation.recalculate()

    with pytest.raises(ValidationError, match="vastgesteld stoplicht"):
        agree(indicator, officer_9a, controller, year=2018)


def test_year_has_one_agreement_at_a_time(controller: Any, officer_9a: Any, indicator: Effectindicator) -> None:
    agree(indicator, officer_9a, controller)

    with pytest.raises(ValidationError, match="al iets afgesproken"):
        agree(indicator, officer_9a, controller)

    deviation.end(indicator, 2017, user=controller, why="Weer open")
    agree(indicator, officer_9a, controller)
    assert Afwijking.objects.current().count() == 1


def test_nobody_but_a_controller_agrees_or_ends(
    controller: Any, officer_9a: Any, administrator: Any, indicator: Effectindicator
) -> None:
    agree(indicator, officer_9a, controller)
    for user in (officer_9a, administrator):
        with pytest.raises(PermissionDenied):
            agree(indicator, officer_9a, user)
        with pytest.raises(PermissionDenied):
            deviation.end(indicator, 2017, user=user, why="Ik wil het niet")


# --- the mark


@pytest.mark.parametrize(
    "address", ["/?jaar=2017", "/beleidsterrein/{terrein}/?jaar=2017", "/effectindicator/{indicator}/?jaar=2017"]
)
def test_light_keeps_its_colour_and_carries_the_mark_wherever_it_is_shown(
    client: Client, officer_9a: Any, indicator: Effectindicator, address: str
) -> None:
    afwijking = AfwijkingFactory(indicator=indicator, owner=officer_9a)

    slugs = {"terrein": indicator.doel.beleidsterrein.slug, "indicator": indicator.slug}
    page = client.get(address.format(**slugs)).content.decode()

    last_day = date_format(afwijking.until, "j F Y")
    assert f'<span class="light light-rood">Rood</span> {MARK}afgesproken tot en met {last_day}</span>' in page


def test_reason_is_for_everyone_and_the_name_of_the_owner_for_who_logged_in(
    client: Client, officer_9a: Any, council_member: Any, indicator: Effectindicator
) -> None:
    AfwijkingFactory(indicator=indicator, owner=officer_9a)
    address = f"/effectindicator/{indicator.slug}/?jaar=2017"

    public = client.get(address).content.decode()
    client.force_login(council_member)
    inside = client.get(address).content.decode()

    assert "De sporthal is dicht voor een verbouwing" in public
    assert "officer_9a" not in public
    assert "officer_9a staat ervoor" in inside


def test_agreement_ends_by_itself_the_day_after_its_last(
    client: Client, officer_9a: Any, indicator: Effectindicator
) -> None:
    today = timezone.localdate()
    afwijking = AfwijkingFactory(indicator=indicator, owner=officer_9a, until=today)
    assert MARK in client.get("/?jaar=2017").content.decode()

    afwijking.until = today - timedelta(days=1)
    afwijking.save()

    assert MARK not in client.get("/?jaar=2017").content.decode()
    assert IndicatorStatus.objects.get(indicator=indicator, year=2017, stand="vastgesteld").stoplicht == "rood"


def test_light_that_became_groen_carries_no_mark(client: Client, officer_9a: Any, indicator: Effectindicator) -> None:
    AfwijkingFactory(indicator=indicator, owner=officer_9a, year=2016)

    assert MARK not in client.get("/?jaar=2016").content.decode()


def test_agreement_of_one_year_says_nothing_of_another(
    client: Client, officer_9a: Any, indicator: Effectindicator
) -> None:
    make_figure(indicator, 2018, 40)
    make_target(indicator, 2018, 50)
    recalculation.recalculate()
    AfwijkingFactory(indicator=indicator, owner=officer_9a)

    assert MARK not in client.get("/?jaar=2018").content.decode()


@pytest.mark.parametrize(("colour", "mark"), [("rood", "afgesproken tot en met 31 december 2018"), ("groen", "")])
def test_publication_carries_the_mark_it_was_published_with(colour: str, mark: str) -> None:
    agreed = {"year": 2017, "reason": "De sporthal is dicht", "until": "2018-12-31"}
    light = {"year": 2017, "stoplicht": colour}
    entry = {"slug": "9a1-a", "code": "9A1.a", "name": "Naam", "stoplichten": [light], "afwijking": agreed}

    written = dutch.afgesproken(Indicator(entry, 2017).afwijking)

    assert re.sub(r"<[^>]+>", "", written) == mark


# --- ending it


def test_agreement_is_ended_earlier_with_a_reason(
    client: Client, controller: Any, officer_9a: Any, indicator: Effectindicator
) -> None:
    agree(indicator, officer_9a, controller)
    client.force_login(controller)
    address = PAGE.format(indicator.slug, 2017)

    refused = client.post(address, {"actie": "beeindigen", "reden": ""})
    assert "Vul dit in." in refused.content.decode()
    client.post(address, {"actie": "beeindigen", "reden": "De hal is weer open"})

    afwijking = Afwijking.objects.get()
    assert afwijking.ended_by == controller
    assert afwijking.history.latest().history_change_reason == "De hal is weer open"
    page = client.get(address).content.decode()
    assert MARK not in page
    assert "De hal is weer open" in page
    assert "De sporthal is dicht" in page


def test_what_has_ended_cannot_be_ended(controller: Any, indicator: Effectindicator) -> None:
    with pytest.raises(ValidationError, match="niets"):
        deviation.end(indicator, 2017, user=controller, why="Weer open")


def test_unknown_indicator_is_not_found(client: Client, controller: Any) -> None:
    client.force_login(controller)

    assert client.get(PAGE.format("bestaat-niet", 2017)).status_code == 404
