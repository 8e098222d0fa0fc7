"""The life of a figure: concept, ingediend, vastgesteld; given back, corrected, withdrawn; and who may do what."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from indicators import recalculation
from indicators.adoption import Antwoord, adopt, give_back
from indicators.choices import OPEN_STATES
from indicators.entry import Opgave, SomeoneElseWasFirst, enter, newest, opgave_of, token, withdraw
from indicators.models import Effectindicator, IndicatorStatus, Realisatie
from programmes.models import Beleidsterrein
from tests.factories import DocumentFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db

FIFTY_FIVE = Opgave(2018, 2018, Decimal(55))


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """A percentage of 9A with a target of 50 for 2018."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2018, 50)
    return indicator


@pytest.fixture
def owning_controller(controller: Any, terrein_9a: Beleidsterrein) -> Any:
    """A controller who owns 9A as well, so that only four eyes stand between them and their own figure."""
    controller.groups.add(Group.objects.get(name="beleidsmedewerker"))
    terrein_9a.owners.add(controller)
    return controller


def say(
    indicator: Effectindicator, user: Any, *, hand_in: bool = True, seen: str | None = None, **says: Any
) -> Realisatie:
    """Enter 55 over 2018 (or what is said), having seen what is there."""
    reeks = indicator.reeksen.get()
    shown = token(newest(reeks, 2018)) if seen is None else seen
    return enter(reeks, replace(FIFTY_FIVE, **says), user=user, seen=shown, hand_in=hand_in)


def these(*figures: Realisatie) -> Any:
    """Return the figures as the desk asks for them."""
    return Realisatie.objects.filter(pk__in=[figure.pk for figure in figures])


def decide(user: Any, *figures: Realisatie) -> Antwoord:
    """Adopt these figures, as they are now."""
    return adopt(these(*figures), user=user, seen=[token(figure) for figure in these(*figures)])


# --- four eyes


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal(56)},
        {"value": None, "reason": "niet_gemeten"},
        {"note": "Enquête"},
        {"measured_year": 2017},
        {"provisional": True},
        {"respondents": 400},
    ],
)
def test_who_last_changed_what_a_figure_says_cannot_adopt_it(
    indicator: Effectindicator, officer_9a: Any, owning_controller: Any, change: dict[str, Any]
) -> None:
    say(indicator, officer_9a)
    figure = say(indicator, owning_controller, **change)

    assert "vier ogen" in decide(owning_controller, figure).refused[0][1]
    assert newest(figure.reeks, 2018).state == "ingediend"  # type: ignore[union-attr]


def test_handing_in_unchanged_leaves_it_the_figure_of_who_typed_it(
    indicator: Effectindicator, officer_9a: Any, owning_controller: Any
) -> None:
    typed = say(indicator, officer_9a, hand_in=False)
    figure = say(indicator, owning_controller)

    assert (figure.changed_by, figure.changed_at) == (officer_9a, typed.changed_at)
    assert figure.handed_in_by == owning_controller
    assert decide(owning_controller, figure).done == [figure]


def test_typing_it_and_having_another_hand_it_in_is_still_ones_own(
    indicator: Effectindicator, officer_9a: Any, owning_controller: Any
) -> None:
    say(indicator, owning_controller, hand_in=False)
    figure = say(indicator, officer_9a)

    assert "vier ogen" in decide(owning_controller, figure).refused[0][1]


def test_officer_cannot_adopt_or_give_back_by_the_functions_either(indicator: Effectindicator, officer_9a: Any) -> None:
    figure = say(indicator, officer_9a)

    with pytest.raises(PermissionDenied):
        decide(officer_9a, figure)
    with pytest.raises(PermissionDenied):
        give_back(these(figure), user=officer_9a, why="nee", seen=[token(figure)])


# --- giving back


def test_figure_that_is_given_back_is_a_concept_that_says_who_and_why(
    indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    figure = say(indicator, officer_9a)

    answer = give_back(these(figure), user=controller, why=" De bron ontbreekt. ", seen=[token(figure)])

    assert answer.done == [figure]
    figure.refresh_from_db()
    assert (figure.state, figure.returned_by, figure.return_reason) == ("concept", controller, "De bron ontbreekt.")
    assert figure.returned_at is not None
    assert figure.changed_by == officer_9a
    assert figure.history.latest().history_change_reason == "De bron ontbreekt."


def test_handing_in_again_clears_that_it_was_given_back_and_keeping_a_concept_does_not(
    indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    figure = say(indicator, officer_9a)
    give_back(these(figure), user=controller, why="De bron ontbreekt.", seen=[token(figure)])

    kept = say(indicator, officer_9a, hand_in=False, note="Bron: Stadsenquête")
    assert kept.return_reason == "De bron ontbreekt."

    again = say(indicator, officer_9a, note="Bron: Stadsenquête")
    assert (again.returned_by, again.returned_at, again.return_reason) == (None, None, "")


def test_giving_back_takes_a_reason_and_a_figure_that_waits(
    indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    figure = say(indicator, officer_9a)

    with pytest.raises(ValidationError, match="Schrijf waarom u teruggeeft"):
        give_back(these(figure), user=controller, why="  ", seen=[token(figure)])
    assert give_back(these(figure), user=controller, why="nee", seen=[]).refused
    decide(controller, figure)
    assert "al vastgesteld" in give_back(these(figure), user=controller, why="nee", seen=[]).refused[0][1]


# --- corrections and withdrawals


def test_correction_says_why_and_the_old_figure_counts_until_it_is_adopted(
    indicator: Effectindicator, officer_9a: Any, controller: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        decide(controller, say(indicator, officer_9a))
    with pytest.raises(ValidationError, match="Schrijf waarom u het vastgestelde cijfer"):
        say(indicator, officer_9a, value=Decimal(10))

    with django_capture_on_commit_callbacks(execute=True):
        correction = say(indicator, officer_9a, value=Decimal(10), why="Tikfout")
    assert IndicatorStatus.objects.get(year=2018, stand="vastgesteld").value == 55
    assert IndicatorStatus.objects.get(year=2018, stand="werk").value == 10

    with django_capture_on_commit_callbacks(execute=True):
        decide(controller, correction)
    assert IndicatorStatus.objects.get(year=2018, stand="vastgesteld").value == 10
    assert list(Realisatie.objects.values_list("version", "value", "why")) == [(1, 55, ""), (2, 10, "Tikfout")]


def test_open_correction_keeps_asking_why(indicator: Effectindicator, officer_9a: Any) -> None:
    make_figure(indicator, 2018, 60)
    say(indicator, officer_9a, why="Tikfout")

    with pytest.raises(ValidationError, match="Schrijf waarom"):
        say(indicator, officer_9a, value=Decimal(56))


def test_saying_the_same_as_was_adopted_makes_no_version(indicator: Effectindicator, officer_9a: Any) -> None:
    make_figure(indicator, 2018, 55)

    with pytest.raises(ValidationError, match="Zo is het cijfer al vastgesteld"):
        say(indicator, officer_9a, why="zomaar")

    assert Realisatie.objects.count() == 1


def test_adopted_figure_is_withdrawn_by_a_version_without_a_value(
    indicator: Effectindicator, officer_9a: Any, controller: Any, django_capture_on_commit_callbacks: Any
) -> None:
    make_figure(indicator, 2018, 60)

    with django_capture_on_commit_callbacks(execute=True):
        decide(controller, say(indicator, officer_9a, value=None, reason="niet_beschikbaar", why="Enquête deugde niet"))

    status = IndicatorStatus.objects.get(year=2018, stand="vastgesteld")
    assert (status.stoplicht, status.value_reason) == ("grijs", "niet_beschikbaar")


def test_figure_that_never_counted_is_thrown_away_on_record(indicator: Effectindicator, officer_9a: Any) -> None:
    figure = say(indicator, officer_9a)

    withdraw(figure, user=officer_9a, why="Verkeerde indicator", seen=token(figure))

    assert not Realisatie.objects.exists()
    last = Realisatie.history.latest()
    assert (last.history_type, last.history_user, last.history_change_reason, last.value) == (
        "-",
        officer_9a,
        "Verkeerde indicator",
        55,
    )


def test_throwing_away_takes_a_reason_ones_own_indicator_what_was_seen_and_an_open_figure(
    indicator: Effectindicator, officer_9a: Any, officer_9c: Any, controller: Any
) -> None:
    figure = say(indicator, officer_9a)

    with pytest.raises(ValidationError):
        withdraw(figure, user=officer_9a, why=" ", seen=token(figure))
    with pytest.raises(PermissionDenied):
        withdraw(figure, user=officer_9c, why="weg", seen=token(figure))
    with pytest.raises(SomeoneElseWasFirst):
        withdraw(figure, user=officer_9a, why="weg", seen="")
    decide(controller, figure)
    figure.refresh_from_db()
    with pytest.raises(ValidationError, match="nieuwe versie"):
        withdraw(figure, user=officer_9a, why="weg", seen=token(figure))
    assert Realisatie.objects.exists()


def test_provisional_figure_is_made_definitive_with_one_button_and_adopted_by_a_controller(
    client: Client, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    figure = make_figure(indicator, 2018, 60, provisional=True, note="Voorlopige telling", measured_year=2017)
    client.force_login(officer_9a)
    form = client.get("/invoer/cijfer/", {"indicator": indicator.slug, "jaar": 2018})
    assert "Dien in als definitief" in form.content.decode()

    client.post(f"/invoer/cijfer/{figure.pk}/definitief/", {"gezien": token(figure)})

    new = newest(figure.reeks, 2018)
    assert new is not None
    assert (new.version, new.state, new.provisional) == (2, "ingediend", False)
    assert "Definitief" in new.why
    # What was not said is not changed: nobody confirmed the other measuring year.
    assert replace(opgave_of(new), provisional=True, why="") == opgave_of(figure)
    assert decide(controller, new).done == [new]


# --- two people, and one person twice


def test_same_form_sent_twice_is_no_conflict_with_oneself(indicator: Effectindicator, officer_9a: Any) -> None:
    first = say(indicator, officer_9a, seen="")
    second = say(indicator, officer_9a, seen="")

    assert first == second
    assert Realisatie.history.count() == 1


def test_same_figure_of_somebody_else_is_a_conflict(
    indicator: Effectindicator, officer_9a: Any, owning_controller: Any
) -> None:
    say(indicator, officer_9a, seen="")

    with pytest.raises(SomeoneElseWasFirst):
        say(indicator, owning_controller, seen="")


def test_conflict_shows_both_figures_and_asks_why_when_the_other_was_adopted(
    client: Client, indicator: Effectindicator, officer_9a: Any
) -> None:
    client.force_login(officer_9a)
    make_figure(indicator, 2018, 60, note="Van de controller")

    typed = {"indicator": indicator.slug, "jaar": 2018, "waarde": "55", "opmerking": "Van mij", "actie": "indienen"}
    page = client.post("/invoer/cijfer/", typed).content.decode()

    assert "Van de controller" in page
    assert page.count("Van mij") >= 2
    assert 'name="waarom"' in page


# --- who may


def test_stand_in_saves_until_the_last_day_and_not_after(indicator: Effectindicator, officer_9a: Any) -> None:
    stand_in = make_user("vervanger", "beleidsmedewerker")
    today = timezone.localdate()
    terrein = indicator.doel.beleidsterrein
    eigenaar = terrein.eigenaren.create(user=stand_in, stands_in_for=officer_9a, until=today)
    assert say(indicator, stand_in).state == "ingediend"

    eigenaar.until = today - timedelta(days=1)
    eigenaar.save()

    with pytest.raises(PermissionDenied):
        say(indicator, stand_in, value=Decimal(56))


@pytest.mark.parametrize("change", ["role", "active"])
def test_owner_without_role_or_login_cannot_save(indicator: Effectindicator, officer_9a: Any, change: str) -> None:
    if change == "role":
        officer_9a.groups.clear()
    else:
        officer_9a.is_active = False
        officer_9a.save()

    with pytest.raises(PermissionDenied):
        say(indicator, officer_9a)
    assert not Realisatie.objects.filter(state__in=OPEN_STATES).exists()


def test_judging_while_typing_says_that_the_session_is_over(stranger: Client, indicator: Effectindicator) -> None:
    piece = stranger.post("/invoer/cijfer/", {"waarde": "48"}, headers={"hx-request": "true"})

    assert piece.status_code == 401
    assert "niet meer ingelogd" in piece.content.decode()
    assert "<html" not in piece.content.decode()


def test_what_was_typed_is_read_back_when_saving_finds_the_session_over(
    stranger: Client, indicator: Effectindicator
) -> None:
    address = "/invoer/cijfer/?indicator=9a1-a&jaar=2018"

    page = stranger.post(address, {"indicator": "9a1-a", "waarde": "48,5", "opmerking": "<b>Steekproef</b>"})

    said = page.content.decode()
    assert page.status_code == 401
    assert all(
        text in said
        for text in ("Indicator", "48,5", "&lt;b&gt;Steekproef", "niets bewaard", "next=/invoer/cijfer/%3F")
    )
    assert not Realisatie.objects.exists()
    assert stranger.get(address).status_code == 302


# --- what a reader sees of it


def test_every_version_stays_readable_with_why_and_names_only_for_who_works_with_it(
    client: Client, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    decide(controller, say(indicator, officer_9a, respondents=1200))
    decide(controller, say(indicator, officer_9a, value=Decimal(10), why="Tikfout in de enquête"))
    address = f"/effectindicator/{indicator.slug}/?jaar=2018"

    public = client.get(address).content.decode()
    client.force_login(officer_9a)
    own = client.get(address).content.decode()

    assert all(text in public for text in ("55%", "10%", "versie 2", "Tikfout in de enquête", "1.200 respondenten"))
    assert "officer_9a" not in public
    assert "Gewijzigd door officer_9a" in own


def test_mijn_invoer_shows_what_came_back_first_then_concepts_what_was_handed_in_and_what_is_missing(
    client: Client, terrein_9a: Beleidsterrein, officer_9a: Any, controller: Any
) -> None:
    states = {"9A1.a": "", "9A1.b": "ingediend", "9A1.c": "concept", "9A1.d": "terug"}
    for code, state in states.items():
        indicator = make_indicator(code, terrein_9a)
        make_target(indicator, 2018, 50)
        if state:
            figure = say(indicator, officer_9a, hand_in=state != "concept")
            if state == "terug":
                give_back(these(figure), user=controller, why="De bron ontbreekt.", seen=[token(figure)])
    recalculation.recalculate()
    draft = DocumentFactory(year=2019, adopted=False)
    client.force_login(officer_9a)

    page = client.get("/invoer/", {"jaar": 2018})

    assert [line.indicator.code for line in page.context["lines"]] == ["9A1.d", "9A1.c", "9A1.b", "9A1.a"]
    assert "De bron ontbreekt." in client.get("/invoer/", {"jaar": 2016}).content.decode()
    assert f"/streefwaarden/{draft.pk}/" in page.content.decode()


def test_light_in_a_table_carries_what_makes_its_figure_another_than_it_looks(
    client: Client, indicator: Effectindicator
) -> None:
    make_figure(indicator, 2018, 48, provisional=True, respondents=400, measured_year=2017, year_confirmed=True)
    recalculation.recalculate()

    for address in ("/?jaar=2018", f"/effectindicator/{indicator.slug}/?jaar=2018"):
        page = client.get(address).content.decode()
        assert all(mark in page for mark in ("voorlopig", "gemeten in 2017", "binnen foutmarge (n = 400)"))
