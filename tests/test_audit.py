"""Who changed what: each change in words, for who may see it, and for nobody to change."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import audit
from indicators.adoption import adopt
from indicators.entry import Opgave, enter, newest, token
from indicators.models import Effectindicator, Normvoorstel, Realisatie, Stoplichtnorm
from indicators.wijzigingen import TITLES, Wijziging
from programmes import recorded
from programmes.models import Beleidsterrein, Eigenaar, Termijn, Voortgang
from tests.factories import (
    BeleidsterreinFactory,
    DocumentFactory,
    EffectindicatorFactory,
    PrestatieFactory,
    make_figure,
    make_indicator,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator of 9A."""
    return make_indicator("9A1.a", terrein_9a, decimals=1)


def put(indicator: Effectindicator, value: Any, user: Any, *, hand_in: bool = False, **said: Any) -> Realisatie:
    """Enter a figure of 2017."""
    reeks = indicator.reeksen.get()
    opgave = Opgave(year=2017, measured_year=2017, value=value, **said)
    return enter(reeks, opgave, user=user, seen=token(newest(reeks, 2017)), hand_in=hand_in)


def lines(user: Any, indicator: Effectindicator) -> list[Wijziging]:
    """Return the history of an indicator for this user."""
    history = audit.of_effectindicator(user, indicator.slug)
    assert history is not None
    return list(history.lines())


def words(line: Wijziging) -> list[str]:
    """Return what changed."""
    return [change.in_words for change in line.changes]


def test_entering_a_figure_tells_who_and_what(indicator: Effectindicator, officer_9a: Any) -> None:
    before = timezone.now()

    put(indicator, Decimal("1234.5") / 100, officer_9a)

    line = lines(officer_9a, indicator)[0]
    assert (line.who, line.thing, line.kind) == ("officer_9a", "Realisatie 9A1.a 2017, versie 1", "gemaakt")
    assert before <= line.when <= timezone.now()
    assert words(line) == ["meetjaar: 2017", "waarde: 12,345", "staat: Concept"]


def test_changing_a_figure_tells_from_what_to_what(indicator: Effectindicator, officer_9a: Any) -> None:
    put(indicator, Decimal("12.5"), officer_9a)
    put(indicator, Decimal(13), officer_9a, hand_in=True, note="geteld", provisional=True)

    line = lines(officer_9a, indicator)[0]
    assert line.kind == "gewijzigd"
    assert words(line) == [
        "waarde: van 12,5 naar 13",
        "opmerking: van leeg naar geteld",
        "staat: van Concept naar Ingediend",
        "voorlopig: van nee naar ja",
    ]


def test_adopting_tells_who_adopted(indicator: Effectindicator, officer_9a: Any, controller: Any) -> None:
    figure = put(indicator, 12, officer_9a, hand_in=True)
    adopt(Realisatie.objects.all(), user=controller, seen=[token(figure)])

    line = lines(controller, indicator)[0]
    assert (line.who, words(line)) == ("controller", ["staat: van Ingediend naar Vastgesteld"])


def test_reason_is_told(indicator: Effectindicator, officer_9a: Any, controller: Any) -> None:
    figure = put(indicator, 12, officer_9a)
    figure.value = Decimal(21)
    recorded.save(figure, by=officer_9a, why="cijfers verwisseld")

    assert lines(controller, indicator)[0].why == "cijfers verwisseld"


def test_withdrawn_concept_stays_visible(indicator: Effectindicator, officer_9a: Any) -> None:
    figure = put(indicator, Decimal("12.5"), officer_9a, note="per ongeluk")
    recorded.delete(figure, by=officer_9a, why="ingetrokken")

    line = lines(officer_9a, indicator)[0]
    assert (line.kind, line.who, line.why) == ("verwijderd", "officer_9a", "ingetrokken")
    assert "waarde: 12,5" in words(line)
    assert "opmerking: per ongeluk" in words(line)


def test_line_without_the_line_before_it_says_what_it_became(indicator: Effectindicator, controller: Any) -> None:
    """Of what was there before there was a history nobody knows what it was."""
    figure = make_figure(indicator, 2017, 12)
    Realisatie.history.all().delete()
    figure.value = Decimal(13)
    recorded.save(figure, by=controller)

    line = lines(controller, indicator)[0]
    assert line.kind == "gewijzigd"
    assert "waarde: 13" in words(line)


def test_what_a_program_did_is_told_as_such(indicator: Effectindicator, controller: Any) -> None:
    figure = make_figure(indicator, 2017, 12)
    figure.value = Decimal(13)
    recorded.save(figure, by=None, why="geladen uit begroting.json")

    line = lines(controller, indicator)[0]
    assert (line.who, line.why) == ("automatisch", "geladen uit begroting.json")


def test_references_and_people_are_named(indicator: Effectindicator, controller: Any) -> None:
    jan = make_user("jan", "beleidsmedewerker", first_name="Jan", last_name="Jansen")
    figure = make_figure(indicator, 2017, 12, document=DocumentFactory(kind="jaarstukken", title="Jaarverslag 2017"))
    figure.changed_by = jan
    recorded.save(figure, by=controller)

    changed, made = lines(controller, indicator)[:2]
    assert words(changed) == ["gewijzigd door: van leeg naar Jan Jansen"]
    assert "document: Jaarverslag 2017" in words(made)


def test_reference_to_what_is_gone_is_told_by_its_number(indicator: Effectindicator, controller: Any) -> None:
    document = DocumentFactory(kind="jaarstukken")
    figure = make_figure(indicator, 2017, 12, document=document)
    figure.document = None
    recorded.save(figure, by=controller)
    number = document.pk
    document.delete()

    assert words(lines(controller, indicator)[0]) == [f"document: van nummer {number}, verwijderd naar leeg"]


def test_lines_of_everything_of_an_indicator_stand_newest_first(indicator: Effectindicator, controller: Any) -> None:
    reeks = indicator.reeksen.get()
    document = DocumentFactory(year=2017)
    make_target(indicator, 2017, 50, document=document)
    toelichting = indicator.toelichtingen.create(document=document, oorzaak="weer")
    indicator.prognoses.create(document=document, verwachting="onzeker")
    indicator.afwijkingen.create(
        year=2017, owner=controller, reason="r", until="2030-01-01", accepted_by=controller, accepted_at=timezone.now()
    )
    reeks.decimals = 2
    recorded.save(reeks, by=controller)
    toelichting.oorzaak = "het weer"
    recorded.save(toelichting, by=controller)

    found = lines(controller, indicator)

    assert [line.thing for line in found[:7]] == [
        "Toelichting 9A1.a (Begroting 2017)",
        "Reeks van 9A1.a vanaf 2010",
        "Afgesproken afwijking 9A1.a 2017",
        "Prognose 9A1.a (Begroting 2017)",
        "Toelichting 9A1.a (Begroting 2017)",
        "Streefwaarde 9A1.a 2017 (Begroting 2017)",
        "Reeks van 9A1.a vanaf 2010",
    ]
    assert "verwachting: Onzeker" in words(found[3])
    assert [line.when for line in found] == sorted((line.when for line in found), reverse=True)


def test_lines_stand_in_the_order_in_which_they_were_written_whatever_the_clock_said(
    indicator: Effectindicator, officer_9a: Any, controller: Any
) -> None:
    for value in ("5", "6", "7"):
        put(indicator, Decimal(value), officer_9a)
    last = Realisatie.history.order_by("history_id").last()
    Realisatie.history.filter(pk=last.pk).update(history_date=last.history_date - timedelta(hours=2))

    told = [line for line in lines(controller, indicator) if line.thing.startswith("Realisatie")]

    assert [words(line) for line in told[:2]] == [["waarde: van 6 naar 7"], ["waarde: van 5 naar 6"]]


def test_history_of_another_indicator_is_not_in_it(indicator: Effectindicator, controller: Any) -> None:
    other = make_indicator("9A1.b", indicator.doel.beleidsterrein)
    make_figure(other, 2017, 12)

    assert not [line for line in lines(controller, indicator) if "9A1.b" in line.thing]


def test_history_of_a_beleidsterrein_tells_owners_and_voortgang(terrein_9a: Beleidsterrein, controller: Any) -> None:
    jan = make_user("jan", "beleidsmedewerker")
    eigenaar = Eigenaar.objects.create(beleidsterrein=terrein_9a, user=jan)
    prestatie = PrestatieFactory(code="9A1.1", doel=make_indicator("9A1.a", terrein_9a).doel)
    bestuursrapportage = DocumentFactory(kind="bestuursrapportage", through_year=None)
    Voortgang.objects.create(prestatie=prestatie, document=bestuursrapportage, tijd="rood")
    recorded.delete(eigenaar, by=controller, why="andere baan")

    history = audit.of_beleidsterrein(controller, terrein_9a.slug)

    assert history is not None
    gone, said, made = history.lines()
    assert (gone.thing, gone.kind, gone.why) == ("Eigenaar van 9A", "verwijderd", "andere baan")
    assert words(gone) == words(made) == ["medewerker: jan"]
    assert said.thing == "Voortgang 9A1.1 (Bestuursrapportage 2017)"
    assert "tijd: Rood" in words(said)


def test_history_of_a_document_tells_its_decision_deadlines_and_targets(
    indicator: Effectindicator, controller: Any
) -> None:
    document = DocumentFactory(year=2017, adopted=False)
    Termijn.objects.create(document=document, step="cijfers", date="2017-05-01")
    make_target(indicator, 2017, "50.5", document=document)
    document.adopted, document.decided_by, document.decision = True, "raad", "RV 17.0098"
    recorded.save(document, by=controller, why="besluit van de raad")

    history = audit.of_document(controller, document.pk)

    assert history is not None
    decided, aimed, due, _made = history.lines()
    assert words(decided) == [
        "vastgesteld: van nee naar ja",
        "besluit: van leeg naar RV 17.0098",
        "besloten door: van leeg naar de raad",
    ]
    assert "waarde: 50,5" in words(aimed)
    assert words(due) == ["stap: Cijfers indienen", "uiterlijk: 1 mei 2017"]


def test_history_of_the_norm_tells_norms_and_proposals(controller: Any) -> None:
    norm = Stoplichtnorm.objects.create(valid_from=2017, margin=Decimal(10))
    Normvoorstel.objects.create(
        valid_from=2018, margin=5, reason="te ruim", proposed_by=controller, proposed_at=timezone.now()
    )
    norm.margin = Decimal("7.5")
    recorded.save(norm, by=controller, why="te ruim")

    history = audit.of_norm(controller)

    assert history is not None
    changed, proposed, _made = history.lines()
    assert (changed.thing, words(changed)) == ("Stoplichtnorm vanaf 2017", ["marge: van 10 naar 7,5"])
    assert "reden: te ruim" in words(proposed)


def test_history_of_an_indicator_that_is_gone_is_for_the_controller(
    terrein_9a: Beleidsterrein, officer_9a: Any, controller: Any
) -> None:
    indicator = EffectindicatorFactory(code="9A1.z", doel=make_indicator("9A1.a", terrein_9a).doel)
    recorded.delete(indicator, by=controller, why="dubbel")

    assert audit.of_effectindicator(officer_9a, "9a1-z") is None
    assert [line.kind for line in lines(controller, indicator)] == ["verwijderd", "gemaakt"]


# --- Who may see it


def visible(user: Any) -> set[str]:
    """Return the models of whose history this user sees any row."""
    return {model.__name__ for model in audit.OF_OWNER if audit.histories_visible_to(user, model).exists()}


@pytest.fixture
def everything(indicator: Effectindicator, officer_9a: Any) -> None:
    """A row in the history of most models, of 9A."""
    document = DocumentFactory(year=2017)
    make_figure(indicator, 2017, 12, state="concept")
    make_target(indicator, 2017, 50, document=document)
    Eigenaar.objects.create(beleidsterrein=indicator.doel.beleidsterrein, user=make_user("nog_een"))
    Voortgang.objects.create(prestatie=PrestatieFactory(doel=indicator.doel), document=document)
    Stoplichtnorm.objects.create(valid_from=2017, margin=Decimal(10))


OF_9A = {"Effectindicator", "Reeks", "Realisatie", "Streefwaarde", "Voortgang", "Eigenaar"}


OF_BUDGET = {"Programma", "Beleidsterrein", "Doel", "Prestatie", "Bron"}


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("person", "models"),
    [
        ("officer_9a", OF_9A),
        ("officer_9c", set()),
        ("council_member", set()),
        ("administrator", OF_BUDGET | {"Eigenaar", "Document"}),
        ("controller", OF_BUDGET | OF_9A | {"Document", "Stoplichtnorm"}),
    ],
)
def test_history_is_seen_by_who_may(person: str, models: set[str], request: pytest.FixtureRequest) -> None:
    assert visible(request.getfixturevalue(person)) == models


@pytest.mark.usefixtures("everything")
def test_stand_in_sees_the_history_until_the_last_day(terrein_9a: Beleidsterrein, officer_9a: Any) -> None:
    stand_in = make_user("stand_in", "beleidsmedewerker")
    today = timezone.localdate()
    eigenaar = Eigenaar.objects.create(beleidsterrein=terrein_9a, user=stand_in, stands_in_for=officer_9a, until=today)
    assert visible(stand_in) == OF_9A

    eigenaar.until = today - timedelta(days=1)
    recorded.save(eigenaar, by=None)

    assert visible(stand_in) == set()


def test_every_model_with_a_history_has_its_words_and_its_readers() -> None:
    kept = {model for model in apps.get_models() if hasattr(model, "history")}

    assert kept == set(TITLES) == set(audit.OF_OWNER)


def test_beheerder_sees_no_concept_target_in_the_history_of_a_document(
    indicator: Effectindicator, administrator: Any
) -> None:
    document = DocumentFactory(year=2019, adopted=False)
    make_target(indicator, 2019, 50, document=document, state="voorstel")

    history = audit.of_document(administrator, document.pk)

    assert history is not None
    assert [line.thing for line in history.lines()] == ["Begroting 2019"]


# --- The pages


def address(indicator: Effectindicator) -> str:
    """Return the address of the whole history of an indicator."""
    return f"/geschiedenis/effectindicator/{indicator.slug}/"


def test_page_of_the_thing_shows_the_ten_latest_and_leads_to_all(
    client: Client, indicator: Effectindicator, officer_9a: Any
) -> None:
    for value in range(12):
        put(indicator, Decimal(value), officer_9a)
    client.force_login(officer_9a)

    page = client.get(indicator.get_absolute_url()).content.decode()

    assert "Wie wijzigde wat" in page
    assert "van 10 naar 11" in page
    assert "van 1 naar 2" in page
    assert "van 0 naar 1<" not in page
    assert address(indicator) in page


@pytest.mark.parametrize("person", ["stranger", "council_member", "officer_9c", "administrator"])
def test_page_of_an_indicator_shows_no_history_to_others(
    client: Client, indicator: Effectindicator, officer_9a: Any, person: str, request: pytest.FixtureRequest
) -> None:
    put(indicator, Decimal(7), officer_9a)
    if person != "stranger":
        client.force_login(request.getfixturevalue(person))

    assert "Wie wijzigde wat" not in client.get(indicator.get_absolute_url()).content.decode()


def test_whole_history_is_paged(client: Client, indicator: Effectindicator, officer_9a: Any) -> None:
    for value in range(99):
        put(indicator, Decimal(value), officer_9a)
    client.force_login(officer_9a)

    first = client.get(address(indicator))
    second = client.get(f"{address(indicator)}?bladzijde=2")

    # 99 figures, the indicator and its reeks
    assert (len(first.context["lines"]), len(second.context["lines"])) == (100, 1)
    assert "Oudere wijzigingen" in first.content.decode()
    assert "Nieuwere wijzigingen" in second.content.decode()
    assert "Oudere wijzigingen" not in second.content.decode()


@pytest.mark.parametrize("answer", ["", "?als=csv"])
def test_history_costs_the_same_number_of_queries_whatever_its_length(
    client: Client, indicator: Effectindicator, officer_9a: Any, answer: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            b"".join(client.get(address(indicator) + answer))  # type: ignore[arg-type]
        return len(captured)

    def grow(years: range) -> None:
        for year in years:
            make_target(indicator, year, 50)
            make_figure(indicator, year, 12, document=DocumentFactory(year=year), changed_by=make_user(f"u{year}"))

    client.force_login(officer_9a)
    grow(range(2012, 2013))
    few = queries()
    grow(range(2013, 2026))

    assert queries() == few
    assert few <= 25


def test_download_is_what_dutch_excel_reads(client: Client, indicator: Effectindicator, officer_9a: Any) -> None:
    put(indicator, Decimal("12.5"), officer_9a)
    put(indicator, Decimal("13.5"), officer_9a, note="één; twee")
    client.force_login(officer_9a)

    answer = client.get(f"{address(indicator)}?als=csv")

    content = b"".join(answer).decode()  # type: ignore[arg-type]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="geschiedenis-effectindicator-9a1a' in answer["Content-Disposition"]
    head, first, second, *_ = content.split("\r\n")
    assert head == "\N{ZERO WIDTH NO-BREAK SPACE}wanneer;wie;wat;soort;gegeven;van;naar;waarom"
    assert first.split(";", 1)[1] == "officer_9a;Realisatie 9A1.a 2017, versie 1;gewijzigd;waarde;12,5;13,5;"
    assert second.endswith('gewijzigd;opmerking;;"één; twee";')


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_download_runs_no_formula(client: Client, indicator: Effectindicator, officer_9a: Any, start: str) -> None:
    put(indicator, Decimal(1), officer_9a, note=f"{start}HYPERLINK(1)")
    client.force_login(officer_9a)

    content = b"".join(client.get(f"{address(indicator)}?als=csv")).decode()  # type: ignore[arg-type]

    assert f";'{start}HYPERLINK(1)" in content


@pytest.mark.parametrize("number", ["0", "99999999999999999999", str(2**63)])
def test_unknown_document_is_not_found(client: Client, controller: Any, number: str) -> None:
    client.force_login(controller)

    assert client.get(f"/geschiedenis/document/{number}/").status_code == 404


def test_nonsense_page_number_is_the_first_page(client: Client, indicator: Effectindicator, officer_9a: Any) -> None:
    client.force_login(officer_9a)

    assert client.get(f"{address(indicator)}?bladzijde=x").context["number"] == 1


# --- Nobody changes it


def histories() -> list[Any]:
    """Return the models that keep history."""
    return [model for model in apps.get_models() if model.__name__.startswith("Historical")]


def test_no_admin_shows_a_history_to_change_and_no_role_has_a_right_on_one() -> None:
    assert histories()
    assert not [model for model in site._registry if model in histories()]
    assert not Permission.objects.filter(content_type__model__startswith="historical", group__isnull=False).exists()


def test_no_address_writes_history(client: Client, indicator: Effectindicator, controller: Any) -> None:
    client.force_login(controller)

    for send in (client.post, client.put, client.patch, client.delete):
        assert send(address(indicator)).status_code == 405


def test_beheerder_editing_an_indicator_leaves_a_line(
    client: Client, indicator: Effectindicator, administrator: Any, controller: Any
) -> None:
    client.force_login(administrator)
    form = {"code": "9A1.a", "name": "Nieuwe naam", "order": 0, "doel": indicator.doel_id, "direction": "hoger"}
    form |= {"reeksen-TOTAL_FORMS": 0, "reeksen-INITIAL_FORMS": 0, "why": "zo heet hij nu"}

    answer = client.post(f"/beheer/indicators/effectindicator/{indicator.pk}/change/", form)

    assert answer.status_code == 302
    line = lines(controller, indicator)[0]
    assert (line.who, line.kind, line.why) == ("administrator", "gewijzigd", "zo heet hij nu")
    assert any(change.after == "Nieuwe naam" for change in line.changes)


def test_removing_a_beleidsterrein_keeps_who_owned_it_on_record(client: Client, administrator: Any) -> None:
    terrein = BeleidsterreinFactory()
    Eigenaar.objects.create(beleidsterrein=terrein, user=make_user("jan", "beleidsmedewerker"))
    client.force_login(administrator)

    client.post(f"/beheer/programmes/beleidsterrein/{terrein.pk}/delete/", {"post": "yes"})

    gone = Eigenaar.history.get(history_type="-")
    assert gone.history_user == administrator
