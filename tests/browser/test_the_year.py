"""The whole year 2018 on Leiden's data, played by five people at browsers: two officers, two controllers, the raad.

It starts with what Leiden had at the end of 2017: its beleidsplan, its begroting and its jaarverslag 2017.
"""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from indicators import recalculation
from indicators.imports import fixtures
from indicators.models import Reeks
from indicators.publishing.chain import publish_loaded, verify
from programmes.models import Document, Publicatie
from tests.browser.conftest import PATIENCE, Visit, Worker, seat_people
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=PATIENCE)

KNOWN_IN_2017 = ("01_programma_9", "02_beleidsplan_2013", "03_begroting_2017", "05_jaarverslag_2017")

# Of each indicator that the jaarverslag prints: who enters it, and its figure over 2018.
FIGURES = {
    "9a1-a": ("medewerker-9a", "6,1"),
    "9a1-b": ("medewerker-9a", "30"),
    "9a1-c": ("medewerker-9a", "34"),
    "9a1-d": ("medewerker-9a", "70"),
    "9a1-e": ("medewerker-9a", "51"),
    "9a1-f": ("medewerker-9a", "19"),
    "9b1-a": ("medewerker-9a", "98"),
    "9b1-b": ("medewerker-9a", "10"),
    "9c1-a": ("medewerker-9c", "76"),
}

# The targets that the begroting 2018 really printed stand in its fixture; of 9B it printed none.
TARGETS_OF_9B = {"9b1-a": "97", "9b1-b": "13"}
EXPECTED = ("9a1-a", "9a1-b", "9b1-a", "9b1-b", "9c1-a")  # those with a target for 2018


@pytest.fixture
def leiden_live(transactional_db: None, web_server: str) -> str:
    """Leiden at the end of 2017, with a user for each role, on a web server; return its address."""
    for name in KNOWN_IN_2017:
        fixtures.load([REPOSITORY / "fixtures" / f"{name}.json"])
        recalculation.recalculate()
        for document in Document.objects.filter(publicaties=None):
            publish_loaded(document)
    seat_people()
    return web_server


class Year:
    """What the five do, each act as they would say it."""

    def __init__(self, visit: Callable[..., Visit]) -> None:
        self.people = {name: visit(name) for name in ("medewerker-9a", "medewerker-9c", "controller", "controller-2")}
        self.council = visit("raadslid")
        self.shown: dict[str, str] = {}  # what each publication showed when it was made, by its address

    def make(self, kind: str, year: int, out_of: str) -> str:
        """The controller makes a document from an earlier one; return its address."""
        page = self.open("controller", "/documenten/nieuw/")
        page.get_by_label("Soort").select_option(kind)
        page.get_by_label("Jaar").fill(str(year))
        page.get_by_label("Maken uit").select_option(label=out_of)
        page.get_by_role("button", name="Maak").click()
        expect(page.get_by_text("is gemaakt.")).to_be_visible()
        return page.url.removeprefix(self.people["controller"].address)

    def propose(self, person: str, document: str, terrein: str, targets: dict[tuple[str, int], str]) -> None:
        """An officer proposes the targets of a beleidsterrein; a dash is one without a reason."""
        page = self.open(person, f"{document.replace('/documenten/', '/streefwaarden/')}?terrein={terrein}")
        for (slug, year), value in targets.items():
            cell = f"id_s{Reeks.objects.filter(indicator__slug=slug).latest('valid_from').pk}-{year}"
            if value == "-":
                page.locator("td", has=page.locator(f"#{cell}-doel")).get_by_text("Reden, motie").click()
                page.locator(f"#{cell}-reden").select_option("onbekend")
            else:
                page.locator(f"#{cell}-doel").fill(value)
        page.get_by_role("button", name="Bewaar het voorstel").click()
        expect(page.get_by_text("Uw voorstel is bewaard.")).to_be_visible()

    def move(self, person: str, document: str, slug: str, year: int, value: str, why: str, motie: str) -> None:
        """An officer moves a target, first without saying why."""
        terrein = slug[:2]
        page = self.open(person, f"{document.replace('/documenten/', '/streefwaarden/')}?terrein={terrein}")
        cell = f"id_s{Reeks.objects.filter(indicator__slug=slug).latest('valid_from').pk}-{year}"
        page.locator(f"#{cell}-doel").fill(value)
        page.get_by_role("button", name="Bewaar het voorstel").click()
        expect(page.get_by_text("Er is nog niets bewaard.")).to_be_visible()
        page.locator(f"#{cell}-waarom").fill(why)
        page.locator(f"#{cell}-door").fill(motie)
        page.get_by_role("button", name="Bewaar het voorstel").click()
        expect(page.get_by_text("Uw voorstel is bewaard.")).to_be_visible()

    def decide(self, document: str, day: str, decision: str, decided_by: str = "raad") -> None:
        """The controller records what was decided."""
        page = self.open("controller", document)
        page.get_by_label("Besloten door").select_option(decided_by)
        page.get_by_label("Datum van het besluit").fill(day)
        page.get_by_label("Nummer van het besluit").fill(decision)
        page.get_by_role("button", name="Leg het besluit vast").click()

    def publish(self, document: str) -> str:
        """One controller makes it ready, the other publishes it; return the address of the publication."""
        page = self.open("controller", document)
        page.get_by_role("button", name="Zet klaar als").click()
        expect(page.get_by_text("een andere controller publiceert het (vier ogen)").first).to_be_visible()
        page = self.open("controller-2", document)
        page.get_by_role("button", name="Publiceer als").click()
        expect(page.get_by_text("Gepubliceerd:")).to_be_visible()
        address = page.url.removeprefix(self.people["controller-2"].address)
        self.shown[address] = self.read(address)
        return address

    def enter(self, slug: str, value: str, why: str = "") -> None:
        """The officer of an indicator enters its figure over 2018 and hands it in."""
        page = self.open(FIGURES[slug][0], f"/invoer/cijfer/?indicator={slug}&jaar=2018")
        page.get_by_label("Waarde").fill(value)
        if why:
            page.get_by_label("Waarom wijzigt u").fill(why)
        page.get_by_role("button", name="Indienen").click()
        expect(page.get_by_text("is ingediend bij de controller")).to_be_visible()

    def desk(self, kind: str) -> Locator:
        """What waits at the desk of the second controller."""
        page = self.open("controller-2", "/vaststellen/")
        return page.locator("section", has=page.get_by_role("heading", name=kind))

    def answer_all(self, kind: str, button: str) -> None:
        """The second controller agrees with everything that waits."""
        desk = self.desk(kind)
        for box in desk.get_by_role("checkbox").all():
            box.check()
        desk.get_by_role("button", name=button).click()
        expect(self.people["controller-2"].page.get_by_role("status").first).to_be_visible()

    def expect_haalbaar(self, person: str, document: str, slug: str) -> None:
        """An officer expects that a target will be reached."""
        page = self.open(person, f"{document}effectindicator/{slug}/")
        page.get_by_role("radio", name="Haalbaar", exact=True).check()
        page.get_by_role("button", name="Bewaren").click()
        expect(page.get_by_role("heading", name="Melden voor")).to_be_visible()

    def explain(self, person: str, address: str, lights: dict[str, str] | None = None) -> None:
        """An officer explains a light: oorzaak, gevolg, bijsturing."""
        page = self.open(person, address)
        for aspect, colour in (lights or {}).items():
            page.get_by_role("group", name=aspect).get_by_role("radio", name=colour).check()
        page.get_by_label("Oorzaak").fill("Er waren te weinig vrijwilligers.")
        page.get_by_label("Gevolg voor het doel").fill("Minder inwoners doen mee.")
        page.get_by_label("Bijsturing").fill("We werven samen met de wijken.")
        page.get_by_role("button", name="Bewaren").click()
        expect(page.get_by_role("heading", name="Melden voor")).to_be_visible()

    def says(self, words: str) -> Locator:
        """The place where the controller's page says so."""
        return self.people["controller"].page.get_by_text(words)

    def read(self, address: str) -> str:
        """The council member reads a page, a publication's once its files are made; return what it says."""
        self.council.go(address)
        main = self.council.page.locator("main")
        expect(main).not_to_contain_text("Wordt gemaakt.", timeout=90_000)
        return main.inner_text().replace("\N{NO-BREAK SPACE}", " ")

    def open(self, person: str, address: str) -> Page:
        """Somebody opens a page."""
        self.people[person].go(address)
        return self.people[person].page

    @property
    def complaints(self) -> list[str]:
        """What any browser complained of."""
        return [said for person in (*self.people.values(), self.council) for said in person.complaints]


def printed_targets() -> dict[tuple[str, int], str]:
    """Return the targets that the begroting 2018 printed of 9A, as an officer types them."""
    rows = json.loads((REPOSITORY / "fixtures" / "04_begroting_2018.json").read_text(encoding="utf-8"))
    targets = [row["fields"] for row in rows if row["model"] == "indicators.streefwaarde"]
    return {(t["reeks"][0], t["year"]): str(t.get("value") or "-").replace(".", ",") for t in targets}


def name_of(address: str) -> str:
    """Return the name by which the comparison knows a publication."""
    return address.strip("/").split("/")[-1]


def play_begroting(year: Year) -> str:
    """It is made from what there is; targets are proposed and confirmed; it is adopted and published."""
    begroting = year.make("begroting", 2018, out_of="Jaarverslag 2017")
    year.decide(begroting, "2017-11-09", "RV 17.0098")
    expect(year.says("kan nog niet vastgesteld worden")).to_be_visible()
    year.propose("medewerker-9a", begroting, "9a", printed_targets())
    of_9b = {(slug, each): value for slug, value in TARGETS_OF_9B.items() for each in range(2018, 2022)}
    year.propose("medewerker-9a", begroting, "9b", of_9b)
    year.propose("medewerker-9c", begroting, "9c", {("9c1-a", 2021): "90"})
    year.move("medewerker-9c", begroting, "9c1-a", 2018, "75", "De raad vond 80% te hoog.", "motie 16.0054")
    year.answer_all("Voorgestelde streefwaarden", "Bevestig de gekozen streefwaarden")
    year.decide(begroting, "2017-11-09", "RV 17.0098")
    expect(year.says("Het besluit is vastgelegd")).to_be_visible()
    return year.publish(begroting)


def play_bestuursrapportage(year: Year) -> str:
    """A red prestatie is explained, the others have no deviations, every target is expected to be reached."""
    rapportage = year.make("bestuursrapportage", 2018, out_of="Jaarverslag 2017")
    report = rapportage.replace("/documenten/", "/rapportage/")
    year.explain("medewerker-9a", f"{report}prestatie/9a1-4/", {"Tijd": "Rood", "Geld": "Groen", "Kwaliteit": "Groen"})
    for person, code in (("medewerker-9a", "9A"), ("medewerker-9a", "9B"), ("medewerker-9c", "9C")):
        page = year.open(person, report)
        page.get_by_role("button", name=f"Geen afwijkingen in {code}").click()
        expect(page.get_by_role("button", name=f"Geen afwijkingen in {code}")).to_have_count(0)
    for slug in EXPECTED:
        year.expect_haalbaar(FIGURES[slug][0], report, slug)
    year.decide(rapportage, "2018-06-12", "collegebesluit 18.0312", decided_by="college")
    expect(year.says("Het besluit is vastgelegd")).to_be_visible()
    return year.publish(rapportage)


def play_figures(year: Year) -> None:
    """All are handed in, one is returned and handed in again, all are adopted."""
    for slug, (_, value) in FIGURES.items():
        year.enter(slug, value)
    desk = year.desk("Ingediende cijfers")
    desk.get_by_role("checkbox", name="9A1.d").check()
    desk.get_by_label("Of geef ze terug, want").fill("Dit is het cijfer van 2016.")
    desk.get_by_role("button", name="Geef de gekozen cijfers terug").click()
    page = year.open("medewerker-9a", "/invoer/?jaar=2018")
    expect(page.get_by_text("Dit is het cijfer van 2016.").first).to_be_visible()
    year.enter("9a1-d", "69,5")
    year.answer_all("Ingediende cijfers", "Stel de gekozen cijfers vast")


def play_jaarstukken(year: Year) -> str:
    """The red effect has to be explained before the raad adopts them; they are published."""
    jaarstukken = year.make("jaarstukken", 2018, out_of="Jaarverslag 2017")
    year.decide(jaarstukken, "2019-06-27", "RV 19.0061")
    expect(year.says("Wat ontbreekt: 1")).to_be_visible()
    year.explain("medewerker-9a", f"{jaarstukken.replace('/documenten/', '/rapportage/')}effectindicator/9a1-b/")
    year.decide(jaarstukken, "2019-06-27", "RV 19.0061")
    expect(year.says("Het besluit is vastgelegd")).to_be_visible()
    return year.publish(jaarstukken)


def test_year_2018(visit: Callable[..., Visit], worker: Worker) -> None:
    year = Year(visit)
    light = year.council.page.locator("#why-vastgesteld")

    of_begroting = play_begroting(year)
    of_rapportage = play_bestuursrapportage(year)
    play_figures(year)
    year.council.go("/effectindicator/9a1-b/?jaar=2018")
    expect(light).to_contain_text("Rood")
    of_jaarstukken = play_jaarstukken(year)

    # A later correction colours the page of now, and no publication.
    year.enter("9a1-b", "34", why="De enquête was verkeerd gewogen.")
    year.answer_all("Ingediende cijfers", "Stel de gekozen cijfers vast")
    year.council.go("/effectindicator/9a1-b/?jaar=2018")
    expect(light).to_contain_text("Groen")
    assert year.read(of_begroting) == year.shown[of_begroting]
    assert year.read(of_rapportage) == year.shown[of_rapportage]
    assert year.read(of_jaarstukken) == year.shown[of_jaarstukken]
    assert "Er waren te weinig vrijwilligers." in year.shown[of_rapportage]
    assert "30% is 4 procentpunt te laag" in year.shown[of_jaarstukken]
    assert [problem for _, problem in verify()] == [""] * 6

    # The comparison tells what moved, and by what.
    corrected = year.read(f"/vergelijken/?van={name_of(of_jaarstukken)}&naar=nu")
    assert re.search(r"30%.*34%", corrected)
    assert "door het cijfer" in corrected
    beleidsplan = Publicatie.objects.get(document__kind="beleidsplan").sha256[:12]
    moved = year.read(f"/vergelijken/?van={beleidsplan}&naar={name_of(of_begroting)}")
    assert re.search(r"6,1 voor 2017 .* wordt 6,1 voor 2020", moved)
    assert year.complaints == []
