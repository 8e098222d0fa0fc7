"""Loading a budget with a real browser, web server and worker: bring, answer, load, undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Response, expect

from indicators.models import Lading, Realisatie, Streefwaarde
from tests.browser.conftest import PATIENCE, SCREENSHOTS, Visit, Worker

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=PATIENCE)

TABLE = """
\tRealisatie\t\tStreefwaarden\t
Effectindicator\t2017\t2018\t2019\t2020
9A1.a Schaalscore sociale cohesie (op een schaal van 1 tot 10)\t5,8\t6,0\t6,1\t6,2
9A1.f Percentage inwoners dat mantelzorg verleent\t18%\t13, 3, 1\t19%\t20%
"""


def is_kept(answer: Response) -> bool:
    """Whether this is the answer to what was typed so far."""
    return answer.request.method == "POST" and answer.status == 204


def test_budget_is_brought_asked_loaded_and_undone(visit: Callable[..., Visit], worker: Worker, tmp_path: Path) -> None:
    file = tmp_path / "begroting-2019.txt"
    file.write_text(TABLE + (" " * 500 + "\n") * 500, encoding="utf-8")  # large enough for a job
    before = Realisatie.objects.count()
    beheerder = visit("beheerder")
    page = beheerder.page
    beheerder.go("/laden/")
    page.get_by_label("Bestand", exact=True).set_input_files(file)
    page.get_by_label("Voor welk document").fill("begroting 2019")
    page.get_by_role("button", name="Lees").click()

    # no reload by hand: the page asks how far the worker is
    expect(page.get_by_role("heading", name="Wat er verandert")).to_be_visible()
    expect(page.get_by_text("De begroting 2019 is er nog niet")).to_be_visible()
    expect(page.get_by_role("button", name="Laad alles als concept")).to_have_count(0)
    page.screenshot(path=SCREENSHOTS / "laden_vraag.png", full_page=True)

    vraag = page.get_by_role("region", name="Meer getallen in één cel")
    with page.expect_response(is_kept):
        vraag.get_by_label("Ik typ wat hier staat").check()
    with page.expect_response(is_kept):  # kept while typing
        vraag.get_by_label("Wat staat hier?").fill("realisatie 2018: 17%")
        vraag.get_by_label("Wat staat hier?").press("Tab")
    page.reload()
    expect(page.get_by_text("Beantwoord: 1")).to_be_visible()

    page.get_by_role("button", name="Laad alles als concept").click()
    expect(page.get_by_text("Geladen als concept")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "laden_geladen.png", full_page=True)
    figure = Realisatie.objects.get(reeks__indicator__slug="9a1-f", year=2018, state="concept")
    assert figure.value == 17
    assert Streefwaarde.objects.get(reeks__indicator__slug="9a1-a", document__year=2019, year=2020).state == "voorstel"

    page.get_by_text("Maak ongedaan").click()
    page.get_by_role("button", name="Maak deze lading ongedaan").click()
    expect(page.get_by_text("Deze lading is ongedaan gemaakt")).to_be_visible()
    assert Realisatie.objects.count() == before
    assert beheerder.complaints == []


def test_reading_whose_worker_was_killed_is_not_lost(
    visit: Callable[..., Visit], worker: Worker, tmp_path: Path
) -> None:
    file = tmp_path / "begroting-2019.txt"
    file.write_text(TABLE + (" " * 500 + "\n") * 500, encoding="utf-8")
    worker.kill()
    beheerder = visit("beheerder")
    page = beheerder.page
    beheerder.go("/laden/")
    page.get_by_label("Bestand", exact=True).set_input_files(file)
    page.get_by_label("Voor welk document").fill("begroting 2019")
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_text("begroting-2019.txt wacht op lezen")).to_be_visible()
    page.reload()
    expect(page.get_by_text("begroting-2019.txt wacht op lezen")).to_be_visible()
    assert Lading.objects.get().state == "wacht"

    worker.start()

    expect(page.get_by_role("heading", name="Wat er verandert")).to_be_visible(timeout=2 * PATIENCE)
    assert beheerder.complaints == []
