"""One walk over every page of the site, in every state; what it saw is judged by test_every_page.py.

The addresses are those of tests/test_roles.py, which fails when the URL configuration holds one that it does not know;
those of one's own account are below. Each page is opened once, as the first role that it lets in.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Route

from leidenmo.accounts import second_factor
from leidenmo.accounts import urls as accounts
from tests.browser.conftest import PASSWORD, PATIENCE, SCREENSHOTS
from tests.conftest import REPOSITORY
from tests.factories import totp_code
from tests.test_roles import PAGES, ROLES, World, seen_in

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
WIDE, PHONE, NARROW = 1280, 360, 320
OK = 200

# With nothing in it yet: name → who, and where.
EMPTY = {
    "leeg-overzicht": ("", "/"),
    "leeg-publicaties": ("", "/publicaties/"),
    "leeg-vergelijken": ("", "/vergelijken/"),
    "leeg-invoer": ("medewerker-9a", "/invoer/"),
    "leeg-tabel": ("medewerker-9a", "/invoer/tabel/"),
    "leeg-vaststellen": ("controller", "/vaststellen/"),
    "leeg-documenten": ("controller", "/documenten/"),
    "leeg-te-laat": ("controller", "/te-laat/"),
    "leeg-norm": ("controller", "/stoplichtnorm/"),
    "leeg-eigenaren": ("beheerder", "/eigenaren/"),
    "leeg-indicatoreigenaren": ("beheerder", "/eigenaren/indicatoren/"),
    "leeg-laden": ("beheerder", "/laden/"),
}

# Leiden's own budget, as `make run` brings it.
LEIDEN = {
    "leiden": ("", "/?jaar=2017"),
    "leiden-rood": ("", "/?jaar=2017&stoplicht=rood"),
    "leiden-niets-gevonden": ("", "/?jaar=2017&zoek=bestaatniet"),
    "leiden-programma": ("", "/programma/9/"),
    "leiden-beleidsterrein": ("", "/beleidsterrein/9a/"),
    "leiden-effectindicator": ("", "/effectindicator/9a1-a/"),
    "leiden-trendbreuk": ("", "/effectindicator/verblijfsduur-crisisopvang/"),
    "leiden-publicaties": ("", "/publicaties/"),
    "leiden-invoer": ("medewerker-9a", "/invoer/?jaar=2018"),
    "leiden-tabel": ("medewerker-9a", "/invoer/tabel/"),
    "leiden-cijfer": ("medewerker-9a", "/invoer/cijfer/?indicator=9a1-a&jaar=2018"),
    "leiden-effectindicator-medewerker": ("medewerker-9a", "/effectindicator/9a1-a/?jaar=2018"),
    "leiden-vaststellen": ("controller", "/vaststellen/"),
    "leiden-documenten": ("controller", "/documenten/"),
    "leiden-eigenaren": ("beheerder", "/eigenaren/"),
    "raadslid-overzicht": ("raadslid", "/"),
    "fout-404": ("", "/bestaat-niet/"),
    "fout-403": ("raadslid", "/vaststellen/"),
}

WEIGHED = {"/": 60_000, "/effectindicator/9a1-a/": 80_000}  # bytes at most, compressed

# One's own account. A name without an address has no page of its own: it is posted to, or leads elsewhere.
ACCOUNT: dict[str, tuple[str, str] | None] = {
    "account_login": ("", "/inloggen/"),
    "account_inactive": ("", "/inloggen/gesloten/"),
    "mfa_authenticate": None,  # only between password and code: test_accounts.py comes by
    "mfa_login_webauthn": None,
    "organisation": None,
    "openid_connect_callback": None,  # only when an organisation is set: tests/accounts/test_oidc.py
    "socialaccount_login_cancelled": ("", "/inloggen/organisatie/afgebroken/"),
    "account_logout": None,
    "account_reset_password": ("", "/wachtwoord-vergeten/"),
    "account_reset_password_done": ("", "/wachtwoord-vergeten/verstuurd/"),
    "account_reset_password_from_key_done": ("", "/wachtwoord-kiezen/klaar/"),
    "account_reset_password_from_key": ("", "/wachtwoord-kiezen/1-verlopen/"),
    "account": ("controller", "/account/"),
    "account_change_password": ("controller", "/account/wachtwoord/"),
    "account_set_password": None,
    "account_reauthenticate": ("controller", "/account/bevestigen/"),
    "mfa_reauthenticate": ("controller", "/account/bevestigen/code/"),
    "mfa_reauthenticate_webauthn": None,  # of who has a passkey: test_accounts.py
    "second_factor": ("officer_9a", "/account/tweede-factor/"),
    "mfa_activate_totp": ("officer_9a", "/account/app/"),
    "totp_qr": None,
    "sessie": None,  # a part of a page
    "sessie_verlengen": None,
    "mfa_deactivate_totp": ("controller", "/account/app/verwijderen/"),
    "mfa_view_recovery_codes": None,  # of who has them: test_accounts.py
    "mfa_generate_recovery_codes": ("controller", "/account/herstelcodes/nieuw/"),
    "mfa_download_recovery_codes": None,
    "mfa_list_webauthn": ("officer_9a", "/account/toegangssleutels/"),
    "mfa_add_webauthn": ("officer_9a", "/account/toegangssleutels/nieuw/"),
    "mfa_edit_webauthn": None,  # of who has a passkey
    "mfa_remove_webauthn": None,
    "usersessions_list": ("controller", "/account/apparaten/"),
}


@dataclass(frozen=True)
class Wrong:
    """A form that is sent in as it should not be: whose, where, what is filled in, and by which button."""

    who: str
    address: str
    filled: dict[str, str]  # name of the field → what is typed
    button: str


WRONG = {
    "inloggen": Wrong("", "/inloggen/", {"login": "iemand@leiden.example", "password": "onjuist"}, "Inloggen"),
    "cijfer": Wrong(
        "officer_9a", "/invoer/cijfer/?indicator={indicator.slug}&jaar=2018", {"waarde": "vijf"}, "Indienen"
    ),
    "norm": Wrong("controller", "/stoplichtnorm/", {"marge": "veel"}, "Bekijk wat er verandert"),
    "afwijking": Wrong(
        "controller", "/effectindicator/{indicator.slug}/2016/afwijking/", {}, "Spreek deze afwijking af"
    ),
    "document": Wrong("controller", "/documenten/nieuw/", {"year": "17"}, "Maak"),
    "besluit": Wrong("controller", "/documenten/{begroting.pk}/", {}, "Leg het besluit vast"),
    "eigenaren": Wrong("beheerder", "/eigenaren/", {}, "Voer door"),
    "indicatoreigenaren": Wrong("beheerder", "/eigenaren/indicatoren/?alles=1", {}, "Draag over"),
    "eraf": Wrong("beheerder", "/eigenaren/{late.pk}/beeindigen/", {}, "Haal eraf"),
    "trendbreuk": Wrong("controller", "/effectindicator/{indicator.slug}/trendbreuk/", {}, "Leg de trendbreuk vast"),
    "wachtwoord": Wrong("controller", "/account/wachtwoord/", {"oldpassword": "x"}, "Bewaar het wachtwoord"),
}


@dataclass
class Seen:
    """What one page was like."""

    name: str
    address: str
    status: int = 0
    title: str = ""
    html: str = ""
    violations: list[str] = field(default_factory=list)  # axe-core's
    complaints: list[str] = field(default_factory=list)  # of console and security policy
    sideways: bool = False


@dataclass
class Walk:
    """Somebody of each role at a browser of their own, and what they saw."""

    browser: Browser
    address: str
    pages: list[Seen] = field(default_factory=list)
    people: dict[str, Page] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)  # address → bytes that came over the line for all of it

    def visit(self, places: dict[str, tuple[str, str]]) -> None:
        """Look at these pages."""
        for name, (who, address) in places.items():
            self.look(name, who, address, lambda page, place: page.goto(place))

    def visit_world(self, world: World) -> None:
        """Look at every address, and at forms that were filled in wrongly."""
        self.visit(dict(samples(world)))
        self.visit({name: place for name, place in ACCOUNT.items() if place})
        for name, wrong in WRONG.items():
            self.look(f"mis-{name}", wrong.who, wrong.address.format(**seen_in(world)), self.sending(wrong))

    def visit_leiden(self) -> None:
        """Look at pages with a real budget, at the menu, and at what is shown when something broke."""
        self.visit(LEIDEN)
        for template in ("403_csrf", "429", "500"):
            self.look(f"fout-{template}", "", f"/_fout/{template}", showing(template))
        for who in ("", "medewerker-9a", "controller", "beheerder"):
            self.look_at_menu(who)
        for address in WEIGHED:
            self.weigh(address)

    def sending(self, wrong: Wrong) -> Callable[[Page, str], Any]:
        """Return what sends in a form as it should not be."""

        def send(page: Page, place: str) -> Any:
            page.goto(place)
            page.evaluate("for (const form of document.forms) form.noValidate = true")
            for name, typed in wrong.filled.items():
                page.locator(f"main form[method=post] [name={name}]").first.fill(typed)
            with page.expect_navigation() as answer:
                page.get_by_role("main").get_by_role("button", name=wrong.button, exact=True).first.click()
            return answer.value

        return send

    def look(self, name: str, who: str, address: str, bring: Callable[[Page, str], Any]) -> None:
        """Open a page in each state: wide and light, everything unfolded, dark, forced colours, on a phone."""
        page = self.page_of(who)
        self.heard.clear()
        page.emulate_media(color_scheme="light", forced_colors="none")
        page.set_viewport_size({"width": WIDE, "height": 900})
        try:
            answer = bring(page, f"{self.address}{address}")
        except Error as error:
            if "Download is starting" in error.message:  # a file, no page
                return
            self.pages.append(Seen(name, address, complaints=[error.message]))
            return
        seen = Seen(name, address, answer.status, page.title())
        self.pages.append(seen)
        if "text/html" not in answer.headers.get("content-type", ""):
            return
        seen.html = answer.text()
        if "<html" not in seen.html:  # a part of a page, that its page shows too
            return
        page.screenshot(path=SCREENSHOTS / f"{name}-{WIDE}.png", full_page=True)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
        self.ask_axe(page, seen, "wijd", [])
        page.emulate_media(color_scheme="dark")
        self.ask_axe(page, seen, "donker", ["color-contrast"])
        page.emulate_media(color_scheme="light", forced_colors="active")
        self.ask_axe(page, seen, "vaste kleuren", ["color-contrast"])
        page.emulate_media(forced_colors="none")
        page.set_viewport_size({"width": PHONE, "height": 800})
        self.ask_axe(page, seen, "telefoon", ["target-size", "scrollable-region-focusable"])
        page.screenshot(path=SCREENSHOTS / f"{name}-{PHONE}.png", full_page=True)
        page.set_viewport_size({"width": NARROW, "height": 800})
        seen.sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        expected = (f"status of {seen.status}",) if seen.status >= 400 else ()
        seen.complaints = [said for said in self.heard if not any(words in said for words in expected)]

    def weigh(self, address: str) -> None:
        """Count what a browser that never came here fetches for a page: itself, style, script, pictures, icon."""
        context = self.browser.new_context(locale="nl-NL", viewport={"width": WIDE, "height": 900})
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        came: list[float] = []
        devtools.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
        devtools.send("Network.enable")
        page.goto(f"{self.address}{address}", wait_until="networkidle")
        self.weights[address] = int(sum(came))
        context.close()

    def look_at_menu(self, who: str) -> None:
        """Open the menu, on a phone and wide, with its groups."""
        page = self.page_of(who)
        seen = Seen(f"menu-{who or 'iedereen'}", "/privacy/", OK)
        self.pages.append(seen)
        page.goto(f"{self.address}/privacy/")
        page.get_by_role("button", name="Menu", exact=True).click()
        for group in page.locator(".menu summary").all():
            group.click()
            self.ask_axe(page, seen, "open menu", [])
        page.screenshot(path=SCREENSHOTS / f"{seen.name}-{PHONE}.png")
        page.set_viewport_size({"width": WIDE, "height": 900})
        page.goto(f"{self.address}/privacy/")
        for group in page.locator(".menu summary").all():
            group.click()
            self.ask_axe(page, seen, "open menu", [])
        page.screenshot(path=SCREENSHOTS / f"{seen.name}-{WIDE}.png")

    def ask_axe(self, page: Page, seen: Seen, state: str, rules: list[str]) -> None:
        """Add what axe-core finds wrong, by these rules or, without any, by all of WCAG 2.2 A and AA and good practice."""
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE.read_text())
        found = page.evaluate(
            "(options) => axe.run(document, options)", {"runOnly": only, "resultTypes": ["violations"]}
        )
        for violation in found["violations"]:
            for node in violation["nodes"]:
                seen.violations.append(f"{state}: {violation['id']}: {node['html'][:160]} ({node['failureSummary']})")

    def page_of(self, who: str) -> Page:
        """Return the page at which this person sits, logged in; nobody in particular has no name."""
        if who not in self.people:
            context = self.browser.new_context(locale="nl-NL")
            context.set_default_timeout(4 * PATIENCE)  # one walk beside all other tests
            page = context.new_page()
            page.on("console", self.listen)
            page.on("pageerror", lambda error: self.heard.append(str(error)))
            if who:
                self.log_in(page, who)
            self.people[who] = page
        return self.people[who]

    def log_in(self, page: Page, who: str) -> None:
        """Log in as a person does."""
        page.goto(f"{self.address}/inloggen/")
        page.get_by_label("E-mailadres").fill(f"{who}@leiden.example")
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        if second_factor.is_required_of(get_user_model().objects.get(username=who)):
            cache.clear()  # a code works once, and a person may sit down twice in half a minute
            page.get_by_label("Code").fill(totp_code())
            page.get_by_role("button", name="Verder").click()
        page.locator("#wie").wait_for(state="attached")

    def listen(self, message: ConsoleMessage) -> None:
        """Keep what the browser says is wrong: errors, warnings, and what the security policy refused."""
        if message.type in ("error", "warning"):
            self.heard.append(message.text)

    def leave(self) -> None:
        """Close every browser window."""
        contexts: list[BrowserContext] = [page.context for page in self.people.values()]
        for context in contexts:
            context.close()
        self.people.clear()


def samples(world: World) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield name of every page that is not a file, with the first who is let in, and its address."""
    known = seen_in(world)
    for name, pages in PAGES.items():
        for number, page in enumerate(pages):
            roles = [role for role, status in zip(ROLES, page.answers, strict=True) if status == OK]
            if roles and "als=" not in page.address and "/api/v1/" not in page.address.removesuffix("/api/v1/"):
                who = "" if roles[0] == "stranger" else roles[0]
                yield (f"{name}-{number}" if number else name), (who, page.address.format(**known))


def showing(template: str) -> Callable[[Page, str], Any]:
    """Return what shows one of the pages that are only there when something broke."""

    def show(page: Page, place: str) -> Any:
        html = render_to_string(f"{template}.html")

        def answer(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.route("**/_fout/*", answer)
        return page.goto(place)

    return show


def let_everyone_log_in() -> None:
    """Give each person of the world a password."""
    cache.clear()
    get_user_model().objects.update(password=make_password(PASSWORD))


def names_without_a_sample() -> set[str]:
    """Return the addresses of one's own account that this walk does not know, or that are no more."""
    own = {str(pattern.name) for pattern in accounts.urlpatterns}
    return own ^ (ACCOUNT.keys() | (own & PAGES.keys()) | {"mfa_index", "socialaccount_connections"})


def save(pages: list[Seen], folder: Path) -> None:
    """Write every page as a file, for the HTML checker."""
    for seen in pages:
        if "<html" in seen.html:
            (folder / f"{seen.name}.html").write_text(seen.html, encoding="utf-8")


def errors_of(report: str) -> list[str]:
    """Return what the HTML checker's JSON report holds against the pages."""
    messages = json.loads(report)["messages"]
    return [
        f"{Path(m.get('url', '')).name}:{m.get('lastLine')}: {m['message']} {m.get('extract', '')}" for m in messages
    ]
