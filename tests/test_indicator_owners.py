"""Owners of single indicators: they enter instead of the beleidsterrein's; handed over many at once, on the record."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import audit, deadlines, ownership, reminders
from indicators.choices import Verwachting
from indicators.entry import Opgave, enter
from indicators.models import Effectindicator, Indicatoreigenaar, Realisatie, Toelichting
from indicators.ownership import give_back, hand_over
from indicators.reporting import Lichten, Verklaring, expect, explain_indicator, report_progress
from indicators.targets import Doelopgave, propose
from programmes.models import Beleidsterrein, Document, Prestatie, Vermelding
from tests.factories import (
    DocumentFactory,
    PrestatieFactory,
    TermijnFactory,
    make_figure,
    make_indicator,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def first(terrein_9a: Beleidsterrein, officer_9a: Any) -> Effectindicator:
    """An indicator of 9A."""
    return make_indicator("9A1.a", terrein_9a)


@pytest.fixture
def second(terrein_9a: Beleidsterrein, officer_9a: Any) -> Effectindicator:
    """Another one."""
    return make_indicator("9A1.b", terrein_9a)


@pytest.fixture
def specialist(db: None) -> Any:
    """An officer who owns no beleidsterrein."""
    return make_user("specialist", "beleidsmedewerker", email="specialist@leiden.example")


@pytest.fixture
def owned(first: Effectindicator, second: Effectindicator, specialist: Any) -> Effectindicator:
    """The first of the two, owned by the specialist."""
    Indicatoreigenaar.objects.create(indicator=first, user=specialist)
    return first


def enters(user: Any) -> list[str]:
    """Return the codes of the indicators that this person enters today."""
    return sorted(Effectindicator.objects.editable_by(user).values_list("code", flat=True))


def reported_by(document: Document, *indicators: Effectindicator) -> Document:
    """Print these indicators in a document."""
    for indicator in indicators:
        parent = Vermelding.objects.create(document=document, doel=indicator.doel, name="Doel")
        indicator.vermeldingen.create(document=document, parent=parent, name="Indicator")
    return document


@pytest.fixture
def bestuursrapportage(owned: Effectindicator, second: Effectindicator) -> Document:
    """A bestuursrapportage in the making that prints both."""
    document = DocumentFactory(kind="bestuursrapportage", year=2017, through_year=None, adopted=False)
    return reported_by(document, owned, second)


@pytest.fixture
def prestatie(owned: Effectindicator, bestuursrapportage: Document) -> Prestatie:
    """A prestatie beside the owned indicator, in the same document."""
    prestatie: Prestatie = PrestatieFactory(doel=owned.doel)
    parent = Vermelding.objects.get(document=bestuursrapportage, doel=owned.doel)
    Vermelding.objects.create(document=bestuursrapportage, prestatie=prestatie, parent=parent, name="Prestatie")
    return prestatie


# --- the rule


def test_indicator_with_its_own_owner_is_entered_by_them_alone(
    owned: Effectindicator, officer_9a: Any, officer_9c: Any, specialist: Any
) -> None:
    assert enters(specialist) == ["9A1.a"]
    assert enters(officer_9a) == ["9A1.b"]
    assert enters(officer_9c) == []


def test_two_own_owners_both_enter(owned: Effectindicator, officer_9a: Any, officer_9c: Any, specialist: Any) -> None:
    Indicatoreigenaar.objects.create(indicator=owned, user=officer_9a)

    assert (enters(specialist), enters(officer_9a)) == (["9A1.a"], ["9A1.a", "9A1.b"])


def test_last_day_counts_and_then_the_beleidsterrein_enters_again(
    owned: Effectindicator, officer_9a: Any, specialist: Any
) -> None:
    owned.eigenaren.update(until=TODAY)
    assert (enters(specialist), enters(officer_9a)) == (["9A1.a"], ["9A1.b"])

    owned.eigenaren.update(until=TODAY - timedelta(days=1))
    assert (enters(specialist), enters(officer_9a)) == ([], ["9A1.a", "9A1.b"])


@pytest.mark.parametrize("lost", ["role", "account"])
def test_beleidsterrein_enters_again_when_the_own_owner_cannot(
    owned: Effectindicator, officer_9a: Any, specialist: Any, lost: str
) -> None:
    if lost == "role":
        specialist.groups.clear()
    else:
        specialist.is_active = False
        specialist.save()

    specialist = type(specialist).objects.get(pk=specialist.pk)
    assert (enters(specialist), enters(officer_9a)) == ([], ["9A1.a", "9A1.b"])


def test_rule_for_one_person_is_the_rule_for_everybody(
    owned: Effectindicator, second: Effectindicator, officer_9a: Any, officer_9c: Any, specialist: Any
) -> None:
    wie = ownership.invoerders()

    for user in (officer_9a, officer_9c, specialist):
        for indicator in (owned, second):
            said = user in wie.of(indicator.doel.beleidsterrein_id, indicator.pk)
            assert said == (indicator.code in enters(user))


# --- what follows it


def test_figure_is_entered_by_the_own_owner_and_refused_of_the_beleidsterrein(
    owned: Effectindicator, officer_9a: Any, specialist: Any
) -> None:
    reeks, opgave = owned.reeksen.get(), Opgave(year=2017, measured_year=2017, value=5)

    with pytest.raises(PermissionDenied):
        enter(reeks, opgave, user=officer_9a, seen="", hand_in=False)
    assert enter(reeks, opgave, user=specialist, seen="", hand_in=False).changed_by == specialist


def test_target_is_proposed_by_the_own_owner_and_refused_of_the_beleidsterrein(
    owned: Effectindicator, officer_9a: Any, specialist: Any, client: Client
) -> None:
    begroting = DocumentFactory(kind="begroting", year=2019, adopted=False)
    reeks, opgave = owned.reeksen.get(), Doelopgave(value=5)

    with pytest.raises(PermissionDenied):
        propose(begroting, reeks, 2019, opgave, user=officer_9a, seen="")
    assert propose(begroting, reeks, 2019, opgave, user=specialist, seen="")
    for user, shown in ((officer_9a, ["9A1.b"]), (specialist, ["9A1.a"])):
        client.force_login(user)
        rows = client.get(f"/streefwaarden/{begroting.pk}/").context["rows"]
        assert [indicator.code for indicator, _ in rows] == shown


def test_explanation_and_prognose_are_the_own_owners(
    owned: Effectindicator, bestuursrapportage: Document, officer_9a: Any, specialist: Any
) -> None:
    said = Verklaring("a", "b", "c")

    with pytest.raises(PermissionDenied):
        explain_indicator(owned, bestuursrapportage, said, user=officer_9a, seen="")
    with pytest.raises(PermissionDenied):
        expect(owned, bestuursrapportage, Verwachting.HAALBAAR, "", user=officer_9a, seen="")
    explain_indicator(owned, bestuursrapportage, said, user=specialist, seen="")
    expect(owned, bestuursrapportage, Verwachting.HAALBAAR, "", user=specialist, seen="")

    assert Toelichting.objects.get().changed_by == specialist


def test_prestatie_stays_with_the_beleidsterrein(
    prestatie: Prestatie, bestuursrapportage: Document, officer_9a: Any, specialist: Any
) -> None:
    progress = (prestatie, bestuursrapportage, Lichten("groen", "groen", "groen"), Verklaring())

    with pytest.raises(PermissionDenied):
        report_progress(*progress, user=specialist, seen="")
    assert report_progress(*progress, user=officer_9a, seen="").changed_by == officer_9a


def test_report_page_shows_everyone_their_own_and_what_that_lacks(
    client: Client, prestatie: Prestatie, bestuursrapportage: Document, officer_9a: Any, specialist: Any
) -> None:
    seen = {}
    for user in (officer_9a, specialist):
        client.force_login(user)
        page = client.get(f"/rapportage/{bestuursrapportage.pk}/")
        (part,) = page.context["parts"]
        seen[user] = (
            [effect.regel.indicator.code for effect in part.effecten],
            len(part.inspanningen),
            {gebrek.where for gebrek in part.gebreken},
            ">Prestaties</h3>" in page.content.decode(),
        )

    assert seen[specialist] == (["9A1.a"], 0, set(), False)
    assert seen[officer_9a] == (["9A1.b"], 1, {str(prestatie)}, True)


def test_concept_and_history_are_seen_by_the_own_owner_and_no_longer_by_the_beleidsterrein(
    client: Client, owned: Effectindicator, officer_9a: Any, specialist: Any
) -> None:
    make_figure(owned, 2017, 12, state="concept")

    for user, sees in ((specialist, True), (officer_9a, False)):
        client.force_login(user)
        assert Realisatie.objects.visible_to(user).exists() == sees
        assert audit.histories_visible_to(user, Realisatie).exists() == sees
        assert (audit.of_effectindicator(user, owned.slug) is not None) == sees
        page = client.get(owned.get_absolute_url()).content.decode()
        assert ("Werkstand" in page) == ("Wie wijzigde wat" in page) == sees


def test_what_is_lacking_goes_to_the_own_owner_and_the_rest_to_the_beleidsterrein(
    owned: Effectindicator, second: Effectindicator, officer_9a: Any, specialist: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    jaarstukken = reported_by(DocumentFactory(kind="jaarstukken", through_year=None, adopted=False), owned, second)
    TermijnFactory(document=jaarstukken, step="cijfers", date=TODAY)

    for user, where in ((specialist, str(owned)), (officer_9a, str(second))):
        (task,) = deadlines.to_do_for(user)
        assert [gebrek.where for gebrek in task.missing] == [where]
    assert {task.people for task in deadlines.to_do()} == {(specialist,), (officer_9a,)}
    reminders.remind(TODAY)
    (mailed,) = [message for message in mail.outbox if message.to == [specialist.email]]
    assert str(owned) in mailed.body
    assert str(second) not in mailed.body


def test_controllers_deadline_is_one_thing_for_the_whole_beleidsterrein(
    owned: Effectindicator, second: Effectindicator
) -> None:
    jaarstukken = reported_by(DocumentFactory(kind="jaarstukken", through_year=None, adopted=False), owned, second)
    TermijnFactory(document=jaarstukken, step="vaststellen", date=TODAY)
    for indicator in (owned, second):
        make_figure(indicator, 2017, 5, state="ingediend")

    (task,) = deadlines.to_do()

    assert len(task.missing) == 2


@pytest.mark.parametrize(
    ("person", "says"),
    [
        ("officer_9a", True),
        ("controller", True),
        ("administrator", True),
        ("council_member", False),
        ("stranger", False),
    ],
)
def test_page_of_an_indicator_says_who_enters_to_who_works_on_it(
    client: Client, owned: Effectindicator, person: str, says: bool, request: pytest.FixtureRequest
) -> None:
    if person != "stranger":
        client.force_login(request.getfixturevalue(person))

    page = " ".join(client.get(owned.get_absolute_url()).content.decode().split())

    assert ("Ingevoerd door specialist" in page) == says


# --- handing over


def test_many_are_handed_over_at_once_on_the_record(
    first: Effectindicator, second: Effectindicator, specialist: Any, officer_9c: Any, administrator: Any
) -> None:
    Indicatoreigenaar.objects.create(indicator=first, user=officer_9c)

    hand_over([first, second], to=specialist, user=administrator, why="weet er meer van", until=TODAY)

    assert (enters(specialist), enters(officer_9c)) == (["9A1.a", "9A1.b"], [])
    lines = Indicatoreigenaar.history.filter(history_user=administrator).order_by("history_id")
    assert list(lines.values_list("history_type", "user__username", "until", "history_change_reason")) == [
        ("-", "officer_9c", None, "weet er meer van"),
        ("+", "specialist", TODAY, "weet er meer van"),
        ("+", "specialist", TODAY, "weet er meer van"),
    ]


def test_given_back_the_beleidsterrein_enters_again(
    owned: Effectindicator, officer_9a: Any, specialist: Any, administrator: Any
) -> None:
    give_back([owned], user=administrator, why="klaar")

    assert (enters(specialist), enters(officer_9a)) == ([], ["9A1.a", "9A1.b"])
    gone = Indicatoreigenaar.history.get(history_type="-")
    assert (gone.history_user, gone.history_change_reason) == (administrator, "klaar")


def test_handing_over_is_told_with_the_indicator_and_with_its_beleidsterrein(
    first: Effectindicator, specialist: Any, controller: Any, administrator: Any
) -> None:
    hand_over([first], to=specialist, user=administrator, why="weet er meer van")

    terrein = first.doel.beleidsterrein.slug
    for history in (
        audit.of_effectindicator(controller, first.slug),
        audit.of_effectindicator(specialist, first.slug),
        audit.of_beleidsterrein(administrator, terrein),
    ):
        assert history
        line = history.latest[0]
        assert (line.who, line.thing, line.kind) == ("administrator", "Eigenaar van 9A1.a", "gemaakt")
        assert line.why == "weet er meer van"


def test_handing_over_is_all_or_nothing(
    owned: Effectindicator, second: Effectindicator, specialist: Any, administrator: Any
) -> None:
    with pytest.raises(ValidationError, match="al eigenaar"):
        hand_over([second, owned], to=specialist, user=administrator, why="x")
    with pytest.raises(ValidationError, match="geen eigen eigenaar"):
        give_back([owned, second], user=administrator, why="x")

    assert enters(specialist) == ["9A1.a"]


@pytest.mark.parametrize("person", ["officer_9a", "specialist", "controller", "council_member"])
def test_only_the_beheerder_hands_over(owned: Effectindicator, person: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(person)

    with pytest.raises(PermissionDenied):
        hand_over([owned], to=make_user("else", "beleidsmedewerker"), user=user, why="x")
    with pytest.raises(PermissionDenied):
        give_back([owned], user=user, why="x")


def test_nobody_hands_over_to_themselves_or_what_is_theirs(owned: Effectindicator, second: Effectindicator) -> None:
    root = make_user("root", "beleidsmedewerker", is_superuser=True)

    with pytest.raises(PermissionDenied):
        hand_over([second], to=root, user=root, why="x")
    Indicatoreigenaar.objects.create(indicator=second, user=root)
    with pytest.raises(PermissionDenied):
        hand_over([second], to=make_user("else", "beleidsmedewerker"), user=root, why="x")
    with pytest.raises(PermissionDenied):
        give_back([second], user=root, why="x")


@pytest.mark.parametrize("why_not", ["council", "inactive"])
def test_only_an_active_officer_is_appointed(
    first: Effectindicator, council_member: Any, specialist: Any, administrator: Any, why_not: str
) -> None:
    specialist.is_active = False
    specialist.save()
    to = council_member if why_not == "council" else specialist

    with pytest.raises(ValidationError, match="geen actieve beleidsmedewerker"):
        hand_over([first], to=to, user=administrator, why="x")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"why": " "}, "Schrijf waarom"),
        ({"until": TODAY - timedelta(days=1)}, "al voorbij"),
        ({"indicators": []}, "ten minste één"),
    ],
)
def test_handing_over_asks_for_a_reason_a_day_to_come_and_an_indicator(
    first: Effectindicator, specialist: Any, administrator: Any, wrong: dict[str, Any], said: str
) -> None:
    asked = {"indicators": [first], "to": specialist, "user": administrator, "why": "x", **wrong}

    with pytest.raises(ValidationError, match=said):
        hand_over(asked.pop("indicators"), **asked)


# --- the page

PAGE = "/eigenaren/indicatoren/"


def test_page_is_narrowed_and_hands_over_and_gives_back(
    client: Client,
    owned: Effectindicator,
    second: Effectindicator,
    specialist: Any,
    officer_9a: Any,
    administrator: Any,
) -> None:
    make_indicator("9Z1.a")
    client.force_login(administrator)
    terrein = f"{PAGE}?terrein={owned.doel.beleidsterrein.slug}"

    def shown(address: str) -> list[tuple[str, bool]]:
        return sorted((line.indicator.code, line.chosen) for line in client.get(address).context["lines"])

    assert len(shown(PAGE)) == 3
    assert shown(f"{terrein}&alles=1") == [("9A1.a", True), ("9A1.b", True)]
    assert shown(f"{PAGE}?van={specialist.pk}") == [("9A1.a", False)]
    assert shown(f"{PAGE}?van={officer_9a.pk}") == [("9A1.b", False)]
    assert shown(f"{PAGE}?van=x&terrein=%00") == []

    said = {"indicatoren": [second.pk], "to": specialist.pk, "why": "verlof", "until": "", "actie": "overdragen"}
    assert client.post(terrein, said).headers["Location"] == terrein
    assert enters(specialist) == ["9A1.a", "9A1.b"]
    client.post(PAGE, {"indicatoren": [owned.pk, second.pk], "why": "terug", "actie": "teruggeven"})
    assert enters(officer_9a) == ["9A1.a", "9A1.b"]


def test_page_keeps_what_was_chosen_and_says_what_is_wrong(
    client: Client, owned: Effectindicator, second: Effectindicator, specialist: Any, administrator: Any
) -> None:
    client.force_login(administrator)

    page = client.post(PAGE, {"indicatoren": [second.pk], "actie": "overdragen"})

    assert page.context["form"].errors == {"to": ["Kies wie voortaan invoert."], "why": ["Vul dit in."]}
    assert [line.indicator for line in page.context["lines"] if line.chosen] == [second]
    assert "Kies ten minste één effectindicator." in client.post(PAGE, {"why": "x"}).content.decode()
    refused = client.post(PAGE, {"indicatoren": [owned.pk], "to": specialist.pk, "why": "x"})
    assert "specialist is al eigenaar van" in refused.content.decode()


def test_pages_cost_the_same_for_many_indicators_with_owners(
    client: Client, owned: Effectindicator, specialist: Any, administrator: Any
) -> None:
    addresses = [(administrator, PAGE), (specialist, "/invoer/"), (specialist, owned.get_absolute_url())]

    def queries() -> list[int]:
        counted = []
        for user, address in addresses:
            client.force_login(user)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counted.append(len(captured))
        return counted

    queries()
    few = queries()
    for number in range(10):
        another = make_indicator(f"9A2.{number}", owned.doel.beleidsterrein)
        Indicatoreigenaar.objects.create(indicator=another, user=make_user(f"u{number}", "beleidsmedewerker"))
        Indicatoreigenaar.objects.create(indicator=another, user=specialist)

    assert queries() == few
