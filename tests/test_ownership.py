"""Who owns what: handing over many at once, a stand-in until a day, ending; each on the record, for the beheerder only."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Effectindicator
from programmes import ownership
from programmes.models import Beleidsterrein, Eigenaar
from tests.factories import BeleidsterreinFactory, make_figure, make_indicator, make_user

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def successor(db: None) -> Any:
    """An officer who owns nothing yet."""
    return make_user("successor", "beleidsmedewerker")


def owned_by(user: Any) -> set[str]:
    """Return the codes of the beleidsterreinen for which this person enters today."""
    return set(Beleidsterrein.objects.owned_by(user).values_list("code", flat=True))


def test_many_are_handed_over_at_once_with_their_indicators_and_concepts(
    terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    more = BeleidsterreinFactory(code="9B")
    more.owners.add(officer_9a)
    make_figure(make_indicator("9A1.a", terrein_9a), 2017, 12, state="concept")

    ownership.hand_over([terrein_9a, more], of=officer_9a, to=successor, user=administrator, why="andere baan")

    assert (owned_by(officer_9a), owned_by(successor)) == (set(), {"9A", "9B"})
    assert Effectindicator.objects.editable_by(successor).get().code == "9A1.a"
    row = Eigenaar.history.filter(beleidsterrein=terrein_9a).first()
    assert (row.user, row.history_user, row.history_change_reason) == (successor, administrator, "andere baan")


def test_nothing_is_handed_over_when_one_of_them_is_not_theirs(
    terrein_9a: Beleidsterrein, terrein_9c: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    with pytest.raises(ValidationError, match="geen eigenaar"):
        ownership.hand_over([terrein_9a, terrein_9c], of=officer_9a, to=successor, user=administrator, why="x")

    assert owned_by(officer_9a) == {"9A"}


def test_handing_over_to_who_owns_it_too_leaves_one_owner(
    terrein_9a: Beleidsterrein, officer_9a: Any, officer_9c: Any, administrator: Any
) -> None:
    terrein_9a.owners.add(officer_9c)

    ownership.hand_over([terrein_9a], of=officer_9a, to=officer_9c, user=administrator, why="x")

    assert [eigenaar.user for eigenaar in terrein_9a.eigenaren.all()] == [officer_9c]


def test_handing_over_to_the_stand_in_makes_them_the_owner(
    terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    ownership.appoint_stand_in([terrein_9a], of=officer_9a, to=successor, until=TODAY, user=administrator, why="ziek")
    ownership.hand_over([terrein_9a], of=officer_9a, to=successor, user=administrator, why="blijft ziek")

    eigenaar = terrein_9a.eigenaren.get()
    assert (eigenaar.user, eigenaar.stands_in_for, eigenaar.until) == (successor, None, None)


def test_stand_in_of_the_old_owner_stops_with_them(
    terrein_9a: Beleidsterrein, officer_9a: Any, officer_9c: Any, successor: Any, administrator: Any
) -> None:
    ownership.appoint_stand_in([terrein_9a], of=officer_9a, to=officer_9c, until=TODAY, user=administrator, why="ziek")
    ownership.hand_over([terrein_9a], of=officer_9a, to=successor, user=administrator, why="andere baan")

    assert [eigenaar.user for eigenaar in terrein_9a.eigenaren.all()] == [successor]
    assert Eigenaar.history.filter(user=officer_9c, history_type="-").count() == 1


def test_owner_is_appointed_beside_or_where_there_is_none(successor: Any, administrator: Any) -> None:
    orphan = BeleidsterreinFactory(code="9D")

    ownership.hand_over([orphan], of=None, to=successor, user=administrator, why="nieuw")

    assert owned_by(successor) == {"9D"}


def test_stand_in_enters_until_the_last_day_has_passed(
    terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    ownership.appoint_stand_in([terrein_9a], of=officer_9a, to=successor, until=TODAY, user=administrator, why="ziek")
    assert owned_by(successor) == {"9A"}

    Eigenaar.objects.filter(user=successor).update(until=TODAY - timedelta(days=1))

    assert (owned_by(successor), owned_by(officer_9a)) == (set(), {"9A"})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"until": TODAY - timedelta(days=1)}, "al voorbij"),
        ({"to": "council_member"}, "geen actieve beleidsmedewerker"),
        ({"to": "officer_9a"}, "iemand anders"),
        ({"of": "officer_9c"}, "geen eigenaar"),
        ({"why": " "}, "waarom"),
    ],
)
def test_stand_in_is_refused(
    terrein_9a: Beleidsterrein,
    officer_9a: Any,
    officer_9c: Any,
    council_member: Any,
    successor: Any,
    administrator: Any,
    wrong: dict[str, Any],
    message: str,
) -> None:
    people = {"officer_9a": officer_9a, "officer_9c": officer_9c, "council_member": council_member}
    said = {"of": officer_9a, "to": successor, "until": TODAY, "why": "ziek"}
    said |= {name: people.get(value, value) for name, value in wrong.items()}

    with pytest.raises(ValidationError, match=message):
        ownership.appoint_stand_in([terrein_9a], user=administrator, **said)


def test_who_left_is_not_appointed(terrein_9a: Beleidsterrein, officer_9a: Any, administrator: Any) -> None:
    gone = make_user("gone", "beleidsmedewerker", is_active=False)

    with pytest.raises(ValidationError, match="geen actieve"):
        ownership.hand_over([terrein_9a], of=officer_9a, to=gone, user=administrator, why="x")


@pytest.mark.parametrize("person", ["officer_9a", "controller", "council_member"])
def test_only_a_beheerder_hands_over(
    terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, person: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(person)
    (eigenaar,) = terrein_9a.eigenaren.all()

    with pytest.raises(PermissionDenied):
        ownership.hand_over([terrein_9a], of=officer_9a, to=successor, user=user, why="x")
    with pytest.raises(PermissionDenied):
        ownership.appoint_stand_in([terrein_9a], of=officer_9a, to=successor, until=TODAY, user=user, why="x")
    with pytest.raises(PermissionDenied):
        ownership.end(eigenaar, user=user, why="x")


def test_nobody_appoints_themselves(terrein_9a: Beleidsterrein) -> None:
    root = make_user("root", "beleidsmedewerker", is_superuser=True)

    with pytest.raises(PermissionDenied):
        ownership.hand_over([terrein_9a], of=None, to=root, user=root, why="x")


def test_ending_an_owner_ends_their_stand_in_and_stays_on_record(
    terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    ownership.appoint_stand_in([terrein_9a], of=officer_9a, to=successor, until=TODAY, user=administrator, why="ziek")
    ownership.end(terrein_9a.eigenaren.get(user=officer_9a), user=administrator, why="weg")

    assert not terrein_9a.eigenaren.exists()
    gone = Eigenaar.history.filter(history_type="-")
    assert {(row.user, row.history_user, row.history_change_reason) for row in gone} == {
        (officer_9a, administrator, "weg"),
        (successor, administrator, "weg"),
    }


def test_page_puts_what_nobody_can_enter_on_top(
    client: Client, terrein_9a: Beleidsterrein, officer_9a: Any, administrator: Any
) -> None:
    BeleidsterreinFactory(code="9Z")
    left = BeleidsterreinFactory(code="9Y")
    left.owners.add(make_user("gone", "beleidsmedewerker", is_active=False))
    client.force_login(administrator)

    lines = client.get("/eigenaren/").context["lines"]

    assert {line["terrein"].code for line in lines if line["orphan"]} == {"9Z", "9Y"}
    assert lines[-1]["terrein"] == terrein_9a


def test_page_chooses_everything_of_a_person_and_hands_it_over(
    client: Client, terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    client.force_login(administrator)
    page = client.get(f"/eigenaren/?van={officer_9a.pk}")
    chosen = [line["terrein"].pk for line in page.context["lines"] if line["chosen"]]

    said = {"terreinen": chosen, "of": officer_9a.pk, "to": successor.pk, "why": "andere baan"}
    answer = client.post("/eigenaren/", said, follow=True)

    assert "is eigenaar van 1 beleidsterrein" in answer.content.decode()
    assert owned_by(successor) == {"9A"}


def test_page_appoints_a_stand_in_when_there_is_a_last_day(
    client: Client, terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    client.force_login(administrator)

    said = {"terreinen": [terrein_9a.pk], "of": officer_9a.pk, "to": successor.pk, "why": "ziek", "until": TODAY}
    client.post("/eigenaren/", said)

    assert terrein_9a.eigenaren.get(user=successor).stands_in_for == officer_9a


def test_page_keeps_what_was_chosen_when_something_is_wrong(
    client: Client, terrein_9a: Beleidsterrein, officer_9a: Any, successor: Any, administrator: Any
) -> None:
    client.force_login(administrator)

    page = client.post("/eigenaren/", {"terreinen": [terrein_9a.pk], "to": successor.pk, "until": TODAY, "why": "x"})

    assert "Een vervanger vervangt iemand" in page.content.decode()
    assert [line["chosen"] for line in page.context["lines"]] == [True]


def test_page_ends_one(client: Client, terrein_9a: Beleidsterrein, officer_9a: Any, administrator: Any) -> None:
    client.force_login(administrator)
    (eigenaar,) = terrein_9a.eigenaren.all()

    assert client.get(f"/eigenaren/{eigenaar.pk}/beeindigen/").status_code == 200
    client.post(f"/eigenaren/{eigenaar.pk}/beeindigen/", {"why": "weg"})

    assert not terrein_9a.eigenaren.exists()


def test_page_costs_the_same_number_of_queries_for_many_owners(client: Client, administrator: Any) -> None:
    def grow(numbers: range) -> None:
        for number in numbers:
            BeleidsterreinFactory().owners.add(make_user(f"u{number}", "beleidsmedewerker"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/eigenaren/")
        return len(captured)

    client.force_login(administrator)
    grow(range(1))
    few = queries()
    grow(range(1, 30))

    assert queries() == few
