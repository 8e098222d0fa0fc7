"""Pages as a person sees and uses them: in the dark, on paper, in a theme, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from indicators.models import Realisatie
from tests.browser.conftest import PATIENCE, SCREENSHOTS, Visit

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=PATIENCE)

# Django's own pages, which the walk over ours (test_every_page.py) leaves out.
BEHEER = {
    "beheer": ("beheerder", "/beheer/"),
    "beheer-realisaties": ("controller", "/beheer/indicators/realisatie/"),
    "beheer-indicator": ("beheerder", "/beheer/indicators/effectindicator/"),
}


def test_beheer_is_shown_without_a_complaint_at_both_widths(visit: Callable[..., Visit]) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    people = {username: visit(username) for username in ("beheerder", "controller")}
    for name, (username, path) in BEHEER.items():
        person = people[username]
        person.go(path)
        for width in (1280, 360):
            person.page.set_viewport_size({"width": width, "height": 900})
            person.page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    assert [complaint for person in people.values() for complaint in person.complaints] == []


@pytest.mark.parametrize(
    ("name", "emulated"),
    [
        ("donker", {"color_scheme": "dark"}),
        ("druk", {"media": "print"}),
        ("contrast", {"forced_colors": "active"}),
    ],
)
def test_overview_and_chart_hold_in_the_dark_on_paper_and_in_forced_colours(
    visit: Callable[..., Visit], name: str, emulated: dict[str, str]
) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    council = visit(viewport={"width": 700, "height": 1000})  # about an A4
    council.page.emulate_media(**emulated)
    for page, path in (
        ("overzicht", "/?jaar=2017"),
        ("indicator", "/effectindicator/9a1-a/"),
        ("9a", "/beleidsterrein/9a/"),
    ):
        council.go(path)
        council.page.screenshot(path=SCREENSHOTS / f"{page}-{name}.png", full_page=True)
        assert not council.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    council.go("/?jaar=2017")
    folded = council.page.locator("#kop-zonder ~ details li").first
    if name == "druk":
        expect(folded).to_be_visible()  # paper cannot be opened
        expect(council.page.get_by_label("Zoek op woord of code")).not_to_be_visible()
    else:
        expect(folded).not_to_be_visible()
    assert council.complaints == []


def test_what_a_theme_colours_is_coloured_on_the_whole_page(visit: Callable[..., Visit]) -> None:
    theme = """() => {
        for (const token of ["link-color", "button-primary-action-background-color", "page-footer-background-color",
            "button-secondary-action-color", "button-background-color"])
            document.documentElement.style.setProperty(`--utrecht-${token}`, "rgb(120, 0, 120)");
    }"""
    neutral = """() => {
        const probe = document.body.appendChild(document.createElement("i"));
        const colours = ["--leidenmo-accent", "--leidenmo-accent-strong"].map((token) => {
            probe.style.color = `var(${token})`;
            return getComputedStyle(probe).color;
        });
        probe.remove();
        return [...document.querySelectorAll("body *:not(.chart *, .drawing, .drawing *)")].filter((element) => {
            const { color, backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(element);
            const seen = [color, backgroundColor, borderTopWidth === "0px" ? "" : borderTopColor];
            return seen.some((colour) => colours.includes(colour));
        }).map((element) => element.outerHTML.slice(0, 120));
    }"""
    officer = visit("medewerker-9a")
    for path in (
        "/?jaar=2017&stoplicht=rood",
        "/effectindicator/9a1-a/",
        "/beleidsterrein/9a/",
        "/invoer/tabel/?jaar=2018",
    ):
        officer.go(path)
        assert officer.page.evaluate(neutral) != []
        officer.page.evaluate(theme)

        assert officer.page.evaluate(neutral) == []


def test_chart_becomes_interactive_when_someone_wants_it(visit: Callable[..., Visit]) -> None:
    council = visit()
    council.go("/effectindicator/9a1-a/")
    expect(council.page.locator("figure.chart .chart-wide svg")).to_be_visible()

    council.page.locator("figure.chart").screenshot(path=SCREENSHOTS / "grafiek-1280.png")  # for the help

    council.page.get_by_role("button", name="Maak de grafiek interactief").click()

    points = council.page.locator(".js-plotly-plot .scatterlayer .point")
    expect(points.first).to_be_visible()
    assert points.count() == 5 + 5 + 1  # realisaties, targets, the one that was moved
    points.nth(2).hover(force=True)
    expect(council.page.locator(".hovertext")).to_contain_text("2015: 5,7")
    council.page.screenshot(path=SCREENSHOTS / "indicator-interactief-1280.png", full_page=True)
    assert council.complaints == []


def test_figure_is_judged_while_it_is_typed_and_nothing_is_saved(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a")
    officer.go("/invoer/cijfer/?indicator=9a1-a&jaar=2018")
    judgement = officer.page.locator("#oordeel")

    officer.page.get_by_label("Waarde").press_sequentially("5,5")
    expect(judgement).to_contain_text("Rood")
    expect(judgement).to_contain_text("5,5 is 0,5 te laag voor de streefwaarde van 6,0, buiten de marge van 0,3.")
    officer.page.get_by_label("Waarde").fill("vijf")
    expect(judgement).to_contain_text("Dit is geen getal")
    officer.page.get_by_label("Waarde").fill("1.234")
    expect(judgement).to_contain_text("kan twee dingen betekenen")

    assert not Realisatie.objects.filter(state="concept").exists()
    assert officer.complaints == []


def test_figure_is_entered_without_javascript(visit: Callable[..., Visit]) -> None:
    officer = visit("medewerker-9a", java_script_enabled=False)
    officer.go("/invoer/?jaar=2018")
    officer.page.get_by_role("link", name="Vul in: 9A1.a").click()
    officer.page.get_by_label("Waarde").fill("1.234")
    officer.page.get_by_role("button", name="Indienen").click()
    expect(officer.page.get_by_role("alert")).to_contain_text("Er is nog niets bewaard")
    officer.page.screenshot(path=SCREENSHOTS / "cijfer-gevraagd-1280.png", full_page=True)
    officer.page.get_by_label("1,234", exact=True).check()
    officer.page.get_by_role("button", name="Beoordeel eerst").click()
    expect(officer.page.locator("#oordeel")).to_contain_text("1,234 is 4,766 te laag")
    officer.page.get_by_role("button", name="Bewaren als concept").click()

    expect(officer.page.get_by_text("is bewaard als concept")).to_be_visible()
    assert str(Realisatie.objects.get(state="concept").value) == "1.234000"


def test_page_can_be_walked_with_the_keyboard_alone(visit: Callable[..., Visit]) -> None:
    council = visit()
    council.go("/")

    council.page.keyboard.press("Tab")
    expect(council.page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    council.page.keyboard.press("Enter")
    expect(council.page.locator("main")).to_be_focused()
    council.page.get_by_role("link", name="9A1.f").first.focus()
    council.page.keyboard.press("Enter")

    expect(council.page.get_by_role("heading", level=1)).to_contain_text("mantelzorg")
