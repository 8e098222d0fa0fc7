"""The pages on which a beheerder loads: bring, look, answer, load, undo."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.choices import LadingStaat, Stap
from indicators.imports import loading, sources
from indicators.imports.delivery import Delivery, Place
from indicators.imports.loading import difference_of
from indicators.imports.tasks import read_lost
from indicators.models import Effectindicator, Lading, Realisatie
from tests.deliveries import lading_of, loaded, row
from tests.factories import DocumentFactory, LadingFactory, make_figure, make_indicator, make_target
from tests.test_lading import NAME, TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Effectindicator:
    """9A1.a, in procenten."""
    return make_indicator("9A1.a", name=NAME)


@pytest.fixture
def beheerder(client: Client, administrator: Any) -> Client:
    """The administrator at a browser."""
    client.force_login(administrator)
    return client


def text_of(answer: HttpResponse) -> str:
    """Return what a page says, in one line."""
    return " ".join(answer.content.decode().split())


def bring(client: Client, data: bytes = TEXT, name: str = "begroting.txt", document: str = "begroting 2019") -> Any:
    """Send a file."""
    return client.post("/laden/", {"bestand": SimpleUploadedFile(name, data), "document": document}, follow=True)


# --- Bringing


def test_file_is_read_and_shown_as_a_difference(beheerder: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2016, 40)

    page = text_of(bring(beheerder))

    assert "realisatie 2017" in page
    assert "streefwaarde 2019" in page
    assert "realisatie 2016" not in page  # the same
    assert "De begroting 2019 is er nog niet" in page
    assert "Laad alles als concept" in page


def test_targets_that_would_be_moved_are_counted_and_can_be_looked_at_alone(
    beheerder: Client, indicator: Effectindicator
) -> None:
    make_target(indicator, 2019, 30, document=DocumentFactory(year=2018))
    bring(beheerder)

    page = text_of(beheerder.get(f"{Lading.objects.get().get_absolute_url()}?toon=verplaatst"))

    assert "1 streefwaarde wordt" in page
    assert "Verplaatst: Begroting 2018 stelde 30% voor 2019." in page
    assert "realisatie 2017" not in page


def test_pasted_text_is_read(beheerder: Client, indicator: Effectindicator) -> None:
    page = beheerder.post("/laden/", {"tekst": TEXT.decode(), "document": "begroting 2019"}, follow=True)

    assert "geplakte tekst" in text_of(page)
    assert Lading.objects.get().state == LadingStaat.GELEZEN


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"document": "begroting 2019"}, "Kies een bestand, of plak tekst."),
        ({"tekst": "9A1.a", "document": "folder 2019"}, "is geen P&amp;C-document"),
        ({"tekst": "9A1.a", "document": ""}, "Vul dit in."),
        ({"tekst": "   ", "document": "begroting 2019"}, "Kies een bestand, of plak tekst."),
    ],
)
def test_what_is_missing_is_said_and_nothing_kept(beheerder: Client, sent: dict[str, str], why: str) -> None:
    page = beheerder.post("/laden/", sent)

    assert page.status_code == 422
    assert why in text_of(page)
    assert not Lading.objects.exists()


def test_file_and_text_at_once_is_asked(beheerder: Client) -> None:
    both = {"bestand": SimpleUploadedFile("a.txt", TEXT), "tekst": "9A1.a", "document": "begroting 2019"}

    assert "niet allebei" in text_of(beheerder.post("/laden/", both))


def test_body_that_is_too_large_is_refused_unread(beheerder: Client) -> None:
    page = beheerder.post("/laden/", CONTENT_LENGTH=str(50_000_000))

    assert page.status_code == 413
    assert "groter dan 10 MB" in text_of(page)


def test_file_that_is_too_large_is_refused_by_name(beheerder: Client) -> None:
    page = bring(beheerder, b"x" * (sources.LARGEST + 1))

    assert "begroting.txt is groter dan 10 MB" in text_of(page)
    assert not Lading.objects.exists()


def test_file_that_is_empty_is_refused_by_name(beheerder: Client) -> None:
    answer = bring(beheerder, b"", "leeg.csv")

    assert answer.status_code == 422
    assert "leeg.csv is leeg. Kies een ander bestand, of plak tekst." in text_of(answer)
    assert not Lading.objects.exists()


def test_post_without_the_token_is_refused(administrator: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)

    assert client.post("/laden/", {"tekst": "9A1.a", "document": "begroting 2019"}).status_code == 403
    assert not Lading.objects.exists()


@pytest.mark.parametrize(("data", "name"), [(b"\x00\x01\x02" * 99, "foto.jpg"), (b"PK\x03\x04niets", "begroting.xlsx")])
def test_what_it_does_not_say_it_is_is_named_and_not_loaded(beheerder: Client, data: bytes, name: str) -> None:
    page = text_of(bring(beheerder, data, name))

    assert "Dit is niet te lezen; er is niets geladen." in page
    assert name in page


def test_page_with_scripts_is_only_ever_text(beheerder: Client) -> None:
    html = b"<html><body><script>alert(1)</script><table><tr><th>Effectindicator</th><th>Realisatie 2017</th></tr>"
    html += b"<tr><td>9A1.a <img src=x onerror=alert(2)>&lt;script&gt;alert(3)&lt;/script&gt;</td><td>12, 13</td></tr></table>"

    answer = bring(beheerder, html, "pagina.html")

    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "onerror" not in page
    assert "default-src" in answer["Content-Security-Policy"]


def test_original_is_sent_as_bytes_to_be_kept(beheerder: Client) -> None:
    lading = LadingFactory(data=b"<script>alert(1)</script>", name='x".html\r\nSet-Cookie: a=b')

    answer = beheerder.get(f"/laden/{lading.pk}/bestand/")

    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="x_.html__Set-Cookie__a_b"'
    assert answer["X-Content-Type-Options"] == "nosniff"


# --- Reading by a job


def test_large_file_is_read_by_a_job(beheerder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("indicators.imports.tasks.read_lading.delay", asked.append)

    page = bring(beheerder, TEXT + b"\n" * 200_000)

    lading = Lading.objects.get()
    assert asked == [lading.pk]
    assert "wacht op lezen" in text_of(page)
    assert f'hx-get="/laden/{lading.pk}/voortgang/"' in page.content.decode()


def test_progress_is_shown_as_it_is_stored_and_can_be_paused(beheerder: Client) -> None:
    lading = LadingFactory(state=LadingStaat.BEZIG, delivery=None, step=Stap.BLADZIJDEN, done=83, total=200)

    page = text_of(beheerder.get(f"/laden/{lading.pk}/"))

    assert "Bladzijden gelezen: 83 van 200" in page
    assert 'value="83" max="200"' in page
    assert "data-pause" in page
    assert "data-renews" in page
    assert f'href="/laden/{lading.pk}/">Kijk opnieuw' in page  # also without a script


def test_progress_is_said_aloud_by_the_quarter(beheerder: Client) -> None:
    lading = LadingFactory(state=LadingStaat.BEZIG, delivery=None, step=Stap.RIJEN, done=99, total=200)
    said = [text_of(beheerder.get(f"/laden/{lading.pk}/voortgang/"))]
    for done in (100, 120, 180, 200):
        Lading.objects.update(done=done)
        said.append(text_of(beheerder.get(f"/laden/{lading.pk}/voortgang/")))

    assert [re.findall('data-said="([^"]*)"', one)[0] for one in said] == [
        "Rijen gelezen: een kwart.",
        "Rijen gelezen: de helft.",
        "Rijen gelezen: de helft.",
        "Rijen gelezen: driekwart.",
        "Rijen gelezen: alles.",
    ]


def test_page_shows_itself_again_when_it_is_read(beheerder: Client) -> None:
    assert b"data-hx-get" not in beheerder.get(f"/laden/{LadingFactory().pk}/voortgang/").content
    waits = LadingFactory(state=LadingStaat.BEZIG, delivery=None)
    assert b"data-hx-get" in beheerder.get(f"/laden/{waits.pk}/voortgang/").content


def test_broker_that_is_down_is_told(beheerder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.imports.tasks.read_lading.delay", lambda key: 1 / 0)

    page = text_of(bring(beheerder, TEXT + b"\n" * 200_000))

    assert "de wachtrij is nu niet bereikbaar" in page
    assert Lading.objects.get().state == LadingStaat.WACHT


def test_lost_job_can_be_asked_for_again(beheerder: Client) -> None:
    lost = {"state": LadingStaat.BEZIG, "data": TEXT, "delivery": None, "attempt": 1}
    lading = LadingFactory(**lost, heard_at=timezone.now() - timedelta(minutes=5))
    assert "Lees opnieuw" in text_of(beheerder.get(f"/laden/{lading.pk}/"))

    beheerder.post(f"/laden/{lading.pk}/", {"actie": "opnieuw"})

    assert Lading.objects.get().state == LadingStaat.GELEZEN


def large(monkeypatch: pytest.MonkeyPatch) -> Lading:
    """Return a lading that is too large to load while somebody waits."""
    monkeypatch.setattr(loading, "LOADED_AT_ONCE", 1)
    return lading_of(row("9A1.a", NAME, realisaties={2016: "40%", 2017: "50%"}))


def test_large_lading_is_loaded_by_a_job(
    beheerder: Client, administrator: Any, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("indicators.imports.tasks.load_lading.delay", asked.append)
    lading = large(monkeypatch)
    seen = difference_of(lading, administrator).fingerprint

    page = beheerder.post(f"/laden/{lading.pk}/", {"actie": "laden", "gezien": seen}, follow=True)

    assert asked == [lading.pk]
    assert "wacht op laden" in text_of(page)
    assert not Realisatie.objects.exists()

    assert loading.go_on(lading.pk)
    assert Realisatie.objects.count() == 2
    assert "Geladen op" in text_of(beheerder.get(f"/laden/{lading.pk}/"))
    assert Lading.objects.get().loaded_by == administrator


def test_job_that_could_not_load_says_why_and_loads_nothing(
    beheerder: Client, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    lading = large(monkeypatch)

    beheerder.post(f"/laden/{lading.pk}/", {"actie": "laden", "gezien": "iets anders"})

    page = text_of(beheerder.get(f"/laden/{lading.pk}/"))
    assert "Er is niets geladen.</strong> De begroting is intussen gewijzigd." in page
    assert "Laad alles als concept" in page
    assert not Realisatie.objects.exists()


def test_broker_that_is_down_when_loading_is_told_and_the_round_takes_it_up(
    beheerder: Client, administrator: Any, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    lading = large(monkeypatch)
    seen = difference_of(lading, administrator).fingerprint
    with monkeypatch.context() as down:
        down.setattr("indicators.imports.tasks.load_lading.delay", lambda key: 1 / 0)
        page = beheerder.post(f"/laden/{lading.pk}/", {"actie": "laden", "gezien": seen}, follow=True)
    assert "de wachtrij is nu niet bereikbaar" in text_of(page)
    Lading.objects.update(heard_at=timezone.now() - timedelta(seconds=30))

    assert read_lost() == 1

    assert Realisatie.objects.count() == 2


# --- Answering and loading


def question_of(lading: Lading) -> Any:
    """Return the first open question."""
    return difference_of(Lading.objects.get(pk=lading.pk), None).open[0]


def test_questions_are_answered_one_by_one_and_then_it_is_loaded(beheerder: Client, indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2016: "40%", 2017: "50 dagen"}))
    page = text_of(beheerder.get(f"/laden/{lading.pk}/"))
    assert "Hier staat: dagen." in page
    assert "Laad alles als concept" not in page

    vraag = question_of(lading)
    page = beheerder.post(f"/laden/{lading.pk}/", {"actie": "antwoorden", f"{vraag.id}-keuze": "zelfde"}, follow=True)
    assert "Laad alles als concept" in text_of(page)
    assert "Beantwoord: 1" in text_of(page)

    seen = page.context["verschil"].fingerprint
    page = beheerder.post(f"/laden/{lading.pk}/", {"actie": "laden", "gezien": seen}, follow=True)
    assert "Geladen als concept: 3 nieuw, 0 gewijzigd." in text_of(page)
    assert Realisatie.objects.count() == 2


def test_cells_that_ask_the_same_are_one_question(beheerder: Client, indicator: Effectindicator) -> None:
    make_indicator("9A1.b", name="Deelname")
    rows = (row(code, name, realisaties={2017: "50 dagen"}) for code, name in (("9A1.a", NAME), ("9A1.b", "Deelname")))
    lading = lading_of(*rows)

    page = beheerder.get(f"/laden/{lading.pk}/")
    (card,) = page.context["cards"]
    assert "Dit wordt 2 keer gevraagd." in text_of(page)

    body = {"actie": "antwoorden", f"{card.form.vraag.id}-keuze": "zelfde"}
    assert "Beantwoord: 2" in text_of(beheerder.post(f"/laden/{lading.pk}/", body, follow=True))


def test_answer_is_kept_while_typing(beheerder: Client, indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50 dagen"}))
    vraag = question_of(lading)

    answer = beheerder.post(f"/laden/{lading.pk}/", {"actie": "bewaren", f"{vraag.id}-keuze": "niet laden"})

    assert answer.status_code == 204
    assert Lading.objects.get().answers[vraag.key]["answer"] == {"keuze": "niet laden"}


def test_wrong_answer_is_shown_with_what_is_wrong_and_the_others_are_kept(
    beheerder: Client, indicator: Effectindicator
) -> None:
    delivery = Delivery()
    delivery.ask(Place(3, 7), "1.024", "Dit kan 1024 of 1,024 zijn.")
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50 dagen"}), delivery=delivery)
    read, unit = difference_of(lading, None).open
    sent = {"keuze": "cijfers", "rij": "9A1.a", "cijfers": "realisatie 2017: 1.024"}
    body = {f"{read.id}-{name}": value for name, value in sent.items()} | {f"{unit.id}-keuze": "zelfde"}

    page = beheerder.post(f"/laden/{lading.pk}/", {"actie": "antwoorden", **body})

    assert page.status_code == 422
    assert "is dit 1024 of 1,024? Typ het zonder punt." in text_of(page)
    assert "realisatie 2017: 1.024</textarea>" in text_of(page)
    assert list(Lading.objects.get().answers) == [unit.key]


def test_difference_that_changed_meanwhile_is_shown_again(beheerder: Client, indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    seen = beheerder.get(f"/laden/{lading.pk}/").context["verschil"].fingerprint
    make_figure(indicator, 2017, 49)

    page = beheerder.post(f"/laden/{lading.pk}/", {"actie": "laden", "gezien": seen}, follow=True)

    assert "De begroting is intussen gewijzigd" in text_of(page)
    assert Lading.objects.get().state == LadingStaat.GELEZEN


def test_replayed_post_loads_once_and_says_so(beheerder: Client, indicator: Effectindicator) -> None:
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))
    body = {"actie": "laden", "gezien": beheerder.get(f"/laden/{lading.pk}/").context["verschil"].fingerprint}
    beheerder.post(f"/laden/{lading.pk}/", body)

    page = beheerder.post(f"/laden/{lading.pk}/", body, follow=True)

    assert "administrator heeft dit al geladen" in text_of(page)
    assert Realisatie.objects.count() == 1


def test_file_that_brings_nothing_new_offers_nothing_to_load(beheerder: Client, indicator: Effectindicator) -> None:
    loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"})))
    again = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))

    page = text_of(beheerder.get(f"/laden/{again.pk}/"))

    assert "Er is niets te laden." in page
    assert "Laad alles als concept" not in page


def test_adopted_document_is_refused_by_name(beheerder: Client, indicator: Effectindicator) -> None:
    DocumentFactory(year=2019)
    lading = lading_of(row("9A1.a", NAME, realisaties={2017: "50%"}))

    page = text_of(beheerder.get(f"/laden/{lading.pk}/"))

    assert "Begroting 2019 is al vastgesteld" in page
    assert "Laad alles als concept" not in page


def test_lines_are_filtered(beheerder: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2016, 40)
    lading = lading_of(row("9A1.a", NAME, realisaties={2016: "40%", 2017: "50%"}))

    page = text_of(beheerder.get(f"/laden/{lading.pk}/?toon=gelijk"))

    assert "realisatie 2016" in page
    assert "realisatie 2017" not in page


def test_many_lines_come_in_pages(beheerder: Client, indicator: Effectindicator) -> None:
    rows = [
        row(
            f"9A1.x{n}",
            f"Onderdeel{n}",
            parent=indicator.doel.code,
            direction="hoger",
            realisaties=dict.fromkeys(range(2010, 2018), "4%"),
        )
        for n in range(60)
    ]
    lading = lading_of(*rows)

    page = beheerder.get(f"/laden/{lading.pk}/?pagina=2")

    assert page.context["lines"].number == 2
    assert "?pagina=1" in page.content.decode()


def test_loaded_lading_is_undone(beheerder: Client, indicator: Effectindicator) -> None:
    lading = loaded(lading_of(row("9A1.a", NAME, realisaties={2017: "50%"})))

    page = beheerder.post(f"/laden/{lading.pk}/", {"actie": "ongedaan"}, follow=True)

    assert "alles staat weer zoals het was" in text_of(page)
    assert not Realisatie.objects.exists()
    assert "Ongedaan gemaakt" in text_of(beheerder.get("/laden/"))


def test_list_takes_the_same_queries_for_many_ladingen(beheerder: Client, administrator: Any) -> None:
    counts = []
    for more in (3, 30):
        LadingFactory.create_batch(more, uploaded_by=administrator)
        with CaptureQueriesContext(connection) as queries:
            beheerder.get("/laden/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15
