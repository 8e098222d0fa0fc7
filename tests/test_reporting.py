"""What an officer reports in a document: who may, until when, what is kept, and what somebody else wrote meanwhile."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.test import Client

from indicators import recalculation
from indicators.completeness import gebreken
from indicators.models import Effectindicator, Prognose, Toelichting
from indicators.reporting import (
    Lichten,
    SomeoneElseReported,
    Verklaring,
    expect,
    explain_indicator,
    no_deviations,
    report_progress,
    seen_as,
)
from programmes.models import Beleidsterrein, Document, Prestatie, Voortgang
from tests.factories import DocumentFactory, PrestatieFactory, make_figure, make_indicator, make_target

pytestmark = pytest.mark.django_db

GROEN = Lichten("groen", "groen", "groen")
WORDS = {"oorzaak": "Te weinig vrijwilligers.", "gevolg": "Het doel schuift op.", "bijsturing": "Er wordt geworven."}
VERKLARING = Verklaring(**WORDS)


@pytest.fixture
def rapportage(db: None) -> Document:
    """The bestuursrapportage 2017, in the making."""
    document: Document = DocumentFactory(kind="bestuursrapportage", year=2017, through_year=None, adopted=False)
    return document


@pytest.fixture
def jaarstukken(db: None) -> Document:
    """The jaarstukken 2017, in the making."""
    document: Document = DocumentFactory(kind="jaarstukken", year=2017, through_year=None, adopted=False)
    return document


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator of 9A that is rood over 2017."""
    indicator = make_indicator("9A1.a", terrein_9a)
    make_target(indicator, 2017, 50)
    make_figure(indicator, 2017, 10)
    recalculation.recalculate()
    return indicator


@pytest.fixture
def prestatie(indicator: Effectindicator) -> Prestatie:
    """A prestatie for the indicator's doel."""
    prestatie: Prestatie = PrestatieFactory(doel=indicator.doel, code="9A1.1")
    return prestatie


@pytest.fixture
def officer(client: Client, officer_9a: Any) -> Client:
    """The browser of the officer of 9A."""
    client.force_login(officer_9a)
    return client


# --- the functions


def test_progress_is_kept_with_who_when_and_its_history(
    prestatie: Prestatie, rapportage: Document, officer_9a: Any
) -> None:
    said = Lichten("groen", "oranje", "grijs")
    report_progress(prestatie, rapportage, said, VERKLARING, toelichting="Loopt.", user=officer_9a, seen="")

    voortgang = Voortgang.objects.get()
    assert (voortgang.tijd, voortgang.geld, voortgang.kwaliteit) == ("groen", "oranje", "grijs")
    assert voortgang.stoplicht == "oranje"
    assert (voortgang.oorzaak, voortgang.toelichting) == (WORDS["oorzaak"], "Loopt.")
    assert voortgang.changed_by == officer_9a
    assert voortgang.changed_at is not None
    assert voortgang.history.get().history_user == officer_9a


def test_report_is_changed_and_not_doubled(prestatie: Prestatie, rapportage: Document, officer_9a: Any) -> None:
    first = report_progress(prestatie, rapportage, GROEN, Verklaring(), user=officer_9a, seen="")
    rood = Lichten("rood", "groen", "groen")
    report_progress(prestatie, rapportage, rood, VERKLARING, user=officer_9a, seen=seen_as(first))

    assert Voortgang.objects.get().stoplicht == "rood"
    assert Voortgang.objects.get().history.count() == 2


def test_colour_that_does_not_exist_is_refused(prestatie: Prestatie, rapportage: Document, officer_9a: Any) -> None:
    with pytest.raises(ValidationError):
        report_progress(
            prestatie, rapportage, Lichten("geel", "groen", "groen"), Verklaring(), user=officer_9a, seen=""
        )


def write_each(indicator: Effectindicator, prestatie: Prestatie, document: Document, user: Any) -> list[Any]:
    """Return the four ways of writing, each to be called."""
    return [
        lambda: report_progress(prestatie, document, GROEN, Verklaring(), user=user, seen=""),
        lambda: no_deviations(prestatie.doel.beleidsterrein, document, user=user),
        lambda: explain_indicator(indicator, document, VERKLARING, user=user, seen=""),
        lambda: expect(indicator, document, "haalbaar", "", user=user, seen=""),
    ]


@pytest.mark.parametrize("person", ["officer_9c", "controller", "council_member", "administrator"])
def test_nobody_but_the_owner_reports(
    indicator: Effectindicator,
    prestatie: Prestatie,
    rapportage: Document,
    person: str,
    request: pytest.FixtureRequest,
) -> None:
    for write in write_each(indicator, prestatie, rapportage, request.getfixturevalue(person)):
        with pytest.raises(PermissionDenied):
            write()
    assert not Voortgang.objects.exists()


def test_nothing_is_reported_in_an_adopted_document(
    indicator: Effectindicator, prestatie: Prestatie, rapportage: Document, officer_9a: Any
) -> None:
    # The officer's page still holds the document as it was.
    Document.objects.filter(pk=rapportage.pk).update(adopted=True)

    for write in write_each(indicator, prestatie, rapportage, officer_9a):
        with pytest.raises(ValidationError, match="verandert niet meer"):
            write()


def test_each_kind_of_document_takes_what_it_shows(
    indicator: Effectindicator, prestatie: Prestatie, jaarstukken: Document, officer_9a: Any
) -> None:
    begroting = DocumentFactory(kind="begroting", year=2018, adopted=False)
    progress, _, explanation, prognose = write_each(indicator, prestatie, jaarstukken, officer_9a)

    assert explanation().is_complete
    for write in (progress, prognose, *write_each(indicator, prestatie, begroting, officer_9a)):
        with pytest.raises(ValidationError, match="meldt dit niet"):
            write()


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(
    indicator: Effectindicator, prestatie: Prestatie, rapportage: Document, officer_9a: Any
) -> None:
    user = officer_9a
    report_progress(prestatie, rapportage, Lichten("rood", "groen", "groen"), VERKLARING, user=user, seen="")
    explain_indicator(indicator, rapportage, Verklaring(oorzaak="Haar tekst"), user=user, seen="")
    expect(indicator, rapportage, "onzeker", "Haar tekst", user=user, seen="")

    progress, _, explanation, prognose = write_each(indicator, prestatie, rapportage, user)
    for write in (progress, explanation, prognose):
        with pytest.raises(SomeoneElseReported):
            write()


def test_form_that_is_sent_twice_is_no_conflict_and_no_second_change(
    indicator: Effectindicator, prestatie: Prestatie, rapportage: Document, officer_9a: Any
) -> None:
    for write in 2 * write_each(indicator, prestatie, rapportage, officer_9a):
        write()

    for table in (Voortgang, Toelichting, Prognose):
        assert table.objects.get().history.count() == 1


def test_no_deviations_reports_groen_and_leaves_what_was_reported(
    terrein_9a: Beleidsterrein, terrein_9c: Beleidsterrein, prestatie: Prestatie, rapportage: Document, officer_9a: Any
) -> None:
    PrestatieFactory(doel=prestatie.doel)
    PrestatieFactory(doel=make_indicator("9C1.a", terrein_9c).doel)
    empty = PrestatieFactory(doel=prestatie.doel)
    Voortgang.objects.create(prestatie=empty, document=rapportage)
    Voortgang.objects.create(prestatie=prestatie, document=rapportage, tijd="rood", toelichting="Loopt uit.")

    assert no_deviations(terrein_9a, rapportage, user=officer_9a) == 2
    assert no_deviations(terrein_9a, rapportage, user=officer_9a) == 0

    assert sorted(v.stoplicht for v in Voortgang.objects.all()) == ["groen", "groen", "rood"]
    assert Voortgang.objects.get(prestatie=prestatie).toelichting == "Loopt uit."
    assert Voortgang.objects.get(prestatie=empty).history.first().history_user == officer_9a


def test_no_deviations_is_about_what_the_document_prints(
    terrein_9a: Beleidsterrein, prestatie: Prestatie, rapportage: Document, officer_9a: Any
) -> None:
    PrestatieFactory(doel=prestatie.doel)
    rapportage.vermeldingen.create(prestatie=prestatie, name="Prestatie")

    assert no_deviations(terrein_9a, rapportage, user=officer_9a) == 1


# --- the pages


def page_of(document: Document, subject: Prestatie | Effectindicator | None = None) -> str:
    """Return the address of a document's page, or of the form for one prestatie or indicator."""
    return f"/rapportage/{document.pk}/" + (f"{subject._meta.model_name}/{subject.slug}/" if subject else "")


def test_mijn_invoer_leads_to_the_documents_in_the_making(
    officer: Client, rapportage: Document, jaarstukken: Document
) -> None:
    DocumentFactory(kind="jaarstukken", year=2016)

    page = officer.get("/invoer/")

    assert list(page.context["reports"]) == [rapportage, jaarstukken]
    assert page_of(rapportage) in page.content.decode()


def test_mijn_invoer_of_who_owns_nothing_leads_nowhere(
    client: Client, rapportage: Document, council_member: Any
) -> None:
    client.force_login(council_member)

    assert str(rapportage) not in client.get("/invoer/").content.decode()


def test_page_lists_what_is_lacking_of_ones_own(
    officer: Client, rapportage: Document, prestatie: Prestatie, indicator: Effectindicator, terrein_9c: Beleidsterrein
) -> None:
    PrestatieFactory(doel=make_indicator("9C1.a", terrein_9c).doel)

    (part,) = officer.get(page_of(rapportage)).context["parts"]

    assert [gebrek.url for gebrek in part.gebreken] == [page_of(rapportage, prestatie), page_of(rapportage, indicator)]
    assert part.unreported == 1


def test_one_click_reports_no_deviations(officer: Client, rapportage: Document, prestatie: Prestatie) -> None:
    slug = prestatie.doel.beleidsterrein.slug

    answer = officer.post(page_of(rapportage), {"beleidsterrein": slug}, follow=True)

    assert "1 prestatie is groen gemeld" in answer.content.decode()
    assert Voortgang.objects.get().stoplicht == "groen"


def test_click_for_somebody_elses_beleidsterrein_does_nothing(
    officer: Client, rapportage: Document, prestatie: Prestatie, terrein_9c: Beleidsterrein
) -> None:
    PrestatieFactory(doel=make_indicator("9C1.a", terrein_9c).doel)

    assert officer.post(page_of(rapportage), {"beleidsterrein": terrein_9c.slug}).status_code == 404
    assert not Voortgang.objects.exists()


def test_form_of_a_prestatie_saves_and_comes_back_filled_in(
    officer: Client, rapportage: Document, prestatie: Prestatie
) -> None:
    address = page_of(rapportage, prestatie)
    typed = {"tijd": "groen", "geld": "rood", "kwaliteit": "grijs", "toelichting": "Loopt uit.", **WORDS}

    answer = officer.post(address, typed)
    assert answer["Location"] == f"{page_of(rapportage)}#prestatie-{prestatie.slug}"

    form = officer.get(address).context["form"]
    assert {name: form[name].value() for name in typed} == typed
    officer.post(address, {**typed, "geld": "groen", "gezien": form["gezien"].value()})
    assert Voortgang.objects.get().stoplicht == "groen"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"tijd": "", "geld": "groen", "kwaliteit": "groen"}, "tijd"),
        ({"tijd": "geel", "geld": "groen", "kwaliteit": "groen"}, "tijd"),
        ({"tijd": "grijs", "geld": "grijs", "kwaliteit": "grijs", "bijsturing": ""}, "toelichting"),
        ({"tijd": "groen", "geld": "groen", "kwaliteit": "groen", "oorzaak": "x" * 5_001}, "oorzaak"),
    ],
)
def test_progress_that_cannot_be_is_named_at_its_field_and_kept(
    officer: Client, rapportage: Document, prestatie: Prestatie, typed: dict[str, str], field: str
) -> None:
    typed = {"bijsturing": "Blijft staan.", **typed}

    form = officer.post(page_of(rapportage, prestatie), typed).context["form"]

    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in typed} == typed
    assert not Voortgang.objects.exists()


def test_half_an_explanation_is_saved_and_stays_lacking(
    officer: Client, rapportage: Document, prestatie: Prestatie, indicator: Effectindicator
) -> None:
    typed = {"tijd": "rood", "geld": "groen", "kwaliteit": "groen", "oorzaak": "Te weinig vrijwilligers."}

    assert officer.post(page_of(rapportage, prestatie), typed).status_code == 302

    assert page_of(rapportage, prestatie) in [gebrek.url for gebrek in gebreken(rapportage)]


def test_conflict_shows_both_texts_and_saving_again_is_a_choice(
    officer: Client, rapportage: Document, prestatie: Prestatie, officer_9a: Any
) -> None:
    address = page_of(rapportage, prestatie)
    typed = {"tijd": "groen", "geld": "groen", "kwaliteit": "rood", "oorzaak": "Mijn tekst"}
    report_progress(prestatie, rapportage, GROEN, Verklaring(oorzaak="Haar tekst"), user=officer_9a, seen="")

    conflict = officer.post(address, typed)

    assert conflict.context["compared"] == [
        ("Kwaliteit", '<span class="light light-groen">Groen</span>', '<span class="light light-rood">Rood</span>'),
        ("Oorzaak", "Haar tekst", "Mijn tekst"),
    ]
    assert "Haar tekst" in conflict.content.decode()
    assert conflict.context["form"]["oorzaak"].value() == "Mijn tekst"
    assert Voortgang.objects.get().oorzaak == "Haar tekst"

    officer.post(address, {**typed, "gezien": conflict.context["form"]["gezien"].value()})
    assert Voortgang.objects.get().oorzaak == "Mijn tekst"


def test_markup_in_a_report_comes_back_as_text(
    officer: Client, rapportage: Document, prestatie: Prestatie, officer_9a: Any
) -> None:
    report_progress(prestatie, rapportage, GROEN, Verklaring(oorzaak="<script>1"), user=officer_9a, seen="")

    page = officer.post(page_of(rapportage, prestatie), {"tijd": "rood", "geld": "groen", "kwaliteit": "groen"})

    assert "<script>1" not in page.content.decode()
    assert "&lt;script&gt;1" in page.content.decode()


def test_jaarstukken_take_an_explanation_and_no_progress(
    officer: Client, jaarstukken: Document, indicator: Effectindicator, prestatie: Prestatie
) -> None:
    assert officer.get(page_of(jaarstukken, prestatie)).status_code == 404
    page = officer.get(page_of(jaarstukken, indicator))
    assert "verwachting" not in page.context["form"].fields
    assert page.context["regel"].status.stoplicht == "rood"

    officer.post(page_of(jaarstukken, indicator), WORDS)

    assert Toelichting.objects.get().is_complete
    assert gebreken(jaarstukken) == []


def test_bestuursrapportage_takes_a_prognose_and_an_explanation_when_there_is_one(
    officer: Client, rapportage: Document, indicator: Effectindicator
) -> None:
    address = page_of(rapportage, indicator)

    officer.post(address, {"verwachting": "onzeker", "waarom": "De wachtlijst groeit."})
    assert Prognose.objects.get().toelichting == "De wachtlijst groeit."
    assert not Toelichting.objects.exists()

    form = officer.get(address).context["form"]
    seen = {name: form[name].value() or "" for name in ("gezien", "gezien_prognose")}
    officer.post(address, {"verwachting": "niet_haalbaar", "waarom": "Te laat.", **WORDS, **seen})
    assert Prognose.objects.get().verwachting == "niet_haalbaar"
    assert Toelichting.objects.get().oorzaak == WORDS["oorzaak"]


def test_conflict_over_one_of_the_two_saves_neither(
    officer: Client, rapportage: Document, indicator: Effectindicator, officer_9a: Any
) -> None:
    explain_indicator(indicator, rapportage, Verklaring(oorzaak="Haar tekst"), user=officer_9a, seen="")

    conflict = officer.post(page_of(rapportage, indicator), {"verwachting": "haalbaar", **WORDS})

    assert not Prognose.objects.exists()
    seen = {name: conflict.context["form"][name].value() or "" for name in ("gezien", "gezien_prognose")}
    officer.post(page_of(rapportage, indicator), {"verwachting": "haalbaar", **WORDS, **seen})
    assert Prognose.objects.exists()
    assert Toelichting.objects.get().is_complete


def test_reason_without_a_prognose_is_asked_about(
    officer: Client, rapportage: Document, indicator: Effectindicator
) -> None:
    page = officer.post(page_of(rapportage, indicator), {"waarom": "De wachtlijst groeit."})

    assert list(page.context["form"].errors) == ["verwachting"]
    assert page.context["form"]["waarom"].value() == "De wachtlijst groeit."


def test_document_adopted_while_typing_costs_nobody_their_text(
    officer: Client, rapportage: Document, prestatie: Prestatie
) -> None:
    rapportage.adopted = True
    rapportage.save()

    page = officer.post(
        page_of(rapportage, prestatie), {"tijd": "rood", "geld": "groen", "kwaliteit": "groen", **WORDS}
    )

    assert "verandert niet meer" in page.content.decode()
    assert page.context["form"]["oorzaak"].value() == WORDS["oorzaak"]
    assert 'type="submit">Bewaren' not in page.content.decode()


def test_database_that_is_busy_costs_nobody_their_text(
    officer: Client, rapportage: Document, prestatie: Prestatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("indicators.views.report.report_progress", busy)

    page = officer.post(
        page_of(rapportage, prestatie), {"tijd": "rood", "geld": "groen", "kwaliteit": "groen", **WORDS}
    )

    assert "Het bewaren lukte nu niet" in page.content.decode()
    assert page.context["form"]["oorzaak"].value() == WORDS["oorzaak"]


def test_begroting_has_no_report(officer: Client) -> None:
    assert officer.get(page_of(DocumentFactory(kind="begroting", year=2018, adopted=False))).status_code == 404
    assert officer.get("/rapportage/99999999999999999999/").status_code == 404


# --- who sees it


def test_concept_of_a_report_is_for_its_officer_and_the_controller(
    indicator: Effectindicator,
    prestatie: Prestatie,
    rapportage: Document,
    officer_9a: Any,
    officer_9c: Any,
    controller: Any,
    council_member: Any,
    administrator: Any,
) -> None:
    for write in write_each(indicator, prestatie, rapportage, officer_9a):
        write()
    tables = (Voortgang, Toelichting, Prognose)

    def see(user: Any) -> list[bool]:
        return [table.objects.visible_to(user).exists() for table in tables]

    assert see(officer_9a) == see(controller) == [True] * 3
    for user in (officer_9c, council_member, administrator):
        assert see(user) == [False] * 3

    rapportage.adopted = True
    rapportage.save()
    assert see(council_member) == [True] * 3
