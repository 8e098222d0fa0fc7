"""A beleidsterrein or an indicator on paper: asked for, made in a job, kept for as long as it shows the same."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks

from indicators import recalculation, tasks
from indicators.models import Effectindicator, Uitdraai
from indicators.paper import printouts
from programmes.models import Beleidsterrein, Voortgang
from tests.factories import DocumentFactory, DoelFactory, PrestatieFactory, make_figure, make_indicator, make_target
from tests.test_paper import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(terrein_9a: Beleidsterrein) -> Effectindicator:
    """An indicator of 9A that is rood in 2017."""
    made: Effectindicator = make_indicator("9A1.a", terrein_9a)
    make_figure(made, 2016, 45)
    make_figure(made, 2017, 40)
    make_target(made, 2017, 50)
    recalculation.recalculate()
    return made


def page_of(subject: Any) -> str:
    """Return where its PDF is asked for."""
    return f"{subject.get_absolute_url()}pdf/?jaar=2017"


def asked(client: Client, subject: Any) -> Uitdraai:
    """Ask for the PDF of something, without any job being done."""
    client.post(page_of(subject))
    return Uitdraai.objects.get()


def test_who_asks_gets_it_by_a_job(
    client: Client,
    indicator: Effectindicator,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page_of(indicator))

    page = client.get(page_of(indicator)).content.decode()
    made = Uitdraai.objects.get()
    assert f"/uitdraai/{made.sha256[:12]}/" in page
    assert made.sha256 in page
    answer = client.get(f"/uitdraai/{made.sha256[:12]}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["ETag"] == f'"{made.sha256}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith('attachment; filename="9a1a-')
    said = text(PdfReader(BytesIO(answer.content)))
    assert "40%" in said
    assert "Rood" in said


def test_page_that_is_only_looked_at_makes_nothing(client: Client, indicator: Effectindicator) -> None:
    page = client.get(page_of(indicator)).content.decode()

    assert "Maak de PDF" in page
    assert not Uitdraai.objects.exists()


def test_page_says_how_far_it_is_and_asks_again(client: Client, indicator: Effectindicator) -> None:
    waiting = asked(client, indicator)
    Uitdraai.objects.filter(pk=waiting.pk).update(step=3)

    page = client.get(page_of(indicator)).content.decode()
    answer = client.get(page_of(indicator), headers={"HX-Request": "true"})
    part = answer.content.decode()

    assert "HX-Request" in answer["Vary"]
    assert "stap 3 van 7" in page
    assert "Laad deze pagina opnieuw" in page
    assert f'hx-get="{page_of(indicator)}"' in part
    assert "<html" not in part


def test_it_is_made_once_for_all_who_ask(client: Client, indicator: Effectindicator) -> None:
    first = asked(client, indicator)
    assert tasks.make_printout(first.pk)

    assert asked(client, indicator) == first
    assert not tasks.make_printout(first.pk)


def test_it_is_made_again_when_what_it_shows_has_changed(client: Client, indicator: Effectindicator) -> None:
    tasks.make_printout(asked(client, indicator).pk)
    indicator.name = "Anders"
    indicator.save()

    assert "Maak de PDF" in client.get(page_of(indicator)).content.decode()
    client.post(page_of(indicator))
    assert Uitdraai.objects.count() == 2


def test_what_changed_while_it_waited_is_on_it(client: Client, indicator: Effectindicator) -> None:
    waiting = asked(client, indicator)
    indicator.name = "Anders genoemd"
    indicator.save()

    assert tasks.make_printout(waiting.pk)

    made = Uitdraai.objects.get()
    assert "Anders genoemd" in text(PdfReader(BytesIO(printouts.read(made))))
    assert f"/uitdraai/{made.sha256[:12]}/" in client.get(page_of(indicator)).content.decode()


def test_concept_is_not_on_paper(client: Client, indicator: Effectindicator) -> None:
    make_figure(indicator, 2018, 77, state="concept", note="geheim")
    recalculation.recalculate()

    html = printouts.paper_of(indicator, 2017).html

    assert "77" not in html
    assert "geheim" not in html


def test_what_goes_wrong_is_said_and_can_be_tried_again(
    client: Client, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = asked(client, indicator)
    with monkeypatch.context() as broken:
        broken.setattr(printouts, "pdf", lambda *_: 1 / 0)
        assert not tasks.make_printout(waiting.pk)

    assert "niet gelukt" in client.get(page_of(indicator)).content.decode()
    assert tasks.make_printout(asked(client, indicator).pk)


def test_what_a_lost_job_left_the_sweep_makes(client: Client, indicator: Effectindicator) -> None:
    waiting = asked(client, indicator)
    assert list(printouts.lost()) == []
    Uitdraai.objects.filter(pk=waiting.pk).update(asked_at=timezone.now() - timedelta(minutes=3))

    assert tasks.make_lost_printouts() == 1


def test_one_worker_at_a_time_makes_it(client: Client, indicator: Effectindicator) -> None:
    waiting = asked(client, indicator)
    cache.add(f"uitdraai-{waiting.pk}", "", 60)

    assert not tasks.make_printout(waiting.pk)
    cache.delete(f"uitdraai-{waiting.pk}")
    assert tasks.make_printout(waiting.pk)


def test_so_much_can_be_asked_for_and_no_more(
    client: Client, indicator: Effectindicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printouts, "OPEN_AT_MOST", 0)

    answer = client.post(page_of(indicator))

    assert answer.status_code == 503
    assert "Probeer het over een paar minuten opnieuw" in answer.content.decode()
    assert not Uitdraai.objects.exists()


def test_file_that_is_no_longer_what_it_was_is_refused_and_made_again(
    client: Client, indicator: Effectindicator
) -> None:
    made = asked(client, indicator)
    tasks.make_printout(made.pk)
    made.refresh_from_db()
    Path(made.file.path).write_bytes(b"anders")

    assert client.get(f"/uitdraai/{made.sha256[:12]}/").status_code == 409
    assert "Maak de PDF" in client.get(page_of(indicator)).content.decode()
    assert tasks.make_printout(asked(client, indicator).pk)
    assert client.get(f"/uitdraai/{made.sha256[:12]}/").status_code == 200


def test_year_of_which_nothing_is_known_is_not_found(client: Client, indicator: Effectindicator) -> None:
    assert client.get(f"{indicator.get_absolute_url()}pdf/?jaar=1999").status_code == 404


def test_what_was_asked_for_long_ago_is_forgotten_with_its_file(client: Client, indicator: Effectindicator) -> None:
    made = asked(client, indicator)
    tasks.make_printout(made.pk)
    made.refresh_from_db()
    Uitdraai.objects.filter(pk=made.pk).update(asked_at=timezone.now() - timedelta(days=31))

    assert tasks.forget_old_printouts() == 1
    assert not Path(made.file.path).exists()


def test_paper_of_a_beleidsterrein_takes_the_same_queries_for_more(terrein_9a: Beleidsterrein) -> None:
    def queries_with(codes: range) -> int:
        for code in codes:
            made = make_indicator(f"9A1.{code}", terrein_9a)
            make_figure(made, 2017, 40)
            make_target(made, 2017, 50)
        recalculation.recalculate()
        terrein = Beleidsterrein.objects.select_related("programma").get(pk=terrein_9a.pk)
        with CaptureQueriesContext(connection) as queries:
            printouts.paper_of(terrein, 2017)
        return len(queries)

    assert queries_with(range(1)) == queries_with(range(1, 20))


def test_pages_lead_to_their_paper(client: Client, indicator: Effectindicator, terrein_9a: Beleidsterrein) -> None:
    for subject in (indicator, terrein_9a):
        page = client.get(f"{subject.get_absolute_url()}?jaar=2017").content.decode()
        assert f'href="{page_of(subject)}"' in page


@pytest.mark.usefixtures("no_pango")
def test_without_pango_the_page_says_so_and_nothing_is_asked_for(client: Client, indicator: Effectindicator) -> None:
    page = client.get(page_of(indicator)).content.decode()
    client.post(page_of(indicator))

    assert "apt-get install libpango-1.0-0" in page
    assert "Maak de PDF" not in page
    assert not Uitdraai.objects.exists()


def test_year_of_an_indicator_with_a_long_name_is_in_the_name_of_its_file(
    client: Client, indicator: Effectindicator, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """Of two years the files have two names, however long the name of the indicator."""
    Effectindicator.objects.update(name="Percentage inwoners dat " + "heel " * 30)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page_of(indicator))

    answer = client.get(f"/uitdraai/{Uitdraai.objects.get().sha256[:12]}/")

    assert answer["Content-Disposition"].endswith('-2017.pdf"')
    assert "-heel-2017" in answer["Content-Disposition"]


def test_progress_on_paper_names_the_document_that_reports_it(terrein_9a: Beleidsterrein) -> None:
    prestatie = PrestatieFactory(code="9A1.1", doel=DoelFactory(code="9A1", beleidsterrein=terrein_9a))
    report = DocumentFactory(kind="bestuursrapportage", year=2019, number=2, title="2e Bestuursrapportage 2019")
    Voortgang.objects.create(prestatie=prestatie, document=report, tijd="oranje", toelichting="Later klaar.")

    html = printouts.paper_of(Beleidsterrein.objects.select_related("programma").get(pk=terrein_9a.pk), 2017).html

    assert "2e Bestuursrapportage 2019: Later klaar." in " ".join(html.split())
