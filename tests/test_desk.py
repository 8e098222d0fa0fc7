"""The controller's desk: what waits, beside what it is compared with; adopted or given back, many at once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators import recalculation
from indicators.entry import token
from indicators.models import Effectindicator, IndicatorStatus, Realisatie
from programmes.models import Beleidsterrein
from tests.factories import make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db

DESK = "/vaststellen/"


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """A percentage of 9A: 45 in 2016, 50 aimed at for 2017."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2016, 45)
    return indicator


@pytest.fixture
def handed_in(indicator: Effectindicator, officer_9a: Any) -> Realisatie:
    """A figure of 9A that its officer handed in: 48."""
    people = {"changed_by": officer_9a, "handed_in_by": officer_9a, "handed_in_at": timezone.now()}
    figure = make_figure(indicator, 2017, 48, state="ingediend", note="Uit de Stadsenquête", **people)
    recalculation.recalculate()
    return figure


@pytest.fixture
def desk(client: Client, controller: Any) -> Client:
    """The browser of the controller."""
    client.force_login(controller)
    return client


def answer(desk: Client, *figures: Realisatie, **fields: Any) -> Any:
    """Open the desk, choose these figures, and answer."""
    seen = [stuk.token for stuk in desk.get(DESK).context["figures"]]
    chosen = [figure.pk for figure in figures]
    return desk.post(DESK, {"gekozen": chosen, "gezien": seen, "actie": "vaststellen", **fields}, follow=True)


def test_desk_shows_last_year_the_difference_the_light_the_note_and_who(desk: Client, handed_in: Realisatie) -> None:
    page = desk.get(DESK)
    (stuk,) = page.context["figures"]
    text = page.content.decode().replace("\xa0", " ")

    assert stuk.last_year.value == 45
    assert "+3 procentpunt" in text
    assert stuk.status.stoplicht == "oranje"
    assert "48% is 2 procentpunt te laag" in text
    assert "Uit de Stadsenquête" in text
    assert "officer_9a" in text


def test_desk_shows_why_a_correction_was_made_and_what_it_replaces(
    desk: Client, indicator: Effectindicator, officer_9a: Any
) -> None:
    make_figure(indicator, 2017, 60)
    make_figure(indicator, 2017, 48, version=2, state="ingediend", why="Tikfout", changed_by=officer_9a)

    text = desk.get(DESK).content.decode()

    assert "in plaats van 60%" in text
    assert "Tikfout" in text


def test_difference_without_a_figure_of_last_year_is_left_out(desk: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2015, None, reason="niet_gemeten", state="ingediend")

    (stuk,) = desk.get(DESK).context["figures"]

    assert (stuk.difference, stuk.last_year) == ("", None)


def test_adopted_figure_is_what_the_council_sees(
    desk: Client, controller: Any, handed_in: Realisatie, django_capture_on_commit_callbacks: Any
) -> None:
    assert IndicatorStatus.objects.get(year=2017, stand="vastgesteld").stoplicht == "grijs"

    with django_capture_on_commit_callbacks(execute=True):
        page = answer(desk, handed_in)

    assert "1 vastgesteld." in page.content.decode()
    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.adopted_by) == ("vastgesteld", controller)
    assert handed_in.adopted_at is not None
    assert IndicatorStatus.objects.get(year=2017, stand="vastgesteld").stoplicht == "oranje"


def test_many_are_given_back_at_once_with_one_reason(
    desk: Client, handed_in: Realisatie, terrein_9a: Beleidsterrein
) -> None:
    other = make_figure(make_indicator("9A1.b", terrein_9a), 2017, 10, state="ingediend")

    page = answer(desk, handed_in, other, actie="teruggeven", reden="Noem de bron.")

    assert "2 teruggegeven." in page.content.decode()
    assert set(Realisatie.objects.filter(year=2017).values_list("state", "return_reason")) == {
        ("concept", "Noem de bron.")
    }


def test_giving_back_without_a_reason_keeps_what_was_chosen(desk: Client, handed_in: Realisatie) -> None:
    page = answer(desk, handed_in, actie="teruggeven", reden=" ")

    assert "Schrijf waarom u teruggeeft" in page.content.decode()
    assert "checked" in page.content.decode()
    assert Realisatie.objects.get(pk=handed_in.pk).state == "ingediend"


def test_reason_loses_the_one_character_that_no_database_keeps(desk: Client, handed_in: Realisatie) -> None:
    answer(desk, handed_in, actie="teruggeven", reden="Noem\0 de bron.")

    assert Realisatie.objects.get(pk=handed_in.pk).return_reason == "Noem de bron."


@pytest.mark.parametrize("nothing", [{}, {"gekozen": "alles"}, {"gekozen": "²"}])
def test_answer_about_nothing_says_so(desk: Client, handed_in: Realisatie, nothing: dict[str, str]) -> None:
    assert "Kies eerst" in desk.post(DESK, nothing).content.decode()


def test_own_figure_is_shown_with_the_reason_and_cannot_be_chosen(
    desk: Client, controller: Any, handed_in: Realisatie
) -> None:
    Realisatie.objects.filter(pk=handed_in.pk).update(changed_by=controller)

    assert "vier ogen" in desk.get(DESK).content.decode()
    assert "disabled" in desk.get(DESK).content.decode()
    assert "vier ogen" in answer(desk, handed_in).content.decode()
    assert Realisatie.objects.get(pk=handed_in.pk).state == "ingediend"


def test_concept_is_not_adopted(desk: Client, handed_in: Realisatie) -> None:
    Realisatie.objects.filter(pk=handed_in.pk).update(state="concept")

    assert "is nog een concept" in answer(desk, handed_in).content.decode()
    assert Realisatie.objects.get(pk=handed_in.pk).state == "concept"


def test_figure_that_changed_since_it_was_shown_is_refused_and_the_others_are_not(
    desk: Client, handed_in: Realisatie, terrein_9a: Beleidsterrein
) -> None:
    other = make_figure(make_indicator("9A1.b", terrein_9a), 2017, 10, state="ingediend")
    seen = [stuk.token for stuk in desk.get(DESK).context["figures"]]
    Realisatie.objects.filter(pk=handed_in.pk).update(value=99, changed_at=timezone.now())

    page = desk.post(DESK, {"gekozen": [handed_in.pk, other.pk], "gezien": seen}, follow=True).content.decode()

    assert "1 vastgesteld." in page
    assert "is intussen gewijzigd" in page
    assert Realisatie.objects.get(pk=handed_in.pk).state == "ingediend"


def test_desk_takes_as_many_queries_for_many_figures_and_years_as_for_one(
    desk: Client, handed_in: Realisatie, terrein_9a: Beleidsterrein, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(DESK)
    with CaptureQueriesContext(connection) as one:
        desk.get(DESK)
    for number in range(20):
        many = make_indicator(f"9A2.{number}", terrein_9a)
        make_figure(many, 2000 + number // 2 + 10, 10, state="ingediend", changed_by=handed_in.changed_by)
    recalculation.recalculate()

    with django_assert_num_queries(len(one)):
        assert len(desk.get(DESK).context["figures"]) == 21


def test_all_boxes_are_checked_by_a_link_except_of_ones_own_work(
    desk: Client, controller: Any, handed_in: Realisatie, terrein_9a: Beleidsterrein
) -> None:
    make_figure(make_indicator("9A1.b", terrein_9a), 2017, 7, state="ingediend", changed_by=controller)

    assert desk.get(DESK).content.count(b"checked") == 0
    page = desk.get(DESK, {"kies": "cijfers"}).content
    assert (page.count(b"checked"), page.count(b"disabled")) == (1, 1)
    assert desk.get(DESK, {"kies": "streefwaarden"}).content.count(b"checked") == 0


@pytest.fixture
def four(handed_in: Realisatie, officer_9a: Any, terrein_9a: Beleidsterrein, terrein_9c: Beleidsterrein) -> None:
    """Three more that wait: the same as last year, ten times as much, and one of another beleidsterrein."""
    for code, terrein, before, now in (
        ("9A1.b", terrein_9a, 10, 10),
        ("9A1.c", terrein_9a, 4, 40),
        ("9C1.a", terrein_9c, None, 7),
    ):
        other = make_indicator(code, terrein)
        if before is not None:
            make_figure(other, 2016, before)
        make_figure(other, 2017, now, state="ingediend", changed_by=officer_9a, changed_at=timezone.now())
    recalculation.recalculate()


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        ({}, {"9A1.a", "9A1.b", "9A1.c", "9C1.a"}),
        ({"toon": "verschil"}, {"9A1.a", "9A1.c"}),
        ({"toon": "sprong"}, {"9A1.c"}),
        ({"stoplicht": "oranje"}, {"9A1.a"}),
        ({"stoplicht": "paars", "toon": "onzin", "beleidsterrein": "../"}, {"9A1.a", "9A1.b", "9A1.c", "9C1.a"}),
    ],
)
def test_queue_is_narrowed_by_what_the_address_says(
    desk: Client, four: None, choice: dict[str, str], codes: set[str]
) -> None:
    page = desk.get(DESK, choice)

    assert {stuk.figure.reeks.indicator.code for stuk in page.context["figures"]} == codes
    assert page.context["waiting"] == 4


def test_queue_is_narrowed_to_a_beleidsterrein(desk: Client, four: None, terrein_9c: Beleidsterrein) -> None:
    figures = desk.get(DESK, {"beleidsterrein": terrein_9c.slug}).context["figures"]

    assert [stuk.figure.reeks.indicator.code for stuk in figures] == ["9C1.a"]


def test_all_boxes_of_what_is_shown_are_checked_and_no_others(desk: Client, four: None) -> None:
    page = desk.get(DESK, {"toon": "sprong", "kies": "cijfers"}).content

    assert page.count(b"checked") == 1


def test_desk_asks_whether_a_jump_is_right(desk: Client, four: None) -> None:
    assert "In 2016 was het 4%, nu 40%. Staat de komma goed? Klopt dat?" in desk.get(DESK).content.decode()


def test_answer_leaves_the_queue_narrowed_and_nothing_chosen(desk: Client, handed_in: Realisatie) -> None:
    (stuk,) = desk.get(DESK).context["figures"]

    went = desk.post(
        f"{DESK}?toon=verschil&kies=cijfers",
        {"gekozen": handed_in.pk, "gezien": stuk.token, "actie": "vaststellen"},
    )

    assert went.url == f"{DESK}?toon=verschil"


def test_figure_that_was_given_back_can_be_taken_back_until_it_is_changed(
    desk: Client, controller: Any, handed_in: Realisatie
) -> None:
    Realisatie.objects.filter(pk=handed_in.pk).update(changed_at=timezone.now())
    answer(desk, handed_in, actie="teruggeven", reden="Welke enquête?")
    ((figure, mark),) = desk.get(DESK).context["given_back"]

    body = {"gekozen": figure.pk, "gezien": mark, "actie": "terughalen"}
    page = desk.post(DESK, body, follow=True).content.decode()

    figure.refresh_from_db()
    assert "1 teruggehaald" in page
    assert (figure.state, figure.return_reason, figure.returned_by) == ("ingediend", "", None)
    assert figure.history.first().history_change_reason == "Teruggave ongedaan gemaakt"
    assert "niet door u teruggegeven" in desk.post(DESK, body, follow=True).content.decode()


def test_figure_that_another_controller_gave_back_stays_given_back(
    desk: Client, administrator: Any, handed_in: Realisatie
) -> None:
    Realisatie.objects.filter(pk=handed_in.pk).update(
        state="concept", returned_by=administrator, returned_at=timezone.now(), return_reason="Klopt niet"
    )
    mark = token(Realisatie.objects.get(pk=handed_in.pk))

    page = desk.post(DESK, {"gekozen": handed_in.pk, "gezien": mark, "actie": "terughalen"}, follow=True)

    assert "niet door u teruggegeven" in page.content.decode()
    assert Realisatie.objects.get(pk=handed_in.pk).state == "concept"
