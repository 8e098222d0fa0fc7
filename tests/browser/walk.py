"""One walk over every page of the site (places.py), in every state; what it saw is judged by test_every_page.py."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Route

from tests.browser.acts import ACTED, ACTS, Act
from tests.browser.conftest import PASSWORD, PATIENCE, SCREENSHOTS, plug_in_a_key, sign_in
from tests.browser.places import ACCOUNT, BROKEN, LEIDEN, OK, WEIGHED, WRONG, Wrong, samples
from tests.conftest import REPOSITORY
from tests.pictures import PICTURES
from tests.test_roles import World, seen_in

ALL_PICTURES = bool(os.environ.get("ALL_PICTURES"))  # `make screens`: all of them are a sixth of the walk
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_A_PHONE = ["target-size", "scrollable-region-focusable"]
WRITE = "(field, typed) => { if (field.type === 'date') field.type = 'text'; field.value = typed }"
WIDE, PAPER, PHONE, NARROW = 1280, 700, 360, 320  # paper: about an A4


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
    sideways: list[str] = field(default_factory=list)  # where it is wider than the window


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
        """Look at every address."""
        self.visit(dict(samples(world)))
        self.visit({name: place for name, place in ACCOUNT.items() if place})
        self.visit_account()

    def visit_wrong(self, world: World) -> None:
        """Look at forms that were filled in wrongly."""
        known = seen_in(world)
        for name, wrong in WRONG.items():
            filled = {field.format(**known): typed for field, typed in wrong.filled.items()}
            bring = self.sending(Wrong(wrong.who, wrong.address, filled, wrong.button))
            self.look(f"mis-{name}", wrong.who, wrong.address.format(**known), bring)

    def visit_account(self) -> None:
        """Look at those pages of one's own account that only come after an act: a password, a passkey, new codes."""
        self.people["half way"] = self.sit_down()
        self.look("mfa_authenticate", "half way", "/inloggen/", self.typing_the_password("controller"))
        code = Wrong("half way", "", {"code": "000000"}, "Verder")
        self.look("mis-mfa_authenticate", "half way", "/inloggen/tweede-factor/", self.sending(code))

        codes = Wrong("controller", "", {}, "Maak nieuwe codes")
        self.look("mfa_view_recovery_codes", "controller", "/account/herstelcodes/nieuw/", self.sending(codes))

        who = "officer_9c"
        plug_in_a_key(self.page_of(who))
        self.look("mfa_add_webauthn-codes", who, "/account/toegangssleutels/nieuw/", self.making_a_key)
        key = Authenticator.objects.get(user__username=who, type=Authenticator.Type.WEBAUTHN).pk
        own = {
            "mfa_list_webauthn-1": "/account/toegangssleutels/?een",
            "mfa_edit_webauthn": f"/account/toegangssleutels/{key}/",
            "mfa_remove_webauthn": f"/account/toegangssleutels/{key}/verwijderen/",
            "mfa_reauthenticate_webauthn": "/account/bevestigen/sleutel/",
        }
        self.visit({name: (who, address) for name, address in own.items()})

    def visit_leiden(self) -> None:
        """Look at pages with a real budget, while somebody works in them, at the menu, and at what says what broke."""
        self.visit(LEIDEN)
        for name, act in ACTS.items():
            self.look(f"{ACTED}{name}", act.who, act.address, self.doing(act))
        for template, said in BROKEN.items():
            name = template.replace("/", "-")
            self.look(f"fout-{name}", "", f"/_fout/{name}", showing(template, said))
        for who in ("", "medewerker-9a", "controller", "beheerder"):
            self.look_at_menu(who)
        for address in WEIGHED:
            self.weigh(address)

    def doing(self, act: Act) -> Callable[[Page, str], Any]:
        """Return what opens a page and does something there."""

        def do(page: Page, place: str) -> Any:
            answer = page.goto(place)
            act.do(page)
            return answer

        return do

    def sending(self, wrong: Wrong) -> Callable[[Page, str], Any]:
        """Return what sends in a form as it should not be."""

        def send(page: Page, place: str) -> Any:
            page.goto(place)
            page.evaluate("for (const form of document.forms) form.noValidate = true")
            for name, typed in wrong.filled.items():  # also what is hidden, or what a date field would not take
                page.locator(f"main form[method=post] [name={name}]").first.evaluate(WRITE, typed)
            with page.expect_navigation() as answer:
                page.get_by_role("main").get_by_role("button", name=wrong.button, exact=True).first.click()
            return answer.value

        return send

    def typing_the_password(self, who: str) -> Callable[[Page, str], Any]:
        """Return what brings somebody half way: the password is right, the code is still asked."""

        def type_it(page: Page, place: str) -> Any:
            page.goto(place)
            page.get_by_label("E-mailadres").fill(f"{who}@leiden.example")
            page.get_by_label("Wachtwoord").fill(PASSWORD)
            with page.expect_navigation() as answer:
                page.get_by_role("button", name="Inloggen", exact=True).click()
            return answer.value

        return type_it

    def making_a_key(self, page: Page, place: str) -> Any:
        """Make a passkey; one's first brings recovery codes."""
        page.goto(place)
        with page.expect_navigation() as answer:
            page.get_by_role("button", name="Maak de toegangssleutel").click()
        return answer.value

    def look(self, name: str, who: str, address: str, bring: Callable[[Page, str], Any]) -> None:
        """Open a page in each state: wide and light, everything unfolded, dark, on paper, on a phone, in forced colours.

        Wide it is asked everything; in the other states what can be another there: contrast, sizes, what scrolls.
        """
        page = self.page_of(who)
        if address.startswith("/account/"):
            sign_in(page.context, self.address, who)  # such a page asks who logged in more than five minutes ago again
        self.heard.clear()
        page.emulate_media(color_scheme="light", forced_colors="none", media="screen")
        page.set_viewport_size({"width": WIDE, "height": 900})
        try:
            answer = bring(page, f"{self.address}{address}")
        except Error as error:
            if "Download is starting" in error.message:  # a file, no page
                return
            self.pages.append(Seen(name, address, complaints=[error.message]))
            return
        seen = Seen(name, page.url.removeprefix(self.address), answer.status, page.title())  # an act may lead elsewhere
        self.pages.append(seen)
        if "text/html" not in answer.headers.get("content-type", ""):
            return
        seen.html = page.content() if name.startswith(ACTED) else answer.text()
        if "<html" not in seen.html:  # a part of a page, that its page shows too
            return
        self.ask_width(page, seen, "wijd")
        self.shoot(page, f"{name}-{WIDE}")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
        self.ask_axe(page, seen, "wijd", [])
        page.emulate_media(color_scheme="dark")
        self.ask_axe(page, seen, "donker", ["color-contrast"])
        page.emulate_media(color_scheme="light", media="print")
        page.set_viewport_size({"width": PAPER, "height": 1000})
        self.ask_width(page, seen, "op papier")
        if name in LEIDEN:
            self.shoot(page, f"{name}-druk")
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": PHONE, "height": 800})
        self.shoot(page, f"{name}-{PHONE}")
        page.emulate_media(forced_colors="active")
        self.ask_axe(page, seen, "telefoon, vaste kleuren", ["color-contrast", *OF_A_PHONE])
        page.emulate_media(forced_colors="none")
        page.set_viewport_size({"width": NARROW, "height": 800})
        self.ask_width(page, seen, f"op {NARROW} pixels")
        expected = (f"status of {seen.status}",) if seen.status >= 400 else ()
        seen.complaints = [said for said in self.heard if not any(words in said for words in expected)]

    def shoot(self, page: Page, name: str) -> None:
        """Keep a picture of the whole page that README or help shows, or of any; JPEG, which costs half of what PNG does."""
        if not ALL_PICTURES and f"{name}.jpg" not in PICTURES.values():
            return
        page.screenshot(path=SCREENSHOTS / f"{name}.jpg", full_page=True, type="jpeg", quality=90)

    def ask_width(self, page: Page, seen: Seen, state: str) -> None:
        """Add this state when the page is wider than its window or sheet."""
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            seen.sideways.append(state)

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
        self.shoot(page, f"{seen.name}-{PHONE}")
        page.set_viewport_size({"width": WIDE, "height": 900})
        page.goto(f"{self.address}/privacy/")
        for group in page.locator(".menu summary").all():
            group.click()
            self.ask_axe(page, seen, "open menu", [])
            page.emulate_media(color_scheme="dark")
            self.ask_axe(page, seen, "open menu, donker", ["color-contrast"])
            page.emulate_media(color_scheme="light")
        self.shoot(page, f"{seen.name}-{WIDE}")

    def ask_axe(self, page: Page, seen: Seen, state: str, rules: list[str]) -> None:
        """Add what axe-core finds wrong, by these rules or, without any, by all of WCAG 2.2 A and AA and good practice."""
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE.read_text())
        options = {"runOnly": only, "resultTypes": ["violations"], "selectors": False}  # the HTML says where
        found = page.evaluate("(options) => axe.run(document, options)", options)
        for violation in found["violations"]:
            for node in violation["nodes"]:
                seen.violations.append(f"{state}: {violation['id']}: {node['html'][:160]} ({node['failureSummary']})")

    def page_of(self, who: str) -> Page:
        """Return the page at which this person sits, logged in; nobody in particular has no name."""
        if who not in self.people:
            self.people[who] = self.sit_down()
            if who:
                sign_in(self.people[who].context, self.address, who)
        return self.people[who]

    def sit_down(self) -> Page:
        """Return a page in a window of its own, of which is kept what the browser says."""
        context = self.browser.new_context(locale="nl-NL")
        context.set_default_timeout(4 * PATIENCE)  # one walk beside all other tests
        page = context.new_page()
        page.on("console", self.listen)
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        return page

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


def showing(template: str, said: dict[str, str]) -> Callable[[Page, str], Any]:
    """Return what shows one of the pages that are only there when something broke."""

    def show(page: Page, place: str) -> Any:
        html = render_to_string(f"{template}.html", said)

        def answer(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.unroute_all()
        page.route("**/_fout/*", answer)
        return page.goto(place)

    return show


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
