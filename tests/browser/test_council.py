"""A council member, five minutes before the debate: a phone, a keyboard alone, no JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, SCREENSHOTS, Visit

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=PATIENCE)


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until this control has the focus, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way to {name} with the keyboard")


@pytest.mark.parametrize("with_scripts", [True, False])
def test_council_member_finds_what_does_not_go_well_and_why(visit: Callable[..., Visit], with_scripts: bool) -> None:
    council = visit(viewport={"width": 360, "height": 740}, java_script_enabled=with_scripts)
    page = council.page
    council.go("/")
    expect(page.get_by_role("heading", name="In het kort")).to_be_in_viewport()
    page.screenshot(path=SCREENSHOTS / "raadslid-telefoon.png")

    # To one's own commissie, without a mouse.
    page.locator("summary", has_text="Filter op commissie").focus()
    page.keyboard.press("Enter")
    tab_to(page, "combobox", "Commissie")
    page.keyboard.type("Onderwijs")
    tab_to(page, "combobox", "Stoplicht")
    page.keyboard.type("Rood")
    tab_to(page, "combobox", "Zoals het openbaar werd in") if page.locator("#id_publicatie").count() else None
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(".filters button:focus").count():
            break
    page.keyboard.press("Enter")

    chips = page.locator(".chips")
    expect(chips).to_contain_text("Commissie: Onderwijs en Samenleving")
    expect(chips).to_contain_text("Stoplicht: Rood")
    shared = page.url
    assert ("zoek=" in shared) is not with_scripts  # what was not chosen is not in it
    expect(page.locator("#kop-aandacht ~ ul").first.locator("li")).to_have_count(2)
    expect(page.locator("#kop-aandacht ~ p").first).to_contain_text(
        "Bij geen van deze indicatoren staat een toelichting"
    )

    # To one indicator and its chart, and back to where one was.
    page.locator("#kop-aandacht ~ ul").get_by_role("link", name="9A1.f").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chart-narrow svg")).to_be_visible()
    expect(page.locator(".chart-wide svg")).not_to_be_visible()
    page.get_by_role("link", name="Terug naar uw overzicht").focus()
    page.keyboard.press("Enter")
    expect(chips).to_contain_text("Stoplicht: Rood")

    # Somebody else opens the address.
    other = visit(viewport={"width": 1280, "height": 900})
    other.page.goto(shared)
    expect(other.page.locator(".chips")).to_contain_text("Commissie: Onderwijs en Samenleving")

    page.get_by_role("link", name="Stoplicht: Rood").focus()
    page.keyboard.press("Enter")
    expect(chips).not_to_contain_text("Stoplicht")
    assert council.complaints == []


def test_council_member_searches_by_what_is_done_for_it(visit: Callable[..., Visit]) -> None:
    council = visit(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    council.go("/")

    council.page.get_by_label("Zoek op woord of code").fill("mantelzorg")
    council.page.keyboard.press("Enter")

    expect(council.page.locator("#kop-kort ~ p")).to_contain_text("bij deze keuze")
    expect(council.page.locator("#alle tbody tr").first).to_contain_text("mantelzorg")
