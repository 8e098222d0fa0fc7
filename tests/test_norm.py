"""Another stoplichtnorm: seen before it is proposed, decided on by another, and then followed by every light."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import norm, recalculation
from indicators.dossier import Normgrens
from indicators.models import Effectindicator, IndicatorStatus, Normvoorstel, Stoplichtnorm
from programmes.models import Beleidsterrein
from tests.factories import NormvoorstelFactory, make_figure, make_indicator, make_target, make_user

pytestmark = pytest.mark.django_db

THREE_PERCENT = Normgrens(2017, Decimal(3), "procent")


@pytest.fixture
def second(db: None) -> Any:
    """Another controller."""
    return make_user("controller_2", "controller")


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """48 where 50 is aimed at, in 2016, 2017 and 2018: 4% short, so oranje by the default norm of 5%."""
    return judged("9A1.a", terrein_9a)


def judged(code: str, terrein: Beleidsterrein, value: int = 48, **attributes: Any) -> Effectindicator:
    """Return an indicator with `value` where 50 is aimed at, judged."""
    made = make_indicator(code, terrein, **attributes)
    for year in (2016, 2017, 2018):
        make_figure(made, year, value)
        make_target(made, year, 50)
    recalculation.recalculate([made.pk])
    return made


def colour(indicator: Effectindicator, year: int) -> str:
    """Return the stored colour that the council sees."""
    return IndicatorStatus.objects.get(indicator=indicator, year=year, stand="vastgesteld").stoplicht


def form(**changes: str) -> dict[str, str]:
    """Return what a controller types."""
    return {"vanaf": "2017", "marge": "3", "soort": "procent", "reden": "De raad wil strenger oordelen", **changes}


def token_on(page: Any) -> str:
    """Return what the form on a page says that was seen."""
    found = re.search(r'name="gezien" value="([0-9a-f]{64})"', page.content.decode())
    assert found
    return found[1]


# --- seen first


def test_preview_names_every_light_that_changes_with_its_figures(
    client: Client, controller: Any, indicator: Effectindicator
) -> None:
    client.force_login(controller)

    page = client.post("/stoplichtnorm/", form())
    text = re.sub(r"<[^>]+>|\s+", " ", page.content.decode())

    ahead = page.context["ahead"]
    assert [(line.year, line.before, line.after) for line in ahead.lines] == [
        (2018, "oranje", "rood"),
        (2017, "oranje", "rood"),
    ]
    assert [tuple(count) for count in ahead.counts] == [("oranje", "rood", 2, 2)]
    assert "48% is 2 procentpunt te laag voor de streefwaarde van 50%, buiten de marge van 1,5 procentpunt." in text
    assert not Normvoorstel.objects.exists()


def test_preview_changes_nothing(indicator: Effectindicator) -> None:
    norm.foresee(THREE_PERCENT)

    assert colour(indicator, 2017) == "oranje"
    assert not Stoplichtnorm.objects.exists()


def test_norm_reaches_until_the_next_one_begins(indicator: Effectindicator) -> None:
    Stoplichtnorm.objects.create(valid_from=2018, margin=10)
    recalculation.recalculate()

    ahead = norm.foresee(THREE_PERCENT)

    assert [change.key.year for change in ahead.vastgesteld] == [2017]
    assert ahead.last_year == 2017


def test_indicator_with_a_margin_of_its_own_is_counted_and_left_alone(
    indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    judged("9A1.b", terrein_9a, margin=Decimal(5), margin_kind="procent")

    ahead = norm.foresee(THREE_PERCENT)

    assert {change.key.indicator_id for change in ahead.vastgesteld} == {indicator.pk}
    assert ahead.own_margin == 1


def test_light_that_is_being_brought_up_to_date_is_no_work_of_the_norm(
    indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    other = judged("9A1.b", terrein_9a)
    other.reeksen.get().realisaties.filter(year=2018).update(value=10)

    ahead = norm.foresee(THREE_PERCENT)

    assert [(c.key.indicator_id, c.key.year) for c in ahead.vastgesteld] == [
        (indicator.pk, 2018),
        (indicator.pk, 2017),
        (other.pk, 2017),
    ]
    assert ahead.behind == 2  # of both stands


def test_absolute_norm_is_in_the_unit_of_the_indicator(indicator: Effectindicator) -> None:
    assert norm.foresee(Normgrens(2017, Decimal(2), "absoluut")).vastgesteld == []
    assert len(norm.foresee(Normgrens(2017, Decimal("1.9"), "absoluut")).vastgesteld) == 2


def test_long_preview_is_cut_and_says_so(
    client: Client, controller: Any, indicator: Effectindicator, terrein_9a: Beleidsterrein, monkeypatch: Any
) -> None:
    monkeypatch.setattr(norm, "SHOWN", 1)
    client.force_login(controller)

    page = client.post("/stoplichtnorm/", form()).content.decode()

    assert "de eerste 1 van 2" in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("marge", "-1", "0 of meer"),
        ("marge", "veel", "Dit is geen getal"),
        ("marge", "1.234", "kan twee dingen betekenen"),
        ("marge", "0,1234567", "hoogstens 6 cijfers achter de komma"),
        ("vanaf", "17", "1990"),
        ("soort", "promille", "Kies iets uit de lijst."),
        ("reden", "", "Reden"),
    ],
)
def test_norm_that_cannot_be_is_refused_in_words(
    client: Client, controller: Any, field: str, typed: str, said: str
) -> None:
    client.force_login(controller)

    page = client.post("/stoplichtnorm/", form(**{field: typed}))

    assert said in page.content.decode()
    assert page.context["form"].errors
    assert "ahead" not in page.context


# --- then proposed


def test_norm_that_was_seen_is_proposed_with_its_reason(
    client: Client, controller: Any, indicator: Effectindicator
) -> None:
    client.force_login(controller)
    seen = token_on(client.post("/stoplichtnorm/", form(marge="2,5")))

    client.post("/stoplichtnorm/", form(marge="2,5", actie="voorstellen", gezien=seen))

    voorstel = Normvoorstel.objects.get()
    assert (voorstel.valid_from, voorstel.margin, voorstel.margin_kind) == (2017, Decimal("2.5"), "procent")
    assert (voorstel.proposed_by, voorstel.reason) == (controller, "De raad wil strenger oordelen")
    assert voorstel.history.get().history_user == controller
    assert not Stoplichtnorm.objects.exists()


def test_other_norm_than_was_seen_is_shown_first(client: Client, controller: Any, indicator: Effectindicator) -> None:
    client.force_login(controller)
    seen = token_on(client.post("/stoplichtnorm/", form(marge="4,5")))

    page = client.post("/stoplichtnorm/", form(marge="3", actie="voorstellen", gezien=seen))

    assert "verandert nu iets anders dan u hebt gezien" in page.content.decode()
    assert not Normvoorstel.objects.exists()
    client.post("/stoplichtnorm/", form(marge="3", actie="voorstellen", gezien=token_on(page)))
    assert Normvoorstel.objects.exists()


def test_second_proposal_for_a_year_is_refused_in_words(client: Client, controller: Any, second: Any) -> None:
    NormvoorstelFactory(proposed_by=second)
    client.force_login(controller)
    seen = token_on(client.post("/stoplichtnorm/", form()))

    page = client.post("/stoplichtnorm/", form(actie="voorstellen", gezien=seen))

    assert "Voor dit jaar ligt al een voorstel." in page.content.decode()
    assert Normvoorstel.objects.count() == 1


def test_nobody_but_a_controller_proposes_or_decides(officer_9a: Any, administrator: Any, controller: Any) -> None:
    voorstel = NormvoorstelFactory(proposed_by=controller)
    seen = norm.foresee(THREE_PERCENT).token
    for user in (officer_9a, administrator):
        with pytest.raises(PermissionDenied):
            norm.propose(THREE_PERCENT, user=user, why="strenger", seen=seen)
        with pytest.raises(PermissionDenied):
            norm.accept(voorstel.pk, user=user, seen=seen)
        with pytest.raises(PermissionDenied):
            norm.reject(voorstel.pk, user=user, why="nee")


# --- and decided on by another


def test_accepted_norm_recolours_from_its_year_on(
    client: Client,
    controller: Any,
    second: Any,
    indicator: Effectindicator,
    django_capture_on_commit_callbacks: Any,
) -> None:
    voorstel = NormvoorstelFactory(proposed_by=controller)
    client.force_login(second)
    seen = token_on(client.get(f"/stoplichtnorm/{voorstel.pk}/"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/stoplichtnorm/{voorstel.pk}/", {"actie": "aannemen", "gezien": seen})

    applies = Stoplichtnorm.objects.get()
    voorstel.refresh_from_db()
    assert (applies.valid_from, applies.margin, applies.reason) == (2017, 3, "De raad wil strenger oordelen")
    assert applies.history.get().history_user == second
    assert (voorstel.accepted, voorstel.decided_by) == (True, second)
    assert [colour(indicator, year) for year in (2016, 2017, 2018)] == ["oranje", "rood", "rood"]


def test_accepted_norm_replaces_the_one_of_its_year_and_the_history_keeps_both(controller: Any, second: Any) -> None:
    Stoplichtnorm.objects.create(valid_from=2017, margin=5)
    voorstel = NormvoorstelFactory(proposed_by=controller)

    norm.accept(voorstel.pk, user=second, seen=norm.foresee(THREE_PERCENT).token)

    assert [change.margin for change in Stoplichtnorm.history.order_by("history_id")] == [5, 3]
    assert Stoplichtnorm.objects.get().margin == 3


def test_proposer_does_not_accept_their_own_norm(client: Client, controller: Any) -> None:
    voorstel = NormvoorstelFactory(proposed_by=controller)
    client.force_login(controller)

    page = client.post(
        f"/stoplichtnorm/{voorstel.pk}/",
        {"actie": "aannemen", "gezien": norm.foresee(THREE_PERCENT).token},
        follow=True,
    )

    assert "vier ogen" in page.content.decode()
    assert "Neem deze norm aan" not in page.content.decode()
    assert not Stoplichtnorm.objects.exists()


def test_what_changed_since_the_preview_is_shown_before_it_is_accepted(
    client: Client, controller: Any, second: Any, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    voorstel = NormvoorstelFactory(proposed_by=controller)
    client.force_login(second)
    seen = token_on(client.get(f"/stoplichtnorm/{voorstel.pk}/"))
    judged("9A1.b", terrein_9a)

    page = client.post(f"/stoplichtnorm/{voorstel.pk}/", {"actie": "aannemen", "gezien": seen})

    assert "verandert nu iets anders dan u hebt gezien" in page.content.decode()
    assert "9A1.b" in page.content.decode()
    assert not Stoplichtnorm.objects.exists()


def test_rejecting_takes_a_reason_which_stays_on_record(client: Client, controller: Any, second: Any) -> None:
    voorstel = NormvoorstelFactory(proposed_by=controller)
    client.force_login(second)

    refused = client.post(f"/stoplichtnorm/{voorstel.pk}/", {"actie": "afwijzen", "reden": ""})
    assert "Vul dit in." in refused.content.decode()
    client.post(f"/stoplichtnorm/{voorstel.pk}/", {"actie": "afwijzen", "reden": "Eerst de raad"})

    voorstel.refresh_from_db()
    assert (voorstel.accepted, voorstel.decided_by) == (False, second)
    assert "Eerst de raad" in client.get(f"/stoplichtnorm/{voorstel.pk}/").content.decode()
    assert not Stoplichtnorm.objects.exists()


def test_proposal_is_decided_on_once(controller: Any, second: Any) -> None:
    voorstel = NormvoorstelFactory(proposed_by=controller)
    norm.reject(voorstel.pk, user=controller, why="Ingetrokken: verkeerd jaar")

    with pytest.raises(ValidationError, match="al besloten"):
        norm.accept(voorstel.pk, user=second, seen=norm.foresee(THREE_PERCENT).token)


def test_norm_pages_cost_the_same_for_1_and_for_50_changes(
    client: Client, controller: Any, second: Any, indicator: Effectindicator, terrein_9a: Beleidsterrein
) -> None:
    voorstel = NormvoorstelFactory(proposed_by=second)
    Stoplichtnorm.objects.create(valid_from=1999, margin=5)
    client.force_login(controller)

    def queries() -> list[int]:
        counted = []
        for visit in (
            lambda: client.get("/stoplichtnorm/"),
            lambda: client.post("/stoplichtnorm/", form()),
            lambda: client.get(f"/stoplichtnorm/{voorstel.pk}/"),
        ):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                visit()
            counted.append(len(seen))
        return counted

    client.get("/stoplichtnorm/")
    few = queries()
    for number in range(25):
        judged(f"9A2.{number}", terrein_9a)
    for year in range(2000, 2020):
        Stoplichtnorm.objects.create(valid_from=year, margin=5)
        if year != 2017:
            NormvoorstelFactory(valid_from=year, proposed_by=second)

    assert queries() == few
