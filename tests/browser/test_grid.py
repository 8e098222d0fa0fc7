"""The table of figures at a real browser: by keyboard alone, pasted, with a colleague, without script, out of time."""

import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from indicators import recalculation
from indicators.models import IndicatorStatus, Realisatie, Reeks
from programmes.models import Beleidsterrein
from tests import snapshot
from tests.browser.conftest import PATIENCE, SCREENSHOTS, Visit, Worker, seat_people
from tests.factories import (
    BeleidsterreinFactory,
    DocumentFactory,
    DoelFactory,
    EffectindicatorFactory,
    ReeksFactory,
    make_figure,
    make_target,
)

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=PATIENCE)

TABLE = "/invoer/tabel/?jaar=2018"
MANY = 40
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def leiden_live(transactional_db: None, web_server: str) -> str:
    """A small Leiden on a web server: forty percentages in 9A, 50% in every year, aimed at 52% in 2018."""
    snapshot.bring("forty", bring_forty)
    return web_server


def bring_forty() -> None:
    """Make the forty."""
    begroting = DocumentFactory(year=2018)
    doel = DoelFactory(beleidsterrein=BeleidsterreinFactory(code="9A", slug="9a"), code="9A1")
    for number in range(MANY):
        indicator = EffectindicatorFactory(doel=doel, code=f"9A1.{number:02}", slug=f"i{number}", order=number)
        ReeksFactory(indicator=indicator)
        make_figure(indicator, 2017, 50)
        make_target(indicator, 2018, 52, document=begroting)
    recalculation.recalculate()
    seat_people()


def cell(page: Page, number: int, year: int = 2018) -> Locator:
    """Return the input of the cell of one of the forty."""
    return page.locator(f"#c{Reeks.objects.get(indicator__slug=f'i{number}').pk}-{year}")


def said(page: Page, number: int, year: int = 2018) -> Locator:
    """Return what the program says below it."""
    return page.locator(f"#c{Reeks.objects.get(indicator__slug=f'i{number}').pk}-{year}-zegt")


def concept(number: int) -> Realisatie:
    """Return the concept of one of the forty."""
    return Realisatie.objects.get(reeks__indicator__slug=f"i{number}", state="concept")


def test_forty_figures_are_typed_and_handed_in_by_keyboard_alone(visit: Callable[..., Visit], worker: Worker) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    officer.go(TABLE)
    keyboard = officer.page.keyboard
    cell(officer.page, 0).focus()

    for number in range(MANY):
        keyboard.type(str(45 + number % 10))
        keyboard.press("Enter")

    # What was typed is kept by itself, cell after cell; the last Enter stays on the last one.
    expect(officer.page.locator(".grid-said", has_text="bewaard om")).to_have_count(MANY)
    assert Realisatie.objects.filter(state="concept", year=2018).count() == MANY

    # Esc puts back what stood there, and once more leaves the table.
    cell(officer.page, 0).focus()
    keyboard.type("99")
    keyboard.press("Escape")
    expect(cell(officer.page, 0)).to_have_value("45")
    expect(cell(officer.page, 0)).to_be_focused()
    keyboard.press("Escape")
    expect(officer.page.get_by_role("button", name="Bewaar als concept")).to_be_focused()
    officer.page.screenshot(path=SCREENSHOTS / "invoertabel-1280-scherm.png")

    keyboard.press("Tab")
    keyboard.press("Enter")

    expect(officer.page.get_by_text(f"Ingediend bij de controller: {MANY} cijfers.")).to_be_visible()
    assert Realisatie.objects.filter(state="ingediend", year=2018).count() == MANY
    judged = IndicatorStatus.objects.filter(year=2018, stand="werk", stoplicht="groen")
    for _ in range(150):  # the worker is at it
        if judged.count() == MANY * 3 // 10:
            break
        time.sleep(0.1)
    assert judged.count() == MANY * 3 // 10  # 52, 53 and 54
    assert officer.complaints == []


def test_keys_move_as_in_a_spreadsheet(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    officer.go(f"{TABLE}&eerdere=1")
    keyboard = officer.page.keyboard
    first = cell(officer.page, 0, 2014)
    first.focus()

    for key, number, year in (
        ("ArrowRight", 0, 2015),
        ("ArrowDown", 1, 2015),
        ("End", 1, 2018),
        ("ArrowUp", 0, 2018),
        ("ArrowUp", 0, 2018),
        ("Home", 0, 2014),
        ("Control+ArrowRight", 0, 2018),
        ("Enter", 1, 2018),
        ("Shift+Enter", 0, 2018),
        ("Shift+Tab", 0, 2017),
        ("Tab", 0, 2018),
        ("Control+Home", 0, 2014),
    ):
        keyboard.press(key)
        expect(cell(officer.page, number, year), f"after {key}").to_be_focused()

    # While one edits, the arrows are of the text.
    keyboard.press("F2")
    keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    keyboard.press("Alt+Enter")
    expect(officer.page.get_by_label("Opmerking: 9A1.00", exact=False).first).to_be_focused()
    keyboard.press("Escape")
    expect(first).to_be_focused()
    assert officer.complaints == []


def test_figure_is_judged_asked_kept_and_taken_back_while_it_is_typed(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    officer.go(TABLE)
    keyboard = officer.page.keyboard
    aloud = officer.page.locator("[data-grid-status]")

    cell(officer.page, 1).focus()
    keyboard.type("500")
    expect(said(officer.page, 1)).to_contain_text("500 is te hoog: deze indicator gaat tot 100")
    keyboard.press("Escape")
    keyboard.type("5,1")
    expect(said(officer.page, 1)).to_contain_text("In 2017 was het 50%, nu 5,1%.")
    expect(said(officer.page, 1)).to_contain_text("Staat de komma goed? Klopt dat?")
    expect(aloud).to_contain_text("9A1.01. Rood. In 2017 was het 50%")
    expect(said(officer.page, 1)).to_contain_text("bewaard om")  # by itself, after a pause
    assert concept(1).value == Decimal("5.1")

    officer.page.get_by_role("button", name="Dien alles in").click()
    expect(officer.page.get_by_role("alert")).to_contain_text("Een grote sprong: bevestig dat het klopt")
    officer.page.screenshot(path=SCREENSHOTS / "invoertabel-sprong-1280.png", full_page=True)
    assert concept(1)

    cell(officer.page, 2).focus()
    keyboard.type("nnb")
    keyboard.press("Enter")
    expect(cell(officer.page, 2)).to_have_value("nog niet bekend")
    keyboard.press("Control+z")
    expect(cell(officer.page, 2)).to_have_value("")
    expect(said(officer.page, 2)).to_contain_text("teruggezet om")
    assert Realisatie.objects.filter(state="concept").count() == 1

    cell(officer.page, 1).focus()
    keyboard.press("Alt+Enter")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(officer.page.locator(".grid-lines")).to_contain_text("medewerker-9a (gemaakt)")
    assert officer.complaints == []


def test_esc_takes_back_also_what_was_kept_meanwhile(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    officer.go(TABLE)
    cell(officer.page, 0).focus()
    officer.page.keyboard.type("51")
    expect(said(officer.page, 0)).to_contain_text("bewaard om")

    officer.page.keyboard.press("Escape")

    expect(said(officer.page, 0)).to_contain_text("teruggezet om")
    expect(cell(officer.page, 0)).to_have_value("")
    expect(cell(officer.page, 0)).to_be_focused()
    assert not Realisatie.objects.filter(state="concept").exists()
    assert officer.complaints == []


def test_esc_before_anything_was_kept_takes_the_judgement_back_too(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    officer.go(TABLE)
    cell(officer.page, 0).focus()
    officer.page.keyboard.type("500")
    expect(said(officer.page, 0)).to_contain_text("500 is te hoog")

    officer.page.keyboard.press("Escape")

    expect(said(officer.page, 0)).not_to_contain_text("500")
    assert not Realisatie.objects.filter(state="concept").exists()


def test_block_from_excel_is_shown_before_it_is_taken_over_and_undone_at_once(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    officer.go(TABLE)
    block = "\\r\\n".join(["51", "veel", "52%", *["53,5"] * 5])

    cell(officer.page, 0).focus()
    officer.page.evaluate(
        f"""() => {{
            const data = new DataTransfer();
            data.setData("text/plain", "{block}\\r\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {{ clipboardData: data, bubbles: true, cancelable: true }}));
        }}"""
    )
    preview = officer.page.get_by_role("dialog", name="Plakken uit Excel")
    expect(preview).to_contain_text("veel: Dit is geen getal")
    officer.page.screenshot(path=SCREENSHOTS / "invoertabel-plakken-1280.png")
    assert not Realisatie.objects.filter(state="concept").exists()
    preview.get_by_role("button", name="Neem over als concept").press("Enter")

    expect(said(officer.page, 7)).to_contain_text("bewaard om")
    expect(officer.page.locator("[data-grid-status]")).to_contain_text("7 van 7 overgenomen")
    assert Realisatie.objects.filter(state="concept").count() == 7
    expect(cell(officer.page, 1)).to_have_value("")

    officer.page.get_by_role("button", name="Maak ongedaan").click()
    expect(said(officer.page, 7)).to_contain_text("teruggezet om")
    assert not Realisatie.objects.filter(state="concept").exists()
    assert officer.complaints == []


def test_two_officers_in_two_browsers_see_each_others_figure_and_choose(visit: Callable[..., Visit]) -> None:
    Beleidsterrein.objects.get(slug="9a").owners.add(get_user_model().objects.get(username="medewerker-9c"))
    one, other = visit("medewerker-9a", viewport=DESK), visit("medewerker-9c", viewport=DESK)
    for person in (one, other):
        person.go(TABLE)
    cell(one.page, 0).fill("51")
    cell(one.page, 0).blur()
    expect(said(one.page, 0)).to_contain_text("bewaard om")

    cell(other.page, 0).fill("52")
    cell(other.page, 0).blur()
    expect(said(other.page, 0)).to_contain_text("Dit cijfer is intussen ook ergens anders veranderd")
    expect(said(other.page, 0)).to_contain_text("51%, zoals medewerker-9a het invulde")
    other.page.screenshot(path=SCREENSHOTS / "invoertabel-conflict-1280.png")
    assert concept(0).value == 51
    other.page.get_by_label("52, zoals ik het hier typte").check()

    expect(said(other.page, 0)).to_contain_text("bewaard om")
    assert concept(0).value == 52
    cell(one.page, 0).fill("53")
    cell(one.page, 0).blur()
    one.page.get_by_label("52%, zoals medewerker-9c het invulde", exact=False).check()
    expect(cell(one.page, 0)).to_have_value("52")
    assert concept(0).value == 52
    assert one.complaints == other.complaints == []


def test_figure_survives_a_tab_that_is_closed_at_once(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    officer.go(TABLE)
    cell(officer.page, 0).press_sequentially("51")

    officer.page.close()

    for _ in range(50):
        if Realisatie.objects.filter(state="concept").exists():
            break
        time.sleep(0.1)
    assert concept(0).value == 51


def test_table_is_filled_in_without_javascript(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", java_script_enabled=False, viewport={"width": 360, "height": 900})
    officer.go(TABLE)
    cell(officer.page, 0).fill("51")
    cell(officer.page, 1).fill("veel")
    cell(officer.page, 2).fill("nnb")
    officer.page.get_by_role("button", name="Dien alles in").click()

    expect(officer.page.get_by_text("Ingediend bij de controller: 2 cijfers.")).to_be_visible()
    expect(officer.page.get_by_role("alert")).to_contain_text("Dit is geen getal")
    expect(cell(officer.page, 1)).to_have_value("veel")
    officer.page.screenshot(path=SCREENSHOTS / "invoertabel-360.png", full_page=True)
    officer.page.get_by_text("Plakken uit Excel").click()
    officer.page.get_by_label("Begin bij").select_option(cell(officer.page, 1).get_attribute("id"))
    officer.page.get_by_label("Vakken uit Excel").fill("35")
    officer.page.get_by_role("button", name="Bekijk wat er verandert").click()
    officer.page.get_by_role("button", name="Neem over als concept").click()

    expect(officer.page.get_by_text("Bewaard als concept: 1 cijfer.")).to_be_visible()
    assert concept(1).value == 35


def end_session(left: timedelta) -> None:
    """Make every session end so long from now."""
    Session.objects.update(expire_date=timezone.now() + left)


def test_end_of_the_session_is_warned_of_extended_and_survived(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", viewport=DESK)
    end_session(timedelta(minutes=4))
    officer.go(TABLE)
    box = officer.page.get_by_role("region", name="Uw sessie")
    expect(box).to_contain_text("wordt u uitgelogd")
    officer.page.screenshot(path=SCREENSHOTS / "sessie-1280-scherm.png")

    box.get_by_role("button", name="Blijf ingelogd").press("Enter")

    expect(box).to_contain_text("U blijft ingelogd tot")
    assert Session.objects.filter(expire_date__gt=timezone.now() + timedelta(hours=11)).count() == 1

    # Over while typing: nothing is kept, nothing is gone; whoever logs in elsewhere goes on here.
    end_session(timedelta(seconds=-1))
    cell(officer.page, 0).fill("51")
    cell(officer.page, 0).blur()
    expect(said(officer.page, 0)).to_contain_text("Niet bewaard: u bent niet meer ingelogd.")
    with officer.context.expect_page() as news:
        box.get_by_role("link", name="Log opnieuw in").click()
    login = news.value
    login.get_by_label("E-mailadres").fill("medewerker-9a@leiden.example")
    login.get_by_label("Wachtwoord").fill("alleen-in-een-test")
    login.get_by_role("button", name="Inloggen", exact=True).click()
    login.locator("#wie").wait_for(state="attached")
    login.close()
    officer.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(box).to_contain_text("U bent weer ingelogd")
    expect(said(officer.page, 0)).to_contain_text("bewaard om")
    assert concept(0).value == 51
    assert [c for c in officer.complaints if "401" not in c] == []


@pytest.mark.parametrize("window", [DESK, {"width": 360, "height": 740}])
def test_bar_below_the_table_covers_nothing_that_has_the_focus(visit: Callable[..., Visit], window: Any) -> None:
    officer = visit("medewerker-9a", viewport=window)
    officer.go(TABLE)
    under_the_bar = """() => {
        const [focused, bar] = [document.activeElement, document.querySelector(".grid-actions")];
        const [one, other] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
        return !bar.contains(focused) && one.bottom > other.top && one.top < other.bottom;
    }"""
    cell(officer.page, 0).focus()
    covered = []
    for _ in range(30):
        officer.page.keyboard.press("Tab")
        if officer.page.evaluate(under_the_bar):
            covered.append(officer.page.evaluate("document.activeElement.outerHTML.slice(0, 100)"))

    assert covered == []
