"""Saying what the columns of a pasted table hold, with a real browser, by the keyboard where that is all one has."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from indicators.models import Kolomindeling
from tests.browser.conftest import PATIENCE, SCREENSHOTS, Visit

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=PATIENCE)

TABLE = """Zwembaden
Waarover | Toen 2018 | Straks 2020 | Van wie |
Bezoekers | 12 | 14 | Telling |
Leden | 30 | 31 | Telling |
"""


def test_pasted_table_is_read_by_its_columns_and_what_was_said_is_taken_back(visit: Callable[..., Visit]) -> None:
    beheerder = visit("beheerder")
    page = beheerder.page
    beheerder.go("/laden/")
    page.get_by_label("Of geplakte tekst").fill(TABLE)
    page.get_by_label("Voor welk document").fill("begroting 2020")
    page.get_by_role("button", name="Lees").click()
    page.get_by_role("link", name="zeg welke kolom wat is").first.click()

    expect(page.get_by_role("heading", name="Tabel 1: Zwembaden")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "laden_kolommen.png", full_page=True)
    for letter, soort in zip(
        "ABCD", ("naam van de effectindicator", "realisatie", "streefwaarde", "bron"), strict=True
    ):
        page.get_by_label(f"Wat bevat kolom {letter}?").select_option(soort)
    page.get_by_role("button", name="Bewaar en lees opnieuw").press("Enter")

    expect(page.get_by_text("Gelezen zoals eerder van de kolommen gezegd is")).to_be_visible()
    expect(page.get_by_text("streefwaarde 2020").first).to_be_visible()
    assert Kolomindeling.objects.count() == 1

    page.get_by_role("link", name="Bekijk of wijzig dat").click()
    page.get_by_role("button", name="Vergeet wat hierover gezegd is").press("Enter")

    expect(page.get_by_role("link", name="zeg welke kolom wat is").first).to_be_visible()
    assert not Kolomindeling.objects.exists()
    assert beheerder.complaints == []
