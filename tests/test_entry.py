"""Entering a realisatie in the form: what is accepted, what is asked, what is refused, and who may."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from indicators.models import Effectindicator, IndicatorStatus, Realisatie
from programmes.models import Beleidsterrein
from tests.factories import DocumentFactory, ReeksFactory, make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db

FORM = "/invoer/cijfer/"


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """A percentage of 9A with a target of 50 for 2018."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2018, 50)
    return indicator


@pytest.fixture
def officer(client: Client, officer_9a: Any) -> Client:
    """The browser of the officer of 9A."""
    client.force_login(officer_9a)
    return client


def typed(of: Effectindicator, **fields: Any) -> dict[str, Any]:
    """Return what an officer types: 2018, and 55, unless said otherwise."""
    return {"indicator": of.slug, "jaar": "2018", "waarde": "55", "actie": "indienen", **fields}


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,5", "12.5"), ("55", "55"), ("55%", "55"), ("0", "0"), ("12.5", "12.5"), ("99,999999", "99.999999")],
)
def test_dutch_number_is_saved_exactly(officer: Client, indicator: Effectindicator, text: str, value: str) -> None:
    answer = officer.post(FORM, typed(indicator, waarde=text))

    assert answer.status_code == 302
    assert Realisatie.objects.get().value == Decimal(value)


def test_handed_in_figure_is_ingediend_and_a_kept_one_a_concept(officer: Client, indicator: Effectindicator) -> None:
    officer.post(FORM, typed(indicator, actie="bewaren"))
    concept = Realisatie.objects.get()
    page = officer.get(FORM, {"indicator": indicator.slug, "jaar": 2018})
    officer.post(FORM, typed(indicator, gezien=page.context["form"]["gezien"].value()))

    assert concept.state == "concept"
    assert Realisatie.objects.get().state == "ingediend"


def test_saved_figure_says_who_and_when(officer: Client, indicator: Effectindicator, officer_9a: Any) -> None:
    officer.post(FORM, typed(indicator))

    figure = Realisatie.objects.get()
    assert figure.changed_by == officer_9a
    assert figure.changed_at is not None


def test_saved_figure_changes_the_werkstand_and_not_the_councils(
    officer: Client, indicator: Effectindicator, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(FORM, typed(indicator))

    colours = dict(IndicatorStatus.objects.values_list("stand", "stoplicht"))
    assert colours == {"werk": "groen", "vastgesteld": "grijs"}


def test_missing_figure_is_saved_with_its_reason(officer: Client, indicator: Effectindicator) -> None:
    officer.post(FORM, typed(indicator, waarde="", reden="niet_gemeten", opmerking="Enquête uitgesteld"))

    figure = Realisatie.objects.get()
    assert (figure.value, figure.reason, figure.note) == (None, "niet_gemeten", "Enquête uitgesteld")


def test_figure_of_another_measuring_year_is_confirmed_by_typing_it(
    officer: Client, indicator: Effectindicator
) -> None:
    officer.post(FORM, typed(indicator, meetjaar="2017"))

    figure = Realisatie.objects.get()
    assert (figure.measured_year, figure.year_confirmed) == (2017, True)


def test_correction_of_an_adopted_figure_is_a_new_version_beside_it(
    officer: Client, indicator: Effectindicator
) -> None:
    make_figure(indicator, 2018, 60)
    page = officer.get(FORM, {"indicator": indicator.slug, "jaar": 2018})
    assert page.context["form"]["waarde"].value() == "60"

    officer.post(FORM, typed(indicator, gezien=page.context["form"]["gezien"].value(), waarom="Tikfout"))

    versions = Realisatie.objects.order_by("version").values_list("version", "value", "state")
    assert list(versions) == [(1, 60, "vastgesteld"), (2, 55, "ingediend")]


# --- bad input: a clear message at the field, what was typed kept, nothing saved


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"waarde": "veel"}, "waarde", "Dit is geen getal"),
        ({"waarde": ""}, "waarde", "Vul een waarde in, of kies hieronder waarom die er niet is"),
        ({"waarde": "1,2345678"}, "waarde", "hoogstens 6 cijfers achter de komma"),
        ({"waarde": "1234567890"}, "waarde", "hoogstens 9 cijfers voor de komma"),
        ({"waarde": "240"}, "waarde", "240 is te hoog: deze indicator gaat tot 100%"),
        ({"waarde": "-1"}, "waarde", "te laag"),
        ({"waarde": "9" * 101}, "waarde", "niet meer dan 100 tekens"),
        ({"waarde": "55\x00"}, "waarde", "Null-tekens"),
        ({"waarde": "5", "reden": "pm"}, "reden", "Kies één van beide"),
        ({"waarde": "", "reden": "zomaar"}, "reden", "Kies iets uit de lijst."),
        ({"waarde": "", "reden": "in_woorden"}, "opmerking", "Zet de woorden hier"),
        ({"jaar": "2030"}, "jaar", "nog niet voorbij"),
        ({"jaar": "2025"}, "jaar", "valt buiten de begrotingen"),
        ({"jaar": "2009"}, "jaar", "pas vanaf 2010 gemeten"),
        ({"jaar": "1"}, "jaar", "pas vanaf 2010 gemeten"),
        ({"jaar": "twee"}, "jaar", "Schrijf het jaar in cijfers"),
        ({"jaar": ""}, "jaar", "Vul dit in."),
        ({"indicator": "bestaat-niet"}, "indicator", "bestaat niet of hoort niet bij uw beleidsterreinen"),
        ({"indicator": ""}, "indicator", "Kies er een."),
        ({"meetjaar": "17"}, "meetjaar", "1990"),
        ({"meetjaar": "0"}, "meetjaar", "1990"),
        ({"meetjaar": "2099"}, "meetjaar", "kan nog niet gemeten zijn"),
        ({"respondenten": "0"}, "respondenten", "minstens 1"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_saved(
    officer: Client, indicator: Effectindicator, fields: dict[str, str], field: str, message: str
) -> None:
    page = officer.post(FORM, typed(indicator, **fields))

    assert page.status_code == 200
    form = page.context["form"]
    assert list(form.errors) == [field]
    assert message in " ".join(form.errors[field])
    assert all(str(form[name].value()) == text for name, text in fields.items())
    assert not Realisatie.objects.exists()


def test_score_of_11_on_a_scale_of_10_is_refused(officer: Client, terrein_9a: Beleidsterrein) -> None:
    DocumentFactory(year=2018)
    score = make_indicator("9A1.s", terrein_9a, unit="score", minimum=1, maximum=10)

    page = officer.post(FORM, typed(score, waarde="11"))

    assert "11 is te hoog: deze indicator gaat tot 10" in page.content.decode()
    assert not Realisatie.objects.exists()


def test_plain_1234_with_a_point_is_asked_about_and_saved_as_answered(
    officer: Client, terrein_9a: Beleidsterrein
) -> None:
    DocumentFactory(year=2018)
    people = make_indicator("9A1.p", terrein_9a, unit="personen", minimum=0, maximum=None)

    question = officer.post(FORM, typed(people, waarde="1.234"))
    assert not Realisatie.objects.exists()
    assert question.context["form"].candidates == [("1234", "1.234"), ("1.234", "1,234")]
    assert 'value="1.234"' in question.content.decode()

    officer.post(FORM, typed(people, waarde="1.234", bedoeld="1234"))
    assert Realisatie.objects.get().value == 1234


def test_point_question_can_be_answered_when_the_unit_was_typed(officer: Client, indicator: Effectindicator) -> None:
    question = officer.post(FORM, typed(indicator, waarde="1.234%"))
    officer.post(FORM, typed(indicator, waarde="1.234%", bedoeld=question.context["form"].candidates[1][0]))

    assert Realisatie.objects.get().value == Decimal("1.234")


def test_answer_that_is_no_longer_asked_for_is_ignored(officer: Client, indicator: Effectindicator) -> None:
    officer.post(FORM, typed(indicator, waarde="35", bedoeld="1234"))

    assert Realisatie.objects.get().value == 35


def test_answer_to_another_question_is_no_answer(officer: Client, terrein_9a: Beleidsterrein) -> None:
    DocumentFactory(year=2018)
    people = make_indicator("9A1.p", terrein_9a, unit="personen", minimum=0, maximum=None)

    officer.post(FORM, typed(people, waarde="1.234", bedoeld="999"))

    assert not Realisatie.objects.exists()


def test_second_figure_for_one_year_is_shown_beside_the_first_and_nothing_is_overwritten(
    officer: Client, indicator: Effectindicator, officer_9a: Any
) -> None:
    officer.post(FORM, typed(indicator, waarde="55"))

    page = officer.post(FORM, typed(indicator, waarde="66"))

    assert page.status_code == 200
    assert "staat er al een cijfer dat u nog niet had gezien" in page.content.decode()
    assert [figure.value for figure in page.context["conflict"]] == [55, 66]
    assert page.context["form"]["waarde"].value() == "66"
    assert Realisatie.objects.get().value == 55


def test_other_year_in_a_prefilled_form_is_no_conflict(officer: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 60)
    page = officer.get(FORM, {"indicator": indicator.slug, "jaar": 2017})

    answer = officer.post(FORM, typed(indicator, jaar="2018", gezien=page.context["form"]["gezien"].value()))

    assert answer.status_code == 302


def test_second_figure_is_saved_once_the_first_was_seen(officer: Client, indicator: Effectindicator) -> None:
    officer.post(FORM, typed(indicator, waarde="55"))
    conflict = officer.post(FORM, typed(indicator, waarde="66"))

    officer.post(FORM, typed(indicator, waarde="66", gezien=conflict.context["form"]["gezien"].value()))

    assert Realisatie.objects.get().value == 66


def test_markup_in_what_was_typed_comes_back_as_text(officer: Client, indicator: Effectindicator) -> None:
    page = officer.post(FORM, typed(indicator, waarde="<script>alert(1)</script>"))

    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;alert" in page.content.decode()


# --- judged before it is saved


def test_figure_is_judged_before_it_is_saved(officer: Client, indicator: Effectindicator) -> None:
    page = officer.post(FORM, typed(indicator, waarde="48", actie="oordeel"))
    text = page.content.decode().replace("\xa0", " ")

    assert page.context["outcome"].stoplicht == "oranje"
    assert "48% is 2 procentpunt te laag voor de streefwaarde van 50%, binnen de marge van 2,5 procentpunt." in text
    assert page.context["form"]["waarde"].value() == "48"
    assert not Realisatie.objects.exists()


def test_judging_while_typing_answers_with_a_piece_of_the_page(officer: Client, indicator: Effectindicator) -> None:
    piece = officer.post(FORM, typed(indicator, waarde="48", actie=""), headers={"hx-request": "true"})

    assert "light-oranje" in piece.content.decode()
    assert "<html" not in piece.content.decode()
    assert not Realisatie.objects.exists()


def test_judging_while_typing_names_what_is_wrong(officer: Client, indicator: Effectindicator) -> None:
    piece = officer.post(FORM, typed(indicator, waarde="veel", actie=""), headers={"hx-request": "true"})

    assert "Dit is geen getal" in piece.content.decode()
    assert "<html" not in piece.content.decode()


def test_enter_judges_and_hands_nothing_in(officer: Client, indicator: Effectindicator) -> None:
    page = officer.get(FORM, {"indicator": indicator.slug, "jaar": 2018}).content.decode()

    # a browser takes the first button of a form for the Enter key
    assert page.index('value="oordeel"') < page.index('value="bewaren"') < page.index('value="indienen"')


def test_judgement_beforehand_says_when_another_figure_of_the_year_is_judged(
    officer: Client, indicator: Effectindicator
) -> None:
    make_figure(indicator, 2018, 60)
    ReeksFactory(indicator=indicator, valid_from=2018)

    page = officer.post(FORM, typed(indicator, waarde="10", actie="oordeel"))

    assert "Beoordeeld wordt een ander cijfer" in page.content.decode()
    assert page.context["outcome"].stoplicht == "groen"


def test_database_that_is_busy_costs_nobody_their_input(
    officer: Client, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("indicators.views.officer.enter", busy)

    page = officer.post(FORM, typed(indicator, waarde="48"))

    assert "Het bewaren lukte nu niet" in page.content.decode()
    assert page.context["form"]["waarde"].value() == "48"


@pytest.mark.parametrize("slug", ["9a1-a\x00", "../..", "9a1-a' OR 1=1 --", "é"])
def test_nonsense_for_an_indicator_in_the_address_opens_an_empty_form(officer: Client, slug: str) -> None:
    assert officer.get(FORM, {"indicator": slug, "jaar": "2018"}).status_code == 200


def test_judgement_before_saving_is_the_one_that_is_stored_after(
    officer: Client, indicator: Effectindicator, django_capture_on_commit_callbacks: Any
) -> None:
    make_figure(indicator, 2017, 40)
    before = officer.post(FORM, typed(indicator, waarde="48", actie="oordeel", respondenten="100")).context["outcome"]
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(FORM, typed(indicator, waarde="48", respondenten="100"))

    after = IndicatorStatus.objects.get(year=2018, stand="werk")
    assert (after.stoplicht, after.reason, after.within_error, after.trend) == tuple(before)


# --- who may


def test_stranger_is_sent_to_log_in(stranger: Client, indicator: Effectindicator) -> None:
    # A form that is sent is answered with what was typed, to copy: the session may have ended meanwhile.
    assert stranger.post(FORM, typed(indicator)).status_code == 401
    assert stranger.get(FORM).url.startswith("/inloggen/")
    assert stranger.get("/invoer/").url.startswith("/inloggen/")
    assert not Realisatie.objects.exists()


@pytest.mark.parametrize("person", ["officer_9c", "controller", "council_member", "administrator"])
def test_nobody_but_its_owner_enters_a_figure(
    client: Client, indicator: Effectindicator, person: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))

    page = client.post(FORM, typed(indicator))

    assert "hoort niet bij uw beleidsterreinen" in page.content.decode()
    assert not Realisatie.objects.exists()


def test_officer_sees_only_their_own_indicators_in_mijn_invoer(
    officer: Client, indicator: Effectindicator, terrein_9c: Beleidsterrein
) -> None:
    make_indicator("9C1.a", terrein_9c)

    lines = officer.get("/invoer/", {"jaar": 2018}).context["lines"]

    assert [line.indicator for line in lines] == [indicator]


def test_figure_of_an_old_year_is_entered_in_the_reeks_of_that_year(
    officer: Client, indicator: Effectindicator
) -> None:
    ReeksFactory(indicator=indicator, valid_from=2018)

    officer.post(FORM, typed(indicator, jaar="2017"))

    assert Realisatie.objects.get().reeks.valid_from == 2010


def test_figure_that_jumps_is_handed_in_only_when_it_was_confirmed(officer: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 4)

    question = officer.post(FORM, typed(indicator, waarde="40"))
    assert "In 2017 was het 4%, nu 40%. Staat de komma goed? Klopt dat?" in question.content.decode()
    assert not Realisatie.objects.filter(year=2018).exists()

    officer.post(FORM, typed(indicator, waarde="40", klopt="40"))
    assert Realisatie.objects.get(year=2018).state == "ingediend"


def test_figure_that_jumps_is_kept_as_a_concept_without_a_question(officer: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2017, 4)

    officer.post(FORM, typed(indicator, waarde="40", actie="bewaren"))

    assert Realisatie.objects.get(year=2018).state == "concept"
