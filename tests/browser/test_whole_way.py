"""The whole way of a figure, with real people at real browsers, a real worker and a real queue."""

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from indicators.models import IndicatorStatus, Realisatie
from tests.browser.conftest import PATIENCE, Visit, Worker

pytestmark = pytest.mark.django_db(transaction=True)

INDICATOR = "/effectindicator/9a1-a/?jaar=2018"
expect.set_options(timeout=PATIENCE)


def enter(officer: Visit, value: str) -> None:
    """Enter a figure of 9A1.a over 2018 as its officer does, and hand it in."""
    officer.go("/invoer/cijfer/?indicator=9a1-a&jaar=2018")
    page = officer.page
    page.get_by_label("Waarde").fill(value)
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("is ingediend bij de controller")).to_be_visible()


def test_saved_figure_colours_the_officers_page_by_itself_and_the_councils_once_adopted(
    visit: Callable[..., Visit], worker: Worker
) -> None:
    officer, council, controller = visit("medewerker-9a"), visit(), visit("controller")
    officer.go(INDICATOR)
    expect(officer.page.locator("#why-werk")).to_contain_text("Grijs")

    enter(officer, "6,0")

    # no reload by hand: the page asks for its light until it is there
    expect(officer.page.locator("#why-werk")).to_contain_text("Groen")
    expect(officer.page.locator("#why-werk")).to_contain_text("6,0 haalt de streefwaarde van 6,0.")
    expect(officer.page.locator("#why-vastgesteld")).to_contain_text("Grijs")
    council.go(INDICATOR)
    expect(council.page.locator("#why-vastgesteld")).to_contain_text("Grijs")
    expect(council.page.get_by_text("Werkstand")).to_have_count(0)

    controller.go("/vaststellen/")
    expect(controller.page.get_by_role("cell", name="6,0", exact=True)).to_be_visible()
    controller.page.get_by_role("checkbox", name="over 2018").check()
    controller.page.get_by_role("button", name="Stel de gekozen cijfers vast").click()
    expect(controller.page.get_by_text("1 vastgesteld.")).to_be_visible()

    council.go(INDICATOR)
    expect(council.page.locator("#why-vastgesteld")).to_contain_text("Groen")
    council.go("/")
    expect(council.page.get_by_role("heading", name="Stand over 2018")).to_be_visible()
    assert officer.complaints == council.complaints == controller.complaints == []


def test_worker_that_is_killed_loses_no_figure_and_the_page_says_what_is_going_on(
    visit: Callable[..., Visit], worker: Worker
) -> None:
    officer = visit("medewerker-9a")
    worker.kill()

    enter(officer, "5,8")

    assert Realisatie.objects.get(year=2018, value__isnull=False).value == Decimal("5.8")
    expect(officer.page.locator("#why-werk")).to_contain_text("wordt bijgewerkt")
    expect(officer.page.locator("#why-werk")).to_contain_text("Het stoplicht wordt bijgewerkt")

    worker.start()

    expect(officer.page.locator("#why-werk")).to_contain_text("Oranje")
    expect(officer.page.locator("#why-werk")).not_to_contain_text("wordt bijgewerkt")
    assert IndicatorStatus.objects.get(indicator__slug="9a1-a", year=2018, stand="werk").stoplicht == "oranje"


def test_page_that_renews_itself_waits_and_goes_on_when_told(visit: Callable[..., Visit], worker: Worker) -> None:
    officer = visit("medewerker-9a")
    officer.page.clock.install()
    worker.kill()
    enter(officer, "5,8")
    light = officer.page.locator("#why-werk")
    expect(light).to_contain_text("wordt bijgewerkt")

    light.get_by_role("button", name="Wacht met bijwerken").press("Enter")

    go_on = light.get_by_role("button", name="Ga door met bijwerken")
    expect(go_on).to_be_visible()
    asked: list[str] = []
    officer.page.on("request", lambda request: asked.append(request.url))
    worker.start()
    until_judged("9a1-a", "oranje")
    officer.page.clock.fast_forward(60_000)  # it would have asked four times
    expect(light).to_contain_text("wordt bijgewerkt")
    assert [url for url in asked if "/werk/" in url] == []

    go_on.press("Enter")

    expect(light).to_contain_text("Oranje")
    expect(light).not_to_contain_text("wordt bijgewerkt")
    assert officer.complaints == []


def until_judged(slug: str, stoplicht: str) -> None:
    """Wait until the worker has judged this indicator over 2018."""
    status = IndicatorStatus.objects.filter(indicator__slug=slug, year=2018, stand="werk", stoplicht=stoplicht)
    for _ in range(PATIENCE // 100):
        if status.exists():
            return
        time.sleep(0.1)
    pytest.fail(f"{slug} was not judged {stoplicht}")


def test_job_that_was_lost_is_healed_by_the_sweep_of_a_starting_worker(
    visit: Callable[..., Visit], worker: Worker
) -> None:
    worker.kill()
    Realisatie.objects.filter(reeks__indicator__slug="9a1-a", year=2017).update(value=1)
    council = visit()
    council.go("/effectindicator/9a1-a/?jaar=2017")
    expect(council.page.locator("#why-vastgesteld")).to_contain_text("wordt bijgewerkt")

    worker.start()

    expect(council.page.locator("#why-vastgesteld")).to_contain_text("Rood")
    expect(council.page.locator("#why-vastgesteld")).not_to_contain_text("wordt bijgewerkt")
