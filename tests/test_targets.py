"""Streefwaarden: proposed by their officer, confirmed by a controller, moved after adoption by a new document only."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Effectindicator, Streefwaarde
from indicators.targets import (
    Doelopgave,
    SomeoneElseProposed,
    confirm,
    give_back,
    opgave_of,
    propose,
    return_mark,
    token,
)
from programmes.models import Beleidsterrein, Document
from tests.factories import DocumentFactory, make_indicator, make_target

pytestmark = pytest.mark.django_db

FIFTY = Doelopgave(value=Decimal(50))
NOTHING = Doelopgave()


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """A percentage of 9A, hoger is beter."""
    indicator = make_indicator("9A1.a", terrein_9a)
    assert isinstance(indicator, Effectindicator)
    return indicator


@pytest.fixture
def begroting(db: None) -> Document:
    """The begroting of 2018 in the making, through 2021."""
    document: Document = DocumentFactory(year=2018, adopted=False)
    return document


@pytest.fixture
def officer(client: Client, officer_9a: Any) -> Client:
    """The browser of the officer of 9A."""
    client.force_login(officer_9a)
    return client


def say(document: Document, of: Effectindicator, user: Any, opgave: Doelopgave = FIFTY, seen: str = "") -> Streefwaarde:
    """Propose 50 for 2018, or what is said."""
    target = propose(document, of.reeksen.get(), 2018, opgave, user=user, seen=seen)
    assert target is not None
    return target


def these(*targets: Streefwaarde) -> Any:
    """Return the targets as the desk asks for them."""
    return Streefwaarde.objects.filter(pk__in=[target.pk for target in targets])


def cell(of: Effectindicator, year: int = 2018, **fields: str) -> dict[str, str]:
    """Return what a form posts of one cell."""
    typed = {"gezien": "", **fields}
    return {f"s{of.reeksen.get().pk}-{year}-{name}": text for name, text in typed.items()}


def address(document: Document) -> str:
    """Return the page of this document's targets."""
    return f"/streefwaarden/{document.pk}/"


# --- proposing


def test_proposal_says_who_and_when_and_waits(begroting: Document, indicator: Effectindicator, officer_9a: Any) -> None:
    target = say(begroting, indicator, officer_9a)

    assert (target.value, target.state, target.changed_by) == (50, "voorstel", officer_9a)
    assert target.changed_at is not None
    assert target.history.latest().history_user == officer_9a


@pytest.mark.parametrize(
    ("typed", "columns"),
    [
        ({"doel": "12,5%"}, {"value": Decimal("12.5")}),
        ({"doel": "20 - 25"}, {"lower": Decimal(20), "upper": Decimal(25)}),
        ({"doel": "≥ 20"}, {"lower": Decimal(20), "strict": False}),
        ({"doel": "meer dan 20"}, {"lower": Decimal(20), "strict": True}),
        ({"reden": "nulmeting_volgt"}, {"reason": "nulmeting_volgt", "value": None}),
        ({"reden": "in_woorden", "opmerking": "Niet meer dan nu"}, {"note": "Niet meer dan nu"}),
        ({"doel": "20", "door": "motie 16.0054"}, {"moved_by": "motie 16.0054"}),
    ],
)
def test_target_is_typed_in_its_cell(
    officer: Client, begroting: Document, indicator: Effectindicator, typed: dict[str, str], columns: dict[str, Any]
) -> None:
    answer = officer.post(address(begroting), cell(indicator, **typed))

    assert answer.status_code == 302
    target = Streefwaarde.objects.get()
    assert {name: getattr(target, name) for name in columns} == columns
    assert (target.year, target.document, target.state) == (2018, begroting, "voorstel")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"doel": "veel"}, "Dit is geen streefwaarde"),
        ({"doel": "1.234"}, "kan twee dingen betekenen"),
        ({"doel": "240"}, "te hoog"),
        ({"doel": "1,2345678"}, "6 cijfers achter de komma"),
        ({"doel": "25 - 20"}, "De ondergrens kan niet boven de bovengrens liggen"),
        ({"doel": "ten hoogste 20"}, "spreekt de richting van de indicator tegen"),
        ({"doel": "20", "reden": "pm"}, "Kies één van beide"),
        ({"reden": "in_woorden"}, "Zet de woorden hier"),
        ({"doel": "20", "door": "m" * 51}, "niet meer dan 50 tekens"),
    ],
)
def test_wrong_cell_is_named_and_nothing_of_the_table_is_saved(
    officer: Client, begroting: Document, indicator: Effectindicator, typed: dict[str, str], message: str
) -> None:
    right = cell(indicator, 2019, doel="50")

    page = officer.post(address(begroting), {**cell(indicator, **typed), **right}).content.decode()

    assert message in page
    assert 'value="50"' in page
    assert not Streefwaarde.objects.exists()


def test_emptied_cell_takes_the_proposal_back_on_record(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any
) -> None:
    seen = opgave_of(say(begroting, indicator, officer_9a)).fingerprint

    officer.post(address(begroting), cell(indicator, doel="", gezien=seen))

    assert not Streefwaarde.objects.exists()
    assert Streefwaarde.history.latest().history_type == "-"


def test_move_of_an_earlier_target_says_why(begroting: Document, indicator: Effectindicator, officer_9a: Any) -> None:
    make_target(indicator, 2018, 60, document=DocumentFactory(year=2017))

    with pytest.raises(ValidationError, match="Begroting 2017 stelde 60%"):
        say(begroting, indicator, officer_9a)
    moved = Doelopgave(value=Decimal(50), moved_because="Minder geld", moved_by="motie 16.0054")
    assert say(begroting, indicator, officer_9a, moved).moved_because == "Minder geld"


def test_same_target_as_earlier_needs_no_reason(
    begroting: Document, indicator: Effectindicator, officer_9a: Any
) -> None:
    make_target(indicator, 2018, 50, document=DocumentFactory(year=2017))

    assert say(begroting, indicator, officer_9a).value == 50


def test_withdrawing_an_earlier_target_says_why_and_filling_in_a_dash_does_not(
    begroting: Document, indicator: Effectindicator, officer_9a: Any
) -> None:
    earlier = make_target(indicator, 2018, 50, document=DocumentFactory(year=2017))
    with pytest.raises(ValidationError, match="Schrijf waarom"):
        say(begroting, indicator, officer_9a, Doelopgave(reason="gestopt"))

    earlier.value, earlier.reason = None, "pm"
    earlier.save()

    assert say(begroting, indicator, officer_9a).value == 50


def test_adopted_document_is_changed_by_nobody(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    target = say(begroting, indicator, officer_9a)
    shown = token(target)
    Document.objects.update(adopted=True)

    with pytest.raises(ValidationError, match="alleen een nieuw document"):
        say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(10)), seen=opgave_of(target).fingerprint)
    assert "alleen een nieuw document" in confirm(these(target), user=controller, seen=[shown]).refused[0][1]
    assert give_back(these(target), user=controller, why="nee", seen=[shown]).refused
    officer.post(address(begroting), cell(indicator, doel="10", gezien=opgave_of(target).fingerprint))
    assert "alleen met een nieuw document" in officer.get(address(begroting)).content.decode()
    assert Streefwaarde.objects.get().value == 50


def test_document_that_sets_no_targets_has_no_page(officer: Client) -> None:
    assert officer.get(address(DocumentFactory(kind="jaarstukken", adopted=False))).status_code == 404


def test_officer_of_another_beleidsterrein_cannot_propose(
    client: Client, begroting: Document, indicator: Effectindicator, officer_9c: Any
) -> None:
    client.force_login(officer_9c)

    client.post(address(begroting), cell(indicator, doel="50"))
    with pytest.raises(PermissionDenied):
        say(begroting, indicator, officer_9c)

    assert not Streefwaarde.objects.exists()


def test_proposal_that_somebody_else_changed_is_shown_and_not_overwritten(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any
) -> None:
    first = say(begroting, indicator, officer_9a)
    seen = opgave_of(first).fingerprint
    say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(55)), seen=seen)

    with pytest.raises(SomeoneElseProposed):
        say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(60)), seen=seen)
    page = officer.post(address(begroting), cell(indicator, doel="60", gezien=seen))
    assert "Intussen staat er 55%" in page.content.decode()
    assert 'value="60"' in page.content.decode()
    assert Streefwaarde.objects.get().value == 55

    (again,) = (vak.form["gezien"].value() for vak in page.context["wrong"])
    officer.post(address(begroting), cell(indicator, doel="60", gezien=again))
    assert Streefwaarde.objects.get().value == 60


def test_cell_that_was_not_touched_overwrites_nothing(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any
) -> None:
    seen = opgave_of(say(begroting, indicator, officer_9a)).fingerprint
    say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(55)), seen=seen)

    answer = officer.post(address(begroting), cell(indicator, doel="50", gezien=seen))

    assert answer.status_code == 302
    assert Streefwaarde.objects.get().value == 55


def test_table_is_read_back_without_a_change(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any
) -> None:
    strict = Doelopgave(lower=Decimal("20.5"), upper=Decimal(25), strict=True, note="Grenzen tellen niet mee")
    say(begroting, indicator, officer_9a, strict)
    page = officer.get(address(begroting))
    form = page.context["rows"][0][1][0].form
    posted = {form.add_prefix(name): form[name].value() for name in form.fields}

    officer.post(address(begroting), posted)

    assert Streefwaarde.history.count() == 1


# --- confirming


def test_controller_confirms_what_was_proposed(
    begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    target = say(begroting, indicator, officer_9a)

    assert confirm(these(target), user=controller, seen=[token(target)]).done == [target]

    target.refresh_from_db()
    assert (target.state, target.confirmed_by) == ("bevestigd", controller)
    changed = say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(55)), seen=opgave_of(target).fingerprint)
    assert (changed.state, changed.confirmed_by) == ("voorstel", None)


def test_nobody_confirms_their_own_proposal_or_one_they_did_not_see(
    begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    indicator.doel.beleidsterrein.owners.add(controller)
    controller.groups.add(Group.objects.get(name="beleidsmedewerker"))
    target = say(begroting, indicator, controller)

    assert "vier ogen" in confirm(these(target), user=controller, seen=[token(target)]).refused[0][1]
    assert "intussen gewijzigd" in confirm(these(target), user=controller, seen=[]).refused[0][1]
    with pytest.raises(PermissionDenied):
        confirm(these(target), user=officer_9a, seen=[token(target)])
    assert Streefwaarde.objects.get().state == "voorstel"


def test_proposal_is_given_back_with_a_reason_that_its_officer_reads(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    target = say(begroting, indicator, officer_9a)
    with pytest.raises(ValidationError, match="Schrijf waarom"):
        give_back(these(target), user=controller, why=" ", seen=[token(target)])

    give_back(these(target), user=controller, why="Te laag.", seen=[token(target)])

    assert "Te laag." in officer.get(address(begroting)).content.decode()
    assert "al teruggegeven" in confirm(these(target), user=controller, seen=[token(target)]).refused[0][1]
    again = say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(55)), seen=opgave_of(target).fingerprint)
    assert (again.return_reason, again.returned_by) == ("", None)


def test_returned_proposal_is_submitted_again_unchanged_when_its_officer_says_so(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    target = say(begroting, indicator, officer_9a)
    give_back(these(target), user=controller, why="Te laag.", seen=[token(target)])
    target.refresh_from_db()
    shown = {"doel": "50", "gezien": opgave_of(target).fingerprint}

    page = officer.post(address(begroting), cell(indicator, **shown), follow=True).content.decode()
    assert "Nog teruggegeven: 1." in page
    assert f'value="{return_mark(target)}"' in page
    assert Streefwaarde.objects.get().return_reason == "Te laag."

    again = cell(indicator, **shown, opnieuw=return_mark(target))
    page = officer.post(address(begroting), again, follow=True).content.decode()
    assert "Nog teruggegeven" not in page
    target.refresh_from_db()
    assert (target.return_reason, target.returned_by, target.changed_by) == ("", None, officer_9a)
    assert target.history.latest().history_change_reason == "ongewijzigd opnieuw voorgelegd"
    assert confirm(these(target), user=controller, seen=[token(target)]).done == [target]


def test_proposal_is_not_submitted_again_by_who_did_not_read_why_it_came_back(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    target = say(begroting, indicator, officer_9a)
    give_back(these(target), user=controller, why="Te laag.", seen=[token(target)])
    target.refresh_from_db()
    says, first = opgave_of(target), return_mark(target)
    say_again = {"seen": says.fingerprint, "user": officer_9a, "again": first}
    propose(begroting, indicator.reeksen.get(), 2018, says, **say_again)
    give_back(these(target), user=controller, why="Nog steeds te laag.", seen=[token(target)])

    page = officer.post(address(begroting), cell(indicator, doel="50", gezien=says.fingerprint, opnieuw=first))

    assert "Nog steeds te laag." in page.content.decode()
    assert " checked" not in page.content.decode()
    assert Streefwaarde.objects.get().return_reason == "Nog steeds te laag."


def test_confirmed_target_is_emptied_only_after_a_controller_gave_it_back(
    officer: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    target = say(begroting, indicator, officer_9a)
    confirm(these(target), user=controller, seen=[token(target)])
    seen = opgave_of(target).fingerprint

    page = officer.post(address(begroting), cell(indicator, doel="", gezien=seen)).content.decode()
    assert "die maakt u niet zelf leeg" in page
    changed = say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(55)), seen=seen)
    seen = opgave_of(changed).fingerprint
    with pytest.raises(ValidationError, match="niet zelf leeg"):
        propose(begroting, indicator.reeksen.get(), 2018, NOTHING, user=officer_9a, seen=seen)

    give_back(these(changed), user=controller, why="Laat maar weg.", seen=[token(changed)])
    assert propose(begroting, indicator.reeksen.get(), 2018, NOTHING, user=officer_9a, seen=seen) is None


def test_desk_shows_a_proposal_beside_what_applies_and_confirms_it(
    client: Client, begroting: Document, indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    make_target(indicator, 2018, 60, document=DocumentFactory(year=2017))
    target = say(begroting, indicator, officer_9a, Doelopgave(value=Decimal(50), moved_because="Minder geld"))
    client.force_login(controller)
    page = client.get("/vaststellen/").content.decode()
    assert all(text in page for text in ("60%", "50%", "Minder geld", "officer_9a", "Begroting 2017"))

    form = {"soort": "streefwaarden", "gekozen": target.pk, "gezien": token(target), "actie": "bevestigen"}
    assert "1 bevestigd." in client.post("/vaststellen/", form, follow=True).content.decode()
    assert Streefwaarde.objects.get(document=begroting).state == "bevestigd"


def test_table_takes_as_many_queries_for_many_indicators_as_for_one(
    officer: Client,
    begroting: Document,
    indicator: Effectindicator,
    officer_9a: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    say(begroting, indicator, officer_9a)
    officer.get(address(begroting))
    with CaptureQueriesContext(connection) as one:
        officer.get(address(begroting))
    for number in range(10):
        say(begroting, make_indicator(f"9A2.{number}", indicator.doel.beleidsterrein), officer_9a)

    with django_assert_num_queries(len(one)):
        assert len(officer.get(address(begroting)).context["rows"]) == 11


def test_table_of_a_large_beleidsterrein_fits_in_one_form(officer: Client, begroting: Document) -> None:
    fields = {f"s{reeks}-{year}-doel": "" for reeks in range(1000, 2200) for year in range(2018, 2022)}

    assert officer.post(f"/streefwaarden/{begroting.pk}/", fields).status_code == 302


def test_what_was_typed_is_read_back_when_the_session_is_over(
    stranger: Client, indicator: Effectindicator, begroting: Document
) -> None:
    cell = f"s{indicator.reeksen.get().pk}-2018"
    body = {f"{cell}-doel": "20 - 25", f"{cell}-waarom": "Motie van de raad", f"{cell}-gezien": "x"}

    page = stranger.post(f"/streefwaarden/{begroting.pk}/", body)

    text = page.content.decode()
    assert page.status_code == 401
    assert f"{indicator}, 2018: streefwaarde" in text
    assert "20 - 25" in text
    assert "Motie van de raad" in text
    assert f"next=/streefwaarden/{begroting.pk}/" in text
    assert not Streefwaarde.objects.exists()
