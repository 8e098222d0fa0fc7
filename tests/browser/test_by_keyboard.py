"""What controller and beheerder come for, by keyboard alone, with JavaScript and without.

The council member does so in test_council.py, the officer in test_grid.py and test_pages_seen.py.
"""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from indicators import recalculation
from indicators.models import Effectindicator, Lading, Normvoorstel, Realisatie
from programmes.models import Beleidsterrein
from tests.browser.conftest import PATIENCE, SCREENSHOTS, Visit
from tests.browser.keyboard import fill, press, tab_to
from tests.factories import make_figure

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("with_scripts", [True, False])]
expect.set_options(timeout=PATIENCE)

HANDED_IN = {"9a1-a": "5.9", "9a1-b": 33, "9a1-f": 19, "9b1-a": 96}

BUDGET = """
\tRealisatie\t\tStreefwaarden\t
Effectindicator\t2017\t2018\t2019\t2020
9A1.a Schaalscore sociale cohesie (op een schaal van 1 tot 10)\t5,8\t6,0\t6,1\t6,2
"""


def hand_in() -> None:
    """Let the officer of 9A have handed in four figures over 2018."""
    officer = get_user_model().objects.get(username="medewerker-9a")
    for slug, value in HANDED_IN.items():
        make_figure(Effectindicator.objects.get(slug=slug), 2018, value, state="ingediend", changed_by=officer)
    recalculation.recalculate()


def states() -> dict[str, str]:
    """Return where each figure over 2018 is, by its indicator."""
    figures = Realisatie.objects.filter(year=2018, value__isnull=False)
    return dict(figures.values_list("reeks__indicator__slug", "state"))


def test_controller_chooses_adopts_and_gives_back(visit: Callable[..., Visit], with_scripts: bool) -> None:
    hand_in()
    controller = visit("controller", java_script_enabled=with_scripts)
    page = controller.page
    controller.go("/")
    press(page, page.get_by_role("link", name="Vaststellen"))

    # Only what is of 9A; the address says so.
    fill(page, page.get_by_label("Beleidsterrein"), "9A")
    press(page, page.get_by_role("button", name="Toon"))
    expect(page.get_by_text("Getoond: 3 van 4")).to_be_visible()
    assert "beleidsterrein=9a" in page.url

    # All of it, but for the one that is doubted.
    press(page, page.get_by_role("link", name="Kies alles wat u ziet"))
    doubted = page.get_by_role("checkbox", name="9A1.f")
    expect(doubted).to_be_checked()
    press(page, doubted, "Space")
    expect(doubted).not_to_be_checked()
    press(page, page.get_by_role("button", name="Stel de gekozen cijfers vast"))
    expect(page.get_by_text("2 vastgesteld.")).to_be_visible()
    expect(page.get_by_text("Getoond: 1 van 2")).to_be_visible()

    # That one goes back: first without a reason.
    press(page, page.get_by_role("checkbox", name="9A1.f"), "Space")
    press(page, page.get_by_role("button", name="Geef de gekozen cijfers terug"))
    expect(page.get_by_role("alert")).to_contain_text("Er is nog niets veranderd.")
    expect(page.get_by_role("checkbox", name="9A1.f")).to_be_checked()
    fill(page, page.get_by_label("Of geef ze terug, want"), "Is dit van alle inwoners?")
    press(page, page.get_by_role("button", name="Geef de gekozen cijfers terug"))
    expect(page.get_by_text("1 teruggegeven.")).to_be_visible()

    assert states() == {"9a1-a": "vastgesteld", "9a1-b": "vastgesteld", "9a1-f": "concept", "9b1-a": "ingediend"}
    assert controller.complaints == []


def test_desk_that_shows_nothing_leads_back_to_all(visit: Callable[..., Visit], with_scripts: bool) -> None:
    hand_in()
    controller = visit("controller", java_script_enabled=with_scripts)
    page = controller.page
    controller.go("/vaststellen/")
    fill(page, page.get_by_label("Stoplicht wordt"), "Rood")
    press(page, page.get_by_role("button", name="Toon"))
    expect(page.get_by_text("Geen van de 4 cijfers past bij deze keuze.")).to_be_visible()

    press(page, page.get_by_role("link", name="Toon alles"))

    expect(page.get_by_text("Getoond: 4 van 4")).to_be_visible()
    assert controller.complaints == []


def test_controller_proposes_a_norm_after_seeing_what_changes(visit: Callable[..., Visit], with_scripts: bool) -> None:
    controller = visit("controller", java_script_enabled=with_scripts)
    page = controller.page
    controller.go("/stoplichtnorm/")

    fill(page, page.get_by_label("Vanaf"), "2017")
    fill(page, page.get_by_label("Marge", exact=True), "veel")
    press(page, page.get_by_role("button", name="Bekijk wat er verandert"))
    expect(page.get_by_role("alert")).to_contain_text("Dit is geen getal")
    tab_to(page, page.get_by_label("Marge", exact=True))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("30")
    fill(page, page.get_by_label("Reden"), "De steekproef is klein.")
    press(page, page.get_by_role("button", name="Bekijk wat er verandert"))
    expect(page.get_by_role("heading", name="Dit verandert er")).to_be_visible()
    assert not Normvoorstel.objects.exists()
    press(page, page.get_by_role("button", name="Stel deze norm voor"))

    expect(page.get_by_role("main")).to_contain_text("30%")
    assert Normvoorstel.objects.get().reason == "De steekproef is klein."
    assert controller.complaints == []


def test_beheerder_loads_a_pasted_budget_and_takes_it_back(visit: Callable[..., Visit], with_scripts: bool) -> None:
    before = Realisatie.objects.count()
    beheerder = visit("beheerder", java_script_enabled=with_scripts)
    page = beheerder.page
    beheerder.go("/laden/")

    pasted = page.get_by_label("Of geplakte tekst")
    tab_to(page, pasted)
    page.keyboard.insert_text(BUDGET)  # what Ctrl+V does
    fill(page, page.get_by_label("Voor welk document"), "begroting 2019")
    press(page, page.get_by_role("button", name="Lees"))
    expect(page.get_by_text("De begroting 2019 is er nog niet")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "laden-geplakt-1280.png", full_page=True)
    press(page, page.get_by_role("button", name="Laad alles als concept"))
    expect(page.get_by_text("Geladen op")).to_be_visible()
    assert Lading.objects.get().state == "geladen"
    assert Realisatie.objects.count() > before

    press(page, page.locator("summary", has_text="Maak ongedaan"))
    press(page, page.get_by_role("button", name="Maak deze lading ongedaan"))

    expect(page.get_by_text("Deze lading is ongedaan gemaakt")).to_be_visible()
    assert Realisatie.objects.count() == before
    assert beheerder.complaints == []


def test_beheerder_hands_a_beleidsterrein_over(visit: Callable[..., Visit], with_scripts: bool) -> None:
    beheerder = visit("beheerder", java_script_enabled=with_scripts)
    page = beheerder.page
    beheerder.go("/eigenaren/")

    press(page, page.get_by_role("button", name="Voer door"))
    expect(page.get_by_role("alert").first).to_contain_text("Er is nog niets bewaard")
    press(page, page.get_by_role("checkbox", name="9B"), "Space")
    fill(page, page.get_by_label("Van", exact=True), "medewerker-9a")
    fill(page, page.get_by_label("Naar", exact=True), "medewerker-9c")
    fill(page, page.get_by_label("Waarom"), "Andere functie")
    press(page, page.get_by_role("button", name="Voer door"))

    expect(page.get_by_role("row", name="9B")).to_contain_text("medewerker-9c")
    assert set(Beleidsterrein.objects.get(slug="9b").owners.values_list("username", flat=True)) == {"medewerker-9c"}
    assert beheerder.complaints == []
