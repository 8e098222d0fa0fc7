"""One's own account at a real browser: a passkey that the browser itself makes, an app, the devices."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, PATIENCE, SCREENSHOTS, Visit, plug_in_a_key
from tests.factories import totp_code

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=PATIENCE)

CONTROLLER, OFFICER = "controller@leiden.example", "medewerker-9a@leiden.example"


def type_password(person: Visit, address: str) -> None:
    """Fill in address and password."""
    person.go("/inloggen/")
    person.page.get_by_label("E-mailadres").fill(address)
    person.page.get_by_label("Wachtwoord").fill(PASSWORD)
    person.page.get_by_role("button", name="Inloggen", exact=True).click()


def log_in(person: Visit, address: str) -> None:
    """Log in by hand, with the code of an app where it is asked."""
    type_password(person, address)
    if address == CONTROLLER:
        cache.clear()  # a code works once, and a person may sit down twice in half a minute
        person.page.get_by_label("Code").fill(totp_code())
        person.page.get_by_role("button", name="Verder").click()
    person.page.locator("#wie").wait_for(state="attached")


def log_out(person: Visit) -> None:
    """Log out, from the menu that has one's name."""
    person.page.locator("#wie").click()
    person.page.get_by_role("button", name="Uitloggen").click()


def test_password_and_the_code_of_an_app_let_one_in(visit: Callable[..., Visit]) -> None:
    person = visit()

    log_in(person, CONTROLLER)

    expect(person.page.locator("#wie")).to_contain_text("controller")
    person.go("/vaststellen/")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Vaststellen")
    assert person.complaints == []


def test_newcomer_is_led_to_a_passkey_and_logs_in_with_nothing_else(visit: Callable[..., Visit]) -> None:
    person = visit(viewport={"width": 1280, "height": 900})
    Authenticator.objects.all().delete()
    plug_in_a_key(person.page)
    type_password(person, CONTROLLER)
    expect(person.page.get_by_role("heading", name="Tweede factor instellen")).to_be_visible()
    person.page.screenshot(path=SCREENSHOTS / "tweede-factor-1280.png", full_page=True)

    person.page.get_by_role("link", name="Maak een toegangssleutel").click()
    person.page.get_by_label("Naam").fill("Mijn laptop")
    person.page.get_by_role("button", name="Maak de toegangssleutel").click()
    expect(person.page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    person.go("/beheer/")
    expect(person.page.get_by_role("heading", level=1)).to_contain_text("Wat wilt u beheren?")

    person.go("/")
    log_out(person)
    person.go("/inloggen/")
    person.page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    person.page.locator("#wie").wait_for(state="attached")
    person.go("/account/toegangssleutels/")

    expect(person.page.get_by_role("rowheader", name="Mijn laptop")).to_be_visible()
    assert person.complaints == []


def test_passkey_is_the_second_factor_after_a_password_and_a_refusal_is_told(visit: Callable[..., Visit]) -> None:
    person = visit()
    log_in(person, CONTROLLER)
    devtools = plug_in_a_key(person.page)
    person.go("/account/toegangssleutels/nieuw/")
    person.page.get_by_role("button", name="Maak de toegangssleutel").click()
    expect(person.page.get_by_text("De toegangssleutel is toegevoegd.")).to_be_visible()
    log_out(person)

    type_password(person, CONTROLLER)
    person.page.get_by_role("button", name="Gebruik een toegangssleutel").click()
    log_out(person)
    devtools.send("WebAuthn.disable")
    devtools.send("WebAuthn.enable")
    type_password(person, CONTROLLER)
    refuse = "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    person.page.evaluate(refuse)
    person.page.get_by_role("button", name="Gebruik een toegangssleutel").click()

    expect(person.page.get_by_text("Dat lukte niet.")).to_be_visible()


def test_app_is_set_up_from_the_picture_the_browser_shows(visit: Callable[..., Visit]) -> None:
    person = visit(viewport={"width": 360, "height": 900})
    Authenticator.objects.all().delete()
    type_password(person, CONTROLLER)
    person.page.get_by_role("link", name="Stel een app in").click()
    picture = person.page.get_by_role("img", name="QR-code")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    person.page.screenshot(path=SCREENSHOTS / "app-instellen-360.png", full_page=True)
    secret = person.page.locator("code.secret").inner_text()

    person.page.get_by_label("Vul de code in").fill(totp_code(secret))
    person.page.get_by_role("button", name="Zet de app aan").click()

    expect(person.page.get_by_text("De app is ingesteld.")).to_be_visible()
    person.page.screenshot(path=SCREENSHOTS / "herstelcodes-360.png", full_page=True)
    assert person.complaints == []


def test_other_devices_are_seen_and_logged_out(visit: Callable[..., Visit]) -> None:
    office, home = visit(), visit()
    log_in(office, OFFICER)
    log_in(home, OFFICER)
    home.go("/account/")
    home.page.screenshot(path=SCREENSHOTS / "account-1280.png", full_page=True)
    home.page.get_by_role("link", name="Bekijk ze en log ze uit").click()
    expect(home.page.get_by_role("row")).to_have_count(3)

    home.page.get_by_role("button", name="Log de andere apparaten uit").click()

    expect(home.page.get_by_text("U bent op de andere apparaten uitgelogd.")).to_be_visible()
    office.go("/invoer/")
    expect(office.page.get_by_role("heading", name="Inloggen")).to_be_visible()
    home.go("/invoer/")
    expect(home.page.get_by_role("heading", name="Mijn invoer")).to_be_visible()
    assert home.complaints == []


def test_whoever_hammers_is_told_to_wait(visit: Callable[..., Visit]) -> None:
    person = visit()
    cache.clear()
    for _ in range(6):
        person.go("/inloggen/")
        person.page.get_by_label("E-mailadres").fill(OFFICER)
        person.page.get_by_label("Wachtwoord").fill("iets-anders-dan")
        person.page.get_by_role("button", name="Inloggen", exact=True).click()

    expect(person.page.get_by_role("alert").first).to_contain_text("Wacht vijf minuten")
