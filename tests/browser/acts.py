"""What somebody does on a page before it is looked at: an answer that is wrong, a question, a dialog, a colleague."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from indicators.models import Effectindicator, Realisatie
from tests.browser.conftest import PATIENCE
from tests.factories import make_figure

expect.set_options(timeout=2 * PATIENCE)

ACTED = "doet-"  # how the name of such a page begins
TABLE = "/invoer/tabel/?jaar=2018"


@dataclass(frozen=True)
class Act:
    """Who does something, where, and what: `do` ends when the page shows it."""

    who: str
    address: str
    do: Callable[[Page], None]


def cell(page: Page, slug: str) -> Locator:
    """Return the input of an indicator over 2018 in the table of figures."""
    reeks = Effectindicator.objects.get(slug=slug).reeksen.latest("valid_from")
    return page.locator(f"#c{reeks.pk}-2018")


def type_in(page: Page, slug: str, text: str, answer: str) -> None:
    """Type in a cell, go on, and wait until the program says something of it."""
    cell(page, slug).press_sequentially(text)
    cell(page, slug).press("Tab")
    expect(page.locator(".grid-said", has_text=answer)).to_be_visible()


def type_after_a_colleague(page: Page) -> None:
    """Type in a cell that a colleague filled in after the page was opened."""
    colleague = get_user_model().objects.get(username="medewerker-9c")
    figure = make_figure(Effectindicator.objects.get(slug="9b1-a"), 2018, 95, state="concept", changed_by=colleague)
    type_in(page, "9b1-a", "96", "intussen ook ergens anders veranderd")
    figure.delete()


def paste(page: Page, block: str) -> None:
    """Paste a block into the table, which opens a dialog."""
    cell(page, "9a1-a").focus()
    page.evaluate(
        """(block) => {
            const data = new DataTransfer();
            data.setData("text/plain", block);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        block,
    )
    expect(page.get_by_role("dialog").get_by_role("link", name="Terug naar de tabel")).to_be_visible()


def ask_history(page: Page) -> None:
    """Open what is below a cell, and who changed what."""
    below = page.locator("td", has=cell(page, "9a1-a"))
    below.locator("summary").click()
    below.get_by_role("link", name="Wie wijzigde wat").click()
    expect(below.locator(".grid-lines")).not_to_be_empty()


def let_the_session_end_soon(page: Page) -> None:
    """Have the session be over in four minutes, of which one is warned."""
    ends = dict(Session.objects.values_list("pk", "expire_date"))
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=4))
    page.reload()
    expect(page.get_by_role("region", name="Uw sessie")).to_contain_text("wordt u uitgelogd")
    for pk, end in ends.items():
        Session.objects.filter(pk=pk).update(expire_date=end)


def let_a_light_be_behind(page: Page) -> None:
    """Have a figure be changed that nobody has judged yet."""
    figure = Realisatie.objects.get(reeks__indicator__slug="9a1-a", year=2017, state="vastgesteld")
    Realisatie.objects.filter(pk=figure.pk).update(value=1)
    page.reload()
    expect(page.locator("#why-vastgesteld")).to_contain_text("wordt bijgewerkt")
    Realisatie.objects.filter(pk=figure.pk).update(value=figure.value)


def want_the_chart_interactive(page: Page) -> None:
    """Have the chart be drawn by plotly."""
    page.get_by_role("button", name="Maak de grafiek interactief").click()
    expect(page.locator(".js-plotly-plot .scatterlayer .point").first).to_be_visible()


def go_to_the_organisation(page: Page) -> None:
    """Choose to log in through one's organisation, which does not answer: the page that leads there stays."""

    def stay(route: Route) -> None:
        route.fulfill(status=204)

    page.route("http://127.0.0.1:*/**", stay)
    page.get_by_role("button", name="Inloggen via").click()
    expect(page.get_by_role("link", name="Ga verder")).to_be_visible()


ACTS = {
    "tabel-fout": Act("medewerker-9a", TABLE, lambda page: type_in(page, "9a1-a", "veel", "Dit is geen getal")),
    "tabel-twee": Act("medewerker-9a", TABLE, lambda page: type_in(page, "9a1-a", "1.234", "Wat bedoelt u?")),
    "tabel-sprong": Act("medewerker-9a", TABLE, lambda page: type_in(page, "9a1-b", "3,4", "Klopt dat?")),
    "tabel-conflict": Act("medewerker-9a", TABLE, type_after_a_colleague),
    "tabel-plakken": Act("medewerker-9a", TABLE, lambda page: paste(page, "6,1\r\nveel\r\n1.234\r\n")),
    "tabel-plakken-te-veel": Act("medewerker-9a", TABLE, lambda page: paste(page, "1\r\n" * 10_000)),
    "tabel-historie": Act("medewerker-9a", TABLE, ask_history),
    "sessie": Act("medewerker-9a", TABLE, let_the_session_end_soon),
    "licht-loopt-achter": Act("", "/effectindicator/9a1-a/?jaar=2017", let_a_light_be_behind),
    "grafiek": Act("", "/effectindicator/9a1-a/", want_the_chart_interactive),
    "naar-organisatie": Act("", "/inloggen/", go_to_the_organisation),
}
